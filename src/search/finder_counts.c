/* SPDX-License-Identifier: MIT */
/* How many hits there are before a place, and whether there are any in a part of the text. */
#include "search/finder_internal.h"

/* The first of the blocks at the end of a source that goes on which no job scans before more of it
 * has come; n_blocks if there is none.  The lock is held. */
static size_t first_of_tail(const struct finder *f)
{
	size_t first = f->n_blocks;

	if (source_complete(f->source))
		return first;
	while (first > 0 && f->counts[first - 1] == UNSCANNED &&
	       !finder_is_ready(f, first - 1, false))
		first--;
	return first;
}

/* The hits there: at most two blocks, scanned anew when they have grown. */
static uint64_t tail_count(struct finder *f, uint64_t size, size_t first, size_t end)
{
	if (f->tail_size != size || f->tail_first != first) {
		f->tail_count = 0;
		for (size_t block = first; block < end; block++)
			f->tail_count += finder_hits_of(f, block)->n;
		f->tail_size = size;
		f->tail_first = first;
	}
	return f->tail_count;
}

uint64_t finder_count(struct finder *f)
{
	uint64_t count, size;
	size_t first, end;

	pthread_mutex_lock(&f->lock);
	finder_measure(f);
	count = f->count;
	size = f->size;
	first = first_of_tail(f);
	end = f->n_blocks;
	pthread_mutex_unlock(&f->lock);
	return first < end ? count + tail_count(f, size, first, end) : count;
}

bool finder_rank(struct finder *f, uint64_t pos, uint64_t *before)
{
	size_t block = (size_t)(pos / f->block_bytes), first;
	bool known = true;

	*before = 0;
	pthread_mutex_lock(&f->lock);
	if (block > f->n_blocks)
		block = f->n_blocks;
	first = first_of_tail(f);
	for (size_t i = 0; i < block && i < first && known; i++) {
		known = f->counts[i] != UNSCANNED;
		*before += known ? f->counts[i] : 0;
	}
	known = known && (block >= first || f->counts[block] != UNSCANNED);
	pthread_mutex_unlock(&f->lock);
	for (size_t i = first; known && i < block; i++)
		*before += finder_hits_of(f, i)->n;
	if (known && (uint64_t)block * f->block_bytes < pos && block < f->n_blocks)
		*before += kept_block_before(finder_hits_of(f, block), pos);
	return known;
}

bool finder_bounds(struct finder *f, uint64_t pos, struct finder_bounds *before)
{
	size_t block = (size_t)(pos / f->block_bytes);
	const struct kept_block *kept = kept_blocks_find(&f->kept, block);
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
		before->least += kept_block_before(kept, pos);
	before->most = before->least + (kept != NULL ? 0 : own);
	return true;
}

/* The same of one block that is known to hold hits. */
static bool any_in_block(struct finder *f, size_t block, struct range range,
			 struct finder_look *look)
{
	struct range all = finder_block_range(f, block);
	const struct kept_block *kept;
	size_t i;

	if (range.begin <= all.begin && range.end >= all.end)
		return true;
	kept = kept_blocks_find(&f->kept, block);
	if (kept == NULL && look->scans > 0) {
		look->scans--;
		kept = finder_hits_of(f, block);
	}
	if (kept == NULL) {
		look->rough = true;
		return range_has(range, all.begin + f->block_bytes / 2);
	}
	i = kept_block_before(kept, range.begin);
	return i < kept->n && kept->hits[i].begin < range.end;
}

bool finder_any(struct finder *f, struct range range, struct finder_look *look)
{
	size_t block = (size_t)(range.begin / f->block_bytes), end = finder_blocks_of(f, range.end);

	for (; block < end; block++) {
		enum block_state state;

		pthread_mutex_lock(&f->lock);
		while ((state = finder_state_of(f, block)) != BLOCK_HITS && block + 1 < end)
			block++;
		pthread_mutex_unlock(&f->lock);
		if (state == BLOCK_HITS && any_in_block(f, block, range, look))
			return true;
	}
	return false;
}
