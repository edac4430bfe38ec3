/* SPDX-License-Identifier: MIT */
/* Reading a text for comparison: segment by segment, clean, inline readings hidden. */
#ifndef PLACE_CLEAN_H
#define PLACE_CLEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "text/paragraph.h"
#include "text/text.h"

struct clean_reader {
	struct text *text;
	struct reading_gate *gate;
	struct paragraph paragraph; /* the segment read last */
	struct buffer bytes;
};

void clean_reader_init(struct clean_reader *r, struct text *text);
void clean_reader_release(struct clean_reader *r);

/* Reads the segment that holds pos into r->paragraph; false where the text ends. */
bool clean_read(struct clean_reader *r, uint64_t pos);

/* Reads the segment before the one read last; false at the start of the text. */
bool clean_read_before(struct clean_reader *r);

/* A copy of the clean text of a range inside one segment, tabs and all. */
char *clean_copy(struct clean_reader *r, uint64_t begin, uint64_t end);

#endif
