/* SPDX-License-Identifier: MIT */
/*
 * An automaton: a lattice with sets of hundreds of characters, run over code points.
 *
 * Two stages.  The filter is shift-and over the first characters of a hit: a table says of each
 * code point the places (first, second, ...) where some hit may have it.  Where those agree, or
 * where something stands that may be skipped, the lattice itself is walked, which decides.
 *
 * Its hits are those that a PCRE2 program of the same lattice would find, but of several that begin
 * at one place the longest is taken.
 */
#ifndef SEARCH_AUTOMATON_H
#define SEARCH_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "search/lattice.h"
#include "search/pattern.h"

struct automaton;

/* Takes what it needs of the lattice over, which is empty then.  match is enum match_flags. */
struct automaton *automaton_new(struct lattice *l, unsigned match) ATTRIBUTE_NODISCARD;
void automaton_free(struct automaton *a);

/* Bytes of the longest hit. */
size_t automaton_reach(const struct automaton *a);

/* One thread's working memory. */
struct automaton_run;
struct automaton_run *automaton_run_new(const struct automaton *a) ATTRIBUTE_NODISCARD;
void automaton_run_free(struct automaton_run *run);

/* The first hit that begins at or behind pos, between edges of clusters, in bytes that may be
 * anything. */
enum match_result automaton_find(struct automaton_run *run, const char *s, size_t len, size_t pos,
				 struct hit *hit);

#endif
