/* SPDX-License-Identifier: MIT */
#include "speech/pace.h"

#include <stdbool.h>
#include <unictype.h>

#include "base/utf8.h"

#define HAN_A_MINUTE 200.0
#define SYLLABLES_A_MINUTE 300.0
#define WORDS_A_MINUTE 130.0
#define SENTENCE_PAUSE 0.4
#define PARAGRAPH_PAUSE 0.8

static bool is_han(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005 ||
	       c == 0x3007 || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

static bool is_syllable(uint32_t c)
{
	/* Small ya, yu, yo make one mora with what stands before them. */
	if (c == 0x3083 || c == 0x3085 || c == 0x3087 || c == 0x30E3 || c == 0x30E5 || c == 0x30E7)
		return false;
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC) ||
	       (c >= 0xAC00 && c <= 0xD7A3);
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?';
}

/* Where the number that begins at pos ends; *digits counts its digits. */
static size_t number_end(const char *text, size_t len, size_t pos, unsigned *digits, bool *point)
{
	*digits = 0;
	*point = false;
	while (pos < len) {
		uint32_t c;
		size_t n = utf8_decode(text + pos, len - pos, &c);

		if (is_digit(c))
			++*digits;
		else if (c == '.' && pos + 1 < len && is_digit((unsigned char)text[pos + 1]))
			*point = true;
		else if (c != ',' || pos + 1 >= len || !is_digit((unsigned char)text[pos + 1]))
			return pos;
		pos += n;
	}
	return pos;
}

/*
 * Counts a number.  Among Han a year is read digit by digit, other numbers with a place word for
 * each digit but the last: 35 三十五 is three, 1234 is seven; 点 and 百分之 are spoken too.
 */
static size_t add_number(struct pace *pace, const char *text, size_t len, size_t pos)
{
	unsigned digits;
	bool point;
	size_t end = number_end(text, len, pos, &digits, &point);
	uint32_t next = 0;

	if (end < len)
		utf8_decode(text + end, len - end, &next);
	pace->characters += digits + point;
	if (!is_han(next) && next != '%' && next != 0xFF05) {
		pace->words += digits <= 2 ? 1 : digits <= 4 ? 2 : digits;
	} else if (next == 0x5E74 && digits == 4) {
		pace->han += 4;
	} else {
		pace->han += digits > 1 && digits <= 8 ? 2 * digits - 1 : digits;
		pace->han += point + (is_han(next) ? 0 : 3);
	}
	return end;
}

void pace_add(struct pace *pace, const char *text, size_t len)
{
	size_t pos = 0;
	bool in_word = false, any = false;

	while (pos < len) {
		uint32_t c;
		size_t n = utf8_decode(text + pos, len - pos, &c);

		if (is_digit(c) && !in_word) {
			pos = add_number(pace, text, len, pos);
			any = true;
			continue;
		}
		pos += n;
		if (c == UTF8_BAD || uc_is_property_white_space(c)) {
			in_word = false;
			continue;
		}
		pace->characters++;
		any = true;
		if (is_han(c)) {
			pace->han++;
			in_word = false;
		} else if (is_syllable(c)) {
			pace->syllables++;
			in_word = false;
		} else if (uc_is_property_alphabetic(c) || is_digit(c)) {
			pace->words += !in_word;
			in_word = true;
		} else {
			bool full_stop = c == '.' && (pos == len || text[pos] == ' ');

			pace->sentences += ends_sentence(c) || full_stop;
			/* don't and re-open are one word. */
			in_word = in_word && (c == '\'' || c == 0x2019 || c == '-');
		}
	}
	pace->paragraphs += any;
}

double pace_seconds(const struct pace *pace)
{
	return (double)pace->han * 60 / HAN_A_MINUTE +
	       (double)pace->syllables * 60 / SYLLABLES_A_MINUTE +
	       (double)pace->words * 60 / WORDS_A_MINUTE +
	       (double)pace->sentences * SENTENCE_PAUSE +
	       (double)pace->paragraphs * PARAGRAPH_PAUSE;
}

struct pace pace_between(const struct pace *before, const struct pace *after)
{
	struct pace between = {
	        .characters = after->characters - before->characters,
	        .han = after->han - before->han,
	        .syllables = after->syllables - before->syllables,
	        .words = after->words - before->words,
	        .sentences = after->sentences - before->sentences,
	        .paragraphs = after->paragraphs - before->paragraphs,
	};

	return between;
}
