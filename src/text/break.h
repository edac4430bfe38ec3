/* SPDX-License-Identifier: MIT */
/*
 * Where a row may break: UAX #14 by libunistring, mended where it falls short, and kinsoku for the
 * breaks that no rule offers.
 */
#ifndef TEXT_BREAK_H
#define TEXT_BREAK_H

#include <stdbool.h>
#include <stddef.h>

enum break_kind {
	BREAK_NONE,    /* not by the rules */
	BREAK_ALLOWED, /* a row may begin here */
	BREAK_POOR,    /* not by the rules, and not well where nothing fits either */
};

/*
 * Fills breaks[0..n) for valid UTF-8: breaks[i] says whether a row may begin at byte i (NONE or
 * ALLOWED; NONE at 0 and inside code points).  It is UAX #14 but for
 *  - no break after an ASCII . , : ; before a letter (LB29, which libunistring 1.0 lacks);
 *  - a break before an opening curly quote after a wide character or a closing curly quote, and
 *    after a closing one before a wide character (as LB19a of Unicode 16, whatever stands on the
 *    quote's other side);
 *  - blanks do not lift kinsoku: no break before a nonstarter or after an opening quote across
 *    them.
 */
void break_find(const char *s, size_t n, char *breaks);

/* Whether a row that begins at 0 < pos < n would offend against kinsoku: a closing mark, comma,
 * stop, small kana, ー, iteration mark or ellipsis at its start, an opening mark at the end of the
 * row before, or a long dash cut in two. */
bool break_is_poor(const char *s, size_t n, size_t pos);

#endif
