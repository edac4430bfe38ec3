/* SPDX-License-Identifier: MIT */
#include "place/likeness.h"

#include <stdlib.h>

#include "base/memory.h"

/* A cell of the table: the errors of the best alignment that ends there, and where it begins. */
struct cell {
	size_t errors;
	size_t begin;
};

static struct cell better(struct cell a, struct cell b)
{
	return b.errors < a.errors ? b : a;
}

static struct cell with_errors(struct cell c, size_t more)
{
	c.errors += more;
	return c;
}

/* One column of the table: from the text's j characters before to j + 1. */
static void next_column(struct cell *column, struct characters pattern, uint32_t c, size_t j)
{
	struct cell diagonal = column[0];

	column[0] = (struct cell){0, j + 1};
	for (size_t i = 1; i <= pattern.n; i++) {
		struct cell changed = with_errors(diagonal, pattern.c[i - 1] != c);
		struct cell missing = with_errors(column[i - 1], 1);
		struct cell added = with_errors(column[i], 1);

		diagonal = column[i];
		column[i] = better(changed, better(missing, added));
	}
}

struct likeness likeness_find(struct characters pattern, struct characters text)
{
	struct cell *column = memory_alloc((pattern.n + 1) * sizeof(column[0]));
	struct likeness best;

	for (size_t i = 0; i <= pattern.n; i++)
		column[i] = (struct cell){i, 0};
	best = (struct likeness){column[pattern.n].errors, 0, 0};
	for (size_t j = 0; j < text.n; j++) {
		next_column(column, pattern, text.c[j], j);
		if (column[pattern.n].errors < best.errors)
			best = (struct likeness){column[pattern.n].errors, column[pattern.n].begin,
						 j + 1};
	}
	free(column);
	return best;
}
