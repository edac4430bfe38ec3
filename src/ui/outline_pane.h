/* SPDX-License-Identifier: MIT */
/*
 * The outline pane: the tree of headings beside the text, in the same state of folding.  Without
 * the keys in it the choice follows the section that is read.
 *
 *     二、突出重点，落实措施 |     the sections around the first row below them: as in the text
 *     ▾ （一）堤防要查到段  2*  1:20   they lie over the first rows, a third of the pane at most
 *         1、干流堤防由市里查  0:25
 *       （二）物资要备到点     0:30
 *
 *     outline_pane.c      commands
 *     outline_rows.c      which headings are listed, in which rows
 *     outline_draw.c      a row: fold mark, title
 *     outline_columns.c   what stands at the right edge: hits, bookmarks, time, size
 *     outline_filter.c    listing only what is typed
 *     outline_why.c       why a heading is one
 */
#ifndef UI_OUTLINE_PANE_H
#define UI_OUTLINE_PANE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "outline/outline.h"
#include "view/theme.h"

struct app;
struct finder;
struct measure;
struct title_filter;
struct title_matches;

/* Hits of a section, as they were counted. */
struct pane_hits {
	uint32_t heading;
	uint64_t count;
};

#define PANE_HITS_KEPT 256

struct pane {
	bool open;
	bool focused;
	bool points;
	uint32_t top, selected;       /* headings */
	uint64_t top_at, selected_at; /* their places, to find them in another outline */
	uint64_t left_at; /* scrolled away from the section being read, while the focus of the
			     text is there; POS_NONE: the choice follows it */
	uint32_t *rows;   /* the headings in the rows of the screen, as drawn last */
	size_t n_rows, row_capacity;
	size_t n_over; /* of those: sections around the first row that is listed */

	/* the filter, while its prompt is open and something is typed */
	struct title_matches *matches;
	struct title_filter *filter; /* for marking; the query of matches */
	uint32_t before_filter;      /* the choice that ESC restores */
	bool moved; /* the choice was moved: a better match does not take it away */

	/* what the right edge shows */
	struct measure *measure;
	bool measured;  /* for this outline that was tried */
	bool measuring; /* and goes on */
	struct pane_hits hits[PANE_HITS_KEPT];
	uint64_t hits_seen; /* hits counted when those were entered */
	bool more;          /* there are hits to be counted for what is shown */

	int title_columns; /* what the longest of the first titles takes; 0: not known */
	bool dragging;     /* the border */
};

void pane_init(struct pane *p);
void pane_release(struct pane *p);

/* The section being read has changed, or the outline has: finds the rows anew. */
void pane_follow(struct app *app);
void pane_outline_changed(struct app *app);

/* Takes what background work has brought; true if that is to be drawn.  And whether it goes on. */
bool pane_update(struct app *app);
bool pane_busy(const struct app *app);

/* Before the document goes: stops what works on it. */
void pane_leave_document(struct app *app);

/* Another search: what was counted of the last one is forgotten. */
void pane_hits_changed(struct app *app);

void outline_pane_draw(struct app *app);

/* The mouse, at a place of the screen; effect bits.  The wheel scrolls by n rows; a drag (of the
 * border, where a press began it) sets the width. */
unsigned outline_pane_click(struct app *app, int row, int column);
unsigned outline_pane_wheel(struct app *app, int n);
unsigned outline_pane_drag(struct app *app, int column);

/* Cells that the pane would like to have. */
int outline_pane_columns(const struct app *app);

/* outline_rows.c: what is listed after and before a heading (OUTLINE_NONE: the first, the last);
 * the row that stands for one; how many rows there are on the screen. */
uint32_t pane_next(const struct app *app, uint32_t i);
uint32_t pane_previous(const struct app *app, uint32_t i);
uint32_t pane_last(const struct app *app);
/* The same among what can be chosen: with a filter only matches. */
uint32_t pane_next_choice(const struct app *app, uint32_t i);
uint32_t pane_previous_choice(const struct app *app, uint32_t i);
int pane_height(const struct app *app);
/* Scrolls so that the choice is on the pane with some rows around it, and fills pane.rows. */
void pane_place_rows(struct app *app);

/* outline_columns.c: starts measuring if that is wanted and possible. */
void pane_measure(struct app *app);

/* What stands at the right edge of one row; "" where there is nothing. */
struct pane_cells {
	char hits[24];
	char marks[24];
	char time[24];
	char size[24];
};

/* Cells of the four columns, each with a blank before it, and of all together; 0 for one that is
 * left out. */
struct pane_layout {
	int hits, marks, time, size;
	int all;
};

/* Fills cells[0..n) for n headings; says how many cells they may have in rows of so many columns
 * whose widest title takes so many; lays them out in that room. */
void pane_cells(struct app *app, const uint32_t *headings, size_t n, struct pane_cells *cells);
int pane_room(int columns, int titles);
struct pane_layout pane_layout(const struct app *app, const struct pane_cells *cells, size_t n,
			       int room);

/* Draws them in a row, from a column on; in their own colours where style is NULL. */
struct pane_place {
	int row, column;
	const struct style *style;
};
void pane_draw_cells(struct app *app, struct pane_place place, const struct pane_cells *cells,
		     const struct pane_layout *layout);

/* outline_draw.c: whether a cell of a row is its fold mark; finds pane.title_columns. */
bool pane_is_on_sign(const struct app *app, size_t row, int column);
void pane_measure_titles(struct app *app);

/* outline_filter.c: no filter any more; what the prompt says, looked for in the outline as it is
 * now; takes what was found, true if that is more. */
void pane_clear_filter(struct app *app);
void pane_refilter(struct app *app);
bool pane_filter_update(struct app *app);

/* A step of the choice by one of the functions above; says so at the ends. */
typedef uint32_t pane_stepper(const struct app *app, uint32_t i);
unsigned pane_step(struct app *app, pane_stepper *row, unsigned long n);

#endif
