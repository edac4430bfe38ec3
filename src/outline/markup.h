/* SPDX-License-Identifier: MIT */
/*
 * Headings that a notation marks: Markdown (ATX), underlines (setext, reStructuredText), Aozora
 * notes, man pages, RFCs.  Each function looks at one clean line; what spans lines (fences, front
 * matter, comments) is kept in struct markup.
 */
#ifndef OUTLINE_MARKUP_H
#define OUTLINE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"

struct markup {
	char fence; /* ` or ~ inside a fenced block, else 0 */
	unsigned fence_len;
	bool front_matter; /* between the --- at the very start and the next one */
	bool comment;      /* inside <!-- --> */
	bool aozora;       /* notes were seen */
	bool man;          /* the first line was a man page's running head */
	bool rfc;          /* a header of the RFC series was seen */
};

/* Follows what spans lines; first says that this is the first line of the text.  Returns whether
 * the line belongs to such a block (no markup in it is a heading). */
bool markup_follow(struct markup *state, const char *s, size_t n, bool first);

/* `## Title`. */
bool markup_match_atx(const char *s, size_t n, struct match *m);

/* A line that is one punctuation mark repeated (at least 3 times): that mark, else 0. */
char markup_adornment(const char *s, size_t n, size_t *columns);

/* The line above an adornment as a heading; over says that one stands above it too. */
bool markup_match_underlined(const char *s, size_t n, char mark, bool over, size_t columns,
			     struct match *m);

/* ［＃「…」は中見出し］ and ［＃大見出し］…［＃大見出し終わり］. */
bool markup_match_aozora(const char *s, size_t n, struct match *m);

/* Lines that begin at the left edge, or three columns into it, of a man page. */
bool markup_match_man(const char *s, size_t n, struct match *m);

/* Unnumbered sections at the left edge of an RFC. */
bool markup_match_rfc(const char *s, size_t n, struct match *m);

/* Whether a line is a running head or foot: parts set wide apart, or [Page 3]. */
bool markup_is_running(const char *s, size_t n);

#endif
