/* SPDX-License-Identifier: MIT */
/* What a sparse tree shows, line by line, against a slow reckoning over the whole text. */
#include "view/sparse.h"

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
#include "base/file.h"
#include "base/memory.h"

#define LINES_MAX 400

struct wanted {
	const char *with, *also, *without; /* NULL: not asked */
	unsigned context;
};

struct fixture {
	char path[64];
	struct wake wake;
	struct document *d;
	struct buffer text;
	/* The slow reckoning: of each line where it begins, and whether it is shown. */
	uint64_t begins[LINES_MAX + 1];
	bool meets[LINES_MAX], shown[LINES_MAX];
	size_t n;
};

static uint32_t rolled = 1;

static uint32_t roll(uint32_t n)
{
	rolled = rolled * 1664525u + 1013904223u;
	return (rolled >> 8) % n;
}

static void make_text(struct buffer *b)
{
	static const char *const bodies[] = {"今天的会议很重要。", "堤防要查到段。", "物资要备足。",
					     "", "堤防和物资都要管。"};
	static const char *const numbers[] = {"一", "二", "三", "四"};

	buffer_append_string(b, "讲话\n\n");
	for (size_t i = 0; i < 4; i++) {
		buffer_printf(b, "%s、%s\n\n", numbers[i], i % 2 ? "突出重点" : "提高认识");
		for (uint32_t k = roll(4); k > 0; k--)
			buffer_printf(b, "%s\n", bodies[roll(5)]);
		for (size_t j = 0; j < 3; j++) {
			buffer_printf(b, "（%s）%s\n\n", numbers[j], roll(3) ? "责任" : "物资");
			for (uint32_t k = roll(6); k > 0; k--)
				buffer_printf(b, "%s\n", bodies[roll(5)]);
		}
	}
}

static void open_text(struct fixture *f)
{
	struct document_options options = {.wake = &f->wake};
	int fd;

	memset(f, 0, sizeof(*f));
	buffer_init(&f->text);
	make_text(&f->text);
	snprintf(f->path, sizeof(f->path), "/tmp/speechview-sparse-XXXXXX");
	fd = mkstemp(f->path);
	assert_true(fd >= 0);
	close(fd);
	assert_true(wake_init(&f->wake, NULL));
	assert_true(file_replace(f->path, f->text.data, f->text.len, NULL));
	f->d = document_open(f->path, &options, NULL);
	assert_non_null(f->d);
	assert_true(document_scan(f->d, NULL) && indexer_wait(f->d->indexer));
	(void)document_update(f->d);
	assert_true(f->d->outline->n > 10);
	for (size_t at = 0; at < f->text.len; f->n++) {
		assert_true(f->n < LINES_MAX);
		f->begins[f->n] = at;
		at += strcspn(f->text.data + at, "\n") + 1;
	}
	f->begins[f->n] = f->text.len;
}

static void finish(struct fixture *f)
{
	document_free(f->d);
	wake_release(&f->wake);
	unlink(f->path);
	buffer_release(&f->text);
}

static void add(struct fixture *f, const char *query, bool without, unsigned context)
{
	struct sparse_query q = {query, strlen(query), {.match = MATCH_DEFAULT}, without, context};

	if (query[0] == '\0')
		return;
	assert_true(sparse_add(f->d, &q, roll((uint32_t)f->text.len), NULL));
	while (!sparse_complete(f->d)) {
		struct pollfd poll_fd = {.fd = f->wake.read_fd, .events = POLLIN};

		assert_int_equal(poll(&poll_fd, 1, 20000), 1);
		wake_drain(&f->wake);
	}
}

static bool holds(const struct fixture *f, size_t line, const char *query)
{
	char *copy = memory_copy(f->text.data + f->begins[line],
				 (size_t)(f->begins[line + 1] - f->begins[line]));
	bool found = strstr(copy, query) != NULL;

	free(copy);
	return found;
}

/* The folded heading whose row stands for a line, or OUTLINE_NONE. */
static uint32_t folded(struct fixture *f, size_t line)
{
	return folding_piece_at(f->d->folding, f->begins[line], f->text.len).heading;
}

static size_t line_of(const struct fixture *f, uint64_t pos)
{
	size_t line = 0;

	while (f->begins[line + 1] <= pos)
		line++;
	return line;
}

static bool section_meets(const struct fixture *f, uint32_t heading)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->meets[i] && f->begins[i] >= outline_begin(f->d->outline, heading) &&
		    f->begins[i] < outline_end(f->d->outline, heading))
			return true;
	return false;
}

static void reckon(struct fixture *f, const struct wanted *w)
{
	for (size_t i = 0; i < f->n; i++) {
		f->meets[i] = (w->with[0] == '\0' || holds(f, i, w->with)) &&
			      (w->also[0] == '\0' || holds(f, i, w->also)) &&
			      (w->without[0] == '\0' || !holds(f, i, w->without));
		f->shown[i] = false;
	}
	for (size_t i = 0; i < f->n; i++) {
		uint32_t fold = folded(f, i);

		f->shown[i] = f->shown[i] ||
			      (fold == OUTLINE_NONE ? f->meets[i] : section_meets(f, fold));
		if (!f->meets[i] || fold != OUTLINE_NONE)
			continue;
		for (size_t k = i; k-- > 0 && i - k <= w->context && folded(f, k) == OUTLINE_NONE;)
			f->shown[k] = true;
		for (size_t k = i + 1; k < f->n && k - i <= w->context; k++) {
			if (folded(f, k) != OUTLINE_NONE)
				break;
			f->shown[k] = true;
		}
	}
	for (uint32_t h = 0; h < f->d->outline->n; h++) {
		const struct heading *heading = &f->d->outline->items[h];

		if (heading->level > 0 && !(heading->flags & HEADING_POINT) && section_meets(f, h))
			f->shown[line_of(f, heading->offset)] = true;
	}
	/* Blank lines alone stay. */
	for (size_t i = 0, k; i < f->n; i = k) {
		bool blank = true;

		for (k = i; k < f->n && !f->shown[k]; k++)
			blank = blank && f->text.data[f->begins[k]] == '\n';
		for (size_t j = i; j < k && blank && k - i <= 16; j++)
			f->shown[j] = true;
		k += k == i;
	}
}

static void check_lines(struct fixture *f)
{
	struct range bounds = folding_bounds(f->d->folding, f->text.len);
	struct gap gap;

	for (size_t i = 0; i < f->n; i++) {
		size_t first = i, last = i;

		if (!range_has(bounds, f->begins[i]))
			continue;
		assert_int_equal(!sparse_gap_at(f->d, f->begins[i], &gap), f->shown[i]);
		if (f->shown[i])
			continue;
		while (f->begins[first] > bounds.begin && !f->shown[first - 1])
			first--;
		while (f->begins[last + 1] < bounds.end && !f->shown[last + 1])
			last++;
		assert_int_equal(gap.range.begin, f->begins[first]);
		assert_int_equal(gap.range.end, f->begins[last + 1]);
		assert_true(gap.sure_begin && gap.sure_end);
	}
}

static void check_headings(struct fixture *f)
{
	uint32_t last = OUTLINE_NONE, i;

	for (i = folding_next(f->d->folding, OUTLINE_NONE, false); i != OUTLINE_NONE;
	     i = folding_next(f->d->folding, i, false)) {
		bool shown = i + 1 < f->d->outline->n && f->d->outline->items[i].level == 0
				     ? sparse_shows(f->d, i)
				     : section_meets(f, i);

		assert_int_equal(sparse_shows(f->d, i), shown);
		if (!shown)
			continue;
		assert_int_equal(sparse_next(f->d, last), i);
		if (last != OUTLINE_NONE && f->d->outline->items[last].level > 0)
			assert_int_equal(sparse_previous(f->d, i), last);
		last = i;
	}
	assert_int_equal(sparse_next(f->d, last), OUTLINE_NONE);
	if (last != OUTLINE_NONE)
		assert_int_equal(sparse_previous(f->d, OUTLINE_NONE), last);
}

static void fold(struct fixture *f)
{
	struct folding *folding = f->d->folding;

	folding_set_depth(folding, roll(4));
	for (uint32_t n = roll(4); n > 0; n--)
		folding_set(folding, roll((uint32_t)f->d->outline->n), (enum fold_state)roll(3));
}

static void test_what_is_shown(void **state)
{
	static const struct wanted wanted[] = {
		{"堤防", "", "", 0},     {"堤防", "", "", 1}, {"堤防", "物资", "", 3},
		{"物资", "", "堤防", 0}, {"", "", "。", 0},   {"不曾有", "", "", 2},
	};

	(void)state;
	for (int round = 0; round < 60; round++) {
		const struct wanted *w = &wanted[round % 6];
		struct fixture f;

		open_text(&f);
		add(&f, w->with, false, w->context);
		add(&f, w->also, false, w->context);
		add(&f, w->without, true, w->context);
		for (int k = 0; k < 6; k++) {
			reckon(&f, w);
			check_lines(&f);
			check_headings(&f);
			fold(&f);
		}
		finish(&f);
	}
}

/* What is opened is shown until it is closed; a place that is wanted is opened with its line. */
static void test_opening(void **state)
{
	struct fixture f;
	struct gap gap, rest;

	(void)state;
	open_text(&f);
	add(&f, "不曾有", false, 0);
	assert_true(sparse_gap_at(f.d, 0, &gap));
	assert_int_equal(gap.range.begin, 0);
	assert_int_equal(gap.range.end, f.text.len);
	sparse_reveal(f.d, f.begins[2] + 1);
	assert_false(sparse_gap_at(f.d, f.begins[2], &rest));
	assert_true(sparse_gap_at(f.d, f.begins[0], &rest));
	assert_int_equal(rest.range.end, f.begins[2]);
	assert_true(sparse_gap_at(f.d, f.begins[4], &rest));
	assert_int_equal(rest.range.begin, f.begins[3]);
	sparse_open(f.d, rest.range);
	assert_false(sparse_gap_at(f.d, f.text.len - 1, &rest));
	assert_false(sparse_close(f.d, 0));
	assert_true(sparse_close(f.d, f.begins[4]));
	assert_true(sparse_gap_at(f.d, f.begins[2], &rest));
	assert_int_equal(rest.range.end, f.text.len);
	sparse_end(f.d);
	assert_null(f.d->sparse);
	finish(&f);
}

/* Too many queries are refused, and a wrong one changes nothing. */
static void test_refusing(void **state)
{
	struct sparse_query wrong = {"(", 1, {.regex = true}, false, 0};
	struct cause cause = CAUSE_NONE;
	struct fixture f;

	(void)state;
	open_text(&f);
	assert_false(sparse_add(f.d, &wrong, 0, &cause));
	assert_null(f.d->sparse);
	cause_release(&cause);
	for (int i = 0; i < CONDITIONS_MAX; i++)
		add(&f, "堤防", false, 0);
	wrong = (struct sparse_query){"a", 1, {.match = MATCH_DEFAULT}, false, 0};
	assert_false(sparse_add(f.d, &wrong, 0, &cause));
	assert_non_null(cause.text);
	assert_true(sparse_count(f.d) > 0);
	cause_release(&cause);
	finish(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_shown),
		cmocka_unit_test(test_opening),
		cmocka_unit_test(test_refusing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
