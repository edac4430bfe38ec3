/* SPDX-License-Identifier: MIT */
#include "outline/indexer.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "outline/collector.h"
#include "outline/decide.h"
#include "outline/line_feed.h"
#include "outline/scout.h"

#define FIRST_BYTES (1u << 20) /* decided at once, for the first screen */
#define WAIT_MS 20             /* for more, before the tail is shown */
#define TAIL_CANDIDATES 20000  /* so many cost a wait more before it is */
#define DECIDE_MIN 1024        /* candidates before an outline is decided anew */
#define DECIDE_OFTEN \
	(1u << 17)       /* from here on rarely: an outline is kept until the next is there */
#define FORGET_MIN 65536 /* candidates before rejected ones are forgotten */
#define FORGET_SLACK (1u << 18) /* more are kept where few are rejected */
#define EXPLAIN_MOST (1u << 20) /* the same where all are to be explained */
#define FORGET_KEEP 4096        /* the newest are kept: their verdicts may change */
#define WAKE_BYTES (16u << 20)  /* the loop hears of new line counts this often */

struct indexer {
	struct job *job;
	struct source *source;
	const struct wake *wake;
	struct outline_options options;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	/* shared, under the mutex */
	uint32_t *newlines; /* of each TEXT_INDEX_BLOCK; the last may be short */
	size_t n_blocks, capacity;
	uint64_t scanned;
	unsigned char *kinds; /* of readings, of each READING_GATE_BLOCK that is whole */
	size_t n_kinds, kinds_capacity;
	bool first_decided;
	bool ended;   /* an outline of all there is was published */
	bool awaited; /* somebody waits for that one: those before would cost time */
	/* the owner's */
	uint64_t quiet; /* no outline is handed over that ends before: a better one is there */
	size_t handed_blocks;
	uint64_t handed;
	size_t taught; /* kinds */
	bool complete;
};

/* The scan's own state; on the job's thread. */
struct scan {
	struct indexer *ix;
	struct job *job;
	struct collector *collector;
	struct scout *scout;
	uint64_t pos;       /* of the text: all before it was collected */
	uint64_t forgotten; /* candidates */
	uint64_t decided;   /* candidates, forgotten ones too, at the last decision */
	size_t forget_at;
	uint64_t shown;    /* how much text there was for the last outline that was handed over, */
	bool shown_all;    /* and whether it was complete */
	unsigned waits;    /* since then */
	uint32_t newlines; /* of the TEXT_INDEX_BLOCK that the scan is in */
	uint64_t woken;
};

/* What an outline is made of, besides the candidates. */
struct outcome {
	uint64_t end;  /* of the text in it */
	uint64_t size; /* of the text then */
	bool complete;
	bool at_end; /* the collector is at its end */
};

static uint64_t count_candidates(const struct scan *s)
{
	return collector_count(s->collector) + s->forgotten;
}

/* The outline by what a collector has, as if the text ended there; all it has, with the reasons. */
static struct outline *explain(const struct scan *s, const struct collector *collector)
{
	size_t n;
	const struct candidate *items = collector_candidates(collector, &n);
	struct ruling *rulings = memory_alloc((n + 1) * sizeof(*rulings));
	struct outline *o = decide_by(items, n, &s->ix->options, rulings);

	outline_explain(o, items, rulings, n);
	o->n_forgotten = s->forgotten;
	free(rulings);
	return o;
}

/* The same without; a collector at its end gives its memory away. */
static struct outline *decide_now(const struct scan *s, struct collector *collector, bool at_end)
{
	const struct outline_options *options = &s->ix->options;
	const struct candidate *items;
	struct ruling *rulings;
	struct outline *o;
	size_t n;

	if (at_end) {
		struct candidate *given = collector_give(collector, &n);

		return decide_last(given, n, options);
	}
	items = collector_candidates(collector, &n);
	rulings = memory_alloc((n + 1) * sizeof(*rulings));
	o = decide_by(items, n, options, rulings);
	free(rulings);
	return o;
}

/* Gives the owner the outline by what a collector has. */
static void hand_over(struct scan *s, struct collector *collector, const struct outcome *outcome)
{
	const struct outline_options *options = &s->ix->options;
	struct outline *o = outcome->complete && options->explain
				    ? explain(s, collector)
				    : decide_now(s, collector, outcome->at_end);

	o->end = outcome->end;
	o->complete = outcome->complete;
	o->rules = options->rules;
	o->rules_gave_up = collector_gave_up(collector);
	s->shown = outcome->size;
	s->shown_all = outcome->complete;
	s->waits = 0;
	job_publish(s->job, o);
	pthread_mutex_lock(&s->ix->mutex);
	s->ix->first_decided = s->ix->first_decided || outcome->complete || s->pos >= FIRST_BYTES;
	s->ix->ended = outcome->complete;
	pthread_cond_broadcast(&s->ix->changed);
	pthread_mutex_unlock(&s->ix->mutex);
}

static void publish(struct scan *s, bool complete)
{
	struct outcome outcome = {s->pos, s->pos, complete, complete};

	s->decided = count_candidates(s);
	hand_over(s, s->collector, &outcome);
}

/* Rejected candidates do not pile up.  It happens at a count of candidates, so that it does not
 * depend on how the text came. */
static void forget(struct scan *s)
{
	size_t least = s->ix->options.explain ? EXPLAIN_MOST : FORGET_MIN;
	size_t before = collector_count(s->collector), n;
	const struct candidate *items;
	struct ruling *rulings;

	if (before < s->forget_at)
		return;
	items = collector_candidates(s->collector, &before);
	rulings = memory_alloc(before * sizeof(*rulings));
	decide_rulings(items, before, &s->ix->options, rulings);
	collector_keep(s->collector, rulings, before - FORGET_KEEP);
	free(rulings);
	n = collector_count(s->collector);
	s->forgotten += before - n;
	/* where nearly all are headings it is not worth its time soon again */
	s->forget_at = 2 * n + (n > before / 4 * 3 ? FORGET_SLACK : 0);
	if (s->forget_at < least)
		s->forget_at = least;
}

/* Counts those of bytes that were scanned, or only looked at (`fed` false). */
static void count_newlines(struct scan *s, struct range range, uint32_t newlines, bool fed)
{
	struct indexer *ix = s->ix;
	size_t block = (size_t)(range.begin / TEXT_INDEX_BLOCK);

	if (range.begin % TEXT_INDEX_BLOCK == 0)
		s->newlines = 0;
	pthread_mutex_lock(&ix->mutex);
	ix->newlines = array_reserve(ix->newlines, &ix->capacity, block + 1, sizeof(uint32_t));
	if (ix->n_blocks <= block)
		ix->n_blocks = block + 1;
	ix->newlines[block] = s->newlines + newlines;
	ix->scanned = range.end;
	pthread_mutex_unlock(&ix->mutex);
	if (fed)
		s->newlines += newlines;
	if (fed && range.begin - s->woken >= WAKE_BYTES) {
		s->woken = range.begin;
		wake_signal(ix->wake);
	}
}

/* Notes what is known of the readings of blocks that the batch ends. */
static void note_kinds(struct indexer *ix, const struct batch *batch)
{
	size_t n = (size_t)(batch->range.end / READING_GATE_BLOCK);
	size_t of_batch = sizeof(batch->kinds);

	pthread_mutex_lock(&ix->mutex);
	ix->kinds = array_reserve(ix->kinds, &ix->kinds_capacity, n, 1);
	for (; ix->n_kinds < n; ix->n_kinds++)
		ix->kinds[ix->n_kinds] = batch->kinds[ix->n_kinds % of_batch];
	pthread_mutex_unlock(&ix->mutex);
}

static void collect(struct scan *s, const struct batch *batch)
{
	for (size_t i = 0; i < batch->n && !job_stopped(s->job); i++) {
		collector_take(s->collector, &batch->lines[i], &batch->looks[i], batch->points);
		forget(s);
	}
	s->pos = batch->range.end;
	note_kinds(s->ix, batch);
	if (!job_stopped(s->job))
		count_newlines(s, batch->range, (uint32_t)batch->n, true);
}

/* Whether most of the text will not be long in coming. */
static bool ends_soon(const struct scan *s)
{
	return source_is_final(s->ix->source) && source_size(s->ix->source) / 8 < s->pos;
}

static bool is_due(const struct scan *s)
{
	uint64_t n = count_candidates(s);
	bool awaited;

	pthread_mutex_lock(&s->ix->mutex);
	awaited = s->ix->awaited;
	pthread_mutex_unlock(&s->ix->mutex);
	if (awaited || s->pos < s->ix->quiet)
		return false;
	if (!s->ix->first_decided)
		return s->pos >= FIRST_BYTES;
	if (n < DECIDE_OFTEN)
		return n >= DECIDE_MIN && n >= 2 * s->decided;
	return n >= 8 * s->decided && !ends_soon(s);
}

/* The outline of a text that may grow, with the last bytes, whose block is not whole.  They are
 * looked at by a copy: when more comes they are looked at again, and the outline depends on the
 * text alone. */
static void show_tail(struct scan *s, uint64_t size, bool complete)
{
	const struct source *source = s->ix->source;
	struct reading_gate *gate = reading_gate_new(source);
	struct collector *collector = collector_copy(s->collector, gate);
	const struct line_feed *before = scout_feed(s->scout);
	struct line_feed feed;
	struct raw_line line;
	char *block = memory_alloc(READING_GATE_BLOCK);
	size_t at = 0, len;

	line_feed_copy(&feed, before);
	len = source_read(source, feed.pos, block, READING_GATE_BLOCK);
	while (line_feed_next(&feed, block, len, &at, &line))
		collector_line(collector, &line);
	if (len > 0)
		count_newlines(s, (struct range){s->pos, feed.pos},
			       (uint32_t)(feed.number - before->number), false);
	if (line_feed_rest(&feed, &line))
		collector_line(collector, &line);
	hand_over(s, collector, &(struct outcome){feed.pos, size, complete, true});
	line_feed_release(&feed);
	free(block);
	collector_free(collector);
	reading_gate_free(gate);
}

/* All whole blocks are scanned: shows the rest when nothing has come for a while, and then waits.
 */
static void wait_for_more(struct scan *s)
{
	const struct source *source = s->ix->source;
	bool complete = source_complete(source);
	uint64_t last = s->pos - s->pos % READING_GATE_BLOCK + READING_GATE_BLOCK - 1;
	uint64_t end = source_size(source);

	if (end == s->shown && complete == s->shown_all)
		source_await(source, end, s->job);
	else if (!source_wait(source, last, WAIT_MS) &&
		 s->waits++ >= count_candidates(s) / TAIL_CANDIDATES)
		show_tail(s, end, complete);
}

/* Reads what is there; false at the end of a source that cannot grow. */
static bool scan_step(struct scan *s)
{
	const struct source *source = s->ix->source;
	bool final = source_is_final(source); /* asked before the size: it grows no more */
	uint64_t size = source_size(source);
	uint64_t limit = final ? size : size - size % READING_GATE_BLOCK;
	const struct batch *batch;

	if (limit <= s->pos) {
		if (!final)
			wait_for_more(s);
		return !final;
	}
	batch = scout_next(s->scout, limit);
	if (!batch)
		return false; /* cut under the reader */
	collect(s, batch);
	if (is_due(s))
		publish(s, false);
	return true;
}

static void run(struct job *job, void *data)
{
	struct scan s = {.ix = data, .job = job};
	struct reading_gate *gate = reading_gate_new(s.ix->source);
	struct raw_line line;

	if (s.ix->wake)
		job_give_way();
	s.forget_at = s.ix->options.explain ? EXPLAIN_MOST : FORGET_MIN;
	s.collector = collector_new(gate, &s.ix->options);
	s.scout = scout_new(s.ix->source, collector_labels(s.collector));
	while (!job_stopped(job) && scan_step(&s))
		;
	if (!job_stopped(job)) {
		if (scout_rest(s.scout, &line))
			collector_line(s.collector, &line);
		publish(&s, true);
	}
	scout_free(s.scout);
	collector_free(s.collector);
	reading_gate_free(gate);
}

static void free_outline(void *snapshot)
{
	outline_free(snapshot);
}

struct indexer *indexer_start(struct source *source, const struct outline_options *options,
			      const struct wake *wake, struct cause *cause)
{
	struct indexer *ix = memory_zalloc(1, sizeof(*ix));

	ix->source = source;
	ix->wake = wake;
	ix->options = options ? *options : outline_options_default();
	pthread_mutex_init(&ix->mutex, NULL);
	pthread_cond_init(&ix->changed, NULL);
	ix->job = job_start(run, ix, free_outline, wake, cause);
	if (!ix->job) {
		indexer_free(ix);
		return NULL;
	}
	return ix;
}

static void stop(struct indexer *ix)
{
	if (ix->job) {
		job_stop(ix->job);
		source_rouse(ix->source);
	}
	job_free(ix->job);
	ix->job = NULL;
}

void indexer_free(struct indexer *ix)
{
	if (!ix)
		return;
	stop(ix);
	pthread_cond_destroy(&ix->changed);
	pthread_mutex_destroy(&ix->mutex);
	free(ix->newlines);
	free(ix->kinds);
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
	*outline = ix->job ? job_take(ix->job) : NULL;
	if (*outline)
		ix->complete = (*outline)->complete;
	return any || *outline;
}

void indexer_teach(struct indexer *ix, struct reading_gate *gate)
{
	pthread_mutex_lock(&ix->mutex);
	if (ix->n_kinds > ix->taught)
		reading_gate_learn(gate, ix->taught, ix->kinds + ix->taught,
				   ix->n_kinds - ix->taught);
	ix->taught = ix->n_kinds;
	pthread_mutex_unlock(&ix->mutex);
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
	ix->awaited = true;
	while (!ix->ended)
		pthread_cond_wait(&ix->changed, &ix->mutex);
	ix->awaited = false;
	pthread_mutex_unlock(&ix->mutex);
	return source_trouble(ix->source) == NULL;
}

bool indexer_complete(const struct indexer *ix)
{
	return ix->complete;
}

bool indexer_ended(const struct indexer *ix)
{
	return ix->job == NULL || job_done(ix->job);
}

bool indexer_restart(struct indexer *ix, struct cause *cause)
{
	stop(ix);
	ix->quiet = ix->handed;
	ix->n_blocks = 0;
	ix->n_kinds = ix->taught = 0;
	ix->scanned = 0;
	ix->ended = false;
	ix->complete = false;
	ix->job = job_start(run, ix, free_outline, ix->wake, cause);
	return ix->job != NULL;
}
