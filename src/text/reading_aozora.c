/* SPDX-License-Identifier: MIT */
#include "text/reading_aozora.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "text/reading_han.h"

/* The longest ruby, the longest base after ｜, and the longest note looked at, in bytes. */
#define RUBY_MAX 256
#define BASE_MAX 256
#define NOTE_MAX 512

#define NOTE_OPEN "\xEF\xBC\xBB\xEF\xBC\x83" /* ［＃ */
#define NOTE_CLOSE "\xEF\xBC\xBD"            /* ］ */

static bool is_at(const char *s, size_t n, size_t pos, const char *mark)
{
	size_t len = strlen(mark);

	return n - pos >= len && memcmp(s + pos, mark, len) == 0;
}

static bool is_kana(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x309D && c <= 0x309F) ||
	       (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x30FD && c <= 0x30FF) ||
	       (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9D && c != 0xFF70);
}

/* What may stand between kana: sound marks, the long mark, the middle dot, a blank. */
static bool goes_with_kana(uint32_t c)
{
	return c == 0x3099 || c == 0x309A || c == 0x309B || c == 0x309C || c == 0x30FB ||
	       c == 0x30FC || c == 0x3000 || c == 0xFF70 || c == 0xFF9E || c == 0xFF9F;
}

static bool is_kanji(uint32_t c)
{
	return han_is(c) || c == 0x3005 || c == 0x3007 || c == 0x303B || c == 0x30F6;
}

/* The end of the kana that begin at pos; 0 if no 》 follows them or there are none. */
static size_t kana_end(const char *s, size_t n, size_t pos)
{
	size_t p = pos;
	bool kana = false;

	while (p < n && p - pos <= RUBY_MAX) {
		uint32_t c;
		size_t len = utf8_decode(s + p, n - p, &c);

		if (is_at(s, n, p, AOZORA_CLOSE))
			return kana ? p : 0;
		if (is_kana(c))
			kana = true;
		else if (!goes_with_kana(c))
			return 0;
		p += len;
	}
	return 0;
}

/* The ｜ that begins the base before `open`; false if none belongs to it. */
static bool bar_before(const char *s, size_t n, size_t open, size_t *bar)
{
	size_t p = open;

	while (p > 0 && open - p <= BASE_MAX) {
		p = utf8_before(s, p);
		if (s[p] == '\n' || is_at(s, n, p, AOZORA_OPEN) || is_at(s, n, p, AOZORA_CLOSE))
			return false;
		if (is_at(s, n, p, AOZORA_BAR)) {
			*bar = p;
			return p + 3 < open;
		}
	}
	return false;
}

static size_t kanji_begin(const char *s, size_t open)
{
	size_t p = open;

	while (p > 0) {
		size_t before = utf8_before(s, p);
		uint32_t c;

		utf8_decode(s + before, p - before, &c);
		if (!is_kanji(c))
			break;
		p = before;
	}
	return p;
}

static bool in_note(const char *s, size_t n, size_t pos)
{
	size_t limit = pos > NOTE_MAX ? pos - NOTE_MAX : 0;

	while (pos > limit) {
		pos--;
		if (s[pos] == '\n' || is_at(s, n, pos, NOTE_CLOSE))
			return false;
		if (is_at(s, n, pos, NOTE_OPEN))
			return true;
	}
	return false;
}

bool aozora_match(const char *s, size_t n, size_t open, struct reading *reading)
{
	size_t begin, end, bar;

	assert(is_at(s, n, open, AOZORA_OPEN));
	end = kana_end(s, n, open + 3);
	if (end == 0)
		return false;
	if (bar_before(s, n, open, &bar))
		begin = bar + 3;
	else
		begin = kanji_begin(s, open);
	if (begin == open || in_note(s, n, open))
		return false;
	reading->base_begin = begin;
	reading->base_end = open;
	reading->begin = open;
	reading->end = end + 3;
	reading->text_begin = open + 3;
	reading->text_end = end;
	reading->kind = READING_AOZORA;
	return true;
}

bool aozora_has_bar(const char *s, const struct reading *reading)
{
	assert(reading->kind == READING_AOZORA);
	return reading->base_begin >= 3 && memcmp(s + reading->base_begin - 3, AOZORA_BAR, 3) == 0;
}
