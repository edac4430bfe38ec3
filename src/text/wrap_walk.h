/* SPDX-License-Identifier: MIT */
/*
 * A walk over a paragraph's clusters, left to right, with the cells that each takes where it
 * stands: what wrap (rows) and wrap_glyphs (places) share, so that both measure alike.
 *
 * Room for readings: a base block is as wide as its reading, and one cell wider where the next base
 * follows directly.  What the base lacks is spread over its clusters as pad.
 */
#ifndef TEXT_WRAP_WALK_H
#define TEXT_WRAP_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/cluster.h"
#include "text/paragraph.h"
#include "text/wrap.h"

struct walk {
	const char *s;
	size_t n;
	const struct paragraph *paragraph;
	const struct wrap_options *options;
	size_t ruby;       /* the next one whose base may hold a cluster */
	size_t ruby_begin; /* where its base begins; SIZE_MAX if there is none */
	bool measured;     /* pad, clusters and done hold for it */
	uint32_t pad;      /* cells to spread over its base */
	uint32_t clusters; /* of its base */
	uint32_t done;     /* of those, passed */
};

struct step {
	size_t end;     /* of the cluster, in clean bytes */
	uint32_t width; /* cells, at most 255 */
	uint32_t pad;   /* blank cells after it, at most 255 */
	bool blank;     /* a space, a tab or an ideographic space: hangs at a break */
};

/* A walk that goes on at pos. */
void walk_begin(struct walk *w, const struct paragraph *p, const struct wrap_options *o,
		size_t pos);

/* The pad after the cluster [pos, end), for pos at or after the next base. */
uint32_t walk_pad(struct walk *w, size_t pos, size_t end);

/* The first ruby whose base begins at or after a clean offset. */
size_t walk_ruby_from(const struct paragraph *p, size_t clean);

/* The bytes of the blank character at pos < n; 0 if there is none. */
static inline size_t walk_blank(const char *s, size_t n, size_t pos)
{
	if (s[pos] == ' ' || s[pos] == '\t')
		return 1;
	return n - pos >= 3 && (unsigned char)s[pos] == 0xE3 && (unsigned char)s[pos + 1] == 0x80 &&
			       (unsigned char)s[pos + 2] == 0x80
		       ? 3
		       : 0;
}

/* Cells of a tab at col: up to the next stop, cut at the row's edge. */
static inline uint32_t walk_tab(const struct wrap_options *o, uint32_t col)
{
	uint32_t width = o->tab - col % o->tab;

	if (!o->chop && col < o->width && width > o->width - col)
		width = o->width - col;
	return width < 255 ? width : 255;
}

/* The cluster at pos < n, which begins in column col; pos must not go back. */
static inline struct step walk_step(struct walk *w, size_t pos, uint32_t col)
{
	struct cluster cluster;
	struct step step;

	if (w->s[pos] == '\t')
		return (struct step){pos + 1, walk_tab(w->options, col), 0, true};
	cluster = cluster_at(w->s, w->n, pos, w->options->widths);
	step.end = cluster.end;
	step.width = (uint32_t)cluster.width;
	step.pad = pos >= w->ruby_begin ? walk_pad(w, pos, cluster.end) : 0;
	step.blank = cluster.end - pos == walk_blank(w->s, w->n, pos);
	return step;
}

#endif
