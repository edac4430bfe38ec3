/* SPDX-License-Identifier: MIT */
/*
 * Heads: how the hits of a query begin, for a look at many bytes at once.  A letter is written
 * in many ways (W, w, Ｗ, ⓦ, 𝐰), so that PCRE2 can only try byte after byte; but all but the first
 * of them are rare, and those are known by the byte that follows.
 */
#ifndef SEARCH_HEADS_H
#define SEARCH_HEADS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes16.h"
#include "search/lattice.h"

#define HEADS_BYTES 8
#define HEADS_PAIRS 16

/* Two bytes in a row, each sixteen times. */
struct heads_pair {
	bytes16 first, second;
};

struct heads {
	bool begins[256];                     /* the first bytes of hits */
	bytes16 ascii[HEADS_BYTES];           /* those that count only before one of these, */
	bytes16 follow[HEADS_BYTES];          /* or before a byte that is not ASCII */
	bytes16 rare[HEADS_BYTES];            /* bytes that are rare enough */
	struct heads_pair pairs[HEADS_PAIRS]; /* the first two bytes of a character, */
	struct heads_pair tails[HEADS_PAIRS]; /* or those behind a first that is common */
	size_t n_ascii, n_follow, n_rare, n_pairs, n_tails;
};

/* The heads of a lattice; false if there are too many, or PCRE2's own start is as good. */
bool heads_build(struct heads *h, const struct lattice *l);

/* The first place at or after pos where a hit may begin; len if there is none. */
size_t heads_next(const struct heads *h, const char *s, size_t len, size_t pos);

#endif
