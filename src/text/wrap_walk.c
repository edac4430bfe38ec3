/* SPDX-License-Identifier: MIT */
#include "text/wrap_walk.h"

#include <assert.h>

size_t walk_ruby_from(const struct paragraph *p, size_t clean)
{
	size_t low = 0;
	size_t high = p->n_rubies;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->rubies[middle].base_begin < clean)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void take_ruby(struct walk *w, size_t ruby)
{
	const struct paragraph *p = w->paragraph;

	w->ruby = ruby;
	w->ruby_begin = ruby < p->n_rubies ? p->rubies[ruby].base_begin : SIZE_MAX;
	w->measured = false;
}

void walk_begin(struct walk *w, const struct paragraph *p, const struct wrap_options *o, size_t pos)
{
	size_t ruby = walk_ruby_from(p, pos);

	assert(o->tab >= 1 && (o->chop || o->width >= 1));
	*w = (struct walk){.s = p->clean.data, .n = p->clean.len, .paragraph = p, .options = o};
	if (ruby > 0 && p->rubies[ruby - 1].base_end > pos)
		ruby--;
	take_ruby(w, ruby);
}

/* Cells that the reading needs: its own, and one between it and a neighbour. */
static size_t cells_needed(const struct walk *w, const struct ruby *ruby)
{
	const struct paragraph *p = w->paragraph;
	size_t cells = cluster_text_width(p->ruby_text.data + ruby->begin, ruby->end - ruby->begin,
					  w->options->widths);
	bool neighbour = w->ruby + 1 < p->n_rubies && ruby[1].base_begin == ruby->base_end;

	return cells + (neighbour ? 1 : 0);
}

/* Measures the base of the next ruby, of which the clusters before pos have been passed. */
static void measure_base(struct walk *w, const struct ruby *ruby, size_t pos)
{
	size_t needed = cells_needed(w, ruby);
	size_t limit = w->options->chop ? SIZE_MAX : w->options->width - w->options->width / 2;
	size_t width = 0;
	size_t at = ruby->base_begin;

	w->clusters = 0;
	w->done = 0;
	while (at < ruby->base_end) {
		struct cluster cluster = cluster_at(w->s, w->n, at, w->options->widths);

		w->done += at < pos;
		w->clusters++;
		width += (size_t)cluster.width;
		at = cluster.end;
	}
	if (needed > limit)
		needed = limit;
	w->pad = needed > width ? (uint32_t)(needed - width) : 0;
	w->measured = true;
}

uint32_t walk_pad(struct walk *w, size_t pos, size_t end)
{
	const struct ruby *ruby;
	uint64_t before;
	uint64_t after;

	assert(pos < end);
	while (w->ruby < w->paragraph->n_rubies && w->paragraph->rubies[w->ruby].base_end <= pos)
		take_ruby(w, w->ruby + 1);
	if (pos < w->ruby_begin)
		return 0;
	ruby = &w->paragraph->rubies[w->ruby];
	if (!w->measured)
		measure_base(w, ruby, pos);
	if (w->done >= w->clusters)
		return 0;
	before = (uint64_t)w->pad * w->done / w->clusters;
	w->done++;
	after = (uint64_t)w->pad * w->done / w->clusters;
	return after - before < 255 ? (uint32_t)(after - before) : 255;
}
