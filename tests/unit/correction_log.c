/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "place/correction_log.h"

static const char words[] = "第一章 总则\n\n这里是总则的内容，说明目的和依据。\n\n"
			    "第二章 分则\n\n这里是分则的内容，说明具体的办法。\n";

static struct text *text_of(const char *bytes)
{
	return text_new(source_of_bytes(bytes, strlen(bytes)));
}

static void add(struct correction_log *log, struct text *text, enum correction_kind kind,
		uint64_t pos)
{
	struct correction_step step = {kind, kind == CORRECTION_RENAME ? "新\t题" : "", pos};
	struct anchor anchor;

	anchor_make(&anchor, text, NULL, pos);
	correction_log_add(log, &step, &anchor, 100);
	anchor_release(&anchor);
}

static uint64_t second(void)
{
	return (uint64_t)(strstr(words, "第二章") - words);
}

/* A copy as it comes from a file: not found in the text yet. */
static struct correction_log *reloaded(const struct correction_log *log)
{
	struct correction_log *copy = correction_log_new();

	for (size_t i = correction_log_count(log); i-- > 0;) {
		struct logged_correction c = *correction_log_at(log, i);

		c.settled = false;
		assert_true(correction_log_merge(copy, &c));
		assert_false(correction_log_merge(copy, &c));
	}
	return copy;
}

static void steps_keep_their_order(void **state)
{
	struct correction_log *log = correction_log_new(), *copy;
	struct text *text = text_of(words);

	(void)state;
	/* a clock that stands still does not matter, nor the order in the file */
	add(log, text, CORRECTION_RENAME, 0);
	add(log, text, CORRECTION_REMOVE, 0);
	add(log, text, CORRECTION_ADD, second());
	copy = reloaded(log);
	assert_int_equal(correction_log_at(copy, 0)->kind, CORRECTION_RENAME);
	assert_string_equal(correction_log_at(copy, 0)->title, "新 题");
	assert_int_equal(correction_log_at(copy, 1)->kind, CORRECTION_REMOVE);
	assert_int_equal(correction_log_at(copy, 2)->kind, CORRECTION_ADD);
	correction_log_free(copy);
	correction_log_free(log);
	text_free(text);
}

static void steps_are_undone_and_made_again(void **state)
{
	struct correction_log *log = correction_log_new();
	struct text *text = text_of(words);

	(void)state;
	assert_false(correction_log_undo(log, 1));
	assert_null(correction_log_last(log));
	add(log, text, CORRECTION_REMOVE, 0);
	add(log, text, CORRECTION_ADD, second());
	assert_true(correction_log_undo(log, 1));
	assert_int_equal(correction_log_last(log)->kind, CORRECTION_REMOVE);
	assert_true(correction_log_undo(log, 1));
	assert_false(correction_log_undo(log, 1));
	assert_true(correction_log_redo(log, 1));
	assert_int_equal(correction_log_last(log)->kind, CORRECTION_REMOVE);
	/* a new step ends what can be made again */
	add(log, text, CORRECTION_PROMOTE, 0);
	assert_null(correction_log_undone(log));
	assert_false(correction_log_redo(log, 1));
	assert_int_equal(correction_log_count(log), 3);
	assert_true(correction_log_changed(log));
	correction_log_saved(log);
	assert_false(correction_log_changed(log));
	correction_log_free(log);
	text_free(text);
}

static void the_later_change_wins(void **state)
{
	struct correction_log *mine = correction_log_new(), *other;
	struct text *text = text_of(words);

	(void)state;
	add(mine, text, CORRECTION_RENAME, 0);
	other = reloaded(mine);
	assert_true(correction_log_undo(other, 200));
	assert_true(correction_log_merge(mine, correction_log_at(other, 0)));
	assert_null(correction_log_last(mine));
	assert_true(correction_log_redo(other, 150));
	assert_true(correction_log_merge(mine, correction_log_at(other, 0)));
	assert_non_null(correction_log_last(mine));
	correction_log_free(mine);
	correction_log_free(other);
	text_free(text);
}

/* While the text is scanned: what the outline has reached, and only if it is sure. */
static void places_are_found_as_the_scan_gets_there(void **state)
{
	struct correction_log *log = correction_log_new(), *copy;
	struct text *text = text_of(words), *edited = text_of("前言\n\n完全不同的话。\n");
	struct outline *o = outline_new();

	(void)state;
	add(log, text, CORRECTION_REMOVE, 0);
	add(log, text, CORRECTION_PROMOTE, second());
	copy = reloaded(log);
	o->end = second();
	correction_log_resolve(copy, text, o);
	assert_true(correction_log_at(copy, 0)->settled);
	assert_false(correction_log_at(copy, 1)->settled);
	o->end = strlen(words);
	correction_log_resolve(copy, text, o);
	assert_true(correction_log_at(copy, 1)->settled);
	assert_int_equal(correction_log_at(copy, 1)->pos, second());
	correction_log_free(copy);
	copy = reloaded(log);
	correction_log_resolve(copy, edited, o);
	assert_false(correction_log_at(copy, 0)->settled);
	o->complete = true;
	correction_log_resolve(copy, edited, o);
	assert_true(correction_log_at(copy, 0)->settled);
	assert_int_equal(correction_log_at(copy, 0)->verdict, VERDICT_LOST);
	assert_int_equal(correction_log_count(copy), 2);
	correction_log_free(copy);
	correction_log_free(log);
	outline_free(o);
	text_free(text);
	text_free(edited);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_keep_their_order),
		cmocka_unit_test(steps_are_undone_and_made_again),
		cmocka_unit_test(the_later_change_wins),
		cmocka_unit_test(places_are_found_as_the_scan_gets_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
