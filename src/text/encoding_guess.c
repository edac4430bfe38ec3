/* SPDX-License-Identifier: MIT */
#include "text/encoding_guess.h"

#include <stdbool.h>
#include <stdint.h>

/* What the characters of a sample are worth to an encoding. */
struct tally {
	long points;
	long characters; /* of more than ASCII */
	long bad;        /* bytes that are none */
};

/*
 * Points per character.  FREQUENT is one of the commonest few dozen of the language, COMMON of the
 * plane that everyday texts use, MARK punctuation or a letter of another script, RARE the rest.
 */
enum { FREQUENT = 12, COMMON = 4, MARK = 3, RARE = -6, BAD = -20 };

/* The commonest characters of newspaper text, each sorted by its code. */
static const uint16_t gb_frequent[] = {
	0xB2BB, 0xB3C9, 0xB3F6, 0xB4F3, 0xB5BD, 0xB5C4, 0xB5D8, 0xB6D4, 0xB7D6,
	0xB8F6, 0xB9FA, 0xBACD, 0xBBE1, 0xBECD, 0xBFC9, 0xC0B4, 0xC1CB, 0xC3C7,
	0xC8CB, 0xC9CF, 0xC9FA, 0xCAB1, 0xCAC7, 0xCBFB, 0xCEAA, 0xCED2, 0xD2AA,
	0xD2BB, 0xD2D4, 0xD3C3, 0xD3D0, 0xD3DA, 0xD4DA, 0xD5E2, 0xD6D0, 0xD7F7};
static const uint16_t big5_frequent[] = {
	0xA440, 0xA446, 0xA448, 0xA457, 0xA46A, 0xA4A3, 0xA4A4, 0xA4C0, 0xA548,
	0xA54C, 0xA558, 0xA569, 0xA5CD, 0xA5CE, 0xA661, 0xA662, 0xA6A8, 0xA6B3,
	0xA740, 0xA7DA, 0xA8D3, 0xA8EC, 0xA94D, 0xA9F3, 0xAABA, 0xAC4F, 0xACB0,
	0xAD6E, 0xADCC, 0xADD3, 0xAEC9, 0xB0EA, 0xB36F, 0xB44E, 0xB77C, 0xB9EF};
static const uint16_t korean_frequent[] = {
	0xB0A1, 0xB0ED, 0xB1E2, 0xB3AA, 0xB4C2, 0xB4D9, 0xB4EB, 0xB5B5, 0xB7CE, 0xB8AE, 0xBBE7,
	0xBDC3, 0xBEEE, 0xBFA1, 0xC0BA, 0xC0BB, 0xC0C7, 0xC0CC, 0xC0DA, 0xC1F6, 0xC7CF, 0xC7D1};

static bool among(const uint16_t *codes, size_t n, unsigned code)
{
	size_t i;

	for (i = 0; i < n && codes[i] <= code; i++) {
		if (codes[i] == code)
			return true;
	}
	return false;
}

#define AMONG(codes, code) among(codes, sizeof(codes) / sizeof((codes)[0]), code)

static bool within(unsigned value, unsigned low, unsigned high)
{
	return value >= low && value <= high;
}

/*
 * One row an encoding: what the character at s is worth there.  *len is set to its bytes, 0 where
 * there is no character; n (at least 1) bytes can be seen, and the first is at least 80.
 */
static int worth_gb18030(const unsigned char *s, size_t n, size_t *len)
{
	unsigned code = n >= 2 ? (unsigned)s[0] << 8 | s[1] : 0;

	*len = 0;
	if (!within(s[0], 0x81, 0xFE) || n < 2)
		return BAD;
	if (within(s[1], 0x30, 0x39) && n >= 4 && within(s[2], 0x81, 0xFE) &&
	    within(s[3], 0x30, 0x39)) {
		*len = 4;
		return MARK;
	}
	if (!within(s[1], 0x40, 0xFE) || s[1] == 0x7F)
		return BAD;
	*len = 2;
	if (AMONG(gb_frequent, code))
		return FREQUENT;
	if (s[1] < 0xA1)
		return RARE;
	if (within(s[0], 0xB0, 0xD7))
		return COMMON;
	return s[0] == 0xA1 || s[0] == 0xA3 ? MARK : within(s[0], 0xD8, 0xF7) ? 0 : RARE;
}

static int worth_big5(const unsigned char *s, size_t n, size_t *len)
{
	unsigned code = n >= 2 ? (unsigned)s[0] << 8 | s[1] : 0;

	*len = 0;
	if (!within(s[0], 0x81, 0xFE) || n < 2 ||
	    !(within(s[1], 0x40, 0x7E) || within(s[1], 0xA1, 0xFE)))
		return BAD;
	*len = 2;
	if (AMONG(big5_frequent, code))
		return FREQUENT;
	if (within(s[0], 0xA4, 0xC6))
		return COMMON;
	return within(s[0], 0xA1, 0xA3) ? MARK : within(s[0], 0xC9, 0xF9) ? -1 : RARE;
}

static int worth_shift_jis(const unsigned char *s, size_t n, size_t *len)
{
	*len = 1;
	if (within(s[0], 0xA1, 0xDF))
		return -1; /* half-width katakana: one byte, and seldom alone */
	*len = 0;
	if (!(within(s[0], 0x81, 0x9F) || within(s[0], 0xE0, 0xFC)) || n < 2 ||
	    !within(s[1], 0x40, 0xFC) || s[1] == 0x7F)
		return BAD;
	*len = 2;
	if (s[0] == 0x82 && within(s[1], 0x9F, 0xF1))
		return FREQUENT - 2; /* hiragana */
	if ((s[0] == 0x83 && within(s[1], 0x40, 0x96)) || within(s[0], 0x88, 0x97))
		return COMMON;
	return within(s[0], 0x81, 0x82) ? MARK : within(s[0], 0x98, 0xEA) ? 0 : RARE;
}

static int worth_euc_jp(const unsigned char *s, size_t n, size_t *len)
{
	*len = 0;
	if (s[0] == 0x8E && n >= 2 && within(s[1], 0xA1, 0xDF)) {
		*len = 2;
		return -1;
	}
	if (s[0] == 0x8F && n >= 3 && within(s[1], 0xA1, 0xFE) && within(s[2], 0xA1, 0xFE)) {
		*len = 3;
		return RARE;
	}
	if (!within(s[0], 0xA1, 0xFE) || n < 2 || !within(s[1], 0xA1, 0xFE))
		return BAD;
	*len = 2;
	if (s[0] == 0xA4)
		return FREQUENT - 2; /* hiragana */
	if (s[0] == 0xA5 || within(s[0], 0xB0, 0xCF))
		return COMMON - 1;
	return s[0] == 0xA1 || s[0] == 0xA3 ? MARK : within(s[0], 0xD0, 0xF4) ? -1 : RARE;
}

static int worth_euc_kr(const unsigned char *s, size_t n, size_t *len)
{
	unsigned code = n >= 2 ? (unsigned)s[0] << 8 | s[1] : 0;

	*len = 0;
	if (!within(s[0], 0x81, 0xFE) || n < 2 || !within(s[1], 0x41, 0xFE))
		return BAD;
	*len = 2;
	if (s[1] < 0xA1 || s[0] < 0xA1)
		return RARE; /* the additions of CP949 */
	if (AMONG(korean_frequent, code))
		return FREQUENT;
	if (within(s[0], 0xB0, 0xC8))
		return COMMON;
	return within(s[0], 0xA1, 0xA3) ? MARK : RARE + 2;
}

static const struct row {
	const char *name;
	int (*worth)(const unsigned char *s, size_t n, size_t *len);
} rows[] = {
	{"GB18030", worth_gb18030}, {"BIG5", worth_big5},     {"SHIFT_JIS", worth_shift_jis},
	{"EUC-JP", worth_euc_jp},   {"EUC-KR", worth_euc_kr},
};

static struct tally weigh(const struct row *row, const unsigned char *s, size_t len)
{
	struct tally tally = {0, 0, 0};
	size_t i, n;

	for (i = 0; i < len; i += n) {
		int points;

		n = 1;
		if (s[i] < 0x80)
			continue;
		points = row->worth(s + i, len - i, &n);
		if (n == 0 && len - i < 4)
			break; /* cut off by the sample's end */
		if (n == 0) {
			n = 1;
			tally.bad++;
		} else {
			tally.characters++;
		}
		tally.points += points;
	}
	return tally;
}

const char *encoding_guess(const char *bytes, size_t len)
{
	const struct row *best = NULL;
	long best_points = 0;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tally tally = weigh(&rows[i], (const unsigned char *)bytes, len);
		bool good =
			tally.bad * 20 <= tally.characters && tally.points >= tally.characters * 2;

		/* Points are for bytes, so that one-byte readings gain nothing by their number. */
		if (good && tally.characters > 0 && tally.points > best_points) {
			best = &rows[i];
			best_points = tally.points;
		}
	}
	return best != NULL ? best->name : NULL;
}
