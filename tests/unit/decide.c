/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buffer.h"
#include "outline/collector.h"
#include "outline/decide.h"
#include "outline/family.h"

static struct outline *outline_of(const char *text)
{
	struct collector *c = collector_new(NULL);
	const struct candidate *items;
	struct outline *o;
	size_t pos = 0, n = strlen(text), count;
	uint64_t line = 0;

	while (pos < n) {
		size_t len = strcspn(text + pos, "\n");
		struct raw_line raw = {pos, line++, text + pos, len, false};

		collector_line(c, &raw);
		pos += len + 1;
	}
	items = collector_candidates(c, &count);
	o = decide(items, count, n, true);
	collector_free(c);
	return o;
}

/* Lines (from 1) and levels of headings that are no points: "1:0 3:1". */
static void expect(const char *text, const char *wanted)
{
	struct outline *o = outline_of(text);
	struct buffer got;

	buffer_init(&got);
	for (size_t i = 0; i < o->n; i++)
		buffer_printf(&got, "%s%u:%s%u", i ? " " : "", (unsigned)o->items[i].line + 1,
			      o->items[i].flags & HEADING_POINT ? "P" : "",
			      (unsigned)o->items[i].level);
	assert_string_equal(got.data, wanted);
	buffer_release(&got);
	outline_free(o);
}

static void finds_nesting(void **state)
{
	(void)state;
	expect("讲话\n\n一、甲\n正文。\n（一）乙\n正文。\n（二）丙\n正文。\n二、丁\n正文。\n",
	       "1:0 3:1 5:2 7:2 9:1");
	/* the other way round: the document is right, not the ladder */
	expect("讲话\n\n（一）甲\n一、乙\n正文。\n二、丙\n正文。\n（二）丁\n一、戊\n正文。\n二、己"
	       "\n正文。\n",
	       "1:0 3:1 4:2 6:2 8:1 9:2 11:2");
}

static void rejects_lists_and_lone_numbers(void **state)
{
	(void)state;
	expect("买的东西：\n1、酱油\n2、盐\n3、面粉\n", "");
	expect("正文。\n2024.这样的年份\n3. 没有邻居\n", "");
	expect("正文。\n3.5万人在这里住过。\n1.2亿元修了路。\n", "");
	expect("有下列情形之一的：\n（一）甲；\n（二）乙；\n（三）丙。\n", "");
}

static void keeps_a_family_on_its_level(void **state)
{
	(void)state;
	expect("某法\n\n第一章 总则\n\n第一条 为了。\n\n第二条 为了。\n\n第二章 管辖\n\n第一节 "
	       "级别\n\n"
	       "第三条 为了。\n\n第二节 地域\n\n第四条 为了。\n",
	       "1:0 3:1 5:3 7:3 9:1 11:2 13:3 15:2 17:3");
}

static void skips_a_printed_contents(void **state)
{
	(void)state;
	expect("书名\n\n目录\n第一章 春水\n第二章 渡口\n第三章 夜行\n\n第一章 "
	       "春水\n正文。\n\n第二章 渡口\n"
	       "正文。\n\n第三章 夜行\n正文。\n",
	       "1:0 3:1 8:1 11:1 14:1");
}

static void reads_notations(void **state)
{
	(void)state;
	expect("# T\n\n## A\n\n```\n# no\n```\n\n## B\n\ntext\n", "1:0 3:1 9:1");
	expect("---\ntitle: x\n# no\n---\n\nA\n===\n\ntext\n\nB\n---\n\ntext\n\nC\n---\n",
	       "6:0 11:1 16:1");
}

static void finds_points_in_sequence(void **state)
{
	(void)state;
	expect("一、甲\n做好工作。一是思想。多学。二是作风。\n二、乙\n正文。一是只有一个。\n",
	       "1:1 2:P2 2:P2 3:1");
}

static void cuts_points_before_the_next(void **state)
{
	const char *text = "一、甲\n做到：一是思想重视，二是措施到位。\n二、乙\n正文。\n";
	struct outline *o = outline_of(text);
	const struct heading *h = &o->items[1];

	(void)state;
	assert_int_equal(o->n, 4);
	assert_int_equal(h->title_len, strlen("思想重视"));
	assert_memory_equal(text + h->offset + h->title, "思想重视", h->title_len);
	outline_free(o);
}

static void is_linear_in_rejected_lines(void **state)
{
	struct buffer text;

	(void)state;
	buffer_init(&text);
	for (int i = 0; i < 100000; i++)
		buffer_append_string(&text, "1. x\n");
	expect(text.data, "");
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_nesting),
		cmocka_unit_test(rejects_lists_and_lone_numbers),
		cmocka_unit_test(keeps_a_family_on_its_level),
		cmocka_unit_test(skips_a_printed_contents),
		cmocka_unit_test(reads_notations),
		cmocka_unit_test(finds_points_in_sequence),
		cmocka_unit_test(cuts_points_before_the_next),
		cmocka_unit_test(is_linear_in_rejected_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
