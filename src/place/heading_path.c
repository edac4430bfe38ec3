/* SPDX-License-Identifier: MIT */
#include "place/heading_path.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/range.h"

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
		struct wanted wanted = {path, strcspn(path, "\n"), near};
		uint32_t child = find_child(r, outline, at, &wanted);

		if (child == OUTLINE_NONE)
			break;
		at = child;
		path += wanted.len + (path[wanted.len] == '\n');
	}
	return at != OUTLINE_NONE ? outline->items[at].offset : POS_NONE;
}
