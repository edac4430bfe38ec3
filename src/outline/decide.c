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

static bool is_named(unsigned family)
{
	return family_at(family)->form == FORM_ALONE || family == FAMILY_EXTRA ||
	       family == FAMILY_ENTRY;
}

/* 前言, 附件: headings where there are others. */
static void accept_named(struct decision *d)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS;
	size_t others = 0;

	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;

		others += d->rulings[i].verdict != RULING_NONE || is_named(f);
	}
	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;

		if (!is_named(f) && f != FAMILY_APPENDIX)
			continue;
		if (d->rulings[i].reason == REASON_ENTRY)
			continue;
		if (others < 2)
			rule_out(d, i, REASON_FEW);
		else if (d->items[i].evidence & bad)
			rule_out(d, i, REASON_PROSE);
		else
			rule_in(d, i, RULING_HEADING, REASON_NAMED);
	}
}

/* ■ and capitals: kinds that neither count nor are known by name. */
static bool is_look(unsigned family)
{
	return family_at(family)->form == FORM_SYMBOL || family_at(family)->form == FORM_CAPS ||
	       family_at(family)->form == FORM_UNDERLINE;
}

#define LINES_MIN 3 /* lines between gaps that make an outline */

/* What speaks for the kinds that do not count: how many, and whether they have text. */
struct looks {
	size_t members, bodies, blanks;
	uint32_t first_key, first_again; /* a line that comes again is a running head */
};

static bool looks_like_heading(const struct candidate *c)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS | EVIDENCE_COLON;

	if (family_at(c->family)->form == FORM_SYMBOL && (c->evidence & EVIDENCE_RUN_IN))
		return true; /* 【概况】　2015年，全县实现 */
	if (family_at(c->family)->form == FORM_UNDERLINE)
		return c->length <= 70 && !(c->evidence & EVIDENCE_CONTENTS);
	if (c->evidence & bad)
		return false;
	if (c->family == FAMILY_CAPS)
		return (c->evidence & EVIDENCE_BLANK_BEFORE) && c->length >= 3;
	return c->length <= 30;
}

/* Whether prose follows, or what is inside. */
static bool has_text(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i];

	return (c->evidence & (EVIDENCE_WIDE_BODY | EVIDENCE_PARAGRAPH)) ||
	       (i + 1 < d->n && d->items[i + 1].family != c->family &&
		d->items[i + 1].line - c->line <= 3);
}

/* RECITALS, CERTIFICATE: alone of its kind in a paper whose sections are numbered. */
static bool stands_alone(const struct decision *d, size_t i)
{
	unsigned need = EVIDENCE_BLANK_BEFORE | EVIDENCE_BLANK_AFTER | EVIDENCE_WIDE_BODY;
	bool paper = d->established[FAMILY_DIGIT_MARK] || d->established[FAMILY_DIGIT_SPACE] ||
		     d->established[FAMILY_ARTICLE_WORD] || d->established[FAMILY_SECTION] ||
		     d->established[FAMILY_SECTION_SIGN] || d->established[FAMILY_DECIMAL_2];

	return paper && !d->established[FAMILY_CHAPTER] && !d->established[FAMILY_BOOK] &&
	       (d->items[i].evidence & need) == need;
}

/* ■ 概要 and lines in capitals: a kind that comes again, and has text under it. */
static void accept_looks(struct decision *d)
{
	struct looks looks[FAMILY_COUNT] = {0};
	bool begun = false;

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		struct looks *l = &looks[c->family];

		if (!is_look(c->family))
			continue;
		if (l->members++ == 0)
			l->first_key = c->key;
		else
			l->first_again += c->key == l->first_key;
		if (!looks_like_heading(c))
			continue;
		l->blanks += (c->evidence & EVIDENCE_BLANK_BEFORE) != 0;
		l->bodies += (c->evidence & (EVIDENCE_BODY | EVIDENCE_RUN_IN)) ||
			     (i + 1 < d->n && d->items[i + 1].family != c->family &&
			      d->items[i + 1].line - c->line <= 3);
	}
	if (looks[FAMILY_CAPS].first_again > 0)
		d->running_key = looks[FAMILY_CAPS].first_key;
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		const struct looks *l = &looks[c->family];
		bool caps = c->family == FAMILY_CAPS;

		/* before the first heading stand the author, the publisher, a dedication */
		begun = begun || d->rulings[i].verdict == RULING_HEADING;
		if (!is_look(c->family) || d->rulings[i].reason == REASON_ENTRY)
			continue;
		if (!looks_like_heading(c))
			rule_out(d, i, REASON_PROSE);
		else if (caps && l->first_again > 0 && c->key == l->first_key)
			rule_out(d, i, REASON_RUNNING);
		else if (l->members < (caps ? 3u : 2u) && !(caps && stands_alone(d, i)))
			rule_out(d, i, REASON_LONE);
		else if ((l->bodies * 3 < l->members * 2 && !(caps && stands_alone(d, i))) ||
			 (caps && !begun && !has_text(d, i)))
			rule_out(d, i, REASON_BARE);
		else
			rule_in(d, i, RULING_HEADING, REASON_LOOKS);
		begun = begun || d->rulings[i].verdict == RULING_HEADING;
	}
}

/* Books, chapters and named parts may hold sections that have no numbers. */
static bool holds_lines(unsigned family)
{
	return (is_named(family) && family != FAMILY_ENTRY) || family == FAMILY_APPENDIX ||
	       family == FAMILY_CONTENTS || family_at(family)->ladder == LADDER_UNIT;
}

/* Between gaps; in Chinese, Japanese and Korean the text may follow at once. */
static bool is_placed(const struct candidate *c)
{
	return (c->evidence & EVIDENCE_BODY) &&
	       ((c->evidence & (EVIDENCE_BLANK_AFTER | EVIDENCE_COLON)) ||
		!(c->evidence & EVIDENCE_LATIN));
}

/* Short lines between gaps, with text below: headings of a text that has no others. */
static void accept_lines(struct decision *d)
{
	size_t all = 0, good = 0, wide = 0;
	bool others = false;

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (c->family == FAMILY_LINE && (c->evidence & EVIDENCE_AFTER_TITLE)) {
			all++;
			good += is_placed(c);
			wide += is_placed(c) &&
				(c->evidence & (EVIDENCE_WIDE_BODY | EVIDENCE_COLON));
		}
		others = others ||
			 (d->rulings[i].verdict == RULING_HEADING && !holds_lines(c->family));
	}
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (c->family != FAMILY_LINE)
			continue;
		if (others)
			rule_out(d, i, REASON_OTHERS);
		else if (good < LINES_MIN || good * 10 < all * 7 || wide * 2 < all ||
			 !is_placed(c) || !(c->evidence & EVIDENCE_AFTER_TITLE))
			rule_out(d, i, REASON_BARE);
		else
			rule_in(d, i, RULING_HEADING, REASON_LOOKS);
	}
}

/* A line that is taken for the title is no heading of another kind as well. */
static void clear_line(struct decision *d, size_t i)
{
	for (size_t k = i; k-- > 0 && d->items[k].offset == d->items[i].offset;)
		rule_out(d, k, REASON_NOT_TITLE);
	for (size_t k = i + 1; k < d->n && d->items[k].offset == d->items[i].offset; k++)
		rule_out(d, k, REASON_NOT_TITLE);
}

/* A long line of Latin script that goes on in the next one is prose. */
static bool runs_on(const struct candidate *c)
{
	return (c->evidence & EVIDENCE_LATIN) && c->length > 45 &&
	       !(c->evidence & EVIDENCE_BLANK_AFTER);
}

/* A title by itself: short, at the top, with a gap below. */
static bool is_set_off(const struct candidate *c)
{
	return (c->evidence & EVIDENCE_BLANK_AFTER) && !(c->evidence & EVIDENCE_AFTER_TITLE) &&
	       !(c->evidence & (EVIDENCE_COMMA | EVIDENCE_LOWER)) && c->length <= 40 &&
	       c->length >= (c->evidence & EVIDENCE_LATIN ? 4 : 2);
}

/* Capitals and the like at the top are the title, if nothing else is. */
static bool may_be_title(const struct candidate *c)
{
	return (is_look(c->family) || family_at(c->family)->form == FORM_KEYWORD) &&
	       !(c->evidence & EVIDENCE_AFTER_TITLE);
}

/*
 * The document's title: the first line that can be one, before the first heading.  Where there are
 * no headings it must be set off as well.
 */
static void accept_title(struct decision *d, unsigned notation, bool any)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS;
	bool subject = false;

	if (!(notation_flags(notation) & NOTATION_TITLED))
		return;
	for (size_t i = 0; i < d->n && !subject; i++)
		subject = d->items[i].family == FAMILY_TITLE &&
			  (d->items[i].evidence & EVIDENCE_SET_OFF);
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i].family == FAMILY_TITLE)
			d->rulings[i].reason = REASON_NOT_TITLE;
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (c->family == FAMILY_TITLE && notation == NOTATION_RFC) {
			if (c->column < 4 || !(c->evidence & EVIDENCE_BLANK_BEFORE))
				continue;
		} else if (c->family != FAMILY_TITLE) {
			if (d->rulings[i].verdict && !may_be_title(c))
				return;
			continue;
		}
		if (c->length > (c->evidence & EVIDENCE_LATIN ? 100 : 60) || (c->evidence & bad) ||
		    runs_on(c)) {
			if (!(c->evidence & EVIDENCE_AFTER_TITLE))
				return; /* the text begins with prose */
			continue;
		}
		if (d->running_key != 0 && c->key == d->running_key)
			continue;
		if ((c->evidence & EVIDENCE_LETTERHEAD) ||
		    (subject && !(c->evidence & EVIDENCE_SET_OFF)))
			continue;
		if (!any && !is_set_off(c))
			return;
		rule_in(d, i, RULING_HEADING, REASON_TITLE);
		clear_line(d, i);
		return;
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
		accept_looks(d);
		accept_lines(d);
		accept_named(d);
	} else {
		for (size_t i = 0; i < n; i++)
			rulings[i].reason = REASON_UNMARKED;
	}
	decide_marked(items, n, notation, rulings);
	accept_rules(d);
	if (notation_flags(notation) & NOTATION_POINTS)
		decide_points(d);
	free(d->chain_of);
	free(d->chains);
	accept_title(d, notation, has_heading(d));
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

struct outline *decide_by(const struct candidate *items, size_t n,
			  const struct outline_options *options, struct ruling *rulings)
{
	struct outline *o;
	unsigned notation;

	assert(n == 0 || items);
	notation = rule_by(options, items, n, rulings);
	o = decide_tree(items, n, rulings, notation);
	o->notation = (uint8_t)notation;
	decide_contents_links(items, n, rulings, o);
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
