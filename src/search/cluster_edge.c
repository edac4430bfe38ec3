/* SPDX-License-Identifier: MIT */
#include "search/cluster_edge.h"

#include <stdint.h>
#include <string.h>
#include <unigbrk.h>

#include "base/utf8.h"

/* Clusters longer than this are judged by their last bytes. */
#define CLUSTER_CONTEXT 128

/* Whether a code point may continue a cluster, be continued, or stand in a flag: whether the
 * segmentation must be asked.  The others are Latin letters, Han, kana, most marks. */
static bool is_plain(const char *s, size_t n)
{
	unsigned char a = (unsigned char)s[0];

	if (a < 0x80)
		return a != '\r' && a != '\n';
	if (a <= 0xCB)
		return a != 0xC2 || n < 2 || (unsigned char)s[1] >= 0xA0;
	if (a == 0xE3)
		return n >= 3 && memcmp(s, "\xE3\x80\xAA", 3) != 0 &&
		       !(s[1] == '\x80' && (unsigned char)s[2] >= 0xAA &&
			 (unsigned char)s[2] <= 0xAF) &&
		       !(s[1] == '\x82' && (s[2] == '\x99' || s[2] == '\x9A')) && s[1] != '\x8A';
	return a >= 0xE4 && a <= 0xE9;
}

bool cluster_edge_at(const char *s, size_t len, size_t pos)
{
	char breaks[2 * CLUSTER_CONTEXT + 8];
	size_t begin, end, before;

	if (pos == 0 || pos >= len)
		return true;
	before = utf8_before(s, pos);
	if (s[pos - 1] == '\n' ||
	    (is_plain(s + before, pos - before) && is_plain(s + pos, len - pos)))
		return true;
	begin = pos > CLUSTER_CONTEXT ? pos - CLUSTER_CONTEXT : 0;
	while (begin > 0 && begin < pos && utf8_continues(s[begin]))
		begin++;
	for (size_t i = pos - 1; i > begin; i--) {
		if (s[i] == '\n') {
			begin = i;
			break;
		}
	}
	end = len - pos > 4 ? pos + 4 : len;
	u8_grapheme_breaks((const uint8_t *)s + begin, end - begin, breaks);
	return breaks[pos - begin] != 0;
}
