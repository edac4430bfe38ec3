/* SPDX-License-Identifier: MIT */
#include "outline/folding.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"

/* A state that differs from the default, by offset: also of headings that are not there now. */
struct exception {
	uint64_t offset;
	enum fold_state state;
};

struct folding {
	const struct outline *outline;
	struct outline *empty; /* before the first outline */
	uint8_t *states;       /* enum fold_state of each heading */
	unsigned depth;        /* of the last whole-view command */
	bool narrow;
	uint64_t narrow_offset;
	uint32_t narrow_root;         /* index now, OUTLINE_NONE if the heading is not there */
	struct exception *exceptions; /* of headings that are there, in order */
	size_t n_exceptions, exception_capacity;
	struct exception *orphans; /* of headings that are not, in order */
	size_t n_orphans, orphan_capacity;
};

struct folding *folding_new(void)
{
	struct folding *f = memory_zalloc(1, sizeof(*f));

	f->empty = outline_new();
	f->outline = f->empty;
	f->narrow_root = OUTLINE_NONE;
	return f;
}

void folding_free(struct folding *f)
{
	if (!f)
		return;
	outline_free(f->empty);
	free(f->states);
	free(f->exceptions);
	free(f->orphans);
	free(f);
}

static bool foldable(const struct folding *f, uint32_t i)
{
	const struct heading *h = &f->outline->items[i];

	return h->level > 0 && !(h->flags & HEADING_POINT);
}

static enum fold_state default_state(const struct folding *f, uint32_t i)
{
	if (f->depth == 0 || !foldable(f, i))
		return FOLD_OPEN;
	return f->outline->items[i].depth < f->depth ? FOLD_CHILDREN : FOLD_CLOSED;
}

static void push(struct exception **items, size_t *n, size_t *capacity, struct exception e)
{
	*items = array_reserve(*items, capacity, *n + 1, sizeof(**items));
	(*items)[(*n)++] = e;
}

/* After every change: the list that the saved state reads. */
static void list_exceptions(struct folding *f)
{
	f->n_exceptions = 0;
	for (uint32_t i = 0; i < f->outline->n; i++)
		if (f->states[i] != default_state(f, i))
			push(&f->exceptions, &f->n_exceptions, &f->exception_capacity,
			     (struct exception){f->outline->items[i].offset, f->states[i]});
}

void folding_set_outline(struct folding *f, const struct outline *o)
{
	struct exception *old = f->exceptions, *orphans = f->orphans;
	size_t n = f->n_exceptions, n_orphans = f->n_orphans, i = 0, k = 0;

	assert(o);
	f->exceptions = f->orphans = NULL;
	f->n_exceptions = f->exception_capacity = f->n_orphans = f->orphan_capacity = 0;
	f->outline = o;
	f->states = memory_resize(f->states, o->n + 1, 1);
	for (uint32_t j = 0; j < o->n; j++)
		f->states[j] = (uint8_t)default_state(f, j);
	while (i < n || k < n_orphans) {
		bool first = k == n_orphans || (i < n && old[i].offset <= orphans[k].offset);
		struct exception e = first ? old[i++] : orphans[k++];
		uint32_t at = outline_find(o, e.offset);

		if (at != OUTLINE_NONE && foldable(f, at))
			f->states[at] = (uint8_t)e.state;
		else
			push(&f->orphans, &f->n_orphans, &f->orphan_capacity, e);
	}
	free(old);
	free(orphans);
	f->narrow_root = f->narrow ? outline_find(o, f->narrow_offset) : OUTLINE_NONE;
	list_exceptions(f);
}

enum fold_state folding_get(const struct folding *f, uint32_t i)
{
	assert(i < f->outline->n);
	return (enum fold_state)f->states[i];
}

void folding_set(struct folding *f, uint32_t i, enum fold_state state)
{
	assert(i < f->outline->n);
	if (!foldable(f, i) || f->states[i] == (uint8_t)state)
		return;
	f->states[i] = (uint8_t)state;
	list_exceptions(f);
}

void folding_set_all(struct folding *f, const struct fold *folds, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		uint32_t i = outline_find(f->outline, folds[k].offset);

		if (i != OUTLINE_NONE && foldable(f, i))
			f->states[i] = (uint8_t)folds[k].state;
	}
	list_exceptions(f);
}

void folding_set_depth(struct folding *f, unsigned depth)
{
	f->depth = depth;
	f->n_orphans = 0;
	for (uint32_t i = 0; i < f->outline->n; i++)
		f->states[i] = (uint8_t)default_state(f, i);
	f->n_exceptions = 0;
}

unsigned folding_depth(const struct folding *f)
{
	return f->depth;
}

/* Sets a heading and all that is below it; whether anything changed. */
static bool set_subtree(struct folding *f, uint32_t i, enum fold_state state)
{
	bool changed = false;

	assert(i < f->outline->n);
	if (!foldable(f, i))
		return false;
	for (uint32_t k = i; k < f->outline->items[i].next; k++) {
		if (!foldable(f, k) || f->states[k] == (uint8_t)state)
			continue;
		f->states[k] = (uint8_t)state;
		changed = true;
	}
	if (changed)
		list_exceptions(f);
	return changed;
}

/* The first heading below i that is no point. */
static uint32_t first_child(const struct folding *f, uint32_t i)
{
	for (uint32_t k = i + 1; k < f->outline->items[i].next; k++)
		if (foldable(f, k))
			return k;
	return OUTLINE_NONE;
}

bool folding_toggle(struct folding *f, uint32_t i)
{
	assert(i < f->outline->n);
	if (!foldable(f, i))
		return false;
	folding_set(f, i, f->states[i] == FOLD_OPEN ? FOLD_CLOSED : FOLD_OPEN);
	return true;
}

bool folding_cycle(struct folding *f, uint32_t i)
{
	assert(i < f->outline->n);
	if (!foldable(f, i))
		return false;
	if (f->states[i] == FOLD_OPEN)
		return folding_toggle(f, i);
	if (f->states[i] == FOLD_CLOSED && first_child(f, i) != OUTLINE_NONE) {
		set_subtree(f, i, FOLD_CLOSED);
		folding_set(f, i, FOLD_CHILDREN);
		return true;
	}
	return set_subtree(f, i, FOLD_OPEN);
}

bool folding_open_all(struct folding *f, uint32_t i)
{
	return set_subtree(f, i, FOLD_OPEN);
}

bool folding_close_all(struct folding *f, uint32_t i)
{
	return set_subtree(f, i, FOLD_CLOSED);
}

bool folding_open(struct folding *f, uint32_t i, unsigned n)
{
	unsigned deepest = f->outline->items[i].depth + n - 1;
	bool changed = false;

	assert(n > 0);
	for (uint32_t k = i; k < f->outline->items[i].next; k++)
		if (foldable(f, k) && f->outline->items[k].depth <= deepest &&
		    f->states[k] != FOLD_OPEN) {
			f->states[k] = FOLD_OPEN;
			changed = true;
		}
	if (changed)
		list_exceptions(f);
	return changed;
}

bool folding_close(struct folding *f, uint32_t i, unsigned n)
{
	bool changed = false;

	for (; n > 0 && i != OUTLINE_NONE; i = f->outline->items[i].parent, n--)
		if (foldable(f, i) && f->states[i] != FOLD_CLOSED) {
			f->states[i] = FOLD_CLOSED;
			changed = true;
		}
	if (changed)
		list_exceptions(f);
	return changed;
}

void folding_only(struct folding *f, uint32_t i)
{
	assert(i < f->outline->n);
	folding_set_depth(f, 1);
	if (!foldable(f, i))
		return;
	f->states[i] = FOLD_OPEN;
	for (i = f->outline->items[i].parent; i != OUTLINE_NONE; i = f->outline->items[i].parent)
		f->states[i] = FOLD_CHILDREN;
	list_exceptions(f);
}

bool folding_reveal(struct folding *f, uint64_t pos)
{
	const struct outline *o = f->outline;
	uint32_t section = outline_section_at(o, pos), i = section;
	bool changed = false;

	if (section == OUTLINE_NONE)
		return false;
	/* the heading's own line is shown in any state, what is behind its title in one only */
	if (pos >= o->items[i].offset + o->items[i].body && f->states[i] != FOLD_OPEN) {
		f->states[i] = FOLD_OPEN;
		changed = true;
	}
	for (i = o->items[i].parent; i != OUTLINE_NONE; i = o->items[i].parent)
		if (f->states[i] == FOLD_CLOSED) {
			f->states[i] = FOLD_CHILDREN;
			changed = true;
		}
	if (changed)
		list_exceptions(f);
	return changed;
}

void folding_narrow(struct folding *f, uint32_t i)
{
	assert(i == OUTLINE_NONE || i < f->outline->n);
	f->narrow = i != OUTLINE_NONE;
	f->narrow_root = i;
	if (f->narrow)
		f->narrow_offset = f->outline->items[i].offset;
}

bool folding_is_narrow(const struct folding *f)
{
	return f->narrow_root != OUTLINE_NONE;
}

struct range folding_bounds(const struct folding *f, uint64_t text_size)
{
	const struct outline *o = f->outline;
	struct range bounds = {0, text_size};

	if (!folding_is_narrow(f))
		return bounds;
	bounds.begin = outline_begin(o, f->narrow_root);
	/* the last section reaches to the end of a text that still grows */
	if (o->items[f->narrow_root].next < o->n)
		bounds.end = outline_end(o, f->narrow_root);
	if (bounds.end > text_size)
		bounds.end = text_size;
	if (bounds.begin > bounds.end)
		bounds.begin = bounds.end;
	return bounds;
}

/* The outermost heading that hides i: a closed one above it, inside what is narrowed to. */
static uint32_t hider(const struct folding *f, uint32_t i)
{
	uint32_t found = OUTLINE_NONE;

	while (i != f->narrow_root && (i = f->outline->items[i].parent) != OUTLINE_NONE)
		if (f->states[i] == FOLD_CLOSED)
			found = i;
	return found;
}

static uint64_t subtree_end(const struct outline *o, uint32_t i, uint64_t limit)
{
	uint64_t end = o->items[i].next < o->n ? outline_end(o, i) : limit;

	return end < limit ? end : limit;
}

struct piece folding_piece_at(const struct folding *f, uint64_t pos, uint64_t text_size)
{
	const struct outline *o = f->outline;
	struct range bounds = folding_bounds(f, text_size);
	struct piece piece = {bounds, OUTLINE_NONE};
	uint32_t i, child, outer;

	if (bounds.begin == bounds.end)
		return piece;
	if (pos >= bounds.end)
		pos = bounds.end - 1;
	if (pos < bounds.begin)
		pos = bounds.begin;
	i = outline_section_at(o, pos);
	if (i == OUTLINE_NONE) {
		for (child = 0; child < o->n && !foldable(f, child);)
			child++;
		if (child < o->n && outline_begin(o, child) < bounds.end)
			piece.range.end = outline_begin(o, child);
		return piece;
	}
	outer = hider(f, i);
	if (outer != OUTLINE_NONE)
		i = outer;
	piece.range.begin = outline_begin(o, i);
	piece.range.end = subtree_end(o, i, bounds.end);
	if (f->states[i] != FOLD_OPEN)
		piece.heading = i;
	child = first_child(f, i);
	if (f->states[i] != FOLD_CLOSED && child != OUTLINE_NONE &&
	    outline_begin(o, child) < piece.range.end)
		piece.range.end = outline_begin(o, child);
	return piece;
}

bool folding_shows(const struct folding *f, uint32_t i)
{
	const struct heading *h;

	assert(i < f->outline->n);
	h = &f->outline->items[i];
	if (folding_is_narrow(f) &&
	    (i < f->narrow_root || i >= f->outline->items[f->narrow_root].next))
		return false;
	if ((h->flags & HEADING_POINT) && h->parent != OUTLINE_NONE &&
	    f->states[h->parent] != FOLD_OPEN)
		return false;
	return hider(f, i) == OUTLINE_NONE;
}

uint32_t folding_next(const struct folding *f, uint32_t i, bool points)
{
	const struct outline *o = f->outline;
	uint32_t k = i == OUTLINE_NONE ? 0 : i + 1;
	uint32_t end = (uint32_t)o->n, outer;

	if (folding_is_narrow(f)) {
		end = o->items[f->narrow_root].next;
		k = k < f->narrow_root ? f->narrow_root : k;
	}
	if (i != OUTLINE_NONE && k < end && k > 0) {
		outer = hider(f, k);
		if (outer != OUTLINE_NONE)
			k = o->items[outer].next;
	}
	while (k < end) {
		bool point = o->items[k].flags & HEADING_POINT;

		if (!point || (points && folding_shows(f, k)))
			return k;
		k++;
	}
	return OUTLINE_NONE;
}

uint32_t folding_previous(const struct folding *f, uint32_t i, bool points)
{
	const struct outline *o = f->outline;
	uint32_t first = folding_is_narrow(f) ? f->narrow_root : 0;

	assert(i < o->n);
	while (i > first) {
		uint32_t outer = hider(f, --i);

		if (outer != OUTLINE_NONE)
			i = outer;
		if (!(o->items[i].flags & HEADING_POINT) || (points && folding_shows(f, i)))
			return i;
	}
	return OUTLINE_NONE;
}

size_t folding_exceptions(const struct folding *f)
{
	return f->n_exceptions;
}

void folding_exception(const struct folding *f, size_t k, uint64_t *offset, enum fold_state *state)
{
	assert(k < f->n_exceptions);
	*offset = f->exceptions[k].offset;
	*state = f->exceptions[k].state;
}
