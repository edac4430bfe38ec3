/* SPDX-License-Identifier: MIT */
#include "outline/collector.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "outline/family.h"
#include "outline/join.h"
#include "outline/label.h"
#include "outline/letterhead.h"
#include "outline/markup.h"
#include "outline/point.h"
#include "text/paragraph.h"

#define SHORT_LINE 300        /* a line that may be the title of an underline */
#define PROSE_LINE 56         /* bytes that a line of verse rarely has */
#define CAPTION_CHARACTERS 50 /* a line that does not go on in the next one is no longer */
#define TEXT_LINE 40          /* bytes of a line that belongs to a paragraph */
#define OPENING_LINES 12      /* among these the document's title is looked for */
#define LEAD_BYTES 8

struct collector {
	struct reading_gate *gate;
	struct paragraph clean;
	struct markup markup;
	struct label_index labels;
	struct join join;
	struct candidate *items;
	size_t n, capacity;
	size_t last;         /* the last candidate that is a line: SIZE_MAX if none */
	size_t title_here;   /* a candidate for the title on the line before: SIZE_MAX if none */
	unsigned body_lines; /* right below the last candidate, without a gap */
	bool last_is_here;   /* it stands on the line before this one */
	bool blank_before;
	bool started;          /* a line that is not blank was seen */
	unsigned opening;      /* lines that are not blank so far, up to OPENING_LINES */
	char lead[LEAD_BYTES]; /* the end of the last line that is not blank */
	size_t lead_len;
	bool lead_is_notes;        /* it is 注 or Notes */
	bool lead_is_text;         /* and long enough to be a line of a paragraph, no candidate */
	char previous[SHORT_LINE]; /* the line before, if it is short */
	size_t previous_len;       /* 0: blank, or long */
	uint64_t previous_begin, previous_number;
	bool previous_blank_before;
	char over;        /* the line before is this adornment */
	char over_before; /* the line before that one was */
};

struct collector *collector_new(struct reading_gate *gate)
{
	struct collector *c = memory_zalloc(1, sizeof(*c));

	c->gate = gate;
	c->last = c->title_here = SIZE_MAX;
	c->blank_before = true;
	c->join = JOIN_NONE;
	label_index_init(&c->labels);
	paragraph_init(&c->clean);
	return c;
}

void collector_free(struct collector *c)
{
	if (!c)
		return;
	paragraph_release(&c->clean);
	free(c->items);
	free(c);
}

const struct candidate *collector_candidates(const struct collector *c, size_t *n)
{
	*n = c->n;
	return c->items;
}

void collector_keep(struct collector *c, const struct ruling *rulings, size_t n)
{
	size_t kept = 0;

	assert(n <= c->n);
	for (size_t i = 0; i < c->n; i++) {
		if (i < n && rulings[i].verdict == RULING_NONE && i != c->last && i != c->join.item)
			continue;
		if (i == c->join.item)
			c->join.item = kept;
		if (i == c->last)
			c->last = kept;
		c->items[kept++] = c->items[i];
	}
	c->n = kept;
}

static void clean_line(struct collector *c, const struct raw_line *line, size_t limit)
{
	size_t len = line->len < limit ? line->len : limit;
	struct clean_options options = {READING_HIDE, 0};
	struct segment segment;

	while (len < line->len && len > 0 && utf8_continues(line->bytes[len]))
		len--;
	if (c->gate)
		options.kinds = reading_gate_kinds(c->gate, line->begin);
	segment = (struct segment){line->begin, line->begin + len, line->begin + len, true, true};
	paragraph_clean(&c->clean, &segment, line->bytes, &options);
}

static uint16_t narrow(uint64_t v)
{
	return v < 65535 ? (uint16_t)v : 65535;
}

/* Puts a match of the cleaned line into the array, with offsets of the source. */
static struct candidate *append(struct collector *c, const struct raw_line *line,
				const struct match *m)
{
	struct candidate *out;
	uint64_t begin = paragraph_to_source(&c->clean, m->begin);
	uint64_t title = paragraph_to_source(&c->clean, m->title);
	uint64_t body = paragraph_to_source(&c->clean, m->body);

	c->items = array_reserve(c->items, &c->capacity, c->n + 1, sizeof(c->items[0]));
	out = &c->items[c->n++];
	*out = m->c;
	out->offset = begin;
	out->line = line->number < UINT32_MAX ? (uint32_t)line->number : UINT32_MAX;
	out->indent = narrow(begin - line->begin);
	out->title = narrow(title - begin);
	out->title_len = narrow(paragraph_to_source(&c->clean, m->title_end) - title);
	out->body = (uint32_t)(body - begin);
	if (c->started)
		out->evidence |= EVIDENCE_AFTER_TITLE;
	return out;
}

static bool ends_with_colon(const struct collector *c)
{
	size_t n = c->lead_len;

	return (n >= 1 && c->lead[n - 1] == ':') ||
	       (n >= 3 && memcmp(c->lead + n - 3, "：", 3) == 0);
}

/* Whether a line stands above notes. */
static bool heads_notes(const char *s, size_t n)
{
	static const char *const words[] = {"注",   "註",   "注释", "註釋",  "注釋",     "脚注",
					    "脚註", "註解", "附注", "주",    "각주",     "미주",
					    "注：", "備考", "备注", "Notes", "Footnotes"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == n && memcmp(s, words[i], n) == 0)
			return true;
	return false;
}

/* Whether the last line of text ends in a letter or a comma: no sentence ends there. */
static bool ends_in_middle(const struct collector *c)
{
	size_t n = c->lead_len, last;
	uint32_t ch;

	if (n == 0 || !c->lead_is_text)
		return false;
	last = utf8_before(c->lead, n);
	utf8_decode(c->lead + last, n - last, &ch);
	return (ch < 0x80 && ((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z')) || ch == ',' ||
	       ch == 0xFF0C || ch == 0x3001 || (ch >= 0x3040 && ch <= 0xD7A3);
}

/* A candidate that is a whole line, with what the lines before say of it. */
static void append_line(struct collector *c, const struct raw_line *line, const struct match *m,
			bool blank_before)
{
	struct candidate *out;

	join_take_candidate(&c->join, c->items);
	out = append(c, line, m);
	if (blank_before)
		out->evidence |= EVIDENCE_BLANK_BEFORE;
	if (ends_with_colon(c) || c->lead_is_notes)
		out->evidence |= EVIDENCE_LEAD_IN;
	if (ends_in_middle(c))
		out->evidence |= EVIDENCE_MIDDLE;
	if (out->family == FAMILY_CONTENTS)
		out->evidence |= EVIDENCE_CONTENTS_HEAD;
	c->last = c->n - 1;
	c->last_is_here = true;
	join_start(&c->join, c->last, out, m, c->clean.clean.data, c->clean.clean.len);
	if (m->second.is) {
		struct candidate shadow = c->items[c->n - 1];

		shadow.family = m->second.family;
		shadow.number = m->second.number;
		shadow.branch = 0;
		shadow.evidence |= EVIDENCE_SHADOW;
		c->items = array_reserve(c->items, &c->capacity, c->n + 1, sizeof(c->items[0]));
		c->items[c->n++] = shadow;
	}
}

/* A line that might be the document's title. */
static void append_title(struct collector *c, const struct raw_line *line)
{
	struct match m = {0};
	const char *s;
	size_t n;

	clean_line(c, line, COLLECTOR_LABEL);
	s = c->clean.clean.data;
	n = c->clean.clean.len;
	m.begin = m.title = candidate_skip_blanks(s, n, 0);
	m.title = letterhead_subject(s, n, m.title);
	if (m.title > m.begin)
		m.c.evidence = EVIDENCE_SET_OFF; /* it is named as the subject */
	m.begin = m.title;
	m.title_end = candidate_trim(s, m.title, n);
	m.body = n;
	if (m.title == m.title_end ||
	    (markup_is_running(s, n) &&
	     !(n > m.title + 3 && s[m.title + 1] == ' ' && s[m.title + 3] == ' ')))
		return;
	m.c.family = FAMILY_TITLE;
	candidate_weigh(s, n, &m);
	if (m.c.length > 120)
		return;
	append(c, line, &m);
	if (c->blank_before)
		c->items[c->n - 1].evidence |= EVIDENCE_BLANK_BEFORE;
	if (letterhead_is(s + m.title, m.title_end - m.title, m.c.column))
		c->items[c->n - 1].evidence |= EVIDENCE_LETTERHEAD;
	c->title_here = c->n - 1;
	if (!join_waits(&c->join))
		join_start(&c->join, c->n - 1, &c->items[c->n - 1], &m, s, n);
}

static void append_points(struct collector *c, const struct raw_line *line)
{
	struct point p;
	size_t pos = 0;
	int quotes = 0;

	while (point_next(c->clean.clean.data, c->clean.clean.len, &pos, &quotes, &p)) {
		struct match m = {0};
		struct candidate *out;

		m.begin = p.begin;
		m.title = p.title;
		m.title_end = p.title_end;
		m.body = p.body;
		m.c.family = p.family;
		m.c.number = p.number;
		out = append(c, line, &m);
		out->evidence |= EVIDENCE_RUN_IN | (p.inside ? EVIDENCE_INSIDE : 0) |
				 (p.comma ? EVIDENCE_COMMA : 0);
		out->length = narrow(out->offset - paragraph_to_source(&c->clean, p.content));
		if (p.inside)
			out->indent = 0;
	}
}

/* A line whose look alone speaks for it may as well be the title. */
static bool is_plain(const struct candidate *item)
{
	const struct family *row = family_at(item->family);

	return row->form == FORM_CAPS || row->form == FORM_SYMBOL || row->form == FORM_TRAIL;
}

/* Whether the notation at hand makes every line of this shape worth a look. */
static bool is_notable(const struct collector *c, const char *s, size_t n)
{
	if (c->markup.man)
		return s[0] != ' ' || (n > 3 && s[1] == ' ' && s[2] == ' ' && s[3] != ' ');
	if (c->markup.rfc && c->blank_before && s[0] >= 'A' && s[0] <= 'Z')
		return true;
	return c->markup.aozora && n < 1000;
}

static bool match_notation(struct collector *c, const char *s, size_t n, bool inside,
			   struct match *m)
{
	if (c->markup.man)
		return markup_match_man(s, n, m);
	if (c->markup.aozora && markup_match_aozora(s, n, m))
		return true;
	if (c->markup.rfc && c->blank_before && markup_match_rfc(s, n, m))
		return true;
	return !inside && n > 1 && markup_match_atx(s, n, m);
}

/* The line before turns out to be a heading: this line is its underline. */
static bool underline(struct collector *c, const struct raw_line *line)
{
	size_t columns;
	char mark = markup_adornment(line->bytes, line->len, &columns);
	struct raw_line title = {c->previous_begin, c->previous_number, c->previous,
				 c->previous_len, false};
	struct match m;

	if (mark == 0)
		return false;
	if (c->previous_len > 0 && c->over == 0) {
		bool over = c->over_before == mark;

		clean_line(c, &title, COLLECTOR_LABEL);
		if ((over || c->previous_blank_before) &&
		    markup_match_underlined(c->clean.clean.data, c->clean.clean.len, mark, over,
					    columns, &m)) {
			/* what the line was taken for before */
			while (c->n > 0 && c->items[c->n - 1].line == c->previous_number &&
			       !family_is_point(c->items[c->n - 1].family))
				c->n--;
			if (c->last != SIZE_MAX && c->last >= c->n)
				c->last = SIZE_MAX;
			c->join = JOIN_NONE;
			append_line(c, &title, &m, true);
		}
	}
	return true;
}

/* What kind of document this is shows in its first lines. */
static void recognise(struct collector *c, const char *s, size_t n)
{
	size_t word = 0, end = n;

	if (memcmp(s, "［＃", n < 6 ? n : 6) == 0 || (n > 21 && memcmp(s, "【テキスト", 15) == 0))
		c->markup.aozora = true;
	if (c->opening < 8 && n > 22 && memcmp(s, "Request for Comments", 20) == 0)
		c->markup.rfc = true;
	if (c->started)
		return;
	while (word < n && s[word] != ' ' && s[word] != '(')
		word++;
	while (end > 0 && s[end - 1] == ' ')
		end--;
	if (word > 0 && word + 3 < n && s[word] == '(' && s[word + 1] >= '0' &&
	    s[word + 1] <= '9' && end > 2 * word && s[end - 1] == ')')
		c->markup.man = true;
}

/* Looks closely at a line; true if it is a candidate. */
static bool look(struct collector *c, const struct raw_line *line, size_t begin, bool inside)
{
	const char *s = line->bytes + begin;
	size_t n = line->len - begin;
	bool label = label_forms(&c->labels, s, n) != 0, points, found = false;
	bool struck = memchr(s, '\b', n < 12 ? n : 12) != NULL || s[0] == '\033';
	struct match m;

	points = n >= 9 && point_is_possible(s, n);
	if (!label && !points && !struck && s[0] != '#' && !is_notable(c, line->bytes, line->len))
		return false;
	clean_line(c, line, points ? COLLECTOR_LINE : COLLECTOR_LABEL);
	s = c->clean.clean.data;
	n = c->clean.clean.len;
	if (match_notation(c, s, n, inside, &m)) {
		append_line(c, line, &m, c->blank_before);
		return true;
	}
	if (c->markup.man)
		return false;
	if (label || struck) {
		found = candidate_match(&c->labels, s, n, line->cut || line->len > COLLECTOR_LABEL,
					&m);
		/* capitals below a label are its title */
		if (found && join_wants_title(&c->join) &&
		    (m.c.family == FAMILY_CAPS || (m.c.family == FAMILY_FRONT && !c->blank_before)))
			found = false;
		if (found)
			append_line(c, line, &m, c->blank_before);
	}
	if (points) {
		append_points(c, line);
	}
	return found;
}

static void remember(struct collector *c, const struct raw_line *line, size_t end)
{
	c->lead_len = end < LEAD_BYTES ? end : LEAD_BYTES;
	memcpy(c->lead, line->bytes + end - c->lead_len, c->lead_len);
	c->previous_len = 0;
	if (line->len <= SHORT_LINE) {
		memcpy(c->previous, line->bytes, line->len);
		c->previous_len = line->len;
		c->previous_begin = line->begin;
		c->previous_number = line->number;
		c->previous_blank_before = c->blank_before;
	}
}

/* Shows a line that is no candidate to the one that waits for its title. */
static void offer_line(struct collector *c, const struct raw_line *line)
{
	struct join_line offer = {0};
	size_t from, to;

	if (line->len < SHORT_LINE) {
		clean_line(c, line, COLLECTOR_LABEL);
		offer.s = c->clean.clean.data;
		to = c->clean.clean.len;
		from = candidate_skip_blanks(offer.s, to, 0);
		while (to > from && (offer.s[to - 1] == ' ' || offer.s[to - 1] == '\t'))
			to--;
		for (size_t pos = 0; pos < from;) {
			uint32_t ch;

			pos += utf8_decode(offer.s + pos, from - pos, &ch);
			offer.column += ch == 0x3000 ? 2 : ch == '\t' ? 8 : 1;
		}
		offer.s += from;
		offer.n = to - from;
		offer.begin = paragraph_to_source(&c->clean, from);
		offer.end = paragraph_to_source(&c->clean, to);
	}
	join_take_line(&c->join, c->items, &offer);
}

static void blank_line(struct collector *c)
{
	join_take_blank(&c->join, c->items);
	if (c->last_is_here && c->last != SIZE_MAX)
		c->items[c->last].evidence |= EVIDENCE_BLANK_AFTER;
	if (c->title_here < c->n)
		c->items[c->title_here].evidence |= EVIDENCE_BLANK_AFTER;
	c->title_here = SIZE_MAX;
	c->last_is_here = false;
	c->blank_before = true;
	c->previous_len = 0;
	c->over = c->over_before = 0;
}

/* What the lines right below a candidate say of it: s begins one that is none. */
static void describe_body(struct collector *c, const char *s)
{
	struct candidate *last = &c->items[c->last];

	if (c->last_is_here) {
		c->body_lines = 0;
		if (last->length <= CAPTION_CHARACTERS && s[0] >= 'A' && s[0] <= 'Z')
			last->evidence |= EVIDENCE_CAPTION;
	}
	if (!c->blank_before && ++c->body_lines == 2)
		last->evidence |= EVIDENCE_PARAGRAPH;
}

/* A line that is not blank, without blanks at its end. */
static void full_line(struct collector *c, const struct raw_line *line, size_t begin)
{
	size_t end = line->len, columns;
	bool inside, found;
	char adornment;

	c->title_here = SIZE_MAX;
	inside = markup_follow(&c->markup, line->bytes, end, line->begin == 0);
	if (c->opening < 60)
		recognise(c, line->bytes + begin, end - begin);
	adornment = markup_adornment(line->bytes, end, &columns);
	if (adornment && !inside) {
		underline(c, line);
		found = true;
	} else {
		found = look(c, line, begin, inside);
		if (!found && join_waits(&c->join))
			offer_line(c, line);
		if (c->opening < OPENING_LINES && !c->markup.man) {
			if (!found || c->opening == 0 || is_plain(&c->items[c->n - 1]))
				append_title(c, line);
		}
	}
	if (!found) {
		if (c->last != SIZE_MAX)
			describe_body(c, line->bytes + begin);
		if (c->last != SIZE_MAX && !(c->markup.rfc && markup_is_running(line->bytes, end)))
			c->items[c->last].evidence |=
				EVIDENCE_BODY |
				(end - begin >= PROSE_LINE ? EVIDENCE_WIDE_BODY : 0);
		c->last_is_here = false;
	}
	c->opening += c->opening < 255;
	c->started = true;
	remember(c, line, end);
	c->lead_is_notes = heads_notes(line->bytes + begin, end - begin);
	c->lead_is_text = !found && end - begin >= TEXT_LINE;
	c->over_before = c->over;
	c->over = adornment;
	if (adornment)
		c->previous_len = 0;
	c->blank_before = false;
}

void collector_line(struct collector *c, const struct raw_line *line)
{
	size_t begin, end = line->len;

	assert(line->len <= COLLECTOR_LINE);
	while (end > 0 && (line->bytes[end - 1] == '\r' || line->bytes[end - 1] == ' '))
		end--;
	begin = candidate_skip_blanks(line->bytes, end, 0);
	if (begin == end || (end == begin + 1 && line->bytes[begin] == '\f')) {
		blank_line(c);
		return;
	}
	if (line->len > end) {
		struct raw_line trimmed = *line;

		trimmed.len = end;
		full_line(c, &trimmed, begin);
		return;
	}
	full_line(c, line, begin);
}
