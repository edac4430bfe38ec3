/* SPDX-License-Identifier: MIT */
/*
 * Vim help: rulers of = and - over headings, which carry their tags, and captions that end with ~.
 *
 *     *lark.txt*  Lark: get up early                      the title, unless it is Vim's version
 *     ==========================================
 *     1. Use                             *lark-use*       level 1
 *
 *     1.1 Options ~                                       level 2
 *     The clock                        *lark-clock*
 *     ---------                                           level 2
 */
#ifndef OUTLINE_MARKUP_VIM_H
#define OUTLINE_MARKUP_VIM_H

#include <stdbool.h>

#include "outline/markup.h"

struct markup_vim {
	bool is;    /* the text begins as one does */
	bool ruled; /* a ruler has come */
	bool taken; /* the line before is a heading already */
	bool gap;   /* a blank line stands below the ruler */
	char rule;  /* the ruler whose heading has not come: = or -, else 0 */
};

/* Follows a line, an adornment (of so many columns) or 0; true if it is a heading. */
bool markup_vim_follow(struct markup_vim *state, const struct markup_line *line, char adornment,
		       size_t columns, struct mark *m);

/* Whether an adornment below `title`, the line before, makes a heading of it. */
bool markup_vim_underlined(struct markup_vim *state, const struct markup_line *title,
			   char adornment, size_t columns, struct mark *m);

void markup_vim_blank(struct markup_vim *state);

#endif
