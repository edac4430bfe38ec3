/* SPDX-License-Identifier: MIT */
/* How a document's outline comes about: what the scan decided, with the reader's corrections, and
 * folded as it was in the last run.  For the document alone. */
#ifndef VIEW_DOCUMENT_OUTLINE_H
#define VIEW_DOCUMENT_OUTLINE_H

#include "view/document.h"

/* Makes the outline anew from what was decided (taken over; d->decided again after a correction),
 * with the corrections that have been found in the text; folds are carried over. */
void document_set_outline(struct document *d, struct outline *decided);

/* Lays the saved folds over the outline, each once: those that are where they were as soon as the
 * outline reaches there, those that moved when it is complete. */
void document_restore_folds(struct document *d);

/* The saved form of the folds: at most SAVED_FOLDS_MAX, those nearest to pos; those of the last run
 * that have not been restored yet are among them. */
void document_collect_folds(struct document *d, uint64_t pos, struct saved_view *v);

/* Opens a document again in the encoding that was remembered for it; d is freed. */
struct document *document_open_as_wanted(struct document *d, const struct document_options *options,
					 struct cause *cause);

#endif
