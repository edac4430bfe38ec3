/* SPDX-License-Identifier: MIT */
/*
 * Headings that a notation marks.  A line may have the shape of a heading in several notations at
 * once (`== T ==`, a title with an underline); it carries the set of those that would take it, and
 * the verdict on the document picks one (notation_census.h).
 *
 *     markup_match()       one raw line that is a heading by itself: ## T, == T ==, ** T, h2. T,
 *                          \section{T}, .SH T
 *     markup_underlined()  a title by the adornment below it
 *     markup_match_...()   one clean line of text that was rendered for reading: man pages, RFCs,
 *                          Aozora notes
 *
 * What spans lines is followed by markup_blocks.h, and by markup_files.h for patches and mail.
 * Sets of notations are masks of notation_bit().
 */
#ifndef OUTLINE_MARKUP_H
#define OUTLINE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "outline/candidate.h"

/* A line without the blanks at its end; it is not empty. */
struct markup_line {
	const char *s;
	size_t n;
	uint64_t begin;    /* in the source */
	uint64_t number;   /* from 0 */
	size_t in;         /* bytes of blanks before its text */
	bool first;        /* of the text */
	bool blank_before; /* a blank line, or the start of the text */
	bool free_before;  /* the same, attribute and comment lines of AsciiDoc passed over */
	bool underline;    /* AsciiDoc takes it for the underline of a title */
	bool below_title;  /* some notation does */
	bool nofill;       /* roff: between .nf and .fi */
	uint32_t inside; /* notations that have it inside of a block, where nothing is a heading */
};

enum mark_style {
	MARK_OVER = 1 << 8,   /* an adornment above the title too; the low byte is its mark */
	MARK_TITLE = 1 << 9,  /* the document's title by its notation */
	MARK_FUZZY = 1 << 10, /* the adornment is much longer than the title */
	MARK_HTML = 1 << 11   /* <h1>T</h1>: says nothing of the notation */
};

/* What a line is; offsets are bytes of the line. */
struct mark {
	size_t begin; /* of the label: marks that are no part of the title */
	size_t title, title_end;
	uint32_t notations;
	uint32_t style; /* underlines: the mark and enum mark_style */
	uint8_t level;  /* from 1 to 6 */
};

/* Whether a line whose text begins with this byte may be a mark: cheap, for every line. */
bool markup_is_possible(char first);

/* Matches a line that is a heading by itself.  m->notations is not 0 then. */
bool markup_match(const struct markup_line *line, struct mark *m);

/* The level of a heading of HTML that the line begins without words of it; 0 if it does not. */
unsigned markup_html_opens(const struct markup_line *line);

/* A line inside of a heading of HTML.  False if it has no words; *ends if the heading does. */
bool markup_html_inside(const struct markup_line *line, unsigned level, struct mark *m, bool *ends);

/* A line that is one punctuation mark repeated (at least twice): that mark, else 0. */
char markup_adornment(const char *s, size_t n, size_t *columns);

struct adornment {
	char mark;
	size_t columns;
	size_t in; /* blanks before it */
	bool over; /* the same stands above the title, as long */
};

/* The line above an adornment as a heading. */
bool markup_underlined(const struct markup_line *title, const struct adornment *under,
		       struct mark *m);

/* ［＃「…」は中見出し］ and ［＃大見出し］…［＃大見出し終わり］, 同行 and 窓 too. */
bool markup_match_aozora(const char *s, size_t n, struct match *m);

/* ［＃ここから大見出し］: 1 to 3; ［＃ここで大見出し終わり］: -1; 0: neither. */
int markup_aozora_block(const char *s, size_t n);

/* The first line of such a block. */
bool markup_match_aozora_inside(const char *s, size_t n, int level, struct match *m);

/* Lines that begin at the left edge, or two or three columns into it, of a man page. */
bool markup_match_man(const char *s, size_t n, struct match *m);

/* The running head of a man page: XZ(1) ... XZ(1). */
bool markup_is_man_head(const char *s, size_t n);

/* Unnumbered sections at the left edge of an RFC. */
bool markup_match_rfc(const char *s, size_t n, struct match *m);

/* Whether a line is a running head or foot: parts set wide apart, or [Page 3]. */
bool markup_is_running(const char *s, size_t n);

/* Appends a marked title without the marks inside of it: **bold**, [text](url), `code`, {#id},
 * escapes.  The notation is that of the document. */
void markup_title_clean(unsigned notation, const char *title, size_t n, struct buffer *out);

#endif
