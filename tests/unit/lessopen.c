/* SPDX-License-Identifier: MIT */
/* LESSOPEN in its forms, and what a file is that it has something for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/source.h"

#define LIMIT_MS 10000

static char folder[] = "/tmp/speechview-test.XXXXXX";
static char path[64], other[64], closed[64];

static int set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/a $(b)'\"c", folder);
	snprintf(other, sizeof(other), "%s/other", folder);
	snprintf(closed, sizeof(closed), "%s/closed", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unsetenv("LESSOPEN");
	unsetenv("LESSCLOSE");
	unlink(path);
	unlink(other);
	unlink(closed);
	return rmdir(folder);
}

static void put(const char *name, const char *bytes)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	close(fd);
}

/* Opens the path under a LESSOPEN and compares the whole text. */
static void check(const char *command, bool secure, const char *text)
{
	struct source_options options = {0};
	struct source *s;
	char bytes[256];
	size_t n;

	options.secure = secure;
	setenv("LESSOPEN", command, 1);
	s = source_open(path, &options, NULL);
	assert_non_null(s);
	source_want(s, POS_NONE);
	assert_false(source_wait(s, POS_NONE - 1, LIMIT_MS));
	n = source_read(s, 0, bytes, sizeof(bytes) - 1);
	bytes[n] = '\0';
	assert_string_equal(bytes, text);
	source_free(s);
}

static void the_forms_are_those_of_less(void **state)
{
	char command[256];

	(void)state;
	put(path, "the file\n");
	put(other, "the other file\n");
	check("|cat %s", false, "the file\n"); /* plain words: a name with blanks is one */
	check("|tr a-z A-Z <%s", false, "THE FILE\n");
	check("|tr a-z A-Z <'%s'; exit 3", false, "THE FILE\n");
	check("|tr a-z A-Z <\"%s\"", false, "THE FILE\n");
	check("|true %s", false, "the file\n");
	check("||true %s", false, "");
	check("||false %s", false, "the file\n");
	check("|-cat %s", false, "the file\n");
	check("|no-such-program-here %s", false, "the file\n");
	check("|echo no place for the name", false, "the file\n");
	check("", false, "the file\n");
	snprintf(command, sizeof(command), "echo %s; : %%s", other);
	check(command, false, "the other file\n");
	check("true %s", false, "the file\n");
	check("|tr a-z A-Z <%s", true, "the file\n"); /* secure */
}

static void lessclose_gets_both_names(void **state)
{
	char command[256], expected[256], bytes[256];
	ssize_t n;
	int fd;

	(void)state;
	put(path, "the file\n");
	put(other, "the other file\n");
	snprintf(command, sizeof(command), "echo %%s %%s >%s", closed);
	setenv("LESSCLOSE", command, 1);
	snprintf(command, sizeof(command), "echo %s; : %%s", other);
	check(command, false, "the other file\n");
	fd = open(closed, O_RDONLY);
	assert_true(fd >= 0);
	n = read(fd, bytes, sizeof(bytes) - 1);
	close(fd);
	assert_true(n > 0);
	bytes[n] = '\0';
	snprintf(expected, sizeof(expected), "%s %s\n", path, other);
	assert_string_equal(bytes, expected);
	unlink(closed);
	check("|true %s", false, "the file\n"); /* nothing to be closed */
	assert_int_equal(access(closed, F_OK), -1);
	check("|cat %s", false, "the file\n");
	assert_int_equal(access(closed, F_OK), 0);
	unsetenv("LESSCLOSE");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_forms_are_those_of_less),
		cmocka_unit_test(lessclose_gets_both_names),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
