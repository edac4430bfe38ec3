/* SPDX-License-Identifier: MIT */
#include "outline/decide.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outline/decide_internal.h"
#include "outline/decide_levels.h"
#include "outline/decide_notation.h"
#include "outline/decide_wanted.h"

#define CAPTION_LONGEST 80 /* characters of the title of an appendix */
#define STOPPED_MIN 3      /* titles with a full stop below their labels */

#define LISTED_MIN 3 /* appendices one right below the other that are a list */

static void accept_numbered(struct decision *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		const struct chain *chain;

		if (d->chain_of[i] == UINT32_MAX)
			continue;
		chain = &d->chains[d->chain_of[i]];
		if (!chain->accepted)
			rule_out(d, i, chain->reason);
		else if (c->evidence & EVIDENCE_SHADOW)
			rule_in(d, i, RULING_SHADOW, REASON_SECOND);
		else if (d->rulings[i].reason == REASON_NONE || chain->reason != REASON_SEQUENCE)
			rule_in(d, i, RULING_HEADING, chain->reason);
		else
			rule_in(d, i, RULING_HEADING, d->rulings[i].reason); /* a gap, or twice */
	}
}

/* Disposición final única. Entrada en vigor. on a line of its own: the stop says nothing. */
static unsigned stop_of_caption(const struct candidate *c)
{
	unsigned need =
		EVIDENCE_LATIN | EVIDENCE_SET_OFF | EVIDENCE_BLANK_BEFORE | EVIDENCE_BLANK_AFTER;

	return c->family == FAMILY_APPENDIX && (c->evidence & need) == need &&
			       c->length <= CAPTION_LONGEST
		       ? EVIDENCE_SENTENCE
		       : 0;
}

/* Conclusion. as the last line of a paragraph; Schedule A with respect to, inside one. */
static bool is_last_word(const struct candidate *c)
{
	unsigned e = c->evidence;

	return (e & EVIDENCE_LATIN) && !(e & EVIDENCE_BLANK_BEFORE) && (e & EVIDENCE_MIDDLE) &&
	       (c->family != FAMILY_APPENDIX || (e & (EVIDENCE_LOWER | EVIDENCE_RUN_IN)));
}

/* Whether the appendix k stands right below the appendix i, and is the one after it. */
static bool follows_at_once(const struct decision *d, size_t i, size_t k)
{
	const struct candidate *c = &d->items[i], *next = &d->items[k];

	return c->family == FAMILY_APPENDIX && next->family == FAMILY_APPENDIX &&
	       next->number == c->number + 1 && next->line - c->line <= 2 &&
	       !(c->evidence & EVIDENCE_BODY);
}

/* 附件一 over 附件二 and 附件三: what a paper lists, with nothing below each, or above its date. */
static bool is_listed(const struct decision *d, size_t i)
{
	size_t first = i, last = i;

	while (first > 0 && i - first < LISTED_MIN && follows_at_once(d, first - 1, first))
		first--;
	while (last + 1 < d->n && last - i < LISTED_MIN && follows_at_once(d, last, last + 1))
		last++;
	return last - first + 1 >= LISTED_MIN || (d->items[last].evidence & EVIDENCE_SIGNED);
}

/* `index.` at the end of a paragraph. */
static bool ends_paragraph(const struct candidate *c)
{
	return family_at(c->family)->form == FORM_ALONE &&
	       (c->evidence & (EVIDENCE_LOWER | EVIDENCE_BLANK_BEFORE)) == EVIDENCE_LOWER;
}

/* 前言, 附件: headings where there are others. */
static void accept_named(struct decision *d)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS;
	size_t others = 0;

	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;

		others += d->rulings[i].verdict != RULING_NONE || family_is_named(f);
	}
	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;

		if (!family_is_named(f) && f != FAMILY_APPENDIX)
			continue;
		if (d->rulings[i].reason == REASON_ENTRY)
			continue;
		if (others < 2)
			rule_out(d, i, REASON_FEW);
		else if ((d->items[i].evidence & bad & ~stop_of_caption(&d->items[i])) ||
			 is_last_word(&d->items[i]) || ends_paragraph(&d->items[i]))
			rule_out(d, i, REASON_PROSE);
		else if (is_listed(d, i))
			rule_out(d, i, REASON_BARE);
		else
			rule_in(d, i, RULING_HEADING, REASON_NAMED);
	}
}

/* A short sentence below the label is a title where most of its kind have one. */
static void decide_stopped(struct decision *d)
{
	size_t all[FAMILY_COUNT] = {0}, stopped[FAMILY_COUNT] = {0};

	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;

		if (d->rulings[i].verdict != RULING_HEADING)
			continue;
		all[f]++;
		stopped[f] += (d->items[i].evidence & EVIDENCE_STOPPED) != 0;
	}
	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;

		d->rulings[i].stopped = (d->items[i].evidence & EVIDENCE_STOPPED) &&
					stopped[f] >= STOPPED_MIN && stopped[f] * 10 >= all[f] * 6;
	}
}

static bool has_heading(const struct decision *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->rulings[i].verdict == RULING_HEADING ||
		    d->rulings[i].verdict == RULING_POINT)
			return true;
	return false;
}

/* What a rule of the user takes is a heading, whatever else the text says. */
static void accept_rules(struct decision *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (family_is_rule(d->items[i].family))
			rule_in(d, i, RULING_HEADING, REASON_RULE);
}

static void decide_all(const struct candidate *items, size_t n, unsigned notation,
		       struct ruling *rulings)
{
	struct decision decision, *d = &decision;

	memset(d, 0, sizeof(*d));
	memset(rulings, 0, n * sizeof(*rulings));
	d->items = items;
	d->n = n;
	d->rulings = rulings;
	d->chain_of = memory_alloc((n + 1) * sizeof(d->chain_of[0]));
	memset(d->chain_of, 0xFF, n * sizeof(d->chain_of[0]));
	if (notation_flags(notation) & NOTATION_NUMBERED) {
		decide_chains(d);
		accept_numbered(d);
		decide_stopped(d);
		decide_articles(d);
		decide_versions(d);
		decide_looks(d);
		decide_lines(d);
		accept_named(d);
	} else {
		for (size_t i = 0; i < n; i++)
			rulings[i].reason = REASON_UNMARKED;
	}
	decide_marked(items, n, notation, rulings);
	decide_unmarked(items, n, notation, rulings);
	accept_rules(d);
	if (notation_flags(notation) & NOTATION_POINTS)
		decide_points(d);
	decide_title(d, notation, has_heading(d));
	free(d->chain_of);
	free(d->chains);
}

/* As decide_all(), by the user's wishes; returns the notation. */
static unsigned rule_by(const struct outline_options *options, const struct candidate *items,
			size_t n, struct ruling *rulings)
{
	unsigned notation = decide_notation(items, n, options ? options->notation : NOTATION_AUTO);
	struct ruling *of_wanted;
	struct wanted w;

	if (!wanted_is_needed(options)) {
		decide_all(items, n, notation, rulings);
		return notation;
	}
	wanted_init(&w, items, n, options);
	of_wanted = memory_alloc((w.n + 1) * sizeof(*of_wanted));
	decide_all(w.items, w.n, notation, of_wanted);
	wanted_spread(&w, of_wanted, items, rulings, n);
	free(of_wanted);
	wanted_release(&w);
	return notation;
}

void decide_rulings(const struct candidate *items, size_t n, const struct outline_options *options,
		    struct ruling *rulings)
{
	rule_by(options, items, n, rulings);
	/* what may become the title is never forgotten: there are few */
	for (size_t i = 0; i < n; i++)
		if (items[i].family == FAMILY_TITLE)
			rulings[i].verdict = RULING_HEADING;
}

/* An outline without headings yet: its notation, and what its printed contents name. */
static struct outline *begin_outline(const struct candidate *items, size_t n,
				     const struct outline_options *options, struct ruling *rulings)
{
	struct outline *o = outline_new();

	assert(n == 0 || items);
	o->notation = (uint8_t)rule_by(options, items, n, rulings);
	decide_contents_links(items, n, rulings, o);
	return o;
}

struct outline *decide_by(const struct candidate *items, size_t n,
			  const struct outline_options *options, struct ruling *rulings)
{
	struct outline *o = begin_outline(items, n, options, rulings);
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += rulings[i].verdict == RULING_HEADING || rulings[i].verdict == RULING_POINT;
	o->items = memory_zalloc(count + 1, sizeof(o->items[0]));
	decide_tree(items, n, rulings, o);
	return o;
}

struct outline *decide_last(struct candidate *items, size_t n,
			    const struct outline_options *options)
{
	struct ruling *rulings = memory_alloc((n + 1) * sizeof(*rulings));
	struct outline *o = begin_outline(items, n, options, rulings);

	o->items = (struct heading *)(void *)items;
	decide_tree(items, n, rulings, o);
	o->items = memory_resize(o->items, o->n + 1, sizeof(o->items[0]));
	free(rulings);
	return o;
}

struct outline *decide(const struct candidate *items, size_t n, uint64_t end, bool complete)
{
	struct ruling *rulings = memory_alloc((n + 1) * sizeof(*rulings));
	struct outline *o = decide_by(items, n, NULL, rulings);

	o->end = end;
	o->complete = complete;
	free(rulings);
	return o;
}
