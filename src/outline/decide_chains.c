/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/array.h"
#include "outline/decide_internal.h"

#define TIGHT_LINES 3      /* from an item of a list in Latin script to the next one */
#define MISCOUNT_REACH 40  /* candidates from a number that comes twice to the next one */
#define CAPTION_LONGEST 45 /* characters of a line that is a caption in spite of its full stop */

bool decide_is_numbered(const struct candidate *c)
{
	return c->family > FAMILY_COLUMN_2 && !family_is_point(c->family) &&
	       !(family_at(c->family)->flags & FAMILY_PLAIN);
}

/* An article in Latin script whose first line breaks off in the middle of its text. */
static bool begins_article(const struct candidate *c)
{
	if (!(c->evidence & EVIDENCE_LATIN))
		return false;
	return (c->evidence & EVIDENCE_SET_OFF) ||
	       (family_is_article(c->family) && (c->evidence & EVIDENCE_BLANK_BEFORE));
}

/* A unit label without a blank behind it must be short and no sentence: 第一章里已经讲过 is prose.
 */
static bool reads_like_prose(const struct candidate *c)
{
	const struct family *row = family_at(c->family);
	unsigned end = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON;

	if ((row->flags & FAMILY_ARTICLE) ||
	    ((row->flags & FAMILY_CLAUSE) && (c->evidence & EVIDENCE_SEPARATED)))
		return false;
	if (row->form == FORM_DECIMAL)
		return c->length == 0; /* 3.14 alone */
	if (c->family == FAMILY_ROMAN_MARK || c->family == FAMILY_LETTER_MARK)
		return c->evidence & EVIDENCE_LOWER; /* I. was told */
	/* 第１　この要綱は: a blank behind 第１ is as sure as the unit of an article */
	if (c->family == FAMILY_DAI || (row->form != FORM_UNIT && row->form != FORM_AFTER &&
					row->form != FORM_KEYWORD && row->form != FORM_SECTION))
		return false;
	/* Section 1. This Constitution may be amended by two thirds of the Assembly, */
	if ((c->evidence & EVIDENCE_CLAUSE) && !begins_article(c))
		return true;
	/* Chapter 3 describes, Part of the reason */
	if ((c->evidence & EVIDENCE_LOWER) && !(c->evidence & EVIDENCE_SET_OFF))
		return true;
	if (c->evidence & EVIDENCE_SEPARATED)
		return (c->evidence & EVIDENCE_SENTENCE) && !(c->evidence & EVIDENCE_LATIN) &&
		       c->length > 40;
	return (c->evidence & (end | EVIDENCE_COMMA)) || c->length > 25;
}

/* A short line in Latin script with a gap, and then text, below. */
static bool is_caption_above(const struct candidate *c)
{
	unsigned need = EVIDENCE_LATIN | EVIDENCE_BLANK_AFTER | EVIDENCE_BODY | EVIDENCE_WIDE_BODY;

	return (c->evidence & (need | EVIDENCE_RUN_IN)) == need && c->length <= CAPTION_LONGEST;
}

static void chain_add(struct decision *d, uint32_t k, uint32_t i)
{
	struct chain *chain = &d->chains[k];
	const struct candidate *c = &d->items[i];
	uint32_t number = ruled_number(c, d->rulings[i]);

	if (chain->members == 0) {
		chain->first = i;
		chain->first_number = number;
		chain->article = d->article;
		chain->family = (uint8_t)ruled_family(c, d->rulings[i]);
	} else {
		const struct candidate *before = &d->items[chain->last];

		if (number == chain->last_number + 1 || c->branch == chain->branch + 1 ||
		    (c->prefix == CANDIDATE_PLACE && number > chain->last_number))
			chain->steps++;
		if (number > chain->last_number + 1)
			d->rulings[i].reason = REASON_GAP;
		else if (number == chain->last_number && c->branch == chain->branch)
			d->rulings[i].reason = REASON_AGAIN;
		/* what lies between is a body: text, or candidates of another family */
		if ((before->evidence & (EVIDENCE_BODY | EVIDENCE_RUN_IN)) || i > chain->last + 1)
			chain->bodies++;
		if (before->evidence & EVIDENCE_CLAUSE)
			chain->clauses++;
		if (i == chain->last + 1 && !(c->evidence & EVIDENCE_BLANK_BEFORE) &&
		    c->line - before->line <= TIGHT_LINES)
			chain->tight++;
	}
	chain->lowers += (c->evidence & EVIDENCE_LOWER) != 0;
	chain->latins += (c->evidence & EVIDENCE_LATIN) != 0;
	chain->captions += (c->evidence & (EVIDENCE_LATIN | EVIDENCE_RUN_IN)) ==
			   (EVIDENCE_LATIN | EVIDENCE_RUN_IN);
	/* a caption before the sentence makes it the text of a heading; a short one over text of
	 * its own is a caption: 1. Source Code. */
	chain->sentences += (c->evidence & EVIDENCE_SENTENCE) && !is_caption_above(c) &&
			    (c->evidence & (EVIDENCE_LATIN | EVIDENCE_RUN_IN)) !=
				    (EVIDENCE_LATIN | EVIDENCE_RUN_IN);
	chain->wrapped += (c->evidence & (EVIDENCE_LATIN | EVIDENCE_BLANK_AFTER | EVIDENCE_BODY |
					  EVIDENCE_CAPTION)) == (EVIDENCE_LATIN | EVIDENCE_BODY);
	chain->decimals = chain->decimals || decide_holds_decimal(d, i, number);
	chain->flush += (c->evidence & (EVIDENCE_LATIN | EVIDENCE_BLANK_AFTER | EVIDENCE_BODY)) ==
			(EVIDENCE_LATIN | EVIDENCE_BODY);
	chain->paragraphs += (c->evidence & EVIDENCE_PARAGRAPH) != 0;
	chain->questions += (c->evidence & EVIDENCE_QUESTION) != 0;
	chain->middles += (c->evidence & EVIDENCE_MIDDLE) != 0;
	chain->blanks += (c->evidence & EVIDENCE_BLANK_BEFORE) != 0;
	chain->wide += (c->evidence & EVIDENCE_WIDE_BODY) != 0;
	chain->lengths += c->evidence & EVIDENCE_RUN_IN ? 0 : c->length;
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

/* 三、 again with another title, and 四、 or 五、 behind it: whoever numbered it miscounted. */
static bool is_miscounted(const struct decision *d, const struct candidate *before,
			  const struct candidate *c)
{
	size_t i = (size_t)(c - d->items);

	if (c->family == FAMILY_DIGIT_MARK
		    ? !(c->evidence & before->evidence & EVIDENCE_BLANK_BEFORE) ||
			      !(before->evidence & EVIDENCE_BODY)
		    : c->family != FAMILY_HAN_MARK && c->family != FAMILY_HAN_BRACKET)
		return false;
	if (c->number == 1 || c->key == before->key || c->column != before->column ||
	    ((c->evidence | before->evidence) & EVIDENCE_CLAUSE))
		return false;
	for (size_t k = i + 1; k < d->n && k <= i + MISCOUNT_REACH; k++)
		if (d->items[k].family == c->family && d->items[k].number != 1)
			return d->items[k].number == c->number + 1 ||
			       d->items[k].number == c->number + 2;
	return false;
}

/* How well a candidate, read as this number, continues a chain: 0 not at all. */
static int continues(const struct decision *d, const struct chain *chain, const struct candidate *c,
		     uint32_t number)
{
	const struct candidate *before = &d->items[chain->last];
	uint32_t gap = family_at(chain->family)->flags & FAMILY_ANY ? 4 : 2;

	if (c->prefix != before->prefix)
		return 0;
	if (decide_is_left_behind(d, chain))
		return 0;
	if (number == chain->last_number) {
		if (c->branch > chain->branch || (gap == 4 && c->key != before->key && number != 1))
			return 2;
		return is_miscounted(d, before, c) ? 1 : 0;
	}
	if (number < chain->last_number || number > chain->last_number + gap)
		return 0;
	/* a number at the start of a wrapped line is no missing heading's successor */
	if (number > chain->last_number + 1 && (c->evidence & EVIDENCE_LATIN) &&
	    !(c->evidence & EVIDENCE_BLANK_BEFORE))
		return 0;
	return number == chain->last_number + 1 ? (c->column == before->column ? 4 : 3) : 1;
}

/* Whether 1. goes on with a chain that begins at 0. */
static int follows_nought(const struct decision *d, const struct open_chains *open,
			  const struct candidate *c, unsigned *at)
{
	for (unsigned k = open->n; k-- > 0;) {
		const struct chain *chain = &d->chains[open->chain[k]];

		*at = k;
		if (chain->first_number == 0)
			return chain->members == 1 && d->items[chain->last].column == c->column
				       ? 2 * continues(d, chain, c, 1)
				       : 0;
	}
	return 0;
}

/* The open chain that a candidate continues best, the most recent of equals. */
static int best_chain(const struct decision *d, uint32_t i, bool alternate, unsigned *at)
{
	const struct candidate *c = &d->items[i];
	struct ruling ruling = {.alternate = alternate};
	uint32_t number = ruled_number(c, ruling);
	const struct open_chains *open = &d->open[ruled_family(c, ruling)];
	bool decimal = decide_holds_decimal(d, i, number);
	int best = 0;

	if (number == 1 && c->branch == 0)
		return follows_nought(d, open, c, at);
	for (unsigned k = open->n; k-- > 0;) {
		const struct chain *chain = &d->chains[open->chain[k]];
		int fit = 2 * continues(d, chain, c, number);

		/* set off alike: I. was told, in a paragraph, is not what II. follows */
		if (fit > 0 && (c->evidence & EVIDENCE_LATIN) &&
		    !((c->evidence ^ d->items[chain->last].evidence) & EVIDENCE_BLANK_BEFORE))
			fit++;
		/* nor does it follow on a sentence: I. Dupuis has told us. */
		if (fit > 0 && (c->evidence & EVIDENCE_LATIN) &&
		    !((c->evidence ^ d->items[chain->last].evidence) & EVIDENCE_SENTENCE))
			fit++;
		/* 4. with 4.1 below goes on with the chapters, not with a list in one of them */
		if (fit > 0 && chain->decimals && decimal)
			fit += 3;
		if (fit > best) {
			best = fit;
			*at = k;
		}
	}
	return best;
}

/* Whether a label may be of another family.  2 Use goes on with 1. Introduction only if it stands
 * between gaps at the edge. */
static bool has_alternate(const struct candidate *c)
{
	unsigned need = EVIDENCE_BLANK_BEFORE | EVIDENCE_BLANK_AFTER;

	if (c->family == FAMILY_DIGIT_MARK)
		return false; /* by its column only: decide_inner.c */
	if (c->family != FAMILY_DIGIT_SPACE)
		return c->alternate != c->family;
	return c->column == 0 && c->number > 1 && (c->evidence & need) == need &&
	       (c->evidence & EVIDENCE_LATIN) && !(c->evidence & EVIDENCE_SENTENCE);
}

/* II. Papa se fâche., before all other numbers: part of a book, which may begin anywhere. */
static bool begins_midway(const struct decision *d, const struct candidate *c)
{
	return d->n_chains == 0 && (c->evidence & EVIDENCE_BLANK_BEFORE) &&
	       !(c->evidence & EVIDENCE_LEAD_IN);
}

/* Joins a candidate to the chain it continues best; or begins one. */
static void chain_candidate(struct decision *d, uint32_t i)
{
	const struct candidate *c = &d->items[i];
	bool two = has_alternate(c);
	unsigned at = 0, other_at = 0;
	int fit = best_chain(d, i, false, &at);
	int other = two ? best_chain(d, i, true, &other_at) : 0;

	if (fit == 0 && other == 0) {
		bool any = family_at(c->family)->flags & FAMILY_ANY;

		if (!any && c->number > 1 && !(two && c->alternate_number == 1) &&
		    !begins_midway(d, c)) {
			rule_out(d, i, REASON_STRAY);
			return;
		}
		d->rulings[i].alternate = !any && c->number > 1 && two && c->alternate_number == 1;
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

/* The index behind the entries of a printed contents that begin at i or whose head i is; i if
 * there are none. */
static size_t skip_entries(struct decision *d, size_t i)
{
	bool head = d->items[i].evidence & EVIDENCE_CONTENTS_HEAD, sure;
	size_t end;

	if (i == d->listed_begin && d->listed_end > i)
		return d->listed_end;
	if (!head)
		return i;
	end = decide_contents_end(d, i, &sure);
	if (i + 1 == d->listed_begin) {
		if (!sure)
			return d->listed_end;
		d->listed_end = 0;
	}
	return end;
}

void decide_chains(struct decision *d)
{
	size_t i = 0;

	decide_listed(d);
	while (i < d->n) {
		const struct candidate *c = &d->items[i];
		size_t end = skip_entries(d, i);

		if (end > i) {
			if (c->evidence & EVIDENCE_CONTENTS_HEAD)
				i++;
			for (; i < end; i++)
				rule_out(d, i, REASON_ENTRY);
			continue;
		}
		if (!decide_is_numbered(c))
			;
		else if (c->evidence & EVIDENCE_CONTENTS)
			rule_out(d, i, REASON_LEADERS);
		else if (reads_like_prose(c))
			rule_out(d, i, REASON_PROSE);
		else
			chain_candidate(d, (uint32_t)i);
		decide_follow_article(d, (uint32_t)i);
		i++;
	}
	decide_judge_chains(d);
}
