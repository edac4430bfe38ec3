/* SPDX-License-Identifier: MIT */
/* Small questions about the bytes of a line, for the files of markup. */
#ifndef OUTLINE_MARKUP_TEXT_H
#define OUTLINE_MARKUP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool text_starts(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	return len <= n && memcmp(s, word, len) == 0;
}

static inline bool text_ends(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	return len <= n && memcmp(s + n - len, word, len) == 0;
}

static inline bool text_is(const char *s, size_t n, const char *word)
{
	return n == strlen(word) && memcmp(s, word, n) == 0;
}

/* ASCII letters are taken as equal in either case; word is in lower case. */
static inline bool text_starts_folded(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i < len; i++) {
		char c = i < n ? s[i] : 0;

		if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i])
			return false;
	}
	return true;
}

/* Where word begins in s[0..n), or NULL. */
static inline const char *text_find(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);
	const char *at = s, *end = s + n;

	if (len == 0)
		return s;
	while ((size_t)(end - at) >= len) {
		at = memchr(at, (unsigned char)word[0], (size_t)(end - at) - len + 1);
		if (!at)
			return NULL;
		if (memcmp(at, word, len) == 0)
			return at;
		at++;
	}
	return NULL;
}

/* How often a byte is repeated at the start. */
static inline size_t text_run(const char *s, size_t n, char byte)
{
	size_t i = 0;

	while (i < n && s[i] == byte)
		i++;
	return i;
}

static inline bool text_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The length without blanks at the end. */
static inline size_t text_trimmed(const char *s, size_t n)
{
	while (n > 0 && text_blank(s[n - 1]))
		n--;
	return n;
}

static inline bool text_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool text_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static inline bool text_word(char c)
{
	return text_letter(c) || text_digit(c) || c == '_';
}

/* Whether there is no small letter. */
static inline bool text_is_shouted(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] >= 'a' && s[i] <= 'z')
			return false;
	return true;
}

/* Whether there is a letter, a digit or anything beyond ASCII: ---- and +--+ have none. */
static inline bool text_has_word(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_word(s[i]) || (unsigned char)s[i] >= 0x80)
			return true;
	return false;
}

#endif
