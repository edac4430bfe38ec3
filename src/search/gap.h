/* SPDX-License-Identifier: MIT */
/*
 * Gaps as a walk over the text skips them: the counterpart of what program.c writes for PCRE2.  All
 * positions are bytes; text may be anything.
 */
#ifndef SEARCH_GAP_H
#define SEARCH_GAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gap_text {
	const char *s;
	size_t len;
};

/* Where what a gap (enum gap) may skip at pos ends; pos if there is nothing of it. */
size_t gap_end(struct gap_text text, size_t pos, unsigned gap);

/* Where the white space at pos that one typed blank stands for ends; pos if there is none.  With
 * breaks it may hold one line break, or be one. */
size_t gap_blank_end(struct gap_text text, size_t pos, bool breaks);

/* Whether this is white space within a line. */
bool gap_is_blank(uint32_t c);

/* Whether something that may be skipped, or is white space, begins with this code point. */
bool gap_begins_with(uint32_t c);

#endif
