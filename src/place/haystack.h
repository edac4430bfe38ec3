/* SPDX-License-Identifier: MIT */
/*
 * A stretch of a text in normal form, for searching: it slides over the stretch so that memory is
 * bounded, and leads from any of its bytes back to the source.
 *
 *     for (more = haystack_open(h, ...); more; more = haystack_slide(h))
 *             look for what begins in [h->from, h->limit) of h->bytes
 */
#ifndef PLACE_HAYSTACK_H
#define PLACE_HAYSTACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/range.h"
#include "place/clean.h"
#include "place/normal.h"

/* Bytes kept on both sides of what is looked at: more than an anchor's quote and contexts. */
#define HAYSTACK_MARGIN 4096

#define HAYSTACK_NONE SIZE_MAX

struct haystack_mark {
	size_t at;      /* in bytes: where a segment begins */
	uint64_t begin; /* in the source */
};

struct haystack {
	struct clean_reader reader;
	struct normalizer *normalizer;
	struct buffer bytes;
	size_t from, limit;
	struct haystack_mark *marks;
	size_t n_marks, mark_capacity;
	uint64_t next, end;
	uint64_t wanted;  /* a source offset to watch */
	size_t wanted_at; /* where it came to stand; HAYSTACK_NONE: not in here now */
};

void haystack_init(struct haystack *h, struct text *text);
void haystack_release(struct haystack *h);

/* Begins a stretch of the source; both ends are moved out to whole segments. */
bool haystack_open(struct haystack *h, struct range stretch, uint64_t wanted);

/* Moves on; false when the stretch has been seen to its end. */
bool haystack_slide(struct haystack *h);

/* The source offset of a byte (or of the end).  What a quote begins with and the normal form leaves
 * out, its lead, is taken along as far as the like stands before the byte: blanks, marks that open,
 * or the same character. */
uint64_t haystack_source(struct haystack *h, size_t at, const struct buffer *lead);

/* Like it, but only where its segment begins: quick and near enough to compare distances. */
uint64_t haystack_near(const struct haystack *h, size_t at);

#endif
