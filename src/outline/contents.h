/* SPDX-License-Identifier: MIT */
/*
 * The entries of a printed contents, as text: a line that says what an entry says is a heading even
 * if it is not numbered, and a heading's title ends where its entry ends, even if the text goes on
 * in the same line.
 */
#ifndef OUTLINE_CONTENTS_H
#define OUTLINE_CONTENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONTENTS_SLOTS 4096   /* a power of two */
#define CONTENTS_ENTRIES 2000 /* more are not kept */

/* A set of lines by the hash of their characters, blanks left out. */
struct contents {
	uint32_t key[CONTENTS_SLOTS]; /* 0: free */
	unsigned n;
	bool open;      /* entries are being read */
	unsigned other; /* lines in a row that are none */
	unsigned paged; /* entries with a page number */
	unsigned read;  /* entries since it was opened */
	bool gap;       /* a blank line before this one */
};

/* The length of s[0..n) without what a wiki puts behind its headings: [编辑], [edit]. */
size_t contents_without_edit(const char *s, size_t n);

/* Where the words of an entry, or of the heading it names, end: before leaders, a page number and
 * what a wiki puts behind its headings. */
size_t contents_words_end(const char *s, size_t n);

/* The line before was the head of a printed contents. */
void contents_open(struct contents *c);

/* Adds what a paper names in 《》 at its top: what it passes on comes below, under that title. */
void contents_add_quoted(struct contents *c, const char *title, size_t n);

/* A clean line while it is open: an entry is taken; the contents ends where its first entry comes
 * again, or where text comes. */
void contents_line(struct contents *c, const char *s, size_t n);

/* A blank line. */
void contents_blank(struct contents *c);

/* Whether a clean line, outside the contents, says what an entry says. */
bool contents_has(const struct contents *c, const char *s, size_t n);

/* Where an entry ends that begins like s[from..n): n if none ends before.  The end is past `title`,
 * where the title begins. */
size_t contents_end(const struct contents *c, const char *s, size_t n, size_t from, size_t title);

#endif
