/* SPDX-License-Identifier: MIT */
/* Making anchors; finding them again is anchor_resolve.c. */
#include "place/anchor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "place/clean.h"
#include "place/heading_path.h"

#define QUOTE_CHARS 64
#define CONTEXT_CHARS 32

/* How many segments context is gathered from: enough for any text that is not all blank lines. */
#define CONTEXT_SEGMENTS 128

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {"exact", "moved", "approximate", "lost"};

	assert((size_t)verdict < sizeof(names) / sizeof(names[0]));
	return names[verdict];
}

/* The first max characters of clean text, in bytes. */
static size_t first_chars(const char *s, size_t len, size_t max)
{
	size_t pos = 0;
	uint32_t c;

	for (; max > 0 && pos < len; max--)
		pos += utf8_decode(s + pos, len - pos, &c);
	return pos;
}

/* Where the last max characters of clean text begin. */
static size_t last_chars(const char *s, size_t len, size_t max)
{
	size_t pos = len;

	for (; max > 0 && pos > 0; max--)
		pos = utf8_before(s, pos);
	return pos;
}

static size_t count_chars(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += !utf8_continues(s[i]);
	return n;
}

/* What stands before the clean offset `at` of the segment in r; leaves r somewhere before it. */
static char *context_before(struct clean_reader *r, size_t at)
{
	struct buffer context, joined;
	size_t begin;

	buffer_init(&context);
	buffer_append(&context, r->paragraph.clean.data, at);
	for (int i = 0; i < CONTEXT_SEGMENTS; i++) {
		bool line = r->paragraph.segment.starts_line;

		if (count_chars(context.data, context.len) >= CONTEXT_CHARS ||
		    !clean_read_before(r))
			break;
		if (r->paragraph.clean.len == 0)
			continue;
		buffer_init(&joined);
		buffer_append(&joined, r->paragraph.clean.data, r->paragraph.clean.len);
		if (line)
			buffer_append_byte(&joined, ' ');
		buffer_append(&joined, context.data, context.len);
		buffer_release(&context);
		context = joined;
	}
	begin = last_chars(context.data, context.len, CONTEXT_CHARS);
	buffer_init(&joined);
	buffer_append(&joined, context.data + begin, context.len - begin);
	buffer_release(&context);
	return buffer_steal(&joined);
}

/* What stands at and after the clean offset `at` of the segment in r, which moves on. */
static char *context_after(struct clean_reader *r, size_t at)
{
	struct buffer context;

	buffer_init(&context);
	buffer_append(&context, r->paragraph.clean.data + at, r->paragraph.clean.len - at);
	for (int i = 0; i < CONTEXT_SEGMENTS; i++) {
		bool line = r->paragraph.segment.ends_line;

		if (count_chars(context.data, context.len) >= CONTEXT_CHARS ||
		    !clean_read(r, r->paragraph.segment.next))
			break;
		if (r->paragraph.clean.len == 0)
			continue;
		if (line)
			buffer_append_byte(&context, ' ');
		buffer_append(&context, r->paragraph.clean.data, r->paragraph.clean.len);
	}
	context.len = first_chars(context.data, context.len, CONTEXT_CHARS);
	buffer_append_byte(&context, '\0');
	return buffer_steal(&context);
}

void anchor_make(struct anchor *a, struct text *text, const struct outline *outline, uint64_t pos)
{
	uint64_t size = text_size(text);
	struct clean_reader reader;
	size_t at, quote;

	*a = (struct anchor){.offset = pos < size ? pos : size};
	(void)text_line_of(text, a->offset, &a->line);
	clean_reader_init(&reader, text);
	a->path = heading_path_of(&reader, outline, a->offset);
	if (size == 0 || !clean_read(&reader, a->offset < size ? a->offset : size - 1)) {
		a->quote = memory_string("");
		a->before = memory_string("");
		a->after = memory_string("");
	} else {
		at = a->offset < size ? paragraph_from_source(&reader.paragraph, a->offset)
				      : reader.paragraph.clean.len;
		while (at > 0 && at < reader.paragraph.clean.len &&
		       utf8_continues(reader.paragraph.clean.data[at]))
			at--;
		quote = first_chars(reader.paragraph.clean.data + at,
				    reader.paragraph.clean.len - at, QUOTE_CHARS);
		a->quote = memory_copy(reader.paragraph.clean.data + at, quote);
		a->before = context_before(&reader, at);
		(void)clean_read(&reader, a->offset < size ? a->offset : size - 1);
		a->after = context_after(&reader, at + quote);
	}
	clean_reader_release(&reader);
}

void anchor_copy(struct anchor *to, const struct anchor *from)
{
	*to = (struct anchor){
		.offset = from->offset,
		.line = from->line,
		.path = memory_string(from->path != NULL ? from->path : ""),
		.quote = memory_string(from->quote != NULL ? from->quote : ""),
		.before = memory_string(from->before != NULL ? from->before : ""),
		.after = memory_string(from->after != NULL ? from->after : ""),
	};
}

void anchor_release(struct anchor *a)
{
	free(a->path);
	free(a->quote);
	free(a->before);
	free(a->after);
	*a = (struct anchor){0};
}
