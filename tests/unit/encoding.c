/* SPDX-License-Identifier: MIT */
/* Encodings are told apart, and nothing is lost in decoding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <iconv.h>
#include <string.h>

#include "text/encoding.h"
#include "text/encoding_guess.h"

static const char hans[] =
	"各位同志：今天的会议很重要，我们要认真学习，把工作做好。这是大家的事。\n";
static const char hant[] =
	"各位同志：今天的會議很重要，我們要認真學習，把工作做好。這是大家的事。\n";
static const char japanese[] =
	"本日はお忙しい中、お集まりいただきありがとうございます。会議を始めます。\n";
static const char korean[] = "오늘 회의에 참석해 주셔서 감사합니다. 우리는 함께 일하고 있습니다.\n";

static void encode(const char *utf8, const char *encoding, struct buffer *out)
{
	char bytes[1024], *in = (char *)(uintptr_t)utf8, *to = bytes;
	size_t n = strlen(utf8), left = sizeof(bytes);
	iconv_t cd = iconv_open(encoding, "UTF-8");

	assert_true(cd != (iconv_t)-1);
	assert_int_not_equal(iconv(cd, &in, &n, &to, &left), (size_t)-1);
	iconv_close(cd);
	buffer_append(out, bytes, sizeof(bytes) - left);
}

static const struct {
	const char *text, *encoding;
} samples[] = {
	{hans, "GB18030"},         {hant, "BIG5"},
	{japanese, "SHIFT_JIS"},   {japanese, "EUC-JP"},
	{korean, "EUC-KR"},        {hans, "UTF-16LE"},
	{hant, "UTF-16BE"},        {"plain words\n", "UTF-16LE"},
	{japanese, "UTF-32LE"},    {hans, "UTF-8"},
	{japanese, "ISO-2022-JP"},
};

static void samples_are_detected_and_decoded(void **state)
{
	size_t i, cut;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct buffer b, out;
		struct decoder *d;

		buffer_init(&b);
		buffer_init(&out);
		encode(samples[i].text, samples[i].encoding, &b);
		assert_string_equal(encoding_detect(b.data, b.len), samples[i].encoding);
		d = decoder_new(samples[i].encoding, NULL);
		assert_non_null(d);
		for (cut = 0; cut < b.len; cut++) /* byte by byte: every character is cut */
			decoder_feed(d, b.data + cut, 1, false, &out);
		decoder_feed(d, "", 0, true, &out);
		assert_string_equal(out.data, samples[i].text);
		decoder_free(d);
		buffer_release(&out);
		buffer_release(&b);
	}
}

static void frequencies_alone_tell_them_apart(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++) {
		struct buffer b;

		buffer_init(&b);
		encode(samples[i].text, samples[i].encoding, &b);
		assert_string_equal(encoding_guess(b.data, b.len), samples[i].encoding);
		assert_string_equal(encoding_guess(b.data, b.len / 2), samples[i].encoding);
		buffer_release(&b);
	}
	assert_null(encoding_guess("caf\xE9 d\xE9j\xE0 vu", 12));
}

static void utf8_survives_damage(void **state)
{
	(void)state;
	assert_string_equal(encoding_detect("", 0), "UTF-8");
	assert_string_equal(encoding_detect("plain", 5), "UTF-8");
	assert_string_equal(encoding_detect("a\0b", 3), "UTF-8");
	assert_string_equal(encoding_detect("\xE4\xB8\xAD\xE6\x96\x87\xFF", 7), "UTF-8");
	assert_string_equal(encoding_detect("\xE4\xB8\xAD\xE6\x96", 5), "UTF-8"); /* cut */
	assert_string_equal(encoding_detect("\xEF\xBB\xBFx\xFF\xFF", 6), "UTF-8");
	assert_string_equal(encoding_detect("\xFF\xFEx\0", 4), "UTF-16LE");
	assert_string_equal(encoding_detect("\xFE\xFF\0x", 4), "UTF-16BE");
}

static void check_decoding(const char *encoding, const char *bytes, size_t len, const char *utf8)
{
	struct decoder *d = decoder_new(encoding, NULL);
	struct buffer out;

	buffer_init(&out);
	assert_non_null(d);
	decoder_feed(d, bytes, len, true, &out);
	assert_string_equal(out.data, utf8);
	decoder_free(d);
	buffer_release(&out);
}

static void bad_bytes_become_surrogates(void **state)
{
	(void)state;
	check_decoding("GB18030",
		       "a\xFF"
		       "b",
		       3,
		       "a\xED\xB3\xBF"
		       "b");
	check_decoding("GBK", "\xD6\xD0\xCE", 3, "\xE4\xB8\xAD\xED\xB3\x8E"); /* cut off */
	check_decoding("UTF-8", "\x80", 1, "\xED\xB2\x80");
	/* A low surrogate alone: both bytes, and what follows is not shifted. */
	check_decoding("UTF-16LE", "\x41\xDC\x2D\x4E", 4, "\xED\xB1\x81\xED\xB3\x9C\xE4\xB8\xAD");
	check_decoding("UTF-16LE", "\xFF\xFE\x2D\x4E", 4, "\xE4\xB8\xAD"); /* the BOM is left out */
}

/* What the sets of single bytes say of one byte each, and what the larger sets add. */
static void many_encodings_are_known(void **state)
{
	static const struct {
		const char *encoding, *bytes, *utf8;
	} rows[] = {
		{"KOI8-R", "\xF0\xD2\xC9", "\xD0\x9F\xD1\x80\xD0\xB8"},
		{"KOI8-U", "\xA4", "\xD1\x94"},
		{"CP1250", "\x8A", "\xC5\xA0"},
		{"WINDOWS-1251", "\xCF\xF0", "\xD0\x9F\xD1\x80"},
		{"WINDOWS-1252", "\x93q\x94\x81", "\xE2\x80\x9Cq\xE2\x80\x9D\xED\xB2\x81"},
		{"CP1256", "\xC7", "\xD8\xA7"},
		{"ISO-8859-1", "\xE9", "\xC3\xA9"},
		{"ISO-8859-7", "\xE1", "\xCE\xB1"},
		{"ISO-8859-15", "\xA4", "\xE2\x82\xAC"},
		{"IBM866", "\x80", "\xD0\x90"},
		{"TIS-620", "\xA1", "\xE0\xB8\x81"},
		{"BIG5", "\x87\x40", "\xE4\x8F\xB0"}, /* of Hong Kong's set */
		{"BIG5", "\xA4\xA4", "\xE4\xB8\xAD"},
		{"SHIFT_JIS", "\x87\x40", "\xE2\x91\xA0"}, /* NEC's circled 1 */
		{"EUC-JP", "\xAD\xA1", "\xE2\x91\xA0"},
		{"EUC-KR", "\x81\x41", "\xEA\xB0\x82"}, /* of the unified code */
		{"UHC", "\x81\x41", "\xEA\xB0\x82"},
	};
	const char *name;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_decoding(rows[i].encoding, rows[i].bytes, strlen(rows[i].bytes),
			       rows[i].utf8);
	assert_string_equal(encoding_name(0), "auto");
	for (i = 1; (name = encoding_name(i)) != NULL; i++) {
		struct decoder *d = decoder_new(name, NULL);

		assert_non_null(d);
		decoder_free(d);
	}
}

static void unknown_names_have_a_cause(void **state)
{
	struct cause cause = CAUSE_NONE;

	(void)state;
	assert_null(decoder_new("KLINGON-7", &cause));
	assert_non_null(strstr(cause_text(&cause), "KLINGON-7"));
	assert_null(decoder_new("", &cause));
	assert_null(decoder_new("GBK//IGNORE", &cause));
	cause_release(&cause);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_are_detected_and_decoded),
		cmocka_unit_test(frequencies_alone_tell_them_apart),
		cmocka_unit_test(utf8_survives_damage),
		cmocka_unit_test(bad_bytes_become_surrogates),
		cmocka_unit_test(many_encodings_are_known),
		cmocka_unit_test(unknown_names_have_a_cause),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
