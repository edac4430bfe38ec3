/* SPDX-License-Identifier: MIT */
/*
 * The table of heading families: one row says everything about one way of numbering or marking
 * headings.  Rows are in the order of the ladders, which are only priors: where a document nests
 * its families otherwise, the document is right (decide.h).
 */
#ifndef OUTLINE_FAMILY_H
#define OUTLINE_FAMILY_H

#include <stdint.h>

/* How the beginning of a line is matched. */
enum family_form {
	FORM_TITLE,   /* the document's title: by its place */
	FORM_UNIT,    /* 第 numeral unit: 第一章, 第 3 节, 第十二条之一, 제1장 */
	FORM_AFTER,   /* unit numeral: 卷一, 卷之二 */
	FORM_KEYWORD, /* keyword numeral: Chapter IV, 附件2, 番外 第一章 */
	FORM_ALONE,   /* a word that is the whole line, or is set off from what follows: 前言 */
	FORM_MARK,    /* numeral and a mark: 一、 1. 가. A. */
	FORM_BRACKET, /* (numeral), or numeral and a closing bracket: （一） 1) */
	FORM_SIGN,    /* one character: ① ㈠ ⒈ */
	FORM_DECIMAL, /* 1.2, 1.2.3, A.1 */
	FORM_MARKUP,  /* marked by a notation of its own: markup.c */
	FORM_POINT    /* 一是, 其一, 首先: at the start of a clause: point.c */
};

enum family_flags {
	FAMILY_ARTICLE = 1 << 0, /* what follows the label is the text itself */
	FAMILY_RUN_IN = 1 << 1,  /* the title may end at the first sentence's end */
	FAMILY_LIST = 1 << 2,    /* is as often a list: needs bodies */
	FAMILY_ANY = 1 << 3,     /* may begin with any number and miss several */
	FAMILY_TOP = 1 << 4,     /* not numbered: stands at the outermost level */
	FAMILY_HALF = 1 << 5     /* FORM_BRACKET: no opening bracket */
};

/* What separates levels that the table knows from those that the document shows. */
enum family_ladder { LADDER_NONE, LADDER_UNIT, LADDER_DECIMAL, LADDER_MARKUP };

enum family_id {
	FAMILY_TITLE,
	FAMILY_MARKUP_1,
	FAMILY_MARKUP_2,
	FAMILY_MARKUP_3,
	FAMILY_MARKUP_4,
	FAMILY_MARKUP_5,
	FAMILY_MARKUP_6,
	FAMILY_EXTRA,
	FAMILY_APPENDIX,
	FAMILY_FRONT,
	FAMILY_COLUMN,
	FAMILY_COLUMN_2,
	FAMILY_EN_PART,
	FAMILY_EN_BOOK,
	FAMILY_EN_CHAPTER,
	FAMILY_EN_ARTICLE,
	FAMILY_EN_SECTION,
	FAMILY_BIAN,
	FAMILY_JUAN,
	FAMILY_JUAN_AFTER,
	FAMILY_BU,
	FAMILY_FENBIAN,
	FAMILY_PIAN,
	FAMILY_ZHANG,
	FAMILY_HUI,
	FAMILY_JIE,
	FAMILY_KUAN,
	FAMILY_TIAO,
	FAMILY_KO_PYEON,
	FAMILY_KO_JANG,
	FAMILY_KO_JEOL,
	FAMILY_KO_JO,
	FAMILY_HAN_MARK,
	FAMILY_HAN_BRACKET,
	FAMILY_ROMAN_MARK,
	FAMILY_LETTER_MARK,
	FAMILY_DIGIT_MARK,
	FAMILY_DECIMAL_2,
	FAMILY_DECIMAL_3,
	FAMILY_DECIMAL_4,
	FAMILY_DECIMAL_5,
	FAMILY_HANGUL_MARK,
	FAMILY_DIGIT_HALF,
	FAMILY_HANGUL_HALF,
	FAMILY_DIGIT_BRACKET,
	FAMILY_HANGUL_BRACKET,
	FAMILY_SIGN,
	FAMILY_POINT_IS,
	FAMILY_POINT_MUST,
	FAMILY_POINT_OF,
	FAMILY_POINT_FIRST,
	FAMILY_POINT_ORDER,
	FAMILY_COUNT
};

struct family {
	const char *name;
	enum family_form form;
	unsigned numerals; /* enum numeral_kind */
	const char *words; /* units, keywords or marks, separated by blanks; in order of length */
	unsigned flags;    /* enum family_flags */
	enum family_ladder ladder;
};

/* The row of a family. */
const struct family *family_at(unsigned family);

/* The name of a family as JSON prints it. */
const char *family_name(unsigned family);

static inline int family_is_point(unsigned family)
{
	return family >= FAMILY_POINT_IS && family <= FAMILY_POINT_ORDER;
}

static inline int family_is_markup(unsigned family)
{
	return family >= FAMILY_MARKUP_1 && family <= FAMILY_MARKUP_6;
}

#endif
