/* SPDX-License-Identifier: MIT */
/*
 * An anchor: a place that survives edits of its text.  After the W3C Web Annotation model's
 * TextQuoteSelector and TextPositionSelector: the offset, the words there, and the words around
 * them, all as read (clean, readings hidden).
 */
#ifndef PLACE_ANCHOR_H
#define PLACE_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "outline/outline.h"
#include "text/text.h"

struct anchor {
	uint64_t offset; /* as last seen */
	uint64_t line;   /* from 0, as last seen */
	char *path;      /* titles of the headings above, outermost first, each ended by '\n' */
	char *quote;     /* what stands at offset: up to 64 characters, not past the paragraph */
	char *before;    /* up to 32 characters before it */
	char *after;     /* up to 32 characters after the quote */
};

enum verdict {
	VERDICT_EXACT,       /* the quote stands at its offset */
	VERDICT_MOVED,       /* the quote stands elsewhere, unmistakably */
	VERDICT_APPROXIMATE, /* something much like it, or only its heading */
	VERDICT_LOST         /* nothing like it; the offset is kept, clamped */
};

const char *verdict_name(enum verdict verdict); /* "exact", "moved", "approximate", "lost" */

/* The anchor of a place; outline may be NULL.  Release with anchor_release(). */
void anchor_make(struct anchor *a, struct text *text, const struct outline *outline, uint64_t pos);
void anchor_copy(struct anchor *to, const struct anchor *from);
void anchor_release(struct anchor *a);

/* Where the anchor is now; always sets *pos (at most the text's size).  Reads all of a text of up
 * to ANCHOR_SEARCH_MAX, and as much around the offset of a larger one. */
#define ANCHOR_SEARCH_MAX ((uint64_t)16 * 1024 * 1024)

enum verdict anchor_resolve(const struct anchor *a, struct text *text,
			    const struct outline *outline, uint64_t *pos);

/*
 * The same with a guess where to look first: places near each other mostly move together, so that
 * after one has been found the next ones need not search the whole text.
 */
struct anchor_view {
	struct text *text;
	const struct outline *outline; /* may be NULL */
};
enum verdict anchor_resolve_from(const struct anchor *a, const struct anchor_view *view,
				 uint64_t guess, uint64_t *pos);

/* The same within 64 KiB of the guess, and only what cannot be mistaken: EXACT, MOVED or LOST.
 * Quick; for many anchors, and for a text that is not there as a whole. */
enum verdict anchor_resolve_near(const struct anchor *a, const struct anchor_view *view,
				 uint64_t guess, uint64_t *pos);

/* The same in a stretch of the text, the headings' places not counted; for the end of what has been
 * found.  The place is in the segments that the stretch touches, if it is not LOST. */
enum verdict anchor_resolve_within(const struct anchor *a, const struct anchor_view *view,
				   struct range stretch, uint64_t *pos);

/* How like the words at a place are to the anchor's, in percent: what an APPROXIMATE is worth. */
unsigned anchor_likeness(const struct anchor *a, struct text *text, uint64_t pos);

#endif
