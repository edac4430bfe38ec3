/* SPDX-License-Identifier: MIT */
/* What the user says about how an outline is found: --rules and the configuration. */
#ifndef OUTLINE_OPTIONS_H
#define OUTLINE_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "outline/notation.h"

struct rules;

struct outline_options {
	unsigned notation;         /* enum candidate_notation to take, or NOTATION_AUTO */
	const struct rules *rules; /* the user's own (rules.h), outlive all; NULL: none */
	const char *path;          /* of the document, for rules of some; NULL: none */
	uint64_t left_out[3]; /* families (family.h) that are no headings: bit f % 64 of f / 64 */
	bool explain;         /* what is rejected is not forgotten, as far as memory allows */
};

/* No wishes. */
static inline struct outline_options outline_options_default(void)
{
	return (struct outline_options){.notation = NOTATION_AUTO};
}

static inline bool outline_options_leave_out(const struct outline_options *options, unsigned family)
{
	return options->left_out[family / 64] >> (family % 64) & 1;
}

#endif
