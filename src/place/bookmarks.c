/* SPDX-License-Identifier: MIT */
#include "place/bookmarks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "place/store.h"

/* What a bookmark was before a change. */
struct undo {
	struct bookmark before; /* before.id alone if it was not there */
	bool existed;
	bool joined; /* belongs to one command with the one below it */
};

struct bookmarks {
	struct bookmark **items; /* all, in the order in which they came */
	size_t n, capacity;
	struct bookmark **live; /* those not deleted, by pos */
	size_t n_live, live_capacity;
	struct undo *undo;
	size_t n_undo, undo_capacity;
	bool changed;
};

static void bookmark_release(struct bookmark *m)
{
	free(m->name);
	free(m->note);
	anchor_release(&m->anchor);
	anchor_release(&m->end);
}

static void bookmark_copy(struct bookmark *to, const struct bookmark *from)
{
	*to = *from;
	to->name = memory_string(from->name != NULL ? from->name : "");
	to->note = memory_string(from->note != NULL ? from->note : "");
	anchor_copy(&to->anchor, &from->anchor);
	anchor_copy(&to->end, &from->end);
}

struct bookmarks *bookmarks_new(void)
{
	return memory_zalloc(1, sizeof(struct bookmarks));
}

void bookmarks_free(struct bookmarks *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->n; i++) {
		bookmark_release(b->items[i]);
		free(b->items[i]);
	}
	for (size_t i = 0; i < b->n_undo; i++)
		bookmark_release(&b->undo[i].before);
	free(b->items);
	free(b->live);
	free(b->undo);
	free(b);
}

static int compare_places(const void *a, const void *b)
{
	const struct bookmark *x = *(struct bookmark *const *)a, *y = *(struct bookmark *const *)b;

	if (x->pos != y->pos)
		return x->pos < y->pos ? -1 : 1;
	if (x->created != y->created)
		return x->created < y->created ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Makes the list of those that are shown anew, after any change. */
static void relist(struct bookmarks *b)
{
	b->live = array_reserve(b->live, &b->live_capacity, b->n + 1, sizeof(b->live[0]));
	b->n_live = 0;
	for (size_t i = 0; i < b->n; i++)
		if (!b->items[i]->deleted)
			b->live[b->n_live++] = b->items[i];
	qsort(b->live, b->n_live, sizeof(b->live[0]), compare_places);
}

/* Puts one more into the list, which is in order; many are merged at a time. */
static void list_one(struct bookmarks *b, struct bookmark *m)
{
	size_t i = b->n_live;

	if (m->deleted)
		return;
	b->live = array_reserve(b->live, &b->live_capacity, i + 1, sizeof(b->live[0]));
	for (; i > 0 && compare_places(&b->live[i - 1], &m) > 0; i--)
		b->live[i] = b->live[i - 1];
	b->live[i] = m;
	b->n_live++;
}

size_t bookmarks_count(const struct bookmarks *b)
{
	return b->n_live;
}

const struct bookmark *bookmarks_at(const struct bookmarks *b, size_t i)
{
	assert(i < b->n_live);
	return b->live[i];
}

size_t bookmarks_before(const struct bookmarks *b, uint64_t pos)
{
	size_t low = 0, high = b->n_live;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->live[middle]->pos < pos)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct bookmark *bookmarks_in(const struct bookmarks *b, struct range range)
{
	size_t i = bookmarks_before(b, range.begin);

	return i < b->n_live && b->live[i]->pos < range.end ? b->live[i] : NULL;
}

const struct bookmark *bookmarks_find_letter(const struct bookmarks *b, char letter)
{
	const struct bookmark *found = NULL;

	for (size_t i = 0; letter != 0 && i < b->n_live; i++)
		if (b->live[i]->letter == letter &&
		    (found == NULL || b->live[i]->changed > found->changed))
			found = b->live[i];
	return found;
}

const struct bookmark *bookmarks_find_name(const struct bookmarks *b, const char *name)
{
	for (size_t i = 0; i < b->n_live; i++)
		if (strcmp(b->live[i]->name, name) == 0)
			return b->live[i];
	return NULL;
}

static struct bookmark *find(const struct bookmarks *b, const char *id)
{
	for (size_t i = 0; i < b->n; i++)
		if (strcmp(b->items[i]->id, id) == 0)
			return b->items[i];
	return NULL;
}

const struct bookmark *bookmarks_find_id(const struct bookmarks *b, const char *id)
{
	return find(b, id);
}

size_t bookmarks_all(const struct bookmarks *b)
{
	return b->n;
}

const struct bookmark *bookmarks_any(const struct bookmarks *b, size_t i)
{
	assert(i < b->n);
	return b->items[i];
}

static void remember(struct bookmarks *b, const struct bookmark *before, bool joined)
{
	struct undo *undo;

	b->undo = array_reserve(b->undo, &b->undo_capacity, b->n_undo + 1, sizeof(b->undo[0]));
	undo = &b->undo[b->n_undo++];
	*undo = (struct undo){.existed = true, .joined = joined};
	bookmark_copy(&undo->before, before);
}

/* A change is always later than the one before it, whatever the clock does. */
static void touch(struct bookmarks *b, struct bookmark *m, int64_t now)
{
	m->changed = now > m->changed ? now : m->changed + 1;
	b->changed = true;
}

static struct bookmark *append(struct bookmarks *b, const struct bookmark *m)
{
	struct bookmark *added = memory_alloc(sizeof(*added));

	bookmark_copy(added, m);
	b->items = array_reserve(b->items, &b->capacity, b->n + 1, sizeof(b->items[0]));
	b->items[b->n++] = added;
	return added;
}

/* The names of bookmarks are lines, in lists and on the status line. */
static char *one_line(const char *name)
{
	char *line = memory_string(name);

	for (char *p = line; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r' || *p == '\t')
			*p = ' ';
	return line;
}

/* A letter that is in use moves: the old one is deleted, in the same step for undoing. */
static bool free_letter(struct bookmarks *b, char letter, int64_t now)
{
	const struct bookmark *old = bookmarks_find_letter(b, letter);
	struct bookmark *moved;

	if (old == NULL)
		return false;
	moved = find(b, old->id);
	remember(b, moved, false);
	moved->deleted = true;
	touch(b, moved, now);
	return true;
}

/* Adds a copy of a bookmark as a new one; takes its name and note. */
static const struct bookmark *add_new(struct bookmarks *b, struct bookmark *new, int64_t now)
{
	bool moved = free_letter(b, new->letter, now);
	struct bookmark *added;

	new->created = new->changed = now;
	new->verdict = VERDICT_EXACT;
	new->found = true;
	do
		store_make_id(new->id);
	while (find(b, new->id) != NULL);
	added = append(b, new);
	remember(b, added, moved);
	b->undo[b->n_undo - 1].existed = false;
	b->changed = true;
	relist(b);
	free(new->name);
	free(new->note);
	return added;
}

const struct bookmark *bookmarks_add(struct bookmarks *b, char letter, const char *name,
				     const char *note, const struct anchor *anchor, uint64_t pos,
				     int64_t now)
{
	struct bookmark new = {.letter = letter,
			       .name = one_line(name != NULL ? name : ""),
			       .note = memory_string(note != NULL ? note : ""),
			       .anchor = *anchor,
			       .pos = pos,
			       .end_pos = pos};

	return add_new(b, &new, now);
}

const struct bookmark *bookmarks_add_highlight(struct bookmarks *b, const struct highlight *h,
					       int64_t now)
{
	struct bookmark new = {.name = one_line(h->name),
			       .note = memory_string(h->note),
			       .colour = h->colour,
			       .anchor = *h->begin,
			       .is_range = true,
			       .end = *h->end,
			       .pos = h->pos,
			       .end_pos = h->end_pos};

	assert(h->pos < h->end_pos && h->colour <= BOOKMARK_COLOURS);
	return add_new(b, &new, now);
}

bool bookmarks_paint(struct bookmarks *b, const char *id, unsigned colour, int64_t now)
{
	struct bookmark *m = find(b, id);

	assert(colour <= BOOKMARK_COLOURS);
	if (m == NULL || m->deleted)
		return false;
	remember(b, m, false);
	m->colour = colour;
	touch(b, m, now);
	return true;
}

bool bookmarks_edit(struct bookmarks *b, const char *id, const char *name, const char *note,
		    int64_t now)
{
	struct bookmark *m = find(b, id);

	if (m == NULL || m->deleted)
		return false;
	remember(b, m, false);
	if (name != NULL) {
		char *line = one_line(name);

		free(m->name);
		m->name = line;
	}
	if (note != NULL) {
		char *text = memory_string(note);

		free(m->note);
		m->note = text;
	}
	touch(b, m, now);
	return true;
}

bool bookmarks_delete(struct bookmarks *b, const char *id, int64_t now)
{
	struct bookmark *m = find(b, id);

	if (m == NULL || m->deleted)
		return false;
	remember(b, m, false);
	m->deleted = true;
	touch(b, m, now);
	relist(b);
	return true;
}

/* What was found out about the place, from another state of the same bookmark. */
static void keep_place(struct bookmark *m, const struct bookmark *from)
{
	m->found = from->found;
	m->tried = from->tried;
	m->pos = from->pos;
	m->end_pos = from->end_pos;
	m->verdict = from->verdict;
	m->lines_moved = from->lines_moved;
	m->likeness = from->likeness;
}

static void take_back(struct bookmarks *b, struct undo *undo, int64_t now)
{
	struct bookmark *m = find(b, undo->before.id);
	int64_t changed;

	assert(m != NULL);
	changed = m->changed;
	if (undo->existed) {
		struct bookmark was = *m;

		bookmark_copy(m, &undo->before);
		keep_place(m, &was);
		bookmark_release(&was);
		m->changed = changed;
	} else {
		m->deleted = true;
	}
	touch(b, m, now);
	bookmark_release(&undo->before);
}

bool bookmarks_undo(struct bookmarks *b, int64_t now)
{
	bool joined = true;

	if (b->n_undo == 0)
		return false;
	while (joined && b->n_undo > 0) {
		joined = b->undo[b->n_undo - 1].joined;
		take_back(b, &b->undo[--b->n_undo], now);
	}
	relist(b);
	return true;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static bool same_anchor(const struct anchor *a, const struct anchor *b)
{
	return a->offset == b->offset && same_text(a->quote, b->quote) &&
	       same_text(a->before, b->before) && same_text(a->after, b->after);
}

/* Of two with the same time a deletion wins; else the one that is there. */
static bool is_newer(const struct bookmark *a, const struct bookmark *b)
{
	if (a->changed != b->changed)
		return a->changed > b->changed;
	return a->deleted && !b->deleted;
}

bool bookmarks_merge(struct bookmarks *b, const struct bookmark *other)
{
	struct bookmark *m = find(b, other->id);
	struct bookmark copy;

	if (m == NULL) {
		list_one(b, append(b, other));
		return true;
	}
	if (!is_newer(other, m))
		return false;
	bookmark_copy(&copy, other);
	if (same_anchor(&m->anchor, &other->anchor))
		keep_place(&copy, m);
	bookmark_release(m);
	*m = copy;
	relist(b);
	return true;
}

/* Finding them again. */

/* Takes the words anew where the text moved them: the next run finds them at once. */
static void follow(struct bookmarks *b, struct bookmark *m, const struct anchor_view *view)
{
	uint64_t line, was = m->anchor.line;

	m->lines_moved = text_line_of(view->text, m->pos, &line) ? (int64_t)line - (int64_t)was : 0;
	/* Without an outline the headings above would be forgotten. */
	if (view->outline == NULL && m->anchor.path[0] != '\0')
		return;
	anchor_release(&m->anchor);
	anchor_make(&m->anchor, view->text, view->outline, m->pos);
	if (m->is_range) {
		anchor_release(&m->end);
		anchor_make(&m->end, view->text, view->outline, m->end_pos);
	}
	b->changed = true;
}

/* A range that is longer than this by now has lost its end, and keeps its length. */
static uint64_t longest(uint64_t length)
{
	return 4 * length + 4096;
}

static void find_end(struct bookmark *m, const struct anchor_view *view)
{
	uint64_t size = text_size(view->text);
	uint64_t length = m->end.offset > m->anchor.offset ? m->end.offset - m->anchor.offset : 1;
	uint64_t guess = m->pos + length < size ? m->pos + length : size;
	uint64_t last = m->pos + longest(length) < size ? m->pos + longest(length) : size;
	enum verdict verdict = VERDICT_LOST;

	m->end_pos = m->pos;
	if (!m->is_range)
		return;
	if (m->verdict != VERDICT_LOST)
		verdict = anchor_resolve_near(&m->end, view, guess, &m->end_pos);
	if (m->verdict != VERDICT_LOST && verdict == VERDICT_LOST)
		verdict = anchor_resolve_within(&m->end, view, (struct range){m->pos, last},
						&m->end_pos);
	if (verdict == VERDICT_LOST || m->end_pos <= m->pos || m->end_pos > last)
		m->end_pos = guess;
}

/* Where to look for the next one: places near each other mostly move together. */
struct seeking {
	const struct anchor_view *view;
	int64_t shift;
	uint64_t rest; /* bytes that may still be gone through */
};

/* False if the text has to be gone through for it, and too much was already. */
static bool find_place(struct seeking *seeking, struct bookmark *m)
{
	uint64_t size = text_size(seeking->view->text), offset = m->anchor.offset;
	uint64_t guess = offset + (uint64_t)seeking->shift;
	uint64_t cost = size < ANCHOR_SEARCH_MAX ? size : ANCHOR_SEARCH_MAX;

	/* Where the shift leads out of the text it is no guess. */
	if (guess >= size)
		guess = offset;
	m->verdict = VERDICT_LOST;
	m->lines_moved = 0;
	if (!m->tried)
		m->verdict = anchor_resolve_near(&m->anchor, seeking->view, guess, &m->pos);
	m->tried = true;
	if (m->verdict == VERDICT_LOST) {
		if (seeking->rest == 0)
			return false;
		seeking->rest -= cost < seeking->rest ? cost : seeking->rest;
		m->verdict = anchor_resolve_from(&m->anchor, seeking->view, guess, &m->pos);
	}
	if (m->verdict == VERDICT_APPROXIMATE)
		m->likeness = anchor_likeness(&m->anchor, seeking->view->text, m->pos);
	if (m->verdict == VERDICT_MOVED)
		seeking->shift = (int64_t)(m->pos - offset);
	find_end(m, seeking->view);
	m->found = true;
	return true;
}

void bookmarks_seek(struct bookmarks *b)
{
	for (size_t i = 0; i < b->n; i++)
		b->items[i]->found = b->items[i]->tried = false;
}

bool bookmarks_are_sought(const struct bookmarks *b)
{
	for (size_t i = 0; i < b->n_live; i++)
		if (!b->live[i]->found)
			return true;
	return false;
}

bool bookmarks_resolve_some(struct bookmarks *b, const struct anchor_view *view, uint64_t most)
{
	struct seeking seeking = {.view = view, .rest = most};
	bool all = true;

	for (size_t i = 0; i < b->n_live; i++) {
		struct bookmark *m = b->live[i];

		if (m->found)
			continue;
		if (!find_place(&seeking, m))
			all = false;
		else if (m->verdict == VERDICT_MOVED)
			follow(b, m, view);
	}
	relist(b);
	return all;
}

void bookmarks_resolve(struct bookmarks *b, struct text *text, const struct outline *outline)
{
	struct anchor_view view = {text, outline};

	bookmarks_seek(b);
	(void)bookmarks_resolve_some(b, &view, UINT64_MAX);
}

void bookmark_describe(const struct bookmark *m, struct buffer *out)
{
	long long lines = (long long)m->lines_moved;
	long long n = lines < 0 ? -lines : lines;

	if (m->verdict == VERDICT_EXACT)
		return;
	buffer_append_string(out, verdict_name(m->verdict));
	if (m->verdict == VERDICT_MOVED && n != 0)
		buffer_printf(out, " %lld line%s %s", n, n == 1 ? "" : "s",
			      lines > 0 ? "down" : "up");
	else if (m->verdict == VERDICT_APPROXIMATE)
		buffer_printf(out, ", %u %%", m->likeness);
}

bool bookmarks_changed(const struct bookmarks *b)
{
	return b->changed;
}

void bookmarks_saved(struct bookmarks *b)
{
	b->changed = false;
}
