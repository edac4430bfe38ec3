/* SPDX-License-Identifier: MIT */
#include "outline/decide_levels.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outline/decide_notation_levels.h"
#include "outline/family.h"

/* Lines in capitals, and what counts between them. */
struct capitals {
	size_t n, holding; /* holding: those with something that counts before the next one */
	bool restarts;     /* numbers begin anew below one of them */
	bool held;         /* something that counts has come since the last one */
	uint32_t line;     /* of the last one */
	size_t run;        /* in a row, the last ones, with text of their own */
	size_t within;     /* with text of their own, between two numbers that go on */
	bool chapters;     /* the first that came is a chapter, by its name or its number alone */
};

struct levels {
	uint32_t inside[FAMILY_COUNT][FAMILY_COUNT]; /* evidence that the first is in the second */
	size_t position[FAMILY_COUNT];               /* 1 + index of the last member; 0: none */
	size_t first[FAMILY_COUNT];
	bool after_top[FAMILY_COUNT]; /* its first member comes right behind 前言 and the like */
	uint32_t number[FAMILY_COUNT];
	bool below_sign[FAMILY_COUNT]; /* its numbers begin right below ■ */
	bool annexed[FAMILY_COUNT];    /* stands below an annex only */
	struct capitals capitals;
	uint8_t opened; /* of the numbers that begin anew below lines without any; 0: none */
	bool beside[FAMILY_COUNT]; /* stands beside the outermost of what counts */
	uint8_t level[FAMILY_COUNT];
	uint8_t deepest;
	struct marked_levels marked;
};

#define OPENED_LINES 4    /* from such a line to its first number, at most */
#define BETWEEN_REACH 100 /* candidates from 幕間 to the next heading that counts */
#define RESTARTS 3 /* what a restart right behind an outer heading counts, against going on */

/* A rule of the user may say its level, which orders nothing else. */
static bool has_fixed_level(const struct candidate *c)
{
	return family_is_rule(c->family) && c->branch > 0;
}

/* A rule of the user need not count. */
static bool counts(unsigned family, uint32_t number)
{
	return number > 0 || !family_is_rule(family);
}

/* The heading before, and how many of its family stand in a row. */
struct run {
	unsigned family, n;
	uint32_t line;
};

/* Article and Section have no order of their own: American constitutions have sections in articles,
 * European codes articles in sections. */
static bool is_article_and_section(unsigned f, unsigned g)
{
	return (f == FAMILY_ARTICLE_WORD && g == FAMILY_SECTION) ||
	       (f == FAMILY_SECTION && g == FAMILY_ARTICLE_WORD);
}

/* Nor have Chapter and Section: Abschnitt and Раздел hold them. */
static bool is_chapter_and_section(unsigned f, unsigned g)
{
	return (f == FAMILY_CHAPTER && g == FAMILY_SECTION) ||
	       (f == FAMILY_SECTION && g == FAMILY_CHAPTER);
}

/* f comes again: what stands between says what is inside what. */
static void gather_again(struct levels *l, unsigned f, bool restart, struct run run)
{
	unsigned before = run.family;

	const struct family *row = family_at(f);

	/* what does not count says nothing of what stands between two of its kind */
	if (row->flags & FAMILY_PLAIN)
		return;
	if (restart) {
		if (before != f && !(family_at(before)->flags & FAMILY_PLAIN))
			l->inside[f][before] += RESTARTS;
		return;
	}
	/* articles and chapters may be numbered through, whatever stands between; and one that
	 * stands right before may as well be what this one is inside of, but not two in a row */
	for (unsigned g = 0; !(row->flags & FAMILY_ANY) && g < FAMILY_COUNT; g++)
		if (g != f && (g != before || run.n > 1) && l->position[g] > l->position[f] &&
		    (!(family_at(g)->flags & FAMILY_PLAIN) ||
		     (family_at(g)->form == FORM_SYMBOL && !l->below_sign[f])))
			l->inside[g][f]++;
}

static void gather_capitals(struct capitals *c, const struct candidate *item, unsigned f,
			    bool again, bool restart)
{
	const struct family *row = family_at(f);

	if (f == FAMILY_CAPS) {
		c->n++;
		c->held = false;
		c->run = item->evidence & EVIDENCE_BODY ? c->run + 1 : 0;
		c->line = item->line;
		return;
	}
	if (c->n == 0 || (row->flags & (FAMILY_TOP | FAMILY_PLAIN)))
		return;
	/* 4. Resources, IRC, 5. Contributing */
	if (again && !restart && !c->held && c->run > 0) {
		c->within += c->run;
		c->run = 0;
		c->held = true;
		return;
	}
	c->run = 0;
	restart = again && restart;
	if (c->holding == 0)
		c->chapters = row->ladder == LADDER_UNIT || row->form == FORM_BARE;
	/* TERMS AND CONDITIONS, without text of their own, over 0. or 1. */
	c->restarts = c->restarts ||
		      (!c->held && (restart || (item->line - c->line <= 3 &&
						f == FAMILY_DIGIT_MARK && item->number <= 1)));
	c->holding += !c->held;
	c->held = true;
}

/* Numbers that restart say what they are inside of; numbers that go on, what is inside them. */
static void gather(struct levels *l, const struct candidate *items, size_t n,
		   const struct ruling *rulings)
{
	struct run run = {FAMILY_TITLE, 0, 0};

	for (size_t i = 0; i < n; i++) {
		unsigned before = run.family;
		unsigned f = ruled_family(&items[i], rulings[i]);
		uint32_t number = ruled_number(&items[i], rulings[i]);
		bool restart;

		if ((rulings[i].verdict != RULING_HEADING && rulings[i].verdict != RULING_SHADOW) ||
		    f == FAMILY_TITLE || has_fixed_level(&items[i]))
			continue;
		restart = number <= l->number[f] && items[i].branch == 0;
		if (restart && number == 1 && before == FAMILY_LINE && l->position[f] &&
		    !l->opened && items[i].line - run.line <= OPENED_LINES)
			l->opened = (uint8_t)f;
		gather_capitals(&l->capitals, &items[i], f, l->position[f] > 0, restart);
		if (l->position[f] && counts(f, number))
			gather_again(l, f, restart, run);
		else if (!l->position[f] && before != FAMILY_TITLE &&
			 !(family_at(before)->flags & FAMILY_TOP))
			l->inside[f][before]++;
		if (!l->position[f]) {
			l->first[f] = i;
			l->after_top[f] = family_at(before)->flags & FAMILY_TOP;
		}
		if (!l->position[f] || restart)
			l->below_sign[f] = family_at(before)->form == FORM_SYMBOL;
		l->position[f] = i + 1;
		l->number[f] = number;
		run = (struct run){f, f == before ? run.n + 1 : 1, items[i].line};
	}
}

/* Whether f is deeper than g, which stand in the text themselves. */
static bool is_deeper(const struct levels *l, unsigned f, unsigned g)
{
	enum family_ladder ladder = family_at(f)->ladder;

	uint32_t in = l->inside[f][g], out = l->inside[g][f];

	/* 2.1 holds 一、 and 1. in a textbook whose chapter is not there */
	if (ladder == LADDER_DECIMAL && in != out && (in == 0 || out == 0) &&
	    family_is_decimal(f) != family_is_decimal(g))
		return in > out;
	if (ladder != LADDER_NONE && ladder == family_at(g)->ladder) {
		/* 回 in 卷 or 卷 in 回: where the text is clear it is right */
		if (is_article_and_section(f, g) && in != out)
			return in > out;
		if (ladder == LADDER_UNIT && (in >= 3 * out + 4 || out >= 3 * in + 4))
			return in > out;
		/* Глава in Раздел, Section in Chapter */
		if (is_chapter_and_section(f, g) && in != out && (in == 0 || out == 0))
			return in > out;
		return f > g;
	}
	/* the same, but further in */
	if (family_at(f)->form == family_at(g)->form &&
	    (family_at(f)->form == FORM_LINE || family_at(f)->form == FORM_UNDERLINE))
		return f > g;
	if (in == out && (family_is_rule(f) || family_is_rule(g)))
		return l->first[f] > l->first[g];
	return in != out ? in > out : f > g;
}

/* Whether f is deeper than g.  A line over numbers is right above these, whatever they are in. */
static bool deeper(const struct levels *l, unsigned f, unsigned g)
{
	if (l->opened && f == FAMILY_LINE)
		return g != l->opened && is_deeper(l, l->opened, g);
	if (l->opened && g == FAMILY_LINE)
		return f == l->opened || is_deeper(l, f, l->opened);
	return is_deeper(l, f, g);
}

/* The first annex; or the paper that a letter passes on, which its title has named. */
static size_t find_annex(const struct candidate *items, size_t n, const struct ruling *rulings)
{
	size_t passed_on = n, entries = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned f = items[i].family;

		if (rulings[i].verdict != RULING_HEADING)
			continue;
		if (f == FAMILY_CONTENTS || (f == FAMILY_ENTRY && ++entries > 1))
			passed_on = n;
		if ((f == FAMILY_APPENDIX || f == FAMILY_ANNEX) && passed_on == n)
			return i;
		if (f == FAMILY_ENTRY && entries == 1 && !(items[i].evidence & EVIDENCE_LATIN))
			passed_on = i;
	}
	return passed_on;
}

/* Below an annex a paper may be numbered in its own way: I. where its clauses are 1., and Part A
 * where it has no parts.  What is there only, and holds nothing that is outside, is below it. */
static void find_annexed(struct levels *l, const struct candidate *items, size_t n,
			 const struct ruling *rulings)
{
	size_t annex = find_annex(items, n, rulings);

	if (annex == n)
		return;
	for (unsigned f = 1; f < FAMILY_COUNT; f++)
		l->annexed[f] = l->position[f] && l->first[f] > annex &&
				!(family_at(f)->flags & (FAMILY_TOP | FAMILY_PLAIN)) &&
				!family_is_rule(f) && !family_is_markup(f);
	for (unsigned f = 1; f < FAMILY_COUNT; f++)
		for (unsigned g = 1; l->annexed[f] && g < FAMILY_COUNT; g++)
			if (l->position[g] && !l->annexed[g] &&
			    !(family_at(g)->flags & (FAMILY_TOP | FAMILY_PLAIN)) &&
			    l->inside[g][f] > l->inside[f][g])
				l->annexed[f] = false;
}

/*
 * Capitals that hold nothing: names on the title page before the chapters, RECITALS before the
 * clauses, CONTACT behind them.  Where numbers begin anew below one of them, or where two of them
 * hold some, they are further out.
 */
static bool capitals_are_beside(const struct levels *l, unsigned outer)
{
	const struct capitals *c = &l->capitals;

	if (c->n == 0 || c->restarts || outer == FAMILY_COUNT)
		return false;
	if (c->holding == 0)
		return l->inside[FAMILY_CAPS][outer] == 0 &&
		       l->first[outer] < l->first[FAMILY_CAPS];
	return c->holding == 1 && (c->n == 1 || c->chapters);
}

/* The outermost of the families that have no level yet: the one that is deeper than the fewest of
 * the others; of equals the one that the table has first. */
static unsigned outermost(const struct levels *l, bool annexed)
{
	unsigned best = FAMILY_COUNT, fewest = FAMILY_COUNT + 1;

	for (unsigned f = 1; f < FAMILY_COUNT; f++) {
		unsigned above = 0;

		if (!l->position[f] || l->level[f] || (family_at(f)->flags & FAMILY_TOP) ||
		    l->beside[f] || l->annexed[f] != annexed)
			continue;
		for (unsigned g = 1; g < FAMILY_COUNT; g++)
			if (g != f && l->position[g] && !l->level[g] && !l->beside[g] &&
			    l->annexed[g] == annexed && !(family_at(g)->flags & FAMILY_TOP))
				above += deeper(l, f, g);
		if (above < fewest) {
			fewest = above;
			best = f;
		}
	}
	return best;
}

/*
 * Whether one of two families can be inside the other: 1. in the first chapter and 一、 in the
 * third never meet, and neither is deeper, whatever the ladders say.
 */
static bool meet(const struct levels *l, unsigned f, unsigned g)
{
	enum family_ladder ladder = family_at(f)->ladder;

	if ((ladder != LADDER_NONE && ladder == family_at(g)->ladder) ||
	    ((family_at(f)->flags | family_at(g)->flags) & FAMILY_PLAIN) || family_is_rule(f) ||
	    family_is_rule(g) || l->inside[f][g] != l->inside[g][f] || l->after_top[f] ||
	    l->after_top[g])
		return true;
	return l->first[f] < l->position[g] && l->first[g] < l->position[f];
}

/* Gives levels to those of one kind, from the outermost on; returns the deepest. */
static unsigned order_kind(struct levels *l, bool annexed, unsigned top)
{
	unsigned placed[FAMILY_COUNT], n = 0, deepest = top - 1;

	for (unsigned f; (f = outermost(l, annexed)) < FAMILY_COUNT; placed[n++] = f) {
		unsigned level = top;

		for (unsigned k = 0; k < n; k++)
			if (level <= l->level[placed[k]] && meet(l, f, placed[k]))
				level = l->level[placed[k]] + 1u;
		l->level[f] = (uint8_t)level;
		deepest = level > deepest ? level : deepest;
	}
	return deepest;
}

static void order(struct levels *l)
{
	unsigned deepest, below;

	l->beside[FAMILY_CAPS] = l->position[FAMILY_CAPS] > 0;
	l->beside[FAMILY_EXERCISE] = true;
	l->beside[FAMILY_CAPS] = capitals_are_beside(l, outermost(l, false));
	deepest = order_kind(l, false, 1);
	below = order_kind(l, true, 2);
	for (unsigned f = 1; f < FAMILY_COUNT; f++)
		if ((family_at(f)->flags & FAMILY_TOP) || l->beside[f])
			l->level[f] = 1;
	if (l->beside[FAMILY_CAPS] && l->capitals.within * 2 > l->capitals.n)
		l->level[FAMILY_CAPS] = (uint8_t)++deepest;
	if (below > 1 && below > deepest)
		deepest = below;
	l->deepest = (uint8_t)(deepest > 0 ? deepest : 1);
}

/* 思考题 at the end of a chapter stands beside its sections. */
static void place_exercises(struct levels *l)
{
	static const uint8_t chapters[] = {FAMILY_CHAPTER, FAMILY_ZHANG,  FAMILY_JIANG,
					   FAMILY_KO_JANG, FAMILY_KO_HWA, FAMILY_TOPIC};
	unsigned level = 0;

	if (!l->position[FAMILY_EXERCISE])
		return;
	for (size_t i = 0; i < sizeof(chapters) && level == 0; i++)
		level = l->level[chapters[i]];
	l->level[FAMILY_EXERCISE] = (uint8_t)(level + 1);
	if (level + 1 > l->deepest)
		l->deepest = (uint8_t)(level + 1);
}

/* 2.1. without marks below the marked 2.: the level of the first says it. */
static void place_unmarked(struct levels *l, const struct candidate *items, size_t n,
			   const struct ruling *rulings)
{
	unsigned above = 1;

	for (size_t i = 0; i < n && !l->level[FAMILY_DECIMAL_2]; i++) {
		if (rulings[i].verdict != RULING_HEADING)
			continue;
		if (family_is_markup(items[i].family))
			above = marked_level(&l->marked, &items[i]);
		else if (items[i].family == FAMILY_DECIMAL_2)
			l->level[FAMILY_DECIMAL_2] = (uint8_t)(above + 1);
	}
	if (l->level[FAMILY_DECIMAL_2] > l->deepest)
		l->deepest = l->level[FAMILY_DECIMAL_2];
}

static void find_levels(struct levels *l, const struct candidate *items, size_t n,
			const struct ruling *rulings)
{
	if (l->marked.any) {
		l->deepest = l->marked.deepest;
		place_unmarked(l, items, n, rulings);
		return;
	}
	gather(l, items, n, rulings);
	find_annexed(l, items, n, rulings);
	order(l);
	place_exercises(l);
	/* the sections of a man page or an RFC stand beside its first numbered level */
	if (l->position[FAMILY_COLUMN] && l->position[FAMILY_COLUMN_2]) {
		l->level[FAMILY_COLUMN_2] = 2;
		l->deepest = 2;
	}
}

static uint8_t level_of(const struct levels *l, const struct candidate *c, struct ruling ruling)
{
	unsigned family = ruled_family(c, ruling);

	if (c->family == FAMILY_TITLE)
		return 0;
	if (ruling.verdict == RULING_POINT)
		return (uint8_t)(l->deepest + 1);
	if (family_is_rule(family))
		return has_fixed_level(c) ? c->branch : l->level[family] ? l->level[family] : 1;
	return family_is_markup(family) ? marked_level(&l->marked, c) : l->level[family];
}

static struct heading heading_of(const struct candidate *c, struct ruling ruling)
{
	struct heading h = {.offset = c->offset,
			    .line = c->line,
			    .parent = OUTLINE_NONE,
			    .number = ruled_number(c, ruling),
			    .body = c->body,
			    .indent = c->indent,
			    .title = c->title,
			    .title_len = c->title_len,
			    .family = (uint8_t)ruled_family(c, ruling),
			    .reason = ruling.reason};

	if (ruling.verdict == RULING_POINT)
		h.flags |= HEADING_POINT;
	if (c->evidence & EVIDENCE_RUN_IN)
		h.flags |= HEADING_RUN_IN;
	if (c->evidence & EVIDENCE_STOPPED) {
		if (ruling.stopped) {
			h.title = candidate_narrow(c->body - c->title_len);
		} else {
			h.title_len = 0;
			h.body = c->title;
		}
	}
	if (ruling.untitled) {
		h.title_len = 0;
		h.body = c->title;
		h.flags |= ruling.untitled == UNTITLED_TEXT ? HEADING_RUN_IN : 0;
	}
	return h;
}

/* A point's title ends before the next point of its paragraph; the mark between is no part. */
static void cut_points(struct heading *h, const struct candidate *c, const struct candidate *next)
{
	uint64_t end = next->offset - next->length;

	if (!(next->evidence & EVIDENCE_INSIDE) || next->line != c->line ||
	    end >= c->offset + c->title + c->title_len || end < c->offset + c->title)
		return;
	h->title_len = (uint16_t)(end - c->offset - c->title);
	h->body = (uint32_t)(next->offset - c->offset);
}

/* The contents of a chapter, right below its title, are in it. */
static void place_contents(const struct levels *l, const struct heading *before, struct heading *h)
{
	if (family_at(before->family)->ladder == LADDER_UNIT && h->line - before->line <= 3 &&
	    !l->marked.any)
		h->level = (uint8_t)(before->level + 1);
}

/* The headings above the next one, from the outermost. */
struct path {
	uint32_t heading[64];
	unsigned depth;
};

/* Ends the sections that one of this level, or the end of the text, is not in. */
static void leave_sections(struct outline *o, struct path *path, unsigned level)
{
	while (path->depth > 0 && o->items[path->heading[path->depth - 1]].level >= level)
		o->items[path->heading[--path->depth]].next = (uint32_t)o->n;
}

static void add_heading(struct outline *o, struct heading *h, struct path *path)
{
	leave_sections(o, path, h->level);
	if (h->level == 0) {
		h->next = (uint32_t)o->n + 1;
	} else {
		h->parent = path->depth ? path->heading[path->depth - 1] : OUTLINE_NONE;
		h->depth = (uint8_t)(path->depth + 1);
		path->heading[path->depth++] = (uint32_t)o->n;
	}
	/* by bytes: candidates may have stood there */
	memcpy((char *)o->items + o->n * sizeof(*h), h, sizeof(*h));
	o->n++;
}

static bool is_counted(const struct candidate *c, struct ruling ruling)
{
	return ruling.verdict == RULING_HEADING && c->family != FAMILY_TITLE &&
	       !(family_at(c->family)->flags & (FAMILY_TOP | FAMILY_PLAIN));
}

/*
 * 幕間 between 第三話 and 第四話, プロローグ between 第一章 and its 第一話: beside the episodes,
 * where these are inside of something.  `before` is the last heading that counts; the result is 0
 * where the family says the level.
 */
static uint8_t level_between(const struct levels *l, const struct candidate *before,
			     const struct candidate *items, const struct ruling *rulings, size_t n)
{
	size_t i = 1, reach = n < BETWEEN_REACH ? n : BETWEEN_REACH;
	unsigned f;

	while (i < reach && !is_counted(&items[i], rulings[i]))
		i++;
	if (items[0].family != FAMILY_FRONT || before->family == FAMILY_TITLE || i == reach)
		return 0;
	f = items[i].family;
	if ((family_at(f)->flags & FAMILY_ARTICLE) || l->level[f] < 2)
		return 0;
	if (before->family == f)
		return items[i].number == before->number + 1 ? l->level[f] : 0;
	return (family_at(f)->flags & FAMILY_COUNTED) &&
			       family_at(before->family)->ladder == LADDER_UNIT &&
			       l->level[before->family] < l->level[f] &&
			       !(before->evidence & EVIDENCE_BODY)
		       ? l->level[f]
		       : 0;
}

void decide_tree(const struct candidate *items, size_t n, const struct ruling *rulings,
		 struct outline *o)
{
	struct levels *l = memory_zalloc(1, sizeof(*l));
	struct path path = {.depth = 0};
	struct candidate before = {.family = FAMILY_TITLE}, counted = before;

	l->marked.notation = o->notation;
	marked_levels_find(&l->marked, items, n, rulings);
	find_levels(l, items, n, rulings);
	for (size_t i = 0; i < n; i++)
		if (has_fixed_level(&items[i]) && items[i].branch > l->deepest)
			l->deepest = items[i].branch;
	for (size_t i = 0; i < n; i++) {
		struct candidate c;
		struct heading h;
		uint8_t between;

		if (rulings[i].verdict != RULING_HEADING && rulings[i].verdict != RULING_POINT)
			continue;
		memcpy(&c, &items[i], sizeof(c));
		h = heading_of(&c, rulings[i]);
		h.level = level_of(l, &c, rulings[i]);
		if (c.family == FAMILY_FRONT &&
		    (between = level_between(l, &counted, &items[i], &rulings[i], n - i)) > 0)
			h.level = between;
		if (is_counted(&c, rulings[i]))
			counted = c;
		if (h.family == FAMILY_CONTENTS && o->n > 0)
			place_contents(l, &o->items[o->n - 1], &h);
		if (rulings[i].verdict == RULING_POINT && family_is_point(before.family))
			cut_points(&o->items[o->n - 1], &before, &c);
		add_heading(o, &h, &path);
		before = c;
	}
	leave_sections(o, &path, 0);
	free(l);
}
