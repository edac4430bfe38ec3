/* SPDX-License-Identifier: MIT */
#include "view/passage.h"

#include <string.h>
#include <unictype.h>

#include "base/utf8.h"

/* Lines of a paragraph that are looked at in one direction. */
#define LINES_MAX 256

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E;
}

static bool is_closing(uint32_t c)
{
	return c == '"' || c == '\'' || uc_is_general_category(c, UC_CLOSE_PUNCTUATION) ||
	       uc_is_general_category(c, UC_FINAL_QUOTE_PUNCTUATION);
}

static bool is_blank(uint32_t c)
{
	return c == '\t' || uc_is_property_white_space(c);
}

static size_t skip_blanks(const struct buffer *s, size_t pos)
{
	while (pos < s->len) {
		uint32_t c;
		size_t used = utf8_decode(s->data + pos, s->len - pos, &c);

		if (!is_blank(c))
			break;
		pos += used;
	}
	return pos;
}

static size_t blanks_before(const struct buffer *s, size_t pos)
{
	while (pos > 0) {
		size_t before = utf8_before(s->data, pos);
		uint32_t c;

		(void)utf8_decode(s->data + before, pos - before, &c);
		if (!is_blank(c))
			break;
		pos = before;
	}
	return pos;
}

/* Whether the ASCII mark that ends at pos ends a sentence: a blank and no small letter follows, and
 * no initial (J. S. Bach) is before it. */
static bool ascii_ends(const struct buffer *s, size_t pos)
{
	size_t next = skip_blanks(s, pos);
	const char *mark = s->data + pos - 1;

	if (next == pos && pos < s->len)
		return false;
	if (next < s->len && s->data[next] >= 'a' && s->data[next] <= 'z')
		return false;
	return !(*mark == '.' && pos >= 2 && mark[-1] >= 'A' && mark[-1] <= 'Z' &&
		 (pos == 2 || mark[-2] == ' ' || mark[-2] == '.'));
}

/* Where the first sentence that ends after pos ends; the text's end if `*ended` is false. */
static size_t sentence_end(const struct buffer *s, size_t pos, bool *ended)
{
	*ended = false;
	while (pos < s->len) {
		uint32_t c;
		bool mark;

		pos += utf8_decode(s->data + pos, s->len - pos, &c);
		mark = c == '.' || c == '!' || c == '?';
		if (!mark && !ends_sentence(c))
			continue;
		while (pos < s->len) {
			size_t used = utf8_decode(s->data + pos, s->len - pos, &c);

			if (!is_closing(c) && !ends_sentence(c))
				break;
			pos += used;
			mark = false;
		}
		*ended = !mark || ascii_ends(s, pos);
		if (*ended)
			return pos;
	}
	return s->len;
}

/* Where the sentence that holds `at` begins; *first: no other ends before it here. */
static size_t sentence_start(const struct buffer *s, size_t at, bool *first)
{
	size_t start = skip_blanks(s, 0);

	*first = true;
	while (start <= at) {
		bool ended;
		size_t next = skip_blanks(s, sentence_end(s, start, &ended));

		if (!ended || next > at || next >= s->len)
			break;
		start = next;
		*first = false;
	}
	return start;
}

/* Reads the segment that holds pos into the scratch paragraph; false at the text's ends. */
static bool read_at(struct document *d, uint64_t pos)
{
	struct segment segment;

	if (!text_segment_at(d->text, pos, &segment))
		return false;
	document_paragraph(d, &segment, READING_HIDE, &d->scratch);
	return true;
}

static bool read_before(struct document *d, uint64_t begin)
{
	struct segment segment;

	if (begin == 0 || !text_segment_before(d->text, begin, &segment))
		return false;
	document_paragraph(d, &segment, READING_HIDE, &d->scratch);
	return true;
}

/* What a line is, for telling whether the next one goes on with it. */
struct line_look {
	bool blank, indented, heading;
	bool latin; /* it ends in Latin letters or ASCII marks: those are broken anywhere */
	bool ended; /* its last sentence has ended */
	bool segment_inside; /* it is no line's end */
};

static struct line_look look_at(struct document *d)
{
	const struct paragraph *p = &d->scratch;
	const struct buffer *s = &p->clean;
	size_t end = blanks_before(s, s->len), from = skip_blanks(s, 0);
	uint32_t heading = outline_at(d->outline, p->segment.begin, false);
	struct line_look look = {.blank = from >= end,
				 .indented = from > 0,
				 .segment_inside = !p->segment.ends_line};
	uint32_t c;

	look.heading =
		heading != OUTLINE_NONE && outline_begin(d->outline, heading) == p->segment.begin;
	if (look.blank)
		return look;
	(void)utf8_decode(s->data + utf8_before(s->data, end), end, &c);
	look.latin = c < 0x80 || (uc_is_property_alphabetic(c) && c < 0x1100);
	(void)sentence_end(s, utf8_before(s->data, end), &look.ended);
	if (is_closing(c))
		look.ended = true;
	return look;
}

static bool goes_on(const struct line_look *line, const struct line_look *next)
{
	if (line->segment_inside)
		return true;
	return !line->blank && !line->heading && !next->blank && !next->indented &&
	       !next->heading && (line->latin || !line->ended);
}

/* The paragraph's segments around the one that holds pos, as a range of whole segments. */
static struct range whole_paragraph(struct document *d, uint64_t pos)
{
	struct line_look here, other;
	struct range range;

	if (!read_at(d, pos))
		return (struct range){pos, pos};
	range = (struct range){d->scratch.segment.begin, d->scratch.segment.end};
	here = look_at(d);
	if (here.blank)
		return (struct range){pos, pos};
	other = here;
	for (int i = 0; i < LINES_MAX; i++) {
		struct line_look before;

		if (!read_before(d, range.begin))
			break;
		before = look_at(d);
		if (!goes_on(&before, &other))
			break;
		range.begin = d->scratch.segment.begin;
		other = before;
	}
	for (int i = 0; i < LINES_MAX && read_at(d, range.end); i++) {
		struct line_look next;

		if (!read_at(d, d->scratch.segment.next) || d->scratch.segment.begin < range.end)
			break;
		next = look_at(d);
		if (!goes_on(&here, &next))
			break;
		range.end = d->scratch.segment.end;
		here = next;
	}
	return range;
}

/* Without the blanks before and after, as far as they are in the first and last segment. */
static struct range trimmed(struct document *d, struct range range)
{
	if (range.begin >= range.end)
		return range;
	if (read_at(d, range.begin)) {
		size_t from = paragraph_from_source(&d->scratch, range.begin);

		range.begin =
			paragraph_to_source(&d->scratch, skip_blanks(&d->scratch.clean, from));
	}
	for (int i = 0; i < LINES_MAX && range.end > range.begin; i++) {
		size_t to;

		if (!read_at(d, range.end - 1))
			break;
		to = range.end >= d->scratch.segment.end
			     ? d->scratch.clean.len
			     : paragraph_from_source(&d->scratch, range.end);
		to = blanks_before(&d->scratch.clean, to);
		range.end = paragraph_to_source(&d->scratch, to);
		if (to > 0)
			break;
	}
	return range;
}

static uint64_t find_start(struct document *d, struct range within, uint64_t pos)
{
	const struct paragraph *p = &d->scratch;
	uint64_t start;
	bool first, ended;

	if (!read_at(d, pos))
		return pos;
	start = paragraph_to_source(
		p, sentence_start(&p->clean, paragraph_from_source(p, pos), &first));
	while (first && p->segment.begin > within.begin && read_before(d, p->segment.begin)) {
		size_t last = sentence_start(&p->clean, p->clean.len, &first);

		(void)sentence_end(&p->clean, last, &ended);
		if (ended)
			break;
		start = paragraph_to_source(p, last);
	}
	return start;
}

static uint64_t find_end(struct document *d, struct range within, uint64_t pos)
{
	uint64_t end = pos;
	bool ended = false;

	for (uint64_t from = pos; !ended && from < within.end && read_at(d, from);
	     from = d->scratch.segment.next) {
		size_t at = paragraph_from_source(&d->scratch, from);

		end = paragraph_to_source(&d->scratch, sentence_end(&d->scratch.clean, at, &ended));
		if (d->scratch.segment.next <= from)
			break;
	}
	return end;
}

static struct range sentence(struct document *d, uint64_t pos)
{
	struct range whole = whole_paragraph(d, pos), range;

	if (whole.begin >= whole.end)
		return whole;
	range.begin = find_start(d, whole, pos);
	range.end = find_end(d, whole, range.begin > pos ? range.begin : pos);
	return trimmed(d, range);
}

struct range passage_around(struct document *d, enum passage kind, uint64_t pos)
{
	uint32_t i = kind == PASSAGE_SECTION ? outline_section_at(d->outline, pos) : OUTLINE_NONE;

	if (i != OUTLINE_NONE)
		return trimmed(d, (struct range){outline_begin(d->outline, i),
						 outline_end(d->outline, i)});
	if (kind == PASSAGE_SENTENCE)
		return sentence(d, pos);
	return trimmed(d, whole_paragraph(d, pos));
}

bool passage_text(struct document *d, struct range range, size_t max, struct buffer *out)
{
	size_t first = out->len;

	while (range.begin < range.end && read_at(d, range.begin)) {
		const struct paragraph *p = &d->scratch;
		size_t from = paragraph_from_source(p, range.begin);
		size_t to = range.end >= p->segment.end ? p->clean.len
							: paragraph_from_source(p, range.end);

		if (to > from && out->len - first + (to - from) > max)
			return false;
		if (to > from)
			buffer_append(out, p->clean.data + from, to - from);
		if (p->segment.ends_line && range.end > p->segment.end)
			buffer_append_byte(out, '\n');
		if (p->segment.next <= range.begin)
			break;
		range.begin = p->segment.next;
	}
	return true;
}
