/* SPDX-License-Identifier: MIT */
/*
 * UTF-8, one code point at a time, over bytes that may be anything.  What is no UTF-8 is one bad
 * byte at a time; surrogates, overlong forms and values past U+10FFFF are bad.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <unistr.h>

/* What utf8_decode() says of a byte that begins no code point; lies past all Unicode. */
#define UTF8_BAD 0xFFFFFFFFu

/* The character of three bytes at s, which were looked at before. */
static inline uint32_t utf8_han(const char *s)
{
	return (uint32_t)((s[0] & 0x0F) << 12 | (s[1] & 0x3F) << 6 | (s[2] & 0x3F));
}

/*
 * Decodes the code point that begins at s; n is the number of bytes there and at least 1.
 * Returns its length in bytes; a bad byte, or a sequence cut off by n, gives UTF8_BAD and 1.
 */
static inline size_t utf8_decode(const char *s, size_t n, uint32_t *c)
{
	ucs4_t u;
	int len;

	if ((unsigned char)s[0] < 0x80) {
		*c = (unsigned char)s[0];
		return 1;
	}
	/* three bytes, no surrogates and nothing overlong: most of Chinese, Japanese and Korean */
	if (n >= 3 && (unsigned char)s[0] > 0xE0 && (unsigned char)s[0] < 0xF0 &&
	    (unsigned char)s[0] != 0xED && ((unsigned char)s[1] & 0xC0) == 0x80 &&
	    ((unsigned char)s[2] & 0xC0) == 0x80) {
		*c = utf8_han(s);
		return 3;
	}
	if (n >= 2 && (unsigned char)s[0] >= 0xC2 && (unsigned char)s[0] < 0xE0 &&
	    ((unsigned char)s[1] & 0xC0) == 0x80) {
		*c = (uint32_t)((s[0] & 0x1F) << 6 | (s[1] & 0x3F));
		return 2;
	}
	len = u8_mbtoucr(&u, (const uint8_t *)s, n);
	if (len <= 0) {
		*c = UTF8_BAD;
		return 1;
	}
	*c = u;
	return (size_t)len;
}

/* Whether a byte continues a code point, so that a text must not be cut before it. */
static inline int utf8_continues(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Past the characters from pos on that are U+4000 to U+9FFF: Han but for the rarest, whatever a
 * text's marks are.  At most n. */
static inline size_t utf8_skip_han(const char *s, size_t n, size_t pos)
{
	while (n - pos >= 3 && (unsigned char)s[pos] >= 0xE4 && (unsigned char)s[pos] <= 0xE9 &&
	       utf8_continues(s[pos + 1]) && utf8_continues(s[pos + 2]))
		pos += 3;
	return pos;
}

/* The start of the code point before pos (> 0), at most 3 bytes further back than pos - 1. */
static inline size_t utf8_before(const char *s, size_t pos)
{
	size_t limit = pos > 4 ? pos - 4 : 0;
	size_t p = pos - 1;

	while (p > limit && utf8_continues(s[p]))
		p--;
	return utf8_continues(s[p]) ? pos - 1 : p;
}

#endif
