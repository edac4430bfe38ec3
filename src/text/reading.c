/* SPDX-License-Identifier: MIT */
#include "text/reading.h"

#include <assert.h>
#include <string.h>

#include "base/bytes16.h"
#include "base/utf8.h"
#include "text/reading_aozora.h"
#include "text/reading_han.h"
#include "text/reading_pinyin.h"

#define WIDE_OPEN "\xEF\xBC\x88"  /* （ */
#define WIDE_CLOSE "\xEF\xBC\x89" /* ） */

/* The length of the bracket at pos that may open a reading of these kinds; 0 if there is none. */
static size_t opener_at(const char *s, size_t n, size_t pos, unsigned kinds)
{
	if (s[pos] == '(')
		return kinds & READING_PINYIN ? 1 : 0;
	if (n - pos < 3)
		return 0;
	if (s[pos] == WIDE_OPEN[0])
		return (kinds & READING_PINYIN) && memcmp(s + pos, WIDE_OPEN, 3) == 0 ? 3 : 0;
	if (s[pos] == AOZORA_OPEN[0])
		return (kinds & READING_AOZORA) && memcmp(s + pos, AOZORA_OPEN, 3) == 0 ? 3 : 0;
	return 0;
}

/* Where in the sixteen bytes at s a bracket of these kinds may begin: (, or the last two bytes of
 * （ or 《 two further on, which are much rarer in East Asian text than the first. */
static size_t first_opener(const char *s, unsigned kinds)
{
	bytes16 next = bytes16_load(s + 1), last = bytes16_load(s + 2), found = {0};

	if (kinds & READING_PINYIN) {
		found = (bytes16)(bytes16_load(s) == bytes16_of('('));
		found |= (bytes16)(next == bytes16_of(0xBC)) & (bytes16)(last == bytes16_of(0x88));
	}
	if (kinds & READING_AOZORA)
		found |= (bytes16)(next == bytes16_of(0x80)) & (bytes16)(last == bytes16_of(0x8A));
	return bytes16_first(found);
}

/* The first bracket in [pos, n) that could open a reading of these kinds; n if none. */
static size_t next_opener(const char *s, size_t n, size_t pos, unsigned kinds)
{
	while (pos < n) {
		size_t skip = n - pos >= sizeof(bytes16) + 2 ? first_opener(s + pos, kinds) : 0;

		pos += skip;
		if (skip == sizeof(bytes16))
			continue;
		if (opener_at(s, n, pos, kinds))
			return pos;
		pos++;
	}
	return n;
}

/* The group that opens at `open`: what stands inside.  Returns its end, 0 if it is no pinyin. */
static size_t pinyin_group(const char *s, size_t n, size_t open, struct spelling *spelling)
{
	const char *close = s[open] == '(' ? ")" : WIDE_CLOSE;
	size_t len = s[open] == '(' ? 1 : 3;
	size_t begin = open + len, end = begin + pinyin_spelling(s + begin, n - begin, spelling);

	if (end == begin || n - end < len || memcmp(s + end, close, len) != 0)
		return 0;
	if (spelling->tone == 0 && (spelling->n_letters == 1 || spelling->capital))
		return 0;
	return end + len;
}

/* Whether a byte can begin a spelling: a letter, or the first byte of one with a mark. */
static bool begins_spelling(unsigned char byte)
{
	return (byte >= 'A' && byte <= 'z') || (byte >= 0xC3 && byte <= 0xC9) || byte == 0xE1;
}

/* The character before pos and where it begins, a variation selector passed over. */
static uint32_t base_before(const char *s, size_t pos, size_t *begin)
{
	uint32_t c = UTF8_BAD;
	size_t end = pos;
	int step;

	for (step = 0; step < 2 && end > 0; step++) {
		*begin = utf8_before(s, end);
		utf8_decode(s + *begin, end - *begin, &c);
		if ((c < 0xFE00 || c > 0xFE0F) && (c < 0xE0100 || c > 0xE01EF))
			break;
		end = *begin;
	}
	return c;
}

static bool pinyin_match(const char *s, size_t n, size_t open, struct reading *reading)
{
	size_t len = opener_at(s, n, open, READING_PINYIN);
	size_t end, group, begin = 0;
	struct spelling spelling;
	uint32_t base;

	if (open == 0 || n - open < len + 2 || !begins_spelling((unsigned char)s[open + len]))
		return false;
	base = base_before(s, open, &begin);
	if (!han_is(base) && base != 0x3007)
		return false;
	end = pinyin_group(s, n, open, &spelling);
	if (end == 0 || !pinyin_is_reading_of(base, &spelling))
		return false;
	reading->base_begin = begin;
	reading->base_end = reading->begin = open;
	reading->kind = READING_PINYIN;
	group = open;
	do {
		size_t mark = opener_at(s, n, group, READING_PINYIN);

		reading->text_begin = group + mark;
		reading->text_end = end - mark;
		reading->end = group = end;
		end = group < n && opener_at(s, n, group, READING_PINYIN)
			      ? pinyin_group(s, n, group, &spelling)
			      : 0;
	} while (end != 0 && pinyin_is_reading_of(base, &spelling));
	return true;
}

bool reading_find(const char *s, size_t n, size_t pos, unsigned kinds, struct reading *reading)
{
	for (pos = next_opener(s, n, pos, kinds); pos < n;
	     pos = next_opener(s, n, pos + 1, kinds)) {
		bool found = s[pos] == AOZORA_OPEN[0] ? aozora_match(s, n, pos, reading)
						      : pinyin_match(s, n, pos, reading);

		if (found)
			return true;
	}
	return false;
}

bool reading_is_possible(const char *s, size_t n)
{
	unsigned kinds = READING_PINYIN | READING_AOZORA;

	for (size_t pos = 0; (pos = next_opener(s, n, pos, kinds)) < n; pos++) {
		size_t inside = pos + opener_at(s, n, pos, kinds);

		if (s[pos] == AOZORA_OPEN[0] || inside >= n ||
		    begins_spelling((unsigned char)s[inside]))
			return true;
	}
	return false;
}

bool reading_is_pinyin_of(uint32_t c, const char *p, size_t n)
{
	struct spelling spelling;

	return n > 0 && pinyin_spelling(p, n, &spelling) == n && pinyin_is_reading_of(c, &spelling);
}

/* What reading_density() counts. */
struct count {
	size_t pinyin;
	size_t aozora;
	bool bar; /* a ruby with ｜ */
	uint32_t bases[3];
	size_t n_bases;
};

static void count_base(struct count *count, uint32_t base)
{
	size_t i;

	for (i = 0; i < count->n_bases; i++) {
		if (count->bases[i] == base)
			return;
	}
	if (count->n_bases < sizeof(count->bases) / sizeof(count->bases[0]))
		count->bases[count->n_bases++] = base;
}

/* Whether there is enough pinyin in n bytes, of which Han characters take three or more each; they
 * are counted only where that says nothing. */
static bool is_dense(const struct count *count, const char *s, size_t n)
{
	if (count->pinyin < 5 || count->n_bases < 3)
		return false;
	return count->pinyin * 1000 >= n || count->pinyin * 1000 >= han_count(s, n) * 3;
}

unsigned reading_density(const char *s, size_t n)
{
	struct count count = {0};
	struct reading r;
	unsigned kinds = 0, left = READING_PINYIN | READING_AOZORA;
	size_t pos = 0;

	/* What is certain already is not looked for in the rest. */
	while (left != 0 && reading_find(s, n, pos, left, &r)) {
		uint32_t base;

		if (r.kind == READING_AOZORA) {
			count.aozora++;
			count.bar = count.bar || aozora_has_bar(s, &r);
		} else {
			count.pinyin++;
			utf8_decode(s + r.base_begin, n - r.base_begin, &base);
			count_base(&count, base);
		}
		pos = r.end;
		if (count.aozora >= 3 || count.bar)
			left &= ~(unsigned)READING_AOZORA;
		if (count.n_bases == 3 && count.pinyin >= 5 && count.pinyin * 1000 >= n)
			left &= ~(unsigned)READING_PINYIN;
	}
	if (count.aozora >= 3 || count.bar)
		kinds |= READING_AOZORA;
	if (is_dense(&count, s, n))
		kinds |= READING_PINYIN;
	return kinds;
}
