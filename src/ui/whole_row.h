/* SPDX-License-Identifier: MIT */
/* Rows that stand for more than a row of text: a folded heading, or what a sparse tree leaves out.
 */
#ifndef UI_WHOLE_ROW_H
#define UI_WHOLE_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "outline/outline.h"
#include "view/rows.h"
#include "view/theme.h"

struct app;

/* Where it is drawn. */
struct whole_row {
	struct app *app;
	int row, column, width;
};

/* Draws a row of kind ROW_FOLD or ROW_GAP, and says how much it stands for. */
void whole_row_draw(const struct whole_row *w, const struct view_row *row);

/* The line, from 0, that begins at pos; false if lines are not counted that far. */
bool whole_row_line(struct app *app, uint64_t pos, uint64_t *line);

/* How a heading looks, in a row of its own or in the text. */
enum role whole_row_role(const struct heading *h);

#endif
