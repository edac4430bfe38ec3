/* SPDX-License-Identifier: MIT */
/*
 * A sieve: the lines of a source that hold hits of some patterns and none of others.  In a line of
 * more than 64 KiB its stretches (see scan.h) stand for lines; of one that is kept for a hit no
 * more than the hits counts, so that a text of a single line can be sifted too.
 *
 * What is found is a range for each line: the line with its newline, or in a longer one a part of
 * it.  Ranges are in order and do not overlap, whatever the blocks in which the text is sifted.  A
 * hit that runs over a line's end belongs to both lines.
 */
#ifndef SEARCH_SIEVE_H
#define SEARCH_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "search/pattern.h"
#include "search/scan.h"
#include "text/source.h"

#define CONDITIONS_MAX 8

/* A line has to hold a hit of the pattern, or must not hold one. */
struct condition {
	struct pattern *pattern;
	bool without;
};

struct sieve;

/* One thread's; source and patterns outlive it.  1 to CONDITIONS_MAX of them: all have to hold. */
struct sieve *sieve_new(const struct source *source, const struct condition *conditions, size_t n);
void sieve_free(struct sieve *s);

/* How far around a range the text decides which of its lines are kept. */
uint64_t sieve_ahead(const struct condition *conditions, size_t n);

/* No range that is found is longer. */
#define SIEVE_REACH (6 * 16384)

/* As scanner_scan() and scanner_hits(), with lines. */
struct scan_result sieve_scan(struct sieve *s, struct range range, bool keep);
const struct range *sieve_lines(const struct sieve *s);

#endif
