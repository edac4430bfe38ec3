/* SPDX-License-Identifier: MIT */
#include "outline/markup_vim.h"

#include <assert.h>
#include <string.h>

#include "outline/markup_text.h"

#define RULER 40        /* columns of a ruler; less is an underline */
#define UNDERLINE_OFF 4 /* columns by which an underline may differ from its title */
#define TITLE_MOST 80   /* bytes of a heading without its tags */

/* The end of `*tag*` at pos; pos if there is none. */
static size_t tag_end(const struct markup_line *l, size_t pos)
{
	size_t end = pos + 1;

	if (pos >= l->n || l->s[pos] != '*')
		return pos;
	while (end < l->n && l->s[end] != '*' && !text_blank(l->s[end]))
		end++;
	return end < l->n && l->s[end] == '*' && end > pos + 1 &&
			       (end + 1 == l->n || text_blank(l->s[end + 1]))
		       ? end + 1
		       : pos;
}

/* The line without tags at its end, and without ~ and {{{1 there; *tagged says that it had some. */
static size_t without_tags(const struct markup_line *l, size_t from, bool *tagged)
{
	size_t end = l->n;

	*tagged = false;
	for (;;) {
		size_t begin;

		end = text_trimmed(l->s, end);
		if (end > from + 4 && text_starts(l->s + end - 4, 4, "{{{")) {
			end -= 4;
			continue;
		}
		if (end > from + 1 && l->s[end - 1] == '~') {
			end--;
			continue;
		}
		for (begin = end; begin > from && !text_blank(l->s[begin - 1]);)
			begin--;
		if (begin == end || end < begin + 3 || l->s[begin] != '*' || l->s[end - 1] != '*')
			return end;
		*tagged = true;
		end = begin;
	}
}

/* Whether the words of a title are set in columns, behind the number of its section. */
static bool has_columns(const struct markup_line *l, const struct mark *m)
{
	size_t from = tag_end(l, m->title), n;

	while (from < m->title_end && text_blank(l->s[from]))
		from++;
	n = m->title_end - from;
	return memchr(l->s + from, '\t', n) != NULL || text_find(l->s + from, n, "  ") != NULL;
}

/* Sets the title of a heading; false if there is nothing but tags. */
static bool set(const struct markup_line *l, unsigned level, struct mark *m, bool *tagged)
{
	size_t begin = l->in, end = tag_end(l, begin), stop;
	bool numbered = begin + 1 < l->n && text_digit(l->s[begin + 1]);

	*tagged = false;
	/* *02.1* is the number of its section; other tags are names for jumps */
	stop = without_tags(l, end, tagged);
	if (end > begin) {
		*tagged = true;
		if (!numbered)
			begin = end;
		if (stop <= end)
			return false;
	}
	while (begin < stop && text_blank(l->s[begin]))
		begin++;
	/* < Colours >_________~ */
	if (stop > begin + 4 && l->s[begin] == '<' && l->s[stop - 1] == '_') {
		while (stop > begin && l->s[stop - 1] == '_')
			stop--;
		if (l->s[stop - 1] != '>')
			return false;
		begin++;
		stop = text_trimmed(l->s, stop - 1);
		while (begin < stop && text_blank(l->s[begin]))
			begin++;
	}
	stop -= stop > begin && l->s[stop - 1] == ':';
	if (begin >= stop || stop - begin > TITLE_MOST)
		return false;
	*m = (struct mark){.begin = begin,
			   .title = begin,
			   .title_end = stop,
			   .notations = notation_bit(NOTATION_VIM),
			   .level = (uint8_t)level};
	return true;
}

/* `*lark.txt*  Lark: get up early   Version 1` */
static bool match_first(struct markup_vim *v, const struct markup_line *l, struct mark *m)
{
	size_t pos = tag_end(l, 0), end;

	v->is = pos > 6 && text_ends(l->s, pos, ".txt*");
	/* lark.txt<tab>Lark<tab>Last change: what wrote it knew no tags */
	if (!v->is && text_find(l->s, l->n, "Last change:")) {
		while (pos < l->n && !text_blank(l->s[pos]))
			pos++;
		v->is = pos > 4 && pos < l->n && text_ends(l->s, pos, ".txt") && l->s[pos] == '\t';
	}
	if (!v->is)
		return false;
	while (pos < l->n && text_blank(l->s[pos]))
		pos++;
	for (end = pos; end < l->n && l->s[end] != '\t'; end++) /* to the next column */
		if (text_blank(l->s[end]) && end + 1 < l->n && text_blank(l->s[end + 1]))
			break;
	if (pos >= end || text_starts_folded(l->s + pos, l->n - pos, "for ") ||
	    text_starts_folded(l->s + pos, l->n - pos, "version "))
		return false;
	*m = (struct mark){.begin = pos,
			   .title = pos,
			   .title_end = text_trimmed(l->s, end),
			   .notations = notation_bit(NOTATION_VIM),
			   .style = MARK_TITLE,
			   .level = 1};
	return true;
}

/* 3.1 is one deeper than 3. */
static unsigned decimals(const char *s, size_t n)
{
	unsigned parts = 0;

	for (size_t i = 0; i < n && (text_digit(s[i]) || s[i] == '.'); i++)
		parts += text_digit(s[i]) && (i == 0 || s[i - 1] == '.');
	return parts < 6 ? parts : 6;
}

/* The line below a ruler. */
static bool match_below_rule(struct markup_vim *v, const struct markup_line *l, struct mark *m)
{
	bool tagged, tilde = l->s[l->n - 1] == '~';
	unsigned level = v->rule == '=' ? 1 : 2;

	if (text_find(l->s, l->n, "vim:")) {
		v->rule = 0;
		return false;
	}
	if (!set(l, level, m, &tagged)) {
		v->rule = tagged ? v->rule : 0;
		return false;
	}
	v->rule = 0;
	/* the first row of a table, or prose */
	if (has_columns(l, m) || (!tagged && l->s[m->title_end - 1] == '.'))
		return false;
	if (decimals(l->s + m->title, m->title_end - m->title) > level)
		m->level = (uint8_t)decimals(l->s + m->title, m->title_end - m->title);
	/* behind a gap stands what the ruler ends, unless it is plainly a heading */
	return tagged || tilde || !v->gap;
}

/* `Colours ~` */
static bool match_caption(const struct markup_vim *v, const struct markup_line *l, struct mark *m)
{
	unsigned parts;
	bool tagged;

	if (l->n < 4 || l->s[l->n - 1] != '~' || l->in > 0 || !l->blank_before || !v->ruled ||
	    !(l->s[0] == '<' || (l->s[0] >= 'A' && l->s[0] <= 'Z') || text_digit(l->s[0])) ||
	    !set(l, 2, m, &tagged) || has_columns(l, m))
		return false;
	parts = decimals(l->s + m->title, m->title_end - m->title);
	m->level = (uint8_t)(parts > 2 ? parts : 2);
	return true;
}

/* `Undo and redo          *undo-redo*` above the first ruler. */
static bool match_name(const struct markup_vim *v, const struct markup_line *l, struct mark *m)
{
	bool tagged;

	if (v->ruled || l->in > 0 || !l->blank_before || l->s[l->n - 1] != '*' || l->s[0] == '*' ||
	    !set(l, 1, m, &tagged) || !tagged)
		return false;
	m->style = MARK_TITLE;
	/* not `Copyright: (c) Jo Lark`, and no row of a table */
	return !has_columns(l, m) && !memchr(l->s + m->title, ':', m->title_end - m->title);
}

bool markup_vim_follow(struct markup_vim *v, const struct markup_line *l, char adornment,
		       size_t columns, struct mark *m)
{
	assert(l->in < l->n);
	if (l->first)
		return l->in == 0 && match_first(v, l, m);
	if (!v->is)
		return false;
	if ((adornment == '=' || adornment == '-') && columns >= RULER && l->in == 0) {
		v->rule = adornment;
		v->ruled = true;
		v->gap = v->taken = false;
		return false;
	}
	v->taken =
		v->rule ? match_below_rule(v, l, m) : match_caption(v, l, m) || match_name(v, l, m);
	return v->taken;
}

bool markup_vim_underlined(struct markup_vim *v, const struct markup_line *title, char adornment,
			   size_t columns, struct mark *m)
{
	bool tagged;
	size_t has;

	if (!v->is || v->taken || title->in > 0 || !strchr("-=", adornment) ||
	    !set(title, adornment == '=' ? 1 : 2, m, &tagged))
		return false;
	/* a ruler right below a heading with its tag */
	if (columns >= RULER) {
		v->rule = tagged ? 0 : v->rule;
		return tagged;
	}
	has = m->title_end - m->title;
	return has <= columns + UNDERLINE_OFF && columns <= has + UNDERLINE_OFF;
}

void markup_vim_blank(struct markup_vim *v)
{
	v->gap = true;
	v->taken = false;
}
