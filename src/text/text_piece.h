/* SPDX-License-Identifier: MIT */
/* Where the pieces of a line that is too long to be laid out as one begin. */
#ifndef TEXT_TEXT_PIECE_H
#define TEXT_TEXT_PIECE_H

#include <stddef.h>

/* Bytes that piece_place() looks at before and after a multiple of TEXT_PIECE, and how far on it
 * goes at most. */
#define PIECE_BEFORE 8
#define PIECE_MOVE 256
#define PIECE_AFTER (PIECE_MOVE + 8)

/*
 * How far behind bytes[at] the piece begins: at the first break opportunity, else at the first
 * place between two grapheme clusters, else at the first code point.  A surrogate from a decoder
 * counts as one code point.  n bytes are there, at least `at`.
 */
size_t piece_place(const char *bytes, size_t n, size_t at);

#endif
