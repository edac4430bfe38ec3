/* SPDX-License-Identifier: MIT */
#include "outline/markup_help.h"

#include <assert.h>

#include "outline/markup_text.h"

#define TOP 16          /* lines among which the usage stands */
#define CAPTION_MOST 72 /* bytes of a caption */
#define CAPTION_IN 2    /* columns before it, at most */
#define ENTRY_IN 10     /* columns before an option: further in stands what it is for */

/* `  -q, --quiet   sing softly`, `  sing    sing a song` */
static bool is_entry(const struct markup_line *l)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;

	if (l->in > ENTRY_IN)
		return false;
	if (s[0] == '-')
		return n > 1 && (text_letter(s[1]) || s[1] == '-' || text_digit(s[1]));
	return l->in > 1 && (text_find(s, n, "  ") || text_find(s, n, " - ") || memchr(s, '\t', n));
}

bool markup_help_follow(struct markup_help *h, const struct markup_line *l)
{
	bool heads = false, entry;

	assert(l->in < l->n);
	if (!h->is) {
		h->is = l->number < TOP &&
			(text_starts_folded(l->s + l->in, l->n - l->in, "usage:") ||
			 text_find(l->s, l->n, " Usage:"));
		return false;
	}
	entry = is_entry(l);
	h->entries += entry;
	if (h->waits)
		heads = l->in > h->in && l->s[l->in] != '*'
				? h->colon || (!h->gap && (entry || h->shouted))
				: entry && h->colon;
	h->waits = false;
	return heads;
}

static bool is_usage(const char *s, size_t n)
{
	return text_starts_folded(s, n, "usage:") || text_starts_folded(s, n, "or:") ||
	       text_is(s, n, "Usage");
}

bool markup_help_caption(const struct markup_help *h, const struct markup_line *l, struct mark *m)
{
	const char *s = l->s + l->in;
	size_t n = l->n - l->in;
	bool colon = s[n - 1] == ':';

	if (!h->is || !l->blank_before || l->in > CAPTION_IN || n < 3 || n > CAPTION_MOST ||
	    (l->in > 0 && !colon) || !text_letter(s[0]) || strchr(".,;!?", s[n - 1]) ||
	    text_find(s, n, "  ") || memchr(s, '\t', n) || is_usage(s, n))
		return false;
	*m = (struct mark){.begin = l->in,
			   .title = l->in,
			   .title_end = l->n - colon,
			   .notations = notation_bit(NOTATION_HELP),
			   .level = 1};
	return true;
}

void markup_help_blank(struct markup_help *h)
{
	h->gap = true;
}
