/* SPDX-License-Identifier: MIT */
/* The first question of decide(): is the text marked up, and if so, what do its marks say? */
#ifndef OUTLINE_DECIDE_NOTATION_H
#define OUTLINE_DECIDE_NOTATION_H

#include <stddef.h>

#include "outline/candidate.h"

/* Which notation the document is written in (enum candidate_notation): the forced one, or with
 * NOTATION_AUTO what the collector's census found. */
unsigned decide_notation(const struct candidate *items, size_t n, unsigned forced);

/* Rules on the candidates that the notation marks; the others are left as they are. */
void decide_marked(const struct candidate *items, size_t n, unsigned notation,
		   struct ruling *rulings);

/* Takes the sections that are numbered below marked headings, and not marked themselves. */
void decide_unmarked(const struct candidate *items, size_t n, unsigned notation,
		     struct ruling *rulings);

#endif
