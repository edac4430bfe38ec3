/* SPDX-License-Identifier: MIT */
/* A file that changes under the reader: followed, rewritten, replaced, cut, gone. */
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

#include "folder.h"
#include "reader.h"

static char folder[] = "/tmp/speechview-test.XXXXXX";
static char path[64], other[64];

static int set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/text", folder);
	snprintf(other, sizeof(other), "%s/other", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	unlink(other);
	return rmdir(folder);
}

static void put(const char *name, int flags, const char *bytes)
{
	int fd = open(name, O_WRONLY | O_CREAT | flags, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	close(fd);
}

/* Chapters of ten lines each, from a number on. */
static void chapters(struct buffer *b, int first, int last)
{
	int i, k;

	for (i = first; i <= last; i++) {
		buffer_printf(b, "Chapter %d Of part %d\n\n", i, i * 7);
		for (k = 0; k < 8; k++)
			buffer_printf(b, "Text of chapter %d, line %d.\n", i, k);
	}
}

static void put_chapters(const char *name, const char *before, int first, int last)
{
	struct buffer b;

	buffer_init(&b);
	buffer_append_string(&b, before);
	chapters(&b, first, last);
	put(name, O_TRUNC, b.data);
	buffer_release(&b);
}

/* What the watch does when the file has changed. */
static const char *look(struct reader *r)
{
	follow_look(r->app);
	return settle(r);
}

static void a_file_that_grows_is_scanned_on(void **state)
{
	struct reader r;
	size_t n;

	(void)state;
	put_chapters(path, "", 1, 30);
	open_reader(&r, path, NULL);
	assert_int_equal(r.app->document->outline->n, 30);
	put(path, O_APPEND, "Chapter 31 Added\n\nMore.\n");
	assert_true(shows(look(&r), "1/303"));
	assert_int_equal(r.app->document->outline->n, 31);
	/* and the same again: that scan has not ended */
	put(path, O_APPEND, "Chapter 32 Added ");
	look(&r);
	put(path, O_APPEND, "too\n\nMore.\n");
	assert_true(shows(look(&r), "1/306"));
	n = r.app->document->outline->n;
	assert_int_equal(n, 32);
	assert_int_equal(r.app->document->outline->items[n - 1].title_len, strlen("Added too"));
	close_reader(&r);
}

static void following_pins_the_end(void **state)
{
	struct reader r;

	(void)state;
	put_chapters(path, "", 1, 30);
	open_reader(&r, path, NULL);
	assert_true(shows(type(&r, "F"), "follows"));
	put(path, O_APPEND, "Chapter 31 Added\n\nThe new end.\n");
	assert_true(shows(look(&r), "The new end."));
	assert_true(shows(type(&r, "\003"), "no longer following"));
	put(path, O_APPEND, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nUnseen.\n");
	assert_null(strstr(look(&r), "Unseen."));
	/* whoever goes up does not want to be brought down again */
	type(&r, "F");
	assert_true(shows(type(&r, "k"), "no longer following"));
	put(path, O_APPEND, "Unseen too.\n");
	assert_null(strstr(look(&r), "Unseen too."));
	close_reader(&r);
}

static void hits_grow_along(void **state)
{
	struct reader r;

	(void)state;
	put_chapters(path, "", 1, 3);
	open_reader(&r, path, NULL);
	assert_true(shows(type(&r, "/line 7\r"), "1/3 hits"));
	put(path, O_APPEND, "Another line 7.\n");
	assert_true(shows(look(&r), "1/4 hits"));
	close_reader(&r);
}

/* The reader stands in chapter 20, chapter 10 is folded, and chapter 15 has a mark; chapters are
 * put before all that. */
static void stand(struct reader *r)
{
	put_chapters(path, "", 1, 30);
	open_reader(r, path, NULL);
	type(r, "91gzc");
	type(r, "143gma");
	type(r, "195g");
	r->now += 1000;
	settle(r);
}

static void check_places(struct reader *r, const char *screen)
{
	const struct document *d = r->app->document;

	assert_true(shows(screen, "Text of chapter 20, line 2."));
	assert_true(shows(screen, "225/330"));
	screen = type(r, "'a");
	assert_true(shows(screen, "Text of chapter 15, line 0."));
	assert_true(shows(screen, "173/330"));
	assert_int_equal(folding_exceptions(d->folding), 1);
	assert_true(shows(type(r, "121g"), "Chapter 10 Of part 70"));
	assert_int_equal(folding_exceptions(d->folding), 1);
}

static const char more[] = "Chapter 1 A\n\n\n\n\n\n\n\n\n\nChapter 2 B\n\n\n\n\n\n\n\n\n\n"
			   "Chapter 3 C\n\n\n\n\n\n\n\n\n\n";

static void places_survive_a_rewrite_in_place(void **state)
{
	struct reader r;

	(void)state;
	stand(&r);
	put_chapters(path, more, 1, 30);
	check_places(&r, look(&r));
	close_reader(&r);
}

static void places_survive_a_replaced_file(void **state)
{
	struct reader r;
	const char *screen;

	(void)state;
	stand(&r);
	put_chapters(other, more, 1, 30);
	assert_int_equal(rename(other, path), 0);
	screen = look(&r);
	assert_true(shows(screen, "the file has changed; :r reads it anew"));
	assert_true(shows(screen, "195/300"));
	check_places(&r, type(&r, ":r"));
	close_reader(&r);
}

static void places_survive_an_empty_moment(void **state)
{
	struct reader r;

	(void)state;
	stand(&r);
	assert_int_equal(truncate(path, 0), 0);
	assert_true(shows(look(&r), "the file has become shorter"));
	type(&r, "r");
	put_chapters(path, more, 1, 30);
	check_places(&r, look(&r));
	close_reader(&r);
}

static void correct(struct reader *r, enum correction_kind kind, uint32_t heading)
{
	struct document *d = r->app->document;
	struct correction_step step = {kind, kind == CORRECTION_RENAME ? "Renamed" : "", 0};

	step.pos = d->outline->items[heading].offset;
	assert_true(document_correct(d, &step, r->now, NULL));
	settle(r);
}

static void corrections_survive_a_rewrite(void **state)
{
	char saved[64];
	struct buffer title;
	struct reader r;

	(void)state;
	snprintf(saved, sizeof(saved), "%s/state", folder);
	put_chapters(path, "", 1, 30);
	open_reader(&r, path, saved);
	correct(&r, CORRECTION_RENAME, 14);
	correct(&r, CORRECTION_REMOVE, 4);
	assert_int_equal(r.app->document->outline->n, 29);
	put_chapters(path, more, 1, 30);
	look(&r);
	/* three more, and chapter 5 is still none */
	assert_int_equal(r.app->document->outline->n, 32);
	buffer_init(&title);
	document_title(r.app->document, 3 + 13, &title);
	assert_string_equal(title.data, "Chapter 15 Renamed");
	assert_int_equal(r.app->document->lost_corrections, 0);
	/* what was corrected is gone with its chapter, and told */
	put_chapters(path, "", 16, 30);
	look(&r);
	assert_int_equal(r.app->document->lost_corrections, 2);
	put_chapters(path, "", 1, 30);
	look(&r);
	assert_int_equal(r.app->document->outline->n, 29);
	buffer_clear(&title);
	document_title(r.app->document, 13, &title);
	assert_string_equal(title.data, "Chapter 15 Renamed");
	buffer_release(&title);
	close_reader(&r);
	folder_remove(saved);
}

static void a_file_that_is_gone_is_read_on(void **state)
{
	struct reader r;

	(void)state;
	put_chapters(path, "", 1, 30);
	open_reader(&r, path, NULL);
	assert_int_equal(unlink(path), 0);
	assert_null(strstr(look(&r), "gone"));
	r.now += 1000;
	assert_true(shows(settle(&r), "the file is gone"));
	assert_true(shows(type(&r, "200g"), "Text of chapter 20, line 7."));
	assert_true(shows(type(&r, ":r"), "No such file"));
	put_chapters(path, more, 1, 30);
	assert_true(shows(look(&r), "the file has changed"));
	assert_true(shows(type(&r, ":r"), "Text of chapter 20, line 7."));
	close_reader(&r);
}

static void a_replaced_file_is_followed(void **state)
{
	struct reader r;

	(void)state;
	put_chapters(path, "", 1, 30);
	open_reader(&r, path, NULL);
	type(&r, "F");
	put(other, O_TRUNC, "A new log begins.\n");
	assert_int_equal(rename(other, path), 0);
	assert_true(shows(look(&r), "A new log begins."));
	put(path, O_APPEND, "And goes on.\n");
	assert_true(shows(look(&r), "And goes on."));
	close_reader(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_that_grows_is_scanned_on),
		cmocka_unit_test(following_pins_the_end),
		cmocka_unit_test(hits_grow_along),
		cmocka_unit_test(places_survive_a_rewrite_in_place),
		cmocka_unit_test(places_survive_a_replaced_file),
		cmocka_unit_test(places_survive_an_empty_moment),
		cmocka_unit_test(corrections_survive_a_rewrite),
		cmocka_unit_test(a_file_that_is_gone_is_read_on),
		cmocka_unit_test(a_replaced_file_is_followed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
