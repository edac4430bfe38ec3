/* SPDX-License-Identifier: MIT */
#include "outline/decide_internal.h"

#define EMPTY_LINES 6   /* from capitals to the next heading, with next to nothing between */
#define PAGE_LINES 16   /* the same, on a title page */
#define NAME_LONGEST 40 /* characters of a line that is set to the right */
#define RIGHT_EDGE 46   /* cells before the middle of a line that is set to the right */
#define LINES_MIN 3     /* lines between gaps that make an outline */
#define UNITS_A_LINE 4  /* chapters for one of them, at most */
#define FURTHER_IN 4    /* columns from one level to the next */
#define QUESTIONS_MIN 5 /* between gaps, that divide a text */
#define BODY_MOST 16    /* columns before a text; more is an example */
#define CENTRED 12      /* cells before what is set in the middle */
#define LABEL_REACH 4   /* candidates between a label and what may be its title */

/* What speaks for the kinds that do not count: how many, and whether they have text. */
struct looks {
	size_t members, bodies;
	struct signs signs;
	bool below;                      /* numbered headings come before the first of them */
	uint32_t first_key, first_again; /* a line that comes again is a running head */
	unsigned column;                 /* the least of those before its members */
};

static bool looks_like_heading(const struct candidate *c)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_CONTENTS | EVIDENCE_COLON;

	if (family_at(c->family)->form == FORM_SYMBOL && (c->evidence & EVIDENCE_RUN_IN))
		return true; /* 【概况】　2015年，全县实现 */
	if (family_at(c->family)->form == FORM_UNDERLINE)
		return c->length <= 70 && !(c->evidence & EVIDENCE_CONTENTS);
	if (c->family == FAMILY_ASKED)
		/* an interview asks as well */
		return (c->evidence & EVIDENCE_BLANK_BEFORE) && (c->evidence & EVIDENCE_SET_OFF);
	if (c->evidence & bad)
		return false;
	if (c->family == FAMILY_BOLD)
		return c->length <= 70 && (c->evidence & EVIDENCE_BLANK_BEFORE) &&
		       (c->evidence & EVIDENCE_BLANK_AFTER);
	if (c->family == FAMILY_CAPS)
		return (c->evidence & EVIDENCE_BLANK_BEFORE) && c->length >= 3;
	return c->length <= 30;
}

/* The next candidate that is more than a line which may be the document's title. */
static const struct candidate *next_label(const struct decision *d, size_t i)
{
	while (++i < d->n && d->items[i].family == FAMILY_TITLE)
		;
	return i < d->n ? &d->items[i] : NULL;
}

/* Whether prose follows, or what is inside. */
static bool has_text(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i];

	return (c->evidence & (EVIDENCE_WIDE_BODY | EVIDENCE_PARAGRAPH)) ||
	       (i + 1 < d->n && d->items[i + 1].family != c->family &&
		d->items[i + 1].line - c->line <= 3);
}

/* RECITALS over (A) The Supplier maintains weighing instruments. */
static bool holds_letters(const struct decision *d, size_t i)
{
	const struct candidate *next = next_label(d, i);

	return next && next->family == FAMILY_LETTER_BRACKET && next->number == 1 &&
	       next->line - d->items[i].line <= 3;
}

/* TERMS AND CONDITIONS over 0. or 1.; in the middle also NO WARRANTY over 11. */
static bool holds_number(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i], *next = next_label(d, i);

	return next && next->family == FAMILY_DIGIT_MARK &&
	       (next->number <= 1 || c->column >= CENTRED) && d->established[FAMILY_DIGIT_MARK] &&
	       next->line - c->line <= 3;
}

/* RECITALS, CERTIFICATE: alone of its kind in a paper whose sections are numbered. */
static bool stands_alone(const struct decision *d, size_t i)
{
	unsigned need = EVIDENCE_BLANK_BEFORE | EVIDENCE_BLANK_AFTER;
	bool paper = d->established[FAMILY_DIGIT_MARK] || d->established[FAMILY_DIGIT_SPACE] ||
		     d->established[FAMILY_ARTICLE_WORD] || d->established[FAMILY_SECTION] ||
		     d->established[FAMILY_SECTION_SIGN] || d->established[FAMILY_DECIMAL_2];

	return paper && !d->established[FAMILY_CHAPTER] && !d->established[FAMILY_BOOK] &&
	       (d->items[i].evidence & need) == need &&
	       ((d->items[i].evidence & EVIDENCE_WIDE_BODY) || holds_letters(d, i) ||
		holds_number(d, i));
}

/* Underlined alike, but further in: a level below. */
static void rule_by_column(struct decision *d, size_t i, const struct looks *l)
{
	const struct candidate *c = &d->items[i];

	if (family_at(c->family)->form == FORM_UNDERLINE)
		d->rulings[i].alternate =
			c->alternate != c->family && c->column >= l->column + FURTHER_IN;
}

/* The first chapter of a book: what stands before may be the title page.  0 if it is none. */
static size_t first_chapter(const struct decision *d)
{
	for (size_t i = 0; i < d->n; i++) {
		unsigned f = d->items[i].family;

		if (f == FAMILY_CONTENTS)
			return i;
		if (d->rulings[i].verdict == RULING_HEADING && !family_is_look(f))
			return family_at(f)->form == FORM_BARE ||
					       (family_at(f)->ladder == LADDER_UNIT &&
						!family_is_article(f))
				       ? i
				       : 0;
	}
	return 0;
}

/* JAMES T. LIGHTWOOD below a preface: set to the right, not in the middle. */
static bool is_right(const struct candidate *c)
{
	return c->length <= NAME_LONGEST && c->column + c->length / 2u >= RIGHT_EDGE;
}

/* Names below a preface, LONDON on a title page: capitals with next to nothing below, and then a
 * heading that is not deeper. */
static void reject_empty(struct decision *d)
{
	const struct candidate *next = NULL; /* the heading that follows */
	size_t first = first_chapter(d);

	for (size_t i = d->n; i-- > 0;) {
		const struct candidate *c = &d->items[i];
		bool heading = d->rulings[i].verdict == RULING_HEADING;
		uint32_t apart = next ? next->line - c->line : UINT32_MAX;

		if (heading && c->family == FAMILY_CAPS && !(c->evidence & EVIDENCE_WIDE_BODY) &&
		    ((apart <= EMPTY_LINES && is_right(c) && !is_right(next)) ||
		     (apart <= PAGE_LINES && i < first &&
		      (next->family == FAMILY_CAPS || family_is_named(next->family))))) {
			rule_out(d, i, REASON_BARE);
			continue;
		}
		if (heading || (family_is_named(c->family) && d->rulings[i].reason != REASON_ENTRY))
			next = c;
	}
}

/* ■ 概要 and lines in capitals: a kind that comes again, and has text under it. */
void decide_looks(struct decision *d)
{
	struct looks looks[FAMILY_COUNT] = {0};
	bool begun = false, numbered = false;

	decide_repeats(d);
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		struct looks *l = &looks[c->family];

		numbered = numbered ||
			   (d->rulings[i].verdict == RULING_HEADING && decide_is_numbered(c));
		if (!family_is_look(c->family) || d->rulings[i].reason == REASON_ENTRY ||
		    d->rulings[i].reason == REASON_RUNNING)
			continue;
		if (l->members++ == 0) {
			l->below = numbered;
			l->first_key = c->key;
			l->column = c->column;
		} else {
			l->first_again += c->key == l->first_key;
			l->column = c->column < l->column ? c->column : l->column;
		}
		decide_count_sign(&l->signs, c);
		if (!looks_like_heading(c))
			continue;
		l->bodies += (c->evidence & (EVIDENCE_BODY | EVIDENCE_RUN_IN)) ||
			     decide_holds_next(d, i);
	}
	if (looks[FAMILY_CAPS].first_again > 1)
		d->running_key = looks[FAMILY_CAPS].first_key;
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		const struct looks *l = &looks[c->family];
		bool caps = c->family == FAMILY_CAPS;

		/* before the first heading stand the author, the publisher, a dedication */
		begun = begun || d->rulings[i].verdict == RULING_HEADING;
		if (!family_is_look(c->family) || d->rulings[i].reason == REASON_ENTRY ||
		    d->rulings[i].reason == REASON_RUNNING)
			continue;
		if (decide_is_field(d, i) || (l->below && decide_are_bullets(&l->signs, c->family)))
			rule_out(d, i, REASON_BARE);
		else if (!looks_like_heading(c))
			rule_out(d, i, REASON_PROSE);
		else if (caps && l->first_again > 1 && c->key == l->first_key)
			rule_out(d, i, REASON_RUNNING);
		else if (l->members < (caps || c->family == FAMILY_ASKED ? 3u : 2u) &&
			 !(caps && stands_alone(d, i)))
			rule_out(d, i, REASON_LONE);
		else if ((l->bodies * 3 < l->members * 2 && !(caps && stands_alone(d, i))) ||
			 (caps && !begun && !has_text(d, i)))
			rule_out(d, i, REASON_BARE);
		else
			rule_in(d, i, RULING_HEADING, REASON_LOOKS);
		rule_by_column(d, i, l);
		begun = begun || d->rulings[i].verdict == RULING_HEADING;
	}
	reject_empty(d);
}

/* Books, chapters and named parts may hold sections that have no numbers. */
static bool holds_lines(unsigned family)
{
	return (family_is_named(family) && family != FAMILY_ENTRY) || family == FAMILY_APPENDIX ||
	       family == FAMILY_CONTENTS || family_at(family)->ladder == LADDER_UNIT;
}

/* Short lines between gaps: all of them, and those that may be headings. */
struct lines {
	size_t all, good, wide;
};

/* What is asked of such lines: in a book with chapters, and where a wide gap makes the heading. */
struct placing {
	bool book, far, chapters;
	bool edge;     /* some stand at the left edge: those as far in as the text are text */
	unsigned body; /* how far in it is below most of them; 0: at the edge too */
	struct openers openers;
};

/* Behind 诗曰：, or over verse in a chapter: what is quoted, or its name. */
static bool is_verse(const struct candidate *c, bool chapters)
{
	return (chapters && (c->evidence & EVIDENCE_VERSE)) ||
	       (c->evidence & (EVIDENCE_LEAD_IN | EVIDENCE_LATIN)) == EVIDENCE_LEAD_IN;
}

/* The short line with nothing below that stands right before i; SIZE_MAX if there is none. */
static size_t bare_line_before(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i];

	for (size_t k = i; k-- > 0 && c->line - d->items[k].line <= 2;)
		if (d->items[k].family == FAMILY_LINE && d->items[k].line < c->line &&
		    (d->items[k].evidence & EVIDENCE_AFTER_TITLE))
			return d->items[k].evidence & EVIDENCE_BODY ? SIZE_MAX : k;
	return SIZE_MAX;
}

/* Whether a short line is one of several in a row: verse, names below a letter. */
static bool is_in_row(const struct decision *d, size_t i)
{
	size_t before = bare_line_before(d, i);

	if (!(d->items[i].evidence & (EVIDENCE_BODY | EVIDENCE_LATIN)))
		for (size_t k = i + 1; k < d->n && d->items[k].line - d->items[i].line <= 2; k++)
			if (d->items[k].family == FAMILY_LINE)
				return true;
	return before != SIZE_MAX && !(d->items[i].evidence & EVIDENCE_LATIN) &&
	       (is_verse(&d->items[before], false) || bare_line_before(d, before) != SIZE_MAX);
}

/* Between gaps; in Chinese, Japanese and Korean the text may follow at once.  In a book, or over
 * speech, a colon goes on: He held out his hand: */
static bool is_placed(const struct candidate *c, bool book)
{
	if ((c->evidence & EVIDENCE_COLON) && (book || (c->evidence & EVIDENCE_SPEECH)))
		return false;
	/* a question over an answer that is further in */
	if ((c->evidence & EVIDENCE_QUESTION) && c->branch > c->column)
		return c->evidence & EVIDENCE_BODY;
	return (c->evidence & EVIDENCE_BODY) &&
	       ((c->evidence & (EVIDENCE_BLANK_AFTER | EVIDENCE_COLON)) ||
		!(c->evidence & EVIDENCE_LATIN));
}

/* The next candidate that is not the same line. */
static const struct candidate *next_line(const struct decision *d, size_t i)
{
	uint32_t line = d->items[i].line;

	while (++i < d->n && d->items[i].line == line)
		;
	return i < d->n ? &d->items[i] : NULL;
}

/* Below a wide gap, over what is set off by a narrower one. */
static bool is_set_far(const struct decision *d, size_t i, bool book)
{
	const struct candidate *c = &d->items[i], *next = next_line(d, i);

	if (!(c->evidence & EVIDENCE_WIDE_GAP))
		return false;
	return is_placed(c, book) ||
	       ((c->evidence & EVIDENCE_BLANK_AFTER) && next && next->line - c->line <= 3 &&
		!(next->evidence & EVIDENCE_WIDE_GAP));
}

/* The label whose title a line may be: 卷一 over 耳中人; SIZE_MAX if there is none. */
static size_t label_above(const struct decision *d, size_t i)
{
	for (size_t k = i; k-- > 0 && i - k <= LABEL_REACH;) {
		const struct candidate *c = &d->items[k];

		if (c->family != FAMILY_LINE && c->family != FAMILY_TITLE &&
		    !family_is_markup(c->family))
			return c->offset + c->title == d->items[i].offset && c->title_len > 0
				       ? k
				       : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* The first line may be the title; not so one with a colon over a list. */
static bool may_stand(const struct candidate *c, const struct placing *at)
{
	return (c->evidence & (EVIDENCE_AFTER_TITLE | EVIDENCE_COLON)) &&
	       !(at->edge && c->column > 0 && c->column >= at->body);
}

/* Over another one that stands further in. */
static bool holds_line(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i], *next = next_line(d, i);

	return next && next->family == FAMILY_LINE && next->line - c->line <= 3 &&
	       next->column > c->column && (next->evidence & EVIDENCE_BODY) &&
	       (c->evidence & EVIDENCE_BLANK_AFTER);
}

/* Pets, over 1. No animals may be kept: a list that is none of headings. */
static bool holds_list(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i], *next = next_line(d, i);

	return next && decide_is_numbered(next) && next->number == 1 && next->line - c->line <= 3 &&
	       (c->evidence & EVIDENCE_BLANK_AFTER) &&
	       d->rulings[next - d->items].verdict == RULING_NONE;
}

static bool is_well_placed(const struct decision *d, size_t i, const struct placing *at)
{
	if (!may_stand(&d->items[i], at) || is_verse(&d->items[i], at->chapters) || is_in_row(d, i))
		return false;
	if (at->edge && holds_line(d, i))
		return true;
	return at->far ? is_set_far(d, i, at->book)
		       : is_placed(&d->items[i], at->book) || decide_opens(d, &at->openers, i) ||
				 holds_list(d, i);
}

/* How far in the text is below most lines at the left edge. */
static unsigned find_body(const struct decision *d)
{
	unsigned count[BODY_MOST] = {0}, best = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->items[i].family == FAMILY_LINE && d->items[i].column == 0 &&
		    (d->items[i].evidence & EVIDENCE_BODY) && d->items[i].branch < BODY_MOST)
			count[d->items[i].branch]++;
	for (unsigned k = 1; k < BODY_MOST; k++)
		best = count[k] > count[best] ? k : best;
	return best;
}

/* Counts the lines that are set off so; one that says what the last one said is the caption of a
 * picture: Full Size. */
static struct lines count_lines(const struct decision *d, const struct placing *at)
{
	struct lines l = {0};
	uint32_t last = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		bool good;

		if (c->family != FAMILY_LINE || !may_stand(c, at) ||
		    (at->far && !(c->evidence & EVIDENCE_WIDE_GAP)) ||
		    label_above(d, i) != SIZE_MAX)
			continue;
		good = c->key != last && is_well_placed(d, i, at);
		l.all++;
		l.good += good;
		l.wide += good && ((c->evidence & (EVIDENCE_WIDE_BODY | EVIDENCE_COLON)) ||
				   decide_opens(d, &at->openers, i) || holds_list(d, i));
		last = c->key;
	}
	return l;
}

static bool are_headings(const struct lines *l)
{
	return l->good >= LINES_MIN && l->good * 10 >= l->all * 7 && l->wide * 2 >= l->all;
}

/* Entries and articles may stand in groups, each below a line without a label. */
static bool is_grouped(unsigned family)
{
	return family == FAMILY_SYMBOL_2 || family == FAMILY_SECTION_SIGN ||
	       family == FAMILY_DIGIT_SPACE || family == FAMILY_ARTICLE_WORD;
}

/* 综述 over 【概况】, Definitioner over 3 §: right above what is a heading by itself. */
static bool is_right_above(const struct decision *d, size_t i)
{
	const struct candidate *next = next_line(d, i);
	size_t k;

	if (!next || next->line - d->items[i].line > 3 ||
	    !(d->items[i].evidence & EVIDENCE_AFTER_TITLE))
		return false;
	k = (size_t)(next - d->items);
	return d->rulings[k].verdict == RULING_HEADING && is_grouped(next->family);
}

/* A line between gaps right above 1., where numbers begin anew. */
static bool is_above_first(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i], *next = next_line(d, i);

	return next && next->line - c->line <= 3 && (c->evidence & EVIDENCE_BLANK_AFTER) &&
	       next->family == FAMILY_DIGIT_MARK && next->number <= 1 &&
	       c->column <= next->column && d->rulings[next - d->items].verdict == RULING_HEADING;
}

/* Whether all that counts 1. 2. 3. stands in groups, each below a line. */
static bool numbers_are_grouped(const struct decision *d)
{
	size_t groups = 0, lines = 0;

	for (size_t i = 0; i < d->n; i++) {
		groups += d->items[i].family == FAMILY_DIGIT_MARK && d->items[i].number <= 1 &&
			  d->rulings[i].verdict == RULING_HEADING;
		lines += d->items[i].family == FAMILY_LINE && is_above_first(d, i);
	}
	return groups > 1 && lines == groups;
}

/* Accepts short lines above groups of entries, articles or numbers, and no others. */
static void accept_groups(struct decision *d, const struct openers *openers, enum reason why_not)
{
	size_t above = 0;
	bool numbers = numbers_are_grouped(d);

	for (size_t i = 0; i < d->n; i++)
		above += d->items[i].family == FAMILY_LINE && is_right_above(d, i);
	for (size_t i = 0; i < d->n; i++) {
		if (d->items[i].family != FAMILY_LINE)
			continue;
		if ((above >= LINES_MIN && is_right_above(d, i) && label_above(d, i) == SIZE_MAX) ||
		    (numbers && is_above_first(d, i)) || decide_opens(d, openers, i))
			rule_in(d, i, RULING_HEADING, REASON_LOOKS);
		else
			rule_out(d, i, why_not);
	}
}

static bool is_asked(const struct decision *d, size_t i)
{
	unsigned need = EVIDENCE_QUESTION | EVIDENCE_BODY;

	return d->items[i].family == FAMILY_LINE && (d->items[i].evidence & need) == need;
}

/* Whether all that counts stands within the answers to questions: 1. Do this. 2. Do that. */
static bool counts_in_answers(const struct decision *d)
{
	size_t asked = 0, last = 0, position[FAMILY_COUNT] = {0};

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];

		if (is_asked(d, i)) {
			asked++;
			last = i + 1;
		} else if (d->rulings[i].verdict == RULING_HEADING && decide_is_numbered(c)) {
			if (c->number > 1 && last > position[c->family])
				return false;
			position[c->family] = i + 1;
		}
	}
	return asked >= QUESTIONS_MIN;
}

static void reject_answers(struct decision *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->rulings[i].verdict == RULING_HEADING && decide_is_numbered(&d->items[i]))
			rule_out(d, i, REASON_LEAD_IN);
}

/* Whether there are headings already that such lines do not stand below; counts those of units. */
static bool has_others(const struct decision *d, size_t *units)
{
	bool others = false;

	*units = 0;
	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		bool heading = d->rulings[i].verdict == RULING_HEADING && !decide_is_quoted(d, i) &&
			       /* the title */
			       (!family_is_look(c->family) || (c->evidence & EVIDENCE_AFTER_TITLE));

		*units += heading && family_at(c->family)->ladder == LADDER_UNIT;
		others = others || (heading && !holds_lines(c->family)) ||
			 (c->family == FAMILY_ENTRY && d->rulings[i].reason != REASON_ENTRY);
	}
	return others;
}

/* Behind wide gaps stand headings in almost every case: they are, beside whatever others. */
static bool are_set_apart(const struct lines *far, const struct lines *every)
{
	return far->good >= LINES_MIN && far->good * 10 >= far->all * 8 &&
	       far->good * 2 >= every->good;
}

/* Whether another line like i stands below it, before what is further out comes. */
static bool has_sibling(const struct decision *d, size_t i, const struct placing *at)
{
	for (size_t k = i + 1; k < d->n; k++) {
		if (d->items[k].family == FAMILY_LINE && is_well_placed(d, k, at))
			return true;
		if (d->rulings[k].verdict == RULING_HEADING)
			return false;
	}
	return false;
}

/*
 * Short lines between gaps, with text below: headings of a text that has no others, but for books
 * and chapters that hold them, as long as there are not too few for that.  Where many have a wide
 * gap above they are the headings, and the others what stands in a section.
 */
void decide_lines(struct decision *d)
{
	struct placing at = {.book = d->established[FAMILY_CHAPTER] || d->established[FAMILY_BOOK],
			     .body = find_body(d)};
	struct lines every, far, edge;
	size_t units;
	bool others, apart, good;

	if (counts_in_answers(d))
		reject_answers(d);
	others = has_others(d, &units);

	at.chapters = units > 0;
	decide_openers(d, &at.openers);
	every = count_lines(d, &at);
	at.far = true;
	far = count_lines(d, &at);
	apart = are_set_apart(&far, &every);
	at.far = (are_headings(&far) && far.good * 2 >= every.good) || (others && apart);
	if (at.far)
		every = far;
	at.edge = true;
	edge = count_lines(d, &at);
	at.edge = are_headings(&edge) && edge.good * 2 >= every.good;
	if (at.edge)
		every = edge;
	good = others && !at.openers.any ? apart : are_headings(&every);
	if (!good || every.good * UNITS_A_LINE < units) {
		accept_groups(d, &at.openers, others ? REASON_OTHERS : REASON_BARE);
		return;
	}
	for (size_t i = 0; i < d->n; i++) {
		size_t label;

		if (d->rulings[i].verdict == RULING_HEADING && decide_is_quoted(d, i))
			rule_out(d, i, REASON_BARE);
		if (d->items[i].family != FAMILY_LINE)
			continue;
		label = label_above(d, i);
		if (label != SIZE_MAX && !has_sibling(d, i, &at)) {
			rule_out(d, i, REASON_NOT_TITLE);
			continue;
		}
		if (label != SIZE_MAX)
			d->rulings[label].untitled = UNTITLED_LINE;
		if (is_well_placed(d, i, &at)) {
			rule_in(d, i, RULING_HEADING, REASON_LOOKS);
			d->rulings[i].alternate = at.edge && d->items[i].column > 1;
		} else
			rule_out(d, i, REASON_BARE);
	}
}
