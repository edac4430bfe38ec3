/* SPDX-License-Identifier: MIT */
/* A text in a field of the screen, cut with an ellipsis, with what a query matched marked. */
#ifndef UI_MARKED_H
#define UI_MARKED_H

#include <stddef.h>

#include "ui/screen.h"

struct app;

struct marked {
	int row, column, width; /* the field; what the text leaves of it becomes blank */
	const char *text;
	size_t len;
	const unsigned char *marks; /* a byte for each of text: not 0 if matched; NULL: none */
	struct style style;
};

void marked_draw(struct app *app, const struct marked *m);

#endif
