/* SPDX-License-Identifier: MIT */
/*
 * Printing: what scripts ask for.  Each prints one document that has been read to its end, and
 * returns the exit status: 0, 1 when nothing was found, 2 with a cause in case of trouble.
 */
#ifndef PRINT_PRINT_H
#define PRINT_PRINT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/cause.h"
#include "view/document.h"
#include "view/settings.h"

struct printing {
	FILE *out;
	const struct settings *settings;
	bool names; /* several files are given: say which */
	bool first; /* nothing has been printed before this file */
	bool colour;
	struct import *import; /* of --import-bookmarks; NULL else */
};

/* --outline: a line a heading, JSON Lines, a nested Markdown list, or tags. */
int print_outline(struct document *d, const struct printing *how, struct cause *cause);

/* --explain: every candidate of the outline, in order, or JSON Lines. */
void print_explained(struct document *d, const struct printing *how);

/* Waits until lines and outline of the whole text are known; false with a cause. */
bool print_scan(struct document *d, struct cause *cause);

/* --find: hits under their headings, or JSON Lines.  Calls print_scan() itself, once it has some. */
int print_find(struct document *d, const struct printing *how, struct cause *cause);

/* --section: the clean text of one section, by label, title, or #2.1 by position. */
int print_section(struct document *d, const struct printing *how, struct cause *cause);

/* --bookmarks of one document: text, JSON Lines, Markdown. */
int print_bookmarks(struct document *d, const struct printing *how, struct cause *cause);

/* --import-bookmarks: merges how->import into the document. */
int print_imported(struct document *d, const struct printing *how, struct cause *cause);

/* --library: the documents known, those read last first. */
int print_library(const char *folder, const struct printing *how);

/* --plain: the clean text, readings hidden, controls by name. */
int print_plain(struct document *d, const struct printing *how, struct cause *cause);

/* The clean text of a range that begins at a line's start or a heading; readings hidden. */
void print_range(struct document *d, struct range range, FILE *out);

/* Copies a source through unchanged: what `speechview FILE | ...` does. */
int print_copy(const char *path, const struct printing *how, struct cause *cause);

#endif
