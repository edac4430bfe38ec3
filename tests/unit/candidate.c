/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "outline/candidate.h"
#include "outline/family.h"
#include "outline/label.h"
#include "outline/point.h"

static bool match(const char *line, struct match *m)
{
	static struct label_index index;

	label_index_init(&index);
	return candidate_match(&index, line, strlen(line), false, m);
}

static void expect(const char *line, const char *family, uint32_t number, const char *title)
{
	struct match m;

	assert_true(match(line, &m));
	assert_string_equal(family_name(m.c.family), family);
	assert_int_equal(m.c.number, number);
	assert_int_equal(m.title_end - m.title, strlen(title));
	assert_memory_equal(line + m.title, title, strlen(title));
}

static void expect_none(const char *line)
{
	struct match m;

	assert_false(match(line, &m));
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
	expect("一　总则", "zh-1", 1, "总则");
	expect("壹、緣起", "zh-0", 1, "緣起");
	expect("甲、緣起", "stem", 1, "緣起");
	expect("１　目的", "digit", 1, "目的");
	expect("⒈工作", "decimal-1", 1, "工作");
	expect("㈠支持", "zh-2", 1, "支持");
}

static void matches_japanese_and_korean(void **state)
{
	(void)state;
	expect("第1　総則", "ja-1", 1, "総則");
	expect("ア　目的", "ja-4", 1, "目的");
	expect("(ア) 目的", "ja-5", 1, "目的");
	expect("その二　雨", "ja-part", 2, "雨");
	expect("1장 시작", "ko-chapter", 1, "시작");
	expect("제3조의2(정의) 이 법", "ko-article", 3, "(정의)");
	expect("㉮ 대상", "ko-8", 1, "대상");
	expect("가) 대상", "ko-4", 1, "대상");
}

static void matches_european_words(void **state)
{
	(void)state;
	expect("CHAPTER THE FIRST", "en-chapter", 1, "");
	expect("Chapter Twenty-One: Home", "en-chapter", 21, "Home");
	expect("C H A P T E R   I V", "en-chapter", 4, "");
	expect("Глава первая. Дом", "en-chapter", 1, "Дом");
	expect("Première partie", "en-part", 1, "");
	expect("2. Kapitel: Anfang", "en-chapter", 2, "Anfang");
	expect("§ 12a Geltung", "paragraph", 12, "Geltung");
	expect("Sec. 3. Powers", "en-section", 3, "Powers");
	expect("GENERAL PROVISIONS", "capitals", 0, "GENERAL PROVISIONS");
	expect("(a) Scope", "letter-low-bracket", 1, "Scope");
	expect("IV", "bare-roman", 4, "");
}

static void matches_odd_labels(void **state)
{
	(void)state;
	expect("【第三章】风起", "zh-chapter", 3, "风起");
	expect("=== 第二章 归 ===", "zh-chapter", 2, "归");
	expect("我的大学 第三章 风起", "zh-chapter", 3, "风起");
	expect("归途（12）", "trailing", 12, "归途（12）");
	expect("■ 概要", "symbol-1", 0, "概要");
	expect("【概要】", "symbol-2", 0, "概要】");
	expect("001 归来", "digit", 1, "归来");
	expect("1 | 归来", "digit", 1, "归来");
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
	expect("Chapter L. The News", "en-chapter", 50, "The News");
	expect("Livre deuxième – La chute", "en-book", 2, "La chute");
	expect("THE FIRST ACT", "en-act", 1, "");
	expect("Vierunddreißigstes Kapitel", "en-chapter", 34, "");
	expect("ГЛАВА ХVII", "en-chapter", 17, "");
	expect("1.2.3 Scope", "decimal-3", 3, "Scope");
	expect("前　言", "front", 0, "");
	expect("番外 第一章 灯", "extra", 1, "灯");
}

static void finds_the_second_label(void **state)
{
	struct match m;
	const char *line = "第三卷 归航 第一章 启程";

	(void)state;
	assert_true(match(line, &m));
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
	struct point_search search;
	struct point p;
	size_t len = strlen(s);
	unsigned n = 0;

	point_search_begin(&search, s, len);
	while (point_search_next(&search, &p)) {
		size_t label = point_label(s + p.begin, len - p.begin, &p);

		if (label == 0 || !point_title(s, len, p.begin + label, &p))
			continue;
		point_search_skip(&search, p.title);
		n++;
	}
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

static void matches_statutes_of_europe(void **state)
{
	struct match m;

	(void)state;
	expect("3 §   Denna lag", "paragraph", 3, "Denna lag");
	expect("2 a §   Trots detta", "paragraph", 2, "Trots detta");
	expect("Art. 5a. Za gniazdo", "en-article", 5, "Za gniazdo");
	assert_true(match("Art. 5a. Za gniazdo", &m));
	assert_int_equal(m.c.branch, 1);
	expect("Chapitre unique", "en-chapter", 1, "");
	expect("Título único", "en-part", 1, "");
	expect("Seção II", "en-section", 2, "");
	expect("Section 2. Classes. There shall be three.", "en-section", 2, "Classes");
	expect("1.2. Общество находится в городе. Дверь во дворе.", "decimal-2", 2,
	       "Общество находится в городе");
	expect("2.2 You may close your account at any time. We may keep it.", "decimal-2", 2,
	       "You may close your account at any time");
	expect("ANNEXE : PERSONNES ENTENDUES", "annex", 0, "PERSONNES ENTENDUES");
}

static void tells_pages_from_numbers(void **state)
{
	struct match m;

	(void)state;
	expect("Contents                                    Page", "contents", 0, "");
	expect("附录 3", "appendix", 3, "");
	assert_true(match("附录\t39", &m));
	assert_string_equal(family_name(m.c.family), "annex");
	assert_true(m.c.evidence & EVIDENCE_CONTENTS);
	expect("1.개요[편집]", "decimal-1", 1, "개요");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_statutes_of_europe),
		cmocka_unit_test(tells_pages_from_numbers),
		cmocka_unit_test(matches_the_official_ladder),
		cmocka_unit_test(matches_units),
		cmocka_unit_test(matches_japanese_and_korean),
		cmocka_unit_test(matches_european_words),
		cmocka_unit_test(matches_odd_labels),
		cmocka_unit_test(finds_the_second_label),
		cmocka_unit_test(leaves_prose_alone),
		cmocka_unit_test(finds_points_at_clauses_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
