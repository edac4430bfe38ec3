/* SPDX-License-Identifier: MIT */
/* Syllables of pinyin in a row of letters. */
#include <stdbool.h>
#include <string.h>

#include "search/spelling.h"
#include "text/data/pinyin.h"

#define LETTERS_MOST (PINYIN_SYLLABLE_SIZE - 1)

/* Some letters in a row, from `begin` on. */
struct piece {
	char text[PINYIN_SYLLABLE_SIZE];
	size_t n;
	size_t begin, end; /* code points */
	uint8_t tones;
	bool marked;
};

static bool is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'v';
}

static bool is_letter(const struct letter *letters, size_t n, size_t i)
{
	return i < n && letters[i].c >= 'a' && letters[i].c <= 'z';
}

/* 1 to 4 for the mark of a tone; 0 for another. */
static unsigned tone_of(uint32_t mark)
{
	static const uint32_t marks[] = {0x304, 0x301, 0x30C, 0x300};

	for (unsigned i = 0; i < 4; i++) {
		if (marks[i] == mark)
			return i + 1;
	}
	return 0;
}

/* Adds the next letter; false where there is none, or one with a mark that is no tone. */
static bool grow(struct piece *p, const struct letter *letters, size_t n)
{
	if (p->n == LETTERS_MOST || !is_letter(letters, n, p->end))
		return false;
	if (letters[p->end].mark != 0) {
		unsigned tone = tone_of(letters[p->end].mark);

		if (tone == 0 || p->marked)
			return false;
		p->marked = true;
		p->tones = (uint8_t)(1u << tone);
	}
	p->text[p->n++] = letters[p->end].c;
	p->text[p->n] = '\0';
	p->end = letters[p->end].end;
	return true;
}

/* The first syllable that is not before `text`, in the order of the table. */
static uint16_t first_from(const char *text)
{
	size_t low = 0, high = pinyin_n_syllables;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(pinyin_syllables[middle], text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint16_t)low;
}

/* The syllables that begin with some letters. */
static struct syllables beginning(const char *text)
{
	struct syllables s = {.first = first_from(text), .tones = TONES_ALL};

	s.last = s.first;
	while (s.last < pinyin_n_syllables &&
	       strncmp(pinyin_syllables[s.last], text, strlen(text)) == 0)
		s.last++;
	return s;
}

/* The syllable of this spelling as the table writes it; none: first == last. */
static struct syllables spelt_exactly(const char *text)
{
	struct syllables s = {.tones = TONES_ALL};

	s.first = s.last = first_from(text);
	if (s.first < pinyin_n_syllables && strcmp(pinyin_syllables[s.first], text) == 0)
		s.last++;
	return s;
}

/* The syllable: ü is u behind j, q, x and y, and may be u in lüe and nüe. */
static struct syllables syllable(const char *typed)
{
	char text[PINYIN_SYLLABLE_SIZE];
	struct syllables s;

	strncpy(text, typed, sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	if (text[0] != '\0' && text[1] == 'v' && strchr("jqxy", text[0]) != NULL)
		text[1] = 'u';
	s = spelt_exactly(text);
	if (s.first == s.last && (strcmp(text, "lue") == 0 || strcmp(text, "nue") == 0)) {
		text[1] = 'v';
		s = spelt_exactly(text);
	}
	return s;
}

static bool has_vowel(const char *text)
{
	return text[strcspn(text, "aeiouv")] != '\0';
}

/* One unit, and the same with a separator behind it. */
static void emit(struct spellings *out, const struct letter *letters, size_t n,
		 const struct spelling *unit)
{
	struct spelling longer = *unit;

	spellings_append(out, unit);
	longer.end = letters_behind_separator(letters, n, unit->end);
	if (longer.end > unit->end)
		spellings_append(out, &longer);
}

static void emit_syllable(struct spellings *out, const struct letter *letters, size_t n,
			  const struct piece *p)
{
	struct spelling unit = {.begin = p->begin, .end = p->end, .syllables = syllable(p->text)};

	unit.syllables.tones = p->tones;
	emit(out, letters, n, &unit);
	/* A digit: 1 to 4, 5 or 0 for the neutral tone. */
	if (!p->marked && p->end < n && letters[p->end].c >= '0' && letters[p->end].c <= '5') {
		unit.syllables.tones = (uint8_t)(1u << (letters[p->end].c - '0') % 5);
		unit.end++;
		emit(out, letters, n, &unit);
	}
}

/* Whether the letter at i goes on the longest syllable that ends before it: the g of xiang. */
static bool goes_on(const struct letter *letters, size_t n, size_t i)
{
	for (size_t k = i > 2 * LETTERS_MOST ? i - 2 * LETTERS_MOST : 0; k < i; k++) {
		struct piece p = {.begin = k, .end = k, .tones = TONES_ALL};
		struct syllables s;

		while (p.end < i && grow(&p, letters, n))
			;
		if (p.end != i || p.n == 0)
			continue;
		s = syllable(p.text);
		if (s.first == s.last)
			continue;
		if (!grow(&p, letters, n))
			return false;
		s = syllable(p.text);
		return s.first < s.last;
	}
	return false;
}

/* A first letter alone, or zh, ch, sh. */
static void emit_initial(struct spellings *out, const struct letter *letters, size_t n,
			 struct piece p)
{
	struct spelling unit = {.begin = p.begin, .end = p.end, .syllables = beginning(p.text)};

	if (p.marked || unit.syllables.first == unit.syllables.last || goes_on(letters, n, p.begin))
		return;
	/* Before a vowel it begins a syllable. */
	if (is_letter(letters, n, p.end) && is_vowel(letters[p.end].c)) {
		struct syllables s;

		(void)grow(&p, letters, n);
		s = beginning(p.text);
		if (s.first < s.last)
			return;
	}
	emit(out, letters, n, &unit);
}

void pinyin_spellings(const struct letter *letters, size_t n, struct spellings *out)
{
	for (size_t i = 0; i < n; i++) {
		struct piece p = {.begin = i, .end = i, .tones = TONES_ALL};
		bool inside = i > 0 && is_letter(letters, n, i - 1);

		while (grow(&p, letters, n)) {
			struct syllables s = syllable(p.text);
			bool whole = s.first < s.last && (has_vowel(p.text) || !inside);

			if (p.n == 1 ||
			    (p.n == 2 && p.text[1] == 'h' && strchr("zcs", p.text[0]) != NULL))
				emit_initial(out, letters, n, p);
			if (whole)
				emit_syllable(out, letters, n, &p);
		}
	}
}
