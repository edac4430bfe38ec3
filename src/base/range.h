/* SPDX-License-Identifier: MIT */
/*
 * Places and ranges.  A place is a byte offset into the document's UTF-8 text (a BOM counts); a
 * range is half-open.  Rows and columns exist only while drawing.
 */
#ifndef BASE_RANGE_H
#define BASE_RANGE_H

#include <stdbool.h>
#include <stdint.h>

/* "No position", and "to the very end" where an end is meant. */
#define POS_NONE UINT64_MAX

struct range {
	uint64_t begin;
	uint64_t end;
};

static inline bool range_has(struct range r, uint64_t pos)
{
	return pos >= r.begin && pos < r.end;
}

#endif
