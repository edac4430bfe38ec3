/* SPDX-License-Identifier: MIT */
/* What chains are: headings, or why not. */
#include "outline/decide_internal.h"
#include "outline/label.h"

#define ITEM_LONGEST 60 /* characters of a title in Latin script, on average: more is text */
#define CAPTIONS_MIN 3  /* paragraphs with captions that are no list */
#define SHORT_ITEM 24   /* characters of the items of a list that have no text of their own */
#define NOTE_ITEM 10    /* and of what is jotted down: 一、水 二、帽子 */
#define PART_REACH 40   /* candidates from 10.1 to its first part */
#define TRAIL_MIN 3     /* names with a number at the end that make chapters */
#define FURTHER_IN 6    /* columns before the paragraphs of a list */

/* Whether the last of a chain is followed by the first of another kind: 2、 and (1) below it. */
static bool holds_first(const struct decision *d, const struct chain *chain)
{
	const struct candidate *last = &d->items[chain->last], *next = last + 1;

	return chain->last + 1 < d->n && next->family != last->family && next->number == 1 &&
	       next->line - last->line <= 2 && !family_is_point(next->family);
}

/* Whether most paragraphs of a chain, each behind a gap, begin with a caption. */
static bool has_captions(const struct chain *chain, const struct candidate *first)
{
	return chain->family == FAMILY_DIGIT_MARK && chain->members >= CAPTIONS_MIN &&
	       !(first->evidence & EVIDENCE_LEAD_IN) && first->column < FURTHER_IN &&
	       chain->paragraphs * 2 > chain->members &&
	       chain->captions * 4 >= chain->members * 3 && chain->blanks * 4 >= chain->members * 3;
}

/* Lists in Latin script, or rows of questions: their items are wrapped, tight, or mere sentences.
 */
static enum reason latin_list_reason(const struct chain *chain, const struct candidate *first)
{
	uint32_t inner = chain->members - 1;
	bool questions = chain->questions * 2 > chain->members;

	/* paragraphs that are numbered stand on their own, but for those that complete a sentence
	 * or stand further in */
	if (!(first->evidence & EVIDENCE_LEAD_IN) && first->column < FURTHER_IN &&
	    chain->family == FAMILY_DIGIT_MARK && chain->paragraphs * 2 > chain->members &&
	    chain->blanks * 4 >= chain->members * 3)
		return REASON_NONE;
	/* 1. Employment Period. The Company shall employ: the clauses of a contract */
	if (has_captions(chain, first))
		return REASON_NONE;
	if (chain->wrapped * 2 >= chain->members)
		return REASON_WRAPPED;
	/* 1 Now all the lamps along the quay: short lines, none set off, are stanzas */
	if (chain->family == FAMILY_DIGIT_SPACE && chain->wide == 0 &&
	    chain->flush == chain->members)
		return REASON_VERSE;
	if (chain->latins < chain->members && chain->family != FAMILY_QUESTION)
		return REASON_NONE;
	if (chain->lowers * 2 >= chain->members)
		return REASON_CLAUSES;
	if (chain->tight * 2 >= inner)
		return REASON_BARE;
	if (questions && chain->bodies * 3 >= inner * 2)
		return REASON_NONE;
	if (chain->lengths > ITEM_LONGEST * (uint64_t)chain->members)
		return REASON_CLAUSES;
	if (chain->sentences * 2 > chain->members && chain->family != FAMILY_QUESTION)
		return REASON_CLAUSES;
	return REASON_NONE;
}

/* Why a chain is a list rather than headings; REASON_NONE if it is none. */
static enum reason list_reason(const struct decision *d, const struct chain *chain)
{
	const struct candidate *first = &d->items[chain->first];
	const struct family *row = family_at(chain->family);
	uint32_t inner = chain->members - 1;
	bool lead_in = first->evidence & EVIDENCE_LEAD_IN;

	if (row->ladder == LADDER_UNIT || row->form == FORM_AFTER || (row->flags & FAMILY_TOP))
		return REASON_NONE;
	if (first->evidence & EVIDENCE_NOTES)
		return REASON_NOTES;
	if (inner == 0)
		return lead_in && !(first->evidence & EVIDENCE_BODY) ? REASON_LEAD_IN : REASON_NONE;
	if (chain->clauses * 2 >= inner)
		return REASON_CLAUSES;
	if (row->flags & FAMILY_LIST) {
		enum reason reason = latin_list_reason(chain, first);

		if (reason != REASON_NONE)
			return reason;
	}
	if ((chain->bodies + holds_first(d, chain)) * 3 >= inner)
		return REASON_NONE;
	if ((row->flags & FAMILY_LIST) &&
	    (row->form != FORM_BRACKET || (first->evidence & EVIDENCE_BLANK_BEFORE)) &&
	    chain->bodies == 0 && chain->tight == inner &&
	    chain->lengths <= SHORT_ITEM * chain->members)
		return REASON_BARE;
	if (chain->family == FAMILY_HAN_MARK && chain->bodies == 0 && chain->members > 2 &&
	    chain->tight == inner && chain->lengths <= NOTE_ITEM * chain->members)
		return REASON_BARE;
	if (lead_in && !(chain->family == FAMILY_HAN_MARK && chain->sentences * 2 > chain->members))
		return REASON_LEAD_IN;
	if ((row->flags & FAMILY_LIST) &&
	    (chain->sentences * 2 <= chain->members || chain->latins == chain->members))
		return REASON_BARE;
	return REASON_NONE;
}

static bool is_good_single(const struct candidate *c, uint32_t number)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS | EVIDENCE_COLON;

	return number <= 1 && !(c->evidence & bad) && c->length > 0 && c->length <= 40;
}

/* I or 一 between paragraphs of one line each, in a text without blank lines before them. */
static bool stands_between(const struct chain *chain)
{
	return (chain->family == FAMILY_BARE_ROMAN || chain->family == FAMILY_BARE_HAN) &&
	       chain->blanks <= 1 && chain->middles == 0 && chain->steps + 1 == chain->members &&
	       chain->wide * 2 >= chain->members;
}

/* Numbers that are whole lines: not those of pages or stanzas. */
static enum reason judge_bare(const struct decision *d, const struct chain *chain)
{
	const struct candidate *first = &d->items[chain->first];

	if (chain->steps < 2 && first->length == 0 && !d->established[chain->family] &&
	    !(first->prefix == CANDIDATE_PLACE && chain->wide == chain->members))
		return REASON_SHORT_SEQUENCE;
	if (chain->middles * 4 >= chain->members ||
	    (chain->blanks * 2 < chain->members && !stands_between(chain)))
		return REASON_PAGE;
	if (first->length == 0 && chain->wide == 0 && chain->family != FAMILY_BARE_LETTER)
		return REASON_VERSE;
	return REASON_NONE;
}

/*
 * 第百六十四条（政令への委任）　この附則に: an article that its form alone speaks for.  The
 * supplement of an act keeps a few of those of the act that changed it.
 */
static bool is_sure_article(const struct decision *d, const struct candidate *c)
{
	unsigned alone = EVIDENCE_BLANK_BEFORE | EVIDENCE_SEPARATED;
	bool run_in = c->evidence & EVIDENCE_RUN_IN;

	if (!(family_at(c->family)->flags & FAMILY_ARTICLE) || (c->evidence & EVIDENCE_MIDDLE))
		return false;
	/* 第二十九条　この法律は、昭和二十三年一月一日から施行する。 */
	if (c->title_len == 0)
		return c->family == FAMILY_TIAO && d->established[c->family] &&
		       (c->evidence & alone) == alone && (c->evidence & EVIDENCE_SENTENCE);
	if (!run_in && (c->evidence & EVIDENCE_COMMA))
		return false;
	return run_in ? (c->evidence & EVIDENCE_SEPARATED)
		      : d->established[c->family] && (c->evidence & alone) == alone;
}

/* What a chain of at least two members is, by itself. */
static enum reason judge_sequence(const struct decision *d, const struct chain *chain)
{
	const struct family *row = family_at(chain->family);

	if (chain->members < 2)
		return REASON_LONE;
	if (chain->steps < 1)
		return is_sure_article(d, &d->items[chain->first]) ? REASON_NONE : REASON_LONE;
	if (row->form == FORM_DECIMAL && chain->first_number > 2)
		return REASON_LATE_START;
	if (!(row->flags & FAMILY_ANY) && row->form != FORM_DECIMAL && chain->first_number > 1 &&
	    (chain->steps < 2 || chain->blanks * 4 < chain->members * 3))
		return REASON_LATE_START;
	/* 1.1 branches of 1.2; */
	if (row->form == FORM_DECIMAL && chain->lowers == chain->members && chain->blanks == 0)
		return REASON_CLAUSES;
	if ((row->flags & FAMILY_ARTICLE) && chain->steps < 2 && !d->established[chain->family] &&
	    !is_sure_article(d, &d->items[chain->first]))
		return REASON_SHORT_SEQUENCE;
	if (row->form == FORM_TRAIL && chain->members < TRAIL_MIN)
		return REASON_SHORT_SEQUENCE;
	if (row->form == FORM_BARE || (row->form == FORM_BRACKET && chain->lengths == 0 &&
				       !(d->items[chain->first].evidence & EVIDENCE_RUN_IN)))
		return judge_bare(d, chain);
	return list_reason(d, chain);
}

/* 10.1 with 10.1.1 below: the only one of its chapter, or of what is there of it. */
static bool holds_part(const struct decision *d, const struct chain *chain)
{
	const struct candidate *c = &d->items[chain->first];

	for (size_t k = chain->first + 1; k < d->n && k <= chain->first + PART_REACH; k++)
		if (d->items[k].family == c->family + 1)
			return family_is_decimal(c->family + 1u) && d->items[k].number == 1 &&
			       d->items[k].prefix == label_hash(c->prefix, c->number);
	return false;
}

/* 第 3 章 修改源代码, as the first line: a chapter of a book, in a file of its own. */
static bool opens_text(const struct candidate *c, const struct family *row)
{
	return row->ladder == LADDER_UNIT && !(row->flags & FAMILY_ARTICLE) &&
	       !(c->evidence & (EVIDENCE_AFTER_TITLE | EVIDENCE_PREFIXED)) &&
	       (c->evidence & EVIDENCE_SEPARATED) && (c->evidence & EVIDENCE_BLANK_AFTER) &&
	       is_good_single(c, 1);
}

/* РАЗДЕЛ ПЕРВЫЙ, between gaps and without a title, over chapters. */
static bool stands_alone(const struct candidate *c, const struct family *row, uint32_t number)
{
	unsigned gaps = EVIDENCE_BLANK_BEFORE | EVIDENCE_BLANK_AFTER;

	return row->ladder == LADDER_UNIT && !(row->flags & FAMILY_ARTICLE) && number == 1 &&
	       c->length == 0 && (c->evidence & gaps) == gaps;
}

/* The only one of its kind in its section. */
static enum reason judge_single(const struct decision *d, const struct chain *chain, bool units)
{
	const struct candidate *c = &d->items[chain->first];
	const struct family *row = family_at(chain->family);

	/* the one article of a supplement */
	if ((row->flags & FAMILY_ARTICLE) &&
	    ((d->established[chain->family] && chain->first_number == 1) || is_sure_article(d, c)))
		return REASON_NONE;
	/* 第一百二十三章 long after 第三十章 */
	if (row->ladder == LADDER_UNIT && d->established[chain->family] &&
	    (c->evidence & EVIDENCE_SEPARATED) && !(row->flags & FAMILY_ARTICLE) &&
	    (is_good_single(c, 1) || c->length == 0 ||
	     (c->evidence & (EVIDENCE_LATIN | EVIDENCE_SET_OFF)) ==
		     (EVIDENCE_LATIN | EVIDENCE_SET_OFF)))
		return REASON_NONE;
	if (row->form == FORM_DECIMAL && d->established[chain->family] && chain->first_number == 1)
		return REASON_NONE;
	if (row->form == FORM_DECIMAL && holds_part(d, chain))
		return REASON_NONE;
	/* T, in a glossary without R and S */
	if (chain->family == FAMILY_BARE_LETTER && d->established[chain->family] &&
	    (c->evidence & EVIDENCE_BLANK_BEFORE))
		return REASON_NONE;
	if (opens_text(c, row) || (units && stands_alone(c, row, chain->first_number)))
		return REASON_NONE;
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
	if ((row->flags & FAMILY_LIST) && (c->evidence & EVIDENCE_LATIN) &&
	    !(c->evidence & (EVIDENCE_BODY | EVIDENCE_RUN_IN)))
		return REASON_BARE;
	return row->form == FORM_DECIMAL ? REASON_NONE : list_reason(d, chain);
}

static void judge_chain(struct decision *d, struct chain *chain, enum reason good, bool units)
{
	enum reason reason =
		chain->members > 1 ? judge_sequence(d, chain) : judge_single(d, chain, units);

	chain->accepted = reason == REASON_NONE;
	chain->reason = (uint8_t)(chain->accepted ? good : reason);
	if (chain->accepted)
		d->established[chain->family] = true;
}

/* Whether what counts so may be the mark of a note: ① 1) (1). */
static bool may_be_note(unsigned family)
{
	return family == FAMILY_SIGN || family == FAMILY_DIGIT_HALF ||
	       family == FAMILY_DIGIT_BRACKET;
}

/* Rejects notes: their numbers run through the sections of kinds that are further out. */
static void reject_notes(struct decision *d)
{
	uint32_t outer = 0; /* 1 + the last heading that is neither such a note nor deeper */

	for (uint32_t i = 0; i < d->n; i++) {
		struct chain *chain =
			d->chain_of[i] != UINT32_MAX ? &d->chains[d->chain_of[i]] : NULL;

		if (!chain || !chain->accepted)
			continue;
		if (!may_be_note(chain->family)) {
			outer = chain->family < FAMILY_DIGIT_HALF ? i + 1 : outer;
			continue;
		}
		if (i > chain->first && outer > chain->at)
			chain->crossings++;
		chain->at = i;
	}
	for (size_t k = 0; k < d->n_chains; k++)
		if (d->chains[k].crossings * 2 >= d->chains[k].members) {
			d->chains[k].accepted = false;
			d->chains[k].reason = REASON_NOTES;
		}
}

void decide_judge_chains(struct decision *d)
{
	bool units = false;

	for (int pass = 0; pass < 2; pass++)
		for (size_t k = 0; k < d->n_chains; k++) {
			struct chain *chain = &d->chains[k];

			if (!chain->accepted && chain->members > 1)
				judge_chain(d, chain, REASON_SEQUENCE, units);
			units = units || (chain->accepted &&
					  family_at(chain->family)->ladder == LADDER_UNIT);
		}
	for (size_t k = 0; k < d->n_chains; k++)
		if (d->chains[k].members == 1)
			judge_chain(d, &d->chains[k], REASON_ONLY, units);
	decide_clauses(d);
	decide_quoted(d);
	reject_notes(d);
	decide_questions(d);
	decide_steps(d);
	decide_inner(d);
}
