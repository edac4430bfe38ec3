/* SPDX-License-Identifier: MIT */
/*
 * Numerals: what a label counts with.
 *
 *     12 １２   一百二十三 壹佰 廿三 二〇   xiv XIV   B   ① ⑴ ⒈ ㈠   가 나 다   ア イ ウ   twelve
 */
#ifndef OUTLINE_NUMERAL_H
#define OUTLINE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum numeral_kind {
	NUMERAL_DIGITS = 1 << 0, /* ASCII and full width, at most 6 of them; leading zeros count */
	NUMERAL_HAN = 1 << 1, /* with units (一百二十) or digit by digit (一二〇), financial too */
	NUMERAL_FINANCIAL = 1 << 2,      /* 壹 貳 .. 拾: Han that begins with a financial form */
	NUMERAL_STEM = 1 << 3,           /* 甲 乙 丙 .. 癸 */
	NUMERAL_ROMAN_UPPER = 1 << 4,    /* in canonical form, and U+2160..216B */
	NUMERAL_ROMAN_LOWER = 1 << 5,    /* likewise, and U+2170..217B */
	NUMERAL_LETTER_UPPER = 1 << 6,   /* one letter, A = 1, full width too */
	NUMERAL_LETTER_LOWER = 1 << 7,   /* one letter, a = 1 */
	NUMERAL_CIRCLED = 1 << 8,        /* ① .. ㊿, ❶, ➀, ➊, Ⓐ, ㊀ */
	NUMERAL_BRACKETED = 1 << 9,      /* ⑴ .. ⒇ */
	NUMERAL_STOPPED = 1 << 10,       /* ⒈ .. ⒛ */
	NUMERAL_HAN_BRACKETED = 1 << 11, /* ㈠ .. ㈩ */
	NUMERAL_HANGUL = 1 << 12,        /* 가 나 다 .. 하, then 거 너 .. */
	NUMERAL_HANGUL_CIRCLED = 1 << 13,   /* ㉮ .. ㉻ */
	NUMERAL_HANGUL_BRACKETED = 1 << 14, /* ㈎ .. ㈛ */
	NUMERAL_KANA = 1 << 15,             /* ア イ ウ .. in the order of the syllabary */
	NUMERAL_IROHA = 1 << 16,            /* イ ロ ハ .. in the order of the poem */
	NUMERAL_WORD = 1 << 17 /* one, Twenty-First, drei, première, глава «первая»; any case */
};

#define NUMERAL_ROMAN (NUMERAL_ROMAN_UPPER | NUMERAL_ROMAN_LOWER)
#define NUMERAL_LETTER (NUMERAL_LETTER_UPPER | NUMERAL_LETTER_LOWER)

/* Whether a character is part of a numeral in Han characters. */
bool numeral_is_han(uint32_t c);

/* The kinds of numeral that may begin with a character: a quick look, never too few. */
unsigned numeral_kinds(uint32_t c);

/*
 * Reads the numeral of one of these kinds at the start of s (n bytes, any bytes).  Returns its
 * length in bytes, 0 if there is none; value is at least 0 and at most 999,999.  The longest
 * numeral of the first kind that matches, in the order of the kinds.
 */
size_t numeral_parse(const char *s, size_t n, unsigned kinds, uint32_t *value);

#endif
