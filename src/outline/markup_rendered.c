/* SPDX-License-Identifier: MIT */
/* Headings of text that was rendered for reading: by column, or by notes in brackets. */
#include <assert.h>
#include <string.h>

#include "outline/family.h"
#include "outline/markup.h"
#include "outline/markup_text.h"

#define COLUMN_LONGEST 100 /* bytes of a section's title in a man page */

/* Everything about a match whose parts are known. */
static bool set(const char *s, size_t n, struct match *m, unsigned family, unsigned notation)
{
	m->c.family = (uint8_t)family;
	m->c.notation = (uint8_t)notation;
	m->body = n;
	candidate_weigh(s, n, m);
	m->c.key = notation_bit(notation);
	return m->title < m->title_end;
}

static const char note_open[] = "［＃";
static const char note_close[] = "］";
static const char *const sizes[] = {"大見出し", "中見出し", "小見出し"};

/* The end of the note that begins at pos. */
static size_t note_end(const char *s, size_t n, size_t pos)
{
	const char *close = text_find(s + pos, n - pos, note_close);

	return close ? (size_t)(close - s) + strlen(note_close) : n;
}

/* ［＃「T」は大見出し］ right behind T: where T begins; SIZE_MAX if the note is no such one. */
static size_t quoted_title(const char *s, size_t n, const char *note)
{
	static const char open[] = "［＃「", close[] = "」は";
	const char *quote, *end;
	size_t len;

	if (!text_starts(note, n - (size_t)(note - s), open))
		return SIZE_MAX;
	quote = note + strlen(open);
	end = text_find(quote, n - (size_t)(quote - s), close);
	if (!end)
		return SIZE_MAX;
	len = (size_t)(end - quote);
	if (len > (size_t)(note - s) || memcmp(note - len, quote, len) != 0)
		return SIZE_MAX;
	return (size_t)(note - s) - len;
}

bool markup_match_aozora(const char *s, size_t n, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0), quoted;
	const char *word = NULL, *note;
	unsigned depth = 0;

	*m = (struct match){0};
	for (unsigned i = 0; i < 3 && !word; i++) {
		word = text_find(s, n, sizes[i]);
		depth = i;
	}
	/* （例） is the key to the notes */
	if (!word || !text_find(s, n, note_open) || text_starts(s + begin, n - begin, "（例）"))
		return false;
	while (text_starts(s + begin, n - begin, note_open))
		begin = candidate_skip_blanks(s, n, note_end(s, n, begin));
	note = text_find(s + begin, n - begin, note_open);
	quoted = note ? quoted_title(s, n, note) : SIZE_MAX;
	if (quoted != SIZE_MAX && quoted >= begin)
		begin = quoted;
	m->begin = m->title = begin;
	m->title_end = candidate_trim(s, begin, note ? (size_t)(note - s) : n);
	return set(s, n, m, FAMILY_MARKUP_1 + depth, NOTATION_AOZORA);
}

int markup_aozora_block(const char *s, size_t n)
{
	static const char begins[] = "ここから", ends[] = "ここで";
	const char *note = text_find(s, n, note_open);
	size_t left;

	if (!note)
		return 0;
	note += strlen(note_open);
	left = n - (size_t)(note - s);
	if (text_starts(note, left, ends))
		return text_find(note, left, "見出し終わり") ? -1 : 0;
	if (!text_starts(note, left, begins))
		return 0;
	for (int i = 0; i < 3; i++)
		if (text_find(note, left, sizes[i]))
			return i + 1;
	return 0;
}

bool markup_match_aozora_inside(const char *s, size_t n, int level, struct match *m)
{
	assert(level >= 1 && level <= 3);
	*m = (struct match){0};
	m->begin = m->title = candidate_skip_blanks(s, n, 0);
	m->title_end = candidate_trim(s, m->title, n);
	return set(s, n, m, FAMILY_MARKUP_1 + (unsigned)level - 1, NOTATION_AOZORA);
}

bool markup_is_running(const char *s, size_t n)
{
	size_t end = text_trimmed(s, n), from = text_run(s, end, ' '), run = 0;

	for (size_t i = from; i < end; i++) {
		run = s[i] == ' ' ? run + 1 : 0;
		if (run >= 3)
			return true;
	}
	return end > 0 && s[end - 1] == ']' && text_find(s, end, "[Page ") != NULL;
}

bool markup_is_man_head(const char *s, size_t n)
{
	size_t word = 0, end = text_trimmed(s, n);

	while (word < end && s[word] != ' ' && s[word] != '(')
		word++;
	if (word == 0 || word + 3 >= end || s[word] != '(' || !text_letter(s[0]) ||
	    !(text_digit(s[word + 1]) || s[word + 1] == 'n'))
		return false;
	/* the same at the right edge, the letters in either case */
	return end > 2 * word + 6 && s[end - 1] == ')' && markup_is_running(s, end) &&
	       memchr(s + end - word - 6, '(', word + 6) != NULL;
}

bool markup_match_man(const char *s, size_t n, struct match *m)
{
	size_t in = text_run(s, n, ' '), end = text_trimmed(s, n);

	*m = (struct match){0};
	if ((in != 0 && in != 2 && in != 3) || end <= in || end - in > COLUMN_LONGEST ||
	    markup_is_running(s, n))
		return false;
	m->begin = m->title = in;
	m->title_end = end;
	return set(s, n, m, in == 0 ? FAMILY_COLUMN : FAMILY_COLUMN_2, NOTATION_MAN);
}

bool markup_match_rfc(const char *s, size_t n, struct match *m)
{
	size_t end = text_trimmed(s, n);

	*m = (struct match){0};
	if (end < 3 || end > 72 || s[0] < 'A' || s[0] > 'Z' || markup_is_running(s, n))
		return false;
	/* A.1. is numbered, below Appendix A */
	if (s[1] == '.' && s[2] >= '0' && s[2] <= '9')
		return false;
	m->begin = m->title = 0;
	m->title_end = candidate_trim(s, 0, end);
	return set(s, n, m, FAMILY_COLUMN, NOTATION_RFC);
}
