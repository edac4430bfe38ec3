/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "place/state.h"

static char folder[64];

static int make(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/speechview-test-XXXXXX");
	return mkdtemp(folder) == NULL;
}

static const char *in_folder(const char *name)
{
	static char path[400];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

/* The first name in the folder with this ending, or NULL. */
static const char *name_with(const char *ending)
{
	static char name[256];
	DIR *files = opendir(folder);
	struct dirent *file;
	const char *found = NULL;

	assert_non_null(files);
	while ((file = readdir(files)) != NULL) {
		size_t n = strlen(file->d_name), e = strlen(ending);

		if (n < e || strcmp(file->d_name + n - e, ending) != 0 ||
		    strcmp(file->d_name, "index.ini") == 0)
			continue;
		snprintf(name, sizeof(name), "%s", file->d_name);
		found = name;
	}
	closedir(files);
	return found;
}

static int clear(void **state)
{
	DIR *files = opendir(folder);
	struct dirent *file;

	(void)state;
	while (files != NULL && (file = readdir(files)) != NULL)
		if (file->d_name[0] != '.')
			(void)unlink(in_folder(file->d_name));
	if (files != NULL)
		closedir(files);
	return rmdir(folder);
}

static struct state_key key_of(char *path, const char *sample)
{
	struct state_key key = {.path = path};

	snprintf(key.sample, sizeof(key.sample), "%s", sample);
	return key;
}

static char some_path[] = "/nowhere/講話 \"1\"; #%.txt";
#define SAMPLE "0123456789abcdef"

static struct anchor some_anchor(uint64_t offset)
{
	static char path[] = "一、回顾\n（一）成绩\n", quote[] = "同志們: \"%;#\\\"",
		    before[] = "前", after[] = "后\t";

	return (struct anchor){offset, 7, path, quote, before, after};
}

static bool save_one(const struct state_key *key, const char *name, uint64_t pos, int64_t now)
{
	struct bookmarks *b = bookmarks_new();
	struct anchor a = some_anchor(pos);
	struct saved_view view;
	bool saved;

	saved_view_init(&view);
	bookmarks_add(b, 0, name, "note\nin lines", &a, pos, now);
	saved = state_save(folder, key, &view, b, NULL);
	bookmarks_free(b);
	return saved;
}

static size_t count_saved(const struct state_key *key, struct cause *cause)
{
	struct bookmarks *b = bookmarks_new();
	struct saved_view view;
	size_t n;

	saved_view_init(&view);
	assert_true(state_load(folder, key, &view, b, cause));
	n = bookmarks_count(b);
	bookmarks_free(b);
	saved_view_release(&view);
	return n;
}

static void everything_comes_back(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	static char path[] = "一、\"回顾\"; #%\n closed 0 7\n", none[] = "";
	struct saved_fold folds[] = {{10, FOLD_CLOSED, 0, path, false},
				     {20, FOLD_OPEN, 3, path, false},
				     {30, FOLD_CHILDREN, 0, none, false},
				     {40, FOLD_CLOSED, UINT32_MAX - 1, path, false}};
	struct saved_view view = {.has_position = true,
				  .position = some_anchor(1234),
				  .changed = 99,
				  .fold_depth = 2,
				  .folds = folds,
				  .n_folds = 4,
				  .own = {{"hide", "", "", "on"}}};
	struct bookmarks *b = bookmarks_new();
	struct anchor a = some_anchor(77);
	struct saved_view loaded;
	struct stat status;

	(void)state;
	bookmarks_add(b, 'q', "名 = [x]", "", &a, 77, 5);
	assert_true(state_save(folder, &key, &view, b, NULL));
	assert_false(bookmarks_changed(b));
	bookmarks_free(b);
	b = bookmarks_new();
	saved_view_init(&loaded);
	assert_true(state_load(folder, &key, &loaded, b, NULL));
	assert_true(loaded.has_position);
	assert_true(loaded.position.offset == 1234 && loaded.position.line == 7);
	assert_string_equal(loaded.position.quote, a.quote);
	assert_string_equal(loaded.position.path, a.path);
	assert_string_equal(loaded.position.before, a.before);
	assert_string_equal(loaded.position.after, a.after);
	assert_true(loaded.changed == 99);
	assert_int_equal(loaded.fold_depth, 2);
	assert_int_equal(loaded.n_folds, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_true(loaded.folds[i].offset == folds[i].offset);
		assert_int_equal(loaded.folds[i].state, folds[i].state);
		assert_int_equal(loaded.folds[i].ordinal, folds[i].ordinal);
		assert_string_equal(loaded.folds[i].path, folds[i].path);
	}
	assert_string_equal(loaded.own.values[OWN_READINGS], "hide");
	assert_string_equal(loaded.own.values[OWN_MATCH], "");
	assert_string_equal(loaded.own.values[OWN_LINE_NUMBERS], "on");
	assert_int_equal(bookmarks_count(b), 1);
	assert_string_equal(bookmarks_at(b, 0)->name, "名 = [x]");
	assert_int_equal(bookmarks_at(b, 0)->letter, 'q');
	assert_true(bookmarks_at(b, 0)->pos == 77 && bookmarks_at(b, 0)->created == 5);
	assert_int_equal(stat(in_folder("index.ini"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	saved_view_release(&loaded);
	bookmarks_free(b);
}

static void highlights_come_back(void **state)
{
	static char highlights_path[] = "/texts/highlights.txt";
	struct state_key key = key_of(highlights_path, "00000000000000aa");
	struct anchor begin = some_anchor(77), end = some_anchor(99);
	struct bookmarks *b = bookmarks_new();
	const struct bookmark *m;
	struct saved_view view;

	(void)state;
	saved_view_init(&view);
	bookmarks_add_highlight(b,
				&(struct highlight){.name = "h",
						    .note = "first\n第二\n",
						    .colour = 3,
						    .begin = &begin,
						    .end = &end,
						    .pos = 77,
						    .end_pos = 99},
				5);
	assert_true(state_save(folder, &key, &view, b, NULL));
	bookmarks_free(b);
	b = bookmarks_new();
	assert_true(state_load(folder, &key, &view, b, NULL));
	assert_int_equal(bookmarks_count(b), 1);
	m = bookmarks_at(b, 0);
	assert_string_equal(m->note, "first\n第二\n");
	assert_int_equal(m->colour, 3);
	assert_true(m->is_range && m->pos == 77 && m->end_pos == 99);
	assert_string_equal(m->end.quote, end.quote);
	assert_string_equal(m->end.before, end.before);
	assert_string_equal(m->end.after, end.after);
	assert_string_equal(m->end.path, end.path);
	saved_view_release(&view);
	bookmarks_free(b);
}

static struct correction_log *load_log(const struct state_key *key, struct cause *cause)
{
	struct correction_log *log = correction_log_new();
	struct bookmarks *b = bookmarks_new();
	struct saved_view view;

	saved_view_init(&view);
	view.corrections = log;
	assert_true(state_load(folder, key, &view, b, cause));
	assert_ptr_equal(view.corrections, log);
	saved_view_release(&view);
	bookmarks_free(b);
	return log;
}

static void save_log(const struct state_key *key, struct correction_log *log)
{
	struct bookmarks *b = bookmarks_new();
	struct saved_view view;

	saved_view_init(&view);
	view.corrections = log;
	assert_true(state_save(folder, key, &view, b, NULL));
	bookmarks_free(b);
}

static void corrections_come_back(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct correction_log *log = correction_log_new(), *other;
	struct anchor a = some_anchor(1234);
	struct cause cause = CAUSE_NONE;
	const struct logged_correction *c;

	(void)state;
	for (enum correction_kind kind = 0; kind < CORRECTION_KINDS; kind++) {
		struct correction_step step = {
			kind, kind == CORRECTION_RENAME ? "新 \"題\"; #%" : "", 1234};

		correction_log_add(log, &step, &a, 50);
	}
	save_log(&key, log);
	assert_false(correction_log_changed(log));
	correction_log_free(log);
	/* one that knows nothing of corrections saves: they stay */
	assert_true(save_one(&key, "x", 5, 60));
	log = load_log(&key, &cause);
	assert_int_equal(correction_log_count(log), CORRECTION_KINDS);
	for (size_t i = 0; i < CORRECTION_KINDS; i++) {
		c = correction_log_at(log, i);
		assert_int_equal(c->kind, i);
		assert_true(c->created == (int64_t)(50 + i) && !c->deleted && !c->settled);
		assert_string_equal(c->title, i == CORRECTION_RENAME ? "新 \"題\"; #%" : "");
		assert_true(c->anchor.offset == 1234);
		assert_string_equal(c->anchor.quote, a.quote);
		assert_string_equal(c->anchor.before, a.before);
	}
	/* what another instance undoes, and what it makes, is taken over when this one saves */
	other = load_log(&key, &cause);
	assert_true(correction_log_undo(other, 99));
	correction_log_add(other, &(struct correction_step){CORRECTION_REMOVE, "", 7}, &a, 100);
	save_log(&key, other);
	correction_log_free(other);
	save_log(&key, log);
	assert_int_equal(correction_log_count(log), CORRECTION_KINDS + 1);
	assert_true(correction_log_at(log, CORRECTION_RENAME)->deleted);
	assert_null(cause.text);
	correction_log_free(log);
}

static void damaged_corrections_are_left_out(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct correction_log *log = correction_log_new();
	struct anchor a = some_anchor(1);
	struct cause cause = CAUSE_NONE;
	struct buffer bytes;
	char name[256];

	(void)state;
	correction_log_add(log, &(struct correction_step){CORRECTION_REMOVE, "", 1}, &a, 50);
	save_log(&key, log);
	correction_log_free(log);
	snprintf(name, sizeof(name), "%s", name_with(".ini"));
	buffer_init(&bytes);
	assert_true(file_read(in_folder(name), 1 << 20, &bytes, NULL));
	buffer_append_string(&bytes, "[correction.0123456789abcdef]\nkind = \"bend\"\noffset = "
				     "\"3\"\n[correction.x]\nkind = \"add\"\noffset = \"3\"\n");
	assert_true(file_replace(in_folder(name), bytes.data, bytes.len, NULL));
	buffer_release(&bytes);
	log = load_log(&key, &cause);
	assert_int_equal(correction_log_count(log), 1);
	assert_non_null(strstr(cause_text(&cause), "damaged"));
	assert_non_null(name_with(".damaged"));
	cause_release(&cause);
	correction_log_free(log);
}

static void nothing_saved_is_fine(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	char **paths;

	(void)state;
	assert_int_equal(count_saved(&key, NULL), 0);
	assert_int_equal(state_documents("/nonexistent", &paths), 0);
	free(paths);
	assert_int_equal(state_history_load("/nonexistent", &paths), 0);
	free(paths);
}

static void moved_files_are_known_by_their_sample(void **state)
{
	char old[] = "/nowhere/old", new[] = "/nowhere/new", copy[] = "/nowhere/other";
	char decoded[] = "/nowhere/new\nBIG5";
	struct state_key was = key_of(old, SAMPLE), is = key_of(new, SAMPLE);
	struct state_key other = key_of(copy, "fedcba9876543210"), big5 = key_of(decoded, SAMPLE);

	(void)state;
	assert_true(save_one(&was, "x", 5, 1));
	assert_int_equal(count_saved(&is, NULL), 1);
	assert_int_equal(count_saved(&big5, NULL), 0);
	assert_int_equal(count_saved(&other, NULL), 0);
	assert_true(save_one(&is, "y", 6, 2));
	assert_int_equal(count_saved(&is, NULL), 2);
	assert_true(save_one(&was, "z", 6, 3));
	/* Nothing is at the new path either: it has moved back. */
	assert_int_equal(count_saved(&was, NULL), 3);
}

static void a_copy_is_another_document(void **state)
{
	char there[128], copy[] = "/nowhere/copy";
	struct state_key original = key_of(there, SAMPLE), other = key_of(copy, SAMPLE);

	(void)state;
	snprintf(there, sizeof(there), "%s/document", folder);
	assert_true(file_replace(there, "x", 1, NULL));
	assert_true(save_one(&original, "x", 5, 1));
	assert_int_equal(count_saved(&other, NULL), 0);
}

static void documents_newest_first(void **state)
{
	char a[] = "/nowhere/a", b[] = "/nowhere/b\nBIG5", c[] = "/nowhere/c";
	struct state_key ka = key_of(a, ""), kb = key_of(b, ""), kc = key_of(c, "");
	char **paths;

	(void)state;
	assert_true(save_one(&ka, "x", 5, 20));
	assert_true(save_one(&kb, "x", 5, 30));
	assert_true(save_one(&kc, "x", 5, 10));
	for (int lost = 0; lost < 2; lost++) {
		assert_int_equal(state_documents(folder, &paths), 3);
		assert_string_equal(paths[0], "/nowhere/b");
		assert_string_equal(paths[1], "/nowhere/a");
		assert_string_equal(paths[2], "/nowhere/c");
		for (int i = 0; i < 3; i++)
			free(paths[i]);
		free(paths);
		/* The index is made anew from the files. */
		(void)unlink(in_folder("index.ini"));
	}
}

static void damage_costs_only_what_is_damaged(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct cause cause = CAUSE_NONE;
	struct buffer bytes, kept;
	char name[256];
	char *third;

	(void)state;
	for (int i = 0; i < 5; i++)
		assert_true(save_one(&key, "x", (uint64_t)i, i + 1));
	snprintf(name, sizeof(name), "%s", name_with(".ini"));
	buffer_init(&bytes);
	assert_true(file_read(in_folder(name), 1 << 20, &bytes, NULL));
	third = strstr(strstr(strstr(bytes.data, "[bookmark") + 1, "[bookmark") + 1, "[bookmark");
	assert_non_null(third);
	memcpy(third, "\0\xFF garb", 7);
	assert_true(file_replace(in_folder(name), bytes.data, bytes.len, NULL));
	assert_int_equal(count_saved(&key, &cause), 4);
	assert_non_null(strstr(cause_text(&cause), name));
	assert_non_null(name_with(".damaged"));
	/* The next save keeps the four, and the damaged file stays aside as it was. */
	assert_true(save_one(&key, "new", 9, 9));
	cause_release(&cause);
	assert_int_equal(count_saved(&key, &cause), 5);
	assert_null(cause.text);
	buffer_init(&kept);
	assert_true(file_read(in_folder(name_with(".damaged")), 1 << 20, &kept, NULL));
	assert_int_equal(kept.len, bytes.len);
	assert_memory_equal(kept.data, bytes.data, kept.len);
	buffer_release(&bytes);
	buffer_release(&kept);
}

/* A file cut off anywhere gives what is before the cut, and never fails. */
static void a_cut_file_is_read_up_to_the_cut(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct buffer bytes;
	char name[256];
	size_t most = 0;

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_true(save_one(&key, "x", (uint64_t)i, i + 1));
	snprintf(name, sizeof(name), "%s", name_with(".ini"));
	buffer_init(&bytes);
	assert_true(file_read(in_folder(name), 1 << 20, &bytes, NULL));
	for (size_t len = 0; len <= bytes.len; len += 13) {
		size_t n;

		assert_true(file_replace(in_folder(name), bytes.data, len, NULL));
		n = count_saved(&key, NULL);
		assert_true(n + 1 >= most);
		if (n > most)
			most = n;
	}
	assert_int_equal(most, 3);
	buffer_release(&bytes);
}

static void what_is_not_known_is_kept(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct cause cause = CAUSE_NONE;
	struct buffer bytes;
	char name[256];
	struct bookmarks *b = bookmarks_new();
	struct saved_view view;

	(void)state;
	saved_view_init(&view);
	assert_true(save_one(&key, "x", 1, 1));
	snprintf(name, sizeof(name), "%s", name_with(".ini"));
	buffer_init(&bytes);
	assert_true(file_read(in_folder(name), 1 << 20, &bytes, NULL));
	buffer_append_string(&bytes, "\n[rehearsal 1]\nseconds = \"75\"\n");
	assert_true(file_replace(in_folder(name), bytes.data, bytes.len, NULL));
	assert_true(save_one(&key, "y", 2, 2));
	buffer_clear(&bytes);
	assert_true(file_read(in_folder(name), 1 << 20, &bytes, NULL));
	assert_non_null(strstr(bytes.data, "[rehearsal 1]\nseconds = \"75\"\n"));
	/* A newer version's file is read, but not replaced. */
	buffer_append_string(&bytes, "[document]\nversion = \"99\"\n");
	assert_true(file_replace(in_folder(name), bytes.data, bytes.len, NULL));
	assert_int_equal(count_saved(&key, NULL), 2);
	assert_false(state_save(folder, &key, &view, b, &cause));
	assert_non_null(strstr(cause_text(&cause), "newer"));
	cause_release(&cause);
	buffer_release(&bytes);
	bookmarks_free(b);
}

static void the_later_position_stays(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct bookmarks *b = bookmarks_new();
	struct saved_view late = {.has_position = true, .position = some_anchor(9), .changed = 9};
	struct saved_view early = {.has_position = true, .position = some_anchor(5), .changed = 5};
	struct saved_view loaded;

	(void)state;
	assert_true(state_save(folder, &key, &late, b, NULL));
	assert_true(state_save(folder, &key, &early, b, NULL));
	saved_view_init(&loaded);
	assert_true(state_load(folder, &key, &loaded, b, NULL));
	assert_true(loaded.position.offset == 9);
	saved_view_release(&loaded);
	bookmarks_free(b);
}

static void instances_lose_nothing(void **state)
{
	enum { N = 8 };
	struct state_key key = key_of(some_path, SAMPLE);
	pid_t children[N];
	char **lines;
	size_t n;

	(void)state;
	for (int i = 0; i < N; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			char name[8];

			snprintf(name, sizeof(name), "n%d", i);
			_exit(save_one(&key, name, (uint64_t)i, i + 1) &&
					      state_history_add(folder, name, NULL)
				      ? 0
				      : 1);
		}
	}
	for (int i = 0; i < N; i++) {
		int status;

		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(count_saved(&key, NULL), N);
	n = state_history_load(folder, &lines);
	assert_int_equal(n, N);
	for (size_t i = 0; i < n; i++)
		free(lines[i]);
	free(lines);
}

/* Savers are killed at any moment: what was saved before is there, the file is whole, and the next
 * save clears up. */
static void killed_savers_lose_nothing(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct cause cause = CAUSE_NONE;
	size_t before;

	(void)state;
	assert_true(save_one(&key, "first", 0, 1));
	before = 1;
	for (int round = 0; round < 20; round++) {
		pid_t child = fork();
		size_t n;

		if (child == 0)
			for (int i = 0; i < 50; i++)
				(void)save_one(&key, "x", 1, 2);
		for (int i = 0; i < round * 40; i++)
			(void)access(folder, F_OK);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		n = count_saved(&key, &cause);
		assert_null(cause.text);
		assert_true(n >= before);
		before = n;
	}
	assert_true(save_one(&key, "last", 0, 3));
	assert_int_equal(count_saved(&key, NULL), before + 1);
	assert_null(name_with(".0"));
}

static void history(void **state)
{
	char **lines, text[32];
	size_t n;

	(void)state;
	for (int i = 0; i < 205; i++) {
		snprintf(text, sizeof(text), "\"找\"; %d", i);
		assert_true(state_history_add(folder, text, NULL));
	}
	assert_true(state_history_add(folder, "\"找\"; 100", NULL));
	assert_true(state_history_add(folder, "", NULL));
	n = state_history_load(folder, &lines);
	assert_int_equal(n, 200);
	assert_string_equal(lines[0], "\"找\"; 5");
	assert_string_equal(lines[198], "\"找\"; 204");
	assert_string_equal(lines[199], "\"找\"; 100");
	for (size_t i = 0; i < n; i++)
		free(lines[i]);
	free(lines);
}

static void causes_say_why(void **state)
{
	struct state_key key = key_of(some_path, SAMPLE);
	struct bookmarks *b = bookmarks_new();
	struct cause cause = CAUSE_NONE;
	struct saved_view view;

	(void)state;
	saved_view_init(&view);
	assert_false(state_save("/proc/speechview", &key, &view, b, &cause));
	assert_non_null(strstr(cause_text(&cause), "/proc/speechview"));
	assert_false(state_history_add("/proc/speechview", "x", &cause));
	cause_release(&cause);
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	assert_null(state_folder(&cause));
	assert_non_null(strstr(cause_text(&cause), "HOME"));
	setenv("HOME", "/h", 1);
	setenv("XDG_STATE_HOME", "relative", 1);
	for (int i = 0; i < 2; i++) {
		char *path = state_folder(NULL);

		assert_string_equal(path, i == 0 ? "/h/.local/state/speechview" : "/x/speechview");
		free(path);
		setenv("XDG_STATE_HOME", "/x", 1);
	}
	cause_release(&cause);
	bookmarks_free(b);
}

static void keys_tell_documents_apart(void **state)
{
	struct source *a = source_of_bytes("one text", 8), *b = source_of_bytes("two text", 8);
	struct state_key ka, kb, kc;

	(void)state;
	state_key_make(&ka, "/tmp/../tmp", a);
	state_key_make(&kb, "none.txt", b);
	state_key_make(&kc, "-", b);
	assert_string_equal(ka.path, "/tmp");
	assert_int_equal(kb.path[0], '/');
	assert_string_equal(kc.path, "-");
	assert_int_equal(strlen(ka.sample), 16);
	assert_string_not_equal(ka.sample, kb.sample);
	assert_string_equal(kb.sample, kc.sample);
	state_key_release(&ka);
	state_key_release(&kb);
	state_key_release(&kc);
	source_free(a);
	source_free(b);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, make, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(everything_comes_back),
		CASE(highlights_come_back),
		CASE(corrections_come_back),
		CASE(damaged_corrections_are_left_out),
		CASE(nothing_saved_is_fine),
		CASE(moved_files_are_known_by_their_sample),
		CASE(a_copy_is_another_document),
		CASE(documents_newest_first),
		CASE(damage_costs_only_what_is_damaged),
		CASE(a_cut_file_is_read_up_to_the_cut),
		CASE(what_is_not_known_is_kept),
		CASE(the_later_position_stays),
		CASE(instances_lose_nothing),
		CASE(killed_savers_lose_nothing),
		CASE(history),
		CASE(causes_say_why),
		CASE(keys_tell_documents_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
