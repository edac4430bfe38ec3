/* SPDX-License-Identifier: MIT */
#include "text/paragraph_cells.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "text/cluster.h"

void cells_init(struct cells *cells)
{
	*cells = (struct cells){NULL, 0, 0, 0, false, false};
}

void cells_release(struct cells *cells)
{
	free(cells->items);
	cells_init(cells);
}

bool cells_at_edge(const struct cells *cells)
{
	const struct character *before;

	if (cells->cursor == 0)
		return true;
	before = &cells->items[cells->cursor - 1].character;
	return before->c == '\t' || before->kind == CHARACTER_NAMED ||
	       before->kind == CHARACTER_BAD;
}

size_t cells_back(struct cells *cells, size_t backspaces)
{
	size_t at = cells->cursor;

	if (cells->half) {
		cells->half = false;
		cells->stepped = true;
		return 1;
	}
	if (at == 0)
		return cells->n > 0 ? 1 : 0;
	at--;
	while (at > 0 && cells->items[at].width == 0)
		at = cells->items[at].base;
	cells->cursor = at;
	cells->stepped = backspaces >= 2 && cells->items[at].width == 2;
	return cells->stepped ? 2 : 1;
}

static bool is_same(const struct character *a, const struct character *b)
{
	return a->kind == b->kind && a->c == b->c;
}

static bool is(const struct cell *cell, uint32_t c)
{
	return cell->character.kind == CHARACTER_PLAIN && cell->character.c == c;
}

/* _ over _ is bold or underlined as the cell before it is, and bold if that is neither. */
static uint32_t underscore_flags(const struct cells *cells)
{
	uint32_t flags = 0;

	if (cells->cursor > 0)
		flags = cells->items[cells->cursor - 1].style.flags & (SPAN_BOLD | SPAN_UNDERLINE);
	return flags != 0 ? flags : SPAN_BOLD;
}

/* A wide character over two _ that two backspaces led over: the second goes too. */
static void swallow_next(struct cells *cells)
{
	size_t next = cells->cursor + 1;

	if (next < cells->n && is(&cells->items[next], '_')) {
		cells->items[next].width = 0;
		cells->items[next].swallowed = true;
		cells->items[next].base = (uint32_t)cells->cursor;
		cells->items[cells->cursor].next = cells->items[next].next;
	}
}

/* Strikes a cell over the one at the cursor. */
static void strike(struct cells *cells, const struct cell *over)
{
	struct cell *under = &cells->items[cells->cursor];
	uint32_t flags = under->style.flags | over->style.flags;

	under->raw_end = over->raw_end;
	if (is_same(&under->character, &over->character)) {
		under->style = over->style;
		under->style.flags = flags | (is(over, '_') ? underscore_flags(cells) : SPAN_BOLD);
	} else if (is(over, '_')) {
		under->style.flags = flags | SPAN_UNDERLINE;
		if (cells->stepped) {
			cells->stepped = false;
			cells->half = true;
			return;
		}
	} else {
		struct cell old;
		bool underline = is(under, '_');
		bool bullet =
			(is(under, 'o') && is(over, '+')) || (is(under, '+') && is(over, 'o'));

		if (underline && over->width == 2)
			swallow_next(cells);
		old = *under;
		*under = *over;
		under->raw_begin = old.raw_begin;
		under->base = old.base;
		under->next = old.next;
		if (underline)
			under->style.flags = flags | SPAN_UNDERLINE;
		if (bullet)
			under->style.flags = flags | SPAN_BOLD;
	}
	cells->stepped = false;
	cells->cursor++;
}

/* A mark in the middle of what is struck over: the mark that is there already, or lost. */
static void strike_mark(struct cells *cells, const struct cell *mark)
{
	struct cell *at = &cells->items[cells->cursor];

	assert(cells->cursor > 0);
	if (at->width == 0 && is_same(&at->character, &mark->character)) {
		at->raw_end = mark->raw_end;
		cells->cursor++;
	} else {
		cells->items[cells->cursor - 1].raw_end = mark->raw_end;
	}
}

static uint8_t width_of(const struct character *character)
{
	static const struct widths widths = {1};
	int width;

	if (character->kind != CHARACTER_PLAIN || character->c == '\t')
		return 1;
	width = cluster_code_point_width(character->c, widths);
	return width == 2 ? 2 : width > 0;
}

static void append(struct cells *cells, const struct cell *cell)
{
	uint32_t at = (uint32_t)cells->n;
	struct cell *added;

	cells->items = array_reserve(cells->items, &cells->capacity, cells->n + 1,
				     sizeof(cells->items[0]));
	added = &cells->items[cells->n++];
	*added = *cell;
	added->base = at;
	if (cell->width == 0 && at > 0)
		added->base = added[-1].width > 0 ? at - 1 : added[-1].base;
	cells->items[added->base].next = at + 1;
	added->next = at + 1;
	cells->cursor++;
}

void cells_put(struct cells *cells, const struct character *character, uint32_t raw,
	       const struct style *style)
{
	struct cell cell = {
		.raw_begin = raw,
		.raw_end = raw + character->len,
		.character = *character,
		.style = *style,
		.width = width_of(character),
	};

	if (cells->half) {
		cells->half = false;
		if (is(&cell, '_')) {
			cells->items[cells->cursor++].raw_end = cell.raw_end;
			return;
		}
		cells->cursor++;
	}
	while (cell.width > 0 && cells->cursor < cells->n && cells->items[cells->cursor].width == 0)
		cells->cursor = cells->items[cells->items[cells->cursor].base].next;
	if (cells->cursor == cells->n)
		append(cells, &cell);
	else if (cell.width == 0 && cells->cursor > 0)
		strike_mark(cells, &cell);
	else
		strike(cells, &cell);
}

static void write_text(const struct cells *cells, struct writer *writer, const struct cell *cell)
{
	size_t begin = writer->p->clean.len;
	/* Marks look like what they hang on. */
	struct style style = cell->width > 0 ? cell->style : cells->items[cell->base].style;

	if (cell->swallowed)
		return;
	if (cell->character.kind != CHARACTER_PLAIN)
		style.flags |= SPAN_NAME;
	character_append(&writer->p->clean, &cell->character);
	writer_span(writer, begin, writer->p->clean.len, &style);
}

void cells_write(const struct cells *cells, struct writer *writer)
{
	size_t i = 0;

	while (i < cells->n) {
		const struct cell *cell = &cells->items[i];
		uint32_t begin = cell->raw_begin, end = cell->raw_end;
		size_t clean = writer->p->clean.len;
		bool same = cell->character.kind == CHARACTER_PLAIN &&
			    end - begin == cell->character.len;

		if (begin > writer->raw)
			writer_map(writer, 0, begin - writer->raw, false);
		write_text(cells, writer, cell);
		for (i++; i < cells->n && cells->items[i].raw_begin < end; i++) {
			if (cells->items[i].raw_end > end)
				end = cells->items[i].raw_end;
			write_text(cells, writer, &cells->items[i]);
			same = false;
		}
		writer_map(writer, writer->p->clean.len - clean, end - begin, same);
	}
}
