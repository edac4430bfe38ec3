/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "print/json.h"
#include "print/print.h"
#include "search/finder.h"

/* As much of a paragraph as is printed around a hit, in bytes on either side. */
#define AROUND 120

static bool start_finder(struct document *d, const struct settings *s, const struct wake *wake,
                         struct cause *cause)
{
	struct pattern_options how = {s->match, s->regex};
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

static void print_json(struct document *d, const struct printing *how, struct range hit)
{
	json_t *object = json_object();
	uint32_t heading = outline_section_at(d->outline, hit.begin);
	struct segment segment;
	uint64_t line = 0;
	size_t from, to;

	if (how->names)
		json_put_text(object, "file", d->path, strlen(d->path));
	text_line_of(d->text, hit.begin, &line);
	json_put_number(object, "line", line + 1);
	json_put_number(object, "offset", hit.begin);
	json_put_number(object, "length", hit.end - hit.begin);
	/* The id that --outline=json prints for it. */
	json_put_number(object, "heading", heading != OUTLINE_NONE ? (uint64_t)heading + 1 : 0);
	if (text_segment_at(d->text, hit.begin, &segment)) {
		document_paragraph(d, &segment, READING_HIDE, &d->scratch);
		surroundings(&d->scratch, hit, &from, &to);
		json_put_text(object, "text", d->scratch.clean.data + from, to - from);
	}
	json_put_line(object, how->out);
}

static void print_heading(struct document *d, const struct printing *how, uint32_t heading)
{
	struct buffer path;

	buffer_init(&path);
	document_path(d, d->outline->items[heading].offset, &path);
	fprintf(how->out, "%s%s%s\n", how->colour ? "\033[1m" : "", path.data,
	        how->colour ? "\033[m" : "");
	buffer_release(&path);
}

static void print_text(struct document *d, const struct printing *how, struct range hit,
                       uint32_t *last)
{
	uint32_t heading = outline_section_at(d->outline, hit.begin);
	struct segment segment;
	size_t from, to, begin, end;
	const char *clean;
	uint64_t line = 0;

	if (heading != *last && heading != OUTLINE_NONE)
		print_heading(d, how, heading);
	*last = heading;
	text_line_of(d->text, hit.begin, &line);
	if (!text_segment_at(d->text, hit.begin, &segment))
		return;
	document_paragraph(d, &segment, READING_HIDE, &d->scratch);
	surroundings(&d->scratch, hit, &from, &to);
	clean = d->scratch.clean.data;
	begin = paragraph_from_source(&d->scratch, hit.begin);
	end = hit.end < segment.end ? paragraph_from_source(&d->scratch, hit.end)
	                            : d->scratch.clean.len;
	if (how->names)
		fprintf(how->out, "%s:", d->path);
	fprintf(how->out, "%llu: %s%.*s%s%.*s%s%.*s%s\n", (unsigned long long)line + 1,
	        from > 0 ? "…" : "", (int)(begin - from), clean + from,
	        how->colour ? "\033[7m" : "", (int)(end - begin), clean + begin,
	        how->colour ? "\033[m" : "", (int)(to - end), clean + end,
	        to < d->scratch.clean.len ? "…" : "");
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
	uint32_t last = OUTLINE_NONE;
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
		status = 0;
		if (how->settings->format == FORMAT_JSON)
			print_json(d, how, hit);
		else
			print_text(d, how, hit, &last);
		from = hit.end;
	}
	if (status != 2 && finder_trouble(d->finder) != NULL) {
		cause_set(cause, "%s: %s", d->path, finder_trouble(d->finder));
		status = 2;
	}
	finder_free(d->finder);
	d->finder = NULL;
	wake_release(&wake);
	return status;
}
