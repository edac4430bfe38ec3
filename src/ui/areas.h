/* SPDX-License-Identifier: MIT */
/*
 * Where the parts of the screen are, for its size, and what a click hits.
 *
 *     +--------+-+-----------------------------+
 *     | pane   |││ gutter  text                |   below 60 columns the pane lies over the text
 *     |        |││                           |▒|   scroll bar
 *     +--------+-+-----------------------------+
 *     | status                                 |   from 2 rows up
 *     | message or prompt                      |   from 8 rows up; below, in the status row
 *     +----------------------------------------+
 */
#ifndef UI_AREAS_H
#define UI_AREAS_H

#include <stdbool.h>

struct app;

/* Finds app->areas for the screen's size, the pane and the settings. */
void areas_find(struct app *app);

/* Cells before the text: the margin, and line numbers if they are on. */
int areas_gutter(const struct app *app);

/* What a click does; effect bits. */
unsigned areas_click(struct app *app, int row, int column);

/* Whether a column belongs to the outline pane, its border included. */
bool areas_in_pane(const struct app *app, int column);

#endif
