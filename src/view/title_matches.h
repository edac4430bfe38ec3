/* SPDX-License-Identifier: MIT */
/*
 * The headings whose titles a query lets pass, found among any number of them: the first few
 * thousand at once, the rest by a job that shows what it has so far.  A query that goes on from an
 * earlier one looks only at what passed that.
 *
 *     rows    the matches and, before them, the headings around them, in the order of the text
 *     best    the matches again, the best first, TITLE_MATCHES_BEST at most
 */
#ifndef VIEW_TITLE_MATCHES_H
#define VIEW_TITLE_MATCHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/job.h"
#include "outline/correction.h"
#include "outline/outline.h"
#include "text/source.h"

#define TITLE_MATCHES_BEST 200

struct title_matches;

struct title_query {
	const char *text;
	size_t len;
	bool points;                           /* look at points too */
	const struct corrections *corrections; /* titles that the reader gave; NULL: none */
};

/*
 * Starts looking.  The outline is shared; source and wake (may be NULL) outlive it.  before (may be
 * NULL) is taken over: if the query goes on from that one's, on the same outline, its matches are
 * all that is looked at.
 */
struct title_matches *title_matches_start(const struct source *source, struct outline *outline,
					  const struct title_query *query, const struct wake *wake,
					  struct title_matches *before);
void title_matches_free(struct title_matches *m);

/* Takes what the job has found; true if that is more than before. */
bool title_matches_update(struct title_matches *m);
bool title_matches_complete(const struct title_matches *m);

/* What is known so far.  Rows hold until the next update. */
size_t title_matches_count(const struct title_matches *m);
size_t title_matches_rows(const struct title_matches *m);
uint32_t title_matches_row(const struct title_matches *m, size_t row);
bool title_matches_is_match(const struct title_matches *m, size_t row);
/* The first row at or behind a heading; the number of rows if there is none. */
size_t title_matches_find(const struct title_matches *m, uint32_t heading);
size_t title_matches_best(const struct title_matches *m, const uint32_t **best);

#endif
