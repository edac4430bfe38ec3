/* SPDX-License-Identifier: MIT */
/*
 * The sparse index of line numbers: how many newlines lie before each block of TEXT_INDEX_BLOCK
 * bytes.  Eight bytes a block: 320 KB for 10 GB.
 */
#ifndef TEXT_TEXT_INDEX_H
#define TEXT_TEXT_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct text_index {
	uint64_t *before; /* newlines before block i */
	size_t n, capacity;
	uint64_t newlines; /* in all blocks */
	uint64_t indexed;  /* bytes counted; the last block may be short */
};

/* All zero at first. */
void index_release(struct text_index *ix);

/* As text_index_append() and text_index_cut(). */
void index_append(struct text_index *ix, const uint32_t *newlines, size_t n_blocks,
		  uint64_t scanned);
void index_cut(struct text_index *ix, uint64_t pos);

/* Newlines before the block that holds pos <= indexed. */
uint64_t index_before(const struct text_index *ix, uint64_t pos);

/* The block in which the newline number `newline`, from 1 to ix->newlines, lies. */
size_t index_block_of(const struct text_index *ix, uint64_t newline);

#endif
