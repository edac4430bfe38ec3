/* SPDX-License-Identifier: MIT */
#include "search/finder.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "search/scan.h"

#define BLOCK_BYTES (512 * 1024)
#define THREADS_MOST 4

/* The loop is woken after so many blocks, besides when somebody waits. */
#define BLOCKS_A_WAKE 32

/* Blocks whose hits are kept on the owner's side. */
#define KEPT 4

#define UNSCANNED UINT32_MAX

/* A block of the text, by number, and its hits. */
struct kept_block {
	size_t block;
	struct range *hits;
	size_t n;
	uint64_t used; /* when, to know the oldest; 0: holds nothing */
};

struct finder {
	const struct source *source;
	struct pattern *pattern;
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
	struct scanner *scanner;
	struct kept_block kept[KEPT];
	uint64_t uses;
};

static size_t blocks_of(const struct finder *f, uint64_t size)
{
	return (size_t)((size + f->block_bytes - 1) / f->block_bytes);
}

/* Makes the list of blocks as long as the source is; the lock is held. */
static void measure(struct finder *f)
{
	size_t n;

	f->size = source_size(f->source);
	n = blocks_of(f, f->size);
	if (n <= f->n_blocks)
		return;
	f->counts = array_reserve(f->counts, &f->counts_capacity, n, sizeof(f->counts[0]));
	f->taken = array_reserve(f->taken, &f->taken_capacity, n, sizeof(f->taken[0]));
	for (; f->n_blocks < n; f->n_blocks++) {
		f->counts[f->n_blocks] = UNSCANNED;
		f->taken[f->n_blocks] = 0;
	}
}

/* Whether the text that decides a block's hits is all there. */
static bool is_ready(const struct finder *f, size_t block, bool complete)
{
	return complete ||
	       ((uint64_t)block + 1) * f->block_bytes + scanner_ahead(f->pattern) <= f->size;
}

/* Takes the next block to scan; the lock is held.  False: none now. */
static bool take_block(struct finder *f, bool complete, size_t *block)
{
	while (f->next < f->n_blocks && f->taken[f->next] != 0)
		f->next++;
	if (f->next < f->n_blocks && is_ready(f, f->next, complete)) {
		*block = f->next++;
		f->taken[*block] = 1;
		return true;
	}
	while (f->next_back < f->start && f->next_back < f->n_blocks && f->taken[f->next_back] != 0)
		f->next_back++;
	if (f->next_back >= f->start || f->next_back >= f->n_blocks ||
	    !is_ready(f, f->next_back, complete))
		return false;
	*block = f->next_back++;
	f->taken[*block] = 1;
	return true;
}

static struct range block_range(const struct finder *f, size_t block)
{
	uint64_t begin = (uint64_t)block * f->block_bytes;

	return (struct range){begin, begin + f->block_bytes};
}

/* Enters what a scan found; returns whether the loop should be woken.  The lock is held. */
static bool enter(struct finder *f, size_t block, struct scan_result result)
{
	bool wake;

	if (f->counts[block] != UNSCANNED)
		return false;
	f->counts[block] = (uint32_t)result.n;
	f->taken[block] = 1;
	f->count += result.n;
	f->scanned++;
	f->gave_up = f->gave_up || result.gave_up;
	wake = f->awaited || f->scanned % BLOCKS_A_WAKE == 0;
	f->awaited = false;
	return wake;
}

static void scan_in_background(struct job *job, void *data)
{
	struct finder *f = data;
	struct scanner *scanner = scanner_new(f->source, f->pattern);

	while (!job_stopped(job)) {
		/* Asked before the size: what is complete grows no more. */
		bool complete = source_complete(f->source);
		bool has, wake;
		struct scan_result result;
		size_t block = 0;
		uint64_t size;

		pthread_mutex_lock(&f->lock);
		measure(f);
		size = f->size;
		has = take_block(f, complete, &block);
		pthread_mutex_unlock(&f->lock);
		if (!has && complete)
			break;
		if (!has) {
			/* from the block that is not whole yet on */
			source_await(f->source, size, job);
			continue;
		}
		result = scanner_scan(scanner, block_range(f, block), false);
		pthread_mutex_lock(&f->lock);
		wake = enter(f, block, result);
		pthread_mutex_unlock(&f->lock);
		if (wake)
			wake_signal(f->wake);
	}
	scanner_free(scanner);
}

/* No snapshot is published: the counts are shared under the lock. */
static bool start_jobs(struct finder *f, struct cause *cause)
{
	while (f->n_jobs < f->want_jobs) {
		struct job *job = job_start(scan_in_background, f, free, f->wake, cause);

		/* One thread does, if there are no more. */
		if (job == NULL)
			break;
		f->jobs[f->n_jobs++] = job;
	}
	return f->n_jobs > 0;
}

static void stop_jobs(struct finder *f)
{
	for (unsigned i = 0; i < f->n_jobs; i++)
		job_stop(f->jobs[i]);
	if (f->n_jobs > 0)
		source_rouse(f->source);
	while (f->n_jobs > 0)
		job_free(f->jobs[--f->n_jobs]);
}

struct finder *finder_start_sized(struct text *text, struct pattern *pattern, uint64_t from,
				  const struct finder_sizes *sizes, const struct wake *wake,
				  struct cause *cause)
{
	struct finder *f = memory_zalloc(1, sizeof(*f));

	assert(sizes->block > 0 && sizes->threads > 0);
	f->source = text_source(text);
	f->pattern = pattern;
	f->wake = wake;
	f->block_bytes = sizes->block;
	f->want_jobs = sizes->threads < THREADS_MOST ? sizes->threads : THREADS_MOST;
	pthread_mutex_init(&f->lock, NULL);
	f->start = f->next = (size_t)(from / f->block_bytes);
	f->scanner = scanner_new(f->source, pattern);
	measure(f);
	if (!start_jobs(f, cause)) {
		finder_free(f);
		return NULL;
	}
	return f;
}

struct finder *finder_start(struct text *text, struct pattern *pattern, uint64_t from,
			    const struct wake *wake, struct cause *cause)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct finder_sizes sizes = {.block = BLOCK_BYTES, .threads = 1};

	if (processors > 1)
		sizes.threads = processors < THREADS_MOST ? (unsigned)processors : THREADS_MOST;
	return finder_start_sized(text, pattern, from, &sizes, wake, cause);
}

void finder_free(struct finder *f)
{
	if (f == NULL)
		return;
	stop_jobs(f);
	for (size_t i = 0; i < KEPT; i++)
		free(f->kept[i].hits);
	scanner_free(f->scanner);
	pattern_free(f->pattern);
	pthread_mutex_destroy(&f->lock);
	free(f->counts);
	free(f->taken);
	free(f);
}

/* The hits of a block, scanned now or kept. */
static const struct kept_block *hits_of(struct finder *f, size_t block)
{
	struct kept_block *oldest = &f->kept[0];
	struct scan_result result;

	for (size_t i = 0; i < KEPT; i++) {
		struct kept_block *kept = &f->kept[i];

		if (kept->used != 0 && kept->block == block) {
			kept->used = ++f->uses;
			return kept;
		}
		if (kept->used < oldest->used)
			oldest = kept;
	}
	result = scanner_scan(f->scanner, block_range(f, block), true);
	free(oldest->hits);
	oldest->hits = memory_alloc(result.n * sizeof(oldest->hits[0]));
	if (result.n > 0)
		memcpy(oldest->hits, scanner_hits(f->scanner), result.n * sizeof(oldest->hits[0]));
	oldest->n = result.n;
	oldest->block = block;
	/* What still grows may yet change: keep it only once it is counted. */
	pthread_mutex_lock(&f->lock);
	if (block < f->n_blocks && is_ready(f, block, source_complete(f->source)))
		oldest->used = ++f->uses;
	else
		oldest->used = 0;
	pthread_mutex_unlock(&f->lock);
	return oldest;
}

/* How many of a block's hits begin before pos. */
static size_t hits_before(const struct kept_block *kept, uint64_t pos)
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

enum block_state { BLOCK_EMPTY, BLOCK_HITS, BLOCK_UNSCANNED, BLOCK_BEYOND };

/* What is known of a block; the lock is held. */
static enum block_state state_of(const struct finder *f, size_t block)
{
	if (block >= f->n_blocks)
		return BLOCK_BEYOND;
	if (f->counts[block] == UNSCANNED)
		return BLOCK_UNSCANNED;
	return f->counts[block] > 0 ? BLOCK_HITS : BLOCK_EMPTY;
}

/* From `block` on in one direction the first block that is not known to be empty. */
static enum block_state look(struct finder *f, size_t *block, int step)
{
	bool complete = source_complete(f->source);
	enum block_state state;

	pthread_mutex_lock(&f->lock);
	measure(f);
	while ((state = state_of(f, *block)) == BLOCK_EMPTY && (step > 0 || *block > 0))
		*block += (size_t)step;
	if (state == BLOCK_BEYOND && !complete)
		state = BLOCK_UNSCANNED;
	if (state == BLOCK_UNSCANNED)
		f->awaited = true;
	pthread_mutex_unlock(&f->lock);
	return state;
}

enum finder_result finder_next(struct finder *f, uint64_t pos, struct range *hit)
{
	size_t first = (size_t)(pos / f->block_bytes), block = first;

	for (;; block++) {
		enum block_state state = look(f, &block, 1);
		const struct kept_block *kept;
		size_t i;

		if (state == BLOCK_BEYOND)
			return FINDER_NONE;
		if (state == BLOCK_UNSCANNED && block != first)
			return FINDER_PENDING;
		kept = hits_of(f, block);
		i = hits_before(kept, pos);
		if (i < kept->n) {
			*hit = kept->hits[i];
			return FINDER_FOUND;
		}
		/* An unscanned block may lie at the growing end. */
		if (state == BLOCK_UNSCANNED && kept->used == 0)
			return FINDER_PENDING;
	}
}

enum finder_result finder_previous(struct finder *f, uint64_t pos, struct range *hit)
{
	uint64_t size = source_size(f->source);
	size_t first, block;

	if (pos > size)
		pos = size;
	if (pos == 0)
		return FINDER_NONE;
	first = block = (size_t)((pos - 1) / f->block_bytes);
	for (;; block--) {
		enum block_state state = look(f, &block, -1);
		const struct kept_block *kept;
		size_t i;

		if (state == BLOCK_EMPTY)
			return FINDER_NONE;
		if (state != BLOCK_HITS && block != first)
			return FINDER_PENDING;
		kept = hits_of(f, block);
		i = hits_before(kept, pos);
		if (i > 0) {
			*hit = kept->hits[i - 1];
			return FINDER_FOUND;
		}
		if (block == 0)
			return FINDER_NONE;
	}
}

static bool is_empty(struct finder *f, size_t block)
{
	bool empty;

	pthread_mutex_lock(&f->lock);
	empty = state_of(f, block) == BLOCK_EMPTY;
	pthread_mutex_unlock(&f->lock);
	return empty;
}

size_t finder_hits_in(struct finder *f, struct range range, struct range *hits, size_t n)
{
	uint64_t reach = pattern_reach(f->pattern), size = source_size(f->source);
	uint64_t begin = range.begin > reach ? range.begin - reach : 0;
	size_t found = 0;

	if (range.end > size)
		range.end = size;
	for (size_t block = (size_t)(begin / f->block_bytes);
	     (uint64_t)block * f->block_bytes < range.end; block++) {
		const struct kept_block *kept;

		if (is_empty(f, block))
			continue;
		kept = hits_of(f, block);
		for (size_t i = hits_before(kept, begin); i < kept->n; i++) {
			if (kept->hits[i].begin >= range.end)
				return found;
			if (kept->hits[i].end <= range.begin)
				continue;
			if (found < n)
				hits[found] = kept->hits[i];
			found++;
		}
	}
	return found;
}

/* A lock changes nothing that a caller could see. */
static pthread_mutex_t *lock_of(const struct finder *f)
{
	union {
		const pthread_mutex_t *seen;
		pthread_mutex_t *own;
	} lock = {.seen = &f->lock};

	return lock.own;
}

uint64_t finder_count(const struct finder *f)
{
	uint64_t count;

	pthread_mutex_lock(lock_of(f));
	count = f->count;
	pthread_mutex_unlock(lock_of(f));
	return count;
}

bool finder_complete(const struct finder *f)
{
	bool complete = source_complete(f->source);

	pthread_mutex_lock(lock_of(f));
	complete = complete && f->scanned == f->n_blocks &&
		   f->n_blocks >= blocks_of(f, source_size(f->source));
	pthread_mutex_unlock(lock_of(f));
	return complete;
}

bool finder_rank(struct finder *f, uint64_t pos, uint64_t *before)
{
	size_t block = (size_t)(pos / f->block_bytes);
	bool known = true;

	*before = 0;
	pthread_mutex_lock(&f->lock);
	if (block > f->n_blocks)
		block = f->n_blocks;
	for (size_t i = 0; i < block && known; i++) {
		known = f->counts[i] != UNSCANNED;
		*before += known ? f->counts[i] : 0;
	}
	known = known && (block == f->n_blocks || f->counts[block] != UNSCANNED);
	pthread_mutex_unlock(&f->lock);
	if (known && (uint64_t)block * f->block_bytes < pos && block < f->n_blocks)
		*before += hits_before(hits_of(f, block), pos);
	return known;
}

/* The hits of a block, if they are kept. */
static const struct kept_block *kept_hits(const struct finder *f, size_t block)
{
	for (size_t i = 0; i < KEPT; i++)
		if (f->kept[i].used != 0 && f->kept[i].block == block)
			return &f->kept[i];
	return NULL;
}

bool finder_bounds(struct finder *f, uint64_t pos, struct finder_bounds *before)
{
	size_t block = (size_t)(pos / f->block_bytes);
	const struct kept_block *kept = kept_hits(f, block);
	uint32_t own = 0;
	bool known = true;

	before->least = 0;
	pthread_mutex_lock(&f->lock);
	if (block > f->n_blocks)
		block = f->n_blocks;
	for (size_t i = 0; i < block && known; i++) {
		known = f->counts[i] != UNSCANNED;
		before->least += known ? f->counts[i] : 0;
	}
	if (known && block < f->n_blocks) {
		own = f->counts[block];
		known = own != UNSCANNED;
	}
	pthread_mutex_unlock(&f->lock);
	if (!known)
		return false;
	/* A block's first and last place, and an empty block, leave no doubt. */
	if (pos % f->block_bytes == 0)
		own = 0;
	else if (kept != NULL)
		before->least += hits_before(kept, pos);
	before->most = before->least + (kept != NULL ? 0 : own);
	return true;
}

/* Forgets the blocks from `first` on and all that is kept; the jobs do not run. */
static void forget(struct finder *f, size_t first)
{
	for (size_t i = first; i < f->n_blocks; i++) {
		if (f->counts[i] != UNSCANNED) {
			f->count -= f->counts[i];
			f->scanned--;
		}
		f->counts[i] = UNSCANNED;
		f->taken[i] = 0;
	}
	for (size_t i = 0; i < f->n_blocks; i++)
		f->taken[i] = f->counts[i] != UNSCANNED;
	for (size_t i = 0; i < KEPT; i++)
		f->kept[i].used = 0;
	f->next_back = 0;
	f->next = f->start;
}

void finder_extend(struct finder *f)
{
	uint64_t size, least, margin = scanner_ahead(f->pattern) + SCAN_SURROUNDINGS;

	stop_jobs(f);
	size = source_size(f->source);
	least = size < f->size ? size : f->size;
	forget(f, (size_t)((least > margin ? least - margin : 0) / f->block_bytes));
	if (blocks_of(f, size) < f->n_blocks)
		f->n_blocks = blocks_of(f, size);
	measure(f);
	/* Without a thread the counts stay unknown, and hits in sight are found all the same. */
	(void)start_jobs(f, NULL);
}

const char *finder_trouble(const struct finder *f)
{
	bool gave_up;

	pthread_mutex_lock(lock_of(f));
	gave_up = f->gave_up;
	pthread_mutex_unlock(lock_of(f));
	return gave_up ? "part of the text was not searched: the expression takes too long there"
		       : NULL;
}
