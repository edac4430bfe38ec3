/* SPDX-License-Identifier: MIT */
/*
 * Wrapping: a paragraph and a width give rows.
 *
 * Rows break by UAX #14 (u8_possible_linebreaks) with two repairs (no break after . or , before a
 * letter; breaks around curly quotes next to wide characters, LB19a) and strict kinsoku: no row
 * begins with a closing mark, a small kana, ー, an iteration mark or an ellipsis, none ends with an
 * opening mark.  Where nothing fits, a row breaks between clusters, still with kinsoku where any
 * such place fits; a cluster wider than the width (2 cells in 1 column) has a row of its own and is
 * cut on the screen.  Blanks at a break hang past the edge and are not shown.  The base of a
 * reading is not broken unless it alone fills a row.
 */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "text/cluster.h"
#include "text/paragraph.h"

struct wrap_options {
	uint32_t width; /* cells, >= 1 */
	bool chop;      /* one row a paragraph; `width` does not matter */
	uint32_t tab;   /* cells between tab stops, >= 1; 8 */
	struct widths widths;
};

/* One cluster in its place. */
struct glyph {
	uint32_t begin; /* clean bytes */
	uint32_t col;   /* cells from the row's left edge, indent included */
	uint16_t len;   /* bytes, at most CLUSTER_MAX */
	uint8_t width;  /* cells it covers; a tab covers up to the next stop or the row's edge */
	uint8_t pad;    /* blank cells after it, to make room for a reading above */
};

struct wrap_row {
	uint32_t begin; /* clean bytes shown, half-open, without blanks hung at the break */
	uint32_t end;
	uint32_t next;   /* where the next row begins */
	uint32_t indent; /* blank cells at the left: the hanging indent of rows after the first */
	uint32_t width;  /* cells used, indent included; never more than the width asked for */
	bool ruby;       /* the readings of the row that follows (same bytes), not text itself */
};

struct wrapped {
	struct wrap_row *rows; /* at least one: an empty paragraph has one empty row */
	size_t n_rows, row_capacity;
	char *breaks; /* wrap_paragraph()'s own: memory kept between calls */
	size_t break_capacity;
};

void wrapped_init(struct wrapped *w);
void wrapped_release(struct wrapped *w);

/*
 * Lays a paragraph out; reuses w's memory.  Rows tile the clean text: the first begins at 0, each
 * at the `next` of the one before, and the last one's `next` is the text's length.
 *
 * Hanging indents follow the paragraph's own indent (blanks, tabs, ideographic spaces), never more
 * than half the width.  An indent of the first line alone does not hang: one or two ideographic
 * spaces, or two to four cells before a wide character, as prose in Chinese and Japanese has it.
 */
void wrap_paragraph(struct wrapped *w, const struct paragraph *p, const struct wrap_options *o);

/* The index of the row (no ruby row) that shows a clean offset: the last that begins at or before
 * it. */
size_t wrap_row_of(const struct wrapped *w, size_t clean);

/* The glyphs of a row (of a ruby row: those of its text), left to right, in order of their bytes;
 * returns how many and sets *glyphs, which are valid until the next call with the same buffer. */
struct glyphs {
	struct glyph *items;
	size_t n, capacity;
};
void glyphs_release(struct glyphs *glyphs);
void wrap_glyphs(const struct wrap_row *row, const struct paragraph *p,
		 const struct wrap_options *o, struct glyphs *glyphs);

/* The same, of those glyphs alone that touch the columns [from, to): what a chopped row shows.  It
 * walks the row up to `to` without keeping what lies before. */
void wrap_glyphs_window(const struct wrap_row *row, const struct paragraph *p,
			const struct wrap_options *o, struct range columns, struct glyphs *glyphs);

/* The column, and the cells of it, where a ruby stands in the ruby row above a text row with these
 * glyphs; false if its base does not begin in them.  The cells are those of the base with its pad,
 * as far as it is in them: one more than the reading needs where another base follows directly. */
bool wrap_ruby_at(const struct glyphs *glyphs, const struct ruby *ruby, uint32_t *col,
		  uint32_t *width);

#endif
