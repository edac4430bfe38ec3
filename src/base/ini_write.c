/* SPDX-License-Identifier: MIT */
/* The writing side of base/ini: escapes, and values that are split over lines. */
#include "base/ini.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/ini_line.h"
#include "base/utf8.h"

/* Bytes of an escaped value on one line: short enough for any editor and for iniparser. */
#define PIECE_MAX 640

/* The longest escaped form of one code point or bad byte. */
#define ESCAPED_MAX 12

/* Whether a character may stand in a file as it is: neither what INI gives a meaning, nor what a
 * terminal or an editor does not show. */
static bool is_plain(uint32_t c)
{
	if (c < 0x80)
		return c >= ' ' && c != 0x7F && strchr("%\";#\\", (int)c) == NULL;
	if (c < 0xA0 || c == 0xAD || c == UTF8_BAD)
		return false;
	if (c >= 0x2000 && c <= 0x206F)
		return c >= 0x2010 && c < 0x2060 && (c < 0x2028 || c > 0x202E);
	return c != 0xFEFF && c != 0x061C && c < 0xE0000 && (c < 0xFFF9 || c > 0xFFFB);
}

/* Appends the escaped form of the character at s; returns how many bytes of s it was. */
static size_t escape(char *out, size_t *n, const char *s, size_t len)
{
	uint32_t c;
	size_t used = utf8_decode(s, len, &c);

	if (is_plain(c)) {
		memcpy(out, s, used);
		*n = used;
		return used;
	}
	*n = 0;
	for (size_t i = 0; i < used; i++) {
		snprintf(out + *n, 4, "%%%02X", (unsigned)(unsigned char)s[i]);
		*n += 3;
	}
	return used;
}

void ini_write_section(struct buffer *out, const char *section)
{
	assert(strlen(section) <= INI_NAME_MAX && strpbrk(section, "[]:\n") == NULL);
	if (out->len != 0)
		buffer_append_byte(out, '\n');
	buffer_printf(out, "[%s]\n", section);
}

void ini_write_text(struct buffer *out, const char *key, const char *bytes, size_t len)
{
	size_t pos = 0;

	assert(key[0] != '\0' && strlen(key) <= 64 && strpbrk(key, "=;#[\n") == NULL);
	for (size_t piece = 0; piece == 0 || pos < len; piece++) {
		size_t begin;

		if (piece == 0)
			buffer_printf(out, "%s = \"", key);
		else
			buffer_printf(out, "%s.%zu = \"", key, piece);
		begin = out->len;
		while (pos < len && out->len - begin + ESCAPED_MAX <= PIECE_MAX) {
			char escaped[ESCAPED_MAX + 1];
			size_t n;

			pos += escape(escaped, &n, bytes + pos, len - pos);
			buffer_append(out, escaped, n);
		}
		buffer_append_string(out, "\"\n");
	}
}

void ini_write_number(struct buffer *out, const char *key, long long number)
{
	buffer_printf(out, "%s = \"%lld\"\n", key, number);
}
