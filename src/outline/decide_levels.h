/* SPDX-License-Identifier: MIT */
/* Levels: which family is inside which, and the tree that follows. */
#ifndef OUTLINE_DECIDE_LEVELS_H
#define OUTLINE_DECIDE_LEVELS_H

#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/outline.h"

/*
 * Fills o with what has a verdict in a document of its notation.  o->items is the caller's: memory
 * for as many headings, or that of the candidates themselves, from its beginning.  They are gone
 * then: a heading is smaller, and each is written over candidates that were read already.
 */
void decide_tree(const struct candidate *items, size_t n, const struct ruling *rulings,
		 struct outline *o);

#endif
