/* SPDX-License-Identifier: MIT */
/* Han characters, told by code point and counted in bytes. */
#ifndef TEXT_READING_HAN_H
#define TEXT_READING_HAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Unified and compatibility ideographs, those planes 2 and 3 have room for too. */
static inline bool han_is(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

/* Han characters among bytes, by their first two bytes. */
static inline size_t han_count(const char *s, size_t n)
{
	size_t count = 0, i;

	for (i = 0; i + 2 < n; i++) {
		unsigned char a = (unsigned char)s[i];
		unsigned char b = (unsigned char)s[i + 1];

		count += (a >= 0xE4 && a <= 0xE9) || (a == 0xE3 && b >= 0x90) ||
			 (a == 0xEF && b >= 0xA4 && b <= 0xAB) || (a == 0xF0 && b >= 0xA0);
	}
	return count;
}

#endif
