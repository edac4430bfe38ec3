/* SPDX-License-Identifier: MIT */
#include "outline/indexer.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "base/buffer.h"
#include "outline/collector.h"
#include "outline/decide.h"

#define FIRST_BYTES (1u << 20) /* decided at once, for the first screen */
#define GATE_BLOCK 65536u      /* a line is looked at when its block is whole: reading.h */
#define WAIT_MS 20             /* between two looks at the stop flag */
#define DECIDE_MIN 1024        /* candidates before an outline is decided anew */
#define FORGET_MIN 65536       /* candidates before rejected ones are forgotten */
#define FORGET_KEEP 4096       /* the newest are kept: their verdicts may change */
#define WAKE_BYTES (16u << 20) /* the loop hears of new line counts this often */

struct indexer {
	struct job *job;
	struct source *source;
	const struct wake *wake;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	/* shared, under the mutex */
	uint32_t *newlines; /* of each TEXT_INDEX_BLOCK; the last may be short */
	size_t n_blocks, capacity;
	uint64_t scanned;
	bool first_decided;
	bool ended; /* the last outline was published */
	/* the owner's */
	size_t handed_blocks;
	uint64_t handed;
	bool complete;
};

/* The scan's own state; on the job's thread. */
struct scan {
	struct indexer *ix;
	struct job *job;
	struct collector *collector;
	char *block;
	struct buffer carry; /* the beginning of a line whose end has not come */
	bool carry_cut;
	uint64_t pos, line_begin, line;
	size_t decided; /* candidates at the last decision */
	size_t forget_at;
	uint64_t decided_pos, woken;
};

static void publish(struct scan *s, bool complete)
{
	size_t n;
	const struct candidate *items = collector_candidates(s->collector, &n);
	struct outline *o = decide(items, n, s->pos, complete);

	s->decided = n;
	s->decided_pos = s->pos;
	job_publish(s->job, o);
	pthread_mutex_lock(&s->ix->mutex);
	s->ix->first_decided = s->ix->first_decided || complete || s->pos >= FIRST_BYTES;
	s->ix->ended = complete;
	pthread_cond_broadcast(&s->ix->changed);
	pthread_mutex_unlock(&s->ix->mutex);
}

/* Rejected candidates do not pile up.  It happens at a count of candidates, so that it does not
 * depend on how the text came. */
static void forget(struct scan *s)
{
	size_t n = collector_count(s->collector);
	const struct candidate *items;
	struct ruling *rulings;

	if (n < s->forget_at)
		return;
	items = collector_candidates(s->collector, &n);
	rulings = memory_alloc(n * sizeof(*rulings));
	decide_rulings(items, n, rulings);
	collector_keep(s->collector, rulings, n - FORGET_KEEP);
	free(rulings);
	n = collector_count(s->collector);
	s->forget_at = 2 * n > FORGET_MIN ? 2 * n : FORGET_MIN;
	s->decided = s->decided < n ? s->decided : n;
}

static void end_line(struct scan *s, const char *bytes, size_t len, bool cut)
{
	struct raw_line line = {s->line_begin, s->line, bytes, len, cut};

	if (line.len > COLLECTOR_LINE) {
		line.len = COLLECTOR_LINE;
		line.cut = true;
	}
	collector_line(s->collector, &line);
	forget(s);
}

static void keep_start(struct scan *s, const char *bytes, size_t len)
{
	size_t room = COLLECTOR_LINE - s->carry.len;

	if (len > room)
		s->carry_cut = true;
	buffer_append(&s->carry, bytes, len < room ? len : room);
}

static void count_newlines(struct scan *s, uint64_t pos, uint32_t newlines, size_t len)
{
	struct indexer *ix = s->ix;
	size_t block = (size_t)(pos / TEXT_INDEX_BLOCK);

	pthread_mutex_lock(&ix->mutex);
	ix->newlines = array_reserve(ix->newlines, &ix->capacity, block + 1, sizeof(uint32_t));
	while (ix->n_blocks <= block)
		ix->newlines[ix->n_blocks++] = 0;
	ix->newlines[block] += newlines;
	ix->scanned = pos + len;
	pthread_mutex_unlock(&ix->mutex);
	if (pos - s->woken >= WAKE_BYTES) {
		s->woken = pos;
		wake_signal(ix->wake);
	}
}

/* One read of at most a block that does not cross a multiple of TEXT_INDEX_BLOCK. */
static void scan_bytes(struct scan *s, size_t len)
{
	const char *at = s->block, *end = s->block + len;
	uint32_t newlines = 0;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		if (!newline) {
			keep_start(s, at, (size_t)(end - at));
			break;
		}
		if (s->carry.len > 0 || s->carry_cut) {
			keep_start(s, at, (size_t)(newline - at));
			end_line(s, s->carry.data, s->carry.len, s->carry_cut);
			buffer_clear(&s->carry);
			s->carry_cut = false;
		} else {
			end_line(s, at, (size_t)(newline - at), false);
		}
		newlines++;
		s->line++;
		at = newline + 1;
		s->line_begin = s->pos + (uint64_t)(at - s->block);
	}
	count_newlines(s, s->pos, newlines, len);
	s->pos += len;
}

static bool is_due(const struct scan *s)
{
	size_t n;

	if (!s->ix->first_decided)
		return s->pos >= FIRST_BYTES;
	n = collector_count(s->collector);
	return n >= DECIDE_MIN && n >= 2 * s->decided;
}

/* Reads what is there; false at the end of a complete source. */
static bool scan_step(struct scan *s)
{
	const struct source *source = s->ix->source;
	bool complete = source_complete(source);
	uint64_t size = source_size(source);
	uint64_t limit = complete ? size : size - size % GATE_BLOCK;
	size_t want = TEXT_INDEX_BLOCK - (size_t)(s->pos % TEXT_INDEX_BLOCK), len;

	if (limit <= s->pos) {
		if (complete)
			return false;
		source_wait(source, s->pos - s->pos % GATE_BLOCK + GATE_BLOCK - 1, WAIT_MS);
		return true;
	}
	if (want > limit - s->pos)
		want = (size_t)(limit - s->pos);
	len = source_read(source, s->pos, s->block, want);
	if (len == 0)
		return false; /* cut under the reader */
	scan_bytes(s, len);
	if (is_due(s))
		publish(s, false);
	return true;
}

static void run(struct job *job, void *data)
{
	struct scan s = {.ix = data, .job = job, .forget_at = FORGET_MIN};
	struct reading_gate *gate = reading_gate_new(s.ix->source);

	buffer_init(&s.carry);
	s.collector = collector_new(gate);
	s.block = memory_alloc(TEXT_INDEX_BLOCK);
	while (!job_stopped(job) && scan_step(&s))
		;
	if (!job_stopped(job)) {
		if (s.carry.len > 0)
			end_line(&s, s.carry.data, s.carry.len, s.carry_cut);
		publish(&s, true);
	}
	free(s.block);
	buffer_release(&s.carry);
	collector_free(s.collector);
	reading_gate_free(gate);
}

static void free_outline(void *snapshot)
{
	outline_free(snapshot);
}

struct indexer *indexer_start(struct source *source, const struct wake *wake, struct cause *cause)
{
	struct indexer *ix = memory_zalloc(1, sizeof(*ix));

	ix->source = source;
	ix->wake = wake;
	pthread_mutex_init(&ix->mutex, NULL);
	pthread_cond_init(&ix->changed, NULL);
	ix->job = job_start(run, ix, free_outline, wake, cause);
	if (!ix->job) {
		indexer_free(ix);
		return NULL;
	}
	return ix;
}

void indexer_free(struct indexer *ix)
{
	if (!ix)
		return;
	job_free(ix->job);
	pthread_cond_destroy(&ix->changed);
	pthread_mutex_destroy(&ix->mutex);
	free(ix->newlines);
	free(ix);
}

bool indexer_update(struct indexer *ix, struct text *text, struct outline **outline)
{
	bool any = false;

	assert(text && outline);
	pthread_mutex_lock(&ix->mutex);
	if (ix->scanned > ix->handed) {
		text_index_append(text, ix->newlines + ix->handed_blocks,
				  ix->n_blocks - ix->handed_blocks, ix->scanned);
		ix->handed = ix->scanned;
		/* a short last block is handed over again when it has grown */
		ix->handed_blocks = (size_t)(ix->scanned / TEXT_INDEX_BLOCK);
		any = true;
	}
	pthread_mutex_unlock(&ix->mutex);
	*outline = job_take(ix->job);
	if (*outline)
		ix->complete = (*outline)->complete;
	return any || *outline;
}

void indexer_wait_first(struct indexer *ix, int timeout_ms)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += timeout_ms / 1000;
	until.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	pthread_mutex_lock(&ix->mutex);
	while (!ix->first_decided)
		if (pthread_cond_timedwait(&ix->changed, &ix->mutex, &until) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&ix->mutex);
}

bool indexer_wait(struct indexer *ix)
{
	source_want(ix->source, POS_NONE);
	pthread_mutex_lock(&ix->mutex);
	while (!ix->ended)
		pthread_cond_wait(&ix->changed, &ix->mutex);
	pthread_mutex_unlock(&ix->mutex);
	return source_trouble(ix->source) == NULL;
}

bool indexer_complete(const struct indexer *ix)
{
	return ix->complete;
}
