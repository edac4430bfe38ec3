/* SPDX-License-Identifier: MIT */
/*
 * The indexer: one background scan over a source that counts lines and collects candidates for the
 * outline.  It re-decides the outline when the candidates have doubled, at the end, and when asked,
 * and hands each over as a new immutable snapshot.  Where more may come (a pipe, a file that grows)
 * what follows the last whole block of 64 KiB is shown for the time being, and the scan sleeps
 * until there is more.
 */
#ifndef OUTLINE_INDEXER_H
#define OUTLINE_INDEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "base/job.h"
#include "outline/options.h"
#include "outline/outline.h"
#include "text/text.h"

struct reading_gate;
struct indexer;

/* Starts scanning; source, wake and what the options (NULL: none) point to must outlive the
 * indexer, and the rules its outlines too. */
struct indexer *indexer_start(struct source *source, const struct outline_options *options,
			      const struct wake *wake, struct cause *cause) ATTRIBUTE_NODISCARD;

/* Stops the scan.  NULL is allowed. */
void indexer_free(struct indexer *ix);

/* Takes what is new: line counts go into text's index; *outline is set to a newer outline, the
 * caller's now, or NULL if there is none.  Returns whether anything was new.  Never blocks. */
bool indexer_update(struct indexer *ix, struct text *text, struct outline **outline);

/* Tells a gate what is known of the readings of blocks that are new since the last time. */
void indexer_teach(struct indexer *ix, struct reading_gate *gate);

/* Waits, timeout_ms at most, until the first megabyte (or all of a smaller text) has been decided.
 */
void indexer_wait_first(struct indexer *ix, int timeout_ms);

/* Waits until everything is scanned, for printing; false if the source cannot be read to its end.
 */
bool indexer_wait(struct indexer *ix);

/* Whether the whole source has been scanned and its last outline handed over. */
bool indexer_complete(const struct indexer *ix);

/* Whether the scan has ended for good: of what is added to the source from now on it sees nothing,
 * unless it is started again; then it hands over what reaches further than what it had. */
bool indexer_ended(const struct indexer *ix);
bool indexer_restart(struct indexer *ix, struct cause *cause) ATTRIBUTE_NODISCARD;

#endif
