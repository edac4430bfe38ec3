/* SPDX-License-Identifier: MIT */
#include "text/paragraph_writer.h"

#include <assert.h>

#include "base/array.h"

void writer_init(struct writer *w, struct paragraph *p)
{
	*w = (struct writer){p, 0, 0, MAP_NONE};
	buffer_clear(&p->clean);
	p->n_spans = p->n_runs = 0;
}

static bool is_plain(const struct style *style)
{
	return style->flags == 0 && style->foreground < 0 && style->background < 0;
}

void writer_span(struct writer *w, size_t begin, size_t end, const struct style *style)
{
	struct paragraph *p = w->p;
	struct span *last = p->n_spans > 0 ? &p->spans[p->n_spans - 1] : NULL;

	assert(last == NULL || last->end <= begin);
	if (begin == end || is_plain(style))
		return;
	if (last != NULL && last->end == begin && last->flags == style->flags &&
	    last->foreground == style->foreground && last->background == style->background) {
		last->end = (uint32_t)end;
		return;
	}
	p->spans = array_reserve(p->spans, &p->span_capacity, p->n_spans + 1, sizeof(p->spans[0]));
	p->spans[p->n_spans++] = (struct span){(uint32_t)begin, (uint32_t)end, style->flags,
					       style->foreground, style->background};
}

void writer_text(struct writer *w, const char *bytes, size_t n, const struct style *style)
{
	size_t begin = w->p->clean.len;

	buffer_append(&w->p->clean, bytes, n);
	writer_span(w, begin, begin + n, style);
}

static void add_run(struct writer *w, enum map_kind kind, size_t clean, size_t raw)
{
	struct paragraph *p = w->p;

	if (kind != w->last || kind == MAP_WHOLE) {
		p->runs =
			array_reserve(p->runs, &p->run_capacity, p->n_runs + 1, sizeof(p->runs[0]));
		p->runs[p->n_runs++] = (struct map_run){w->clean, w->raw};
	}
	w->clean += (uint32_t)clean;
	w->raw += (uint32_t)raw;
	w->last = kind;
}

void writer_map(struct writer *w, size_t clean, size_t raw, bool same)
{
	assert(!same || clean == raw);
	if (raw == 0)
		assert(clean == 0);
	else if (same)
		add_run(w, MAP_SAME, clean, raw);
	else if (clean == 0)
		add_run(w, MAP_REMOVED, 0, raw);
	else if (clean != raw)
		add_run(w, MAP_WHOLE, clean, raw);
	else {
		/* Equal lengths would mean byte by byte: the last byte counts as removed. */
		assert(raw > 1);
		add_run(w, MAP_WHOLE, clean, raw - 1);
		add_run(w, MAP_REMOVED, 0, 1);
	}
}

void writer_finish(struct writer *w)
{
	w->last = MAP_NONE;
	add_run(w, MAP_WHOLE, 0, 0);
}
