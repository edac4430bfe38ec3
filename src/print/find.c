/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "print/json.h"
#include "print/print.h"
#include "search/finder.h"
#include "view/settings_table.h"

/* As much of a paragraph as is printed around a hit, in bytes on either side. */
#define AROUND 120

static bool start_finder(struct document *d, const struct settings *s, const struct wake *wake,
			 struct cause *cause)
{
	struct pattern_options how = {.match = s->match, .regex = s->regex};
	struct pattern *pattern = pattern_new(s->query, strlen(s->query), &how, cause);

	if (pattern == NULL)
		return false;
	d->finder = finder_start(d->text, pattern, 0, wake, cause);
	return d->finder != NULL;
}

/* The next hit, waiting for the scan as long as it takes. */
static bool next_hit(struct document *d, const struct wake *wake, uint64_t from, struct range *hit)
{
	enum finder_result result;

	while ((result = finder_next(d->finder, from, hit)) == FINDER_PENDING)
		wake_wait(wake);
	return result == FINDER_FOUND;
}

/* The hit's paragraph as read, cut to what is around the hit: [from, to) of p->clean. */
static void surroundings(const struct paragraph *p, struct range hit, size_t *from, size_t *to)
{
	size_t begin = paragraph_from_source(p, hit.begin);
	size_t end = hit.end < p->segment.end ? paragraph_from_source(p, hit.end) : p->clean.len;

	*from = begin > AROUND ? begin - AROUND : 0;
	*to = p->clean.len - end > AROUND ? end + AROUND : p->clean.len;
	while (*from > 0 && ((unsigned char)p->clean.data[*from] & 0xC0) == 0x80)
		--*from;
	while (*to < p->clean.len && ((unsigned char)p->clean.data[*to] & 0xC0) == 0x80)
		++*to;
}

/* Hits come in order: what was found out for the one before mostly holds for the next. */
struct report {
	struct document *d;
	const struct printing *how;
	uint32_t heading; /* of the hit before */
	uint64_t pos;     /* a place, and its line from 0 */
	uint64_t line;
	struct segment segment; /* whose paragraph is in d->scratch; empty: none is */
	uint32_t *ids;          /* of headings where points have none; NULL: in order from 1 */
};

/* Numbers the headings as --outline=json does: points count there unless they were switched off. */
static uint32_t *number_headings(const struct outline *o, const struct settings *s)
{
	uint32_t *ids, id = 0;

	if (!settings_given(s, offsetof(struct settings, points)) || s->points)
		return NULL;
	ids = memory_zalloc(o->n + 1, sizeof(ids[0]));
	for (uint32_t i = 0; i < o->n; i++)
		ids[i] = o->items[i].flags & HEADING_POINT ? id : ++id;
	return ids;
}

static uint32_t id_of(const struct report *r, uint32_t heading)
{
	if (heading == OUTLINE_NONE)
		return 0;
	return r->ids != NULL ? r->ids[heading] : heading + 1;
}

/* Further on than this the index is asked. */
#define COUNTED_HERE 65536

static uint64_t line_of(struct report *r, uint64_t pos)
{
	if (pos < r->pos || pos - r->pos > COUNTED_HERE) {
		if (!text_line_of(r->d->text, pos, &r->line))
			r->line = 0;
		r->pos = pos;
	}
	while (r->pos < pos) {
		size_t n;
		const char *bytes = source_peek(text_source(r->d->text), r->pos, &n), *newline;

		if (bytes == NULL)
			break;
		n = pos - r->pos < n ? (size_t)(pos - r->pos) : n;
		newline = memchr(bytes, '\n', n);
		r->line += newline != NULL;
		r->pos += newline != NULL ? (uint64_t)(newline - bytes) + 1 : n;
	}
	return r->line;
}

/* Reads the paragraph that a place lies in; false if the text ends before. */
static bool read_paragraph(struct report *r, uint64_t pos)
{
	if (pos >= r->segment.begin && pos < r->segment.next)
		return true;
	r->segment = (struct segment){0};
	if (!text_segment_at(r->d->text, pos, &r->segment))
		return false;
	document_paragraph(r->d, &r->segment, READING_HIDE, &r->d->scratch);
	return true;
}

static void print_json(struct report *r, struct range hit)
{
	struct document *d = r->d;
	json_t *object = json_object();
	uint32_t heading = outline_section_at(d->outline, hit.begin);
	size_t from, to;

	if (r->how->names)
		json_put_text(object, "file", d->path, strlen(d->path));
	json_put_number(object, "line", line_of(r, hit.begin) + 1);
	json_put_number(object, "offset", hit.begin);
	json_put_number(object, "length", hit.end - hit.begin);
	json_put_number(object, "heading", id_of(r, heading));
	if (read_paragraph(r, hit.begin)) {
		surroundings(&d->scratch, hit, &from, &to);
		json_put_text(object, "text", d->scratch.clean.data + from, to - from);
	}
	json_put_line(object, r->how->out);
}

/* The titles around the hits that follow; the paragraph that was read is no longer there. */
static void print_heading(struct report *r, uint32_t heading)
{
	struct buffer path;
	const char *bold = r->how->colour ? "\033[1m" : "";

	buffer_init(&path);
	document_path(r->d, r->d->outline->items[heading].offset, &path);
	fprintf(r->how->out, "%s%s%s\n", bold, path.data, r->how->colour ? "\033[m" : "");
	buffer_release(&path);
	r->segment = (struct segment){0};
}

static void print_text(struct report *r, struct range hit)
{
	const struct printing *how = r->how;
	const struct paragraph *p = &r->d->scratch;
	uint32_t heading = outline_section_at(r->d->outline, hit.begin);
	size_t from, to, begin, end;
	const char *clean;

	if (heading != r->heading && heading != OUTLINE_NONE)
		print_heading(r, heading);
	r->heading = heading;
	if (!read_paragraph(r, hit.begin))
		return;
	surroundings(p, hit, &from, &to);
	clean = p->clean.data;
	begin = paragraph_from_source(p, hit.begin);
	end = hit.end < r->segment.end ? paragraph_from_source(p, hit.end) : p->clean.len;
	if (how->names)
		fprintf(how->out, "%s:", r->d->path);
	fprintf(how->out, "%llu: %s%.*s%s%.*s%s%.*s%s\n",
		(unsigned long long)line_of(r, hit.begin) + 1, from > 0 ? "…" : "",
		(int)(begin - from), clean + from, how->colour ? "\033[7m" : "", (int)(end - begin),
		clean + begin, how->colour ? "\033[m" : "", (int)(to - end), clean + end,
		to < p->clean.len ? "…" : "");
}

bool print_scan(struct document *d, struct cause *cause)
{
	if (!document_scan(d, cause) || !indexer_wait(d->indexer))
		return false;
	document_update(d);
	return true;
}

int print_find(struct document *d, const struct printing *how, struct cause *cause)
{
	struct wake wake;
	struct range hit;
	uint64_t from = 0;
	struct report report = {.d = d, .how = how, .heading = OUTLINE_NONE};
	int status = 1;

	if (!wake_init(&wake, cause))
		return 2;
	if (!start_finder(d, how->settings, &wake, cause)) {
		wake_release(&wake);
		return 2;
	}
	while (next_hit(d, &wake, from, &hit)) {
		if (status == 1 && !print_scan(d, cause)) {
			status = 2;
			break;
		}
		if (status == 1)
			report.ids = number_headings(d->outline, how->settings);
		status = 0;
		if (how->settings->format == FORMAT_JSON)
			print_json(&report, hit);
		else
			print_text(&report, hit);
		from = hit.end;
	}
	if (status != 2 && finder_trouble(d->finder) != NULL) {
		cause_set(cause, "%s: %s", d->path, finder_trouble(d->finder));
		status = 2;
	}
	free(report.ids);
	finder_free(d->finder);
	d->finder = NULL;
	wake_release(&wake);
	return status;
}
