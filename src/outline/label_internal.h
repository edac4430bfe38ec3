/* SPDX-License-Identifier: MIT */
/* What the parts of label_match() share: label.c has what counts, label_words.c what has a name. */
#ifndef OUTLINE_LABEL_INTERNAL_H
#define OUTLINE_LABEL_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/label.h"

/* Takes a numeral that is small enough for a label. */
bool label_take_numeral(struct cursor *at, unsigned kinds, uint32_t *value);

/* Whether the label ends here, and how: 第二回、第三回 goes on counting and is none. */
bool label_separates(const struct cursor *at, struct match *m);

/* Section 2.3: what stands before the last dot is a prefix. */
bool label_take_parts(struct cursor *at, struct match *m);

/* A keyword and a numeral, in either order; a word alone. */
bool label_match_keywords(struct cursor *at, unsigned family, struct match *m);
bool label_match_alone(struct cursor *at, const struct family *row, struct match *m);

#endif
