/* SPDX-License-Identifier: MIT */
/* How a document's outline comes about: what the scan decided, with the reader's corrections.  For
 * the document alone. */
#ifndef VIEW_DOCUMENT_OUTLINE_H
#define VIEW_DOCUMENT_OUTLINE_H

#include "view/document.h"

/* Makes the outline anew from what was decided (taken over; d->decided again after a correction),
 * with the corrections that have been found in the text; folds are carried over. */
void document_set_outline(struct document *d, struct outline *decided);

#endif
