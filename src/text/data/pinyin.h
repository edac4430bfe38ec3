/* SPDX-License-Identifier: MIT */
/*
 * Which Mandarin syllables a character is read as, by Unihan: const tables that
 * src/text/data/make-pinyin writes from Debian's unicode-data.
 *
 * A syllable is spelt in ASCII, v for ü ("lve"); its number is its place in alphabetical order, so
 * that the syllables that begin alike lie together.  A reading is a syllable and a tone, 1 to 4, or
 * 0 for the neutral one.
 */
#ifndef TEXT_DATA_PINYIN_H
#define TEXT_DATA_PINYIN_H

#include <stddef.h>
#include <stdint.h>

/* The longest syllable has six letters; eight bytes compare as one word. */
#define PINYIN_SYLLABLE_SIZE 8

/* All syllables in strcmp() order, filled up with NUL. */
extern const char pinyin_syllables[][PINYIN_SYLLABLE_SIZE];
extern const size_t pinyin_n_syllables;

/* Code points first to last have their sets at pinyin_sets[at], one each; sorted. */
struct pinyin_range {
	uint32_t first;
	uint32_t last;
	uint32_t at;
};

extern const struct pinyin_range pinyin_ranges[];
extern const size_t pinyin_n_ranges;

/* Where in pinyin_pool a character's set stands: a count, then that many readings, the commonest
 * first. */
extern const uint16_t pinyin_sets[];
extern const uint16_t pinyin_pool[];

static inline unsigned pinyin_syllable(uint16_t reading)
{
	return reading >> 3;
}

static inline unsigned pinyin_tone(uint16_t reading)
{
	return reading & 7u;
}

/* The readings of a character; returns how many, 0 if it has none (or is no Han character). */
static inline size_t pinyin_readings(uint32_t c, const uint16_t **readings)
{
	size_t low = 0, high = 1;

	/* Nearly all that is read lies in the first ranges. */
	while (high < pinyin_n_ranges && c > pinyin_ranges[high - 1].last) {
		low = high;
		high = 2 * high < pinyin_n_ranges ? 2 * high : pinyin_n_ranges;
	}
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct pinyin_range *r = &pinyin_ranges[middle];

		if (c < r->first) {
			high = middle;
		} else if (c > r->last) {
			low = middle + 1;
		} else {
			const uint16_t *set = &pinyin_pool[pinyin_sets[r->at + (c - r->first)]];

			*readings = set + 1;
			return set[0];
		}
	}
	*readings = NULL;
	return 0;
}

#endif
