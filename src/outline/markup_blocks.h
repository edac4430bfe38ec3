/* SPDX-License-Identifier: MIT */
/*
 * What spans lines: fences, comments, front matter, delimited and literal blocks, lists.  Every
 * notation is followed at the same time, since which one a text is written in shows only at its
 * end; each line gets the set of notations that have it inside of a block.
 */
#ifndef OUTLINE_MARKUP_BLOCKS_H
#define OUTLINE_MARKUP_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/markup.h"

#define BLOCKS_DEEPEST 8

struct markup_blocks {
	char fence; /* ` or ~ inside a fenced block, else 0 */
	size_t fence_len;
	char front_matter; /* - or + between the --- at the very start and the next one */
	bool comment;      /* inside <!-- --> */
	bool list;         /* Markdown: indented lines belong to the item of a list */
	bool org;          /* between #+BEGIN_ and #+END_ */
	bool verbatim;     /* between \begin{verbatim} and its end */
	bool preformatted; /* between <pre> and </pre> */
	char area;         /* txt2tags: the mark of a verbatim, raw or tagged area, else 0 */
	bool macro;        /* roff: between .de and .. */
	bool nofill;       /* roff: between .nf and .fi */
	struct {
		char mark;
		bool doubtful; /* what opened it may be an underline */
		size_t len;
	} delimited[BLOCKS_DEEPEST]; /* AsciiDoc: blocks that are open, outermost first */
	unsigned n_delimited;
	unsigned closed; /* fences and delimited blocks that were closed, for the census */
	unsigned asciidoc_closed;
};

/* Whether a line whose text begins with this byte may begin or end a block: cheap. */
bool markup_blocks_are_possible(const struct markup_blocks *state, char first);

/* Follows a line and fills in line->nofill; returns the notations that have it inside of a block,
 * or as a mark of one. */
uint32_t markup_blocks_follow(struct markup_blocks *state, struct markup_line *line);

#endif
