/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "outline/decide_internal.h"
#include "outline/label.h"
#include "outline/outline.h"

#define CONTENTS_MAX 20000 /* entries looked through for the first of them again */
#define ANCHORS 5          /* entries that are looked for again */
#define CONTENTS_MIN 3     /* entries that make a printed contents */
#define BUCKETS 4096       /* of entries by their label */
#define LINK_STEPS 64      /* headings of its bucket that an entry is compared with */

/* 第一条 below a gap, where the entries are 1) 2) 3) without one: the text begins. */
static bool begins_text(const struct decision *d, size_t first, size_t k)
{
	const struct candidate *c = &d->items[k];

	if (!(c->evidence & EVIDENCE_BLANK_BEFORE) || c->number != 1 || k < first + CONTENTS_MIN ||
	    (family_at(c->family)->flags & (FAMILY_TOP | FAMILY_PLAIN)))
		return false;
	while (k-- > first)
		if (d->items[k].family == c->family ||
		    (k > first && (d->items[k].evidence & EVIDENCE_BLANK_BEFORE)))
			return false;
	return true;
}

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
		if (begins_text(d, first, k))
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

/* 2. Packaging is an entry of Chapter 2. Packaging, A. Licence one of Appendix A. Licence. */
static bool is_short_for(const struct candidate *entry, const struct candidate *c)
{
	if (entry->family != FAMILY_DIGIT_MARK && entry->family != FAMILY_LETTER_MARK &&
	    entry->family != FAMILY_ROMAN_MARK)
		return false;
	return entry->title_len > 0 &&
	       (c->family == FAMILY_APPENDIX || family_at(c->family)->form == FORM_KEYWORD);
}

/* The same line again: an entry and its heading. */
static bool is_repeated(const struct candidate *entry, const struct candidate *c)
{
	return (c->family == entry->family || is_short_for(entry, c)) &&
	       c->number == entry->number && c->branch == entry->branch && c->key == entry->key &&
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
		/* another contents has entries of its own */
		if (d->items[k].evidence & EVIDENCE_CONTENTS_HEAD)
			return 0;
		if (!is_repeated(&d->items[entry], &d->items[k]))
			continue;
		return k - entry >= CONTENTS_MIN - 1 &&
				       d->items[k].line - d->items[i].line <= 4 * (k - entry) + 12
			       ? k
			       : 0;
	}
	return 0;
}

size_t decide_contents_end(const struct decision *d, size_t i, bool *sure)
{
	size_t first = i + 1;

	*sure = true;
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
			/* an entry among the first lines might be the title as well */
			if (d->items[k - 1].family == FAMILY_TITLE &&
			    d->items[k - 2].line == d->items[k - 1].line)
				continue;
			if (stands_before_first(d, k - 1, again + (again - entry)))
				again = k - 1;
			else if (!signs_preface(&d->items[k - 1]))
				break;
		}
		return again;
	}
	*sure = false;
	return entries_end(d, i);
}

static bool is_entry(struct ruling ruling)
{
	return ruling.reason == REASON_ENTRY || ruling.reason == REASON_LEADERS;
}

/* Entries by label: the first of each bucket, and the next one of the same. */
struct entry_table {
	uint32_t first[BUCKETS], last[BUCKETS];
	struct entry {
		const struct candidate *c;
		uint32_t heading; /* that it names, as far as is known; OUTLINE_NONE */
		uint32_t next, seen;
	} * entries;
	size_t n, capacity;
};

static uint32_t bucket_of(unsigned family, const struct candidate *c)
{
	uint32_t hash = label_hash(label_hash(LABEL_HASH_BEGIN, family), c->number);

	return label_hash(label_hash(hash, c->branch), c->prefix) % BUCKETS;
}

static void add_entry(struct entry_table *t, const struct candidate *c)
{
	uint32_t b = bucket_of(c->family, c), i = (uint32_t)t->n;

	t->entries = array_reserve(t->entries, &t->capacity, t->n + 1, sizeof(t->entries[0]));
	t->entries[t->n++] = (struct entry){c, OUTLINE_NONE, OUTLINE_NONE, 0};
	if (t->last[b] == OUTLINE_NONE)
		t->first[b] = i;
	else
		t->entries[t->last[b]].next = i;
	t->last[b] = i;
}

/* Shows a heading to the entries before it that have its label.  An entry names the heading with
 * the same title, else the first with the same label; it is done with when it has seen enough. */
static void show_heading(struct entry_table *t, const struct candidate *c, unsigned family,
			 uint32_t heading)
{
	uint32_t b = bucket_of(family, c), before = OUTLINE_NONE;

	for (uint32_t i = t->first[b]; i != OUTLINE_NONE; i = t->entries[i].next) {
		struct entry *e = &t->entries[i];
		bool same = e->c->family == family && e->c->number == c->number &&
			    e->c->branch == c->branch && e->c->prefix == c->prefix;

		if (same && (e->heading == OUTLINE_NONE || e->c->key == c->key))
			e->heading = heading;
		if (++e->seen < LINK_STEPS && !(same && e->c->key == c->key)) {
			before = i;
			continue;
		}
		if (before == OUTLINE_NONE)
			t->first[b] = e->next;
		else
			t->entries[before].next = e->next;
		if (e->next == OUTLINE_NONE)
			t->last[b] = before;
	}
}

void decide_contents_links(const struct candidate *items, size_t n, const struct ruling *rulings,
			   struct outline *o)
{
	struct entry_table *t = memory_zalloc(1, sizeof(*t));
	uint32_t heading = 0;

	memset(t->first, 0xFF, sizeof(t->first));
	memset(t->last, 0xFF, sizeof(t->last));
	for (size_t i = 0; i < n; i++)
		if (rulings[i].verdict == RULING_HEADING || rulings[i].verdict == RULING_POINT)
			show_heading(t, &items[i], ruled_family(&items[i], rulings[i]), heading++);
		else if (is_entry(rulings[i]))
			add_entry(t, &items[i]);
	o->links = memory_alloc((t->n + 1) * sizeof(o->links[0]));
	for (size_t i = 0; i < t->n; i++) {
		const struct entry *e = &t->entries[i];

		if (e->heading != OUTLINE_NONE)
			o->links[o->n_links++] =
				(struct contents_link){e->c->offset, e->c->line, e->heading};
	}
	free(t->entries);
	free(t);
}
