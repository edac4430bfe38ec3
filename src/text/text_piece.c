/* SPDX-License-Identifier: MIT */
#include "text/text_piece.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <unictype.h>
#include <unigbrk.h>

#include "base/utf8.h"

/* As utf8_decode(), but the three bytes of a decoder's surrogate stay together. */
static size_t step(const char *s, size_t n, uint32_t *c)
{
	size_t len = utf8_decode(s, n, c);

	if (*c == UTF8_BAD && n >= 3 && (unsigned char)s[0] == 0xED && utf8_continues(s[1]) &&
	    (unsigned char)s[1] >= 0xB0 && utf8_continues(s[2]))
		len = 3;
	return len;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000;
}

static bool is_ideograph(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* 。！？，、；： */
static bool is_stop(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0C || c == 0x3001 ||
	       c == 0xFF1B || c == 0xFF1A;
}

static bool between_clusters(uint32_t a, uint32_t b)
{
	if (a == '\b' || b == '\b')
		return false; /* an overstrike */
	return a == UTF8_BAD || b == UTF8_BAD || uc_is_grapheme_break(a, b);
}

/* A narrower rule than UAX #14, so that it needs these two characters only. */
static bool is_opportunity(uint32_t a, uint32_t b)
{
	if (b == UTF8_BAD || !between_clusters(a, b))
		return false;
	if (is_blank(a))
		return !is_blank(b);
	if (is_stop(a))
		return is_ideograph(b) || uc_is_alnum(b);
	return is_ideograph(a) && is_ideograph(b);
}

/* The first code point's start at or after bytes[at], and the code point before it. */
static size_t first_start(const char *bytes, size_t n, size_t at, uint32_t *before)
{
	size_t back, len;

	*before = UTF8_BAD;
	for (back = at < 4 ? at : 4; back > 0; back--) {
		uint32_t c;

		len = step(bytes + at - back, n - (at - back), &c);
		if (len >= back && (len > 1 || back == 1)) {
			*before = c;
			return at - back + len;
		}
	}
	return at;
}

size_t piece_place(const char *bytes, size_t n, size_t at)
{
	uint32_t a, b;
	size_t p, len, first, second = 0;

	assert(at <= n);
	first = first_start(bytes, n, at, &a);
	for (p = first; p < n && p - at <= PIECE_MOVE; p += len) {
		len = step(bytes + p, n - p, &b);
		if (is_opportunity(a, b))
			return p - at;
		if (second == 0 && between_clusters(a, b))
			second = p;
		a = b;
	}
	return (second != 0 ? second : first) - at;
}
