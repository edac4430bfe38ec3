/* SPDX-License-Identifier: MIT */
/* What a character looks like while a paragraph is cleaned. */
#ifndef TEXT_PARAGRAPH_STYLE_H
#define TEXT_PARAGRAPH_STYLE_H

#include <stdint.h>

struct style {
	uint32_t flags;     /* enum span_flags */
	int16_t foreground; /* 0-255, -1 the terminal's own */
	int16_t background;
};

#define STYLE_PLAIN ((struct style){0, -1, -1})

#endif
