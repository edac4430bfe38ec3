/* SPDX-License-Identifier: MIT */
/*
 * Patches and mail: texts made of parts whose headers span lines.  A message begins with its
 * `From ` line (git: `commit ...`) and is called by its subject; a file of a patch by its new path;
 * a hunk by its @@ line.  The lines that a hunk counts are its body, whatever they look like.
 */
#ifndef OUTLINE_MARKUP_FILES_H
#define OUTLINE_MARKUP_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/markup.h"

#define FILES_PATH 256

struct markup_files {
	bool header;          /* in the header of a message or a commit */
	bool git;             /* ... of a commit of `git log` */
	bool named;           /* a file's heading was given; its --- and +++ give no other */
	bool old;             /* the line before was --- */
	uint64_t begin, line; /* where the message or file began */
	uint64_t old_lines, new_lines; /* that the hunk still counts */
	uint32_t fields;               /* of the header so far */
	char old_path[FILES_PATH];     /* of the --- line before, as much as fits */
	size_t old_path_len;
	/* for the census */
	bool from_start; /* the text begins with a part */
	uint64_t messages, patches, headers, files, hunks, body, broken;
};

/* Where in the text a heading of this kind stands. */
struct file_mark {
	uint64_t begin; /* of the part: the start of its first line */
	uint64_t line;
	uint64_t title; /* may be in a later line */
	size_t title_len;
	uint32_t notations;
	uint8_t level;
};

/* Whether a line that begins so may matter: cheap. */
bool markup_files_are_possible(const struct markup_files *state, char first);

/* Follows a line that begins at offset; true if a heading is known with it. */
bool markup_files_follow(struct markup_files *state, const struct markup_line *line,
			 struct file_mark *out);

/* A blank line at offset, the end of the text too. */
void markup_files_blank(struct markup_files *state);

#endif
