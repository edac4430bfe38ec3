/* SPDX-License-Identifier: MIT */
#include "search/gap.h"

#include <string.h>

#include "search/fast_utf8.h"
#include "search/lattice.h"
#include "search/program.h"
#include "search/variants.h"

#define READINGS_MOST 2
#define PINYIN_MOST 6
#define RUBY_MOST 20
#define MARKS_MOST 2
#define BASE_MOST 8

/* White space within a line; the same as program.c's class. */
bool gap_is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x0B || c == 0x0C || c == 0xA0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool gap_begins_with(uint32_t c)
{
	/* Han and Hangul: most of what comes. */
	if (c >= 0x3100 && c < 0xFE00)
		return false;
	return gap_is_blank(c) || c == '\n' || c == '\r' || c == '(' || c == 0xFF08 ||
	       c == 0x300A || c == 0x300B || c == 0xFF5C || c == '-' || c == 0x2010 || c == 0xAD ||
	       variants_is_selector(c);
}

/* The code point at pos, UTF8_BAD at the end; *end is behind it. */
static uint32_t at(struct gap_text t, size_t pos, size_t *end)
{
	uint32_t c = UTF8_BAD;

	*end = pos;
	if (pos < t.len)
		*end = pos + fast_utf8_decode(t.s + pos, t.len - pos, &c);
	return c;
}

static size_t skip_one(struct gap_text t, size_t pos, uint32_t wanted)
{
	size_t end;

	return at(t, pos, &end) == wanted ? end : pos;
}

static size_t skip_blanks(struct gap_text t, size_t pos)
{
	size_t limit = t.len - pos > PROGRAM_SLACK ? pos + PROGRAM_SLACK : t.len, end;

	while (pos < limit && gap_is_blank(at(t, pos, &end)))
		pos = end;
	return pos;
}

/* A line break with its indentation. */
static size_t skip_break(struct gap_text t, size_t pos)
{
	size_t newline = skip_one(t, pos, '\r');
	size_t end = skip_one(t, newline, '\n');

	return end > newline ? skip_blanks(t, end) : pos;
}

static bool is_reading_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x280) ||
	       c == 0x1E3F;
}

/* Letters of pinyin with what stands above them. */
static size_t skip_letters(struct gap_text t, size_t pos)
{
	size_t end;

	for (size_t n = 0; n < PINYIN_MOST && is_reading_letter(at(t, pos, &end)); n++) {
		uint32_t c;

		pos = end;
		for (size_t marks = 0; marks < MARKS_MOST; marks++) {
			c = at(t, pos, &end);
			if (c < 0x300 || c >= 0x340)
				break;
			pos = end;
		}
	}
	return pos;
}

static size_t skip_kana(struct gap_text t, size_t pos)
{
	size_t end;

	for (size_t n = 0; n < RUBY_MOST; n++) {
		uint32_t c = at(t, pos, &end);

		if (c < 0x3041 || c >= 0x3100)
			break;
		pos = end;
	}
	return pos;
}

static size_t skip_reading(struct gap_text t, size_t pos)
{
	static const struct {
		uint32_t open, close;
		size_t (*skip)(struct gap_text t, size_t pos);
	} kinds[] = {{'(', ')', skip_letters},
		     {0xFF08, 0xFF09, skip_letters},
		     {0x300A, 0x300B, skip_kana}};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t inside = skip_one(t, pos, kinds[i].open), end, close;

		if (inside == pos)
			continue;
		end = kinds[i].skip(t, inside);
		close = skip_one(t, end, kinds[i].close);
		if (end > inside && close > end)
			return close;
	}
	return pos;
}

/* A character of a ruby base; the same as program.c's BASE_CHARACTER. */
static bool is_base(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3005 || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0x20000 && c <= 0x3FFFF);
}

/* The end of a ruby reading, the next base, and the start of its reading. */
static size_t skip_base(struct gap_text t, size_t pos)
{
	size_t base = skip_one(t, pos, 0x300B), end = base, next;
	size_t n = 0;

	if (base == pos)
		return pos;
	base = end = skip_one(t, base, 0xFF5C);
	while (n < BASE_MOST && is_base(at(t, end, &next))) {
		end = next;
		n++;
	}
	next = skip_one(t, end, 0x300A);
	return end > base && next > end ? next : pos;
}

/* A hyphen with a line break, or a soft hyphen. */
static size_t skip_hyphen(struct gap_text t, size_t pos)
{
	size_t hyphen, end;
	uint32_t c = at(t, pos, &hyphen);

	if (c != '-' && c != 0x2010 && c != 0xAD)
		return pos;
	end = skip_break(t, hyphen);
	if (end > hyphen)
		return end;
	return c == 0xAD ? hyphen : pos;
}

static size_t skip_selector(struct gap_text t, size_t pos)
{
	size_t end;

	return variants_is_selector(at(t, pos, &end)) ? end : pos;
}

size_t gap_end(struct gap_text t, size_t pos, unsigned gap)
{
	size_t end;

	if ((gap & GAP_SELECTOR) != 0)
		pos = skip_selector(t, pos);
	for (size_t i = 0; (gap & GAP_READING) != 0 && i < READINGS_MOST; i++)
		pos = skip_reading(t, pos);
	if ((gap & GAP_BASE) != 0)
		pos = skip_base(t, pos);
	/* Mostly the next character follows. */
	if (!gap_begins_with(at(t, pos, &end)))
		return pos;
	end = (gap & GAP_HYPHEN) != 0 ? skip_hyphen(t, pos) : pos;
	if (end == pos && (gap & GAP_BREAK) != 0) {
		size_t blanks = skip_blanks(t, pos);

		end = skip_break(t, blanks);
		if (end == blanks)
			end = pos;
	}
	return (gap & GAP_BAR) != 0 ? skip_one(t, end, 0xFF5C) : end;
}

size_t gap_blank_end(struct gap_text t, size_t pos, bool breaks)
{
	size_t end = skip_blanks(t, pos);

	return breaks ? skip_break(t, end) : end;
}
