/* SPDX-License-Identifier: MIT */
#include "text/paragraph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "text/paragraph_cells.h"
#include "text/paragraph_characters.h"
#include "text/paragraph_escapes.h"
#include "text/paragraph_readings.h"
#include "text/paragraph_writer.h"

#define BACKSPACE '\b'
#define ESC '\x1B'
#define BOM "\xEF\xBB\xBF"

/* A name is at most so many times as long as what it names, so that offsets fit 32 bits. */
#define GROWTH_MAX 4

void paragraph_init(struct paragraph *p)
{
	memset(p, 0, sizeof(*p));
	buffer_init(&p->raw);
	buffer_init(&p->clean);
	buffer_init(&p->ruby_text);
}

void paragraph_release(struct paragraph *p)
{
	buffer_release(&p->raw);
	buffer_release(&p->clean);
	buffer_release(&p->ruby_text);
	free(p->spans);
	free(p->runs);
	free(p->rubies);
	free(p->cuts);
	free(p->old_runs);
	paragraph_init(p);
}

/* A line without backspaces, from pos on. */
static void clean_straight(struct writer *w, const char *s, size_t n, size_t pos)
{
	struct style style = STYLE_PLAIN;
	bool edge = true;

	while (pos < n) {
		size_t end = characters_plain(s, n, pos, edge);
		struct character character;
		struct style named;
		size_t begin;

		if (end > pos) {
			writer_text(w, s + pos, end - pos, &style);
			writer_map(w, end - pos, end - pos, true);
			edge = s[end - 1] == '\t';
			pos = end;
			continue;
		}
		end = s[pos] == ESC ? escape_apply(s + pos, n - pos, &style) : 0;
		if (end > 0) {
			writer_map(w, 0, end, false);
			pos += end;
			continue;
		}
		character = character_at(s, n, pos, edge);
		named = style;
		named.flags |= SPAN_NAME;
		begin = w->p->clean.len;
		character_append(&w->p->clean, &character);
		writer_span(w, begin, w->p->clean.len, &named);
		writer_map(w, w->p->clean.len - begin, character.len, false);
		if (character.kind == CHARACTER_LONE)
			edge = false;
		else if (character.kind != CHARACTER_REMOVED)
			edge = true;
		pos += character.len;
	}
}

/* A line with backspaces, from pos on. */
static void clean_overstruck(struct writer *w, const char *s, size_t n, size_t pos)
{
	struct style style = STYLE_PLAIN;
	struct cells cells;
	size_t run = pos; /* where the run of backspaces ends that pos is in */

	cells_init(&cells);
	while (pos < n) {
		struct character character;
		size_t len = 0;

		if (s[pos] == BACKSPACE) {
			for (run = run > pos ? run : pos; run < n && s[run] == BACKSPACE;)
				run++;
			len = cells_back(&cells, run - pos);
		} else if (s[pos] == ESC) {
			len = escape_apply(s + pos, n - pos, &style);
		}
		if (len == 0) {
			character = character_at(s, n, pos, cells_at_edge(&cells));
			if (character.kind != CHARACTER_REMOVED)
				cells_put(&cells, &character, (uint32_t)pos, &style);
			len = character.len;
		}
		pos += len;
	}
	cells_write(&cells, w);
	if (w->raw < n)
		writer_map(w, 0, n - w->raw, false);
	cells_release(&cells);
}

void paragraph_clean(struct paragraph *p, const struct segment *segment, const char *bytes,
		     const struct clean_options *options)
{
	size_t n = (size_t)(segment->end - segment->begin);
	size_t pos = 0;
	struct writer w;

	assert(segment->begin <= segment->end && n <= UINT32_MAX / GROWTH_MAX);
	p->segment = *segment;
	p->n_rubies = 0;
	buffer_clear(&p->ruby_text);
	writer_init(&w, p);
	if (segment->begin == 0 && n >= 3 && memcmp(bytes, BOM, 3) == 0) {
		writer_map(&w, 0, 3, false);
		pos = 3;
	}
	if (n > 0 && memchr(bytes, BACKSPACE, n) != NULL)
		clean_overstruck(&w, bytes, n, pos);
	else
		clean_straight(&w, bytes, n, pos);
	writer_finish(&w);
	assert(w.raw == n && w.clean == p->clean.len);
	if (options->kinds != 0)
		paragraph_apply_readings(p, options);
}

void paragraph_read(struct paragraph *p, const struct segment *segment, struct text *text,
		    struct reading_gate *gate, enum reading_mode mode)
{
	size_t want = (size_t)(segment->end - segment->begin), got;
	struct clean_options options = {mode, 0};
	struct segment found = *segment;

	buffer_clear(&p->raw);
	buffer_reserve(&p->raw, want);
	got = text_copy(text, segment->begin, p->raw.data, want);
	/* A file that was cut under the reader has less to show. */
	found.end = segment->begin + got;
	if (gate != NULL)
		options.kinds = reading_gate_kinds(gate, segment->begin);
	paragraph_clean(p, &found, p->raw.data, &options);
}

/* The last run that begins at or before an offset, clean or raw. */
static size_t find_run(const struct paragraph *p, uint32_t offset, bool raw)
{
	size_t low = 0, high = p->n_runs;

	assert(p->n_runs > 0);
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if ((raw ? p->runs[middle].raw : p->runs[middle].clean) <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Whether a run goes byte by byte. */
static bool is_same(const struct paragraph *p, size_t i)
{
	const struct map_run *run = &p->runs[i];

	return i + 1 < p->n_runs && run[1].clean - run[0].clean == run[1].raw - run[0].raw;
}

uint64_t paragraph_to_source(const struct paragraph *p, size_t clean)
{
	uint32_t at = (uint32_t)(clean < p->clean.len ? clean : p->clean.len);
	size_t i = find_run(p, at, false);
	uint32_t inside = is_same(p, i) ? at - p->runs[i].clean : 0;

	return p->segment.begin + p->runs[i].raw + inside;
}

size_t paragraph_from_source(const struct paragraph *p, uint64_t pos)
{
	uint64_t end = p->segment.begin + p->runs[p->n_runs - 1].raw;
	uint32_t at;
	size_t i;

	if (pos >= end)
		return p->clean.len;
	if (pos <= p->segment.begin)
		return 0;
	at = (uint32_t)(pos - p->segment.begin);
	i = find_run(p, at, true);
	return p->runs[i].clean + (is_same(p, i) ? at - p->runs[i].raw : 0);
}
