/* SPDX-License-Identifier: MIT */
#include "search/subject.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/array.h"
#include "base/utf8.h"

void subject_init(struct subject *s)
{
	memset(s, 0, sizeof(*s));
	buffer_init(&s->copy);
	paragraph_init(&s->paragraph);
}

void subject_release(struct subject *s)
{
	buffer_release(&s->copy);
	paragraph_release(&s->paragraph);
	free(s->runs);
}

static bool needs_cleaning(const char *bytes, size_t n)
{
	return memchr(bytes, 0x08, n) != NULL || memchr(bytes, 0x1B, n) != NULL;
}

static void add_run(struct subject *s, size_t raw, bool indivisible)
{
	s->runs = array_reserve(s->runs, &s->run_capacity, s->n_runs + 1, sizeof(s->runs[0]));
	s->runs[s->n_runs++] =
		(struct subject_run){.at = s->copy.len, .raw = raw, .indivisible = indivisible};
}

static bool is_named(const struct paragraph *p, size_t clean, size_t *span)
{
	while (*span < p->n_spans && p->spans[*span].end <= clean)
		++*span;
	return *span < p->n_spans && p->spans[*span].begin <= clean &&
	       (p->spans[*span].flags & SPAN_NAME) != 0;
}

/* Appends one piece of a line, cleaned.  What is shown by name stands as its own byte: a search
 * finds what the text says, not what the screen calls it. */
static void add_clean(struct subject *s, const char *bytes, size_t raw, size_t n)
{
	struct paragraph *p = &s->paragraph;
	struct segment segment = {.begin = raw, .end = raw + n, .next = raw + n};
	struct clean_options options = {.readings = READING_SHOW, .kinds = 0};
	size_t span = 0;

	/* raw may be 0 without being the start of the text, where a BOM would count. */
	segment.begin += 1;
	segment.end += 1;
	segment.next += 1;
	paragraph_clean(p, &segment, bytes + raw, &options);
	for (size_t i = 0; i < p->n_runs; i++) {
		bool last = i + 1 == p->n_runs;
		size_t clean = p->runs[i].clean, from = p->runs[i].raw;
		size_t clean_end = last ? p->clean.len : p->runs[i + 1].clean;
		size_t to = last ? n : p->runs[i + 1].raw;

		if (clean == clean_end)
			continue;
		if (is_named(p, clean, &span)) {
			add_run(s, raw + from, false);
			buffer_append(&s->copy, bytes + raw + from, to - from);
		} else {
			add_run(s, raw + from, to - from != clean_end - clean);
			buffer_append(&s->copy, p->clean.data + clean, clean_end - clean);
		}
	}
}

static void clean_lines(struct subject *s, const char *bytes, size_t len)
{
	for (size_t pos = 0; pos < len;) {
		const char *newline = memchr(bytes + pos, '\n', len - pos);
		size_t end = newline != NULL ? (size_t)(newline - bytes) : len;
		size_t n = end - pos < TEXT_LINE_MAX ? end - pos : TEXT_LINE_MAX;

		if (needs_cleaning(bytes + pos, n)) {
			add_clean(s, bytes, pos, n);
		} else if (n > 0) {
			add_run(s, pos, false);
			buffer_append(&s->copy, bytes + pos, n);
		}
		pos += n;
		if (pos == end && end < len) {
			add_run(s, pos++, false);
			buffer_append_byte(&s->copy, '\n');
		}
	}
	add_run(s, len, true);
	s->bytes = s->copy.data;
	s->len = s->copy.len;
}

static void mend(struct subject *s)
{
	const uint8_t *bad = u8_check((const uint8_t *)s->bytes, s->len);
	size_t pos;

	if (bad == NULL)
		return;
	pos = (size_t)(bad - (const uint8_t *)s->bytes);
	if (s->bytes != s->copy.data) {
		buffer_append(&s->copy, s->bytes, s->len);
		s->bytes = s->copy.data;
	}
	while (pos < s->len) {
		uint32_t c;
		size_t n = utf8_decode(s->bytes + pos, s->len - pos, &c);

		if (c == UTF8_BAD)
			s->copy.data[pos] = 0x1A;
		pos += n;
	}
}

void subject_set(struct subject *s, const char *bytes, size_t len, bool valid_utf8)
{
	s->bytes = bytes;
	s->len = len;
	s->n_runs = 0;
	buffer_clear(&s->copy);
	if (needs_cleaning(bytes, len))
		clean_lines(s, bytes, len);
	if (valid_utf8)
		mend(s);
}

/* The run that holds a subject offset: the last that begins at or before it. */
static const struct subject_run *run_of(const struct subject *s, size_t at)
{
	size_t low = 0, high = s->n_runs;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (s->runs[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return &s->runs[low];
}

size_t subject_raw_begin(const struct subject *s, size_t at)
{
	const struct subject_run *run;

	if (s->n_runs == 0)
		return at;
	run = run_of(s, at);
	return run->indivisible || at < run->at ? run->raw : run->raw + (at - run->at);
}

size_t subject_raw_end(const struct subject *s, size_t at)
{
	const struct subject_run *run;

	if (s->n_runs == 0 || at == 0)
		return at;
	run = run_of(s, at - 1);
	return run->indivisible ? run[1].raw : run->raw + (at - run->at);
}

size_t subject_at(const struct subject *s, size_t raw)
{
	size_t low = 0, high = s->n_runs;

	if (high == 0)
		return raw;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->runs[middle].raw <= raw)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	low--;
	if (s->runs[low].raw == raw)
		return s->runs[low].at;
	if (low + 1 == s->n_runs)
		return s->len;
	if (s->runs[low].indivisible)
		return s->runs[low + 1].at;
	/* Behind the run's bytes something that is not shown may follow. */
	raw = s->runs[low].at + (raw - s->runs[low].raw);
	return raw < s->runs[low + 1].at ? raw : s->runs[low + 1].at;
}
