/* SPDX-License-Identifier: MIT */
#include "outline/markup.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "outline/family.h"

static bool starts(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	return len <= n && memcmp(s, word, len) == 0;
}

static const char *find(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (s[i] == word[0] && memcmp(s + i, word, len) == 0)
			return s + i;
	return NULL;
}

static size_t spaces(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] == ' ')
		i++;
	return i;
}

static size_t trimmed(const char *s, size_t n)
{
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		n--;
	return n;
}

static bool follow_fence(struct markup *state, const char *s, size_t n)
{
	size_t in = spaces(s, n), run = 0;
	char mark = in < n ? s[in] : 0;

	if (in > 3 || (mark != '`' && mark != '~'))
		return state->fence != 0;
	while (in + run < n && s[in + run] == mark)
		run++;
	if (run < 3)
		return state->fence != 0;
	if (state->fence == 0) {
		/* ~~~ alone is more often an underline, and ```x``` is code in a line */
		size_t rest = in + run;

		if (mark == '~' && trimmed(s, n) == rest && run > 3)
			return false;
		if (memchr(s + rest, mark, n - rest))
			return false;
		state->fence = mark;
		state->fence_len = (unsigned)run;
	} else if (mark == state->fence && run >= state->fence_len && trimmed(s, n) == in + run) {
		state->fence = 0;
	}
	return true;
}

bool markup_follow(struct markup *state, const char *s, size_t n, bool first)
{
	size_t end = trimmed(s, n);

	if (first && end == 3 && memcmp(s, "---", 3) == 0) {
		state->front_matter = true;
		return true;
	}
	if (state->front_matter) {
		if (end == 3 && (memcmp(s, "---", 3) == 0 || memcmp(s, "...", 3) == 0))
			state->front_matter = false;
		return true;
	}
	if (state->comment) {
		state->comment = find(s, n, "-->") == NULL;
		return true;
	}
	if (state->fence == 0 && starts(s, n, "<!--") && !find(s, n, "-->")) {
		state->comment = true;
		return true;
	}
	return follow_fence(state, s, n);
}

/* Everything about a match whose parts are known. */
static bool set(const char *s, size_t n, struct match *m, unsigned family, unsigned notation)
{
	m->c.family = (uint8_t)family;
	m->c.notation = (uint8_t)notation;
	m->body = n;
	candidate_weigh(s, n, m);
	return m->title < m->title_end;
}

bool markup_match_atx(const char *s, size_t n, struct match *m)
{
	size_t in = spaces(s, n), depth = 0, end = trimmed(s, n);

	*m = (struct match){0};
	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
		in = 3;
	while (in + depth < end && s[in + depth] == '#')
		depth++;
	if (in > 3 || depth == 0 || depth > 6 || in + depth >= end ||
	    (s[in + depth] != ' ' && s[in + depth] != '\t'))
		return false;
	m->begin = in;
	m->title = candidate_skip_blanks(s, n, in + depth);
	while (end > m->title && s[end - 1] == '#')
		end--;
	if (end > m->title && end < n && s[end] == '#' && s[end - 1] != ' ' && s[end - 1] != '\t')
		end = trimmed(s, n);
	m->title_end = m->title + trimmed(s + m->title, end - m->title);
	m->c.number = 0;
	return set(s, n, m, FAMILY_MARKUP_1 + (unsigned)depth - 1, NOTATION_MARKDOWN);
}

char markup_adornment(const char *s, size_t n, size_t *columns)
{
	size_t end = trimmed(s, n), i;

	*columns = end;
	if (end < 3 || !strchr("=-~^\"'`*+#<>:._", s[0]))
		return 0;
	for (i = 1; i < end; i++)
		if (s[i] != s[0])
			return 0;
	return s[0];
}

/* Roughly the cells of a text: underlines follow either columns or characters. */
static void measure(const char *s, size_t n, size_t *columns, size_t *characters)
{
	size_t pos = 0;

	*columns = *characters = 0;
	while (pos < n) {
		uint32_t c;

		pos += utf8_decode(s + pos, n - pos, &c);
		*characters += 1;
		*columns += (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xD7A3) ||
					    (c >= 0xF900 && c <= 0xFAFF) ||
					    (c >= 0xFF01 && c <= 0xFF60) ||
					    (c >= 0x1F300 && c <= 0x3FFFF)
				    ? 2
				    : 1;
	}
}

bool markup_match_underlined(const char *s, size_t n, char mark, bool over, size_t columns,
			     struct match *m)
{
	size_t in = candidate_skip_blanks(s, n, 0), end = trimmed(s, n), wide, count;

	*m = (struct match){0};
	if (in >= end || (in > 0 && !over && s[0] == ' ' && in > 3) ||
	    strchr("-*+>|#", s[in]) != NULL)
		return false;
	m->begin = m->title = in;
	m->title_end = end;
	measure(s + in, end - in, &wide, &count);
	if (columns + 1 >= count && columns <= wide + 4)
		m->c.evidence |= EVIDENCE_FENCED;
	if (over && columns + 1 >= count)
		m->c.evidence |= EVIDENCE_FENCED;
	m->c.prefix = (uint32_t)(unsigned char)mark | (over ? 0x100u : 0);
	return set(s, n, m, mark == '=' ? FAMILY_MARKUP_1 : FAMILY_MARKUP_2, NOTATION_RST);
}

static const char note_open[] = "［＃";
static const char note_close[] = "］";

/* The end of the note that begins at pos. */
static size_t note_end(const char *s, size_t n, size_t pos)
{
	const char *close = find(s + pos, n - pos, note_close);

	return close ? (size_t)(close - s) + strlen(note_close) : n;
}

bool markup_match_aozora(const char *s, size_t n, struct match *m)
{
	static const char *const sizes[] = {"大見出し", "中見出し", "小見出し"};
	size_t begin = candidate_skip_blanks(s, n, 0);
	const char *word = NULL, *note;
	unsigned depth = 0;

	*m = (struct match){0};
	for (unsigned i = 0; i < 3 && !word; i++) {
		word = find(s, n, sizes[i]);
		depth = i;
	}
	if (!word || !find(s, n, note_open))
		return false;
	while (starts(s + begin, n - begin, note_open))
		begin = candidate_skip_blanks(s, n, note_end(s, n, begin));
	note = find(s + begin, n - begin, note_open);
	m->begin = m->title = begin;
	m->title_end = candidate_trim(s, begin, note ? (size_t)(note - s) : n);
	return set(s, n, m, FAMILY_MARKUP_1 + depth, NOTATION_AOZORA);
}

bool markup_is_running(const char *s, size_t n)
{
	size_t end = trimmed(s, n), from = spaces(s, end), run = 0;

	for (size_t i = from; i < end; i++) {
		run = s[i] == ' ' ? run + 1 : 0;
		if (run >= 3)
			return true;
	}
	return end > 0 && s[end - 1] == ']' && find(s, end, "[Page ") != NULL;
}

bool markup_match_man(const char *s, size_t n, struct match *m)
{
	size_t in = spaces(s, n), end = trimmed(s, n);

	*m = (struct match){0};
	if ((in != 0 && in != 3) || end <= in || end - in > 100 || markup_is_running(s, n))
		return false;
	m->begin = m->title = in;
	m->title_end = end;
	return set(s, n, m, in == 0 ? FAMILY_COLUMN : FAMILY_COLUMN_2, NOTATION_MAN);
}

bool markup_match_rfc(const char *s, size_t n, struct match *m)
{
	size_t end = trimmed(s, n);

	*m = (struct match){0};
	if (end < 3 || end > 72 || s[0] < 'A' || s[0] > 'Z' || markup_is_running(s, n))
		return false;
	m->begin = m->title = 0;
	m->title_end = candidate_trim(s, 0, end);
	return set(s, n, m, FAMILY_COLUMN, NOTATION_RFC);
}
