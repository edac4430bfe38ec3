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
}

static void bookmark_copy(struct bookmark *to, const struct bookmark *from)
{
	*to = *from;
	to->name = memory_string(from->name != NULL ? from->name : "");
	to->note = memory_string(from->note != NULL ? from->note : "");
	anchor_copy(&to->anchor, &from->anchor);
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

const struct bookmark *bookmarks_add(struct bookmarks *b, char letter, const char *name,
				     const char *note, const struct anchor *anchor, uint64_t pos,
				     int64_t now)
{
	const struct bookmark *old = bookmarks_find_letter(b, letter);
	char *line = one_line(name != NULL ? name : "");
	char *text = memory_string(note != NULL ? note : "");
	struct bookmark new = {.letter = letter,
			       .name = line,
			       .note = text,
			       .created = now,
			       .changed = now,
			       .anchor = *anchor,
			       .pos = pos,
			       .verdict = VERDICT_EXACT};
	struct bookmark *added;

	if (old != NULL) {
		struct bookmark *moved = find(b, old->id);

		remember(b, moved, false);
		moved->deleted = true;
		touch(b, moved, now);
	}
	do
		store_make_id(new.id);
	while (find(b, new.id) != NULL);
	added = append(b, &new);
	remember(b, added, old != NULL);
	b->undo[b->n_undo - 1].existed = false;
	b->changed = true;
	relist(b);
	free(line);
	free(text);
	return added;
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

static void take_back(struct bookmarks *b, struct undo *undo, int64_t now)
{
	struct bookmark *m = find(b, undo->before.id);
	int64_t changed;

	assert(m != NULL);
	changed = m->changed;
	if (undo->existed) {
		uint64_t pos = m->pos;
		enum verdict verdict = m->verdict;

		bookmark_release(m);
		bookmark_copy(m, &undo->before);
		m->pos = pos;
		m->verdict = verdict;
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
	if (same_anchor(&m->anchor, &other->anchor)) {
		copy.pos = m->pos;
		copy.verdict = m->verdict;
	}
	bookmark_release(m);
	*m = copy;
	relist(b);
	return true;
}

/* Takes the words anew where the text moved them: the next run finds them at once. */
static void follow(struct bookmarks *b, struct bookmark *m, const struct anchor_view *view)
{
	anchor_release(&m->anchor);
	anchor_make(&m->anchor, view->text, view->outline, m->pos);
	b->changed = true;
}

void bookmarks_resolve(struct bookmarks *b, struct text *text, const struct outline *outline)
{
	struct anchor_view view = {text, outline};
	uint64_t size = text_size(text);
	int64_t shift = 0;

	for (size_t i = 0; i < b->n_live; i++) {
		struct bookmark *m = b->live[i];
		uint64_t offset = m->anchor.offset;
		uint64_t guess = offset + (uint64_t)shift;

		/* Where the shift leads out of the text it is no guess. */
		if (guess >= size)
			guess = offset;
		m->verdict = anchor_resolve_from(&m->anchor, &view, guess, &m->pos);
		if (m->verdict == VERDICT_MOVED) {
			shift = (int64_t)(m->pos - offset);
			follow(b, m, &view);
		}
	}
	relist(b);
}

bool bookmarks_changed(const struct bookmarks *b)
{
	return b->changed;
}

void bookmarks_saved(struct bookmarks *b)
{
	b->changed = false;
}
