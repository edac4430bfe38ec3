/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* After the four. */
#include <cmocka.h>

#include <string.h>

#include "ui/screen_memory.h"

static const struct style plain = {0, -1, -1};
static const struct widths narrow = {1};
static const struct widths wide = {2};

static void assert_dump(struct screen *s, bool styles, const char *expected)
{
	struct buffer out;

	buffer_init(&out);
	screen_memory_dump(s, styles, &out);
	assert_string_equal(out.data, expected);
	buffer_release(&out);
}

static void put(struct screen *s, int row, int column, const char *cluster, int width)
{
	screen_put(s, row, column, cluster, strlen(cluster), width, plain);
}

static int text(struct screen *s, int row, int column, int width, const char *bytes)
{
	return screen_text(s, row, column, width, bytes, strlen(bytes), plain, narrow);
}

static void nothing_shows_before_flush(void **state)
{
	struct screen *s = screen_memory_new(2, 8, 256);

	(void)state;
	put(s, 0, 0, "a", 1);
	assert_dump(s, false, "\n\n");
	screen_flush(s);
	assert_dump(s, false, "a\n\n");
	assert_int_equal(screen_input_fd(s), -1);
	assert_int_equal(screen_colours(s), 256);
	screen_close(s);
}

static void clusters_stand_at_their_columns(void **state)
{
	struct screen *s = screen_memory_new(1, 8, 0);

	(void)state;
	put(s, 0, 1, "中", 2);
	put(s, 0, 3, "e\xCC\x81", 1);
	put(s, 0, 6, "x", 1);
	screen_flush(s);
	assert_dump(s, false, " 中e\xCC\x81  x\n");
	screen_close(s);
}

static void what_passes_the_edge_is_left_out(void **state)
{
	struct screen *s = screen_memory_new(1, 3, 0);

	(void)state;
	text(s, 0, 0, 3, "abc");
	put(s, 0, 2, "中", 2); /* sticks out: a blank */
	put(s, 0, 3, "x", 1);
	put(s, 0, -1, "x", 1);
	put(s, 1, 0, "x", 1);
	put(s, -1, 0, "x", 1);
	screen_fill(s, 0, -5, 2, plain);
	screen_fill(s, 9, 0, 2, plain);
	screen_fill(s, 0, 3, 100, plain);
	screen_flush(s);
	assert_dump(s, false, "ab\n");
	screen_close(s);
}

static void half_a_wide_cluster_leaves_a_blank(void **state)
{
	struct screen *s = screen_memory_new(2, 6, 0);

	(void)state;
	text(s, 0, 0, 6, "中文字");
	text(s, 1, 0, 6, "中文字");
	put(s, 0, 3, "x", 1);  /* the right half of 文 */
	put(s, 1, 1, "x", 1);  /* the right half of 中 */
	put(s, 1, 3, "国", 2); /* a half of 文 and a half of 字 */
	screen_flush(s);
	assert_dump(s, false, "中 x字\n x 国\n");
	screen_close(s);
}

static void one_cell_is_a_screen(void **state)
{
	struct screen *s = screen_memory_new(1, 1, 0);

	(void)state;
	put(s, 0, 0, "中", 2);
	screen_flush(s);
	assert_dump(s, false, "\n");
	put(s, 0, 0, "x", 1);
	screen_scroll(s, 0, 1, 0);
	screen_flush(s);
	assert_dump(s, false, "x\n");
	screen_scroll(s, 0, 1, 1);
	screen_flush(s);
	assert_dump(s, false, "\n");
	screen_close(s);
}

static void number_rows(struct screen *s)
{
	text(s, 0, 0, 3, "0");
	text(s, 1, 0, 3, "1");
	text(s, 2, 0, 3, "2");
	text(s, 3, 0, 3, "3");
}

static void scrolls_only_the_region(void **state)
{
	struct screen *s = screen_memory_new(4, 3, 0);

	(void)state;
	number_rows(s);
	screen_scroll(s, 1, 3, 1);
	screen_flush(s);
	assert_dump(s, false, "0\n2\n\n3\n");
	number_rows(s);
	screen_scroll(s, 0, 4, -2);
	screen_flush(s);
	assert_dump(s, false, "\n\n0\n1\n");
	number_rows(s);
	screen_scroll(s, 0, 4, 3);
	screen_flush(s);
	assert_dump(s, false, "3\n\n\n\n");
	number_rows(s);
	screen_scroll(s, -2, 99, -99);
	screen_flush(s);
	assert_dump(s, false, "\n\n\n\n");
	number_rows(s);
	screen_scroll(s, 3, 1, 1); /* an empty region */
	screen_flush(s);
	assert_dump(s, false, "0\n1\n2\n3\n");
	screen_close(s);
}

static void styles_and_cursor_are_dumped(void **state)
{
	struct screen *s = screen_memory_new(2, 10, 0);
	static const struct style styles[] = {
		{STYLE_BOLD, -1, -1},
		{STYLE_DIM, -1, -1},
		{STYLE_ITALIC, -1, -1},
		{STYLE_UNDERLINE, -1, -1},
		{STYLE_REVERSE, -1, -1},
		{STYLE_STRIKE, -1, -1},
		{0, 1, -1},
		{0, -1, 1},
		{STYLE_BOLD, 3, -1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		screen_put(s, 0, (int)i, "x", 1, 1, styles[i]);
	screen_cursor(s, 1, 4);
	screen_flush(s);
	assert_dump(s, true, "xxxxxxxxx\n~bdiurscc+\n\n~\ncursor 1 4\n");
	screen_cursor(s, -1, 0);
	screen_flush(s);
	assert_dump(s, true, "xxxxxxxxx\n~bdiurscc+\n\n~\n");
	screen_close(s);
}

static void resizing_keeps_what_fits(void **state)
{
	struct screen *s = screen_memory_new(2, 4, 0);
	int rows, columns;

	(void)state;
	text(s, 0, 0, 4, "a中文");
	text(s, 1, 0, 4, "bcde");
	screen_memory_resize(s, 1, 4);
	screen_flush(s);
	assert_dump(s, false, "a中\n"); /* 文 had no room in four columns */
	screen_memory_resize(s, 3, 2);
	screen_size(s, &rows, &columns);
	assert_int_equal(rows, 3);
	assert_int_equal(columns, 2);
	screen_flush(s);
	assert_dump(s, false, "a\n\n\n");
	screen_close(s);
}

static void sent_bytes_and_cost_are_told_once(void **state)
{
	struct screen *s = screen_memory_new(2, 8, 0);
	struct buffer out;

	(void)state;
	buffer_init(&out);
	screen_send(s, "\033[6n", 4);
	screen_memory_sent(s, &out);
	assert_string_equal(out.data, "\033[6n");
	buffer_clear(&out);
	screen_memory_sent(s, &out);
	assert_int_equal(out.len, 0);
	put(s, 0, 0, "中", 2);
	screen_fill(s, 1, 0, 99, plain);
	assert_int_equal(screen_memory_cost(s), 10);
	assert_int_equal(screen_memory_cost(s), 0);
	buffer_release(&out);
	screen_close(s);
}

static void text_is_cut_at_a_cluster_and_filled(void **state)
{
	struct screen *s = screen_memory_new(1, 8, 0);

	(void)state;
	text(s, 0, 0, 8, "xxxxxxxx");
	assert_int_equal(text(s, 0, 0, 5, "中文字"), 4);
	screen_flush(s);
	assert_dump(s, false, "中文 xxx\n");
	assert_int_equal(text(s, 0, 0, 8, "ab"), 2);
	screen_flush(s);
	assert_dump(s, false, "ab\n");
	assert_int_equal(text(s, 0, 0, 0, "ab"), 0);
	assert_int_equal(text(s, 0, 0, 8, ""), 0);
	screen_close(s);
}

static void text_of_ambiguous_width(void **state)
{
	struct screen *s = screen_memory_new(1, 8, 0);

	(void)state;
	assert_int_equal(screen_text(s, 0, 0, 8, "§§", 4, plain, narrow), 2);
	assert_int_equal(screen_text(s, 0, 0, 8, "§§", 4, plain, wide), 4);
	screen_close(s);
}

/* A file name may be any bytes; none of them may reach the terminal as a control. */
static void text_cannot_control(void **state)
{
	struct screen *s = screen_memory_new(1, 40, 0);
	static const char name[] = "a\033[2Jb\tc\nd\x7F\xC2\x9B"
				   "e\xE2\x80\xAE"
				   "f\xFFg\xED\xA0\x80h";

	(void)state;
	screen_text(s, 0, 0, 40, name, sizeof(name) - 1, plain, narrow);
	screen_flush(s);
	assert_dump(s, false, "a?[2Jb?c?d??e?f?g???h\n");
	assert_int_equal(screen_text(s, 0, 0, 40, "a\0b", 3, plain, narrow), 3);
	screen_flush(s);
	assert_dump(s, false, "a?b\n");
	assert_true(screen_is_drawable("中", 3));
	assert_true(screen_is_drawable("👩\xE2\x80\x8D👧", 11));
	assert_false(screen_is_drawable("\xE2\x80\x8D", 3));
	assert_false(screen_is_drawable("\033", 1));
	assert_false(screen_is_drawable("\xEE\x80\x80", 3)); /* private use */
	assert_false(screen_is_drawable("", 0));
	put(s, 0, 0, "\033", 1);
	screen_flush(s);
	assert_dump(s, false, "??b\n");
	screen_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_shows_before_flush),
		cmocka_unit_test(clusters_stand_at_their_columns),
		cmocka_unit_test(what_passes_the_edge_is_left_out),
		cmocka_unit_test(half_a_wide_cluster_leaves_a_blank),
		cmocka_unit_test(one_cell_is_a_screen),
		cmocka_unit_test(scrolls_only_the_region),
		cmocka_unit_test(styles_and_cursor_are_dumped),
		cmocka_unit_test(resizing_keeps_what_fits),
		cmocka_unit_test(sent_bytes_and_cost_are_told_once),
		cmocka_unit_test(text_is_cut_at_a_cluster_and_filled),
		cmocka_unit_test(text_of_ambiguous_width),
		cmocka_unit_test(text_cannot_control),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
