/* SPDX-License-Identifier: MIT */
/*
 * The outline: an immutable array of headings and points in preorder, which is also the order of
 * their offsets.  Next, previous, sibling, parent and child are arithmetic; a section is skipped by
 * its subtree end.
 *
 *     items      0 title   1 一、   2 （一）   3 一是(point)   4 二、
 *     level      0         1        2          3              1
 *     depth      0         1        2          3              1
 *     parent     NONE      NONE     1          2              NONE
 *     next       1         4        4          4              5      the index after the subtree
 *
 * Level is the family's level and may have gaps (编 1, 章 2, 条 4); depth in the tree decides
 * parents, folding to a level, and siblings.  The document's title (level 0) is nobody's parent.
 */
#ifndef OUTLINE_OUTLINE_H
#define OUTLINE_OUTLINE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "outline/candidate.h"

#define OUTLINE_NONE UINT32_MAX

enum heading_flags {
	HEADING_POINT = 1 << 0, /* a run-in point: 一是 ..., deepest level, switchable */
	HEADING_RUN_IN =
		1 << 1, /* the title ends before its line does: the body goes on behind it */
	HEADING_CORRECTED = 1 << 2 /* by the reader: added, moved or renamed */
};

/* At most 40 bytes: a text may have a million.  All lengths are of source bytes. */
struct heading {
	uint64_t offset; /* where the label begins */
	uint32_t line;   /* the source line, from 0; UINT32_MAX if past that */
	uint32_t parent; /* index, or OUTLINE_NONE at the top */
	uint32_t next;   /* index after the subtree */
	uint32_t number; /* what the label counts: 3 for 第三条; 0 if it does not count */
	uint32_t body;   /* from offset to where the text after the title begins */
	uint16_t indent; /* from the start of the line to offset (0 for points inside a line) */
	uint16_t title;  /* from offset to the title: the length of the label and what follows it */
	uint16_t title_len; /* of the title, without marks that close it; may span a line break */
	uint8_t level;
	uint8_t depth;  /* 0 for the document's title, 1 at the top of the tree */
	uint8_t family; /* outline_family_name() */
	uint8_t flags;  /* enum heading_flags */
	uint8_t reason; /* enum reason: why it is one */
};

/* An entry of a printed contents and the heading that it names. */
struct contents_link {
	uint64_t offset; /* of the entry's label */
	uint32_t line;   /* from 0 */
	uint32_t heading;
};

/* A candidate and what became of it, for --explain. */
struct explained {
	struct candidate candidate;
	struct ruling ruling;
	uint32_t heading; /* index among the headings; OUTLINE_NONE if it is none */
};

struct rules;

struct outline {
	struct heading *items;
	size_t n;
	struct contents_link *links; /* in order of their offsets */
	size_t n_links;
	uint64_t end;     /* the text's size when this was decided: where the last sections end */
	bool complete;    /* the whole text has been seen */
	uint8_t notation; /* of the document: enum candidate_notation */

	const struct rules *rules;   /* the user's, whose names families may have; NULL: none */
	uint32_t rules_gave_up;      /* those left out for taking too long on some lines, as bits */
	struct explained *explained; /* where asked for, once complete: all candidates in order */
	size_t n_explained;
	uint64_t n_forgotten; /* rejected candidates that are not among them */
	atomic_uint shares;
};

/* An outline of nothing. */
struct outline *outline_new(void);
void outline_free(struct outline *o);

/* The name of a heading's family; of a user's rule its own. */
const char *outline_family_name(const struct outline *o, uint32_t i);

/* The same of any family in this outline. */
const char *outline_name_of(const struct outline *o, unsigned family);

/* Lays candidates beside the headings that decide_tree() made of them by these rulings. */
void outline_explain(struct outline *o, const struct candidate *items, const struct ruling *rulings,
		     size_t n);

/* One more owner, on any thread: each calls outline_free(), the last one's frees.  Returns o. */
struct outline *outline_share(struct outline *o);

/* The last heading that begins (its line begins) at or before pos; OUTLINE_NONE before the first.
 * Points count only if asked for. */
uint32_t outline_at(const struct outline *o, uint64_t pos, bool points);

/* Of headings first to n, in order of offset: the first that is not before offset; n if all are. */
size_t headings_before(const struct heading *items, size_t first, size_t n, uint64_t offset);

/* The heading or point whose label begins at offset; OUTLINE_NONE if there is none. */
uint32_t outline_find(const struct outline *o, uint64_t offset);

/* The innermost section that holds pos: as outline_at(), but never the document's title. */
uint32_t outline_section_at(const struct outline *o, uint64_t pos);

/* The heading's line start, and where its subtree ends (the line start of what follows). */
uint64_t outline_begin(const struct outline *o, uint32_t i);
uint64_t outline_end(const struct outline *o, uint32_t i);

/* Steps; OUTLINE_NONE where there is no such heading.  i may be OUTLINE_NONE for "before the first"
 * in outline_next().  Points are passed over unless asked for. */
uint32_t outline_next(const struct outline *o, uint32_t i, bool points);
uint32_t outline_previous(const struct outline *o, uint32_t i, bool points);
uint32_t outline_next_sibling(const struct outline *o, uint32_t i);
uint32_t outline_previous_sibling(const struct outline *o, uint32_t i);
uint32_t outline_child(const struct outline *o, uint32_t i);
uint32_t outline_parent(const struct outline *o, uint32_t i);

/* The heading that the entry of a printed contents in [line.begin, line.end) names; OUTLINE_NONE
 * if there is no entry, or no such heading. */
uint32_t outline_link_in(const struct outline *o, struct range line);

/* Whether there is anything to fold or list: headings that are neither points nor the title. */
bool outline_is_empty(const struct outline *o);

/* The deepest depth of headings that are no points. */
unsigned outline_depth(const struct outline *o);

#endif
