/* SPDX-License-Identifier: MIT */
#include "text/wrap.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "text/break.h"
#include "text/wrap_walk.h"

/* A place to end a row: what it shows ends at `end`, `width` cells from the left; the next row
 * begins at `next`, or after blanks there. */
struct cut {
	size_t next;
	size_t end;
	uint32_t width;
};

/* One paragraph being laid out. */
struct layout {
	struct wrapped *out;
	const struct paragraph *p;
	const struct wrap_options *o;
	const char *breaks; /* enum break_kind a byte */
};

void wrapped_init(struct wrapped *w)
{
	*w = (struct wrapped){0};
}

void wrapped_release(struct wrapped *w)
{
	free(w->rows);
	free(w->breaks);
	wrapped_init(w);
}

static bool has_ruby(const struct paragraph *p, size_t begin, size_t end)
{
	size_t i = walk_ruby_from(p, begin);

	return i < p->n_rubies && p->rubies[i].base_begin < end;
}

static void push_row(struct wrapped *w, const struct paragraph *p, struct wrap_row row)
{
	w->rows = array_reserve(w->rows, &w->row_capacity, w->n_rows + 2, sizeof(w->rows[0]));
	if (has_ruby(p, row.begin, row.end)) {
		row.ruby = true;
		w->rows[w->n_rows++] = row;
	}
	row.ruby = false;
	w->rows[w->n_rows++] = row;
}

/* The whole paragraph as one row, if it fits or is chopped; else false. */
static bool lay_whole(const struct layout *l)
{
	struct walk walk;
	uint32_t col = 0;
	size_t pos = 0;

	walk_begin(&walk, l->p, l->o, 0);
	while (pos < walk.n) {
		struct step step = walk_step(&walk, pos, col);

		col += step.width + step.pad;
		pos = step.end;
		if (!l->o->chop && col > l->o->width)
			return false;
	}
	push_row(l->out, l->p, (struct wrap_row){0, (uint32_t)pos, (uint32_t)pos, 0, col, false});
	return true;
}

/* Whether an indent of these blanks, so many cells wide, is one of the first line alone. */
static bool is_prose_indent(const struct paragraph *p, size_t len, uint32_t cells)
{
	const char *s = p->clean.data;
	const unsigned char *after = (const unsigned char *)s + len;
	size_t n = p->clean.len;
	bool quote = n - len >= 3 && after[0] == 0xE2 && after[1] == 0x80 &&
		     (after[2] == 0x98 || after[2] == 0x9C);

	if ((unsigned char)s[0] == 0xE3 && (len == 3 || len == 6) && cells == len / 3 * 2)
		return true;
	return cells >= 2 && cells <= 4 && (quote || cluster_is_plain_wide(s + len, n - len));
}

static uint32_t hanging_indent(const struct layout *l)
{
	uint32_t limit = l->o->width / 2;
	struct walk walk;
	uint32_t col = 0;
	size_t pos = 0;

	/* A wide character must fit beside it. */
	if (limit + 2 > l->o->width)
		limit = l->o->width > 2 ? l->o->width - 2 : 0;
	walk_begin(&walk, l->p, l->o, 0);
	while (pos < walk.n) {
		struct step step = walk_step(&walk, pos, col);

		if (!step.blank)
			break;
		col += step.width;
		pos = step.end;
	}
	if (pos == 0 || pos == walk.n || is_prose_indent(l->p, pos, col))
		return 0;
	return col < limit ? col : limit;
}

/* Where a row ends whose clusters before `limit` fit, while no rule offers a break: the last place
 * that does not offend, else the last place. */
static struct cut cut_anywhere(const struct layout *l, size_t begin, uint32_t indent, size_t limit)
{
	struct cut shown = {begin, begin, indent};
	struct cut good = {0, 0, 0};
	struct walk walk;
	uint32_t col = indent;
	size_t pos = begin;

	walk_begin(&walk, l->p, l->o, begin);
	for (;;) {
		struct step step = walk_step(&walk, pos, col);

		/* Blanks alone make a row only where they take much of the width. */
		if (!step.blank && pos > begin && (shown.end > begin || col > l->o->width / 2) &&
		    l->breaks[pos] != BREAK_POOR && !break_is_poor(walk.s, walk.n, pos))
			good = (struct cut){pos, shown.end, shown.width};
		if (pos >= limit)
			break;
		col += step.width + step.pad;
		pos = step.end;
		if (!step.blank)
			shown = (struct cut){pos, pos, col};
	}
	shown.next = pos;
	return good.next != 0 ? good : shown;
}

/* The end of the row that begins at `begin`. */
static struct cut find_cut(const struct layout *l, size_t begin, uint32_t indent)
{
	struct cut shown = {begin, begin, indent}; /* up to the last cluster that is no blank */
	struct cut fits = shown;                   /* up to the last that fits */
	struct cut best = {0, 0, 0};               /* at the last break */
	struct walk walk;
	uint32_t col = indent;
	size_t pos = begin;

	walk_begin(&walk, l->p, l->o, begin);
	while (pos < walk.n) {
		struct step step;

		/* A row of blanks alone is worth it only if they take much of the width. */
		if (l->breaks[pos] == BREAK_ALLOWED && pos > begin &&
		    (shown.end > begin || col > l->o->width / 2))
			best = (struct cut){pos, shown.end, shown.width};
		step = walk_step(&walk, pos, col);
		if (!step.blank && pos > begin && col + step.width + step.pad > l->o->width)
			return best.next != 0 ? best : cut_anywhere(l, begin, indent, pos);
		pos = step.end;
		col += step.width + step.pad;
		if (!step.blank)
			shown = (struct cut){pos, pos, col};
		if (!step.blank || col <= l->o->width)
			fits = (struct cut){pos, pos, col};
	}
	fits.next = walk.n;
	return fits;
}

static size_t skip_blanks(const char *s, size_t n, size_t pos)
{
	while (pos < n) {
		size_t len = walk_blank(s, n, pos);

		if (len == 0 || cluster_end(s, n, pos) != pos + len)
			break;
		pos += len;
	}
	return pos;
}

static void lay_rows(const struct layout *l)
{
	const char *s = l->p->clean.data;
	size_t n = l->p->clean.len;
	uint32_t hanging = hanging_indent(l);
	uint32_t indent = 0;
	size_t pos = 0;

	while (pos < n) {
		struct cut cut = find_cut(l, pos, indent);

		assert(cut.next > pos && cut.end >= pos && cut.end <= cut.next);
		cut.next = skip_blanks(s, n, cut.next);
		if (cut.width > l->o->width)
			cut.width = l->o->width;
		push_row(l->out, l->p,
			 (struct wrap_row){(uint32_t)pos, (uint32_t)cut.end, (uint32_t)cut.next,
					   indent, cut.width, false});
		pos = cut.next;
		indent = hanging;
	}
}

/* The bases of readings stay whole, and a reading shown in the text stays with its base. */
static void close_bases(const struct paragraph *p, char *breaks)
{
	size_t i;
	size_t pos;

	for (i = 0; i < p->n_rubies; i++) {
		assert(p->rubies[i].base_end <= p->clean.len);
		for (pos = p->rubies[i].base_begin + 1; pos < p->rubies[i].base_end; pos++)
			breaks[pos] = BREAK_POOR;
	}
	for (i = 0; i < p->n_spans; i++)
		if ((p->spans[i].flags & SPAN_READING) != 0)
			for (pos = p->spans[i].begin; pos < p->spans[i].end; pos++)
				breaks[pos] = BREAK_POOR;
}

void wrap_paragraph(struct wrapped *w, const struct paragraph *p, const struct wrap_options *o)
{
	struct layout layout = {.out = w, .p = p, .o = o};

	assert(p->clean.len < UINT32_MAX / 8);
	w->n_rows = 0;
	if (lay_whole(&layout))
		return;
	w->breaks = array_reserve(w->breaks, &w->break_capacity, p->clean.len, 1);
	break_find(p->clean.data, p->clean.len, w->breaks);
	close_bases(p, w->breaks);
	layout.breaks = w->breaks;
	lay_rows(&layout);
}

size_t wrap_row_of(const struct wrapped *w, size_t clean)
{
	size_t low = 0;
	size_t high = w->n_rows;

	assert(w->n_rows > 0);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->rows[middle].begin <= clean)
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}
