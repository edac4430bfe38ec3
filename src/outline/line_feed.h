/* SPDX-License-Identifier: MIT */
/*
 * The line feed: bytes in pieces of any size in, lines out.  The beginning of a line whose end has
 * not come is kept, as far as a line is looked at.
 *
 *     size_t at = 0;
 *     while (line_feed_next(f, bytes, n, &at, &line))
 *             ...                          lines that end in these bytes
 *     if (line_feed_rest(f, &line))
 *             ...                          at the end of the text: a line without a newline
 */
#ifndef OUTLINE_LINE_FEED_H
#define OUTLINE_LINE_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "outline/raw_line.h"

struct line_feed {
	struct buffer carry; /* of the line that has not ended */
	bool carry_cut;      /* there was more of it than is kept */
	bool carry_used;     /* the line was given out: it goes with the next call */
	uint64_t pos;        /* bytes taken */
	uint64_t begin;      /* of the line that has not ended */
	uint64_t number;     /* of that line, from 0 */
};

void line_feed_init(struct line_feed *f);
void line_feed_release(struct line_feed *f);

/* The same after the same bytes. */
void line_feed_copy(struct line_feed *copy, const struct line_feed *f);

/* The next line that ends in bytes[*at..n), which follow what was taken before; moves *at behind
 * it.  False, with *at = n, if no more line ends there.  The line is valid until the next call. */
bool line_feed_next(struct line_feed *f, const char *bytes, size_t n, size_t *at,
		    struct raw_line *line);

/* The line that has begun and has no newline; false if nothing of it has come. */
bool line_feed_rest(struct line_feed *f, struct raw_line *line);

#endif
