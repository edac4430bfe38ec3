/* SPDX-License-Identifier: MIT */
/* Files, pipes, filters and other encodings are the same thing to a reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "text/source.h"

#define LIMIT_MS 10000

static char folder[] = "/tmp/speechview-test.XXXXXX";
static char path[64], other[64];

static int set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/text", folder);
	snprintf(other, sizeof(other), "%s/other.gz", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	unlink(other);
	return rmdir(folder);
}

static void put(const char *name, const char *bytes, size_t len, int flags)
{
	int fd = open(name, O_WRONLY | O_CREAT | flags, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	close(fd);
}

static struct source *open_source(const char *name, const char *encoding)
{
	struct source_options options = {0};
	struct source *s;

	options.encoding = encoding;
	s = source_open(name, &options, NULL);
	assert_non_null(s);
	return s;
}

/* Everything, once the source is complete. */
static void check_text(struct source *s, const char *text, size_t len)
{
	char *bytes = malloc(len + 1);

	source_want(s, POS_NONE);
	assert_false(source_wait(s, POS_NONE - 1, LIMIT_MS));
	assert_true(source_complete(s));
	assert_int_equal(source_size(s), len);
	assert_int_equal(source_read(s, 0, bytes, len + 1), len);
	assert_memory_equal(bytes, text, len);
	free(bytes);
}

static void a_utf8_file_is_read_in_place(void **state)
{
	struct buffer b;
	struct source *s;
	uint64_t pos;
	size_t n;

	(void)state;
	buffer_init(&b);
	while (b.len < 3000000)
		buffer_printf(&b, "line %zu \xE4\xB8\xAD\n", b.len);
	put(path, b.data, b.len, O_TRUNC);
	s = open_source(path, NULL);
	assert_true(source_complete(s));
	assert_string_equal(source_encoding(s), "UTF-8");
	assert_false(source_converted(s));
	check_text(s, b.data, b.len);
	for (pos = 0; pos < b.len; pos += n) {
		const char *bytes = source_peek(s, pos, &n);

		assert_non_null(bytes);
		assert_memory_equal(bytes, b.data + pos, n);
	}
	assert_null(source_peek(s, b.len, &n));
	assert_int_equal(n, 0);
	assert_null(source_trouble(s));
	source_free(s);
	buffer_release(&b);
}

static void a_file_that_changes_is_noticed(void **state)
{
	struct source *s;
	size_t n;

	(void)state;
	put(path, "one\n", 4, O_TRUNC);
	s = open_source(path, NULL);
	assert_non_null(source_peek(s, 0, &n));
	assert_int_equal(source_refresh(s), SOURCE_SAME);
	put(path, "two\n", 4, O_APPEND);
	assert_int_equal(source_refresh(s), SOURCE_GREW);
	check_text(s, "one\ntwo\n", 8);
	assert_memory_equal(source_peek(s, 4, &n), "two\n", 4);
	assert_int_equal(truncate(path, 2), 0);
	assert_int_equal(source_read(s, 4, &(char[4]){0}, 4), 0); /* noticed before the look */
	assert_int_equal(source_refresh(s), SOURCE_SHRANK);
	check_text(s, "on", 2);
	put(other, "another\n", 8, O_TRUNC);
	assert_int_equal(rename(other, path), 0);
	assert_int_equal(source_refresh(s), SOURCE_REPLACED);
	assert_int_equal(source_refresh(s), SOURCE_SAME); /* said once */
	check_text(s, "on", 2);
	source_free(s);
	s = open_source(path, NULL);
	assert_int_equal(source_refresh(s), SOURCE_SAME);
	put(path, "rewritten longer\n", 17, O_TRUNC);
	assert_int_equal(source_refresh(s), SOURCE_REWRITTEN);
	check_text(s, "rewritten longer\n", 17);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(source_refresh(s), SOURCE_GONE);
	assert_int_equal(source_refresh(s), SOURCE_GONE);
	check_text(s, "rewritten longer\n", 17);
	put(path, "new\n", 4, O_TRUNC);
	assert_int_equal(source_refresh(s), SOURCE_REPLACED);
	source_free(s);
}

static void other_encodings_are_decoded(void **state)
{
	static const char gbk[] =
		"\xCE\xD2\xC3\xC7\xB5\xC4\xB9\xA4\xD7\xF7\xBA\xDC\xD6\xD8\xD2\xAA\n";
	static const char utf8[] = "我们的工作很重要\n";
	struct source *s;

	(void)state;
	put(path, gbk, sizeof(gbk) - 1, O_TRUNC);
	s = open_source(path, NULL);
	check_text(s, utf8, sizeof(utf8) - 1);
	assert_string_equal(source_encoding(s), "GB18030");
	assert_true(source_converted(s));
	source_free(s);
	s = open_source(path, "utf8"); /* the user's word: as it is */
	check_text(s, gbk, sizeof(gbk) - 1);
	source_free(s);
}

static void refuse(const char *name, const char *encoding, const char *why)
{
	struct source_options options = {0};
	struct cause cause = CAUSE_NONE;

	options.encoding = encoding;
	assert_null(source_open(name, &options, &cause));
	assert_non_null(strstr(cause_text(&cause), name));
	assert_non_null(strstr(cause_text(&cause), why));
	cause_release(&cause);
}

static void failures_name_file_and_cause(void **state)
{
	(void)state;
	put(path, "x", 1, O_TRUNC);
	refuse(folder, NULL, "is a directory");
	refuse("/nowhere/at/all", NULL, strerror(ENOENT));
	refuse(path, "NO-SUCH-CODE", "NO-SUCH-CODE");
}

static void a_filter_runs_and_reports(void **state)
{
	/* "hello\n" as gzip has it. */
	static const char gz[] = "\x1F\x8B\x08\0\0\0\0\0\0\x03\xCB\x48\xCD\xC9\xC9\xE7\x02\0"
				 "\x20\x30\x3A\x36\x06\0\0\0";
	struct source_options options = {0};
	struct source *s;

	(void)state;
	put(other, gz, sizeof(gz) - 1, O_TRUNC);
	s = open_source(other, NULL);
	check_text(s, "hello\n", 6);
	assert_true(source_converted(s));
	assert_null(source_trouble(s));
	source_free(s);
	options.secure = true;
	s = source_open(other, &options, NULL);
	assert_non_null(s);
	assert_false(source_wait(s, 1000, LIMIT_MS));
	assert_null(source_trouble(s));
	source_free(s);
	put(other, "no gzip", 7, O_TRUNC);
	s = open_source(other, NULL);
	check_text(s, "", 0);
	assert_non_null(strstr(source_trouble(s), "gzip failed with status 1"));
	source_free(s);
}

static void a_fifo_is_read_as_it_comes(void **state)
{
	struct source *s;
	int fd;

	(void)state;
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	s = open_source(path, NULL); /* nobody writes: not waited for */
	assert_int_equal(source_size(s), 0);
	source_free(s);
	s = open_source(path, NULL);
	fd = open(path, O_WRONLY);
	assert_int_equal(write(fd, "ab\n", 3), 3);
	assert_true(source_wait(s, 2, LIMIT_MS));
	assert_false(source_complete(s));
	assert_int_equal(source_refresh(s), SOURCE_GREW);
	assert_int_equal(source_refresh(s), SOURCE_SAME);
	/* After plain ASCII the question of the encoding is still open; a character comes in two.
	 */
	assert_int_equal(write(fd, "\xD6\xD0\xB9\xFA\xB5", 5), 5);
	assert_true(source_wait(s, 8, LIMIT_MS));
	assert_int_equal(write(fd, "\xC4", 1), 1);
	close(fd);
	check_text(s, "ab\n中国的", 12);
	assert_string_equal(source_encoding(s), "GB18030");
	source_free(s);
	unlink(path);
}

static void an_endless_device_is_read_only_so_far(void **state)
{
	struct source *s = open_source("/dev/zero", NULL);
	const uint64_t ahead = UINT64_C(64) << 20;

	(void)state;
	assert_true(source_wait(s, ahead - 300000, LIMIT_MS));
	assert_true(source_size(s) <= ahead);
	source_want(s, 10000000);
	assert_true(source_wait(s, ahead + 9000000, LIMIT_MS));
	assert_true(source_size(s) <= ahead + 10000000);
	source_free(s);
}

static void proc_files_are_streams(void **state)
{
	struct source *s;

	(void)state;
	if (access("/proc/self/status", R_OK) != 0) {
		print_message("# left out: what it reads is not there\n");
		return;
	}
	s = open_source("/proc/self/status", NULL);
	assert_true(source_wait(s, 0, LIMIT_MS));
	source_free(s);
}

static void a_spool_that_cannot_grow_says_so(void **state)
{
	struct rlimit old, limit;
	struct source *s;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	limit = old;
	limit.rlim_cur = 1000000;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	s = open_source("/dev/zero", NULL);
	assert_false(source_wait(s, 2000000, LIMIT_MS));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_true(source_complete(s));
	assert_int_equal(source_size(s), 1000000);
	assert_non_null(strstr(source_trouble(s), strerror(EFBIG)));
	source_free(s);
}

static void standard_input_begins_where_it_stands(void **state)
{
	int saved = dup(STDIN_FILENO), fd;
	struct source *s;

	(void)state;
	put(path, "first\nsecond\n", 13, O_TRUNC);
	fd = open(path, O_RDONLY);
	dup2(fd, STDIN_FILENO);
	s = open_source("-", NULL);
	check_text(s, "first\nsecond\n", 13);
	source_free(s);
	assert_int_equal(lseek(STDIN_FILENO, 6, SEEK_SET), 6);
	s = open_source("-", NULL);
	check_text(s, "second\n", 7);
	source_free(s);
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_utf8_file_is_read_in_place),
		cmocka_unit_test(a_file_that_changes_is_noticed),
		cmocka_unit_test(other_encodings_are_decoded),
		cmocka_unit_test(failures_name_file_and_cause),
		cmocka_unit_test(a_filter_runs_and_reports),
		cmocka_unit_test(a_fifo_is_read_as_it_comes),
		cmocka_unit_test(an_endless_device_is_read_only_so_far),
		cmocka_unit_test(proc_files_are_streams),
		cmocka_unit_test(a_spool_that_cannot_grow_says_so),
		cmocka_unit_test(standard_input_begins_where_it_stands),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
