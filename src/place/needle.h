/* SPDX-License-Identifier: MIT */
/* An anchor as it is looked for: its words in normal form, and the search for words much like
 * them.  Private to place/anchor. */
#ifndef PLACE_NEEDLE_H
#define PLACE_NEEDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "place/anchor.h"
#include "place/haystack.h"

struct needle {
	struct buffer quote, before, after; /* normal form */
	size_t head;                        /* bytes of the quote's first sentence */
	struct buffer lead; /* what the quote begins with and its normal form leaves out */
	uint64_t offset;
};

void needle_init(struct needle *n, const struct anchor *a, struct normalizer *normalizer);
void needle_release(struct needle *n);

/* How much of the contexts stands around the first len bytes of the quote, which stand at `at`:
 * bytes, without a gap from there on.  The rest of the quote counts as what comes after. */
size_t needle_before(const struct needle *n, const struct haystack *h, size_t at);
size_t needle_after(const struct needle *n, const struct haystack *h, size_t at, size_t len);

/* The bytes of the quote up to the end of its first sentence; all of it if that is too short to be
 * looked for. */
size_t needle_head(const struct needle *n);

/*
 * How like what stands at an offset is to the anchor, of NEEDLE_SCORE_MAX, by the weights of
 * hypothesis (quote 50, before 20, after 20).  Opens the haystack anew, around the place.
 */
#define NEEDLE_SCORE_MAX 9000
unsigned needle_score(const struct needle *n, struct haystack *h, uint64_t pos);

/* The search for what is most like the anchor: it sees the text go by once, and looks closely at
 * those parts of it that have many of the anchor's words. */
struct approach;

/* The needle must outlive it. */
struct approach *approach_new(const struct needle *n);
void approach_free(struct approach *a);

/* Sees what begins in the part that a haystack looks at now. */
void approach_see(struct approach *a, const struct haystack *h);

/*
 * The place in what was seen that is likest to the anchor, by the weights of hypothesis (quote 50,
 * before 20, after 20, position 2): at most half of the quote's characters may differ, or the quote
 * is gone and what stood around it closes the gap.  POS_NONE if there is nothing like it.  Opens
 * the haystack anew.
 */
uint64_t approach_end(struct approach *a, struct haystack *h);

#endif
