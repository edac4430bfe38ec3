/* SPDX-License-Identifier: MIT */
/* What a pattern is inside, for pattern.c, which makes it, and matcher.c, which runs it. */
#ifndef SEARCH_PATTERN_INTERNAL_H
#define SEARCH_PATTERN_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdbool.h>
#include <stddef.h>

#include "search/automaton.h"
#include "search/heads.h"
#include "text/text.h"

/* A hit of a regular expression lies within a line or, in a longer one, reaches so far. */
#define PATTERN_REGEX_REACH (5 * TEXT_PIECE + 512)

struct pattern {
	pcre2_code *code;            /* NULL: the automaton runs instead */
	struct automaton *automaton; /* of a query that spells characters; else NULL */
	char *literal;               /* where the query comes to one byte string; else NULL */
	size_t n_literal;
	struct heads *heads;  /* where hits may begin, if that pays; else NULL */
	pcre2_code *anchored; /* for these places: the same program, which looks no further */
	size_t reach;
	bool regex;
	bool by_line; /* a regular expression that is run on each line alone */
	bool jit;
	bool begins_with_mark;
};

#endif
