/* SPDX-License-Identifier: MIT */
/* Levels: which family is inside which, and the tree that follows. */
#ifndef OUTLINE_DECIDE_LEVELS_H
#define OUTLINE_DECIDE_LEVELS_H

#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/outline.h"

/* The outline of what has a verdict in a document of a notation; its end and complete are the
 * caller's. */
struct outline *decide_tree(const struct candidate *items, size_t n, const struct ruling *rulings,
			    unsigned notation);

#endif
