/* SPDX-License-Identifier: MIT */
/*
 * Numbers within numbers of the same kind, told apart by how far in they stand:
 *
 *      1. General questions
 *
 *         1. What is a feather?
 *         2. Which feathers are there?
 *
 *      2. Boxes
 *
 *         1. How do I open one?
 */
#include "outline/decide_internal.h"

#define FURTHER_IN 2 /* columns, at least */
#define INNER_MIN 2  /* sequences within one */

static struct chain *accepted_at(const struct decision *d, size_t i)
{
	struct chain *chain = d->chain_of[i] != UINT32_MAX ? &d->chains[d->chain_of[i]] : NULL;

	return chain && chain->accepted && chain->family == FAMILY_DIGIT_MARK ? chain : NULL;
}

static unsigned column_of(const struct decision *d, const struct chain *chain)
{
	return d->items[chain->first].column;
}

/* The one sequence that all others stand within, further in; NULL if there is none. */
static const struct chain *find_outer(const struct decision *d)
{
	const struct chain *outer = NULL, *last = NULL;
	size_t inner = 0;
	bool between = false; /* a member of the outer one came since the last inner one */

	for (size_t i = 0; i < d->n; i++) {
		const struct chain *chain = accepted_at(d, i);

		if (!chain)
			continue;
		/* in Chinese and Japanese paragraphs are set in by two characters or none */
		if (!(d->items[i].evidence & EVIDENCE_LATIN))
			return NULL;
		outer = outer ? outer : chain;
		if (chain == outer) {
			between = true;
			continue;
		}
		if (column_of(d, chain) < column_of(d, outer) + FURTHER_IN ||
		    (chain == last && between))
			return NULL;
		inner += chain != last;
		between = false;
		last = chain;
	}
	return inner >= INNER_MIN && outer->members > 1 ? outer : NULL;
}

void decide_inner(struct decision *d)
{
	const struct chain *outer = find_outer(d);

	for (size_t i = 0; outer && i < d->n; i++)
		if (accepted_at(d, i) && accepted_at(d, i) != outer)
			d->rulings[i].alternate = 1;
}
