/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "outline/numeral.h"

#define ANY_COUNT (NUMERAL_DIGITS | NUMERAL_HAN)

static void expect(const char *s, unsigned kinds, size_t len, uint32_t value)
{
	uint32_t got;

	assert_int_equal(numeral_parse(s, strlen(s), kinds, &got), len);
	if (len)
		assert_int_equal(got, value);
}

static void reads_digits_of_both_widths(void **state)
{
	(void)state;
	expect("12章", ANY_COUNT, 2, 12);
	expect("001", ANY_COUNT, 3, 1);
	expect("１２", ANY_COUNT, 6, 12);
	expect("1234567", ANY_COUNT, 0, 0);
}

static void reads_han(void **state)
{
	(void)state;
	expect("一", ANY_COUNT, 3, 1);
	expect("十", ANY_COUNT, 3, 10);
	expect("十二、", ANY_COUNT, 6, 12);
	expect("一百二十三", ANY_COUNT, 15, 123);
	expect("一百零一", ANY_COUNT, 12, 101);
	expect("一千二百", ANY_COUNT, 12, 1200);
	expect("一二〇", ANY_COUNT, 9, 120);
	expect("二○二四", ANY_COUNT, 12, 2024);
	expect("廿三", ANY_COUNT, 6, 23);
	expect("壹佰", ANY_COUNT, 6, 100);
	expect("兩萬", NUMERAL_HAN, 6, 20000);
	expect("人", ANY_COUNT, 0, 0);
}

static void reads_roman_in_canonical_form_only(void **state)
{
	(void)state;
	expect("XIV", NUMERAL_ROMAN, 3, 14);
	expect("xiv.", NUMERAL_ROMAN, 3, 14);
	expect("IIII", NUMERAL_ROMAN, 0, 0);
	expect("Ⅳ", NUMERAL_ROMAN, 3, 4);
}

static void reads_signs_and_series(void **state)
{
	(void)state;
	expect("①", NUMERAL_CIRCLED, 3, 1);
	expect("㉑", NUMERAL_CIRCLED, 3, 21);
	expect("⑴", NUMERAL_BRACKETED, 3, 1);
	expect("⒈", NUMERAL_STOPPED, 3, 1);
	expect("㈡", NUMERAL_HAN_BRACKETED, 3, 2);
	expect("다", NUMERAL_HANGUL, 3, 3);
	expect("거", NUMERAL_HANGUL, 3, 15);
	expect("イ", NUMERAL_KANA, 3, 2);
	expect("Twelve", NUMERAL_WORD, 6, 12);
	expect("First", NUMERAL_WORD, 5, 1);
	expect("Twelves", NUMERAL_WORD, 0, 0);
	expect("DRUHÁ", NUMERAL_WORD | NUMERAL_ROMAN_UPPER, 6, 2);
	expect("deuxième", NUMERAL_WORD | NUMERAL_ROMAN_LOWER, 9, 2);
	expect("ХVIІ", NUMERAL_ROMAN_UPPER, 6, 17);
	expect("Siebentes", NUMERAL_WORD, 9, 7);
	expect("Achtzehnter", NUMERAL_WORD, 11, 18);
	expect("Vierunddreißigstes", NUMERAL_WORD, 19, 34);
	expect("Vierundzwanziger", NUMERAL_WORD, 0, 0);
	expect("drieëntwintigste", NUMERAL_WORD, 17, 23);
	expect("VINGT-DEUXIÈME", NUMERAL_WORD, 15, 22);
	expect("vingt et unième", NUMERAL_WORD, 16, 21);
	expect("dix-septième", NUMERAL_WORD, 13, 17);
	expect("décimo tercero", NUMERAL_WORD, 15, 13);
	expect("treinta y dos", NUMERAL_WORD, 13, 32);
	expect("ДВАДЦАТЬ ПЕРВАЯ", NUMERAL_WORD, 29, 21);
	expect("dwudziesty trzeci", NUMERAL_WORD, 17, 23);
	expect("tjugoförsta", NUMERAL_WORD, 12, 21);
	expect("třináctá", NUMERAL_WORD, 11, 13);
}

static void survives_any_bytes(void **state)
{
	char bytes[4];
	uint32_t value;

	(void)state;
	for (unsigned a = 0; a < 256; a++)
		for (unsigned b = 0; b < 256; b++) {
			bytes[0] = (char)a;
			bytes[1] = (char)b;
			bytes[2] = (char)(a ^ b);
			assert_true(numeral_parse(bytes, 3, 0x7FF, &value) <= 3);
			assert_true(value <= 999999);
		}
	assert_int_equal(numeral_parse("", 0, 0x7FF, &value), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_digits_of_both_widths),
		cmocka_unit_test(reads_han),
		cmocka_unit_test(reads_roman_in_canonical_form_only),
		cmocka_unit_test(reads_signs_and_series),
		cmocka_unit_test(survives_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
