/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "view/theme.h"

static bool same(struct style a, struct style b)
{
	return a.flags == b.flags && a.foreground == b.foreground && a.background == b.background;
}

static void what_must_differ_differs_everywhere(void **state)
{
	static const int colours[] = {0, 8, 16, 256};

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		struct theme t;
		const struct style *s = t.styles;

		theme_init(&t, colours[i / 2], i % 2 != 0);
		assert_false(same(s[ROLE_HIT], s[ROLE_HIT_CURRENT]));
		assert_false(same(s[ROLE_HIT], s[ROLE_TEXT]));
		assert_false(same(s[ROLE_SELECTED], s[ROLE_PANE_HERE]));
		assert_false(same(s[ROLE_PANE_HERE], s[ROLE_PANE]));
		assert_false(same(s[ROLE_STICKY], s[ROLE_TEXT]));
		assert_true((s[ROLE_HEADING].flags & STYLE_BOLD) != 0);
		assert_true((s[ROLE_READING].flags & STYLE_DIM) != 0);
		assert_true((s[ROLE_STATUS].flags & STYLE_REVERSE) != 0);
		for (enum role role = 0; role < ROLE_COUNT; role++) {
			assert_true(s[role].foreground < colours[i / 2]);
			assert_true(s[role].background < colours[i / 2]);
		}
	}
}

static void names_of_roles_are_unique(void **state)
{
	(void)state;
	for (enum role a = 0; a < ROLE_COUNT; a++)
		for (enum role b = 0; b < a; b++)
			assert_string_not_equal(role_name(a), role_name(b));
}

static void set(struct theme *t, const char *role, const char *description)
{
	assert_true(theme_set(t, role, description, NULL));
}

static void descriptions_are_read(void **state)
{
	struct theme t;

	(void)state;
	theme_init(&t, 256, true);
	set(&t, "heading", "bold bright-red on 17");
	assert_true(same(t.styles[ROLE_HEADING], (struct style){STYLE_BOLD, 9, 17}));
	set(&t, "heading", "none");
	assert_true(same(t.styles[ROLE_HEADING], (struct style){0, -1, -1}));
	set(&t, "hit-current", "on yellow underline, italic strike dim reverse");
	assert_true(same(t.styles[ROLE_HIT_CURRENT],
			 (struct style){STYLE_UNDERLINE | STYLE_ITALIC | STYLE_STRIKE | STYLE_DIM |
						STYLE_REVERSE,
					-1, 3}));
	set(&t, "text", "default on default");
	assert_true(same(t.styles[ROLE_TEXT], (struct style){0, -1, -1}));
}

static void wrong_descriptions_are_refused(void **state)
{
	static const char *const wrong[] = {"",        "  ",      "256",     "-1",
					    "purple",  "bold on", "on bold", "red+",
					    "1234567", "0x1",     "RED"};
	struct cause cause = CAUSE_NONE;
	struct theme t, before;

	(void)state;
	theme_init(&t, 256, true);
	before = t;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_false(theme_set(&t, "heading", wrong[i], &cause));
		assert_non_null(strstr(cause_text(&cause), "heading: accepts"));
		assert_true(same(t.styles[ROLE_HEADING], before.styles[ROLE_HEADING]));
	}
	assert_false(theme_set(&t, "haeding", "red", &cause));
	assert_non_null(strstr(cause_text(&cause), "did you mean heading?"));
	cause_release(&cause);
}

static void colours_are_brought_down(void **state)
{
	struct theme t;

	(void)state;
	theme_init(&t, 8, true);
	set(&t, "heading", "bright-red");
	assert_int_equal(t.styles[ROLE_HEADING].foreground, 1);
	set(&t, "heading", "196 on 21"); /* pure red, pure blue */
	assert_int_equal(t.styles[ROLE_HEADING].foreground, 1);
	assert_int_equal(t.styles[ROLE_HEADING].background, 4);
	set(&t, "heading", "231 on 16"); /* white, black */
	assert_int_equal(t.styles[ROLE_HEADING].foreground, 7);
	assert_int_equal(t.styles[ROLE_HEADING].background, 0);
}

static void adapting_keeps_what_was_chosen(void **state)
{
	struct theme t, fresh;

	(void)state;
	theme_init(&t, 256, true);
	set(&t, "hit", "white on 196");
	set(&t, "title", "italic 100");
	theme_adapt(&t, 0, false);
	theme_init(&fresh, 0, false);
	/* Nothing but colours was said of hits: without colours they must not go unseen. */
	assert_true(same(t.styles[ROLE_HIT], fresh.styles[ROLE_HIT]));
	assert_true(same(t.styles[ROLE_TITLE], (struct style){STYLE_ITALIC, -1, -1}));
	theme_adapt(&t, 256, false);
	theme_init(&fresh, 256, false);
	assert_true(same(t.styles[ROLE_HIT], (struct style){0, 7, 196}));
	assert_true(same(t.styles[ROLE_HEADING], fresh.styles[ROLE_HEADING]));
}

static void the_background_is_found_out(void **state)
{
	static const struct {
		const char *value;
		bool dark;
	} cases[] = {{"15;0", true}, {"0;15", false}, {"0;default;15", false},
		     {"0;7", false}, {"7;8", true},   {"15;default", true},
		     {"", true},     {"3;", true}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		setenv("COLORFGBG", cases[i].value, 1);
		assert_int_equal(theme_is_dark(0), cases[i].dark);
		assert_true(theme_is_dark(1));
		assert_false(theme_is_dark(2));
	}
	unsetenv("COLORFGBG");
	assert_true(theme_is_dark(0));
}

static void styles_lie_over_one_another(void **state)
{
	struct style below = {STYLE_BOLD, 1, 2};

	(void)state;
	assert_true(same(style_over(below, (struct style){STYLE_DIM, -1, 5}),
			 (struct style){STYLE_BOLD | STYLE_DIM, 1, 5}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_must_differ_differs_everywhere),
		cmocka_unit_test(names_of_roles_are_unique),
		cmocka_unit_test(descriptions_are_read),
		cmocka_unit_test(wrong_descriptions_are_refused),
		cmocka_unit_test(colours_are_brought_down),
		cmocka_unit_test(adapting_keeps_what_was_chosen),
		cmocka_unit_test(the_background_is_found_out),
		cmocka_unit_test(styles_lie_over_one_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
