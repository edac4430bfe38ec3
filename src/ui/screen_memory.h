/* SPDX-License-Identifier: MIT */
/* A screen in memory, for tests: what would be seen, as text and as styles. */
#ifndef UI_SCREEN_MEMORY_H
#define UI_SCREEN_MEMORY_H

#include "base/buffer.h"
#include "ui/screen.h"

struct screen *screen_memory_new(int rows, int columns, int colours);

/* As if the terminal had been resized. */
void screen_memory_resize(struct screen *s, int rows, int columns);

/*
 * Appends what was flushed last: one line a row, trailing blanks left off.  With styles, each row
 * is followed by a line that begins with "~" and has one letter a cell: . plain, b bold, d dim,
 * i italic, u underline, r reverse, s strike, c a colour, + several; and the cursor, if it is
 * shown, as a last line "cursor ROW COLUMN" (from 0).
 */
void screen_memory_dump(struct screen *s, bool styles, struct buffer *out);

/* What screen_send() was given since the last call, appended to out. */
void screen_memory_sent(struct screen *s, struct buffer *out);

/* Cells that were drawn (put or filled) since the last call: what a key costs. */
size_t screen_memory_cost(struct screen *s);

#endif
