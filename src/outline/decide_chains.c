/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/array.h"
#include "outline/decide_internal.h"

#define CONTENTS_MIN 3 /* entries that make a printed contents */
#define TRAIL_MIN 3    /* names with a number at the end that make chapters */

static bool is_numbered(const struct candidate *c)
{
	return c->family > FAMILY_COLUMN_2 && !family_is_point(c->family) &&
	       !(family_at(c->family)->flags & FAMILY_PLAIN);
}

/* A unit label without a blank behind it must be short and no sentence: 第一章里已经讲过 is prose.
 */
static bool reads_like_prose(const struct candidate *c)
{
	const struct family *row = family_at(c->family);
	unsigned end = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON;

	if (row->flags & FAMILY_ARTICLE)
		return false;
	if (row->form != FORM_UNIT && row->form != FORM_AFTER && row->form != FORM_KEYWORD &&
	    row->form != FORM_SECTION)
		return false;
	if (c->evidence & EVIDENCE_CLAUSE)
		return true;
	/* Chapter 3 describes, Part of the reason */
	if ((c->evidence & EVIDENCE_LOWER) && !(c->evidence & EVIDENCE_SET_OFF))
		return true;
	if (c->evidence & EVIDENCE_SEPARATED)
		return (c->evidence & EVIDENCE_SENTENCE) && !(c->evidence & EVIDENCE_LATIN) &&
		       c->length > 40;
	return (c->evidence & (end | EVIDENCE_COMMA)) || c->length > 25;
}

static void chain_add(struct decision *d, uint32_t k, uint32_t i)
{
	struct chain *chain = &d->chains[k];
	const struct candidate *c = &d->items[i];
	uint32_t number = ruled_number(c, d->rulings[i]);

	if (chain->members == 0) {
		chain->first = i;
		chain->first_number = number;
		chain->family = (uint8_t)ruled_family(c, d->rulings[i]);
	} else {
		const struct candidate *before = &d->items[chain->last];

		if (number == chain->last_number + 1 || c->branch == chain->branch + 1)
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
	chain->middles += (c->evidence & EVIDENCE_MIDDLE) != 0;
	chain->blanks += (c->evidence & EVIDENCE_BLANK_BEFORE) != 0;
	chain->members++;
	chain->last = i;
	chain->last_number = number;
	chain->branch = c->branch;
	d->chain_of[i] = k;
}

static void chain_new(struct decision *d, uint32_t i)
{
	struct open_chains *open = &d->open[ruled_family(&d->items[i], d->rulings[i])];
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
}

/* How well a candidate, read as this number, continues a chain: 0 not at all. */
static int continues(const struct decision *d, const struct chain *chain, const struct candidate *c,
		     uint32_t number)
{
	const struct candidate *before = &d->items[chain->last];
	uint32_t gap = family_at(chain->family)->flags & FAMILY_ANY ? 4 : 2;

	if (c->prefix != before->prefix)
		return 0;
	if (number == chain->last_number)
		return c->branch > chain->branch ||
				       (gap == 4 && c->key != before->key && number != 1)
			       ? 2
			       : 0;
	if (number < chain->last_number || number > chain->last_number + gap)
		return 0;
	/* a number at the start of a wrapped line is no missing heading's successor */
	if (number > chain->last_number + 1 && (c->evidence & EVIDENCE_LATIN) &&
	    !(c->evidence & EVIDENCE_BLANK_BEFORE))
		return 0;
	return number == chain->last_number + 1 ? (c->column == before->column ? 4 : 3) : 1;
}

/* The open chain that a candidate continues best, the most recent of equals. */
static int best_chain(const struct decision *d, uint32_t i, bool alternate, unsigned *at)
{
	const struct candidate *c = &d->items[i];
	struct ruling ruling = {.alternate = alternate};
	uint32_t number = ruled_number(c, ruling);
	const struct open_chains *open = &d->open[ruled_family(c, ruling)];
	int best = 0;

	if (number == 1 && c->branch == 0)
		return 0;
	for (unsigned k = open->n; k-- > 0;) {
		int fit = continues(d, &d->chains[open->chain[k]], c, number);

		if (fit > best) {
			best = fit;
			*at = k;
		}
	}
	return best;
}

/* Joins a candidate to the chain it continues best; or begins one. */
static void chain_candidate(struct decision *d, uint32_t i)
{
	const struct candidate *c = &d->items[i];
	bool two = c->alternate != c->family;
	unsigned at = 0, other_at = 0;
	int fit = best_chain(d, i, false, &at);
	int other = two ? best_chain(d, i, true, &other_at) : 0;

	if (fit == 0 && other == 0) {
		bool any = family_at(c->family)->flags & FAMILY_ANY;

		if (!any && c->number > 1 && !(two && c->alternate_number == 1)) {
			rule_out(d, i, REASON_STRAY);
			return;
		}
		d->rulings[i].alternate = !any && c->number > 1;
		chain_new(d, i);
		return;
	}
	d->rulings[i].alternate = other > fit;
	at = other > fit ? other_at : at;
	{
		struct open_chains *open = &d->open[ruled_family(c, d->rulings[i])];

		open->n = at + 1; /* inner chains end where an outer one goes on */
		chain_add(d, open->chain[at], i);
	}
}

/* Why a chain is a list rather than headings; REASON_NONE if it is none. */
static enum reason list_reason(const struct decision *d, const struct chain *chain)
{
	const struct candidate *first = &d->items[chain->first];
	const struct family *row = family_at(chain->family);
	uint32_t inner = chain->members - 1;
	bool lead_in = first->evidence & EVIDENCE_LEAD_IN;

	if ((row->form == FORM_UNIT && *row->words) || row->form == FORM_KEYWORD ||
	    row->form == FORM_AFTER || row->form == FORM_SECTION)
		return REASON_NONE;
	if (inner == 0)
		return lead_in && !(first->evidence & EVIDENCE_BODY) ? REASON_LEAD_IN : REASON_NONE;
	if (chain->clauses * 2 >= inner)
		return REASON_CLAUSES;
	if ((row->flags & FAMILY_LIST) && chain->wrapped * 2 >= chain->members)
		return REASON_WRAPPED;
	if (chain->bodies * 3 >= inner)
		return REASON_NONE;
	if (lead_in && !(chain->family == FAMILY_HAN_MARK && chain->sentences * 2 > chain->members))
		return REASON_LEAD_IN;
	if ((row->flags & FAMILY_LIST) && chain->sentences * 2 <= chain->members)
		return REASON_BARE;
	return REASON_NONE;
}

static bool is_good_single(const struct candidate *c, uint32_t number)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS | EVIDENCE_COLON;

	return number <= 1 && !(c->evidence & bad) && c->length > 0 && c->length <= 40;
}

/* What a chain of at least two members is, by itself. */
static enum reason judge_sequence(const struct decision *d, const struct chain *chain)
{
	const struct family *row = family_at(chain->family);

	if (chain->members < 2 || chain->steps < 1)
		return REASON_LONE;
	if (row->form == FORM_DECIMAL && chain->first_number > 2)
		return REASON_LATE_START;
	if ((row->flags & FAMILY_ARTICLE) && chain->steps < 2)
		return REASON_SHORT_SEQUENCE;
	if (row->form == FORM_TRAIL && chain->members < TRAIL_MIN)
		return REASON_SHORT_SEQUENCE;
	if (row->form == FORM_BARE && (chain->steps < 2 || chain->middles * 4 >= chain->members ||
				       chain->blanks * 2 < chain->members))
		return REASON_SHORT_SEQUENCE;
	return list_reason(d, chain);
}

/* The only one of its kind in its section. */
static enum reason judge_single(const struct decision *d, const struct chain *chain, bool units)
{
	const struct candidate *c = &d->items[chain->first];
	const struct family *row = family_at(chain->family);

	if (!is_good_single(c, chain->first_number) || row->form == FORM_TRAIL ||
	    row->form == FORM_BARE)
		return REASON_LONE;
	if (row->ladder == LADDER_UNIT)
		return (units || (c->evidence & EVIDENCE_BLANK_BEFORE)) &&
				       (c->evidence & EVIDENCE_SEPARATED) &&
				       !(row->flags & FAMILY_ARTICLE)
			       ? REASON_NONE
			       : REASON_LONE;
	if (!d->established[chain->family])
		return REASON_LONE;
	return row->form == FORM_DECIMAL ? REASON_NONE : list_reason(d, chain);
}

static void judge_chains(struct decision *d)
{
	bool units = false;

	for (size_t k = 0; k < d->n_chains; k++) {
		struct chain *chain = &d->chains[k];

		chain->reason = (uint8_t)judge_sequence(d, chain);
		chain->accepted = chain->reason == REASON_NONE;
		if (!chain->accepted)
			continue;
		chain->reason = REASON_SEQUENCE;
		d->established[chain->family] = true;
		units = units || family_at(chain->family)->ladder == LADDER_UNIT;
	}
	for (size_t k = 0; k < d->n_chains; k++) {
		struct chain *chain = &d->chains[k];

		if (chain->accepted || chain->members > 1)
			continue;
		chain->reason = (uint8_t)judge_single(d, chain, units);
		chain->accepted = chain->reason == REASON_NONE;
		if (chain->accepted)
			chain->reason = REASON_ONLY;
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

void decide_chains(struct decision *d)
{
	size_t i = 0;

	while (i < d->n) {
		const struct candidate *c = &d->items[i];

		if (c->evidence & EVIDENCE_CONTENTS_HEAD) {
			size_t end = skip_contents(d, i);

			while (++i < end)
				rule_out(d, i, REASON_ENTRY);
			continue;
		}
		if (!is_numbered(c))
			;
		else if (c->evidence & EVIDENCE_CONTENTS)
			rule_out(d, i, REASON_LEADERS);
		else if (reads_like_prose(c))
			rule_out(d, i, REASON_PROSE);
		else
			chain_candidate(d, (uint32_t)i);
		i++;
	}
	judge_chains(d);
}
