/* SPDX-License-Identifier: MIT */
/*
 * A document: the text of one file with its outline, folds, bookmarks and search, and what is saved
 * of it.  It knows no screen; the view shows it.
 */
#ifndef VIEW_DOCUMENT_H
#define VIEW_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "base/job.h"
#include "outline/correction.h"
#include "outline/folding.h"
#include "outline/indexer.h"
#include "outline/outline.h"
#include "place/bookmarks.h"
#include "place/correction_log.h"
#include "place/state.h"
#include "search/finder.h"
#include "text/filter.h"
#include "text/paragraph.h"
#include "text/text.h"

struct document {
	char *path;     /* as the user gave it; "-" for standard input */
	char *encoding; /* that the user wants; NULL: detected */
	bool secure;
	const struct filters *filters;
	struct text *text;
	struct reading_gate *gate;
	struct indexer *indexer; /* NULL before document_scan(), and when no thread was to be had */
	const struct wake *wake; /* for background work; may be NULL */
	struct outline_options outline_options;
	uint32_t rules_told; /* rules that took too long, as bits: the reader has heard of them */
	struct outline *decided; /* the outline as the text has it */
	struct outline *outline; /* the same with the reader's corrections; never NULL */
	struct correction_log *log;
	struct corrections corrections; /* those of the log that have been found in the text */
	size_t lost_corrections;        /* that have no place in the whole text */
	struct folding *folding;
	struct bookmarks *bookmarks;
	struct finder *finder;   /* NULL while nothing is searched for */
	struct sparse *sparse;   /* what is left out; NULL: nothing.  See view/sparse.h */
	struct saved_view saved; /* what was loaded */
	struct state_key key;
	char *state_folder; /* NULL: nothing is saved */
	bool scan_started;
	bool depth_restored; /* the saved depth of folding has been set */
	uint64_t size_seen;  /* by the last update */
	int percent;         /* how far the screen reaches, to be saved; -1: not known */
	struct paragraph scratch;
};

struct document_options {
	const char *encoding; /* "auto": the one detected; NULL: the one remembered, or detected */
	bool secure;
	const struct filters *filters;         /* the user's; they outlive all.  May be NULL */
	const char *state_folder;              /* NULL: no state is loaded or saved */
	const char *as;           /* a name by which standard input has a state; NULL: none */
	const struct wake *wake;               /* may be NULL */
	const struct outline_options *outline; /* copied; NULL: no wishes.  Its rules outlive all */
};

/*
 * Opens a file; document_scan() starts looking for its lines and headings.  NULL with a cause if it
 * cannot be read.  A cause may also be set when it can: what of the saved state was damaged.
 */
struct document *document_open(const char *path, const struct document_options *options,
			       struct cause *cause) ATTRIBUTE_NODISCARD;
void document_free(struct document *d);

/* A document without text, where none is open; nothing of it is saved. */
struct document *document_new_empty(const struct document_options *options);

/* Starts the background scan, once: later calls do nothing.  False with a cause if no thread can be
 * had. */
bool document_scan(struct document *d, struct cause *cause);

/* Whether the scan has seen the whole text, or can see no more. */
bool document_is_scanned(const struct document *d);

enum document_change {
	DOCUMENT_GREW = 1 << 0,    /* there is more text, or less */
	DOCUMENT_OUTLINE = 1 << 1, /* a newer outline */
	DOCUMENT_INDEX = 1 << 2,   /* more lines are counted */
	DOCUMENT_PLACES = 1 << 3,  /* bookmarks have been found */
	DOCUMENT_SPARSE = 1 << 4   /* other lines are left out: never of document_update() */
};

/* Takes what the background work has brought; bits of enum document_change. */
unsigned document_update(struct document *d);

/* Appends a message on rules for headings that turned out to take too long; each is told once.
 * False if there are none. */
bool document_rules_trouble(struct document *d, struct buffer *out);

/* The same on corrections of the outline that have no place in the text. */
bool document_corrections_trouble(const struct document *d, struct buffer *out);

/*
 * Corrections of the outline.  One is made at the heading whose label begins at step->pos; an
 * addition, on the line that holds it.  Each is saved at once, where anything is saved; what it
 * is keyed by is the text, so that it outlives edits of the file.
 *
 * False with a cause if it cannot be made: then nothing has changed.  When it was made but could
 * not be saved the call succeeds with a cause.
 */
bool document_correct(struct document *d, const struct correction_step *step, int64_t now,
		      struct cause *cause);

/* Undoes the last correction, also one of an earlier run, or makes again the one undone last;
 * appends what it was ("removing 一、目標").  False if there is none.  The cause as above. */
bool document_undo_correction(struct document *d, int64_t now, struct buffer *what,
			      struct cause *cause);
bool document_redo_correction(struct document *d, int64_t now, struct buffer *what,
			      struct cause *cause);

/* Finds all bookmarks in the text as it is now: by itself a document finds them bit by bit, once
 * the whole outline is there. */
void document_find_places(struct document *d);

/* Saves bookmarks and corrections at once; true where nothing is saved at all. */
bool document_save_places(struct document *d, struct cause *cause);

/* Folds and narrowing as they are, to come back to them (after a query that was called off). */
struct kept_folds {
	unsigned depth;
	struct fold *folds; /* what differs from that depth */
	size_t n;
	uint64_t narrow; /* where the section begins that is narrowed to; POS_NONE: none */
};
void document_keep_folds(const struct document *d, struct kept_folds *kept);
void document_return_folds(struct document *d, const struct kept_folds *kept);
void kept_folds_release(struct kept_folds *kept);

/* The saved reading position in the text as it is now; false if none was saved. */
bool document_position(struct document *d, uint64_t *pos);

/*
 * Where reading stopped (pos) and what is folded, by what outlives an edit of the file: into out,
 * which was initialised or taken before.
 */
void document_take_places(struct document *d, uint64_t pos, struct saved_view *out);

/*
 * Opens the file again, in an encoding (NULL: to be detected): the text is another, all places are
 * looked for in it as when a document is opened, with what document_take_places() gave (taken over;
 * NULL: those that were saved, once more).  False with a cause if it cannot be opened, then nothing
 * has changed but *places.  The search has ended and the scan has to be started.
 */
bool document_reload(struct document *d, const char *encoding, struct saved_view *places,
		     struct cause *cause);

/* Remembers, where anything is saved, that the file is to be read in the encoding that the document
 * was opened in.  In each encoding it is a document of its own: the one detected keeps the word. */
bool document_remember_encoding(struct document *d, int64_t now, struct cause *cause);

/* Saves bookmarks, folds, the document's own settings and, where reading stopped, pos. */
bool document_save(struct document *d, uint64_t pos, const struct own_settings *own, int64_t now,
		   struct cause *cause) ATTRIBUTE_NODISCARD;

/* Reads the paragraph of a segment. */
void document_paragraph(struct document *d, const struct segment *segment, enum reading_mode mode,
			struct paragraph *out);

/* Appends source bytes [begin, end) as they are read: clean, readings hidden, line breaks and runs
 * of blanks as one blank, none at either end.  At most a few KiB of them. */
void document_words(struct document *d, struct range range, struct buffer *out);

/* Appends a heading's label and title, without the marks of a markup ("## "); the title is the
 * reader's where there is one. */
void document_title(struct document *d, uint32_t heading, struct buffer *out);

/* Appends a heading's label alone, without blanks around it; nothing for marks of a markup. */
void document_label(struct document *d, uint32_t heading, struct buffer *out);

/* Appends a heading's title alone. */
void document_caption(struct document *d, uint32_t heading, struct buffer *out);

/* Appends clean text with every run of blanks as one blank, none at the edges. */
void document_squeeze(const char *s, size_t n, struct buffer *out);

/* Whether a label is no more than the marks of a markup: #, =, *, and the like. */
bool document_is_markup(const char *label, size_t len);

/* Appends the titles of the sections around pos, outermost first, joined by " > ". */
void document_path(struct document *d, uint64_t pos, struct buffer *out);

#endif
