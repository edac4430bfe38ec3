/* SPDX-License-Identifier: MIT */
/* The section [folds] of a document's file; for state.c, which says how it looks. */
#ifndef PLACE_STATE_FOLDS_H
#define PLACE_STATE_FOLDS_H

#include "base/buffer.h"
#include "base/ini.h"
#include "place/state.h"

/* Appends the section. */
void state_put_folds(struct buffer *out, const struct saved_view *view);

/* Reads it into a view that has no folds, in order of their offsets; lines that are damaged are
 * passed over. */
void state_get_folds(const struct ini *ini, struct saved_view *view);

#endif
