/* SPDX-License-Identifier: MIT */
/*
 * Pinyin as it is written: guān, GUĀN, guan + U+0304, lǜ, lv, ɡuɑn.  Tone marks may be precomposed
 * or combining; a breve counts as the caron it is often taken for, and the phonetic ɑ and ɡ that
 * Chinese typesetting likes as a and g.
 */
#ifndef TEXT_READING_PINYIN_H
#define TEXT_READING_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/data/pinyin.h"

/* The most bytes that a spelling of six letters with marks takes. */
#define PINYIN_SPELLING_MAX 32

struct spelling {
	char letters[PINYIN_SYLLABLE_SIZE]; /* ASCII, lower case, v for ü; filled up with NUL */
	unsigned n_letters;
	unsigned tone; /* 1 to 4; 0 if no tone mark stands there */
	bool capital;  /* a letter was upper case */
};

/* Takes apart the spelling that begins s, up to the first character that is no letter or mark of
 * one.  Returns its bytes; 0 if it is none (seven letters, two tones, a capital that no syllable
 * has). */
size_t pinyin_spelling(const char *s, size_t n, struct spelling *spelling);

/* Whether a character is read so; without a tone mark any tone will do. */
bool pinyin_is_reading_of(uint32_t c, const struct spelling *spelling);

#endif
