/* SPDX-License-Identifier: MIT */
/*
 * Numbers that go on below marked headings, without marks of their own:
 *
 *     2. Boxes
 *     --------
 *
 *     2.1. Wooden boxes
 *
 *     They last longest.
 */
#include "outline/decide_internal.h"
#include "outline/decide_notation.h"
#include "outline/markup.h"

#define UNMARKED_MIN 3 /* of them in a text */
#define SECTIONS_MIN 2 /* that have some */

/* What runs below one marked heading. */
struct numbers {
	bool open; /* the heading has a number, and nothing broke the sequence */
	uint32_t last, prefix;
};

static bool is_caption(const struct candidate *c)
{
	unsigned need = EVIDENCE_BLANK_BEFORE | EVIDENCE_BLANK_AFTER | EVIDENCE_BODY;
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS |
		       EVIDENCE_LOWER | EVIDENCE_RUN_IN;

	return (c->evidence & need) == need && !(c->evidence & bad) && c->length > 0;
}

static bool is_marked(const struct candidate *c, const struct ruling *ruling)
{
	return family_is_markup(c->family) && ruling->verdict == RULING_HEADING;
}

/* Whether a marked heading stands in the same line. */
static bool has_mark(const struct candidate *items, size_t n, const struct ruling *rulings,
		     size_t i)
{
	return (i > 0 && items[i - 1].line == items[i].line &&
		is_marked(&items[i - 1], &rulings[i - 1])) ||
	       (i + 1 < n && items[i + 1].line == items[i].line &&
		is_marked(&items[i + 1], &rulings[i + 1]));
}

/* Whether the candidate goes on with the numbers of its section. */
static bool goes_on(struct numbers *of, const struct candidate *c)
{
	if (!of->open || c->number != of->last + 1 ||
	    (of->last > 0 ? c->prefix != of->prefix : c->prefix == of->prefix))
		return false;
	of->last = c->number;
	of->prefix = c->prefix;
	return true;
}

/* Counts those that are headings, and the sections that have some; takes them with `take`. */
static size_t run_through(const struct candidate *items, size_t n, struct ruling *rulings,
			  bool take, size_t *sections)
{
	struct numbers of = {.open = false};
	size_t count = 0;

	*sections = 0;
	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &items[i];

		if (is_marked(c, &rulings[i])) {
			of.open = c->branch > 0;
			of.last = 0;
		} else if (c->family == FAMILY_DECIMAL_2 && !has_mark(items, n, rulings, i)) {
			of.open = is_caption(c) && goes_on(&of, c);
			count += of.open;
			*sections += of.open && of.last == 1;
			if (take && of.open)
				rulings[i] = (struct ruling){.verdict = RULING_HEADING,
							     .reason = REASON_SEQUENCE};
		}
	}
	return count;
}

void decide_unmarked(const struct candidate *items, size_t n, unsigned notation,
		     struct ruling *rulings)
{
	size_t sections, count;

	if (!(notation_flags(notation) & NOTATION_HEADED))
		return;
	count = run_through(items, n, rulings, false, &sections);
	if (count >= UNMARKED_MIN && sections >= SECTIONS_MIN)
		run_through(items, n, rulings, true, &sections);
}
