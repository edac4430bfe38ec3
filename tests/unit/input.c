/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/input.h"

/* Events as a line of words: keys by name, the others in parentheses. */
static void describe(const struct input *in, const struct event *event, struct buffer *out)
{
	if (out->len > 0)
		buffer_append_byte(out, ' ');
	switch (event->kind) {
	case EVENT_KEY:
		key_write(event->key, false, out);
		break;
	case EVENT_PASTE:
		buffer_printf(out, "(paste %s)", input_paste(in)->data);
		break;
	case EVENT_MOUSE:
		buffer_printf(out, "(%s %d at %d,%d)",
			      event->dragged   ? "drag"
			      : event->pressed ? "press"
					       : "release",
			      event->button, event->row, event->column);
		break;
	case EVENT_CURSOR:
		buffer_printf(out, "(cursor %d,%d)", event->row, event->column);
		break;
	case EVENT_BACKGROUND:
		buffer_append_string(out, event->dark ? "(dark)" : "(light)");
		break;
	case EVENT_FOCUS:
		buffer_append_string(out, event->focused ? "(focus)" : "(blur)");
		break;
	}
}

static void drain(struct input *in, int64_t now, struct buffer *out)
{
	struct event event;

	while (input_next(in, now, &event))
		describe(in, &event, out);
}

/* Feeds bytes in two pieces cut at `cut`, then lets a long time pass. */
static void assert_cut(const char *bytes, size_t len, size_t cut, bool expect, const char *expected)
{
	struct input *in = input_new();
	struct buffer out;

	buffer_init(&out);
	if (expect)
		input_expect_cursor(in);
	input_feed(in, bytes, cut, 0);
	drain(in, 0, &out);
	input_feed(in, bytes + cut, len - cut, 0);
	drain(in, 0, &out);
	drain(in, 10000, &out);
	assert_string_equal(out.data, expected);
	assert_int_equal(input_timeout(in, 10000), -1);
	buffer_release(&out);
	input_free(in);
}

static void assert_bytes(const char *bytes, size_t len, bool expect, const char *expected)
{
	struct input *in = input_new();
	struct buffer out;

	for (size_t cut = 0; cut <= len; cut++)
		assert_cut(bytes, len, cut, expect, expected);
	buffer_init(&out);
	if (expect)
		input_expect_cursor(in);
	for (size_t i = 0; i < len; i++)
		input_feed(in, bytes + i, 1, 0);
	drain(in, 0, &out);
	drain(in, 10000, &out);
	assert_string_equal(out.data, expected);
	buffer_release(&out);
	input_free(in);
}

struct expectation {
	const char *bytes;
	const char *events;
};

/* Each alone, and between two letters, cut at each byte. */
static void assert_all(const struct expectation *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buffer bytes, events;

		assert_bytes(cases[i].bytes, strlen(cases[i].bytes), false, cases[i].events);
		buffer_init(&bytes);
		buffer_init(&events);
		buffer_printf(&bytes, "a%sb", cases[i].bytes);
		buffer_printf(&events, "a %s%sb", cases[i].events,
			      cases[i].events[0] != '\0' ? " " : "");
		assert_bytes(bytes.data, bytes.len, false, events.data);
		buffer_release(&bytes);
		buffer_release(&events);
	}
}

#define ASSERT_ALL(cases) assert_all(cases, sizeof(cases) / sizeof((cases)[0]))

static void characters(void **state)
{
	static const struct expectation cases[] = {
		{"x", "x"},
		{" ", "Space"},
		{"\xE4\xB8\xAD", "中"},
		{"\xF0\x9F\x98\x80", "😀"},
		{"\xC3\xA9", "é"},
		{"\t", "Tab"},
		{"\r", "Enter"},
		{"\n", "Enter"},
		{"\x7F", "Backspace"},
		{"\b", "Backspace"},
		{"\x01\x06\x1A\x1C\x1D\x1E\x1F", "^A ^F ^Z ^\\ ^] ^^ ^_"},
		{"\033j", "M-j"},
		{"\033\xE4\xB8\xAD", "M-中"},
		{"\033\r", "M-Enter"},
		{"\033\x7F", "M-Backspace"},
		{"\033\x06", "M-^F"},
	};

	(void)state;
	ASSERT_ALL(cases);
	assert_bytes("a\0b", 3, false, "a C-Space b");
	assert_bytes("\033\0", 2, false, "M-C-Space");
}

static void bytes_that_are_no_utf8(void **state)
{
	static const struct expectation cases[] = {
		{"\xFF\xFE", ""},         {"\x80", ""},     {"\xC0\xAF", ""}, {"\xED\xA0\x80", ""},
		{"\xF5\x80\x80\x80", ""}, {"\xE4\xB8", ""}, {"\xC2\x85", ""}, {"\x9B", ""},
		{"\xE4\xC3\xA9", "é"},
	};

	(void)state;
	ASSERT_ALL(cases);
}

static void keys_of_terminals(void **state)
{
	static const struct expectation cases[] = {
		/* xterm, VTE, tmux, screen */
		{"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
		{"\033OA\033OB\033OC\033OD", "Up Down Right Left"},
		{"\033[H\033[F\033OH\033OF", "Home End Home End"},
		{"\033[1~\033[4~\033[7~\033[8~", "Home End Home End"},
		{"\033[2~\033[3~\033[5~\033[6~", "Insert Delete PgUp PgDn"},
		{"\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4"},
		{"\033[P\033[Q\033[R\033[S", "F1 F2 F3 F4"},
		{"\033[11~\033[12~\033[13~\033[14~\033[15~", "F1 F2 F3 F4 F5"},
		{"\033[17~\033[18~\033[19~\033[20~\033[21~", "F6 F7 F8 F9 F10"},
		{"\033[23~\033[24~", "F11 F12"},
		{"\033[Z", "S-Tab"},
		{"\033[1;2A\033[1;3B\033[1;4C\033[1;5D", "S-Up M-Down M-S-Right C-Left"},
		{"\033[1;6H\033[1;7F\033[1;8A", "C-S-Home M-C-End M-C-S-Up"},
		{"\033[1;2P\033[1;2R\033[1;5R", "S-F1 S-F3 C-F3"},
		{"\033O5A\033O2P", "C-Up S-F1"},
		{"\033[5;5~\033[3;3~\033[15;2~", "C-PgUp M-Delete S-F5"},
		{"\033OM\033Ok\033Op\033Oy\033Oj", "Enter + 0 9 *"},
		/* rxvt */
		{"\033[a\033[b\033[c\033[d", "S-Up S-Down S-Right S-Left"},
		{"\033Oa\033Ob\033Oc\033Od", "C-Up C-Down C-Right C-Left"},
		{"\033[5$\033[6^\033[3@\033[15$", "S-PgUp C-PgDn C-S-Delete S-F5"},
		{"\033\033[A\033\033[5~\033\033OP", "M-Up M-PgUp M-F1"},
		/* the Linux console */
		{"\033[[A\033[[B\033[[C\033[[D\033[[E", "F1 F2 F3 F4 F5"},
	};

	(void)state;
	ASSERT_ALL(cases);
}

static void keys_by_code_point(void **state)
{
	static const struct expectation cases[] = {
		{"\033[97u", "a"},
		{"\033[97;5u", "^A"},
		{"\033[97;6u", "C-S-a"},
		{"\033[97;2u", "A"},
		{"\033[49:33;2u", "!"},
		{"\033[20013;3u", "M-中"},
		{"\033[13u\033[9u\033[27u\033[127u", "Enter Tab Esc Backspace"},
		{"\033[9;2u\033[13;3u\033[32;5u", "S-Tab M-Enter C-Space"},
		{"\033[105;5u\033[109;5u", "Tab Enter"},
		{"\033[97;1:2u", "a"},
		{"\033[97;1:3u", ""}, /* let go */
		{"\033[97;9u", ""},   /* Super */
		{"\033[57441u", ""},  /* Shift alone */
		{"\033[57399u\033[57414u\033[57420u", "0 Enter Down"},
		{"\033[97;69u", "^A"}, /* with Caps Lock */
		{"\033[55296u\033[1114112u\033[99999999999u\033[7u", ""},
		{"\033[97:55296;2u", "A"},
		{"\033[1;1:3A", ""},
		/* modifyOtherKeys */
		{"\033[27;5;97~", "^A"},
		{"\033[27;2;33~", "!"},
		{"\033[27;6;70~", "C-S-f"},
		{"\033[27;5;9~\033[27;2;13~", "C-Tab S-Enter"},
	};

	(void)state;
	ASSERT_ALL(cases);
}

static void the_mouse(void **state)
{
	static const struct expectation cases[] = {
		{"\033[<0;5;3M\033[<0;5;3m", "(press 0 at 2,4) (release 0 at 2,4)"},
		{"\033[<2;300;200M", "(press 2 at 199,299)"},
		{"\033[<32;5;3M", "(drag 0 at 2,4)"},
		{"\033[<35;5;3M", ""},
		{"\033[<64;1;1M\033[<65;1;1M\033[<69;1;1M", "WheelUp WheelDown S-WheelDown"},
		{"\033[<66;1;1M\033[<64;1;1m\033[<128;1;1M\033[<0;0;1M\033[<0;1M", ""},
		{"\033[M !!\033[M#!!", "(press 0 at 0,0) (release 0 at 0,0)"},
		{"\033[M\"$#\033[M#$#", "(press 2 at 2,3) (release 2 at 2,3)"},
		{"\033[M`!!\033[Ma!!", "WheelUp WheelDown"},
		{"\033[M@%#", "(drag 0 at 2,4)"},
		{"\033[32;5;3M\033[35;5;3M\033[96;5;3M",
		 "(press 0 at 2,4) (release 0 at 2,4) WheelUp"},
		{"\033[M !\x03", "^C"},
	};

	(void)state;
	ASSERT_ALL(cases);
}

static void reports(void **state)
{
	static const struct expectation cases[] = {
		{"\033[I\033[O", "(focus) (blur)"},
		{"\033]11;rgb:0000/0000/0000\033\\", "(dark)"},
		{"\033]11;rgb:ffff/ffff/dddd\a", "(light)"},
		{"\033]11;rgb:1e/1e/2e\a", "(dark)"},
		{"\033]11;rgb:f/f/f\a", "(light)"},
		{"\033]11;rgba:ffff/ffff/ffff/ffff\a", "(light)"},
		{"\033]11;#1e1e2e\033\\", "(dark)"},
		{"\033]11;#fff\a", "(light)"},
		{"\033]11;?\a\033]11;rgb:zz/0/0\a\033]11;rgb:\a\033]11;#\a", ""},
		{"\033]10;rgb:0000/0000/0000\a", ""},
		{"\033[12;40R", ""},
	};

	(void)state;
	ASSERT_ALL(cases);
	assert_bytes("\033[12;40R", 8, true, "(cursor 11,39)");
	assert_bytes("\033[1;2R\033[1;2R", 12, true, "(cursor 0,1) S-F3");
	assert_bytes("\033[?3;4R", 7, true, "(cursor 2,3)");
	assert_bytes("ab\033[1;3Rcd", 10, true, "a b (cursor 0,2) c d");
	assert_bytes("\033[0;0R", 6, true, "F3");
}

static void what_is_unknown_is_swallowed_whole(void **state)
{
	static const struct expectation cases[] = {
		{"\033[?62;22c", ""},
		{"\033[>0;276;0c", ""},
		{"\033[?2026;2$y", ""},
		{"\033[?1u", ""},
		{"\033[99~", ""},
		{"\033[201~", ""},
		{"\033[1;2;3A", ""},
		{"\033[1;17A", ""},
		{"\033[E", ""},
		{"\033[[Z", ""},
		{"\033O!", ""},
		{"\033[1;2!p", ""},
		{"\033[1;2;3;4;5;6;7;8;9;10;11;12m", ""},
		{"\033P1$r0m\033\\", ""},
		{"\033P>|XTerm(370)\033\\", ""},
		{"\033_Gi=1;OK\033\\", ""},
		{"\033^private\033\\\033Xstring\033\\", ""},
		{"\033]52;c;aGVsbG8=\a", ""},
		{"\033]0;中文標題\a", ""},
		{"\033Pcancelled\x18", ""},
		{"\033[12\x18", "^X"},
		{"\033[12\033[A", "Up"},
		{"\033Pcut off\033[A", "Up"},
		{"\033[1\xE4\xB8\xAD", "中"},
	};

	(void)state;
	ASSERT_ALL(cases);
}

static void endless_sequences_have_a_bound(void **state)
{
	static const char *const beginnings[] = {"\033[", "\033O", "\033]", "\033P"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct input *in = input_new();
		struct event event;

		input_feed(in, beginnings[i], 2, 0);
		for (int n = 0; n < INPUT_SEQUENCE_MAX; n++)
			input_feed(in, "1", 1, 0);
		assert_false(input_next(in, 0, &event));
		input_feed(in, "q", 1, 0);
		assert_true(input_next(in, 0, &event));
		assert_int_equal(event.key.code, 'q');
		input_free(in);
	}
}

static void pastes(void **state)
{
	static const struct expectation cases[] = {
		{"\033[200~hello\033[201~", "(paste hello)"},
		{"\033[200~\033[201~", "(paste )"},
		{"\033[200~中文\r\nx\ry\nz\033[201~", "(paste 中文\nx\ny\nz)"},
		{"\033[200~a\xFF\xE4\xB8\033\x07\tb\x7F\xC2\x9B\033[201~", "(paste a\tb)"},
		{"\033[200~q\033[20\033[201q\033[201~", "(paste q[20[201q)"},
		{"\033[200~a\033\033[201~", "(paste a)"},
		{"\033[200~a\033[201~\033[200~b\033[201~", "(paste a) (paste b)"},
	};

	(void)state;
	ASSERT_ALL(cases);
	assert_bytes("\033[200~a\0b\033[201~", 15, false, "(paste ab)");
	assert_bytes("\033[200~lost end", 14, false, "(paste lost end)");
}

static void a_long_paste_is_cut(void **state)
{
	struct input *in = input_new();
	size_t len = INPUT_PASTE_MAX + 5000;
	char *bytes = malloc(len);
	struct event event;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'x', len);
	input_feed(in, "\033[200~", 6, 0);
	input_feed(in, bytes, len, 0);
	assert_false(input_next(in, 0, &event));
	input_feed(in, "\033[201~y", 7, 0);
	assert_true(input_next(in, 0, &event));
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_int_equal(input_paste(in)->len, INPUT_PASTE_MAX);
	assert_true(input_next(in, 0, &event));
	assert_int_equal(event.key.code, 'y');
	free(bytes);
	input_free(in);
}

/* What happens at given times: "bytes" at a time, then what is ready at another. */
static void assert_later(const char *bytes, int64_t later, const char *before, const char *after)
{
	struct input *in = input_new();
	struct buffer out;

	buffer_init(&out);
	input_feed(in, bytes, strlen(bytes), 1000);
	drain(in, 1000 + later - 1, &out);
	assert_string_equal(out.data, before);
	buffer_clear(&out);
	drain(in, 1000 + later, &out);
	assert_string_equal(out.data, after);
	buffer_release(&out);
	input_free(in);
}

static void time_makes_keys(void **state)
{
	(void)state;
	assert_later("\033", INPUT_ESCAPE_MS, "", "Esc");
	assert_later("a\033\033", INPUT_ESCAPE_MS, "a", "Esc Esc");
	assert_later("\033[", INPUT_SEQUENCE_MS, "", "M-[");
	assert_later("\033O", INPUT_SEQUENCE_MS, "", "M-O");
	assert_later("\033]", INPUT_SEQUENCE_MS, "", "M-]");
	assert_later("\033P", INPUT_SEQUENCE_MS, "", "M-P");
	assert_later("\033\033[", INPUT_SEQUENCE_MS, "", "Esc M-[");
	assert_later("\033[1;", INPUT_SEQUENCE_MS, "", "");
	assert_later("\033[200~x", INPUT_PASTE_MS, "", "(paste x)");
}

static void the_timeout_says_when(void **state)
{
	struct input *in = input_new();
	struct event event;

	(void)state;
	assert_int_equal(input_timeout(in, 0), -1);
	input_feed(in, "\033", 1, 100);
	assert_int_equal(input_timeout(in, 100), INPUT_ESCAPE_MS);
	assert_int_equal(input_timeout(in, 120), 5);
	assert_int_equal(input_timeout(in, 200), 0);
	assert_true(input_next(in, 125, &event));
	assert_int_equal(event.key.code, KEY_ESCAPE);
	assert_int_equal(input_timeout(in, 125), -1);
	input_feed(in, "\033[1;5", 5, 200);
	assert_int_equal(input_timeout(in, 200), -1); /* nothing will come of it alone */
	input_feed(in, "A", 1, 200);
	assert_int_equal(input_timeout(in, 200), 0);
	input_free(in);
}

/* A string that never ends does not keep the keyboard. */
static void a_string_ends_by_time(void **state)
{
	struct input *in = input_new();
	struct buffer out;

	(void)state;
	buffer_init(&out);
	input_feed(in, "\033Pjunk", 6, 0);
	for (int64_t now = 100; now <= 1200; now += 100)
		input_feed(in, "j", 1, now);
	drain(in, 1200, &out);
	assert_string_equal(out.data, "j j j");
	buffer_release(&out);
	input_free(in);
}

/* A key that comes after a lone ESC's time is a key of its own. */
static void a_late_byte_is_no_alt(void **state)
{
	struct input *in = input_new();
	struct buffer out;

	(void)state;
	buffer_init(&out);
	input_feed(in, "\033", 1, 0);
	input_feed(in, "j", 1, INPUT_ESCAPE_MS);
	drain(in, INPUT_ESCAPE_MS, &out);
	assert_string_equal(out.data, "Esc j");
	buffer_release(&out);
	input_free(in);
}

static void what_was_not_taken_is_freed(void **state)
{
	struct input *in = input_new();

	(void)state;
	input_feed(in, "\033[200~a\033[201~\033[200~b", 20, 0);
	input_free(in);
	input_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters),
		cmocka_unit_test(bytes_that_are_no_utf8),
		cmocka_unit_test(keys_of_terminals),
		cmocka_unit_test(keys_by_code_point),
		cmocka_unit_test(the_mouse),
		cmocka_unit_test(reports),
		cmocka_unit_test(what_is_unknown_is_swallowed_whole),
		cmocka_unit_test(endless_sequences_have_a_bound),
		cmocka_unit_test(pastes),
		cmocka_unit_test(a_long_paste_is_cut),
		cmocka_unit_test(time_makes_keys),
		cmocka_unit_test(the_timeout_says_when),
		cmocka_unit_test(a_string_ends_by_time),
		cmocka_unit_test(a_late_byte_is_no_alt),
		cmocka_unit_test(what_was_not_taken_is_freed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
