/* SPDX-License-Identifier: MIT */
/*
 * Characters of a line as they are read: which are text as they stand, and what the others are
 * called.  What cluster_code_point_width() keeps from the terminal is named here.
 */
#ifndef TEXT_PARAGRAPH_CHARACTERS_H
#define TEXT_PARAGRAPH_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum character_kind {
	CHARACTER_PLAIN,   /* text */
	CHARACTER_LONE,    /* a combining mark with nothing to hang on */
	CHARACTER_NAMED,   /* shown by name */
	CHARACTER_BAD,     /* an invalid byte, in c; shown by name */
	CHARACTER_REMOVED, /* a soft hyphen */
};

struct character {
	uint32_t c;
	uint32_t len; /* bytes */
	enum character_kind kind;
};

/* The character at pos < n.  `edge` says that nothing stands before it on which a mark could hang:
 * a line's start, a tab, a name. */
struct character character_at(const char *s, size_t n, size_t pos, bool edge);

/* The end of the plain text that begins at pos; pos itself if there is none. */
size_t characters_plain(const char *s, size_t n, size_t pos, bool edge);

/* Appends what is shown for a character: itself, its name, ◌ and itself, or nothing. */
void character_append(struct buffer *out, const struct character *character);

#endif
