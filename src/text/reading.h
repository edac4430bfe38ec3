/* SPDX-License-Identifier: MIT */
/*
 * Inline readings: 機關(guān), 漢字《かんじ》.  A group in brackets counts only if it is a reading
 * of the character before it, and only where the text is dense in them; the gate judges that for
 * each block of 64 KiB with the one before it, so that the verdict is the same however the text
 * came.
 */
#ifndef TEXT_READING_H
#define TEXT_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/source.h"

enum reading_mode { READING_SHOW, READING_DIM, READING_HIDE, READING_ABOVE };

enum reading_kind {
	READING_PINYIN = 1 << 0, /* 關(guān): ASCII or full-width brackets, tone marks or none */
	READING_AOZORA = 1 << 1, /* 漢字《かんじ》, ｜漢字《かんじ》 */
};

/* One reading found: all offsets in bytes from the start of what was searched. */
struct reading {
	size_t base_begin; /* the base without ｜ */
	size_t base_end;
	size_t begin; /* the group with its brackets, and all repeated groups: 關(guān)(guān) */
	size_t end;
	size_t text_begin; /* what stands inside the (last) brackets */
	size_t text_end;
	enum reading_kind kind;
};

/*
 * The first reading of one of these kinds whose group opens at or after pos.  False if none.  The
 * text is valid UTF-8 or any bytes.  ｜ before an Aozora base is the byte range
 * [reading.base_begin - 3, reading.base_begin) where it stands there.
 */
bool reading_find(const char *s, size_t n, size_t pos, unsigned kinds, struct reading *reading);

/* Whether bytes may hold a reading of any kind, or the beginning of one: a quick look. */
bool reading_is_possible(const char *s, size_t n);

/* Whether pinyin (bytes [p, p + n), any case, tone-marked or plain) is a reading of character c by
 * Unihan. */
bool reading_is_pinyin_of(uint32_t c, const char *p, size_t n);

/* Which kinds a stretch of text is dense in: at least 5 groups, 3 different base characters and 3
 * groups a thousand Han characters (pinyin); kana in 《》 after kanji, three times or with ｜
 * (Aozora).  Bits of enum reading_kind. */
unsigned reading_density(const char *s, size_t n);

#define READING_GATE_BLOCK 65536

struct reading_gate; /* verdicts of one source's blocks, remembered; one a thread */

struct reading_gate *reading_gate_new(const struct source *source);
void reading_gate_free(struct reading_gate *gate);

/* The kinds that count for a paragraph that begins at pos: those dense in its block of 64 KiB, or
 * in the one before it. */
unsigned reading_gate_kinds(struct reading_gate *gate, uint64_t pos);

/* What is dense in one block alone, by its number; and what another gate has said of whole blocks
 * from `first` on, so that they are not judged twice. */
unsigned reading_gate_of_block(struct reading_gate *gate, uint64_t block);
void reading_gate_learn(struct reading_gate *gate, uint64_t first, const unsigned char *kinds,
			size_t n);

/* Forgets verdicts at and after pos, which has changed or grown. */
void reading_gate_cut(struct reading_gate *gate, uint64_t pos);

#endif
