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

struct point {            /* offsets in the raw line */
	size_t begin;     /* of the label */
	size_t title;     /* behind the label */
	size_t title_end; /* before 。！？；, or the end */
	size_t body;
	size_t content; /* where the text before the label ends, without the mark between */
	uint32_t number;
	uint8_t family;
	bool inside; /* not at the start of the paragraph */
	bool comma;  /* after a comma only */
};

/* What separates the place that a search has come to from the text before. */
enum point_boundary { BOUNDARY_NONE, BOUNDARY_COMMA, BOUNDARY_CLAUSE };

/* A search in a raw line, which must stay: readings stand behind a character, never before a label.
 */
struct point_search {
	const char *s;
	size_t n, first; /* what is not blank begins there */
	size_t pos, content;
	int quotes; /* open */
	enum point_boundary before;
};

void point_search_begin(struct point_search *search, const char *s, size_t n);

/* The next place where the first character of a label begins a clause: begin, content, inside and
 * comma of *place.  False if there is none. */
bool point_search_next(struct point_search *search, struct point *place);

/* Goes on behind a label. */
void point_search_skip(struct point_search *search, size_t pos);

/* Reads the label that clean text begins with: number and family.  Its length; 0 if it is none. */
size_t point_label(const char *s, size_t n, struct point *place);

/* Where the title ends that begins, blanks left out, at a byte of the raw line; false if there is
 * none. */
bool point_title(const char *s, size_t n, size_t title, struct point *place);

/* Whether raw bytes hold what begins a list, or begin like one that goes on: a quick look that
 * decides whether a paragraph is searched at all. */
bool point_is_possible(const char *s, size_t n);

#endif
