/* SPDX-License-Identifier: MIT */
#include "outline/collector_internal.h"

#include <string.h>

#include "base/array.h"
#include "outline/family.h"
#include "outline/markup.h"
#include "outline/markup_text.h"
#include "outline/notation.h"

/* Candidates from at on have moved by one. */
static void move_indices(struct collector *c, size_t at, int by)
{
	size_t *const indices[] = {&c->last, &c->title_here, &c->join.item, &c->plain,
				   &c->open_point};

	for (size_t i = 0; i < sizeof(indices) / sizeof(indices[0]); i++)
		if (*indices[i] != SIZE_MAX && *indices[i] >= at)
			*indices[i] += (size_t)by;
}

/* Puts a mark into the array: it begins in this line or a little before. */
static void append_mark(struct collector *c, const struct candidate *mark)
{
	size_t at;

	c->items = array_reserve(c->items, &c->capacity, c->n + 1, sizeof(c->items[0]));
	for (at = c->n; at > 0 && c->items[at - 1].offset > mark->offset; at--)
		c->items[at] = c->items[at - 1];
	c->items[at] = *mark;
	c->n++;
	if (c->started)
		c->items[at].evidence |= EVIDENCE_AFTER_TITLE;
	move_indices(c, at, 1);
}

/* Takes back what a message was called before its subject came. */
static void remove_mark(struct collector *c, const struct candidate *mark)
{
	uint64_t begin = mark->offset - mark->indent;

	for (size_t at = c->n; at > 0 && c->items[at - 1].offset >= begin; at--) {
		if (c->items[at - 1].notation != NOTATION_DIFF ||
		    c->items[at - 1].offset - c->items[at - 1].indent != begin)
			continue;
		c->n--;
		memmove(c->items + at - 1, c->items + at, (c->n + 1 - at) * sizeof(c->items[0]));
		move_indices(c, at, -1);
		return;
	}
}

/* Whether a rule of the user has taken a line, one of the last. */
static bool is_ruled(const struct collector *c, uint32_t line)
{
	for (size_t k = c->n; k > 0 && c->items[k - 1].line >= line; k--)
		if (c->items[k - 1].line == line && family_is_rule(c->items[k - 1].family))
			return true;
	return false;
}

/* Puts a mark of the cleaned line where it stands in the source. */
static void move_mark(struct collector *c, const struct raw_line *line, struct candidate *mark)
{
	size_t begin = (size_t)(mark->offset - line->begin);
	uint64_t at = paragraph_to_source(&c->clean, begin);
	uint64_t title = paragraph_to_source(&c->clean, begin + mark->title);
	uint64_t end = paragraph_to_source(&c->clean, begin + mark->title + mark->title_len);

	mark->indent = candidate_narrow(mark->indent + at - mark->offset);
	mark->offset = at;
	mark->title = candidate_narrow(title - at);
	mark->title_len = candidate_narrow(end - title);
	mark->body = (uint32_t)(line->begin + line->len - at);
}

/* As markup_reader_line(), for a line that begins with a colour. */
static unsigned read_coloured(struct collector *c, const struct raw_line *line,
			      struct markup_line *view, struct candidate *mark)
{
	unsigned result;

	collector_clean(c, line, RAW_LINE_LABEL);
	view->s = c->clean.clean.data;
	view->n = text_trimmed(view->s, c->clean.clean.len);
	view->in = candidate_skip_blanks(view->s, view->n, 0);
	if (view->in >= view->n)
		return 0;
	result = markup_reader_line(&c->marks, view, mark);
	markup_reader_forget_line(&c->marks);
	if (!(result & READER_MARK) || mark->offset < line->begin)
		return result & ~(unsigned)READER_MARK;
	move_mark(c, line, mark);
	return result;
}

unsigned collector_marks(struct collector *c, const struct raw_line *line, size_t begin, bool ruled)
{
	struct markup_line view = {.s = line->bytes,
				   .n = line->len,
				   .begin = line->begin,
				   .number = line->number,
				   .in = begin,
				   .first = line->begin == 0,
				   .blank_before = c->blank_before};
	struct candidate mark;
	unsigned result = line->bytes[begin] == '\033'
				  ? read_coloured(c, line, &view, &mark)
				  : markup_reader_line(&c->marks, &view, &mark);

	if (ruled || ((result & READER_MARK) && is_ruled(c, mark.line)))
		return result;
	if (result & READER_INSTEAD)
		remove_mark(c, &mark);
	if (result & READER_MARK)
		append_mark(c, &mark);
	return result;
}

#define UNDERLINE_INDENT 3 /* further in stand the headings of comments in programs */

/* The mark of which a line is a row: = twice at least, the others three times; 0 if it is none. */
static char row_mark(const char *s, size_t n)
{
	if (n < 2 || !strchr("=-~*^\"", s[0]) || (n < 3 && s[0] != '='))
		return 0;
	for (size_t i = 1; i < n; i++)
		if (s[i] != s[0])
			return 0;
	return s[0];
}

/* Whether the line above has a candidate that speaks for itself. */
static bool above_is_taken(const struct collector *c)
{
	for (size_t k = c->n; k > 0 && c->items[k - 1].line >= c->above.number; k--) {
		enum family_form form = family_at(c->items[k - 1].family)->form;

		if (c->items[k - 1].line == c->above.number && form != FORM_TITLE &&
		    form != FORM_LINE && form != FORM_MARKUP)
			return true;
	}
	return false;
}

void collector_underline(struct collector *c, const struct raw_line *line, size_t begin)
{
	const struct line_above *above = &c->above;
	struct raw_line title = {above->begin, above->number, above->bytes, above->len, false};
	char mark = row_mark(line->bytes + begin, line->len - begin);
	struct match m = {0};
	const char *s;

	/* a title may have a row above it as well */
	c->below_row = mark == 0 && !c->blank_before && above->len > 0 && above->blank_before &&
		       above->indent < above->len &&
		       row_mark(above->bytes + above->indent, above->len - above->indent) != 0;
	if (mark == 0 || above->len == 0 || !above->blank_before || c->blank_before ||
	    begin > UNDERLINE_INDENT || begin > above->indent + 1 || begin + 1 < above->indent ||
	    above_is_taken(c) || c->marks.man || c->marks.rfc)
		return;
	raw_line_clean(&title, sizeof(above->bytes), above->kinds, &c->clean);
	s = c->clean.clean.data;
	m.begin = m.title = candidate_skip_blanks(s, c->clean.clean.len, 0);
	m.title_end = candidate_trim(s, m.title, c->clean.clean.len);
	m.body = c->clean.clean.len;
	m.c.family = mark == '='   ? FAMILY_UNDERLINE_1
		     : mark == '-' ? FAMILY_UNDERLINE_2
				   : FAMILY_UNDERLINE_3;
	m.c.alternate = m.c.family < FAMILY_UNDERLINE_3 ? m.c.family + 1 : m.c.family;
	m.c.evidence = EVIDENCE_SEPARATED;
	if (m.title >= m.title_end || !text_has_word(s + m.title, m.title_end - m.title) ||
	    markup_is_running(s, c->clean.clean.len) ||
	    row_mark(s + m.title, m.title_end - m.title) != 0)
		return;
	candidate_weigh(s, c->clean.clean.len, &m);
	m.c.evidence |= EVIDENCE_BLANK_BEFORE;
	collector_append(c, &title, &m);
	c->last = c->n - 1;
	c->last_is_here = true;
}
