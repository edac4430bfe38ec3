/* SPDX-License-Identifier: MIT */
/*
 * Notations: the ways in which a text marks its headings.  One row a notation: its name (for
 * --rules), and what else of the document may be a heading beside its marks.
 */
#ifndef OUTLINE_NOTATION_H
#define OUTLINE_NOTATION_H

#include <stdint.h>

/* What a document is written in; NOTATION_PLAIN also stands for a candidate without marks. */
enum candidate_notation {
	NOTATION_PLAIN, /* no marks: headings are numbered or named */
	NOTATION_MARKDOWN,
	NOTATION_RST,
	NOTATION_AOZORA,
	NOTATION_MAN, /* a rendered manual page */
	NOTATION_RFC,
	NOTATION_ASCIIDOC,
	NOTATION_ORG,
	NOTATION_TEXTILE,
	NOTATION_TXT2TAGS,
	NOTATION_MEDIAWIKI,
	NOTATION_LATEX,
	NOTATION_TEXINFO,
	NOTATION_POD,  /* documentation of Perl, its source */
	NOTATION_ROFF, /* the source of a manual page */
	NOTATION_INFO, /* Texinfo, rendered */
	NOTATION_DIFF,
	NOTATION_MBOX,
	NOTATION_VIM,       /* help of the editor Vim */
	NOTATION_CHANGELOG, /* entries by version or date: Debian, GNU */
	NOTATION_HELP,      /* what a program prints for --help */
	NOTATION_NONE,      /* logs, sources, data: no headings at all */
	NOTATION_COUNT,
	NOTATION_AUTO /* of an option: found from the text */
};

enum notation_flags {
	NOTATION_NUMBERED = 1 << 0, /* numbered headings count as they do in plain text */
	NOTATION_TITLED = 1 << 1,   /* the first line that can be one is the title */
	NOTATION_POINTS = 1 << 2,   /* has points */
	NOTATION_HEADED = 1 << 3, /* one heading of the first level that comes first is the title */
	NOTATION_COLUMNS = 1 << 4 /* headings show by their column: FAMILY_COLUMN */
};

/* The name as the user writes it: "markdown", "none", "auto". */
const char *notation_name(unsigned notation);

/* The notation of a name, NOTATION_AUTO included; NOTATION_COUNT if there is none. */
unsigned notation_by_name(const char *name);

/* enum notation_flags; not of NOTATION_AUTO. */
unsigned notation_flags(unsigned notation);

/* The marks of underlined titles in the order of their levels; "" if the first use orders them. */
const char *notation_underlines(unsigned notation);

/* A set of notations is a mask of these. */
static inline uint32_t notation_bit(unsigned notation)
{
	return (uint32_t)1 << notation;
}

#endif
