/* SPDX-License-Identifier: MIT */
/* The levels of marked headings: by the depth of their marks, by the mark of their underline, or
 * by the order in which underlines are first used. */
#ifndef OUTLINE_DECIDE_NOTATION_LEVELS_H
#define OUTLINE_DECIDE_NOTATION_LEVELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"

#define MARKED_STYLES 32 /* underlines of different look that are told apart */

struct marked_levels {
	unsigned notation;             /* of the document: the caller's */
	const char *underlines;        /* notation_underlines() */
	uint32_t style[MARKED_STYLES]; /* in order of first use */
	unsigned n_styles;
	uint8_t top;     /* the least level that is used, without the title's */
	uint8_t deepest; /* of the tree */
	bool first_is_title;
	uint64_t title; /* the offset of the first, if others like it are numbered and it is not;
			   else UINT64_MAX */
	bool any;
};

/* Orders the headings that l->notation marks. */
void marked_levels_find(struct marked_levels *l, const struct candidate *items, size_t n,
			const struct ruling *rulings);

/* The level of one of them in the tree; 0 for the document's title. */
uint8_t marked_level(const struct marked_levels *l, const struct candidate *c);

#endif
