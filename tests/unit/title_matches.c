/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "view/document.h"
#include "view/title_matches.h"
#include "view/titles.h"

struct text_outline {
	struct source *source;
	struct text *text;
	struct outline *outline;
};

static void open_bytes(struct text_outline *t, const struct buffer *bytes)
{
	struct indexer *ix;

	t->source = source_of_bytes(bytes->data, bytes->len);
	t->text = text_new(t->source);
	ix = indexer_start(t->source, NULL, NULL, NULL);
	assert_non_null(ix);
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, t->text, &t->outline));
	indexer_free(ix);
}

static void close_bytes(struct text_outline *t)
{
	outline_free(t->outline);
	text_free(t->text);
}

static struct title_matches *start(struct text_outline *t, const char *query,
				   const struct wake *wake, struct title_matches *before)
{
	struct title_query q = {.text = query, .len = strlen(query)};

	return title_matches_start(t->source, t->outline, &q, wake, before);
}

static void wait_for(struct title_matches *m, const struct wake *wake)
{
	while (!title_matches_complete(m)) {
		wake_wait(wake);
		title_matches_update(m);
	}
}

static void make(struct buffer *b, unsigned chapters, unsigned sections)
{
	for (unsigned i = 1; i <= chapters; i++) {
		buffer_printf(b, "第%u章 章题%u\n\n正文。\n\n", i, i);
		for (unsigned k = 1; k <= sections; k++)
			buffer_printf(b, "第%u节 节题%uz%u%s\n\n正文。\n\n", k, i, k,
				      i % 7 == 3 && k == 2 ? "机关" : "");
	}
}

static void keeps_what_is_around(void **state)
{
	struct text_outline t;
	struct buffer b;
	struct title_matches *m;
	const uint32_t *best;

	(void)state;
	buffer_init(&b);
	make(&b, 10, 4);
	open_bytes(&t, &b);
	assert_int_equal(t.outline->n, 50);
	m = start(&t, "jg", NULL, NULL);
	assert_true(title_matches_complete(m));
	/* 章 3 and 节 2 in it, 章 10 and 节 2 in it */
	assert_int_equal(title_matches_count(m), 2);
	assert_int_equal(title_matches_rows(m), 4);
	assert_int_equal(title_matches_row(m, 0), 10);
	assert_false(title_matches_is_match(m, 0));
	assert_int_equal(title_matches_row(m, 1), 12);
	assert_true(title_matches_is_match(m, 1));
	assert_int_equal(title_matches_row(m, 2), 45);
	assert_int_equal(title_matches_find(m, 12), 1);
	assert_int_equal(title_matches_find(m, 13), 2);
	assert_int_equal(title_matches_find(m, 49), 4);
	assert_int_equal(title_matches_best(m, &best), 2);
	assert_int_equal(best[0], 12);
	m = start(&t, "", NULL, m);
	assert_int_equal(title_matches_count(m), 50);
	m = start(&t, "章题", NULL, m);
	assert_int_equal(title_matches_count(m), 10);
	assert_int_equal(title_matches_rows(m), 10);
	title_matches_free(m);
	close_bytes(&t);
	buffer_release(&b);
}

/* Typed letter by letter, and at once: the same. */
static void narrows_to_the_same(void **state)
{
	static const char query[] = "jie1z2jig";
	struct text_outline t;
	struct buffer b;
	struct wake wake;
	struct title_matches *typed = NULL, *whole;
	const uint32_t *best_typed, *best_whole;

	(void)state;
	assert_true(wake_init(&wake, NULL));
	buffer_init(&b);
	make(&b, 400, 60);
	open_bytes(&t, &b);
	for (size_t n = 1; n < sizeof(query); n++) {
		struct title_query q = {.text = query, .len = n};

		typed = title_matches_start(t.source, t.outline, &q, &wake, typed);
		/* Every other query is cut short by the next letter. */
		if (n % 2 == 0)
			wait_for(typed, &wake);
	}
	wait_for(typed, &wake);
	whole = start(&t, query, &wake, NULL);
	wait_for(whole, &wake);
	assert_true(title_matches_count(whole) > 10);
	assert_int_equal(title_matches_count(typed), title_matches_count(whole));
	assert_int_equal(title_matches_rows(typed), title_matches_rows(whole));
	for (size_t i = 0; i < title_matches_rows(whole); i++)
		assert_int_equal(title_matches_row(typed, i), title_matches_row(whole, i));
	assert_int_equal(title_matches_best(typed, &best_typed),
			 title_matches_best(whole, &best_whole));
	assert_int_equal(best_typed[0], best_whole[0]);
	title_matches_free(typed);
	title_matches_free(whole);
	/* Left in the middle. */
	title_matches_free(start(&t, "题", &wake, NULL));
	close_bytes(&t);
	buffer_release(&b);
	wake_release(&wake);
}

/* Read for many, a title is what it is read alone. */
static void titles_are_those_shown(void **state)
{
	static const char *const names[] = {"speech-zh-hant-readings.txt",
					    "statute-zh-hans.txt",
					    "rfc-deflate.txt",
					    "man-xz.txt",
					    "novel-ja-aozora.txt",
					    "gongmun-ko.txt",
					    "rst-odtwriter.txt",
					    "markdown-readme.txt"};
	const char *shared = getenv("SHARED");

	(void)state;
	for (size_t f = 0; f < sizeof(names) / sizeof(names[0]); f++) {
		struct document_options how = {0};
		struct document *d;
		struct titles *titles;
		struct buffer path, one, other;

		buffer_init(&path);
		buffer_init(&one);
		buffer_init(&other);
		buffer_printf(&path, "%s/corpus/outline/%s", shared != NULL ? shared : "",
			      names[f]);
		d = document_open(path.data, &how, NULL);
		if (d == NULL) {
			print_message("# no %s\n", path.data);
			buffer_release(&path);
			continue;
		}
		assert_true(document_scan(d, NULL) && indexer_wait(d->indexer));
		document_update(d);
		assert_true(d->outline->n > 0);
		titles = titles_new(text_source(d->text), d->outline);
		for (uint32_t i = 0; i < d->outline->n; i++) {
			buffer_clear(&one);
			buffer_clear(&other);
			document_title(d, i, &one);
			titles_read(titles, &d->outline->items[i], &other);
			assert_string_equal(one.data, other.data);
		}
		titles_free(titles);
		document_free(d);
		buffer_release(&path);
		buffer_release(&one);
		buffer_release(&other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_is_around),
		cmocka_unit_test(narrows_to_the_same),
		cmocka_unit_test(titles_are_those_shown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
