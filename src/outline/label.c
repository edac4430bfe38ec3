/* SPDX-License-Identifier: MIT */
#include "outline/label.h"

#include <assert.h>
#include <string.h>

#include "outline/family.h"
#include "outline/label_internal.h"
#include "outline/numeral.h"

#define NUMBER_LARGEST 9999
#define BRACKETED_LONGEST 20 /* characters in 【】 */
#define BEHIND_LONGEST 24    /* and behind it */
#define SPACED_LARGEST 300   /* 1950 was the year */

void label_skip_blanks(struct cursor *at)
{
	at->pos = candidate_skip_blanks(at->s, at->n, at->pos);
}

bool label_take_numeral(struct cursor *at, unsigned kinds, uint32_t *value)
{
	size_t len = numeral_parse(at->s + at->pos, at->n - at->pos, kinds, value);

	at->pos += len;
	return len > 0 && *value <= NUMBER_LARGEST;
}

bool label_separates(const struct cursor *at, struct match *m)
{
	uint32_t c = cursor_peek(at);

	if (at->pos < at->n && !character_is_blank(c) &&
	    !character_is_one_of(c, "：:（(【《〈「『［[—–－-.．、）)】〕|｜"))
		return false;
	m->c.evidence |= EVIDENCE_SEPARATED;
	if (at->pos >= at->n || character_is_one_of(c, "：:—–.．【《「『|｜"))
		m->c.evidence |= EVIDENCE_SET_OFF;
	return true;
}

/* 之一, の二, ノ二, 의2 behind an article's unit. */
static void take_branch(struct cursor *at, struct match *m)
{
	struct cursor branch = *at;
	uint32_t c = cursor_take(&branch), value;

	if (c != 0x4E4B && c != 0x306E && c != 0x30CE && c != 0xC758)
		return;
	if (label_take_numeral(&branch, NUMERAL_HAN | NUMERAL_DIGITS, &value) && value > 0 &&
	    value < 256) {
		m->c.branch = (uint8_t)value;
		*at = branch;
	}
}

/* 上 中 下, 前 中 後 as 1 2 3; 0 if it is none of them. */
static uint32_t place_number(uint32_t c)
{
	return c == 0x4E0A || c == 0x524D   ? 1
	       : c == 0x4E2D                ? 2
	       : c == 0x4E0B || c == 0x5F8C ? 3
					    : 0;
}

/* 第 numeral, and what kind of label it can begin: the part that all units share. */
struct unit_start {
	struct cursor behind; /* the numeral, and blanks */
	bool han;             /* the numeral is not in digits */
	bool hangul;          /* begins with 제 */
	bool bare;            /* begins with the numeral itself */
	bool place;           /* 上, 中 or 下 instead of 第 and a numeral */
	bool blank;           /* stood behind the numeral */
};

static bool start_unit(const struct cursor *label, struct unit_start *start, struct match *m)
{
	struct cursor at = *label;
	uint32_t first = cursor_take(&at);

	*start = (struct unit_start){.hangul = first == 0xC81C};
	if (place_number(first) > 0) {
		m->c.number = place_number(first);
		m->c.prefix = CANDIDATE_PLACE;
		start->place = true;
		start->behind = at;
		return true;
	}
	if (first != 0x7B2C && first != 0xC81C) {
		if (!character_is_digit(first))
			return false;
		at = *label;
		start->bare = true;
	}
	label_skip_blanks(&at);
	start->han = !character_is_digit(cursor_peek(&at));
	if (!label_take_numeral(&at, NUMERAL_DIGITS | NUMERAL_HAN, &m->c.number) &&
	    !(cursor_peek(&at) >= 0x2160 &&
	      label_take_numeral(&at, NUMERAL_ROMAN_UPPER, &m->c.number)))
		return false;
	if (at.pos < at.n && at.s[at.pos] == '-') { /* 第 5-1 條 */
		struct cursor next = {at.s, at.n, at.pos + 1};
		uint32_t value;

		if (label_take_numeral(&next, NUMERAL_DIGITS, &value) && value > 0 && value < 256) {
			m->c.branch = (uint8_t)value;
			at = next;
		}
	}
	start->blank = character_is_blank(cursor_peek(&at)) && at.pos < at.n;
	start->behind = at;
	return true;
}

/* 第一段　论交, but not 第二天　他来了。 */
static bool title_behind_gap(const struct cursor *at)
{
	struct cursor next = *at;
	uint32_t c = cursor_take(&next);

	if (!character_is_blank(c) || (c != 0x3000 && !character_is_blank(cursor_peek(&next))))
		return false;
	label_skip_blanks(&next);
	if (!character_is_cjk(cursor_peek(&next)))
		return false; /* 第一期　＿＿＿ */
	while (next.pos < next.n)
		if (character_is_one_of(cursor_take(&next), "，。！？；："))
			return false;
	return true;
}

/* A row against what stands behind the numeral. */
static bool finish_unit(struct cursor *at, const struct unit_start *start, const struct family *row,
			struct match *m)
{
	bool hangul = !(row->numerals & NUMERAL_HAN);

	*at = start->behind;
	if (*row->words == '\0') { /* 第1　総則 */
		m->c.evidence |= EVIDENCE_SEPARATED;
		return start->blank && !start->bare;
	}
	if (start->place)
		return (row->flags & FAMILY_PLACE) && cursor_take_word(at, row->words) &&
		       label_separates(at, m);
	if (start->bare ? !(row->flags & FAMILY_COUNTED) || start->blank
			: hangul != start->hangul || (hangul && start->han))
		return false;
	label_skip_blanks(at);
	if (!cursor_take_word(at, row->words))
		return false;
	if (m->c.branch == 0)
		take_branch(at, m);
	/* 제13조제3항 중, 第三条第二項中: speaks of an article */
	if ((row->flags & FAMILY_ARTICLE) &&
	    (hangul ? !label_separates(at, m) : cursor_peek(at) == 0x7B2C))
		return false;
	if ((row->flags & FAMILY_SET_OFF) && !title_behind_gap(at) &&
	    !(label_separates(at, m) && (m->c.evidence & EVIDENCE_SET_OFF)))
		return false;
	return label_separates(at, m) || (!start->bare && !(row->flags & FAMILY_BLANK));
}

bool label_match_unit(struct cursor *at, struct match *m)
{
	struct unit_start start;

	if (!start_unit(at, &start, m))
		return false;
	for (unsigned f = FAMILY_BIAN; f <= FAMILY_DAI; f++) {
		struct match try = *m;
		struct cursor behind;

		if (family_at(f)->form != FORM_UNIT ||
		    !finish_unit(&behind, &start, family_at(f), &try))
			continue;
		*m = try;
		*at = behind;
		m->c.family = m->c.alternate = (uint8_t)f;
		return true;
	}
	return false;
}

static bool match_after(struct cursor *at, const struct family *row, struct match *m)
{
	if (!cursor_take_word(at, row->words))
		return false;
	if (cursor_peek(at) == 0x4E4B || cursor_peek(at) == 0x7B2C) /* 卷之二, 卷第二 */
		cursor_take(at);
	if (place_number(cursor_peek(at)) > 0) {
		m->c.number = place_number(cursor_take(at));
		m->c.prefix = CANDIDATE_PLACE;
	} else if (!label_take_numeral(at, row->numerals, &m->c.number) || m->c.number == 0)
		return false;
	return label_separates(at, m);
}

/* 3 §, 2 a § */
static bool match_section_after(struct cursor *at, const struct family *row, struct match *m)
{
	struct cursor letter;

	if (!label_take_numeral(at, row->numerals, &m->c.number))
		return false;
	label_skip_blanks(at);
	letter = *at;
	if (cursor_peek(at) >= 'a' && cursor_peek(at) <= 'z') {
		m->c.branch = (uint8_t)(cursor_take(&letter) - 'a' + 1);
		label_skip_blanks(&letter);
		*at = letter;
	}
	return cursor_take_word(at, row->words) && label_separates(at, m);
}

/* § 12, §12a, § 12.3 */
static bool match_section(struct cursor *at, const struct family *row, struct match *m)
{
	if (character_is_digit(cursor_peek(at)))
		return match_section_after(at, row, m);
	if (!cursor_take_word(at, row->words))
		return false;
	label_skip_blanks(at);
	if (!label_take_numeral(at, row->numerals, &m->c.number) || !label_take_parts(at, m))
		return false;
	if (cursor_peek(at) >= 'a' && cursor_peek(at) <= 'z')
		m->c.branch = (uint8_t)(cursor_take(at) - 'a' + 1);
	return label_separates(at, m);
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
	if (value >= 1000)
		return false; /* 一、二〇二二年工作情况 */
	return (kinds & NUMERAL_DIGITS) || next.pos >= next.n ||
	       character_is_one_of(cursor_peek(&next), "、，,.．个個点點月日年人号號");
}

/* C. may be a letter or a Roman numeral, イ the second or the first: the other reading. */
static void find_alternate(const struct cursor *label, size_t len, unsigned family, struct match *m)
{
	unsigned other = family_alternate(family);
	uint32_t value;

	m->c.alternate = (uint8_t)family;
	if (family == FAMILY_DIGIT_MARK) {
		m->c.alternate = FAMILY_DIGIT_INNER;
		m->c.alternate_number = (uint16_t)m->c.number;
	}
	if (other == family)
		return;
	if (numeral_parse(label->s + label->pos, len, family_at(other)->numerals, &value) == len &&
	    value > 0) {
		m->c.alternate = (uint8_t)other;
		m->c.alternate_number = (uint16_t)value;
	}
}

/* 一　总则, Ⅰ　序, ア　目的: a wide blank, or one before what is not in small letters. */
static bool blank_is_mark(const struct cursor *at, const struct family *row)
{
	struct cursor next = *at;
	uint32_t blank = cursor_take(&next), c;

	if (!(row->flags & FAMILY_BLANK) || !character_is_blank(blank))
		return false;
	label_skip_blanks(&next);
	c = cursor_peek(&next);
	if (next.pos >= next.n)
		return false;
	if (blank == 0x3000 || next.pos > at->pos + 1)
		return true;
	if (row->numerals & (NUMERAL_KANA | NUMERAL_IROHA))
		return true;
	return character_is_cjk(c) ||
	       (row->numerals == NUMERAL_ROMAN_UPPER && c >= 'A' && c <= 'Z');
}

/* What may stand behind a mark: the label of 3.5万人 ends nowhere. */
static bool mark_ends(const struct cursor *at, uint32_t mark, const struct family *row)
{
	uint32_t next = cursor_peek(at);
	unsigned kinds = row->numerals;
	bool blank = character_is_blank(next);

	if (at->pos >= at->n || character_is_one_of(next, ".．、，,:："))
		return false;
	if (mark == '.' && !blank && next < 0x80 &&
	    (!(kinds & NUMERAL_DIGITS) || (next >= '0' && next <= '9')))
		return false;
	if (mark == '.' && !blank && !character_is_cjk(next) &&
	    (kinds & (NUMERAL_ROMAN | NUMERAL_LETTER)))
		return false;
	if ((kinds & NUMERAL_HAN) && (mark == ',' || mark == 0xFF0C))
		return false;
	/* I. - La commune: a paragraph of an article */
	if (blank && at->pos + 2 < at->n && at->s[at->pos + 1] == '-' && at->s[at->pos + 2] == ' ')
		return false;
	return blank || !goes_on_counting(at, kinds & (NUMERAL_DIGITS | NUMERAL_HAN));
}

/* 0. Definitions: before the first of what counts from 1. */
static bool is_nought(const struct cursor *label, size_t end)
{
	return end == label->pos + 1 && label->s[label->pos] == '0' && end + 2 < label->n &&
	       label->s[end] == '.' && label->s[end + 1] == ' ';
}

static bool match_mark(struct cursor *at, unsigned family, struct match *m)
{
	const struct family *row = family_at(family);
	struct cursor label = *at;
	uint32_t mark, ignored;

	if (!label_take_numeral(at, row->numerals, &m->c.number) ||
	    (m->c.number == 0 && !is_nought(&label, at->pos)))
		return false;
	find_alternate(&label, at->pos - label.pos, family, m);
	if ((row->numerals & NUMERAL_STOPPED) &&
	    numeral_parse(label.s + label.pos, label.n - label.pos, NUMERAL_STOPPED, &ignored) >
		    0) {
		m->c.evidence |= EVIDENCE_SEPARATED;
		return true;
	}
	mark = cursor_peek(at);
	if (mark == 0)
		return false;
	if (blank_is_mark(at, row)) {
		m->c.evidence |= EVIDENCE_SEPARATED;
		return true;
	}
	if (mark == ' ' || !character_is_one_of(mark, row->words))
		return false;
	cursor_take(at);
	if ((row->numerals & NUMERAL_WORD) && cursor_peek(at) == '-') /* PRIMERA.- Objeto */
		cursor_take(at);
	if (!mark_ends(at, mark, row))
		return false;
	if (character_is_blank(cursor_peek(at)) || mark == 0x3001)
		m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

/* 1 Scope, １　目的, 001 归来; not: 40 people came. */
static bool match_space(struct cursor *at, const struct family *row, struct match *m)
{
	uint32_t c;

	size_t begin = at->pos;
	bool padded = cursor_peek(at) == '0';

	if (!label_take_numeral(at, row->numerals, &m->c.number) || m->c.number == 0 ||
	    m->c.number > SPACED_LARGEST || !character_is_blank(cursor_peek(at)))
		return false;
	label_skip_blanks(at);
	c = cursor_peek(at);
	if (c == '|' || c == 0xFF5C) {
		cursor_take(at);
		label_skip_blanks(at);
		c = cursor_peek(at);
	}
	m->c.evidence |= EVIDENCE_SEPARATED;
	/* 1. Introduction, 2 Use: by an author who was of two minds */
	m->c.alternate = FAMILY_DIGIT_MARK;
	m->c.alternate_number = (uint16_t)m->c.number;
	return at->pos < at->n && ((padded && begin + 3 <= at->pos) || !character_is_digit(c)) &&
	       !(c >= 'a' && c <= 'z') &&
	       !character_is_one_of(c, ".,:;/*+=<>%&)-–—，。、：；）％℃×÷");
}

static bool match_bracket(struct cursor *at, unsigned family, struct match *m)
{
	const struct family *row = family_at(family);
	unsigned enclosed = NUMERAL_HAN_BRACKETED | NUMERAL_BRACKETED | NUMERAL_HANGUL_BRACKETED;
	struct cursor label;
	uint32_t c;

	if (!(row->flags & FAMILY_HALF)) {
		if (label_take_numeral(at, row->numerals & enclosed, &m->c.number))
			goto matched;
		c = cursor_take(at);
		if (c != '(' && c != 0xFF08)
			return false;
		label_skip_blanks(at);
	}
	label = *at;
	if (!label_take_numeral(at, row->numerals & ~enclosed, &m->c.number) || m->c.number == 0)
		return false;
	find_alternate(&label, at->pos - label.pos, family, m);
	label_skip_blanks(at);
	c = cursor_take(at);
	if (c != ')' && c != 0xFF09)
		return false;
matched:
	c = cursor_peek(at);
	if (c != 0 && character_is_one_of(c, "、．."))
		cursor_take(at);
	c = cursor_peek(at);
	if (at->pos >= at->n) { /* （一） alone, as 一 alone */
		m->c.evidence |= EVIDENCE_SEPARATED;
		return !(row->flags & FAMILY_HALF) && !(row->numerals & NUMERAL_LETTER);
	}
	if (character_is_one_of(c, "，,。；;)）和至、"))
		return false;
	if (character_is_blank(c))
		m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

static bool match_sign(struct cursor *at, const struct family *row, struct match *m)
{
	if (!label_take_numeral(at, row->numerals, &m->c.number) || at->pos >= at->n)
		return false;
	if (character_is_one_of(cursor_peek(at), "、．.") && cursor_peek(at) != 0)
		cursor_take(at);
	m->c.evidence |= EVIDENCE_SEPARATED;
	return true;
}

/* Whether a hyphen between numbers makes a label: 3-1　交付, and no score, date or range. */
static bool hyphens_are_good(const struct cursor *at)
{
	struct cursor next = *at;

	if (!character_is_blank(cursor_take(&next)))
		return false;
	label_skip_blanks(&next);
	return character_is_cjk(cursor_peek(&next)) ||
	       character_is_one_of(cursor_peek(&next), "“「『《");
}

/* 1.2, 3.4.5, A.1, ３－１; its depth picks the family. */
static bool match_decimal(struct cursor *at, const struct family *row, struct match *m)
{
	uint32_t value = 0, prefix = LABEL_HASH_BEGIN, hyphen = 0;
	unsigned parts = 1;

	if (!label_take_numeral(at, row->numerals, &value)) {
		uint32_t c = cursor_peek(at);

		if (c < 'A' || c > 'Z')
			return false;
		value = cursor_take(at) + 100000;
	}
	for (;;) {
		struct cursor next = *at;
		uint32_t dot = cursor_take(&next), part;

		if (parts == 1 && (dot == '-' || dot == 0xFF0D)) {
			hyphen = dot;
			prefix = label_hash(prefix, '-');
		}
		if ((hyphen ? dot != hyphen || value == 0 || value > 99
			    : dot != '.' && dot != 0xFF0E) ||
		    numeral_parse(next.s + next.pos, next.n - next.pos, NUMERAL_DIGITS, &part) == 0)
			break;
		prefix = label_hash(prefix, value);
		if (!label_take_numeral(&next, NUMERAL_DIGITS, &value))
			return false;
		parts++;
		*at = next;
	}
	if (parts < 2 || parts > 5 || value > (hyphen ? 99u : 999u))
		return false;
	if (hyphen && (value == 0 || !hyphens_are_good(at)))
		return false;
	if (character_is_one_of(cursor_peek(at), ".．、") && cursor_peek(at) != 0)
		cursor_take(at);
	if (at->pos < at->n &&
	    !(character_is_blank(cursor_peek(at)) || character_is_cjk(cursor_peek(at))))
		return false;
	if (at->pos >= at->n || character_is_blank(cursor_peek(at)))
		m->c.evidence |= EVIDENCE_SEPARATED;
	/* 0.0 < 0.5 */
	if (at->pos + 1 < at->n && strchr("<>=*/%^|", at->s[at->pos + 1]))
		return false;
	m->c.family = (uint8_t)(FAMILY_DECIMAL_2 + parts - 2);
	m->c.number = value;
	m->c.prefix = prefix;
	return true;
}

/* 一 alone, IV. alone: nothing else is in the line. */
static bool match_bare(struct cursor *at, unsigned family, struct match *m)
{
	struct cursor label = *at;

	if (family == FAMILY_BARE_HAN && place_number(cursor_peek(at)) > 0 &&
	    cursor_peek(at) < 0x5000) {
		m->c.number = place_number(cursor_take(at));
		m->c.prefix = CANDIDATE_PLACE;
	} else if (!label_take_numeral(at, family_at(family)->numerals, &m->c.number) ||
		   m->c.number == 0) {
		return false;
	}
	find_alternate(&label, at->pos - label.pos, family, m);
	if (cursor_peek(at) == '.')
		cursor_take(at);
	m->c.evidence |= EVIDENCE_SEPARATED;
	return at->pos >= at->n;
}

/* Where a title with a bracket ends: what follows a blank is its text, 【概况】　全县; a few words
 * are more of it, 【コラム】水車の音. */
static size_t behind_bracket(const char *s, size_t n, size_t pos)
{
	struct cursor at = {s, n, pos};

	if (at.pos < n && character_is_blank(cursor_peek(&at)))
		return pos;
	for (unsigned count = 0; at.pos < n; count++) {
		uint32_t c = cursor_take(&at);

		if (count == BEHIND_LONGEST || character_ends_sentence(c) ||
		    character_is_one_of(c, "，、,：:；;【〖"))
			return pos;
	}
	return n;
}

/* ■ 概要, 【概要】: the sign and, for a bracket, its other half at the end. */
static bool match_symbol(struct cursor *at, const struct family *row, struct match *m)
{
	size_t begin = at->pos;
	bool bracket = character_is_one_of(cursor_peek(at), "【〖");
	unsigned count = 0;

	if (!cursor_take_word(at, row->words))
		return false;
	m->c.prefix = LABEL_HASH_BEGIN;
	for (size_t i = begin; i < at->pos; i++)
		m->c.prefix = label_hash(m->c.prefix, (unsigned char)at->s[i]);
	m->c.evidence |= EVIDENCE_SEPARATED;
	label_skip_blanks(at);
	for (struct cursor rest = *at; rest.pos < rest.n; count++) {
		uint32_t c = cursor_take(&rest);

		if (bracket && (c == 0x3011 || c == 0x3017)) {
			m->title_end = behind_bracket(rest.s, rest.n, rest.pos);
			return count > 0 && count <= BRACKETED_LONGEST;
		}
		if (c == 0xFF0C || c == 0xFF1A || c == ':' || character_ends_sentence(c))
			return false; /* a sentence */
	}
	return !bracket && at->pos < at->n &&
	       !character_is_one_of(cursor_peek(at), "■□▣◆◇●○◎★☆▲△▼▽▶※");
}

bool label_match(struct cursor *at, unsigned family, struct match *m)
{
	const struct family *row = family_at(family);

	m->c.family = m->c.alternate = (uint8_t)family;
	switch (row->form) {
	case FORM_UNIT:
		return label_match_unit(at, m); /* whichever row it is */
	case FORM_AFTER:
		return match_after(at, row, m);
	case FORM_KEYWORD:
		return label_match_keywords(at, family, m);
	case FORM_ALONE:
		return label_match_alone(at, row, m);
	case FORM_SECTION:
		return match_section(at, row, m);
	case FORM_MARK:
		return match_mark(at, family, m);
	case FORM_SPACE:
		return match_space(at, row, m);
	case FORM_BRACKET:
		return match_bracket(at, family, m);
	case FORM_SIGN:
		return match_sign(at, row, m);
	case FORM_DECIMAL:
		return family == FAMILY_DECIMAL_2 && match_decimal(at, row, m);
	case FORM_BARE:
		return match_bare(at, family, m);
	case FORM_SYMBOL:
		return match_symbol(at, row, m);
	default:
		return false;
	}
}
