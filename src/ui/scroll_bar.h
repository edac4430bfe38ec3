/* SPDX-License-Identifier: MIT */
/*
 * The scroll bar at the right edge: a row stands for an equal share of what is readable.
 *
 *     -   hits begin there          the rows that the screen shows have a look of their own
 *     *   bookmarks
 *     .   headings of the first depth, unless they would fill half of it
 *
 * One that comes and goes with the marks lies over the text's last column, where no text reaches.
 * What is marked is found out when hits, bookmarks, headings or sizes have changed, not for each
 * frame, and from the counts per block.
 */
#ifndef UI_SCROLL_BAR_H
#define UI_SCROLL_BAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"

struct app;
struct outline;

struct scroll_bar {
	unsigned char *marks; /* of each row: bits of enum scroll_mark */
	size_t n, capacity;
	uint64_t key; /* a hash of all that they were found from */
	bool rough;   /* some hits may be in the row beside theirs: found better bit by bit */
};

void scroll_bar_release(struct scroll_bar *bar);

/* Columns that it takes now: 1 or 0. */
int scroll_bar_columns(const struct app *app);

/* Whether it is there only while something is marked. */
bool scroll_bar_comes_and_goes(const struct app *app);

void scroll_bar_draw(struct app *app);

/* A click on it: goes to what is marked there, else to that part of the text. */
unsigned scroll_bar_click(struct app *app, int row);

#endif
