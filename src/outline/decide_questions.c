/* SPDX-License-Identifier: MIT */
/*
 * Questions of an examination: numbered, with their choices right below, and no headings.
 *
 *     3. Which of these is a bird?
 *     A. the bat    B. the wren    C. the bee
 */
#include "outline/decide_internal.h"

#define QUESTIONS_MIN 3 /* with choices, that make a paper of questions */

static struct chain *chain_at(const struct decision *d, size_t i)
{
	return d->chain_of[i] != UINT32_MAX ? &d->chains[d->chain_of[i]] : NULL;
}

/* A. right below, that is no heading itself. */
static bool has_choices(const struct decision *d, size_t i)
{
	uint32_t line = d->items[i].line;
	const struct candidate *c;

	while (++i < d->n && d->items[i].family == FAMILY_TITLE)
		;
	if (i >= d->n)
		return false;
	c = &d->items[i];
	return c->family == FAMILY_LETTER_MARK && c->number == 1 && c->line - line <= 2 &&
	       !(c->evidence & EVIDENCE_BLANK_BEFORE) &&
	       !(chain_at(d, i) && chain_at(d, i)->accepted);
}

static void reject(struct chain *chain)
{
	chain->accepted = false;
	chain->reason = REASON_BARE;
}

/* (1) and (2) of a question are none either. */
static void reject_parts(struct decision *d)
{
	const struct chain *before = NULL; /* of the last number that is not such a part */

	for (size_t i = 0; i < d->n; i++) {
		struct chain *chain = chain_at(d, i);
		enum family_form form;

		if (!chain)
			continue;
		form = family_at(chain->family)->form;
		if (form != FORM_BRACKET && form != FORM_SIGN)
			before = chain->family == FAMILY_LETTER_MARK ? before : chain;
		else if (i == chain->first && before && before->questions_asked)
			reject(chain);
	}
}

/* The candidate before i that is more than a line by its place. */
static bool stands_below_exercise(const struct decision *d, size_t i)
{
	while (i-- > 0)
		if (d->items[i].family != FAMILY_TITLE && d->items[i].family != FAMILY_LINE)
			return d->items[i].family == FAMILY_EXERCISE;
	return false;
}

void decide_questions(struct decision *d)
{
	bool any = false;

	for (size_t i = 0; i < d->n; i++) {
		struct chain *chain = chain_at(d, i);

		if (chain && family_at(chain->family)->form == FORM_MARK && has_choices(d, i))
			chain->choices++;
		if (chain && i == chain->first && stands_below_exercise(d, i))
			chain->below_exercise = true;
	}
	for (size_t k = 0; k < d->n_chains; k++) {
		struct chain *chain = &d->chains[k];

		/* outlines in English have A. below 1. as well; papers have questions without
		 * choices
		 */
		chain->questions_asked =
			chain->choices >= QUESTIONS_MIN &&
			chain->choices * (chain->latins * 2 > chain->members ? 2u : 3u) >=
				chain->members;
		chain->questions_asked = chain->questions_asked || chain->below_exercise;
		if (chain->questions_asked)
			reject(chain);
		any = any || chain->questions_asked;
	}
	if (any)
		reject_parts(d);
}
