/* SPDX-License-Identifier: MIT */
#include "outline/candidate.h"

#include <assert.h>
#include <string.h>

#include "outline/candidate_odd.h"
#include "outline/contents.h"
#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/label.h"
#include "outline/numeral.h"
#include "outline/numeral_word.h"

/* A title longer than this many characters is prose, whatever it begins with. */
#define TITLE_LONGEST 120
#define CAPTION_LONGEST 24 /* characters in brackets behind an article's number */
#define RUN_IN_LONGEST 60  /* bytes of a caption before its full stop, in Latin script */

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

/* 1 for what opens a quotation or a bracket, -1 for what closes one, else 0. */
static int bracket_of(uint32_t c)
{
	switch (c) {
	case '(':
	case 0x2018: /* ‘ */
	case 0x201C: /* “ */
	case 0x3008: /* 〈 */
	case 0x300A: /* 《 */
	case 0x300C: /* 「 */
	case 0x300E: /* 『 */
	case 0x3010: /* 【 */
	case 0x3014: /* 〔 */
	case 0xFF08: /* （ */
		return 1;
	case ')':
	case 0x2019:
	case 0x201D:
	case 0x3009:
	case 0x300B:
	case 0x300D:
	case 0x300F:
	case 0x3011:
	case 0x3015:
	case 0xFF09:
		return -1;
	default:
		return 0;
	}
}

size_t candidate_sentence_end(const char *s, size_t n, size_t from)
{
	size_t pos = from;
	int open = 0;

	while (pos < n) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, n - pos, &c);
		int bracket = bracket_of(c);

		if (bracket > 0)
			open++;
		else if (bracket < 0 && open > 0)
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

/* ......... 12, ……12, or 12 after a wide gap. */
static bool has_page_number(const char *s, size_t n, size_t from)
{
	size_t end = n, digits = 0, dots = 0, blanks = 0;
	uint32_t c = 0;

	if (n >= from + 4 && (n == from + 4 || s[n - 5] == ' ') && word_is(s + n - 4, 4, "page", 4))
		return true;
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
		else if ((c == '/' || c == 0xFF0F) && digits > 0 && dots == 0)
			return true;
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

static bool all_capitals(const char *s, size_t n)
{
	size_t capitals = 0;

	for (size_t i = 0; i < n; i++) {
		if ((s[i] >= 'a' && s[i] <= 'z') || s[i] == '!' || s[i] == '?')
			return false;
		capitals += s[i] >= 'A' && s[i] <= 'Z';
	}
	return capitals > 2;
}

void candidate_weigh(const char *s, size_t n, struct match *m)
{
	size_t pos = m->title, end = candidate_skip_blanks(s, n, m->title) == n ? m->title : n;
	uint32_t count = 0, key = LABEL_HASH_BEGIN, c = last_character(s, m->title, n);
	bool title = true, latin = true;

	if (c == '?' || c == 0xFF1F)
		m->c.evidence |= EVIDENCE_QUESTION;
	if (character_ends_sentence(c) || c == '.')
		m->c.evidence |= EVIDENCE_SENTENCE;
	else if (c && character_is_one_of(c, "；;，,、"))
		m->c.evidence |= EVIDENCE_CLAUSE;
	else if (c == ':' || c == 0xFF1A)
		m->c.evidence |= EVIDENCE_COLON;
	if (m->title < n && s[m->title] >= 'a' && s[m->title] <= 'z')
		m->c.evidence |= EVIDENCE_LOWER;
	if (has_page_number(s, n, m->title))
		m->c.evidence |= EVIDENCE_CONTENTS;
	while (pos < end) {
		title = pos < m->title_end;
		pos += utf8_decode(s + pos, end - pos, &c);
		if (character_is_blank(c))
			continue;
		latin = latin && c < 0x2E80;
		if (title) {
			key = label_hash(key, c);
			if (c == 0xFF0C || c == ',')
				m->c.evidence |= EVIDENCE_COMMA;
		}
		count++;
	}
	/* THE REMEDY. is no sentence; HAMLET. is whose words follow */
	if (latin && all_capitals(s + m->title, end - m->title) &&
	    (m->c.family != FAMILY_CAPS || memchr(s + m->title, ' ', end - m->title)))
		m->c.evidence &= ~(unsigned)EVIDENCE_SENTENCE;
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
		if (!character_is_blank(c) || !label_match_unit(&at, &inner) ||
		    !(inner.c.evidence & EVIDENCE_SEPARATED) || inner.c.family <= m->c.family)
			continue;
		m->second.is = true;
		m->second.family = inner.c.family;
		m->second.number = inner.c.number;
		return;
	}
}

/* 第一条：…, 第一章 — …: what sets the title off belongs to the label. */
static void skip_separator(const char *s, size_t n, struct match *m)
{
	enum family_form form = family_at(m->c.family)->form;
	struct cursor at = {s, n, m->title};

	if (form == FORM_UNIT || form == FORM_KEYWORD || form == FORM_AFTER || form == FORM_ALONE ||
	    form == FORM_SECTION) {
		struct cursor mark = {s, n, candidate_skip_blanks(s, n, m->title)};

		if (cursor_peek(&mark) && character_is_one_of(cursor_peek(&mark), "：:.．、—–|｜"))
			cursor_take(&mark);
		else
			mark = at;
		at = mark;
	}
	m->title = candidate_skip_blanks(s, n, at.pos);
}

/* 【适用范围】, （目的）, (정의): the end of a caption in brackets at pos; 0 if there is none. */
static size_t bracketed_caption(const char *s, size_t n, size_t pos)
{
	static const char *const pairs[] = {"【】", "（）", "()", "〔〕", "[]"};
	struct cursor at = {s, n, pos};
	uint32_t open = cursor_take(&at), inside, close = 0;
	unsigned count = 0, digits = 0;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct cursor pair = {pairs[i], strlen(pairs[i]), 0};

		if (open != 0 && cursor_take(&pair) == open)
			close = cursor_take(&pair);
	}
	while (close != 0 && at.pos < n && count < CAPTION_LONGEST) {
		inside = cursor_take(&at);
		if (inside == close)
			return count > digits ? at.pos : 0;
		digits += character_is_digit(inside) ||
			  character_is_one_of(inside, "一二三四五六七八九十");
		count++;
	}
	return 0;
}

/* The text of an article follows its label, unless a short caption stands alone or in brackets. */
static void finish_article(const char *s, size_t n, struct match *m)
{
	size_t caption = bracketed_caption(s, n, m->title);

	if (caption > 0) {
		m->title_end = caption;
		m->body = candidate_skip_blanks(s, n, caption);
		if (m->body < n)
			m->c.evidence |= EVIDENCE_RUN_IN;
		return;
	}
	if (!(m->c.evidence &
	      (EVIDENCE_SENTENCE | EVIDENCE_RUN_IN | EVIDENCE_CLAUSE | EVIDENCE_COLON)) &&
	    m->c.length <= 30)
		return;
	m->title_end = m->title;
	m->body = m->title;
	if (m->body < n)
		m->c.evidence |= EVIDENCE_RUN_IN;
}

/*
 * (a) In general. Every owner of a hive: where the caption ends, n if it is none.  A caption has
 * few words, begins with a capital, and a sentence follows it.
 */
static size_t latin_caption_end(const char *s, size_t n, size_t from)
{
	unsigned words = 1;

	if (from >= n || s[from] < 'A' || s[from] > 'Z')
		return n;
	for (size_t i = from; i + 2 < n && i < from + RUN_IN_LONGEST && words <= 7; i++) {
		if ((unsigned char)s[i] >= 0xE0 || (s[i] != '.' && strchr(",;:!?(", s[i])))
			return n;
		words += s[i] == ' ';
		if (s[i] != '.' || s[i + 1] != ' ')
			continue;
		if (i < from + 4 || s[i - 2] == ' ' || s[i - 2] == '.' || s[i - 3] == ' ')
			continue; /* Mr. St. U.S. */
		if (s[i + 2] < 'A' || s[i + 2] > 'Z' || n - i < 16)
			return n;
		return i;
	}
	return n;
}

/* 附件：1.工作表: what follows is a list. */
static bool begins_list(const char *s, size_t n, size_t pos)
{
	struct cursor at = {s, n, pos};

	return character_is_digit(cursor_take(&at)) && at.pos < n &&
	       character_is_one_of(cursor_peek(&at), ".．、");
}

/* 卷第一 終, 第三章 完: the end of what was begun before. */
static bool is_end_mark(const char *s, size_t from, size_t to)
{
	static const char *const words[] = {"終", "终", "完", "畢", "毕", "竟", "終わり", "끝"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (to - from == strlen(words[i]) && memcmp(s + from, words[i], to - from) == 0)
			return true;
	return false;
}

bool candidate_finish(const char *s, size_t n, bool cut, struct match *m)
{
	const struct family *row = family_at(m->c.family);
	enum family_form form = row->form;
	size_t stop = n;

	skip_separator(s, n, m);
	if (row->flags & (FAMILY_RUN_IN | FAMILY_ARTICLE))
		stop = candidate_sentence_end(s, n, m->title);
	if (stop == n && form != FORM_UNIT && form != FORM_ALONE && form != FORM_KEYWORD)
		stop = latin_caption_end(s, n, m->title);
	if (form == FORM_SYMBOL && m->title_end > 0)
		stop = m->title_end;
	m->title_end = form == FORM_SYMBOL && stop < n ? stop : candidate_trim(s, m->title, stop);
	m->body = n;
	if (form == FORM_SYMBOL && stop < n) {
		m->body = candidate_skip_blanks(s, n, stop);
	} else if (stop < n) {
		uint32_t c;

		m->body = stop + utf8_decode(s + stop, n - stop, &c);
		m->body = candidate_skip_blanks(s, n, m->body);
	}
	candidate_weigh(s, n, m);
	if (m->body < n || cut)
		m->c.evidence |= EVIDENCE_RUN_IN;
	if (row->flags & FAMILY_ARTICLE) {
		finish_article(s, n, m);
		return true;
	}
	if (form == FORM_UNIT || form == FORM_AFTER)
		find_second(s, n, m);
	if (is_end_mark(s, m->title, m->title_end))
		return false;
	if (form == FORM_ENTRY)
		m->title_end = contents_words_end(s, n);
	if (form == FORM_ALONE)
		for (size_t pos = m->begin; pos < m->title;) {
			uint32_t c;

			pos += utf8_decode(s + pos, m->title - pos, &c);
			m->c.key = label_hash(m->c.key, c);
		}
	if (form == FORM_ALONE && m->title < n &&
	    (m->c.length > 25 || m->title_end < n || begins_list(s, n, m->title)))
		return false;
	if (m->title_end == m->title &&
	    (form == FORM_MARK || form == FORM_SPACE || form == FORM_BRACKET || form == FORM_SIGN ||
	     form == FORM_SYMBOL))
		return false;
	return (row->flags & FAMILY_RUN_IN) || (m->c.length <= TITLE_LONGEST && !cut);
}

/* With what the label begins that a numeral may begin with, behind an opening bracket too. */
static unsigned kinds_of_label(const char *s, size_t n, size_t pos)
{
	struct cursor at = {s, n, pos};
	uint32_t c = cursor_take(&at);

	if (c == '(' || c == 0xFF08) {
		label_skip_blanks(&at);
		c = cursor_peek(&at);
	}
	return numeral_kinds(c);
}

bool candidate_match(const struct label_index *index, const char *s, size_t n, bool cut,
		     struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0);
	uint32_t forms;
	unsigned kinds;

	assert(m);
	while (n > begin && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		n--;
	forms = label_forms(index, s + begin, n - begin);
	kinds = kinds_of_label(s, n, begin);
	if (begin + 5 < n && s[begin + 1] == ' ' && s[begin + 3] == ' ' && s[begin + 5] == ' ' &&
	    !cut && candidate_match_wide(index, s, n, m))
		return true;
	if ((forms & LABEL_INNER) && (forms & 1u << FORM_SYMBOL) && !cut &&
	    candidate_match_odd(s, n, LABEL_INNER, m))
		return true;
	for (unsigned f = FAMILY_EXTRA; forms && f < FAMILY_POINT_IS; f++) {
		struct cursor at = {s, n, begin};

		if (!(forms & index->form[f]) || (index->kinds[f] && !(index->kinds[f] & kinds)))
			continue;
		if (index->form[f] == 1u << FORM_UNIT)
			forms &= ~(1u << FORM_UNIT); /* one row stands for all */
		*m = (struct match){0};
		if (!label_match(&at, f, m))
			continue;
		m->begin = begin;
		m->title = at.pos;
		if (candidate_finish(s, n, cut, m))
			return true;
	}
	return !cut && candidate_match_odd(s, n, forms, m);
}
