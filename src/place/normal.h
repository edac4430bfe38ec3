/* SPDX-License-Identifier: MIT */
/*
 * The normal form in which an anchor's words are compared with a text: case folded and NFKD, one
 * character at a time, Han characters as one of those that are the same by script, without white
 * space, punctuation and what has no look.  So neither case, width, punctuation, simplified or
 * traditional characters, composed or decomposed letters, nor a text that was wrapped anew make
 * words differ.
 */
#ifndef PLACE_NORMAL_H
#define PLACE_NORMAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define NORMAL_SLOTS 2048
#define NORMAL_HAN_FIRST 0x3400
#define NORMAL_HAN_END 0xA000
#define NORMAL_BYTES 27

/* What was looked up before, so that a text of any script is read at speed. */
struct normalizer {
	struct normal_slot {
		uint32_t c; /* 0: empty */
		uint8_t len;
		char bytes[NORMAL_BYTES];
	} slots[NORMAL_SLOTS];
	/* What a Han character becomes, once that was asked; 0: not asked. */
	uint16_t han[NORMAL_HAN_END - NORMAL_HAN_FIRST];
};

struct normalizer *normalizer_new(void);
void normalizer_free(struct normalizer *n);

/* Appends the normal form of one character (0 bytes for what is left out); returns its length in s.
 * len is at least 1. */
size_t normal_append_one(struct normalizer *n, const char *s, size_t len, struct buffer *out);

void normal_append(struct normalizer *n, const char *s, size_t len, struct buffer *out);

#endif
