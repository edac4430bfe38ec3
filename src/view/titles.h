/* SPDX-License-Identifier: MIT */
/*
 * Titles read in great numbers, on any thread: headings in order, the source in blocks where they
 * lie close together.  What it gives is what document_title() gives.
 */
#ifndef VIEW_TITLES_H
#define VIEW_TITLES_H

#include <stddef.h>

#include "base/buffer.h"
#include "outline/outline.h"
#include "text/source.h"

struct titles; /* one a thread */

/* Of one outline; source and outline must outlive it. */
struct titles *titles_new(const struct source *source, const struct outline *outline);
void titles_free(struct titles *t);

/* Appends a heading's label and title, without the marks of a markup; returns how many bytes of
 * that are the label and what follows it. */
size_t titles_read(struct titles *t, const struct heading *h, struct buffer *out);

#endif
