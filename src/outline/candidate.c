/* SPDX-License-Identifier: MIT */
#include "outline/candidate.h"

#include <assert.h>
#include <string.h>
#include <unictype.h>

#include "outline/candidate_odd.h"
#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/label.h"
#include "outline/markup_text.h"
#include "outline/numeral.h"
#include "outline/numeral_word.h"
#include "outline/raw_line.h"

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

/* ......... 12, ……12, or 12 after a wide gap. */
static bool has_page_number(const char *s, size_t n, size_t from)
{
	size_t end = n, digits = 0, dots = 0, blanks = 0, ellipses = 0;
	uint32_t c = 0;

	/* the head of a column; a Home Page is none */
	if (n >= from + 4 &&
	    (n == from + 4 || (n > from + 6 && s[n - 5] == ' ' && s[n - 6] == ' ')) &&
	    word_is(s + n - 4, 4, "page", 4))
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
		if (character_is_one_of(c, ".…·．‥・。─—-")) {
			dots += c == 0x2026 ? 3 : 1;
			ellipses += c == 0x2026;
		} else if ((c == '/' || c == 0xFF0F) && digits > 0 && dots == 0)
			return true;
		else if (character_is_blank(c))
			blanks += c == '\t' ? 3 : 1;
		else
			break;
	}
	/* 秋になりました……: one ellipsis, and no page */
	if (digits == 0 && ellipses > 0 && ellipses <= 2 && dots == 3 * ellipses)
		return false;
	return dots >= 3 || (dots == 2 && digits > 0 && end > from && s[end - 1] != ' ') ||
	       (digits > 0 && digits < 5 && blanks >= 3 && end > from);
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
	return !memchr(s, '!', n) && !memchr(s, '?', n) && label_in_capitals(s, n);
}

/* Whether a small letter comes first: Latin, Greek or Cyrillic. */
static bool begins_small(const char *s, size_t n)
{
	uint32_t c;

	utf8_decode(s, n, &c);
	return c < 0x80 ? c >= 'a' && c <= 'z' : c < 0x2000 && uc_is_lower(c);
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
	if (m->title < n && begins_small(s + m->title, n - m->title))
		m->c.evidence |= EVIDENCE_LOWER;
	if (has_page_number(s, n, m->title))
		m->c.evidence |= EVIDENCE_CONTENTS;
	while (pos < end) {
		size_t han = utf8_skip_han(s, end, pos) - pos;

		latin = latin && han == 0;
		count += (uint32_t)(han / 3);
		for (; han > 0 && pos < m->title_end; han -= 3) {
			key = label_hash(key, utf8_han(s + pos));
			pos += 3;
		}
		pos += han;
		if (pos >= end)
			break;
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

/* Contents            Page: the head of a column is no part of the label. */
static size_t without_page(const char *s, size_t n, size_t begin)
{
	size_t end = n;

	while (end > begin && s[end - 1] != ' ' && s[end - 1] != '\t')
		end--;
	if (end < begin + 8 || word_among(s + end, n - end, "page pages seite página pagina") < 0)
		return n;
	for (n = end; n > begin && (s[n - 1] == ' ' || s[n - 1] == '\t');)
		n--;
	return n;
}

/* Q: What is this? */
static bool match_asked(const char *s, size_t n, size_t begin, struct match *m)
{
	if (n < begin + 8 || s[begin] != 'Q' || (s[begin + 1] != ':' && s[begin + 1] != '.') ||
	    (s[begin + 2] != ' ' && s[begin + 2] != '\t'))
		return false;
	*m = (struct match){.begin = begin, .title = begin + 2};
	m->c.family = m->c.alternate = FAMILY_ASKED;
	m->c.evidence = EVIDENCE_SEPARATED;
	return candidate_finish(s, n, false, m);
}

/* =CHAPTER I.=, _ACT II._: what is set in bold or italics as a whole line. */
static bool match_set_off(const struct label_index *index, const char *s, size_t n, size_t begin,
			  struct match *m)
{
	char mark = s[begin];
	size_t end = n - 1;
	enum family_form form;

	if (n < begin + 4 || s[end] != mark || (mark != '=' && mark != '_') ||
	    memchr(s + begin + 1, mark, end - begin - 1) || s[begin + 1] == ' ' ||
	    !candidate_match(index, s + begin + 1, end - begin - 1, false, m) || m->second.is)
		return false;
	form = family_at(m->c.family)->form;
	if (mark == '_' && form != FORM_KEYWORD && form != FORM_ALONE && form != FORM_BARE &&
	    form != FORM_CAPS)
		return false; /* _1. 6. 158_ */
	m->begin += begin + 1;
	m->title += begin + 1;
	m->title_end += begin + 1;
	m->body = m->body + begin + 1 >= end ? n : m->body + begin + 1;
	return true;
}

bool candidate_match(const struct label_index *index, const char *s, size_t n, bool cut,
		     struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0);
	uint32_t forms;
	unsigned kinds;

	assert(m);
	while (n > begin && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r' ||
			     text_ends(s, n, "\u3000")))
		n -= s[n - 1] < 0 ? 3 : 1;
	begin += label_subject(s + begin, n - begin);
	forms = label_forms(index, s + begin, n - begin);
	if ((forms & 1u << FORM_ALONE) && !(forms & 1u << FORM_KEYWORD))
		n = without_page(s, n, begin);
	kinds = kinds_of_label(s, n, begin);
	if (match_asked(s, n, begin, m))
		return true;
	if ((forms & LABEL_INNER) && !cut && begin < n && match_set_off(index, s, n, begin, m))
		return true;
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

struct candidate candidate_placed(const struct match *m, const struct raw_line *line)
{
	struct candidate c = m->c;

	c.offset = line->begin + m->begin;
	c.line = line->number < UINT32_MAX ? (uint32_t)line->number : UINT32_MAX;
	c.indent = candidate_narrow(m->begin);
	c.title = candidate_narrow(m->title - m->begin);
	c.title_len = candidate_narrow(m->title_end - m->title);
	c.body = (uint32_t)(m->body - m->begin);
	return c;
}
