/* SPDX-License-Identifier: MIT */
/* A line of the source, as it stands. */
#ifndef OUTLINE_RAW_LINE_H
#define OUTLINE_RAW_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/paragraph.h"

/* As much of a line as is looked at for a label, and for points. */
#define RAW_LINE_LABEL 4096
#define RAW_LINE_MOST 65536

struct raw_line {
	uint64_t begin;    /* in the source */
	uint64_t number;   /* from 0 */
	const char *bytes; /* without the newline */
	size_t len;        /* at most RAW_LINE_MOST */
	bool cut;          /* the line goes on */
};

/* Cleans a line, as much of it as `limit` bytes; readings of these kinds are left out. */
void raw_line_clean(const struct raw_line *line, size_t limit, unsigned kinds,
		    struct paragraph *out);

#endif
