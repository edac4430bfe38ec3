/* SPDX-License-Identifier: MIT */
#include "text/cluster.h"

#include <assert.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uniwidth.h>

#include "base/utf8.h"
#include "text/code_range.h"

struct width_range {
	uint32_t first;
	uint32_t last;
	int width;
};

#include "text/data/width_ranges.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* The row of width_exceptions that holds c, or NULL. */
static const struct width_range *exception_find(uint32_t c)
{
	size_t low = 0;
	size_t high = LENGTH(width_exceptions);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c > width_exceptions[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == LENGTH(width_exceptions) || c < width_exceptions[low].first)
		return NULL;
	return &width_exceptions[low];
}

static bool is_ambiguous(uint32_t c)
{
	return code_range_has(ambiguous_ranges, LENGTH(ambiguous_ranges), c);
}

/* What a format control (Cf) measures: joiners and tags are parts of clusters, all others must not
 * reach a terminal. */
static int format_width(uint32_t c)
{
	return c == 0x200C || c == 0x200D || (c >= 0xE0020 && c <= 0xE007F) ? 0 : -1;
}

static int width_of_libunistring(uint32_t c)
{
	const uint32_t refused = UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Co | UC_CATEGORY_MASK_Cs |
				 UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp;

	if (c > 0x10FFFF || uc_is_general_category_withtable(c, refused))
		return -1;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cf))
		return format_width(c);
	return uc_width(c, "UTF-8");
}

int cluster_code_point_width(uint32_t c, struct widths widths)
{
	const struct width_range *exception;

	assert(widths.ambiguous == 1 || widths.ambiguous == 2);
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		return -1;
	if (c < 0x7F)
		return 1;
	if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3))
		return 2;
	if (widths.ambiguous == 2 && is_ambiguous(c))
		return 2;
	if (c < 0x300)
		return 1;
	exception = exception_find(c);
	return exception != NULL ? exception->width : width_of_libunistring(c);
}

/* What is known of a cluster while its end is looked for (UAX #29, GB3 to GB13). */
struct joining {
	int before;   /* Grapheme_Cluster_Break of the last code point */
	bool flag;    /* it is an unpaired regional indicator */
	int sequence; /* 1: a pictograph and its extenders; 2: and a joiner; 0: neither */
};

static void joining_begin(struct joining *joining, uint32_t c)
{
	joining->before = uc_graphemeclusterbreak_property(c);
	joining->flag = joining->before == GBP_RI;
	joining->sequence = uc_is_property_extended_pictographic(c);
}

static bool hangul_joins(int before, int after)
{
	switch (before) {
	case GBP_L:
		return after == GBP_L || after == GBP_V || after == GBP_LV || after == GBP_LVT;
	case GBP_LV:
	case GBP_V:
		return after == GBP_V || after == GBP_T;
	case GBP_LVT:
	case GBP_T:
		return after == GBP_T;
	default:
		return false;
	}
}

static bool is_control(int property)
{
	return property == GBP_CR || property == GBP_LF || property == GBP_CONTROL;
}

/* Whether c goes on with the cluster; then it is taken into account. */
static bool joining_take(struct joining *joining, uint32_t c)
{
	int before = joining->before;
	int after = uc_graphemeclusterbreak_property(c);
	bool joined;

	if (is_control(before) || is_control(after))
		joined = before == GBP_CR && after == GBP_LF;
	else
		joined = after == GBP_EXTEND || after == GBP_ZWJ || after == GBP_SPACINGMARK ||
			 before == GBP_PREPEND || hangul_joins(before, after) ||
			 (joining->flag && after == GBP_RI) ||
			 (joining->sequence == 2 && uc_is_property_extended_pictographic(c));
	if (!joined)
		return false;
	joining->flag = after == GBP_RI && !joining->flag;
	if (after == GBP_ZWJ)
		joining->sequence = joining->sequence == 1 ? 2 : 0;
	else if (after != GBP_EXTEND)
		joining->sequence = uc_is_property_extended_pictographic(c);
	else if (joining->sequence == 2)
		joining->sequence = 0;
	joining->before = after;
	return true;
}

/* Cells of a code point inside a cluster: what cannot be shown as it is takes one. */
static int cells_of(uint32_t c, struct widths widths)
{
	int width = cluster_code_point_width(c, widths);

	return width < 0 ? 1 : width;
}

struct cluster cluster_measure(const char *s, size_t n, size_t pos, struct widths widths)
{
	struct cluster cluster = {pos, 0};
	struct joining joining;
	uint32_t c;

	assert(pos < n);
	cluster.end += utf8_decode(s + pos, n - pos, &c);
	cluster.width = cells_of(c, widths);
	if (c == UTF8_BAD)
		return cluster;
	joining_begin(&joining, c);
	while (cluster.end < n) {
		size_t len = utf8_decode(s + cluster.end, n - cluster.end, &c);

		if (c == UTF8_BAD || cluster.end + len - pos > CLUSTER_MAX ||
		    !joining_take(&joining, c))
			break;
		cluster.end += len;
		cluster.width += cells_of(c, widths);
		if (cluster.width > 2)
			cluster.width = 2;
	}
	return cluster;
}

size_t cluster_end(const char *s, size_t n, size_t pos)
{
	assert(pos < n);
	return cluster_at(s, n, pos, (struct widths){1}).end;
}

int cluster_width(const char *s, size_t n, struct widths widths)
{
	return n == 0 ? 0 : cluster_at(s, n, 0, widths).width;
}

size_t cluster_text_width(const char *s, size_t n, struct widths widths)
{
	size_t width = 0;
	size_t pos = 0;

	while (pos < n) {
		struct cluster cluster = cluster_at(s, n, pos, widths);

		width += (size_t)cluster.width;
		pos = cluster.end;
	}
	return width;
}

size_t cluster_fit(const char *s, size_t n, size_t cells, struct widths widths)
{
	size_t width = 0;
	size_t pos = 0;

	while (pos < n) {
		struct cluster cluster = cluster_at(s, n, pos, widths);

		width += (size_t)cluster.width;
		if (width > cells)
			break;
		pos = cluster.end;
	}
	return pos;
}

bool cluster_is_doubtful(const char *s, size_t n)
{
	uint32_t c;

	if (n == 0 || (n == 1 && (unsigned char)s[0] < 0x7F) ||
	    (n == 3 && cluster_is_plain_wide(s, n)))
		return false;
	if (utf8_decode(s, n, &c) < n || c == UTF8_BAD)
		return true;
	return cluster_code_point_width(c, (struct widths){1}) < 1 || is_ambiguous(c) ||
	       exception_find(c) != NULL || uc_is_property_extended_pictographic(c) ||
	       uc_graphemeclusterbreak_property(c) != GBP_OTHER;
}
