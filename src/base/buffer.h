/* SPDX-License-Identifier: MIT */
/*
 * A buffer of bytes that grows.  Invariants: data[len] is always '\0', also when the bytes hold
 * NULs of their own; an empty buffer need not own memory, and its data is never NULL.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

#include "base/attributes.h"

struct buffer {
	char *data;
	size_t len;
	size_t capacity; /* 0: data is a constant empty string */
};

void buffer_init(struct buffer *b);
void buffer_release(struct buffer *b);

/* Forgets the bytes, keeps the memory. */
void buffer_clear(struct buffer *b);

/* Forgets what stands after the first len bytes; len is at most b->len. */
void buffer_truncate(struct buffer *b, size_t len);

/* Makes room for `more` bytes behind data + len; the caller fills them and adds to len. */
void buffer_reserve(struct buffer *b, size_t more);

void buffer_append(struct buffer *b, const char *bytes, size_t len);
void buffer_append_string(struct buffer *b, const char *string);
void buffer_append_byte(struct buffer *b, char byte);

/* Appends a code point as UTF-8; one that has no UTF-8 form is appended as U+FFFD. */
void buffer_append_code_point(struct buffer *b, unsigned c);

void buffer_printf(struct buffer *b, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

/* Hands the bytes over as a NUL-terminated string for free(); the buffer is empty afterwards. */
char *buffer_steal(struct buffer *b) ATTRIBUTE_NODISCARD;

#endif
