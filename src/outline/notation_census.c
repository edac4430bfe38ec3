/* SPDX-License-Identifier: MIT */
#include "outline/notation_census.h"

#include <assert.h>
#include <string.h>

#include "outline/markup_text.h"

#define KEY_LONGEST 40   /* of key = value */
#define HEADLINE_LONG 55 /* bytes of a headline that may go on in the next line */

/* Lines that only one notation has; the first byte picks the rows. */
static const struct sign {
	const char *start;
	uint8_t notation;
} signs[] = {
	{"#+", NOTATION_ORG},
	{":PROPERTIES:", NOTATION_ORG},
	{":END:", NOTATION_ORG},
	{":toc", NOTATION_ASCIIDOC},
	{":doctype:", NOTATION_ASCIIDOC},
	{":numbered:", NOTATION_ASCIIDOC},
	{"include::", NOTATION_ASCIIDOC},
	{"ifdef::", NOTATION_ASCIIDOC},
	{"ifndef::", NOTATION_ASCIIDOC},
	{"endif::", NOTATION_ASCIIDOC},
	{"image::", NOTATION_ASCIIDOC},
	{"toc::", NOTATION_ASCIIDOC},
	{"[[", NOTATION_ASCIIDOC},
	{"[source", NOTATION_ASCIIDOC},
	{"[verse", NOTATION_ASCIIDOC},
	{"[quote", NOTATION_ASCIIDOC},
	{"[listing", NOTATION_ASCIIDOC},
	{"[NOTE]", NOTATION_ASCIIDOC},
	{"[TIP]", NOTATION_ASCIIDOC},
	{"[WARNING]", NOTATION_ASCIIDOC},
	{"[horizontal", NOTATION_ASCIIDOC},
	{"|===", NOTATION_ASCIIDOC},
	{".. _", NOTATION_RST},
	{".. |", NOTATION_RST},
	{".. [", NOTATION_RST},
	{"{{", NOTATION_MEDIAWIKI},
	{"{|", NOTATION_MEDIAWIKI},
	{"[[Category:", NOTATION_MEDIAWIKI},
	{"'''", NOTATION_MEDIAWIKI},
	{"__TOC__", NOTATION_MEDIAWIKI},
	{"bc. ", NOTATION_TEXTILE},
	{"bq. ", NOTATION_TEXTILE},
	{"p. ", NOTATION_TEXTILE},
	{"|_.", NOTATION_TEXTILE},
	{"%!", NOTATION_TXT2TAGS},
	{"\\begin{", NOTATION_LATEX},
	{"\\end{", NOTATION_LATEX},
	{"\\documentclass", NOTATION_LATEX},
	{"\\usepackage", NOTATION_LATEX},
	{"\\label{", NOTATION_LATEX},
	{"\\item", NOTATION_LATEX},
	{"=over", NOTATION_POD},
	{"=back", NOTATION_POD},
	{"=item", NOTATION_POD},
	{"=cut", NOTATION_POD},
	{"=pod", NOTATION_POD},
	{"=encoding", NOTATION_POD},
	{"\\input texinfo", NOTATION_TEXINFO},
	{"@setfilename", NOTATION_TEXINFO},
	{"@node ", NOTATION_TEXINFO},
	{"@menu", NOTATION_TEXINFO},
	{"@end ", NOTATION_TEXINFO},
	{"@item", NOTATION_TEXINFO},
	{".\\\"", NOTATION_ROFF},
	{"'\\\"", NOTATION_ROFF},
	{".TP", NOTATION_ROFF},
	{".PP", NOTATION_ROFF},
	{".Pp", NOTATION_ROFF},
	{".Dd", NOTATION_ROFF},
	{".Nm", NOTATION_ROFF},
	{".IP", NOTATION_ROFF},
	{".B ", NOTATION_ROFF},
	{"【テキスト中に現れる記号", NOTATION_AOZORA},
	{"底本：", NOTATION_AOZORA},
	{"Request for Comments", NOTATION_RFC},
	{"Internet-Draft", NOTATION_RFC},
	{"INTERNET-DRAFT", NOTATION_RFC},
};

/* How statements begin that prose does not begin with, and what else their line has. */
static const struct statement {
	const char *start;
	const char *has; /* "": nothing behind it */
} statements[] = {
	{"#include", "<"},     {"#include", "\""}, {"#define ", ""},    {"#ifdef ", ""},
	{"#ifndef ", ""},      {"#endif", ""},     {"#if ", ""},        {"def ", "("},
	{"class ", ":"},       {"class ", "{"},    {"import ", "."},    {"import ", "{"},
	{"from ", " import "}, {"fn ", "("},       {"func ", "("},      {"function ", "("},
	{"public ", "("},      {"public ", "{"},   {"private ", "("},   {"static ", "("},
	{"typedef ", ";"},     {"struct ", "{"},   {"void ", "("},      {"int ", "("},
	{"const ", "="},       {"let ", "="},      {"var ", "="},       {"local ", "="},
	{"export ", "="},      {"use ", ";"},      {"fi", NULL},        {"done", NULL},
	{"esac", NULL},        {"end", NULL},      {"set -", ""},       {"if [", ""},
	{"for ", "; do"},      {"while ", "; do"}, {"if __name__", ""}, {"@", "("},
	{"package ", ";"},     {"else:", NULL},    {"try:", NULL},      {"then", NULL},
	{"else", NULL},
};

static void count_signs(struct census *c, const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i].start[0] == s[0] && text_starts(s, n, signs[i].start))
			c->signs[signs[i].notation]++;
	/* .. name:: of reStructuredText */
	if (text_starts(s, n, ".. ") && text_find(s, n < 60 ? n : 60, "::"))
		c->signs[NOTATION_RST]++;
}

static bool is_statement(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		const struct statement *row = &statements[i];

		if (row->start[0] != s[0] || !text_starts(s, n, row->start))
			continue;
		if (row->has ? text_find(s, n < 200 ? n : 200, row->has) != NULL
			     : n == strlen(row->start))
			return true;
	}
	return false;
}

/* Long lines that end like prose are not compared with the table: most lines are such. */
static bool is_prose_end(size_t n, char last)
{
	return n > 40 && ((last >= 'a' && last <= 'z') || last == '.' || last == ',');
}

static bool is_month(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (size_t i = 0; i < 36; i += 3)
		if (memcmp(s, months + i, 3) == 0)
			return true;
	return false;
}

/* Whether s begins like a pattern: 9 any digit, other characters themselves. */
static bool has_shape(const char *s, size_t n, const char *shape)
{
	size_t i = 0;

	for (; i < n && shape[i]; i++)
		if (shape[i] == '9' ? !text_digit(s[i]) : s[i] != shape[i])
			return false;
	return shape[i] == 0;
}

/* Whether a line begins like one of a log: with a time, or a level in brackets. */
static bool is_stamped(const char *s, size_t n)
{
	static const char *const shapes[] = {"9999-99-99T99:99", "9999-99-99 99:99",
					     "9999/99/99 99:99", "99:99:99"};
	static const char *const grades[] = {"INFO",  "WARN",  "ERROR", "DEBUG",
					     "TRACE", "FATAL", "NOTICE"};

	if (n > 4 && (s[0] == '[' || s[0] == '<')) {
		size_t skip = 1 + text_run(s + 1, n - 1, ' ');

		for (size_t i = 0; i < 7; i++)
			if (text_starts(s + 1, n - 1, grades[i]))
				return true;
		if (has_shape(s + skip, n - skip, "9.9") || has_shape(s + skip, n - skip, "99.9") ||
		    is_month(s + skip) || (n > 8 && is_month(s + 5)))
			return true;
		s += skip;
		n -= skip;
	}
	if (s[0] >= 'a' && s[0] <= 'z')
		return false;
	for (size_t i = 0; i < 4 && text_digit(s[0]); i++)
		if (has_shape(s, n, shapes[i]))
			return true;
	if (n > 12 && s[3] == ' ' && is_month(s))
		return has_shape(s + 7, n - 7, "99:99:99") || has_shape(s + 6, n - 6, " 99:99:99");
	if (n > 4 && text_digit(s[0])) {
		/* Apache: 10.0.0.1 - - [12/Mar/2024:10:11:12 */
		const char *at = memchr(s, '[', n < 100 ? n : 100);
		size_t left = at ? n - (size_t)(at - s) - 1 : 0;

		return left > 14 && has_shape(at + 1, left, "99/") && is_month(at + 4);
	}
	for (size_t i = 0; i < 7; i++)
		if (s[0] == grades[i][0] && text_starts(s, n, grades[i]) && n > strlen(grades[i]) &&
		    strchr(": [", s[strlen(grades[i])]))
			return true;
	return false;
}

/* key = value, key=value, [section] */
static bool is_pair(const char *s, size_t n)
{
	size_t i = 0;

	if (s[0] == '[')
		return s[n - 1] == ']' && n < KEY_LONGEST && s[1] != '[' && text_letter(s[1]);
	while (i < n && i < KEY_LONGEST && (text_word(s[i]) || s[i] == '.' || s[i] == '-'))
		i++;
	i += text_run(s + i, n - i, ' ');
	return i > 0 && i < n && s[i] == '=' && (i + 1 == n || s[i + 1] != '=');
}

static void count_hash(struct census *c, const struct markup_line *l)
{
	size_t depth = text_run(l->s, l->n, '#');

	if (l->inside & notation_bit(NOTATION_MARKDOWN))
		return;
	if (depth == l->n || (!text_blank(l->s[depth]) && l->s[1] != '+'))
		c->hash_comment++;
	/* what an editor or a revision system reads is never a title */
	else if (text_find(l->s, l->n, "vim:") || text_find(l->s, l->n, "-*-") ||
		 text_find(l->s, l->n, "$Id"))
		c->hash_comment += 4;
}

void census_line(struct census *c, const struct markup_line *l)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;
	char first = s[0], last = s[n - 1];
	bool fenced = l->inside & notation_bit(NOTATION_MARKDOWN);

	assert(n > 0);
	c->lines++;
	if (c->after_colons) {
		/* term:: of AsciiDoc has its text in the next line */
		c->after_colons = false;
		c->signs[NOTATION_ASCIIDOC] += l->in > 0 && !l->blank_before;
	}
	if (c->star) {
		c->stars_texts += c->star == STAR_ALONE && l->in == 0 && text_word(first);
		c->star = STAR_NONE;
	}
	if (c->after_star) {
		c->stars_entries += l->in == c->after_star && !l->blank_before;
		c->after_star = 0;
	}
	c->before_hash = c->after_hash;
	c->after_hash = 0;
	/* one word with :: may be a term of AsciiDoc as well */
	c->after_colons = last == ':' && n > 2 && s[n - 2] == ':';
	c->after_term = c->after_colons && memchr(s, ' ', n) == NULL;
	if (l->in == 0)
		c->left_edge++;
	else
		c->indented += l->in >= 5;
	if ((unsigned char)first >= 0x80) {
		if (first == '\xE3' || first == '\xE5')
			count_signs(c, s, n);
		return;
	}
	if (fenced)
		return;
	c->semicolons += last == ';';
	c->braces += last == '{' || last == '}';
	if (l->in > 0)
		return;
	if (l->first && (text_starts(s, n, "#!") || text_starts(s, n, "<?xml")))
		c->script = true;
	if (first == '#')
		count_hash(c, l);
	if (strchr("#:ifetp[.|{'b%\\_RI@=", first))
		count_signs(c, s, n);
	c->markup += first == '<';
	if (first != '-' && first != '=' && first != '*') {
		c->stamped += is_stamped(s, n);
		c->pairs += is_pair(s, n);
		if (is_prose_end(n, last))
			c->prose += text_letter(first);
		else
			c->keywords += is_statement(s, n);
	}
	if (last == ']' && text_find(s, n, "[Page "))
		c->signs[NOTATION_RFC]++;
}

void census_blank(struct census *c)
{
	c->signs[NOTATION_RST] += c->after_colons && !c->after_term;
	c->after_colons = false;
	c->hash_open += c->after_hash > 0;
	if (c->star == STAR_FREE) {
		c->stars_alone++;
		c->star = STAR_ALONE;
	}
	c->after_hash = 0;
}

void census_heading(struct census *c, unsigned notation)
{
	c->marks[notation]++;
}

static void count_hashes(struct census *c, const struct markup_line *l, const struct mark *m)
{
	char last = l->s[m->title_end - 1];

	c->hash_levels |= (uint64_t)1 << m->level;
	c->hash_free += l->blank_before;
	c->hash_run += c->before_hash == m->level;
	c->hash_sentence += last == '.' || last == ',' || last == ';';
	c->hash_first = c->hash_first || l->first;
}

static void count_stars(struct census *c, const struct markup_line *l, const struct mark *m)
{
	size_t len = m->title_end - m->title;

	c->stars_deep += m->level > 1;
	c->star = l->blank_before ? STAR_FREE : STAR_NONE;
	if (len > 0 && l->s[m->title_end - 1] == '.')
		c->stars_entries++;
	else if (len >= HEADLINE_LONG)
		c->after_star = (uint8_t)(m->level + 1);
}

void census_mark(struct census *c, const struct markup_line *l, const struct mark *m)
{
	if (m->style & MARK_HTML)
		return;
	for (unsigned k = 1; k < NOTATION_COUNT; k++) {
		if (!(m->notations >> k & 1))
			continue;
		c->marks[k]++;
		c->levels[k] |= (uint64_t)1 << m->level;
		c->jumps[k] += m->level > c->level[k] + 1;
		c->level[k] = m->level;
	}
	if ((m->notations & notation_bit(NOTATION_ORG)) && !m->style)
		count_stars(c, l, m);
	if (m->style & 0xFF) {
		c->near_rst +=
			!(m->style & MARK_FUZZY) && (m->notations & notation_bit(NOTATION_RST));
		if (m->style & MARK_OVER)
			c->over++;
		else if (m->style & MARK_FUZZY)
			return;
		else if (strchr("=-", (int)(m->style & 0xFF)))
			c->near++;
		else
			c->near_odd++;
	} else if (m->notations & notation_bit(NOTATION_MARKDOWN)) {
		count_hashes(c, l, m);
		c->after_hash = m->level;
	}
}
