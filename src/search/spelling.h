/* SPDX-License-Identifier: MIT */
/*
 * Spellings: which letters of a query may stand for a character that is read so.
 *
 * A query is taken as a row of letters, one for each of its code points; what is no letter keeps
 * its place.  A *spelling* is a stretch of them that one character (pinyin) or a short string of
 * kana (romaji) is read as.  Those of a query may overlap: "xian" is 先, and 西安.
 *
 * Pinyin: a whole syllable (ISO 7098; ü also as v, u:, and u where that is usual), with a tone mark
 * or digit that has to agree, or none; or the first letter of a syllable, zh, ch, sh included.  A
 * first letter is no such thing where it could go on or begin a longer syllable: the n of xian, the
 * g of gan.
 * Romaji: Hepburn, Kunrei (ISO 3602) and what Japanese keyboards take; long vowels by ー, a
 * circumflex, a macron or a hyphen.
 */
#ifndef SEARCH_SPELLING_H
#define SEARCH_SPELLING_H

#include <stddef.h>
#include <stdint.h>

/* Readings by number: syllables first to last - 1 (text/data/pinyin.h) in the tones whose bits are
 * set. */
struct syllables {
	uint16_t first, last;
	uint8_t tones;
};
#define TONES_ALL 0x1F

#define SPELLING_KANA_MOST 4

struct spelling {
	size_t begin, end; /* code points of the query */
	struct syllables syllables;
	uint32_t kana[SPELLING_KANA_MOST]; /* hiragana, ー; n_kana 0: it is pinyin */
	size_t n_kana;
};

struct spellings {
	struct spelling *items;
	size_t n, capacity;
};

/* One code point of the query. */
struct letter {
	char c;        /* a to z (v for ü), 0 to 9, - or ' (any separator); 0 for all else */
	uint32_t mark; /* the combining mark on it; 0: none */
	size_t end;    /* the letter with its marks ends before this code point */
};

/* Reads a query's n code points as letters[n]: marks behind a letter are 0 and belong to it. */
void letters_read(const uint32_t *query, size_t n, struct letter *letters);

/* Where the unit that ends at `end` ends if a separator between it and a letter is taken in; `end`
 * where there is none. */
size_t letters_behind_separator(const struct letter *letters, size_t n, size_t end);

/* Append what the letters spell. */
void pinyin_spellings(const struct letter *letters, size_t n, struct spellings *out);
void romaji_spellings(const struct letter *letters, size_t n, struct spellings *out);

void spellings_append(struct spellings *list, const struct spelling *item);

#endif
