/* SPDX-License-Identifier: MIT */
#include "outline/decide_notation.h"

#include <stdbool.h>

#include "outline/reason.h"

unsigned decide_notation(const struct candidate *items, size_t n)
{
	size_t atx = 0, good = 0, blank_after = 0, under = 0, rst = 0, man = 0, rfc = 0, aozora = 0;

	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &items[i];

		atx += c->notation == NOTATION_MARKDOWN;
		if (c->notation == NOTATION_MARKDOWN && (c->evidence & EVIDENCE_BLANK_BEFORE)) {
			good++;
			blank_after += (c->evidence & EVIDENCE_BLANK_AFTER) != 0;
		}
		if (c->notation == NOTATION_RST && (c->evidence & EVIDENCE_FENCED)) {
			under++;
			rst += c->prefix != '=' && c->prefix != '-';
		}
		man += c->notation == NOTATION_MAN;
		rfc += c->notation == NOTATION_RFC;
		aozora += c->notation == NOTATION_AOZORA;
	}
	if (man >= 2)
		return NOTATION_MAN;
	if (rfc >= 2)
		return NOTATION_RFC;
	if (aozora >= 2)
		return NOTATION_AOZORA;
	if (good >= 1 && good * 10 >= atx * 7 && blank_after * 2 >= good && good >= under)
		return NOTATION_MARKDOWN;
	if (under >= 2 || rst >= 1)
		return NOTATION_RST;
	return NOTATION_PLAIN;
}

/* Whether the notation at hand makes a heading of a candidate that some notation marks. */
static bool is_marked(const struct candidate *c, unsigned notation)
{
	if (c->notation == NOTATION_RST && notation == NOTATION_MARKDOWN)
		return c->prefix == '=' || c->prefix == '-';
	if (c->notation == NOTATION_RST && notation == NOTATION_RST)
		return c->evidence & EVIDENCE_FENCED;
	return c->notation == notation;
}

void decide_marked(const struct candidate *items, size_t n, unsigned notation,
		   struct ruling *rulings)
{
	for (size_t i = 0; i < n; i++) {
		if (items[i].notation == NOTATION_PLAIN)
			continue;
		if (is_marked(&items[i], notation))
			rulings[i] =
				(struct ruling){.verdict = RULING_HEADING, .reason = REASON_MARKED};
		else
			rulings[i] = (struct ruling){.verdict = RULING_NONE,
						     .reason = REASON_DOUBTFUL_MARK};
	}
}
