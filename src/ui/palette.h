/* SPDX-License-Identifier: MIT */
/*
 * The palette: colours that a terminal can show, and the numbered pairs of foreground and
 * background that curses wants.  Pairs are numbered as they are met, at most PALETTE_PAIRS of them;
 * then a number that the present frame does not use stands for another pair.  Pair 0 is the
 * terminal's own.
 */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PALETTE_PAIRS 256

struct palette_pair {
	int16_t foreground, background; /* -1 the terminal's own */
	uint32_t used;                  /* the frame that met it last */
};

struct palette {
	int colours;
	size_t limit; /* pairs, with pair 0 */
	struct palette_pair pairs[PALETTE_PAIRS];
	size_t n, last, victim;
	uint32_t frame;
};

/* colours: 0, 8, 16, 88 or 256; n_pairs: how many numbers curses has, 0 included. */
void palette_init(struct palette *p, int colours, int n_pairs);

/* A new frame begins. */
void palette_frame(struct palette *p);

/* The number of a pair of colours (-1 to 255); *fresh if it now means something else than before,
 * so that curses must be told. */
int palette_number(struct palette *p, int foreground, int background, bool *fresh);

/* The nearest colour of those that are there: 0-255 on 8 or 16, by the strongest parts. */
int palette_nearest(int colour, int colours);

#endif
