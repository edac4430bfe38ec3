/* SPDX-License-Identifier: MIT */
/*
 * The scout: reads a source and looks at its lines by themselves, a batch ahead of the collector,
 * which takes them in order.  Where there is much to read it does so on a thread of its own:
 *
 *     scan's thread                       scout's thread
 *     scout_next(limit) starts it   ->    reads a batch, looks at its lines
 *     waits for the next one        <-    is there
 *     ... collector_take() ...            reads the next one, up to SLOTS of them
 *     scout_next(limit)             ->    the slot is free again
 *
 * A batch depends on the bytes and on where it begins alone, so that what comes of it is the same
 * with the thread and without.
 */
#ifndef OUTLINE_SCOUT_H
#define OUTLINE_SCOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "outline/line_feed.h"
#include "outline/looker.h"
#include "text/source.h"
#include "text/text.h"

/* Lines that end in a range of the source, which does not cross a multiple of TEXT_INDEX_BLOCK. */
struct batch {
	struct range range;
	const struct raw_line *lines;
	const struct line_look *looks;
	const struct candidate *points; /* of all lines */
	size_t n;
	/* what readings are dense in the blocks of READING_GATE_BLOCK that end in the range, each
	 * at its number's remainder */
	unsigned char kinds[TEXT_INDEX_BLOCK / READING_GATE_BLOCK];
};

struct scout;

/* Begins at the start of the source, which must outlive it, as the index of labels must. */
struct scout *scout_new(const struct source *source, const struct label_index *labels);

/* Its thread is stopped first. */
void scout_free(struct scout *scout);

/* The next batch, of bytes before limit; valid until the next call.  NULL if there are none. */
const struct batch *scout_next(struct scout *scout, uint64_t limit);

/* What was read so far: all batches were taken. */
const struct line_feed *scout_feed(struct scout *scout);

/* The line that has no newline at the end of the source; false if there is none. */
bool scout_rest(struct scout *scout, struct raw_line *line);

#endif
