/* SPDX-License-Identifier: MIT */
/*
 * Short lines between gaps, each over numbers that begin anew:
 *
 *     鼻の白粉          the first part
 *     一
 *     …
 *     敗戦の狐窟        the second one
 *     一
 */
#include "outline/decide_internal.h"

#define OPENER_LINES 4 /* from the line to its first number, at most */
#define OPENERS_MIN 2

/* The first number that a line stands over; NULL if it does not.  同志们： opens what is said. */
static const struct candidate *first_below(const struct decision *d, size_t i)
{
	unsigned goes_on = EVIDENCE_COLON | EVIDENCE_CLAUSE | EVIDENCE_SENTENCE;
	uint32_t line = d->items[i].line;
	size_t k = i;

	if (d->items[i].family != FAMILY_LINE || !(d->items[i].evidence & EVIDENCE_AFTER_TITLE) ||
	    (d->items[i].evidence & goes_on))
		return NULL;
	while (++k < d->n && (d->items[k].line == line || d->items[k].family == FAMILY_TITLE))
		;
	if (k == d->n || d->items[k].line - line > OPENER_LINES ||
	    d->rulings[k].verdict != RULING_HEADING || !decide_is_numbered(&d->items[k]) ||
	    ruled_number(&d->items[k], d->rulings[k]) != 1 || d->items[k].branch != 0)
		return NULL;
	return &d->items[k];
}

void decide_openers(const struct decision *d, struct openers *o)
{
	uint32_t firsts[FAMILY_COUNT] = {0}, above[FAMILY_COUNT] = {0}, last = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = first_below(d, i);
		unsigned f = ruled_family(&d->items[i], d->rulings[i]);

		/* one that comes again and again names no part */
		if (c && d->items[i].key != last)
			above[ruled_family(c, d->rulings[c - d->items])]++;
		last = c ? d->items[i].key : last;
		firsts[f] += d->rulings[i].verdict == RULING_HEADING &&
			     ruled_number(&d->items[i], d->rulings[i]) == 1;
	}
	o->any = false;
	for (unsigned f = 0; f < FAMILY_COUNT; f++) {
		o->over[f] = above[f] >= OPENERS_MIN && above[f] * 2 > firsts[f];
		o->any = o->any || o->over[f];
	}
}

bool decide_opens(const struct decision *d, const struct openers *o, size_t i)
{
	const struct candidate *c = o->any ? first_below(d, i) : NULL;

	return c && o->over[ruled_family(c, d->rulings[c - d->items])];
}
