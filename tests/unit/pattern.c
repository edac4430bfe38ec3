/* SPDX-License-Identifier: MIT */
/* What a query finds: each equivalence alone, switched off, together, and against an oracle. */
#include "search/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unigbrk.h>
#include <uninorm.h>

#include <cmocka.h>

#include "base/memory.h"

static struct pattern *compile_for(const char *query, const struct pattern_options *options)
{
	struct cause cause = CAUSE_NONE;
	struct pattern *p = pattern_new(query, strlen(query), options, &cause);

	if (p == NULL)
		fail_msg("%s: %s", query, cause_text(&cause));
	return p;
}

static struct pattern *compile(const char *query, unsigned match, bool regex)
{
	return compile_for(query, &(struct pattern_options){.match = match, .regex = regex});
}

static char *first_of(struct pattern *p, const char *text)
{
	struct matcher *m = matcher_new(p);
	struct hit hit;
	char *found = NULL;

	if (matcher_find(m, text, strlen(text), 0, &hit) == MATCH_FOUND)
		found = memory_copy(text + hit.begin, hit.end - hit.begin);
	matcher_free(m);
	pattern_free(p);
	return found;
}

/* The first hit in a text, as a string the caller frees; NULL if none.  Without just-in-time code
 * it is the same. */
static char *first(const char *query, const char *text, unsigned match, bool regex)
{
	struct pattern_options slow = {.match = match, .regex = regex, .no_jit = true};
	char *found = first_of(compile(query, match, regex), text);
	char *slowly = first_of(compile_for(query, &slow), text);

	assert_int_equal(found != NULL, slowly != NULL);
	if (found != NULL)
		assert_string_equal(found, slowly);
	free(slowly);
	return found;
}

static void finds(const char *query, const char *text, unsigned match, const char *expected)
{
	char *found = first(query, text, match, false);

	if (found == NULL)
		fail_msg("\"%s\" is not found in \"%s\"", query, text);
	assert_string_equal(found, expected);
	free(found);
}

static void misses(const char *query, const char *text, unsigned match)
{
	char *found = first(query, text, match, false);

	if (found != NULL)
		fail_msg("\"%s\" is found in \"%s\": \"%s\"", query, text, found);
}

/* Found with the flag, and not without it, whatever else is on. */
static void depends(const char *query, const char *text, unsigned flag, const char *expected)
{
	finds(query, text, flag, expected);
	finds(query, text, MATCH_DEFAULT | flag, expected);
	misses(query, text, 0);
	misses(query, text, (MATCH_DEFAULT | MATCH_KANA) & ~flag);
}

static void test_plain(void **state)
{
	(void)state;
	finds("党建设", "加强党建设。", 0, "党建设");
	finds("a.b*", "xaab a.b*", 0, "a.b*");
	finds("\\E^$", "x\\E^$", MATCH_DEFAULT, "\\E^$");
	misses("a.b", "axb", MATCH_DEFAULT);
	misses("abc", "ab", MATCH_DEFAULT);
}

static void test_case(void **state)
{
	(void)state;
	depends("speech", "a SPEECH", MATCH_CASE, "SPEECH");
	misses("Speech", "a speech", MATCH_DEFAULT);
	finds("Speech", "speech Speech", MATCH_DEFAULT, "Speech");
	depends("straße", "STRASSE", MATCH_CASE, "STRASSE");
	depends("strasse", "Straße", MATCH_CASE, "Straße");
	depends("οδοσ", "ΟΔΟς", MATCH_CASE, "ΟΔΟς");
	misses("i", "\xC4\xB1", MATCH_DEFAULT); /* dotless i is another letter */
}

static void test_width(void **state)
{
	(void)state;
	depends("abc", "ａｂｃ", MATCH_WIDTH, "ａｂｃ");
	depends("ａｂｃ", "abc", MATCH_WIDTH, "abc");
	depends("カナ", "ｶﾅ", MATCH_WIDTH, "ｶﾅ");
	depends("ｶﾅ", "カナ", MATCH_WIDTH, "カナ");
	finds("ガ", "ｶﾞ", MATCH_WIDTH, "ｶﾞ");
	depends("(a)", "（a）", MATCH_WIDTH, "（a）");
	finds("a b", "a　b", MATCH_WIDTH, "a　b");
}

static void test_forms(void **state)
{
	(void)state;
	depends("\xC3\xA9", "e\xCC\x81", MATCH_NFKC, "e\xCC\x81");
	depends("e\xCC\x81", "\xC3\xA9", MATCH_NFKC, "\xC3\xA9");
	finds("office", "oﬃce", MATCH_NFKC, "oﬃce");
	finds("ﬁ", "fi", MATCH_NFKC, "fi");
	/* Full case folding takes ligatures apart, too. */
	finds("office", "oﬃce", MATCH_CASE, "oﬃce");
	misses("office", "oﬃce", MATCH_DEFAULT & ~(unsigned)(MATCH_NFKC | MATCH_CASE));
	depends("1", "①", MATCH_NFKC, "①");
	depends("株式会社", "㍿", MATCH_NFKC, "㍿");
	depends("한", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", MATCH_NFKC,
		"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB");
	depends("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한", MATCH_NFKC, "한");
	/* Marks of different classes, in either order and half composed: ậ */
	finds("\xE1\xBA\xAD", "a\xCC\x82\xCC\xA3", MATCH_NFKC, "a\xCC\x82\xCC\xA3");
	finds("\xE1\xBA\xAD", "\xC3\xA2\xCC\xA3", MATCH_NFKC, "\xC3\xA2\xCC\xA3");
	finds("a\xCC\x82\xCC\xA3", "\xE1\xBA\xA1\xCC\x82", MATCH_NFKC, "\xE1\xBA\xA1\xCC\x82");
	finds("葛城", "葛\xF3\xA0\x84\x80城", MATCH_NFKC, "葛\xF3\xA0\x84\x80城");
}

static void test_script(void **state)
{
	(void)state;
	depends("机关党建设", "機關黨建設", MATCH_SCRIPT, "機關黨建設");
	depends("機關黨建設", "机关党建设", MATCH_SCRIPT, "机关党建设");
	depends("发", "發", MATCH_SCRIPT, "發");
	depends("发", "髮", MATCH_SCRIPT, "髮");
	depends("発", "发", MATCH_SCRIPT, "发");
	depends("读", "読", MATCH_SCRIPT, "読");
	misses("發", "髮", MATCH_DEFAULT);
	depends("后", "後", MATCH_SCRIPT, "後");
	depends("乾", "干", MATCH_SCRIPT, "干");
}

static void test_blank(void **state)
{
	(void)state;
	finds("a b", "a \t  b", MATCH_BLANK, "a \t  b");
	finds("a b", "a　b", MATCH_BLANK, "a　b");
	misses("a b", "ab", MATCH_DEFAULT);
	misses("a b", "a  b", 0);
	misses("a b", "a  b", MATCH_DEFAULT & ~(unsigned)MATCH_BLANK);
	misses("a b", "a\nb", MATCH_BLANK);
	finds("a b", "a \n   b", MATCH_DEFAULT, "a \n   b");
	misses("a b", "a\n\nb", MATCH_DEFAULT);
}

static void test_readings(void **state)
{
	(void)state;
	depends("機關黨建設", "機關(guān)黨建設(shè)", MATCH_READING, "機關(guān)黨建設");
	finds("机关党建设", "機關(guān)黨建設(shè)", MATCH_DEFAULT, "機關(guān)黨建設");
	depends("機關黨", "機關（guan）（guan）黨", MATCH_READING, "機關（guan）（guan）黨");
	depends("漢字を", "漢字《かんじ》を", MATCH_READING, "漢字《かんじ》を");
	depends("その漢字", "その｜漢字", MATCH_READING, "その｜漢字");
	finds("函數(sin)", "函數(sin)", MATCH_DEFAULT, "函數(sin)");
	/* A reading over several bases is one word. */
	finds("かんじ", "は漢《かん》字《じ》だ", MATCH_DEFAULT, "かん》字《じ");
	finds("かんじ", "は漢《かん》｜字々《じ》だ", MATCH_DEFAULT, "かん》｜字々《じ");
	finds("漢字", "は漢《かん》字《じ》だ", MATCH_DEFAULT, "漢《かん》字");
	misses("かんじ", "漢《かん》と字《じ》", MATCH_DEFAULT);
	misses("かんじ", "漢《かん》字《じ》", MATCH_DEFAULT & ~(unsigned)MATCH_READING);
	finds("kanji", "は漢《かん》字《じ》だ", MATCH_DEFAULT | MATCH_PINYIN, "かん》字《じ");
	misses("黨建", "黨(不是)建", MATCH_DEFAULT);
	misses("黨建", "黨(abcdefg)建", MATCH_DEFAULT);
	misses("ab", "a(x)b", MATCH_DEFAULT);
}

static void test_breaks(void **state)
{
	(void)state;
	depends("建設", "建\r\n　　設", MATCH_BREAK, "建\r\n　　設");
	depends("transform", "trans-\n  form", MATCH_BREAK, "trans-\n  form");
	depends("transform",
		"trans\xC2\xAD"
		"form",
		MATCH_BREAK,
		"trans\xC2\xAD"
		"form");
	misses("foobar", "foo\nbar", MATCH_DEFAULT);
	misses("建設", "建\n\n設", MATCH_DEFAULT);
}

static void test_kana(void **state)
{
	(void)state;
	depends("かな", "カナ", MATCH_KANA, "カナ");
	depends("カナ", "かな", MATCH_KANA, "かな");
	finds("がき", "ｶﾞｷ", MATCH_DEFAULT | MATCH_KANA, "ｶﾞｷ");
}

static void test_clusters(void **state)
{
	(void)state;
	misses("e", "e\xCC\x81", MATCH_DEFAULT);
	misses("e", "\xC3\xA9", MATCH_DEFAULT);
	misses("か", "か\xE3\x82\x99", MATCH_DEFAULT);
	misses("\xF0\x9F\x9A\x80", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80", 0);
	/* The flag of China is not in A C, N B. */
	misses("\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3",
	       "\xF0\x9F\x87\xA6\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3\xF0\x9F\x87\xA7", 0);
	finds("e", "e\xCC\x81 e", MATCH_DEFAULT, "e");
	finds("하", "한 하", MATCH_DEFAULT, "하");
}

static void test_overstrikes(void **state)
{
	(void)state;
	finds("COMMAND AL", "xC\bCO\bOM\bMM\bMA\bAN\bND\bD A\bAL\bL", MATCH_DEFAULT,
	      "C\bCO\bOM\bMM\bMA\bAN\bND\bD A\bAL\bL");
	finds("red fish", "\x1B[31mred\x1B[m fish\n", 0, "red\x1B[m fish");
	misses("^G", "a\x07 \x1B[1mb\x1B[m", 0);
	finds("\x07", "a\x07 \x1B[1mb\x1B[m", 0, "\x07");
}

static void test_regex(void **state)
{
	static const struct {
		const char *query, *text, *hit;
	} cases[] = {
		{"^第.章$", "x\n第一章\n", "第一章"},
		{"a.*b", "a\nab", "ab"},
		{"\\w+", "「漢字」", "漢字"},
		{"[^x]+b", "a\ncb", "cb"},
		{"\\d+$", "a1\r\nb", "1"},
		{"(?<=a)b\\z", "b\nab", "b"},
		{"c",
		 "\xE6\xFF"
		 "c",
		 "c"},
		{"x*", "aaxx", "xx"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *found = first(cases[i].query, cases[i].text, MATCH_DEFAULT, true);

		if (found == NULL)
			fail_msg("%s finds nothing", cases[i].query);
		assert_string_equal(found, cases[i].hit);
		free(found);
	}
	assert_null(first("speech", "SPEECH", MATCH_DEFAULT, true));
}

static void test_causes(void **state)
{
	struct pattern_options regex = {.regex = true};
	size_t at;
	struct cause cause = CAUSE_NONE;

	(void)state;
	assert_null(pattern_new("a(b", 3, &regex, &cause));
	assert_non_null(strstr(cause_text(&cause), "parenthesis"));
	assert_non_null(strstr(cause_text(&cause), "offset 3"));
	assert_false(pattern_check_regex("a(b", 3, &at, &cause));
	assert_string_equal(cause_text(&cause), "missing closing parenthesis");
	assert_int_equal(at, 3);
	assert_false(pattern_check_regex("a)b", 3, &at, &cause));
	assert_int_equal(at, 1);
	assert_true(pattern_check_regex("a(b)", 4, &at, &cause));
	cause_release(&cause);
	assert_string_equal(pattern_match_name(0), "case");
	assert_string_equal(pattern_match_name(8), "pinyin");
	assert_null(pattern_match_name(9));
}

static void test_limits(void **state)
{
	struct pattern *p = compile("(a|aa)+z", 0, true);
	struct matcher *m = matcher_new(p);
	char text[400];
	struct hit hit;

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + sizeof(text) - 3, "x z", 3);
	assert_int_equal(matcher_find(m, text, sizeof(text), 0, &hit), MATCH_GAVE_UP);
	matcher_free(m);
	pattern_free(p);
	/* Many ligatures in a row: bounded work, and still found. */
	finds("ffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffff", MATCH_DEFAULT,
	      "ffffffffffffffffffffffffffffffff");
}

/* A run of blanks is gone through once, not once for each of them. */
static void test_blank_runs(void **state)
{
	static const unsigned flags[] = {MATCH_DEFAULT, MATCH_DEFAULT | MATCH_PINYIN};
	size_t n = 3000000;
	char *text = memory_alloc(n);

	(void)state;
	memset(text, ' ', n);
	memcpy(text + n - 4, "\n  x", 4);
	for (size_t i = 0; i < 2; i++) {
		struct pattern *p = compile(" x", flags[i], false);
		struct matcher *m = matcher_new(p);
		struct hit hit;

		assert_int_equal(matcher_find(m, text, n - 1, 0, &hit), MATCH_NONE);
		text[n - 6] = 'y';
		assert_int_equal(matcher_find(m, text, n, 0, &hit), MATCH_FOUND);
		assert_int_equal(hit.begin, n - 5);
		text[n - 6] = ' ';
		matcher_free(m);
		pattern_free(p);
	}
	free(text);
}

static void test_long_queries(void **state)
{
	char query[3 * 150 + 1], text[3 * 150 + 1];

	(void)state;
	/* Of every length up to there: gaps between many characters fill PCRE2's programs. */
	for (size_t i = 0; i < 150; i++) {
		memcpy(query + 3 * i, "机", 3);
		memcpy(text + 3 * i, "機", 3);
		query[3 * i + 3] = text[3 * i + 3] = '\0';
		if (i < 64)
			finds(query, text, MATCH_DEFAULT, text);
	}
	finds(query, text, MATCH_DEFAULT, text);
}

/* ---- the oracle: whatever folds to the same, between cluster edges ---- */

static char *fold(const char *s, size_t n, size_t *len)
{
	*len = 0;
	return (char *)u8_casefold((const uint8_t *)s, n, NULL, UNINORM_NFKD, NULL, len);
}

static bool oracle_finds(const char *query, const char *text, struct hit *hit)
{
	size_t n = strlen(text), n_query, n_part;
	char *breaks = memory_alloc(n + 1), *wanted = fold(query, strlen(query), &n_query);
	bool found = false;

	u8_grapheme_breaks((const uint8_t *)text, n, breaks);
	breaks[n] = 1;
	for (size_t i = 0; i < n && !found; i++) {
		for (size_t j = i + 1; breaks[i] && j <= n && !found; j++) {
			char *part = breaks[j] ? fold(text + i, j - i, &n_part) : NULL;

			found = part != NULL && n_part == n_query &&
				memcmp(part, wanted, n_part) == 0;
			if (found)
				*hit = (struct hit){i, j};
			free(part);
		}
	}
	free(breaks);
	free(wanted);
	return found;
}

static void random_text(uint32_t *seed, char *out, unsigned most)
{
	static const char *const atoms[] = {"a",        "b",  "e",  "E",
					    "f",        "i",  "s",  "ß",
					    "ﬁ",        "ﬀ",  "é",  "\xCC\x81",
					    "\xCC\xA3", "â",  "ạ",  "ậ",
					    "ａ",       "Ｅ", "①",  "1",
					    "ｶ",        "カ", "ガ", "\xEF\xBE\x9E",
					    "한",       "하", "국", "\xE1\x86\xAB",
					    "㍿",       "株", "σ",  "ς",
					    "ℬ",        "中", "Å",  "\xE2\x84\xAB"};
	unsigned n;

	out[0] = '\0';
	*seed = *seed * 1664525u + 1013904223u;
	n = 1 + (*seed >> 16) % most;
	for (unsigned i = 0; i < n; i++) {
		*seed = *seed * 1664525u + 1013904223u;
		strncat(out, atoms[(*seed >> 16) % (sizeof(atoms) / sizeof(atoms[0]))], 4);
	}
}

static bool has_capital(const char *s)
{
	static const char *const capitals[] = {"E", "Ｅ", "ℬ", "Å", "\xE2\x84\xAB"};

	for (size_t i = 0; i < sizeof(capitals) / sizeof(capitals[0]); i++) {
		if (strstr(s, capitals[i]) != NULL)
			return true;
	}
	return false;
}

static void test_oracle(void **state)
{
	uint32_t seed = 7;
	unsigned n_found = 0;

	(void)state;
	for (unsigned i = 0; i < 6000; i++) {
		char query[64], text[128], *found;
		struct hit hit = {0, 0};
		bool expected;

		random_text(&seed, query, 3);
		random_text(&seed, text, 14);
		/* Case counts with capitals; a query that begins with a mark may begin inside. */
		if (has_capital(query) || strncmp(query, "\xCC", 1) == 0 ||
		    strncmp(query, "\xE1\x86\xAB", 3) == 0 ||
		    strncmp(query, "\xEF\xBE\x9E", 3) == 0)
			continue;
		expected = oracle_finds(query, text, &hit);
		found = first(query, text, MATCH_CASE | MATCH_WIDTH | MATCH_NFKC, false);
		if (expected != (found != NULL))
			fail_msg("\"%s\" in \"%s\": %d expected", query, text, expected);
		if (expected) {
			assert_int_equal(strlen(found), hit.end - hit.begin);
			assert_memory_equal(found, text + hit.begin, hit.end - hit.begin);
			n_found++;
		}
		free(found);
	}
	assert_true(n_found > 200);
}

/* A letter has dozens of ways to be written, which are looked for many bytes at once: each is found
 * wherever it stands, in text that has much of what they begin with, and in text that has little.
 */
static void test_places(void **state)
{
	static const char *const words[] = {"work",    "WOrk",       "ｗork", "Ｗork",
					    "ⓦork",    "𝐰ork",       "ʷork",  "wＯrk",
					    "w-\nork", "w\u00ADork", "ᵂork"};
	static const char *const fillers[] = {"，。", "w", "wa wo we ", "中文", "ｗ", "\xF0\x9D"};
	char text[512];

	(void)state;
	for (size_t f = 0; f < sizeof(fillers) / sizeof(fillers[0]); f++)
		for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
			for (size_t before = 0; before < 100; before += strlen(fillers[f])) {
				size_t n = 0, len = strlen(fillers[f]);

				while (n < before) {
					memcpy(text + n, fillers[f], len);
					n += len;
				}
				/* a cluster ends there */
				n += (size_t)snprintf(text + n, sizeof(text) - n, " %s ",
						      words[w]);
				while (n < 300) {
					memcpy(text + n, fillers[f], len);
					n += len;
				}
				text[n] = '\0';
				finds("work", text, MATCH_DEFAULT, words[w]);
				memcpy(text + before + 1 + strlen(words[w]), " end", 5);
				finds("work", text, MATCH_DEFAULT, words[w]);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),       cmocka_unit_test(test_case),
		cmocka_unit_test(test_width),       cmocka_unit_test(test_forms),
		cmocka_unit_test(test_script),      cmocka_unit_test(test_blank),
		cmocka_unit_test(test_readings),    cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_kana),        cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_overstrikes), cmocka_unit_test(test_regex),
		cmocka_unit_test(test_causes),      cmocka_unit_test(test_limits),
		cmocka_unit_test(test_blank_runs),  cmocka_unit_test(test_long_queries),
		cmocka_unit_test(test_places),      cmocka_unit_test(test_oracle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
