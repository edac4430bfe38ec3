/* SPDX-License-Identifier: MIT */
/* Han found by pinyin and kana by romaji: what letters spell, and what they do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "search/pattern.h"

#define ALL (MATCH_DEFAULT | MATCH_PINYIN)

/* All hits in a text, with blanks between. */
static void hits(const char *query, const char *text, unsigned match, struct buffer *out)
{
	struct pattern_options options = {.match = match};
	struct cause cause = CAUSE_NONE;
	struct pattern *p = pattern_new(query, strlen(query), &options, &cause);
	struct matcher *m;
	struct hit hit;

	if (p == NULL)
		fail_msg("%s: %s", query, cause_text(&cause));
	m = matcher_new(p);
	matcher_begin(m, text, strlen(text));
	for (size_t pos = 0; matcher_next(m, pos, &hit) == MATCH_FOUND; pos = hit.end) {
		if (out->len > 0)
			buffer_append_byte(out, ' ');
		buffer_append(out, text + hit.begin, hit.end - hit.begin);
	}
	matcher_free(m);
	pattern_free(p);
}

struct example {
	const char *query, *text, *hits;
};

static void check(const struct example *examples, size_t n, unsigned match)
{
	for (size_t i = 0; i < n; i++) {
		struct buffer found;

		buffer_init(&found);
		hits(examples[i].query, examples[i].text, match, &found);
		if (strcmp(found.data, examples[i].hits) != 0)
			fail_msg("\"%s\" in \"%s\": \"%s\", not \"%s\"", examples[i].query,
				 examples[i].text, found.data, examples[i].hits);
		buffer_release(&found);
	}
}

#define CHECK(examples, match) check(examples, sizeof(examples) / sizeof((examples)[0]), match)

static void test_syllables(void **state)
{
	static const struct example examples[] = {
		{"jiguan", "機關 机关 jiguan 机灌 机光", "機關 机关 jiguan 机灌"},
		{"jg", "機關，机关；经过。及其", "機關 机关 经过"},
		{"jguan", "机关 经过", "机关"},
		{"jig", "机关 经过", "机关"},
		{"jgdj", "機關黨建", "機關黨建"},
		{"黨jian", "黨建 党建 黨務", "黨建 党建"},
		{"机guan", "機關 机关 经关", "機關 机关"},
		{"xian", "西安 先 西瓜", "西安 先"},
		{"xi'an", "西安 先", "西安"},
		{"xi an", "西安 先 xi  an", "西安 xi  an"},
		{"kalaok", "卡拉OK", "卡拉OK"},
		{"zh", "最后 中国 综合", "最后 中 综合"},
		{"zg", "中国 作工 张", "中国 作工"},
		{"zhg", "中国 作工", "中国"},
		{"sh", "社会 所好 社交", "社会 所好 社"},
		{"Beijing", "北京 beijing Beijing", "北京 Beijing"},
		/* All readings, the rare ones too. */
		{"yinhang", "银行", "银行"},
		{"xingren", "行人", "行人"},
		{"chongqing", "重庆", "重庆"},
		{"jg", "jg JG", "jg JG"},
		/* Beyond the BMP. */
		{"ya", "\xF0\xA0\x80\xA7", ""},
		{"qiu", "\xF0\xA0\x80\x89", "\xF0\xA0\x80\x89"},
	};

	(void)state;
	CHECK(examples, ALL);
}

static void test_tones(void **state)
{
	static const struct example examples[] = {
		{"jīguān", "机关 鸡冠", "机关 鸡冠"},
		{"ji1guan1", "机关 即管", "机关"},
		{"ji2guan", "机关 籍贯", "籍贯"},
		{"jíguàn", "机关 籍贯", "籍贯"},
		{"ji1guàn", "机关 鸡贯", "鸡贯"},
		{"guan4", "冠军 关", "冠"},
		{"de5", "的 德", "的"},
		{"ji1", "机1 机", "机1 机"},
		{"lv", "绿 旅 路", "绿 旅"},
		{"lü", "绿 旅 路", "绿 旅"},
		{"lu:", "绿 旅 路", "绿 旅"},
		{"lǜ", "绿 旅", "绿"},
		{"lv4", "绿 旅", "绿"},
		{"nv", "女 奴", "女"},
		{"lve", "略", "略"},
		{"lue", "略", "略"},
		{"qü", "去 曲", "去 曲"},
		{"jv", "局", "局"},
		{"hǎo'á", "好啊", "好啊"},
		/* No tone is an umlaut. */
		{"gän", "干", ""},
	};
	static const struct example decomposed[] = {
		{"ji\xCC\x84gua\xCC\x84n", "机关 即管", "机关"},
		{"lu\xCC\x88\xCC\x80", "绿 旅", "绿"},
	};

	(void)state;
	CHECK(examples, ALL);
	CHECK(examples, MATCH_PINYIN | MATCH_SCRIPT);
	CHECK(decomposed, ALL);
	CHECK(decomposed, MATCH_PINYIN);
}

/* What would be too much. */
static void test_misses(void **state)
{
	static const struct example examples[] = {
		{"jiguan", "机 关 机关关 机话", "机关"},
		{"xian", "下年 下你", ""}, /* xia, and the n of xian */
		{"gan", "公安", ""},       /* g before a vowel begins a syllable */
		{"g'an", "公安", "公安"},
		{"xiang", "先个", ""},
		{"xian'g", "先个", "先个"},
		{"tuang", "团购", "团购"}, /* tuang is no syllable */
		{"xa", "西安", "西安"},
		{"jing", "机那个", ""},
		{"jigu", "机关", ""},
		{"u", "乌 无", ""},
		{"i", "一", ""},
		{"jiguan", "ｊiguan", "ｊiguan"},
		{"j-g", "机关", ""},
		{"3", "三", ""},
		{"ma", "、。", ""},
	};
	static const struct example off[] = {
		{"jiguan", "機關 jiguan", "jiguan"}, {"jg", "机关", ""}, {"kyou", "きょう", ""}};

	(void)state;
	CHECK(examples, ALL);
	CHECK(off, MATCH_DEFAULT | MATCH_KANA);
}

static void test_gaps(void **state)
{
	static const struct example examples[] = {
		{"jiguandang", "機關(guān)黨", "機關(guān)黨"},
		{"jgd", "機(jī)關(guān)\n　　黨 x", "機(jī)關(guān)\n　　黨"},
		{"jg", "機\n\n關", ""},
		{"jg", "機 關", ""},
		{"sono漢字", "その｜漢字", "その｜漢字"},
		{"hanzi", "漢\xF3\xA0\x84\x80字", "漢\xF3\xA0\x84\x80字"},
		{"jg", "机\b机关\b关", "机\b机关\b关"},
		{"jia", "家\xCC\x81", ""},
		{"jg x", "机关 \n x", "机关 \n x"},
		{" jg", "a  机关", "  机关"},
		{"(jg)", "（机关）", "（机关）"},
		{"jiguan", "ji\n guan ji-\nguan", "ji-\nguan"},
	};
	static const struct example bare[] = {
		{"jgd", "機關(guān)黨", ""}, {"jg", "機\n關", ""}, {"机g", "機關 机关", "机关"}};

	(void)state;
	CHECK(examples, ALL);
	CHECK(bare, MATCH_PINYIN);
}

static void test_romaji(void **state)
{
	static const struct example examples[] = {
		{"kyou", "きょう キョウ ｷｮｳ キョー きよう", "きょう キョウ ｷｮｳ キョー"},
		{"kyo-", "キョー きょう", "キョー"},
		{"kyō", "キョー きょう きょ", "キョー きょう"},
		{"kyô", "きょお", "きょお"},
		{"shi", "し シ ち", "し シ"},
		{"si", "し", "し"},
		{"tsu", "つ", "つ"},
		{"tu", "つ っ", "つ"},
		{"chi", "ち", "ち"},
		{"ti", "ち ティ", "ち ティ"},
		{"zi", "じ", "じ"},
		{"ji", "じ ぢ", "じ ぢ"},
		{"fu", "ふ", "ふ"},
		{"hu", "ふ", "ふ"},
		{"kippu", "きっぷ きぷ", "きっぷ"},
		{"matcha", "まっちゃ", "まっちゃ"},
		{"shinbun", "しんぶん", "しんぶん"},
		{"shimbun", "しんぶん", "しんぶん"},
		{"kin'en", "きんえん きねん", "きんえん"},
		{"kinen", "きんえん きねん", "きねん"},
		{"konna", "こんな こな", "こんな"},
		{"konnna", "こんな", "こんな"},
		{"konnichiwa", "こんにちは こんにちわ", "こんにちは こんにちわ"},
		{"hon", "ほん", "ほん"},
		{"honn", "ほん", "ほん"},
		{"ko-hi-", "コーヒー", "コーヒー"},
		{"koohii", "コーヒー", "コーヒー"},
		{"toukyou", "とうきょう トーキョー", "とうきょう トーキョー"},
		{"ga", "が カ\xE3\x82\x99 ｶﾞ か", "が カ\xE3\x82\x99 ｶﾞ"},
		{"vi", "ヴィ", "ヴィ"},
		{"yomu", "よむ 読む", "よむ"},
		{"日本no", "日本の 日本ノ", "日本の 日本ノ"},
		{"kyou", "きょ\n　う", "きょ\n　う"},
		{"kyou", "kyou", "kyou"},
	};

	(void)state;
	CHECK(examples, ALL);
	CHECK(examples, ALL | MATCH_KANA);
}

static void test_limits(void **state)
{
	struct pattern_options options = {.match = ALL};
	struct cause cause = CAUSE_NONE;
	struct pattern *longest;
	struct buffer query;

	(void)state;
	buffer_init(&query);
	for (int i = 0; i < 128; i++)
		buffer_append_string(&query, "zh");
	longest = pattern_new(query.data, query.len, &options, &cause);
	assert_non_null(longest);
	pattern_free(longest);
	buffer_append_string(&query, "z");
	assert_null(pattern_new(query.data, query.len, &options, &cause));
	assert_non_null(strstr(cause_text(&cause), "too long"));
	cause_release(&cause);
	buffer_release(&query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_syllables), cmocka_unit_test(test_tones),
		cmocka_unit_test(test_misses),    cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_romaji),    cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
