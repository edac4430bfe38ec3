/* SPDX-License-Identifier: MIT */
/*
 * A lattice: everything that a query matches, as a graph.
 *
 * The query is folded; its code points are the steps of the base path 0 -> 1 -> ... -> n.  Every
 * code point that folds to what lies between two nodes is an edge between them, so that each way
 * from the first node to the last spells one text that counts as the same:
 *
 *     ﬁne        0 -f,F,ｆ-> 1 -i,I,ｉ-> 2 -n,N-> 3 -e,E-> 4
 *                0 ----------ﬁ---------> 2
 *
 * Marks of different combining classes may stand in any order: such orders are detours with nodes
 * of their own.  Node numbers rise along every edge.  What may be skipped at a node (an inline
 * reading, a line break) is a property of the node.
 *
 * With pinyin an edge may be a set of syllables with hundreds of characters, and a stretch of
 * letters may lead over kana, with nodes of its own:
 *
 *     ji         0 -j-> 3 -i-> 4         (1 and 2, within kyo, leave off at nodes between)
 *                0 ----{ji}--> 4
 *
 * A lattice that has such edges is *spelt*: an automaton over code points runs it instead of a
 * PCRE2 program.
 */
#ifndef SEARCH_LATTICE_H
#define SEARCH_LATTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cause.h"
#include "search/spelling.h"

/* The code point of a step over a run of white space. */
#define LATTICE_BLANK 0x110000u

/* From here on: the set of syllables at lattice.syllables[c - LATTICE_SYLLABLES]. */
#define LATTICE_SYLLABLES 0x110001u

#define LATTICE_NO_EDGE UINT32_MAX

/* Longest query, in code points, that is searched for by pinyin. */
#define LATTICE_SPELT_MOST 256

/* What may be skipped at a node, between the characters on its two sides. */
enum gap {
	GAP_READING = 1 << 0,  /* an inline reading: behind a Han character */
	GAP_BAR = 1 << 1,      /* ｜, which opens a ruby base: before a Han character */
	GAP_SELECTOR = 1 << 2, /* a variation selector */
	GAP_BREAK = 1 << 3,    /* a line break with its indentation */
	GAP_HYPHEN = 1 << 4,   /* a soft hyphen, or a hyphen with a line break */
	GAP_BASE = 1 << 5      /* from a ruby reading to the next, 》字《: between kana */
};
#define GAP_KINDS 64 /* the number of their combinations */

/* What an edge leads over: what was typed, or a character that it spells. */
enum step_kind { STEP_TYPED, STEP_HAN, STEP_KANA };
#define STEP_KINDS 3

struct lattice_edge {
	uint32_t c;         /* a code point, LATTICE_BLANK, or from LATTICE_SYLLABLES on */
	uint32_t to;        /* the node it leads to */
	uint32_t next;      /* the next edge from the same node, or LATTICE_NO_EDGE */
	bool composed;      /* one code point for several steps: not needed for a path */
	unsigned char kind; /* enum step_kind */
};

struct lattice_node {
	uint32_t first; /* its first edge, or LATTICE_NO_EDGE */
	/* enum gap, by the kinds of the edges before and behind it. */
	unsigned char gap[STEP_KINDS][STEP_KINDS];
};

struct lattice {
	struct lattice_node *nodes; /* the last one is the end; a selector may be skipped there */
	size_t n_nodes, node_capacity;
	struct lattice_edge *edges;
	size_t n_edges, edge_capacity;
	struct syllables *syllables;
	size_t n_syllables, syllable_capacity;
	bool spelt;
	bool begins_with_mark; /* the query begins inside a cluster, so its hits may */
};

/*
 * Builds the lattice of a query in valid UTF-8, len > 0.  match is enum match_flags.  A query of
 * which nothing is left (a lone variation selector) stands for its own code points.  False with a
 * cause if it is too long.
 */
bool lattice_build(struct lattice *l, const char *query, size_t len, unsigned match,
		   struct cause *cause) ATTRIBUTE_NODISCARD;
void lattice_release(struct lattice *l);

/* The next node behind `node` that every path goes through; the last node behind itself. */
size_t lattice_cut(const struct lattice *l, size_t node);

#endif
