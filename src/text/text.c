/* SPDX-License-Identifier: MIT */
#include "text/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/text_index.h"
#include "text/text_piece.h"

/* How much is looked at together; a whole fraction of the source's blocks. */
#define STEP 65536

/* How far from an offset the ends of its line matter to its segment. */
#define SIGHT (6 * TEXT_PIECE)

struct text {
	struct source *source;
	struct text_index index;
	/* what text_line_of() said last: the next question is about a place near to it */
	uint64_t asked, answer;
};

/*
 * A line as seen from an offset: its begin and its end (the newline, or the end of the text),
 * where they lie within SIGHT of it.  Beyond, the edge of sight stands for them, which decides
 * every question that text_segment_at() asks as the true one would.
 */
struct line {
	uint64_t begin;
	uint64_t end;
	uint64_t size; /* of the text */
};

struct text *text_new(struct source *source)
{
	struct text *t = memory_zalloc(1, sizeof(*t));

	t->source = source;
	return t;
}

void text_free(struct text *t)
{
	if (t == NULL)
		return;
	index_release(&t->index);
	source_free(t->source);
	free(t);
}

struct source *text_source(struct text *t)
{
	return t->source;
}

uint64_t text_size(const struct text *t)
{
	return source_size(t->source);
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* The last newline among n bytes, or NULL. */
static const char *last_newline(const char *bytes, size_t n)
{
	enum { CHUNK = 512 };

	while (n > 0) {
		size_t begin = n > CHUNK ? n - CHUNK : 0;

		/* Forward search is the fast one: it passes over what holds none. */
		if (memchr(bytes + begin, '\n', n - begin) != NULL) {
			while (bytes[n - 1] != '\n')
				n--;
			return bytes + n - 1;
		}
		n = begin;
	}
	return NULL;
}

/* The begin of the line that holds pos, or limit if that lies further back. */
static uint64_t find_begin(struct text *t, uint64_t pos, uint64_t limit)
{
	while (pos > limit) {
		uint64_t from = larger(limit, (pos - 1) / STEP * STEP);
		const char *bytes, *newline;
		size_t n;

		bytes = source_peek(t->source, from, &n);
		if (bytes != NULL) {
			newline = last_newline(bytes, (size_t)smaller(n, pos - from));
			if (newline != NULL)
				return from + (uint64_t)(newline - bytes) + 1;
		}
		pos = from;
	}
	return limit;
}

/* The newline at or after pos, or limit if none lies before that.  Where the text turns out to end
 * earlier than *size, *size is set to that. */
static uint64_t find_end(struct text *t, uint64_t pos, uint64_t limit, uint64_t *size)
{
	while (pos < limit) {
		const char *bytes, *newline;
		size_t n;

		bytes = source_peek(t->source, pos, &n);
		if (bytes == NULL) {
			*size = pos;
			return pos;
		}
		n = (size_t)smaller(n, limit - pos);
		newline = memchr(bytes, '\n', n);
		if (newline != NULL)
			return pos + (uint64_t)(newline - bytes);
		pos += n;
	}
	return limit;
}

size_t text_copy(struct text *t, uint64_t pos, char *out, size_t n)
{
	size_t done = 0, more;
	const char *bytes;

	while (done < n && (bytes = source_peek(t->source, pos + done, &more)) != NULL) {
		more = (size_t)smaller(more, n - done);
		memcpy(out + done, bytes, more);
		done += more;
	}
	return done;
}

/* Where the piece of the multiple k of TEXT_PIECE begins, if there is one. */
static uint64_t place(struct text *t, uint64_t k)
{
	char bytes[PIECE_BEFORE + PIECE_AFTER];
	size_t n;

	assert(k >= PIECE_BEFORE);
	n = text_copy(t, k - PIECE_BEFORE, bytes, sizeof(bytes));
	return n <= PIECE_BEFORE ? k : k + piece_place(bytes, n, PIECE_BEFORE);
}

/* Whether a piece begins at the multiple k. */
static bool splits(const struct line *line, uint64_t k)
{
	return k >= line->begin + 2 * TEXT_PIECE && k + 2 * TEXT_PIECE < line->end;
}

/* The begin of the piece that holds pos; the line's if it is the first one. */
static uint64_t piece_begin(struct text *t, const struct line *line, uint64_t pos)
{
	uint64_t k = pos / TEXT_PIECE * TEXT_PIECE, begin;

	if (line->end > 2 * TEXT_PIECE)
		k = smaller(k, (line->end - 2 * TEXT_PIECE - 1) / TEXT_PIECE * TEXT_PIECE);
	if (!splits(line, k))
		return line->begin;
	begin = place(t, k);
	if (begin <= pos)
		return begin;
	k -= TEXT_PIECE;
	return splits(line, k) ? place(t, k) : line->begin;
}

/* The begin of the first piece after pos, or POS_NONE. */
static uint64_t piece_next(struct text *t, const struct line *line, uint64_t pos)
{
	uint64_t k = larger(pos, line->begin + 2 * TEXT_PIECE + TEXT_PIECE - 1);
	uint64_t begin;

	k = k / TEXT_PIECE * TEXT_PIECE;
	if (!splits(line, k))
		return POS_NONE;
	begin = place(t, k);
	if (begin > pos)
		return begin;
	k += TEXT_PIECE;
	return splits(line, k) ? place(t, k) : POS_NONE;
}

/* The offset before the end of a line: without the '\r' of "\r\n". */
static uint64_t shown_end(struct text *t, const struct line *line)
{
	const char *byte;
	size_t n;

	if (line->end == line->size || line->end == line->begin)
		return line->end;
	byte = source_peek(t->source, line->end - 1, &n);
	return byte != NULL && *byte == '\r' ? line->end - 1 : line->end;
}

bool text_segment_at(struct text *t, uint64_t pos, struct segment *segment)
{
	struct line line;
	uint64_t next;

	line.size = text_size(t);
	if (pos >= line.size)
		return false;
	line.begin = find_begin(t, pos, pos > SIGHT ? pos - SIGHT : 0);
	line.end = find_end(t, pos, smaller(line.size, pos + SIGHT), &line.size);
	if (pos >= line.size)
		return false; /* the file was cut just now */
	segment->begin = piece_begin(t, &line, pos);
	segment->starts_line = segment->begin == line.begin;
	next = piece_next(t, &line, pos);
	segment->ends_line = next == POS_NONE;
	if (segment->ends_line) {
		segment->end = larger(shown_end(t, &line), segment->begin);
		segment->next = line.end < line.size ? line.end + 1 : line.size;
	} else {
		segment->end = segment->next = next;
	}
	return true;
}

bool text_segment_before(struct text *t, uint64_t pos, struct segment *segment)
{
	uint64_t size = text_size(t);

	if (pos >= size)
		return size > 0 && text_segment_at(t, size - 1, segment);
	if (!text_segment_at(t, pos, segment) || segment->begin == 0)
		return false;
	return text_segment_at(t, segment->begin - 1, segment);
}

uint64_t text_line_begin(struct text *t, uint64_t pos)
{
	return find_begin(t, smaller(pos, text_size(t)), 0);
}

uint64_t text_line_next(struct text *t, uint64_t pos)
{
	uint64_t size = text_size(t), end;

	if (pos >= size)
		return size;
	end = find_end(t, pos, size, &size);
	return end < size ? end + 1 : size;
}

/* The index. */

void text_index_append(struct text *t, const uint32_t *newlines, size_t n_blocks, uint64_t scanned)
{
	index_append(&t->index, newlines, n_blocks, scanned);
}

void text_index_cut(struct text *t, uint64_t pos)
{
	index_cut(&t->index, pos);
	t->asked = t->answer = 0;
}

uint64_t text_indexed(const struct text *t)
{
	return t->index.indexed;
}

/* Newlines among n bytes, eight at a time: a byte of x is 0 where there is one, and adding cannot
 * carry over to the next byte. */
static uint64_t newlines_in(const char *bytes, size_t n)
{
	const uint64_t low = 0x7F7F7F7F7F7F7F7Fu, ones = 0x0101010101010101u;
	uint64_t count = 0;
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		uint64_t x;

		memcpy(&x, bytes + i, 8);
		x ^= '\n' * ones;
		count += (((~(((x & low) + low) | x | low)) >> 7) * ones) >> 56;
	}
	for (; i < n; i++)
		count += bytes[i] == '\n';
	return count;
}

static uint64_t count_newlines(struct text *t, uint64_t pos, uint64_t end)
{
	uint64_t count = 0;

	while (pos < end) {
		size_t n;
		const char *bytes = source_peek(t->source, pos, &n);

		if (bytes == NULL)
			break;
		n = (size_t)smaller(n, end - pos);
		count += newlines_in(bytes, n);
		pos += n;
	}
	return count;
}

bool text_line_of(struct text *t, uint64_t pos, uint64_t *line)
{
	uint64_t block = pos / TEXT_INDEX_BLOCK * TEXT_INDEX_BLOCK;

	if (pos > t->index.indexed)
		return false;
	if (t->asked >= block && t->asked <= pos)
		t->answer += count_newlines(t, t->asked, pos);
	else if (t->asked > pos && t->asked - pos < pos - block)
		t->answer -= count_newlines(t, pos, t->asked);
	else
		t->answer = index_before(&t->index, pos) + count_newlines(t, block, pos);
	t->asked = pos;
	*line = t->answer;
	return true;
}

bool text_line_start(struct text *t, uint64_t line, uint64_t *pos)
{
	uint64_t size = text_size(t), p, left, block;

	if (line > t->index.newlines || size == 0)
		return false;
	p = 0;
	if (line > 0) {
		block = index_block_of(&t->index, line);
		p = block * TEXT_INDEX_BLOCK;
		for (left = line - index_before(&t->index, p); left > 0; left--) {
			p = find_end(t, p, size, &size);
			if (p >= size)
				return false; /* the text has changed since it was counted */
			p++;
		}
	}
	if (p >= size)
		return false; /* the last newline ends the text */
	*pos = p;
	return true;
}

uint64_t text_lines(struct text *t)
{
	const char *byte;
	size_t n;

	if (t->index.indexed == 0)
		return 0;
	byte = source_peek(t->source, t->index.indexed - 1, &n);
	return t->index.newlines + (byte != NULL && *byte != '\n');
}
