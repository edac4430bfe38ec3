/* SPDX-License-Identifier: MIT */
#include "search/kept_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Above so many hits no more blocks are kept than these. */
#define LEAST 4
#define HITS_MANY 262144

void kept_blocks_release(struct kept_blocks *k)
{
	for (size_t i = 0; i < k->n; i++)
		free(k->items[i].hits);
}

const struct kept_block *kept_blocks_find(struct kept_blocks *k, size_t block)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->items[i].used != 0 && k->items[i].block == block) {
			k->items[i].used = ++k->uses;
			return &k->items[i];
		}
	return NULL;
}

/* A new entry, or the one that was not used for the longest time. */
static struct kept_block *make_room(struct kept_blocks *k)
{
	bool full = k->n == KEPT_BLOCKS || (k->n >= LEAST && k->n_hits >= HITS_MANY);
	struct kept_block *oldest = &k->items[0];

	for (size_t i = 1; i < k->n; i++)
		if (k->items[i].used < oldest->used)
			oldest = &k->items[i];
	if (k->n == 0 || (oldest->used != 0 && !full))
		return &k->items[k->n++];
	k->n_hits -= oldest->n;
	free(oldest->hits);
	return oldest;
}

const struct kept_block *kept_blocks_add(struct kept_blocks *k, const struct fresh_block *fresh)
{
	struct kept_block *kept = make_room(k);

	kept->block = fresh->block;
	kept->n = fresh->n;
	kept->hits = memory_alloc(fresh->n * sizeof(kept->hits[0]));
	if (fresh->n > 0)
		memcpy(kept->hits, fresh->hits, fresh->n * sizeof(kept->hits[0]));
	kept->used = fresh->lasting ? ++k->uses : 0;
	k->n_hits += kept->n;
	return kept;
}

void kept_blocks_forget(struct kept_blocks *k)
{
	for (size_t i = 0; i < k->n; i++)
		k->items[i].used = 0;
}

size_t kept_block_before(const struct kept_block *kept, uint64_t pos)
{
	size_t low = 0, high = kept->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (kept->hits[middle].begin < pos)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
