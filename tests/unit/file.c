/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"

static char folder[64];

static const char *in_folder(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static int make(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/speechview-test-XXXXXX");
	return mkdtemp(folder) == NULL;
}

static int clear(void **state)
{
	static const char *const names[] = {"a",
					    "lock",
					    "b/c/d",
					    "b/c",
					    "b",
					    "a.tmp.2147483646.0",
					    "x.tmp.2147483646.1",
					    "a.tmp.notes.1",
					    "a.tmp.1.0"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)remove(in_folder(names[i]));
	return rmdir(folder);
}

static void expect_content(const char *name, const char *content)
{
	struct buffer bytes;

	buffer_init(&bytes);
	assert_true(file_read(in_folder(name), 1 << 20, &bytes, NULL));
	assert_int_equal(bytes.len, strlen(content));
	assert_memory_equal(bytes.data, content, bytes.len);
	buffer_release(&bytes);
}

static void put(const char *name, const char *content)
{
	assert_true(file_replace(in_folder(name), content, strlen(content), NULL));
}

static void folders_are_made(void **state)
{
	struct cause cause = CAUSE_NONE;
	struct stat status;

	(void)state;
	assert_true(file_make_folder(in_folder("b/c/d"), &cause));
	assert_true(file_make_folder(in_folder("b/c/d"), &cause));
	assert_int_equal(stat(in_folder("b/c"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	put("a", "x");
	assert_false(file_make_folder(in_folder("a"), &cause));
	assert_false(file_make_folder(in_folder("a/b"), &cause));
	assert_non_null(strstr(cause_text(&cause), "/a"));
	cause_release(&cause);
}

static void replacing(void **state)
{
	struct stat status;

	(void)state;
	put("a", "old");
	put("a", "newer");
	expect_content("a", "newer");
	put("a", "");
	expect_content("a", "");
	assert_int_equal(stat(in_folder("a"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
}

static void reading_fails_with_a_cause(void **state)
{
	struct cause cause = CAUSE_NONE;
	struct buffer bytes;

	(void)state;
	buffer_init(&bytes);
	buffer_append_string(&bytes, "before");
	assert_false(file_read(in_folder("none"), 10, &bytes, &cause));
	assert_int_equal(errno, ENOENT);
	assert_non_null(strstr(cause_text(&cause), "none"));
	put("a", "eleven byte");
	assert_false(file_read(in_folder("a"), 10, &bytes, &cause));
	assert_int_equal(errno, EFBIG);
	assert_string_equal(bytes.data, "before");
	assert_true(file_read(in_folder("a"), 11, &bytes, &cause));
	assert_string_equal(bytes.data, "beforeeleven byte");
	assert_false(file_read(folder, 10, &bytes, &cause));
	assert_int_equal(errno, EISDIR);
	buffer_release(&bytes);
	cause_release(&cause);
}

/* A file may not grow beyond 100 bytes: the old one stays, no temporary is left. */
static void a_full_disk_keeps_the_old(void **state)
{
	struct rlimit old, limit;
	struct cause cause = CAUSE_NONE;
	char *big = calloc(1, 100000);
	bool replaced;

	(void)state;
	assert_non_null(big);
	put("a", "old");
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	limit = old;
	limit.rlim_cur = 100;
	setrlimit(RLIMIT_FSIZE, &limit);
	replaced = file_replace(in_folder("a"), big, 100000, &cause);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_false(replaced);
	assert_non_null(strstr(cause_text(&cause), "/a: "));
	expect_content("a", "old");
	/* The folder holds nothing else: clear() could not remove it. */
	cause_release(&cause);
	free(big);
}

static void unwritable_places(void **state)
{
	struct cause cause = CAUSE_NONE;

	(void)state;
	assert_false(file_replace("/proc/nothing", "x", 1, &cause));
	assert_non_null(strstr(cause_text(&cause), "/proc/nothing"));
	assert_false(file_replace(in_folder("none/x"), "x", 1, &cause));
	assert_int_equal(file_lock(in_folder("none/lock"), 10, &cause), -1);
	put("a", "x");
	assert_true(file_make_folder(in_folder("b"), &cause));
	assert_false(file_replace(in_folder("b"), "x", 1, &cause));
	cause_release(&cause);
}

static void leftovers(void **state)
{
	(void)state;
	put("a.tmp.2147483646.0", "x");
	put("x.tmp.2147483646.1", "x");
	put("a.tmp.notes.1", "x");
	put("a.tmp.1.0", "x");
	file_remove_leftovers(in_folder("a"));
	assert_int_not_equal(access(in_folder("a.tmp.2147483646.0"), F_OK), 0);
	assert_int_equal(access(in_folder("x.tmp.2147483646.1"), F_OK), 0);
	assert_int_equal(access(in_folder("a.tmp.notes.1"), F_OK), 0);
	assert_int_equal(access(in_folder("a.tmp.1.0"), F_OK), 0);
	file_remove_leftovers(folder);
	assert_int_not_equal(access(in_folder("x.tmp.2147483646.1"), F_OK), 0);
}

static void locks_exclude(void **state)
{
	struct cause cause = CAUSE_NONE;
	int lock = file_lock(in_folder("lock"), 0, &cause), status, second;
	pid_t child;

	(void)state;
	assert_true(lock >= 0);
	child = fork();
	if (child == 0)
		_exit(file_lock(in_folder("lock"), 20, NULL) >= 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 0);
	file_unlock(lock);
	second = file_lock(in_folder("lock"), 0, &cause);
	assert_true(second >= 0);
	file_unlock(second);
	cause_release(&cause);
}

/* A process that is killed leaves no lock behind. */
static void locks_die_with_their_owner(void **state)
{
	int status, lock;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		if (file_lock(in_folder("lock"), 0, NULL) >= 0)
			raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	lock = file_lock(in_folder("lock"), 0, NULL);
	assert_true(lock >= 0);
	file_unlock(lock);
}

/* Writers are killed at any moment; what is there is whole each time. */
static void killed_writers_tear_nothing(void **state)
{
	enum { LEN = 20000 };
	static char a[LEN], b[LEN];

	(void)state;
	memset(a, 'a', LEN);
	memset(b, 'b', LEN);
	assert_true(file_replace(in_folder("a"), a, LEN, NULL));
	for (int round = 0; round < 25; round++) {
		struct buffer bytes;
		char first;
		pid_t child = fork();

		if (child == 0)
			for (int i = 0;; i++)
				if (!file_replace(in_folder("a"), i % 2 ? a : b, LEN, NULL))
					_exit(1);
		for (int i = 0; i < round * 20; i++)
			(void)access(folder, F_OK);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		buffer_init(&bytes);
		assert_true(file_read(in_folder("a"), LEN, &bytes, NULL));
		assert_int_equal(bytes.len, LEN);
		first = bytes.data[0];
		assert_memory_equal(bytes.data, first == 'a' ? a : b, LEN);
		buffer_release(&bytes);
		file_remove_leftovers(in_folder("a"));
	}
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, make, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(folders_are_made),
		CASE(replacing),
		CASE(reading_fails_with_a_cause),
		CASE(a_full_disk_keeps_the_old),
		CASE(unwritable_places),
		CASE(leftovers),
		CASE(locks_exclude),
		CASE(locks_die_with_their_owner),
		CASE(killed_writers_tear_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
