/* SPDX-License-Identifier: MIT */
/*
 * One document's saved state: an INI file under $XDG_STATE_HOME/speechview (or
 * ~/.local/state/speechview), found by the document's path or, when the file has moved, by a sample
 * of its content, through an index file.  Saving takes the lock, merges what another instance
 * wrote, and replaces the file whole.
 */
#ifndef PLACE_STATE_H
#define PLACE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "outline/folding.h"
#include "place/bookmarks.h"
#include "place/correction_log.h"
#include "text/text.h"

/* A fold that differs from the whole view's depth, by the key of its heading (heading_path.h) and
 * by where that was. */
struct saved_fold {
	uint64_t offset;
	enum fold_state state;
	uint32_t ordinal;
	char *path;    /* owned; NULL in files of version 0.1: only the offset is known */
	bool restored; /* laid over the outline, or its heading is gone: the document's to use */
};

/* More than this are not saved: those farthest from the reading position are dropped. */
#define SAVED_FOLDS_MAX 4096

/* Settings that were changed for one document alone: the values as the configuration file writes
 * them, "" for one that never was. */
enum own_setting { OWN_READINGS, OWN_MATCH, OWN_CHOP, OWN_LINE_NUMBERS, OWN_SETTINGS };
struct own_settings {
	char values[OWN_SETTINGS][96];
};

/* Its name, as in [view] of the configuration file. */
const char *own_setting_name(enum own_setting which);

/* Gives one a value; what is too long for any is none. */
void own_settings_put(struct own_settings *own, enum own_setting which, const char *value);

/* What is kept of a document besides its bookmarks.  A view whose time of change is 0 changes
 * nothing that is saved but the corrections. */
struct saved_view {
	bool has_position;
	struct anchor position;
	int64_t changed; /* ms since 1970: of position and folds */
	int percent;   /* how far the screen reached then; -1: not known */
	char *title;   /* of the text, for lists of documents; owned, NULL: not known */
	unsigned fold_depth;
	struct saved_fold *folds;
	size_t n_folds;
	char encoding[32]; /* that the reader wants this file to be read in, "": the one detected */
	struct own_settings own;
	struct correction_log *corrections; /* not owned; NULL: those in the file are left alone */
};

void saved_view_init(struct saved_view *v);
void saved_view_release(struct saved_view *v);

/* The folder, or NULL with a cause when there is no HOME. */
char *state_folder(struct cause *cause);

/*
 * Which document this is: its absolute path without links (then, if its bytes were converted, '\n'
 * and how), and a sample of its content: "" while it still grows.  "-", standard input, is nobody's
 * path: nothing is loaded or saved for it.
 */
struct state_key {
	char *path;
	char sample[17]; /* hexadecimal digits of a hash of some KiB at fixed places and the size */
};

void state_key_make(struct state_key *key, const char *path, struct source *source);
void state_key_release(struct state_key *key);

/* The key of what comes through a pipe and was given a name: "as NAME", which is no path. */
#define STATE_NAMED "as "
void state_key_name(struct state_key *key, const char *name);

/*
 * Loads what is saved for a document into view, its log of corrections and bookmarks (both merged).
 * Returns true also when nothing is saved.  A damaged file loses its damaged entries only: it is
 * set aside (.damaged), and cause tells; true is returned.
 */
bool state_load(const char *folder, const struct state_key *key, struct saved_view *view,
		struct bookmarks *bookmarks, struct cause *cause) ATTRIBUTE_NODISCARD;

/* Saves, merging first; bookmarks and corrections may gain what others wrote. */
bool state_save(const char *folder, const struct state_key *key, const struct saved_view *view,
		struct bookmarks *bookmarks, struct cause *cause) ATTRIBUTE_NODISCARD;

/* The documents that have a state file: their paths, newest first, for `--bookmarks` without a
 * file.  Each path and the array are the caller's. */
size_t state_documents(const char *folder, char ***paths);

/* The history of searches, oldest first, one file for all documents: at most 200.  Adding moves a
 * line that is there to the end. */
size_t state_history_load(const char *folder, char ***lines);
bool state_history_add(const char *folder, const char *line, struct cause *cause);

#endif
