/* SPDX-License-Identifier: MIT */
/*
 * The table of heading families: one row says everything about one way of numbering or marking
 * headings.  Rows are in the order of the ladders, which are only priors: where a document nests
 * its families otherwise, the document is right (decide.h).
 */
#ifndef OUTLINE_FAMILY_H
#define OUTLINE_FAMILY_H

#include <stdint.h>

/* How the beginning of a line is matched: label.h. */
enum family_form {
	FORM_TITLE,  /* the document's title: by its place */
	FORM_MARKUP, /* marked by a notation of its own: markup.c */
	FORM_UNIT,   /* 第 numeral unit: 第一章, 第 3 节, 第十二条之一, 제1장 */
	FORM_AFTER,  /* unit numeral: 卷一, 卷之二, その三 */
	FORM_KEYWORD, /* keyword numeral, or the reverse: Chapter IV, 附件2, Erster Teil, 2. Kapitel
		       */
	FORM_ALONE,   /* a word that is the whole line, or is set off from what follows: 前言 */
	FORM_SECTION,   /* § 12, § 12.3 */
	FORM_MARK,      /* numeral and a mark: 一、 1. 가. A. */
	FORM_SPACE,     /* numeral and a blank: 1 Scope, １　目的, 001 归来 */
	FORM_BRACKET,   /* (numeral), or numeral and a closing bracket: （一） 1) */
	FORM_SIGN,      /* one character: ① ㉮ */
	FORM_DECIMAL,   /* 1.2, 1.2.3, A.1 */
	FORM_BARE,      /* a numeral that is the whole line */
	FORM_SYMBOL,    /* a sign that does not count: ■ 概要, 【概要】 */
	FORM_CAPS,      /* a line in capitals */
	FORM_ENTRY,     /* as an entry of the printed contents says: contents.h */
	FORM_UNDERLINE, /* a row of = or - below, in no notation */
	FORM_BOLD,      /* the whole line is bold: overstruck, or by its colours */
	FORM_ASKED,     /* Q: What is this? */
	FORM_VERSION,   /* the line names a version: version.h */
	FORM_LINE,      /* a short line between gaps */
	FORM_TRAIL,     /* the numeral ends the line: 书名（12） */
	FORM_POINT      /* 一是, 其一, 首先: at the start of a clause: point.c */
};

enum family_flags {
	FAMILY_ARTICLE = 1 << 0, /* what follows the label is the text itself */
	FAMILY_RUN_IN = 1 << 1,  /* the title may end at the first sentence's end */
	FAMILY_LIST = 1 << 2,    /* is as often a list: needs bodies */
	FAMILY_ANY = 1 << 3,     /* may begin with any number and miss several */
	FAMILY_TOP = 1 << 4,     /* not numbered: stands at the outermost level */
	FAMILY_HALF = 1 << 5,    /* FORM_BRACKET: no opening bracket */
	FAMILY_COUNTED = 1 << 6, /* FORM_UNIT: also without 第 or 제, after digits: 1장, 3話 */
	FAMILY_BLANK = 1 << 7,   /* FORM_MARK: a blank is mark enough; FORM_UNIT: must be there */
	FAMILY_SET_OFF = 1 << 9, /* FORM_UNIT: as common in prose; a colon or the end must follow */
	FAMILY_PLACE = 1 << 10,  /* FORM_UNIT: 上篇 中篇 下篇 count as well */
	FAMILY_CLAUSE = 1 << 11, /* what follows may be the text itself, or a caption */
	FAMILY_PLAIN = 1 << 8    /* does not count: accepted for its look and its like */
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
	FAMILY_RULE_1, /* the user's own, in the order of the configuration: rules.h */
	FAMILY_RULE_LAST = FAMILY_RULE_1 + 15,
	FAMILY_EXTRA,
	FAMILY_APPENDIX,
	FAMILY_ANNEX,
	FAMILY_CONTENTS,
	FAMILY_FRONT,
	FAMILY_EXERCISE,
	FAMILY_COLUMN,
	FAMILY_COLUMN_2,
	FAMILY_ENTRY,
	FAMILY_VERSION,
	FAMILY_BOLD,
	FAMILY_CAPS,
	FAMILY_VOLUME,
	FAMILY_BOOK,
	FAMILY_PART,
	FAMILY_ACT,
	FAMILY_CHAPTER,
	FAMILY_SCENE,
	FAMILY_ARTICLE_WORD,
	FAMILY_SECTION,
	FAMILY_SECTION_SIGN,
	FAMILY_BIAN,
	FAMILY_JUAN,
	FAMILY_JUAN_AFTER,
	FAMILY_BU,
	FAMILY_FENBIAN,
	FAMILY_PIAN,
	FAMILY_ZHANG,
	FAMILY_MU,
	FAMILY_CHANG,
	FAMILY_HUI,
	FAMILY_JIANG,
	FAMILY_DAY,
	FAMILY_JIE,
	FAMILY_KUAN,
	FAMILY_ITEM,
	FAMILY_TIAO,
	FAMILY_KO_BU,
	FAMILY_KO_PYEON,
	FAMILY_KO_JANG,
	FAMILY_KO_HWA,
	FAMILY_KO_JEOL,
	FAMILY_KO_GWAN,
	FAMILY_KO_JO,
	FAMILY_TOPIC,
	FAMILY_TOPIC_2,
	FAMILY_NUMBER,
	FAMILY_QUESTION,
	FAMILY_SONO,
	FAMILY_TRAIL,
	FAMILY_NAME_ORDER,
	FAMILY_LINE,
	FAMILY_LINE_2,
	FAMILY_UNDERLINE_1,
	FAMILY_UNDERLINE_2,
	FAMILY_UNDERLINE_3,
	FAMILY_SYMBOL_1,
	FAMILY_SYMBOL_2,
	FAMILY_SYMBOL_3,
	FAMILY_SYMBOL_4,
	FAMILY_BARE_ROMAN,
	FAMILY_BARE_LETTER,
	FAMILY_BARE_HAN,
	FAMILY_BARE_DIGIT,
	FAMILY_FINANCIAL_MARK,
	FAMILY_DAI,
	FAMILY_HAN_MARK,
	FAMILY_HAN_BRACKET,
	FAMILY_WORD_MARK,
	FAMILY_ROMAN_MARK,
	FAMILY_LETTER_MARK,
	FAMILY_DIGIT_MARK,
	FAMILY_DIGIT_INNER,
	FAMILY_DIGIT_SPACE,
	FAMILY_DECIMAL_2,
	FAMILY_DECIMAL_3,
	FAMILY_DECIMAL_4,
	FAMILY_DECIMAL_5,
	FAMILY_HANGUL_MARK,
	FAMILY_DIGIT_HALF,
	FAMILY_HANGUL_HALF,
	FAMILY_DIGIT_BRACKET,
	FAMILY_HANGUL_BRACKET,
	FAMILY_STEM_MARK,
	FAMILY_STEM_BRACKET,
	FAMILY_SIGN,
	FAMILY_HANGUL_SIGN,
	FAMILY_KANA_MARK,
	FAMILY_IROHA_MARK,
	FAMILY_KANA_BRACKET,
	FAMILY_IROHA_BRACKET,
	FAMILY_LETTER_BRACKET,
	FAMILY_LETTER_LOW_MARK,
	FAMILY_LETTER_LOW_BRACKET,
	FAMILY_LETTER_HALF,
	FAMILY_ROMAN_LOW_MARK,
	FAMILY_ROMAN_LOW_BRACKET,
	FAMILY_ROMAN_HALF,
	FAMILY_ASKED,
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
	const char *words; /* units, keywords (in lower case), signs or marks, separated by blanks;
				 _ stands for a blank in a word */
	unsigned flags;    /* enum family_flags */
	enum family_ladder ladder;
};

/* The row of a family. */
const struct family *family_at(unsigned family);

/* The name of a family as JSON prints it; of a user's rule, see outline_family_name(). */
const char *family_name(unsigned family);

/* The other family that a label of this one may belong to: C. is a letter or a Roman numeral, イ
 * the second kana or the first of the iroha.  The same family if there is no doubt. */
unsigned family_alternate(unsigned family);

static inline int family_is_point(unsigned family)
{
	return family >= FAMILY_POINT_IS && family <= FAMILY_POINT_ORDER;
}

/* 前言, 番外, an entry of the printed contents: known by name. */
int family_is_named(unsigned family);

/* Preface, 附录: a word that is a heading by itself. */
static inline int family_is_word(unsigned family)
{
	return family == FAMILY_FRONT || family == FAMILY_ANNEX;
}

/* ■ and capitals: kinds that neither count nor are known by name. */
int family_is_look(unsigned family);

/* Article 3, Section 3, § 3: in Latin script, where what follows may be the text itself. */
static inline int family_is_article(unsigned family)
{
	return family == FAMILY_ARTICLE_WORD || family == FAMILY_SECTION ||
	       family == FAMILY_SECTION_SIGN;
}

static inline int family_is_markup(unsigned family)
{
	return family >= FAMILY_MARKUP_1 && family <= FAMILY_MARKUP_6;
}

static inline int family_is_rule(unsigned family)
{
	return family >= FAMILY_RULE_1 && family <= FAMILY_RULE_LAST;
}

static inline int family_is_decimal(unsigned family)
{
	return family >= FAMILY_DECIMAL_2 && family <= FAMILY_DECIMAL_5;
}

#endif
