/* SPDX-License-Identifier: MIT */
/* Rules of the user: what they match, what they refuse, and that none holds the scan up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buffer.h"
#include "outline/collector.h"
#include "outline/decide.h"
#include "outline/reason.h"
#include "outline/rules.h"

static void add(struct rules *r, const char *name, const char *pattern, unsigned level)
{
	struct cause cause = CAUSE_NONE;
	struct rule rule = {.name = name, .pattern = pattern, .level = level};

	if (!rules_add(r, &rule, &cause))
		fail_msg("%s: %s", pattern, cause_text(&cause));
}

/* One pattern against one line: "LABEL|TITLE|BODY|NUMBER", or "" if it is no match. */
static void expect(const char *pattern, const char *line, const char *wanted)
{
	struct rules *r = rules_new();
	struct rule_matcher *m;
	struct match match;
	struct buffer got;

	buffer_init(&got);
	add(r, "x", pattern, 0);
	m = rule_matcher_new(r, NULL);
	assert_non_null(m);
	if (rule_match(m, line, strlen(line), false, &match)) {
		assert_int_equal(match.c.family, FAMILY_RULE_1);
		assert_true(match.begin <= match.title && match.title <= match.title_end);
		assert_true(match.title_end <= match.body && match.body <= strlen(line));
		assert_int_equal((match.c.evidence & EVIDENCE_RUN_IN) != 0,
				 match.body < strlen(line));
		buffer_append(&got, line + match.begin, match.title - match.begin);
		buffer_append_byte(&got, '|');
		buffer_append(&got, line + match.title, match.title_end - match.title);
		buffer_printf(&got, "|%s|%u", line + match.body, (unsigned)match.c.number);
	}
	assert_string_equal(got.data, wanted);
	rule_matcher_free(m);
	rules_free(r);
	buffer_release(&got);
}

static void groups_say_what_is_what(void **state)
{
	(void)state;
	expect("(?<label>Scene (?<number>\\d+))\\. (?<title>[^.]*)",
	       "Scene 12. The garden. It rains.", "Scene 12. |The garden|It rains.|12");
	expect("(?<label>Scene (?<number>\\d+))\\.", "Scene 3. The garden.",
	       "Scene 3. |The garden||3");
	expect("议题(?<number>.)：(?<title>.*)", "议题三：作风建设。", "|作风建设||3");
	expect("★", "★ 要点", "|★ 要点||0");
	expect("(?<title>.*)——", "结尾——正文", "|结尾|正文|0");
	expect("(?<label>X)(?<title>)", "X rest", "X||rest|0");
	expect("\\s*(?<label>\\*)", "   * star", "* |star||0");
	expect("(?<number>[a-z]+) act", "third act", "|third act||3");
}

static void a_match_begins_the_line(void **state)
{
	(void)state;
	expect("b", "ab", "");
	expect("b", " b", "");
	expect("x*", "abc", ""); /* an empty match is none */
	expect("第\\d+场$", "第3场", "|第3场||0");
	expect("第\\d+场$", "第3场 起", "");
	expect(".", "é", "|é||0");
}

/* The end of a line that is cut is not where it is cut. */
static void a_cut_line_has_no_end(void **state)
{
	struct rules *r = rules_new();
	struct rule_matcher *m;
	struct match match;

	(void)state;
	add(r, "x", "a+$", 0);
	m = rule_matcher_new(r, NULL);
	assert_true(rule_match(m, "aaa", 3, false, &match));
	assert_false(rule_match(m, "aaa", 3, true, &match));
	rule_matcher_free(m);
	rules_free(r);
}

/* \K, groups in the wrong order, and groups that took no part. */
static void odd_groups_do_no_harm(void **state)
{
	(void)state;
	expect("(?<title>a)(?<label>b)", "abc", "|a|c|0");
	expect("abc\\Kd", "abcd", "|abcd||0");
	expect("(?<label>x)?(?<title>y)?z", "z", "|z||0");
	expect("(?<label>  )", "  ", "|||0");
}

static void wrong_patterns_are_refused(void **state)
{
	struct rules *r = rules_new();
	struct cause cause = CAUSE_NONE;
	struct rule rule = {.name = "x", .pattern = "ab(c"};

	(void)state;
	assert_false(rules_add(r, &rule, &cause));
	assert_string_equal(cause_text(&cause), "missing closing parenthesis (at offset 4)");
	rule.pattern = "\\C";
	assert_false(rules_add(r, &rule, &cause));
	rule.pattern = "\xff";
	assert_false(rules_add(r, &rule, &cause));
	assert_int_equal(rules_count(r), 0);
	for (unsigned k = 0; k < RULES_MOST; k++)
		add(r, "many", "x", 1);
	rule.pattern = "x";
	assert_false(rules_add(r, &rule, &cause));
	assert_int_equal(rules_count(r), RULES_MOST);
	assert_int_equal(rules_count(NULL), 0);
	cause_release(&cause);
	rules_free(r);
	rules_free(NULL);
}

static void rules_may_be_of_some_documents(void **state)
{
	struct rules *r = rules_new();
	struct rule rule = {.name = "x", .pattern = "x", .document = "*/plays/*.txt"};
	struct rule_matcher *m;

	(void)state;
	assert_true(rules_add(r, &rule, NULL));
	assert_null(rule_matcher_new(r, "/home/plays/a.md"));
	assert_null(rule_matcher_new(r, NULL));
	assert_null(rule_matcher_new(NULL, "/home/plays/a.txt"));
	m = rule_matcher_new(r, "/home/plays/a.txt");
	assert_non_null(m);
	rule_matcher_free(m);
	add(r, "all", "y", 0);
	m = rule_matcher_new(r, "/home/plays/a.md");
	assert_non_null(m);
	rule_matcher_free(m);
	rules_free(r);
}

static void no_pattern_takes_for_ever(void **state)
{
	struct rules *r = rules_new();
	struct rule_matcher *m, *copy;
	struct match match;
	char line[4000];

	(void)state;
	memset(line, 'a', sizeof(line));
	add(r, "hostile", "(?:a+)+$(?<!a)", 1);
	add(r, "good", "b", 2);
	m = rule_matcher_new(r, NULL);
	assert_int_equal(rule_matcher_gave_up(m), 0);
	for (unsigned k = 0; k < 100000; k++)
		assert_false(rule_match(m, line, sizeof(line), false, &match));
	assert_int_equal(rule_matcher_gave_up(m), 1);
	assert_true(rule_match(m, "b", 1, false, &match));
	assert_int_equal(match.c.branch, 2);
	copy = rule_matcher_copy(m);
	assert_int_equal(rule_matcher_gave_up(copy), 1);
	assert_null(rule_matcher_copy(NULL));
	assert_int_equal(rule_matcher_gave_up(NULL), 0);
	rule_matcher_free(copy);
	rule_matcher_free(m);
	rule_matcher_free(NULL);
	rules_free(r);
}

/* The outline by rules */

static void feed(struct collector *c, const char *text)
{
	size_t pos = 0, n = strlen(text);
	uint64_t line = 0;

	while (pos < n) {
		size_t len = strcspn(text + pos, "\n");
		struct raw_line raw = {pos, line++, text + pos, len, false};

		collector_line(c, &raw);
		pos += len + 1;
	}
}

/* Lines and levels of headings, with a reason where it is a rule: "1:2 3:1r". */
static void expect_outline(const struct outline_options *options, const char *text,
			   const char *wanted)
{
	struct collector *c = collector_new(NULL, options);
	const struct candidate *items;
	struct ruling rulings[64];
	struct outline *o;
	struct buffer got;
	size_t n;

	buffer_init(&got);
	feed(c, text);
	items = collector_candidates(c, &n);
	assert_true(n <= 64);
	o = decide_by(items, n, options, rulings);
	o->rules = options->rules;
	outline_explain(o, items, rulings, n);
	for (size_t i = 0; i < o->n; i++) {
		buffer_printf(&got, "%s%u:%u%s", i ? " " : "", (unsigned)o->items[i].line + 1,
			      (unsigned)o->items[i].level,
			      o->items[i].reason == REASON_RULE ? "r" : "");
		if (o->items[i].reason == REASON_RULE)
			assert_string_equal(outline_family_name(o, (uint32_t)i), "scene");
	}
	assert_int_equal(o->n_explained, n);
	assert_string_equal(got.data, wanted);
	buffer_release(&got);
	outline_free(o);
	collector_free(c);
}

static void rules_come_before_all_families(void **state)
{
	struct outline_options options = outline_options_default();
	struct rules *r = rules_new();

	(void)state;
	options.rules = r;
	add(r, "scene", "场景|2024\\. |====", 3);
	/* numbers that no family would take, one heading alone, and a sentence */
	expect_outline(&options, "场景甲。\n正文，还有。\n", "1:3r");
	expect_outline(&options, "2024. x\n正文\n", "1:3r");
	expect_outline(&options, "第一章 甲\n文\n场景乙\n文\n第二章 丙\n文\n", "1:1 3:3r 5:1");
	/* in marked-up text too, also in a fence and as an adornment */
	expect_outline(&options, "# 甲\n\n文\n\n场景乙\n\n## 丙\n\n文\n\n## 丁\n\n```\n场景\n```\n",
		       "1:0 5:3r 7:1 11:1 14:3r");
	expect_outline(&options, "标题\n====\n", "1:0 2:3r");
	/* a heading of a rule is not taken for the title of an underline */
	expect_outline(&options, "\n场景甲\n------\n文\n", "2:3r");
	rules_free(r);
}

static void a_rule_without_a_level_nests(void **state)
{
	struct outline_options options = outline_options_default();
	struct rules *r = rules_new();

	(void)state;
	options.rules = r;
	add(r, "scene", "场景(?<number>\\d+)", 0);
	expect_outline(&options,
		       "第一章 甲\n文\n场景1\n文\n场景2\n文\n第二章 丙\n文\n场景1\n文\n场景2\n文\n",
		       "1:1 3:2r 5:2r 7:1 9:2r 11:2r");
	expect_outline(&options,
		       "场景1\n第一章 甲\n文\n第二章 文\n场景2\n第一章 丙\n文\n第二章 丁\n",
		       "1:1r 2:2 4:2 5:1r 6:2 8:2");
	/* without numbers they are beside what goes on across them, and around what restarts */
	rules_free(r);
	options.rules = r = rules_new();
	add(r, "scene", "★", 0);
	expect_outline(&options,
		       "★甲\n第一章 东\n文\n第二章 西\n文\n★乙\n第一章 南\n文\n第二章 北\n文\n",
		       "1:1r 2:2 4:2 6:1r 7:2 9:2");
	expect_outline(&options, "第一章 东\n★甲\n文\n★乙\n文\n第二章 西\n★丙\n文\n",
		       "1:1 2:2r 4:2r 6:1 7:2r");
	/* one alone moves nothing */
	expect_outline(&options, "第一章 东\n文\n（一）甲\n文\n（二）乙\n文\n第二章 西\n文\n★末\n",
		       "1:1 3:2 5:2 7:1 9:3r");
	rules_free(r);
}

static void families_can_be_left_out(void **state)
{
	struct outline_options options = outline_options_default();
	const char *text = "第一章 甲\n文\n（一）乙\n文\n（二）丙\n文\n第二章 丁\n文\n";

	(void)state;
	expect_outline(&options, text, "1:1 3:2 5:2 7:1");
	options.left_out[FAMILY_HAN_BRACKET / 64] |= UINT64_C(1) << FAMILY_HAN_BRACKET % 64;
	expect_outline(&options, text, "1:1 7:1");
	/* C. is a letter or a numeral: one reading is left */
	text = "I. 甲\n文\nII. 乙\n文\nIII. 丙\n文\n";
	expect_outline(&options, text, "1:1 3:1 5:1");
	options.left_out[FAMILY_ROMAN_MARK / 64] |= UINT64_C(1) << FAMILY_ROMAN_MARK % 64;
	expect_outline(&options, text, "");
	expect_outline(&options, "A. 甲\n文\nB. 乙\n文\nC. 丙\n文\nD. 丁\n文\n", "1:1 3:1 5:1 7:1");
}

static void a_notation_can_be_forced(void **state)
{
	struct outline_options options = outline_options_default();
	const char *text = "# 甲\n\n文\n\n第一章 乙\n文\n\n第二章 丙\n文\n";

	(void)state;
	expect_outline(&options, text, "1:1");
	options.notation = NOTATION_PLAIN;
	expect_outline(&options, text, "1:0 5:1 8:1");
	options.notation = NOTATION_NONE;
	expect_outline(&options, text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_say_what_is_what),
		cmocka_unit_test(a_match_begins_the_line),
		cmocka_unit_test(a_cut_line_has_no_end),
		cmocka_unit_test(odd_groups_do_no_harm),
		cmocka_unit_test(wrong_patterns_are_refused),
		cmocka_unit_test(rules_may_be_of_some_documents),
		cmocka_unit_test(no_pattern_takes_for_ever),
		cmocka_unit_test(rules_come_before_all_families),
		cmocka_unit_test(a_rule_without_a_level_nests),
		cmocka_unit_test(families_can_be_left_out),
		cmocka_unit_test(a_notation_can_be_forced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
