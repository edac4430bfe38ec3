/* SPDX-License-Identifier: MIT */
/*
 * Writing a paragraph's text, spans and map from left to right, in step.
 *
 *     writer_text()   what is shown, with its style; the text goes on
 *     writer_map()    which source bytes that was; the map goes on
 *
 * Runs that can be one are one: same bytes after same bytes, removed ones after removed ones.
 */
#ifndef TEXT_PARAGRAPH_WRITER_H
#define TEXT_PARAGRAPH_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/paragraph.h"
#include "text/paragraph_style.h"

enum map_kind {
	MAP_NONE,
	MAP_SAME,    /* shown as it stands, byte by byte */
	MAP_REMOVED, /* not shown */
	MAP_WHOLE,   /* one indivisible thing */
};

struct writer {
	struct paragraph *p;
	uint32_t clean; /* mapped so far */
	uint32_t raw;
	enum map_kind last;
};

/* Begins anew: p's text, spans and map are emptied, its memory kept. */
void writer_init(struct writer *w, struct paragraph *p);

/* A span of clean bytes, at or after the last one; nothing if the style is plain. */
void writer_span(struct writer *w, size_t begin, size_t end, const struct style *style);

void writer_text(struct writer *w, const char *bytes, size_t n, const struct style *style);

/* The next `clean` bytes stand for the next `raw` ones; `same` says byte by byte. */
void writer_map(struct writer *w, size_t clean, size_t raw, bool same);

/* Adds the run that stands for the end. */
void writer_finish(struct writer *w);

#endif
