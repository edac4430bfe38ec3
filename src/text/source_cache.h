/* SPDX-License-Identifier: MIT */
/*
 * The cache behind source_peek(): a few blocks of a file, the longest unused of which gives way.
 * One thread's.
 */
#ifndef TEXT_SOURCE_CACHE_H
#define TEXT_SOURCE_CACHE_H

#include <stddef.h>
#include <stdint.h>

#define CACHE_BLOCK 65536
#define CACHE_BLOCKS 16

struct cache_block {
	uint64_t number; /* covers bytes from number * CACHE_BLOCK */
	size_t len;      /* how many of them are there; 0: the block is free */
	uint64_t used;   /* the cache's time of the last use */
	char *bytes;     /* CACHE_BLOCK of them; NULL until first used */
};

struct cache {
	struct cache_block blocks[CACHE_BLOCKS];
	uint64_t time;
};

/* Copies at most n bytes from pos; fewer, or 0, where there are no more. */
typedef size_t cache_reader(const void *data, uint64_t pos, void *out, size_t n);

/* All zero. */
void cache_init(struct cache *cache);
void cache_release(struct cache *cache);

/* The bytes at pos, of which *n lie together; NULL and 0 if read(data, ...) has none there.  Valid
 * until the next call. */
const char *cache_peek(struct cache *cache, uint64_t pos, size_t *n, cache_reader *read,
		       const void *data);

/* Forgets what lies at pos and after. */
void cache_cut(struct cache *cache, uint64_t pos);

#endif
