/* SPDX-License-Identifier: MIT */
#include "place/correction_log.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "place/store.h"

struct correction_log {
	struct logged_correction *items; /* by time of making, then id */
	size_t n, capacity;
	char (*undone)[17]; /* ids, the last one undone at the end */
	size_t n_undone, undone_capacity;
	bool changed;
};

struct correction_log *correction_log_new(void)
{
	return memory_zalloc(1, sizeof(struct correction_log));
}

static void release(struct logged_correction *c)
{
	free(c->title);
	anchor_release(&c->anchor);
}

static void copy(struct logged_correction *to, const struct logged_correction *from)
{
	*to = *from;
	to->title = memory_string(from->title != NULL ? from->title : "");
	anchor_copy(&to->anchor, &from->anchor);
}

void correction_log_free(struct correction_log *log)
{
	if (log == NULL)
		return;
	for (size_t i = 0; i < log->n; i++)
		release(&log->items[i]);
	free(log->items);
	free(log->undone);
	free(log);
}

size_t correction_log_count(const struct correction_log *log)
{
	return log->n;
}

const struct logged_correction *correction_log_at(const struct correction_log *log, size_t i)
{
	assert(i < log->n);
	return &log->items[i];
}

static struct logged_correction *find(const struct correction_log *log, const char *id)
{
	for (size_t i = 0; i < log->n; i++)
		if (strcmp(log->items[i].id, id) == 0)
			return &log->items[i];
	return NULL;
}

static bool is_before(const struct logged_correction *a, const struct logged_correction *b)
{
	if (a->created != b->created)
		return a->created < b->created;
	return strcmp(a->id, b->id) < 0;
}

/* Puts a copy into its place in the order. */
static void insert(struct correction_log *log, const struct logged_correction *c)
{
	size_t i = log->n;

	log->items = array_reserve(log->items, &log->capacity, log->n + 1, sizeof(log->items[0]));
	for (; i > 0 && is_before(c, &log->items[i - 1]); i--)
		log->items[i] = log->items[i - 1];
	copy(&log->items[i], c);
	log->n++;
}

void correction_log_add(struct correction_log *log, const struct correction_step *step,
			const struct anchor *anchor, int64_t now)
{
	struct buffer title;
	struct logged_correction new = {.kind = step->kind,
					.created = now,
					.anchor = *anchor,
					.pos = step->pos,
					.verdict = VERDICT_EXACT,
					.settled = true};

	buffer_init(&title);
	buffer_append_string(&title, step->title);
	/* titles are lines, wherever they are shown */
	for (char *p = title.data; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r' || *p == '\t')
			*p = ' ';
	new.title = title.data;
	/* a step is later than the one before it, whatever the clock does */
	if (log->n > 0 && log->items[log->n - 1].created >= now)
		new.created = log->items[log->n - 1].created + 1;
	new.changed = new.created;
	do
		store_make_id(new.id);
	while (find(log, new.id) != NULL);
	insert(log, &new);
	log->n_undone = 0;
	log->changed = true;
	buffer_release(&title);
}

static struct logged_correction *last(const struct correction_log *log)
{
	for (size_t i = log->n; i-- > 0;)
		if (!log->items[i].deleted)
			return &log->items[i];
	return NULL;
}

const struct logged_correction *correction_log_last(const struct correction_log *log)
{
	return last(log);
}

/* The one that was undone last, if another instance has not made it again meanwhile. */
static struct logged_correction *undone(const struct correction_log *log)
{
	struct logged_correction *c =
		log->n_undone > 0 ? find(log, log->undone[log->n_undone - 1]) : NULL;

	return c != NULL && c->deleted ? c : NULL;
}

const struct logged_correction *correction_log_undone(const struct correction_log *log)
{
	return undone(log);
}

static void turn(struct correction_log *log, struct logged_correction *c, int64_t now)
{
	c->deleted = !c->deleted;
	c->changed = now > c->changed ? now : c->changed + 1;
	log->changed = true;
}

bool correction_log_undo(struct correction_log *log, int64_t now)
{
	struct logged_correction *c = last(log);

	if (c == NULL)
		return false;
	log->undone = array_reserve(log->undone, &log->undone_capacity, log->n_undone + 1,
				    sizeof(log->undone[0]));
	memcpy(log->undone[log->n_undone++], c->id, sizeof(c->id));
	turn(log, c, now);
	return true;
}

bool correction_log_redo(struct correction_log *log, int64_t now)
{
	struct logged_correction *c = undone(log);

	if (c == NULL)
		return false;
	log->n_undone--;
	turn(log, c, now);
	return true;
}

/* Of two with the same time the one that was undone wins; else the one that is there. */
static bool is_newer(const struct logged_correction *a, const struct logged_correction *b)
{
	if (a->changed != b->changed)
		return a->changed > b->changed;
	return a->deleted && !b->deleted;
}

bool correction_log_merge(struct correction_log *log, const struct logged_correction *other)
{
	struct logged_correction *c = find(log, other->id);

	if (c == NULL) {
		insert(log, other);
		return true;
	}
	if (!is_newer(other, c))
		return false;
	/* A tombstone has no words: those that are here are kept, to make it again. */
	if (other->deleted) {
		c->deleted = true;
	} else {
		int64_t created = c->created;

		release(c);
		copy(c, other);
		c->created = created;
	}
	c->changed = other->changed;
	return true;
}

/* Takes the words anew where the text moved them: the next run finds them at once. */
static void follow(struct correction_log *log, struct logged_correction *c,
		   const struct anchor_view *view)
{
	anchor_release(&c->anchor);
	anchor_make(&c->anchor, view->text, view->outline, c->pos);
	log->changed = true;
}

/* As much text is searched for places that are not near where they were; those that are left are
 * lost in this run. */
#define SEARCH_MAX ((uint64_t)32 * 1024 * 1024)
#define SEARCH_ONCE ((uint64_t)16 * 1024 * 1024)

/* Finds one place; *rest is what may still be searched. */
static void find_place(struct logged_correction *c, const struct anchor_view *view, int64_t shift,
		       uint64_t *rest)
{
	uint64_t size = text_size(view->text), guess = c->anchor.offset + (uint64_t)shift;
	uint64_t cost = size < SEARCH_ONCE ? size : SEARCH_ONCE;

	if (guess >= size)
		guess = c->anchor.offset;
	c->verdict = anchor_resolve_near(&c->anchor, view, guess, &c->pos);
	if (c->verdict != VERDICT_LOST || cost > *rest)
		return;
	*rest -= cost;
	c->verdict = anchor_resolve_from(&c->anchor, view, guess, &c->pos);
}

void correction_log_resolve(struct correction_log *log, struct text *text,
			    const struct outline *outline)
{
	bool complete = outline->complete;
	/* The headings above a place are known when all are. */
	struct anchor_view view = {text, complete ? outline : NULL};
	uint64_t rest = complete ? SEARCH_MAX : 0;
	int64_t shift = 0;

	for (size_t i = 0; i < log->n; i++) {
		struct logged_correction *c = &log->items[i];
		uint64_t offset = c->anchor.offset;

		if (c->settled || c->deleted || (!complete && (c->tried || offset >= outline->end)))
			continue;
		find_place(c, &view, shift, &rest);
		c->tried = true;
		c->settled = complete || c->verdict != VERDICT_LOST;
		if (!c->settled || c->verdict != VERDICT_MOVED)
			continue;
		shift = (int64_t)(c->pos - offset);
		follow(log, c, &(struct anchor_view){text, outline});
	}
}

void correction_log_unsettle(struct correction_log *log)
{
	for (size_t i = 0; i < log->n; i++)
		log->items[i].settled = log->items[i].tried = false;
}

bool correction_log_changed(const struct correction_log *log)
{
	return log->changed;
}

void correction_log_saved(struct correction_log *log)
{
	log->changed = false;
}
