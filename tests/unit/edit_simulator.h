/* SPDX-License-Identifier: MIT */
/*
 * Edits as people make them, at random but the same for the same seed, for the test of anchors: a
 * text is cut into pieces (of one sentence each, inside a line), sentences and sections are
 * inserted, deleted, changed and moved, and the result is written in another form.  Where each
 * sentence begins is known before and after.
 */
#ifndef TESTS_UNIT_EDIT_SIMULATOR_H
#define TESTS_UNIT_EDIT_SIMULATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define NO_PLACE SIZE_MAX

enum piece_kind { PIECE_BLANK, PIECE_SENTENCE, PIECE_LINE_END };

struct piece {
	enum piece_kind kind;
	char *s; /* owned */
	size_t len;
	size_t origin; /* the piece of the text before; NO_PLACE: new */
	bool changed;  /* in its words */
};

struct pieces {
	struct piece *items;
	size_t n, capacity;
};

/* The forms in which a text is written; bits. */
enum form {
	FORM_PUNCTUATION = 1 << 0, /* full-width marks to ASCII, quotes to brackets */
	FORM_WIDTH = 1 << 1,       /* capital letters and digits to full width */
	FORM_WRAP = 1 << 2,        /* lines broken anew */
	FORM_CRLF = 1 << 3,
	FORM_SCRIPT = 1 << 4,  /* Han characters to a variant of theirs */
	FORM_READINGS = 1 << 5 /* pinyin after Han characters */
};

uint32_t random_next(uint32_t *seed);
uint32_t random_below(uint32_t *seed, uint32_t n);

struct pieces pieces_cut(const char *text, size_t len);
void pieces_release(struct pieces *p);

/* The text edited; about one sentence in `rarity` is touched. */
struct pieces pieces_edit(const struct pieces *p, uint32_t rarity, uint32_t *seed);

/* Writes pieces in a form; at[i] is where piece i begins, in bytes. */
void pieces_write(const struct pieces *p, unsigned form, uint32_t *seed, struct buffer *out,
		  size_t *at);

#endif
