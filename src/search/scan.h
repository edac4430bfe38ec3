/* SPDX-License-Identifier: MIT */
/*
 * A scan: the hits of a pattern that begin in some range of a source, whatever the range.
 *
 * Which hits there are is decided near them alone.  A text falls into *stretches*: lines, and in
 * lines of more than 64 KiB pieces that begin at multiples of TEXT_PIECE (moved on to the next code
 * point) with no newline within 2 * TEXT_PIECE on either side.  In each stretch hits are taken from
 * its beginning, leftmost first, without overlapping.  A hit may reach into what follows; those of
 * the following stretches that begin inside it are dropped.  So a scan of [b, e) need only begin at
 * the last stretch that begins pattern_reach() before b, and any division of a text gives the same
 * hits.
 */
#ifndef SEARCH_SCAN_H
#define SEARCH_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "search/pattern.h"
#include "text/source.h"

/* How far around a hit the text decides whether it is one, besides the pattern's reach. */
#define SCAN_SURROUNDINGS (8 * 16384)

struct scanner;

/* One thread's; source and pattern outlive it. */
struct scanner *scanner_new(const struct source *source, const struct pattern *pattern);
void scanner_free(struct scanner *s);

/* How far behind a range the text must be there for its hits to be final. */
uint64_t scanner_ahead(const struct pattern *pattern);

struct scan_result {
	size_t n;     /* hits that begin in the range */
	bool gave_up; /* part of it was left out: a match limit */
};

/* Scans a range.  Its hits, in order, are kept until the next call for scanner_hits() if keep. */
struct scan_result scanner_scan(struct scanner *s, struct range range, bool keep);

/* The hits of the last scan, n of them. */
const struct range *scanner_hits(const struct scanner *s);

/* A stretch; whole: a line, not a part of one. */
struct stretch {
	struct range range;
	bool whole;
};

/* Reads what is needed to walk through the stretches that touch a range: those that hold its first
 * and its last byte included.  Returns from where to where they reach at most. */
struct range scanner_open(struct scanner *s, struct range range);

/* The stretch that begins at pos, in what was opened; false at its end. */
bool scanner_stretch(struct scanner *s, uint64_t pos, struct stretch *stretch);

#endif
