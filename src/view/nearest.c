/* SPDX-License-Identifier: MIT */
#include "view/nearest.h"

#include <string.h>

/* Longer words are near nothing: the names it is used for have at most 25 letters. */
#define WORD_MAX 48

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t na = strlen(a), nb = strlen(b);
	size_t *before = rows[0], *above = rows[1], *row = rows[2];

	for (size_t j = 0; j <= nb; j++) {
		before[j] = 0; /* not read before the third row */
		above[j] = j;
	}
	for (size_t i = 1; i <= na; i++) {
		size_t *spare = before;

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			row[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]),
				       least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = above;
		above = row;
		row = spare;
	}
	return above[nb];
}

struct nearest nearest_to(const char *word)
{
	struct nearest nearest = {word, NULL, strlen(word) / 3 + 2};

	if (strlen(word) > WORD_MAX)
		nearest.distance = 0;
	return nearest;
}

void nearest_offer(struct nearest *nearest, const char *name)
{
	size_t len = strlen(nearest->word);
	size_t d;

	if (nearest->distance == 0 || strlen(name) > WORD_MAX)
		return;
	d = len > 2 && strncmp(name, nearest->word, len) == 0 ? 1 : distance(nearest->word, name);
	if (d < nearest->distance) {
		nearest->distance = d;
		nearest->name = name;
	}
}
