/* SPDX-License-Identifier: MIT */
#include "outline/markup.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "outline/markup_text.h"

#define TITLE_LONGEST 300 /* bytes that an underlined title may have */

/* A title between two bytes of the line, without blanks around it. */
static bool set_title(const struct markup_line *l, struct mark *m, size_t from, size_t to)
{
	while (from < to && text_blank(l->s[from]))
		from++;
	m->title = from;
	m->title_end = from + text_trimmed(l->s + from, to - from);
	return m->title < m->title_end;
}

#define BOLD_LABEL 32 /* bytes of a label in bold, and its marks */

/* Whether there are words outside of tags. */
static bool html_has_word(const char *s, size_t n)
{
	bool tag = false;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '<' || s[i] == '>')
			tag = s[i] == '<';
		else if (!tag && text_has_word(s + i, 1))
			return true;
	}
	return false;
}

/* # <img src="x" alt="Lark">: a title that has no words is read by what stands for its picture. */
static bool use_picture(const struct markup_line *l, struct mark *m)
{
	static const char name[] = "alt=\"";
	const char *alt, *close;
	size_t n = m->title_end - m->title;

	if (l->s[m->title] != '<' || html_has_word(l->s + m->title, n))
		return true;
	alt = text_find(l->s + m->title, n, name);
	if (!alt)
		return false;
	alt += strlen(name);
	close = memchr(alt, '"', (size_t)(l->s + m->title_end - alt));
	if (!close || !set_title(l, m, (size_t)(alt - l->s), (size_t)(close - l->s)))
		return false;
	m->begin = m->title;
	return true;
}

/* `## Title ##`, also {#id} behind it. */
static bool match_hashes(const struct markup_line *l, struct mark *m)
{
	size_t in = text_starts(l->s, l->n, "\xEF\xBB\xBF") ? 3 : l->in;
	size_t depth = text_run(l->s + in, l->n - in, '#'), end = l->n, close;

	if (l->in > 3 || memchr(l->s, '\t', l->in) || depth > 6 || in + depth >= end ||
	    !text_blank(l->s[in + depth]))
		return false;
	m->begin = in;
	m->level = (uint8_t)depth;
	if (end > in + 3 && l->s[end - 1] == '}') {
		for (close = end - 1; close > in + depth && l->s[close] != '{'; close--)
			;
		if (text_starts(l->s + close, end - close, "{#") ||
		    text_starts(l->s + close, end - close, "{."))
			end = text_trimmed(l->s, close);
	}
	for (close = end; close > in + depth && l->s[close - 1] == '#'; close--)
		;
	if (text_blank(l->s[close - 1]))
		end = close;
	return set_title(l, m, in + depth, end) && use_picture(l, m);
}

/* `== T`, `== T ==`, `= T =[label]`: AsciiDoc, MediaWiki, txt2tags. */
static bool match_signs(const struct markup_line *l, struct mark *m)
{
	char sign = l->s[l->in];
	size_t depth = text_run(l->s + l->in, l->n - l->in, sign), end = l->n, close;
	uint32_t closed = notation_bit(NOTATION_TXT2TAGS);

	if (depth > 6 || l->in + depth == l->n)
		return false;
	m->level = (uint8_t)depth;
	m->begin = l->in;
	depth += l->in;
	if (sign == '=' && l->in == 0 && l->free_before && text_blank(l->s[depth]))
		m->notations |= notation_bit(NOTATION_ASCIIDOC);
	if (l->s[end - 1] == ']')
		for (close = end - 1; close > depth && l->s[close] != '['; close--)
			if (l->s[close - 1] == '[' && l->s[close - 2] == sign)
				end = close - 1;
	for (close = end; close > depth && l->s[close - 1] == sign; close--)
		;
	/* =T= is set in bold, and +   T   + is a row of a box */
	if (end - close == m->level && close > depth &&
	    (m->level > 1 || text_blank(l->s[close - 1])) &&
	    (sign == '=' ||
	     (!text_starts(l->s + depth, l->n - depth, "  ") && !text_ends(l->s, close, "  ")))) {
		if (sign == '=' && end == l->n && l->in == 0)
			closed |= notation_bit(NOTATION_MEDIAWIKI);
		m->notations |= closed;
		end = close;
	} else if (sign == '=' && end - close > 2) {
		end = close; /* == T ======= */
	}
	/* [[id]] behind the title */
	if (m->notations == notation_bit(NOTATION_ASCIIDOC) && text_ends(l->s, end, "]]")) {
		for (close = end - 2; close > depth + 1 && l->s[close] != '['; close--)
			;
		if (l->s[close - 1] == '[')
			end = close - 1;
	}
	/* +----+ is the edge of a box */
	return set_title(l, m, depth, end) &&
	       text_has_word(l->s + m->title, m->title_end - m->title);
}

/* The end of a word of capitals at pos, with a blank or nothing behind it; pos if there is none. */
static size_t keyword_end(const struct markup_line *l, size_t pos)
{
	static const char *const words[] = {"TODO",    "DONE",      "NEXT",       "WAIT",
					    "WAITING", "HOLD",      "CANCELED",   "CANCELLED",
					    "STARTED", "DELEGATED", "COMMENT",    "SOMEDAY",
					    "MAYBE",   "FIXME",     "IN-PROGRESS"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i]);

		if (text_starts(l->s + pos, l->n - pos, words[i]) &&
		    (pos + len == l->n || text_blank(l->s[pos + len])))
			return pos + len;
	}
	return pos;
}

static size_t skip_blanks(const struct markup_line *l, size_t pos)
{
	while (pos < l->n && text_blank(l->s[pos]))
		pos++;
	return pos;
}

/* Where the tags of an Org headline begin: ` :a:b:` at the line's end; its length if none. */
static size_t org_tags(const struct markup_line *l, size_t from)
{
	size_t pos = l->n;

	if (l->s[pos - 1] != ':')
		return pos;
	while (pos > from && (text_word(l->s[pos - 1]) || strchr(":@#%", l->s[pos - 1]) ||
			      (unsigned char)l->s[pos - 1] >= 0x80))
		pos--;
	if (pos == from || !text_blank(l->s[pos - 1]) || l->s[pos] != ':' || l->n - pos < 3)
		return l->n;
	return pos;
}

/* `** TODO [#A] Title :tag:`. */
static bool match_stars(const struct markup_line *l, struct mark *m)
{
	size_t depth = text_run(l->s, l->n, '*'), pos, next;

	if (l->in > 0 || depth > 20 || depth >= l->n || l->s[depth] != ' ')
		return false;
	m->notations = notation_bit(NOTATION_ORG);
	m->level = (uint8_t)(depth < 6 ? depth : 6);
	pos = skip_blanks(l, depth);
	next = keyword_end(l, pos);
	pos = skip_blanks(l, next);
	if (pos + 4 <= l->n && text_starts(l->s + pos, l->n - pos, "[#") && l->s[pos + 3] == ']')
		pos = skip_blanks(l, pos + 4);
	pos = skip_blanks(l, keyword_end(l, pos));
	if (!set_title(l, m, pos, org_tags(l, pos)))
		return false;
	m->begin = m->title;
	return true;
}

/* `**第一条** text`: the articles of statutes in Markdown. */
static bool match_bold_label(const struct markup_line *l, struct mark *m)
{
	const char *s = l->s + l->in + 2, *close;
	size_t n = l->n - l->in;

	if (l->in > 0 || n < 12 || s[-1] != '*' || !text_starts(s, n - 2, "第"))
		return false;
	close = text_find(s, n - 2 < BOLD_LABEL ? n - 2 : BOLD_LABEL, "**");
	if (!close || (memcmp(close - 3, "条", 3) != 0 && memcmp(close - 3, "條", 3) != 0))
		return false;
	m->level = 6;
	m->begin = m->title = l->in + 2;
	m->title_end = (size_t)(close - l->s);
	return true;
}

/* `#+TITLE: T`. */
static bool match_org_title(const struct markup_line *l, struct mark *m)
{
	if (l->in > 0 || !text_starts_folded(l->s, l->n, "#+title:"))
		return false;
	m->notations = notation_bit(NOTATION_ORG);
	m->style = MARK_TITLE;
	m->level = 1;
	if (!set_title(l, m, 8, l->n))
		return false;
	m->begin = m->title;
	return true;
}

/* `h2. T`, `h2(class#id){style}[en]. T`. */
static bool match_textile(const struct markup_line *l, struct mark *m)
{
	static const char open[] = "({[", close[] = ")}]";
	size_t pos = 2;

	if (l->in > 0 || l->n < 5 || l->s[1] < '1' || l->s[1] > '6')
		return false;
	while (pos < l->n && l->s[pos] != '.') {
		const char *kind = strchr(open, l->s[pos]), *end;

		if (strchr("<>=", l->s[pos])) {
			pos++;
			continue;
		}
		if (!kind)
			return false;
		end = memchr(l->s + pos, close[kind - open], l->n - pos);
		if (!end)
			return false;
		pos = (size_t)(end - l->s) + 1;
	}
	if (pos + 2 >= l->n || l->s[pos + 1] != ' ')
		return false;
	m->notations = notation_bit(NOTATION_TEXTILE);
	m->level = (uint8_t)(l->s[1] - '0');
	if (!set_title(l, m, pos + 1, l->n))
		return false;
	m->begin = m->title;
	return true;
}

/* `\section*[short]{T}`. */
static bool match_latex(const struct markup_line *l, struct mark *m)
{
	static const char *const words[] = {"\\part",       "\\chapter",       "\\section",
					    "\\subsection", "\\subsubsection", "\\paragraph"};
	size_t pos = 0, open = 0, begin, i;

	m->notations = notation_bit(NOTATION_LATEX);
	if (text_starts(l->s + l->in, l->n - l->in, "\\title{")) {
		pos = l->in + 6;
		m->level = 1;
		m->style = MARK_TITLE;
	}
	for (i = 0; i < 6 && !pos; i++) {
		size_t end = l->in + strlen(words[i]);

		if (text_starts(l->s + l->in, l->n - l->in, words[i]) && end < l->n &&
		    strchr("*[{", l->s[end])) {
			pos = end + (l->s[end] == '*');
			m->level = (uint8_t)(i + 1);
		}
	}
	if (pos && pos < l->n && l->s[pos] == '[') {
		const char *end = memchr(l->s + pos, ']', l->n - pos);

		pos = end ? (size_t)(end - l->s) + 1 : pos;
	}
	if (pos == 0 || pos >= l->n || l->s[pos] != '{')
		return false;
	begin = ++pos;
	for (; pos < l->n && (l->s[pos] != '}' || open > 0); pos++) {
		if (l->s[pos] == '\\')
			pos++;
		else if (l->s[pos] == '{')
			open++;
		else if (l->s[pos] == '}')
			open--;
	}
	if (!set_title(l, m, begin, pos < l->n ? pos : l->n))
		return false;
	m->begin = m->title;
	return true;
}

/* `@chapter T` */
static bool match_texinfo(const struct markup_line *l, struct mark *m)
{
	static const struct {
		const char *word;
		uint8_t level;
	} rows[] = {{"@settitle", 0},         {"@chapter", 1},
		    {"@unnumbered", 1},       {"@appendix", 1},
		    {"@majorheading", 1},     {"@chapheading", 1},
		    {"@section", 2},          {"@unnumberedsec", 2},
		    {"@appendixsec", 2},      {"@heading", 2},
		    {"@subsection", 3},       {"@unnumberedsubsec", 3},
		    {"@appendixsubsec", 3},   {"@subheading", 3},
		    {"@subsubsection", 4},    {"@unnumberedsubsubsec", 4},
		    {"@appendixsubsubsec", 4}};

	if (l->in > 0)
		return false;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t len = strlen(rows[i].word);

		if (len + 1 >= l->n || l->s[len] != ' ' || !text_starts(l->s, l->n, rows[i].word))
			continue;
		m->level = rows[i].level > 0 ? rows[i].level : 1;
		m->style = rows[i].level > 0 ? 0 : MARK_TITLE;
		if (!set_title(l, m, len, l->n))
			return false;
		m->begin = m->title;
		return true;
	}
	return false;
}

/* `=head2 T` */
static bool match_pod(const struct markup_line *l, struct mark *m)
{
	if (l->in > 0 || l->n < 8 || !text_starts(l->s, l->n, "=head") || l->s[5] < '1' ||
	    l->s[5] > '6' || !text_blank(l->s[6]) || !set_title(l, m, 6, l->n))
		return false;
	m->level = (uint8_t)(l->s[5] - '0');
	m->begin = m->title;
	return true;
}

/* `.SH "T"`, `.SS`, `.Sh`, `.Ss`. */
static bool match_roff(const struct markup_line *l, struct mark *m)
{
	static const char *const requests[] = {".SH", ".Sh", ".SS", ".Ss"};
	size_t i = 0, pos, end = l->n;

	while (i < 4 && !text_starts(l->s, l->n, requests[i]))
		i++;
	if (l->in > 0 || i == 4 || l->n < 5 || !text_blank(l->s[3]))
		return false;
	m->notations = notation_bit(NOTATION_ROFF);
	m->level = i < 2 ? 1 : 2;
	pos = skip_blanks(l, 4);
	if (pos < end && l->s[pos] == '"') {
		const char *close = memchr(l->s + pos + 1, '"', end - pos - 1);

		end = close ? (size_t)(close - l->s) : end;
		pos++;
	}
	if (!set_title(l, m, pos, end))
		return false;
	/* a section ends what is set as it stands, but so may an example look */
	if (l->nofill && !text_is_shouted(l->s + m->title, m->title_end - m->title))
		return false;
	m->begin = m->title;
	return true;
}

/* <h2 align="center">: its level, and where it ends; 0 if there is none. */
static unsigned html_open(const struct markup_line *l, size_t *end)
{
	size_t at = l->in + 3;
	const char *close;

	if (l->in > 3 || at >= l->n || (l->s[l->in + 1] | 0x20) != 'h' || l->s[at - 1] < '1' ||
	    l->s[at - 1] > '6' || !strchr("> ", l->s[at]))
		return 0;
	close = memchr(l->s + at, '>', l->n - at);
	*end = close ? (size_t)(close - l->s) + 1 : l->n;
	return (unsigned)(l->s[at - 1] - '0');
}

/* Where </h2> begins; l->n if nowhere. */
static size_t html_close(const struct markup_line *l, size_t from)
{
	const char *close = text_find(l->s + from, l->n - from, "</h");

	if (!close)
		close = text_find(l->s + from, l->n - from, "</H");
	return close ? (size_t)(close - l->s) : l->n;
}

static bool html_set(const struct markup_line *l, size_t from, size_t to, unsigned level,
		     struct mark *m)
{
	*m = (struct mark){.notations = notation_bit(NOTATION_MARKDOWN) & ~l->inside,
			   .style = MARK_HTML,
			   .level = (uint8_t)level};
	if (!m->notations || !set_title(l, m, from, to) ||
	    !html_has_word(l->s + m->title, m->title_end - m->title))
		return false;
	m->begin = m->title;
	return true;
}

/* `<h1>T</h1>` */
static bool match_html(const struct markup_line *l, struct mark *m)
{
	size_t begin = 0;
	unsigned level = html_open(l, &begin);

	return level > 0 && html_set(l, begin, html_close(l, begin), level, m);
}

unsigned markup_html_opens(const struct markup_line *l)
{
	size_t begin = 0;
	unsigned level = l->s[l->in] == '<' ? html_open(l, &begin) : 0;

	return level > 0 && html_close(l, begin) == l->n &&
			       !html_has_word(l->s + begin, l->n - begin)
		       ? level
		       : 0;
}

bool markup_html_inside(const struct markup_line *l, unsigned level, struct mark *m, bool *ends)
{
	size_t close = html_close(l, 0);

	*ends = close < l->n;
	return html_set(l, l->in, close, level, m);
}

/* One row a shape of line: how its text begins, and who takes it. */
static const struct shape {
	char first;
	uint32_t notations; /* 0: the matcher says */
	bool (*match)(const struct markup_line *l, struct mark *m);
} shapes[] = {
	{'#', 1u << NOTATION_MARKDOWN, match_hashes},
	{'\xEF', 1u << NOTATION_MARKDOWN, match_hashes}, /* behind a byte order mark */
	{'#', 0, match_org_title},
	{'=', 0, match_signs},
	{'=', 1u << NOTATION_POD, match_pod},
	{'+', 0, match_signs},
	{'*', 0, match_stars},
	{'*', 1u << NOTATION_MARKDOWN, match_bold_label},
	{'h', 0, match_textile},
	{'\\', 0, match_latex},
	{'<', 1u << NOTATION_MARKDOWN, match_html},
	{'.', 0, match_roff},
	{'@', 1u << NOTATION_TEXINFO, match_texinfo},
};

bool markup_is_possible(char first)
{
	static const bool possible[256] = {
		['#'] = true,  ['='] = true, ['+'] = true, ['*'] = true, ['h'] = true,
		['\\'] = true, ['.'] = true, ['<'] = true, ['@'] = true, [0xEF] = true};

	return possible[(unsigned char)first];
}

bool markup_match(const struct markup_line *l, struct mark *m)
{
	char first = l->s[l->in];

	assert(l->in < l->n);
	if (first == '\xEF' && !(l->first && text_starts(l->s, l->n, "\xEF\xBB\xBF#")))
		return false;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (shapes[i].first != first)
			continue;
		*m = (struct mark){.notations = shapes[i].notations};
		if (!shapes[i].match(l, m))
			continue;
		m->notations &= ~l->inside;
		if (m->notations)
			return true;
	}
	return false;
}

char markup_adornment(const char *s, size_t n, size_t *columns)
{
	size_t end = text_trimmed(s, n), in = text_run(s, end, ' ');

	*columns = end - in;
	if (in > 3 || end - in < 2 || !strchr("=-~^\"'`*+#<>:._!$%&(),/;?@[\\]{|}", s[in]) ||
	    text_run(s + in, end - in, s[in]) < end - in)
		return 0;
	return s[in];
}

/* The cells of a text, and its characters: underlines are drawn by either. */
static void measure(const char *s, size_t n, size_t *columns, size_t *characters)
{
	size_t pos = 0;

	*columns = *characters = 0;
	while (pos < n) {
		uint32_t c;

		pos += utf8_decode(s + pos, n - pos, &c);
		*characters += 1;
		*columns += (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xD7A3) ||
					    (c >= 0xF900 && c <= 0xFAFF) ||
					    (c >= 0xFF01 && c <= 0xFF60) ||
					    (c >= 0x1F300 && c <= 0x3FFFF)
				    ? 2
				    : 1;
	}
}

/* Which notations take the title by its length. */
static uint32_t by_length(const struct markup_line *l, const struct adornment *under,
			  struct mark *m)
{
	size_t wide, count, has = under->columns;
	uint32_t takers = 0;
	bool near, free = l->free_before && !under->over && l->in == 0 && under->in == 0;

	measure(l->s + m->title, m->title_end - m->title, &wide, &count);
	near = has + 2 >= count && has <= wide + 4;
	if (!near && !under->over)
		m->style |= MARK_FUZZY;
	if (has < 3 && has < wide)
		return 0;
	if (strchr("=-", under->mark) && l->blank_before && has >= 3)
		takers |= notation_bit(NOTATION_MARKDOWN);
	/* too short an underline is one all the same, to docutils, from four marks on */
	if ((has + 2 >= count || (has >= 4 && (under->over || has * 2 >= count))) &&
	    (under->over || (l->blank_before && l->in == 0 && under->in == 0)))
		takers |= notation_bit(NOTATION_RST);
	/* drawn by columns, or by characters that are mostly wide */
	if (free && strchr("=-~^+", under->mark) && has + 3 >= count && has <= wide + 3 &&
	    (has + 3 >= wide || has <= count + 3))
		takers |= notation_bit(NOTATION_ASCIIDOC);
	if (free && strchr("*=-.", under->mark) && has + 3 >= count && has <= wide + 3)
		takers |= notation_bit(NOTATION_INFO);
	return takers;
}

bool markup_underlined(const struct markup_line *l, const struct adornment *under, struct mark *m)
{
	bool listed = strchr("-*+>|#", l->s[l->in]) != NULL;

	*m = (struct mark){0};
	if (l->in > 3 || l->n - l->in > TITLE_LONGEST || memchr(l->s, '\t', l->n))
		return false;
	m->level = under->mark == '=' ? 1 : 2;
	m->style = (uint32_t)(unsigned char)under->mark | (under->over ? MARK_OVER : 0);
	if (!set_title(l, m, l->in, l->n))
		return false;
	m->begin = m->title;
	/* a row of a table, or an entry of a list above a rule */
	if (!text_has_word(l->s + m->title, m->title_end - m->title))
		return false;
	if (markup_is_running(l->s, l->n) || (listed && text_blank(l->s[l->in + 1])))
		return false;
	m->notations = by_length(l, under, m) & ~l->inside;
	if (strchr(".[/", l->s[l->in]))
		m->notations &= ~notation_bit(NOTATION_ASCIIDOC);
	return m->notations != 0;
}
