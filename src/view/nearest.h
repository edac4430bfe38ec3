/* SPDX-License-Identifier: MIT */
/* The nearest known name to a word that is none, for messages: "did you mean ...?" */
#ifndef VIEW_NEAREST_H
#define VIEW_NEAREST_H

#include <stddef.h>

/*
 * Fed with the known names one by one, it keeps the nearest (Damerau-Levenshtein with adjacent
 * transpositions, in bytes; a name that the word begins counts as one change away).
 *
 *     struct nearest nearest = nearest_to(word);
 *     for (each name) nearest_offer(&nearest, name);
 *     nearest.name is NULL if nothing is near (more than a third of the letters and one differ)
 */
struct nearest {
	const char *word;
	const char *name;
	size_t distance; /* the next name must be nearer than this */
};

struct nearest nearest_to(const char *word);
void nearest_offer(struct nearest *nearest, const char *name);

#endif
