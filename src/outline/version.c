/* SPDX-License-Identifier: MIT */
#include "outline/version.h"

#include <string.h>

#include "outline/family.h"
#include "outline/label.h"
#include "outline/markup_text.h"
#include "outline/numeral_word.h"

#define LINE_MOST 90 /* bytes of the line */
#define WORDS_MOST 6 /* before the version */
#define PART_MOST 999

/* Words that say what follows is a version. */
static const char version_words[] =
	"version versions release releases changes change news new since changelog fixes";

/* What may stand before a version besides letters. */
static bool is_wordly(char c)
{
	return text_letter(c) || c == '\'' || c == '+' || c == '-' || c == '_' || c == '/';
}

/* 2.36.1, v1.0rc2, 4.1.*; whole numbers too if the words before are about versions. */
static bool take_version(const char *s, size_t n, size_t *pos, bool whole, uint32_t *number)
{
	uint32_t parts[3] = {0, 0, 0}, count = 0;
	size_t at = *pos;

	if (at + 1 < n && (s[at] == 'v' || s[at] == 'V') && text_digit(s[at + 1]))
		at++;
	while (at < n && text_digit(s[at])) {
		uint32_t part = 0;

		for (; at < n && text_digit(s[at]); at++)
			part = part <= PART_MOST ? part * 10 + (uint32_t)(s[at] - '0') : part;
		if (count < 3)
			parts[count] = part < PART_MOST ? part : PART_MOST;
		count++;
		if (at + 1 >= n || s[at] != '.' ||
		    !(text_digit(s[at + 1]) || strchr("x*", s[at + 1])))
			break;
		at++;
	}
	/* 18d, 0rc1, 1-beta2, .x */
	while (at < n && (text_word(s[at]) || strchr("~*+", s[at]) ||
			  (s[at] == '-' && at + 1 < n && text_letter(s[at + 1]))))
		at++;
	if (count == 0 || (count == 1 && !whole))
		return false;
	*number = (parts[0] * (PART_MOST + 1) + parts[1]) * (PART_MOST + 1) + parts[2];
	*pos = at;
	return true;
}

/* What may stand behind a version that has no words before it: a date, a note in brackets. */
static bool is_noted(const char *s, size_t n, size_t pos)
{
	size_t digits = 0, left = n - pos;

	for (size_t i = pos; i < n; i++)
		digits += text_digit(s[i]);
	if (pos >= n)
		return true;
	if (s[pos] == ':' || s[pos] == ',' || s[pos] == ';')
		return pos + 1 == n || digits >= 4;
	return s[pos] == ' ' && (strchr("([", s[pos + 1]) || digits >= 4 ||
				 (left > 3 && strchr("-/", s[pos + 1]) && s[pos + 2] == ' '));
}

/* Hashes the words before the version and moves behind them; false if they are none. */
static bool take_words(const char *s, size_t n, size_t *pos, struct match *m, unsigned *words)
{
	uint32_t hash = LABEL_HASH_BEGIN, last = 0;
	bool about = false;

	for (*words = 0; *pos < n && is_wordly(s[*pos]); ++*words) {
		size_t len = 0;

		while (*pos + len < n &&
		       (is_wordly(s[*pos + len]) || (len > 0 && text_digit(s[*pos + len]))))
			len++;
		if (len == 1 && *pos + 1 < n && (s[*pos] | 0x20) == 'v' && text_digit(s[*pos + 1]))
			break;
		if ((s[*pos] | 0x20) == 'v' && len > 1 && text_digit(s[*pos + 1]))
			break;
		last = LABEL_HASH_BEGIN;
		about = about || word_among(s + *pos, len, version_words) >= 0;
		for (size_t i = 0; i < len; i++) {
			hash = label_hash(hash, (uint32_t)(s[*pos + i] | 0x20));
			last = label_hash(last, (uint32_t)(s[*pos + i] | 0x20));
		}
		*pos += len;
		if (*pos >= n || s[*pos] != ' ' || *words >= WORDS_MOST)
			return false;
		while (*pos < n && s[*pos] == ' ')
			++*pos;
	}
	m->c.prefix = *words > 0 ? hash : 0;
	m->c.alternate_number = (uint16_t)last;
	if (about)
		m->c.evidence |= EVIDENCE_SET_OFF;
	return true;
}

bool version_match(const char *s, size_t n, struct match *m)
{
	size_t pos = 0, begin;
	unsigned words;
	char last;

	*m = (struct match){0};
	while (n > 0 && s[n - 1] == ' ')
		n--;
	/* the stars of an outline */
	pos = text_run(s, n, '*');
	if (pos > 0 && (pos >= n || s[pos] != ' '))
		return false;
	begin = pos += pos > 0;
	if (n < begin + 3 || n > LINE_MOST || !take_words(s, n, &pos, m, &words))
		return false;
	last = s[n - 1];
	if (!take_version(s, n, &pos, m->c.evidence & EVIDENCE_SET_OFF, &m->c.number) ||
	    last == '.' || last == ';' || last == '!')
		return false;
	if (!(m->c.evidence & EVIDENCE_SET_OFF) && !is_noted(s, n, pos))
		return false;
	m->begin = m->title = begin;
	m->title_end = candidate_trim(s, begin, n);
	m->body = n;
	m->c.family = m->c.alternate = FAMILY_VERSION;
	m->c.evidence |= EVIDENCE_SEPARATED;
	candidate_weigh(s, n, m);
	return true;
}
