/* SPDX-License-Identifier: MIT */
/*
 * The corrections that a reader made in the outline of one document, in the order in which they
 * were made, each with an anchor in the text.  Like bookmarks they have a random id, a time of
 * change and, when undone, a tombstone, so that two instances can be merged.
 */
#ifndef PLACE_CORRECTION_LOG_H
#define PLACE_CORRECTION_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/correction.h"
#include "place/anchor.h"

struct logged_correction {
	char id[17]; /* 16 hexadecimal digits */
	enum correction_kind kind;
	char *title;     /* RENAME: the new one; else "" */
	int64_t created; /* ms since 1970; the order of the steps */
	int64_t changed;
	bool deleted; /* undone: a tombstone */
	struct anchor anchor;
	uint64_t pos; /* of its heading now, once settled */
	enum verdict verdict;
	bool settled; /* pos and verdict are those of the text as it is now */
	bool tried;   /* looked for while the text was still scanned */
};

struct correction_log;

struct correction_log *correction_log_new(void);
void correction_log_free(struct correction_log *log);

/* All in the order of the steps, tombstones included. */
size_t correction_log_count(const struct correction_log *log);
const struct logged_correction *correction_log_at(const struct correction_log *log, size_t i);

/* Adds a step at pos, with the title of a renaming ("" for the others); the anchor is copied. */
struct correction_step {
	enum correction_kind kind;
	const char *title;
	uint64_t pos;
};
void correction_log_add(struct correction_log *log, const struct correction_step *step,
			const struct anchor *anchor, int64_t now);

/* The step that would be undone, and the one that would be made again; NULL if there is none.  Only
 * what was undone in this run, and no step made since, can be made again. */
const struct logged_correction *correction_log_last(const struct correction_log *log);
const struct logged_correction *correction_log_undone(const struct correction_log *log);

/* Undoes the last step, also one of an earlier run; makes it again.  False if there is none. */
bool correction_log_undo(struct correction_log *log, int64_t now);
bool correction_log_redo(struct correction_log *log, int64_t now);

/* Puts in one that was saved (copied), by id and time of change; whether it changed anything. */
bool correction_log_merge(struct correction_log *log, const struct logged_correction *other);

/*
 * Finds in the text what is not settled yet: with an outline that is not complete, only what lies
 * before its end and is unmistakable; with a complete one, everything.
 */
void correction_log_resolve(struct correction_log *log, struct text *text,
			    const struct outline *outline);

/* The text has changed: all are to be found anew. */
void correction_log_unsettle(struct correction_log *log);

/* Whether anything changed since the last correction_log_saved(). */
bool correction_log_changed(const struct correction_log *log);
void correction_log_saved(struct correction_log *log);

#endif
