/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/ini.h"

static struct ini *of(const char *text)
{
	return ini_parse("test.conf", text, strlen(text));
}

static void expect_raw(const char *text, const char *expected)
{
	struct ini *ini = of(text);
	const struct ini_fault *faults;

	if (expected != NULL) {
		assert_non_null(ini_value(ini, "s", "k"));
		assert_string_equal(ini_value(ini, "s", "k"), expected);
		assert_int_equal(ini_faults(ini, &faults), 0);
	} else {
		assert_null(ini_value(ini, "s", "k"));
		assert_true(ini_faults(ini, &faults) > 0);
	}
	ini_free(ini);
}

static void hand_written_values(void **state)
{
	(void)state;
	expect_raw("[s]\nk = ], n\n", "], n");
	expect_raw("[s]\nk=/\n", "/");
	expect_raw("[s]\nk = \"/\"\n", "/");
	expect_raw("[s]\nk = \"a ; b # c\"\n", "a ; b # c");
	expect_raw("[s]\nk = a ; remark\n", "a");
	expect_raw("[s]\nk = a # remark\n", "a");
	expect_raw("[s]\nk = \"a\" ; remark\n", "a");
	expect_raw("[s]\nk = '\"'\n", "\"");
	expect_raw("[s]\nk = \"'\"\n", "'");
	expect_raw("[s]\nk = '\n", "'");
	expect_raw("[s]\nk = \"\n", "\"");
	expect_raw("[s]\nk = \"\\\"\n", "\\");
	expect_raw("[s]\nk =\n", "");
	expect_raw("[s]\nk = ;\n", "");
	expect_raw("[s]\nk = \"\"\n", "");
	expect_raw("[s]\nk = ''\n", "");
	expect_raw("[s]\nk = =\n", "=");
	expect_raw("[s]\nk = a=b\n", "a=b");
	expect_raw("[s]\nk = \"  a  \"\n", "  a  ");
	expect_raw("[s]\nk = don't \"do\" it\n", "don't \"do\" it");
	expect_raw("[s]\nk = %zz 第一条\n", "%zz 第一条");
	expect_raw("  [ S ]  ; remark\n\t k \t=\t v \t\r\n", "v");
	expect_raw("\xEF\xBB\xBF[s]\r\nk = v\r\n", "v");
	expect_raw("[s]\nk = v", "v");
	expect_raw("[s]\n# a comment that ends in \\\nk = v\n", "v");
}

static void damaged_values(void **state)
{
	(void)state;
	expect_raw("[s]\nk\n", NULL);
	expect_raw("[s]\nk = \"open\n", NULL);
	expect_raw("[s]\nk = ', x\n", NULL);
	expect_raw("[s]\nk = \"a\", \"b\"\n", NULL);
	expect_raw("[s]\nk = \\\n", NULL);
	expect_raw("[s\nk = v\n", NULL);
	expect_raw("[s] x\nk = v\n", NULL);
	expect_raw("[]\nk = v\n", NULL);
	expect_raw("[s:t]\nk = v\n", NULL);
	expect_raw("[s]\n = v\n", NULL);
}

static void damage_is_local(void **state)
{
	static const char text[] =
		"[one]\na = 1\nnonsense\nb = 2\n[two\na = wrong\n[three]\na = 3\n";
	const struct ini_fault *faults;
	struct ini *ini = of(text);

	(void)state;
	assert_int_equal(ini_faults(ini, &faults), 3);
	assert_int_equal(faults[0].line, 3);
	assert_int_equal(faults[1].line, 5);
	assert_int_equal(faults[2].line, 6);
	assert_string_equal(ini_value(ini, "one", "a"), "1");
	assert_string_equal(ini_value(ini, "one", "b"), "2");
	assert_string_equal(ini_value(ini, "three", "a"), "3");
	assert_int_equal(ini_sections(ini), 2);
	ini_free(ini);
}

static void long_lines_and_nuls(void **state)
{
	const struct ini_fault *faults;
	struct buffer text;
	struct ini *ini;

	(void)state;
	buffer_init(&text);
	buffer_append_string(&text, "[s]\nk = ");
	for (int i = 0; i < 3000; i++)
		buffer_append_byte(&text, 'x');
	buffer_append(&text, "\nn = a\0b\nz = 1\n", 15);
	ini = ini_parse("x", text.data, text.len);
	assert_int_equal(ini_faults(ini, &faults), 2);
	assert_int_equal(faults[0].line, 2);
	assert_int_equal(faults[1].line, 3);
	assert_string_equal(ini_value(ini, "s", "z"), "1");
	ini_free(ini);
	buffer_release(&text);
}

static void order_case_and_duplicates(void **state)
{
	struct ini *ini = of("top = 1\n[B]\nZ = 1\na = 2\n[a]\nk = 1\n[b]\nz = 3\nm = 4\n");

	(void)state;
	assert_int_equal(ini_sections(ini), 3);
	assert_string_equal(ini_section(ini, 0), "");
	assert_string_equal(ini_section(ini, 1), "b");
	assert_string_equal(ini_section(ini, 2), "a");
	assert_string_equal(ini_value(ini, "", "TOP"), "1");
	assert_int_equal(ini_keys(ini, "b"), 3);
	assert_string_equal(ini_key(ini, "b", 0), "z");
	assert_string_equal(ini_key(ini, "b", 1), "a");
	assert_string_equal(ini_key(ini, "B", 2), "m");
	assert_string_equal(ini_value(ini, "b", "z"), "3");
	assert_int_equal(ini_line(ini, "b", "z"), 8);
	assert_int_equal(ini_line(ini, "b", NULL), 2);
	assert_int_equal(ini_line(ini, "b", "none"), 0);
	assert_int_equal(ini_line(ini, "none", NULL), 0);
	assert_int_equal(ini_keys(ini, "none"), 0);
	assert_null(ini_value(ini, "none", "k"));
	ini_free(ini);
}

static void numbers(void **state)
{
	struct ini *ini = of("[s]\na = 12\nb = -7\nc = 1x\nd =\ne = 99999999999999999999\n"
			     "f = 9223372036854775807\n");

	(void)state;
	assert_true(ini_number(ini, "s", "a", 5) == 12);
	assert_true(ini_number(ini, "s", "b", 5) == -7);
	assert_true(ini_number(ini, "s", "c", 5) == 5);
	assert_true(ini_number(ini, "s", "d", 5) == 5);
	assert_true(ini_number(ini, "s", "e", 5) == 5);
	assert_true(ini_number(ini, "s", "f", 5) == INT64_MAX);
	assert_true(ini_number(ini, "s", "g", 5) == 5);
	ini_free(ini);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Bytes of any kind, with a leaning to what INI files give a meaning. */
static size_t random_bytes(uint32_t *seed, char *bytes, size_t max)
{
	static const char *const spice[] = {"\"", "'",  ";",   "#",  "\\",   "%",
					    "=",  "[",  "]",   "\n", "\r\n", "\xEF\xBB\xBF",
					    " ",  "\t", "%41", "第", "\xE7", "\xE2\x80\xAE",
					    "𠀀", "é"};
	size_t want = next_random(seed) % max, n = 0;

	while (n + 4 < want) {
		const char *s = spice[next_random(seed) % (sizeof(spice) / sizeof(spice[0]))];

		if (next_random(seed) % 3 == 0) {
			bytes[n++] = (char)next_random(seed);
			continue;
		}
		memcpy(bytes + n, s, strlen(s));
		n += strlen(s);
	}
	return n;
}

static void expect_text(const struct ini *ini, const char *section, const char *key,
			const char *bytes, size_t len)
{
	struct buffer got;

	buffer_init(&got);
	assert_true(ini_text(ini, section, key, &got));
	assert_int_equal(got.len, len);
	assert_memory_equal(got.data, bytes, len);
	buffer_release(&got);
}

/* 60,000 values, 200 in a file; somebody's editor adds, changes and reorders what is around them
 * and saves with CRLF and a BOM. */
static void any_bytes_come_back(void **state)
{
	enum { FILES = 300, VALUES = 200, MAX = 120 };
	static char bytes[VALUES][MAX];
	static size_t lens[VALUES];
	uint32_t seed = 20260101;
	struct buffer text, edited;

	(void)state;
	buffer_init(&text);
	buffer_init(&edited);
	for (int file = 0; file < FILES; file++) {
		const struct ini_fault *faults;
		struct ini *ini;

		buffer_clear(&text);
		for (int i = 0; i < VALUES; i++) {
			char name[32];

			if (i % 10 == 0) {
				snprintf(name, sizeof(name), "part %d", i / 10);
				ini_write_section(&text, name);
			}
			snprintf(name, sizeof(name), "key%d", i);
			lens[i] = random_bytes(&seed, bytes[i], MAX);
			ini_write_text(&text, name, bytes[i], lens[i]);
		}
		buffer_clear(&edited);
		buffer_append_string(&edited, "\xEF\xBB\xBF"
					      "; by hand\r\n[mine]\r\nx = y \\ z\r\n");
		for (size_t i = 0; i < text.len; i++) {
			if (text.data[i] == '\n')
				buffer_append_byte(&edited, '\r');
			buffer_append_byte(&edited, text.data[i]);
			if (text.data[i] == '\n' && next_random(&seed) % 8 == 0)
				buffer_append_string(&edited, "added = by hand ; and so on\r\n");
		}
		ini = ini_parse("x", edited.data, edited.len);
		assert_int_equal(ini_faults(ini, &faults), 0);
		for (int i = 0; i < VALUES; i++) {
			char section[32], name[32];

			snprintf(section, sizeof(section), "part %d", i / 10);
			snprintf(name, sizeof(name), "key%d", i);
			expect_text(ini, section, name, bytes[i], lens[i]);
		}
		ini_free(ini);
	}
	buffer_release(&text);
	buffer_release(&edited);
}

static void long_values_are_split(void **state)
{
	const struct ini_fault *faults;
	struct buffer text, value;
	struct ini *ini;
	uint32_t seed = 7;

	(void)state;
	buffer_init(&text);
	buffer_init(&value);
	for (int i = 0; i < 200000; i++)
		buffer_append_byte(&value, (char)next_random(&seed));
	ini_write_section(&text, "s");
	ini_write_text(&text, "note", value.data, value.len);
	ini_write_text(&text, "other", "机關\n", 7);
	for (size_t i = 0, line = 0; i < text.len; i++) {
		line = text.data[i] == '\n' ? 0 : line + 1;
		assert_true(line <= 800);
	}
	ini = ini_parse("x", text.data, text.len);
	assert_int_equal(ini_faults(ini, &faults), 0);
	expect_text(ini, "s", "note", value.data, value.len);
	expect_text(ini, "s", "other", "机關\n", 7);
	assert_int_equal(ini_keys(ini, "s"), 2);
	ini_free(ini);
	buffer_release(&text);
	buffer_release(&value);
}

static void text_stays_readable(void **state)
{
	struct buffer text;

	(void)state;
	buffer_init(&text);
	ini_write_section(&text, "s");
	ini_write_text(&text, "k", "導\t語 100%\x1B\xC2\x9B", 15);
	ini_write_number(&text, "n", -5);
	assert_string_equal(text.data, "[s]\nk = \"導%09語 100%25%1B%C2%9B\"\nn = \"-5\"\n");
	buffer_release(&text);
}

static void missing_file(void **state)
{
	struct cause cause = CAUSE_NONE;

	(void)state;
	assert_null(ini_load("/nonexistent/x.conf", &cause));
	assert_int_equal(errno, ENOENT);
	assert_non_null(strstr(cause_text(&cause), "/nonexistent/x.conf"));
	cause_release(&cause);
}

/* 4,000 bookmarks of 8 keys take iniparser by itself a quarter of a second and twice as many four
 * times as long; here twice as many take about twice as long.  The test only wants all of them. */
static void many_sections(void **state)
{
	enum { N = 8000 };
	struct buffer text;
	struct ini *ini;

	(void)state;
	buffer_init(&text);
	for (int i = 0; i < N; i++) {
		char name[32];

		snprintf(name, sizeof(name), "bookmark %d", i);
		ini_write_section(&text, name);
		for (int k = 0; k < 8; k++) {
			snprintf(name, sizeof(name), "key%d", k);
			ini_write_number(&text, name, (long long)i * 8 + k);
		}
	}
	ini = ini_parse("x", text.data, text.len);
	assert_int_equal(ini_sections(ini), N);
	for (int i = 0; i < N; i++) {
		char name[32];

		snprintf(name, sizeof(name), "bookmark %d", i);
		assert_int_equal(ini_keys(ini, name), 8);
		assert_true(ini_number(ini, name, "key7", -1) == (long long)i * 8 + 7);
	}
	ini_free(ini);
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hand_written_values),
		cmocka_unit_test(damaged_values),
		cmocka_unit_test(damage_is_local),
		cmocka_unit_test(long_lines_and_nuls),
		cmocka_unit_test(order_case_and_duplicates),
		cmocka_unit_test(numbers),
		cmocka_unit_test(any_bytes_come_back),
		cmocka_unit_test(long_values_are_split),
		cmocka_unit_test(text_stays_readable),
		cmocka_unit_test(missing_file),
		cmocka_unit_test(many_sections),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
