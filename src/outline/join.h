/* SPDX-License-Identifier: MIT */
/*
 * Titles on two lines.  A candidate waits for what the next lines say:
 *
 *     CHAPTER I                a label alone: its title may stand below, also after a blank line
 *     Down the Rabbit-Hole
 *
 *     3.  Why is it called so, when every other    a title that is wrapped: the next line is
 *         program is called something else?        indented like it, and then there is a gap
 *
 *     关于印发《…》             the document's own title
 *     的通知
 *
 *     山間集落における買い物行動の変化
 *     ―移動販売車の利用記録から―
 *
 * The second line is taken when the line after it has come: a blank, or a candidate.  A document's
 * title that is centred, or ends in the middle of a phrase, may have one or two lines more, and so
 * may that of a chapter, if its lines are long or in capitals and a blank follows.
 */
#ifndef OUTLINE_JOIN_H
#define OUTLINE_JOIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"

/* A line that is no candidate, clean: where its text begins and ends in the source too. */
struct join_line {
	const char *s; /* without blanks at either end; n is 0 if it is too long for a title */
	size_t n;
	uint64_t begin, end; /* in the source */
	unsigned column;     /* cells before it, roughly */
};

struct join {
	size_t item; /* of the collector's candidates; SIZE_MAX: none waits */
	enum { JOIN_BELOW, JOIN_WRAPPED, JOIN_DOCUMENT } kind;
	unsigned blanks;             /* since it came */
	unsigned column;             /* of its title */
	unsigned lines;              /* that stand ready, besides the first */
	bool chapter;                /* its title may be wrapped with no line set in */
	bool strict;                 /* a blank must follow: the next line looks like text */
	bool long_line;              /* the last one had to be wrapped, or is in capitals */
	bool stopped;                /* BELOW: the line ends with a full stop: The Widow. */
	bool bracketed;              /* the last of them is in brackets: (normative) */
	bool flush;                  /* WRAPPED: may go on in the column of its label */
	bool pending;                /* a second line stands ready */
	bool had_body;               /* before that line */
	bool last_letter_ends_title; /* DOCUMENT: the last line ends as titles in Chinese do */
	bool short_first;            /* DOCUMENT: nothing but the second line makes it go on */
	bool unfinished;             /* DOCUMENT: the last line ends in the middle: 政府和 */
	bool open;           /* DOCUMENT: so that it goes on behind a gap too: 关于印发 */
	bool whole;          /* DOCUMENT: the lines that stand ready are a whole title */
	struct match second; /* the second line, weighed */
	uint64_t begin, end; /* of the second line's text */
};

#define JOIN_NONE ((struct join){.item = SIZE_MAX})

/* A candidate was appended whose line, clean, is s[0..n). */
void join_start(struct join *j, size_t item, const struct candidate *c, const struct match *m,
		const char *s, size_t n);

/* The next line: no candidate; blank; a candidate.  items are the collector's. */
void join_take_line(struct join *j, struct candidate *items, const struct join_line *line);
void join_take_blank(struct join *j, struct candidate *items);
void join_take_candidate(struct join *j, struct candidate *items);

/* Whether a line that is no candidate would be looked at; whether it may be a label's title, or go
 * on with that of the document. */
bool join_waits(const struct join *j);
bool join_wants_title(const struct join *j);

/* Whether a line in capitals right below may be the rest of the title. */
bool join_goes_on(const struct join *j);

/* Whether the line that was offered last stands ready as the title of a volume: 卷一 over 耳中人,
 * which may as well be the first of its tales. */
bool join_holds_volume(const struct join *j, const struct candidate *items);

#endif
