/* SPDX-License-Identifier: MIT */
/* What the list of bookmarks does with one: bookmark_pane.c. */
#ifndef UI_BOOKMARK_PANE_H
#define UI_BOOKMARK_PANE_H

#include "place/bookmarks.h"

struct app;

/* Prompts for name and note. */
void bookmark_edit(struct app *app, const struct bookmark *b);

/* Saves: a bookmark is kept from the moment it is made, not from the end of the program on. */
void bookmark_keep(struct app *app);

#endif
