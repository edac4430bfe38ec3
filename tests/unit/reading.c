/* SPDX-License-Identifier: MIT */
#include "text/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ALL (READING_PINYIN | READING_AOZORA)
#define BLOCK 65536

/* Copies text into out without the readings of these kinds. */
static void strip(const char *s, size_t n, unsigned kinds, char *out)
{
	struct reading r;
	size_t pos = 0;

	while (reading_find(s, n, pos, kinds, &r)) {
		memcpy(out, s + pos, r.begin - pos);
		out += r.begin - pos;
		pos = r.end;
	}
	memcpy(out, s + pos, n - pos);
	out[n - pos] = '\0';
}

static void assert_stripped(const char *text, const char *expected)
{
	char out[500];

	strip(text, strlen(text), ALL, out);
	assert_string_equal(out, expected);
}

static bool is_pinyin_of(uint32_t c, const char *p)
{
	return reading_is_pinyin_of(c, p, strlen(p));
}

static void test_is_pinyin_of(void **state)
{
	(void)state;
	assert_true(is_pinyin_of(0x95DC, "guān"));
	assert_true(is_pinyin_of(0x5173, "guān"));
	assert_true(is_pinyin_of(0x95DC, "guan"));
	assert_true(is_pinyin_of(0x95DC, "GUĀN"));
	assert_true(is_pinyin_of(0x95DC, "gua\xCC\x84n"));
	assert_true(is_pinyin_of(0x95DC, "\xC9\xA1u\xC9\x91\xCC\x84n")); /* ɡuɑ̄n */
	assert_false(is_pinyin_of(0x95DC, "guàn"));
	assert_false(is_pinyin_of(0x95DC, "gu"));
	assert_false(is_pinyin_of(0x95DC, "guan1"));
	assert_false(is_pinyin_of(0x95DC, ""));
	assert_true(is_pinyin_of(0x884C, "háng"));
	assert_true(is_pinyin_of(0x884C, "xíng"));
	assert_true(is_pinyin_of(0x7EFF, "lǜ"));
	assert_true(is_pinyin_of(0x7EFF, "lü"));
	assert_true(is_pinyin_of(0x7EFF, "lv"));
	assert_true(is_pinyin_of(0x7EFF, "lu\xCC\x88\xCC\x80"));
	assert_false(is_pinyin_of(0x4E2D, "lv"));
	assert_true(is_pinyin_of(0x4E0D, "bú"));
	assert_true(is_pinyin_of(0x9999, "xiang"));
	assert_false(is_pinyin_of('a', "a"));
	assert_false(is_pinyin_of(0x20, "guān"));
}

static void test_groups(void **state)
{
	(void)state;
	assert_stripped("機關(guān)黨建設(shè)", "機關黨建設");
	assert_stripped("机关（guān）建设（shè）", "机关建设");
	assert_stripped("黨委(擴(kuò)大)會(huì)議", "黨委(擴大)會議");
	assert_stripped("關(guān)(guān)係", "關係");
	assert_stripped("一個(ge)人", "一個人");
	assert_stripped("縣(區(qū))", "縣(區)");
	assert_stripped("女(nǚ)，绿(lv)", "女，绿");
	assert_stripped("饿(è)", "饿");
	assert_stripped("經(jīng)?；ネㄇ", "經?；ネㄇ");
}

static void test_no_readings(void **state)
{
	static const char *const texts[] = {
		"函數(sin)",
		"西安(xian)",
		"步驟(a)和(b)",
		"參數(n)",
		"啊(a)",
		"重庆(Chongqing)",
		"习近平(Xi Jinping)",
		"黨組(黨委)",
		"(一)總則",
		"(guān)",
		"關(guān",
		"關(guān）",
		"關(guan1)",
		"關 (guān)",
		"關()",
		"關(",
		"《中国》和《日本語のかな》",
		"《かな》",
		"漢字《》",
		"漢字《Kanji》",
		"漢字《かんじ",
		"［＃「漢字《かんじ》」はママ］",
		"力(Li)",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_stripped(texts[i], texts[i]);
}

static void test_find(void **state)
{
	const char *text = "機關(guān)(guān)，漢字《かんじ》｜ＡＢ《えーびー》";
	struct reading r;

	(void)state;
	assert_true(reading_find(text, strlen(text), 0, ALL, &r));
	assert_int_equal(r.kind, READING_PINYIN);
	assert_int_equal(r.base_begin, 3);
	assert_int_equal(r.base_end, 6);
	assert_int_equal(r.begin, 6);
	assert_int_equal(r.end, 20);
	assert_int_equal(r.text_begin, 14);
	assert_int_equal(r.text_end, 19);
	assert_true(reading_find(text, strlen(text), r.end, ALL, &r));
	assert_int_equal(r.kind, READING_AOZORA);
	assert_int_equal(r.base_begin, 23);
	assert_int_equal(r.base_end, 29);
	assert_int_equal(r.text_end - r.text_begin, 9);
	assert_true(reading_find(text, strlen(text), r.end, ALL, &r));
	assert_int_equal(r.base_end - r.base_begin, 6);
	assert_memory_equal(text + r.base_begin - 3, "｜", 3);
	assert_false(reading_find(text, strlen(text), r.end, ALL, &r));
	assert_true(reading_find(text, strlen(text), 0, READING_AOZORA, &r));
	assert_int_equal(r.base_begin, 23);
	assert_false(reading_find(text, strlen(text), 15, READING_PINYIN, &r));
	assert_false(reading_find(text, strlen(text), 0, 0, &r));
	assert_false(reading_find("", 0, 0, ALL, &r));
}

static void test_aozora(void **state)
{
	(void)state;
	assert_stripped("吾輩《わがはい》は猫", "吾輩は猫");
	assert_stripped("人々《ひとびと》、一ヶ月《いっかげつ》", "人々、一ヶ月");
	assert_stripped("倫敦《ロンドン》、黄金郷《エル・ドラド》", "倫敦、黄金郷");
	assert_stripped("※［＃「口＋世」］｜※［＃「口＋世」］《せ》",
			"※［＃「口＋世」］｜※［＃「口＋世」］");
}

/* A text of `groups` readings after one another, then `han` more characters. */
static size_t compose(char *out, const char *const *groups, size_t n_groups, size_t han)
{
	size_t n = 0, i;

	for (i = 0; i < n_groups; i++) {
		memcpy(out + n, groups[i], strlen(groups[i]));
		n += strlen(groups[i]);
	}
	for (i = 0; i < han; i++, n += 3)
		memcpy(out + n, "字", 3);
	return n;
}

static void test_density(void **state)
{
	static const char *const enough[] = {"關(guān)", "設(shè)", "學(xué)", "關(guān)",
					     "關(guān)"};
	static const char *const two[] = {"關(guān)", "設(shè)", "設(shè)", "關(guān)", "關(guān)"};
	static const char *const ruby[] = {"漢字《かんじ》", "は漢字《かんじ》", "は字《じ》"};
	static const char *const bar[] = {"｜漢字《かんじ》"};
	static char text[20000];

	(void)state;
	assert_int_equal(reading_density(text, compose(text, enough, 5, 100)), READING_PINYIN);
	assert_int_equal(reading_density(text, compose(text, enough, 5, 1600)), READING_PINYIN);
	assert_int_equal(reading_density(text, compose(text, enough, 5, 1700)), 0);
	assert_int_equal(reading_density(text, compose(text, enough, 4, 100)), 0);
	assert_int_equal(reading_density(text, compose(text, two, 5, 100)), 0);
	assert_int_equal(reading_density(text, compose(text, ruby, 3, 10)), READING_AOZORA);
	assert_int_equal(reading_density(text, compose(text, ruby, 2, 10)), 0);
	assert_int_equal(reading_density(text, compose(text, bar, 1, 10)), READING_AOZORA);
	assert_int_equal(reading_density("", 0), 0);
}

static void test_gate(void **state)
{
	static const char dense[] = "關(guān)設(shè)學(xué)關(guān)關(guān)";
	size_t n = 3 * BLOCK + 100;
	char *text = malloc(n);
	struct source *source;
	struct reading_gate *gate;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', n);
	memcpy(text + BLOCK + 10, dense, strlen(dense));
	source = source_of_bytes(text, n);
	gate = reading_gate_new(source);
	assert_int_equal(reading_gate_kinds(gate, n - 1), 0);
	assert_int_equal(reading_gate_kinds(gate, 3 * BLOCK - 1), READING_PINYIN);
	assert_int_equal(reading_gate_kinds(gate, 2 * BLOCK), READING_PINYIN);
	assert_int_equal(reading_gate_kinds(gate, BLOCK), READING_PINYIN);
	assert_int_equal(reading_gate_kinds(gate, BLOCK - 1), 0);
	assert_int_equal(reading_gate_kinds(gate, 0), 0);
	assert_int_equal(reading_gate_kinds(gate, n), 0);
	assert_int_equal(reading_gate_kinds(gate, UINT64_MAX - 1), 0);
	reading_gate_cut(gate, BLOCK + 5);
	assert_int_equal(reading_gate_kinds(gate, 2 * BLOCK), READING_PINYIN);
	reading_gate_cut(gate, 0);
	assert_int_equal(reading_gate_kinds(gate, BLOCK), READING_PINYIN);
	reading_gate_free(gate);
	reading_gate_free(NULL);
	source_free(source);
	free(text);
}

static void append(FILE *file, const char *text)
{
	fputs(text, file);
	fflush(file);
}

/* A file that grows while it is read: the last block is judged anew. */
static void test_gate_of_growing_source(void **state)
{
	char path[] = "/tmp/reading-gate-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	struct source_options options = {.encoding = "UTF-8", .secure = true};
	struct cause cause = CAUSE_NONE;
	struct reading_gate *gate;
	struct source *source;
	int i;

	(void)state;
	assert_non_null(file);
	append(file, "關(guān)設(shè)學(xué)");
	source = source_open(path, &options, &cause);
	assert_non_null(source);
	gate = reading_gate_new(source);
	assert_int_equal(reading_gate_kinds(gate, 0), 0);
	append(file, "關(guān)關(guān)");
	assert_int_equal(source_refresh(source), SOURCE_GREW);
	assert_int_equal(reading_gate_kinds(gate, 0), READING_PINYIN);
	for (i = 0; i < 2 * BLOCK / 10; i++)
		append(file, "0123456789");
	append(file, "關(guān)設(shè)");
	source_refresh(source);
	assert_int_equal(reading_gate_kinds(gate, 2 * BLOCK), 0);
	append(file, "關(guān)設(shè)學(xué)");
	source_refresh(source);
	assert_int_equal(reading_gate_kinds(gate, 2 * BLOCK), READING_PINYIN);
	reading_gate_free(gate);
	source_free(source);
	cause_release(&cause);
	fclose(file);
	unlink(path);
}

/* A file of the corpus; skips the test where there is none.  The caller frees it. */
static char *load_shared(const char *name, size_t *n)
{
	const char *shared = getenv("SHARED"), *root = getenv("SRCDIR");
	char path[1000], *text;
	FILE *file;

	if (shared != NULL)
		snprintf(path, sizeof(path), "%s/corpus/outline/%s", shared, name);
	else
		snprintf(path, sizeof(path), "%s/../shared/corpus/outline/%s",
			 root != NULL ? root : ".", name);
	file = fopen(path, "rb");
	if (file == NULL)
		return NULL;
	text = malloc(1 << 20);
	assert_non_null(text);
	*n = fread(text, 1, 1 << 20, file);
	fclose(file);
	return text;
}

/* The groups of Latin letters in ASCII brackets, counted without the code under test: '(' after a
 * byte of several, a letter or the like, and the first ')'. */
static size_t count_latin_groups(const char *s, size_t n)
{
	size_t count = 0, i, end;

	for (i = 1; i < n; i++) {
		bool latin = true;

		if (s[i] != '(' || ((unsigned char)s[i - 1] & 0x80) == 0)
			continue;
		for (end = i + 1; end < n && s[end] != ')' && latin; end++) {
			unsigned char b = (unsigned char)s[end];

			latin = (b >= 'a' && b <= 'z') || (b >= 0xC3 && b <= 0xC9) ||
				(b & 0xC0) == 0x80;
		}
		count += latin && end > i + 1 && end < n;
	}
	return count;
}

static void test_founding_text(void **state)
{
	size_t n, found = 0, pos = 0;
	char *text = load_shared("speech-zh-hant-readings.txt", &n);
	if (text == NULL)
		return;
	struct reading r;
	char *out;

	(void)state;
	while (reading_find(text, n, pos, READING_PINYIN, &r)) {
		found++;
		pos = r.end;
	}
	assert_true(found > 1000);
	assert_int_equal(found, count_latin_groups(text, n));
	assert_int_equal(reading_density(text, n), READING_PINYIN);
	out = malloc(n + 1);
	assert_non_null(out);
	strip(text, n, READING_PINYIN, out);
	assert_int_equal(count_latin_groups(out, strlen(out)), 0);
	assert_non_null(strstr(out, "黨組(黨委)"));
	assert_non_null(strstr(out, "縣(區)"));
	assert_null(strstr(out, "guān"));
	free(out);
	free(text);
}

static void test_other_texts(void **state)
{
	static const char *const plain[] = {"statute-zh-hans.txt", "novel-zh-hui.txt",
					    "gongwen-zh-hans.txt", "prose-zh.txt",
					    "man-xz.txt",          "rfc-deflate.txt"};
	size_t n, i;
	char *text = load_shared("novel-ja-aozora.txt", &n);
	if (text == NULL)
		return;

	(void)state;
	assert_int_equal(reading_density(text, n), READING_AOZORA);
	free(text);
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		text = load_shared(plain[i], &n);
		if (text == NULL)
			return;
		assert_int_equal(reading_density(text, n), 0);
		free(text);
	}
}

static void test_any_bytes(void **state)
{
	static const char *const pieces[] = {"(",    ")",    "（",   "）",   "《",
					     "》",   "｜",   "關",   "guān", "a",
					     "か",   "\xEF", "\xBC", "\x88", "\xE3\x80",
					     "\x8A", "漢字", "［＃", "］",   "\xCC\x84"};
	char text[400];
	int round;

	(void)state;
	srand(5);
	for (round = 0; round < 20000; round++) {
		size_t n = 0, pos = 0, count = (size_t)rand() % 60;
		struct reading r;

		while (count-- > 0) {
			const char *piece =
				pieces[(size_t)rand() % (sizeof(pieces) / sizeof(pieces[0]))];

			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
		}
		while (reading_find(text, n, pos, ALL, &r)) {
			assert_true(r.begin >= pos && r.base_begin < r.base_end);
			assert_true(r.base_end == r.begin && r.begin < r.text_begin);
			assert_true(r.text_begin < r.text_end && r.text_end < r.end && r.end <= n);
			pos = r.end;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_is_pinyin_of),  cmocka_unit_test(test_groups),
		cmocka_unit_test(test_no_readings),   cmocka_unit_test(test_find),
		cmocka_unit_test(test_aozora),        cmocka_unit_test(test_density),
		cmocka_unit_test(test_gate),          cmocka_unit_test(test_gate_of_growing_source),
		cmocka_unit_test(test_founding_text), cmocka_unit_test(test_other_texts),
		cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
