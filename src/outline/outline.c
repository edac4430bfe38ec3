/* SPDX-License-Identifier: MIT */
#include "outline/outline.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "outline/family.h"
#include "outline/rules.h"

_Static_assert(sizeof(struct heading) <= 40, "a heading costs at most 40 bytes");

struct outline *outline_new(void)
{
	return memory_zalloc(1, sizeof(struct outline));
}

void outline_free(struct outline *o)
{
	if (!o || atomic_fetch_sub(&o->shares, 1) > 0)
		return;
	free(o->items);
	free(o->links);
	free(o->explained);
	free(o);
}

const char *outline_name_of(const struct outline *o, unsigned family)
{
	size_t rule = family - FAMILY_RULE_1;

	if (family_is_rule(family) && rule < rules_count(o->rules))
		return rules_name(o->rules, rule);
	return family_name(family);
}

const char *outline_family_name(const struct outline *o, uint32_t i)
{
	assert(i < o->n);
	return outline_name_of(o, o->items[i].family);
}

void outline_explain(struct outline *o, const struct candidate *items, const struct ruling *rulings,
		     size_t n)
{
	uint32_t heading = 0;

	assert(!o->explained);
	o->explained = memory_resize(NULL, n + 1, sizeof(o->explained[0]));
	o->n_explained = n;
	for (size_t i = 0; i < n; i++) {
		bool is =
			rulings[i].verdict == RULING_HEADING || rulings[i].verdict == RULING_POINT;

		o->explained[i] =
			(struct explained){items[i], rulings[i], is ? heading++ : OUTLINE_NONE};
	}
	assert(heading == o->n);
}

struct outline *outline_share(struct outline *o)
{
	atomic_fetch_add(&o->shares, 1);
	return o;
}

static bool is_point(const struct outline *o, uint32_t i)
{
	return o->items[i].flags & HEADING_POINT;
}

uint64_t outline_begin(const struct outline *o, uint32_t i)
{
	assert(i < o->n);
	return o->items[i].offset - o->items[i].indent;
}

uint64_t outline_end(const struct outline *o, uint32_t i)
{
	assert(i < o->n);
	return o->items[i].next < o->n ? outline_begin(o, o->items[i].next) : o->end;
}

uint32_t outline_at(const struct outline *o, uint64_t pos, bool points)
{
	size_t low = 0, high = o->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (outline_begin(o, (uint32_t)middle) <= pos)
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0 && !points && is_point(o, (uint32_t)low - 1))
		low--;
	return low > 0 ? (uint32_t)low - 1 : OUTLINE_NONE;
}

uint32_t outline_link_in(const struct outline *o, struct range line)
{
	size_t low = 0, high = o->n_links;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (o->links[middle].offset < line.begin)
			low = middle + 1;
		else
			high = middle;
	}
	return low < o->n_links && o->links[low].offset < line.end ? o->links[low].heading
								   : OUTLINE_NONE;
}

size_t headings_before(const struct heading *items, size_t first, size_t n, uint64_t offset)
{
	size_t low = first, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (items[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t outline_find(const struct outline *o, uint64_t offset)
{
	size_t i = headings_before(o->items, 0, o->n, offset);

	return i < o->n && o->items[i].offset == offset ? (uint32_t)i : OUTLINE_NONE;
}

uint32_t outline_section_at(const struct outline *o, uint64_t pos)
{
	uint32_t i = outline_at(o, pos, false);

	while (i != OUTLINE_NONE && o->items[i].level == 0)
		i = outline_previous(o, i, false);
	return i;
}

uint32_t outline_next(const struct outline *o, uint32_t i, bool points)
{
	assert(i == OUTLINE_NONE || i < o->n);
	for (i = i == OUTLINE_NONE ? 0 : i + 1; i < o->n; i++)
		if (points || !is_point(o, i))
			return i;
	return OUTLINE_NONE;
}

uint32_t outline_previous(const struct outline *o, uint32_t i, bool points)
{
	assert(i < o->n);
	while (i-- > 0)
		if (points || !is_point(o, i))
			return i;
	return OUTLINE_NONE;
}

uint32_t outline_next_sibling(const struct outline *o, uint32_t i)
{
	uint32_t next;

	assert(i < o->n);
	next = o->items[i].next;
	if (next >= o->n || o->items[next].parent != o->items[i].parent || o->items[i].level == 0 ||
	    o->items[next].level == 0)
		return OUTLINE_NONE;
	return next;
}

uint32_t outline_previous_sibling(const struct outline *o, uint32_t i)
{
	uint32_t parent, k;

	assert(i < o->n);
	parent = o->items[i].parent;
	if (i == 0 || o->items[i].level == 0 || i - 1 == parent)
		return OUTLINE_NONE;
	/* up from what stands just before it to the one with the same parent */
	for (k = i - 1; k != OUTLINE_NONE && o->items[k].parent != parent;)
		k = o->items[k].parent;
	return k == OUTLINE_NONE || o->items[k].level == 0 ? OUTLINE_NONE : k;
}

uint32_t outline_child(const struct outline *o, uint32_t i)
{
	assert(i < o->n);
	return i + 1 < o->items[i].next ? i + 1 : OUTLINE_NONE;
}

uint32_t outline_parent(const struct outline *o, uint32_t i)
{
	assert(i < o->n);
	return o->items[i].parent;
}

bool outline_is_empty(const struct outline *o)
{
	for (size_t i = 0; i < o->n; i++)
		if (!is_point(o, (uint32_t)i) && o->items[i].depth > 0)
			return false;
	return true;
}

unsigned outline_depth(const struct outline *o)
{
	unsigned depth = 0;

	for (size_t i = 0; i < o->n; i++)
		if (!is_point(o, (uint32_t)i) && o->items[i].depth > depth)
			depth = o->items[i].depth;
	return depth;
}
