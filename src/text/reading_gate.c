/* SPDX-License-Identifier: MIT */
/* The gate: what reading_density() says of each block of a source, remembered. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/reading.h"

#define VERDICT_KNOWN 0x80u

struct reading_gate {
	const struct source *source;
	unsigned char *verdicts; /* one a block: VERDICT_KNOWN and kinds; 0 not judged yet */
	size_t n_verdicts;
	uint64_t short_block; /* the one block judged before it was whole; POS_NONE: none */
	size_t short_len;     /* its bytes that were judged */
	char *bytes;          /* one block, to judge it */
};

struct reading_gate *reading_gate_new(const struct source *source)
{
	struct reading_gate *gate = memory_zalloc(1, sizeof(*gate));

	assert(source != NULL);
	gate->source = source;
	gate->short_block = POS_NONE;
	gate->bytes = memory_alloc(READING_GATE_BLOCK);
	return gate;
}

void reading_gate_free(struct reading_gate *gate)
{
	if (gate == NULL)
		return;
	free(gate->verdicts);
	free(gate->bytes);
	free(gate);
}

static void make_room(struct reading_gate *gate, uint64_t block)
{
	size_t grown = (size_t)block + (size_t)block / 2 + 64;

	if (block < gate->n_verdicts)
		return;
	gate->verdicts = memory_resize(gate->verdicts, grown, 1);
	memset(gate->verdicts + gate->n_verdicts, 0, grown - gate->n_verdicts);
	gate->n_verdicts = grown;
}

static size_t read_block(struct reading_gate *gate, uint64_t block)
{
	size_t got = 0, n;

	do {
		n = source_read(gate->source, block * READING_GATE_BLOCK + got, gate->bytes + got,
				READING_GATE_BLOCK - got);
		got += n;
	} while (n > 0 && got < READING_GATE_BLOCK);
	return got;
}

static void judge(struct reading_gate *gate, uint64_t block)
{
	size_t len = read_block(gate, block);

	make_room(gate, block);
	gate->verdicts[block] = (unsigned char)(VERDICT_KNOWN | reading_density(gate->bytes, len));
	if (gate->short_block == block)
		gate->short_block = POS_NONE;
	if (len == READING_GATE_BLOCK)
		return;
	/* Only one block is known to be short; an earlier one has grown since, and is forgotten. */
	if (gate->short_block != POS_NONE)
		gate->verdicts[gate->short_block] = 0;
	gate->short_block = block;
	gate->short_len = len;
}

unsigned reading_gate_of_block(struct reading_gate *gate, uint64_t block)
{
	bool known = block < gate->n_verdicts && gate->verdicts[block] != 0;

	if (known && block == gate->short_block)
		known = source_size(gate->source) <= block * READING_GATE_BLOCK + gate->short_len;
	if (!known)
		judge(gate, block);
	return gate->verdicts[block] & ~VERDICT_KNOWN;
}

void reading_gate_learn(struct reading_gate *gate, uint64_t first, const unsigned char *kinds,
			size_t n)
{
	if (n == 0)
		return;
	make_room(gate, first + n - 1);
	for (size_t i = 0; i < n; i++)
		gate->verdicts[first + i] = (unsigned char)(VERDICT_KNOWN | kinds[i]);
	if (gate->short_block != POS_NONE && gate->short_block >= first &&
	    gate->short_block < first + n)
		gate->short_block = POS_NONE;
}

unsigned reading_gate_kinds(struct reading_gate *gate, uint64_t pos)
{
	uint64_t block = pos / READING_GATE_BLOCK;
	unsigned kinds;

	if (pos >= source_size(gate->source))
		return 0;
	kinds = reading_gate_of_block(gate, block);
	if (block > 0)
		kinds |= reading_gate_of_block(gate, block - 1);
	return kinds;
}

void reading_gate_cut(struct reading_gate *gate, uint64_t pos)
{
	uint64_t block = pos / READING_GATE_BLOCK;

	if (block < gate->n_verdicts)
		memset(gate->verdicts + block, 0, gate->n_verdicts - (size_t)block);
	if (gate->short_block != POS_NONE && gate->short_block >= block)
		gate->short_block = POS_NONE;
}
