/* SPDX-License-Identifier: MIT */
/* What stands behind a label: where the title ends, and whether there can be one. */
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "outline/candidate.h"
#include "outline/contents.h"
#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/label.h"
#include "outline/markup_text.h"
#include "outline/numeral_word.h"

#define TITLE_LONGEST 120  /* characters; more is prose, whatever it begins with */
#define BARE_COLUMN 24     /* cells before （一） alone; further to the right are formulas */
#define COLON_LONGEST 18   /* characters of a caption that ends with a colon */
#define CAPTION_LONGEST 24 /* characters in brackets behind an article's number */
#define CAPTION_SET_OFF 72 /* the same, if a blank follows or nothing */
#define CAPTION_WORDS 7    /* of a caption before its full stop, in Latin script */
#define SENTENCE_WORDS 12  /* of a first sentence, where each is numbered: 2.2 You may. We keep */
#define RUN_IN_LONGEST 12  /* bytes of each word of it, on average */

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

	while ((pos = utf8_skip_han(s, n, pos)) < n) {
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

/* ACT I. SCENE II., Book One: Chapter 1: a second keyword, deeper than the first. */
static void find_second_keyword(const char *s, size_t n, struct match *m)
{
	for (unsigned f = m->c.family + 1u; m->title < n && f <= FAMILY_SECTION; f++) {
		struct match inner = {0};
		struct cursor at = {s, n, m->title};

		if (!label_match(&at, f, &inner))
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
	while (close != 0 && at.pos < n && count < CAPTION_SET_OFF) {
		inside = cursor_take(&at);
		if (inside == close)
			return count > digits && (count < CAPTION_LONGEST || at.pos >= n ||
						  character_is_blank(cursor_peek(&at)))
				       ? at.pos
				       : 0;
		digits += character_is_digit(inside) ||
			  character_is_one_of(inside, "一二三四五六七八九十");
		count++;
	}
	return 0;
}

/* 삭제 <2016. 2. 3.>, 削除: all that is left of an article. */
static bool is_repealed(const char *s, size_t n, size_t pos)
{
	static const char words[] = "삭제 削除 刪除 删除";
	struct cursor at = {s, n, pos};
	uint32_t c;

	if (!cursor_take_word(&at, words))
		return false;
	c = cursor_peek(&at);
	return at.pos >= n || character_is_blank(c) || character_is_one_of(c, "<＜（([［");
}

/* The text of an article follows its label, unless a short caption stands alone or in brackets. */
/* 第四条　劳动管理：, but not 起诉必须符合下列条件：. */
static bool is_caption_with_colon(const char *s, size_t n, const struct match *m)
{
	static const char *const says[] = {"下列", "以下", "如下", "应当", "應當",
					   "必须", "禁止", "不得", "可以", NULL};
	size_t end = candidate_trim(s, m->title, n);

	if (!(m->c.evidence & EVIDENCE_COLON) || m->c.length > COLON_LONGEST)
		return false;
	for (size_t i = 0; says[i]; i++)
		if (text_find(s + m->title, n - m->title, says[i]))
			return false;

	return !(m->c.evidence & (EVIDENCE_COMMA | EVIDENCE_LATIN)) && end > m->title &&
	       !character_is_one_of(character_before(s, end, NULL), "的为為是指下括");
}

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
	if (is_caption_with_colon(s, n, m))
		return;
	if (!(m->c.evidence &
	      (EVIDENCE_SENTENCE | EVIDENCE_RUN_IN | EVIDENCE_CLAUSE | EVIDENCE_COLON)) &&
	    m->c.length <= 30 && !is_repealed(s, n, m->title))
		return;
	m->title_end = m->title;
	m->body = m->title;
	if (m->body < n)
		m->c.evidence |= EVIDENCE_RUN_IN;
}

/* A capital letter, Latin, Greek or Cyrillic. */
static bool is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x530 && uc_is_upper(c));
}

/* Mrs., Fig., Jan.: of three letters, where a caption has as many at least. */
static bool is_abbreviation(const char *s, size_t n)
{
	return n == 3 &&
	       word_among(s, n,
			  "mrs rev gen col gov sen hon vol fig sec art inc ltd jan feb mar apr jun "
			  "jul aug sep oct nov dec") >= 0;
}

/*
 * (a) In general. Every owner of a hive: where the caption ends, n if it is none.  A caption has
 * few words, begins with a capital, and a sentence follows it.
 */
static size_t latin_caption_end(const char *s, size_t n, size_t from, unsigned longest)
{
	struct cursor at = {s, n, from};
	unsigned words = 1, letters = 0; /* of the last word */
	uint32_t c = cursor_peek(&at);

	if (from >= n || !is_capital(c))
		return n;
	while (at.pos + 2 < n && words <= longest && at.pos < from + RUN_IN_LONGEST * longest) {
		size_t here = at.pos;

		c = cursor_take(&at);
		if (c >= 0x2000 || (c != '.' && character_is_one_of(c, ",;:!?(")))
			return n;
		words += c == ' ';
		if (c != '.' || s[at.pos] != ' ') {
			letters = c == ' ' || c == '.' ? 0 : letters + 1;
			continue;
		}
		if (letters <= 2 || (words == 1 && is_abbreviation(s + from, here - from))) {
			letters = 0; /* Mr. St. U.S. */
			continue;
		}
		at.pos++;
		c = cursor_peek(&at);
		if (c == '(' && at.pos + 2 < n && s[at.pos + 2] == ')') /* Duties. (a) Crossings. */
			return here;
		return (is_capital(c) || character_is_digit(c)) && n - here >= 12 ? here : n;
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

/* Where the title ends: at the sentence's end where the text runs into it, n if it does not. */
static size_t title_stop(const char *s, size_t n, const struct match *m)
{
	const struct family *row = family_at(m->c.family);
	size_t stop = n;

	if (row->form == FORM_SYMBOL)
		return m->title_end > 0 ? m->title_end : n; /* the closing bracket */
	if (row->flags & (FAMILY_RUN_IN | FAMILY_ARTICLE | FAMILY_CLAUSE))
		stop = candidate_sentence_end(s, n, m->title);
	if (stop == n && row->form != FORM_UNIT && row->form != FORM_ALONE &&
	    (row->form != FORM_KEYWORD || family_is_article(m->c.family)))
		stop = latin_caption_end(
			s, n, m->title, row->form == FORM_DECIMAL ? SENTENCE_WORDS : CAPTION_WORDS);
	return stop;
}

/* Sets the end of the title and the beginning of the body. */
static void set_title(const char *s, size_t n, struct match *m)
{
	bool bracket = family_at(m->c.family)->form == FORM_SYMBOL;
	size_t stop = title_stop(s, n, m);
	uint32_t mark;

	if (bracket && stop < n) {
		m->title_end = stop;
		m->body = candidate_skip_blanks(s, n, stop);
		return;
	}
	m->title_end = candidate_trim(s, m->title, stop == n ? contents_without_edit(s, n) : stop);
	m->body = n;
	if (stop < n) {
		m->body = stop + utf8_decode(s + stop, n - stop, &mark);
		m->body = candidate_skip_blanks(s, n, m->body);
	}
}

/* 前言 has no title: its entry in the contents and its heading are known by the label. */
static void hash_label(const char *s, struct match *m)
{
	uint32_t c;

	for (size_t pos = m->begin; pos < m->title;) {
		pos += utf8_decode(s + pos, m->title - pos, &c);
		m->c.key = label_hash(m->c.key, c < 0x2000 ? uc_tolower(c) : c);
	}
}

/* ６．装运口岸 │ 上海 │: a row of a table. */
static bool is_row(const char *s, size_t from, size_t n)
{
	while (from + 3 <= n) {
		const char *bar = memchr(s + from, 0xE2, n - from - 2);

		if (!bar)
			return false;
		if (bar[1] == '\x94' && (bar[2] == '\x82' || bar[2] == '\x83'))
			return true;
		from = (size_t)(bar - s) + 1;
	}
	return false;
}

/* 注: and 注 记 人: only 注 alone, or 注释, heads the notes of a text. */
static bool is_remark(const char *s, size_t n, const struct match *m)
{
	struct cursor at = {s, n, m->begin};
	uint32_t c = cursor_take(&at);

	if (m->c.family != FAMILY_FRONT || (c != 0x6CE8 && c != 0x8A3B))
		return false;
	at.pos = candidate_skip_blanks(s, n, at.pos);
	return at.pos < n && !character_is_one_of(cursor_peek(&at), "释釋釈意");
}

/* 1. 伊予っこ　2018年11月07日 21:40: who wrote a comment, and when. */
static bool is_comment(const char *s, size_t from, size_t n)
{
	const char *t = s + n - 6;
	uint32_t c;

	if (n < from + 12 || t[0] != ' ' || t[3] != ':' || t[1] < '0' || t[1] > '2')
		return false;
	for (size_t i = 1; i < 6; i++)
		if (i != 3 && (t[i] < '0' || t[i] > '9'))
			return false;
	c = character_before(s, n - 6, NULL);
	return c == 0x65E5 || c == 0xC77C || (c >= '0' && c <= '9');
}

/* Whether what stands behind the label speaks against it. */
static bool is_refuted(const char *s, size_t n, bool cut, const struct match *m)
{
	const struct family *row = family_at(m->c.family);
	bool needs_title = row->form == FORM_MARK || row->form == FORM_SPACE ||
			   row->form == FORM_BRACKET || row->form == FORM_SIGN ||
			   row->form == FORM_SYMBOL;

	if (is_end_mark(s, m->title, m->title_end) || is_row(s, m->title, n) || is_remark(s, n, m))
		return true;
	if (row->form == FORM_ALONE && m->title < n &&
	    ((m->c.length > 25 && bracketed_caption(s, n, m->title) < n) || m->title_end < n ||
	     begins_list(s, n, m->title)))
		return true;
	if (needs_title && m->title_end == m->title &&
	    !(row->form == FORM_BRACKET && m->title >= n && m->c.column <= BARE_COLUMN))
		return true;
	if (needs_title && is_comment(s, m->title, m->title_end))
		return true;
	return !(row->flags & FAMILY_RUN_IN) && (m->c.length > TITLE_LONGEST || cut);
}

/* 참고문헌	31 */
static bool is_page(const char *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return to > from;
}

bool candidate_finish(const char *s, size_t n, bool cut, struct match *m)
{
	const struct family *row = family_at(m->c.family);

	skip_separator(s, n, m);
	set_title(s, n, m);
	candidate_weigh(s, n, m);
	if (m->body < n || cut)
		m->c.evidence |= EVIDENCE_RUN_IN;
	if (row->flags & (FAMILY_ARTICLE | FAMILY_CLAUSE)) {
		finish_article(s, n, m);
		return true;
	}
	if (row->form == FORM_UNIT || row->form == FORM_AFTER)
		find_second(s, n, m);
	if (row->form == FORM_KEYWORD && row->ladder == LADDER_UNIT)
		find_second_keyword(s, n, m);
	if (row->form == FORM_ENTRY)
		m->title_end = contents_words_end(s, n);
	if (row->form == FORM_ALONE) {
		hash_label(s, m);
		if (is_page(s, m->title, m->title_end))
			m->c.evidence |= EVIDENCE_CONTENTS;
	}
	/* Letter 1 and Chapter 1 differ */
	if (row->form == FORM_KEYWORD && m->title >= m->title_end)
		m->c.key = label_hash(m->c.key, (unsigned char)s[m->begin] | 0x20);
	return !is_refuted(s, n, cut, m);
}
