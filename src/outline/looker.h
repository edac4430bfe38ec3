/* SPDX-License-Identifier: MIT */
/*
 * The looker: what a line says by itself, whatever stands before it.  This is most of the work of
 * the scan, and depends on nothing but the bytes of the line and the readings of its block, so
 * that it can be done ahead of the collector, on another thread (scout.h).
 */
#ifndef OUTLINE_LOOKER_H
#define OUTLINE_LOOKER_H

#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/raw_line.h"
#include "text/reading.h"

struct line_look {
	size_t begin, end; /* of the line without blanks around; equal if nothing else is there */
	uint32_t forms;    /* of labels that it may begin with: label_forms() */
	uint32_t point;    /* its first point in the list, and how many it has */
	uint32_t n_points;
	unsigned kinds; /* of readings that count in it */
};

/* Points of some lines, in order. */
struct point_list {
	struct candidate *items;
	size_t n, capacity;
};

struct label_index;
struct looker;

/* The gate may be NULL: no readings.  It and the index of labels must outlive the looker. */
struct looker *looker_new(struct reading_gate *gate, const struct label_index *labels);
void looker_free(struct looker *l);

/* Looks at a line, and adds its points to a list. */
void looker_look(struct looker *l, const struct raw_line *line, struct line_look *look,
		 struct point_list *points);

#endif
