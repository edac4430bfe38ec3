/* SPDX-License-Identifier: MIT */
#include "view/document_outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outline/candidate.h"
#include "outline/label.h"
#include "text/cluster.h"

/* A line up to this long is a title as a whole; of a longer one its first sentence is, and no more
 * of that than a title may have. */
#define SHORT_LINE 150
#define ADDED_TITLE_MAX 240

/* Where the line of pos begins; POS_NONE outside the text, and deep inside a line that is too long
 * to be gone back in. */
static uint64_t line_begin(struct document *d, uint64_t pos)
{
	struct segment segment;

	return text_segment_at(d->text, pos, &segment) && segment.starts_line ? segment.begin
									      : POS_NONE;
}

/* What of a line that is no candidate becomes the title. */
static void match_line(const char *s, size_t n, struct match *m)
{
	size_t end = n;

	*m = (struct match){0};
	m->begin = m->title = candidate_skip_blanks(s, n, 0);
	if (n - m->begin > SHORT_LINE)
		end = candidate_sentence_end(s, n, m->begin);
	if (end - m->begin > ADDED_TITLE_MAX)
		end = m->begin + cluster_fit(s + m->begin, ADDED_TITLE_MAX, ADDED_TITLE_MAX / 3,
					     (struct widths){1});
	m->title_end = candidate_trim(s, m->title, end);
	if (m->title_end == m->title)
		m->title_end = end;
	m->body = candidate_skip_blanks(s, n, end);
}

/* The heading that the line of pos would be; false if there is nothing on it. */
static bool read_heading(struct document *d, uint64_t pos, struct heading *h)
{
	const struct paragraph *p = &d->scratch;
	struct match m;
	struct segment segment;
	struct label_index labels;
	uint64_t line, title, end;
	size_t n;

	if (!text_segment_at(d->text, pos, &segment) || !segment.starts_line)
		return false;
	document_paragraph(d, &segment, READING_HIDE, &d->scratch);
	n = p->clean.len;
	if (candidate_skip_blanks(p->clean.data, n, 0) == n)
		return false;
	label_index_init(&labels);
	if (!candidate_match(&labels, p->clean.data, n, !p->segment.ends_line, &m))
		match_line(p->clean.data, n, &m);
	title = paragraph_to_source(p, m.title);
	end = paragraph_to_source(p, m.title_end);
	*h = (struct heading){.offset = paragraph_to_source(p, m.begin),
			      .line = UINT32_MAX,
			      .number = m.c.number,
			      .family = m.c.family};
	h->indent =
		(uint16_t)(h->offset - p->segment.begin < UINT16_MAX ? h->offset - p->segment.begin
								     : UINT16_MAX);
	h->title = (uint16_t)(title - h->offset < UINT16_MAX ? title - h->offset : UINT16_MAX);
	h->title_len = (uint16_t)(end - title < UINT16_MAX ? end - title : UINT16_MAX);
	h->body = (uint32_t)(paragraph_to_source(p, m.body) - h->offset);
	if (m.body < n || !p->segment.ends_line)
		h->flags |= HEADING_RUN_IN;
	if (text_line_of(d->text, h->offset, &line) && line < UINT32_MAX)
		h->line = (uint32_t)line;
	return true;
}

/* Where the heading of a correction begins now: at its place, or else the first heading of that
 * line.  POS_NONE if there is none. */
static uint64_t heading_at(struct document *d, const struct logged_correction *c,
			   const struct corrections *made)
{
	uint64_t begin;
	uint32_t i;

	for (size_t k = 0; k < made->n; k++)
		if (made->items[k].kind == CORRECTION_ADD && made->items[k].offset == c->pos)
			return c->pos;
	if (outline_find(d->decided, c->pos) != OUTLINE_NONE)
		return c->pos;
	begin = line_begin(d, c->pos);
	if (begin == POS_NONE)
		return POS_NONE;
	i = begin > 0 ? outline_at(d->decided, begin - 1, true) : OUTLINE_NONE;
	i = i == OUTLINE_NONE ? 0 : i + 1;
	if (i < d->decided->n && outline_begin(d->decided, i) == begin)
		return d->decided->items[i].offset;
	for (size_t k = 0; k < made->n; k++)
		if (made->items[k].kind == CORRECTION_ADD &&
		    made->items[k].offset - made->items[k].added.indent == begin)
			return made->items[k].offset;
	return POS_NONE;
}

/* One step of the log as a correction of the outline; false if it has no place in it (yet). */
static bool read_correction(struct document *d, const struct logged_correction *c,
			    struct correction *out)
{
	*out = (struct correction){.kind = c->kind, .title = c->title};
	if (!c->settled || c->verdict == VERDICT_LOST || c->pos >= d->decided->end)
		return false;
	if (c->kind == CORRECTION_ADD) {
		if (!read_heading(d, c->pos, &out->added))
			return false;
		out->offset = out->added.offset;
		return true;
	}
	out->offset = heading_at(d, c, &d->corrections);
	return out->offset != POS_NONE;
}

/* Lists the corrections that have their places. */
static void list_corrections(struct document *d)
{
	size_t n = correction_log_count(d->log);

	d->corrections.items =
		memory_resize(d->corrections.items, n + 1, sizeof(d->corrections.items[0]));
	d->corrections.n = 0;
	d->lost_corrections = 0;
	for (size_t i = 0; i < n; i++) {
		const struct logged_correction *c = correction_log_at(d->log, i);

		if (c->deleted)
			continue;
		if (read_correction(d, c, &d->corrections.items[d->corrections.n]))
			d->corrections.n++;
		else
			d->lost_corrections += d->decided->complete;
	}
}

void document_set_outline(struct document *d, struct outline *decided)
{
	struct outline *old = d->outline, *old_decided = d->decided;

	d->decided = decided;
	correction_log_resolve(d->log, d->text, decided);
	list_corrections(d);
	d->outline = d->corrections.n > 0 ? outline_correct(decided, &d->corrections) : decided;
	folding_set_outline(d->folding, d->outline);
	if (old != old_decided)
		outline_free(old);
	if (old_decided != decided)
		outline_free(old_decided);
}

/* Whether a correction can be made, and where exactly. */
static bool can_correct(struct document *d, const struct correction_step *step, uint64_t *pos,
			struct cause *cause)
{
	struct heading added;
	const char *why;
	uint32_t i;

	*pos = step->pos;
	if (step->kind == CORRECTION_ADD) {
		if (!read_heading(d, step->pos, &added))
			return cause_set(cause, line_begin(d, step->pos) == POS_NONE
							? "the line does not begin here"
							: "this line is blank");
		if (added.offset >= d->decided->end)
			return cause_set(cause, "the outline does not reach here yet");
		*pos = added.offset;
		i = outline_find(d->outline, added.offset);
		if (i != OUTLINE_NONE && !(d->outline->items[i].flags & HEADING_POINT))
			return cause_set(cause, "this line is a heading already");
		return true;
	}
	i = outline_find(d->outline, step->pos);
	if (i == OUTLINE_NONE)
		return cause_set(cause, "there is no heading here");
	if (step->kind == CORRECTION_RENAME && step->title[strspn(step->title, " ")] == '\0')
		return cause_set(cause, "a heading needs a title");
	why = correction_hindrance(d->outline, i, step->kind);
	return why == NULL || cause_set(cause, "%s", why);
}

bool document_correct(struct document *d, const struct correction_step *step, int64_t now,
		      struct cause *cause)
{
	struct correction_step made = *step;
	struct anchor anchor;

	if (!can_correct(d, step, &made.pos, cause))
		return false;
	if (made.title == NULL)
		made.title = "";
	anchor_make(&anchor, d->text, d->decided, made.pos);
	correction_log_add(d->log, &made, &anchor, now);
	anchor_release(&anchor);
	/* a failure is the cause's to tell: the correction stands */
	(void)document_save_places(d, cause);
	document_set_outline(d, d->decided);
	return true;
}

/* "removing 一、目標"; the words of its line where the heading is not there. */
static void describe(struct document *d, const struct logged_correction *c, uint32_t heading,
		     struct buffer *out)
{
	static const char *const verbs[CORRECTION_KINDS] = {"promoting", "demoting", "removing",
							    "adding", "renaming"};

	buffer_printf(out, "%s ", verbs[c->kind]);
	if (heading != OUTLINE_NONE)
		document_title(d, heading, out);
	else
		buffer_append_string(out, c->anchor.quote);
}

/* The heading of a correction as the outline is now; OUTLINE_NONE if it is not in it. */
static uint32_t heading_of(struct document *d, const struct logged_correction *c)
{
	uint64_t offset = c->settled ? heading_at(d, c, &d->corrections) : POS_NONE;

	return offset != POS_NONE ? outline_find(d->outline, offset) : OUTLINE_NONE;
}

static bool turn(struct document *d, const struct logged_correction *c,
		 bool (*step)(struct correction_log *log, int64_t now), int64_t now,
		 struct buffer *what)
{
	uint32_t heading;

	if (c == NULL)
		return false;
	heading = heading_of(d, c);
	if (heading != OUTLINE_NONE)
		describe(d, c, heading, what);
	(void)step(d->log, now);
	document_set_outline(d, d->decided);
	if (heading == OUTLINE_NONE)
		describe(d, c, heading_of(d, c), what);
	return true;
}

bool document_undo_correction(struct document *d, int64_t now, struct buffer *what,
			      struct cause *cause)
{
	bool done = turn(d, correction_log_last(d->log), correction_log_undo, now, what);

	if (done)
		(void)document_save_places(d, cause);
	return done;
}

bool document_redo_correction(struct document *d, int64_t now, struct buffer *what,
			      struct cause *cause)
{
	bool done = turn(d, correction_log_undone(d->log), correction_log_redo, now, what);

	if (done)
		(void)document_save_places(d, cause);
	return done;
}
