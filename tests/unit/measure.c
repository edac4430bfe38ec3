/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "outline/indexer.h"
#include "view/measure.h"

struct measured_text {
	struct source *source;
	struct text *text;
	struct outline *outline;
};

static void open_bytes(struct measured_text *t, const char *bytes, size_t len)
{
	struct indexer *ix;

	t->source = source_of_bytes(bytes, len);
	t->text = text_new(t->source);
	ix = indexer_start(t->source, NULL, NULL, NULL);
	assert_non_null(ix);
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, t->text, &t->outline));
	indexer_free(ix);
}

static void close_bytes(struct measured_text *t)
{
	outline_free(t->outline);
	text_free(t->text);
}

static struct measure *measured(struct measured_text *t)
{
	struct wake wake;
	struct measure *m;

	assert_true(wake_init(&wake, NULL));
	m = measure_start(t->source, t->outline, &wake);
	assert_non_null(m);
	while (!measure_complete(m))
		wake_wait(&wake);
	wake_release(&wake);
	return m;
}

static void sections_add_up(void **state)
{
	static const char text[] = "一、甲乙\n\n（一）丙丁。这里有十个汉字的正文。\n\n"
				   "（二）戊己。\n\n二、庚辛\n\nWord and word.\n";
	struct measured_text t;
	struct measure *m;
	uint64_t all, one, first, second, two;
	double seconds, of_one, of_two;

	(void)state;
	open_bytes(&t, text, sizeof(text) - 1);
	assert_int_equal(t.outline->n, 4);
	m = measured(&t);
	assert_true(measure_text(m, &all, &seconds));
	assert_true(measure_section(m, 0, &one, &of_one));
	assert_true(measure_section(m, 1, &first, &of_two));
	assert_true(measure_section(m, 2, &second, &of_two));
	assert_true(measure_section(m, 3, &two, &of_two));
	/* All that is no white space; what stands above includes what stands below. */
	assert_int_equal(one, 4 + 17 + 6);
	assert_int_equal(first, 17);
	assert_int_equal(second, 6);
	assert_int_equal(two, 4 + 12);
	assert_int_equal(all, one + two);
	assert_true(fabs(seconds - of_one - of_two) < 1e-9);
	/* Two of its characters are spoken, and three words. */
	assert_true(of_two > 3 * 60 / 200.0 + 3 * 60 / 130.0);
	measure_free(m);
	close_bytes(&t);
}

/* A line of any length is counted whole, and readings are not. */
static void long_lines_and_readings(void **state)
{
	struct measured_text t;
	struct measure *m;
	struct buffer b;
	uint64_t characters;
	double seconds;

	(void)state;
	buffer_init(&b);
	for (int i = 0; i < 200000; i++)
		buffer_append_string(&b, "字");
	open_bytes(&t, b.data, b.len);
	m = measured(&t);
	assert_true(measure_text(m, &characters, &seconds));
	assert_int_equal(characters, 200000);
	measure_free(m);
	close_bytes(&t);
	buffer_clear(&b);
	for (int i = 0; i < 20; i++)
		buffer_append_string(&b, "機關(guān)建設(shè)標(biāo)準(zhǔn)。\r\n");
	open_bytes(&t, b.data, b.len);
	m = measured(&t);
	assert_true(measure_text(m, &characters, &seconds));
	assert_int_equal(characters, 20 * 7);
	measure_free(m);
	close_bytes(&t);
	open_bytes(&t, "", 0);
	m = measured(&t);
	assert_true(measure_text(m, &characters, &seconds));
	assert_int_equal(characters, 0);
	measure_free(m);
	close_bytes(&t);
	buffer_release(&b);
}

static void stops_when_asked(void **state)
{
	struct measured_text t;
	struct measure *m;
	struct buffer b;

	(void)state;
	buffer_init(&b);
	for (int i = 1; i < 20000; i++)
		buffer_printf(&b, "第%d章 名\n\n正文里没有别的什么东西。\n\n", i);
	open_bytes(&t, b.data, b.len);
	m = measure_start(t.source, t.outline, NULL);
	assert_non_null(m);
	/* The outline may go before the job does. */
	outline_free(t.outline);
	t.outline = NULL;
	measure_free(m);
	close_bytes(&t);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_add_up),
		cmocka_unit_test(long_lines_and_readings),
		cmocka_unit_test(stops_when_asked),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
