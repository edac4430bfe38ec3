/* SPDX-License-Identifier: MIT */
/* utf8_decode() for loops over text that is mostly Han: the same, without a call for it. */
#ifndef SEARCH_FAST_UTF8_H
#define SEARCH_FAST_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

/* Decodes one code point without a call where it is Han, kana, ASCII or a letter of pinyin. */
static inline size_t fast_utf8_decode(const char *bytes, size_t n, uint32_t *c)
{
	const unsigned char *s = (const unsigned char *)bytes;

	if (s[0] < 0x80) {
		*c = s[0];
		return 1;
	}
	if (n >= 3 && s[0] > 0xE0 && s[0] < 0xED && ((s[1] << 8 | s[2]) & 0xC0C0) == 0x8080) {
		*c = (s[0] & 15u) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u);
		return 3;
	}
	if (n >= 2 && s[0] >= 0xC2 && s[0] < 0xE0 && (s[1] & 0xC0) == 0x80) {
		*c = (s[0] & 31u) << 6 | (s[1] & 63u);
		return 2;
	}
	return utf8_decode(bytes, n, c);
}

#endif
