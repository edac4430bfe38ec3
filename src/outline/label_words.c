/* SPDX-License-Identifier: MIT */
#include "outline/label_internal.h"

#include <string.h>

#include "outline/numeral.h"
#include "outline/numeral_word.h"

#define NUMBER_WORDS 5 /* a number in words, and what it counts */

/* One of the words that are written with letters: it must end where the letters do. */
static bool take_letters(struct cursor *at, const char *words)
{
	size_t len = word_length(at->s + at->pos, at->n - at->pos);

	if (len == 0 || word_among(at->s + at->pos, len, words) < 0)
		return false;
	at->pos += len;
	return true;
}

bool label_take_parts(struct cursor *at, struct match *m)
{
	uint32_t part;

	while (at->pos + 1 < at->n && at->s[at->pos] == '.' &&
	       character_is_digit((unsigned char)at->s[at->pos + 1])) {
		struct cursor next = {at->s, at->n, at->pos + 1};

		if (!label_take_numeral(&next, NUMERAL_DIGITS, &part))
			return false;
		m->c.prefix = label_hash(m->c.prefix ? m->c.prefix : LABEL_HASH_BEGIN, m->c.number);
		m->c.number = part;
		*at = next;
	}
	return true;
}

/* Ier, 2e, IIème, 1º, 5-1: what may stay with a numeral. */
static void take_ending(struct cursor *at)
{
	size_t len = word_length(at->s + at->pos, at->n - at->pos);

	if (len > 0 && word_among(at->s + at->pos, len, "er re e ère ème ª º") >= 0)
		at->pos += len;
	else if (cursor_peek(at) == 0xBA || cursor_peek(at) == 0xB0)
		cursor_take(at);
}

/* 附录	39: the number is that of a page. */
static bool page_follows(const struct cursor *at)
{
	size_t pos = candidate_skip_blanks(at->s, at->n, at->pos);
	bool wide = pos > at->pos && (at->s[at->pos] == '\t' || pos >= at->pos + 4);

	while (pos < at->n && at->s[pos] >= '0' && at->s[pos] <= '9')
		pos++;
	return wide && pos == at->n;
}

/* Art. 5a: put in between later. */
static void take_letter(struct cursor *at, struct match *m)
{
	struct cursor next = *at;
	uint32_t letter = cursor_take(&next);

	if (m->c.branch != 0 || at->pos == 0 ||
	    !character_is_digit((unsigned char)at->s[at->pos - 1]) || letter < 'a' ||
	    letter > 'z' ||
	    (next.pos < next.n && cursor_peek(&next) != '.' &&
	     !character_is_blank(cursor_peek(&next))))
		return;
	m->c.branch = (uint8_t)(letter - 'a' + 1);
	*at = next;
}

/* Chapter IV, CHAPTER THE FIRST, Sec. 3, Глава первая. */
static bool match_latin_keyword(struct cursor *at, const struct family *row, struct match *m)
{
	size_t begin = at->pos, len;

	if (!take_letters(at, row->words) || ((row->flags & FAMILY_TOP) && page_follows(at)))
		return false;
	if (cursor_peek(at) == '.')
		cursor_take(at);
	else if (!character_is_blank(cursor_peek(at)) &&
		 !(at->pos == begin + 1 && character_is_digit(cursor_peek(at))))
		return false;
	label_skip_blanks(at);
	len = word_length(at->s + at->pos, at->n - at->pos);
	/* Disposición transitoria única */
	if (len > 4 && (row->flags & FAMILY_TOP) &&
	    word_among(at->s + at->pos, len, "adicional transitoria final derogatoria") >= 0) {
		at->pos += len;
		label_skip_blanks(at);
		len = word_length(at->s + at->pos, at->n - at->pos);
	}
	if (len == 3 && word_is(at->s + at->pos, len, "the", 3)) {
		at->pos += len;
		label_skip_blanks(at);
		len = word_length(at->s + at->pos, at->n - at->pos);
	}
	/* Article L. 111-1 */
	if (len == 1 && strchr("LRD", at->s[at->pos]) && at->pos + 3 < at->n &&
	    at->s[at->pos + 1] == '.') {
		size_t number = candidate_skip_blanks(at->s, at->n, at->pos + 2);

		if (number < at->n && character_is_digit((unsigned char)at->s[number])) {
			at->pos = number;
			len = 0;
		}
	}
	/* Part I: the numeral is the whole word; "Part Dive in" begins with none */
	if (!label_take_numeral(at, row->numerals & ~(unsigned)NUMERAL_LETTER, &m->c.number) &&
	    !(len == 1 && label_take_numeral(at, row->numerals, &m->c.number)))
		return false;
	take_ending(at);
	if (at->pos + 1 < at->n && at->s[at->pos] == '-' &&
	    character_is_digit((unsigned char)at->s[at->pos + 1])) { /* 5-1, L. 111-1 */
		struct cursor next = {at->s, at->n, at->pos + 1};
		uint32_t branch;

		if (label_take_numeral(&next, NUMERAL_DIGITS, &branch) && branch > 0 &&
		    branch < 256) {
			m->c.branch = (uint8_t)branch;
			*at = next;
		}
	}
	take_letter(at, m);
	return label_take_parts(at, m) && label_separates(at, m);
}

/* 別表第一, 別記様式第２号の３, 別記第一号様式: an appendix of a statute of Japan. */
static bool match_ordered(struct cursor *at, struct match *m)
{
	struct cursor next = *at;
	uint32_t branch;

	if (cursor_take(&next) != 0x7B2C ||
	    !label_take_numeral(&next, NUMERAL_DIGITS | NUMERAL_HAN, &m->c.number))
		return false;
	cursor_take_word(&next, "号 表");
	*at = next;
	if (cursor_take(&next) == 0x306E &&
	    label_take_numeral(&next, NUMERAL_DIGITS | NUMERAL_HAN, &branch) && branch < 256) {
		m->c.branch = (uint8_t)branch;
		*at = next;
	}
	cursor_take_word(at, "様式");
	return label_separates(at, m);
}

static bool match_keyword(struct cursor *at, const struct family *row, struct match *m)
{
	struct cursor unit = *at;

	if (word_length(at->s + at->pos, at->n - at->pos) > 0 &&
	    match_latin_keyword(&unit, row, m)) {
		*at = unit;
		return true;
	}
	if (!cursor_take_word(at, row->words))
		return false;
	if ((row->flags & FAMILY_TOP) && page_follows(at))
		return false;
	label_skip_blanks(at);
	unit = *at;
	if ((row->flags & FAMILY_TOP) && match_ordered(&unit, m)) {
		*at = unit;
		return true;
	}
	unit = *at;
	if ((row->flags & FAMILY_TOP) && label_match_unit(&unit, m))
		*at = unit;
	else if (!label_take_numeral(at, row->numerals & ~(unsigned)NUMERAL_WORD, &m->c.number))
		return false;
	m->c.branch = 0;
	return label_separates(at, m);
}

/* Whether one of the next words is of the list: cheaper than to read the number before it. */
static bool comes_soon(const struct cursor *at, const char *words)
{
	size_t pos = at->pos;

	for (int k = 0; k < NUMBER_WORDS && pos < at->n; k++) {
		size_t len = word_length(at->s + pos, at->n - pos);

		if (len > 0 && k > 0 && word_among(at->s + pos, len, words) >= 0)
			return true;
		pos += len;
		while (pos < at->n && (at->s[pos] == ' ' || at->s[pos] == '-' || at->s[pos] == '.'))
			pos++;
	}
	return false;
}

/* Erster Teil, THE FIRST ACT, 2. Kapitel. */
static bool match_ordinal(struct cursor *at, const struct family *row, struct match *m)
{
	size_t len = word_length(at->s + at->pos, at->n - at->pos), next;
	bool digits = character_is_digit(cursor_peek(at));

	if (len > 0 && word_among(at->s + at->pos, len, "the das der die het") >= 0) {
		at->pos += len;
		label_skip_blanks(at);
		if (at->pos < at->n && at->s[at->pos] >= 'a' && at->s[at->pos] <= 'z')
			return false; /* The first part of the report is */
	}
	if (label_take_numeral(at, NUMERAL_DIGITS, &m->c.number)) {
		/* 2. Kapitel, 1 kap. */
		if (cursor_peek(at) == '.')
			cursor_take(at);
	} else if (!comes_soon(at, row->words) ||
		   !label_take_numeral(at, NUMERAL_WORD, &m->c.number)) {
		return false;
	}
	if (!character_is_blank(cursor_peek(at)))
		return false;
	label_skip_blanks(at);
	if (!take_letters(at, row->words))
		return false;
	/* 28. Amendment of rules */
	next = candidate_skip_blanks(at->s, at->n, at->pos);
	if (digits && next > at->pos && next < at->n && at->s[next] >= 'a' && at->s[next] <= 'z')
		return false;
	if (cursor_peek(at) == '.')
		cursor_take(at);
	return label_separates(at, m);
}

bool label_match_keywords(struct cursor *at, unsigned family, struct match *m)
{
	const struct family *row = family_at(family);
	struct cursor try = *at;
	bool found = match_keyword(&try, row, m);

	if (!found && row->ladder == LADDER_UNIT) {
		try = *at;
		found = match_ordinal(&try, row, m);
	}
	m->c.family = m->c.alternate = (uint8_t)family;
	*at = try;
	return found;
}

/* 前 言: blanks inside a word that is not in letters do not count. */
static size_t spaced_word(const struct cursor *at, const char *word, size_t len)
{
	struct cursor try = *at;
	size_t k = 0;

	while (k < len) {
		uint32_t c;

		if (k > 0)
			label_skip_blanks(&try);
		k += utf8_decode(word + k, len - k, &c);
		if (c == '_')
			continue;
		if (try.pos >= try.n || cursor_take(&try) != c)
			return 0;
	}
	return try.pos - at->pos;
}

/* Gutenberg™, Gutenberg-tm: what stands behind a name. */
static size_t skip_trademark(const char *s, size_t n, size_t pos)
{
	if (pos + 3 <= n && (memcmp(s + pos, "™", 3) == 0 || memcmp(s + pos, "-tm", 3) == 0))
		return pos + 3;
	return pos;
}

/* table_of_contents: words in letters, one blank for each _; the length, 0 if they differ. */
static size_t phrase(const struct cursor *at, const char *words, size_t len)
{
	size_t pos = at->pos, k = 0;

	while (k < len) {
		const char *gap = memchr(words + k, '_', len - k);
		size_t part = gap ? (size_t)(gap - words) - k : len - k;
		size_t letters = word_length(at->s + pos, at->n - pos);

		if (letters == 0 || !word_is(at->s + pos, letters, words + k, part))
			return 0;
		pos = skip_trademark(at->s, at->n, pos + letters);
		k += part;
		if (gap && (pos >= at->n || at->s[pos++] != ' '))
			return 0;
		k += gap != NULL;
	}
	return pos - at->pos;
}

/* 2.1 of 习题2.1, 一 of 练习题一 */
static void skip_number(struct cursor *at)
{
	while (character_is_digit(cursor_peek(at)) || numeral_is_han(cursor_peek(at)) ||
	       (at->pos < at->n && character_is_one_of(cursor_peek(at), ".．-－")))
		cursor_take(at);
}

/* What may follow a word in letters that stands alone: Contents. and, as in French, ANNEXE : */
static bool ends_letters(struct cursor *at)
{
	if (cursor_peek(at) == '.')
		cursor_take(at);
	if (at->pos + 1 < at->n && at->s[at->pos] == ' ' && at->s[at->pos + 1] == ':')
		cursor_take(at);
	return at->pos >= at->n || character_is_one_of(cursor_peek(at), "：:");
}

/* The same of one in characters: 附件 (a blank), 目录（… */
static bool ends_characters(const struct cursor *at)
{
	uint32_t c = cursor_peek(at);

	return at->pos >= at->n || character_is_blank(c) || character_is_one_of(c, "：:（(");
}

static bool match_letters(struct cursor *at, const struct family *row)
{
	const char *words = row->words;

	for (size_t len; *words; words += len + (words[len] == ' ')) {
		struct cursor try = *at;
		size_t taken = 0;

		len = word_list_first(words);
		if (word_may_begin(at->s + at->pos, words))
			taken = phrase(at, words, len);
		if (taken == 0)
			continue;
		try.pos += taken;
		if (row->flags & FAMILY_ANY)
			skip_number(&try);
		if (!ends_letters(&try))
			continue;
		*at = try;
		return true;
	}
	return false;
}

/* The lists are long, and few of their words begin with the character at the cursor. */
/* プロローグ①, プロローグ2: the number of a part, at the end of the line. */
static void take_part(struct cursor *at)
{
	struct cursor next = *at;
	uint32_t ignored;

	if (label_take_numeral(&next, NUMERAL_DIGITS | NUMERAL_CIRCLED, &ignored) &&
	    next.pos >= next.n)
		*at = next;
}

static bool match_characters(struct cursor *at, const struct family *row)
{
	const char *words = row->words;
	char first[4] = "";

	if (at->n - at->pos < 3 || (unsigned char)at->s[at->pos] < 0xE0)
		return false;
	memcpy(first, at->s + at->pos, 3);
	for (const char *word = words; (word = strstr(word, first)) != NULL; word += 3) {
		struct cursor try = *at;
		size_t taken = 0;

		if (word == words || word[-1] == ' ')
			taken = spaced_word(at, word, word_list_first(word));
		if (taken == 0)
			continue;
		try.pos += taken;
		if (row->flags & FAMILY_ANY)
			skip_number(&try);
		take_part(&try);
		if (!ends_characters(&try))
			continue;
		*at = try;
		return true;
	}
	return false;
}

bool label_match_alone(struct cursor *at, const struct family *row, struct match *m)
{
	bool letters = word_length(at->s + at->pos, at->n - at->pos) > 0 &&
		       !character_is_cjk(cursor_peek(at));
	char first = at->pos < at->n ? at->s[at->pos] : '\0';

	if (!(letters ? match_letters(at, row) : match_characters(at, row)))
		return false;
	if (first >= 'a' && first <= 'z')
		m->c.evidence |= EVIDENCE_LOWER;
	m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}
