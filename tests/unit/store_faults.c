/* SPDX-License-Identifier: MIT */
/*
 * Faults while something is saved.  The linker leads calls of open, write, fsync, close, rename and
 * unlink through this file, which lets the n-th of them fail, for every n; allocations fail by
 * memory_fail_after().  What is asked is always the same: the old state or the new one, a message,
 * nothing left over.
 */
#include <dirent.h>
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

#include "base/memory.h"
#include "place/known.h"
#include "place/state.h"

#include "folder.h"

enum call { CALL_OPEN, CALL_WRITE, CALL_FSYNC, CALL_CLOSE, CALL_RENAME, CALL_UNLINK, CALLS };

static const char *const call_names[CALLS] = {"open",  "write",  "fsync",
					      "close", "rename", "unlink"};

/* Which call fails, and after how many of its kind; whether it has. */
static enum call failing = CALLS;
static unsigned left;
static int failing_errno;
static bool has_failed;

static bool fails(enum call call)
{
	if (call != failing || left == 0 || --left > 0)
		return false;
	has_failed = true;
	errno = failing_errno;
	return true;
}

static void arm(enum call call, unsigned n, int error)
{
	failing = call;
	left = n;
	failing_errno = error;
	has_failed = false;
}

static void disarm(void)
{
	failing = CALLS;
}

int __real_open(const char *path, int flags, ...);
int __real_open64(const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *bytes, size_t n);
int __real_fsync(int fd);
int __real_close(int fd);
int __real_rename(const char *from, const char *to);
int __real_unlink(const char *path);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);
ssize_t __wrap_write(int fd, const void *bytes, size_t n);
int __wrap_fsync(int fd);
int __wrap_close(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_unlink(const char *path);

int __wrap_open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode = 0;

	if (flags & O_CREAT) {
		va_start(arguments, flags);
		mode = va_arg(arguments, mode_t);
		va_end(arguments);
	}
	return fails(CALL_OPEN) ? -1 : __real_open(path, flags, mode);
}

int __wrap_open64(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode = 0;

	if (flags & O_CREAT) {
		va_start(arguments, flags);
		mode = va_arg(arguments, mode_t);
		va_end(arguments);
	}
	return fails(CALL_OPEN) ? -1 : __real_open64(path, flags, mode);
}

/* Half of it arrives before the disk is full. */
ssize_t __wrap_write(int fd, const void *bytes, size_t n)
{
	if (!fails(CALL_WRITE))
		return __real_write(fd, bytes, n);
	(void)!__real_write(fd, bytes, n / 2);
	errno = failing_errno;
	return -1;
}

int __wrap_fsync(int fd)
{
	return fails(CALL_FSYNC) ? -1 : __real_fsync(fd);
}

/* The descriptor is gone all the same, as with NFS. */
int __wrap_close(int fd)
{
	int closed = __real_close(fd);

	return fails(CALL_CLOSE) ? -1 : closed;
}

int __wrap_rename(const char *from, const char *to)
{
	return fails(CALL_RENAME) ? -1 : __real_rename(from, to);
}

int __wrap_unlink(const char *path)
{
	return fails(CALL_UNLINK) ? -1 : __real_unlink(path);
}

/* The folder of one test. */

static char folder[64], states[80];

static int make(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/speechview-test-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(states, sizeof(states), "%s/states", folder);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	disarm();
	(void)chmod(states, 0700);
	folder_remove(states);
	folder_remove(folder);
	return 0;
}

static size_t count_files(const char *path, const char *part)
{
	DIR *files = opendir(path);
	struct dirent *file;
	size_t n = 0;

	while (files != NULL && (file = readdir(files)) != NULL)
		n += file->d_name[0] != '.' && strstr(file->d_name, part) != NULL;
	if (files != NULL)
		closedir(files);
	return n;
}

/* Descriptors that are open; the one that counts is among them each time. */
static size_t open_files(void)
{
	return count_files("/proc/self/fd", "");
}

static char path[] = "/texts/講話.txt";

static bool save(const char *name, int64_t now, struct cause *cause)
{
	static char words[] = "同志們", nothing[] = "";
	struct state_key key = {.path = path};
	struct anchor a = {3, 0, nothing, words, nothing, nothing};
	struct bookmarks *b = bookmarks_new();
	struct saved_view view;
	bool saved;

	saved_view_init(&view);
	bookmarks_add(b, 0, name, "a note", &a, 3, now);
	saved = state_save(states, &key, &view, b, cause);
	saved_view_release(&view);
	bookmarks_free(b);
	return saved;
}

/* How many bookmarks are there; nothing may be damaged, and each is whole. */
static size_t count_saved(void)
{
	struct state_key key = {.path = path};
	struct bookmarks *b = bookmarks_new();
	struct cause cause = CAUSE_NONE;
	struct saved_view view;
	size_t n;

	saved_view_init(&view);
	assert_true(state_load(states, &key, &view, b, &cause));
	assert_null(cause.text);
	n = bookmarks_count(b);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(bookmarks_at(b, i)->note, "a note");
	saved_view_release(&view);
	bookmarks_free(b);
	return n;
}

/* Saves while the n-th call of a kind fails; false when there are not so many. */
static bool save_with_fault(enum call call, unsigned n, int error)
{
	struct cause cause = CAUSE_NONE;
	size_t before = count_saved(), after, files = open_files();
	bool saved;

	arm(call, n, error);
	saved = save("new", 100 + n, &cause);
	disarm();
	after = count_saved();
	assert_true(open_files() == files);
	assert_true(after == before || after == before + 1);
	if (saved)
		assert_true(after == before + 1);
	else
		assert_non_null(strstr(cause_text(&cause), states));
	assert_true(saved || has_failed);
	cause_release(&cause);
	return has_failed;
}

static void every_call_fails_in_turn(void **state)
{
	unsigned faults = 0;

	(void)state;
	assert_true(save("old", 1, NULL));
	for (int call = 0; call < CALLS; call++) {
		unsigned n = 1;

		while (save_with_fault((enum call)call, n, call == CALL_WRITE ? ENOSPC : EIO))
			n++;
		print_message("# %s: %u\n", call_names[call], n - 1);
		assert_true(call == CALL_UNLINK || n > 1);
		faults += n - 1;
	}
	assert_true(faults > 10);
	/* What is left is cleared away, and all is as it should be. */
	assert_true(save("last", 1000, NULL));
	assert_int_equal(count_files(states, ".tmp."), 0);
	assert_int_equal(count_files(states, ".damaged"), 0);
}

/* The first save of all, of a folder that is not there. */
static void the_first_save_fails(void **state)
{
	(void)state;
	for (int call = 0; call < CALLS; call++)
		for (unsigned n = 1;; n++) {
			struct cause cause = CAUSE_NONE;
			bool saved;

			arm((enum call)call, n, EIO);
			saved = save("first", 1, &cause);
			disarm();
			assert_true(saved || cause.text != NULL);
			assert_true(count_saved() <= 1 && (!saved || count_saved() == 1));
			cause_release(&cause);
			folder_remove(states);
			if (!has_failed)
				break;
		}
}

/* Without memory the program ends at once, wherever it is. */
static void every_allocation_fails_in_turn(void **state)
{
	size_t n;
	int status = 1;

	(void)state;
	assert_true(save("old", 1, NULL));
	for (n = 1; status != 0; n += n < 100 ? 1 : 7) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			/* Its message is no part of the test's output. */
			(void)!freopen("/dev/null", "w", stderr);
			memory_fail_after(n);
			_Exit(save("new", 2, NULL) ? 0 : 1);
		}
		assert_true(waitpid(child, &status, 0) == child);
		assert_true(WIFEXITED(status));
		assert_true(WEXITSTATUS(status) == 2 || status == 0);
		assert_in_range(count_saved(), 1, 2);
		/* Each time from the same state, so that the end is reached. */
		if (status != 0 && count_saved() == 2) {
			folder_remove(states);
			assert_true(save("old", 1, NULL));
		}
	}
	print_message("# allocations: about %zu\n", n);
	assert_true(n > 50);
	assert_true(save("last", 3, NULL));
	assert_int_equal(count_files(states, ".tmp."), 0);
}

static size_t count_known(size_t *bookmarks)
{
	struct known_document *all;
	size_t n = known_documents(states, &all);

	*bookmarks = n > 0 ? bookmarks_count(all[0].bookmarks) : 0;
	known_documents_free(all, n);
	return n;
}

/* Forgetting under faults: it is there as it was, or gone and can be had back. */
static void forgetting_fails(void **state)
{
	struct known_document *all;
	char id[17];
	size_t n, marks;

	(void)state;
	assert_true(save("old", 1, NULL));
	n = known_documents(states, &all);
	assert_int_equal(n, 1);
	memcpy(id, all[0].id, sizeof(id));
	known_documents_free(all, n);
	for (int call = 0; call < CALLS; call++)
		for (unsigned k = 1;; k++) {
			struct cause cause = CAUSE_NONE;
			struct forgotten kept;
			bool forgotten, fault;

			arm((enum call)call, k, EIO);
			forgotten = known_forget(states, id, &kept, &cause);
			fault = has_failed;
			disarm();
			if (forgotten) {
				assert_int_equal(count_known(&marks), 0);
				assert_true(known_restore(states, &kept, NULL));
			} else {
				assert_non_null(cause.text);
			}
			forgotten_release(&kept);
			cause_release(&cause);
			assert_int_equal(count_known(&marks), 1);
			assert_int_equal(marks, 1);
			if (!fault)
				break;
		}
}

/* The bytes of all files with this ending, as one. */
static void read_files(const char *ending, struct buffer *out)
{
	DIR *files = opendir(states);
	struct dirent *file;

	assert_non_null(files);
	while ((file = readdir(files)) != NULL) {
		char name[512];
		FILE *in;
		int c;

		if (strlen(file->d_name) < strlen(ending) ||
		    strcmp(file->d_name + strlen(file->d_name) - strlen(ending), ending) != 0)
			continue;
		snprintf(name, sizeof(name), "%s/%s", states, file->d_name);
		in = fopen(name, "r");
		assert_non_null(in);
		while ((c = fgetc(in)) != EOF)
			buffer_append_byte(out, (char)c);
		fclose(in);
	}
	closedir(files);
}

/* Saves in a child, which may be limited; true if it could. */
static bool saved_by_child(void (*limit)(void), const char *words)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct cause cause = CAUSE_NONE;

		limit();
		if (save("new", 2, &cause))
			_Exit(0);
		_Exit(cause.text != NULL && strstr(cause_text(&cause), words) != NULL ? 1 : 3);
	}
	assert_true(waitpid(child, &status, 0) == child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
	return status == 0;
}

static void limit_files(void)
{
	struct rlimit limit = {100, 100};

	signal(SIGXFSZ, SIG_IGN);
	(void)setrlimit(RLIMIT_FSIZE, &limit);
}

/* Not root: its rights are those of a stranger. */
static void become_stranger(void)
{
	if (geteuid() == 0 && (setgid(12345) != 0 || setuid(12345) != 0))
		_Exit(4);
}

static void assert_old_stays(void (*limit)(void), const char *words)
{
	struct buffer before, after;

	buffer_init(&before);
	buffer_init(&after);
	read_files(".ini", &before);
	assert_false(saved_by_child(limit, words));
	read_files(".ini", &after);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.data, after.data, before.len);
	assert_int_equal(count_saved(), 1);
	assert_int_equal(count_files(states, ".tmp."), 0);
	buffer_release(&before);
	buffer_release(&after);
}

static void a_full_disk_keeps_the_old(void **state)
{
	(void)state;
	assert_true(save("old", 1, NULL));
	assert_old_stays(limit_files, "File too large");
}

static void a_folder_that_cannot_be_written_keeps_the_old(void **state)
{
	(void)state;
	assert_true(save("old", 1, NULL));
	if (geteuid() == 0) {
		/* Whoever may read it, it is still another's. */
		assert_int_equal(chmod(folder, 0755), 0);
		assert_int_equal(chmod(states, 0755), 0);
		assert_old_stays(become_stranger, "another user");
	} else {
		assert_int_equal(chmod(states, 0500), 0);
		assert_old_stays(become_stranger, states);
	}
}

static void a_link_in_its_place_is_left(void **state)
{
	char target[100], link_path[200], name[40] = "";
	struct cause cause = CAUSE_NONE;
	DIR *files;
	struct dirent *file;
	struct stat status;

	(void)state;
	assert_true(save("old", 1, NULL));
	files = opendir(states);
	assert_non_null(files);
	while ((file = readdir(files)) != NULL)
		if (strlen(file->d_name) == 20)
			snprintf(name, sizeof(name), "%.30s", file->d_name);
	closedir(files);
	snprintf(link_path, sizeof(link_path), "%s/%s", states, name);
	snprintf(target, sizeof(target), "%s/elsewhere.ini", folder);
	assert_int_equal(rename(link_path, target), 0);
	assert_int_equal(symlink(target, link_path), 0);
	assert_false(save("new", 2, &cause));
	assert_non_null(strstr(cause_text(&cause), "symbolic link"));
	assert_int_equal(lstat(link_path, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(count_saved(), 1);
	/* The same for the folder. */
	assert_int_equal(unlink(link_path), 0);
	assert_int_equal(rename(target, link_path), 0);
	snprintf(target, sizeof(target), "%s/real", folder);
	assert_int_equal(rename(states, target), 0);
	assert_int_equal(symlink(target, states), 0);
	assert_false(save("new", 2, &cause));
	assert_non_null(strstr(cause_text(&cause), "symbolic link"));
	assert_int_equal(count_saved(), 1);
	assert_int_equal(unlink(states), 0);
	assert_int_equal(rename(target, states), 0);
	cause_release(&cause);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, make, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(every_call_fails_in_turn),
		CASE(the_first_save_fails),
		CASE(every_allocation_fails_in_turn),
		CASE(forgetting_fails),
		CASE(a_full_disk_keeps_the_old),
		CASE(a_folder_that_cannot_be_written_keeps_the_old),
		CASE(a_link_in_its_place_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
