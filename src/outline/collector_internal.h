/* SPDX-License-Identifier: MIT */
/* The collector's state; collector_marks.c follows the marks of all notations in it. */
#ifndef OUTLINE_COLLECTOR_INTERNAL_H
#define OUTLINE_COLLECTOR_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/collector.h"
#include "outline/contents.h"
#include "outline/join.h"
#include "outline/label.h"
#include "outline/lead.h"
#include "outline/markup_reader.h"
#include "text/paragraph.h"

#define OPENING_LINES 12 /* among these the document's title is looked for */

/* The line before, if it is short. */
struct line_above {
	char bytes[160];
	size_t len, indent; /* len 0: it is none, or long */
	uint64_t begin, number;
	bool blank_before;
	unsigned kinds; /* of readings */
};

struct collector {
	struct line_above above;
	struct label_index labels;
	struct looker *looker;
	struct point_list own;        /* of a line that nobody looked at before */
	const struct line_look *look; /* at the line that is taken, and all points */
	const struct candidate *points;
	struct paragraph clean;
	struct markup_reader marks;
	unsigned forced; /* the notation, or NOTATION_AUTO */
	struct join join;
	struct contents contents;
	size_t plain;      /* a short line between gaps whose body is awaited: SIZE_MAX if none */
	bool plain_here;   /* it stands on the line before */
	size_t open_point; /* a point whose title goes on in the next line: SIZE_MAX if none */
	struct rule_matcher *rules; /* NULL: none */
	struct candidate *items;
	size_t n, capacity;
	size_t last;         /* the last candidate that is a line: SIZE_MAX if none */
	size_t title_here;   /* a candidate for the title on the line before: SIZE_MAX if none */
	unsigned body_lines; /* right below the last candidate, without a gap */
	unsigned below;      /* lines below it, gaps or not, up to SIGNED_LINES */
	bool last_is_here;   /* it stands on the line before this one */
	bool blank_before;
	bool below_row;   /* the line before is a row of marks behind a gap */
	bool wide_gap;    /* two blank lines before, or more */
	bool started;     /* a line that is not blank was seen */
	bool asks;        /* one of the first lines says that questions will be answered */
	unsigned opening; /* lines that are not blank so far, up to OPENING_LINES */
	struct lead lead; /* the last line that is not blank */
};

/* Puts a candidate into the array. */
struct candidate *collector_add(struct collector *c, struct candidate item);

/* The points of a line; and, where the title of the last one was not at its end there, what the
 * next line (which is not blank; its text begins at begin) adds to it. */
void collector_append_points(struct collector *c, const struct raw_line *line);
void collector_continue_point(struct collector *c, const struct raw_line *line, size_t begin);

/* Cleans a line, as much of it as `limit` bytes, into c->clean. */
void collector_clean(struct collector *c, const struct raw_line *line, size_t limit);

/* Puts a match of the cleaned line into the array. */
struct candidate *collector_append(struct collector *c, const struct raw_line *line,
				   const struct match *m);

/* A row of = or - below a short line, whatever its length and indent: no notation, but a heading.
 */
void collector_underline(struct collector *c, const struct raw_line *line, size_t begin);

/* A line below the last candidate that is none itself; running: it is the head or foot of a page.
 */
void collector_describe_body(struct collector *c, const char *s, size_t n, bool running);

/* *** START OF THE PROJECT GUTENBERG EBOOK ...: the book begins, and may have a title of its own.
 */
bool collector_starts_book(const char *s, size_t n);

/* The line below a short one between gaps: its first line of text decides. */
void collector_describe_plain(struct collector *c, const struct raw_line *line, size_t begin,
			      bool found);

/* A line at the edge behind a gap that names a version, whatever else it may be. */
void collector_version(struct collector *c, const struct raw_line *line);

/* The cleaned line as capitals in the middle, right below others: one title on several lines.
 * False if it is none. */
bool collector_goes_on(struct collector *c, const struct match *m);

/* Whether a line says that questions will be answered. */
bool collector_asks(const char *s, size_t n);

/* The cleaned line, if all of its characters are bold. */
bool collector_bold(const struct collector *c, const struct raw_line *line, size_t begin,
		    struct match *m);

/* Marks by the raw line, unless a rule of the user has taken it; bits of enum reader_result. */
unsigned collector_marks(struct collector *c, const struct raw_line *line, size_t begin,
			 bool ruled);

#endif
