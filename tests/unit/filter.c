/* SPDX-License-Identifier: MIT */
/* Filters are found by suffix and run without a shell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text/filter.h"

static void rows_are_found_by_suffix(void **state)
{
	(void)state;
	assert_string_equal(filter_find(NULL, "a/b.txt.gz")->command[0], "gzip");
	assert_string_equal(filter_find(NULL, "B.GZ")->command[0], "gzip");
	assert_null(filter_find(NULL, "gz"));
	assert_null(filter_find(NULL, ".gz")); /* a hidden file without a suffix */
	assert_null(filter_find(NULL, "x/.gz"));
	assert_null(filter_find(NULL, "notes.txt"));
}

static void rows_are_well_formed(void **state)
{
	size_t n, i, j;
	const struct filter *rows = filter_rows(&n);

	(void)state;
	assert_true(n > 0);
	for (i = 0; i < n; i++) {
		size_t paths = 0;

		assert_int_equal(rows[i].suffix[0], '.');
		for (j = 0; rows[i].command[j] != NULL; j++)
			paths += strcmp(rows[i].command[j], "%s") == 0;
		assert_int_equal(paths, 1);
	}
}

static void a_hostile_name_is_one_word(void **state)
{
	static const char *const words[] = {"echo", "%s", NULL};
	static const struct filter echo = {".x", words};
	static const char name[] = "-n $(id); `id` \"'.x";
	char bytes[128];
	ssize_t n, got = 0;
	struct filter_run run;
	int status;

	(void)state;
	assert_true(filter_start(&echo, name, -1, &run, NULL));
	while ((n = read(run.output, bytes + got, sizeof(bytes) - 1 - (size_t)got)) > 0)
		got += n;
	bytes[got] = '\0';
	close(run.output);
	close(run.errors);
	assert_int_equal(waitpid(run.process, &status, 0), run.process);
	assert_int_equal(status, 0);
	assert_string_equal(bytes, "./-n $(id); `id` \"'.x\n");
}

static void a_missing_program_is_named(void **state)
{
	static const char *const words[] = {"no-such-program-here", "%s", NULL};
	static const struct filter none = {".x", words};
	struct cause cause = CAUSE_NONE;
	struct filter_run run;

	(void)state;
	/* Under valgrind posix_spawnp() does not tell that a program is missing. */
	if (getenv("UNDER_VALGRIND") != NULL)
		return;
	assert_false(filter_start(&none, "a.x", -1, &run, &cause));
	assert_non_null(strstr(cause_text(&cause), "no-such-program-here"));
	cause_release(&cause);
}

static void a_silent_filter_can_be_ended(void **state)
{
	static const char *const words[] = {"sh", "-c", "sleep 100; cat", "%s", NULL};
	static const struct filter silent = {".x", words};
	struct filter_run run;

	(void)state;
	assert_true(filter_start(&silent, "a.x", -1, &run, NULL));
	filter_end(run.process);
	close(run.output);
	close(run.errors);
}

static void rows_of_the_user_count_first(void **state)
{
	struct filters *own = filters_new();
	struct cause cause = CAUSE_NONE;
	const struct filter *row;

	(void)state;
	assert_true(filters_add(own, "*.gz", "my \"two words\"  %s", &cause));
	row = filter_find(own, "a.GZ");
	assert_true(filter_is_own(own, row));
	assert_string_equal(row->command[0], "my");
	assert_string_equal(row->command[1], "two words");
	assert_string_equal(row->command[2], "%s");
	assert_null(row->command[3]);
	assert_false(filter_is_own(own, filter_find(own, "a.xz")));
	assert_true(filters_add(own, ".gz", " ", &cause)); /* none at all */
	assert_null(filter_find(own, "a.gz"));
	assert_false(filters_add(own, "gz", "gzip", &cause));
	assert_false(filters_add(own, "*.g/z", "gzip", &cause));
	assert_false(filters_add(own, "*.gz", "\"gzip", &cause));
	assert_non_null(strstr(cause_text(&cause), "quote"));
	cause_release(&cause);
	filters_free(own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_found_by_suffix),
		cmocka_unit_test(rows_are_well_formed),
		cmocka_unit_test(a_hostile_name_is_one_word),
		cmocka_unit_test(a_missing_program_is_named),
		cmocka_unit_test(a_silent_filter_can_be_ended),
		cmocka_unit_test(rows_of_the_user_count_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
