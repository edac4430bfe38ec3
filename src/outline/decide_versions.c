/* SPDX-License-Identifier: MIT */
/*
 * Versions: the headings of a list of news.  Those with the same words before them run down, the
 * newest first; where the words say that they are versions, they may run up.
 */
#include "outline/decide_internal.h"

#define VERSIONS_MIN 3 /* with the same words before them */
#define GROUPS_MOST 8  /* kinds of words that are looked at */

struct group {
	uint32_t prefix;
	uint32_t last; /* index of its last member */
	size_t n, down, up;
	size_t bodies; /* members with something between them and the next version */
	uint16_t word; /* the hash of the last word before the version */
	bool about;    /* the words say so */
	bool accepted;
};

struct versions {
	struct group groups[GROUPS_MOST];
	unsigned n;
};

static struct group *group_of(struct versions *v, const struct candidate *c)
{
	for (unsigned k = 0; k < v->n; k++)
		if (v->groups[k].prefix == c->prefix)
			return &v->groups[k];
	if (v->n == GROUPS_MOST)
		return NULL;
	v->groups[v->n] = (struct group){.prefix = c->prefix};
	return &v->groups[v->n++];
}

static void add(struct decision *d, struct group *g, uint32_t i, uint32_t before)
{
	const struct candidate *c = &d->items[i];

	if (g->n > 0) {
		uint32_t last = d->items[g->last].number;

		g->down += c->number <= last;
		g->up += c->number >= last;
		g->bodies += before != UINT32_MAX && c->line - d->items[before].line > 2;
	}
	g->word = c->alternate_number;
	g->about = c->evidence & EVIDENCE_SET_OFF;
	g->n++;
	g->last = i;
}

static bool is_accepted(const struct group *g)
{
	size_t steps = g->n - 1;

	if (g->n < VERSIONS_MIN || g->bodies * 2 < steps)
		return false;
	return g->down * 5 >= steps * 4 || (g->about && g->up * 5 >= steps * 4);
}

/* What else the line was taken for is none. */
static void clear_line(struct decision *d, size_t i)
{
	uint32_t line = d->items[i].line;

	for (size_t k = i; k-- > 0 && d->items[k].line == line;)
		rule_out(d, k, REASON_OTHERS);
	for (size_t k = i + 1; k < d->n && d->items[k].line == line; k++)
		rule_out(d, k, REASON_OTHERS);
}

/* Major changes in release 4.7, among Noteworthy changes in release 4.8 and 4.6. */
static bool stands_among(const struct versions *v, const struct group *g)
{
	for (unsigned k = 0; k < v->n && g->about; k++)
		if (v->groups[k].accepted && v->groups[k].about && v->groups[k].word == g->word)
			return true;
	return false;
}

static void judge(struct versions *v)
{
	for (unsigned k = 0; k < v->n; k++)
		v->groups[k].accepted = is_accepted(&v->groups[k]);
	for (unsigned k = 0; k < v->n; k++)
		if (!v->groups[k].accepted && v->groups[k].n < VERSIONS_MIN)
			v->groups[k].accepted = stands_among(v, &v->groups[k]);
}

void decide_versions(struct decision *d)
{
	struct versions v = {.n = 0};
	uint32_t before = UINT32_MAX;

	for (uint32_t i = 0; i < d->n; i++) {
		struct group *g;

		if (d->items[i].family != FAMILY_VERSION)
			continue;
		g = group_of(&v, &d->items[i]);
		if (g)
			add(d, g, i, before);
		before = i;
	}
	judge(&v);
	for (size_t i = 0; i < d->n; i++) {
		struct group *g;

		if (d->items[i].family != FAMILY_VERSION)
			continue;
		g = group_of(&v, &d->items[i]);
		if (!g || !g->accepted) {
			rule_out(d, i, REASON_LONE);
			continue;
		}
		rule_in(d, i, RULING_HEADING, REASON_LOOKS);
		clear_line(d, i);
	}
}
