/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <wchar.h>

#include "text/cluster.h"

static const struct widths narrow = {1};
static const struct widths wide = {2};

static int width_of(const char *s)
{
	return cluster_width(s, strlen(s), narrow);
}

/* Whether all of s is one cluster. */
static int is_one(const char *s)
{
	return cluster_end(s, strlen(s), 0) == strlen(s);
}

static void test_code_points(void **state)
{
	(void)state;
	assert_int_equal(cluster_code_point_width('a', narrow), 1);
	assert_int_equal(cluster_code_point_width(0x4E2D, narrow), 2);
	assert_int_equal(cluster_code_point_width(0xAC00, narrow), 2);
	assert_int_equal(cluster_code_point_width(0xFF71, narrow), 1); /* half-width ｱ */
	assert_int_equal(cluster_code_point_width(0x0301, narrow), 0);
	assert_int_equal(cluster_code_point_width(0x200D, narrow), 0);
	assert_int_equal(cluster_code_point_width(0xFE0F, narrow), 0);
	assert_int_equal(cluster_code_point_width(0x1F600, narrow), 2);
	assert_int_equal(cluster_code_point_width(0x3248, narrow), 2);
	assert_int_equal(cluster_code_point_width(0x324F, narrow), 2);
	assert_int_equal(cluster_code_point_width(0x4DC0, narrow), 2);
	assert_int_equal(cluster_code_point_width(0x4DFF, narrow), 2);
}

static void test_refused(void **state)
{
	static const uint32_t refused[] = {0,      7,      0x1B,    0x7F,   0x80,    0x9F,
					   0x200B, 0x200E, 0x202E,  0x2028, 0x2029,  0x2060,
					   0x2066, 0xFEFF, 0xE000,  0xFFFF, 0xE0001, 0x10FFFF,
					   0xD800, 0x378,  0x110000};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_int_equal(cluster_code_point_width(refused[i], narrow), -1);
}

/* Unicode 15 has 20 wide emoji and 2 wide kana that libunistring 1.0 does not know. */
static void test_unicode_15(void **state)
{
	static const uint32_t added[] = {0x1F6DC, 0x1FA75, 0x1FA77, 0x1FAE8, 0x1FAF8,
					 0x1B132, 0x1B155, 0x31350, 0x323AF};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(added) / sizeof(added[0]); i++)
		assert_int_equal(cluster_code_point_width(added[i], narrow), 2);
	assert_int_equal(cluster_code_point_width(0x1E030, narrow), 1);
	assert_int_equal(cluster_code_point_width(0x1E08F, narrow), 0);
}

static void test_ambiguous(void **state)
{
	static const uint32_t ambiguous[] = {0xA1,   0xB7,   0xD7,   0x3B1,  0x410,  0x2014,
					     0x201C, 0x2026, 0x2460, 0x2192, 0x25A0, 0x203B};
	uint32_t c;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ambiguous) / sizeof(ambiguous[0]); i++) {
		assert_int_equal(cluster_code_point_width(ambiguous[i], narrow), 1);
		assert_int_equal(cluster_code_point_width(ambiguous[i], wide), 2);
	}
	for (c = 0x2500; c < 0x25A0; c++)
		assert_int_equal(cluster_code_point_width(c, wide), 1);
	assert_int_equal(cluster_code_point_width(0x301, wide), 0);
	assert_int_equal(cluster_code_point_width(0xFE0F, wide), 0);
	assert_int_equal(cluster_code_point_width('a', wide), 1);
}

/* The terminals' table: whatever both of us show must measure the same. */
static void test_agrees_with_wcwidth(void **state)
{
	uint32_t c;
	size_t compared = 0;

	(void)state;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
		print_message("# left out: what it reads is not there\n");
		return;
	}
	for (c = 1; c < 0x110000; c++) {
		int own = cluster_code_point_width(c, narrow);
		int other = wcwidth((wchar_t)c);

		/* An older or a newer Unicode, and what we refuse, are no contradiction. */
		if (own < 0 || other < 0 || uc_is_general_category(c, UC_CATEGORY_Cn))
			continue;
		if (own != other)
			print_message("U+%04X: %d, wcwidth %d\n", (unsigned)c, own, other);
		assert_int_equal(own, other);
		compared++;
	}
	assert_true(compared > 130000);
}

static void test_cluster_widths(void **state)
{
	(void)state;
	assert_int_equal(width_of("a"), 1);
	assert_int_equal(width_of("e\u0301"), 1);
	assert_int_equal(width_of("中"), 2);
	assert_int_equal(width_of("が"), 2);
	assert_int_equal(width_of("か\u3099"), 2);
	assert_int_equal(width_of("\u1112\u1161\u11AB"), 2);   /* 한 in conjoining letters */
	assert_int_equal(width_of("\U0001F1E8\U0001F1F3"), 2); /* a flag */
	assert_int_equal(width_of("\U0001F468\u200D\U0001F469\u200D\U0001F467"), 2);
	assert_int_equal(width_of("\u2764\uFE0F\u200D\U0001F525"), 2);
	assert_int_equal(width_of("\u2764\uFE0F"), 1);
	assert_int_equal(width_of("1\uFE0F\u20E3"), 1);
	assert_int_equal(width_of("\U0001F44D\U0001F3FD"), 2);
	assert_int_equal(width_of("\u0301"), 0);
	assert_int_equal(width_of("漢\U000E0100"), 2); /* an ideographic variant */
	assert_int_equal(cluster_width("", 0, narrow), 0);
}

static void test_cluster_ends(void **state)
{
	(void)state;
	assert_true(is_one("\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"));
	assert_true(
		is_one("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"));
	assert_true(is_one("か\u3099"));
	assert_true(is_one("가\u11A8"));
	assert_true(is_one("\u0915\u093F"));
	assert_true(is_one("\r\n"));
	assert_false(is_one("\n\u0301"));
	assert_int_equal(cluster_end("中文", 6, 0), 3);
	assert_int_equal(cluster_end("ab", 2, 0), 1);
	assert_int_equal(cluster_end("a\u0301b", 4, 0), 3);
	/* Three regional indicators: one flag and a half. */
	assert_int_equal(cluster_end("\U0001F1E8\U0001F1F3\U0001F1E8", 12, 0), 8);
}

/* A base under more marks than a cluster may hold is cut, not lost and not slow. */
static void test_zalgo(void **state)
{
	static char s[1 + 2 * 20000];
	size_t pos = 0;
	size_t n = sizeof(s);
	size_t i;

	(void)state;
	s[0] = 'a';
	for (i = 1; i < n; i += 2)
		memcpy(s + i, "\u0301", 2);
	while (pos < n) {
		size_t end = cluster_end(s, n, pos);

		assert_true(end > pos && end - pos <= CLUSTER_MAX);
		pos = end;
	}
	assert_int_equal(cluster_text_width(s, n, narrow), 1);
}

static void test_any_bytes(void **state)
{
	static const char bad[] = "a\xE4\xB8"
				  "b\xFF\xC0\x80\xED\xA0\x80\xF4\x90\x80\x80\xE4";
	size_t n = sizeof(bad) - 1;
	size_t pos = 0;

	(void)state;
	while (pos < n) {
		size_t end = cluster_end(bad, n, pos);

		assert_true(end > pos && end <= n);
		pos = end;
	}
	assert_true(cluster_text_width(bad, n, narrow) <= n);
}

static void test_text(void **state)
{
	const char *s = "a中e\u0301文";
	size_t n = strlen(s);

	(void)state;
	assert_int_equal(cluster_text_width(s, n, narrow), 6);
	assert_int_equal(cluster_fit(s, n, 0, narrow), 0);
	assert_int_equal(cluster_fit(s, n, 2, narrow), 1);
	assert_int_equal(cluster_fit(s, n, 3, narrow), 4);
	assert_int_equal(cluster_fit(s, n, 4, narrow), 7); /* the mark comes along */
	assert_int_equal(cluster_fit(s, n, 100, narrow), n);
	assert_int_equal(cluster_text_width("“”", 6, narrow), 2);
	assert_int_equal(cluster_text_width("“”", 6, wide), 4);
}

static void test_doubtful(void **state)
{
	(void)state;
	assert_false(cluster_is_doubtful("a", 1));
	assert_false(cluster_is_doubtful("中", 3));
	assert_false(cluster_is_doubtful("，", 3));
	assert_false(cluster_is_doubtful("ñ", 2));
	assert_true(cluster_is_doubtful("…", 3));
	assert_true(cluster_is_doubtful("\U0001F600", 4));
	assert_true(cluster_is_doubtful("\u2764\uFE0F", 6));
	assert_true(cluster_is_doubtful("\U0001F1E8\U0001F1F3", 8));
	assert_true(cluster_is_doubtful("\u0301", 2));
	assert_true(cluster_is_doubtful("䷀", 3));
}

/* One line of GraphemeBreakTest.txt: ÷ 0020 × 0308 ÷ 0020 ÷. */
static void check_break_line(char *line)
{
	char text[256];
	size_t ends[64];
	size_t n = 0;
	size_t n_ends = 0;
	size_t pos = 0;
	size_t i;
	char *word;

	for (word = strtok(line, " \t\n"); word != NULL; word = strtok(NULL, " \t\n")) {
		if (strcmp(word, "÷") == 0)
			ends[n_ends++] = n;
		else if (strcmp(word, "×") != 0)
			n += (size_t)u8_uctomb((uint8_t *)text + n, (ucs4_t)strtoul(word, NULL, 16),
					       (ptrdiff_t)(sizeof(text) - n));
	}
	for (i = 1; i < n_ends; i++) {
		pos = cluster_end(text, n, pos);
		assert_int_equal(pos, ends[i]);
	}
	assert_int_equal(pos, n);
}

static void test_standard(void **state)
{
	FILE *f = fopen("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt", "r");
	char line[1024];
	size_t checked = 0;

	(void)state;
	if (f == NULL) {
		print_message("# left out: what it reads is not there\n");
		return;
	}
	while (fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "#")] = '\0';
		if (line[0] == '\0')
			continue;
		check_break_line(line);
		checked++;
	}
	fclose(f);
	assert_int_equal(checked, 602);
}

/* Every emoji sequence is one cluster of one or two cells. */
static void test_emoji(void **state)
{
	FILE *f = fopen("/usr/share/unicode/emoji/emoji-test.txt", "r");
	char line[1024];
	size_t checked = 0;

	(void)state;
	if (f == NULL) {
		print_message("# left out: what it reads is not there\n");
		return;
	}
	while (fgets(line, sizeof(line), f) != NULL) {
		char text[128];
		size_t n = 0;
		char *word;

		if (strchr(line, ';') == NULL || line[0] == '#')
			continue;
		line[strcspn(line, ";")] = '\0';
		for (word = strtok(line, " "); word != NULL; word = strtok(NULL, " "))
			n += (size_t)u8_uctomb((uint8_t *)text + n, (ucs4_t)strtoul(word, NULL, 16),
					       (ptrdiff_t)(sizeof(text) - n));
		assert_int_equal(cluster_end(text, n, 0), n);
		assert_in_range(cluster_width(text, n, narrow), 1, 2);
		checked++;
	}
	fclose(f);
	assert_true(checked > 4700);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_code_points),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_unicode_15),
		cmocka_unit_test(test_ambiguous),
		cmocka_unit_test(test_agrees_with_wcwidth),
		cmocka_unit_test(test_cluster_widths),
		cmocka_unit_test(test_cluster_ends),
		cmocka_unit_test(test_zalgo),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_doubtful),
		cmocka_unit_test(test_standard),
		cmocka_unit_test(test_emoji),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
