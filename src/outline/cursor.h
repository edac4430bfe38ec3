/* SPDX-License-Identifier: MIT */
/*
 * A cursor: the beginning of a line, read one code point at a time while it is matched.  Reading at
 * the end gives 0.
 */
#ifndef OUTLINE_CURSOR_H
#define OUTLINE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

struct cursor {
	const char *s;
	size_t n;
	size_t pos;
};

static inline uint32_t cursor_peek(const struct cursor *at)
{
	uint32_t c;

	if (at->pos >= at->n)
		return 0;
	utf8_decode(at->s + at->pos, at->n - at->pos, &c);
	return c;
}

static inline uint32_t cursor_take(struct cursor *at)
{
	uint32_t c;

	if (at->pos >= at->n)
		return 0;
	at->pos += utf8_decode(at->s + at->pos, at->n - at->pos, &c);
	return c;
}

static inline bool character_is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0 || c == 0xFEFF ||
	       (c >= 0x2000 && c <= 0x200A);
}

/* The character that ends at pos, and where it begins (if `begin` is not NULL); 0 at the start. */
static inline uint32_t character_before(const char *s, size_t pos, size_t *begin)
{
	size_t before = pos > 0 ? utf8_before(s, pos) : 0;
	uint32_t c = 0;

	if (pos > 0)
		utf8_decode(s + before, pos - before, &c);
	if (begin)
		*begin = before;
	return c;
}

/* Whether a set, written as a string, has the character. */
static inline bool character_is_one_of(uint32_t c, const char *set)
{
	size_t n = strlen(set), pos = 0;

	if (c < 0x80)
		return c != 0 && memchr(set, (int)c, n) != NULL;
	while (pos < n) {
		uint32_t member;

		pos += utf8_decode(set + pos, n - pos, &member);
		if (member == c)
			return true;
	}
	return false;
}

static inline bool character_is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static inline bool character_is_cjk(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
	       (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c <= 0x3FFFF);
}

static inline bool character_ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?' || c == 0xFF61;
}

/* Whether the words (separated by blanks) have one that stands at the cursor; takes it. */
static inline bool cursor_take_word(struct cursor *at, const char *words)
{
	while (*words) {
		size_t len = strcspn(words, " ");

		if (len <= at->n - at->pos && memcmp(at->s + at->pos, words, len) == 0) {
			at->pos += len;
			return true;
		}
		words += len;
		words += *words == ' ';
	}
	return false;
}

#endif
