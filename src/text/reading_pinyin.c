/* SPDX-License-Identifier: MIT */
#include "text/reading_pinyin.h"

#include <assert.h>
#include <string.h>
#include <uninorm.h>

#include "base/utf8.h"

#define LETTERS_MAX 6

/* The letters that pinyin is printed with, as they decompose; their capitals are rare. */
#define MARKED_FIRST 0xE0
#define MARKED_LAST 0x1DC

struct marked_letter {
	char letter; /* v for ü; NUL: none of them */
	unsigned char tone;
};

static const struct marked_letter marked_letters[MARKED_LAST - MARKED_FIRST + 1] = {
#define MARKED(c, letter, tone) [(c)-MARKED_FIRST] = {(letter), (tone)}
	MARKED(0x101, 'a', 1), MARKED(0xE1, 'a', 2),  MARKED(0x1CE, 'a', 3), MARKED(0x103, 'a', 3),
	MARKED(0xE0, 'a', 4),  MARKED(0x113, 'e', 1), MARKED(0xE9, 'e', 2),  MARKED(0x11B, 'e', 3),
	MARKED(0x115, 'e', 3), MARKED(0xE8, 'e', 4),  MARKED(0x12B, 'i', 1), MARKED(0xED, 'i', 2),
	MARKED(0x1D0, 'i', 3), MARKED(0x12D, 'i', 3), MARKED(0xEC, 'i', 4),  MARKED(0x14D, 'o', 1),
	MARKED(0xF3, 'o', 2),  MARKED(0x1D2, 'o', 3), MARKED(0x14F, 'o', 3), MARKED(0xF2, 'o', 4),
	MARKED(0x16B, 'u', 1), MARKED(0xFA, 'u', 2),  MARKED(0x1D4, 'u', 3), MARKED(0x16D, 'u', 3),
	MARKED(0xF9, 'u', 4),  MARKED(0xFC, 'v', 0),  MARKED(0x1D6, 'v', 1), MARKED(0x1D8, 'v', 2),
	MARKED(0x1DA, 'v', 3), MARKED(0x1DC, 'v', 4),
#undef MARKED
};

/* Adds a combining mark to the last letter. */
static bool add_mark(struct spelling *sp, uint32_t mark)
{
	static const struct {
		uint32_t mark;
		unsigned tone;
	} tones[] = {{0x304, 1}, {0x301, 2}, {0x30C, 3}, {0x306, 3}, {0x300, 4}};
	size_t i;

	if (sp->n_letters == 0)
		return false;
	if (mark == 0x308) {
		if (sp->letters[sp->n_letters - 1] != 'u')
			return false;
		sp->letters[sp->n_letters - 1] = 'v';
		return true;
	}
	if (mark == 0x302)
		return sp->letters[sp->n_letters - 1] == 'e';
	for (i = 0; i < sizeof(tones) / sizeof(tones[0]); i++) {
		if (tones[i].mark == mark && sp->tone == 0) {
			sp->tone = tones[i].tone;
			return true;
		}
	}
	return false;
}

static bool add_letter(struct spelling *sp, uint32_t c)
{
	if (c == 0x251)
		c = 'a';
	if (c == 0x261)
		c = 'g';
	if (c >= 'A' && c <= 'Z') {
		sp->capital = true;
		c += 'a' - 'A';
	}
	if (c < 'a' || c > 'z' || sp->n_letters >= LETTERS_MAX)
		return false;
	sp->letters[sp->n_letters++] = (char)c;
	return true;
}

static bool add_marked(struct spelling *sp, struct marked_letter marked)
{
	if (sp->n_letters >= LETTERS_MAX || (marked.tone != 0 && sp->tone != 0))
		return false;
	sp->letters[sp->n_letters++] = marked.letter;
	if (marked.tone != 0)
		sp->tone = marked.tone;
	return true;
}

/* Adds a code point, a precomposed one part by part; the longest decomposition has two steps. */
static bool add(struct spelling *sp, uint32_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int n, i;

	if (c < 0x80)
		return add_letter(sp, c);
	if (c >= 0x300 && c < 0x370)
		return add_mark(sp, c);
	if (c > 0x2FF && (c < 0x1E00 || c > 0x1EFF))
		return false;
	if (c >= MARKED_FIRST && c <= MARKED_LAST && marked_letters[c - MARKED_FIRST].letter)
		return add_marked(sp, marked_letters[c - MARKED_FIRST]);
	n = uc_canonical_decomposition(c, parts);
	if (n < 0)
		return add_letter(sp, c);
	for (i = 0; i < n; i++) {
		if (!add(sp, parts[i]))
			return false;
	}
	return true;
}

size_t pinyin_spelling(const char *s, size_t n, struct spelling *spelling)
{
	size_t i = 0;

	memset(spelling, 0, sizeof(*spelling));
	while (i < n && (unsigned char)s[i] >= 'A' && (unsigned char)s[i] < 0xE2) {
		uint32_t c;

		if (s[i] >= 'a' && s[i] <= 'z' && spelling->n_letters < LETTERS_MAX) {
			spelling->letters[spelling->n_letters++] = s[i++];
			continue;
		}
		i += utf8_decode(s + i, n - i, &c);
		if (!add(spelling, c))
			return 0;
	}
	return spelling->n_letters > 0 && i <= PINYIN_SPELLING_MAX ? i : 0;
}

bool pinyin_is_reading_of(uint32_t c, const struct spelling *spelling)
{
	const uint16_t *readings;
	size_t n = pinyin_readings(c, &readings);
	size_t i;

	assert(spelling->n_letters > 0);
	for (i = 0; i < n; i++) {
		if (spelling->tone != 0 && spelling->tone != pinyin_tone(readings[i]))
			continue;
		if (memcmp(spelling->letters, pinyin_syllables[pinyin_syllable(readings[i])],
			   PINYIN_SYLLABLE_SIZE) == 0)
			return true;
	}
	return false;
}
