/* SPDX-License-Identifier: MIT */
/*
 * A program: a lattice written out as a regular expression over bytes, for PCRE2 without UTF.
 * Every alternative is the whole UTF-8 of a code point, so the hits are those over code points.
 */
#ifndef SEARCH_PROGRAM_H
#define SEARCH_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "search/lattice.h"

/* Longest hit, in bytes, that a program's gaps and blanks may make of a query of n steps; longer
 * ones do not count, so that a hit's surroundings are bounded. */
#define PROGRAM_GAP 192
#define PROGRAM_BLANK 512
#define PROGRAM_SLACK 4096

struct program {
	struct buffer text;
	struct buffer literal; /* the bytes, if there is nothing but one byte string; else empty */
	size_t reach;          /* bytes of the longest hit */
};

/*
 * match is enum match_flags: with MATCH_BREAK a blank takes in a line break.  PCRE2's programs have
 * at most 64 KiB, which ten inline gaps fill: a compact one calls gaps as subroutines, and is
 * somewhat slower.
 */
void program_write(struct program *p, const struct lattice *l, unsigned match, bool compact);
void program_release(struct program *p);

#endif
