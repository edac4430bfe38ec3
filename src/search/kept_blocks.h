/* SPDX-License-Identifier: MIT */
/*
 * The hits of blocks that were scanned for what is shown, kept for the next time: those of a screen
 * where hits are rare, and few blocks where each has thousands.
 */
#ifndef SEARCH_KEPT_BLOCKS_H
#define SEARCH_KEPT_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"

#define KEPT_BLOCKS 128

/* A block of the text, by number, and its hits in order. */
struct kept_block {
	size_t block;
	struct range *hits;
	size_t n;
	uint64_t used; /* when, to know the oldest; 0: valid until the next call only */
};

struct kept_blocks {
	struct kept_block items[KEPT_BLOCKS];
	size_t n, n_hits;
	uint64_t uses;
};

void kept_blocks_release(struct kept_blocks *k);

/* A block that is kept, or NULL. */
const struct kept_block *kept_blocks_find(struct kept_blocks *k, size_t block);

/* Keeps a copy of a block's hits. */
struct fresh_block {
	size_t block;
	const struct range *hits;
	size_t n;
	bool lasting; /* else only until something else is asked for */
};
const struct kept_block *kept_blocks_add(struct kept_blocks *k, const struct fresh_block *fresh);

/* Forgets all. */
void kept_blocks_forget(struct kept_blocks *k);

/* How many of a block's hits begin before pos. */
size_t kept_block_before(const struct kept_block *kept, uint64_t pos);

#endif
