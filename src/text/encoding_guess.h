/* SPDX-License-Identifier: MIT */
/*
 * Telling the East Asian encodings of one or two bytes apart by what their texts use most: the
 * first plane of ideographs, kana, Hangul, and the few dozen commonest characters.
 */
#ifndef TEXT_ENCODING_GUESS_H
#define TEXT_ENCODING_GUESS_H

#include <stddef.h>

/*
 * "GB18030", "BIG5", "SHIFT_JIS", "EUC-JP" or "EUC-KR", whichever explains the bytes best, or NULL
 * where none does well: where more than a few of the high bytes are no characters in it, or the
 * characters they make are rare ones.
 */
const char *encoding_guess(const char *bytes, size_t len);

#endif
