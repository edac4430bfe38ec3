/* SPDX-License-Identifier: MIT */
/*
 * Numerals: what a label counts with.
 *
 *     12 １２   一百二十三 壹佰 廿三 二〇   xiv XIV   B   ① ⑴ ⒈ ㈠   가 나 다   ア イ ウ   twelve
 */
#ifndef OUTLINE_NUMERAL_H
#define OUTLINE_NUMERAL_H

#include <stddef.h>
#include <stdint.h>

enum numeral_kind {
	NUMERAL_DIGITS = 1 << 0, /* ASCII and full width, at most 6 of them; leading zeros count */
	NUMERAL_HAN = 1 << 1, /* with units (一百二十) or digit by digit (一二〇), financial too */
	NUMERAL_ROMAN = 1 << 2,     /* letters of one case in canonical order, and U+2160..217F */
	NUMERAL_LETTER = 1 << 3,    /* one ASCII letter, A = 1 */
	NUMERAL_CIRCLED = 1 << 4,   /* ① .. ㊿, ❶, ➀, ➊, Ⓐ, ㊀ */
	NUMERAL_BRACKETED = 1 << 5, /* ⑴ .. ⒇ */
	NUMERAL_STOPPED = 1 << 6,   /* ⒈ .. ⒛ */
	NUMERAL_HAN_BRACKETED = 1 << 7, /* ㈠ .. ㈩ */
	NUMERAL_HANGUL = 1 << 8,        /* 가 나 다 .. 하, then 거 너 .. */
	NUMERAL_KANA = 1 << 9,          /* ア イ ウ .. in the order of the syllabary */
	NUMERAL_WORD = 1 << 10          /* one .. twenty, first .. twentieth; any case */
};

/*
 * Reads the numeral of one of these kinds at the start of s (n bytes, any bytes).  Returns its
 * length in bytes, 0 if there is none; value is at least 0 and at most 999,999.  The longest
 * numeral of the first kind that matches, in the order of the kinds.
 */
size_t numeral_parse(const char *s, size_t n, unsigned kinds, uint32_t *value);

#endif
