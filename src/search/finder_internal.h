/* SPDX-License-Identifier: MIT */
/* What the files of the finder share. */
#ifndef SEARCH_FINDER_INTERNAL_H
#define SEARCH_FINDER_INTERNAL_H

#include <pthread.h>

#include "search/finder.h"
#include "search/kept_blocks.h"
#include "search/sieve.h"

#define THREADS_MOST 4

#define UNSCANNED UINT32_MAX

/* One thread's means to scan: one or the other. */
struct searcher {
	struct scanner *scanner;
	struct sieve *sieve;
};

struct finder {
	const struct source *source;
	struct condition conditions[CONDITIONS_MAX]; /* of lines; else there is one, for its hits */
	size_t n_conditions;
	bool lines;
	const struct wake *wake;
	size_t block_bytes;
	struct job *jobs[THREADS_MOST];
	unsigned n_jobs, want_jobs;

	/* Shared with the jobs, under the lock. */
	pthread_mutex_t lock;
	uint32_t *counts; /* hits a block, or UNSCANNED */
	unsigned char *taken;
	size_t n_blocks, counts_capacity, taken_capacity;
	size_t start;     /* the block where the scan began */
	size_t next;      /* the next block to be taken, from start to the end */
	size_t next_back; /* and, when there is none, from 0 to start */
	uint64_t size;    /* of the source when the blocks were last counted */
	uint64_t count;
	size_t scanned;
	bool gave_up;
	bool awaited; /* somebody was told to ask again */

	/* The owner's. */
	struct searcher searcher;
	struct kept_blocks kept;
	/* what tail_count() said for a source of tail_size bytes (0: nothing) */
	uint64_t tail_size, tail_count;
	size_t tail_first;
};

enum block_state { BLOCK_EMPTY, BLOCK_HITS, BLOCK_UNSCANNED, BLOCK_BEYOND };

/* What is known of a block; the lock is held. */
enum block_state finder_state_of(const struct finder *f, size_t block);

/* Makes the list of blocks as long as the source is; the lock is held. */
void finder_measure(struct finder *f);

/* Whether the text that decides a block's hits is all there. */
bool finder_is_ready(const struct finder *f, size_t block, bool complete);

size_t finder_blocks_of(const struct finder *f, uint64_t size);
struct range finder_block_range(const struct finder *f, size_t block);

/* The hits of a block, scanned now or kept. */
const struct kept_block *finder_hits_of(struct finder *f, size_t block);

/* A lock changes nothing that a caller could see. */
static inline pthread_mutex_t *finder_lock(const struct finder *f)
{
	union {
		const pthread_mutex_t *seen;
		pthread_mutex_t *own;
	} lock = {.seen = &f->lock};

	return lock.own;
}

#endif
