/* SPDX-License-Identifier: MIT */
/*
 * Lists over the text: bookmarks, headings to go to, help.  A list is rows of text to choose from,
 * filtered as one types; what a row means is its kind's business.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "view/theme.h"

struct app;
struct title_filter;
struct title_matches;

struct list_item {
	char *left; /* a column of its own, may be NULL */
	char *text;
	char *right; /* at the right edge, may be NULL */
	char *more;  /* a dimmed row below, may be NULL */
	char *note;  /* dimmed behind text, where there is room; may be NULL */
	unsigned char *marks; /* a byte for each of text: 1 where it was typed; may be NULL */
	bool title;  /* a heading of the list itself: cannot be chosen */
	uint64_t pos;
	char id[17]; /* of a bookmark */
	size_t index; /* of a document that is known */
	enum role role; /* how left is drawn; 0: as in all lists */
};

struct list;

struct list_kind {
	const char *title;
	const char *hint;                                 /* keys, for the status row */
	const char *empty;                                /* what to say when there is nothing */
	void (*fill)(struct app *app, struct list *list); /* adds the items that pass the filter */
	unsigned (*go)(struct app *app, const struct list_item *item);
	bool stays; /* help: Enter does nothing but scroll */
	bool wide;  /* the hint takes the whole status row */
	/* what other keys do with the chosen item, or the list; NULL: nothing */
	unsigned (*edit)(struct app *app, const struct list_item *item);
	unsigned (*remove)(struct app *app, const struct list_item *item);
	unsigned (*paint)(struct app *app, const struct list_item *item);
	unsigned (*move_to)(struct app *app, const struct list_item *item);
	unsigned (*undo)(struct app *app);
	unsigned (*order)(struct app *app);
	unsigned (*all)(struct app *app);
	/* where the chosen item is, and what stands there; NULL: no preview */
	void (*preview)(struct app *app, const struct list_item *item, struct buffer *where,
			struct buffer *text);
};

struct list {
	const struct list_kind *kind; /* NULL: no list is open */
	struct list_item *items;
	size_t n, capacity;
	size_t top, selected;
	struct buffer filter;
	/* of headings: what the filter finds, and the same query for marking it */
	struct title_matches *matches;
	struct title_filter *marker;
	bool same_query; /* matches are of this filter and outline */
};

void list_init(struct list *l);
void list_release(struct list *l);

/* Opens a list of a kind, and builds it anew (keeping the choice as near as may be). */
void list_open(struct app *app, const struct list_kind *kind);
void list_rebuild(struct app *app);
void list_close(struct app *app);

/* Adds an item; the strings are copied, NULL stays NULL.  Returns it for further fields. */
struct list_item *list_add(struct list *l, const char *left, const char *text, const char *right);

/* Whether text contains the list's filter, without regard to case and to width. */
bool list_passes(const struct list *l, const char *text);

/* Moves the choice by n rows that can be chosen; false if it cannot. */
bool list_move(struct app *app, long n);

/* Draws it over rows [0, height) of the screen. */
void list_draw(struct app *app, int height);

/* Takes what background work has found; true if that is to be drawn.  And whether it goes on. */
bool list_update(struct app *app);
bool list_busy(const struct app *app);

/* The outline is another one: what was found is looked for anew. */
void list_outline_changed(struct app *app);

/* Before the document goes: closes a list that is of it. */
void list_leave_document(struct app *app);

/* Opens the prompt that filters the open list. */
unsigned list_filter_prompt(struct app *app);

#endif
