/* SPDX-License-Identifier: MIT */
/*
 * The collector: the lines of a text, in order, in; all candidates so far out.  A look at the first
 * bytes decides whether a line is cleaned at all; prose costs little more than finding its end.
 * What the next lines say of a candidate (a blank, a body) is added to it as they come.
 */
#ifndef OUTLINE_COLLECTOR_H
#define OUTLINE_COLLECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/options.h"
#include "text/reading.h"

/* As much of a line as is looked at for a label, and for points. */
#define COLLECTOR_LABEL 4096
#define COLLECTOR_LINE 65536

struct raw_line {
	uint64_t begin;    /* in the source */
	uint64_t number;   /* from 0 */
	const char *bytes; /* without the newline */
	size_t len;        /* at most COLLECTOR_LINE */
	bool cut;          /* the line goes on */
};

struct collector;

/* The gate (may be NULL: no readings) is asked about lines as they come; it must outlive this, and
 * so must what the options (NULL: none) point to. */
struct collector *collector_new(struct reading_gate *gate, const struct outline_options *options);
void collector_free(struct collector *c);

/* Before the first line: takes the text to be in a notation (enum candidate_notation, or
 * NOTATION_AUTO: to be found). */
void collector_force(struct collector *c, unsigned notation);
/* The same after the same lines, with a gate of its own. */
struct collector *collector_copy(const struct collector *c, struct reading_gate *gate);

/* Rules of the user that were left out for taking too long, as bits. */
uint32_t collector_gave_up(const struct collector *c);

/* The next line; lines must come in order and without gaps. */
void collector_line(struct collector *c, const struct raw_line *line);

/* All candidates so far, in order of their offsets; valid until the next call.  The first one says
 * which notation the text is in (`document`). */
const struct candidate *collector_candidates(const struct collector *c, size_t *n);

/* How many there are: cheap, for every line. */
size_t collector_count(const struct collector *c);

/* Forgets candidates i < n with rulings[i].verdict == RULING_NONE. */
void collector_keep(struct collector *c, const struct ruling *rulings, size_t n);

#endif
