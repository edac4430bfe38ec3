/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place/bookmarks.h"

static char nothing[] = "";

static struct anchor anchor_at(uint64_t offset)
{
	return (struct anchor){offset, 0, nothing, nothing, nothing, nothing};
}

static char *add(struct bookmarks *b, char letter, const char *name, uint64_t pos, int64_t now)
{
	static char id[17];
	struct anchor a = anchor_at(pos);

	memcpy(id, bookmarks_add(b, letter, name, "", &a, pos, now)->id, sizeof(id));
	return id;
}

static void order_and_finding(void **state)
{
	struct bookmarks *b = bookmarks_new();

	(void)state;
	(void)add(b, 0, "third", 300, 1);
	(void)add(b, 'a', "first", 100, 2);
	(void)add(b, 0, "two\nlines", 200, 3);
	assert_int_equal(bookmarks_count(b), 3);
	assert_string_equal(bookmarks_at(b, 0)->name, "first");
	assert_string_equal(bookmarks_at(b, 1)->name, "two lines");
	assert_string_equal(bookmarks_at(b, 2)->name, "third");
	assert_ptr_equal(bookmarks_find_letter(b, 'a'), bookmarks_at(b, 0));
	assert_null(bookmarks_find_letter(b, 'A'));
	assert_null(bookmarks_find_letter(b, 0));
	assert_ptr_equal(bookmarks_find_name(b, "third"), bookmarks_at(b, 2));
	assert_int_equal(strlen(bookmarks_at(b, 0)->id), 16);
	assert_string_not_equal(bookmarks_at(b, 0)->id, bookmarks_at(b, 1)->id);
	assert_true(bookmarks_changed(b));
	bookmarks_saved(b);
	assert_false(bookmarks_changed(b));
	bookmarks_free(b);
}

static void several_at_one_place(void **state)
{
	struct bookmarks *b = bookmarks_new();

	(void)state;
	(void)add(b, 0, "x", 5, 1);
	(void)add(b, 0, "y", 5, 2);
	assert_int_equal(bookmarks_count(b), 2);
	assert_string_equal(bookmarks_at(b, 1)->name, "y");
	bookmarks_free(b);
}

static void deleting_leaves_a_tombstone(void **state)
{
	struct bookmarks *b = bookmarks_new();
	char *id = add(b, 0, "x", 5, 10);

	(void)state;
	assert_true(bookmarks_delete(b, id, 5));
	assert_false(bookmarks_delete(b, id, 20));
	assert_false(bookmarks_edit(b, id, "y", NULL, 20));
	assert_int_equal(bookmarks_count(b), 0);
	assert_int_equal(bookmarks_all(b), 1);
	assert_true(bookmarks_any(b, 0)->deleted);
	/* Later than the creation although the clock went back. */
	assert_true(bookmarks_any(b, 0)->changed > 10);
	bookmarks_free(b);
}

static void a_letter_moves_and_comes_back(void **state)
{
	struct bookmarks *b = bookmarks_new();

	(void)state;
	(void)add(b, 'a', "old", 5, 1);
	(void)add(b, 'a', "new", 9, 2);
	assert_int_equal(bookmarks_count(b), 1);
	assert_string_equal(bookmarks_find_letter(b, 'a')->name, "new");
	assert_true(bookmarks_undo(b, 3));
	assert_int_equal(bookmarks_count(b), 1);
	assert_string_equal(bookmarks_find_letter(b, 'a')->name, "old");
	assert_true(bookmarks_undo(b, 4));
	assert_int_equal(bookmarks_count(b), 0);
	assert_false(bookmarks_undo(b, 5));
	bookmarks_free(b);
}

static void edits_are_undone_in_turn(void **state)
{
	struct bookmarks *b = bookmarks_new();
	char *id = add(b, 0, "one", 5, 1);

	(void)state;
	assert_true(bookmarks_edit(b, id, "two", NULL, 2));
	assert_true(bookmarks_edit(b, id, NULL, "note\nof lines", 3));
	assert_true(bookmarks_delete(b, id, 4));
	assert_true(bookmarks_undo(b, 5));
	assert_string_equal(bookmarks_at(b, 0)->note, "note\nof lines");
	assert_true(bookmarks_undo(b, 6));
	assert_string_equal(bookmarks_at(b, 0)->note, "");
	assert_string_equal(bookmarks_at(b, 0)->name, "two");
	assert_true(bookmarks_undo(b, 7));
	assert_string_equal(bookmarks_at(b, 0)->name, "one");
	/* What was taken back is later than what it takes back, for merging. */
	assert_true(bookmarks_at(b, 0)->changed >= 7);
	bookmarks_free(b);
}

static void the_later_change_wins(void **state)
{
	struct bookmarks *b = bookmarks_new(), *c = bookmarks_new();
	char *id = add(b, 0, "one", 5, 1);

	(void)state;
	assert_true(bookmarks_merge(c, bookmarks_any(b, 0)));
	assert_false(bookmarks_merge(c, bookmarks_any(b, 0)));
	assert_true(bookmarks_edit(b, id, "b's", NULL, 10));
	assert_true(bookmarks_edit(c, id, "c's", NULL, 20));
	assert_false(bookmarks_merge(c, bookmarks_any(b, 0)));
	assert_true(bookmarks_merge(b, bookmarks_any(c, 0)));
	assert_string_equal(bookmarks_at(b, 0)->name, "c's");
	assert_true(bookmarks_delete(b, id, 30));
	assert_true(bookmarks_merge(c, bookmarks_any(b, 0)));
	assert_int_equal(bookmarks_count(c), 0);
	bookmarks_free(b);
	bookmarks_free(c);
}

static void bookmarks_follow_the_text(void **state)
{
	static const char old[] =
		"第一段说的是天气很好。\n第二段说的是收成也好。\n第三段说的是谢谢大家。\n";
	static const char new[] = "新的开头在这里。\n第一段说的是天气很好。\n第二段说的是收成也好。"
				  "\n第三段说的是谢谢大家。\n";
	struct text *before = text_new(source_of_bytes(old, strlen(old)));
	struct text *after = text_new(source_of_bytes(new, strlen(new)));
	struct bookmarks *b = bookmarks_new();
	uint64_t shift = strlen(new) - strlen(old);

	(void)state;
	for (const char *p = old; (p = strstr(p, "第")) != NULL; p += 3) {
		struct anchor a;

		anchor_make(&a, before, NULL, (uint64_t)(p - old));
		bookmarks_add(b, 0, "x", "", &a, (uint64_t)(p - old), 1);
		anchor_release(&a);
	}
	bookmarks_saved(b);
	bookmarks_resolve(b, before, NULL);
	assert_false(bookmarks_changed(b));
	bookmarks_resolve(b, after, NULL);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(bookmarks_at(b, i)->verdict, VERDICT_MOVED);
		assert_true(bookmarks_at(b, i)->pos ==
			    shift + i * strlen("第一段说的是天气很好。\n"));
	}
	assert_true(bookmarks_changed(b));
	bookmarks_resolve(b, after, NULL);
	assert_int_equal(bookmarks_at(b, 2)->verdict, VERDICT_EXACT);
	bookmarks_free(b);
	text_free(before);
	text_free(after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_and_finding),
		cmocka_unit_test(several_at_one_place),
		cmocka_unit_test(deleting_leaves_a_tombstone),
		cmocka_unit_test(a_letter_moves_and_comes_back),
		cmocka_unit_test(edits_are_undone_in_turn),
		cmocka_unit_test(the_later_change_wins),
		cmocka_unit_test(bookmarks_follow_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
