/* SPDX-License-Identifier: MIT */
/*
 * Grapheme clusters and their cells: the only authority on width.  Clusters are the extended ones
 * of UAX #29, cut at CLUSTER_MAX bytes; widths are libunistring's, with a thin layer for what
 * Unicode 15 added and for what terminals draw otherwise.
 *
 * A cluster takes the sum of its code points' cells, but 2 at most.  So what a terminal that knows
 * code points alone makes of it agrees wherever one cell or two can hold it: a flag is 1 + 1, a
 * family of emoji is cut to 2, Hangul conjoining letters are 2 + 0 + 0, and a base of width 1 stays
 * 1 with an emoji selector (U+FE0F is 0), as in curses and tmux.
 */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many cells characters of East Asian ambiguous width take: 1 or 2.  Box drawing and block
 * elements stay 1 in any case, for curses' sake. */
struct widths {
	int ambiguous;
};

/* No cluster is longer, in bytes: a base under hundreds of marks is cut. */
#define CLUSTER_MAX 1024

/* Cells of one code point as wcwidth() would say: 0, 1 or 2; -1 for controls and for what must not
 * reach a terminal (unassigned, private, bidi controls, ...). */
int cluster_code_point_width(uint32_t c, struct widths widths);

/* The end of the cluster that begins at pos < n in valid UTF-8. */
size_t cluster_end(const char *s, size_t n, size_t pos);

/* Cells of one cluster [s, s + n): 0 only if it is a lone zero-width mark; at most 2.  What has no
 * width of its own (-1 above) counts 1. */
int cluster_width(const char *s, size_t n, struct widths widths);

/* Cells of a text without tabs. */
size_t cluster_text_width(const char *s, size_t n, struct widths widths);

/* The longest beginning of a text that fits into cells; its length in bytes, cut at a cluster. */
size_t cluster_fit(const char *s, size_t n, size_t cells, struct widths widths);

/* Whether a character's width is ambiguous, or otherwise likely to differ between terminals, so
 * that the next cell is best placed by address. */
bool cluster_is_doubtful(const char *s, size_t n);

/* End and width of a cluster at once: what layout asks for each one. */
struct cluster {
	size_t end;
	int width;
};

/* cluster_at() for what is neither ASCII nor plain CJK. */
struct cluster cluster_measure(const char *s, size_t n, size_t pos, struct widths widths);

/* Whether the bytes at s, of a text that has n more, are a character of three bytes and two cells
 * that never joins a neighbour of the same kind: Han, kana, CJK and full-width marks, Hangul
 * syllables. */
static inline bool cluster_is_plain_wide(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;

	if (n < 3)
		return false;
	switch (p[0]) {
	case 0xE3: /* U+3000-3029, 3041-3096, 309B-30FF; not the marks U+302A-302F, 3099, 309A */
		return (p[1] == 0x80 && p[2] <= 0xA9) || (p[1] == 0x81 && p[2] >= 0x81) ||
		       (p[1] == 0x82 && (p[2] < 0x97 || p[2] > 0x9A)) || p[1] == 0x83;
	case 0xE4:
		return p[1] >= 0xB8;
	case 0xE5:
	case 0xE6:
	case 0xE7:
	case 0xE8:
	case 0xE9:
	case 0xEB:
	case 0xEC:
		return true;
	case 0xEA: /* U+AC00-AFFF */
		return p[1] >= 0xB0;
	case 0xED: /* U+D000-D77F */
		return p[1] <= 0x9D;
	case 0xEF: /* U+FF01-FF60 */
		return (p[1] == 0xBC && p[2] >= 0x81) || (p[1] == 0xBD && p[2] <= 0xA0);
	default:
		return false;
	}
}

/* The cluster that begins at pos < n in valid UTF-8. */
static inline struct cluster cluster_at(const char *s, size_t n, size_t pos, struct widths widths)
{
	struct cluster plain = {0, 0};

	if (s[pos] >= ' ' && s[pos] < 0x7F)
		plain = (struct cluster){pos + 1, 1};
	else if (cluster_is_plain_wide(s + pos, n - pos))
		plain = (struct cluster){pos + 3, 2};
	if (plain.end != 0 && (plain.end == n || ((unsigned char)s[plain.end] < 0x80) ||
			       cluster_is_plain_wide(s + plain.end, n - plain.end)))
		return plain;
	return cluster_measure(s, n, pos, widths);
}

#endif
