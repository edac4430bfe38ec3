/* SPDX-License-Identifier: MIT */
/*
 * The finder: a background scan for one pattern that starts at the screen and goes round.  Hits are
 * kept as counts a block and found again where they are wanted; blocks agree at their joins, so the
 * set of hits does not depend on block size or thread count.  Hits never overlap: see scan.h for
 * the rule.
 */
#ifndef SEARCH_FINDER_H
#define SEARCH_FINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "base/job.h"
#include "base/range.h"
#include "search/pattern.h"
#include "search/sieve.h"
#include "text/text.h"

struct finder;

/* Takes the pattern over; starts scanning at from.  text (its source) and wake outlive it. */
struct finder *finder_start(struct text *text, struct pattern *pattern, uint64_t from,
			    const struct wake *wake, struct cause *cause) ATTRIBUTE_NODISCARD;
void finder_free(struct finder *f);

/* For tests: the same with blocks of so many bytes and so many threads. */
struct finder_sizes {
	size_t block;
	unsigned threads;
};
struct finder *finder_start_sized(struct text *text, struct pattern *pattern, uint64_t from,
				  const struct finder_sizes *sizes, const struct wake *wake,
				  struct cause *cause) ATTRIBUTE_NODISCARD;

/* A finder of lines: its hits are the lines that meet all conditions, as sieve.h has it.  Takes the
 * patterns over. */
struct finder_lines {
	const struct condition *conditions;
	size_t n; /* 1 to CONDITIONS_MAX */
	uint64_t from;
	struct finder_sizes sizes; /* block 0: as it thinks best */
};
struct finder *finder_start_lines(struct text *text, const struct finder_lines *lines,
				  const struct wake *wake, struct cause *cause) ATTRIBUTE_NODISCARD;

enum finder_result {
	FINDER_FOUND,
	FINDER_NONE,   /* none in that direction up to the end (or start) of the text */
	FINDER_PENDING /* not scanned that far yet: ask again after a wake */
};

/* The first hit that begins at or after pos; the last hit that begins before pos.  Never scans more
 * than a block itself. */
enum finder_result finder_next(struct finder *f, uint64_t pos, struct range *hit);
enum finder_result finder_previous(struct finder *f, uint64_t pos, struct range *hit);

/* The hits that touch a range of at most some screenfuls, in order; returns how many there are and
 * writes at most n. */
size_t finder_hits_in(struct finder *f, struct range range, struct range *hits, size_t n);

/* Hits counted so far, those in what a pipe has said last among them, whether that is all, and how
 * many begin before pos (false: not known yet). */
uint64_t finder_count(struct finder *f);
bool finder_complete(const struct finder *f);
bool finder_rank(struct finder *f, uint64_t pos, uint64_t *before);

/* How many hits begin before pos, as far as that is known without a scan: exactly where both are
 * equal.  False while blocks before it are not scanned. */
struct finder_bounds {
	uint64_t least, most;
};
bool finder_bounds(struct finder *f, uint64_t pos, struct finder_bounds *before);

/* Whether hits begin in a range, as far as is known.  A block that lies in it in part is scanned,
 * or while there are scans left; else its middle decides, and the answer is rough. */
struct finder_look {
	unsigned scans; /* that may yet be done */
	bool rough;
};
bool finder_any(struct finder *f, struct range range, struct finder_look *look);

/* The source has grown, or was cut: scan what is new and what it may have changed. */
void finder_extend(struct finder *f);

/* Why part of the text was not searched (a match limit), as a sentence; NULL if all was. */
const char *finder_trouble(const struct finder *f);

#endif
