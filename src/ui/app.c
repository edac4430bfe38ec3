/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "ui/areas.h"
#include "ui/own_settings.h"
#include "view/sparse.h"

/* A text of that size has its outline within a few milliseconds: the first screen waits for it.
 * The scan of a larger one begins when its first screen has been drawn. */
#define SMALL_TEXT 262144
#define RESUME_MS 300       /* for the place where reading stopped */
#define RESUME_BEYOND 4096u /* bytes behind it that its anchor is known by */
#define FIRST_OUTLINE_MS 5

void app_say(struct app *app, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	buffer_clear(&app->message);
	buffer_append_string(&app->message, text);
	app->message_is_error = false;
	app->dirty = true;
}

void app_complain(struct app *app, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	app_say(app, "%s", text);
	app->message_is_error = true;
}

unsigned long app_count(const struct app *app, unsigned long fallback)
{
	return app->has_count ? app->count : fallback;
}

const struct style *app_style(const struct app *app, enum role role)
{
	return &app->options.theme->styles[role];
}

void app_jump(struct app *app, uint64_t pos)
{
	view_record(app->view);
	view_jump(app->view, pos);
}

/* Sizes and ways of showing, handed down to the view. */
void app_relayout(struct app *app)
{
	const struct settings *s = &app->settings;
	struct view_options options = {
		.readings = (enum reading_mode)s->readings,
		.columns = (uint32_t)s->columns,
		.widths = app->widths,
		.chop = s->chop_long_lines,
		.points = s->points,
		.sticky = s->sticky_headings,
	};

	areas_find(app);
	view_configure(app->view, app->areas.text_rows, app->areas.text_columns - app->areas.gutter,
		       &options);
	app->look++;
	app->dirty = true;
}

static struct document *open_file(struct app *app, size_t file, const char *encoding,
				  struct cause *cause)
{
	struct outline_options outline = settings_outline_options(&app->settings);
	struct document_options how = {.encoding =
					       encoding != NULL ? encoding : app->settings.encoding,
				       .secure = app->settings.secure,
				       .filters = app->settings.filters,
				       .state_folder = app->options.state_folder,
				       .as = app->settings.as,
				       .wake = &app->wake,
				       .outline = &outline};

	return document_open(app->files[file], &how, cause);
}

/* Says where reading goes on. */
static void say_resumed(struct app *app)
{
	uint64_t pos = view_focus(app->view), size = text_size(app->document->text);
	unsigned percent = size > 0 ? (unsigned)(pos * 100 / size) : 0;

	if (pos > 0 && app->message.len == 0)
		app_say(app, "at %u %%, where reading stopped; g goes to the start", percent);
}

/* Waits for the text to come as far as pos and a little further, but not for long. */
static void wait_for(struct source *source, uint64_t pos)
{
	source_want(source, pos + RESUME_BEYOND);
	source_wait(source, pos + RESUME_BEYOND, RESUME_MS);
}

/* Shows the document: where reading stopped last time, or from its start; false if the former is
 * not in the text. */
static bool show(struct app *app)
{
	struct document *document = app->document;
	bool found = true;
	uint64_t pos;

	app->view = view_new(document);
	app->goal.kind = GOAL_NONE;
	app->search.hit.begin = POS_NONE;
	app->told_unsaved = false;
	app->visual.on = false;
	app->search.click = POS_NONE;
	/* What is shown at first needs no outline, but where folds and headings over the text are to be
	 * as they were. */
	if (text_size(document->text) <= SMALL_TEXT && document_scan(document, NULL) &&
	    document->saved.has_position && source_complete(text_source(document->text)))
		indexer_wait_first(document->indexer, FIRST_OUTLINE_MS);
	document_update(document);
	own_settings_take(app);
	app_relayout(app);
	if (document->saved.has_position) {
		/* what is decoded or comes through a filter is there in a moment */
		wait_for(text_source(document->text), document->saved.position.offset);
		found = document_position(document, &pos);
		pos = found ? pos : 0;
	}
	if (document->saved.has_position && pos > 0)
		view_jump(app->view, pos);
	pane_outline_changed(app);
	corrections_report(app);
	return found;
}

static void show_document(struct app *app, struct document *document)
{
	app->document = document;
	app->follow.on = false;
	app->follow.noted = app->follow.lost = app->follow.cut = app->follow.adrift = false;
	app->follow.told = false;
	app->follow.read_at = app->follow.note_at = 0;
	if (show(app) && document->saved.has_position)
		say_resumed(app);
	if (app->follow.watch.fd >= 0)
		follow_watch(app);
}

bool app_show_again(struct app *app)
{
	bool found;

	view_free(app->view);
	found = show(app);
	app->dirty = true;
	return found;
}

bool app_save(struct app *app, struct cause *cause)
{
	if (app->document == NULL)
		return true;
	sparse_restore_folds(app);
	app->document->percent = (int)view_percent(app->view);
	return document_save(app->document, view_focus(app->view), &app->own,
			     clock_time(&app->options.clock), cause);
}

static void close_document(struct app *app)
{
	pane_leave_document(app);
	list_leave_document(app);
	view_free(app->view);
	document_free(app->document);
	app->view = NULL;
	app->document = NULL;
}

/* Another document takes the place of the one that is shown, which is saved. */
static void change_document(struct app *app, size_t file, struct document *document)
{
	struct cause trouble = CAUSE_NONE;

	(void)app_save(app, &trouble);
	close_document(app);
	app->file = file;
	app->bare = false;
	show_document(app, document);
	if (trouble.text != NULL)
		app_complain(app, "%s", cause_text(&trouble));
	cause_release(&trouble);
}

bool app_switch_file(struct app *app, int step)
{
	struct cause cause = CAUSE_NONE;
	struct document *document = NULL;
	size_t file = app->file;

	/* Files that cannot be read are passed over, with a word about the last of them. */
	while (document == NULL) {
		if ((step < 0 && file == 0) || (step > 0 && file + 1 >= app->n_files)) {
			if (cause.text != NULL)
				app_complain(app, "%s", cause_text(&cause));
			else
				app_say(app, "no %s file", step < 0 ? "previous" : "next");
			cause_release(&cause);
			return false;
		}
		file = step < 0 ? file - 1 : file + 1;
		document = open_file(app, file, NULL, &cause);
	}
	change_document(app, file, document);
	if (cause.text != NULL)
		app_complain(app, "%s", cause_text(&cause));
	else if (!app->message_is_error)
		app_say(app, "file %zu of %zu: %s", file + 1, app->n_files, document->path);
	cause_release(&cause);
	return true;
}

bool app_open_file(struct app *app, size_t file, const char *encoding)
{
	struct cause cause = CAUSE_NONE;
	struct document *document = open_file(app, file, encoding, &cause);

	if (document != NULL)
		change_document(app, file, document);
	if (cause.text != NULL)
		app_complain(app, "%s", cause_text(&cause));
	cause_release(&cause);
	return document != NULL;
}

/* Puts a path behind the current file; returns where. */
static size_t add_file(struct app *app, const char *path)
{
	size_t at = app->n_files > 0 ? app->file + 1 : 0;

	app->files = array_reserve(app->files, &app->file_capacity, app->n_files + 1,
				   sizeof(app->files[0]));
	memmove(app->files + at + 1, app->files + at, (app->n_files - at) * sizeof(app->files[0]));
	app->files[at] = memory_string(path);
	app->n_files++;
	return at;
}

static void remove_file(struct app *app, size_t at)
{
	free(app->files[at]);
	app->n_files--;
	memmove(app->files + at, app->files + at + 1, (app->n_files - at) * sizeof(app->files[0]));
}

bool app_open_path(struct app *app, const char *path)
{
	struct cause cause = CAUSE_NONE;
	struct document *document;
	size_t at = 0;
	bool added;

	while (at < app->n_files && strcmp(app->files[at], path) != 0)
		at++;
	added = at == app->n_files;
	if (added)
		at = add_file(app, path);
	document = open_file(app, at, NULL, &cause);
	if (document == NULL && added)
		remove_file(app, at);
	if (document != NULL)
		change_document(app, at, document);
	if (cause.text != NULL)
		app_complain(app, "%s", cause_text(&cause));
	cause_release(&cause);
	return document != NULL;
}

static void init_parts(struct app *app)
{
	app->input = input_new();
	prompt_init(&app->prompt);
	list_init(&app->list);
	pane_init(&app->pane);
	search_init(&app->search);
	follow_init(&app->follow);
	buffer_init(&app->message);
	buffer_init(&app->bookmark_name);
	for (size_t i = 0; i < app->settings.n_files; i++) {
		app->files = array_reserve(app->files, &app->file_capacity, i + 1,
					   sizeof(app->files[0]));
		app->files[app->n_files++] = memory_string(app->settings.files[i]);
	}
	app->widths.ambiguous = app->settings.ambiguous_width == 2 ? 2 : 1;
	app->pane.open = app->settings.outline_pane;
	app->pane.points = app->settings.points;
	if (app->options.state_folder != NULL)
		app->search.n_history =
			state_history_load(app->options.state_folder, &app->search.history);
}

struct app *app_new(const struct app_options *options, struct cause *cause)
{
	struct app *app = memory_zalloc(1, sizeof(*app));
	struct document *document = NULL;

	app->options = *options;
	app->settings = *options->settings;
	app->screen = options->screen;
	app->wake.read_fd = app->wake.write_fd = -1;
	init_parts(app);
	if (!wake_init(&app->wake, cause)) {
		app_free(app);
		return NULL;
	}
	while (document == NULL && app->file < app->n_files) {
		document = open_file(app, app->file, NULL, cause);
		if (document == NULL)
			app->file++;
	}
	app->bare = app->n_files == 0;
	if (app->bare)
		document = document_new_empty(&(struct document_options){.wake = &app->wake});
	if (document == NULL) {
		app_free(app);
		return NULL;
	}
	screen_widths(app->screen, app->widths);
	show_document(app, document);
	if (app->bare)
		library_open(app);
	/* What could not be opened, or what of the saved state was damaged. */
	if (cause->text != NULL)
		app_complain(app, "%s", cause_text(cause));
	return app;
}

void app_free(struct app *app)
{
	if (app == NULL)
		return;
	close_document(app);
	input_free(app->input);
	prompt_release(&app->prompt);
	list_release(&app->list);
	pane_release(&app->pane);
	search_release(&app->search);
	follow_release(&app->follow);
	buffer_release(&app->message);
	buffer_release(&app->bookmark_name);
	library_close(app);
	for (size_t i = 0; i < app->n_forgotten; i++)
		forgotten_release(&app->forgotten[i]);
	free(app->forgotten);
	for (size_t i = 0; i < app->n_files; i++)
		free(app->files[i]);
	free(app->files);
	wake_release(&app->wake);
	scroll_bar_release(&app->scroll_bar);
	free(app->drawn);
	free(app);
}

void app_type(struct app *app, const char *bytes, size_t len)
{
	input_feed(app->input, bytes, len, clock_ticks(&app->options.clock));
	app_handle_events(app);
}

bool app_busy(const struct app *app)
{
	const struct document *d = app->document;

	return !document_is_scanned(d) || (d->finder != NULL && !finder_complete(d->finder)) ||
	       (d->sparse != NULL && !sparse_complete(d)) || app->goal.kind != GOAL_NONE ||
	       app->follow.read_at != 0 || pane_busy(app) || list_busy(app) ||
	       (d->outline->complete && bookmarks_are_sought(d->bookmarks)) ||
	       input_timeout(app->input, clock_ticks(&app->options.clock)) >= 0;
}

static void tell_of_rules(struct app *app)
{
	struct buffer trouble;

	buffer_init(&trouble);
	if (document_rules_trouble(app->document, &trouble))
		app_complain(app, "%s", trouble.data);
	buffer_release(&trouble);
}

/* The heading that the keys are on in the pane: a newer outline does not take them away. */
static uint64_t chosen_heading(const struct app *app)
{
	const struct outline *o = app->document->outline;
	uint32_t i = app->pane.selected;

	return app->pane.focused && i < o->n ? o->items[i].offset : POS_NONE;
}

void app_update(struct app *app)
{
	unsigned changes;
	uint64_t chosen;

	app_handle_events(app);
	follow_tick(app);
	chosen = chosen_heading(app);
	changes = document_update(app->document);
	tell_of_rules(app); /* also of what opening the document has brought */
	if (changes & (DOCUMENT_GREW | DOCUMENT_OUTLINE))
		view_follow(app->view, changes);
	if ((changes & DOCUMENT_GREW) && app->document->finder != NULL)
		finder_extend(app->document->finder);
	if (sparse_update(app, changes))
		app->dirty = true;
	if (changes & DOCUMENT_OUTLINE) {
		pane_outline_changed(app);
		if (chosen != POS_NONE &&
		    outline_find(app->document->outline, chosen) != OUTLINE_NONE)
			app->pane.selected = outline_find(app->document->outline, chosen);
		corrections_report(app);
		app->look++;
	}
	if (app->follow.on && (changes & (DOCUMENT_GREW | DOCUMENT_OUTLINE)))
		view_jump_end(app->view);
	if (changes != 0)
		app->dirty = true;
	if (app->goal.kind != GOAL_NONE && goal_pursue(app))
		app->dirty = true;
	if (search_has_news(app) || pane_update(app) || list_update(app))
		app->dirty = true;
	if ((changes & DOCUMENT_INDEX) && areas_gutter(app) != app->areas.gutter)
		app_relayout(app);
	if (scroll_bar_columns(app) != app->areas.bar_columns) {
		areas_find(app);
		app->look++;
		app->dirty = true;
	}
	if (app->scroll_bar.rough && app->areas.bar_columns > 0)
		app->dirty = true;
}

static void draw_parts(struct app *app)
{
	screen_cursor(app->screen, -1, 0);
	if (app->list.kind != NULL) {
		list_draw(app, app->areas.text_rows);
		app->look++; /* what lies under it is drawn anew afterwards */
	} else {
		if (!app->areas.pane_over) {
			reader_draw(app);
			scroll_bar_draw(app);
		}
		if (app->pane.open)
			outline_pane_draw(app);
	}
	status_draw(app);
}

static void start_scan(struct app *app)
{
	struct cause cause = CAUSE_NONE;

	if (!document_scan(app->document, &cause))
		app_complain(app, "no outline: %s", cause_text(&cause));
	cause_release(&cause);
}

void app_draw(struct app *app)
{
	pane_follow(app);
	draw_parts(app);
	screen_flush(app->screen);
	app->dirty = false;
	if (!app->document->scan_started)
		start_scan(app);
	app->last_draw = clock_ticks(&app->options.clock);
}

bool app_fits(struct app *app)
{
	return source_complete(text_source(app->document->text)) && app_fits_so_far(app);
}

bool app_fits_so_far(struct app *app)
{
	return view_at_start(app->view) && view_at_end(app->view);
}

void app_use_screen(struct app *app, struct screen *screen)
{
	app->screen = screen;
	screen_widths(screen, app->widths);
	app_relayout(app);
}
