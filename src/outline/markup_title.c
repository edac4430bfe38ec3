/* SPDX-License-Identifier: MIT */
/* Titles as they are read: without the marks inside of them. */
#include <assert.h>
#include <string.h>

#include "outline/markup.h"
#include "outline/markup_text.h"

/* What a notation writes around words, and how it writes links. */
static const struct title_marks {
	uint8_t notation;
	bool brackets;         /* [text](url), ![text](url), [text][id] */
	char escape;           /* takes the meaning from the mark behind it */
	const char *pairs[10]; /* a pair's mark, the longer before the shorter */
} rows[] = {
	{NOTATION_MARKDOWN, true, '\\', {"``", "`", "***", "**", "__", "~~", "*", "_"}},
	{NOTATION_RST, false, '\\', {"``", "**", "`", "*"}},
	{NOTATION_ASCIIDOC, false, '\\', {"**", "__", "``", "##", "*", "_", "`", "+"}},
	{NOTATION_ORG, false, 0, {"=", "~", "*", "/", "_", "+"}},
	{NOTATION_TEXTILE, false, 0, {"**", "__", "@", "*", "_"}},
	{NOTATION_TXT2TAGS, false, 0, {"**", "//", "__", "``"}},
	{NOTATION_MEDIAWIKI, false, 0, {"'''''", "'''", "''"}},
};

/* Longer titles are left as they are: a bound for time and depth. */
#define CLEAN_LONGEST 512

struct title {
	const char *s;
	size_t n;
	const struct title_marks *row;
	struct buffer *out;
	bool pictures; /* are read by what stands for them: there is nothing else */
};

static void clean(const struct title *t, size_t from, size_t to);

/* [text](url): what is read of it; 0 if there is no link at pos, else its length. */
static size_t take_link(const struct title *t, size_t pos, size_t to)
{
	size_t from = pos + (t->s[pos] == '!'), depth = 0, end = from, close;

	if (from >= to || t->s[from] != '[')
		return 0;
	for (; end < to; end++) {
		depth += t->s[end] == '[';
		depth -= t->s[end] == ']';
		if (depth == 0)
			break;
	}
	if (end + 1 >= to || !strchr("([", t->s[end + 1]))
		return 0;
	close = end + 2;
	while (close < to && t->s[close] != (t->s[end + 1] == '(' ? ')' : ']'))
		close++;
	if (close >= to)
		return 0;
	if (from == pos || t->pictures)
		clean(t, from + 1, end);
	return close + 1 - pos;
}

/* <a name="x">, <br/>, </code>: the length of a tag of HTML at pos, 0 if there is none. */
static size_t take_tag(const struct title *t, size_t pos, size_t to)
{
	static const char *const names[] = {
		"a",      "b",   "br",  "center", "code", "del",     "div",   "em",
		"font",   "h1",  "h2",  "h3",     "h4",   "h5",      "h6",    "i",
		"img",    "ins", "kbd", "p",      "s",    "samp",    "small", "span",
		"strong", "sub", "sup", "tt",     "u",    "picture", "source"};
	size_t name = pos + 1 + (pos + 1 < to && t->s[pos + 1] == '/'), len = 0;
	const char *close = memchr(t->s + pos, '>', to - pos);

	if (!close)
		return 0;
	while (name + len < to && (text_letter(t->s[name + len]) || text_digit(t->s[name + len])))
		len++;
	if (len == 0 || name + len >= to || !strchr(" />\t", t->s[name + len]))
		return 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (len == strlen(names[i]) && text_starts_folded(t->s + name, len, names[i]))
			return (size_t)(close - t->s) + 1 - pos;
	return 0;
}

/* &amp; and the like: the length of one at pos, 0 if there is none. */
static size_t take_entity(const struct title *t, size_t pos, size_t to)
{
	static const struct {
		const char *name;
		char means;
	} entities[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
			{"&quot;", '"'}, {"&nbsp;", ' '}, {"&#39;", '\''}};

	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		if (!text_starts(t->s + pos, to - pos, entities[i].name))
			continue;
		buffer_append_byte(t->out, entities[i].means);
		return strlen(entities[i].name);
	}
	return 0;
}

/* [[target|text]] of Org ([[target][text]]) and MediaWiki. */
static size_t take_wiki_link(const struct title *t, size_t pos, size_t to)
{
	const char *close, *text;
	size_t from = pos + 2, end;

	if (!text_starts(t->s + pos, to - pos, "[["))
		return 0;
	close = text_find(t->s + from, to - from, "]]");
	if (!close)
		return 0;
	end = (size_t)(close - t->s);
	text = t->row->notation == NOTATION_ORG ? text_find(t->s + from, end - from, "][")
						: memchr(t->s + from, '|', end - from);
	if (text)
		from = (size_t)(text - t->s) + (t->row->notation == NOTATION_ORG ? 2 : 1);
	clean(t, from, end);
	return end + 2 - pos;
}

/* https://example.org[text], link:file[text], <<ref,text>> and [[anchor]] of AsciiDoc. */
static size_t take_macro(const struct title *t, size_t pos, size_t to)
{
	static const char *const starts[] = {"https://", "http://", "link:", "xref:", "mailto:"};
	const char *open, *close = NULL;
	size_t from = pos + 2;

	if (text_starts(t->s + pos, to - pos, "[["))
		close = text_find(t->s + from, to - from, "]]");
	else if (text_starts(t->s + pos, to - pos, "<<"))
		close = text_find(t->s + from, to - from, ">>");
	if (close) {
		open = memchr(t->s + from, ',', (size_t)(close - t->s) - from);
		if (t->s[pos] == '<')
			clean(t, open ? (size_t)(open - t->s) + 1 : from, (size_t)(close - t->s));
		return (size_t)(close - t->s) + 2 - pos;
	}
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (!text_starts(t->s + pos, to - pos, starts[i]))
			continue;
		open = memchr(t->s + pos, '[', to - pos);
		close = open ? memchr(open, ']', to - (size_t)(open - t->s)) : NULL;
		if (!close || close == open + 1 ||
		    memchr(t->s + pos, ' ', (size_t)(open - t->s) - pos))
			return 0;
		clean(t, (size_t)(open - t->s) + 1, (size_t)(close - t->s));
		return (size_t)(close - t->s) + 1 - pos;
	}
	return 0;
}

/* Whether a mark is set off: `snake_case` and 2 * 3 * 4 have none. */
static bool opens(const struct title *t, size_t pos, size_t len, size_t to)
{
	char mark = t->s[pos];

	if (pos + len >= to || text_blank(t->s[pos + len]))
		return false;
	return mark == '`' || mark == '\'' || pos == 0 || !text_word(t->s[pos - 1]);
}

/* **words**: 0 if there is no pair at pos, else its length. */
static size_t take_pair(const struct title *t, size_t pos, size_t to)
{
	for (size_t i = 0; i < 10 && t->row->pairs[i]; i++) {
		const char *mark = t->row->pairs[i], *close;
		size_t len = strlen(mark), end;

		if (!text_starts(t->s + pos, to - pos, mark) || !opens(t, pos, len, to))
			continue;
		close = text_find(t->s + pos + len, to - pos - len, mark);
		if (!close)
			continue;
		end = (size_t)(close - t->s);
		if (end == pos + len || text_blank(t->s[end - 1]) ||
		    (mark[0] != '`' && mark[0] != '\'' && end + len < to &&
		     text_word(t->s[end + len])))
			continue;
		if (mark[0] == '`')
			buffer_append(t->out, t->s + pos + len, end - pos - len);
		else
			clean(t, pos + len, end);
		return end + len - pos;
	}
	return 0;
}

static void clean(const struct title *t, size_t from, size_t to)
{
	size_t pos = from;

	while (pos < to) {
		size_t taken = 0;

		if (t->row->escape && t->s[pos] == t->row->escape && pos + 1 < to &&
		    !text_word(t->s[pos + 1])) {
			buffer_append_byte(t->out, t->s[pos + 1]);
			pos += 2;
			continue;
		}
		if (t->row->brackets && t->s[pos] == '<')
			taken = take_tag(t, pos, to);
		else if (t->row->brackets && t->s[pos] == '&')
			taken = take_entity(t, pos, to);
		else if (t->row->brackets)
			taken = take_link(t, pos, to);
		else if (t->row->notation == NOTATION_ASCIIDOC)
			taken = strchr("[<hlxm", t->s[pos]) ? take_macro(t, pos, to) : 0;
		else if (t->s[pos] == '[')
			taken = take_wiki_link(t, pos, to);
		if (!taken)
			taken = take_pair(t, pos, to);
		if (!taken) {
			buffer_append_byte(t->out, t->s[pos]);
			taken = 1;
		}
		pos += taken;
	}
}

/* \- \& \fB \(aq \[dq] of roff. */
static void clean_roff(const char *s, size_t n, struct buffer *out)
{
	for (size_t i = 0; i < n; i++) {
		char c = i + 1 < n ? s[i + 1] : 0;

		if (s[i] != '\\' || c == 0) {
			buffer_append_byte(out, s[i]);
			continue;
		}
		i++;
		if (c == 'f' && i + 1 < n) {
			i += s[i + 1] == '(' ? 3 : 1;
		} else if (c == '(' && i + 2 < n) {
			if (s[i + 1] == 'a' || s[i + 1] == 'c')
				buffer_append_byte(out, '\'');
			else if (s[i + 1] == 'd' || s[i + 1] == 'l' || s[i + 1] == 'r')
				buffer_append_byte(out, '"');
			else
				buffer_append_byte(out, '-');
			i += 2;
		} else if (c == '-' || c == ' ' || c == '~' || c == 'e') {
			buffer_append_byte(out, c == 'e' ? '\\' : c == '~' ? ' ' : c);
		} else if (c == '"') {
			return; /* a comment */
		}
	}
}

/* \emph{words}, ~ and braces of LaTeX: commands go, their arguments stay. */
static void clean_latex(const char *s, size_t n, struct buffer *out)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\\' && i + 1 < n) {
			if (!text_letter(s[i + 1])) {
				i++;
				buffer_append_byte(out, s[i] == '\\' ? ' ' : s[i]);
				continue;
			}
			while (i + 1 < n && text_letter(s[i + 1]))
				i++;
			i += i + 1 < n && s[i + 1] == ' ';
		} else if (s[i] == '~') {
			buffer_append_byte(out, ' ');
		} else if (s[i] != '{' && s[i] != '}') {
			buffer_append_byte(out, s[i]);
		}
	}
}

/* @code{words}, @@ and --- of Texinfo. */
static void clean_texinfo(const char *s, size_t n, struct buffer *out)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = 0;

		if (s[i] == '@' && i + 1 < n && text_letter(s[i + 1])) {
			while (i + 1 + len < n && text_letter(s[i + 1 + len]))
				len++;
			i += len + (i + 1 + len < n && s[i + 1 + len] == '{');
		} else if (s[i] == '@' && i + 1 < n) {
			buffer_append_byte(out, s[++i]);
		} else if (s[i] != '{' && s[i] != '}') {
			buffer_append_byte(out, s[i]);
		}
	}
}

/* C<code>, E<lt>, L<text|target> of Perl's documentation. */
static void clean_pod(const char *s, size_t n, struct buffer *out)
{
	size_t open = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] >= 'A' && s[i] <= 'Z' && i + 1 < n && s[i + 1] == '<' &&
		    (i == 0 || !text_letter(s[i - 1]))) {
			const char *rest = s + i + 2;
			size_t left = n - i - 2;

			if (text_starts(s + i, n - i, "E<lt>") ||
			    text_starts(s + i, n - i, "E<gt>")) {
				buffer_append_byte(out, s[i + 2] == 'l' ? '<' : '>');
				i += 4;
				continue;
			}
			open++;
			i += 1 + text_run(rest, left, '<');
		} else if (s[i] == '>' && open > 0) {
			open--;
		} else {
			buffer_append_byte(out, s[i]);
		}
	}
}

/* *tags* and |links| of Vim help lose their marks. */
static void clean_vim(const char *s, size_t n, struct buffer *out)
{
	for (size_t i = 0; i < n; i++) {
		bool edge = i == 0 || i + 1 == n || !text_word(s[i - 1]) || !text_word(s[i + 1]);

		if ((s[i] != '*' && s[i] != '|') || !edge ||
		    (i > 0 && i + 1 < n && s[i - 1] == ' ' && s[i + 1] == ' '))
			buffer_append_byte(out, s[i] == '\t' ? ' ' : s[i]);
	}
}

/* Takes the blanks off that stood around a tag or a picture. */
static void trim(struct buffer *out, size_t begin)
{
	size_t to = begin;

	for (size_t from = begin; from < out->len; from++)
		if (!text_blank(out->data[from]) || (to > begin && out->data[to - 1] != ' '))
			out->data[to++] = out->data[from];
	buffer_truncate(out, begin + text_trimmed(out->data + begin, to - begin));
}

/* The notations whose titles have a syntax of their own; the others are cleaned by rows. */
static void (*const cleaners[NOTATION_COUNT])(const char *, size_t, struct buffer *) = {
	[NOTATION_ROFF] = clean_roff, [NOTATION_LATEX] = clean_latex,
	[NOTATION_POD] = clean_pod,   [NOTATION_TEXINFO] = clean_texinfo,
	[NOTATION_VIM] = clean_vim,
};

void markup_title_clean(unsigned notation, const char *title, size_t n, struct buffer *out)
{
	struct title t = {title, n, NULL, out, false};
	size_t before;

	assert(notation < NOTATION_COUNT && out);
	before = out->len;
	if (cleaners[notation]) {
		cleaners[notation](title, n, out);
		return;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].notation == notation)
			t.row = &rows[i];
	if (!t.row || n > CLEAN_LONGEST) {
		buffer_append(out, title, n);
		return;
	}
	clean(&t, 0, n);
	if (t.row->brackets && !text_has_word(out->data + before, out->len - before)) {
		buffer_truncate(out, before);
		t.pictures = true;
		clean(&t, 0, n);
	}
	if (t.row->brackets && out->len > before)
		trim(out, before);
}
