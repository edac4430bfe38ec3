/* SPDX-License-Identifier: MIT */
/*
 * The census: what all lines of a text say of its notation.  It is counted line by line, is never
 * forgotten, and takes no more memory for a longer text; so the verdict weighs the whole text so
 * far, however it came.
 */
#ifndef OUTLINE_NOTATION_CENSUS_H
#define OUTLINE_NOTATION_CENSUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/markup.h"
#include "outline/markup_blocks.h"
#include "outline/markup_files.h"

/* Of the line before: a headline of one star below a gap, and with one below it too. */
enum census_star { STAR_NONE, STAR_FREE, STAR_ALONE };

struct census {
	uint64_t lines; /* that are not blank */
	uint64_t
		marks[NOTATION_COUNT]; /* headings in the shape of a notation, outside its blocks */
	uint64_t signs[NOTATION_COUNT];  /* other lines that only this notation has */
	uint64_t levels[NOTATION_COUNT]; /* a bit a level: of the marks */
	uint64_t jumps[NOTATION_COUNT];  /* marks two levels below the one before */
	uint8_t level[NOTATION_COUNT];   /* of the last mark */
	/* `# T`: a heading, or a comment */
	uint64_t hash_levels;   /* a bit a level */
	uint64_t hash_free;     /* behind a blank line */
	uint64_t hash_open;     /* before one */
	uint64_t hash_run;      /* right below another of its level */
	uint64_t hash_comment;  /* #T, # alone: comments */
	uint64_t hash_sentence; /* ends with a stop */
	bool hash_first;        /* the text begins with one */
	/* underlines */
	uint64_t near;     /* about as long as their titles, = or - */
	uint64_t near_odd; /* the same, any other mark */
	uint64_t over;     /* also above */
	uint64_t near_rst; /* of all these, those that reStructuredText takes */
	/* stars: headlines, or the entries of a list of news */
	uint64_t stars_deep;    /* ** and more */
	uint64_t stars_alone;   /* * T between gaps */
	uint64_t stars_texts;   /* ... over text at the edge */
	uint64_t stars_entries; /* a sentence, or a long line that goes on in the next one */
	/* no prose */
	uint64_t stamped;  /* lines of a log: begin with a time */
	uint64_t pairs;    /* key = value, [section] */
	uint64_t keywords; /* lines that begin like a statement of a program */
	uint64_t braces;   /* end with { or } */
	uint64_t semicolons;
	uint64_t markup;    /* lines that begin with < */
	uint64_t prose;     /* lines at the left edge that end like prose */
	uint64_t left_edge; /* lines that begin at the left edge */
	uint64_t indented;  /* by five columns and more */
	bool script;        /* begins with #! or <?xml */
	/* entries of a log of changes without a version, and their items */
	uint64_t dated, changes;
	/* what the line before was */
	bool after_colons; /* it ended with :: */
	bool after_term;
	enum census_star star;
	uint8_t after_star; /* a long headline: how far in it would go on, else 0 */
	uint8_t after_hash; /* `# T`: the level of this line, and of the one before */
	uint8_t before_hash;
};

/* Counts a line that is not blank. */
void census_line(struct census *c, const struct markup_line *line);

/* Counts a blank line. */
void census_blank(struct census *c);

/* Counts a mark on the line that was counted last (an underlined one: on the line before it). */
void census_mark(struct census *c, const struct markup_line *line, const struct mark *m);

/* Counts headings of rendered text. */
void census_heading(struct census *c, unsigned notation);

/* The notation that the text is written in, as far as it was counted (enum candidate_notation). */
unsigned census_notation(const struct census *c, const struct markup_blocks *blocks,
			 const struct markup_files *files);

#endif
