/* SPDX-License-Identifier: MIT */
#include "text/paragraph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistr.h>

#include <cmocka.h>

static struct paragraph p;

static int set_up(void **state)
{
	(void)state;
	paragraph_init(&p);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	paragraph_release(&p);
	return 0;
}

/* Cleans bytes as the segment that begins at `begin`. */
static void clean_at(uint64_t begin, const char *bytes, size_t n, enum reading_mode mode)
{
	struct segment segment = {begin, begin + n, begin + n, true, true};
	struct clean_options options = {mode, READING_PINYIN | READING_AOZORA};

	paragraph_clean(&p, &segment, bytes, &options);
}

static void clean(const char *text)
{
	clean_at(1000, text, strlen(text), READING_SHOW);
}

static void assert_clean(const char *text, const char *expected)
{
	clean(text);
	assert_string_equal(p.clean.data, expected);
	assert_int_equal(p.clean.len, strlen(expected));
}

/* The flags of the clean byte at `at`, and its colours. */
static struct span style_at(size_t at)
{
	struct span plain = {0, 0, 0, -1, -1};
	size_t i;

	for (i = 0; i < p.n_spans; i++) {
		if (at >= p.spans[i].begin && at < p.spans[i].end)
			return p.spans[i];
	}
	return plain;
}

/* The whole clean text is one piece with these flags. */
static void assert_struck(const char *text, const char *expected, uint32_t flags)
{
	assert_clean(text, expected);
	if (flags == 0) {
		assert_int_equal(p.n_spans, 0);
		return;
	}
	assert_int_equal(p.n_spans, 1);
	assert_int_equal(p.spans[0].begin, 0);
	assert_int_equal(p.spans[0].end, p.clean.len);
	assert_int_equal(p.spans[0].flags, flags);
}

static void test_plain(void **state)
{
	(void)state;
	assert_clean("", "");
	assert_int_equal(p.n_runs, 1);
	assert_clean("一、a\t「ｂ」é — “”", "一、a\t「ｂ」é — “”");
	assert_int_equal(p.n_runs, 2);
	assert_int_equal(p.n_spans, 0);
	assert_int_equal(paragraph_to_source(&p, 3), 1003);
	assert_int_equal(paragraph_from_source(&p, 1007), 7);
	assert_int_equal(paragraph_from_source(&p, 5), 0);
	assert_int_equal(paragraph_from_source(&p, 5000), p.clean.len);
}

static void test_bom(void **state)
{
	(void)state;
	clean_at(0, "\xEF\xBB\xBFxy", 5, READING_SHOW);
	assert_string_equal(p.clean.data, "xy");
	assert_int_equal(paragraph_to_source(&p, 0), 3);
	assert_int_equal(paragraph_from_source(&p, 0), 0);
	clean_at(0, "\xEF\xBB\xBFx\bxy", 7, READING_SHOW);
	assert_string_equal(p.clean.data, "xy");
	assert_clean("\xEF\xBB\xBFxy", "<FEFF>xy");
	clean_at(0, "x\xEF\xBB\xBF", 4, READING_SHOW);
	assert_string_equal(p.clean.data, "x<FEFF>");
}

static void test_names(void **state)
{
	static const char *const rows[][2] = {
		{"a\x07"
		 "b",
		 "a^Gb"},
		{"\x7F", "^?"},
		{"\x1B", "^["},
		{"x\r", "x^M"},
		{"\xC2\x9B"
		 "1m",
		 "<9B>1m"},
		{"\xE4", "<E4>"},
		{"\xE4\xB8", "<E4><B8>"},
		{"\xC0\x80", "<C0><80>"},
		{"\xF4\x90\x80\x80", "<F4><90><80><80>"},
		{"\xED\xB2\x84\xED\xB3\xA4", "<84><E4>"},
		{"\xED\xA0\x80", "<ED><A0><80>"},
		{"\xE2\x80\xAE"
		 "evil",
		 "<202E>evil"},
		{"\xE2\x81\xA6", "<2066>"},
		{"a\xE2\x80\x8B"
		 "b",
		 "a<200B>b"},
		{"a\xE2\x81\xA0"
		 "b",
		 "a<2060>b"},
		{"\xE2\x80\x8E\xE2\x80\x8F", "<200E><200F>"},
		{"\xE2\x80\xA8\xE2\x80\xA9", "<2028><2029>"},
		{"\xEE\x80\x80", "<E000>"},
		{"\xEF\xBF\xBF", "<FFFF>"},
		{"\xF3\xA0\x81\x81", "<E0041>"},
		{"\xE1\xA0\x8E", "<180E>"},
		{"a\xC2\xAD"
		 "b",
		 "ab"},
		{"\x1B[2J", "^[[2J"},
		{"\x1B]0;t\x07", "^[]0;t^G"},
		{"\x1B[?1m", "^[[?1m"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_clean(rows[i][0], rows[i][1]);
	clean_at(7, "a\0b", 3, READING_SHOW);
	assert_string_equal(p.clean.data, "a^@b");
	assert_int_equal(style_at(0).flags, 0);
	assert_int_equal(style_at(1).flags, SPAN_NAME);
	assert_int_equal(style_at(2).flags, SPAN_NAME);
	assert_int_equal(style_at(3).flags, 0);
	assert_int_equal(paragraph_to_source(&p, 2), 8);
	assert_int_equal(paragraph_to_source(&p, 3), 9);
}

static void test_kept_invisibles(void **state)
{
	static const char england[] = "\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2"
				      "\xF3\xA0\x81\xA5\xF3\xA0\x81\xAE\xF3\xA0\x81\xA7"
				      "\xF3\xA0\x81\xBF";
	static const char *const kept[] = {
		"\xD9\x86\xE2\x80\x8C\xD9\x87",                         /* ZWNJ in Persian */
		"\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7",     /* ZWJ in Hindi */
		"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6",         /* a family */
		"\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x94\xA5", /* ❤️‍🔥 */
		"\xE8\x91\x9B\xF3\xA0\x84\x80",                         /* 葛 with a selector */
		england,
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		assert_struck(kept[i], kept[i], 0);
	assert_clean("\xE2\x80\x8D"
		     "a",
		     "<200D>a");
	assert_clean("a\xE2\x80\x8D", "a<200D>");
	assert_clean("1\xE2\x80\x8C"
		     "2",
		     "1<200C>2");
}

static void test_lone_marks(void **state)
{
	(void)state;
	assert_clean("\xCC\x81"
		     "a",
		     "\xE2\x97\x8C\xCC\x81"
		     "a");
	assert_int_equal(style_at(0).flags, SPAN_NAME);
	assert_int_equal(style_at(5).flags, 0);
	assert_int_equal(paragraph_to_source(&p, 5), 1002);
	assert_clean("\x07\xCC\x81", "^G\xE2\x97\x8C\xCC\x81");
	assert_clean("\t\xCC\x81", "\t\xE2\x97\x8C\xCC\x81");
	assert_clean("\x1B[1m\xCC\x81", "\xE2\x97\x8C\xCC\x81");
	assert_clean("a\x1B[1m\xCC\x81", "a\xCC\x81");
	assert_clean("a\xCC\x81\xCC\x81", "a\xCC\x81\xCC\x81");
	assert_clean("\xE4\xEF\xB8\x8F", "<E4>\xE2\x97\x8C\xEF\xB8\x8F");
	assert_clean("\xCC\x81\b_", "\xE2\x97\x8C\xCC\x81");
}

static void test_overstrikes(void **state)
{
	const uint32_t both = SPAN_BOLD | SPAN_UNDERLINE;

	(void)state;
	assert_struck("x\bx", "x", SPAN_BOLD);
	assert_struck("x\bx\bx\bx", "x", SPAN_BOLD);
	assert_struck("_\bx", "x", SPAN_UNDERLINE);
	assert_struck("x\b_", "x", SPAN_UNDERLINE);
	assert_struck("_\bx\bx", "x", both);
	assert_struck("x\bx\b_", "x", both);
	assert_struck("f\bfo\boo\bo", "foo", SPAN_BOLD);
	assert_struck("foo\b\b\bfoo", "foo", SPAN_BOLD);
	assert_struck("foo\b\b\b___", "foo", SPAN_UNDERLINE);
	assert_struck("___\b\b\bfoo", "foo", SPAN_UNDERLINE);
	assert_struck("漢\b漢字\b\b字", "漢字", SPAN_BOLD);
	assert_struck("_\b漢__\b\b字", "漢字", SPAN_UNDERLINE);
	assert_struck("漢\b_字\b\b__", "漢字", SPAN_UNDERLINE);
	assert_struck("漢\b\b__\b\b漢", "漢", both);
	assert_struck("____\b\b\b\b漢字", "漢字", SPAN_UNDERLINE);
	assert_struck("漢字\b\b\b\b漢字", "漢字", SPAN_BOLD);
	assert_struck("+\bo", "o", SPAN_BOLD);
	assert_struck("+\b+\bo\bo", "o", SPAN_BOLD);
	assert_struck("a\bb", "b", 0);
	assert_struck("ab\b\b", "ab", 0);
	assert_struck("e\xCC\x81\be\xCC\x81", "e\xCC\x81", SPAN_BOLD);
	assert_struck("_\b_", "_", SPAN_BOLD);
	assert_struck("_\ba_\b_", "a_", SPAN_UNDERLINE);
	assert_struck("\b", "^H", SPAN_NAME);
	assert_clean("\bx", "^Hx");
	assert_clean("N\bNA\bAM\bME\bE plain", "NAME plain");
	assert_int_equal(p.n_spans, 1);
	assert_int_equal(p.spans[0].end, 4);
	assert_int_equal(paragraph_to_source(&p, 1), 1003);
	assert_int_equal(paragraph_to_source(&p, 4), 1012);
	assert_int_equal(paragraph_from_source(&p, 1013), 5);
	assert_clean("漢\b_ _x", "漢 _x");
	assert_clean("_\b\xC2\x9B", "<9B>");
	assert_int_equal(style_at(0).flags, SPAN_NAME | SPAN_UNDERLINE);
	assert_clean("\x1B[31mx\bx\x1B[m", "x");
	assert_int_equal(style_at(0).foreground, 1);
	assert_int_equal(style_at(0).flags, SPAN_BOLD);
}

static void assert_style(const char *sgr, uint32_t flags, int foreground, int background)
{
	char text[200];
	struct span style;

	snprintf(text, sizeof(text), "%sx", sgr);
	assert_clean(text, "x");
	style = style_at(0);
	assert_int_equal(style.flags, flags);
	assert_int_equal(style.foreground, foreground);
	assert_int_equal(style.background, background);
}

static void test_sgr(void **state)
{
	int i;

	(void)state;
	assert_style("\x1B[1m", SPAN_BOLD, -1, -1);
	assert_style("\x1B[2m", SPAN_DIM, -1, -1);
	assert_style("\x1B[3m", SPAN_ITALIC, -1, -1);
	assert_style("\x1B[4m", SPAN_UNDERLINE, -1, -1);
	assert_style("\x1B[5;6;8m", 0, -1, -1);
	assert_style("\x1B[7m", SPAN_REVERSE, -1, -1);
	assert_style("\x1B[9m", SPAN_STRIKE, -1, -1);
	assert_style("\x1B[21m", SPAN_UNDERLINE, -1, -1);
	assert_style("\x1B[1;2;3;4;7;9m\x1B[22;23;24;27;29m", 0, -1, -1);
	assert_style("\x1B[1;31;42m\x1B[m", 0, -1, -1);
	assert_style("\x1B[1;31;42m\x1B[0m", 0, -1, -1);
	assert_style("\x1B[1;31;42m\x1B[39;49m", SPAN_BOLD, -1, -1);
	for (i = 0; i < 8; i++) {
		char sgr[40];

		snprintf(sgr, sizeof(sgr), "\x1B[%d;%dm", 30 + i, 40 + i);
		assert_style(sgr, 0, i, i);
		snprintf(sgr, sizeof(sgr), "\x1B[%d;%dm", 90 + i, 100 + i);
		assert_style(sgr, 0, 8 + i, 8 + i);
	}
	assert_style("\x1B[38;5;200;48;5;17;1m", SPAN_BOLD, 200, 17);
	assert_style("\x1B[38:5:200m\x1B[48:5:17m", 0, 200, 17);
	assert_style("\x1B[38;2;255;0;0;1m", SPAN_BOLD, 196, -1);
	assert_style("\x1B[48:2:0:0:255m", 0, -1, 21);
	assert_style("\x1B[48:2::0:255:0;3m", SPAN_ITALIC, -1, 46);
	assert_style("\x1B[38;2;8;8;8m", 0, 232, -1);
	assert_style("\x1B[38;2;128;128;128m", 0, 244, -1);
	assert_style("\x1B[38;5;999m\x1B[38;2;300;0;0m", 0, -1, -1);
	assert_style("\x1B[58;5;1;1m", SPAN_BOLD, -1, -1);
	assert_style("\x1B[4:3m", SPAN_UNDERLINE, -1, -1);
	assert_style("\x1B[4m\x1B[4:0m", 0, -1, -1);
	assert_style("\x1B[;;;1m", SPAN_BOLD, -1, -1);
	assert_style("\x1B[99999999999999999999m", 0, -1, -1);
	assert_style("\x1B[38m\x1B[38;5m\x1B[38;2;1m", 0, -1, -1);
	assert_clean("a\x1B[1", "a^[[1");
	assert_clean("a\x1B[", "a^[[");
	assert_clean("a\x1B[1\x1B[mb", "a^[[1b");
	assert_clean("a\x1B[1mb\x1B[mc", "abc");
	assert_int_equal(paragraph_to_source(&p, 1), 1005);
	assert_int_equal(paragraph_from_source(&p, 1002), 1);
	assert_int_equal(paragraph_from_source(&p, 1005), 1);
	clean("plain again");
	assert_int_equal(p.n_spans, 0);
}

static void test_links(void **state)
{
	const char *close = "\x1B]8;;\x07";
	char text[200];

	(void)state;
	snprintf(text, sizeof(text), "a\x1B]8;id=1;http://x/\x1B\\b%sc", close);
	assert_clean(text, "abc");
	assert_int_equal(style_at(0).flags, 0);
	assert_int_equal(style_at(1).flags, SPAN_LINK);
	assert_int_equal(style_at(2).flags, 0);
	snprintf(text, sizeof(text), "\x1B]8;;http://x/\x07\x1B[1mb\x1B[0mc%s", close);
	assert_clean(text, "bc");
	assert_int_equal(style_at(0).flags, SPAN_LINK | SPAN_BOLD);
	assert_int_equal(style_at(1).flags, SPAN_LINK);
	assert_clean("\x1B]8;;http", "^[]8;;http");
	assert_clean("\x1B]8;x\x07", "^[]8;x^G");
}

static void test_readings(void **state)
{
	const char *text = "機關(guān)黨(擴(kuò)大)會(huì)議";

	(void)state;
	clean_at(0, text, strlen(text), READING_HIDE);
	assert_string_equal(p.clean.data, "機關黨(擴大)會議");
	assert_int_equal(p.n_spans, 0);
	assert_int_equal(paragraph_to_source(&p, 6), strlen("機關(guān)"));
	assert_int_equal(paragraph_from_source(&p, 8), 6);
	assert_int_equal(paragraph_from_source(&p, strlen("機關(guān)黨")), 9);
	clean_at(0, text, strlen(text), READING_DIM);
	assert_string_equal(p.clean.data, text);
	assert_int_equal(style_at(3).flags, 0);
	assert_int_equal(style_at(6).flags, SPAN_READING);
	assert_int_equal(style_at(strlen("機關(guān)")).flags, 0);
	clean_at(0, text, strlen(text), READING_ABOVE);
	assert_string_equal(p.clean.data, "機關黨(擴大)會議");
	assert_int_equal(p.n_rubies, 3);
	assert_int_equal(p.rubies[1].base_begin, 10);
	assert_int_equal(p.rubies[1].base_end, 13);
	assert_memory_equal(p.ruby_text.data + p.rubies[1].begin, "kuò", 4);
	assert_int_equal(p.rubies[1].end - p.rubies[1].begin, 4);
}

static void test_readings_with_styles(void **state)
{
	const char *text = "\x1B[1m機關(guān)\x1B[m，設\b設(\b(sh\bhè)計\x07";

	(void)state;
	clean_at(0, text, strlen(text), READING_HIDE);
	assert_string_equal(p.clean.data, "機關，設計^G");
	assert_int_equal(style_at(5).flags, SPAN_BOLD);
	assert_int_equal(style_at(6).flags, 0);
	assert_int_equal(style_at(9).flags, SPAN_BOLD);
	assert_int_equal(style_at(15).flags, SPAN_NAME);
	assert_int_equal(paragraph_to_source(&p, 15), strlen(text) - 1);
	assert_int_equal(paragraph_to_source(&p, p.clean.len), strlen(text));
	clean_at(0, text, strlen(text), READING_DIM);
	assert_int_equal(style_at(5).flags, SPAN_BOLD);
	assert_int_equal(style_at(6).flags, SPAN_BOLD | SPAN_READING);
}

static void test_aozora(void **state)
{
	const char *text = "その｜明るい国《あかるいくに》の漢字《かんじ》と《書名》";

	(void)state;
	clean_at(0, text, strlen(text), READING_ABOVE);
	assert_string_equal(p.clean.data, "その明るい国の漢字と《書名》");
	assert_int_equal(p.n_rubies, 2);
	assert_int_equal(p.rubies[0].base_begin, 6);
	assert_int_equal(p.rubies[0].base_end, 18);
	assert_int_equal(p.rubies[1].base_begin, 21);
	assert_int_equal(paragraph_to_source(&p, 6), 9);
	clean_at(0, text, strlen(text), READING_SHOW);
	assert_string_equal(p.clean.data, text);
	assert_int_equal(style_at(6).flags, SPAN_READING);
}

/* What holds for every paragraph, whatever its bytes. */
static void check_invariants(uint64_t begin, size_t n)
{
	size_t i;
	uint64_t pos;

	assert_null(u8_check((const uint8_t *)p.clean.data, p.clean.len));
	for (i = 0; i < p.clean.len; i++) {
		unsigned char b = (unsigned char)p.clean.data[i];

		assert_true(b == '\t' || (b >= 0x20 && b != 0x7F));
	}
	assert_int_equal(p.runs[0].clean, 0);
	assert_int_equal(p.runs[0].raw, 0);
	assert_int_equal(p.runs[p.n_runs - 1].clean, p.clean.len);
	assert_int_equal(p.runs[p.n_runs - 1].raw, n);
	for (i = 0; i + 1 < p.n_runs; i++) {
		assert_true(p.runs[i].clean <= p.runs[i + 1].clean);
		assert_true(p.runs[i].raw < p.runs[i + 1].raw);
	}
	for (i = 0; i < p.n_runs; i++) {
		pos = paragraph_to_source(&p, p.runs[i].clean);
		assert_int_equal(paragraph_from_source(&p, pos), p.runs[i].clean);
	}
	for (i = 1; i <= p.clean.len; i++)
		assert_true(paragraph_to_source(&p, i - 1) <= paragraph_to_source(&p, i));
	for (pos = begin + 1; pos <= begin + n; pos++)
		assert_true(paragraph_from_source(&p, pos - 1) <= paragraph_from_source(&p, pos));
	for (i = 0; i < p.n_spans; i++) {
		assert_true(p.spans[i].begin < p.spans[i].end);
		assert_true(p.spans[i].end <= p.clean.len);
		assert_true(i == 0 || p.spans[i - 1].end <= p.spans[i].begin);
	}
	assert_int_equal(paragraph_to_source(&p, p.clean.len), begin + n);
	for (i = 0; i < p.n_rubies; i++) {
		assert_true(p.rubies[i].base_begin < p.rubies[i].base_end);
		assert_true(p.rubies[i].base_end <= p.clean.len);
		assert_true(p.rubies[i].end <= p.ruby_text.len);
	}
}

/* Runs that go byte by byte hold the same bytes on both sides. */
static void check_identity(const char *bytes)
{
	size_t i;

	for (i = 0; i + 1 < p.n_runs; i++) {
		size_t len = p.runs[i + 1].clean - p.runs[i].clean;

		if (len == p.runs[i + 1].raw - p.runs[i].raw)
			assert_memory_equal(p.clean.data + p.runs[i].clean, bytes + p.runs[i].raw,
					    len);
	}
}

static const char *const pieces[] = {
	"a",
	"o",
	"+",
	"_",
	"\b",
	"\b\b",
	"漢",
	"關",
	"關(guān)",
	"(guān)",
	"經(jing)",
	"\x1B[1m",
	"\x1B[m",
	"\x1B",
	"[31m",
	"\t",
	"\xCC\x81",
	"\xE2\x80\x8D",
	"\xC2\x9B",
	"\xE4",
	"\x07",
	"｜",
	"《",
	"漢《かん》",
	"》",
	"か",
	"\xC2\xAD",
	"\xEF\xBB\xBF",
	"\xF0\x9F\x91\xA9",
	"(",
	")",
	"\x1B]8;;x\x07",
	"\xF3\xA0\x81\x81",
	"\xE1\x85\xA0",
	"設",
};

static void test_map_of_random_text(void **state)
{
	char bytes[600];
	int round;

	(void)state;
	srand(11);
	for (round = 0; round < 20000; round++) {
		size_t n = 0, count = (size_t)rand() % 30;
		uint64_t begin = round % 3 == 0 ? 0 : 5000;

		while (count-- > 0) {
			const char *piece =
				pieces[(size_t)rand() % (sizeof(pieces) / sizeof(pieces[0]))];

			if (rand() % 12 == 0) {
				bytes[n++] = (char)(rand() & 0xFF);
				continue;
			}
			memcpy(bytes + n, piece, strlen(piece));
			n += strlen(piece);
		}
		clean_at(begin, bytes, n, (enum reading_mode)(round % 4));
		check_invariants(begin, n);
		check_identity(bytes);
	}
}

static double seconds_of(const char *piece, size_t times)
{
	size_t len = strlen(piece);
	char *bytes = malloc(len * times);
	clock_t start = clock();
	size_t i;

	assert_non_null(bytes);
	for (i = 0; i < times; i++)
		memcpy(bytes + i * len, piece, len);
	clean_at(0, bytes, len * times, READING_HIDE);
	free(bytes);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Eight times the text may take some twenty times as long, not sixty-four. */
static void test_linear_time(void **state)
{
	static const char *const hostile[] = {
		"\b",
		"x\b",
		"xy\b\b\by",
		"\xCC\x81",
		"\x1B[1;1;",
		"\x1B]8;;x",
		"\x1B[",
		"\xE2\x80\x8D",
		"關(guān)",
		"關(",
		"(",
		"漢《あ",
		"｜漢",
		"漢《あ》",
		"｜",
		"\xF3\xA0\x81\x81",
		"x\xCC\x81\xCC\x81yz\b\b",
		"［＃《",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		double small = seconds_of(hostile[i], 10000);

		assert_true(seconds_of(hostile[i], 80000) < 24 * small + 0.1);
	}
}

/* One base with thousands of marks, gone over again and again. */
static void test_marks_and_backspaces(void **state)
{
	const size_t marks = 30000, strikes = 10000;
	char *bytes = malloc(1 + 2 * marks + 4 * strikes);
	size_t n = 0, i;
	clock_t start;

	(void)state;
	assert_non_null(bytes);
	bytes[n++] = 'a';
	for (i = 0; i < marks; i++, n += 2)
		memcpy(bytes + n, "\xCC\x81", 2);
	for (i = 0; i < strikes; i++, n += 4)
		memcpy(bytes + n, "\b\bax", 4);
	start = clock();
	clean_at(0, bytes, n, READING_SHOW);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 0.3);
	free(bytes);
}

static void test_read(void **state)
{
	static const char text[] = "機關(guān)設(shè)發(fā)設(shè)發(fā)\n機關(guān)";
	struct source *source = source_of_bytes(text, strlen(text));
	struct text *t = text_new(source);
	struct reading_gate *gate = reading_gate_new(source);
	struct segment segment = {0, (uint64_t)(strchr(text, '\n') - text), 0, true, true};

	(void)state;
	segment.next = segment.end + 1;
	paragraph_read(&p, &segment, t, gate, READING_HIDE);
	assert_string_equal(p.clean.data, "機關設發設發");
	paragraph_read(&p, &segment, t, NULL, READING_HIDE);
	assert_memory_equal(p.clean.data, text, segment.end);
	segment.begin = segment.next;
	segment.end = strlen(text) + 100; /* the file was cut since */
	paragraph_read(&p, &segment, t, gate, READING_HIDE);
	assert_string_equal(p.clean.data, "機關");
	assert_int_equal(p.segment.end, strlen(text));
	reading_gate_free(gate);
	text_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),       cmocka_unit_test(test_bom),
		cmocka_unit_test(test_names),       cmocka_unit_test(test_kept_invisibles),
		cmocka_unit_test(test_lone_marks),  cmocka_unit_test(test_overstrikes),
		cmocka_unit_test(test_sgr),         cmocka_unit_test(test_links),
		cmocka_unit_test(test_readings),    cmocka_unit_test(test_readings_with_styles),
		cmocka_unit_test(test_aozora),      cmocka_unit_test(test_map_of_random_text),
		cmocka_unit_test(test_linear_time), cmocka_unit_test(test_marks_and_backspaces),
		cmocka_unit_test(test_read),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
