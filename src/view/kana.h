/* SPDX-License-Identifier: MIT */
/* How kana are spelt in Latin letters, as people type them: Hepburn and the official way. */
#ifndef VIEW_KANA_H
#define VIEW_KANA_H

#include <stdint.h>

/* The spellings of a katakana letter, one after the other with blanks between ("shi si"); NULL if
 * it is none.  Small letters are spelt as they sound behind another: ャ is "ya a". */
const char *kana_spellings(uint32_t c);

#endif
