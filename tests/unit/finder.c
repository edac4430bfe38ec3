/* SPDX-License-Identifier: MIT */
/* The set of hits: the same whatever the blocks, the threads, the start and the way text came. */
#include "search/finder.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/memory.h"

struct search {
	const char *query;
	bool regex;
	const char *also;    /* of lines: another query that they hold */
	const char *without; /* and one that they do not hold; "": that is not asked */
	uint64_t from;
	struct finder_sizes sizes;
};

struct fixture {
	struct wake wake;
	struct text *text;
	struct finder *finder;
};

static struct pattern *compile(const char *query, bool regex)
{
	struct pattern_options options = {.match = MATCH_DEFAULT, .regex = regex};
	struct pattern *p = pattern_new(query, strlen(query), &options, NULL);

	assert_non_null(p);
	return p;
}

static void start_lines(struct fixture *f, const struct search *search)
{
	struct condition conditions[3];
	struct finder_lines lines = {conditions, 0, search->from, search->sizes};

	if (search->query != NULL)
		conditions[lines.n++] = (struct condition){compile(search->query, false), false};
	if (search->also != NULL)
		conditions[lines.n++] = (struct condition){compile(search->also, false), false};
	if (search->without[0] != '\0')
		conditions[lines.n++] = (struct condition){compile(search->without, false), true};
	f->finder = finder_start_lines(f->text, &lines, &f->wake, NULL);
}

static void start(struct fixture *f, const struct search *search)
{
	if (search->without != NULL)
		start_lines(f, search);
	else
		f->finder = finder_start_sized(f->text, compile(search->query, search->regex),
					       search->from, &search->sizes, &f->wake, NULL);
	assert_non_null(f->finder);
}

static void open_bytes(struct fixture *f, const char *bytes, size_t len)
{
	assert_true(wake_init(&f->wake, NULL));
	f->text = text_new(source_of_bytes(bytes, len));
}

static void await(struct fixture *f)
{
	while (!finder_complete(f->finder)) {
		struct pollfd poll_fd = {.fd = f->wake.read_fd, .events = POLLIN};

		/* The limit is for a test that fails. */
		assert_int_equal(poll(&poll_fd, 1, 20000), 1);
		wake_drain(&f->wake);
	}
}

static void finish(struct fixture *f)
{
	finder_free(f->finder);
	text_free(f->text);
	wake_release(&f->wake);
}

/* All hits, as "begin-end " each, walking forward; checks the walk back and the counts on it. */
static void list(const char *bytes, size_t len, const struct search *search, struct buffer *out)
{
	struct fixture f;
	struct range hit;
	uint64_t pos = 0, n = 0, before;

	open_bytes(&f, bytes, len);
	start(&f, search);
	await(&f);
	buffer_clear(out);
	while (finder_next(f.finder, pos, &hit) == FINDER_FOUND) {
		struct range same;

		assert_true(hit.begin >= pos && hit.end > hit.begin && hit.end <= len);
		assert_true(finder_rank(f.finder, hit.begin, &before));
		assert_int_equal(before, n);
		n++;
		assert_int_equal(finder_previous(f.finder, hit.begin + 1, &same), FINDER_FOUND);
		assert_int_equal(same.begin, hit.begin);
		assert_int_equal(finder_hits_in(f.finder, hit, &same, 1), 1);
		assert_int_equal(same.end, hit.end);
		buffer_printf(out, "%d-%d ", (int)hit.begin, (int)hit.end);
		pos = hit.end;
	}
	assert_int_equal(finder_next(f.finder, pos, &hit), FINDER_NONE);
	assert_int_equal(finder_count(f.finder), n);
	finish(&f);
}

/* Lists what is found, the same in all sizes. */
static void agree_on(const char *bytes, size_t len, struct search search, struct buffer *whole)
{
	static const struct finder_sizes sizes[] = {{61, 1}, {1000, 2}, {4096, 2}, {65536, 1}};
	struct buffer parts;

	buffer_init(&parts);
	search.sizes = (struct finder_sizes){1 << 24, 1};
	list(bytes, len, &search, whole);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		if (len / sizes[i].block > 400)
			continue;
		search.sizes = sizes[i];
		search.from = len / 2;
		list(bytes, len, &search, &parts);
		assert_string_equal(parts.data, whole->data);
	}
	buffer_release(&parts);
}

static void agree(const char *bytes, size_t len, const char *query, bool regex)
{
	struct buffer whole;

	buffer_init(&whole);
	agree_on(bytes, len, (struct search){.query = query, .regex = regex}, &whole);
	assert_true(whole.len > 0);
	buffer_release(&whole);
}

static void test_lines(void **state)
{
	struct buffer b;

	(void)state;
	buffer_init(&b);
	for (int i = 0; i < 120; i++)
		buffer_printf(&b, "%d 機關(guān)黨建\n　　設 机关党建设 aaa\n", i);
	agree(b.data, b.len, "机关党建设", false);
	agree(b.data, b.len, "aa", false);
	agree(b.data, b.len, "^\\d+", true);
	agree(b.data, b.len, "[^x]设", true);
	buffer_release(&b);
}

/* Hits that reach over line ends and overlap those of the next line. */
static void test_joins(void **state)
{
	struct buffer b;

	(void)state;
	buffer_init(&b);
	for (int i = 0; i < 400; i++)
		buffer_append_string(&b, i % 3 != 0 ? "啊\n" : "啊啊啊\n");
	agree(b.data, b.len, "啊啊", false);
	agree(b.data, b.len, "啊啊啊", false);
	buffer_release(&b);
}

static void test_long_line(void **state)
{
	struct buffer b;

	(void)state;
	buffer_init(&b);
	for (int i = 0; i < 60000; i++)
		buffer_append_string(&b, i % 5000 == 4999 ? "b建" : "a啊");
	agree(b.data, b.len, "a啊a啊", false);
	agree(b.data, b.len, "b.*?b", true);
	agree(b.data, b.len, "b建", false);
	buffer_append_byte(&b, '\n');
	buffer_append(&b, b.data, 3000);
	agree(b.data, b.len, "啊a啊a啊", false);
	buffer_release(&b);
}

static void test_overstrikes(void **state)
{
	struct buffer b;

	(void)state;
	buffer_init(&b);
	for (int i = 0; i < 200; i++)
		buffer_printf(&b, "%d N\bNA\bAM\bME\bE \x1B[1mplain\x1B[m NAME \xFF\n", i);
	agree(b.data, b.len, "NAME", false);
	agree(b.data, b.len, "name plain", false);
	agree(b.data, b.len, "N\\w+", true);
	buffer_release(&b);
}

static void test_nothing(void **state)
{
	struct search search = {.query = "x", .sizes = {16, 1}};
	struct fixture f;
	struct range hit;
	uint64_t before;

	(void)state;
	open_bytes(&f, "", 0);
	start(&f, &search);
	await(&f);
	assert_int_equal(finder_next(f.finder, 0, &hit), FINDER_NONE);
	assert_int_equal(finder_previous(f.finder, 10, &hit), FINDER_NONE);
	assert_true(finder_rank(f.finder, 0, &before));
	assert_int_equal(before, 0);
	assert_null(finder_trouble(f.finder));
	finish(&f);
}

static void test_trouble(void **state)
{
	struct search search = {.query = "(a|aa)+z", .regex = true, .sizes = {4096, 1}};
	struct fixture f;
	char bytes[500];

	(void)state;
	memset(bytes, 'a', sizeof(bytes));
	memcpy(bytes + 497, "x z", 3);
	open_bytes(&f, bytes, sizeof(bytes));
	start(&f, &search);
	await(&f);
	assert_non_null(finder_trouble(f.finder));
	finish(&f);
}

static void test_growth(void **state)
{
	struct search search = {.query = "尾尾", .sizes = {64, 2}};
	struct source_options options = {0};
	char path[] = "/tmp/finder-test-XXXXXX";
	int fd = mkstemp(path);
	struct fixture f;
	struct range hit;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "头\n尾\n尾", 11), 11);
	assert_true(wake_init(&f.wake, NULL));
	f.text = text_new(source_open(path, &options, NULL));
	start(&f, &search);
	await(&f);
	assert_int_equal(finder_count(f.finder), 1);
	assert_int_equal(write(fd, "x 尾尾 尾", 12), 12);
	assert_int_equal(source_refresh(text_source(f.text)), SOURCE_GREW);
	finder_extend(f.finder);
	await(&f);
	assert_int_equal(finder_count(f.finder), 2);
	assert_int_equal(finder_next(f.finder, 9, &hit), FINDER_FOUND);
	assert_int_equal(hit.begin, 13);
	finish(&f);
	close(fd);
	unlink(path);
}

/* A pipe that is still open: what is there is found, the rest is pending until it comes. */
static void test_pipe(void **state)
{
	struct search search = {.query = "needle", .sizes = {4096, 2}};
	struct source_options options = {.encoding = "UTF-8"};
	char path[64], filler[1000];
	struct fixture f;
	struct range hit;
	uint64_t before;
	int ends[2];

	(void)state;
	memset(filler, '.', sizeof(filler));
	filler[999] = '\n';
	assert_int_equal(pipe(ends), 0);
	assert_true(wake_init(&f.wake, NULL));
	snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
	options.wake = &f.wake;
	f.text = text_new(source_open(path, &options, NULL));
	source_want(text_source(f.text), POS_NONE);
	start(&f, &search);
	for (int i = 0; i < 40; i++)
		assert_int_equal(write(ends[1], filler, sizeof(filler)), sizeof(filler));
	assert_int_equal(finder_next(f.finder, 0, &hit), FINDER_PENDING);
	assert_false(finder_complete(f.finder));
	assert_int_equal(write(ends[1], "needle, needle", 14), 14);
	assert_true(source_wait(text_source(f.text), 40013, 5000));
	/* counted before the pipe says more, or ends */
	assert_int_equal(finder_count(f.finder), 2);
	assert_false(finder_complete(f.finder));
	assert_int_equal(write(ends[1], "needle", 6), 6);
	close(ends[1]);
	await(&f);
	assert_int_equal(finder_next(f.finder, 0, &hit), FINDER_FOUND);
	assert_int_equal(hit.begin, 40000);
	assert_int_equal(finder_count(f.finder), 3);
	assert_true(finder_rank(f.finder, 40009, &before));
	assert_int_equal(before, 2);
	finish(&f);
	close(ends[0]);
}

/* What is known without a scan is never wrong, and exact once a block is kept. */
static void test_bounds(void **state)
{
	struct search search = {.query = "aa", .sizes = {64, 1}};
	struct finder_bounds bounds;
	struct fixture f;
	struct buffer b;
	uint64_t before;

	(void)state;
	buffer_init(&b);
	for (int i = 0; i < 40; i++)
		buffer_printf(&b, "%s aa and %d\n", i % 10 == 3 ? "no" : "aa", i);
	open_bytes(&f, b.data, b.len);
	start(&f, &search);
	await(&f);
	for (uint64_t pos = 0; pos <= b.len; pos += 7) {
		assert_true(finder_bounds(f.finder, pos, &bounds));
		assert_true(finder_rank(f.finder, pos, &before));
		assert_true(bounds.least <= before && before <= bounds.most);
		assert_true(finder_bounds(f.finder, pos, &bounds));
		assert_true(bounds.least == before && before == bounds.most);
	}
	finish(&f);
	buffer_release(&b);
}

/* The lines that a search for the bytes themselves finds. */
static void list_plainly(const char *bytes, const struct search *search, struct buffer *out)
{
	for (const char *line = bytes; *line != '\0';) {
		size_t len = strcspn(line, "\n");
		char *copy = memory_copy(line, len);

		len += line[len] == '\n';
		if ((search->query == NULL || strstr(copy, search->query) != NULL) &&
		    (search->also == NULL || strstr(copy, search->also) != NULL) &&
		    (search->without[0] == '\0' || strstr(copy, search->without) == NULL))
			buffer_printf(out, "%d-%d ", (int)(line - bytes),
				      (int)(line - bytes + (ptrdiff_t)len));
		free(copy);
		line += len;
	}
}

static void test_conditions(void **state)
{
	static const struct search searches[] = {
		{.query = "建设", .without = ""},
		{.query = "建设", .also = "第7", .without = ""},
		{.query = "建设", .also = "第", .without = "7号"},
		{.without = "建设"},
		{.without = "无处"},
		{.query = "无处", .without = ""},
	};
	struct buffer b, found, plain;

	(void)state;
	buffer_init(&b);
	buffer_init(&found);
	buffer_init(&plain);
	for (int i = 0; i < 200; i++)
		buffer_printf(&b, "%s第%d号%.*s\n%s", i % 3 == 0 ? "党的建设，" : "会议，", i % 10,
			      i % 50, "................................................",
			      i % 7 == 0 ? "\n" : "");
	buffer_append_string(&b, "建设到底");
	for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]); i++) {
		agree_on(b.data, b.len, searches[i], &found);
		buffer_clear(&plain);
		list_plainly(b.data, &searches[i], &plain);
		assert_string_equal(found.data, plain.data);
	}
	buffer_release(&b);
	buffer_release(&found);
	buffer_release(&plain);
}

/* A hit over a line's end belongs to both lines. */
static void test_broken_line(void **state)
{
	struct search search = {.query = "机关", .without = ""};
	struct buffer found;

	(void)state;
	buffer_init(&found);
	agree_on("啊\n某机\n关啊\n啊\n", 20 + 2, search, &found);
	assert_string_equal(found.data, "4-11 11-18 ");
	buffer_release(&found);
}

/* In one long line what is found is a part of it around the hits. */
static void test_conditions_in_long_line(void **state)
{
	struct search search = {.query = "b建", .without = ""};
	struct buffer b, found;

	(void)state;
	buffer_init(&b);
	buffer_init(&found);
	for (int i = 0; i < 60000; i++)
		buffer_append_string(&b, i % 20000 == 9999 ? "b建" : "a啊");
	agree_on(b.data, b.len, search, &found);
	assert_string_equal(found.data, "39996-40000 119996-120000 199996-200000 ");
	search = (struct search){.without = "b建"};
	agree_on(b.data, b.len, search, &found);
	assert_true(strncmp(found.data, "0-16384 16384-32768 49152-", 26) == 0);
	buffer_release(&b);
	buffer_release(&found);
}

/* Whether there are hits in a part of the text: exact where blocks may be scanned. */
static void test_any(void **state)
{
	struct search search = {.query = "aa", .sizes = {64, 1}};
	struct fixture f;
	struct buffer b;

	(void)state;
	buffer_init(&b);
	for (int i = 0; i < 40; i++)
		buffer_printf(&b, "%s and %d\n", i % 10 == 3 ? "aa" : "or", i);
	open_bytes(&f, b.data, b.len);
	start(&f, &search);
	await(&f);
	for (uint64_t begin = 0; begin < b.len; begin += 5) {
		struct range range = {begin, begin + 1 + begin % 150}, hit;
		struct finder_look exact = {.scans = 10}, rough = {0};
		bool has =
			finder_next(f.finder, begin, &hit) == FINDER_FOUND && hit.begin < range.end;

		if (has)
			assert_true(finder_any(f.finder, range, &exact));
		else
			assert_false(finder_any(f.finder, range, &exact));
		assert_false(exact.rough);
		if (finder_any(f.finder, range, &rough) != has)
			assert_true(rough.rough);
	}
	finish(&f);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),       cmocka_unit_test(test_joins),
		cmocka_unit_test(test_long_line),   cmocka_unit_test(test_overstrikes),
		cmocka_unit_test(test_nothing),     cmocka_unit_test(test_trouble),
		cmocka_unit_test(test_growth),      cmocka_unit_test(test_pipe),
		cmocka_unit_test(test_bounds),      cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_broken_line), cmocka_unit_test(test_conditions_in_long_line),
		cmocka_unit_test(test_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
