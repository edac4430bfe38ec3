/* SPDX-License-Identifier: MIT */
#include "search/finder.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "search/finder_internal.h"

#define BLOCK_BYTES (512 * 1024)
/* The loop is woken after so many blocks, besides when somebody waits. */
#define BLOCKS_A_WAKE 32

/* Blocks whose hits are kept on the owner's side. */
#define KEPT 4

static void searcher_init(struct searcher *s, const struct finder *f)
{
	*s = (struct searcher){0};
	if (f->lines)
		s->sieve = sieve_new(f->source, f->conditions, f->n_conditions);
	else
		s->scanner = scanner_new(f->source, f->conditions[0].pattern);
}

static void searcher_release(struct searcher *s)
{
	scanner_free(s->scanner);
	sieve_free(s->sieve);
}

static struct scan_result searcher_scan(struct searcher *s, struct range range, bool keep)
{
	return s->sieve != NULL ? sieve_scan(s->sieve, range, keep)
				: scanner_scan(s->scanner, range, keep);
}

static const struct range *searcher_hits(const struct searcher *s)
{
	return s->sieve != NULL ? sieve_lines(s->sieve) : scanner_hits(s->scanner);
}

static uint64_t ahead(const struct finder *f)
{
	return f->lines ? sieve_ahead(f->conditions, f->n_conditions)
			: scanner_ahead(f->conditions[0].pattern);
}

/* No hit is longer. */
static uint64_t reach(const struct finder *f)
{
	return f->lines ? SIEVE_REACH : pattern_reach(f->conditions[0].pattern);
}

size_t finder_blocks_of(const struct finder *f, uint64_t size)
{
	return (size_t)((size + f->block_bytes - 1) / f->block_bytes);
}

void finder_measure(struct finder *f)
{
	size_t n;

	f->size = source_size(f->source);
	n = finder_blocks_of(f, f->size);
	if (n <= f->n_blocks)
		return;
	f->counts = array_reserve(f->counts, &f->counts_capacity, n, sizeof(f->counts[0]));
	f->taken = array_reserve(f->taken, &f->taken_capacity, n, sizeof(f->taken[0]));
	for (; f->n_blocks < n; f->n_blocks++) {
		f->counts[f->n_blocks] = UNSCANNED;
		f->taken[f->n_blocks] = 0;
	}
}

bool finder_is_ready(const struct finder *f, size_t block, bool complete)
{
	return complete || ((uint64_t)block + 1) * f->block_bytes + ahead(f) <= f->size;
}

/* Takes the next block to scan; the lock is held.  False: none now. */
static bool take_block(struct finder *f, bool complete, size_t *block)
{
	while (f->next < f->n_blocks && f->taken[f->next] != 0)
		f->next++;
	if (f->next < f->n_blocks && finder_is_ready(f, f->next, complete)) {
		*block = f->next++;
		f->taken[*block] = 1;
		return true;
	}
	while (f->next_back < f->start && f->next_back < f->n_blocks && f->taken[f->next_back] != 0)
		f->next_back++;
	if (f->next_back >= f->start || f->next_back >= f->n_blocks ||
	    !finder_is_ready(f, f->next_back, complete))
		return false;
	*block = f->next_back++;
	f->taken[*block] = 1;
	return true;
}

struct range finder_block_range(const struct finder *f, size_t block)
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
	struct searcher searcher;

	searcher_init(&searcher, f);
	while (!job_stopped(job)) {
		/* Asked before the size: what is complete grows no more. */
		bool complete = source_complete(f->source);
		bool has, wake;
		struct scan_result result;
		size_t block = 0;
		uint64_t size;

		pthread_mutex_lock(&f->lock);
		finder_measure(f);
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
		result = searcher_scan(&searcher, finder_block_range(f, block), false);
		pthread_mutex_lock(&f->lock);
		wake = enter(f, block, result);
		pthread_mutex_unlock(&f->lock);
		if (wake)
			wake_signal(f->wake);
	}
	searcher_release(&searcher);
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

/* Takes over what conditions, from and threads f has. */
static struct finder *start(struct finder *f, struct text *text, const struct wake *wake,
			    struct cause *cause)
{
	f->source = text_source(text);
	f->wake = wake;
	pthread_mutex_init(&f->lock, NULL);
	f->next = f->start;
	searcher_init(&f->searcher, f);
	finder_measure(f);
	if (!start_jobs(f, cause)) {
		finder_free(f);
		return NULL;
	}
	return f;
}

static struct finder *sized(const struct finder_sizes *sizes, uint64_t from)
{
	struct finder *f = memory_zalloc(1, sizeof(*f));

	assert(sizes->block > 0 && sizes->threads > 0);
	f->block_bytes = sizes->block;
	f->want_jobs = sizes->threads < THREADS_MOST ? sizes->threads : THREADS_MOST;
	f->start = (size_t)(from / f->block_bytes);
	return f;
}

struct finder *finder_start_sized(struct text *text, struct pattern *pattern, uint64_t from,
				  const struct finder_sizes *sizes, const struct wake *wake,
				  struct cause *cause)
{
	struct finder *f = sized(sizes, from);

	f->conditions[0].pattern = pattern;
	f->n_conditions = 1;
	return start(f, text, wake, cause);
}

static struct finder_sizes usual_sizes(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct finder_sizes sizes = {.block = BLOCK_BYTES, .threads = 1};

	if (processors > 1)
		sizes.threads = processors < THREADS_MOST ? (unsigned)processors : THREADS_MOST;
	return sizes;
}

struct finder *finder_start(struct text *text, struct pattern *pattern, uint64_t from,
			    const struct wake *wake, struct cause *cause)
{
	struct finder_sizes sizes = usual_sizes();

	return finder_start_sized(text, pattern, from, &sizes, wake, cause);
}

struct finder *finder_start_lines(struct text *text, const struct finder_lines *lines,
				  const struct wake *wake, struct cause *cause)
{
	struct finder_sizes sizes = lines->sizes.block > 0 ? lines->sizes : usual_sizes();
	struct finder *f = sized(&sizes, lines->from);

	assert(lines->n > 0 && lines->n <= CONDITIONS_MAX);
	memcpy(f->conditions, lines->conditions, lines->n * sizeof(f->conditions[0]));
	f->n_conditions = lines->n;
	f->lines = true;
	return start(f, text, wake, cause);
}

void finder_free(struct finder *f)
{
	if (f == NULL)
		return;
	stop_jobs(f);
	kept_blocks_release(&f->kept);
	searcher_release(&f->searcher);
	for (size_t i = 0; i < f->n_conditions; i++)
		pattern_free(f->conditions[i].pattern);
	pthread_mutex_destroy(&f->lock);
	free(f->counts);
	free(f->taken);
	free(f);
}

/* The hits of a block, scanned now or kept. */
const struct kept_block *finder_hits_of(struct finder *f, size_t block)
{
	const struct kept_block *kept = kept_blocks_find(&f->kept, block);
	struct fresh_block fresh = {.block = block};

	if (kept != NULL)
		return kept;
	fresh.n = searcher_scan(&f->searcher, finder_block_range(f, block), true).n;
	fresh.hits = searcher_hits(&f->searcher);
	/* What still grows may yet change: keep it only once it is counted. */
	pthread_mutex_lock(&f->lock);
	fresh.lasting =
		block < f->n_blocks && finder_is_ready(f, block, source_complete(f->source));
	pthread_mutex_unlock(&f->lock);
	return kept_blocks_add(&f->kept, &fresh);
}

/* What is known of a block; the lock is held. */
enum block_state finder_state_of(const struct finder *f, size_t block)
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
	finder_measure(f);
	while ((state = finder_state_of(f, *block)) == BLOCK_EMPTY && (step > 0 || *block > 0))
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
		kept = finder_hits_of(f, block);
		i = kept_block_before(kept, pos);
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
		kept = finder_hits_of(f, block);
		i = kept_block_before(kept, pos);
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
	empty = finder_state_of(f, block) == BLOCK_EMPTY;
	pthread_mutex_unlock(&f->lock);
	return empty;
}

size_t finder_hits_in(struct finder *f, struct range range, struct range *hits, size_t n)
{
	uint64_t before = reach(f), size = source_size(f->source);
	uint64_t begin = range.begin > before ? range.begin - before : 0;
	size_t found = 0;

	if (range.end > size)
		range.end = size;
	for (size_t block = (size_t)(begin / f->block_bytes);
	     (uint64_t)block * f->block_bytes < range.end; block++) {
		const struct kept_block *kept;

		if (is_empty(f, block))
			continue;
		kept = finder_hits_of(f, block);
		for (size_t i = kept_block_before(kept, begin); i < kept->n; i++) {
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

bool finder_complete(const struct finder *f)
{
	bool complete = source_complete(f->source);

	pthread_mutex_lock(finder_lock(f));
	complete = complete && f->scanned == f->n_blocks &&
		   f->n_blocks >= finder_blocks_of(f, source_size(f->source));
	pthread_mutex_unlock(finder_lock(f));
	return complete;
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
	kept_blocks_forget(&f->kept);
	f->tail_size = 0;
	f->next_back = 0;
	f->next = f->start;
}

void finder_extend(struct finder *f)
{
	uint64_t size, least, margin = ahead(f) + SCAN_SURROUNDINGS;

	stop_jobs(f);
	size = source_size(f->source);
	least = size < f->size ? size : f->size;
	forget(f, (size_t)((least > margin ? least - margin : 0) / f->block_bytes));
	if (finder_blocks_of(f, size) < f->n_blocks)
		f->n_blocks = finder_blocks_of(f, size);
	finder_measure(f);
	/* Without a thread the counts stay unknown, and hits in sight are found all the same. */
	(void)start_jobs(f, NULL);
}

const char *finder_trouble(const struct finder *f)
{
	bool gave_up;

	pthread_mutex_lock(finder_lock(f));
	gave_up = f->gave_up;
	pthread_mutex_unlock(finder_lock(f));
	return gave_up ? "part of the text was not searched: the expression takes too long there"
		       : NULL;
}
