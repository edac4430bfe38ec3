/* SPDX-License-Identifier: MIT */
/*
 * Steps inside a numbered section: where chapters are 1. 2. 3. and hold 1.1 1.2, another 1. below
 * one of these begins a list, however much stands between its items.
 *
 *     3.  Installing
 *     3.1.  The daemon
 *     1. Unpack the archive.
 *     2. Type make.
 */
#include "outline/decide_internal.h"
#include "outline/label.h"

static struct chain *accepted_at(const struct decision *d, size_t i)
{
	struct chain *chain = d->chain_of[i] != UINT32_MAX ? &d->chains[d->chain_of[i]] : NULL;

	return chain && chain->accepted ? chain : NULL;
}

static bool is_chapter(unsigned family)
{
	return family == FAMILY_DIGIT_MARK || family == FAMILY_DIGIT_SPACE;
}

bool decide_holds_decimal(const struct decision *d, size_t i, uint32_t number)
{
	const struct candidate *next;

	if (!is_chapter(d->items[i].family))
		return false;
	while (++i < d->n && d->items[i].family == FAMILY_TITLE)
		;
	next = i < d->n ? &d->items[i] : NULL;
	return next && next->family == FAMILY_DECIMAL_2 &&
	       next->prefix == label_hash(LABEL_HASH_BEGIN, number);
}

/* Whether 2.2 follows behind a chain that begins below 2.1, before another chapter comes. */
static bool is_within(const struct decision *d, const struct chain *chain, size_t last)
{
	for (size_t i = chain->last + 1; i < d->n; i++) {
		const struct chain *next = accepted_at(d, i);

		if (next && is_chapter(next->family))
			return false;
		if (next && family_is_decimal(next->family))
			return d->items[i].family == d->items[last].family &&
			       d->items[i].prefix == d->items[last].prefix;
	}
	return false;
}

void decide_steps(struct decision *d)
{
	struct chain *chapters = NULL; /* the last that holds 1.1 */
	struct chain *before = NULL;   /* of the last heading */
	size_t last = 0;               /* that heading */

	for (size_t i = 0; i < d->n; i++) {
		struct chain *chain = accepted_at(d, i);

		if (!chain)
			continue;
		if (chapters && !chain->decimals && chain->family == chapters->family &&
		    i == chain->first && before && family_is_decimal(before->family) &&
		    (i < chapters->last || is_within(d, chain, last))) {
			chain->accepted = false;
			chain->reason = REASON_BARE;
			continue;
		}
		if (chain->decimals)
			chapters = chain;
		before = chain;
		last = i;
	}
}
