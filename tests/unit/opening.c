/* SPDX-License-Identifier: MIT */
/* Files are opened by name, and in another encoding, which is remembered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "folder.h"
#include "reader.h"

static char folder[64], text[128], other[128], state_in[128];

static void put(const char *name, const char *bytes)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	close(fd);
}

/* "各位同志：" in GB18030, forty times, with numbers. */
static int make(void **state)
{
	struct buffer b;
	int i;

	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/speechview-test-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(text, sizeof(text), "%s/text", folder);
	snprintf(other, sizeof(other), "%s/other", folder);
	snprintf(state_in, sizeof(state_in), "%s/state", folder);
	buffer_init(&b);
	for (i = 0; i < 40; i++)
		buffer_printf(&b, "%d \xB8\xF7\xCE\xBB\xCD\xAC\xD6\xBE\xA3\xBA\n", i + 1);
	put(text, b.data);
	buffer_release(&b);
	put(other, "the other text\n");
	return 0;
}

static int clear(void **state)
{
	(void)state;
	folder_remove(state_in);
	folder_remove(folder);
	return 0;
}

static void save_and_close(struct reader *r)
{
	assert_true(app_save(r->app, NULL));
	close_reader(r);
}

static void an_encoding_is_chosen_and_remembered(void **state)
{
	struct reader r;
	const char *screen;

	(void)state;
	open_reader(&r, text, state_in);
	screen = type(&r, "20g");
	assert_true(shows(screen, "20 各位同志：") && shows(screen, "GB18030  20/40"));
	screen = type(&r, "Cbig\t");
	assert_true(shows(screen, "encoding (Tab completes): BIG5"));
	screen = type(&r, "\r");
	assert_true(shows(screen, "20 跪弇肮祩") && shows(screen, "BIG5  20/40"));
	save_and_close(&r);
	open_reader(&r, text, state_in);
	assert_true(shows(settle(&r), "BIG5"));
	assert_true(shows(type(&r, "C\r"), "GB18030  20/40"));
	save_and_close(&r);
	open_reader(&r, text, state_in);
	assert_true(shows(settle(&r), "GB18030"));
	screen = type(&r, "Cklingon\r");
	assert_true(shows(screen, "unknown encoding") && shows(screen, "GB18030"));
	/* what the bytes are not is shown, not lost */
	screen = type(&r, "Cutf-8\r");
	assert_true(shows(screen, "20 <B8><F7>"));
	close_reader(&r);
}

static void settings_are_each_documents_own(void **state)
{
	struct reader r;
	char keys[200];
	const char *screen;

	(void)state;
	open_reader(&r, text, state_in);
	type(&r, "-N");
	screen = type(&r, "/x\033p\r");
	assert_true(r.app->settings.match & MATCH_PINYIN);
	assert_true(shows(screen, "  1 1 "));
	/* what is called off is not kept */
	type(&r, "/y\033c\033");
	assert_true(r.app->settings.match & MATCH_CASE);
	snprintf(keys, sizeof(keys), ":e%s\r", other);
	screen = type(&r, keys);
	assert_true(shows(screen, " the other text"));
	assert_false(r.app->settings.line_numbers || (r.app->settings.match & MATCH_PINYIN));
	save_and_close(&r);
	open_reader(&r, text, state_in);
	assert_true(r.app->settings.line_numbers);
	assert_int_equal(r.app->settings.match, MATCH_DEFAULT | MATCH_PINYIN);
	save_and_close(&r);
}

static void a_file_is_opened_by_its_name(void **state)
{
	struct reader r;
	const char *screen;
	char keys[200];

	(void)state;
	open_reader(&r, text, NULL);
	type(&r, "20g");
	snprintf(keys, sizeof(keys), ":e%s/oth\t\r", folder);
	screen = type(&r, keys);
	assert_true(shows(screen, "the other text") && shows(screen, "other (2 of 2)"));
	assert_true(shows(type(&r, ":x"), "text (1 of 2)"));
	assert_true(shows(type(&r, ":x"), "this is the first file"));
	snprintf(keys, sizeof(keys), ":e%s/none\r", folder);
	screen = type(&r, keys);
	assert_true(shows(screen, "No such file") && shows(screen, "text (1 of 2)"));
	snprintf(keys, sizeof(keys), ":e%s\r", folder);
	assert_true(shows(type(&r, keys), "is a directory"));
	assert_true(shows(type(&r, ":n"), "the other text"));
	close_reader(&r);
}

static void a_filter_that_fails_has_its_say(void **state)
{
	struct reader r;
	char name[160];
	const char *screen;

	(void)state;
	snprintf(name, sizeof(name), "%s/cut", folder);
	put(name, "");
	setenv("LESSOPEN", "|echo what could be read; echo it is cut >&2; exit 3; %s", 1);
	open_reader(&r, name, NULL);
	screen = settle(&r);
	unsetenv("LESSOPEN");
	assert_true(shows(screen, "what could be read"));
	assert_true(shows(screen, "failed with status 3: it is cut"));
	close_reader(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_encoding_is_chosen_and_remembered, make, clear),
		cmocka_unit_test_setup_teardown(settings_are_each_documents_own, make, clear),
		cmocka_unit_test_setup_teardown(a_file_is_opened_by_its_name, make, clear),
		cmocka_unit_test_setup_teardown(a_filter_that_fails_has_its_say, make, clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
