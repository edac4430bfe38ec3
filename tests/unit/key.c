/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "view/key.h"

static struct key key(uint32_t code, unsigned modifiers)
{
	return (struct key){code, (uint8_t)modifiers};
}

static void assert_reads(const char *name, uint32_t code, unsigned modifiers)
{
	const char *text = name;
	struct key read;

	assert_true(key_parse(&text, &read));
	assert_int_equal(*text, '\0');
	assert_int_equal(read.code, code);
	assert_int_equal(read.modifiers, modifiers);
}

static void names_are_read(void **state)
{
	(void)state;
	assert_reads("j", 'j', 0);
	assert_reads("G", 'G', 0);
	assert_reads("<", '<', 0);
	assert_reads("-", '-', 0);
	assert_reads("^", '^', 0);
	assert_reads("^F", 'f', KEY_CONTROL);
	assert_reads("^f", 'f', KEY_CONTROL);
	assert_reads("C-f", 'f', KEY_CONTROL);
	assert_reads("M-<", '<', KEY_ALT);
	assert_reads("M-^F", 'f', KEY_ALT | KEY_CONTROL);
	assert_reads("M--", '-', KEY_ALT);
	assert_reads("S-Tab", KEY_TAB, KEY_SHIFT);
	assert_reads("M-Left", KEY_LEFT, KEY_ALT);
	assert_reads("M-C-S-Left", KEY_LEFT, KEY_ALT | KEY_CONTROL | KEY_SHIFT);
	assert_reads("Space", ' ', 0);
	assert_reads("^@", ' ', KEY_CONTROL);
	assert_reads("C-Space", ' ', KEY_CONTROL);
	assert_reads("F12", KEY_F1 + 11, 0);
	assert_reads("PageDown", KEY_PAGE_DOWN, 0);
	assert_reads("U+3000", 0x3000, 0);
	assert_reads("あ", 0x3042, 0);
}

/* One byte on the terminal, one key. */
static void control_forms_of_keys_are_those_keys(void **state)
{
	(void)state;
	assert_reads("^I", KEY_TAB, 0);
	assert_reads("^M", KEY_ENTER, 0);
	assert_reads("^J", KEY_ENTER, 0);
	assert_reads("^[", KEY_ESCAPE, 0);
	assert_reads("^H", KEY_BACKSPACE, 0);
	assert_reads("^?", KEY_BACKSPACE, 0);
}

static void assert_sequence(const char *word, size_t n, const struct key *expected)
{
	struct key keys[KEY_SEQUENCE_MAX];

	assert_int_equal(key_parse_sequence(word, strlen(word), keys), n);
	for (size_t i = 0; i < n; i++)
		assert_true(key_equal(keys[i], expected[i]));
}

static void sequences_are_read(void **state)
{
	(void)state;
	assert_sequence("za", 2, (struct key[]){key('z', 0), key('a', 0)});
	assert_sequence("<Esc>u", 2, (struct key[]){key(KEY_ESCAPE, 0), key('u', 0)});
	assert_sequence("z<Left>", 2, (struct key[]){key('z', 0), key(KEY_LEFT, 0)});
	assert_sequence("^Wj", 2, (struct key[]){key('w', KEY_CONTROL), key('j', 0)});
	assert_sequence("z<", 2, (struct key[]){key('z', 0), key('<', 0)});
	assert_sequence("<<>>", 2, (struct key[]){key('<', 0), key('>', 0)});
	assert_sequence("-S", 2, (struct key[]){key('-', 0), key('S', 0)});
}

static void what_is_no_key_is_refused(void **state)
{
	static const char *const words[] = {"", "up", "SPACE", "abcde", "\xff", "a\x07", "U+D800"};
	struct key keys[KEY_SEQUENCE_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(key_parse_sequence(words[i], strlen(words[i]), keys), 0);
}

static void parsing_stops_at_the_end(void **state)
{
	const char *text = "Down zM ";
	struct key read;

	(void)state;
	assert_true(key_parse(&text, &read));
	assert_int_equal(read.code, KEY_DOWN);
	assert_false(key_parse(&text, &read));
	assert_int_equal(*text, ' ');
	text++;
	assert_true(key_parse(&text, &read));
	assert_int_equal(read.code, 'z');
	assert_true(key_parse(&text, &read));
	assert_int_equal(read.code, 'M');
	assert_false(key_parse(&text, &read));
}

static void assert_round_trip(const struct key *keys, size_t n)
{
	struct key read[KEY_SEQUENCE_MAX];
	struct buffer name;

	buffer_init(&name);
	key_write_sequence(keys, n, &name);
	assert_null(strpbrk(name.data, " ,\t\n"));
	assert_int_equal(key_parse_sequence(name.data, name.len, read), n);
	for (size_t i = 0; i < n; i++)
		assert_true(key_equal(read[i], keys[i]));
	buffer_release(&name);
}

static size_t all_keys(struct key *keys)
{
	static const uint32_t others[] = {0xA0, 0xE9, 0x3000, 0x4E2D, 0x202E, 0x1F600, 0x10FFFF};
	size_t n = 0;

	for (unsigned m = 0; m < 8; m++) {
		for (uint32_t c = 0x20; c < 0x7F; c++)
			keys[n++] = key_normal(c, m);
		for (uint32_t c = KEY_FIRST_NAMED; c < KEY_F1 + 12; c++)
			keys[n++] = key_normal(c, m);
		for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
			keys[n++] = key_normal(others[i], m);
	}
	return n;
}

static void every_name_round_trips(void **state)
{
	struct key keys[8 * 160];
	size_t n = all_keys(keys);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct key with_letter[2][2] = {{keys[i], key('p', 0)}, {key('U', 0), keys[i]}};

		assert_round_trip(&keys[i], 1);
		assert_round_trip(with_letter[0], 2);
		assert_round_trip(with_letter[1], 2);
	}
}

static void sequences_round_trip(void **state)
{
	static const char letters[] = "UpMSC-<>^xF1,TabEndsc+0";
	uint32_t random = 12345;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct key keys[KEY_SEQUENCE_MAX];
		size_t n;

		random = random * 1103515245 + 12345;
		n = 1 + (random >> 16) % KEY_SEQUENCE_MAX;
		for (size_t i = 0; i < n; i++) {
			random = random * 1103515245 + 12345;
			keys[i] = key(
				(unsigned char)letters[(random >> 16) % (sizeof(letters) - 1)], 0);
		}
		assert_round_trip(keys, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read),
		cmocka_unit_test(control_forms_of_keys_are_those_keys),
		cmocka_unit_test(sequences_are_read),
		cmocka_unit_test(what_is_no_key_is_refused),
		cmocka_unit_test(parsing_stops_at_the_end),
		cmocka_unit_test(every_name_round_trips),
		cmocka_unit_test(sequences_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
