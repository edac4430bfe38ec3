/* SPDX-License-Identifier: MIT */
/*
 * Passages: the sentence, paragraph or section around a place, as ranges of the source to mark.
 *
 * A sentence ends with 。！？, or with . ! ? before a blank, and what closes after it.  A paragraph
 * is a line, and those that go on with it where lines were broken by hand: up to a blank line, one
 * that is indented, a heading, or (between Han and kana) a line whose sentence has ended.
 */
#ifndef VIEW_PASSAGE_H
#define VIEW_PASSAGE_H

#include "base/range.h"
#include "view/document.h"

enum passage { PASSAGE_SENTENCE, PASSAGE_PARAGRAPH, PASSAGE_SECTION };

/*
 * The passage of a kind around pos, without the blanks before it and the line end after it.  Blank
 * lines and places before the first heading have none: then it is the smaller one, and at last an
 * empty range at pos.  Looks at a few hundred lines at most.
 */
struct range passage_around(struct document *d, enum passage kind, uint64_t pos);

/* Appends the clean text of a range, readings hidden, its lines ended by '\n' but for the last; at
 * most about max bytes of whole lines.  False if that was not all. */
bool passage_text(struct document *d, struct range range, size_t max, struct buffer *out);

#endif
