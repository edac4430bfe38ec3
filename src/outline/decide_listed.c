/* SPDX-License-Identifier: MIT */
/*
 * A printed contents by what it lists, whatever its entries look like: labels close together that
 * come again in the same order, far apart.
 *
 *     CHAPTER I.
 *     The lamp.—The quay at night.—What the
 *     harbour-master saw
 *     CHAPTER II. ...
 */
#include <stdlib.h>

#include "base/memory.h"
#include "outline/decide_internal.h"

#define ENTRY_LINES 12 /* from one entry to the next, at most */
#define ENTRIES_MIN 3  /* that make a contents */
#define FEW 4          /* fewer of them list what is very far apart */
#define FEW_LINES 120
#define TIGHT_MIN 5 /* chapters right below each other that are a contents */
#define TIGHT_MOST 500
#define RUNS_MOST 32    /* of labels close together that are looked at */
#define ANCHORS 3       /* entries of a run of which one must come again first */
#define TRIES_MOST 64   /* labels that the headings may begin with */
#define BEHIND_RUN 96   /* labels between the entries and the headings */
#define LOOK_AHEAD 256  /* labels between two headings that are listed */
#define HEADING_LINES 8 /* from one heading to the next, on average */
#define SPREAD 4        /* times as far apart as the entries */
#define HEAD_LINES 40   /* from the head of the contents to the first label */
#define NAMED_MOST 16   /* entries without a number at either end */

struct labels {
	const struct decision *d;
	uint32_t *at; /* indices of candidates with a number */
	size_t n;
};

static const struct candidate *label_at(const struct labels *l, size_t k)
{
	return &l->d->items[l->at[k]];
}

static bool is_unit(const struct candidate *c)
{
	return family_at(c->family)->ladder == LADDER_UNIT && (c->evidence & EVIDENCE_LATIN);
}

/* CHAPTER I is known by its label alone; what 1. names must be named again. */
static bool is_same(const struct labels *l, size_t a, size_t b)
{
	const struct candidate *x = label_at(l, a), *y = label_at(l, b);

	return x->family == y->family && x->number == y->number && x->branch == y->branch &&
	       x->prefix == y->prefix && (x->key == y->key || is_unit(x));
}

static uint32_t lines_between(const struct labels *l, size_t a, size_t b)
{
	return label_at(l, b)->line - label_at(l, a)->line;
}

/* Whether more of the kind that the entries begin with come behind the headings that are listed:
 * a contents lists all of them. */
static bool lists_few(const struct labels *l, size_t first, size_t last, size_t matched)
{
	unsigned family = label_at(l, first)->family;
	size_t rest = 0;

	for (size_t k = last + 1; k < l->n; k++)
		rest += label_at(l, k)->family == family;
	return rest > matched / 2 + 2;
}

/* Where the labels [from, to) that come again from `again` on, with text between them, end; from if
 * they are none. */
static size_t listed_end(const struct labels *l, size_t from, size_t to, size_t again)
{
	size_t matched = 0, next = again, last = again, end = from;
	uint64_t apart, close = lines_between(l, from, to - 1);

	for (size_t k = from; k < to; k++) {
		size_t t = next;

		while (t < l->n && t < next + LOOK_AHEAD && !is_same(l, k, t))
			t++;
		if (t < l->n && t < next + LOOK_AHEAD) {
			matched++;
			last = t;
			next = t + 1;
			end = k + 1;
		}
		if (k - from >= 2 * ENTRIES_MIN &&
		    (matched * 2 < k - from ||
		     2 * lines_between(l, again, last) < HEADING_LINES * matched))
			return from;
	}
	apart = lines_between(l, again, last);
	if (matched >= ENTRIES_MIN && matched * 10 >= (to - from) * 6 &&
	    apart >= (uint64_t)(matched < FEW ? FEW_LINES : HEADING_LINES) * (matched - 1) &&
	    apart * (to - from - 1) >= SPREAD * close * (matched - 1) &&
	    !lists_few(l, from, last, matched))
		return end;
	return from;
}

/* Where chapters one right below the other, without any text, begin anew with the first of them;
 * from if they do not.  A text that is cut short lists more than it has. */
static size_t tight_end(const struct labels *l, size_t from, size_t end)
{
	size_t most = end - from > TIGHT_MOST ? from + TIGHT_MOST : end;

	for (size_t k = from; k <= most && k < l->n; k++) {
		const struct candidate *first = label_at(l, from), *c = label_at(l, k);

		if (k >= from + TIGHT_MIN && c->family == first->family &&
		    c->number == first->number && c->key == first->key)
			return k;
		if (c->family != first->family || family_at(c->family)->ladder != LADDER_UNIT ||
		    (c->evidence & (EVIDENCE_BODY | EVIDENCE_RUN_IN)) ||
		    (k > from && lines_between(l, k - 1, k) > 2))
			return from;
	}
	return from;
}

/* Where the entries of a run [*from, end) end, and begin; *from if it is none. */
static size_t find_entries(const struct labels *l, size_t *from, size_t end)
{
	unsigned tries = 0;
	size_t tight = tight_end(l, *from, end);

	if (tight > *from)
		return tight;
	for (size_t again = *from + ENTRIES_MIN;
	     again < l->n && again < end + BEHIND_RUN && tries < TRIES_MOST; again++) {
		size_t to = again < end ? again : end, found;

		for (size_t k = *from; k < *from + ANCHORS && k + ENTRIES_MIN <= to; k++) {
			if (!is_same(l, k, again))
				continue;
			tries++;
			found = listed_end(l, k, to, again);
			if (found > k) {
				*from = k;
				return found;
			}
		}
	}
	return *from;
}

/* Whether a line without a number comes again behind the entries. */
static bool is_named_again(const struct decision *d, size_t i, size_t from)
{
	const struct candidate *c = &d->items[i];

	if (c->family == FAMILY_TITLE || family_is_point(c->family))
		return true;
	for (; from < d->n; from++)
		if (d->items[from].family == c->family && d->items[from].key == c->key)
			return true;
	return false;
}

/* The candidates of the entries: also INTRODUCTION and INDEX beside those with a number. */
static void set_listed(struct decision *d, size_t begin, size_t end)
{
	size_t head = begin;

	for (unsigned k = 0; end < d->n && k < NAMED_MOST; k++, end++)
		if (decide_is_numbered(&d->items[end]) ||
		    d->items[end].line - d->items[end - 1].line > 3 ||
		    !is_named_again(d, end, end + 1))
			break;
	while (head > 0 && d->items[begin].line - d->items[head - 1].line <= HEAD_LINES &&
	       !(d->items[head - 1].evidence & EVIDENCE_CONTENTS_HEAD))
		head--;
	if (head > 0 && (d->items[head - 1].evidence & EVIDENCE_CONTENTS_HEAD))
		begin = head;
	for (unsigned k = 0; begin > 0 && begin != head && k < NAMED_MOST; k++, begin--)
		if (d->items[begin].line - d->items[begin - 1].line > 3 ||
		    d->items[begin - 1].family == FAMILY_TITLE ||
		    !is_named_again(d, begin - 1, end))
			break;
	d->listed_begin = begin;
	d->listed_end = end;
}

void decide_listed(struct decision *d)
{
	struct labels l = {d, memory_alloc((d->n + 1) * sizeof(l.at[0])), 0};
	unsigned runs = 0;

	for (size_t i = 0; i < d->n; i++)
		if (decide_is_numbered(&d->items[i]) && !(d->items[i].evidence & EVIDENCE_SHADOW))
			l.at[l.n++] = (uint32_t)i;
	for (size_t from = 0, end; from < l.n && runs < RUNS_MOST; from = end) {
		size_t to;

		for (end = from + 1; end < l.n && lines_between(&l, end - 1, end) <= ENTRY_LINES;)
			end++;
		if (end - from < ENTRIES_MIN || end - from < from)
			continue; /* the contents stands in front of what it lists */
		runs++;
		to = find_entries(&l, &from, end);
		if (to > from) {
			set_listed(d, l.at[from], l.at[to - 1] + 1);
			break;
		}
	}
	free(l.at);
}
