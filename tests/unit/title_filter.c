/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "view/title_filter.h"

static bool passes(const char *query, const char *title)
{
	struct title_filter *f = title_filter_new(query, strlen(query));
	bool result = title_filter_passes(f, title, strlen(title));

	/* The two agree, whatever the title. */
	assert_int_equal(result, title_filter_score(f, title, strlen(title), 0, NULL) != INT_MIN);
	title_filter_free(f);
	return result;
}

static int score(const char *query, const char *title, size_t label)
{
	struct title_filter *f = title_filter_new(query, strlen(query));
	int result = title_filter_score(f, title, strlen(title), label, NULL);

	title_filter_free(f);
	return result;
}

/* The title with what is matched in brackets. */
static void assert_marks(const char *query, const char *title, const char *expected)
{
	struct title_filter *f = title_filter_new(query, strlen(query));
	unsigned char marks[256];
	struct buffer shown;
	size_t i;

	assert_true(strlen(title) < sizeof(marks));
	buffer_init(&shown);
	title_filter_score(f, title, strlen(title), 0, marks);
	for (i = 0; title[i] != '\0'; i++) {
		if (marks[i] && (i == 0 || !marks[i - 1]))
			buffer_append_byte(&shown, '[');
		if (!marks[i] && i > 0 && marks[i - 1])
			buffer_append_byte(&shown, ']');
		buffer_append_byte(&shown, title[i]);
	}
	if (i > 0 && marks[i - 1])
		buffer_append_byte(&shown, ']');
	assert_string_equal(shown.data, expected);
	buffer_release(&shown);
	title_filter_free(f);
}

static void characters_in_order(void **state)
{
	(void)state;
	assert_true(passes("", "anything"));
	assert_true(passes("  ", ""));
	assert_true(passes("cmp", "Compressed representation"));
	assert_true(passes("compressed REPR", "Compressed representation"));
	assert_false(passes("pmc", "Compact"));
	assert_false(passes("aa", "a"));
	assert_false(passes("x", ""));
}

static void what_counts_as_the_same(void **state)
{
	(void)state;
	assert_true(passes("机关党建", "三、機關黨建工作"));
	assert_true(passes("機關", "机关"));
	assert_true(passes("ａｂ", "AB"));
	assert_true(passes("ab", "ＡＢ"));
	assert_true(passes("カ", "か"));
	assert_true(passes("ｶﾞ", "ガイド"));
	assert_true(passes("cafe", "Café"));
	assert_true(passes("3", "③"));
	assert_true(passes("강", "강원도"));
	assert_true(passes("가", "강원도"));
	assert_false(passes("강", "가나다"));
	assert_false(passes("é", "cafe"));
}

static void pinyin(void **state)
{
	(void)state;
	assert_true(passes("jgdj", "機關黨建"));
	assert_true(passes("jgdj", "（二）机关党的建设"));
	assert_true(passes("jiguan", "機關"));
	assert_true(passes("jigdangj", "機關黨建"));
	assert_true(passes("机guan党j", "機關黨建"));
	assert_true(passes("jigu", "機關"));
	assert_false(passes("jiguang", "機關"));
	/* 長 is chang and zhang, 重 chong and zhong. */
	assert_true(passes("czc", "長治久長"));
	assert_true(passes("zhongdian", "重点"));
	assert_true(passes("chong", "重复"));
	assert_true(passes("cf", "重复"));
	/* ambiguous: xian is one syllable of 先, and two of 西安 */
	assert_true(passes("xian", "西安"));
	assert_true(passes("xian", "先"));
	assert_true(passes("lv", "绿"));
}

static void kana_in_latin(void **state)
{
	(void)state;
	assert_true(passes("gaido", "ガイド"));
	assert_true(passes("nihon", "にほん"));
	assert_true(passes("shashin", "しゃしん"));
	assert_true(passes("syasin", "シャシン"));
	assert_true(passes("kitte", "きって"));
	assert_true(passes("toukyou", "とうきょう"));
	assert_false(passes("kaido", "ガイド"));
}

static void better_and_worse(void **state)
{
	(void)state;
	/* 强 is rarely jiang */
	assert_true(score("j", "纪要", 0) > score("j", "强要", 0));
	/* side by side, at word starts, at the start, shorter */
	assert_true(score("data", "Block data", 0) > score("data", "Do a test again", 0));
	assert_true(score("cf", "Compressed format", 0) > score("cf", "Specific", 0));
	assert_true(score("de", "Details of it", 0) > score("de", "The details", 0));
	assert_true(score("机关", "一、机关建设", strlen("一、")) >
		    score("机关", "一、加强机关", strlen("一、")));
	assert_true(score("党建", "党建", 0) > score("党建", "党建工作中的几个问题与对策", 0));
	assert_true(score("党建", "（一）党建工作", 0) > score("党建", "（一）党的建设", 0));
}

static void what_is_marked(void **state)
{
	(void)state;
	assert_marks("jgdj", "二、機關黨建工作", "二、[機關黨建]工作");
	assert_marks("data", "a d-a-t-a block data", "a d-a-t-a block [data]");
	assert_marks("zl", "制度和质量", "制度和[质量]");
	assert_marks("cf", "Compressed format", "[C]ompressed [f]ormat");
	assert_marks("zz", "abc", "abc");
}

/* While one types on, nothing comes back. */
static void beginnings_pass_too(void **state)
{
	static const char *const titles[] = {"機關黨建（二）工作", "Compressed data FORMAT",
					     "しゃしん、강원도 Café", "\xFF\xE4 bad\x80", ""};
	static const char *const queries[] = {"jiguandangj", "cmprd fo", "syashin강cafe", "xyz"};

	(void)state;
	for (size_t t = 0; t < sizeof(titles) / sizeof(titles[0]); t++)
		for (size_t q = 0; q < sizeof(queries) / sizeof(queries[0]); q++) {
			struct title_filter *wider = NULL;
			bool before = true;

			for (size_t n = 0; n <= strlen(queries[q]); n++) {
				struct title_filter *f = title_filter_new(queries[q], n);
				bool now = title_filter_passes(f, titles[t], strlen(titles[t]));

				assert_true(before || !now || !title_filter_narrows(f, wider));
				before = now;
				title_filter_free(wider);
				wider = f;
			}
			title_filter_free(wider);
		}
}

static void any_bytes(void **state)
{
	struct buffer long_title;
	unsigned char *marks;
	struct title_filter *f;

	(void)state;
	assert_true(passes("\xFF", "a"));
	assert_true(passes("ab", "a\xFF\x80\xE4 b"));
	buffer_init(&long_title);
	for (int i = 0; i < 5000; i++)
		buffer_append_string(&long_title, "長a");
	f = title_filter_new(long_title.data, long_title.len);
	marks = malloc(long_title.len);
	assert_non_null(marks);
	assert_true(title_filter_score(f, long_title.data, long_title.len, 0, marks) > 0);
	assert_int_equal(marks[0], 1);
	assert_int_equal(marks[long_title.len - 1], 0);
	title_filter_free(f);
	f = title_filter_new("zhuangzhuangzhuangzhuangzhuangzhuangzhuangzhuangzhuangzhuangzhuang",
			     66);
	title_filter_score(f, long_title.data, long_title.len, 0, marks);
	title_filter_free(f);
	free(marks);
	buffer_release(&long_title);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_in_order),
		cmocka_unit_test(what_counts_as_the_same),
		cmocka_unit_test(pinyin),
		cmocka_unit_test(kana_in_latin),
		cmocka_unit_test(better_and_worse),
		cmocka_unit_test(what_is_marked),
		cmocka_unit_test(beginnings_pass_too),
		cmocka_unit_test(any_bytes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
