/* SPDX-License-Identifier: MIT */
/*
 * Numbers in words, cardinal and ordinal, as chapters have them: English, German, Dutch, French,
 * Spanish, Russian, Polish and Czech beyond fifty, Italian, Portuguese, Swedish, Danish up to
 * twenty and more, Turkish up to ten; and words compared without case.
 */
#ifndef OUTLINE_NUMERAL_WORD_H
#define OUTLINE_NUMERAL_WORD_H

#include <stddef.h>
#include <stdint.h>

/* Reads the number word at the start of s (n bytes, any bytes): its length, 0 if there is none. */
size_t numeral_word(const char *s, size_t n, uint32_t *value);

/* The length of the word of letters at the start of s. */
size_t word_length(const char *s, size_t n);

/*
 * Whether s[0..n) is the word, whatever the case of its letters; the word is in lower case.  A word
 * that ends with '*' stands for all that begin so.
 */
int word_is(const char *s, size_t n, const char *word, size_t len);

/* The length of the first of words that are separated by blanks.  They are short: a call of
 * strcspn() would cost more than its loop. */
static inline size_t word_list_first(const char *words)
{
	size_t len = 0;

	while (words[len] != ' ' && words[len] != '\0')
		len++;
	return len;
}

/* Whether a word may begin like s: a look at the first bytes, which are letters.  İ is an i, and the
 * sign for Kelvin a k. */
static inline int word_may_begin(const char *s, const char *word)
{
	unsigned char a = (unsigned char)s[0], b = (unsigned char)word[0];

	if (a < 0x80)
		return (a | 0x20) == b;
	return b >= 0x80 || a == 0xC4 || a == 0xE2;
}

/* The place (from 0) of s[0..n) among words separated by blanks; -1 if it is none of them. */
int word_among(const char *s, size_t n, const char *words);

/* The k-th list of number words, separated by blanks; NULL past the last. */
const char *numeral_word_list(size_t k);

#endif
