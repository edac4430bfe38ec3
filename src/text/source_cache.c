/* SPDX-License-Identifier: MIT */
#include "text/source_cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void cache_init(struct cache *cache)
{
	memset(cache, 0, sizeof(*cache));
}

void cache_release(struct cache *cache)
{
	size_t i;

	for (i = 0; i < CACHE_BLOCKS; i++)
		free(cache->blocks[i].bytes);
	cache_init(cache);
}

/* The block of a number, or the one that gives way to it, emptied. */
static struct cache_block *block_for(struct cache *cache, uint64_t number)
{
	struct cache_block *oldest = &cache->blocks[0];
	size_t i;

	for (i = 0; i < CACHE_BLOCKS; i++) {
		struct cache_block *block = &cache->blocks[i];

		if (block->len > 0 && block->number == number)
			return block;
		if (block->used < oldest->used)
			oldest = block;
	}
	if (oldest->bytes == NULL)
		oldest->bytes = memory_alloc(CACHE_BLOCK);
	oldest->number = number;
	oldest->len = 0;
	return oldest;
}

const char *cache_peek(struct cache *cache, uint64_t pos, size_t *n, cache_reader *read,
		       const void *data)
{
	uint64_t number = pos / CACHE_BLOCK;
	size_t within = (size_t)(pos % CACHE_BLOCK);
	struct cache_block *block = block_for(cache, number);

	/* A block that was the last one may have grown since. */
	if (within >= block->len)
		block->len = read(data, number * CACHE_BLOCK, block->bytes, CACHE_BLOCK);
	block->used = block->len > 0 ? ++cache->time : 0;
	if (within >= block->len) {
		*n = 0;
		return NULL;
	}
	*n = block->len - within;
	return block->bytes + within;
}

void cache_cut(struct cache *cache, uint64_t pos)
{
	size_t i;

	for (i = 0; i < CACHE_BLOCKS; i++) {
		struct cache_block *block = &cache->blocks[i];

		if (block->len > 0 && block->number * CACHE_BLOCK + block->len > pos) {
			block->len = 0;
			block->used = 0;
		}
	}
}
