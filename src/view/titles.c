/* SPDX-License-Identifier: MIT */
#include "view/titles.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outline/family.h"
#include "outline/markup.h"
#include "text/paragraph.h"
#include "view/document.h"

/* Headings closer than this are read with what lies between them. */
#define CLOSE 4096
#define BLOCK 65536

/* As much of a title as is ever shown. */
#define TITLE_BYTES 4096

struct titles {
	const struct source *source;
	const struct outline *outline;
	struct reading_gate *gate;
	struct paragraph paragraph;
	struct buffer clean, words;
	uint64_t last; /* the heading before */
	char *block;
	uint64_t begin; /* of what is in block */
	size_t n;
};

struct titles *titles_new(const struct source *source, const struct outline *outline)
{
	struct titles *t = memory_zalloc(1, sizeof(*t));

	t->source = source;
	t->outline = outline;
	t->gate = reading_gate_new(source);
	paragraph_init(&t->paragraph);
	buffer_init(&t->clean);
	buffer_init(&t->words);
	t->last = POS_NONE;
	t->block = memory_alloc(BLOCK);
	return t;
}

void titles_free(struct titles *t)
{
	if (t == NULL)
		return;
	reading_gate_free(t->gate);
	paragraph_release(&t->paragraph);
	buffer_release(&t->clean);
	buffer_release(&t->words);
	free(t->block);
	free(t);
}

/* The bytes at pos, of at most *len, which is set to how many are there. */
static const char *bytes_at(struct titles *t, uint64_t pos, size_t *len)
{
	bool close = t->last != POS_NONE && pos >= t->last && pos - t->last < CLOSE;

	t->last = pos;
	if (pos < t->begin || pos + *len > t->begin + t->n) {
		t->begin = pos;
		t->n = source_read(t->source, pos, t->block, close ? BLOCK : *len);
	}
	if (*len > t->n - (size_t)(pos - t->begin))
		*len = t->n - (size_t)(pos - t->begin);
	return t->block + (pos - t->begin);
}

/* Appends a piece of a line, cleaned. */
static void append_clean(struct titles *t, const char *s, size_t n, uint64_t pos)
{
	const struct segment segment = {.begin = pos, .end = pos + n, .next = pos + n};
	const struct clean_options how = {READING_HIDE, reading_gate_kinds(t->gate, pos)};

	paragraph_clean(&t->paragraph, &segment, s, &how);
	buffer_append(&t->clean, t->paragraph.clean.data, t->paragraph.clean.len);
}

/* A title may go on in the next line. */
static void append_lines(struct titles *t, const char *s, size_t n, uint64_t pos)
{
	while (n > 0) {
		const char *newline = memchr(s, '\n', n);
		size_t line = newline != NULL ? (size_t)(newline - s) : n;
		size_t shown = newline != NULL && line > 0 && s[line - 1] == '\r' ? line - 1 : line;

		append_clean(t, s, shown, pos);
		if (newline != NULL)
			buffer_append_byte(&t->clean, '\n');
		line += newline != NULL;
		s += line;
		n -= line;
		pos += line;
	}
}

/* Appends what was cleaned as words; of a marked heading without the marks inside of it. */
static void append_words(struct titles *t, const struct heading *h, struct buffer *out)
{
	if (!family_is_markup(h->family)) {
		document_squeeze(t->clean.data, t->clean.len, out);
		return;
	}
	buffer_clear(&t->words);
	document_squeeze(t->clean.data, t->clean.len, &t->words);
	markup_title_clean(t->outline->notation, t->words.data, t->words.len, out);
}

size_t titles_read(struct titles *t, const struct heading *h, struct buffer *out)
{
	size_t len = (size_t)h->title + h->title_len, label, start = out->len;
	const char *bytes;

	len = len > TITLE_BYTES ? TITLE_BYTES : len;
	bytes = bytes_at(t, h->offset, &len);
	label = h->title < len ? h->title : len;
	buffer_clear(&t->clean);
	append_lines(t, bytes, label, h->offset);
	document_squeeze(t->clean.data, t->clean.len, out);
	if (document_is_markup(out->data + start, out->len - start)) {
		buffer_truncate(out, start);
		buffer_clear(&t->clean);
		append_lines(t, bytes + label, len - label, h->offset + label);
		append_words(t, h, out);
		return 0;
	}
	/* A blank between label and title is part of neither, and stays. */
	label = out->len - start;
	buffer_truncate(out, start);
	append_lines(t, bytes + (h->title < len ? h->title : len),
		     len - (h->title < len ? h->title : len), h->offset + h->title);
	append_words(t, h, out);
	if (label > out->len - start)
		label = out->len - start;
	label += out->data[start + label] == ' ';
	return label;
}
