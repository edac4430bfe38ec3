/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/wrap.h"

static const struct wrap_options defaults = {.width = 80, .tab = 8, .widths = {1}};

static struct wrap_options of_width(uint32_t width)
{
	struct wrap_options o = defaults;

	o.width = width;
	return o;
}

/* A paragraph by hand: clean text, no spans, no readings. */
static void fill(struct paragraph *p, const char *s, size_t n)
{
	*p = (struct paragraph){0};
	buffer_init(&p->clean);
	buffer_init(&p->ruby_text);
	buffer_append(&p->clean, s, n);
}

static void release(struct paragraph *p)
{
	buffer_release(&p->clean);
	buffer_release(&p->ruby_text);
}

/* Rows as text, joined by '|'; a hanging indent as so many dots, a ruby row as '^'. */
static void assert_rows_of(const struct paragraph *p, const struct wrap_options *o,
			   const char *expected)
{
	struct wrapped w;
	struct buffer out;
	size_t i;
	uint32_t k;

	wrapped_init(&w);
	buffer_init(&out);
	wrap_paragraph(&w, p, o);
	for (i = 0; i < w.n_rows; i++) {
		if (i > 0)
			buffer_append_byte(&out, '|');
		if (w.rows[i].ruby) {
			buffer_append_byte(&out, '^');
			continue;
		}
		for (k = 0; k < w.rows[i].indent; k++)
			buffer_append_byte(&out, '.');
		buffer_append(&out, p->clean.data + w.rows[i].begin,
			      w.rows[i].end - w.rows[i].begin);
	}
	assert_string_equal(out.data, expected);
	buffer_release(&out);
	wrapped_release(&w);
}

static void assert_rows(const char *s, uint32_t width, const char *expected)
{
	struct wrap_options o = of_width(width);
	struct paragraph p;

	fill(&p, s, strlen(s));
	assert_rows_of(&p, &o, expected);
	release(&p);
}

static void test_plain(void **state)
{
	(void)state;
	assert_rows("", 10, "");
	assert_rows("hello", 5, "hello");
	assert_rows("hello world", 8, "hello|world");
	assert_rows("hello      world", 5, "hello|world");
	assert_rows("中文排版", 4, "中文|排版");
	assert_rows("中文排版", 5, "中文|排版");
	assert_rows("abcdefgh", 3, "abc|def|gh");
	assert_rows("ab    ", 4, "ab  ");
}

static void test_kinsoku(void **state)
{
	(void)state;
	assert_rows("中文排版，好", 8, "中文排|版，好");
	assert_rows("我们的「好」", 8, "我们的|「好」");
	assert_rows("テキストー", 8, "テキス|トー");
	assert_rows("キャット", 6, "キャッ|ト");
	assert_rows("人々々は", 6, "人々々|は");
	assert_rows("价格3.5元的2024年", 8, "价格3.5|元的2024|年");
	/* The second of two long dashes stays with the first. */
	assert_rows("中文字——好", 7, "中文字|——好");
	assert_rows("see U.S. law", 6, "see|U.S.|law");
}

static void test_quotes(void **state)
{
	(void)state;
	assert_rows("他说“你好”吗", 6, "他说|“你好”|吗");
	assert_rows("他们说“你好”", 7, "他们说|“你好”");
	assert_rows("“甲乙”“丙丁”", 7, "“甲乙”|“丙丁”");
	assert_rows("it’s don’t", 5, "it’s|don’t");
}

/* What no rule breaks is broken between clusters, still with kinsoku. */
static void test_nothing_fits(void **state)
{
	(void)state;
	assert_rows("aaaa)))", 5, "aaa|a)))");
	assert_rows("（（（中）））", 6, "（（（|中））|）");
	assert_rows("……………………", 4, "…………|…………");
	assert_rows("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301");
}

static void test_narrow(void **state)
{
	(void)state;
	assert_rows("中文a", 1, "中|文|a");
	assert_rows("　　中", 1, "|中");
	assert_rows("    中文", 2, "|中|文");
	assert_rows("\t\t\t", 1, "\t");
}

static void test_hanging(void **state)
{
	(void)state;
	assert_rows("  one two three", 9, "  one two|..three");
	assert_rows("　　中文排版好", 8, "　　中文|排版好");
	assert_rows("    中文排版好", 8, "    中文|排版好");
	assert_rows("      中文排版好", 16, "      中文排版好");
	assert_rows("      中文排版好也", 16, "      中文排版好|......也");
	assert_rows("          one two", 14, "          one|.......two");
}

static void test_glyphs(void **state)
{
	const char *s = "a\t中e\u0301\tx";
	struct wrap_options o = defaults;
	struct glyphs glyphs = {0};
	struct wrapped w;
	struct paragraph p;

	(void)state;
	wrapped_init(&w);
	fill(&p, s, strlen(s));
	wrap_paragraph(&w, &p, &o);
	assert_int_equal(w.n_rows, 1);
	assert_int_equal(w.rows[0].width, 17);
	wrap_glyphs(&w.rows[0], &p, &o, &glyphs);
	assert_int_equal(glyphs.n, 6);
	assert_int_equal(glyphs.items[1].width, 7);
	assert_int_equal(glyphs.items[2].col, 8);
	assert_int_equal(glyphs.items[2].width, 2);
	assert_int_equal(glyphs.items[3].len, 3);
	assert_int_equal(glyphs.items[4].width, 5);
	assert_int_equal(glyphs.items[5].col, 16);
	wrap_glyphs_window(&w.rows[0], &p, &o, (struct range){9, 11}, &glyphs);
	assert_int_equal(glyphs.n, 2); /* half of 中, and é */
	assert_int_equal(glyphs.items[0].col, 8);
	/* A tab is cut at the row's edge. */
	o.width = 4;
	wrap_paragraph(&w, &p, &o);
	assert_int_equal(w.rows[0].width, 1);
	glyphs_release(&glyphs);
	wrapped_release(&w);
	release(&p);
}

static void test_chop(void **state)
{
	struct wrap_options o = {.width = 1, .chop = true, .tab = 8, .widths = {1}};
	struct wrapped w;
	struct paragraph p;
	size_t i;

	(void)state;
	wrapped_init(&w);
	fill(&p, "", 0);
	for (i = 0; i < 30000; i++)
		buffer_append_string(&p.clean, "中");
	wrap_paragraph(&w, &p, &o);
	assert_int_equal(w.n_rows, 1);
	assert_int_equal(w.rows[0].width, 60000);
	assert_int_equal(w.rows[0].next, 90000);
	wrapped_release(&w);
	release(&p);
}

static void test_row_of(void **state)
{
	struct wrap_options o = of_width(5);
	struct wrapped w;
	struct paragraph p;

	(void)state;
	wrapped_init(&w);
	fill(&p, "hello world", 11);
	wrap_paragraph(&w, &p, &o);
	assert_int_equal(wrap_row_of(&w, 0), 0);
	assert_int_equal(wrap_row_of(&w, 5), 0); /* the blank that hangs */
	assert_int_equal(wrap_row_of(&w, 6), 1);
	assert_int_equal(wrap_row_of(&w, 11), 1);
	wrapped_release(&w);
	release(&p);
}

/* 機關 with guān and jī above, each over one character, then plain text. */
static void test_ruby(void **state)
{
	struct ruby rubies[] = {{0, 3, 0, 3}, {3, 6, 3, 8}};
	struct wrap_options o = defaults;
	struct glyphs glyphs = {0};
	struct wrapped w;
	struct paragraph p;
	uint32_t col;
	uint32_t width;

	(void)state;
	wrapped_init(&w);
	fill(&p, "機關黨建設", 15);
	buffer_append_string(&p.ruby_text, "jīguān");
	p.rubies = rubies;
	p.n_rubies = 2;
	assert_rows_of(&p, &o, "^|機關黨建設");
	wrap_paragraph(&w, &p, &o);
	assert_int_equal(wrap_row_of(&w, 0), 1);
	assert_int_equal(w.rows[1].width, 3 + 4 + 6);
	wrap_glyphs(&w.rows[1], &p, &o, &glyphs);
	assert_true(wrap_ruby_at(&glyphs, &rubies[0], &col, &width));
	assert_int_equal(col, 0);
	assert_int_equal(width, 3); /* jī and a blank */
	assert_true(wrap_ruby_at(&glyphs, &rubies[1], &col, &width));
	assert_int_equal(col, 3);
	assert_int_equal(width, 4);
	/* Pads count: no more than 機關 fits, and only that row has readings. */
	o.width = 8;
	assert_rows_of(&p, &o, "^|機關|黨建設");
	wrap_paragraph(&w, &p, &o);
	wrap_glyphs(&w.rows[2], &p, &o, &glyphs);
	assert_false(wrap_ruby_at(&glyphs, &rubies[0], &col, &width));
	glyphs_release(&glyphs);
	wrapped_release(&w);
	release(&p);
}

/* A base of several characters is kept on one row, its pad spread. */
static void test_ruby_base(void **state)
{
	struct ruby ruby = {3, 9, 0, 18};
	struct wrap_options o = of_width(12);
	struct paragraph p;

	(void)state;
	fill(&p, "彼少女は", 12);
	buffer_append_string(&p.ruby_text, "おとめおと");
	ruby.end = (uint32_t)p.ruby_text.len;
	p.rubies = &ruby;
	p.n_rubies = 1;
	/* The reading is cut to half the row: 6 cells for the base of 4. */
	assert_rows_of(&p, &o, "^|彼少女は");
	o.width = 5;
	assert_rows_of(&p, &o, "彼|^|少女|は");
	release(&p);
}

static bool is_in(uint32_t c, const char *set)
{
	size_t n = strlen(set);
	size_t pos = 0;

	while (pos < n) {
		uint32_t member;

		pos += utf8_decode(set + pos, n - pos, &member);
		if (member == c)
			return true;
	}
	return false;
}

static void check_row(const struct paragraph *p, const struct wrap_options *o,
		      const struct wrap_row *row, const char *where)
{
	static const char no_begin[] =
		"，。、；：？！）》」』】〕〉”’…ーぁぃぅぇぉっゃゅょァィゥェォ"
		"ッャュョ々ゝゞヽヾ";
	static const char no_end[] = "（《「『【〔〈“‘";
	const char *s = p->clean.data;
	size_t pos;
	uint32_t c;

	assert_true(row->width <= o->width);
	for (pos = row->end; pos < row->next; pos++)
		assert_true(s[pos] == ' ' || s[pos] == '\t' || (unsigned char)s[pos] == 0xE3 ||
			    (unsigned char)s[pos] == 0x80);
	if (row->begin == row->end || row->begin == 0)
		return;
	utf8_decode(s + row->begin, row->end - row->begin, &c);
	/* Leaders that are longer than any row have to begin one. */
	if (c == 0x2026 && row->begin >= 3 && memcmp(s + row->begin - 3, "\u2026", 3) == 0)
		return;
	if (is_in(c, no_begin) || cluster_code_point_width(c, o->widths) == 0)
		fail_msg("%s: width %u: a row begins with U+%04X", where, o->width, (unsigned)c);
	utf8_decode(s + utf8_before(s, row->begin), 4, &c);
	if (is_in(c, no_end))
		fail_msg("%s: width %u: a row ends with U+%04X: %.*s", where, o->width, (unsigned)c,
			 (int)(row->end - row->begin + 12), s + row->begin - 12);
}

/* What holds of any text at any width; returns the number of rows. */
static size_t check_paragraph(struct wrapped *w, const struct paragraph *p,
			      const struct wrap_options *o, const char *where)
{
	struct glyphs glyphs = {0};
	size_t next = 0;
	size_t i;

	wrap_paragraph(w, p, o);
	for (i = 0; i < w->n_rows; i++) {
		const struct wrap_row *row = &w->rows[i];

		assert_int_equal(row->begin, next);
		assert_true(row->next > row->begin || p->clean.len == 0);
		check_row(p, o, row, where);
		next = row->next;
		wrap_glyphs(row, p, o, &glyphs);
		if (glyphs.n > 0) {
			const struct glyph *last = &glyphs.items[glyphs.n - 1];

			assert_int_equal(last->begin + last->len, row->end);
			assert_int_equal(last->col + last->width, row->width);
		}
	}
	assert_int_equal(next, p->clean.len);
	glyphs_release(&glyphs);
	return w->n_rows;
}

static size_t check_file(const char *path)
{
	static const uint32_t widths[] = {10, 11, 17, 24, 37, 40, 60, 80, 131, 200};
	FILE *f = fopen(path, "r");
	struct wrapped w;
	char *line = NULL;
	size_t capacity = 0;
	size_t rows = 0;
	ssize_t len;
	size_t i;

	assert_non_null(f);
	wrapped_init(&w);
	while ((len = getline(&line, &capacity, f)) > 0) {
		size_t n = strcspn(line, "\r\n");
		struct paragraph p;

		if (memchr(line, '\b', (size_t)len) != NULL)
			continue; /* overstrikes: not clean text */
		fill(&p, line, n);
		for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
			struct wrap_options o = of_width(widths[i]);

			rows += check_paragraph(&w, &p, &o, path);
		}
		release(&p);
	}
	free(line);
	fclose(f);
	wrapped_release(&w);
	return rows;
}

static void test_corpus(void **state)
{
	static const char *const names[] = {"gongmun-ko",        "gongwen-zh-hans",
					    "novel-en-chapters", "novel-ja-aozora",
					    "novel-zh-hui",      "prose-zh",
					    "rfc-deflate",       "speech-zh-hant-readings",
					    "statute-zh-hans",   "traps-none",
					    "traps-odd",         "markdown-readme",
					    "rst-odtwriter",     "man-xz"};
	const char *shared = getenv("SHARED");
	const char *source = getenv("SRCDIR");
	char path[4096];
	size_t rows = 0;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		FILE *f;

		if (shared != NULL)
			snprintf(path, sizeof(path), "%s/corpus/outline/%s.txt", shared, names[i]);
		else
			snprintf(path, sizeof(path), "%s/../shared/corpus/outline/%s.txt",
				 source != NULL ? source : ".", names[i]);
		f = fopen(path, "r");
		if (f == NULL) {
			print_message("# left out: what it reads is not there\n");
			return;
		}
		fclose(f);
		rows += check_file(path);
	}
	assert_true(rows > 50000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),     cmocka_unit_test(test_kinsoku),
		cmocka_unit_test(test_quotes),    cmocka_unit_test(test_nothing_fits),
		cmocka_unit_test(test_narrow),    cmocka_unit_test(test_hanging),
		cmocka_unit_test(test_glyphs),    cmocka_unit_test(test_chop),
		cmocka_unit_test(test_row_of),    cmocka_unit_test(test_ruby),
		cmocka_unit_test(test_ruby_base), cmocka_unit_test(test_corpus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
