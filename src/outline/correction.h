/* SPDX-License-Identifier: MIT */
/*
 * Corrections of the outline by the reader: an overlay on what was decided, keyed by the offset of
 * a heading, so that it outlives each new decision.  They are steps, made in their order:
 *
 *     promote   the heading goes with its subtree up to the level of its parent
 *     demote    it goes with its subtree into the heading before it
 *     remove    it is a heading no longer; its text, and what was in it, belong to the one before
 *     add       a line becomes a heading beside the section that it stands in
 *     rename    it is shown with another title; the text stays as it is
 */
#ifndef OUTLINE_CORRECTION_H
#define OUTLINE_CORRECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "outline/outline.h"

enum correction_kind {
	CORRECTION_PROMOTE,
	CORRECTION_DEMOTE,
	CORRECTION_REMOVE,
	CORRECTION_ADD,
	CORRECTION_RENAME,
	CORRECTION_KINDS
};

struct correction {
	enum correction_kind kind;
	uint64_t offset;      /* where the label of its heading begins */
	const char *title;    /* RENAME: the new one, the owner's */
	struct heading added; /* ADD: its ranges, line, number and family; no place in the tree */
	bool applied;         /* outline_correct() found its heading */
};

struct corrections {
	struct correction *items; /* in the order in which they were made */
	size_t n;
};

/* "promote", "demote", "remove", "add", "rename", as they are saved; kind_find() is the way back:
 * CORRECTION_KINDS for any other name. */
const char *correction_name(enum correction_kind kind);
enum correction_kind correction_kind_find(const char *name);

/*
 * A new outline with the corrections made; those that have no heading in this outline, or cannot be
 * made in it, are passed over.  The time is linear in the headings, and for each promotion,
 * demotion and addition in the headings of the subtrees next to it.
 */
struct outline *outline_correct(const struct outline *o, struct corrections *c) ATTRIBUTE_NODISCARD;

/* Why a heading cannot be promoted, demoted, removed or renamed, as a clause; NULL if it can. */
const char *correction_hindrance(const struct outline *o, uint32_t i, enum correction_kind kind);

/* The title that a heading was given last; NULL if none was. */
const char *corrections_title(const struct corrections *c, uint64_t offset);

#endif
