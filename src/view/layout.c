/* SPDX-License-Identifier: MIT */
#include "view/layout.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct layout_cache {
	struct document *document;
	struct wrap_options wrap;
	enum reading_mode readings;
	struct layout *items;
	size_t n;
	size_t last; /* the item found last: rows that follow each other share it */
	uint64_t calls;
};

struct layout_cache *layout_cache_new(struct document *document)
{
	struct layout_cache *cache = memory_zalloc(1, sizeof(*cache));

	cache->document = document;
	return cache;
}

static void release_items(struct layout_cache *cache)
{
	size_t i;

	for (i = 0; i < cache->n; i++) {
		paragraph_release(&cache->items[i].paragraph);
		wrapped_release(&cache->items[i].wrapped);
	}
	free(cache->items);
	cache->items = NULL;
	cache->n = 0;
}

void layout_cache_free(struct layout_cache *cache)
{
	if (cache == NULL)
		return;
	release_items(cache);
	free(cache);
}

void layout_configure(struct layout_cache *cache, const struct wrap_options *wrap,
		      enum reading_mode readings, size_t rows)
{
	size_t i, n = 2 * rows + 16;

	cache->wrap = *wrap;
	cache->readings = readings;
	if (n == cache->n) {
		layout_forget(cache, 0);
		return;
	}
	release_items(cache);
	cache->items = memory_zalloc(n, sizeof(cache->items[0]));
	cache->n = n;
	cache->last = 0;
	for (i = 0; i < n; i++) {
		paragraph_init(&cache->items[i].paragraph);
		wrapped_init(&cache->items[i].wrapped);
	}
}

void layout_forget(struct layout_cache *cache, uint64_t pos)
{
	size_t i;

	for (i = 0; i < cache->n; i++)
		if (cache->items[i].paragraph.segment.next >= pos)
			cache->items[i].valid = false;
}

static bool holds(const struct layout *layout, const struct segment *segment)
{
	return layout->valid && layout->paragraph.segment.begin == segment->begin &&
	       layout->paragraph.segment.end == segment->end;
}

/* The item that holds the segment, or the one to be replaced. */
static size_t find_item(const struct layout_cache *cache, const struct segment *segment)
{
	size_t i, oldest = 0;

	if (holds(&cache->items[cache->last], segment))
		return cache->last;
	for (i = 0; i < cache->n; i++) {
		if (holds(&cache->items[i], segment))
			return i;
		if (!cache->items[i].valid)
			oldest = i;
		else if (cache->items[oldest].valid &&
			 cache->items[i].used < cache->items[oldest].used)
			oldest = i;
	}
	return oldest;
}

const struct layout *layout_get(struct layout_cache *cache, const struct segment *segment)
{
	size_t i = find_item(cache, segment);
	struct layout *layout = &cache->items[i];

	cache->last = i;
	layout->used = ++cache->calls;
	if (!holds(layout, segment)) {
		document_paragraph(cache->document, segment, cache->readings, &layout->paragraph);
		wrap_paragraph(&layout->wrapped, &layout->paragraph, &cache->wrap);
		layout->valid = true;
	}
	return layout;
}

const struct wrap_options *layout_options(const struct layout_cache *cache)
{
	return &cache->wrap;
}
