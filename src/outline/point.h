/* SPDX-License-Identifier: MIT */
/*
 * Points: enumerations that run into their paragraph (一是 … 二是 …, 一要 …, 其一, …, 首先 … 其次
 * …, 第一，…).  A label counts only at the start of a clause and outside quotes; whether there is a
 * list at all is decide()'s question.
 */
#ifndef OUTLINE_POINT_H
#define OUTLINE_POINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What 最后 counts: whatever comes last. */
#define POINT_LAST 99

struct point {
	size_t begin;     /* of the label, in clean bytes */
	size_t title;     /* behind the label */
	size_t title_end; /* before 。！？；, or the end */
	size_t body;
	size_t content; /* where the text before the label ends, without the mark between */
	uint32_t number;
	uint8_t family;
	bool inside; /* not at the start of the paragraph */
	bool comma;  /* after a comma only */
};

/* The first point whose label begins at or after *pos; moves *pos behind the label.  False if there
 * is none.  *quotes (0 at first) counts the quotes open at *pos. */
bool point_next(const char *s, size_t n, size_t *pos, int *quotes, struct point *point);

/* Whether raw bytes hold what begins a list, or begin like one that goes on: a quick look that
 * decides whether a paragraph is searched at all. */
bool point_is_possible(const char *s, size_t n);

#endif
