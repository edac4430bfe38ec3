/* SPDX-License-Identifier: MIT */
/*
 * The bookmarks of one document: named places with notes, in the order of the text.  One that is a
 * range is a highlight.  Each has a random id, a time of change and, when deleted, a tombstone, so
 * that two instances (and two machines) can be merged: of two with the same id the one changed last
 * wins.
 */
#ifndef PLACE_BOOKMARKS_H
#define PLACE_BOOKMARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/range.h"
#include "place/anchor.h"

struct bookmark {
	char id[17];     /* 16 hexadecimal digits */
	char letter;     /* a-z or A-Z of m{c}; 0 for a named one */
	char *name;      /* UTF-8, one line */
	char *note;      /* UTF-8, may have lines; "" if none */
	int64_t created; /* ms since 1970 */
	int64_t changed;
	bool deleted;    /* a tombstone: kept for merging, shown nowhere */
	unsigned colour; /* 1 to BOOKMARK_COLOURS; 0: none was chosen */
	struct anchor anchor;
	bool is_range;     /* a highlight: it has an end */
	struct anchor end; /* of what stands after it */
	/* in the text as it is now, once found */
	bool found, tried; /* its place is known; it was looked for near where it was */
	uint64_t pos, end_pos;
	enum verdict verdict;
	int64_t lines_moved; /* MOVED: down, if positive; 0 also where lines are not counted */
	unsigned likeness;   /* APPROXIMATE: of its words, in per cent */
};

#define BOOKMARK_COLOURS 4

struct bookmarks;

struct bookmarks *bookmarks_new(void);
void bookmarks_free(struct bookmarks *b);

/* Those that are not deleted, in order of pos. */
size_t bookmarks_count(const struct bookmarks *b);
const struct bookmark *bookmarks_at(const struct bookmarks *b, size_t i);

/* How many of them stand before pos, and the first in a range; NULL if there is none. */
size_t bookmarks_before(const struct bookmarks *b, uint64_t pos);
const struct bookmark *bookmarks_in(const struct bookmarks *b, struct range range);

const struct bookmark *bookmarks_find_letter(const struct bookmarks *b, char letter);
const struct bookmark *bookmarks_find_name(const struct bookmarks *b, const char *name);
const struct bookmark *bookmarks_find_id(const struct bookmarks *b, const char *id);

/* All, tombstones included, for saving. */
size_t bookmarks_all(const struct bookmarks *b);
const struct bookmark *bookmarks_any(const struct bookmarks *b, size_t i);

/* Adds one at pos with a new id and returns it.  letter 0 for none; a letter that is in use moves:
 * the old one is deleted.  The anchor is copied. */
const struct bookmark *bookmarks_add(struct bookmarks *b, char letter, const char *name,
				     const char *note, const struct anchor *anchor, uint64_t pos,
				     int64_t now);

/* Adds a highlight: the range [pos, end_pos), which is not empty. */
struct highlight {
	const char *name, *note;
	unsigned colour;
	const struct anchor *begin, *end;
	uint64_t pos, end_pos;
};
const struct bookmark *bookmarks_add_highlight(struct bookmarks *b, const struct highlight *h,
					       int64_t now);

/* Gives one a colour, or 0. */
bool bookmarks_paint(struct bookmarks *b, const char *id, unsigned colour, int64_t now);

/* Changes name or note (NULL: leave). */
bool bookmarks_edit(struct bookmarks *b, const char *id, const char *name, const char *note,
		    int64_t now);

bool bookmarks_delete(struct bookmarks *b, const char *id, int64_t now);

/* Takes back the last add, edit or delete of this run; false if there is none. */
bool bookmarks_undo(struct bookmarks *b, int64_t now);

/* Puts in one that was saved or imported (copied), by id and time of change.  Returns whether it
 * changed anything. */
bool bookmarks_merge(struct bookmarks *b, const struct bookmark *other);

/* Finds all of them in the text as it is now. */
void bookmarks_resolve(struct bookmarks *b, struct text *text, const struct outline *outline);

/*
 * The same bit by bit: after bookmarks_seek() none is found; each call of bookmarks_resolve_some()
 * finds those that are near where they were, and the others until so many bytes of the text have
 * been gone through.  True when all are found (or known to be lost).
 */
void bookmarks_seek(struct bookmarks *b);
bool bookmarks_resolve_some(struct bookmarks *b, const struct anchor_view *view, uint64_t most);

/* Whether some have to be looked for: after bookmarks_seek(), and when others were merged. */
bool bookmarks_are_sought(const struct bookmarks *b);

/* Appends how its place has changed: "moved 214 lines down", "approximate, 82 %", "lost"; nothing
 * if it is exact. */
void bookmark_describe(const struct bookmark *m, struct buffer *out);

/* Whether anything changed since the last bookmarks_saved(). */
bool bookmarks_changed(const struct bookmarks *b);
void bookmarks_saved(struct bookmarks *b);

#endif
