/* SPDX-License-Identifier: MIT */
/*
 * Labels: whether the beginning of a line is one that a row of the family table describes.
 *
 *     label_index     the first words and signs of all rows, for a quick look
 *     label_match()   one row against one line
 */
#ifndef OUTLINE_LABEL_H
#define OUTLINE_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/cursor.h"

#define LABEL_FAMILIES 192    /* at least FAMILY_COUNT */
#define LABEL_INDEX_SIZE 1024 /* a power of two, at least twice the words of the table */

/* Which forms (bits, 1 << enum family_form) may begin with a word or a sign: a hash table. */
struct label_index {
	uint32_t key[LABEL_INDEX_SIZE]; /* 0: free */
	uint32_t forms[LABEL_INDEX_SIZE];
	uint32_t form[LABEL_FAMILIES];  /* of each family, as a bit */
	uint32_t kinds[LABEL_FAMILIES]; /* with what its label begins, if that is a numeral; else 0
					 */
};

/* Bits of label_forms() besides those of the forms. */
#define LABEL_NUMBER (1u << 30) /* begins with a number word */
#define LABEL_INNER                                                                   \
	(1u << 31) /* 第 stands inside the line: the label may have a name before it \
		    */

/* Fills the index from the family table. */
void label_index_init(struct label_index *index);

/* The forms that a line, without blanks before it, can have; 0 for most prose.  Raw bytes. */
uint32_t label_forms(const struct label_index *index, const char *s, size_t n);

/* Whether a line has two capitals at least and no small letter: TITLE, ГЛАВА, L’ÉTÉ. */
bool label_in_capitals(const char *s, size_t n);

/* Subject: 1.1. What is this?  The length of what stands before the headings of a posted digest; 0
 * if it does not. */
size_t label_subject(const char *s, size_t n);

/*
 * Matches the label of a family at the cursor and moves it behind; fills in m: number, branch,
 * prefix, alternate, and in its evidence SEPARATED and SET_OFF.  Families of FORM_CAPS, FORM_TRAIL
 * and FORM_MARKUP are not labels; false.
 */
bool label_match(struct cursor *at, unsigned family, struct match *m);

/* Any row of FORM_UNIT; m->c.family says which.  label_match() of one of them does the same. */
bool label_match_unit(struct cursor *at, struct match *m);

/* Moves the cursor over blanks. */
void label_skip_blanks(struct cursor *at);

/* One step of a hash over code points: FNV-1a by whole ones, its high bits folded in. */
#define LABEL_HASH_BEGIN 2166136261u
static inline uint32_t label_hash(uint32_t hash, uint32_t c)
{
	hash = (hash ^ c) * 16777619u;
	return hash ^ hash >> 15;
}

#endif
