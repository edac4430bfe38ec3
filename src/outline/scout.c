/* SPDX-License-Identifier: MIT */
#include "outline/scout.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "text/reading.h"
#include "text/text.h"

#define SLOTS 3
#define BLOCKS_OF_BATCH (TEXT_INDEX_BLOCK / READING_GATE_BLOCK)
#define LINES 2048                    /* of a batch at most: lines may be empty */
#define ALONE (4u * TEXT_INDEX_BLOCK) /* less than this is read without a thread */

struct slot {
	struct batch batch;
	char *bytes;          /* TEXT_INDEX_BLOCK of them */
	struct buffer joined; /* the first line, if it began in the batch before */
	struct raw_line *lines;
	struct line_look *looks;
	struct point_list points;
};

struct scout {
	const struct source *source;
	struct reading_gate *gate;
	struct looker *looker;
	struct line_feed feed;
	size_t most; /* bytes to read for a batch: fewer where lines are so short that it is full */
	struct slot slots[SLOTS];
	struct job *thread;
	uint64_t limit; /* of the thread */
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	/* shared while the thread runs, under the mutex */
	size_t n_read, n_taken; /* batches, of this run */
	bool ended, stopped;
};

struct scout *scout_new(const struct source *source, const struct label_index *labels)
{
	struct scout *scout = memory_zalloc(1, sizeof(*scout));

	scout->source = source;
	scout->gate = reading_gate_new(source);
	scout->looker = looker_new(scout->gate, labels);
	line_feed_init(&scout->feed);
	scout->most = TEXT_INDEX_BLOCK;
	for (size_t i = 0; i < SLOTS; i++)
		buffer_init(&scout->slots[i].joined);
	pthread_mutex_init(&scout->mutex, NULL);
	pthread_cond_init(&scout->changed, NULL);
	return scout;
}

static void stop(struct scout *scout)
{
	if (!scout->thread)
		return;
	pthread_mutex_lock(&scout->mutex);
	scout->stopped = true;
	pthread_cond_broadcast(&scout->changed);
	pthread_mutex_unlock(&scout->mutex);
	job_free(scout->thread);
	scout->thread = NULL;
}

void scout_free(struct scout *scout)
{
	stop(scout);
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &scout->slots[i];

		free(slot->bytes);
		buffer_release(&slot->joined);
		free(slot->lines);
		free(slot->looks);
		free(slot->points.items);
	}
	pthread_cond_destroy(&scout->changed);
	pthread_mutex_destroy(&scout->mutex);
	line_feed_release(&scout->feed);
	looker_free(scout->looker);
	reading_gate_free(scout->gate);
	free(scout);
}

static void open_slot(struct slot *slot)
{
	if (slot->bytes)
		return;
	slot->bytes = memory_alloc(TEXT_INDEX_BLOCK);
	slot->lines = memory_alloc(LINES * sizeof(slot->lines[0]));
	slot->looks = memory_alloc(LINES * sizeof(slot->looks[0]));
}

static void judge_blocks(const struct scout *scout, struct batch *batch)
{
	uint64_t block = batch->range.begin / READING_GATE_BLOCK;

	for (; (block + 1) * READING_GATE_BLOCK <= batch->range.end; block++)
		batch->kinds[block % BLOCKS_OF_BATCH] =
			(unsigned char)reading_gate_of_block(scout->gate, block);
}

/* How much to read after a batch that was full or not, and took so many bytes. */
static size_t next_most(const struct scout *scout, bool full, size_t taken)
{
	size_t most = 2 * (full ? taken : scout->most);

	return most < TEXT_INDEX_BLOCK ? most : TEXT_INDEX_BLOCK;
}

/* Reads the next batch; false if there is nothing before the limit. */
static bool read_batch(struct scout *scout, struct slot *slot, uint64_t limit)
{
	struct line_feed *feed = &scout->feed;
	struct batch *batch = &slot->batch;
	uint64_t pos = feed->pos;
	size_t want = TEXT_INDEX_BLOCK - (size_t)(pos % TEXT_INDEX_BLOCK), at = 0, len, n = 0;

	if (limit <= pos)
		return false;
	if (want > limit - pos)
		want = (size_t)(limit - pos);
	if (want > scout->most)
		want = scout->most;
	open_slot(slot);
	len = source_read(scout->source, pos, slot->bytes, want);
	if (len == 0)
		return false; /* cut under the reader */
	slot->points.n = 0;
	while (n < LINES && line_feed_next(feed, slot->bytes, len, &at, &slot->lines[n])) {
		struct raw_line *line = &slot->lines[n];

		if (feed->carry_used) {
			buffer_clear(&slot->joined);
			buffer_append(&slot->joined, line->bytes, line->len);
			line->bytes = slot->joined.data;
		}
		looker_look(scout->looker, line, &slot->looks[n++], &slot->points);
	}
	scout->most = next_most(scout, n == LINES, (size_t)(feed->pos - pos));
	*batch = (struct batch){{pos, feed->pos},   slot->lines, slot->looks,
				slot->points.items, n,           {0}};
	judge_blocks(scout, batch);
	return true;
}

static bool slot_is_free(const struct scout *scout)
{
	return scout->n_read - scout->n_taken < SLOTS;
}

static void run(struct job *job, void *data)
{
	struct scout *scout = data;
	bool more = true;

	(void)job;
	pthread_mutex_lock(&scout->mutex);
	while (more && !scout->stopped) {
		struct slot *slot = &scout->slots[scout->n_read % SLOTS];

		if (!slot_is_free(scout)) {
			pthread_cond_wait(&scout->changed, &scout->mutex);
			continue;
		}
		pthread_mutex_unlock(&scout->mutex);
		more = read_batch(scout, slot, scout->limit);
		pthread_mutex_lock(&scout->mutex);
		scout->n_read += more;
		pthread_cond_broadcast(&scout->changed);
	}
	scout->ended = true;
	pthread_cond_broadcast(&scout->changed);
	pthread_mutex_unlock(&scout->mutex);
}

/* Without a thread, if none can be had. */
static void start(struct scout *scout, uint64_t limit)
{
	struct cause ignored;

	scout->n_read = scout->n_taken = 0;
	scout->ended = scout->stopped = false;
	scout->limit = limit;
	scout->thread = job_start(run, scout, NULL, NULL, &ignored);
}

/* The next batch of the thread; NULL if it has come to its end, and is no more. */
static const struct batch *await(struct scout *scout, bool given)
{
	const struct batch *batch = NULL;

	pthread_mutex_lock(&scout->mutex);
	scout->n_taken += given;
	pthread_cond_broadcast(&scout->changed);
	while (scout->n_taken == scout->n_read && !scout->ended)
		pthread_cond_wait(&scout->changed, &scout->mutex);
	if (scout->n_taken < scout->n_read)
		batch = &scout->slots[scout->n_taken % SLOTS].batch;
	pthread_mutex_unlock(&scout->mutex);
	if (!batch)
		stop(scout);
	return batch;
}

const struct batch *scout_next(struct scout *scout, uint64_t limit)
{
	bool given = scout->thread != NULL;

	if (!scout->thread && limit > scout->feed.pos && limit - scout->feed.pos >= ALONE)
		start(scout, limit);
	if (scout->thread) {
		const struct batch *batch = await(scout, given);

		if (batch)
			return batch;
	}
	return read_batch(scout, &scout->slots[0], limit) ? &scout->slots[0].batch : NULL;
}

const struct line_feed *scout_feed(struct scout *scout)
{
	stop(scout);
	return &scout->feed;
}

bool scout_rest(struct scout *scout, struct raw_line *line)
{
	stop(scout);
	return line_feed_rest(&scout->feed, line);
}
