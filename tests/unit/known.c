/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "place/known.h"
#include "place/state.h"

#include "folder.h"

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
	folder_remove(states);
	folder_remove(folder);
	return 0;
}

/* The path of a text, which is there or not. */
static char *text_path(const char *name, bool there)
{
	static char path[160];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (there) {
		file = fopen(path, "w");
		assert_non_null(file);
		fputs("text\n", file);
		fclose(file);
	}
	return path;
}

/* Saves a position and a bookmark of a document. */
static void save(char *path, const char *title, const char *bookmark, int64_t now)
{
	static char words[] = "同志们", nothing[] = "";
	struct anchor a = {3, 0, nothing, words, nothing, nothing};
	struct state_key key = {.path = path};
	struct bookmarks *b = bookmarks_new();
	struct saved_view view;

	saved_view_init(&view);
	anchor_copy(&view.position, &a);
	view.has_position = true;
	view.changed = now;
	view.percent = 43;
	view.title = strdup(title);
	bookmarks_add(b, 0, bookmark, "", &a, 3, now);
	assert_true(state_save(states, &key, &view, b, NULL));
	saved_view_release(&view);
	bookmarks_free(b);
}

static void lists_what_was_read_last_first(void **state)
{
	struct known_document *all;
	struct state_key pipe;
	char path[200];
	size_t n;

	(void)state;
	assert_int_equal(known_documents("/nonexistent", &all), 0);
	known_documents_free(all, 0);
	save(text_path("a.txt", true), "甲", "one", 10);
	save(text_path("b.txt", false), "", "two", 30);
	state_key_name(&pipe, "my\npipe");
	save(pipe.path, "丙", "three", 20);
	state_key_release(&pipe);
	/* How a text was read is no part of its path. */
	snprintf(path, sizeof(path), "%s\nGB18030", text_path("a.txt", true));
	save(path, "丁", "four", 5);
	n = known_documents(states, &all);
	assert_int_equal(n, 4);
	assert_string_equal(all[0].path, text_path("b.txt", false));
	assert_true(all[0].gone && !all[0].named);
	assert_string_equal(all[0].title, "");
	assert_string_equal(all[1].path, "my pipe");
	assert_true(all[1].named && !all[1].gone);
	assert_string_equal(all[2].title, "甲");
	assert_true(all[2].percent == 43 && all[2].read == 10 && !all[2].gone);
	assert_int_equal(bookmarks_count(all[2].bookmarks), 1);
	assert_string_equal(bookmarks_at(all[2].bookmarks, 0)->name, "one");
	assert_string_equal(all[3].path, text_path("a.txt", false));
	known_documents_free(all, n);
}

static size_t count(void)
{
	struct known_document *all;
	size_t n = known_documents(states, &all);

	known_documents_free(all, n);
	return n;
}

static void forgets_and_takes_it_back(void **state)
{
	struct known_document *all;
	struct forgotten kept;
	struct cause cause = CAUSE_NONE;
	char id[17];
	size_t n;

	(void)state;
	save(text_path("a.txt", true), "甲", "one", 10);
	save(text_path("b.txt", true), "乙", "two", 20);
	n = known_documents(states, &all);
	memcpy(id, all[1].id, sizeof(id));
	known_documents_free(all, n);
	assert_true(known_forget(states, id, &kept, NULL));
	assert_int_equal(count(), 1);
	assert_true(known_restore(states, &kept, NULL));
	n = known_documents(states, &all);
	assert_int_equal(n, 2);
	assert_string_equal(all[1].title, "甲");
	assert_string_equal(bookmarks_at(all[1].bookmarks, 0)->name, "one");
	known_documents_free(all, n);
	/* Opened again meanwhile, it is not overwritten. */
	assert_false(known_restore(states, &kept, &cause));
	assert_non_null(strstr(cause_text(&cause), "opened again"));
	forgotten_release(&kept);
	assert_false(known_forget(states, "0123456789abcdef", &kept, &cause));
	assert_int_equal(count(), 2);
	cause_release(&cause);
}

static void moves_to_another_path(void **state)
{
	struct known_document *all;
	struct cause cause = CAUSE_NONE;
	char id[17], index[100], *path;
	size_t n;

	(void)state;
	save(text_path("old.txt", false), "甲", "one", 10);
	n = known_documents(states, &all);
	memcpy(id, all[0].id, sizeof(id));
	known_documents_free(all, n);
	assert_false(known_move(states, id, text_path("missing.txt", false), &cause));
	assert_non_null(strstr(cause_text(&cause), "missing.txt"));
	path = text_path("new.txt", true);
	assert_true(known_move(states, id, path, NULL));
	n = known_documents(states, &all);
	assert_int_equal(n, 1);
	assert_string_equal(all[0].path, path);
	assert_string_equal(all[0].title, "甲");
	assert_true(all[0].percent == 43 && !all[0].gone);
	assert_int_equal(bookmarks_count(all[0].bookmarks), 1);
	known_documents_free(all, n);
	/* An index that is lost is made from the files, which know it too. */
	snprintf(index, sizeof(index), "%s/index.ini", states);
	assert_int_equal(unlink(index), 0);
	n = known_documents(states, &all);
	assert_string_equal(all[0].path, path);
	known_documents_free(all, n);
	cause_release(&cause);
}

static void moving_onto_another_brings_both_together(void **state)
{
	struct known_document *all;
	char id[17];
	size_t n;

	(void)state;
	save(text_path("new.txt", true), "新", "two", 20);
	save(text_path("old.txt", false), "旧", "one", 10);
	n = known_documents(states, &all);
	assert_true(all[1].gone);
	memcpy(id, all[1].id, sizeof(id));
	known_documents_free(all, n);
	assert_true(known_move(states, id, text_path("new.txt", false), NULL));
	n = known_documents(states, &all);
	assert_int_equal(n, 1);
	assert_string_equal(all[0].title, "新");
	assert_int_equal(bookmarks_count(all[0].bookmarks), 2);
	known_documents_free(all, n);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, make, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(lists_what_was_read_last_first),
		CASE(forgets_and_takes_it_back),
		CASE(moves_to_another_path),
		CASE(moving_onto_another_brings_both_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
