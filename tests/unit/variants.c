/* SPDX-License-Identifier: MIT */
/* Folds against libunistring over all of Unicode; the script relation by examples and its laws. */
#include "search/variants.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include <cmocka.h>

/* A row of a newer Unicode than libunistring's is left out of the comparison. */
static bool is_known(uint32_t c)
{
	return uc_general_category(c).bitmask != UC_CATEGORY_MASK_Cn;
}

static bool has_blank(const uint32_t *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == 0x20)
			return true;
	}
	return false;
}

static void test_forms(void **state)
{
	size_t n_compared = 0;

	(void)state;
	for (uint32_t c = 0x80; c < 0x30000; c++) {
		struct code_points mine = {0};
		uint32_t *theirs;
		size_t n;

		if ((c >= 0xD800 && c < 0xE000) || !is_known(c))
			continue;
		theirs = u32_normalize(UNINORM_NFKD, &c, 1, NULL, &n);
		fold_append(&mine, c, FOLD_FORM | FOLD_WIDTH);
		fold_order(mine.items, mine.n);
		/* What has a blank in it stays as it is here, but for the full-width one. */
		if (c == 0x3000 || !has_blank(theirs, n)) {
			assert_int_equal(mine.n, n);
			assert_memory_equal(mine.items, theirs, n * sizeof(theirs[0]));
			n_compared++;
		}
		free(mine.items);
		free(theirs);
	}
	assert_true(n_compared > 100000);
}

static void test_case(void **state)
{
	(void)state;
	for (uint32_t c = 0x20; c < 0x20000; c++) {
		struct code_points mine = {0};
		uint32_t *theirs;
		size_t n;

		if ((c >= 0xD800 && c < 0xE000) || !is_known(c))
			continue;
		theirs = u32_casefold(&c, 1, NULL, NULL, NULL, &n);
		fold_append(&mine, c, FOLD_CASE);
		assert_int_equal(mine.n, n);
		assert_memory_equal(mine.items, theirs, n * sizeof(theirs[0]));
		free(mine.items);
		free(theirs);
	}
}

static void test_reverse(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x30000; c++) {
		const struct fold_row *row = fold_of(c, ~0u), *back;
		size_t i = 0;

		if (row == NULL)
			continue;
		while ((back = fold_into(fold_target(row)[0], i)) != NULL && back != row)
			i++;
		assert_ptr_equal(back, row);
	}
	assert_null(fold_of('a', ~0u));
	assert_null(fold_into(0x10FFFF, 0));
}

static void test_scripts(void **state)
{
	static const uint32_t same[][2] = {{0x53D1, 0x767C}, {0x53D1, 0x9AEE}, {0x53D1, 0x767A},
					   {0x767A, 0x767C}, /* 发發髮発 */
					   {0x540E, 0x5F8C}, {0x5E72, 0x4E7E}, {0x5E72, 0x5E79},
					   {0x53F0, 0x81FA}, {0x53F0, 0x98B1}, {0x91CC, 0x88E1},
					   {0x91CC, 0x88CF}, {0x9762, 0x9EB5}, {0x8BFB, 0x8AAD},
					   {0x4E9C, 0x4E9E}, {0x5CF0, 0x5CEF}, {0x6237, 0x6238}};
	static const uint32_t other[][2] = {
		{0x767C, 0x9AEE}, {0x4E2D, 0x56FD}, {0x5173, 0x5BE1}, {'a', 'b'}, {0x81FA, 0x98B1}};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		assert_true(script_same(same[i][0], same[i][1]));
		assert_true(script_same(same[i][1], same[i][0]));
	}
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
		assert_false(script_same(other[i][0], other[i][1]));
		assert_false(script_same(other[i][1], other[i][0]));
	}
	for (uint32_t c = 0x3400; c < 0x32000; c++) {
		uint32_t variants[SCRIPT_MOST];
		size_t n = script_variants(c, variants, SCRIPT_MOST);

		assert_true(n >= 1 && n <= SCRIPT_MOST && variants[0] == c);
		for (size_t i = 0; i < n; i++)
			assert_true(script_same(variants[i], c));
	}
}

static void test_hangul(void **state)
{
	(void)state;
	assert_int_equal(hangul_compose(0x1112, 0x1161), 0xD558);
	assert_int_equal(hangul_compose(0xD558, 0x11AB), 0xD55C);
	assert_int_equal(hangul_compose(0xD55C, 0x11AB), 0);
	assert_int_equal(hangul_compose('a', 'b'), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),   cmocka_unit_test(test_case),
		cmocka_unit_test(test_reverse), cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_hangul),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
