/* SPDX-License-Identifier: MIT */
/*
 * What programs print when they are asked for help: a usage, and options in groups.  A caption
 * stands at the edge, over lines that are further in:
 *
 *     Usage: lark [OPTION]... FILE
 *
 *     Output control:
 *       -q, --quiet    sing softly
 */
#ifndef OUTLINE_MARKUP_HELP_H
#define OUTLINE_MARKUP_HELP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/markup.h"

struct markup_help {
	bool is;                  /* a usage stands near the top */
	bool waits;               /* a caption waits for the line below it */
	bool colon;               /* it ends with one */
	bool shouted;             /* it is in capitals */
	bool gap;                 /* a blank line stands below it */
	struct candidate caption; /* as it will be if that line is further in */
	size_t in;                /* its column */
	uint64_t entries;         /* lines that say what an option or a command is for */
};

/* Follows a line that is not blank; true if the caption that waited is a heading. */
bool markup_help_follow(struct markup_help *state, const struct markup_line *line);

/* Whether a line may be a caption: *m is filled in. */
bool markup_help_caption(const struct markup_help *state, const struct markup_line *line,
			 struct mark *m);

void markup_help_blank(struct markup_help *state);

#endif
