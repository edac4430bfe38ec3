/* SPDX-License-Identifier: MIT */
/* The titles of the headings above a place, and the way back from them to a heading. */
#ifndef PLACE_HEADING_PATH_H
#define PLACE_HEADING_PATH_H

#include <stdint.h>

#include "base/attributes.h"
#include "outline/outline.h"
#include "place/clean.h"

/* The titles (labels where there is no title) above pos, outermost first, each ended by '\n'; for
 * free().  "" without an outline or above the first heading. */
char *heading_path_of(struct clean_reader *r, const struct outline *outline,
		      uint64_t pos) ATTRIBUTE_NODISCARD;

/* The offset of the heading at the end of the path; where that is gone, of the innermost one above
 * it that is still there.  Among equal titles the nearest to `near`.  POS_NONE if none. */
uint64_t heading_path_find(struct clean_reader *r, const struct outline *outline, const char *path,
			   uint64_t near);

#endif
