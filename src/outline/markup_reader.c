/* SPDX-License-Identifier: MIT */
#include "outline/markup_reader.h"

#include <assert.h>
#include <string.h>

#include "outline/family.h"
#include "outline/markup_changelog.h"
#include "outline/markup_text.h"

#define NAME_LINES 3  /* of what a manual page is about */
#define HTML_LINES 12 /* of a heading of HTML, before its words come */

static uint16_t narrow(uint64_t v)
{
	return v < UINT16_MAX ? (uint16_t)v : UINT16_MAX;
}

static void fill(struct candidate *out, const struct markup_line *l, const struct mark *m)
{
	assert(m->level >= 1 && m->level <= 6 && m->notations);
	*out = (struct candidate){
		.offset = l->begin + m->begin,
		.line = l->number < UINT32_MAX ? (uint32_t)l->number : UINT32_MAX,
		.prefix = m->style,
		.body = (uint32_t)(l->n - m->begin),
		.indent = narrow(m->begin),
		.title = narrow(m->title - m->begin),
		.title_len = narrow(m->title_end - m->title),
		.length = narrow(m->title_end - m->title),
		.family = (uint8_t)(FAMILY_MARKUP_1 + m->level - 1),
		.key = m->notations,
	};
	for (unsigned k = 1; k < NOTATION_COUNT && !out->notation; k++)
		if (m->notations >> k & 1)
			out->notation = (uint8_t)k;
	out->branch = text_digit(l->s[m->title]);
	if (l->blank_before)
		out->evidence |= EVIDENCE_BLANK_BEFORE;
}

/* A message, a file or a hunk: its title may be in a later line than its beginning. */
static bool fill_file(struct candidate *out, const struct markup_line *l,
		      const struct file_mark *at)
{
	uint64_t indent = at->title - at->begin;

	if (indent > UINT16_MAX)
		return false;
	*out = (struct candidate){
		.offset = at->title,
		.line = at->line < UINT32_MAX ? (uint32_t)at->line : UINT32_MAX,
		.body = (uint32_t)(l->begin + l->n - at->title),
		.indent = (uint16_t)indent,
		.title_len = narrow(at->title_len),
		.length = narrow(at->title_len),
		.family = (uint8_t)(FAMILY_MARKUP_1 + at->level - 1),
		.notation = NOTATION_DIFF,
		.key = at->notations,
	};
	return true;
}

/* txt2tags calls a document by its first line. */
static bool first_line(const struct markup_line *l, struct mark *m)
{
	*m = (struct mark){.begin = l->in,
			   .title = l->in,
			   .title_end = l->n,
			   .notations = notation_bit(NOTATION_TXT2TAGS),
			   .style = MARK_TITLE,
			   .level = 1};
	return l->first && l->n <= READER_TITLE;
}

/* The line before turns out to be a title. */
static bool underlined(struct markup_reader *r, const struct markup_line *l, char mark,
		       size_t columns, struct mark *m)
{
	struct adornment under = {mark, columns, l->in, false};
	struct markup_line title = r->before;

	if (title.n == 0)
		return false;
	title.s = r->title;
	under.over = r->over == mark && r->over_columns == columns;
	if (!markup_underlined(&title, &under, m))
		return false;
	if (r->top && (m->notations & notation_bit(NOTATION_INFO))) {
		m->notations = notation_bit(NOTATION_INFO);
		m->style |= MARK_TITLE;
		r->top = false;
	}
	return true;
}

/* What rendered text begins with. */
static void recognise(struct markup_reader *r, const struct markup_line *l)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;

	if (text_starts(s, n, "［＃") || text_starts(s, n, "【テキスト") ||
	    (text_ends(s, n, "］") && text_find(s, n < 1000 ? n : 1000, "［＃")))
		r->aozora = true;
	if (l->in > 0)
		return;
	if (text_starts(s, n, "File: ") && text_find(s, n, "  Node: ")) {
		r->census.signs[NOTATION_INFO]++;
		r->top = text_find(s, n, "  Node: Top,") != NULL;
	}
	if (text_starts(s, n, "Request for Comments") || text_starts(s, n, "Internet-Draft") ||
	    text_starts(s, n, "INTERNET-DRAFT") || text_starts(s, n, "Network Working Group") ||
	    (s[n - 1] == ']' && text_find(s, n, "[Page ")))
		r->rfc = true;
}

/* NAME alone may be any heading; with `xz - pack` below it is that of a manual page. */
static void follow_name(struct markup_reader *r, const struct markup_line *l)
{
	bool far = l->in >= 4;

	if (far && (text_find(l->s, l->n, " - ") || text_find(l->s, l->n, " – ") ||
		    text_find(l->s, l->n, " — ")))
		r->census.signs[NOTATION_MAN]++;
	else if (far && r->name < NAME_LINES) {
		/* long names are wrapped */
		r->name++;
		return;
	}
	r->name = 0;
}

static void remember(struct markup_reader *r, const struct markup_line *l, char mark,
		     size_t columns)
{
	char first = l->s[0];

	r->over = r->adornment;
	r->over_columns = r->columns;
	r->adornment = mark;
	r->columns = columns;
	r->before.n = 0;
	if (l->n <= READER_TITLE && !mark) {
		memcpy(r->title, l->s, l->n);
		r->before = *l;
	}
	/* what AsciiDoc puts above a title does not join it to the text before */
	r->free_before = l->free_before && l->in == 0 &&
			 ((first == '[' && l->s[l->n - 1] == ']') ||
			  text_starts(l->s, l->n, "//") || (first == ':' && l->n > 2));
}

/* Vim help: the heading that a line is, or that it underlines. */
static bool read_vim(struct markup_reader *r, const struct markup_line *l, char mark,
		     size_t columns, struct candidate *out)
{
	struct markup_line above = r->before;
	struct mark m;

	if (markup_vim_follow(&r->vim, l, mark, columns, &m)) {
		fill(out, l, &m);
		census_mark(&r->census, l, &m);
		return true;
	}
	above.s = r->title;
	if (!mark || above.n == 0 || !markup_vim_underlined(&r->vim, &above, mark, columns, &m))
		return false;
	fill(out, &above, &m);
	census_mark(&r->census, &above, &m);
	return true;
}

static bool read_changelog(struct markup_reader *r, const struct markup_line *l,
			   struct candidate *out)
{
	struct mark m;

	switch (markup_changelog_line(l, &m)) {
	case CHANGELOG_VERSION:
		r->changelog = true;
		fill(out, l, &m);
		census_mark(&r->census, l, &m);
		return true;
	case CHANGELOG_DATED:
		r->changelog = true;
		r->census.dated++;
		return false;
	case CHANGELOG_SIGNED:
		r->census.signs[NOTATION_CHANGELOG]++;
		return false;
	case CHANGELOG_CHANGE:
		r->census.changes++;
		return false;
	default:
		return false;
	}
}

/* A caption in help is known by the line below it. */
static bool read_help(struct markup_reader *r, const struct markup_line *l, struct candidate *out)
{
	bool found = markup_help_follow(&r->help, l);
	struct mark m;

	if (found) {
		*out = r->help.caption;
		census_heading(&r->census, NOTATION_HELP);
	}
	r->census.signs[NOTATION_HELP] = r->help.entries;
	if (markup_help_caption(&r->help, l, &m)) {
		fill(&r->help.caption, l, &m);
		r->help.waits = true;
		r->help.gap = false;
		r->help.shouted = text_is_shouted(l->s, l->n);
		r->help.in = l->in;
		r->help.colon = m.title_end < l->n;
	}
	return found;
}

/* <h1> may stand above its words, or its pictures do. */
static bool read_html(struct markup_reader *r, const struct markup_line *l, struct candidate *out)
{
	bool ends = false, found;
	struct mark m;

	found = markup_html_inside(l, r->html, &m, &ends);
	if (found)
		fill(out, l, &m);
	if (found || ends || ++r->html_lines == HTML_LINES)
		r->html = 0;
	return found;
}

static void follow_html(struct markup_reader *r, const struct markup_line *l)
{
	r->html = (uint8_t)markup_html_opens(l);
	r->html_lines = 0;
}

/* What texts that show in their first lines what they are have beside the marks of all. */
static bool read_known(struct markup_reader *r, const struct markup_line *l, char mark,
		       size_t columns, struct candidate *out)
{
	if ((l->first || r->vim.is) && read_vim(r, l, mark, columns, out))
		return true;
	if ((l->first || r->changelog) && read_changelog(r, l, out))
		return true;
	return read_help(r, l, out);
}

unsigned markup_reader_line(struct markup_reader *r, struct markup_line *l, struct candidate *out)
{
	char first = l->s[l->in], mark = 0;
	unsigned result = 0;
	size_t columns = 0;
	struct mark m;
	struct file_mark file;

	assert(l->in < l->n);
	l->free_before = l->blank_before || r->free_before;
	l->blank_before = l->blank_before || r->closed;
	r->closed = false;
	if ((unsigned char)first < 0x80 && !text_letter(first) && !text_digit(first))
		mark = markup_adornment(l->s, l->n, &columns);
	if (mark) {
		result |= READER_ADORNMENT;
		struct markup_line above = r->before;

		above.s = r->title;
		if (!r->vim.is && underlined(r, l, mark, columns, &m)) {
			result |= READER_MARK;
			l->below_title = true;
			l->underline = m.notations & notation_bit(NOTATION_ASCIIDOC);
			r->closed = m.notations & notation_bit(NOTATION_MARKDOWN);
			fill(out, &above, &m);
			census_mark(&r->census, &above, &m);
		}
	}
	if (markup_blocks_are_possible(&r->blocks, first))
		l->inside = markup_blocks_follow(&r->blocks, l);
	census_line(&r->census, l);
	recognise(r, l);
	if (r->name)
		follow_name(r, l);
	/* what a hunk counts must be followed, whatever it looks like */
	if (!(result & READER_MARK) && read_known(r, l, mark, columns, out)) {
		result |= READER_MARK;
	} else if (r->html && !result) {
		result |= read_html(r, l, out) ? READER_MARK : 0;
	} else if (markup_files_are_possible(&r->files, first) &&
		   markup_files_follow(&r->files, l, &file) && fill_file(out, l, &file)) {
		result |= READER_MARK | (file.level == 1 ? READER_INSTEAD : 0);
	} else if (!mark && markup_is_possible(first) && markup_match(l, &m)) {
		result |= READER_MARK;
		fill(out, l, &m);
		census_mark(&r->census, l, &m);
	} else if (!result && first_line(l, &m)) {
		result |= READER_MARK;
		fill(out, l, &m);
	}
	if (first == '<' && !r->html)
		follow_html(r, l);
	remember(r, l, mark, columns);
	return result;
}

void markup_reader_blank(struct markup_reader *r)
{
	census_blank(&r->census);
	markup_files_blank(&r->files);
	markup_vim_blank(&r->vim);
	markup_help_blank(&r->help);
	r->before.n = 0;
	r->adornment = r->over = 0;
	r->free_before = true;
}

void markup_reader_forget_line(struct markup_reader *r)
{
	r->before.n = 0;
}

bool markup_reader_man(struct markup_reader *r, const char *s, size_t n)
{
	static const char *const names[] = {"NAME", "NOM",  "NOMBRE", "BEZEICHNUNG",
					    "名前", "名称", "名稱"};

	if (markup_is_man_head(s, n)) {
		r->man = true;
		r->census.signs[NOTATION_MAN]++;
		return true;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (text_is(s, n, names[i]))
			r->man = (r->name = 1) != 0;
	return false;
}

unsigned markup_reader_notation(const struct markup_reader *r)
{
	return census_notation(&r->census, &r->blocks, &r->files);
}
