/* SPDX-License-Identifier: MIT */
#include "place/heading_path.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/range.h"
#include "base/utf8.h"

/* Deeper trees than this are not text. */
#define DEPTH_MAX 64

static char *title_of(struct clean_reader *r, const struct heading *h)
{
	uint64_t begin = h->offset + (h->title_len != 0 ? h->title : 0);
	uint64_t len = h->title_len != 0 ? h->title_len : h->title;
	char *title = clean_copy(r, begin, begin + len);
	size_t n = strlen(title);

	while (n > 0 && title[n - 1] == ' ')
		title[--n] = '\0';
	return title;
}

char *heading_path_of(struct clean_reader *r, const struct outline *outline, uint64_t pos)
{
	uint32_t chain[DEPTH_MAX];
	size_t depth = 0;
	struct buffer path;

	buffer_init(&path);
	if (outline == NULL || outline->n == 0)
		return buffer_steal(&path);
	for (uint32_t i = outline_section_at(outline, pos); i != OUTLINE_NONE && depth < DEPTH_MAX;
	     i = outline_parent(outline, i))
		chain[depth++] = i;
	while (depth > 0) {
		char *title = title_of(r, &outline->items[chain[--depth]]);

		buffer_append_string(&path, title);
		buffer_append_byte(&path, '\n');
		free(title);
	}
	return buffer_steal(&path);
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* What is looked for among the children of a heading. */
struct wanted {
	const char *title;
	size_t len;
	uint64_t near;
	bool exact; /* keys: as long in the source as it is read */
};

/* The child of parent (OUTLINE_NONE: the top) with this title, the nearest if several. */
static uint32_t find_child(struct clean_reader *r, const struct outline *outline, uint32_t parent,
			   const struct wanted *w)
{
	uint32_t found = OUTLINE_NONE;
	uint32_t i = parent == OUTLINE_NONE ? 0 : parent + 1;
	uint32_t end = parent == OUTLINE_NONE ? (uint32_t)outline->n : outline->items[parent].next;

	while (i < end) {
		const struct heading *h = &outline->items[i];

		if ((h->flags & HEADING_POINT) == 0 && h->depth != 0) {
			char *own = title_of(r, h);

			if (strlen(own) == w->len && memcmp(own, w->title, w->len) == 0 &&
			    (found == OUTLINE_NONE ||
			     distance(h->offset, w->near) <
				     distance(outline->items[found].offset, w->near)))
				found = i;
			free(own);
		}
		assert(h->next > i);
		i = h->next;
	}
	return found;
}

uint64_t heading_path_find(struct clean_reader *r, const struct outline *outline, const char *path,
			   uint64_t near)
{
	uint32_t at = OUTLINE_NONE;

	if (outline == NULL)
		return POS_NONE;
	while (*path != '\0') {
		struct wanted wanted = {path, strcspn(path, "\n"), near, false};
		uint32_t child = find_child(r, outline, at, &wanted);

		if (child == OUTLINE_NONE)
			break;
		at = child;
		path += wanted.len + (path[wanted.len] == '\n');
	}
	return at != OUTLINE_NONE ? outline->items[at].offset : POS_NONE;
}

/* As much as is read for one set of keys: tens of milliseconds at most. */
#define KEY_STEPS 5000000
#define KEY_READS 16384

void heading_keys_init(struct heading_keys *k, struct text *text, const struct outline *outline)
{
	*k = (struct heading_keys){.outline = outline, .steps = KEY_STEPS, .reads = KEY_READS};
	clean_reader_init(&k->reader, text);
}

void heading_keys_release(struct heading_keys *k)
{
	for (size_t i = 0; i < HEADING_KEY_DEPTH; i++)
		free(k->titles[i]);
	clean_reader_release(&k->reader);
}

/* A title as keys have it, for free(). */
static char *key_title(struct heading_keys *k, uint32_t i)
{
	char *title = title_of(&k->reader, &k->outline->items[i]);
	size_t len = strlen(title);

	if (len > HEADING_KEY_TITLE) {
		len = HEADING_KEY_TITLE;
		while (len > 0 && utf8_continues(title[len]))
			len--;
		title[len] = '\0';
	}
	for (char *p = title; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	if (k->reads > 0)
		k->reads--;
	return title;
}

/* The titles of the chain of headings down to i, read only where they are not those of the last. */
static void read_chain(struct heading_keys *k, uint32_t i)
{
	uint32_t above[UINT8_MAX + 1];
	size_t n = 0, begin;

	for (; i != OUTLINE_NONE && n <= UINT8_MAX; i = outline_parent(k->outline, i))
		above[n++] = i;
	/* of very deep trees the inner headings say enough */
	begin = n > HEADING_KEY_DEPTH ? HEADING_KEY_DEPTH : n;
	for (size_t at = 0; at < begin; at++) {
		uint32_t heading = above[begin - 1 - at];

		if (at < k->depth && k->chain[at] == heading)
			continue;
		k->depth = at;
		free(k->titles[at]);
		k->titles[at] = key_title(k, heading);
		k->chain[at] = heading;
		k->depth = at + 1;
	}
	k->depth = begin;
}

char *heading_keys_path(struct heading_keys *k, uint32_t i)
{
	struct buffer path;

	assert(i < k->outline->n);
	read_chain(k, i);
	buffer_init(&path);
	for (size_t at = 0; at < k->depth; at++) {
		buffer_append_string(&path, k->titles[at]);
		buffer_append_byte(&path, '\n');
	}
	return buffer_steal(&path);
}

/* Whether more may be read; one step is spent. */
static bool spend(struct heading_keys *k)
{
	if (k->steps == 0 || k->reads == 0)
		return false;
	k->steps--;
	return true;
}

static bool has_title(struct heading_keys *k, uint32_t i, const char *title, size_t len)
{
	char *own = key_title(k, i);
	bool same = strlen(own) == len && memcmp(own, title, len) == 0;

	free(own);
	return same;
}

uint32_t heading_keys_ordinal(struct heading_keys *k, uint32_t i)
{
	const struct outline *o = k->outline;
	const char *title;
	uint32_t ordinal = 0;

	read_chain(k, i);
	title = k->titles[k->depth - 1];
	for (uint32_t at = outline_previous_sibling(o, i); at != OUTLINE_NONE;
	     at = outline_previous_sibling(o, at)) {
		if (!spend(k))
			return 0;
		/* what is as long in the source may be the same; nothing else is read */
		if (o->items[at].title_len == o->items[i].title_len &&
		    !(o->items[at].flags & HEADING_POINT))
			ordinal += has_title(k, at, title, strlen(title));
	}
	return ordinal;
}

uint32_t heading_keys_at(struct heading_keys *k, const char *path, uint64_t offset)
{
	uint32_t i = outline_find(k->outline, offset);
	char *own;
	bool same;

	if (i == OUTLINE_NONE || (k->outline->items[i].flags & HEADING_POINT) || !spend(k))
		return OUTLINE_NONE;
	own = heading_keys_path(k, i);
	same = strcmp(own, path) == 0;
	free(own);
	return same ? i : OUTLINE_NONE;
}

/* The children of a heading (OUTLINE_NONE: the top) with a title: the ordinal-th or the last, or,
 * with UINT32_MAX, the nearest. */
static uint32_t find_like(struct heading_keys *k, uint32_t parent, const struct wanted *w,
			  uint32_t ordinal)
{
	const struct outline *o = k->outline;
	uint32_t found = OUTLINE_NONE, count = 0;
	uint32_t i = parent == OUTLINE_NONE ? 0 : parent + 1;
	uint32_t end = parent == OUTLINE_NONE ? (uint32_t)o->n : o->items[parent].next;

	for (; i < end && spend(k); i = o->items[i].next) {
		const struct heading *h = &o->items[i];

		if ((h->flags & HEADING_POINT) || h->level == 0 ||
		    (w->exact ? h->title_len != w->len
			      : h->title_len != 0 && h->title_len < w->len) ||
		    !has_title(k, i, w->title, w->len))
			continue;
		if (ordinal != UINT32_MAX || found == OUTLINE_NONE ||
		    distance(h->offset, w->near) < distance(o->items[found].offset, w->near))
			found = i;
		if (ordinal != UINT32_MAX && count++ == ordinal)
			break;
	}
	return found;
}

uint32_t heading_keys_find(struct heading_keys *k, const struct heading_key *key)
{
	const char *path = key->path;
	uint32_t at = OUTLINE_NONE;

	while (*path != '\0') {
		struct wanted wanted = {path, strcspn(path, "\n"), key->near, true};
		uint32_t parent = at, ordinal;

		path += wanted.len + (path[wanted.len] == '\n');
		ordinal = *path == '\0' ? key->ordinal : UINT32_MAX;
		at = find_like(k, parent, &wanted, ordinal);
		/* most titles are as long as their source; the others cost more reading */
		wanted.exact = false;
		if (at == OUTLINE_NONE)
			at = find_like(k, parent, &wanted, ordinal);
		if (at == OUTLINE_NONE)
			break;
	}
	return at;
}
