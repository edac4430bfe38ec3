/* SPDX-License-Identifier: MIT */
#include "outline/numeral.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "outline/numeral_word.h"

#define VALUE_MAX 999999u

static size_t parse_digits(const char *s, size_t n, uint32_t *value)
{
	size_t pos = 0;
	unsigned count = 0;

	*value = 0;
	while (pos < n) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, n - pos, &c);

		if (c >= 0xFF10 && c <= 0xFF19)
			c = c - 0xFF10 + '0';
		if (c < '0' || c > '9')
			break;
		if (++count > 6)
			return 0;
		*value = *value * 10 + (c - '0');
		pos += len;
	}
	return pos;
}

struct han {
	uint32_t c;
	int32_t value; /* 0-9, or a power of ten, or 20, 30, 40 (one character for two) */
};

/* By code point; ー and ニ are 一 and 二 as they are misread. */
static const struct han han_table[] = {
	{0x25CB, 0},     {0x3007, 0},    {0x30CB, 2},   {0x30FC, 1},     {0x4E00, 1},  {0x4E03, 7},
	{0x4E07, 10000}, {0x4E09, 3},    {0x4E24, 2},   {0x4E5D, 9},     {0x4E8C, 2},  {0x4E94, 5},
	{0x4EDF, 1000},  {0x4F0D, 5},    {0x4F70, 100}, {0x5169, 2},     {0x516B, 8},  {0x516D, 6},
	{0x5341, 10},    {0x5343, 1000}, {0x5345, 30},  {0x534C, 40},    {0x53C1, 3},  {0x53C2, 3},
	{0x53C3, 3},     {0x56DB, 4},    {0x58F1, 1},   {0x58F9, 1},     {0x5EFF, 20}, {0x5F0C, 1},
	{0x5F0D, 2},     {0x5F0E, 3},    {0x5F10, 2},   {0x62FE, 10},    {0x634C, 8},  {0x67D2, 7},
	{0x7396, 9},     {0x767E, 100},  {0x8086, 4},   {0x842C, 10000}, {0x8CAE, 2},  {0x8CB3, 2},
	{0x8D30, 2},     {0x9646, 6},    {0x9678, 6},   {0x96F6, 0},
};

/* What a character counts; -1 if it is no numeral. */
static int32_t han_value(uint32_t c)
{
	size_t low = 0, high = sizeof(han_table) / sizeof(han_table[0]);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (han_table[middle].c == c)
			return han_table[middle].value;
		if (han_table[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

bool numeral_is_han(uint32_t c)
{
	return han_value(c) >= 0;
}

/* 壹 貳 .. 拾: what a plain numeral does not begin with. */
static bool is_financial(const char *s, size_t n)
{
	static const char forms[] = "壱弐参弌弍弎壹貳贰貮叁參肆伍陸陆柒捌玖拾";
	uint32_t c;
	size_t len = utf8_decode(s, n, &c);

	for (size_t i = 0; i + len < sizeof(forms); i += 3)
		if (len == 3 && memcmp(forms + i, s, 3) == 0)
			return true;
	return false;
}

/* 一千二百零三万 ...: what was counted so far in three places. */
struct han_sum {
	uint32_t total; /* of whole ten thousands */
	uint32_t part;  /* below ten thousand */
	uint32_t digit; /* waiting for its unit */
	int has_digit;
	int has_unit;
	unsigned digits; /* in a row */
};

static int han_add(struct han_sum *sum, uint32_t v)
{
	if (v < 10) {
		/* digit by digit: 一二〇; after a unit 零 is only a filler */
		if (sum->has_digit && !sum->has_unit)
			sum->digit = sum->digit * 10 + v;
		else if (sum->has_digit && sum->digit != 0)
			return 0;
		else
			sum->digit = v;
		sum->has_digit = 1;
		return ++sum->digits <= 6;
	}
	if (sum->has_digit && sum->digits > 1 && !sum->has_unit)
		return 0;
	sum->digits = 0;
	sum->has_unit = 1;
	if (v == 10000) {
		sum->total = (sum->part + (sum->has_digit ? sum->digit : 0)) * 10000;
		sum->part = 0;
	} else if (v == 20 || v == 30 || v == 40) {
		sum->part += v;
	} else {
		sum->part += (sum->has_digit && sum->digit ? sum->digit : 1) * v;
	}
	sum->digit = 0;
	sum->has_digit = 0;
	return sum->total + sum->part <= VALUE_MAX;
}

static size_t parse_han(const char *s, size_t n, uint32_t *value)
{
	struct han_sum sum = {0};
	size_t pos = 0;

	while (pos < n) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, n - pos, &c);
		int32_t v = han_value(c);

		if (v < 0)
			break;
		if (!han_add(&sum, (uint32_t)v))
			return 0;
		pos += len;
	}
	*value = sum.total + sum.part + sum.digit;
	return *value <= VALUE_MAX ? pos : 0;
}

static uint32_t roman_digit(char c)
{
	switch (c) {
	case 'I':
		return 1;
	case 'V':
		return 5;
	case 'X':
		return 10;
	case 'L':
		return 50;
	case 'C':
		return 100;
	case 'D':
		return 500;
	case 'M':
		return 1000;
	default:
		return 0;
	}
}

/* Writes value in canonical form; out holds at least 16 bytes. */
static size_t roman_write(uint32_t value, char *out)
{
	static const struct {
		uint32_t value;
		char text[3];
	} rows[] = {
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
		{90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
		{5, "V"},    {4, "IV"},   {1, "I"},
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		while (value >= rows[i].value && n + 2 < 16) {
			for (const char *t = rows[i].text; *t; t++)
				out[n++] = *t;
			value -= rows[i].value;
		}
	return n;
}

/* Х and І of Russian type: set for X and I, as nobody sees. */
static char latin_look(uint32_t c)
{
	return c == 0x425 ? 'X' : c == 0x406 ? 'I' : '\0';
}

/* The letters of a Roman numeral at the start of s in capitals, 15 at most; the bytes they take. */
static size_t roman_letters(const char *s, size_t n, char first, char *upper, size_t *count)
{
	size_t len = 0;

	*count = 0;
	while (len < n && *count < 15) {
		uint32_t c;
		size_t bytes = utf8_decode(s + len, n - len, &c);
		char letter = c >= (unsigned char)first && c <= (unsigned char)first + 25u
				      ? (char)(c - (unsigned char)first + 'A')
			      : first == 'A' ? latin_look(c)
					     : '\0';

		if (!letter || !roman_digit(letter))
			break;
		upper[(*count)++] = letter;
		len += bytes;
	}
	return len;
}

static size_t parse_roman_letters(const char *s, size_t n, char first, uint32_t *value)
{
	char upper[16], canonical[16];
	size_t count, len = roman_letters(s, n, first, upper, &count);

	*value = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t v = roman_digit(upper[i]);

		if (i + 1 < count && v < roman_digit(upper[i + 1]))
			*value -= v;
		else
			*value += v;
	}
	if (count == 0 || *value > 3999 || roman_write(*value, canonical) != count ||
	    memcmp(canonical, upper, count) != 0)
		return 0;
	return len;
}

static size_t parse_roman(const char *s, size_t n, bool lower, uint32_t *value)
{
	uint32_t c, first = lower ? 0x2170 : 0x2160;
	size_t len = utf8_decode(s, n, &c);

	if (c < first || c >= first + 12)
		return parse_roman_letters(s, n, lower ? 'a' : 'A', value);
	*value = c - first + 1;
	return len;
}

static size_t parse_letter(const char *s, size_t n, unsigned kinds, uint32_t *value)
{
	uint32_t c;
	size_t len = utf8_decode(s, n, &c);

	if (c >= 0xFF21 && c <= 0xFF5A)
		c = c - 0xFF21 + 'A';
	if ((kinds & NUMERAL_LETTER_UPPER) && c >= 'A' && c <= 'Z')
		*value = c - 'A' + 1;
	else if ((kinds & NUMERAL_LETTER_LOWER) && c >= 'a' && c <= 'z')
		*value = c - 'a' + 1;
	else
		return 0;
	return len;
}

/* Runs of enclosed signs: the first one, how many, what the first one counts, the kind. */
struct sign_run {
	uint32_t first, count, value;
	unsigned kind;
};

static const struct sign_run sign_runs[] = {
	{0x2460, 20, 1, NUMERAL_CIRCLED},          {0x3251, 15, 21, NUMERAL_CIRCLED},
	{0x32B1, 15, 36, NUMERAL_CIRCLED},         {0x2776, 10, 1, NUMERAL_CIRCLED},
	{0x2780, 10, 1, NUMERAL_CIRCLED},          {0x278A, 10, 1, NUMERAL_CIRCLED},
	{0x24EB, 10, 11, NUMERAL_CIRCLED},         {0x24B6, 26, 1, NUMERAL_CIRCLED},
	{0x24D0, 26, 1, NUMERAL_CIRCLED},          {0x3280, 10, 1, NUMERAL_CIRCLED},
	{0x2474, 20, 1, NUMERAL_BRACKETED},        {0x2488, 20, 1, NUMERAL_STOPPED},
	{0x3220, 10, 1, NUMERAL_HAN_BRACKETED},    {0x326E, 14, 1, NUMERAL_HANGUL_CIRCLED},
	{0x320E, 14, 1, NUMERAL_HANGUL_BRACKETED},
};

static size_t parse_sign(const char *s, size_t n, unsigned kinds, uint32_t *value)
{
	uint32_t c;
	size_t len = utf8_decode(s, n, &c);

	for (size_t i = 0; i < sizeof(sign_runs) / sizeof(sign_runs[0]); i++) {
		const struct sign_run *run = &sign_runs[i];

		if ((run->kind & kinds) && c >= run->first && c - run->first < run->count) {
			*value = c - run->first + run->value;
			return len;
		}
	}
	return 0;
}

static size_t parse_series(const char *s, size_t n, const char *series, uint32_t *value)
{
	uint32_t c, at;
	size_t len = utf8_decode(s, n, &c);
	size_t pos = 0, end = strlen(series);

	for (uint32_t k = 1; pos < end; k++) {
		pos += utf8_decode(series + pos, end - pos, &at);
		if (at == c) {
			*value = k;
			return len;
		}
	}
	return 0;
}

static const char hangul_series[] = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허";
static const char kana_series[] =
	"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ";
static const char iroha_series[] = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケ"
				   "フコエテアサキユメミシヱヒモセス";
static const char stem_series[] = "甲乙丙丁戊己庚辛壬癸";

unsigned numeral_kinds(uint32_t c)
{
	if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
		return NUMERAL_DIGITS;
	if ((c >= 'A' && c <= 'Z') || (c >= 0xFF21 && c <= 0xFF3A))
		return NUMERAL_ROMAN_UPPER | NUMERAL_LETTER_UPPER | NUMERAL_WORD;
	if ((c >= 'a' && c <= 'z') || (c >= 0xFF41 && c <= 0xFF5A))
		return NUMERAL_ROMAN_LOWER | NUMERAL_LETTER_LOWER | NUMERAL_WORD;
	if (c >= 0xAC00 && c <= 0xD7A3)
		return NUMERAL_HANGUL;
	if (c >= 0x30A0 && c <= 0x30FF)
		return NUMERAL_KANA | NUMERAL_IROHA | NUMERAL_HAN;
	if (c >= 0x3400 && c <= 0x9FFF)
		return NUMERAL_HAN | NUMERAL_FINANCIAL | NUMERAL_STEM;
	if (c >= 0xC0 && c < 0x2000)
		return latin_look(c) ? NUMERAL_ROMAN_UPPER | NUMERAL_WORD : NUMERAL_WORD;
	if (c >= 0x2100 && c <= 0x33FF)
		return NUMERAL_ROMAN | NUMERAL_CIRCLED | NUMERAL_BRACKETED | NUMERAL_STOPPED |
		       NUMERAL_HAN_BRACKETED | NUMERAL_HANGUL_CIRCLED | NUMERAL_HANGUL_BRACKETED |
		       NUMERAL_HAN;
	return 0;
}

size_t numeral_parse(const char *s, size_t n, unsigned kinds, uint32_t *value)
{
	size_t len = 0;
	uint32_t first;

	assert(value);
	*value = 0;
	if (n == 0)
		return 0;
	utf8_decode(s, n, &first);
	kinds &= numeral_kinds(first);
	if (kinds == 0)
		return 0;
	if (kinds & NUMERAL_DIGITS)
		len = parse_digits(s, n, value);
	if (!len && ((kinds & NUMERAL_HAN) || ((kinds & NUMERAL_FINANCIAL) && is_financial(s, n))))
		len = parse_han(s, n, value);
	if (!len && (kinds & NUMERAL_STEM))
		len = parse_series(s, n, stem_series, value);
	if (!len && (kinds & NUMERAL_ROMAN_UPPER))
		len = parse_roman(s, n, false, value);
	if (!len && (kinds & NUMERAL_ROMAN_LOWER))
		len = parse_roman(s, n, true, value);
	/* DRUHÁ is no 500, Ier no word */
	if (len && (kinds & NUMERAL_WORD) && word_length(s + len, n - len) > 0) {
		uint32_t whole;
		size_t word = numeral_word(s, n, &whole);

		*value = word > 0 ? whole : *value;
		len = word > 0 ? word : len;
	}
	if (!len && (kinds & NUMERAL_LETTER))
		len = parse_letter(s, n, kinds, value);
	if (!len)
		len = parse_sign(s, n, kinds, value);
	if (!len && (kinds & NUMERAL_HANGUL))
		len = parse_series(s, n, hangul_series, value);
	if (!len && (kinds & NUMERAL_KANA))
		len = parse_series(s, n, kana_series, value);
	if (!len && (kinds & NUMERAL_IROHA))
		len = parse_series(s, n, iroha_series, value);
	if (!len && (kinds & NUMERAL_WORD))
		len = numeral_word(s, n, value);
	return len;
}
