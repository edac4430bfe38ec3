/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buffer.h"
#include "outline/indexer.h"

static void make(struct buffer *b, unsigned sections, size_t padding)
{
	for (unsigned i = 1; i <= sections; i++) {
		buffer_printf(b, "第%u章 标题\n\n", i);
		for (size_t k = 0; k < padding; k++)
			buffer_append_string(b, "正文里没有别的。");
		buffer_append_string(b, "\n\n");
	}
}

static void counts_lines_and_finds_headings(void **state)
{
	struct buffer b;
	struct source *source;
	struct text *text;
	struct indexer *ix;
	struct outline *o;
	uint64_t line;

	(void)state;
	buffer_init(&b);
	make(&b, 300, 400);
	source = source_of_bytes(b.data, b.len);
	text = text_new(source);
	ix = indexer_start(source, NULL, NULL, NULL);
	assert_non_null(ix);
	indexer_wait_first(ix, 5000);
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, text, &o));
	assert_non_null(o);
	assert_true(o->complete && indexer_complete(ix));
	assert_int_equal(o->n, 300);
	assert_int_equal(o->end, b.len);
	assert_int_equal(text_indexed(text), b.len);
	for (size_t i = 0; i < o->n; i++) {
		assert_true(text_line_of(text, o->items[i].offset, &line));
		assert_int_equal(line, o->items[i].line);
	}
	outline_free(o);
	assert_false(indexer_update(ix, text, &o));
	indexer_free(ix);
	text_free(text);
	buffer_release(&b);
}

static void takes_lines_longer_than_blocks(void **state)
{
	struct buffer b;
	struct source *source;
	struct text *text;
	struct indexer *ix;
	struct outline *o;

	(void)state;
	buffer_init(&b);
	make(&b, 3, 40000);
	source = source_of_bytes(b.data, b.len);
	text = text_new(source);
	ix = indexer_start(source, NULL, NULL, NULL);
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, text, &o));
	assert_int_equal(o->n, 3);
	assert_int_equal(o->items[2].line, 8);
	outline_free(o);
	indexer_free(ix);
	text_free(text);
	buffer_release(&b);
}

static void takes_an_empty_text(void **state)
{
	struct source *source = source_of_bytes("", 0);
	struct text *text = text_new(source);
	struct indexer *ix = indexer_start(source, NULL, NULL, NULL);
	struct outline *o;

	(void)state;
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, text, &o));
	assert_int_equal(o->n, 0);
	assert_true(o->complete);
	outline_free(o);
	indexer_free(ix);
	text_free(text);
	indexer_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_lines_and_finds_headings),
		cmocka_unit_test(takes_lines_longer_than_blocks),
		cmocka_unit_test(takes_an_empty_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
