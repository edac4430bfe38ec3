/* SPDX-License-Identifier: MIT */
/*
 * The decision: from all candidates of a text, as if it ended there, to its outline.
 *
 *     1  notation   marked-up text is taken by its marks alone
 *     2  chains     the numbers of a family run 1, 2, 3 ...; a chain that looks like a list, or has
 *                   no second member, falls out
 *     3  levels     families are ordered by what restarts inside what; ladders break ties
 *     4  points     run-in enumerations between headings
 *
 * A pure function; the time is linear in the candidates.
 */
#ifndef OUTLINE_DECIDE_H
#define OUTLINE_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/options.h"
#include "outline/outline.h"

/* Fills rulings[0..n): what to keep when the rest is forgotten. */
void decide_rulings(const struct candidate *items, size_t n, const struct outline_options *options,
		    struct ruling *rulings);

/* The outline by the user's wishes (NULL: none), and in rulings[0..n) what became of each
 * candidate; its end and complete are the caller's. */
struct outline *decide_by(const struct candidate *items, size_t n,
			  const struct outline_options *options, struct ruling *rulings);

/* The same where the candidates (malloc()ed, room for one at least) are not needed any more: they
 * become the outline's, whose headings take their place.  Memory for both is too much for a text of
 * a million. */
struct outline *decide_last(struct candidate *items, size_t n,
			    const struct outline_options *options);

/* The outline, without any wishes, of candidates in order of their offsets; end is the text's size
 * so far. */
struct outline *decide(const struct candidate *items, size_t n, uint64_t end, bool complete);

#endif
