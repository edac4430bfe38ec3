/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/memory.h"
#include "outline/correction.h"
#include "outline/reason.h"

/* An outline of levels at offsets 0, 10, 20 ...; 0 the title, '.' a point.  "0121." */
static struct outline *of_levels(const char *levels)
{
	struct outline *o = outline_new(), *planted;
	struct corrections none = {0};

	o->n = strlen(levels);
	o->end = 10 * o->n;
	o->complete = true;
	o->items = memory_zalloc(o->n + 1, sizeof(o->items[0]));
	for (size_t i = 0; i < o->n; i++) {
		o->items[i].offset = 10 * i;
		o->items[i].line = (uint32_t)i;
		o->items[i].level = (uint8_t)(levels[i] == '.' ? 9 : levels[i] - '0');
		o->items[i].flags = levels[i] == '.' ? HEADING_POINT : 0;
	}
	planted = outline_correct(o, &none);
	outline_free(o);
	return planted;
}

/* "0@0 1@1 2@2": offset / 10 and depth of each, and whether the tree is sound. */
static void assert_tree(const struct outline *o, const char *expected)
{
	char shown[256] = "";

	for (uint32_t i = 0; i < o->n; i++) {
		const struct heading *h = &o->items[i];
		size_t len = strlen(shown);

		snprintf(shown + len, sizeof(shown) - len, "%s%u@%u", i > 0 ? " " : "",
			 (unsigned)h->offset / 10, h->depth);
		assert_true(h->next > i && h->next <= o->n);
		if (h->parent != OUTLINE_NONE) {
			assert_true(h->parent < i && o->items[h->parent].next >= h->next);
			assert_int_equal(o->items[h->parent].depth + 1, h->depth);
			assert_true(o->items[h->parent].level < h->level);
		}
		if (h->next < o->n && o->items[h->next].level > 0 && h->level > 0)
			assert_true(o->items[h->next].depth <= h->depth);
	}
	assert_string_equal(shown, expected);
}

/* "add", "remove" ... at offset / 10. */
static void correct(const char *levels, const struct correction *steps, size_t n,
		    const char *expected)
{
	struct outline *o = of_levels(levels), *corrected;
	struct correction items[8];
	struct corrections c = {items, n};

	for (size_t i = 0; i < n; i++)
		items[i] = steps[i];
	corrected = outline_correct(o, &c);
	assert_tree(corrected, expected);
	assert_true(corrected->complete && corrected->end == o->end);
	outline_free(corrected);
	outline_free(o);
}

#define PROMOTE(at)                                             \
	{                                                       \
		.kind = CORRECTION_PROMOTE, .offset = 10 * (at) \
	}
#define DEMOTE(at)                                             \
	{                                                      \
		.kind = CORRECTION_DEMOTE, .offset = 10 * (at) \
	}
#define REMOVE(at)                                             \
	{                                                      \
		.kind = CORRECTION_REMOVE, .offset = 10 * (at) \
	}
#define ADD(at)                                        \
	{                                              \
		.kind = CORRECTION_ADD, .offset = (at) \
	}
#define CORRECT(levels, expected, ...)                                              \
	do {                                                                        \
		const struct correction steps[] = {__VA_ARGS__};                    \
		correct(levels, steps, sizeof(steps) / sizeof(steps[0]), expected); \
	} while (0)

static void headings_go_up_with_their_subtree(void **state)
{
	(void)state;
	/* up beside its parent, whatever gap lies between the levels */
	CORRECT("1244", "0@1 1@2 2@2 3@3", PROMOTE(2));
	CORRECT("1232", "0@1 1@1 2@2 3@2", PROMOTE(1));
	/* its points go with it */
	CORRECT("12.", "0@1 1@1 2@2", PROMOTE(1));
	/* no further than the top, and not above the title */
	CORRECT("12", "0@1 1@1", PROMOTE(1), PROMOTE(1));
	CORRECT("012", "0@0 1@1 2@2", PROMOTE(1));
}

static void headings_go_down_with_their_subtree(void **state)
{
	(void)state;
	CORRECT("112", "0@1 1@2 2@3", DEMOTE(1));
	/* to the level of the children that are there */
	CORRECT("1314", "0@1 1@2 2@2 3@3", DEMOTE(2));
	CORRECT("121", "0@1 1@2 2@2", DEMOTE(2));
	CORRECT("121", "0@1 1@2 2@3", DEMOTE(2), DEMOTE(2));
	/* nothing before it that it could be inside of */
	CORRECT("12", "0@1 1@2", DEMOTE(1));
	CORRECT("011", "0@0 1@1 2@1", DEMOTE(1));
	CORRECT("1232", "0@1 1@2 2@3 3@3", DEMOTE(3));
	/* there and back */
	CORRECT("112", "0@1 1@1 2@2", DEMOTE(1), PROMOTE(1));
}

static void removed_headings_leave_theirs_behind(void **state)
{
	(void)state;
	CORRECT("1212", "0@1 1@2 3@2", REMOVE(2));
	CORRECT("12.", "0@1 2@2", REMOVE(1));
	CORRECT("0", "", REMOVE(0));
	/* corrections that have no heading here are passed over */
	CORRECT("11", "0@1 1@1", REMOVE(7), PROMOTE(7), DEMOTE(7));
	CORRECT("11", "0@1", REMOVE(1), DEMOTE(1));
}

static void lines_become_headings(void **state)
{
	struct correction step = {.kind = CORRECTION_ADD, .offset = 15};
	struct corrections c = {&step, 1};
	struct outline *o = of_levels("0121"), *corrected = outline_correct(o, &c);

	(void)state;
	/* beside the section that it stands in */
	assert_int_equal(corrected->n, 5);
	assert_int_equal(corrected->items[2].offset, 15);
	assert_int_equal(corrected->items[2].level, 1);
	assert_int_equal(corrected->items[2].reason, REASON_ADDED);
	assert_true(corrected->items[2].flags & HEADING_CORRECTED);
	assert_true(step.applied);
	outline_free(corrected);
	outline_free(o);
	CORRECT("12", "0@1 1@2 1@2", ADD(15));
	CORRECT("12", "0@1 1@2 1@3", ADD(15), {.kind = CORRECTION_DEMOTE, .offset = 15});
	CORRECT("12", "0@1 1@2", ADD(15), {.kind = CORRECTION_REMOVE, .offset = 15});
	/* before all others; where a point was; where one was removed; where there is one */
	CORRECT("", "0@1", ADD(5));
	CORRECT("12.", "0@1 1@2 2@2", ADD(20));
	CORRECT("12", "0@1 1@2", REMOVE(1), ADD(10));
	CORRECT("12", "0@1 1@2", ADD(10));
}

static void contents_name_what_is_there(void **state)
{
	struct outline *o = of_levels("111"), *corrected;
	struct correction step = {.kind = CORRECTION_REMOVE, .offset = 10};
	struct corrections c = {&step, 1};

	(void)state;
	free(o->links);
	o->links = memory_zalloc(2, sizeof(o->links[0]));
	o->links[0] = (struct contents_link){1, 0, 1};
	o->links[1] = (struct contents_link){2, 0, 2};
	o->n_links = 2;
	corrected = outline_correct(o, &c);
	assert_int_equal(corrected->n_links, 1);
	assert_int_equal(corrected->links[0].offset, 2);
	assert_int_equal(corrected->links[0].heading, 1);
	outline_free(corrected);
	outline_free(o);
}

static void explanations_name_the_reader(void **state)
{
	struct outline *o = of_levels("11"), *corrected;
	struct correction steps[] = {REMOVE(0), ADD(15)};
	struct corrections c = {steps, 2};

	(void)state;
	o->explained = memory_zalloc(3, sizeof(o->explained[0]));
	o->n_explained = 3;
	o->explained[0].ruling.verdict = o->explained[1].ruling.verdict = RULING_HEADING;
	o->explained[1].candidate.offset = 10;
	o->explained[1].heading = 1;
	o->explained[2].candidate.offset = 15;
	o->explained[2].heading = OUTLINE_NONE;
	corrected = outline_correct(o, &c);
	assert_int_equal(corrected->n_explained, 3);
	assert_int_equal(corrected->explained[0].ruling.verdict, RULING_NONE);
	assert_int_equal(corrected->explained[0].ruling.reason, REASON_REMOVED);
	assert_int_equal(corrected->explained[0].heading, OUTLINE_NONE);
	assert_int_equal(corrected->explained[1].heading, 0);
	assert_int_equal(corrected->explained[2].ruling.reason, REASON_ADDED);
	assert_int_equal(corrected->explained[2].heading, 1);
	outline_free(corrected);
	outline_free(o);
}

static void titles_are_found_by_offset(void **state)
{
	struct correction steps[] = {{CORRECTION_RENAME, 10, "one", {0}, false},
				     {CORRECTION_RENAME, 10, "two", {0}, false},
				     {CORRECTION_RENAME, 99, "none", {0}, false}};
	struct corrections c = {steps, 3};
	struct outline *o = of_levels("12"), *corrected = outline_correct(o, &c);

	(void)state;
	assert_string_equal(corrections_title(&c, 10), "two");
	assert_null(corrections_title(&c, 0));
	assert_true(corrected->items[1].flags & HEADING_CORRECTED);
	assert_false(corrected->items[0].flags & HEADING_CORRECTED);
	assert_true(steps[1].applied);
	assert_false(steps[2].applied);
	outline_free(corrected);
	outline_free(o);
}

static void hindrances_are_told(void **state)
{
	struct outline *o = of_levels("0121.");

	(void)state;
	assert_non_null(correction_hindrance(o, 0, CORRECTION_PROMOTE));
	assert_non_null(correction_hindrance(o, 1, CORRECTION_PROMOTE));
	assert_non_null(correction_hindrance(o, 1, CORRECTION_DEMOTE));
	assert_null(correction_hindrance(o, 2, CORRECTION_PROMOTE));
	assert_non_null(correction_hindrance(o, 2, CORRECTION_DEMOTE));
	assert_null(correction_hindrance(o, 3, CORRECTION_DEMOTE));
	assert_non_null(correction_hindrance(o, 4, CORRECTION_DEMOTE));
	assert_null(correction_hindrance(o, 4, CORRECTION_REMOVE));
	outline_free(o);
	o = of_levels("");
	outline_free(o);
	for (enum correction_kind k = 0; k < CORRECTION_KINDS; k++)
		assert_int_equal(correction_kind_find(correction_name(k)), k);
	assert_int_equal(correction_kind_find(""), CORRECTION_KINDS);
}

/* Demoted again and again, a heading stops where levels end. */
static void levels_end(void **state)
{
	enum { N = 300 };
	struct correction *steps = memory_zalloc(N * 2, sizeof(steps[0]));
	struct corrections c = {steps, 0};
	struct outline *o, *corrected;
	char levels[N + 1];

	(void)state;
	memset(levels, '1', N);
	levels[N] = '\0';
	o = of_levels(levels);
	for (size_t i = 1; i < N; i++)
		steps[c.n++] = (struct correction){.kind = CORRECTION_DEMOTE, .offset = 10 * i};
	for (size_t i = 2; i < N; i++)
		steps[c.n++] = (struct correction){.kind = CORRECTION_DEMOTE, .offset = 10 * i};
	corrected = outline_correct(o, &c);
	for (uint32_t i = 0; i < corrected->n; i++)
		assert_true(corrected->items[i].level >= 1 && corrected->items[i].level <= 250);
	outline_free(corrected);
	outline_free(o);
	free(steps);
}

static void a_million_headings(void **state)
{
	enum { N = 1000000 };
	struct outline *o = outline_new(), *corrected;
	struct correction steps[100];
	struct corrections c = {steps, 0};
	clock_t begin;

	(void)state;
	o->n = N;
	o->end = 10 * (uint64_t)N;
	o->items = memory_zalloc(N, sizeof(o->items[0]));
	for (size_t i = 0; i < N; i++) {
		o->items[i].offset = 10 * i;
		o->items[i].level = (uint8_t)(i % 10 == 0 ? 1 : 2);
	}
	for (size_t i = 0; i < 100; i++)
		steps[c.n++] =
			(struct correction){.kind = (enum correction_kind)(i % CORRECTION_KINDS),
					    .offset = 10 * (i * 9973),
					    .title = ""};
	begin = clock();
	corrected = outline_correct(o, &c);
	print_message("# a million headings, a hundred corrections: %.1f ms\n",
		      (double)(clock() - begin) * 1000 / CLOCKS_PER_SEC);
	assert_true(corrected->n >= N - 20 && corrected->n <= N);
	outline_free(corrected);
	outline_free(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_go_up_with_their_subtree),
		cmocka_unit_test(headings_go_down_with_their_subtree),
		cmocka_unit_test(removed_headings_leave_theirs_behind),
		cmocka_unit_test(lines_become_headings),
		cmocka_unit_test(contents_name_what_is_there),
		cmocka_unit_test(explanations_name_the_reader),
		cmocka_unit_test(titles_are_found_by_offset),
		cmocka_unit_test(hindrances_are_told),
		cmocka_unit_test(levels_end),
		cmocka_unit_test(a_million_headings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
