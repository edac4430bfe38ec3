/* SPDX-License-Identifier: MIT */
/*
 * The collector: the lines of a text, in order, in; all candidates so far out.  The look at a line
 * by itself (looker.h) decides whether it is cleaned at all; prose costs little more than that.
 * What the next lines say of a candidate (a blank, a body) is added to it as they come.
 */
#ifndef OUTLINE_COLLECTOR_H
#define OUTLINE_COLLECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/looker.h"
#include "outline/options.h"
#include "outline/raw_line.h"
#include "text/reading.h"

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

/* The index of labels that it looks with, for others that do. */
const struct label_index *collector_labels(const struct collector *c);

/* Rules of the user that were left out for taking too long, as bits. */
uint32_t collector_gave_up(const struct collector *c);

/* The next line; lines must come in order and without gaps. */
void collector_line(struct collector *c, const struct raw_line *line);

/* The same for a line that somebody looked at before, with the list of points. */
void collector_take(struct collector *c, const struct raw_line *line, const struct line_look *look,
		    const struct candidate *points);

/* All candidates so far, in order of their offsets; valid until the next call.  The first one says
 * which notation the text is in (`document`). */
const struct candidate *collector_candidates(const struct collector *c, size_t *n);

/* The same, now the caller's, malloc()ed and with room for one at least: the collector is at its
 * end and can only be freed. */
struct candidate *collector_give(struct collector *c, size_t *n);

/* How many there are: cheap, for every line. */
size_t collector_count(const struct collector *c);

/* Forgets candidates i < n with rulings[i].verdict == RULING_NONE. */
void collector_keep(struct collector *c, const struct ruling *rulings, size_t n);

#endif
