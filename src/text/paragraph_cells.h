/* SPDX-License-Identifier: MIT */
/*
 * Cells of a line in which backspaces stand: a cursor goes back over what was written, and what is
 * written there again is struck over it.
 */
#ifndef TEXT_PARAGRAPH_CELLS_H
#define TEXT_PARAGRAPH_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/paragraph_characters.h"
#include "text/paragraph_style.h"
#include "text/paragraph_writer.h"

/* Bytes [raw_begin, raw_end) are all that the cell came from; those of cells that were struck over
 * together overlap. */
struct cell {
	uint32_t raw_begin;
	uint32_t raw_end;
	struct character character;
	struct style style;
	uint8_t width; /* 0: a mark of the cell before it, or (swallowed) nothing any more */
	bool swallowed;
	/* Thousands of marks may hang on one cell, and are stepped over at once: */
	uint32_t base; /* of width 0: the cell it hangs on */
	uint32_t next; /* of a base: the cell after all that hangs on it */
};

struct cells {
	struct cell *items;
	size_t n, capacity;
	size_t cursor; /* where the next character goes; n at the end */
	bool stepped;  /* two backspaces have led over the wide character at the cursor */
	bool half;     /* a _ lies on the first half of the wide character at the cursor */
};

void cells_init(struct cells *cells);
void cells_release(struct cells *cells);

/* Whether a mark would hang on nothing: at the start, after a tab, after a name. */
bool cells_at_edge(const struct cells *cells);

/* Goes back over one character, by as many of the backspaces (>= 1) as it takes, 1 or 2; returns
 * that.  0 if there is none: at the start of an empty line. */
size_t cells_back(struct cells *cells, size_t backspaces);

/* Writes a character at the cursor. */
void cells_put(struct cells *cells, const struct character *character, uint32_t raw,
	       const struct style *style);

/* Hands all cells to a writer; bytes between them count as removed. */
void cells_write(const struct cells *cells, struct writer *writer);

#endif
