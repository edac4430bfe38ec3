/* SPDX-License-Identifier: MIT */
#include "outline/decide_notation_levels.h"

#include <string.h>

#include "outline/family.h"
#include "outline/markup.h"

#define TOP_LINES 3 /* above the title, at most */

static unsigned style_of(const struct marked_levels *l, uint32_t style)
{
	unsigned k = 0;

	while (k < l->n_styles && l->style[k] != style)
		k++;
	return k;
}

/* The level that the marks give, from 1; before the title and unused levels are taken off. */
static uint8_t raw_level(const struct marked_levels *l, const struct candidate *c)
{
	char mark = (char)(c->prefix & 0xFF);
	const char *at;

	if (mark && !*l->underlines)
		return (uint8_t)(style_of(l, c->prefix & ~(uint32_t)MARK_FUZZY) + 1);
	at = mark ? strchr(l->underlines, mark) : NULL;
	if (at)
		return (uint8_t)(at - l->underlines + 1);
	return (uint8_t)(c->family - FAMILY_MARKUP_1 + 1);
}

static bool is_marked(const struct candidate *c, const struct ruling *ruling)
{
	return ruling->verdict == RULING_HEADING && family_is_markup(c->family);
}

static void find_styles(struct marked_levels *l, const struct candidate *items, size_t n,
			const struct ruling *rulings)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t style = items[i].prefix & ~(uint32_t)MARK_FUZZY;

		if (is_marked(&items[i], &rulings[i]) && (style & 0xFF) &&
		    style_of(l, style) == l->n_styles && l->n_styles + 1 < MARKED_STYLES)
			l->style[l->n_styles++] = style;
	}
}

/*
 * The first heading, at the top, where those of its level are numbered and it is not:
 *
 *     The Lark Manual
 *     ***************
 *
 *     1 Use
 *     *****
 */
static void find_title(struct marked_levels *l, const struct candidate *items, size_t n,
		       const struct ruling *rulings)
{
	size_t first = n, alike = 0, numbered = 0;

	l->title = UINT64_MAX;
	if (!(notation_flags(l->notation) & NOTATION_HEADED))
		return;
	for (size_t i = 0; i < n; i++) {
		if (!is_marked(&items[i], &rulings[i]))
			continue;
		if (first == n) {
			if (items[i].line > TOP_LINES || items[i].branch > 0)
				return;
			first = i;
		} else if (raw_level(l, &items[i]) == raw_level(l, &items[first])) {
			alike++;
			numbered += items[i].branch > 0;
		}
	}
	if (alike >= 2 && numbered * 2 >= alike)
		l->title = items[first].offset;
}

void marked_levels_find(struct marked_levels *l, const struct candidate *items, size_t n,
			const struct ruling *rulings)
{
	unsigned notation = l->notation;
	size_t of_first = 0, count = 0;
	uint8_t first = 0, second = UINT8_MAX, deepest = 1;

	*l = (struct marked_levels){.notation = notation};
	l->underlines = notation_underlines(notation);
	find_styles(l, items, n, rulings);
	find_title(l, items, n, rulings);
	l->top = UINT8_MAX;
	for (size_t i = 0; i < n; i++) {
		uint8_t level;

		if (!is_marked(&items[i], &rulings[i]) || (items[i].prefix & MARK_TITLE) ||
		    items[i].offset == l->title)
			continue;
		level = raw_level(l, &items[i]);
		first = count == 0 ? level : first;
		count++;
		of_first += level == 1;
		if (level > 1 && level < second)
			second = level;
		l->top = level < l->top ? level : l->top;
		deepest = level > deepest ? level : deepest;
	}
	l->any = count > 0;
	l->first_is_title = (notation_flags(notation) & NOTATION_HEADED) && first == 1 &&
			    of_first == 1 && deepest > 1;
	if (l->first_is_title)
		l->top = second;
	l->deepest = (uint8_t)(l->any ? deepest + 1 - l->top : 1);
}

uint8_t marked_level(const struct marked_levels *l, const struct candidate *c)
{
	uint8_t level = raw_level(l, c);

	if ((c->prefix & MARK_TITLE) || c->offset == l->title || level < l->top)
		return 0;
	return (uint8_t)(level + 1 - l->top);
}
