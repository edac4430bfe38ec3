/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "outline/decide_internal.h"

#define OFTEN 5   /* times that a line in capitals comes, and more than there are chapters */
#define PLAY 20   /* such lines that make a play */
#define KEYS 2048 /* different ones that are counted; a power of two */

/* How often a line in capitals comes. */
struct repeats {
	uint32_t key[KEYS]; /* 0: free */
	uint32_t count[KEYS];
	uint32_t used;
};

static uint32_t *repeats_of(struct repeats *r, uint32_t key)
{
	uint32_t i = (key * 2654435761u) % KEYS;

	key |= 1;
	while (r->key[i] != 0 && r->key[i] != key)
		i = (i + 1) % KEYS;
	if (r->key[i] == 0) {
		if (r->used * 2 > KEYS)
			return NULL;
		r->key[i] = key;
		r->used++;
	}
	return &r->count[i];
}

/* A line in capitals, below the contents. */
static bool may_run(const struct decision *d, size_t i)
{
	return d->items[i].family == FAMILY_CAPS && d->rulings[i].reason != REASON_ENTRY;
}

/* HAMLET, over what he says; INGREDIENTS: rules out what comes again more often than chapters do.
 * Where most are such it is a play, and the others speak less. */
void decide_repeats(struct decision *d)
{
	struct repeats *r = memory_zalloc(1, sizeof(*r));
	uint32_t chapters = 0, all = 0, often = 0, *count;

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		chapters += d->rulings[i].verdict == RULING_HEADING && decide_is_numbered(c);
		if (c->family == FAMILY_CAPS && (count = repeats_of(r, c->key)))
			++*count;
	}
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (!may_run(d, i))
			continue;
		all++;
		if (!(count = repeats_of(r, c->key)) || *count < OFTEN || *count <= chapters)
			continue;
		often++;
		rule_out(d, i, REASON_RUNNING);
	}
	for (size_t i = 0; i < d->n && often >= PLAY && often * 2 > all; i++)
		if (may_run(d, i))
			rule_out(d, i, REASON_RUNNING);
	free(r);
}
