/* SPDX-License-Identifier: MIT */
/*
 * The sparse tree: what queries leave of a document.  Shown are the lines that meet them, n lines
 * of context around each, and the lines of the headings above them, all as folds and narrowing have
 * it; a folded section is shown where something inside it would be.  The rest is left out in
 * *gaps*, each of which is one row until it is opened; blank lines alone between what is shown
 * stay.
 *
 *     二、突出重点，落实措施             its subtree holds a line that meets the query
 *     … 2 lines                          a gap
 *     1、干流堤防由市里查。……           the line
 *     … 14 lines
 *
 * Nothing is listed: from any place what is shown next is found through the counts per block of a
 * finder of lines.  While that one runs, what it has not seen counts as left out.
 */
#ifndef VIEW_SPARSE_H
#define VIEW_SPARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "search/finder.h"
#include "view/document.h"

#define SPARSE_CONTEXT_MAX 1000

struct sparse_query {
	const char *text; /* of len > 0 bytes */
	size_t len;
	struct pattern_options how;
	bool without;     /* the lines that do not hold it */
	unsigned context; /* lines around each; of all queries from now on */
};

/* Leaves out of a document, from now on, the lines that do not meet the query; looks for them at
 * from first.  Another query narrows further.  False with a cause: then nothing has changed. */
bool sparse_add(struct document *d, const struct sparse_query *query, uint64_t from,
		struct cause *cause) ATTRIBUTE_NODISCARD;

/* Shows everything again; also where nothing is left out. */
void sparse_end(struct document *d);

/* The functions below are for a document whose sparse member is not NULL. */

/* Lines found so far, and whether that is all. */
uint64_t sparse_count(const struct document *d);
bool sparse_complete(const struct document *d);

/* Whether the search has found more since the last call. */
bool sparse_has_news(struct document *d);

/* The source has grown or was cut. */
void sparse_extend(struct document *d);

/* Lines shown around each that was found. */
unsigned sparse_context(const struct document *d);

/* Appends the queries: "&one &!two", with "2" before the first for two lines of context. */
void sparse_describe(const struct document *d, struct buffer *out);

/* A run of what is left out. */
struct gap {
	struct range range;
	bool sure_begin; /* all that is before it has been searched, as far as that matters */
	bool sure_end;
};

/* Whether pos is left out, and if so all that is left out around it. */
bool sparse_gap_at(struct document *d, uint64_t pos, struct gap *gap);

/* Shows a range of whole lines that was left out; leaves out again what was opened around pos:
 * false if nothing was. */
void sparse_open(struct document *d, struct range range);
bool sparse_close(struct document *d, uint64_t pos);

/* Shows the line that holds pos if it is left out. */
void sparse_reveal(struct document *d, uint64_t pos);

/* Headings that are shown, points left out: whether one is, and the next and the previous one; i
 * may be OUTLINE_NONE for the first and the last.  OUTLINE_NONE if there is none so far. */
bool sparse_shows(struct document *d, uint32_t heading);
uint32_t sparse_next(struct document *d, uint32_t heading);
uint32_t sparse_previous(struct document *d, uint32_t heading);

#endif
