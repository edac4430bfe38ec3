/* SPDX-License-Identifier: MIT */
/*
 * Ruby as Aozora Bunko writes it (注記一覧, ルビ): 漢字《かんじ》, or ｜base《かんじ》 where the
 * base is not just the run of kanji before the bracket.  々〇〻ヶ count as kanji.  Only kana counts
 * as ruby, since in Chinese 《》 is the mark of a title; nothing inside a note ［＃…］ counts.
 */
#ifndef TEXT_READING_AOZORA_H
#define TEXT_READING_AOZORA_H

#include <stdbool.h>
#include <stddef.h>

#include "text/reading.h"

/* The bytes of 《, 》 and ｜, three each. */
#define AOZORA_OPEN "\xE3\x80\x8A"
#define AOZORA_CLOSE "\xE3\x80\x8B"
#define AOZORA_BAR "\xEF\xBD\x9C"

/* Whether the 《 at `open` begins a ruby. */
bool aozora_match(const char *s, size_t n, size_t open, struct reading *reading);

/* Whether ｜ stands before the base of a ruby found. */
bool aozora_has_bar(const char *s, const struct reading *reading);

#endif
