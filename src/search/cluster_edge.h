/* SPDX-License-Identifier: MIT */
/* Edges between grapheme clusters (UAX #29) in text that is searched: where hits may begin and end.
 */
#ifndef SEARCH_CLUSTER_EDGE_H
#define SEARCH_CLUSTER_EDGE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether pos, the start of a code point or len, is an edge.  The bytes may be anything. */
bool cluster_edge_at(const char *s, size_t len, size_t pos);

#endif
