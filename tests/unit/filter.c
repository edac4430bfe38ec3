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
	assert_string_equal(filter_find("a/b.txt.gz")->command[0], "gzip");
	assert_string_equal(filter_find("B.GZ")->command[0], "gzip");
	assert_null(filter_find("gz"));
	assert_null(filter_find(".gz")); /* a hidden file without a suffix */
	assert_null(filter_find("x/.gz"));
	assert_null(filter_find("notes.txt"));
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
	static const struct filter echo = {".x", {"echo", "%s", NULL}};
	static const char name[] = "-n $(id); `id` \"'.x";
	char bytes[128];
	ssize_t n, got = 0;
	pid_t process;
	int status, fd = filter_start(&echo, name, &process, NULL);

	(void)state;
	assert_true(fd >= 0);
	while ((n = read(fd, bytes + got, sizeof(bytes) - 1 - (size_t)got)) > 0)
		got += n;
	bytes[got] = '\0';
	close(fd);
	assert_int_equal(waitpid(process, &status, 0), process);
	assert_int_equal(status, 0);
	assert_string_equal(bytes, "./-n $(id); `id` \"'.x\n");
}

static void a_missing_program_is_named(void **state)
{
	static const struct filter none = {".x", {"no-such-program-here", "%s", NULL}};
	struct cause cause = CAUSE_NONE;
	pid_t process;

	(void)state;
	/* Under valgrind posix_spawnp() does not tell that a program is missing. */
	if (getenv("UNDER_VALGRIND") != NULL)
		return;
	assert_int_equal(filter_start(&none, "a.x", &process, &cause), -1);
	assert_non_null(strstr(cause_text(&cause), "no-such-program-here"));
	cause_release(&cause);
}

static void a_silent_filter_can_be_ended(void **state)
{
	static const struct filter silent = {".x", {"sh", "-c", "sleep 100; cat", "%s", NULL}};
	pid_t process;
	int fd = filter_start(&silent, "a.x", &process, NULL);

	(void)state;
	assert_true(fd >= 0);
	filter_end(process);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_found_by_suffix),
		cmocka_unit_test(rows_are_well_formed),
		cmocka_unit_test(a_hostile_name_is_one_word),
		cmocka_unit_test(a_missing_program_is_named),
		cmocka_unit_test(a_silent_filter_can_be_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
