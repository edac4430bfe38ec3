/* SPDX-License-Identifier: MIT */
#include "ui/palette.h"

#include <string.h>

enum { BLACK, RED, GREEN, BLUE = 4, WHITE = 7 };

void palette_init(struct palette *p, int colours, int n_pairs)
{
	memset(p, 0, sizeof(*p));
	p->colours = colours > 256 ? 256 : colours;
	/* Fewer than eight are of no use to any theme. */
	if (p->colours < 8 || n_pairs < 2)
		p->colours = 0;
	p->limit = n_pairs < PALETTE_PAIRS ? (size_t)(n_pairs > 0 ? n_pairs : 1) : PALETTE_PAIRS;
	p->n = 1;
	p->pairs[0].foreground = p->pairs[0].background = -1;
	p->frame = 1;
}

void palette_frame(struct palette *p)
{
	p->frame++;
}

/* 16-231 are a cube of 6 x 6 x 6, 232-255 greys (xterm). */
int palette_nearest(int colour, int colours)
{
	int red, green, blue, level;

	if (colour < 0 || colour < colours)
		return colour;
	if (colour < 16)
		return colour & 7;
	if (colour >= 232)
		return colour < 244 ? BLACK : WHITE;
	red = (colour - 16) / 36;
	green = (colour - 16) / 6 % 6;
	blue = (colour - 16) % 6;
	level = red > green ? red : green;
	level = level > blue ? level : blue;
	if (level == 0)
		return BLACK;
	return (red * 2 > level ? RED : 0) | (green * 2 > level ? GREEN : 0) |
	       (blue * 2 > level ? BLUE : 0);
}

static bool is_pair(const struct palette_pair *pair, int foreground, int background)
{
	return pair->foreground == foreground && pair->background == background;
}

/* 0 if the frame uses them all. */
static size_t free_number(struct palette *p)
{
	size_t tries;

	if (p->n < p->limit)
		return p->n++;
	for (tries = 1; tries < p->limit; tries++) {
		p->victim = p->victim + 1 < p->limit ? p->victim + 1 : 1;
		if (p->pairs[p->victim].used != p->frame)
			return p->victim;
	}
	return 0;
}

int palette_number(struct palette *p, int foreground, int background, bool *fresh)
{
	size_t i = p->last;

	*fresh = false;
	foreground = palette_nearest(foreground, p->colours);
	background = palette_nearest(background, p->colours);
	if (p->colours == 0 || (foreground < 0 && background < 0))
		return 0;
	/* Neighbours mostly have the same colours. */
	if (!is_pair(&p->pairs[i], foreground, background)) {
		for (i = 1; i < p->n && !is_pair(&p->pairs[i], foreground, background); i++)
			;
	}
	if (i >= p->n) {
		i = free_number(p);
		if (i == 0)
			return 0;
		p->pairs[i].foreground = (int16_t)foreground;
		p->pairs[i].background = (int16_t)background;
		*fresh = true;
	}
	p->pairs[i].used = p->frame;
	p->last = i;
	return (int)i;
}
