/* SPDX-License-Identifier: MIT */
#include "outline/letterhead.h"

#include <string.h>

#include "outline/candidate.h"
#include "outline/cursor.h"
#include "outline/numeral.h"
#include "outline/numeral_word.h"

#define RIGHT_COLUMN 30 /* a line that begins here is set to the right, if it is short */
#define RIGHT_BYTES 60

static bool ends_with_any(const char *s, size_t n, const char *words)
{
	while (*words) {
		size_t len = word_list_first(words);

		if (len < n && memcmp(s + n - len, words, len) == 0)
			return true;
		words += len;
		words += *words == ' ';
	}
	return false;
}

static bool contains(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (memcmp(s + i, word, len) == 0)
			return true;
	return false;
}

static bool begins_with_any(const char *s, size_t n, const char *words)
{
	struct cursor at = {s, n, 0};

	return cursor_take_word(&at, words);
}

/* 15号, １２８號: a number in digits; 十三号 is a house. */
static bool ends_with_number(const char *s, size_t n)
{
	size_t sign;
	uint32_t c = character_before(s, n, &sign), d = character_before(s, sign, NULL);

	return (c == 0x53F7 || c == 0x865F || c == 0xD638) && character_is_digit(d);
}

/* ━━━━━━: no letter at all. */
static bool is_rule(const char *s, size_t n)
{
	struct cursor at = {s, n, 0};

	while (at.pos < n) {
		uint32_t c = cursor_take(&at);

		if (!character_is_blank(c) && !(c >= 0x2500 && c <= 0x25FF) &&
		    !character_is_one_of(c, "-=_*~·—"))
			return false;
	}
	return true;
}

/* 2018年11月07日, 平成２７年３月２３日, 2007年3月15日発行. */
static bool is_dated(const char *s, size_t n)
{
	struct cursor at = {s, n, 0};
	uint32_t value;
	size_t len;

	cursor_take_word(&at, "平成 昭和 令和 大正 明治 民國 民国 中華民國");
	at.pos = candidate_skip_blanks(s, n, at.pos);
	len = numeral_parse(s + at.pos, n - at.pos, NUMERAL_DIGITS | NUMERAL_HAN, &value);
	at.pos += len;
	if (len == 0 || (cursor_peek(&at) != 0x5E74 && cursor_peek(&at) != 0xB144))
		return false;
	cursor_take(&at);
	at.pos = candidate_skip_blanks(s, n, at.pos);
	len = numeral_parse(s + at.pos, n - at.pos, NUMERAL_DIGITS | NUMERAL_HAN, &value);
	at.pos += len;
	return len > 0 && (cursor_peek(&at) == 0x6708 || cursor_peek(&at) == 0xC6D4);
}

bool letterhead_is(const char *s, size_t n, unsigned column)
{
	uint32_t c;

	if (n == 0)
		return false;
	utf8_decode(s, n, &c);
	/* what a web page or a standard has above its text */
	if (is_rule(s, n) || is_dated(s, n) || c == 0xB7 || contains(s, n, "＞") ||
	    contains(s, n, "»"))
		return true;
	if (memchr(s, '|', n) || memchr(s, '>', n) || s[0] == '(' ||
	    (n > 4 && memcmp(s, "ICS ", 4) == 0))
		return true;
	if (c < 0x2E80)
		return false;
	return (column >= RIGHT_COLUMN && n <= RIGHT_BYTES) || ends_with_number(s, n) ||
	       ends_with_any(s, n, "文件 様 殿 御中 귀하 귀중 特急 加急") ||
	       begins_with_any(
		       s, n,
		       "发件人 收件人 寄件者 收件者 From: To: Date: 发送时间 项目编号 备案号 · "
		       "수신 (경유) 발신 文号 密级 编号 作者 发文 發文 受文者 主旨 日時 場所");
}

size_t letterhead_subject(const char *s, size_t n, size_t pos)
{
	struct cursor at = {s, n, pos};

	if (!cursor_take_word(&at, "主题 主題 题目 題目 标题 標題 제목 제 件名 件　名 題名 主旨") ||
	    at.pos >= n)
		return pos;
	if (!character_is_blank(cursor_peek(&at)) && cursor_peek(&at) != 0xFF1A &&
	    cursor_peek(&at) != ':')
		return pos;
	cursor_take(&at);
	return candidate_skip_blanks(s, n, at.pos);
}
