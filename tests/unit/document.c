/* SPDX-License-Identifier: MIT */
/* What of a document outlives a run and an edit of its text: corrections of the outline, folds. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "view/document.h"

#include "folder.h"

static const struct own_settings none;
static char folder[64], path[128], state_in[128];

static int make(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/speechview-test-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/text", folder);
	snprintf(state_in, sizeof(state_in), "%s/state", folder);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	folder_remove(state_in);
	folder_remove(folder);
	return 0;
}

static void write_text(const char *text)
{
	assert_true(file_replace(path, text, strlen(text), NULL));
}

static const char speech[] = "讲话稿\n\n"
			     "同志们：\n\n"
			     "一、回顾工作\n\n今年的工作做得很好，大家都很努力。\n\n"
			     "（一）成绩\n\n成绩很大。\n\n"
			     "（二）不足\n\n不足也有。\n\n"
			     "二、安排任务\n\n明年的任务很重。\n\n"
			     "（一）目标\n\n目标要明确。\n\n"
			     "（二）措施\n\n措施要得力。\n\n"
			     "三、提出要求\n\n要求要严格。\n";

/* Opens and scans the whole text. */
static struct document *open_text(const char *state)
{
	struct document_options options = {.state_folder = state};
	struct cause cause = CAUSE_NONE;
	struct document *d = document_open(path, &options, &cause);

	assert_non_null(d);
	assert_null(cause.text);
	assert_true(document_scan(d, NULL));
	assert_true(indexer_wait(d->indexer));
	(void)document_update(d);
	assert_true(d->outline->complete);
	return d;
}

/* Titles, each with its depth before it: "1 一、回顾工作/2 （一）成绩/". */
static void assert_outline(struct document *d, const char *expected)
{
	struct buffer shown;

	buffer_init(&shown);
	for (uint32_t i = 0; i < d->outline->n; i++) {
		if (d->outline->items[i].level == 0)
			continue;
		buffer_printf(&shown, "%u ", d->outline->items[i].depth);
		document_title(d, i, &shown);
		buffer_append_byte(&shown, '/');
	}
	assert_string_equal(shown.data, expected);
	buffer_release(&shown);
}

/* The offset of the heading with a title. */
static uint64_t offset_of(struct document *d, const char *wanted)
{
	struct buffer title;
	uint64_t offset = POS_NONE;

	buffer_init(&title);
	for (uint32_t i = 0; i < d->outline->n && offset == POS_NONE; i++) {
		buffer_clear(&title);
		document_title(d, i, &title);
		if (strcmp(title.data, wanted) == 0)
			offset = d->outline->items[i].offset;
	}
	buffer_release(&title);
	assert_true(offset != POS_NONE);
	return offset;
}

static uint32_t find(struct document *d, const char *wanted)
{
	return outline_find(d->outline, offset_of(d, wanted));
}

static void correct(struct document *d, enum correction_kind kind, const char *heading,
		    const char *title)
{
	struct correction_step step = {kind, title, 0};
	struct cause cause = CAUSE_NONE;

	step.pos = kind == CORRECTION_ADD ? (uint64_t)(strstr(speech, heading) - speech)
					  : offset_of(d, heading);
	assert_true(document_correct(d, &step, 1000, &cause));
	assert_null(cause.text);
}

static void undo(struct document *d, const char *expected)
{
	struct buffer what;

	buffer_init(&what);
	assert_true(document_undo_correction(d, 2000, &what, NULL));
	assert_string_equal(what.data, expected);
	buffer_release(&what);
}

#define PLAIN                                                                                                                \
	"1 一、回顾工作/2 （一）成绩/2 （二）不足/1 二、安排任务/2 （一）目标/2 （二）措施/" \
	"1 三、提出要求/"
#define CORRECTED                                                                                                         \
	"1 一、回顾工作/2 （一）很大的成绩/1 二、安排任务/1 明年的任务很重/2 （一）目标/" \
	"1 （二）措施/2 三、提出要求/"

/* One of each kind. */
static void correct_all(struct document *d)
{
	assert_outline(d, PLAIN);
	correct(d, CORRECTION_RENAME, "（一）成绩", "很大的成绩");
	correct(d, CORRECTION_REMOVE, "（二）不足", "");
	correct(d, CORRECTION_PROMOTE, "（二）措施", "");
	correct(d, CORRECTION_DEMOTE, "三、提出要求", "");
	correct(d, CORRECTION_ADD, "明年的任务", "");
	assert_outline(d, CORRECTED);
}

static void corrections_outlive_the_run(void **state)
{
	struct document *d;
	struct buffer caption;

	(void)state;
	write_text(speech);
	d = open_text(state_in);
	correct_all(d);
	/* saved when made: nothing is saved at the end */
	document_free(d);
	d = open_text(state_in);
	assert_outline(d, CORRECTED);
	buffer_init(&caption);
	document_caption(d, find(d, "（一）很大的成绩"), &caption);
	assert_string_equal(caption.data, "很大的成绩");
	buffer_release(&caption);
	/* the steps of the run before are undone from the last to the first, and made again */
	undo(d, "adding 明年的任务很重");
	undo(d, "demoting 三、提出要求");
	undo(d, "promoting （二）措施");
	undo(d, "removing （二）不足");
	document_free(d);
	d = open_text(state_in);
	undo(d, "renaming （一）很大的成绩");
	assert_outline(d, PLAIN);
	assert_null(correction_log_last(d->log));
	buffer_init(&caption);
	assert_true(document_redo_correction(d, 3000, &caption, NULL));
	assert_false(document_redo_correction(d, 3000, &caption, NULL));
	buffer_release(&caption);
	assert_int_equal(find(d, "（一）很大的成绩"), 2);
	document_free(d);
	/* without state the text is as it is */
	d = open_text(NULL);
	assert_outline(d, PLAIN);
	document_free(d);
}

static void corrections_outlive_edits(void **state)
{
	struct buffer edited;
	struct document *d;

	(void)state;
	write_text(speech);
	d = open_text(state_in);
	correct_all(d);
	document_free(d);
	buffer_init(&edited);
	/* before, in and after the headings */
	buffer_append_string(&edited, "讲话稿\n\n这是新的一段话。\n\n这是另一段。\n\n");
	buffer_append_string(&edited, strstr(speech, "同志们"));
	buffer_append_string(&edited, "\n谢谢大家。\n");
	write_text(edited.data);
	d = open_text(state_in);
	assert_outline(d, CORRECTED);
	buffer_clear(&edited);
	assert_false(document_corrections_trouble(d, &edited));
	document_free(d);
	/* what has no place any more is kept for a text that has it */
	write_text("讲话稿\n\n完全不同的内容，没有标题，也没有原来的话。\n");
	d = open_text(state_in);
	assert_true(document_corrections_trouble(d, &edited));
	assert_string_equal(edited.data, "5 corrections of the outline have no place in the text "
					 "as it is now");
	document_free(d);
	write_text(speech);
	d = open_text(state_in);
	assert_outline(d, CORRECTED);
	document_free(d);
	buffer_release(&edited);
}

static void instances_share_their_corrections(void **state)
{
	struct correction_step later = {CORRECTION_REMOVE, "", 0};
	struct document *a, *b;

	(void)state;
	write_text(speech);
	a = open_text(state_in);
	b = open_text(state_in);
	correct(a, CORRECTION_REMOVE, "（二）不足", "");
	later.pos = offset_of(b, "（一）成绩");
	assert_true(document_correct(b, &later, 1500, NULL));
	document_free(a);
	document_free(b);
	a = open_text(state_in);
	assert_outline(a,
		       "1 一、回顾工作/1 二、安排任务/2 （一）目标/2 （二）措施/1 三、提出要求/");
	b = open_text(state_in);
	undo(a, "removing （一）成绩");
	/* what the other undid stays undone, whatever this one saves */
	assert_true(document_save(b, 0, &none, 5000, NULL));
	document_free(a);
	document_free(b);
	a = open_text(state_in);
	assert_int_equal(find(a, "（一）成绩"), 2);
	document_free(a);
}

static void what_cannot_be_corrected_is_told(void **state)
{
	struct document *d;
	struct cause cause = CAUSE_NONE;
	struct correction_step step = {CORRECTION_PROMOTE, "", 0};

	(void)state;
	write_text(speech);
	d = open_text(NULL);
	step.pos = offset_of(d, "一、回顾工作");
	assert_false(document_correct(d, &step, 1, &cause));
	assert_non_null(strstr(cause_text(&cause), "top"));
	step.kind = CORRECTION_ADD;
	assert_false(document_correct(d, &step, 1, &cause));
	assert_non_null(strstr(cause_text(&cause), "already"));
	step.pos--;
	assert_false(document_correct(d, &step, 1, &cause));
	assert_non_null(strstr(cause_text(&cause), "blank"));
	step.pos = sizeof(speech) + 10;
	assert_false(document_correct(d, &step, 1, &cause));
	step = (struct correction_step){CORRECTION_RENAME, "  ", offset_of(d, "一、回顾工作")};
	assert_false(document_correct(d, &step, 1, &cause));
	assert_outline(d, PLAIN);
	assert_int_equal(correction_log_count(d->log), 0);
	cause_release(&cause);
	document_free(d);
}

/* Fold state of the headings, by their first letters: o, h (children), c. */
static void assert_folds(struct document *d, const char *expected)
{
	char shown[64] = "";

	for (uint32_t i = 1; i < d->outline->n; i++)
		shown[i - 1] = "ohc"[folding_get(d->folding, i)];
	assert_string_equal(shown, expected);
}

static const char twins[] =
	"讲话稿\n\n一、甲乡\n\n正文。\n\n（一）情况\n\n正文。\n\n（一）情况\n\n正文。\n\n"
	"（二）问题\n\n正文。\n\n二、乙乡\n\n正文。\n\n（一）情况\n\n正文。\n\n"
	"（二）问题\n\n正文。\n\n三、丙乡\n\n正文。\n";

static void folds_outlive_edits(void **state)
{
	struct document *d;
	struct buffer edited;

	(void)state;
	write_text(speech);
	d = open_text(state_in);
	folding_set_depth(d->folding, 1);
	folding_set(d->folding, find(d, "一、回顾工作"), FOLD_OPEN);
	folding_set(d->folding, find(d, "（二）措施"), FOLD_CHILDREN);
	folding_set(d->folding, find(d, "三、提出要求"), FOLD_OPEN);
	assert_folds(d, "occccho");
	assert_true(document_save(d, 0, &none, 5000, NULL));
	document_free(d);
	d = open_text(state_in);
	assert_folds(d, "occccho");
	document_free(d);
	buffer_init(&edited);
	buffer_append_string(&edited, "讲话稿\n\n新的开头，多了一些字。\n\n");
	buffer_append_string(&edited, strstr(speech, "同志们"));
	write_text(edited.data);
	d = open_text(state_in);
	assert_folds(d, "occccho");
	document_free(d);
	buffer_release(&edited);
}

static void equal_titles_are_told_apart(void **state)
{
	struct document *d;
	struct buffer edited;
	size_t n;

	(void)state;
	write_text(twins);
	d = open_text(state_in);
	n = d->outline->n;
	for (uint32_t i = 1; i < n; i++)
		if (i == 3 || i == 6)
			folding_set(d->folding, i, FOLD_CLOSED);
	assert_true(document_save(d, 0, &none, 5000, NULL));
	document_free(d);
	buffer_init(&edited);
	buffer_append_string(&edited, "讲话稿\n\n新的开头，多了一些字。\n\n");
	buffer_append_string(&edited, strstr(twins, "一、"));
	write_text(edited.data);
	d = open_text(state_in);
	assert_int_equal(d->outline->n, n);
	for (uint32_t i = 1; i < n; i++)
		assert_int_equal(folding_get(d->folding, i),
				 i == 3 || i == 6 ? FOLD_CLOSED : FOLD_OPEN);
	document_free(d);
	buffer_release(&edited);
}

/* Folds of the former format: offsets. */
static void old_folds_are_read(void **state)
{
	struct document *d;
	struct buffer bytes;
	char name[256] = "", full[512];
	struct dirent *file;
	DIR *files;

	(void)state;
	write_text(speech);
	d = open_text(state_in);
	assert_true(document_save(d, 0, &none, 5000, NULL));
	buffer_init(&bytes);
	files = opendir(state_in);
	while (files != NULL && (file = readdir(files)) != NULL)
		if (strlen(file->d_name) > 12 && strcmp(file->d_name, "index.ini") != 0)
			snprintf(name, sizeof(name), "%s", file->d_name);
	closedir(files);
	snprintf(full, sizeof(full), "%s/%s", state_in, name);
	assert_true(file_read(full, 1 << 20, &bytes, NULL));
	buffer_printf(&bytes, "[folds]\nclosed = \"%llu 7\"\n",
		      (unsigned long long)offset_of(d, "二、安排任务"));
	assert_true(file_replace(full, bytes.data, bytes.len, NULL));
	document_free(d);
	d = open_text(state_in);
	assert_folds(d, "ooocooo");
	document_free(d);
	buffer_release(&bytes);
}

/* Very many folds: those near the place that is read are kept, in bounded time. */
static void many_folds_are_bounded(void **state)
{
	enum { N = 20000 };
	struct buffer text;
	struct document *d;
	clock_t begin;
	size_t closed = 0;

	(void)state;
	buffer_init(&text);
	for (int i = 1; i <= N; i++)
		buffer_printf(&text, "## 规定 %d\n\n正文在这里。\n\n", i);
	write_text(text.data);
	buffer_release(&text);
	d = open_text(state_in);
	assert_true(d->outline->n >= N);
	folding_set_depth(d->folding, 1);
	{
		struct fold *folds = memory_alloc(d->outline->n * sizeof(folds[0]));

		for (uint32_t i = 0; i < d->outline->n; i++)
			folds[i] = (struct fold){d->outline->items[i].offset, FOLD_OPEN};
		folding_set_all(d->folding, folds, d->outline->n);
		free(folds);
	}
	begin = clock();
	assert_true(document_save(d, d->outline->items[N / 2].offset, &none, 5000, NULL));
	print_message("# saving %d of %d folds: %.1f ms\n", SAVED_FOLDS_MAX, N,
		      (double)(clock() - begin) * 1000 / CLOCKS_PER_SEC);
	document_free(d);
	begin = clock();
	d = open_text(state_in);
	print_message("# opening with them: %.1f ms\n",
		      (double)(clock() - begin) * 1000 / CLOCKS_PER_SEC);
	for (uint32_t i = 0; i < d->outline->n; i++)
		closed += folding_get(d->folding, i) == FOLD_OPEN && d->outline->items[i].level > 0;
	assert_int_equal(closed, SAVED_FOLDS_MAX);
	assert_int_equal(folding_get(d->folding, N / 2), FOLD_OPEN);
	assert_int_equal(folding_get(d->folding, 1), FOLD_CLOSED);
	document_free(d);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, make, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(corrections_outlive_the_run),
		CASE(corrections_outlive_edits),
		CASE(instances_share_their_corrections),
		CASE(what_cannot_be_corrected_is_told),
		CASE(folds_outlive_edits),
		CASE(equal_titles_are_told_apart),
		CASE(old_folds_are_read),
		CASE(many_folds_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
