/* SPDX-License-Identifier: MIT */
/*
 * Candidates: what a line could be.  A row of the family table matches its beginning; the evidence
 * that decide() weighs is taken down with it, so that the text need not be read again.
 *
 *     candidate_match()    one cleaned line -> a candidate (pure)
 *     points_find()        one cleaned paragraph -> its points (pure)
 *     collector            lines in order -> all candidates (collector.h)
 */
#ifndef OUTLINE_CANDIDATE_H
#define OUTLINE_CANDIDATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/notation.h"

enum candidate_evidence {
	EVIDENCE_BLANK_BEFORE = 1 << 0,   /* a blank line, or the start of the text, before it */
	EVIDENCE_BLANK_AFTER = 1 << 1,    /* a blank line, or the end of the text, behind it */
	EVIDENCE_BODY = 1 << 2,           /* lines that are no candidates follow */
	EVIDENCE_RUN_IN = 1 << 3,         /* more text behind the title in the same line */
	EVIDENCE_SENTENCE = 1 << 4,       /* the line ends with 。！？ or a full stop */
	EVIDENCE_CLAUSE = 1 << 5,         /* the line ends with ；，、: it goes on */
	EVIDENCE_LEAD_IN = 1 << 6,        /* the last line of text before it ends with a colon */
	EVIDENCE_SEPARATED = 1 << 7,      /* the label is set off from the title, or stands alone */
	EVIDENCE_COMMA = 1 << 8,          /* the title has a comma */
	EVIDENCE_CONTENTS = 1 << 9,       /* dot leaders or a page number end the line */
	EVIDENCE_SHADOW = 1 << 10,        /* the second label of a line: counts, but is not shown */
	EVIDENCE_FENCED = 1 << 11,        /* MARKUP: in the shape of the notation, in doubt else */
	EVIDENCE_INSIDE = 1 << 12,        /* POINT: not at the start of its paragraph */
	EVIDENCE_CONTENTS_HEAD = 1 << 13, /* the line is 目录 or Contents */
	EVIDENCE_COLON = 1 << 14,         /* the line ends with a colon */
	EVIDENCE_AFTER_TITLE = 1 << 15,   /* not the first line of the text that is not blank */
	EVIDENCE_LATIN = 1 << 16,         /* the title has no character past U+2E80 */
	EVIDENCE_LOWER = 1 << 17,         /* the title begins with a small letter */
	EVIDENCE_SET_OFF = 1 << 18,       /* more than a blank stands between label and title */
	EVIDENCE_PREFIXED = 1 << 19,      /* a name stands before the label: c.prefix */
	EVIDENCE_MIDDLE = 1 << 20,        /* the text before it ends in the middle of a sentence */
	EVIDENCE_CAPTION = 1 << 23,       /* short, and a sentence begins in the next line */
	EVIDENCE_PARAGRAPH = 1 << 24,     /* begins a paragraph of at least three lines */
	EVIDENCE_QUESTION = 1 << 25,      /* the line ends with a question mark */
	EVIDENCE_WIDE_GAP = 1 << 26,      /* two blank lines before it, or more */
	EVIDENCE_SIGNED = 1 << 27,        /* APPENDIX, ANNEX: a date stands a few lines below it */
	EVIDENCE_WIDE_BODY = 1 << 22,     /* a line of its body is as long as those of prose */
	EVIDENCE_SPEECH = 1 << 28,        /* what follows begins with a dash or a quotation mark */
	EVIDENCE_STOPPED = 1 << 29,       /* a short sentence below may be the title, and ends at
					     body: title is where the label ends */
	EVIDENCE_NOTES = 1 << 30,         /* the last line of text before it is 注 or Notes */
	EVIDENCE_VERSE = 1 << 27,         /* LINE: verse stands right below */
	EVIDENCE_LETTERHEAD = 1 << 21     /* TITLE: names sender, number or receiver of a paper */
};

/* Offsets like those of struct heading. */
struct candidate {
	uint64_t offset; /* where the label begins */
	uint32_t line;   /* from 0; UINT32_MAX if past that */
	uint32_t number; /* what the label counts */
	uint32_t prefix; /* a hash of the numbers before the last (1.2.), or of the name before the
			    label; SYMBOL: of the sign; MARKUP: enum mark_style */
	uint32_t body;   /* from offset to the text after the title */
	uint16_t indent; /* from the start of the line */
	uint16_t title;  /* from offset */
	uint16_t title_len;
	uint16_t length;   /* of the line after the label, in characters */
	uint32_t evidence; /* enum candidate_evidence */
	uint8_t family;
	uint8_t branch;   /* 第十二条之一: 1; of a user's rule: its level, 0 to be found;
			     LINE: the bytes before its body; MARKUP: its title begins with
			     a digit */
	uint8_t notation; /* enum candidate_notation: of markup */
	uint8_t column;   /* cells before the label, roughly; 255 and more */
	uint32_t key;     /* a hash of the title's characters, blanks left out;
			     MARKUP: the notations that take it, a mask of notation_bit() */
	uint16_t alternate_number;
	uint8_t alternate; /* the family that the label may belong to as well, or its own */
	uint8_t document;  /* of the first of all candidates: the notation of the text */
};

enum ruling_verdict {
	RULING_NONE,
	RULING_HEADING,
	RULING_POINT,
	RULING_SHADOW /* counts in its sequence, but the line has a heading already */
};

/* What decide() makes of a candidate, and why (reason.h). */
struct ruling {
	uint8_t verdict;       /* enum ruling_verdict */
	uint8_t reason;        /* enum reason */
	uint8_t alternate : 1; /* the label is read as one of c.alternate */
	uint8_t untitled : 2;  /* enum ruling_untitled */
	uint8_t stopped : 1;   /* the short sentence below is the title */
};

/* What follows the label is no title, but the text itself, or a heading on the next line. */
enum ruling_untitled { UNTITLED_NOT, UNTITLED_TEXT, UNTITLED_LINE };

/* The family and number that a candidate has by its ruling. */
static inline unsigned ruled_family(const struct candidate *c, struct ruling ruling)
{
	return ruling.alternate ? c->alternate : c->family;
}

static inline uint32_t ruled_number(const struct candidate *c, struct ruling ruling)
{
	return ruling.alternate ? c->alternate_number : c->number;
}

/* The prefix of labels that count 上 中 下: 下 comes behind 上 where there is no 中. */
#define CANDIDATE_PLACE 0x4E0A4E0Bu

/* A match in clean text; offsets are clean bytes of the line. */
struct match {
	struct candidate c; /* number, branch, prefix, family, evidence, length, column, key */
	size_t begin;       /* of the label */
	size_t title;
	size_t title_end; /* without marks that close it */
	size_t body;      /* where the text after the title begins; the line's length if none */
	struct match_second {
		bool is; /* a second label stands in the title: 第三卷 归航 第一章 */
		uint32_t number;
		uint8_t family;
	} second;
};

/* Lengths that a candidate has 16 bits for. */
static inline uint16_t candidate_narrow(uint64_t v)
{
	return v < 65535 ? (uint16_t)v : 65535;
}

struct raw_line;

/* The candidate of a match whose offsets are those of the raw line. */
struct candidate candidate_placed(const struct match *m, const struct raw_line *line);

struct label_index;

/* Matches one clean line.  A line that continues past n is cut there (`cut`). */
bool candidate_match(const struct label_index *index, const char *s, size_t n, bool cut,
		     struct match *m);

enum line_flags {
	LINE_FAR = 1 << 0, /* a wide gap stands before it */
	LINE_ASKS = 1 << 1 /* the text says that it answers questions */
};

/* A short line that is nothing but words, for one that stands between gaps: 风俗, Linux Commands.
 * Behind a wide gap it may have a comma: Bream, If You Must; where a text asks, it may be a
 * question.  flags: enum line_flags. */
bool candidate_match_line(const char *s, size_t n, unsigned flags, struct match *m);

/* A line of verse in Chinese: clauses of five or seven characters, 春眠不觉晓，处处闻啼鸟。 */
bool candidate_is_verse(const char *s, size_t n);

/* Fills the evidence of a line's end, its length and key from title on; for markup.c too. */
void candidate_weigh(const char *s, size_t n, struct match *m);

/* What candidate_match() does once a label is found: m->begin, m->title (behind the label) and the
 * family are set.  False if the line is no candidate after all. */
bool candidate_finish(const char *s, size_t n, bool cut, struct match *m);

/* Where the first sentence of s[from..n) ends, outside brackets and quotes: before its 。！？, n if
 * there is none. */
size_t candidate_sentence_end(const char *s, size_t n, size_t from);

/* Skips blanks (ideographic, no-break, BOM too) from pos. */
size_t candidate_skip_blanks(const char *s, size_t n, size_t pos);

/* The end of s[from..n) without blanks and marks that close a title: 。：；，. and the like. */
size_t candidate_trim(const char *s, size_t from, size_t n);

#endif
