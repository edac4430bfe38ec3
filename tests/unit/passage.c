/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "view/passage.h"

static struct document *document_of(const char *text)
{
	char path[] = "/tmp/passage.XXXXXX";
	int fd = mkstemp(path);
	struct document_options options = {0};
	struct cause cause = CAUSE_NONE;
	struct document *d;

	assert_true(fd >= 0);
	assert_true(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	d = document_open(path, &options, &cause);
	assert_non_null(d);
	assert_true(document_scan(d, &cause));
	assert_true(indexer_wait(d->indexer));
	document_update(d);
	unlink(path);
	return d;
}

/* The passage around the words, as a copy. */
static const char *around(const char *text, enum passage kind, const char *words)
{
	static char found[4096];
	struct document *d = document_of(text);
	struct range r = passage_around(d, kind, (uint64_t)(strstr(text, words) - text));

	assert_true(r.begin <= r.end && r.end <= strlen(text));
	snprintf(found, sizeof(found), "%.*s", (int)(r.end - r.begin), text + r.begin);
	document_free(d);
	return found;
}

static const char speech[] =
	"在会上的讲话\n\n　　一、形势\n　　今年雨水多。“要早准备！”他说。水库有三座；堤防"
	"有五处。\n　　各县要查。查完要报。\n\n　　二、任务\n　　任务很重。\n";

static void sentences(void **state)
{
	(void)state;
	assert_string_equal(around(speech, PASSAGE_SENTENCE, "雨水"), "今年雨水多。");
	assert_string_equal(around(speech, PASSAGE_SENTENCE, "今年"), "今年雨水多。");
	assert_string_equal(around(speech, PASSAGE_SENTENCE, "早准备"), "“要早准备！”");
	assert_string_equal(around(speech, PASSAGE_SENTENCE, "堤防"), "水库有三座；堤防有五处。");
	assert_string_equal(around(speech, PASSAGE_SENTENCE, "查完"), "查完要报。");
	assert_string_equal(around(speech, PASSAGE_SENTENCE, "形势"), "一、形势");
}

static void paragraphs_and_sections(void **state)
{
	(void)state;
	assert_string_equal(around(speech, PASSAGE_PARAGRAPH, "查完"), "各县要查。查完要报。");
	assert_string_equal(around(speech, PASSAGE_SECTION, "查完"),
			    "一、形势\n　　今年雨水多。“要早准备！”他说。水库有三座；堤防有五处。\n"
			    "　　各县要查。查完要报。");
	assert_string_equal(around(speech, PASSAGE_SECTION, "任务很"), "二、任务\n　　任务很重。");
	/* Before the first section there is none: the paragraph. */
	assert_string_equal(around(speech, PASSAGE_SECTION, "会上"), "在会上的讲话");
}

static const char wrapped[] = "Some words of Mr. J. Smith came first.  The version is 1.5 in this\n"
			      "text, and the sentence goes on for a while over\n"
			      "three lines.  Then it ends! \"Does it?\"\n\n    An indented one.\n";

static void lines_broken_by_hand(void **state)
{
	(void)state;
	assert_string_equal(
		around(wrapped, PASSAGE_SENTENCE, "goes on"),
		"The version is 1.5 in this\ntext, and the sentence goes on for a while "
		"over\nthree lines.");
	assert_string_equal(
		around(wrapped, PASSAGE_SENTENCE, "three"),
		"The version is 1.5 in this\ntext, and the sentence goes on for a while "
		"over\nthree lines.");
	assert_string_equal(around(wrapped, PASSAGE_SENTENCE, "ends"), "Then it ends!");
	assert_string_equal(around(wrapped, PASSAGE_SENTENCE, "Does"), "\"Does it?\"");
	assert_string_equal(around(wrapped, PASSAGE_PARAGRAPH, "indented"), "An indented one.");
	assert_int_equal(strlen(around(wrapped, PASSAGE_PARAGRAPH, "goes on")),
			 strlen(wrapped) - strlen("\n\n    An indented one.\n"));
}

/* Every place of any bytes has passages that hold together, and blank lines have empty ones. */
static void any_place(void **state)
{
	static const char text[] = "甲。乙\xE4\n\n \t \n. . .\n！！！\na.b.c\r\n。\n";
	struct document *d = document_of(text);

	(void)state;
	for (uint64_t pos = 0; pos <= strlen(text); pos++)
		for (int kind = PASSAGE_SENTENCE; kind <= PASSAGE_SECTION; kind++) {
			struct range r = passage_around(d, (enum passage)kind, pos);

			assert_true(r.begin <= r.end && r.end <= strlen(text));
		}
	assert_true(passage_around(d, PASSAGE_SENTENCE, 11).begin ==
		    passage_around(d, PASSAGE_SENTENCE, 11).end);
	document_free(d);
	d = document_of("");
	assert_true(passage_around(d, PASSAGE_PARAGRAPH, 0).end == 0);
	document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
		cmocka_unit_test(paragraphs_and_sections),
		cmocka_unit_test(lines_broken_by_hand),
		cmocka_unit_test(any_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
