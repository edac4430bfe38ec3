/* SPDX-License-Identifier: MIT */
/*
 * Variants: which characters, and which sequences of them, count as the same.
 *
 * Two relations.  A *fold* is a function: each step takes one code point to one or more (É to é, é
 * to e and U+0301, ｱ to ア, ① to 1, ß to ss), and what folds to the same in the end is the same.
 * The *script* relation is not a function and not transitive: two Han characters are the same if
 * they have a common traditional form (发 is 發 and 髮, 發 is not 髮).
 *
 * Sources: UnicodeData and CaseFolding 15.0 (full folding, no Turkish rules), Unihan 15.0, OpenCC
 * 1.1.6; see data/.
 */
#ifndef SEARCH_VARIANTS_H
#define SEARCH_VARIANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fold_kind {
	FOLD_CASE = 1 << 0,
	FOLD_WIDTH = 1 << 1, /* <wide>, <narrow>; also half-width kana with their voice marks */
	FOLD_FORM = 1 << 2,  /* canonical and compatibility decompositions; Hangul into jamo */
	FOLD_KANA = 1 << 3   /* hiragana to katakana */
};

/* One step: c becomes the n code points at fold_target(). */
struct fold_row {
	uint32_t c;
	uint8_t kinds;
	uint8_t n;
	uint16_t target;
};

const uint32_t *fold_target(const struct fold_row *row);

/* The step that one of these kinds takes from c; case goes first.  NULL if c stays. */
const struct fold_row *fold_of(uint32_t c, unsigned kinds);

/* The i-th row whose target begins with c; NULL past the last. */
const struct fold_row *fold_into(uint32_t c, size_t i);

/* A growing list of code points. */
struct code_points {
	uint32_t *items;
	size_t n, capacity;
};

void code_points_append(struct code_points *list, uint32_t c);

/*
 * Appends what c folds to in the end.  With FOLD_FORM Hangul syllables become jamo; marks are not
 * put in order: fold_order() does that for a whole string.
 */
void fold_append(struct code_points *out, uint32_t c, unsigned kinds);

/* Canonical ordering (UAX #15, D108): sorts each run of marks by combining class. */
void fold_order(uint32_t *s, size_t n);

/* The characters that are the same as c by script, c itself among them; returns how many there are
 * and writes at most n.  SCRIPT_MOST suffices for all. */
#define SCRIPT_MOST 32
size_t script_variants(uint32_t c, uint32_t *out, size_t n);

/* Whether two characters are the same by script. */
bool script_same(uint32_t a, uint32_t b);

/* Han characters, and the marks that stand for one (々 〆 〇). */
bool variants_is_han(uint32_t c);

/* Variation selectors, which choose a glyph and change nothing else. */
bool variants_is_selector(uint32_t c);

/* Conjoining jamo and syllables (Unicode 3.12). */
enum {
	HANGUL_S = 0xAC00,
	HANGUL_L = 0x1100,
	HANGUL_V = 0x1161,
	HANGUL_T = 0x11A7, /* one before the first trailing consonant */
	HANGUL_N_S = 11172,
	HANGUL_N_L = 19,
	HANGUL_N_V = 21,
	HANGUL_N_T = 28
};

/* The syllable of a leading consonant and a vowel, or of a syllable without a trailing consonant
 * and one; 0 if they do not compose. */
uint32_t hangul_compose(uint32_t a, uint32_t b);

#endif
