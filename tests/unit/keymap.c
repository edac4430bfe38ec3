/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "view/keymap.h"

static enum keymap_result find(const struct keymap *map, enum command_context context,
			       const char *word, enum command_id *id)
{
	struct key keys[KEY_SEQUENCE_MAX];
	size_t n = key_parse_sequence(word, strlen(word), keys);

	assert_true(n > 0);
	return keymap_find(map, context, keys, n, id);
}

static void assert_command(const struct keymap *map, enum command_context context, const char *word,
			   enum command_id expected)
{
	enum command_id id = COMMAND_COUNT;

	assert_int_equal(find(map, context, word, &id), KEYMAP_COMMAND);
	assert_string_equal(command_row(id)->name, command_row(expected)->name);
}

static enum keymap_result result_of(const struct keymap *map, enum command_context context,
				    const char *word)
{
	enum command_id id;

	return find(map, context, word, &id);
}

static void set(struct keymap *map, const char *command, const char *keys)
{
	struct cause cause = CAUSE_NONE;

	assert_true(keymap_set(map, command, keys, &cause));
	assert_null(cause.text);
}

static void refuse(struct keymap *map, const char *command, const char *keys, const char *said)
{
	struct cause cause = CAUSE_NONE;

	assert_false(keymap_set(map, command, keys, &cause));
	assert_non_null(strstr(cause_text(&cause), said));
	cause_release(&cause);
}

/* No default key is lost to another command, or could not be typed. */
static void every_default_key_finds_its_command(void **state)
{
	struct keymap *map = keymap_new();

	(void)state;
	for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
		char keys[200];

		assert_true(strlen(command_row(id)->keys) < sizeof(keys));
		memcpy(keys, command_row(id)->keys, strlen(command_row(id)->keys) + 1);
		for (char *rest, *word = strtok_r(keys, " ", &rest); word != NULL;
		     word = strtok_r(NULL, " ", &rest))
			assert_command(map, command_row(id)->context, word, id);
		assert_true(strlen(command_row(id)->help) > 0);
	}
	keymap_free(map);
}

static void names_of_commands_are_unique(void **state)
{
	(void)state;
	for (enum command_id a = 0; a < COMMAND_COUNT; a++)
		for (enum command_id b = 0; b < a; b++)
			assert_string_not_equal(command_row(a)->name, command_row(b)->name);
}

static void beginnings_wait_for_more(void **state)
{
	struct keymap *map = keymap_new();

	(void)state;
	assert_int_equal(result_of(map, CONTEXT_TEXT, "z"), KEYMAP_PREFIX);
	assert_int_equal(result_of(map, CONTEXT_TEXT, ":"), KEYMAP_PREFIX);
	assert_int_equal(result_of(map, CONTEXT_TEXT, "zy"), KEYMAP_NONE);
	assert_int_equal(result_of(map, CONTEXT_TEXT, "x"), KEYMAP_NONE);
	assert_int_equal(result_of(map, CONTEXT_TEXT, "jj"), KEYMAP_NONE);
	keymap_free(map);
}

static void the_pane_falls_back_to_the_text(void **state)
{
	struct keymap *map = keymap_new();

	(void)state;
	assert_command(map, CONTEXT_PANE, "j", CMD_pane_down);
	assert_command(map, CONTEXT_PANE, "za", CMD_pane_toggle);
	assert_command(map, CONTEXT_PANE, "zM", CMD_fold_text);
	assert_command(map, CONTEXT_PANE, "n", CMD_next_hit);
	assert_int_equal(result_of(map, CONTEXT_LIST, "n"), KEYMAP_NONE);
	assert_command(map, CONTEXT_LIST, "d", CMD_list_delete);
	keymap_free(map);
}

static void a_key_is_taken_from_another_command(void **state)
{
	struct keymap *map = keymap_new();
	struct buffer keys;

	(void)state;
	buffer_init(&keys);
	set(map, "next-heading", "], n");
	assert_command(map, CONTEXT_TEXT, "n", CMD_next_heading);
	keymap_describe(map, CMD_next_heading, &keys);
	assert_string_equal(keys.data, "] n");
	buffer_clear(&keys);
	keymap_describe(map, CMD_next_hit, &keys);
	assert_string_equal(keys.data, "");
	/* Swapping two keys works in either order. */
	set(map, "next-hit", "]");
	set(map, "next-heading", "n");
	assert_command(map, CONTEXT_TEXT, "]", CMD_next_hit);
	assert_command(map, CONTEXT_TEXT, "n", CMD_next_heading);
	/* Another context keeps its own. */
	set(map, "line-down", "d");
	assert_command(map, CONTEXT_LIST, "d", CMD_list_delete);
	buffer_release(&keys);
	keymap_free(map);
}

static void the_newest_of_a_sequence_and_its_beginning_stays(void **state)
{
	struct keymap *map = keymap_new();

	(void)state;
	set(map, "first-line", "gg");
	assert_int_equal(result_of(map, CONTEXT_TEXT, "g"), KEYMAP_PREFIX);
	assert_command(map, CONTEXT_TEXT, "gg", CMD_first_line);
	set(map, "quit", "z");
	assert_command(map, CONTEXT_TEXT, "z", CMD_quit);
	assert_int_equal(result_of(map, CONTEXT_TEXT, "zM"), KEYMAP_NONE);
	keymap_free(map);
}

static void commands_can_have_no_key(void **state)
{
	struct keymap *map = keymap_new();

	(void)state;
	set(map, "suspend", "none");
	assert_int_equal(result_of(map, CONTEXT_TEXT, "^Z"), KEYMAP_NONE);
	set(map, "quit", "");
	assert_int_equal(result_of(map, CONTEXT_TEXT, "q"), KEYMAP_NONE);
	keymap_free(map);
}

static void wrong_words_are_named_and_change_nothing(void **state)
{
	struct keymap *map = keymap_new();

	(void)state;
	refuse(map, "next-headng", "n", "did you mean next-heading?");
	refuse(map, "frobnicate", "n", "no such command");
	refuse(map, "quit", "x, space", "'space' is no key");
	refuse(map, "quit", "z za", "never be typed");
	assert_command(map, CONTEXT_TEXT, "q", CMD_quit);
	assert_command(map, CONTEXT_TEXT, "za", CMD_fold_toggle);
	keymap_free(map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_default_key_finds_its_command),
		cmocka_unit_test(names_of_commands_are_unique),
		cmocka_unit_test(beginnings_wait_for_more),
		cmocka_unit_test(the_pane_falls_back_to_the_text),
		cmocka_unit_test(a_key_is_taken_from_another_command),
		cmocka_unit_test(the_newest_of_a_sequence_and_its_beginning_stays),
		cmocka_unit_test(commands_can_have_no_key),
		cmocka_unit_test(wrong_words_are_named_and_change_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
