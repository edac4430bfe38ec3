/* SPDX-License-Identifier: MIT */
/* Kana in a row of letters, by a table of consonants and the five vowels. */
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "search/spelling.h"

#define LONG_MARK 0x30FC /* ー */
#define SMALL_TSU 0x3063
#define SYLLABIC_N 0x3093
#define MACRON 0x304
#define CIRCUMFLEX 0x302

struct romaji_row {
	const char *consonant;
	const char *kana[5]; /* with a, i, u, e, o; NULL where that is not written so */
};

static const struct romaji_row rows[] = {
	{"", {"あ", "い", "う", "え", "お"}},
	{"k", {"か", "き", "く", "け", "こ"}},
	{"s", {"さ", "し", "す", "せ", "そ"}},
	{"t", {"た", "ち", "つ", "て", "と"}},
	{"n", {"な", "に", "ぬ", "ね", "の"}},
	{"h", {"は", "ひ", "ふ", "へ", "ほ"}},
	{"m", {"ま", "み", "む", "め", "も"}},
	{"y", {"や", NULL, "ゆ", "いぇ", "よ"}},
	{"r", {"ら", "り", "る", "れ", "ろ"}},
	{"w", {"わ", "ゐ", NULL, "ゑ", "を"}},
	{"g", {"が", "ぎ", "ぐ", "げ", "ご"}},
	{"z", {"ざ", "じ", "ず", "ぜ", "ぞ"}},
	{"d", {"だ", "ぢ", "づ", "で", "ど"}},
	{"b", {"ば", "び", "ぶ", "べ", "ぼ"}},
	{"p", {"ぱ", "ぴ", "ぷ", "ぺ", "ぽ"}},
	{"ky", {"きゃ", "きぃ", "きゅ", "きぇ", "きょ"}},
	{"sy", {"しゃ", "しぃ", "しゅ", "しぇ", "しょ"}},
	{"ty", {"ちゃ", "ちぃ", "ちゅ", "ちぇ", "ちょ"}},
	{"ny", {"にゃ", "にぃ", "にゅ", "にぇ", "にょ"}},
	{"hy", {"ひゃ", "ひぃ", "ひゅ", "ひぇ", "ひょ"}},
	{"my", {"みゃ", "みぃ", "みゅ", "みぇ", "みょ"}},
	{"ry", {"りゃ", "りぃ", "りゅ", "りぇ", "りょ"}},
	{"gy", {"ぎゃ", "ぎぃ", "ぎゅ", "ぎぇ", "ぎょ"}},
	{"zy", {"じゃ", "じぃ", "じゅ", "じぇ", "じょ"}},
	{"dy", {"ぢゃ", "ぢぃ", "ぢゅ", "ぢぇ", "ぢょ"}},
	{"by", {"びゃ", "びぃ", "びゅ", "びぇ", "びょ"}},
	{"py", {"ぴゃ", "ぴぃ", "ぴゅ", "ぴぇ", "ぴょ"}},
	/* Hepburn */
	{"sh", {"しゃ", "し", "しゅ", "しぇ", "しょ"}},
	{"ch", {"ちゃ", "ち", "ちゅ", "ちぇ", "ちょ"}},
	{"ts", {"つぁ", "つぃ", "つ", "つぇ", "つぉ"}},
	{"f", {"ふぁ", "ふぃ", "ふ", "ふぇ", "ふぉ"}},
	{"j", {"じゃ", "じ", "じゅ", "じぇ", "じょ"}},
	/* ぢ and づ sound so, too */
	{"j", {"ぢゃ", "ぢ", "ぢゅ", NULL, "ぢょ"}},
	{"z", {NULL, NULL, "づ", NULL, NULL}},
	{"dz", {NULL, NULL, "づ", NULL, NULL}},
	/* of foreign words, and as keyboards take them */
	{"v", {"ゔぁ", "ゔぃ", "ゔ", "ゔぇ", "ゔぉ"}},
	{"t", {NULL, "てぃ", "とぅ", NULL, NULL}},
	{"d", {NULL, "でぃ", "どぅ", NULL, NULL}},
	{"w", {NULL, "うぃ", NULL, "うぇ", "うぉ"}},
	{"th", {NULL, "てぃ", "てゅ", NULL, NULL}},
	{"dh", {NULL, "でぃ", "でゅ", NULL, NULL}},
	{"tw", {NULL, NULL, "とぅ", NULL, NULL}},
	{"dw", {NULL, NULL, "どぅ", NULL, NULL}},
	{"kw", {"くぁ", "くぃ", NULL, "くぇ", "くぉ"}},
	{"gw", {"ぐぁ", "ぐぃ", NULL, "ぐぇ", "ぐぉ"}},
	{"fy", {"ふゃ", NULL, "ふゅ", NULL, "ふょ"}},
	{"cy", {"ちゃ", "ちぃ", "ちゅ", "ちぇ", "ちょ"}},
	{"jy", {"じゃ", "じぃ", "じゅ", "じぇ", "じょ"}},
	{"x", {"ぁ", "ぃ", "ぅ", "ぇ", "ぉ"}},
	{"l", {"ぁ", "ぃ", "ぅ", "ぇ", "ぉ"}},
	{"xy", {"ゃ", NULL, "ゅ", NULL, "ょ"}},
	{"ly", {"ゃ", NULL, "ゅ", NULL, "ょ"}},
	{"xw", {"ゎ", NULL, NULL, NULL, NULL}},
	{"xt", {NULL, NULL, "っ", NULL, NULL}},
	{"xts", {NULL, NULL, "っ", NULL, NULL}},
	{"lt", {NULL, NULL, "っ", NULL, NULL}},
	{"lts", {NULL, NULL, "っ", NULL, NULL}},
	/* particles */
	{"w", {"は", NULL, NULL, NULL, NULL}},
	{"", {NULL, NULL, NULL, "へ", "を"}},
};

static char letter_at(const struct letter *letters, size_t n, size_t i)
{
	return i < n && letters[i].c >= 'a' ? letters[i].c : '\0';
}

/* 0 to 4 for a vowel, 5 for another letter. */
static unsigned vowel_of(char c)
{
	static const char vowels[] = "aiueo";
	const char *v = c != '\0' ? strchr(vowels, c) : NULL;

	return v != NULL ? (unsigned)(v - vowels) : 5;
}

static void append_kana(struct spelling *unit, const char *kana)
{
	size_t n = strlen(kana);

	for (size_t i = 0; i < n && unit->n_kana < SPELLING_KANA_MOST;)
		i += utf8_decode(kana + i, n - i, &unit->kana[unit->n_kana++]);
}

static void emit(struct spellings *out, const struct letter *letters, size_t n,
		 const struct spelling *unit)
{
	struct spelling longer = *unit;

	spellings_append(out, unit);
	longer.end = letters_behind_separator(letters, n, unit->end);
	if (longer.end > unit->end)
		spellings_append(out, &longer);
}

static void emit_one(struct spellings *out, size_t begin, size_t end, uint32_t kana)
{
	struct spelling unit = {.begin = begin, .end = end, .kana = {kana}, .n_kana = 1};

	spellings_append(out, &unit);
}

/* A mora, and where its vowel is long by a mark the three ways to write that. */
static void emit_mora(struct spellings *out, const struct letter *letters, size_t n,
		      struct spelling *unit)
{
	static const uint32_t lengtheners[5][3] = {{0x3042, LONG_MARK, 0},
						   {0x3044, LONG_MARK, 0},
						   {0x3046, LONG_MARK, 0},
						   {0x3048, LONG_MARK, 0x3044},
						   {0x304A, LONG_MARK, 0x3046}};
	size_t vowel = unit->end - 1;

	/* Its marks may be code points of their own. */
	while (letters[vowel].c == 0)
		vowel--;
	if (letters[vowel].mark == 0) {
		emit(out, letters, n, unit);
		return;
	}
	if (letters[vowel].mark != MACRON && letters[vowel].mark != CIRCUMFLEX)
		return;
	for (size_t i = 0; i < 3; i++) {
		struct spelling longer = *unit;

		if (lengtheners[vowel_of(letters[vowel].c)][i] == 0)
			continue;
		longer.kana[longer.n_kana++] = lengtheners[vowel_of(letters[vowel].c)][i];
		emit(out, letters, n, &longer);
	}
}

static void emit_moras(struct spellings *out, const struct letter *letters, size_t n, size_t begin)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct spelling unit = {.begin = begin};
		size_t length = strlen(rows[i].consonant), k = 0;
		unsigned vowel;

		while (k < length && letter_at(letters, n, begin + k) == rows[i].consonant[k] &&
		       letters[begin + k].mark == 0)
			k++;
		vowel = k == length ? vowel_of(letter_at(letters, n, begin + k)) : 5;
		if (vowel == 5 || rows[i].kana[vowel] == NULL)
			continue;
		append_kana(&unit, rows[i].kana[vowel]);
		unit.end = letters[begin + k].end;
		emit_mora(out, letters, n, &unit);
	}
}

/* ん: n before no vowel and no y, n', nn, and m before b, m and p. */
static void emit_n(struct spellings *out, const struct letter *letters, size_t n, size_t begin)
{
	char c = letter_at(letters, n, begin), next = letter_at(letters, n, begin + 1);
	char after = letter_at(letters, n, begin + 2);

	if (letters[begin].mark != 0)
		return;
	if (c == 'm' && (next == 'b' || next == 'm' || next == 'p'))
		emit_one(out, begin, begin + 1, SYLLABIC_N);
	if (c != 'n')
		return;
	if (vowel_of(next) == 5 && next != 'y')
		emit_one(out, begin, begin + 1, SYLLABIC_N);
	if (begin + 1 < n && letters[begin + 1].c == '\'')
		emit_one(out, begin, begin + 2, SYLLABIC_N);
	if (next == 'n' && vowel_of(after) == 5 && after != 'y')
		emit_one(out, begin, begin + 2, SYLLABIC_N);
}

/* っ by a consonant that is doubled, also in tch. */
static void emit_small_tsu(struct spellings *out, const struct letter *letters, size_t n,
			   size_t begin)
{
	char c = letter_at(letters, n, begin), next = letter_at(letters, n, begin + 1);

	if (c == '\0' || c == 'n' || vowel_of(c) < 5)
		return;
	if (next == c || (c == 't' && next == 'c' && letter_at(letters, n, begin + 2) == 'h'))
		emit_one(out, begin, begin + 1, SMALL_TSU);
}

/* ー by a hyphen behind a vowel, or by the vowel that goes on the one before. */
static void emit_long_mark(struct spellings *out, const struct letter *letters, size_t n,
			   size_t begin)
{
	char c = letters[begin].c, before = begin > 0 ? letter_at(letters, n, begin - 1) : '\0';

	if (begin == 0 || vowel_of(before) == 5 || letters[begin].mark != 0)
		return;
	if (c == '-' || c == before || (before == 'o' && c == 'u') || (before == 'e' && c == 'i'))
		emit_one(out, begin, begin + 1, LONG_MARK);
}

void romaji_spellings(const struct letter *letters, size_t n, struct spellings *out)
{
	for (size_t i = 0; i < n; i++) {
		emit_moras(out, letters, n, i);
		emit_n(out, letters, n, i);
		emit_small_tsu(out, letters, n, i);
		emit_long_mark(out, letters, n, i);
	}
}
