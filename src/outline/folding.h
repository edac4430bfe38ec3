/* SPDX-License-Identifier: MIT */
/*
 * Folding: what of the outline is collapsed, for text and pane alike.  An overlay on one outline,
 * carried over to the next one by offset.  Every heading (points and the document's title excepted)
 * is in one of three states; what an outer heading hides does not change what an inner one is.
 *
 *     FOLD_OPEN      its body is shown; its children are as they are
 *     FOLD_CHILDREN  its body is hidden, its children are shown as they are (zM at deeper levels)
 *     FOLD_CLOSED    all but its own row is hidden
 */
#ifndef OUTLINE_FOLDING_H
#define OUTLINE_FOLDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "outline/outline.h"

enum fold_state { FOLD_OPEN, FOLD_CHILDREN, FOLD_CLOSED };

struct folding;

struct folding *folding_new(void);
void folding_free(struct folding *f);

/* Takes over to a newer outline, which must outlive this use; headings that were there keep their
 * state by offset, new ones get that of the last whole-view command (open at first). */
void folding_set_outline(struct folding *f, const struct outline *o);

enum fold_state folding_get(const struct folding *f, uint32_t i);
void folding_set(struct folding *f, uint32_t i, enum fold_state state);

/* Whole views.  Depth d: headings shallower than d show headings only (FOLD_CHILDREN), those at d
 * are closed; 0 opens everything. */
void folding_set_depth(struct folding *f, unsigned depth);
unsigned folding_depth(const struct folding *f); /* of the last such command; 0: open */

/* The verbs.  All return whether anything changed. */
bool folding_toggle(struct folding *f, uint32_t i);    /* za */
bool folding_cycle(struct folding *f, uint32_t i);     /* Tab: closed -> children -> all open -> */
bool folding_open_all(struct folding *f, uint32_t i);  /* zO: with its subtree */
bool folding_close_all(struct folding *f, uint32_t i); /* zC */
/* zo and zc with a count: opens the heading and, below it, n - 1 levels more; closes it and the
 * n - 1 around it. */
bool folding_open(struct folding *f, uint32_t i, unsigned n);
bool folding_close(struct folding *f, uint32_t i, unsigned n);
/* Opens exactly what hides pos: of the headings around it that are closed the children are shown,
 * not the bodies; that of its own section is, if pos lies in it. */
bool folding_reveal(struct folding *f, uint64_t pos);
/* zx: closes everything but the heading and the way to it. */
void folding_only(struct folding *f, uint32_t i);

/*
 * Narrowing: only a section is there.  OUTLINE_NONE widens.  Kept by offset like all else.
 */
void folding_narrow(struct folding *f, uint32_t i);
bool folding_is_narrow(const struct folding *f);

/* What is readable: the whole text, or the section narrowed to. */
struct range folding_bounds(const struct folding *f, uint64_t text_size);

/*
 * The visible pieces, in order of the text.  A piece is either text that is shown row by row, or a
 * heading that is shown as one row and stands for `range`.  Pieces tile the bounds.
 */
struct piece {
	struct range range;
	uint32_t heading; /* OUTLINE_NONE: text */
};

/* The piece that holds pos (clamped into the bounds). */
struct piece folding_piece_at(const struct folding *f, uint64_t pos, uint64_t text_size);

/* Whether heading i's own row or line is shown, that is no outer heading hides it. */
bool folding_shows(const struct folding *f, uint32_t i);

/* The next, and the previous, heading after i that is shown; OUTLINE_NONE if none.  i may be
 * OUTLINE_NONE for the first.  Points only if asked for and only where bodies are open. */
uint32_t folding_next(const struct folding *f, uint32_t i, bool points);
uint32_t folding_previous(const struct folding *f, uint32_t i, bool points);

/* Sets many at once, by the offsets of their headings; those that have none are passed over. */
struct fold {
	uint64_t offset;
	enum fold_state state;
};
void folding_set_all(struct folding *f, const struct fold *folds, size_t n);

/* What differs from the default, for the saved state: offset and state of the k-th. */
size_t folding_exceptions(const struct folding *f);
void folding_exception(const struct folding *f, size_t k, uint64_t *offset, enum fold_state *state);

#endif
