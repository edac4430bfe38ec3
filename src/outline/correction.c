/* SPDX-License-Identifier: MIT */
#include "outline/correction.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outline/reason.h"

/* No outline is deeper: levels are counted in a byte, and there has to be one for points. */
#define LEVEL_MAX 250

static const char *const names[CORRECTION_KINDS] = {"promote", "demote", "remove", "add", "rename"};

const char *correction_name(enum correction_kind kind)
{
	assert(kind < CORRECTION_KINDS);
	return names[kind];
}

enum correction_kind correction_kind_find(const char *name)
{
	enum correction_kind kind = CORRECTION_PROMOTE;

	while (kind < CORRECTION_KINDS && strcmp(names[kind], name) != 0)
		kind++;
	return kind;
}

/* The headings while they are corrected: those taken away, or not added yet, are absent. */
struct edit {
	struct heading *items;
	uint8_t *absent;
	size_t n;
};

static int compare_offsets(const void *a, const void *b)
{
	const struct heading *x = a, *y = b;

	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* The headings that are added, in order of their offsets, each once.  For free(). */
static struct heading *list_added(const struct corrections *c, size_t *n)
{
	struct heading *added = memory_alloc((c->n + 1) * sizeof(added[0]));
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->items[i].kind == CORRECTION_ADD) {
			added[count] = c->items[i].added;
			added[count++].offset = c->items[i].offset;
		}
	if (count > 1)
		qsort(added, count, sizeof(added[0]), compare_offsets);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || added[kept - 1].offset != added[i].offset)
			added[kept++] = added[i];
	*n = kept;
	return added;
}

/* Takes over the headings that stand before an offset; from is where the last call ended. */
static size_t take_before(struct edit *e, const struct outline *o, size_t from, uint64_t offset)
{
	size_t end = headings_before(o->items, from, o->n, offset);

	if (end > from)
		memcpy(&e->items[e->n], &o->items[from], (end - from) * sizeof(e->items[0]));
	e->n += end - from;
	return end;
}

/* All headings that are, or will be, in one array. */
static void merge(struct edit *e, const struct outline *o, const struct corrections *c)
{
	size_t n_added, i = 0;
	struct heading *added = list_added(c, &n_added);

	e->items = memory_alloc((o->n + n_added + 1) * sizeof(e->items[0]));
	e->absent = memory_zalloc(o->n + n_added + 1, 1);
	e->n = 0;
	for (size_t k = 0; k < n_added; k++) {
		i = take_before(e, o, i, added[k].offset);
		if (i < o->n && o->items[i].offset == added[k].offset)
			continue;
		e->absent[e->n] = 1;
		e->items[e->n++] = added[k];
	}
	(void)take_before(e, o, i, UINT64_MAX);
	free(added);
}

/* Where the heading of an offset stands; e->n if there is none. */
static size_t find(const struct edit *e, uint64_t offset)
{
	size_t i = headings_before(e->items, 0, e->n, offset);

	return i < e->n && e->items[i].offset == offset ? i : e->n;
}

/* Whether a heading counts in the tree of sections. */
static bool is_section(const struct edit *e, size_t i)
{
	return !e->absent[i] && !(e->items[i].flags & HEADING_POINT);
}

/* Moves a heading and its subtree to another level; false if something would be too deep. */
static bool move(struct edit *e, size_t i, int level)
{
	int old = e->items[i].level, deepest = old;
	size_t end = i + 1;

	while (end < e->n && (!is_section(e, end) || e->items[end].level > old)) {
		if (e->items[end].level > deepest)
			deepest = e->items[end].level;
		end++;
	}
	if (deepest + level - old > LEVEL_MAX)
		return false;
	for (size_t k = i; k < end; k++) {
		int moved = e->items[k].level + level - old;

		e->items[k].level = (uint8_t)(moved > 1 ? moved : 1);
	}
	e->items[i].flags |= HEADING_CORRECTED;
	return true;
}

static bool promote(struct edit *e, size_t i)
{
	size_t k = i;

	while (k-- > 0) {
		if (!is_section(e, k) || e->items[k].level >= e->items[i].level)
			continue;
		/* the document's title is nobody's parent */
		return e->items[k].level > 0 && move(e, i, e->items[k].level);
	}
	return false;
}

/*
 * Into the sibling before it: to the level of that one's last child.  Backwards from the heading,
 * those that are less deep than all after them are the sibling's line of last children, and at last
 * the sibling.
 */
static bool demote(struct edit *e, size_t i)
{
	int level = 0, inside = 0;
	size_t k = i;

	while (k-- > 0) {
		if (!is_section(e, k))
			continue;
		if (e->items[k].level < e->items[i].level)
			break;
		if (level == 0 || e->items[k].level < level) {
			inside = level != 0 ? level : e->items[k].level + 1;
			level = e->items[k].level;
		}
		if (level == e->items[i].level)
			break;
	}
	return level != 0 && move(e, i, inside);
}

/* A heading beside the section that it stands in. */
static bool add(struct edit *e, size_t i, const struct correction *c)
{
	struct heading *h = &e->items[i];
	bool point = h->flags & HEADING_POINT, removed = e->absent[i];
	size_t k = i;

	if (!removed && !point)
		return true;
	e->absent[i] = 0;
	h->flags |= HEADING_CORRECTED;
	if (removed && !point && h->level > 0)
		return true;
	*h = c->added;
	h->offset = c->offset;
	h->level = 1;
	h->flags = (uint8_t)((h->flags & ~(unsigned)HEADING_POINT) | HEADING_CORRECTED);
	h->reason = REASON_ADDED;
	while (k-- > 0)
		if (is_section(e, k)) {
			h->level = e->items[k].level > 0 ? e->items[k].level : 1;
			break;
		}
	return true;
}

static bool apply(struct edit *e, const struct correction *c)
{
	size_t i = find(e, c->offset);

	if (i == e->n || (e->absent[i] && c->kind != CORRECTION_ADD))
		return false;
	switch (c->kind) {
	case CORRECTION_PROMOTE:
		return is_section(e, i) && e->items[i].level > 0 && promote(e, i);
	case CORRECTION_DEMOTE:
		return is_section(e, i) && e->items[i].level > 0 && demote(e, i);
	case CORRECTION_REMOVE:
		e->absent[i] = 1;
		return true;
	case CORRECTION_ADD:
		return add(e, i, c);
	case CORRECTION_RENAME:
		e->items[i].flags |= HEADING_CORRECTED;
		return true;
	case CORRECTION_KINDS:
		break;
	}
	return false;
}

/* The headings that are there, with their places in the tree. */
static void plant(struct outline *o, const struct edit *e)
{
	uint32_t stack[UINT8_MAX + 2]; /* of ever deeper levels, a point last */
	unsigned depth = 0;

	for (size_t i = 0; i < e->n; i++) {
		struct heading *h = &o->items[o->n];
		bool point = e->items[i].flags & HEADING_POINT;

		if (e->absent[i])
			continue;
		if (h != &e->items[i])
			*h = e->items[i];
		while (depth > 0 &&
		       (point ? o->items[stack[depth - 1]].flags & HEADING_POINT
			      : o->items[stack[depth - 1]].level >= h->level ||
					o->items[stack[depth - 1]].flags & HEADING_POINT))
			o->items[stack[--depth]].next = (uint32_t)o->n;
		h->parent = OUTLINE_NONE;
		h->depth = 0;
		h->next = (uint32_t)o->n + 1;
		if (h->level > 0) {
			h->parent = depth > 0 ? stack[depth - 1] : OUTLINE_NONE;
			h->depth = (uint8_t)(depth + 1);
			if (point && depth > 0 && h->level <= o->items[h->parent].level)
				h->level = (uint8_t)(o->items[h->parent].level + 1);
			stack[depth++] = (uint32_t)o->n;
		}
		o->n++;
	}
	while (depth > 0)
		o->items[stack[--depth]].next = (uint32_t)o->n;
}

/* Entries of printed contents go on naming the headings that are still there. */
static void link_again(struct outline *corrected, const struct outline *o)
{
	corrected->links = memory_alloc((o->n_links + 1) * sizeof(o->links[0]));
	for (size_t k = 0; k < o->n_links; k++) {
		struct contents_link link = o->links[k];

		link.heading = outline_find(corrected, o->items[link.heading].offset);
		if (link.heading != OUTLINE_NONE)
			corrected->links[corrected->n_links++] = link;
	}
}

/* What became of a candidate, after the reader's corrections. */
static void explain_one(struct explained *e, const struct outline *corrected)
{
	bool was = e->heading != OUTLINE_NONE;
	uint32_t i = outline_find(corrected, e->candidate.offset);

	if (was && i == OUTLINE_NONE) {
		e->ruling = (struct ruling){.verdict = RULING_NONE, .reason = REASON_REMOVED};
	} else if (!was && i != OUTLINE_NONE && corrected->items[i].reason == REASON_ADDED &&
		   corrected->items[i].family == e->candidate.family) {
		e->ruling = (struct ruling){.verdict = RULING_HEADING, .reason = REASON_ADDED};
		was = true;
	}
	e->heading = was ? i : OUTLINE_NONE;
}

static void explain_again(struct outline *corrected, const struct outline *o)
{
	if (o->explained == NULL)
		return;
	corrected->explained = memory_alloc((o->n_explained + 1) * sizeof(corrected->explained[0]));
	memcpy(corrected->explained, o->explained, o->n_explained * sizeof(o->explained[0]));
	for (size_t k = 0; k < o->n_explained; k++)
		explain_one(&corrected->explained[k], corrected);
}

struct outline *outline_correct(const struct outline *o, struct corrections *c)
{
	struct outline *corrected = outline_new();
	struct edit e;

	*corrected = *o;
	atomic_init(&corrected->shares, 0);
	corrected->n = corrected->n_links = 0;
	corrected->links = NULL;
	corrected->explained = NULL;
	merge(&e, o, c);
	for (size_t i = 0; i < c->n; i++)
		c->items[i].applied = apply(&e, &c->items[i]);
	corrected->items = e.items;
	/* in place: a heading is never written behind where it is read */
	plant(corrected, &e);
	link_again(corrected, o);
	explain_again(corrected, o);
	free(e.absent);
	return corrected;
}

/* The sibling before i that is no point. */
static uint32_t sibling_before(const struct outline *o, uint32_t i)
{
	do
		i = outline_previous_sibling(o, i);
	while (i != OUTLINE_NONE && (o->items[i].flags & HEADING_POINT));
	return i;
}

const char *correction_hindrance(const struct outline *o, uint32_t i, enum correction_kind kind)
{
	const struct heading *h;

	assert(i < o->n);
	h = &o->items[i];
	if (kind != CORRECTION_PROMOTE && kind != CORRECTION_DEMOTE)
		return NULL;
	if (h->flags & HEADING_POINT)
		return "a point has no level of its own";
	if (h->level == 0)
		return "the title of the document stands above all levels";
	if (kind == CORRECTION_PROMOTE && h->parent == OUTLINE_NONE)
		return "it is at the top already";
	if (kind == CORRECTION_DEMOTE && sibling_before(o, i) == OUTLINE_NONE)
		return "there is no heading before it that it could be inside of";
	for (uint32_t k = i; kind == CORRECTION_DEMOTE && k < h->next; k++)
		if (o->items[k].level >= LEVEL_MAX || o->items[k].depth >= LEVEL_MAX)
			return "the outline cannot be deeper";
	return NULL;
}

const char *corrections_title(const struct corrections *c, uint64_t offset)
{
	for (size_t i = c->n; i-- > 0;)
		if (c->items[i].kind == CORRECTION_RENAME && c->items[i].offset == offset)
			return c->items[i].title;
	return NULL;
}
