/* SPDX-License-Identifier: MIT */
/* --explain: every candidate of the outline, what became of it and why. */
#include <string.h>

#include "outline/reason.h"
#include "print/json.h"
#include "print/print.h"
#include "text/cluster.h"

#define FAMILY_CELLS 12
#define TEXT_CELLS 42 /* with the columns before it, 80 */

/* What a candidate became, as a word: "heading", "title", "point", "none". */
static const char *verdict_word(const struct outline *o, const struct explained *e)
{
	if (e->ruling.verdict == RULING_SHADOW)
		return "second";
	if (e->heading == OUTLINE_NONE)
		return "none";
	if (o->items[e->heading].flags & HEADING_POINT)
		return "point";
	return o->items[e->heading].level > 0 ? "heading" : "title";
}

static unsigned level_of(const struct outline *o, const struct explained *e)
{
	return e->heading != OUTLINE_NONE ? o->items[e->heading].level : 0;
}

static const char *family_of(const struct outline *o, const struct explained *e)
{
	return outline_name_of(o, ruled_family(&e->candidate, e->ruling));
}

/* The line from the candidate's label on, as far as words are taken. */
static void append_text(struct document *d, const struct explained *e, struct buffer *out)
{
	uint64_t begin = e->candidate.offset;
	struct segment segment;

	if (text_segment_at(d->text, begin, &segment))
		document_words(d, (struct range){begin, segment.end}, out);
}

static void print_json(struct document *d, const struct explained *e, const struct printing *how)
{
	const struct candidate *c = &e->candidate;
	const char *family = family_of(d->outline, e), *verdict = verdict_word(d->outline, e);
	const char *reason = reason_text(e->ruling.reason);
	json_t *object = json_object();
	struct buffer text;

	buffer_init(&text);
	append_text(d, e, &text);
	if (how->names)
		json_put_text(object, "file", d->path, strlen(d->path));
	json_put_number(object, "line", (uint64_t)c->line + 1);
	json_put_number(object, "offset", c->offset);
	json_put_number(object, "indent", c->indent);
	json_put_text(object, "family", family, strlen(family));
	json_put_number(object, "number", ruled_number(c, e->ruling));
	json_put_text(object, "verdict", verdict, strlen(verdict));
	json_put_number(object, "level", level_of(d->outline, e));
	json_put_text(object, "reason", reason, strlen(reason));
	json_put_text(object, "text", text.data, text.len);
	json_put_line(object, how->out);
	buffer_release(&text);
}

/* Appends text cut to a number of cells, then blanks to fill them. */
static void append_cell(struct buffer *out, const char *text, size_t len, size_t cells)
{
	struct widths widths = {1};
	size_t fit = cluster_fit(text, len, cells, widths);
	size_t used = cluster_text_width(text, fit, widths);

	buffer_append(out, text, fit);
	while (used++ < cells)
		buffer_append_byte(out, ' ');
}

/*
 *     12  heading 2  zh-1            3  三、加强党的建设
 *         its number belongs to a sequence
 */
static void print_text(struct document *d, const struct explained *e, const struct printing *how)
{
	const char *family = family_of(d->outline, e), *word = verdict_word(d->outline, e);
	uint32_t number = ruled_number(&e->candidate, e->ruling);
	struct buffer row, text, verdict;

	buffer_init(&row);
	buffer_init(&text);
	buffer_init(&verdict);
	buffer_append_string(&verdict, word);
	if (level_of(d->outline, e) > 0 && strcmp(word, "heading") == 0)
		buffer_printf(&verdict, " %u", level_of(d->outline, e));
	append_text(d, e, &text);
	buffer_printf(&row, "%6u  ", e->candidate.line + 1);
	append_cell(&row, verdict.data, verdict.len, strlen("heading 10"));
	buffer_append_byte(&row, ' ');
	append_cell(&row, family, strlen(family), FAMILY_CELLS);
	if (number > 0)
		buffer_printf(&row, "%5u  ", number);
	else
		buffer_append_string(&row, "       ");
	append_cell(&row, text.data, text.len, TEXT_CELLS);
	while (row.len > 0 && row.data[row.len - 1] == ' ')
		buffer_truncate(&row, row.len - 1);
	fprintf(how->out, "%s\n        %s\n", row.data, reason_text(e->ruling.reason));
	buffer_release(&verdict);
	buffer_release(&text);
	buffer_release(&row);
}

void print_explained(struct document *d, const struct printing *how)
{
	const struct outline *o = d->outline;

	if (how->names && how->settings->format != FORMAT_JSON)
		fprintf(how->out, "%s:\n", d->path);
	for (size_t i = 0; i < o->n_explained; i++) {
		if (how->settings->format == FORMAT_JSON)
			print_json(d, &o->explained[i], how);
		else
			print_text(d, &o->explained[i], how);
	}
}
