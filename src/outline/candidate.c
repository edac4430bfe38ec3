/* SPDX-License-Identifier: MIT */
#include "outline/candidate.h"

#include <assert.h>
#include <string.h>

#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/numeral.h"

/* A title longer than this many characters is prose, whatever it begins with. */
#define TITLE_LONGEST 120
#define NUMBER_LARGEST 9999

size_t candidate_skip_blanks(const char *s, size_t n, size_t pos)
{
	while (pos < n) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, n - pos, &c);

		if (!character_is_blank(c))
			break;
		pos += len;
	}
	return pos;
}

static void skip_blanks(struct cursor *at)
{
	at->pos = candidate_skip_blanks(at->s, at->n, at->pos);
}

size_t candidate_trim(const char *s, size_t from, size_t n)
{
	while (n > from) {
		size_t before = utf8_before(s, n);
		uint32_t c;

		utf8_decode(s + before, n - before, &c);
		if (before < from ||
		    (!character_is_blank(c) && !character_is_one_of(c, "。：；，、．.:;,")))
			break;
		n = before;
	}
	return n;
}

size_t candidate_sentence_end(const char *s, size_t n, size_t from)
{
	static const char opening[] = "“「『（《〈(【〔‘";
	static const char closing[] = "”」』）》〉)】〕’";
	size_t pos = from;
	int open = 0;

	while (pos < n) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, n - pos, &c);

		if (character_is_one_of(c, opening))
			open++;
		else if (character_is_one_of(c, closing) && open > 0)
			open--;
		else if (open == 0 && (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61))
			return pos;
		pos += len;
	}
	/* an unclosed bracket must not swallow the whole paragraph */
	for (pos = from; open > 0 && pos + 3 <= n; pos++)
		if (memcmp(s + pos, "。", 3) == 0)
			return pos;
	return n;
}

static bool take_numeral(struct cursor *at, unsigned kinds, uint32_t *value)
{
	size_t len = numeral_parse(at->s + at->pos, at->n - at->pos, kinds, value);

	at->pos += len;
	return len > 0 && *value <= NUMBER_LARGEST;
}

/* 第二回、第三回: a mark that goes on counting is no separator. */
static bool separates(const struct cursor *at)
{
	uint32_t c = cursor_peek(at);

	return at->pos >= at->n || character_is_blank(c) ||
	       character_is_one_of(c, "：:（(【《〈「『［[—－-.．、");
}

/* 之一, の二, -1 behind an article's unit. */
static void take_branch(struct cursor *at, struct match *m)
{
	struct cursor branch = *at;
	uint32_t c = cursor_take(&branch), value;

	if (c != 0x4E4B && c != 0x306E && c != 0xC758)
		return;
	if (take_numeral(&branch, NUMERAL_HAN | NUMERAL_DIGITS, &value) && value > 0 &&
	    value < 256) {
		m->c.branch = (uint8_t)value;
		*at = branch;
	}
}

static bool match_unit(struct cursor *at, const struct family *row, struct match *m)
{
	uint32_t first = cursor_take(at);

	if (first != 0x7B2C && first != 0xC81C)
		return false;
	skip_blanks(at);
	if (!take_numeral(at, row->numerals, &m->c.number))
		return false;
	skip_blanks(at);
	if (!cursor_take_word(at, row->words))
		return false;
	take_branch(at, m);
	if (separates(at))
		m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

static bool match_after(struct cursor *at, const struct family *row, struct match *m)
{
	if (!cursor_take_word(at, row->words))
		return false;
	if (cursor_peek(at) == 0x4E4B)
		cursor_take(at);
	if (!take_numeral(at, row->numerals, &m->c.number) || m->c.number == 0)
		return false;
	if (!separates(at))
		return false;
	m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

static bool match_any_unit(struct cursor *at, struct match *m)
{
	for (unsigned f = FAMILY_BIAN; f <= FAMILY_KO_JO; f++) {
		struct cursor try = *at;

		if (family_at(f)->form == FORM_UNIT && match_unit(&try, family_at(f), m)) {
			*at = try;
			m->c.family = (uint8_t)f;
			return true;
		}
	}
	return false;
}

static bool match_keyword(struct cursor *at, const struct family *row, struct match *m)
{
	struct cursor unit;
	bool latin = row->numerals & NUMERAL_ROMAN;

	if (!cursor_take_word(at, row->words))
		return false;
	if (latin && !character_is_blank(cursor_peek(at)))
		return false;
	skip_blanks(at);
	unit = *at;
	if (!latin && match_any_unit(&unit, m)) {
		*at = unit;
	} else if (!take_numeral(at, row->numerals, &m->c.number)) {
		return false;
	}
	m->c.branch = 0;
	if (!separates(at))
		return false;
	m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

static bool match_alone(struct cursor *at, const struct family *row, struct match *m)
{
	const char *words = row->words;

	/* 前 言: blanks inside do not count, so the words are compared character by character */
	while (*words) {
		size_t len = strcspn(words, " "), k = 0;
		struct cursor try = *at;

		while (words[0] == at->s[at->pos] && k < len && try.pos < try.n) {
			uint32_t c;
			struct cursor before = try;

			skip_blanks(&try);
			if (before.pos != try.pos && (unsigned char)words[0] < 0x80)
				break;
			k += utf8_decode(words + k, len - k, &c);
			if (cursor_take(&try) != c) {
				k = len + 1;
				break;
			}
		}
		if (k == len && try.pos > at->pos &&
		    (try.pos >= try.n || character_is_blank(cursor_peek(&try)) ||
		     character_is_one_of(cursor_peek(&try), "：:"))) {
			*at = try;
			m->c.evidence |= EVIDENCE_SEPARATED;
			return true;
		}
		words += len;
		words += *words == ' ';
	}
	return false;
}

/* After 一、 comes no other number that is counted aloud: 一、二、三 and 2、3分. */
static bool goes_on_counting(const struct cursor *at, unsigned kinds)
{
	uint32_t value;
	struct cursor next = *at;
	size_t len = numeral_parse(next.s + next.pos, next.n - next.pos, kinds, &value);

	if (len == 0)
		return false;
	next.pos += len;
	return (kinds & NUMERAL_DIGITS) || next.pos >= next.n ||
	       character_is_one_of(cursor_peek(&next), "、，,.．个個点點月日年人") || len > 3;
}

static bool match_mark(struct cursor *at, const struct family *row, struct match *m)
{
	unsigned kinds = row->numerals;
	size_t begin = at->pos;
	uint32_t mark, next;
	bool letters = kinds & (NUMERAL_ROMAN | NUMERAL_LETTER);

	if (!take_numeral(at, kinds, &m->c.number) || m->c.number == 0)
		return false;
	if ((kinds & NUMERAL_STOPPED) &&
	    numeral_parse(at->s + begin, at->n - begin, NUMERAL_STOPPED, &next) > 0) {
		m->c.evidence |= EVIDENCE_SEPARATED;
		return true;
	}
	mark = cursor_peek(at);
	if (mark == 0 || mark == ' ' || !character_is_one_of(mark, row->words))
		return false;
	cursor_take(at);
	next = cursor_peek(at);
	if (at->pos >= at->n || character_is_one_of(next, ".．、，,:："))
		return false;
	if (mark == '.' && !character_is_blank(next) &&
	    (letters || !(character_is_cjk(next) || next >= 0x80)))
		if (!(kinds & NUMERAL_DIGITS) || (next >= '0' && next <= '9'))
			return false;
	if (kinds & NUMERAL_HAN && (mark == ',' || mark == 0xFF0C))
		return false;
	if (goes_on_counting(at, kinds & (NUMERAL_DIGITS | NUMERAL_HAN)) &&
	    !character_is_blank(next))
		return false;
	if (character_is_blank(next) || mark == 0x3001)
		m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

static bool match_bracket(struct cursor *at, const struct family *row, struct match *m)
{
	unsigned enclosed = NUMERAL_HAN_BRACKETED | NUMERAL_BRACKETED;
	uint32_t c;

	if (!(row->flags & FAMILY_HALF)) {
		if (take_numeral(at, row->numerals & enclosed, &m->c.number))
			goto matched;
		c = cursor_take(at);
		if (c != '(' && c != 0xFF08)
			return false;
		skip_blanks(at);
	}
	if (!take_numeral(at, row->numerals & ~enclosed, &m->c.number) || m->c.number == 0)
		return false;
	skip_blanks(at);
	c = cursor_take(at);
	if (c != ')' && c != 0xFF09)
		return false;
matched:
	if (character_is_one_of(cursor_peek(at), "、．.") && cursor_peek(at) != 0)
		cursor_take(at);
	if (at->pos >= at->n || character_is_one_of(cursor_peek(at), "，,。；;)）和至、"))
		return false;
	if (character_is_blank(cursor_peek(at)))
		m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

static bool match_sign(struct cursor *at, const struct family *row, struct match *m)
{
	if (!take_numeral(at, row->numerals, &m->c.number) || at->pos >= at->n)
		return false;
	if (character_is_one_of(cursor_peek(at), "、．.") && cursor_peek(at) != 0)
		cursor_take(at);
	m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

static uint32_t hash_step(uint32_t hash, uint32_t c)
{
	for (int i = 0; i < 4; i++, c >>= 8)
		hash = (hash ^ (c & 0xFF)) * 16777619u;
	return hash;
}

/* 1.2, 3.4.5, A.1; its depth picks the family. */
static bool match_decimal(struct cursor *at, const struct family *row, struct match *m)
{
	uint32_t value = 0, prefix = 2166136261u;
	unsigned parts = 1;

	if (!take_numeral(at, row->numerals, &value)) {
		uint32_t c = cursor_peek(at);

		if (c < 'A' || c > 'Z')
			return false;
		value = cursor_take(at) + 100000;
	}
	for (;;) {
		struct cursor next = *at;
		uint32_t dot = cursor_take(&next), part;

		if ((dot != '.' && dot != 0xFF0E) ||
		    numeral_parse(next.s + next.pos, next.n - next.pos, NUMERAL_DIGITS, &part) == 0)
			break;
		prefix = hash_step(prefix, value);
		if (!take_numeral(&next, NUMERAL_DIGITS, &value))
			return false;
		parts++;
		*at = next;
	}
	if (parts < 2 || parts > 5 || value > 999)
		return false;
	if (character_is_one_of(cursor_peek(at), ".．、") && cursor_peek(at) != 0)
		cursor_take(at);
	if (at->pos >= at->n ||
	    !(character_is_blank(cursor_peek(at)) || character_is_cjk(cursor_peek(at))))
		return false;
	if (character_is_blank(cursor_peek(at)))
		m->c.evidence |= EVIDENCE_SEPARATED;
	m->c.family = (uint8_t)(FAMILY_DECIMAL_2 + parts - 2);
	m->c.number = value;
	m->c.prefix = prefix;
	return true;
}

static bool match_family(struct cursor *at, unsigned f, struct match *m)
{
	const struct family *row = family_at(f);

	m->c.family = (uint8_t)f;
	switch (row->form) {
	case FORM_UNIT:
		return match_unit(at, row, m);
	case FORM_AFTER:
		return match_after(at, row, m);
	case FORM_KEYWORD:
		return match_keyword(at, row, m) && (m->c.family = (uint8_t)f, true);
	case FORM_ALONE:
		return match_alone(at, row, m);
	case FORM_MARK:
		return match_mark(at, row, m);
	case FORM_BRACKET:
		return match_bracket(at, row, m);
	case FORM_SIGN:
		return match_sign(at, row, m);
	case FORM_DECIMAL:
		return f == FAMILY_DECIMAL_2 && match_decimal(at, row, m);
	default:
		return false;
	}
}

/* ......... 12, ……12, or 12 after a wide gap. */
static bool has_page_number(const char *s, size_t n, size_t from)
{
	size_t end = n, digits = 0, dots = 0, blanks = 0;
	uint32_t c = 0;

	for (; end > from; end = utf8_before(s, end)) {
		size_t before = utf8_before(s, end);

		utf8_decode(s + before, end - before, &c);
		if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
			digits++;
		else if (!(character_is_one_of(c, "()（）-—") && digits == 0) &&
			 !(character_is_blank(c) && digits == 0))
			break;
	}
	for (; end > from; end = utf8_before(s, end)) {
		size_t before = utf8_before(s, end);

		utf8_decode(s + before, end - before, &c);
		if (character_is_one_of(c, ".…·．‥・。─—-"))
			dots += c == 0x2026 ? 3 : 1;
		else if (character_is_blank(c))
			blanks += c == '\t' ? 3 : 1;
		else
			break;
	}
	return dots >= 3 || (digits > 0 && digits < 5 && blanks >= 3 && end > from);
}

static uint32_t last_character(const char *s, size_t from, size_t n)
{
	uint32_t c = 0;

	while (n > from) {
		size_t before = utf8_before(s, n);

		utf8_decode(s + before, n - before, &c);
		if (!character_is_blank(c) && !character_is_one_of(c, "”’」』）)》"))
			return c;
		n = before;
	}
	return c;
}

void candidate_weigh(const char *s, size_t n, struct match *m)
{
	size_t pos = m->title, end = candidate_skip_blanks(s, n, m->title) == n ? m->title : n;
	uint32_t count = 0, key = 2166136261u, c = last_character(s, m->title, n);
	bool title = true, latin = true;

	if (character_ends_sentence(c) || c == '.')
		m->c.evidence |= EVIDENCE_SENTENCE;
	else if (c && character_is_one_of(c, "；;，,、"))
		m->c.evidence |= EVIDENCE_CLAUSE;
	else if (c == ':' || c == 0xFF1A)
		m->c.evidence |= EVIDENCE_COLON;
	if (has_page_number(s, n, m->title))
		m->c.evidence |= EVIDENCE_CONTENTS;
	while (pos < end) {
		title = pos < m->title_end;
		pos += utf8_decode(s + pos, end - pos, &c);
		if (character_is_blank(c))
			continue;
		latin = latin && c < 0x2E80;
		if (title) {
			key = hash_step(key, c);
			if (c == 0xFF0C || c == ',')
				m->c.evidence |= EVIDENCE_COMMA;
		}
		count++;
	}
	m->c.length = (uint16_t)(count < 65535 ? count : 65535);
	if (latin)
		m->c.evidence |= EVIDENCE_LATIN;
	m->c.key = key;
	for (pos = 0, count = 0; pos < m->begin && count < 255;) {
		pos += utf8_decode(s + pos, m->begin - pos, &c);
		count += c == 0xFEFF ? 0 : c == 0x3000 ? 2 : c == '\t' ? 8 - count % 8 : 1;
	}
	m->c.column = (uint8_t)(count < 255 ? count : 255);
}

/* 第三卷 归航 第一章 启程: a second unit, set off by a blank, deeper than the first. */
static void find_second(const char *s, size_t n, struct match *m)
{
	for (size_t pos = m->title; pos + 3 <= n; pos++) {
		struct match inner = {0};
		struct cursor at = {s, n, pos};
		uint32_t c;

		if (memcmp(s + pos, "第", 3) != 0)
			continue;
		utf8_decode(s + utf8_before(s, pos), pos - utf8_before(s, pos), &c);
		if (!character_is_blank(c) || !match_any_unit(&at, &inner) ||
		    !(inner.c.evidence & EVIDENCE_SEPARATED) || inner.c.family <= m->c.family)
			continue;
		m->second.is = true;
		m->second.family = inner.c.family;
		m->second.number = inner.c.number;
		return;
	}
}

/* Titles, bodies and what stays of a match once its label is known. */
static bool finish(const char *s, size_t n, bool cut, struct match *m)
{
	const struct family *row = family_at(m->c.family);
	size_t stop = n;

	/* 第一条：…, 第一章 — …: what sets the title off belongs to the label */
	if (row->form == FORM_UNIT || row->form == FORM_KEYWORD || row->form == FORM_AFTER ||
	    row->form == FORM_ALONE) {
		struct cursor at = {s, n, m->title};

		if (cursor_peek(&at) && character_is_one_of(cursor_peek(&at), "：:.．、—"))
			cursor_take(&at);
		m->title = candidate_skip_blanks(s, n, at.pos);
	}
	m->title = candidate_skip_blanks(s, n, m->title);
	if (row->flags & (FAMILY_RUN_IN | FAMILY_ARTICLE))
		stop = candidate_sentence_end(s, n, m->title);
	m->title_end = candidate_trim(s, m->title, stop);
	m->body = n;
	if (stop < n) {
		uint32_t c;

		m->body = stop + utf8_decode(s + stop, n - stop, &c);
		m->body = candidate_skip_blanks(s, n, m->body);
	}
	candidate_weigh(s, n, m);
	if (m->body < n || cut)
		m->c.evidence |= EVIDENCE_RUN_IN;
	if (row->flags & FAMILY_ARTICLE) {
		/* the text follows, unless a short caption stands alone */
		if ((m->c.evidence &
		     (EVIDENCE_SENTENCE | EVIDENCE_RUN_IN | EVIDENCE_CLAUSE | EVIDENCE_COLON)) ||
		    m->c.length > 30) {
			m->title_end = m->title;
			m->body = m->title;
			if (m->body < n)
				m->c.evidence |= EVIDENCE_RUN_IN;
		}
		return true;
	}
	if (row->form == FORM_UNIT || row->form == FORM_AFTER)
		find_second(s, n, m);
	if (row->form == FORM_ALONE && m->title < n && (m->c.length > 25 || m->title_end < n))
		return false;
	if (m->title_end == m->title && row->form != FORM_UNIT && row->form != FORM_AFTER &&
	    row->form != FORM_KEYWORD && row->form != FORM_ALONE)
		return false;
	return (row->flags & FAMILY_RUN_IN) || (m->c.length <= TITLE_LONGEST && !cut);
}

/* Whether a line that begins so can begin with a word: not with a bracket or a numeral. */
static bool may_be_word(const char *s, size_t n)
{
	uint32_t c, value;

	if (n == 0)
		return false;
	utf8_decode(s, n, &c);
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	return c != 0xFF08 &&
	       numeral_parse(s, n, NUMERAL_DIGITS | NUMERAL_HAN | NUMERAL_CIRCLED, &value) == 0;
}

bool candidate_match(const char *s, size_t n, bool cut, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0);

	bool word = may_be_word(s + begin, n - begin);

	assert(m);
	while (n > begin && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		n--;
	for (unsigned f = FAMILY_EXTRA; f < FAMILY_POINT_IS; f++) {
		struct cursor at = {s, n, begin};
		enum family_form form = family_at(f)->form;

		if (!word && form >= FORM_UNIT && form <= FORM_ALONE)
			continue;
		*m = (struct match){0};
		if (!match_family(&at, f, m))
			continue;
		/* I. V. X. are Roman, C. D. L. M. letters: H. and J. are rarer than II. and IV. */
		if (f == FAMILY_ROMAN_MARK && at.pos > begin + 1 && s[begin + 1] == '.' &&
		    strchr("CDLMcdlm", s[begin]))
			continue;
		m->begin = begin;
		m->title = at.pos;
		if (finish(s, n, cut, m))
			return true;
	}
	return false;
}

bool candidate_is_possible(const char *s, size_t n)
{
	uint32_t c;
	size_t len;

	if (n < 2)
		return false;
	len = utf8_decode(s, n, &c);
	if (c < 0x80) {
		if (c >= '0' && c <= '9')
			return n > 1;
		if (c >= 'A' && c <= 'Z')
			/* a letter with a mark, a Roman numeral, or one of the English words */
			return s[1] == '.' || strchr("PVBCASIEF", (int)c) != NULL;
		return c == '(';
	}
	if (c >= 0x2160 && c <= 0x24FF)
		return true;
	if (c >= 0x2776 && c <= 0x2793)
		return true;
	if (c == 0xFF08 || (c >= 0xFF10 && c <= 0xFF19) || (c >= 0x3220 && c <= 0x32BF))
		return true;
	if (c == 0x7B2C || c == 0xC81C || c == 0x5377)
		return true;
	/* a numeral or a Hangul letter must have its mark behind it: cheap, since prose begins so
	 */
	if (character_is_one_of(c,
				"一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾貳參陸兩两廿卅〇零"))
		return true;
	if (c >= 0xAC00 && c <= 0xD7A3)
		return (len < n && (s[len] == '.' || s[len] == ')')) ||
		       character_is_one_of(c, "서머부맺");
	return character_is_one_of(
		c, "序前引楔导導绪緒弁凡目总總附结結尾终終后後跋番致参參摘编編あまはおプエ");
}
