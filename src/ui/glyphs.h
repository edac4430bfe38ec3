/* SPDX-License-Identifier: MIT */
/*
 * Glyphs: clusters that curses cannot be trusted with, each behind one code point of the private
 * plane 15.  curses holds five code points a cell and believes that the cursor is where its widths
 * add up; so a cluster of several code points, or of a width that terminals do not agree on, is
 * given to it as one private code point of the width that is meant.  In the bytes that curses
 * makes, glyphs_expand() puts the cluster in its place, whole, and behind a doubtful one a move to
 * the column where the next cell begins.
 *
 * A code point stands for (cluster, width, column behind it); the same three get the same one.
 */
#ifndef UI_GLYPHS_H
#define UI_GLYPHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define GLYPH_FIRST 0xF0000u
#define GLYPH_LAST 0xFFFFDu

struct glyph {
	size_t begin; /* of its bytes in the table's own buffer */
	uint32_t len;
	int16_t width;
	int16_t next; /* the column of the next cell; -1: wherever the cursor is */
};

struct glyphs;

struct glyphs *glyphs_new(void);
void glyphs_free(struct glyphs *g);

/* The code point of a cluster of `width` cells; 0 if all of the plane is taken. */
uint32_t glyphs_add(struct glyphs *g, const char *cluster, size_t len, int width, int next);

size_t glyphs_count(const struct glyphs *g);

/* What a code point stands for; NULL if nothing. */
const struct glyph *glyphs_find(const struct glyphs *g, uint32_t c);

/* Its bytes; they stay until the next glyphs_add(). */
const char *glyphs_bytes(const struct glyphs *g, const struct glyph *glyph);

/* Appends what moves the cursor to a column of its row. */
typedef void glyphs_place(int column, struct buffer *out);

/* Appends bytes with every glyph written out. */
void glyphs_expand(const struct glyphs *g, const char *bytes, size_t len, glyphs_place *place,
		   struct buffer *out);

#endif
