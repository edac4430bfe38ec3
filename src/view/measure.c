/* SPDX-License-Identifier: MIT */
#include "view/measure.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "text/paragraph.h"
#include "text/text.h"

/* Bytes read at once; a line that is longer than TEXT_LINE_MAX is taken in pieces. */
#define CHUNK ((size_t)4 * TEXT_LINE_MAX)

/* What one pass needs. */
struct pass {
	const struct source *source;
	const struct outline *outline;
	struct reading_gate *gate;
	struct paragraph paragraph;
	struct pace sum;
	size_t next; /* the heading that comes next */
	measure_take *take;
	void *data;
};

/* Counts a segment, and hands over what stands before each heading in it. */
static void pass_segment(struct pass *p, const struct segment *segment, const char *bytes)
{
	const struct outline *o = p->outline;
	const struct clean_options how = {READING_HIDE,
					  reading_gate_kinds(p->gate, segment->begin)};
	const struct buffer *clean = &p->paragraph.clean;
	size_t from = 0;

	paragraph_clean(&p->paragraph, segment, bytes, &how);
	for (; p->next < o->n && o->items[p->next].offset < segment->next; p->next++) {
		size_t at = paragraph_from_source(&p->paragraph, o->items[p->next].offset);

		if (at > from) {
			pace_add(&p->sum, clean->data + from, at - from);
			from = at;
		}
		p->take(p->data, p->next, &p->sum);
	}
	pace_add(&p->sum, clean->data + from, clean->len - from);
}

/* The segment at the start of n bytes; false if it may go on behind them. */
static bool cut_segment(const char *bytes, size_t n, bool last, struct segment *segment)
{
	const char *newline = memchr(bytes, '\n', n < TEXT_LINE_MAX ? n : TEXT_LINE_MAX);
	size_t end;

	if (newline != NULL) {
		end = (size_t)(newline - bytes);
		segment->next = segment->begin + end + 1;
		end -= end > 0 && bytes[end - 1] == '\r';
	} else if (n > TEXT_LINE_MAX) {
		/* Not inside a code point. */
		end = TEXT_LINE_MAX;
		while (end > TEXT_LINE_MAX - 3 && utf8_continues(bytes[end]))
			end--;
		segment->next = segment->begin + end;
	} else if (last && n > 0) {
		end = n;
		segment->next = segment->begin + end;
	} else {
		return false;
	}
	segment->end = segment->begin + end;
	return true;
}

static void pass_text(struct pass *p, struct job *job)
{
	char *bytes = memory_alloc(CHUNK);
	struct segment segment = {0};
	uint64_t end = 0; /* of what was read */
	size_t at = 0, n = 0;
	bool last = false;

	while (job == NULL || !job_stopped(job)) {
		if (cut_segment(bytes + at, n - at, last, &segment)) {
			pass_segment(p, &segment, bytes + at);
			at += (size_t)(segment.next - segment.begin);
			segment.begin = segment.next;
			continue;
		}
		if (last)
			break;
		memmove(bytes, bytes + at, n - at);
		n -= at;
		at = 0;
		/* A read may give less than there is, but nothing only at the end. */
		last = (end = source_read(p->source, segment.begin + n, bytes + n, CHUNK - n)) == 0;
		n += (size_t)end;
	}
	free(bytes);
}

void measure_pass(const struct source *source, const struct outline *outline, struct job *job,
		  measure_take *take, void *data)
{
	struct pass p = {.source = source, .outline = outline, .take = take, .data = data};

	p.gate = reading_gate_new(source);
	paragraph_init(&p.paragraph);
	pass_text(&p, job);
	for (; (job == NULL || !job_stopped(job)) && p.next <= outline->n; p.next++)
		take(data, p.next, &p.sum);
	paragraph_release(&p.paragraph);
	reading_gate_free(p.gate);
}

struct measured {
	uint64_t characters;
	double seconds;
};

struct measure {
	const struct source *source;
	struct outline *outline;
	struct measured *before; /* one more than headings */
	_Atomic size_t n;        /* so many are known; written by the job, after them */
	struct job *job;
};

static void take(void *data, size_t i, const struct pace *before)
{
	struct measure *m = data;

	m->before[i] = (struct measured){before->characters, pace_seconds(before)};
	atomic_store_explicit(&m->n, i + 1, memory_order_release);
}

static void measure_in_background(struct job *job, void *data)
{
	struct measure *m = data;

	measure_pass(m->source, m->outline, job, take, m);
}

struct measure *measure_start(const struct source *source, struct outline *outline,
			      const struct wake *wake)
{
	struct measure *m;

	assert(outline->complete);
	if (outline->end > MEASURE_BYTES_MAX)
		return NULL;
	m = memory_zalloc(1, sizeof(*m));
	m->source = source;
	m->outline = outline_share(outline);
	m->before = memory_alloc((outline->n + 1) * sizeof(m->before[0]));
	m->job = job_start(measure_in_background, m, free, wake, NULL);
	if (m->job == NULL) {
		measure_free(m);
		return NULL;
	}
	return m;
}

void measure_free(struct measure *m)
{
	if (m == NULL)
		return;
	job_free(m->job);
	outline_free(m->outline);
	free(m->before);
	free(m);
}

static bool between(const struct measure *m, size_t begin, size_t end, struct measured *result)
{
	if (end >= atomic_load_explicit(&m->n, memory_order_acquire))
		return false;
	result->characters = m->before[end].characters - m->before[begin].characters;
	result->seconds = m->before[end].seconds - m->before[begin].seconds;
	return true;
}

bool measure_complete(const struct measure *m)
{
	return job_done(m->job);
}

bool measure_section(const struct measure *m, uint32_t heading, uint64_t *characters,
		     double *seconds)
{
	struct measured result;

	assert(heading < m->outline->n);
	if (!between(m, heading, m->outline->items[heading].next, &result))
		return false;
	*characters = result.characters;
	*seconds = result.seconds;
	return true;
}

bool measure_text(const struct measure *m, uint64_t *characters, double *seconds)
{
	struct measured result;

	if (!between(m, 0, m->outline->n, &result))
		return false;
	*characters = result.characters + m->before[0].characters;
	*seconds = result.seconds + m->before[0].seconds;
	return true;
}
