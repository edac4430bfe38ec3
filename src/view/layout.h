/* SPDX-License-Identifier: MIT */
/*
 * Laid-out segments: the cache that keeps a key's cost to the rows it brings in.  A layout is a
 * segment with its clean text and its rows; it is valid until the next call of layout_get() with
 * the same cache.
 */
#ifndef VIEW_LAYOUT_H
#define VIEW_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "text/paragraph.h"
#include "text/wrap.h"
#include "view/document.h"

struct layout {
	struct paragraph paragraph;
	struct wrapped wrapped;
	uint64_t used; /* when, in calls: the least recently used one makes room */
	bool valid;
};

struct layout_cache;

struct layout_cache *layout_cache_new(struct document *document);
void layout_cache_free(struct layout_cache *cache);

/* How segments are laid out from now on; forgets what was laid out otherwise.  rows: how many
 * layouts one screen can need. */
void layout_configure(struct layout_cache *cache, const struct wrap_options *wrap,
		      enum reading_mode readings, size_t rows);

/* Forgets everything at and after pos: the text there has changed. */
void layout_forget(struct layout_cache *cache, uint64_t pos);

/* The layout of a segment of the document. */
const struct layout *layout_get(struct layout_cache *cache, const struct segment *segment);

const struct wrap_options *layout_options(const struct layout_cache *cache);

#endif
