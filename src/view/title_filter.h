/* SPDX-License-Identifier: MIT */
/*
 * The filter of titles: what is typed to find a heading again.  A title passes if it has the
 * characters of the query in order, not necessarily side by side.  A character is matched by
 *
 *     itself, in either case, width, script and form      机 is 機, Ａ is a, カ is か, e is é
 *     the beginning of any of its Mandarin readings       j, ji for 機; so jgdj, jiguan and jiguand
 *                                                         find 機關黨建
 *     the beginning of its Latin spelling, if it is kana  sha for しゃ
 *
 * Blanks in the query count for nothing.  Because beginnings count, a title that passes a query
 * passes all its beginnings: while a query is typed on, only what passed before can pass.
 *
 * The places of the query that a beginning of the title can have come to are a set of bits; one
 * character moves them all at once, so the time does not depend on how many readings fit.
 */
#ifndef VIEW_TITLE_FILTER_H
#define VIEW_TITLE_FILTER_H

#include <stdbool.h>
#include <stddef.h>

/* Code points of a query, and characters of a title, that are looked at. */
#define TITLE_FILTER_QUERY_MAX 63
#define TITLE_FILTER_TITLE_MAX 256

/* A query made ready; it remembers the characters it has met, so each thread has its own. */
struct title_filter;

struct title_filter *title_filter_new(const char *query, size_t len);
void title_filter_free(struct title_filter *f);

/* Whether everything passes: there is nothing in the query but blanks. */
bool title_filter_is_empty(const struct title_filter *f);

/* Whether f lets pass nothing that `wider` does not: its query goes on from the other's. */
bool title_filter_narrows(const struct title_filter *f, const struct title_filter *wider);

/* Whether a title (UTF-8, any bytes) passes. */
bool title_filter_passes(struct title_filter *f, const char *title, size_t len);

/*
 * How well a title that passes matches, by its best alignment: characters side by side, at the
 * start of words, and at the start of the title, which is `label` bytes on.  Among equals the
 * shorter title is better.  Any int; INT_MIN if it does not pass.  marks (NULL, or len bytes) gets
 * 1 for each byte of a matched character, else 0.
 */
int title_filter_score(struct title_filter *f, const char *title, size_t len, size_t label,
		       unsigned char *marks);

#endif
