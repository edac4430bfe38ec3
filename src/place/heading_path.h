/* SPDX-License-Identifier: MIT */
/* The titles of the headings above a place, and the way back from them to a heading. */
#ifndef PLACE_HEADING_PATH_H
#define PLACE_HEADING_PATH_H

#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "outline/outline.h"
#include "place/clean.h"

/* The titles (labels where there is no title) above pos, outermost first, each ended by '\n'; for
 * free().  "" without an outline or above the first heading. */
char *heading_path_of(struct clean_reader *r, const struct outline *outline,
		      uint64_t pos) ATTRIBUTE_NODISCARD;

/* The offset of the heading at the end of the path; where that is gone, of the innermost one above
 * it that is still there.  Among equal titles the nearest to `near`.  POS_NONE if none. */
uint64_t heading_path_find(struct clean_reader *r, const struct outline *outline, const char *path,
			   uint64_t near);

/*
 * Keys: what a heading is known by when the text around it has been edited.  The titles above it
 * and its own, each cut to HEADING_KEY_TITLE bytes and ended by '\n', and the how-manieth it is
 * (from 0) of those beside it that have the same title.  A reader of keys keeps what it read last,
 * and stops reading when it has read enough for one frame or two: headings in order cost little.
 */
#define HEADING_KEY_TITLE 96
#define HEADING_KEY_DEPTH 64

struct heading_keys {
	struct clean_reader reader;
	const struct outline *outline;
	uint32_t chain[HEADING_KEY_DEPTH]; /* of the key made last, outermost first */
	char *titles[HEADING_KEY_DEPTH];
	size_t depth;
	size_t steps, reads; /* still to be spent */
};

void heading_keys_init(struct heading_keys *k, struct text *text, const struct outline *outline);
void heading_keys_release(struct heading_keys *k);

/* The path of heading i, for free(); and which of its like it is, 0 once too much was read. */
char *heading_keys_path(struct heading_keys *k, uint32_t i) ATTRIBUTE_NODISCARD;
uint32_t heading_keys_ordinal(struct heading_keys *k, uint32_t i);

/* Whether there is a heading at the offset, and of this path; its index, or OUTLINE_NONE. */
uint32_t heading_keys_at(struct heading_keys *k, const char *path, uint64_t offset);

/* The heading of a path, wherever it is now: among its like the ordinal-th, or, where there are
 * fewer, the last; above it, the nearest to `near`.  OUTLINE_NONE if it is gone. */
struct heading_key {
	const char *path;
	uint32_t ordinal;
	uint64_t near;
};
uint32_t heading_keys_find(struct heading_keys *k, const struct heading_key *key);

#endif
