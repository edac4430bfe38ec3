/* SPDX-License-Identifier: MIT */
#include "outline/decide.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "outline/decide_levels.h"
#include "outline/decide_notation.h"
#include "outline/family.h"

#define OPEN_CHAINS 6  /* interrupted chains of one family that may still go on */
#define POINT_REACH 60 /* lines between two points of a list */
#define CONTENTS_MIN 3 /* entries that make a printed contents */

/* Consecutive numbers of one family. */
struct chain {
	uint32_t members, steps; /* steps: members whose number follows the one before */
	uint32_t first;          /* index of its first candidate */
	uint32_t last;
	uint32_t last_number, branch;
	uint32_t bodies;    /* members but the last that have text of their own */
	uint32_t clauses;   /* members but the last that end with ；or ， */
	uint32_t sentences; /* members that are sentences */
	uint32_t wrapped;   /* members in Latin script whose next line is their own */
	bool accepted;
};

struct open_chains {
	uint32_t chain[OPEN_CHAINS];
	unsigned n;
};

struct decision {
	const struct candidate *items;
	size_t n;
	struct ruling *rulings;
	uint32_t *chain_of; /* of each candidate; UINT32_MAX if none */
	struct chain *chains;
	size_t n_chains, chain_capacity;
	struct open_chains open[FAMILY_COUNT];
	bool contents_reached; /* inside a printed contents */
};

static bool is_numbered(const struct candidate *c)
{
	return c->family > FAMILY_COLUMN_2 && !family_is_point(c->family);
}

/* A unit label without a blank behind it must be short and no sentence: 第一章里已经讲过 is prose.
 */
static bool reads_like_prose(const struct candidate *c)
{
	const struct family *row = family_at(c->family);
	unsigned end = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON;

	if (row->flags & FAMILY_ARTICLE)
		return false;
	if (row->form == FORM_UNIT || row->form == FORM_AFTER || row->form == FORM_KEYWORD) {
		if (c->evidence & EVIDENCE_CLAUSE)
			return true;
		if (c->evidence & EVIDENCE_SEPARATED)
			return (c->evidence & EVIDENCE_SENTENCE) && c->length > 40;
		return (c->evidence & (end | EVIDENCE_COMMA)) || c->length > 25;
	}
	return false;
}

static void chain_add(struct decision *d, uint32_t k, uint32_t i)
{
	struct chain *chain = &d->chains[k];
	const struct candidate *c = &d->items[i];

	if (chain->members == 0) {
		chain->first = i;
	} else {
		const struct candidate *before = &d->items[chain->last];

		if (c->number == chain->last_number + 1 || c->branch == chain->branch + 1)
			chain->steps++;
		/* what lies between is a body: text, or candidates of another family */
		if ((before->evidence & (EVIDENCE_BODY | EVIDENCE_RUN_IN)) || i > chain->last + 1)
			chain->bodies++;
		if (before->evidence & EVIDENCE_CLAUSE)
			chain->clauses++;
	}
	chain->sentences += (c->evidence & EVIDENCE_SENTENCE) != 0;
	chain->wrapped += (c->evidence & (EVIDENCE_LATIN | EVIDENCE_BLANK_AFTER | EVIDENCE_BODY)) ==
			  (EVIDENCE_LATIN | EVIDENCE_BODY);
	chain->members++;
	chain->last = i;
	chain->last_number = c->number;
	chain->branch = c->branch;
	d->chain_of[i] = k;
}

static uint32_t chain_new(struct decision *d, uint32_t i)
{
	struct open_chains *open = &d->open[d->items[i].family];
	uint32_t k = (uint32_t)d->n_chains;

	d->chains =
		array_reserve(d->chains, &d->chain_capacity, d->n_chains + 1, sizeof(d->chains[0]));
	memset(&d->chains[d->n_chains++], 0, sizeof(d->chains[0]));
	if (open->n == OPEN_CHAINS) {
		memmove(open->chain, open->chain + 1, (OPEN_CHAINS - 1) * sizeof(open->chain[0]));
		open->n--;
	}
	open->chain[open->n++] = k;
	chain_add(d, k, i);
	return k;
}

/* How well a candidate continues a chain: 0 not at all. */
static int continues(const struct decision *d, const struct chain *chain, const struct candidate *c)
{
	const struct candidate *before = &d->items[chain->last];
	uint32_t gap = family_at(c->family)->flags & FAMILY_ANY ? 4 : 2;

	if (c->prefix != before->prefix)
		return 0;
	if (c->number == chain->last_number)
		return c->branch > chain->branch ||
				       (gap == 4 && c->key != before->key && c->number != 1)
			       ? 2
			       : 0;
	if (c->number < chain->last_number || c->number > chain->last_number + gap)
		return 0;
	/* a number at the start of a wrapped line is no missing heading's successor */
	if (c->number > chain->last_number + 1 && (c->evidence & EVIDENCE_LATIN) &&
	    !(c->evidence & EVIDENCE_BLANK_BEFORE))
		return 0;
	return c->number == chain->last_number + 1 ? (c->column == before->column ? 4 : 3) : 1;
}

/* Joins a candidate to the chain it continues best, the most recent of equals; or begins one. */
static void chain_candidate(struct decision *d, uint32_t i)
{
	const struct candidate *c = &d->items[i];
	struct open_chains *open = &d->open[c->family];
	int best = 0;
	unsigned at = 0;

	for (unsigned k = open->n; k-- > 0;) {
		int fit = continues(d, &d->chains[open->chain[k]], c);

		if (fit > best) {
			best = fit;
			at = k;
		}
	}
	if (best > 0 && !(c->number == 1 && c->branch == 0)) {
		open->n = at + 1; /* inner chains end where an outer one goes on */
		chain_add(d, open->chain[at], i);
	} else if (c->number <= 1 || (family_at(c->family)->flags & FAMILY_ANY)) {
		chain_new(d, i);
	}
}

static bool is_list(const struct decision *d, const struct chain *chain)
{
	const struct candidate *first = &d->items[chain->first];
	const struct family *row = family_at(first->family);
	uint32_t inner = chain->members - 1;
	bool lead_in = first->evidence & EVIDENCE_LEAD_IN;

	if (row->form == FORM_UNIT || row->form == FORM_KEYWORD || row->form == FORM_AFTER)
		return false;
	if (inner == 0)
		return lead_in && !(first->evidence & EVIDENCE_BODY);
	if (chain->clauses * 2 >= inner)
		return true;
	if ((row->flags & FAMILY_LIST) && chain->wrapped * 2 >= chain->members)
		return true;
	if (chain->bodies * 3 >= inner)
		return false;
	if (lead_in)
		return !(first->family == FAMILY_HAN_MARK && chain->sentences * 2 > chain->members);
	return (row->flags & FAMILY_LIST) && chain->sentences * 2 <= chain->members;
}

static bool is_good_single(const struct candidate *c)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS | EVIDENCE_COLON;

	return c->number <= 1 && !(c->evidence & bad) && c->length > 0 && c->length <= 40;
}

static void judge_chains(struct decision *d)
{
	bool established[FAMILY_COUNT] = {false};
	bool unit = false;

	for (size_t k = 0; k < d->n_chains; k++) {
		struct chain *chain = &d->chains[k];
		unsigned f = d->items[chain->first].family;
		const struct family *row = family_at(f);

		chain->accepted = chain->members >= 2 && chain->steps >= 1 && !is_list(d, chain);
		if (row->form == FORM_DECIMAL && d->items[chain->first].number > 2)
			chain->accepted = false;
		if (row->flags & FAMILY_ARTICLE)
			chain->accepted = chain->steps >= 2 && chain->accepted;
		if (chain->accepted) {
			established[f] = true;
			unit = unit || row->ladder == LADDER_UNIT;
		}
	}
	for (size_t k = 0; k < d->n_chains; k++) {
		struct chain *chain = &d->chains[k];
		const struct candidate *c = &d->items[chain->first];
		const struct family *row = family_at(c->family);

		if (chain->accepted || chain->members > 1)
			continue;
		if (row->ladder == LADDER_UNIT)
			chain->accepted = (unit || (c->evidence & EVIDENCE_BLANK_BEFORE)) &&
					  (c->evidence & EVIDENCE_SEPARATED) &&
					  !(row->flags & FAMILY_ARTICLE) && is_good_single(c);
		else if (row->form == FORM_DECIMAL)
			chain->accepted = established[c->family] && is_good_single(c);
		else
			chain->accepted =
				established[c->family] && is_good_single(c) && !is_list(d, chain);
	}
}

/* Marks the entries of a printed contents: after its heading, candidates without bodies until
 * text comes or the first of them comes again. */
static size_t skip_contents(const struct decision *d, size_t i)
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

static void chain_all(struct decision *d)
{
	size_t i = 0;

	while (i < d->n) {
		const struct candidate *c = &d->items[i];

		if (c->evidence & EVIDENCE_CONTENTS_HEAD) {
			i = skip_contents(d, i);
			continue;
		}
		if (is_numbered(c) && !(c->evidence & EVIDENCE_CONTENTS) && !reads_like_prose(c))
			chain_candidate(d, (uint32_t)i);
		i++;
	}
}

static void accept_numbered(struct decision *d)
{
	size_t accepted = 0, tops = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (d->chain_of[i] != UINT32_MAX && d->chains[d->chain_of[i]].accepted) {
			d->rulings[i].verdict =
				c->evidence & EVIDENCE_SHADOW ? RULING_SHADOW : RULING_HEADING;
			accepted++;
		}
		tops += c->family == FAMILY_FRONT || c->family == FAMILY_EXTRA;
	}
	if (accepted + tops < 2)
		return;
	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;
		unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS;

		if ((f == FAMILY_FRONT || f == FAMILY_EXTRA || f == FAMILY_APPENDIX) &&
		    !(d->items[i].evidence & bad))
			d->rulings[i].verdict = RULING_HEADING;
	}
}

/* The document's title: the first line that can be one, before the first heading. */
static void accept_title(struct decision *d, unsigned notation)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS;

	if (notation == NOTATION_MARKDOWN || notation == NOTATION_MAN || notation == NOTATION_RST)
		return;
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (c->family == FAMILY_TITLE && notation == NOTATION_RFC) {
			if (c->column < 4 || !(c->evidence & EVIDENCE_BLANK_BEFORE))
				continue;
		} else if (c->family != FAMILY_TITLE) {
			if (d->rulings[i].verdict)
				return;
			continue;
		}
		if (c->length > 60 || (c->evidence & bad)) {
			if (!(c->evidence & EVIDENCE_AFTER_TITLE))
				return; /* the text begins with prose */
			continue;
		}
		d->rulings[i].verdict = RULING_HEADING;
		return;
	}
}

/* One list of points that is still open, for each family. */
struct point_list {
	size_t first, last, n;
	uint32_t number;
	bool clear; /* set off by more than commas somewhere */
};

static void close_list(struct decision *d, struct point_list *list, size_t *links)
{
	size_t i = list->last;

	if (list->n >= 2 && list->clear) {
		for (size_t k = 0; k < list->n; k++, i = links[i])
			d->rulings[i].verdict = RULING_POINT;
	}
	list->n = 0;
}

static void accept_points(struct decision *d)
{
	struct point_list lists[FAMILY_COUNT] = {0};
	size_t *links = memory_zalloc(d->n + 1, sizeof(*links));

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		struct point_list *list = &lists[c->family];

		if (d->rulings[i].verdict == RULING_HEADING && c->family != FAMILY_TITLE)
			for (unsigned f = FAMILY_POINT_IS; f <= FAMILY_POINT_ORDER; f++)
				close_list(d, &lists[f], links);
		if (!family_is_point(c->family))
			continue;
		if (list->n > 0 && c->line - d->items[list->last].line > POINT_REACH)
			close_list(d, list, links);
		if (list->n > 0 && (c->number == list->number + 1 || c->number == 99)) {
			links[i] = list->last;
			list->clear = list->clear || !(c->evidence & EVIDENCE_COMMA);
		} else if (c->number == 1) {
			close_list(d, list, links);
			list->first = i;
			list->clear = !(c->evidence & EVIDENCE_COMMA);
		} else {
			continue;
		}
		list->n++;
		list->last = i;
		list->number = c->number;
	}
	for (unsigned f = FAMILY_POINT_IS; f <= FAMILY_POINT_ORDER; f++)
		close_list(d, &lists[f], links);
	free(links);
}

static unsigned decide_all(struct decision *d, const struct candidate *items, size_t n,
			   struct ruling *rulings)
{
	unsigned notation;

	memset(d, 0, sizeof(*d));
	memset(rulings, 0, n * sizeof(*rulings));
	d->items = items;
	d->n = n;
	d->rulings = rulings;
	d->chain_of = memory_zalloc(n + 1, sizeof(d->chain_of[0]));
	for (size_t i = 0; i < n; i++)
		d->chain_of[i] = UINT32_MAX;
	notation = decide_notation(items, n);
	if (notation == NOTATION_PLAIN || notation == NOTATION_RFC) {
		chain_all(d);
		judge_chains(d);
		accept_numbered(d);
	}
	decide_marked(items, n, notation, rulings);
	accept_points(d);
	free(d->chain_of);
	free(d->chains);
	for (size_t i = 0; i < n; i++)
		if (rulings[i].verdict == RULING_HEADING) {
			accept_title(d, notation);
			break;
		}
	return notation;
}

void decide_rulings(const struct candidate *items, size_t n, struct ruling *rulings)
{
	struct decision d;

	decide_all(&d, items, n, rulings);
	/* what may become the title is never forgotten: there are few */
	for (size_t i = 0; i < n; i++)
		if (items[i].family == FAMILY_TITLE)
			rulings[i].verdict = RULING_HEADING;
}

void decide_explain(const struct candidate *items, size_t n, struct ruling *rulings)
{
	struct decision d;

	assert(n == 0 || items);
	decide_all(&d, items, n, rulings);
}

struct outline *decide(const struct candidate *items, size_t n, uint64_t end, bool complete)
{
	struct decision d;
	struct ruling *rulings = memory_alloc((n + 1) * sizeof(*rulings));
	struct outline *o;

	assert(n == 0 || items);
	decide_all(&d, items, n, rulings);
	o = decide_tree(items, n, rulings);
	o->end = end;
	o->complete = complete;
	free(rulings);
	return o;
}
