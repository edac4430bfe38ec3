/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "text/wrap.h"
#include "text/wrap_walk.h"

void glyphs_release(struct glyphs *glyphs)
{
	free(glyphs->items);
	*glyphs = (struct glyphs){0};
}

void wrap_glyphs_window(const struct wrap_row *row, const struct paragraph *p,
			const struct wrap_options *o, struct range columns, struct glyphs *glyphs)
{
	struct walk walk;
	uint32_t col = row->indent;
	size_t pos = row->begin;

	assert(row->end <= p->clean.len);
	glyphs->n = 0;
	walk_begin(&walk, p, o, pos);
	while (pos < row->end && col < columns.end) {
		struct step step = walk_step(&walk, pos, col);

		if (col >= columns.begin || (uint64_t)col + step.width + step.pad > columns.begin) {
			glyphs->items = array_reserve(glyphs->items, &glyphs->capacity,
						      glyphs->n + 1, sizeof(glyphs->items[0]));
			glyphs->items[glyphs->n++] = (struct glyph){
				.begin = (uint32_t)pos,
				.col = col,
				.len = (uint16_t)(step.end - pos),
				.width = (uint8_t)step.width,
				.pad = (uint8_t)step.pad,
			};
		}
		col += step.width + step.pad;
		pos = step.end;
	}
}

void wrap_glyphs(const struct wrap_row *row, const struct paragraph *p,
		 const struct wrap_options *o, struct glyphs *glyphs)
{
	wrap_glyphs_window(row, p, o, (struct range){0, POS_NONE}, glyphs);
}

/* The first glyph that begins at or after a clean offset. */
static size_t glyph_from(const struct glyphs *glyphs, size_t clean)
{
	size_t low = 0;
	size_t high = glyphs->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (glyphs->items[middle].begin < clean)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool wrap_ruby_at(const struct glyphs *glyphs, const struct ruby *ruby, uint32_t *col,
		  uint32_t *width)
{
	size_t i = glyph_from(glyphs, ruby->base_begin);

	if (i == glyphs->n || glyphs->items[i].begin >= ruby->base_end)
		return false;
	if (glyphs->items[i].begin != ruby->base_begin)
		return false;
	*col = glyphs->items[i].col;
	*width = 0;
	for (; i < glyphs->n && glyphs->items[i].begin < ruby->base_end; i++)
		*width += (uint32_t)glyphs->items[i].width + glyphs->items[i].pad;
	return true;
}
