/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "outline/folding.h"

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

static void tiles(const struct folding *f, uint64_t size)
{
	struct range bounds = folding_bounds(f, size);
	uint64_t pos = bounds.begin;

	while (pos < bounds.end) {
		struct piece p = folding_piece_at(f, pos, size);

		assert_int_equal(p.range.begin, pos);
		assert_true(p.range.end > pos && p.range.end <= bounds.end);
		for (uint64_t k = p.range.begin; k < p.range.end; k++)
			assert_int_equal(folding_piece_at(f, k, size).range.begin, p.range.begin);
		pos = p.range.end;
	}
}

static void verbs(void **state)
{
	struct outline *o = tree();
	struct folding *f = folding_new();

	(void)state;
	folding_set_outline(f, o);
	assert_true(folding_toggle(f, 1));
	assert_int_equal(folding_get(f, 1), FOLD_CLOSED);
	assert_false(folding_shows(f, 2));
	assert_int_equal(folding_next(f, 1, true), 5);
	assert_int_equal(folding_previous(f, 5, true), 1);
	assert_true(folding_cycle(f, 1));
	assert_int_equal(folding_get(f, 1), FOLD_CHILDREN);
	assert_int_equal(folding_next(f, 2, true), 4);
	assert_true(folding_cycle(f, 1));
	assert_int_equal(folding_get(f, 2), FOLD_OPEN);
	assert_int_equal(folding_next(f, 2, true), 3);
	assert_true(folding_cycle(f, 1));
	assert_true(folding_reveal(f, 28));
	assert_true(folding_shows(f, 2));
	assert_true(folding_close_all(f, 1));
	assert_true(folding_open_all(f, 1));
	assert_false(folding_open_all(f, 1));
	assert_false(folding_toggle(f, 0));
	assert_false(folding_toggle(f, 3));
	folding_free(f);
	outline_free(o);
}

static void opening_shows_one_level(void **state)
{
	struct outline *o = tree();
	struct folding *f = folding_new();

	(void)state;
	folding_set_outline(f, o);
	folding_set_depth(f, 1);
	assert_true(folding_toggle(f, 1));
	assert_int_equal(folding_get(f, 1), FOLD_OPEN);
	assert_int_equal(folding_get(f, 2), FOLD_CLOSED);
	assert_int_equal(folding_get(f, 4), FOLD_CLOSED);
	/* what was open inside is so again */
	folding_set(f, 4, FOLD_OPEN);
	assert_true(folding_close(f, 1, 1));
	assert_true(folding_open(f, 1, 1));
	assert_int_equal(folding_get(f, 2), FOLD_CLOSED);
	assert_int_equal(folding_get(f, 4), FOLD_OPEN);
	/* with a number, so many levels */
	assert_true(folding_open(f, 1, 2));
	assert_int_equal(folding_get(f, 2), FOLD_OPEN);
	assert_false(folding_open(f, 1, 9));
	assert_true(folding_close(f, 2, 9));
	assert_int_equal(folding_get(f, 1), FOLD_CLOSED);
	assert_int_equal(folding_get(f, 4), FOLD_OPEN);
	/* a leaf has no children to show: open or closed, nothing between */
	folding_set_depth(f, 0);
	assert_true(folding_cycle(f, 5));
	assert_int_equal(folding_get(f, 5), FOLD_CLOSED);
	assert_true(folding_cycle(f, 5));
	assert_int_equal(folding_get(f, 5), FOLD_OPEN);
	/* nor have points */
	assert_true(folding_cycle(f, 2));
	assert_true(folding_cycle(f, 2));
	assert_int_equal(folding_get(f, 2), FOLD_OPEN);
	folding_free(f);
	outline_free(o);
}

static void a_jump_opens_what_it_must(void **state)
{
	struct outline *o = tree();
	struct folding *f = folding_new();

	(void)state;
	folding_set_outline(f, o);
	folding_set_depth(f, 1);
	/* to a heading: the way to it, and no body */
	assert_true(folding_reveal(f, 30));
	assert_int_equal(folding_get(f, 1), FOLD_CHILDREN);
	assert_int_equal(folding_get(f, 4), FOLD_CLOSED);
	assert_int_equal(folding_get(f, 2), FOLD_CLOSED);
	assert_int_equal(folding_get(f, 5), FOLD_CLOSED);
	assert_false(folding_reveal(f, 30));
	/* into a body: that body */
	assert_true(folding_reveal(f, 35));
	assert_int_equal(folding_get(f, 1), FOLD_CHILDREN);
	assert_int_equal(folding_get(f, 4), FOLD_OPEN);
	assert_int_equal(folding_get(f, 2), FOLD_CLOSED);
	/* only the way to here */
	folding_set_depth(f, 0);
	folding_only(f, 2);
	assert_int_equal(folding_get(f, 1), FOLD_CHILDREN);
	assert_int_equal(folding_get(f, 2), FOLD_OPEN);
	assert_int_equal(folding_get(f, 4), FOLD_CLOSED);
	assert_int_equal(folding_get(f, 5), FOLD_CLOSED);
	tiles(f, 50);
	folding_free(f);
	outline_free(o);
}

static void many_are_set_at_once(void **state)
{
	static const struct fold folds[] = {{0, FOLD_CLOSED},
					    {10, FOLD_CHILDREN},
					    {25, FOLD_CLOSED},
					    {40, FOLD_CLOSED},
					    {41, FOLD_CLOSED}};
	struct outline *o = tree();
	struct folding *f = folding_new();

	(void)state;
	folding_set_outline(f, o);
	folding_set_all(f, folds, 5);
	assert_int_equal(folding_exceptions(f), 2);
	assert_int_equal(folding_get(f, 0), FOLD_OPEN);
	assert_int_equal(folding_get(f, 1), FOLD_CHILDREN);
	assert_int_equal(folding_get(f, 3), FOLD_OPEN);
	assert_int_equal(folding_get(f, 5), FOLD_CLOSED);
	folding_free(f);
	outline_free(o);
}

static void carries_over_by_offset(void **state)
{
	struct outline *o = tree(), *fewer = tree();
	struct folding *f = folding_new();
	uint64_t offset;
	enum fold_state kept;

	(void)state;
	fewer->n = 5;
	folding_set_outline(f, o);
	folding_set(f, 5, FOLD_CLOSED);
	folding_narrow(f, 5);
	folding_set_outline(f, fewer);
	assert_int_equal(folding_exceptions(f), 0);
	assert_false(folding_is_narrow(f));
	folding_set_outline(f, o);
	assert_int_equal(folding_exceptions(f), 1);
	folding_exception(f, 0, &offset, &kept);
	assert_int_equal(offset, 40);
	assert_int_equal(kept, FOLD_CLOSED);
	assert_true(folding_is_narrow(f));
	folding_free(f);
	outline_free(o);
	outline_free(fewer);
}

static void pieces_tile_whatever_is_folded(void **state)
{
	struct outline *o = tree();
	struct folding *f = folding_new();
	static const uint32_t folds[] = {1, 2, 4, 5};

	(void)state;
	tiles(f, 0);
	tiles(f, 20);
	folding_set_outline(f, o);
	for (unsigned mix = 0; mix < 81; mix++) {
		unsigned rest = mix;

		for (size_t k = 0; k < 4; k++, rest /= 3)
			folding_set(f, folds[k], (enum fold_state)(rest % 3));
		tiles(f, 50);
		folding_narrow(f, 1);
		tiles(f, 50);
		folding_narrow(f, OUTLINE_NONE);
	}
	for (unsigned depth = 0; depth < 4; depth++) {
		folding_set_depth(f, depth);
		assert_int_equal(folding_depth(f), depth);
		assert_int_equal(folding_exceptions(f), 0);
		tiles(f, 50);
	}
	folding_free(f);
	outline_free(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verbs),
		cmocka_unit_test(opening_shows_one_level),
		cmocka_unit_test(a_jump_opens_what_it_must),
		cmocka_unit_test(many_are_set_at_once),
		cmocka_unit_test(carries_over_by_offset),
		cmocka_unit_test(pieces_tile_whatever_is_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
