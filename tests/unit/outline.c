/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "outline/outline.h"

/* 0 title; 1 (2 (3 point) 4) 5 */
static struct outline *tree(void)
{
	static const struct {
		unsigned offset, level, depth, parent, next, flags;
	} rows[] = {
		{0, 0, 0, OUTLINE_NONE, 1, 0}, {10, 1, 1, OUTLINE_NONE, 5, 0},
		{20, 2, 2, 1, 4, 0},           {25, 3, 3, 2, 4, HEADING_POINT},
		{30, 2, 2, 1, 5, 0},           {40, 1, 1, OUTLINE_NONE, 6, 0},
	};
	struct outline *o = outline_new();

	o->n = 6;
	o->end = 50;
	o->items = memory_zalloc(6, sizeof(o->items[0]));
	for (size_t i = 0; i < 6; i++) {
		o->items[i].offset = rows[i].offset;
		o->items[i].level = (uint8_t)rows[i].level;
		o->items[i].depth = (uint8_t)rows[i].depth;
		o->items[i].parent = rows[i].parent;
		o->items[i].next = rows[i].next;
		o->items[i].flags = (uint8_t)rows[i].flags;
		o->items[i].body = 3;
	}
	return o;
}

static void steps(void **state)
{
	struct outline *o = tree();

	(void)state;
	assert_int_equal(outline_at(o, 26, true), 3);
	assert_int_equal(outline_at(o, 26, false), 2);
	assert_int_equal(outline_section_at(o, 5), OUTLINE_NONE);
	assert_int_equal(outline_section_at(o, 49), 5);
	assert_int_equal(outline_next(o, OUTLINE_NONE, false), 0);
	assert_int_equal(outline_next(o, 2, false), 4);
	assert_int_equal(outline_next(o, 2, true), 3);
	assert_int_equal(outline_previous(o, 4, false), 2);
	assert_int_equal(outline_previous(o, 0, false), OUTLINE_NONE);
	assert_int_equal(outline_next_sibling(o, 1), 5);
	assert_int_equal(outline_next_sibling(o, 4), OUTLINE_NONE);
	assert_int_equal(outline_previous_sibling(o, 5), 1);
	assert_int_equal(outline_previous_sibling(o, 4), 2);
	assert_int_equal(outline_previous_sibling(o, 2), OUTLINE_NONE);
	assert_int_equal(outline_previous_sibling(o, 1), OUTLINE_NONE);
	assert_int_equal(outline_child(o, 1), 2);
	assert_int_equal(outline_child(o, 5), OUTLINE_NONE);
	/* Each owner frees. */
	assert_ptr_equal(outline_share(o), o);
	outline_free(o);
	assert_int_equal(outline_child(o, 1), 2);
	assert_int_equal(outline_end(o, 1), 40);
	assert_int_equal(outline_end(o, 5), 50);
	assert_int_equal(outline_depth(o), 2);
	assert_false(outline_is_empty(o));
	outline_free(o);
}

static void nothing(void **state)
{
	struct outline *o = outline_new();

	(void)state;
	assert_true(outline_is_empty(o));
	assert_int_equal(outline_at(o, 0, true), OUTLINE_NONE);
	assert_int_equal(outline_next(o, OUTLINE_NONE, true), OUTLINE_NONE);
	outline_free(o);
	outline_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(steps), cmocka_unit_test(nothing)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
