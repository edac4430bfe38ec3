/* SPDX-License-Identifier: MIT */
/*
 * The prompt: one line that is typed, with the usual keys, wide characters and pasting.  What it is
 * for lives in its functions; the prompt only edits.
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "ui/screen.h"
#include "view/key.h"

struct app;

/* A remark beside what is typed. */
struct prompt_aside {
	struct buffer text;
	struct buffer shorter; /* where there is no room for it */
	bool wrong;            /* an error: shown in any case, cut if need be */
	size_t mark;           /* which byte of what is typed it speaks of; SIZE_MAX: none */
};

/* What a prompt is for.  Each returns effect bits; changed may be NULL. */
struct prompt_kind {
	unsigned (*changed)(struct app *app); /* after each edit */
	unsigned (*accept)(struct app *app);  /* Enter: the text is in app->prompt.text */
	unsigned (*cancel)(struct app *app);  /* ESC, ^C, or Backspace on nothing */
	unsigned (*step)(struct app *app, int rows); /* Up and Down move a choice; may be NULL */
	/* Tab: appends the i-th that what was typed may become; false if there are no more.  NULL:
	 * nothing is offered. */
	bool (*offer)(const char *typed, size_t i, struct buffer *out);
	/* What stands at the right end of the row; NULL: nothing. */
	void (*describe)(struct app *app, struct prompt_aside *aside);
	bool lines;   /* Alt-Enter breaks a line */
	bool history; /* earlier searches by Up and Down; the keys of
			 CONTEXT_QUERY */
};

struct prompt {
	const struct prompt_kind *kind; /* NULL: no prompt is open */
	struct buffer label;
	struct buffer text;
	size_t cursor; /* bytes; always at a cluster's edge */
	size_t recall; /* how far back in the history, or on in the offers; 0: what was typed */
	struct buffer typed;
};

void prompt_init(struct prompt *p);
void prompt_release(struct prompt *p);

/* Opens it with a label and a first text, the cursor at its end. */
void prompt_open(struct prompt *p, const struct prompt_kind *kind, const char *label,
		 const char *text);
void prompt_close(struct prompt *p);

/* Keys and pastes while it is open; effect bits. */
unsigned prompt_key(struct app *app, struct key key);
unsigned prompt_paste(struct app *app, const char *text, size_t len);

/* Draws it in one row and puts the cursor there. */
void prompt_draw(struct app *app, int row);

#endif
