/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "outline/indexer.h"
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

static const char story[] = "第一段说的是天气很好。\n第二段说的是收成也好。大家都很高兴。\n"
			    "第三段说的是谢谢大家。\n";

static uint64_t at(const char *text, const char *words)
{
	return (uint64_t)(strstr(text, words) - text);
}

/* A highlight of the second sentence's words. */
static const struct bookmark *highlight(struct bookmarks *b, struct text *text)
{
	struct anchor begin, end;
	const struct bookmark *m;

	anchor_make(&begin, text, NULL, at(story, "收成"));
	anchor_make(&end, text, NULL, at(story, "大家都"));
	m = bookmarks_add_highlight(b,
				    &(struct highlight){.name = "harvest",
							.note = "",
							.colour = 2,
							.begin = &begin,
							.end = &end,
							.pos = at(story, "收成"),
							.end_pos = at(story, "大家都")},
				    1);
	anchor_release(&begin);
	anchor_release(&end);
	return m;
}

static void count_lines(struct text *text)
{
	struct indexer *ix = indexer_start(text_source(text), NULL, NULL, NULL);
	struct outline *outline = NULL;

	assert_true(indexer_wait(ix));
	indexer_update(ix, text, &outline);
	outline_free(outline);
	indexer_free(ix);
}

static struct bookmark in_edited(const char *edited, char *how, size_t size)
{
	struct text *before = text_new(source_of_bytes(story, strlen(story)));
	struct text *after = text_new(source_of_bytes(edited, strlen(edited)));
	struct bookmarks *b = bookmarks_new();
	struct bookmark m;
	struct buffer out;

	buffer_init(&out);
	count_lines(before);
	count_lines(after);
	highlight(b, before);
	bookmarks_resolve(b, after, NULL);
	m = *bookmarks_at(b, 0);
	bookmark_describe(&m, &out);
	snprintf(how, size, "%s", out.data);
	buffer_release(&out);
	bookmarks_free(b);
	text_free(before);
	text_free(after);
	return m;
}

static void highlights_keep_their_ends(void **state)
{
	static const char longer[] =
		"开头。\n又一行。\n第一段说的是天气很好。\n第二段说的是收成也好"
		"。大家都很高兴。\n第三段说的是谢谢大家。\n";
	static const char inside[] = "第一段说的是天气很好。\n第二段说的是收成真的一年比一年好。"
				     "大家都很高兴。\n第三段说的是谢谢大家。\n";
	static const char cut[] = "第一段说的是天气很好。\n第二段说的是收成也好";
	struct bookmark m;
	char how[64];

	(void)state;
	m = in_edited(story, how, sizeof(how));
	assert_true(m.pos == at(story, "收成") && m.end_pos == at(story, "大家都"));
	assert_string_equal(how, "");
	m = in_edited(longer, how, sizeof(how));
	assert_true(m.pos == at(longer, "收成") && m.end_pos == at(longer, "大家都"));
	assert_string_equal(how, "moved 2 lines down");
	m = in_edited(inside, how, sizeof(how));
	assert_true(m.pos == at(inside, "收成") && m.end_pos == at(inside, "大家都"));
	assert_int_equal(m.verdict, VERDICT_APPROXIMATE);
	assert_int_equal(strncmp(how, "approximate, ", 13), 0);
	assert_in_range(m.likeness, 50, 99);
	/* Its end is gone with what stood there: it reaches no further than the text. */
	m = in_edited(cut, how, sizeof(how));
	assert_true(m.pos == at(cut, "收成") && m.end_pos <= strlen(cut));
}

static void highlights_are_painted_and_undone(void **state)
{
	struct text *text = text_new(source_of_bytes(story, strlen(story)));
	struct bookmarks *b = bookmarks_new();
	char id[17];

	(void)state;
	memcpy(id, highlight(b, text)->id, sizeof(id));
	assert_int_equal(bookmarks_find_id(b, id)->colour, 2);
	assert_true(bookmarks_paint(b, id, 4, 2));
	assert_int_equal(bookmarks_find_id(b, id)->colour, 4);
	assert_true(bookmarks_undo(b, 3));
	assert_int_equal(bookmarks_find_id(b, id)->colour, 2);
	assert_true(bookmarks_find_id(b, id)->is_range);
	assert_true(bookmarks_undo(b, 4));
	assert_int_equal(bookmarks_count(b), 0);
	assert_false(bookmarks_paint(b, id, 1, 5));
	bookmarks_free(b);
	text_free(text);
}

/* A text that is long has few bookmarks looked for at a time, and no other outcome. */
static void lost_ones_are_sought_bit_by_bit(void **state)
{
	static const char other[] = "Nothing of what was there before is in this text.\n";
	struct text *text = text_new(source_of_bytes(story, strlen(story)));
	struct text *after = text_new(source_of_bytes(other, strlen(other)));
	struct anchor_view view = {after, NULL};
	struct bookmarks *b = bookmarks_new();
	unsigned calls = 0;

	(void)state;
	for (int i = 0; i < 5; i++)
		highlight(b, text);
	assert_false(bookmarks_are_sought(b));
	bookmarks_seek(b);
	assert_true(bookmarks_are_sought(b));
	while (!bookmarks_resolve_some(b, &view, strlen(other)))
		calls++;
	assert_int_equal(calls, 4);
	assert_false(bookmarks_are_sought(b));
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(bookmarks_at(b, i)->verdict, VERDICT_LOST);
	bookmarks_free(b);
	text_free(text);
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
		cmocka_unit_test(highlights_keep_their_ends),
		cmocka_unit_test(highlights_are_painted_and_undone),
		cmocka_unit_test(lost_ones_are_sought_bit_by_bit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
