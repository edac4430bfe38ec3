/* SPDX-License-Identifier: MIT */
#include "outline/point.h"

#include <assert.h>
#include <string.h>

#include "base/bytes16.h"
#include "base/utf8.h"
#include "outline/candidate.h"
#include "outline/family.h"
#include "outline/numeral.h"
#include "text/paragraph_escapes.h"

#define POINTS_LARGEST 30
#define WRAPPED 130 /* bytes of a line that may be part of a paragraph, at most */

static bool starts(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	return len <= n && memcmp(s, word, len) == 0;
}

static bool starts_with_any(const char *s, size_t n, const char *const *words)
{
	for (; *words; words++)
		if (starts(s, n, *words))
			return true;
	return false;
}

/* 一是一: what is counted is a number itself. */
static bool counts_numbers(const char *s, size_t n)
{
	static const char *const ends[] = {"，", ",", "。", "；", ";", "、", "？", NULL};
	uint32_t value;
	size_t len = numeral_parse(s, n, NUMERAL_HAN | NUMERAL_DIGITS, &value);

	return len > 0 && (len == n || starts_with_any(s + len, n - len, ends));
}

static size_t label_numeral(const char *s, size_t n, struct point *p)
{
	size_t len = numeral_parse(s, n, NUMERAL_HAN, &p->number);

	if (len == 0 || p->number == 0 || p->number > POINTS_LARGEST)
		return 0;
	if (starts(s + len, n - len, "是"))
		p->family = FAMILY_POINT_IS;
	else if (starts(s + len, n - len, "要"))
		p->family = FAMILY_POINT_MUST;
	else
		return 0;
	len += 3;
	return n == len || counts_numbers(s + len, n - len) ? 0 : len;
}

/* Behind 其 or 第: 其一，  第一、  第一是 is a sentence, 其一生 a phrase: a mark must follow. */
static size_t label_marked(const char *s, size_t n, struct point *p)
{
	static const char *const marks[] = {"，", ",", "、", "：", ":", NULL};
	static const char *const of_marks[] = {"，", ",", "、", "：", ":", "是", NULL};
	bool of = starts(s, n, "其");
	size_t len = numeral_parse(s + 3, n - 3, NUMERAL_HAN, &p->number);

	if (len == 0 || p->number == 0 || p->number > POINTS_LARGEST)
		return 0;
	len += 3;
	if (!starts_with_any(s + len, n - len, of ? of_marks : marks))
		return 0;
	p->family = of ? FAMILY_POINT_OF : FAMILY_POINT_ORDER;
	return len + (s[len] == ',' || s[len] == ':' ? 1 : 3);
}

static size_t label_order(const char *s, size_t n, struct point *p)
{
	static const struct {
		const char *word;
		uint32_t number;
	} rows[] = {
		{"首先", 1}, {"其次", 2}, {"再次", 3}, {"最后", POINT_LAST}, {"最後", POINT_LAST},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (starts(s, n, rows[i].word)) {
			p->family = FAMILY_POINT_FIRST;
			p->number = rows[i].number;
			if (n >= 9 && memcmp(s + 6, "，", 3) == 0)
				return 9;
			return n >= 7 && s[6] == ',' ? 7 : 6;
		}
	return 0;
}

size_t point_label(const char *s, size_t n, struct point *p)
{
	uint32_t c;
	size_t len;

	utf8_decode(s, n, &c);
	switch (c) {
	case 0x5176: /* 其一, 其次 */
		len = label_marked(s, n, p);
		return len ? len : label_order(s, n, p);
	case 0x7B2C: /* 第 */
		return label_marked(s, n, p);
	case 0x9996: /* 首 */
	case 0x518D: /* 再 */
	case 0x6700: /* 最 */
		return label_order(s, n, p);
	default:
		return label_numeral(s, n, p);
	}
}

/* The end of a point's title: 。！？ or ； outside brackets. */
static size_t title_end(const char *s, size_t n, size_t from)
{
	size_t end = candidate_sentence_end(s, n, from), pos = from;
	int open = 0;

	while ((pos = utf8_skip_han(s, end, pos)) < end) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, end - pos, &c);

		if (c == 0x201C || c == 0x300C || c == 0xFF08 || c == '(' || c == 0x300A)
			open++;
		else if (c == 0x201D || c == 0x300D || c == 0xFF09 || c == ')' || c == 0x300B)
			open -= open > 0;
		else if (open == 0 && (c == 0xFF1B || c == ';'))
			return pos;
		pos += len;
	}
	return end;
}

bool point_title(const char *s, size_t n, size_t title, struct point *place)
{
	uint32_t c;

	place->title = candidate_skip_blanks(s, n, title);
	place->body = title_end(s, n, place->title);
	place->title_end = candidate_trim(s, place->title, place->body);
	if (place->body < n)
		place->body += utf8_decode(s + place->body, n - place->body, &c);
	return place->title < place->title_end;
}

static enum point_boundary boundary_of(uint32_t c)
{
	switch (c) {
	case 0x3002: /* 。 */
	case 0xFF01:
	case 0xFF1F:
	case 0xFF1B:
	case 0xFF1A:
	case ';':
	case ':':
	case '!':
	case '?':
		return BOUNDARY_CLAUSE;
	case 0xFF0C:
	case ',':
	case 0x2014: /* — */
		return BOUNDARY_COMMA;
	default:
		return BOUNDARY_NONE;
	}
}

static bool begins_label(uint32_t c)
{
	switch (c) {
	case 0x5176: /* 其 */
	case 0x7B2C: /* 第 */
	case 0x9996: /* 首 */
	case 0x518D: /* 再 */
	case 0x6700: /* 最 */
		return true;
	default:
		return numeral_is_han(c);
	}
}

/* What may stand between a mark and the label: blanks, a closing quote, the bar before a base. */
static bool is_transparent(uint32_t c)
{
	return c == ' ' || c == 0x3000 || c == 0x201D || c == 0xA0 || c == 0xFF5C;
}

static void count_quotes(struct point_search *search, uint32_t c)
{
	if (c == 0x201C || c == 0x300C || c == 0x300E)
		search->quotes++;
	else if ((c == 0x201D || c == 0x300D || c == 0x300F) && search->quotes > 0)
		search->quotes--;
}

/* Whether a byte may begin what ends a clause, or a quote: , ; : ! ? and what lies between them;
 * the first bytes of 。 “ 「 ，. */
static bool is_mark(unsigned char c)
{
	return (c >= '*' && c <= '?') || c == '!' || c == 0xE2 || c == 0xE3 || c == 0xEF;
}

/* Where it is so first among the sixteen bytes at s, by the second bytes too. */
static size_t first_mark(const char *s)
{
	bytes16 b = bytes16_load(s), next = bytes16_load(s + 1);
	bytes16 low = (bytes16)(b - bytes16_of('*') <= bytes16_of('?' - '*'));
	bytes16 wide = (bytes16)(b == bytes16_of(0xE2)) | (bytes16)(b == bytes16_of(0xE3));

	wide &= (bytes16)(next == bytes16_of(0x80));
	wide |= (bytes16)(b == bytes16_of(0xEF)) & (bytes16)(next == bytes16_of(0xBC));
	return bytes16_first(low | (bytes16)(b == bytes16_of('!')) | wide);
}

/* Past the bytes that begin none. */
static size_t skip_inside(const char *s, size_t n, size_t at)
{
	while (n - at > sizeof(bytes16)) {
		size_t skip = first_mark(s + at);

		at += skip;
		if (skip < sizeof(bytes16))
			return at;
	}
	while (at < n && !is_mark((unsigned char)s[at]))
		at++;
	return at;
}

void point_search_begin(struct point_search *search, const char *s, size_t n)
{
	size_t first = candidate_skip_blanks(s, n, 0);

	*search = (struct point_search){s, n, first, first, first, 0, BOUNDARY_CLAUSE};
}

void point_search_skip(struct point_search *search, size_t pos)
{
	assert(pos >= search->pos && pos <= search->n);
	search->pos = search->content = pos;
	search->before = BOUNDARY_NONE;
}

/* The length of an escape sequence that is not shown; 0 if there is none. */
static size_t escape_length(const char *s, size_t n)
{
	struct style ignored = STYLE_PLAIN;

	return s[0] == '\033' ? escape_apply(s, n, &ignored) : 0;
}

bool point_search_next(struct point_search *search, struct point *place)
{
	const char *s = search->s;
	size_t n = search->n, at = search->pos;
	bool found = false;

	while (!found && at < n) {
		enum point_boundary boundary;
		uint32_t c;
		size_t len;

		if (search->before == BOUNDARY_NONE && (at = skip_inside(s, n, at)) >= n)
			break;
		len = escape_length(s + at, n - at);
		if (len > 0) {
			at += len;
			continue;
		}
		len = utf8_decode(s + at, n - at, &c);
		found = search->before != BOUNDARY_NONE && search->quotes == 0 && begins_label(c);
		if (found)
			*place = (struct point){.begin = at,
						.content = search->content,
						.inside = at > search->first,
						.comma = search->before == BOUNDARY_COMMA};
		count_quotes(search, c);
		boundary = boundary_of(c);
		if (boundary != BOUNDARY_NONE) {
			search->before = boundary;
			search->content = at;
		} else if (!is_transparent(c)) {
			search->before = BOUNDARY_NONE;
		}
		at += len;
	}
	search->pos = at;
	return found;
}

/* Whether 一 ends at s[i] and makes the first label of a list with its neighbours. */
static bool ends_first(const char *s, size_t n, size_t i)
{
	const char *behind = s + i + 1;
	size_t rest = n - i - 1;

	if (memcmp(s + i - 2, "一", 3) != 0)
		return false;
	if (rest >= 3 && (memcmp(behind, "是", 3) == 0 || memcmp(behind, "要", 3) == 0))
		return true;
	return i >= 5 && (memcmp(s + i - 5, "其", 3) == 0 || memcmp(s + i - 5, "第", 3) == 0);
}

static bool ends_head(const char *s, size_t n, size_t i)
{
	return memcmp(s + i - 2, "首", 3) == 0 && n - i > 3 && memcmp(s + i + 1, "先", 3) == 0;
}

/* Where 一 or 首 may end in the sixteen bytes at s, by their last bytes and those before. */
static size_t first_end(const char *s)
{
	bytes16 b = bytes16_load(s), before = bytes16_load(s - 1);

	return bytes16_first(
		((bytes16)(b == bytes16_of(0x80)) & (bytes16)(before == bytes16_of(0xB8))) |
		((bytes16)(b == bytes16_of(0x96)) & (bytes16)(before == bytes16_of(0xA6))));
}

/* 一是 一要 其一 第一, or 首先: all lines are searched, so that two bytes have to decide. */
static bool has_first(const char *s, size_t n)
{
	for (size_t i = 2; i < n;) {
		size_t skip = n - i >= sizeof(bytes16) ? first_end(s + i) : 0;

		i += skip;
		if (skip == sizeof(bytes16))
			continue;
		if (ends_first(s, n, i) || ends_head(s, n, i))
			return true;
		i++;
	}
	return false;
}

/* Where a character may end in b, by its last two bytes. */
static bytes16 ends_with_bytes(bytes16 before, bytes16 b, uint8_t first, uint8_t last)
{
	return (bytes16)(before == bytes16_of(first)) & (bytes16)(b == bytes16_of(last));
}

/* Where 是, 要, or the 次 and 后 of 其次 and 最后 may end in the sixteen bytes at s. */
static size_t next_end(const char *s)
{
	bytes16 b = bytes16_load(s), before = bytes16_load(s - 1);

	return bytes16_first(
		ends_with_bytes(before, b, 0x98, 0xAF) | ends_with_bytes(before, b, 0xA6, 0x81) |
		ends_with_bytes(before, b, 0xAC, 0xA1) | ends_with_bytes(before, b, 0x90, 0x8E) |
		ends_with_bytes(before, b, 0xBE, 0x8C));
}

/* Whether a label that goes on with a list ends at s[i], and a mark stands before it: ；二要,
 * 。其次 */
static bool ends_next(const char *s, size_t i)
{
	static const char *const orders[] = {"其次", "再次", "最后", "最後", NULL};
	size_t begin = i + 1 - 6;
	uint32_t c = 0;

	utf8_decode(s + begin, 6, &c);
	if (c == 0x5176 || c == 0x518D || c == 0x6700) { /* 其 再 最 */
		if (!starts_with_any(s + begin, 6, orders))
			return false;
	} else if (!numeral_is_han(c) ||
		   (memcmp(s + i - 2, "是", 3) != 0 && memcmp(s + i - 2, "要", 3) != 0)) {
		return false;
	}
	utf8_decode(s + utf8_before(s, begin), begin, &c);
	return boundary_of(c) != BOUNDARY_NONE;
}

static bool has_next(const char *s, size_t n)
{
	for (size_t i = 8; i < n;) {
		size_t skip = n - i >= sizeof(bytes16) ? next_end(s + i) : 0;

		i += skip;
		if (skip == sizeof(bytes16))
			continue;
		if (ends_next(s, i))
			return true;
		i++;
	}
	return false;
}

bool point_is_possible(const char *s, size_t n)
{
	static const char *const goes_on[] = {"其", "再次", "最后", "最後", "第", NULL};
	size_t begin = candidate_skip_blanks(s, n < 64 ? n : 64, 0);
	uint32_t value, c;
	size_t len;

	if (n - begin < 9)
		return false;
	if (starts_with_any(s + begin, n - begin, goes_on))
		return true;
	utf8_decode(s + begin, n - begin, &c);
	len = numeral_is_han(c) ? numeral_parse(s + begin, n - begin, NUMERAL_HAN, &value) : 0;
	if (len && (starts(s + begin + len, n - begin - len, "是") ||
		    starts(s + begin + len, n - begin - len, "要")))
		return true;
	/* in a line that may be the middle of a paragraph a list may go on as well */
	return has_first(s, n) ||
	       (n <= WRAPPED && (unsigned char)s[begin] >= 0xE3 && has_next(s, n));
}
