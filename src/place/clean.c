/* SPDX-License-Identifier: MIT */
#include "place/clean.h"

#include <string.h>

#include "base/memory.h"

void clean_reader_init(struct clean_reader *r, struct text *text)
{
	r->text = text;
	r->gate = reading_gate_new(text_source(text));
	paragraph_init(&r->paragraph);
	buffer_init(&r->bytes);
}

void clean_reader_release(struct clean_reader *r)
{
	paragraph_release(&r->paragraph);
	buffer_release(&r->bytes);
	reading_gate_free(r->gate);
}

/* Cleans a segment where it lies in the source's cache, copying only one that lies across. */
static void read_segment(struct clean_reader *r, const struct segment *segment)
{
	struct clean_options options = {READING_HIDE, reading_gate_kinds(r->gate, segment->begin)};
	struct source *source = text_source(r->text);
	size_t len = (size_t)(segment->end - segment->begin), there;
	struct segment shown = *segment;
	const char *bytes = source_peek(source, segment->begin, &there);

	if (bytes == NULL || there < len) {
		buffer_clear(&r->bytes);
		buffer_reserve(&r->bytes, len);
		/* A file that was cut meanwhile gives fewer. */
		r->bytes.len = source_read(source, segment->begin, r->bytes.data, len);
		bytes = r->bytes.data;
		shown.end = shown.begin + r->bytes.len;
	}
	paragraph_clean(&r->paragraph, &shown, bytes, &options);
}

bool clean_read(struct clean_reader *r, uint64_t pos)
{
	struct segment segment;

	if (!text_segment_at(r->text, pos, &segment))
		return false;
	read_segment(r, &segment);
	return true;
}

bool clean_read_before(struct clean_reader *r)
{
	struct segment segment;

	if (!text_segment_before(r->text, r->paragraph.segment.begin, &segment))
		return false;
	read_segment(r, &segment);
	return true;
}

char *clean_copy(struct clean_reader *r, uint64_t begin, uint64_t end)
{
	size_t from, to;

	if (!clean_read(r, begin))
		return memory_string("");
	from = paragraph_from_source(&r->paragraph, begin);
	to = paragraph_from_source(&r->paragraph, end);
	if (to < from)
		to = from;
	return memory_copy(r->paragraph.clean.data + from, to - from);
}
