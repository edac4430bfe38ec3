/* SPDX-License-Identifier: MIT */
/* How like two stretches of characters are: the edit distance (insertions, deletions, changes). */
#ifndef PLACE_LIKENESS_H
#define PLACE_LIKENESS_H

#include <stddef.h>
#include <stdint.h>

struct characters {
	const uint32_t *c;
	size_t n;
};

struct likeness {
	size_t errors;
	size_t begin; /* of what is likest, in the text; half-open */
	size_t end;
};

/* The part of text that is likest to the pattern (Sellers 1980), the first of several; time is the
 * product of both lengths. */
struct likeness likeness_find(struct characters pattern, struct characters text);

#endif
