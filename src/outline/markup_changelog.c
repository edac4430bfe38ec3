/* SPDX-License-Identifier: MIT */
#include "outline/markup_changelog.h"

#include <assert.h>

#include "outline/markup_text.h"

static bool match_version(const struct markup_line *l, struct mark *m)
{
	size_t pos = 0;

	while (pos < l->n && (text_word(l->s[pos]) || (pos > 0 && strchr("+.-", l->s[pos]))))
		pos++;
	if (pos < 2 || !text_starts(l->s + pos, l->n - pos, " (") ||
	    !text_find(l->s + pos, l->n - pos, ") ") ||
	    !text_find(l->s + pos, l->n - pos, "; urgency="))
		return false;
	*m = (struct mark){
		.title_end = l->n, .notations = notation_bit(NOTATION_CHANGELOG), .level = 1};
	return true;
}

static bool is_address(const char *s, size_t n)
{
	const char *open = memchr(s, '<', n);

	return open && memchr(open, '>', n - (size_t)(open - s));
}

/* 2024-01-01  Jo Lark */
static bool is_date(const char *s, size_t n)
{
	static const char shape[] = "9999-99-99";
	size_t i = 0;

	if (n < 13)
		return false;
	for (; shape[i]; i++)
		if (shape[i] == '9' ? !text_digit(s[i]) : s[i] != shape[i])
			return false;
	return text_blank(s[i]) && (s[i] == '\t' || text_blank(s[i + 1])) && !text_digit(s[i + 2]);
}

enum changelog_line markup_changelog_line(const struct markup_line *l, struct mark *m)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;

	assert(n > 0);
	if (l->in == 0) {
		if (text_digit(s[0]))
			return is_date(s, n) ? CHANGELOG_DATED : CHANGELOG_NONE;
		return s[n - 1] != '.' && text_word(s[0]) && match_version(l, m) ? CHANGELOG_VERSION
										 : CHANGELOG_NONE;
	}
	if (s[0] == '-')
		return l->in == 1 && text_starts(s, n, "-- ") && is_address(s, n) ? CHANGELOG_SIGNED
										  : CHANGELOG_NONE;
	return s[0] == '*' && l->s[0] == '\t' ? CHANGELOG_CHANGE : CHANGELOG_NONE;
}
