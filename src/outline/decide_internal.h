/* SPDX-License-Identifier: MIT */
/* What the parts of decide() share. */
#ifndef OUTLINE_DECIDE_INTERNAL_H
#define OUTLINE_DECIDE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/family.h"
#include "outline/reason.h"

#define OPEN_CHAINS 6 /* interrupted chains of one family that may still go on */

/* Consecutive numbers of one family. */
struct chain {
	uint32_t members, steps; /* steps: members whose number follows the one before */
	uint32_t first;          /* index of its first candidate */
	uint32_t last;
	uint32_t first_number, last_number, branch;
	uint32_t bodies;     /* members but the last that have text of their own */
	uint32_t clauses;    /* members but the last that end with ；or ， */
	uint32_t sentences;  /* members that are sentences */
	uint32_t wrapped;    /* members in Latin script whose next line is their own */
	uint32_t middles;    /* members before which a sentence is not at its end */
	uint32_t blanks;     /* members with a blank line before */
	uint32_t lowers;     /* members whose title begins with a small letter */
	uint32_t paragraphs; /* members that begin a paragraph of several lines */
	uint32_t questions;  /* members that ask */
	uint32_t wide;       /* members with a long line of text of their own */
	uint64_t lengths;    /* of titles that are whole lines, in characters */
	uint32_t latins;     /* members in Latin script */
	uint32_t captions;   /* members in Latin script whose text runs on behind a caption */
	uint32_t crossings;  /* of headings further out, between two members */
	uint32_t at;         /* the last member seen, while crossings are counted */
	uint32_t tight;      /* members right below the one before */
	uint32_t flush;      /* members in Latin script with text at once below */
	uint32_t article;    /* 1 + the article that it begins in; 0: none */
	uint32_t choices;    /* members with choices to answer right below: A. B. C. */
	uint8_t family;
	uint8_t reason; /* enum reason: of all its members */
	bool accepted;
	bool clauses_of_article; /* stands inside one */
	bool decimals;           /* 3.1 follows its 3. */
	bool below_exercise;     /* it begins right below 思考题 */
	bool questions_asked;    /* most members have choices */
};

struct open_chains {
	uint32_t chain[OPEN_CHAINS];
	unsigned n;
};

struct decision {
	const struct candidate *items;
	size_t n;
	struct ruling *rulings;
	uint32_t *chain_of; /* of each candidate; UINT32_MAX if none; of a point in a list: the one
			       before */
	struct chain *chains;
	size_t n_chains, chain_capacity;
	struct open_chains open[FAMILY_COUNT];
	size_t listed_begin, listed_end; /* entries of a printed contents, if any */
	/* 1 + the last article (0 if something outer came since); 1 + the last thing that is
	 * further out */
	uint32_t article, outer;
	bool statute;                   /* an article came */
	uint32_t running_key;           /* of a running head in capitals; 0: none */
	bool established[FAMILY_COUNT]; /* a sequence of the family was accepted */
};

/* Makes chains of all numbered candidates (but entries of printed contents, and prose), and judges
 * them. */
void decide_chains(struct decision *d);

/* Judges all chains, each by itself and by what stands around it. */
void decide_judge_chains(struct decision *d);

/* Whether the candidate i is of a list within a paragraph: 一、 right over 二、, each of them one
 * sentence with nothing below, or none of them set off by a gap. */
bool decide_is_quoted(const struct decision *d, size_t i);

/* Rejects such lists in a text whose chapters are numbers alone: a letter, a placard. */
void decide_quoted(struct decision *d);

/* Whether a candidate has a number that counts. */
bool decide_is_numbered(const struct candidate *c);

/* Finds a printed contents by what it lists: d->listed_begin and d->listed_end. */
void decide_listed(struct decision *d);

/* Rejects capitals that come again and again: who speaks in a play. */
void decide_repeats(struct decision *d);

/* Rejects chains that are the questions of an examination, and their parts. */
void decide_questions(struct decision *d);

/* Whether 3.1 follows 3. at once: i is a candidate that is read as this number. */
bool decide_holds_decimal(const struct decision *d, size_t i, uint32_t number);

/* Clauses of articles: after each candidate, which article the next ones stand in; whether a chain
 * cannot go on, since it belongs to an article further up; rejects those that stand inside one. */
void decide_follow_article(struct decision *d, uint32_t i);
bool decide_is_left_behind(const struct decision *d, const struct chain *chain);
void decide_clauses(struct decision *d);

/* Whether what counts so may be the clauses of an article: （一） 1. ア. */
bool decide_may_be_clause(unsigned family);

/* Reads 1. as one of another family where it stands within 1., further in. */
void decide_inner(struct decision *d);

/* Rejects chains that are the steps of a section. */
void decide_steps(struct decision *d);

/* The index behind the entries of the printed contents whose heading is i; i + 1 if it has none.
 * Sure: the first of them comes again there. */
size_t decide_contents_end(const struct decision *d, size_t i, bool *sure);

struct outline;

/* Links the entries of printed contents, as they were ruled on, to the headings behind them. */
void decide_contents_links(const struct candidate *items, size_t n, const struct ruling *rulings,
			   struct outline *o);

/* Finds out whether the articles of a statute in Latin script have titles, or text at once. */
void decide_articles(struct decision *d);

/* Rules on kinds that do not count, by their looks: ■ 概要, capitals, underlined lines; and on
 * short lines between gaps. */
void decide_looks(struct decision *d);
void decide_lines(struct decision *d);

/* Rules on the versions of a list of news. */
void decide_versions(struct decision *d);

/* Of the lines with signs of one kind: how many have text of their own, and a gap before. */
struct signs {
	size_t members, texts, blanks;
};

void decide_count_sign(struct signs *signs, const struct candidate *c);

/* Whether lines of a kind, which come below numbered headings, are neither set off nor have text.
 */
bool decide_are_bullets(const struct signs *signs, unsigned family);

/* Whether the candidate i is 【作者】　松原, among others of its kind: a field. */
bool decide_is_field(const struct decision *d, size_t i);

/* Whether what stands right below the candidate i may be inside it. */
bool decide_holds_next(const struct decision *d, size_t i);

/* Over the numbers of which families short lines stand that are the outer headings. */
struct openers {
	bool any;
	bool over[FAMILY_COUNT];
};

void decide_openers(const struct decision *d, struct openers *o);

/* Whether the candidate i is such a line. */
bool decide_opens(const struct decision *d, const struct openers *o, size_t i);

/* Finds the document's title; any says that there are headings or points. */
void decide_title(struct decision *d, unsigned notation, bool any);

/* Rules on points between the headings that are ruled on already. */
void decide_points(struct decision *d);

static inline void rule_out(struct decision *d, size_t i, enum reason reason)
{
	d->rulings[i].verdict = RULING_NONE;
	d->rulings[i].reason = (uint8_t)reason;
}

static inline void rule_in(struct decision *d, size_t i, enum ruling_verdict verdict,
			   enum reason reason)
{
	d->rulings[i].verdict = (uint8_t)verdict;
	d->rulings[i].reason = (uint8_t)reason;
}

#endif
