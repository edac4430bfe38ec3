/* SPDX-License-Identifier: MIT */
/*
 * Rows: stepping through what is visible of a document, forward and back from any place.  Cost is
 * that of the segments passed; nothing depends on the size of the text.
 */
#ifndef VIEW_ROWS_H
#define VIEW_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/document.h"
#include "view/layout.h"

enum row_kind {
	ROW_TEXT, /* a row of a paragraph */
	ROW_RUBY, /* the readings above the next row */
	ROW_FOLD, /* a heading that stands for what it hides */
	ROW_GAP,  /* what is left out of a sparse tree */
	ROW_END   /* after the text */
};

struct view_row {
	enum row_kind kind;
	uint64_t begin; /* source bytes: of the row, or of all that a fold or gap row stands for */
	uint64_t end;
	uint32_t heading;       /* of a fold row */
	struct segment segment; /* of a text or ruby row */
	size_t index;           /* in the segment's rows */
};

struct rows {
	struct document *document;
	struct layout_cache *cache;
};

/* The row that shows pos, clamped into what is readable; a text row, not the ruby row above it.
 * False if nothing is readable: an empty text. */
bool rows_at(const struct rows *rows, uint64_t pos, struct view_row *row);

/* The row after, and before; false at the ends.  They may be the row that is given. */
bool rows_next(const struct rows *rows, const struct view_row *row, struct view_row *next);
bool rows_previous(const struct rows *rows, const struct view_row *row, struct view_row *previous);

/* The row of readings above a text row if it has one, else the row itself. */
void rows_with_ruby(const struct rows *rows, const struct view_row *row, struct view_row *upper);

/* A row that stands for the end of the text. */
struct view_row rows_end(const struct rows *rows);

#endif
