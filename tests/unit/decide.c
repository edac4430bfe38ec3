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
	struct collector *c = collector_new(NULL, NULL);
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

static void links_entries_to_their_headings(void **state)
{
	const char *text = "目录\n第一章 甲……1\n第二章 乙……5\n第三章 丙……9\n\n第一章 甲\n正文。\n"
			   "第二章 乙\n正文。\n第三章 丙\n正文。\n";
	struct outline *o = outline_of(text);
	const char *entry = strstr(text, "第二章");
	uint64_t begin = (uint64_t)(entry - text);
	uint32_t to;

	(void)state;
	assert_int_equal(o->n_links, 3);
	to = outline_link_in(o, (struct range){begin, begin + 10});
	assert_int_not_equal(to, OUTLINE_NONE);
	assert_int_equal(o->items[to].line, 7);
	assert_int_equal(outline_link_in(o, (struct range){0, 6}), OUTLINE_NONE);
	outline_free(o);
}

static void joins_titles_on_two_lines(void **state)
{
	(void)state;
	expect("A TALE\n\nCHAPTER I\nThe Door\n\nText that is long enough to be a line of "
	       "prose.\n\n"
	       "CHAPTER II\n\nThe Key\n\nText that is long enough to be a line of prose.\n",
	       "1:0 3:1 8:1");
	expect("规定\n\n第一章\n总则\n\n正文。\n\n第二章\n附则\n\n正文。\n", "1:0 3:1 8:1");
}

static void reads_a_label_in_two_ways(void **state)
{
	(void)state;
	/* C. D. are letters here, I. V. numbers there */
	expect("R\n\nA. One\nText here.\n\nB. Two\nText here.\n\nC. Three\nText here.\n\nD. "
	       "Four\nText here.\n",
	       "1:0 3:1 6:1 9:1 12:1");
	expect("R\n\nI. One\nText here.\n\nII. Two\nText here.\n\nIII. Three\nText here.\n",
	       "1:0 3:1 6:1 9:1");
	expect("規程\n\nイ　一番目\n本文。\nロ　二番目\n本文。\nハ　三番目\n本文。\n",
	       "1:0 3:1 5:1 7:1");
}

static void leaves_clauses_notes_and_verse_alone(void **state)
{
	(void)state;
	expect("规定\n第一条 为了管理，制定本规定。\n第二条 有下列情形\n（一）甲\n（二）乙\n第三条 "
	       "本规定施行。\n"
	       "第四条 完。\n",
	       "1:0 2:1 3:1 6:1 7:1");
	expect("I\n\nThe ferry comes at seven,\nThe ferry goes at eight;\n\nII\n\nThe ferryman is "
	       "silent,\n"
	       "The ferryman is wet;\n\nIII\n\nAct now, said the water.\n",
	       "");
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
		cmocka_unit_test(links_entries_to_their_headings),
		cmocka_unit_test(joins_titles_on_two_lines),
		cmocka_unit_test(reads_a_label_in_two_ways),
		cmocka_unit_test(leaves_clauses_notes_and_verse_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
