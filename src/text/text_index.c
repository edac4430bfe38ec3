/* SPDX-License-Identifier: MIT */
#include "text/text_index.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "text/text.h"

void index_release(struct text_index *ix)
{
	free(ix->before);
	*ix = (struct text_index){0};
}

/* Keeps the first n blocks, all of them whole. */
static void keep(struct text_index *ix, size_t n)
{
	assert(n <= ix->n);
	if (n < ix->n)
		ix->newlines = ix->before[n];
	ix->n = n;
	ix->indexed = (uint64_t)n * TEXT_INDEX_BLOCK;
}

void index_append(struct text_index *ix, const uint32_t *newlines, size_t n_blocks,
		  uint64_t scanned)
{
	size_t i;

	if (n_blocks == 0)
		return;
	keep(ix, (size_t)(ix->indexed / TEXT_INDEX_BLOCK));
	assert(scanned > ix->indexed + (uint64_t)(n_blocks - 1) * TEXT_INDEX_BLOCK);
	assert(scanned <= ix->indexed + (uint64_t)n_blocks * TEXT_INDEX_BLOCK);
	ix->before =
		array_reserve(ix->before, &ix->capacity, ix->n + n_blocks, sizeof(ix->before[0]));
	for (i = 0; i < n_blocks; i++) {
		ix->before[ix->n++] = ix->newlines;
		ix->newlines += newlines[i];
	}
	ix->indexed = scanned;
}

void index_cut(struct text_index *ix, uint64_t pos)
{
	if (pos < ix->indexed)
		keep(ix, (size_t)(pos / TEXT_INDEX_BLOCK));
}

uint64_t index_before(const struct text_index *ix, uint64_t pos)
{
	size_t block = (size_t)(pos / TEXT_INDEX_BLOCK);

	assert(pos <= ix->indexed);
	return block < ix->n ? ix->before[block] : ix->newlines;
}

size_t index_block_of(const struct text_index *ix, uint64_t newline)
{
	size_t low = 0, high = ix->n;

	assert(newline >= 1 && newline <= ix->newlines);
	/* before[low] < newline, and before[high], if there is one, is not. */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (ix->before[middle] < newline)
			low = middle;
		else
			high = middle;
	}
	return low;
}
