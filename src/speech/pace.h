/* SPDX-License-Identifier: MIT */
/*
 * Pace: what of a text is spoken, counted, and how long that takes.  Units are Han characters, kana
 * and Hangul syllables; words of other scripts; digits as they are read (2024年 is four and one,
 * 35.6% is 百分之三十五点六 next to Han, two words elsewhere); and pauses at the ends of sentences and
 * paragraphs.  Rates: DESIGN's 200 characters a minute for a speech in Chinese, 300 in Japanese and
 * Korean, 130 words a minute elsewhere.
 */
#ifndef SPEECH_PACE_H
#define SPEECH_PACE_H

#include <stddef.h>
#include <stdint.h>

struct pace {
	uint64_t characters; /* all that is no white space */
	uint64_t han;        /* Han characters, and digits read among them */
	uint64_t syllables;  /* kana and Hangul */
	uint64_t words;      /* of other scripts */
	uint64_t sentences;  /* ended by . ! ? 。！？ */
	uint64_t paragraphs; /* that are not empty */
};

/* Counts one paragraph of clean text (readings hidden), or a piece of one, into pace. */
void pace_add(struct pace *pace, const char *text, size_t len);

/* The time that it takes to say, in seconds. */
double pace_seconds(const struct pace *pace);

/* a minus b, for what lies between two counts of one text. */
struct pace pace_between(const struct pace *before, const struct pace *after);

#endif
