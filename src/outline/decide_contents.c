/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "outline/decide_internal.h"
#include "outline/label.h"
#include "outline/outline.h"

#define CONTENTS_MAX 20000 /* entries looked through for the first of them again */
#define ANCHORS 5          /* entries that are looked for again */
#define CONTENTS_MIN 3     /* entries that make a printed contents */
#define BUCKETS 4096       /* of headings by their label */
#define LINK_STEPS 64      /* headings of one bucket that are looked at for an entry */

/* Where the entries of a printed contents end that are not repeated as headings: where text comes.
 */
static size_t entries_end(const struct decision *d, size_t i)
{
	size_t k = i + 1, first = k;
	bool dotted = k < d->n && (d->items[k].evidence & EVIDENCE_CONTENTS);

	while (k < d->n) {
		const struct candidate *c = &d->items[k];

		if (family_is_point(c->family) || c->family == FAMILY_TITLE)
			break;
		if (dotted && !(c->evidence & EVIDENCE_CONTENTS))
			break;
		if (k > first && c->family == d->items[first].family &&
		    c->number == d->items[first].number && c->key == d->items[first].key &&
		    !(c->evidence & EVIDENCE_CONTENTS))
			break;
		if ((c->evidence & EVIDENCE_RUN_IN) && !(c->evidence & EVIDENCE_CONTENTS))
			break;
		k++;
		if ((c->evidence & EVIDENCE_BODY) && !(c->evidence & EVIDENCE_CONTENTS))
			break;
	}
	/* the last one has a body: it is a heading, unless it is repeated */
	if (k < d->n && k > first && (d->items[k - 1].evidence & EVIDENCE_BODY) &&
	    !(d->items[k - 1].evidence & EVIDENCE_CONTENTS))
		k--;
	return k - first >= CONTENTS_MIN ? k : i + 1;
}

/* The same line again: an entry and its heading. */
static bool is_repeated(const struct candidate *entry, const struct candidate *c)
{
	return c->family == entry->family && c->number == entry->number &&
	       c->branch == entry->branch && c->key == entry->key &&
	       !(c->evidence & EVIDENCE_CONTENTS);
}

/* A title's line, or 序 with text, that does not come again before end: no entry of the contents.
 */
static bool stands_before_first(const struct decision *d, size_t i, size_t end)
{
	const struct candidate *c = &d->items[i];

	if (c->family == FAMILY_TITLE)
		return true;
	if (family_at(c->family)->form != FORM_ALONE || !(c->evidence & EVIDENCE_BODY))
		return false;
	for (size_t k = i + 1; k < d->n && k <= end + 8; k++)
		if (d->items[k].family == c->family && d->items[k].key == c->key)
			return false;
	return true;
}

/* H. P., TRURO, 1848. below a preface. */
static bool signs_preface(const struct candidate *c)
{
	bool initials = c->family == FAMILY_LETTER_MARK && c->length <= 2;

	return (c->family == FAMILY_CAPS || c->family == FAMILY_LINE || initials) &&
	       !(c->evidence & EVIDENCE_CONTENTS);
}

/* Where an entry of the contents at i comes again as a heading, close enough to end the entries
 * between; 0 if nowhere. */
static size_t find_again(const struct decision *d, size_t i, size_t entry)
{
	const struct candidate *c = &d->items[entry];

	if (c->family == FAMILY_TITLE || c->family == FAMILY_LINE || family_is_point(c->family))
		return 0;
	for (size_t k = entry + 1; k < d->n && k < entry + CONTENTS_MAX; k++) {
		if (!is_repeated(&d->items[entry], &d->items[k]))
			continue;
		return k - entry >= CONTENTS_MIN - 1 &&
				       d->items[k].line - d->items[i].line <= 4 * (k - entry) + 12
			       ? k
			       : 0;
	}
	return 0;
}

/* The index behind the entries of the printed contents whose heading is i; i + 1 if it has none. */
size_t decide_contents_end(const struct decision *d, size_t i)
{
	size_t first = i + 1;

	while (first < d->n &&
	       (d->items[first].family == FAMILY_TITLE || family_is_point(d->items[first].family)))
		first++;
	/* the first entries may name what stands before the contents */
	for (size_t entry = first; entry < d->n && entry < first + ANCHORS; entry++) {
		size_t again = find_again(d, i, entry);

		if (again == 0)
			continue;
		/* 序 may stand between the entries and the first chapter */
		for (size_t k = again; k > entry + 1; k--) {
			if (stands_before_first(d, k - 1, again + (again - entry)))
				again = k - 1;
			else if (!signs_preface(&d->items[k - 1]))
				break;
		}
		return again;
	}
	return entries_end(d, i);
}

static bool is_entry(struct ruling ruling)
{
	return ruling.reason == REASON_ENTRY || ruling.reason == REASON_LEADERS;
}

/* Headings by label: the first of each bucket, and the next one of the same. */
struct label_table {
	uint32_t first[BUCKETS], last[BUCKETS];
	uint32_t *next;
};

static uint32_t bucket_of(unsigned family, const struct candidate *c)
{
	uint32_t hash = label_hash(label_hash(LABEL_HASH_BEGIN, family), c->number);

	return label_hash(label_hash(hash, c->branch), c->prefix) % BUCKETS;
}

/* The candidates that became headings, each at its place in o->items. */
static void fill_table(struct label_table *t, const struct candidate *const *headings,
		       const struct outline *o)
{
	for (size_t k = 0; k < BUCKETS; k++)
		t->first[k] = t->last[k] = OUTLINE_NONE;
	t->next = memory_alloc((o->n + 1) * sizeof(t->next[0]));
	for (uint32_t i = 0; i < o->n; i++) {
		uint32_t b = bucket_of(o->items[i].family, headings[i]);

		t->next[i] = OUTLINE_NONE;
		if (t->last[b] == OUTLINE_NONE)
			t->first[b] = i;
		else
			t->next[t->last[b]] = i;
		t->last[b] = i;
	}
}

/* The heading behind an entry that it names: that with the same title,
 * else the first with the same label. */
static uint32_t find_heading(const struct label_table *t, const struct candidate *const *headings,
			     const struct outline *o, const struct candidate *entry)
{
	uint32_t best = OUTLINE_NONE;
	uint32_t i = t->first[bucket_of(entry->family, entry)];

	for (int steps = 0; i != OUTLINE_NONE && steps < LINK_STEPS; i = t->next[i], steps++) {
		const struct candidate *c = headings[i];

		if (o->items[i].family != entry->family || c->number != entry->number ||
		    c->branch != entry->branch || c->prefix != entry->prefix)
			continue;
		if (c->offset > entry->offset && c->key == entry->key)
			return i;
		if (best == OUTLINE_NONE && c->offset > entry->offset)
			best = i;
	}
	return best;
}

void decide_contents_links(const struct candidate *items, size_t n, const struct ruling *rulings,
			   struct outline *o)
{
	const struct candidate **headings = memory_alloc((o->n + 1) * sizeof(headings[0]));
	struct label_table t;
	size_t entries = 0, k = 0;

	for (size_t i = 0; i < n; i++) {
		entries += is_entry(rulings[i]);
		if (k < o->n && items[i].offset == o->items[k].offset &&
		    (rulings[i].verdict == RULING_HEADING || rulings[i].verdict == RULING_POINT))
			headings[k++] = &items[i];
	}
	if (entries > 0 && k == o->n) {
		fill_table(&t, headings, o);
		o->links = memory_alloc(entries * sizeof(o->links[0]));
		for (size_t i = 0; i < n; i++) {
			uint32_t to = is_entry(rulings[i])
					      ? find_heading(&t, headings, o, &items[i])
					      : OUTLINE_NONE;

			if (to != OUTLINE_NONE)
				o->links[o->n_links++] =
					(struct contents_link){items[i].offset, items[i].line, to};
		}
		free(t.next);
	}
	free(headings);
}
