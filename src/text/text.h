/* SPDX-License-Identifier: MIT */
/*
 * A text: UTF-8 by offset, in lines and segments, with a sparse index of line numbers.
 *
 * A line ends at '\n' (or at the end of the text); "\r\n" belongs to its end.  A segment is what is
 * laid out as one paragraph: a whole line of up to TEXT_LINE_MAX bytes, or a piece of a longer one.
 * Pieces begin at fixed places that depend on the bytes near them alone: at a multiple k of
 * TEXT_PIECE, moved on to the next break opportunity (blank, or after 。！？，、；： or between two
 * ideographs; at most 256 bytes on, always at a code point's start), wherever no newline lies
 * within 2 * TEXT_PIECE bytes on either side of k.  So any segment is found from any offset in
 * bounded time, and none is longer than 5 * TEXT_PIECE + 256 bytes.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/range.h"
#include "text/source.h"

#define TEXT_PIECE 16384
#define TEXT_LINE_MAX (4 * TEXT_PIECE)

struct segment {
	uint64_t begin;
	uint64_t end;     /* after the last byte that is shown, before "\n" or "\r\n" */
	uint64_t next;    /* where the next segment begins; the text's size after the last */
	bool starts_line; /* begin is the start of a line */
	bool ends_line;   /* a newline, or the end of the text, follows */
};

struct text;

/* Takes the source over. */
struct text *text_new(struct source *source);
void text_free(struct text *t);

struct source *text_source(struct text *t);
uint64_t text_size(const struct text *t);

/* Copies at most n bytes from pos through the source's cache: for small parts that lie near to each
 * other.  Fewer, or 0, where the text (so far) ends.  Owner only. */
size_t text_copy(struct text *t, uint64_t pos, char *out, size_t n);

/* The segment that holds pos (a newline belongs to the segment before it).  False if pos is not in
 * the text: pos >= size. */
bool text_segment_at(struct text *t, uint64_t pos, struct segment *segment);

/* The segment that ends where pos's segment begins; false at the start of the text. */
bool text_segment_before(struct text *t, uint64_t pos, struct segment *segment);

/* The start of the line that holds pos, and the start of the next one (size after the last).
 * These walk a whole line, however long. */
uint64_t text_line_begin(struct text *t, uint64_t pos);
uint64_t text_line_next(struct text *t, uint64_t pos);

/*
 * The index of line numbers.  The background scan counts the newlines of consecutive blocks of
 * TEXT_INDEX_BLOCK bytes; the owner of the text appends them here.  The last block may be short;
 * appending begins again at its start when the text has grown.
 */
#define TEXT_INDEX_BLOCK 262144

void text_index_append(struct text *t, const uint32_t *newlines, size_t n_blocks, uint64_t scanned);

/* Forgets what was counted at and after pos (the file was cut or replaced). */
void text_index_cut(struct text *t, uint64_t pos);

/* How far the index reaches. */
uint64_t text_indexed(const struct text *t);

/* The line (from 0) that holds pos; false if the index does not reach there yet. */
bool text_line_of(struct text *t, uint64_t pos, uint64_t *line);

/* The start of a line (from 0); false if the index does not reach there yet or the text has fewer
 * lines. */
bool text_line_start(struct text *t, uint64_t line, uint64_t *pos);

/* Lines counted so far; the last one counts even if no newline ends it. */
uint64_t text_lines(struct text *t);

#endif
