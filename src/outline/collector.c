/* SPDX-License-Identifier: MIT */
#include "outline/collector_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "outline/contents.h"
#include "outline/family.h"
#include "outline/join.h"
#include "outline/label.h"
#include "outline/letterhead.h"
#include "outline/markup_reader.h"
#include "outline/markup_text.h"
#include "outline/rules.h"
#include "text/paragraph.h"

#define SHORT_LINE 300 /* a line that may be the rest of a title */
#define NOTE_LINE 1000 /* bytes of a line that may have a note of Aozora */

struct collector *collector_new(struct reading_gate *gate, const struct outline_options *options)
{
	struct collector *c = memory_zalloc(1, sizeof(*c));

	label_index_init(&c->labels);
	c->looker = looker_new(gate, &c->labels);
	c->last = c->title_here = c->open_point = SIZE_MAX;
	c->blank_before = true;
	c->forced = NOTATION_AUTO;
	c->join = JOIN_NONE;
	c->plain = SIZE_MAX;
	if (options) {
		c->rules = rule_matcher_new(options->rules, options->path);
		collector_force(c, options->notation);
	}
	paragraph_init(&c->clean);
	return c;
}

void collector_free(struct collector *c)
{
	if (!c)
		return;
	paragraph_release(&c->clean);
	rule_matcher_free(c->rules);
	looker_free(c->looker);
	free(c->own.items);
	free(c->items);
	free(c);
}

void collector_force(struct collector *c, unsigned notation)
{
	assert(notation < NOTATION_COUNT || notation == NOTATION_AUTO);
	assert(!c->started);
	c->forced = notation;
	c->marks.man = notation == NOTATION_MAN;
	c->marks.rfc = notation == NOTATION_RFC;
	c->marks.aozora = notation == NOTATION_AOZORA;
}

struct collector *collector_copy(const struct collector *c, struct reading_gate *gate)
{
	struct collector *copy = memory_alloc(sizeof(*copy));

	*copy = *c;
	copy->looker = looker_new(gate, &copy->labels);
	copy->rules = rule_matcher_copy(c->rules);
	copy->items = memory_resize(NULL, c->n + 1, sizeof(copy->items[0]));
	if (c->n > 0)
		memcpy(copy->items, c->items, c->n * sizeof(copy->items[0]));
	copy->capacity = c->n + 1;
	copy->own = (struct point_list){NULL, 0, 0};
	paragraph_init(&copy->clean);
	return copy;
}

const struct label_index *collector_labels(const struct collector *c)
{
	return &c->labels;
}

uint32_t collector_gave_up(const struct collector *c)
{
	return rule_matcher_gave_up(c->rules);
}

const struct candidate *collector_candidates(const struct collector *c, size_t *n)
{
	*n = c->n;
	if (c->n > 0)
		c->items[0].document =
			(uint8_t)(c->forced != NOTATION_AUTO ? c->forced
							     : markup_reader_notation(&c->marks));
	return c->items;
}

struct candidate *collector_give(struct collector *c, size_t *n)
{
	struct candidate *items;

	collector_candidates(c, n);
	items = array_reserve(c->items, &c->capacity, 1, sizeof(items[0]));
	c->items = NULL;
	c->n = c->capacity = 0;
	return items;
}

size_t collector_count(const struct collector *c)
{
	return c->n;
}

void collector_keep(struct collector *c, const struct ruling *rulings, size_t n)
{
	size_t kept = 0;

	assert(n <= c->n);
	for (size_t i = 0; i < c->n; i++) {
		if (i < n && rulings[i].verdict == RULING_NONE && i != c->last &&
		    i != c->join.item && i != c->plain && i != c->open_point)
			continue;
		if (i == c->join.item)
			c->join.item = kept;
		if (i == c->plain)
			c->plain = kept;
		if (i == c->open_point)
			c->open_point = kept;
		if (i == c->last)
			c->last = kept;
		c->items[kept++] = c->items[i];
	}
	c->n = kept;
}

void collector_clean(struct collector *c, const struct raw_line *line, size_t limit)
{
	raw_line_clean(line, limit, c->look->kinds, &c->clean);
}

struct candidate *collector_add(struct collector *c, struct candidate item)
{
	c->items = array_reserve(c->items, &c->capacity, c->n + 1, sizeof(c->items[0]));
	if (c->started)
		item.evidence |= EVIDENCE_AFTER_TITLE;
	c->items[c->n] = item;
	return &c->items[c->n++];
}

/* Where a byte of the cleaned line stands in the raw one. */
static size_t raw_of(const struct collector *c, const struct raw_line *line, size_t clean)
{
	return (size_t)(paragraph_to_source(&c->clean, clean) - line->begin);
}

struct candidate *collector_append(struct collector *c, const struct raw_line *line,
				   const struct match *m)
{
	struct match raw = *m;

	raw.begin = raw_of(c, line, m->begin);
	raw.title = raw_of(c, line, m->title);
	raw.title_end = raw_of(c, line, m->title_end);
	raw.body = raw_of(c, line, m->body);
	return collector_add(c, candidate_placed(&raw, line));
}

/* Table of Contents, whatever the line was taken for. */
static bool heads_contents(const struct collector *c, unsigned family)
{
	const struct buffer *s = &c->clean.clean;
	struct cursor at = {s->data, s->len, candidate_skip_blanks(s->data, s->len, 0)};
	struct match m = {0};

	return family == FAMILY_CONTENTS ||
	       (family == FAMILY_COLUMN && label_match(&at, FAMILY_CONTENTS, &m) &&
		at.pos >= s->len);
}

/* A candidate that is a whole line, with what the lines before say of it. */
static void append_line(struct collector *c, const struct raw_line *line, const struct match *m,
			bool blank_before)
{
	struct candidate *out;

	join_take_candidate(&c->join, c->items);
	out = collector_append(c, line, m);
	if (blank_before)
		out->evidence |= EVIDENCE_BLANK_BEFORE;
	else if (family_at(out->family)->form == FORM_KEYWORD &&
		 c->clean.clean.data[m->begin] >= 'a' && c->clean.clean.data[m->begin] <= 'z')
		out->evidence = (out->evidence | EVIDENCE_LOWER) & ~(unsigned)EVIDENCE_SET_OFF;
	if (lead_announces(&c->lead))
		out->evidence |= EVIDENCE_LEAD_IN | (c->lead.notes ? EVIDENCE_NOTES : 0);
	if (lead_is_unfinished(&c->lead))
		out->evidence |= EVIDENCE_MIDDLE;
	if (heads_contents(c, out->family)) {
		out->evidence |= EVIDENCE_CONTENTS_HEAD;
		contents_open(&c->contents);
	}
	c->last = c->n - 1;
	c->last_is_here = true;
	c->below = 0;
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

/* Lark NEWS    -*- outline -*-: what Emacs reads is no part of the line. */
static size_t without_mode(const char *s, size_t n)
{
	const char *mode = text_find(s, n, "-*-");

	return mode ? text_trimmed(s, (size_t)(mode - s)) : n;
}

/* A line that might be the document's title. */
static void append_title(struct collector *c, const struct raw_line *line)
{
	struct match m = {0};
	const char *s;
	size_t n;

	collector_clean(c, line, RAW_LINE_LABEL);
	s = c->clean.clean.data;
	n = without_mode(s, c->clean.clean.len);
	c->asks = c->asks || collector_asks(s, n);
	m.begin = m.title = candidate_skip_blanks(s, n, 0);
	m.title = letterhead_subject(s, n, m.title);
	if (m.title > m.begin)
		m.c.evidence = EVIDENCE_SET_OFF; /* it is named as the subject */
	m.begin = m.title;
	m.title_end = candidate_trim(s, m.title, n);
	m.body = n;
	/* —2017年2月11日在第六次会议上: below a title that is not there */
	if (m.title == m.title_end || strchr("\\{}%;<>|$", s[m.title]) ||
	    text_starts(s + m.title, n - m.title, "—") ||
	    (markup_is_running(s, n) &&
	     !(n > m.title + 3 && s[m.title + 1] == ' ' && s[m.title + 3] == ' ')))
		return;
	m.c.family = FAMILY_TITLE;
	candidate_weigh(s, n, &m);
	contents_add_quoted(&c->contents, s, n);
	if (m.c.length > 120)
		return;
	collector_append(c, line, &m);
	if (c->blank_before)
		c->items[c->n - 1].evidence |= EVIDENCE_BLANK_BEFORE;
	if (letterhead_is(s + m.title, m.title_end - m.title, m.c.column))
		c->items[c->n - 1].evidence |= EVIDENCE_LETTERHEAD;
	c->title_here = c->n - 1;

	if (!join_waits(&c->join))
		join_start(&c->join, c->n - 1, &c->items[c->n - 1], &m, s, n);
}

/* A line whose look alone speaks for it may as well be the title. */
static bool is_plain(const struct candidate *item)
{
	const struct family *row = family_at(item->family);

	return row->form == FORM_CAPS || row->form == FORM_SYMBOL || row->form == FORM_TRAIL;
}

/* A line of an open contents. */
static void read_entry(struct collector *c, const struct raw_line *line)
{
	collector_clean(c, line, RAW_LINE_LABEL);
	contents_line(&c->contents, c->clean.clean.data, c->clean.clean.len);
}

/* A short line between gaps; the line is clean. */
static void append_plain(struct collector *c, const struct raw_line *line)
{
	struct match m;

	if (!candidate_match_line(c->clean.clean.data, c->clean.clean.len,
				  (c->wide_gap ? LINE_FAR : 0) | (c->asks ? LINE_ASKS : 0), &m))
		return;
	collector_append(c, line, &m)->evidence |=
		EVIDENCE_BLANK_BEFORE | (c->wide_gap ? EVIDENCE_WIDE_GAP : 0) |
		(lead_announces(&c->lead) ? EVIDENCE_LEAD_IN : 0);
	c->plain = c->n - 1;
	c->plain_here = true;
}

/* A line that is no candidate by its label: by the printed contents, or between gaps. */
static bool look_by_place(struct collector *c, const struct raw_line *line, size_t begin)
{
	size_t n = line->len - begin;
	struct match m;

	if (n > 120 ||
	    (!c->blank_before && c->contents.n == 0 && line->bytes[line->len - 1] != ']'))
		return false;
	collector_clean(c, line, RAW_LINE_LABEL);
	if (markup_is_running(c->clean.clean.data, c->clean.clean.len))
		return false;
	if (contents_without_edit(c->clean.clean.data, c->clean.clean.len) < c->clean.clean.len ||
	    contents_has(&c->contents, c->clean.clean.data, c->clean.clean.len)) {
		m = (struct match){
			.begin = candidate_skip_blanks(c->clean.clean.data, c->clean.clean.len, 0)};
		m.title = m.begin;
		m.c.family = m.c.alternate = FAMILY_ENTRY;
		m.c.evidence = EVIDENCE_SEPARATED;
		if (candidate_finish(c->clean.clean.data, c->clean.clean.len, false, &m)) {
			append_line(c, line, &m, c->blank_before);
			return true;
		}
	}
	if (c->blank_before)
		append_plain(c, line);
	return false;
}

/* Whether a rendered notation makes every line of this shape worth a look. */
static bool is_notable(const struct collector *c, const char *s, size_t n)
{
	const struct markup_reader *marks = &c->marks;

	if (marks->man && (s[0] != ' ' || (n > 3 && s[1] == ' ' && (s[2] != ' ' || s[3] != ' '))))
		return true;
	/* NAME, and XZ(1) ... XZ(1) */
	if (s[n - 1] == ')' && text_letter(s[0]))
		return true;
	if (n < 20 && (s[0] == 'N' || s[0] == 'B' || (c->blank_before && s[0] == '\xE5')))
		return true;
	if (marks->rfc && c->blank_before && s[0] >= 'A' && s[0] <= 'Z')
		return true;
	return (marks->aozora || marks->aozora_block > 0) && n < NOTE_LINE;
}

static bool match_aozora(struct collector *c, const char *s, size_t n, struct match *m)
{
	int block = markup_aozora_block(s, n);

	if (block) {
		c->marks.aozora_block = block > 0 ? block : 0;
		return false;
	}
	if (c->marks.aozora_block > 0) {
		block = c->marks.aozora_block;
		c->marks.aozora_block = 0;
		return markup_match_aozora_inside(s, n, block, m);
	}
	return markup_match_aozora(s, n, m);
}

/* A heading of rendered text, by the clean line. */
static bool match_rendered(struct collector *c, const char *s, size_t n, struct match *m)
{
	if (n == 0)
		return false;
	if (markup_reader_man(&c->marks, s, n))
		return false;
	if (c->marks.man && markup_match_man(s, n, m))
		return true;
	if (c->marks.aozora && match_aozora(c, s, n, m))
		return true;
	return c->marks.rfc && c->blank_before && markup_match_rfc(s, n, m);
}

/* A title that the text runs into ends where its entry in the printed contents does. */
static void cut_title(struct collector *c, struct match *m)
{
	const char *s = c->clean.clean.data;
	size_t end = contents_end(&c->contents, s, c->clean.clean.len, m->begin, m->title);

	if (end >= m->title_end)
		return;
	m->title_end = candidate_trim(s, m->title, end);
	m->body = candidate_skip_blanks(s, c->clean.clean.len, end);
	m->c.evidence |= EVIDENCE_RUN_IN;
}

/* Looks closely at a line; true if it is a candidate. */
static bool look(struct collector *c, const struct raw_line *line, size_t begin)
{
	const char *s = line->bytes + begin;
	size_t n = line->len - begin;
	bool label = c->look->forms != 0 || (n > 1 && s[0] == 'Q' && s[1] == ':'), found = false,
	     notable;
	bool struck = memchr(s, '\b', n < 12 ? n : 12) != NULL || s[0] == '\033';
	struct match m;

	notable = is_notable(c, line->bytes, line->len);
	if (!label && !struck && !notable) {
		collector_append_points(c, line);
		return false;
	}
	collector_clean(c, line, RAW_LINE_LABEL);
	s = c->clean.clean.data;
	n = c->clean.clean.len;
	if ((notable || struck) && match_rendered(c, s, n, &m)) {
		census_heading(&c->marks.census, m.c.notation);
		append_line(c, line, &m, c->blank_before);
		return true;
	}
	if (label || struck) {
		found = candidate_match(&c->labels, s, n, line->cut || line->len > RAW_LINE_LABEL,
					&m);
		/* capitals below a label are its title */
		if (found && join_wants_title(&c->join) &&
		    (m.c.family == FAMILY_CAPS || (family_is_word(m.c.family) && !c->blank_before &&
						   c->join.kind == JOIN_BELOW)))
			found = false;
		if (found && m.c.family == FAMILY_CAPS && !c->blank_before &&
		    join_goes_on(&c->join))
			found = false;
		if (found && !collector_goes_on(c, &m)) {
			cut_title(c, &m);
			if (m.c.family == FAMILY_ASKED && c->asks)
				m.c.evidence |= EVIDENCE_SET_OFF;
			append_line(c, line, &m, c->blank_before);
		}
	}
	if (!found && struck && c->blank_before && collector_bold(c, line, begin, &m)) {
		append_line(c, line, &m, true);
		found = true;
	}
	collector_append_points(c, line);
	return found;
}

/* Tries the user's rules, before all else. */
static bool look_by_rules(struct collector *c, const struct raw_line *line)
{
	struct match m;

	collector_clean(c, line, RAW_LINE_LABEL);
	if (!rule_match(c->rules, c->clean.clean.data, c->clean.clean.len,
			line->cut || line->len > RAW_LINE_LABEL, &m))
		return false;
	append_line(c, line, &m, c->blank_before);
	c->join = JOIN_NONE; /* the rule says where the title ends */
	collector_append_points(c, line);
	return true;
}

/* Keeps a short line: the next one may underline it. */
static void keep_above(struct collector *c, const struct raw_line *line, size_t begin)
{
	struct line_above *above = &c->above;

	above->len = line->len <= sizeof(above->bytes) ? line->len : 0;
	memcpy(above->bytes, line->bytes, above->len);
	above->begin = line->begin;
	above->number = line->number;
	above->indent = begin;
	above->blank_before = c->blank_before || c->below_row;
	above->kinds = c->look->kinds;
}

/* Shows a line that is no candidate to the one that waits for its title. */
static void offer_line(struct collector *c, const struct raw_line *line)
{
	struct join_line offer = {0};
	size_t from, to;

	if (line->len < SHORT_LINE) {
		collector_clean(c, line, RAW_LINE_LABEL);
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
	contents_blank(&c->contents);
	if (c->last_is_here && c->last != SIZE_MAX)
		c->items[c->last].evidence |= EVIDENCE_BLANK_AFTER;
	if (c->title_here < c->n)
		c->items[c->title_here].evidence |= EVIDENCE_BLANK_AFTER;
	if (c->plain_here && c->plain < c->n)
		c->items[c->plain].evidence |= EVIDENCE_BLANK_AFTER;
	c->plain_here = false;
	c->title_here = c->open_point = SIZE_MAX;
	c->last_is_here = false;
	c->wide_gap = c->blank_before;
	c->blank_before = true;
	markup_reader_blank(&c->marks);
}

/* A line that is not blank, without blanks at its end. */
static void full_line(struct collector *c, const struct raw_line *line, size_t begin)
{
	size_t end = line->len;
	unsigned result;
	bool found, ruled;

	if (line->bytes[begin] == '*' && collector_starts_book(line->bytes + begin, end - begin)) {
		c->started = false;
		c->opening = 0;
		return;
	}
	c->title_here = SIZE_MAX;
	c->plain_here = false;
	if (c->open_point != SIZE_MAX)
		collector_continue_point(c, line, begin);
	ruled = c->rules && look_by_rules(c, line);
	result = collector_marks(c, line, begin, ruled);
	found = ruled || (result & READER_ADORNMENT);
	if (!found) {
		bool open = c->contents.open;

		found = look(c, line, begin);
		/* Conclusion, among the entries of a contents */
		if (open && found && !c->blank_before &&
		    family_is_word(c->items[c->n - 1].family) &&
		    (unsigned char)line->bytes[begin] < 0xE3 && c->contents.read > 0)
			c->items[c->n - 1].evidence |= EVIDENCE_CONTENTS;
		if (open)
			read_entry(c, line);
		if (!found && join_waits(&c->join)) {
			offer_line(c, line);
			if (join_holds_volume(&c->join, c->items))
				append_plain(c, line);
		}
		if (!found && !c->contents.open && !join_waits(&c->join))
			found = look_by_place(c, line, begin);
		if (c->blank_before && begin == 0)
			collector_version(c, line);
		if (c->opening < OPENING_LINES &&
		    (!found || c->opening == 0 || is_plain(&c->items[c->n - 1])))
			append_title(c, line);
	}
	if (!ruled)
		collector_underline(c, line, begin);
	collector_describe_plain(c, line, begin, found);
	if (!found) {
		if (c->last != SIZE_MAX)
			collector_describe_body(c, line->bytes + begin, end - begin,
						c->marks.rfc &&
							markup_is_running(line->bytes, end));
		c->last_is_here = false;
	}
	c->opening += c->opening < OPENING_LINES;
	c->started = true;
	lead_set(&c->lead, line->bytes + begin, end - begin, !found);
	keep_above(c, line, begin);
	c->blank_before = false;
	c->wide_gap = false;
}

void collector_take(struct collector *c, const struct raw_line *line, const struct line_look *look,
		    const struct candidate *points)
{
	struct raw_line trimmed = *line;

	assert(line->len <= RAW_LINE_MOST);
	trimmed.len = look->end;
	c->look = look;
	c->points = points;
	if (look->begin == look->end)
		blank_line(c);
	else
		full_line(c, &trimmed, look->begin);
}

void collector_line(struct collector *c, const struct raw_line *line)
{
	struct line_look look;

	c->own.n = 0;
	looker_look(c->looker, line, &look, &c->own);
	collector_take(c, line, &look, c->own.items);
}
