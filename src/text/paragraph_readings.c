/* SPDX-License-Identifier: MIT */
#include "text/paragraph_readings.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "text/paragraph_writer.h"
#include "text/reading_aozora.h"

/* The cuts of a paragraph, in its memory. */
struct cuts {
	struct reading_cut *items;
	size_t n;
	uint32_t gone;
};

static void add_cut(struct paragraph *p, struct cuts *cuts, size_t begin, size_t end)
{
	assert(cuts->n == 0 || cuts->items[cuts->n - 1].end <= begin);
	p->cuts = array_reserve(p->cuts, &p->cut_capacity, cuts->n + 1, sizeof(p->cuts[0]));
	cuts->items = p->cuts;
	cuts->items[cuts->n++] = (struct reading_cut){(uint32_t)begin, (uint32_t)end, cuts->gone};
	cuts->gone += (uint32_t)(end - begin);
}

static void add_ruby(struct paragraph *p, const struct reading *r, const struct cuts *cuts)
{
	struct buffer *text = &p->ruby_text;
	uint32_t begin = (uint32_t)text->len;

	buffer_append(text, p->clean.data + r->text_begin, r->text_end - r->text_begin);
	p->rubies =
		array_reserve(p->rubies, &p->ruby_capacity, p->n_rubies + 1, sizeof(p->rubies[0]));
	p->rubies[p->n_rubies++] =
		(struct ruby){(uint32_t)r->base_begin - cuts->gone,
			      (uint32_t)r->base_end - cuts->gone, begin, (uint32_t)text->len};
}

static void find_cuts(struct paragraph *p, const struct clean_options *options, struct cuts *cuts)
{
	const char *s = p->clean.data;
	size_t n = p->clean.len, pos = 0;
	struct reading r;

	for (; reading_find(s, n, pos, options->kinds, &r); pos = r.end) {
		/* A base after ｜ that holds another reading is no base. */
		if (r.base_begin < pos)
			continue;
		if (r.kind == READING_AOZORA && aozora_has_bar(s, &r) && r.base_begin - 3 >= pos)
			add_cut(p, cuts, r.base_begin - 3, r.base_begin);
		if (options->readings == READING_ABOVE)
			add_ruby(p, &r, cuts);
		add_cut(p, cuts, r.begin, r.end);
	}
}

/* Adds SPAN_READING to what the cuts cover, splitting the spans that are there. */
static void mark(struct paragraph *p, const struct cuts *cuts)
{
	struct span *old = p->spans;
	size_t n_old = p->n_spans, i = 0, k = 0;
	struct writer w = {p, 0, 0, MAP_NONE};
	uint32_t at = 0;
	uint32_t len = (uint32_t)p->clean.len;

	p->spans = NULL;
	p->n_spans = p->span_capacity = 0;
	while (at < len) {
		struct style style = STYLE_PLAIN;
		uint32_t end = len;

		while (i < n_old && old[i].end <= at)
			i++;
		while (k < cuts->n && cuts->items[k].end <= at)
			k++;
		if (i < n_old && old[i].begin <= at) {
			style = (struct style){old[i].flags, old[i].foreground, old[i].background};
			end = old[i].end;
		} else if (i < n_old) {
			end = old[i].begin;
		}
		if (k < cuts->n && cuts->items[k].begin <= at) {
			style.flags |= SPAN_READING;
			end = end < cuts->items[k].end ? end : cuts->items[k].end;
		} else if (k < cuts->n) {
			end = end < cuts->items[k].begin ? end : cuts->items[k].begin;
		}
		writer_span(&w, at, end, &style);
		at = end;
	}
	free(old);
}

/* Where clean offset `at` comes to stand once the cuts are taken out; *k moves on with it. */
static uint32_t moved(const struct cuts *cuts, size_t *k, uint32_t at)
{
	while (*k < cuts->n && cuts->items[*k].end <= at)
		(*k)++;
	if (*k == cuts->n)
		return at - cuts->gone;
	if (cuts->items[*k].begin < at)
		at = cuts->items[*k].begin;
	return at - cuts->items[*k].gone;
}

static void cut_text(struct paragraph *p, const struct cuts *cuts)
{
	char *s = p->clean.data;
	size_t i;

	for (i = 0; i < cuts->n; i++) {
		const struct reading_cut *cut = &cuts->items[i];
		size_t end = i + 1 < cuts->n ? cuts->items[i + 1].begin : p->clean.len;

		memmove(s + cut->begin - cut->gone, s + cut->end, end - cut->end);
	}
	p->clean.len -= cuts->gone;
	s[p->clean.len] = '\0';
}

static void cut_spans(struct paragraph *p, const struct cuts *cuts)
{
	struct writer w = {p, 0, 0, MAP_NONE};
	size_t n_old = p->n_spans, i, k = 0;

	/* No more spans are written than were read: they can be written over. */
	p->n_spans = 0;
	for (i = 0; i < n_old; i++) {
		struct span old = p->spans[i];
		struct style style = {old.flags, old.foreground, old.background};
		uint32_t begin = moved(cuts, &k, old.begin);

		writer_span(&w, begin, moved(cuts, &k, old.end), &style);
	}
}

/* A run of same bytes with the cuts that lie in it; *k is the first that ends after its begin. */
static void cut_same(struct writer *w, const struct cuts *cuts, size_t k, struct map_run run,
		     uint32_t end)
{
	uint32_t at = run.clean;

	while (at < end) {
		bool inside = k < cuts->n && cuts->items[k].begin <= at;
		uint32_t next = end;

		if (inside)
			next = cuts->items[k].end < end ? cuts->items[k].end : end;
		else if (k < cuts->n && cuts->items[k].begin < end)
			next = cuts->items[k].begin;
		writer_map(w, inside ? 0 : next - at, next - at, !inside);
		if (inside && cuts->items[k].end <= next)
			k++;
		at = next;
	}
}

static void cut_map(struct paragraph *p, const struct cuts *cuts)
{
	struct map_run *old = p->runs;
	size_t n_old = p->n_runs, old_capacity = p->run_capacity, i, k = 0;
	struct writer w = {p, 0, 0, MAP_NONE};

	p->runs = p->old_runs;
	p->run_capacity = p->old_run_capacity;
	p->old_runs = old;
	p->old_run_capacity = old_capacity;
	p->n_runs = 0;
	for (i = 0; i + 1 < n_old; i++) {
		uint32_t end = old[i + 1].clean;
		uint32_t raw = old[i + 1].raw - old[i].raw;

		while (k < cuts->n && cuts->items[k].end <= old[i].clean)
			k++;
		if (end - old[i].clean == raw) {
			cut_same(&w, cuts, k, old[i], end);
		} else {
			size_t from = k, to = k;
			uint32_t begin = moved(cuts, &from, old[i].clean);

			writer_map(&w, moved(cuts, &to, end) - begin, raw, false);
		}
	}
	writer_finish(&w);
}

void paragraph_apply_readings(struct paragraph *p, const struct clean_options *options)
{
	struct cuts cuts = {NULL, 0, 0};

	find_cuts(p, options, &cuts);
	if (cuts.n > 0) {
		if (options->readings == READING_SHOW || options->readings == READING_DIM) {
			mark(p, &cuts);
		} else {
			cut_map(p, &cuts);
			cut_spans(p, &cuts);
			cut_text(p, &cuts);
			assert(p->runs[p->n_runs - 1].clean == p->clean.len);
		}
	}
}
