/* SPDX-License-Identifier: MIT */
/* Ranges of code points in const tables, sorted, and the search in them. */
#ifndef TEXT_CODE_RANGE_H
#define TEXT_CODE_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct code_range {
	uint32_t first;
	uint32_t last; /* inclusive, as in the Unicode Character Database */
};

/* Whether one of the n ranges holds c. */
static inline bool code_range_has(const struct code_range *ranges, size_t n, uint32_t c)
{
	size_t low = 0;
	size_t high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && c >= ranges[low].first;
}

#endif
