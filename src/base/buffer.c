/* SPDX-License-Identifier: MIT */
#include "base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/memory.h"

/* What an empty buffer points at.  It is never written: capacity 0 makes room first. */
static char empty[1];

void buffer_init(struct buffer *b)
{
	b->data = empty;
	b->len = 0;
	b->capacity = 0;
}

void buffer_release(struct buffer *b)
{
	if (b->capacity != 0)
		free(b->data);
	buffer_init(b);
}

void buffer_clear(struct buffer *b)
{
	buffer_truncate(b, 0);
}

void buffer_truncate(struct buffer *b, size_t len)
{
	assert(len <= b->len);
	b->len = len;
	if (b->capacity != 0)
		b->data[len] = '\0';
}

void buffer_reserve(struct buffer *b, size_t more)
{
	size_t need = b->len + more + 1;
	size_t grown = b->capacity + b->capacity / 2 + 32;

	assert(need > b->len);
	if (need <= b->capacity)
		return;
	if (grown < need)
		grown = need;
	b->data = memory_resize(b->capacity != 0 ? b->data : NULL, grown, 1);
	b->capacity = grown;
	b->data[b->len] = '\0';
}

void buffer_append(struct buffer *b, const char *bytes, size_t len)
{
	if (len == 0)
		return;
	buffer_reserve(b, len);
	memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buffer_append_string(struct buffer *b, const char *string)
{
	buffer_append(b, string, strlen(string));
}

void buffer_append_byte(struct buffer *b, char byte)
{
	buffer_append(b, &byte, 1);
}

void buffer_append_code_point(struct buffer *b, unsigned c)
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, c, sizeof(bytes));

	if (n < 0)
		n = u8_uctomb(bytes, 0xFFFD, sizeof(bytes));
	buffer_append(b, (const char *)bytes, (size_t)n);
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
	va_list arguments;
	int n;

	va_start(arguments, format);
	n = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (n <= 0)
		return;
	buffer_reserve(b, (size_t)n);
	va_start(arguments, format);
	vsnprintf(b->data + b->len, (size_t)n + 1, format, arguments);
	va_end(arguments);
	b->len += (size_t)n;
}

char *buffer_steal(struct buffer *b)
{
	char *data;

	buffer_reserve(b, 0);
	data = b->data;
	buffer_init(b);
	return data;
}
