/* SPDX-License-Identifier: MIT */
/* What the lines below a candidate say of it, and the frame of a file. */
#include "outline/collector_internal.h"

#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/markup_text.h"

#define PROSE_LINE 46         /* bytes that a line of verse rarely has */
#define VERSE_LONGEST 110     /* of four clauses in one line */
#define CAPTION_CHARACTERS 50 /* a line that does not go on in the next one is no longer */
#define DATE_BYTES 45
#define SIGNED_LINES 4 /* between what a paper lists last and its date, at most */

/* 2017年3月20日, 二〇一七年三月二十日: a date and nothing else. */
static bool is_date(const char *s, size_t n)
{
	return n <= DATE_BYTES && text_ends(s, n, "日") && text_find(s, n, "年") &&
	       text_find(s, n, "月") &&
	       (text_digit(s[0]) || text_starts(s, n, "２") || text_starts(s, n, "二") ||
		text_starts(s, n, "一"));
}

/* Whether a line begins as what is said in a novel does; -E, is an option. */
static bool begins_speech(const char *s, size_t n)
{
	uint32_t c;

	utf8_decode(s, n, &c);
	if (c == '-' && n > 2 && s[1] == '-')
		return s[2] == ' ' || (s[2] >= 'A' && s[2] <= 'Z') || (unsigned char)s[2] >= 0x80;
	if (c == '-')
		return n > 2 && s[1] != ' ' && s[2] >= 'a' && s[2] <= 'z';
	return character_is_one_of(c, "–—―\"'«»“”„‘‚‹›");
}

void collector_describe_plain(struct collector *c, const struct raw_line *line, size_t begin,
			      bool found)
{
	const char *s = line->bytes + begin;
	size_t n = line->len - begin;

	if (c->plain >= c->n || c->plain_here)
		return;
	if (!found) {
		c->items[c->plain].evidence |=
			EVIDENCE_BODY | (n >= PROSE_LINE ? EVIDENCE_WIDE_BODY : 0) |
			(n <= VERSE_LONGEST && candidate_is_verse(s, n) ? EVIDENCE_VERSE : 0) |
			(begins_speech(s, n) ? EVIDENCE_SPEECH : 0);
		c->items[c->plain].branch = (uint8_t)(begin < UINT8_MAX ? begin : UINT8_MAX);
	}
	c->plain = SIZE_MAX;
}

void collector_describe_body(struct collector *c, const char *s, size_t n, bool running)
{
	struct candidate *last = &c->items[c->last];

	if (c->below < SIGNED_LINES) {
		c->below++;
		if ((last->family == FAMILY_ANNEX || last->family == FAMILY_APPENDIX) &&
		    is_date(s, n))
			last->evidence |= EVIDENCE_SIGNED;
	}
	if (c->last_is_here) {
		c->body_lines = 0;
		if (last->length <= CAPTION_CHARACTERS && s[0] >= 'A' && s[0] <= 'Z')
			last->evidence |= EVIDENCE_CAPTION;
	}
	if (!c->blank_before && ++c->body_lines == 2)
		last->evidence |= EVIDENCE_PARAGRAPH;
	if (!running)
		last->evidence |= EVIDENCE_BODY | (n >= PROSE_LINE ? EVIDENCE_WIDE_BODY : 0);
}

bool collector_starts_book(const char *s, size_t n)
{
	size_t stars = text_run(s, n, '*');

	s += stars;
	n -= stars;
	return stars >= 3 && n > 20 && memcmp(s + (s[0] == ' '), "START OF TH", 11) == 0;
}
