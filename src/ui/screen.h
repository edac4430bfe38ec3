/* SPDX-License-Identifier: MIT */
/*
 * The screen: an interface to a terminal, or to memory for tests.  It takes clusters at absolute
 * columns, in styles, and gives bytes that were typed.  Nothing shows before screen_flush().
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "text/cluster.h"
#include "view/theme.h"

struct screen;

/* What a kind of screen does; see the functions of the same names. */
struct screen_operations {
	void (*close)(struct screen *s);
	void (*size)(struct screen *s, int *rows, int *columns);
	void (*put)(struct screen *s, int row, int column, const char *cluster, size_t len,
		    int width, struct style style);
	void (*fill)(struct screen *s, int row, int column, int width, struct style style);
	void (*scroll)(struct screen *s, int top, int bottom, int n);
	void (*cursor)(struct screen *s, int row, int column);
	void (*flush)(struct screen *s);
	void (*redraw)(struct screen *s);
	void (*suspend)(struct screen *s);
	void (*widths)(struct screen *s, struct widths widths);
	void (*send)(struct screen *s, const char *bytes, size_t len);
	int (*input_fd)(struct screen *s);
	int (*colours)(struct screen *s);
};

/* Kinds of screens begin with this. */
struct screen {
	const struct screen_operations *operations;
};

/* Restores the terminal and frees the screen.  NULL is allowed. */
static inline void screen_close(struct screen *s)
{
	if (s != NULL)
		s->operations->close(s);
}

/* Rows and columns as they are now; asks the terminal anew, so it follows a resize. */
static inline void screen_size(struct screen *s, int *rows, int *columns)
{
	s->operations->size(s, rows, columns);
}

/* Draws one cluster of `width` cells (1 or 2); what would pass the right edge or lies outside is
 * left out, a wide one that would stick out becomes a blank. */
static inline void screen_put(struct screen *s, int row, int column, const char *cluster,
			      size_t len, int width, struct style style)
{
	s->operations->put(s, row, column, cluster, len, width, style);
}

/* Draws `width` blank cells. */
static inline void screen_fill(struct screen *s, int row, int column, int width, struct style style)
{
	s->operations->fill(s, row, column, width, style);
}

/* Moves the contents of rows [top, bottom) up by n (down if negative); rows that come in are
 * blank. */
static inline void screen_scroll(struct screen *s, int top, int bottom, int n)
{
	s->operations->scroll(s, top, bottom, n);
}

/* Puts the cursor there, or hides it where row is negative. */
static inline void screen_cursor(struct screen *s, int row, int column)
{
	s->operations->cursor(s, row, column);
}

static inline void screen_flush(struct screen *s)
{
	s->operations->flush(s);
}

/* The next flush draws every cell, whatever the terminal shows now. */
static inline void screen_redraw(struct screen *s)
{
	s->operations->redraw(s);
}

/* Gives the terminal back, stops the process, takes the terminal again (SIGTSTP, ^Z). */
static inline void screen_suspend(struct screen *s)
{
	s->operations->suspend(s);
}

/* What ambiguous characters measure from now on. */
static inline void screen_widths(struct screen *s, struct widths widths)
{
	s->operations->widths(s, widths);
}

/* Sends bytes of the program's own to the terminal (a cursor report, OSC 52), behind what was
 * flushed. */
static inline void screen_send(struct screen *s, const char *bytes, size_t len)
{
	s->operations->send(s, bytes, len);
}

/* The descriptor that typed bytes are read from, to poll and read; -1 for memory. */
static inline int screen_input_fd(struct screen *s)
{
	return s->operations->input_fd(s);
}

/* How many colours there are: 0 for none (NO_COLOR counts). */
static inline int screen_colours(struct screen *s)
{
	return s->operations->colours(s);
}

/* Whether a cluster may be sent to a terminal: valid UTF-8 without controls and without what must
 * not reach it (see cluster_code_point_width); joiners, variation selectors and tags behind a base
 * only.  Kinds of screens draw '?' for what may not. */
bool screen_is_drawable(const char *cluster, size_t len);

/* Draws a text cut to width cells and fills the rest; returns the cells of text.  Controls in it
 * (it may be a file name) are shown as '?'. */
int screen_text(struct screen *s, int row, int column, int width, const char *text, size_t len,
		struct style style, struct widths widths);

#endif
