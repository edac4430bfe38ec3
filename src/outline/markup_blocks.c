/* SPDX-License-Identifier: MIT */
#include "outline/markup_blocks.h"

#include <assert.h>
#include <string.h>

#include "outline/markup_text.h"

/* Notations of which a fence or an HTML comment is a block. */
#define FENCED                                                                          \
	(1u << NOTATION_MARKDOWN | 1u << NOTATION_ASCIIDOC | 1u << NOTATION_MEDIAWIKI | \
	 1u << NOTATION_TEXTILE)

static bool follow_fence(struct markup_blocks *state, const struct markup_line *l)
{
	char mark = l->s[l->in];
	size_t run;

	if ((mark != '`' && mark != '~') || (l->in > 3 && !state->list))
		return state->fence != 0;
	run = text_run(l->s + l->in, l->n - l->in, mark);
	if (run < 3)
		return state->fence != 0;
	if (state->fence == 0) {
		/* ~~~~ alone is more often an underline, and ```x``` is code in a line */
		size_t rest = l->in + run;

		if (mark == '~' && rest == l->n && (run > 3 || !l->blank_before))
			return false;
		if (memchr(l->s + rest, mark, l->n - rest))
			return false;
		state->fence = mark;
		state->fence_len = run;
	} else if (mark == state->fence && run >= state->fence_len && l->n == l->in + run) {
		state->fence = 0;
		state->closed++;
	}
	return true;
}

static bool follow_front_matter(struct markup_blocks *state, const struct markup_line *l)
{
	bool mark = l->n == 3 && (memcmp(l->s, "---", 3) == 0 || memcmp(l->s, "+++", 3) == 0);

	if (l->first && mark) {
		state->front_matter = l->s[0];
		return true;
	}
	if (!state->front_matter)
		return false;
	if ((mark && l->s[0] == state->front_matter) || text_is(l->s, l->n, "..."))
		state->front_matter = 0;
	return true;
}

static bool follow_comment(struct markup_blocks *state, const struct markup_line *l)
{
	if (state->comment) {
		state->comment = text_find(l->s, l->n, "-->") == NULL;
		return true;
	}
	if (state->fence || !text_starts(l->s + l->in, l->n - l->in, "<!--"))
		return false;
	state->comment = text_find(l->s, l->n, "-->") == NULL;
	return true;
}

static bool follow_preformatted(struct markup_blocks *state, const struct markup_line *l)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;

	if (state->preformatted) {
		state->preformatted = text_find(s, n, "</pre>") == NULL &&
				      text_find(s, n, "</syntaxhighlight>") == NULL &&
				      text_find(s, n, "</nowiki>") == NULL;
		return true;
	}
	if (!text_starts(s, n, "<pre") && !text_starts(s, n, "<syntaxhighlight") &&
	    !text_starts(s, n, "<nowiki>"))
		return false;
	state->preformatted = text_find(s, n, "</") == NULL;
	return true;
}

/* Items of a list hold the indented lines behind them. */
static void follow_list(struct markup_blocks *state, const struct markup_line *l)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in, digits = 0;

	if (n > 1 && strchr("-*+", s[0]) && text_blank(s[1])) {
		state->list = true;
		return;
	}
	while (digits < n && digits < 9 && text_digit(s[digits]))
		digits++;
	if (digits > 0 && digits + 1 < n && strchr(".)", s[digits]) && text_blank(s[digits + 1]))
		state->list = true;
	else if (l->in == 0 && l->blank_before)
		state->list = false;
}

static bool follow_org(struct markup_blocks *state, const struct markup_line *l)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;

	if (state->org) {
		state->org = !text_starts_folded(s, n, "#+end");
		return true;
	}
	state->org = text_starts_folded(s, n, "#+begin_") || text_starts_folded(s, n, "#+begin:");
	return state->org;
}

static bool follow_verbatim(struct markup_blocks *state, const struct markup_line *l)
{
	static const char *const names[] = {"verbatim", "lstlisting", "minted", "comment",
					    "filecontents"};
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;

	if (state->verbatim) {
		if (text_starts(s, n, "\\end{"))
			for (size_t i = 0; i < 5; i++)
				if (text_starts(s + 5, n - 5, names[i]))
					state->verbatim = false;
		return true;
	}
	if (text_starts(s, n, "\\begin{"))
		for (size_t i = 0; i < 5; i++)
			if (text_starts(s + 7, n - 7, names[i]))
				state->verbatim = true;
	return state->verbatim;
}

/* ``` and """ and ''' alone; with text behind it the mark is for that line only. */
static bool follow_area(struct markup_blocks *state, const struct markup_line *l)
{
	char mark = l->s[0];
	bool alone = l->n == 3 && strchr("`\"'", mark) && text_run(l->s, 3, mark) == 3;
	bool was = state->area != 0;

	if (alone && (!state->area || state->area == mark))
		state->area = was ? 0 : mark;
	return was || alone || mark == '%';
}

static bool follow_macro(struct markup_blocks *state, const struct markup_line *l)
{
	if (state->macro) {
		state->macro = !text_is(l->s, l->n, "..");
		return true;
	}
	if (text_is(l->s, l->n, ".nf") || text_is(l->s, l->n, ".EX"))
		state->nofill = true;
	else if (text_is(l->s, l->n, ".fi") || text_is(l->s, l->n, ".EE"))
		state->nofill = false;
	state->macro = text_starts(l->s, l->n, ".de ") || text_starts(l->s, l->n, ".ig");
	return state->macro;
}

/* The mark of a delimiter line of AsciiDoc (----, |===, --), or 0. */
static char delimiter(const struct markup_line *l)
{
	char mark = l->s[0];

	if (l->in > 0)
		return 0;
	if (text_is(l->s, l->n, "|==="))
		return '|';
	if (text_is(l->s, l->n, "--"))
		return 'o';
	if (l->n < 4 || !strchr("-=.*_+/", mark) || text_run(l->s, l->n, mark) < l->n)
		return 0;
	return mark;
}

static bool is_compound(char mark)
{
	return strchr("=*_o", mark) != NULL;
}

static bool follow_delimited(struct markup_blocks *state, const struct markup_line *l)
{
	char mark = delimiter(l);
	unsigned n = state->n_delimited;

	if (mark == 0 || l->underline)
		return n > 0;
	for (unsigned k = n; k-- > 0;) {
		if (state->delimited[k].mark == mark && state->delimited[k].len == l->n) {
			state->n_delimited = k;
			state->asciidoc_closed += mark != 'o' && !state->delimited[k].doubtful;
			return true;
		}
		if (!is_compound(state->delimited[k].mark))
			return true;
	}
	if (n < BLOCKS_DEEPEST) {
		state->delimited[n].mark = mark;
		state->delimited[n].doubtful = l->below_title;
		state->delimited[n].len = l->n;
		state->n_delimited++;
	}
	return true;
}

bool markup_blocks_are_possible(const struct markup_blocks *state, char first)
{
	static const bool possible[256] = {
		['`'] = true, ['~'] = true,  ['-'] = true, ['+'] = true, ['<'] = true,
		['#'] = true, ['\\'] = true, ['.'] = true, ['='] = true, ['*'] = true,
		['_'] = true, ['/'] = true,  ['|'] = true, ['"'] = true, ['\''] = true,
		['0'] = true, ['1'] = true,  ['2'] = true, ['3'] = true, ['4'] = true,
		['5'] = true, ['6'] = true,  ['7'] = true, ['8'] = true, ['9'] = true};

	return state->fence || state->front_matter || state->area || state->comment ||
	       state->list || state->org || state->verbatim || state->preformatted ||
	       state->macro || state->n_delimited > 0 || possible[(unsigned char)first];
}

uint32_t markup_blocks_follow(struct markup_blocks *state, struct markup_line *l)
{
	uint32_t inside = 0;

	assert(l->in < l->n);
	if (follow_front_matter(state, l))
		return ~0u;
	if (follow_comment(state, l) || follow_preformatted(state, l))
		inside |= FENCED;
	else if (follow_fence(state, l))
		inside |= FENCED;
	else
		follow_list(state, l);
	if (state->list && l->in > 0)
		inside |= notation_bit(NOTATION_MARKDOWN);
	if (follow_area(state, l))
		inside |= notation_bit(NOTATION_TXT2TAGS);
	if (follow_org(state, l))
		inside |= notation_bit(NOTATION_ORG);
	if (follow_verbatim(state, l))
		inside |= notation_bit(NOTATION_LATEX);
	if (follow_macro(state, l))
		inside |= notation_bit(NOTATION_ROFF);
	l->nofill = state->nofill;
	if (follow_delimited(state, l))
		inside |= notation_bit(NOTATION_ASCIIDOC);
	return inside;
}
