/* SPDX-License-Identifier: MIT */
#include "outline/decide_internal.h"
#include "outline/notation.h"

#define FRAME_LINES 8      /* before a book, of what is said of its file */
#define SET_OFF_LONGEST 60 /* characters of a sentence over the title */
#define CAPITALS_REACH 6   /* candidates to the line below it */

/* A long line of Latin script that goes on in the next one is prose. */
static bool runs_on(const struct candidate *c)
{
	return (c->evidence & EVIDENCE_LATIN) && c->length > 45 &&
	       !(c->evidence & EVIDENCE_BLANK_AFTER);
}

/* A title by itself: short, with a gap below.  Letterheads are known in Chinese, Japanese and
 * Korean; elsewhere it is the first line. */
static bool is_set_off(const struct candidate *c)
{
	bool latin = c->evidence & EVIDENCE_LATIN;

	return (c->evidence & EVIDENCE_BLANK_AFTER) &&
	       !(latin && (c->evidence & EVIDENCE_AFTER_TITLE)) &&
	       !(c->evidence & (EVIDENCE_COMMA | EVIDENCE_LOWER)) &&
	       c->length <= (latin ? 56 : 40) && c->length >= (latin ? 4 : 2);
}

/* Whether a row of marks below sets the line off. */
static bool is_underlined(const struct decision *d, size_t i)
{
	uint32_t line = d->items[i].line;

	for (size_t k = i; k-- > 0 && d->items[k].line == line;)
		if (family_at(d->items[k].family)->form == FORM_UNDERLINE)
			return true;
	while (++i < d->n && d->items[i].line == line)
		if (family_at(d->items[i].family)->form == FORM_UNDERLINE)
			return true;
	return false;
}

/* 云河年鉴 2016　　　　113 */
static bool is_running_head(const struct candidate *c)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_LATIN;

	return (c->evidence & (EVIDENCE_CONTENTS | bad)) == EVIDENCE_CONTENTS;
}

/* Capitals and the like at the top are the title, if nothing else is. */
static bool may_be_title(const struct candidate *c)
{
	return (family_is_look(c->family) || family_at(c->family)->form == FORM_KEYWORD) &&
	       !(c->evidence & EVIDENCE_AFTER_TITLE);
}

/* Part One on the first line, and Part Two below: chapters of a text without a title. */
static bool is_counted(const struct decision *d, size_t i)
{
	uint32_t k = d->chain_of[i];

	return k != UINT32_MAX && d->chains[k].accepted && d->chains[k].members > 1;
}

/* Whether the line is a heading already, or a row that a notation reads. */
static bool is_ruled_in(const struct decision *d, size_t i)
{
	uint32_t line = d->items[i].line;

	for (size_t k = i; k-- > 0 && d->items[k].line == line;)
		if (d->rulings[k].verdict)
			return true;
	return i + 1 < d->n && d->items[i + 1].line == line && d->rulings[i + 1].verdict;
}

/* Org has titles of its own; a list of news in its manner has the first line, set off. */
static bool may_be_first_line(const struct decision *d, size_t i)
{
	return !(d->items[i].evidence & EVIDENCE_AFTER_TITLE) && is_set_off(&d->items[i]) &&
	       !is_ruled_in(d, i);
}

/* Whether the line is a sentence set off, and the next one in capitals: Adopted on 12 December
 * 1993. over CONSTITUTION OF THE REPUBLIC */
static bool capitals_follow(const struct decision *d, size_t i)
{
	uint64_t next = 0;

	if (!(d->items[i].evidence & EVIDENCE_BLANK_AFTER) || d->items[i].length > SET_OFF_LONGEST)
		return false;
	for (size_t k = i + 1; k < d->n && k <= i + CAPITALS_REACH; k++) {
		if (d->items[k].line == d->items[i].line)
			continue;
		if (next != 0 && d->items[k].offset != next)
			return false;
		next = d->items[k].offset;
		if (d->items[k].family == FAMILY_CAPS)
			return true;
	}
	return false;
}

/* A line that is taken for the title is no heading of another kind as well. */
static void clear_line(struct decision *d, size_t i)
{
	for (size_t k = i; k-- > 0 && d->items[k].offset == d->items[i].offset;)
		rule_out(d, k, REASON_NOT_TITLE);
	for (size_t k = i + 1; k < d->n && d->items[k].offset == d->items[i].offset; k++)
		rule_out(d, k, REASON_NOT_TITLE);
}

/* Behind what is said of the file of a book, the title that is printed in it: the first line
 * between gaps.  False if there is none. */
static bool take_title_of_book(struct decision *d)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS |
		       EVIDENCE_LETTERHEAD;
	unsigned gaps = EVIDENCE_BLANK_BEFORE | EVIDENCE_BLANK_AFTER;
	size_t begin = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->items[i].family == FAMILY_TITLE &&
		    !(d->items[i].evidence & EVIDENCE_AFTER_TITLE))
			begin = i;
	while (begin > 0 && d->items[begin - 1].line == d->items[begin].line)
		begin--;
	if (begin == 0 || d->items[begin].line < FRAME_LINES)
		return false;
	for (size_t i = begin; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (c->family != FAMILY_TITLE) {
			if (d->rulings[i].verdict && !family_is_look(c->family))
				return false;
			continue;
		}
		if ((c->evidence & gaps) != gaps || (c->evidence & bad) ||
		    c->length > SET_OFF_LONGEST)
			continue;
		rule_in(d, i, RULING_HEADING, REASON_TITLE);
		clear_line(d, i);
		return true;
	}
	return false;
}

/*
 * The document's title: the first line that can be one, before the first heading.  Where there are
 * no headings it must be set off as well.
 */
void decide_title(struct decision *d, unsigned notation, bool any)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS;
	bool subject = false, top = true; /* top: nothing but a letterhead came before */

	if (!(notation_flags(notation) & NOTATION_TITLED))
		return;
	if (take_title_of_book(d))
		return;
	for (size_t i = 0; i < d->n && !subject; i++)
		subject = d->items[i].family == FAMILY_TITLE &&
			  (d->items[i].evidence & EVIDENCE_SET_OFF);
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i].family == FAMILY_TITLE)
			d->rulings[i].reason = REASON_NOT_TITLE;
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (c->family == FAMILY_TITLE && notation == NOTATION_ORG &&
		    !may_be_first_line(d, i))
			return;
		if (c->family == FAMILY_TITLE && notation == NOTATION_RFC) {
			if (c->column < 4 || !(c->evidence & EVIDENCE_BLANK_BEFORE))
				continue;
		} else if (c->family != FAMILY_TITLE) {
			if (d->rulings[i].verdict && (!may_be_title(c) || is_counted(d, i)))
				return;
			continue;
		}
		/* the title of an RFC goes on behind a colon */
		if (notation == NOTATION_RFC)
			bad &= ~(unsigned)EVIDENCE_COLON;
		if (c->length > (c->evidence & EVIDENCE_LATIN ? 100 : 60) || (c->evidence & bad) ||
		    (runs_on(c) && !(c->evidence & EVIDENCE_SET_OFF))) {
			/* the text begins with prose, if not with a running head */
			if (!(c->evidence & EVIDENCE_AFTER_TITLE) && !is_running_head(c) &&
			    !capitals_follow(d, i))
				return;
			top = top && (is_running_head(c) || (c->evidence & EVIDENCE_LETTERHEAD));
			continue;
		}
		if (d->running_key != 0 && c->key == d->running_key)
			continue;
		if ((c->evidence & EVIDENCE_LETTERHEAD) ||
		    (subject && !(c->evidence & EVIDENCE_SET_OFF)))
			continue;
		if (!any && !(top && (is_set_off(c) || is_underlined(d, i))) &&
		    !(notation == NOTATION_AOZORA && !(c->evidence & EVIDENCE_AFTER_TITLE)))
			return;
		rule_in(d, i, RULING_HEADING, REASON_TITLE);
		clear_line(d, i);
		return;
	}
}
