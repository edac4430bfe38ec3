/* SPDX-License-Identifier: MIT */
/*
 * The reader of marks: raw lines in order in; out, what each is in any notation.  It remembers the
 * line before (a title whose underline may come), what spans lines, and the census.
 */
#ifndef OUTLINE_MARKUP_READER_H
#define OUTLINE_MARKUP_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/markup.h"
#include "outline/markup_blocks.h"
#include "outline/markup_files.h"
#include "outline/markup_help.h"
#include "outline/markup_vim.h"
#include "outline/notation_census.h"

#define READER_TITLE 300 /* bytes of a line that may be the title of an underline */

struct markup_reader {
	struct markup_blocks blocks;
	struct markup_files files;
	struct markup_vim vim;
	struct markup_help help;
	bool changelog; /* the text begins as one does */
	struct census census;
	/* the line before, if it is short */
	char title[READER_TITLE];
	struct markup_line before; /* its bytes are those of title; n is 0 if there is none */
	char adornment;            /* the line before is this adornment */
	size_t columns;            /* as long as this */
	char over;                 /* the line before that one was */
	size_t over_columns;
	bool free_before; /* as of struct markup_line, for the next line */
	bool closed;      /* the line before ends a heading of Markdown: no text goes on from it */
	bool top;         /* Info: in the node Top */
	/* rendered text: its lines are worth a closer look */
	bool man, rfc, aozora;
	uint8_t html;       /* the level of a heading of HTML that is open, else 0 */
	uint8_t html_lines; /* since it was opened */
	uint8_t name;       /* man: as many lines above stands NAME; 0: no longer */
	int aozora_block;   /* 1 to 3 inside ［＃ここから大見出し］ */
};

enum reader_result {
	READER_MARK = 1 << 0,      /* out is a heading of the notations in its key */
	READER_ADORNMENT = 1 << 1, /* the line is a row of marks */
	READER_INSTEAD = 1 << 2    /* out takes the place of the mark that begins where it does */
};

/* The next line that is not blank; bits of enum reader_result.  line->inside and free_before are
 * filled in.  *out begins in this line or the one before. */
unsigned markup_reader_line(struct markup_reader *r, struct markup_line *line,
			    struct candidate *out);

void markup_reader_blank(struct markup_reader *r);

/* The line before is no title, whatever follows: its bytes are not those of the text. */
void markup_reader_forget_line(struct markup_reader *r);

/* Clean text of a line at the left edge: whether it begins a rendered man page. */
bool markup_reader_man(struct markup_reader *r, const char *s, size_t n);

/* The notation of the text as far as it was read. */
unsigned markup_reader_notation(const struct markup_reader *r);

#endif
