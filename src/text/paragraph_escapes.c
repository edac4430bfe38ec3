/* SPDX-License-Identifier: MIT */
#include "text/paragraph_escapes.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text/paragraph.h"

#define ESC '\x1B'
#define BEL '\x07'

/* More parameters than anybody writes; those that follow are ignored. */
#define PARAMETERS_MAX 64
#define VALUE_MAX 9999

struct parameter {
	int value; /* -1: left out */
	bool sub;  /* a colon stands before it: it belongs to the parameter before */
};

/* What a parameter without arguments does. */
static const struct {
	int value;
	uint32_t set, clear;
} flag_rows[] = {
	{1, SPAN_BOLD, 0},       {2, SPAN_DIM, 0},
	{3, SPAN_ITALIC, 0},     {4, SPAN_UNDERLINE, 0},
	{7, SPAN_REVERSE, 0},    {9, SPAN_STRIKE, 0},
	{21, SPAN_UNDERLINE, 0}, {22, 0, SPAN_BOLD | SPAN_DIM},
	{23, 0, SPAN_ITALIC},    {24, 0, SPAN_UNDERLINE},
	{27, 0, SPAN_REVERSE},   {29, 0, SPAN_STRIKE},
};

static void apply_simple(struct style *style, int value)
{
	size_t i;

	if (value <= 0) {
		style->flags &= SPAN_LINK;
		style->foreground = style->background = -1;
	} else if ((value >= 30 && value <= 37) || (value >= 90 && value <= 97)) {
		style->foreground = (int16_t)(value < 40 ? value - 30 : value - 90 + 8);
	} else if ((value >= 40 && value <= 47) || (value >= 100 && value <= 107)) {
		style->background = (int16_t)(value < 50 ? value - 40 : value - 100 + 8);
	} else if (value == 39) {
		style->foreground = -1;
	} else if (value == 49) {
		style->background = -1;
	}
	for (i = 0; i < sizeof(flag_rows) / sizeof(flag_rows[0]); i++) {
		if (flag_rows[i].value == value)
			style->flags = (style->flags & ~flag_rows[i].clear) | flag_rows[i].set;
	}
}

static int distance(const int *a, const int *b)
{
	int sum = 0, i;

	for (i = 0; i < 3; i++)
		sum += (a[i] - b[i]) * (a[i] - b[i]);
	return sum;
}

/* The nearest of xterm's colour cube (16-231) and grey ramp (232-255); -1 if out of range. */
static int nearest_colour(const int *rgb)
{
	static const int levels[] = {0, 95, 135, 175, 215, 255};
	int cube[3], grey[3], step[3], index, i, j;

	for (i = 0; i < 3; i++) {
		if (rgb[i] < 0 || rgb[i] > 255)
			return -1;
		step[i] = 0;
		for (j = 1; j < 6; j++) {
			if (abs(rgb[i] - levels[j]) < abs(rgb[i] - levels[step[i]]))
				step[i] = j;
		}
		cube[i] = levels[step[i]];
	}
	index = ((rgb[0] + rgb[1] + rgb[2]) / 3 - 3) / 10;
	index = index < 0 ? 0 : index > 23 ? 23 : index;
	grey[0] = grey[1] = grey[2] = 8 + 10 * index;
	if (distance(rgb, grey) < distance(rgb, cube))
		return 232 + index;
	return 16 + 36 * step[0] + 6 * step[1] + step[2];
}

/* Sets the colour that 38 or 48 (58, of underlines, is passed over) asks for. */
static void set_colour(struct style *style, int which, int colour)
{
	if (colour < 0 || colour > 255)
		return;
	if (which == 38)
		style->foreground = (int16_t)colour;
	else if (which == 48)
		style->background = (int16_t)colour;
}

/* 38:5:N, 38:2:R:G:B, 38:2:SPACE:R:G:B; p[0] is the 38, n counts it and its subs. */
static void apply_colon_colour(struct style *style, const struct parameter *p, size_t n)
{
	size_t at = n >= 6 ? 3 : 2;
	int rgb[3], i;

	if (n >= 3 && p[1].value == 5)
		set_colour(style, p[0].value, p[2].value);
	if (n < 5 || p[1].value != 2)
		return;
	for (i = 0; i < 3; i++)
		rgb[i] = p[at + (size_t)i].value;
	set_colour(style, p[0].value, nearest_colour(rgb));
}

/* 38;5;N, 38;2;R;G;B; returns how many parameters that took. */
static size_t apply_plain_colour(struct style *style, const struct parameter *p, size_t n)
{
	if (n >= 3 && p[1].value == 5) {
		set_colour(style, p[0].value, p[2].value < 0 ? 0 : p[2].value);
		return 3;
	}
	if (n >= 5 && p[1].value == 2) {
		int rgb[3], i;

		for (i = 0; i < 3; i++)
			rgb[i] = p[2 + i].value < 0 ? 0 : p[2 + i].value;
		set_colour(style, p[0].value, nearest_colour(rgb));
		return 5;
	}
	return n >= 2 && p[1].value != 2 && p[1].value != 5 ? 1 : n;
}

static void apply(struct style *style, const struct parameter *p, size_t n)
{
	size_t i = 0;

	while (i < n) {
		size_t end = i + 1;
		int value = p[i].value;

		while (end < n && p[end].sub)
			end++;
		if (value == 38 || value == 48 || value == 58) {
			if (end > i + 1)
				apply_colon_colour(style, p + i, end - i);
			else
				end = i + apply_plain_colour(style, p + i, n - i);
		} else if (value == 4 && end > i + 1 && p[i + 1].value == 0) {
			apply_simple(style, 24);
		} else {
			apply_simple(style, value);
		}
		i = end;
	}
}

/* ESC [ parameters m */
static size_t apply_sgr(const char *s, size_t n, struct style *style)
{
	struct parameter p[PARAMETERS_MAX] = {{-1, false}};
	size_t count = 1, i;

	for (i = 2; i < n && s[i] != 'm'; i++) {
		struct parameter *last =
			&p[count < PARAMETERS_MAX ? count - 1 : PARAMETERS_MAX - 1];

		if (s[i] == ';' || s[i] == ':') {
			count++;
			if (count <= PARAMETERS_MAX)
				p[count - 1] = (struct parameter){-1, s[i] == ':'};
		} else if (s[i] < '0' || s[i] > '9') {
			return 0;
		} else if (count <= PARAMETERS_MAX) {
			last->value = (last->value < 0 ? 0 : last->value) * 10 + (s[i] - '0');
			if (last->value > VALUE_MAX)
				last->value = VALUE_MAX;
		}
	}
	if (i >= n)
		return 0;
	apply(style, p, count < PARAMETERS_MAX ? count : PARAMETERS_MAX);
	return i + 1;
}

/* ESC ] 8 ; parameters ; target BEL, or ESC \ at the end */
static size_t apply_link(const char *s, size_t n, struct style *style)
{
	const char *semicolon;
	size_t end = 4;
	size_t after;

	while (end < n && (unsigned char)s[end] >= 0x20 && s[end] != 0x7F)
		end++;
	if (end < n && s[end] == BEL)
		after = end + 1;
	else if (n - end >= 2 && s[end] == ESC && s[end + 1] == '\\')
		after = end + 2;
	else
		return 0;
	semicolon = memchr(s + 4, ';', end - 4);
	if (semicolon == NULL)
		return 0;
	if (semicolon + 1 < s + end)
		style->flags |= SPAN_LINK;
	else
		style->flags &= ~(uint32_t)SPAN_LINK;
	return after;
}

size_t escape_apply(const char *s, size_t n, struct style *style)
{
	assert(n > 0 && s[0] == ESC);
	if (n >= 3 && s[1] == '[')
		return apply_sgr(s, n, style);
	if (n >= 5 && memcmp(s + 1, "]8;", 3) == 0)
		return apply_link(s, n, style);
	return 0;
}
