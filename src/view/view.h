/* SPDX-License-Identifier: MIT */
/*
 * The view: which rows of a document are shown, and the verbs that scroll and jump.  It knows no
 * terminal: sizes are in rows and cells, and it is the same on a screen of memory.
 *
 *     row 0   一、過去三年…           sticky: lies over a row of the text
 *     row 1   (二)規范黨組織工作…     sticky
 *     row 2   各縣(區)機關黨組織…  <- focus: the row that "this section" means
 *     ...
 *
 * The top is the source offset of the first row, covered or not; the focus is kept apart from it.
 * Both are places, so a new width or another reading mode keeps the text where it is: the focus
 * stays on its row below the sticky headings.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/document.h"
#include "view/layout.h"
#include "view/rows.h"

struct view_options {
	enum reading_mode readings;
	uint32_t columns; /* reading width in cells; 0: all there is */
	struct widths widths;
	bool chop;
	bool points; /* headings to jump to include points */
	bool sticky;
};

struct view;

struct view *view_new(struct document *document);
void view_free(struct view *v);

struct document *view_document(struct view *v);

/* Rows and cells of the text area, each at least 1, and how the text is shown.  Keeps the place. */
void view_configure(struct view *v, int rows, int columns, const struct view_options *options);
const struct view_options *view_options(const struct view *v);

/* After document_update(): bits of enum document_change. */
void view_follow(struct view *v, unsigned changes);

/* What is shown: as many rows as the area has.  Valid until the view changes. */
const struct view_row *view_rows(struct view *v, size_t *n);

/* The layout of a text or ruby row, for drawing; valid until the next call. */
const struct layout *view_layout(struct view *v, const struct view_row *row);

/* Headings that lie over the first rows, outermost first; at most max, returns how many. */
size_t view_sticky(struct view *v, uint32_t *headings, size_t max);

/* Blank cells before the text (a reading width narrower than the screen is centred), the cells of
 * the text, and cells scrolled to the left where lines are chopped. */
uint32_t view_margin(const struct view *v);
uint32_t view_width(const struct view *v);
uint32_t view_left(const struct view *v);
void view_scroll_sideways(struct view *v, long cells);

uint64_t view_top(const struct view *v);
uint64_t view_focus(const struct view *v);
size_t view_focus_row(struct view *v);
/* The section that "this section" means; OUTLINE_NONE before the first. */
uint32_t view_section(struct view *v);
/* Whether the last row of the text is shown, and the first. */
bool view_at_end(struct view *v);
bool view_at_start(struct view *v);
/* How far the shown text reaches: 0 to 100. */
unsigned view_percent(struct view *v);

/* Scrolls by rows, down if positive; false if nothing moved. */
bool view_scroll(struct view *v, long rows);
/* A screen on or back: no row is skipped. */
bool view_page(struct view *v, int direction);

/* Puts a place on the row below its own sticky headings, and the focus on it; what hides it or
 * leaves it out is opened, and narrowing ends where the place lies outside. */
void view_jump(struct view *v, uint64_t pos);
/* The start of what is readable; opens nothing. */
void view_jump_start(struct view *v);
/* Like view_jump(), but the text itself is shown, not a folded heading that stands for it; and the
 * screen stays as it is if the place is on it. */
void view_show(struct view *v, uint64_t pos);
/* The end of the text in the last row. */
void view_jump_end(struct view *v);

/* Where the screen stands, to come back to exactly that: the row at its top, and the focus. */
struct view_place {
	uint64_t top;
	uint64_t focus;
	bool jumped;
};
struct view_place view_place(const struct view *v);
void view_return(struct view *v, struct view_place place);

/* After folds, or what is left out, have changed: the heading of the section in focus stays on its
 * screen row. */
void view_refold(struct view *v);

/* What is left out at the row in focus or, if below, in the first such row there or below it; false
 * if there is none. */
bool view_gap(struct view *v, bool below, struct range *gap);

/* History of jumps.  Record before a jump; back and forward return false at their ends. */
void view_record(struct view *v);
bool view_back(struct view *v);
bool view_forward(struct view *v);
/* Where the last jump began ('' in less): swaps it with here. */
bool view_swap(struct view *v);

#endif
