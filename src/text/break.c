/* SPDX-License-Identifier: MIT */
#include "text/break.h"

#include <assert.h>
#include <unictype.h>
#include <unilbrk.h>

#include "base/utf8.h"
#include "text/cluster.h"
#include "text/code_range.h"
#include "text/data/break_ranges.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static bool must_not_begin(uint32_t c)
{
	return code_range_has(no_begin_ranges, LENGTH(no_begin_ranges), c);
}

static bool must_not_end(uint32_t c)
{
	return code_range_has(no_end_ranges, LENGTH(no_end_ranges), c);
}

/* East Asian width W, F or H. */
static bool is_east_asian(uint32_t c)
{
	return cluster_code_point_width(c, (struct widths){1}) == 2 || (c >= 0xFF61 && c <= 0xFFDC);
}

static bool is_opening_quote(uint32_t c)
{
	return c == 0x2018 || c == 0x201C;
}

static bool is_closing_quote(uint32_t c)
{
	return c == 0x2019 || c == 0x201D;
}

static uint32_t code_point_at(const char *s, size_t n, size_t pos)
{
	uint32_t c;

	utf8_decode(s + pos, n - pos, &c);
	return c;
}

static uint32_t code_point_before(const char *s, size_t pos)
{
	size_t before = utf8_before(s, pos);

	return code_point_at(s, pos, before);
}

/* Line break class AL, as far as it matters after a full stop. */
static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '#' || c == '&' ||
		       c == '*' || c == '@' || c == '_' || c == '~' || (c >= '<' && c <= '>');
	return !is_east_asian(c) && uc_is_property_alphabetic(c);
}

/* Whether a break that libunistring offers at pos stands. */
static bool stands(const char *s, size_t n, size_t pos)
{
	size_t before = pos;

	switch (s[pos - 1]) {
	case '.':
	case ',':
	case ':':
	case ';':
		return !is_letter(code_point_at(s, n, pos));
	case ' ':
		if (must_not_begin(code_point_at(s, n, pos)))
			return false;
		while (before > 0 && s[before - 1] == ' ')
			before--;
		return before == 0 || !is_opening_quote(code_point_before(s, before));
	default:
		return true;
	}
}

/* Whether there is a curly quote at pos, which takes three bytes. */
static bool quote_at(const char *s, size_t n, size_t pos)
{
	return n - pos >= 3 && (unsigned char)s[pos] == 0xE2 && (unsigned char)s[pos + 1] == 0x80 &&
	       ((unsigned char)s[pos + 2] & 0xFA) == 0x98;
}

/* Adds the breaks around the curly quote at pos. */
static void free_quote(const char *s, size_t n, size_t pos, char *breaks)
{
	uint32_t quote = code_point_at(s, n, pos);
	size_t after = pos + 3;
	uint32_t c;

	if (is_opening_quote(quote) && pos > 0) {
		c = code_point_before(s, pos);
		if (is_closing_quote(c) || (is_east_asian(c) && !must_not_end(c)))
			breaks[pos] = BREAK_ALLOWED;
	}
	if (is_closing_quote(quote) && after < n) {
		c = code_point_at(s, n, after);
		if (is_east_asian(c) && !must_not_begin(c))
			breaks[after] = BREAK_ALLOWED;
	}
}

/* Turns libunistring's verdicts into ours, from left to right. */
static void mend(const char *s, size_t n, char *breaks)
{
	bool line_end = false;
	size_t pos;

	for (pos = 0; pos < n; pos++) {
		bool possible = breaks[pos] == UC_BREAK_POSSIBLE;
		bool ends = breaks[pos] == UC_BREAK_MANDATORY;

		breaks[pos] = BREAK_NONE;
		if (possible && pos > 0 && stands(s, n, pos))
			breaks[pos] = BREAK_ALLOWED;
		else if (line_end && !utf8_continues(s[pos]))
			breaks[pos] = BREAK_ALLOWED;
		line_end = ends || (line_end && utf8_continues(s[pos]));
	}
	for (pos = 0; pos < n; pos++)
		if (quote_at(s, n, pos))
			free_quote(s, n, pos, breaks);
}

void break_find(const char *s, size_t n, char *breaks)
{
	if (n == 0)
		return;
	u8_possible_linebreaks((const uint8_t *)s, n, "UTF-8", breaks);
	mend(s, n, breaks);
}

static bool is_dash(uint32_t c)
{
	return c == 0x2014 || c == 0x2015 || c == 0x2500;
}

bool break_is_poor(const char *s, size_t n, size_t pos)
{
	uint32_t before;
	uint32_t after;

	assert(pos > 0 && pos < n);
	before = code_point_before(s, pos);
	after = code_point_at(s, n, pos);
	return must_not_begin(after) || must_not_end(before) || (is_dash(after) && after == before);
}
