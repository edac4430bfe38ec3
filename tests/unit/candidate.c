/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "outline/candidate.h"
#include "outline/family.h"
#include "outline/point.h"

static void expect(const char *line, const char *family, uint32_t number, const char *title)
{
	struct match m;
	size_t n = strlen(line), begin = candidate_skip_blanks(line, n, 0);

	assert_true(candidate_match(line, n, false, &m));
	assert_true(candidate_is_possible(line + begin, n - begin));
	assert_string_equal(family_name(m.c.family), family);
	assert_int_equal(m.c.number, number);
	assert_int_equal(m.title_end - m.title, strlen(title));
	assert_memory_equal(line + m.title, title, strlen(title));
}

static void expect_none(const char *line)
{
	struct match m;

	assert_false(candidate_match(line, strlen(line), false, &m));
}

static void matches_the_official_ladder(void **state)
{
	(void)state;
	expect("一、加强领导", "zh-1", 1, "加强领导");
	expect("　　十二、总结", "zh-1", 12, "总结");
	expect("（一）领导要到位。加强…", "zh-2", 1, "领导要到位");
	expect("(二) 支持", "zh-2", 2, "支持");
	expect("㈢支持", "zh-2", 3, "支持");
	expect("1.工作", "decimal-1", 1, "工作");
	expect("２．工作", "decimal-1", 2, "工作");
	expect("3、工作。其他。", "decimal-1", 3, "工作");
	expect("（4）工作", "zh-4", 4, "工作");
	expect("①工作", "zh-5", 1, "工作");
}

static void matches_units(void **state)
{
	(void)state;
	expect("第一章 总则", "zh-chapter", 1, "总则");
	expect("第 3 節　名稱", "zh-section", 3, "名稱");
	expect("第001章 归来", "zh-chapter", 1, "归来");
	expect("第十二条之一 为了保护。", "zh-article", 12, "");
	expect("第三条 管辖", "zh-article", 3, "管辖");
	expect("제1장 총칙", "ko-chapter", 1, "총칙");
	expect("Chapter IV. The Rabbit", "en-chapter", 4, "The Rabbit");
	expect("1.2.3 Scope", "decimal-3", 3, "Scope");
	expect("前　言", "front", 0, "");
	expect("番外 第一章 灯", "extra", 1, "灯");
}

static void finds_the_second_label(void **state)
{
	struct match m;
	const char *line = "第三卷 归航 第一章 启程";

	(void)state;
	assert_true(candidate_match(line, strlen(line), false, &m));
	assert_true(m.second.is);
	assert_int_equal(m.second.family, FAMILY_ZHANG);
	assert_int_equal(m.second.number, 1);
}

static void leaves_prose_alone(void **state)
{
	(void)state;
	expect_none("一、二、三，大家一起用力！");
	expect_none("3... 2... 1... and the bridge was gone.");
	expect_none("1950 was the year");
	expect_none("Part of the reason");
	expect_none("卷起的帘子后面坐着一个人。");
	expect_none("");
}

static unsigned count_points(const char *s)
{
	struct point p;
	size_t pos = 0;
	int quotes = 0;
	unsigned n = 0;

	while (point_next(s, strlen(s), &pos, &quotes, &p))
		n++;
	return n;
}

static void finds_points_at_clauses_only(void **state)
{
	(void)state;
	assert_int_equal(count_points("做好工作。一是加强领导;二是改进作风。三要落实。"), 3);
	assert_int_equal(count_points("其一，思想；其二，作风。"), 2);
	assert_int_equal(count_points("统一是好事，唯一要紧的是钟，其一生最得意。"), 0);
	assert_int_equal(count_points("一是一，二是二。"), 0);
	assert_int_equal(count_points("他说：“一是思想；二是作风。”"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_the_official_ladder),
		cmocka_unit_test(matches_units),
		cmocka_unit_test(finds_the_second_label),
		cmocka_unit_test(leaves_prose_alone),
		cmocka_unit_test(finds_points_at_clauses_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
