/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ui/areas.h"
#include "ui/signals.h"

/* Background work makes the screen be drawn no more often than this. */
#define FRAME_MS 16

/* A text of that size has its outline within a few milliseconds: the first screen waits for it.
 * The scan of a larger one begins when its first screen has been drawn. */
#define SMALL_TEXT 262144
#define FIRST_OUTLINE_MS 5

/* A terminal that has not said by then where its cursor went is taken to be mute. */
#define CURSOR_ANSWER_MS 1000

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
static void relayout(struct app *app)
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

static struct document *open_file(struct app *app, size_t file, struct cause *cause)
{
	struct document_options how = {app->settings.encoding, app->settings.secure,
				       app->options.state_folder, &app->wake};

	return document_open(app->settings.files[file], &how, cause);
}

/* Shows a document that was opened: where reading stopped last time, or from its start. */
static void show_document(struct app *app, struct document *document)
{
	uint64_t pos;

	app->document = document;
	app->view = view_new(document);
	app->goal.kind = GOAL_NONE;
	app->search.hit.begin = POS_NONE;
	app->pane.top = app->pane.selected = OUTLINE_NONE;
	app->pane.following = true;
	app->pane.n_matches = 0;
	if (text_size(document->text) <= SMALL_TEXT && document_scan(document, NULL))
		indexer_wait_first(document->indexer, FIRST_OUTLINE_MS);
	document_update(document);
	relayout(app);
	if (document_position(document, &pos) && pos > 0)
		view_jump(app->view, pos);
	pane_outline_changed(app);
}

static bool save(struct app *app, struct cause *cause)
{
	const char *names[] = {"show", "dim", "hide", "above"};

	return app->document == NULL ||
	       document_save(app->document, view_focus(app->view), names[app->settings.readings],
			     clock_time(&app->options.clock), cause);
}

static void close_document(struct app *app)
{
	view_free(app->view);
	document_free(app->document);
	app->view = NULL;
	app->document = NULL;
}

bool app_switch_file(struct app *app, int step)
{
	struct cause cause = CAUSE_NONE, trouble = CAUSE_NONE;
	struct document *document = NULL;
	size_t file = app->file;

	/* Files that cannot be read are passed over, with a word about the last of them. */
	while (document == NULL) {
		if ((step < 0 && file == 0) || (step > 0 && file + 1 >= app->settings.n_files)) {
			if (cause.text != NULL)
				app_complain(app, "%s", cause_text(&cause));
			else
				app_say(app, "no %s file", step < 0 ? "previous" : "next");
			cause_release(&cause);
			return false;
		}
		file = step < 0 ? file - 1 : file + 1;
		document = open_file(app, file, &cause);
	}
	if (!save(app, &trouble))
		app_complain(app, "%s", cause_text(&trouble));
	close_document(app);
	app->file = file;
	show_document(app, document);
	if (cause.text != NULL)
		app_complain(app, "%s", cause_text(&cause));
	else if (trouble.text == NULL)
		app_say(app, "file %zu of %zu: %s", file + 1, app->settings.n_files,
			document->path);
	cause_release(&cause);
	cause_release(&trouble);
	return true;
}

static void init_parts(struct app *app)
{
	app->input = input_new();
	prompt_init(&app->prompt);
	list_init(&app->list);
	pane_init(&app->pane);
	search_init(&app->search);
	buffer_init(&app->message);
	buffer_init(&app->bookmark_name);
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
	while (document == NULL && app->file < app->settings.n_files) {
		document = open_file(app, app->file, cause);
		if (document == NULL)
			app->file++;
	}
	if (document == NULL) {
		app_free(app);
		return NULL;
	}
	screen_widths(app->screen, app->widths);
	show_document(app, document);
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
	buffer_release(&app->message);
	buffer_release(&app->bookmark_name);
	wake_release(&app->wake);
	free(app->drawn);
	free(app);
}

static void apply(struct app *app, unsigned effects)
{
	if (effects & EFFECT_RELAYOUT)
		relayout(app);
	if (effects & (EFFECT_DRAW | EFFECT_RELAYOUT))
		app->dirty = true;
	if (effects & EFFECT_QUIT)
		app->quitting = true;
}

typedef unsigned command_handler(struct app *app);

static command_handler *const handlers[COMMAND_COUNT] = {
#define COMMAND(identifier, name, context, keys, group, help) command_##identifier,
#include "view/commands.def"
#undef COMMAND
};

static enum command_context context(const struct app *app)
{
	if (app->list.kind != NULL)
		return CONTEXT_LIST;
	return app->pane.open && app->pane.focused ? CONTEXT_PANE : CONTEXT_TEXT;
}

static void forget_keys(struct app *app)
{
	app->n_keys = 0;
	app->count = 0;
	app->has_count = false;
}

/* Digits before a key are its count; a 0 counts only behind another digit. */
static bool take_digit(struct app *app, struct key key)
{
	if (app->n_keys > 0 || key.modifiers != 0 || key.code < '0' || key.code > '9' ||
	    (key.code == '0' && !app->has_count))
		return false;
	if (app->count < 100000000)
		app->count = app->count * 10 + (key.code - '0');
	app->has_count = true;
	app->dirty = true;
	return true;
}

static void say_unknown(struct app *app)
{
	struct buffer name;
	size_t i;

	buffer_init(&name);
	for (i = 0; i < app->n_keys; i++)
		key_write(app->keys[i], app->n_keys > 1, &name);
	app_say(app, "%s does nothing here; h lists the keys", name.data);
	buffer_release(&name);
}

static void command_key(struct app *app, struct key key)
{
	enum command_id id;

	if (take_digit(app, key))
		return;
	app->keys[app->n_keys++] = key;
	switch (keymap_find(app->options.keymap, context(app), app->keys, app->n_keys, &id)) {
	case KEYMAP_PREFIX:
		app->dirty = true;
		if (app->n_keys < sizeof(app->keys) / sizeof(app->keys[0]))
			return;
		break;
	case KEYMAP_COMMAND:
		apply(app, handlers[id](app));
		forget_keys(app);
		return;
	case KEYMAP_NONE:
		break;
	}
	/* ESC and ^C only call off what was begun. */
	if (key.code != KEY_ESCAPE && !(key.code == 'c' && key.modifiers == KEY_CONTROL))
		say_unknown(app);
	forget_keys(app);
}

/* ^C and ESC stop what runs. */
static bool stop_running(struct app *app, struct key key)
{
	bool stop = (key.code == 'c' && key.modifiers == KEY_CONTROL) || key.code == KEY_ESCAPE;

	if (!stop || app->goal.kind == GOAL_NONE)
		return false;
	app->goal.kind = GOAL_NONE;
	app_say(app, "stopped");
	return true;
}

static void handle_key(struct app *app, struct key key)
{
	buffer_clear(&app->message);
	app->dirty = true;
	if (app->prompt.kind != NULL) {
		apply(app, prompt_key(app, key));
	} else if (app->take_letter != NULL) {
		unsigned (*take)(struct app *, uint32_t) = app->take_letter;

		app->take_letter = NULL;
		apply(app, take(app, key.modifiers == 0 ? key.code : 0));
		forget_keys(app);
	} else if (!stop_running(app, key)) {
		app->goal.kind = GOAL_NONE;
		command_key(app, key);
	}
}

/* A click: on a heading it folds, in the pane it goes there, in a list it chooses. */
static void handle_mouse(struct app *app, const struct event *event)
{
	if (event->pressed && event->button == 0 && app->prompt.kind == NULL)
		apply(app, areas_click(app, event->row, event->column));
}

static void handle_paste(struct app *app)
{
	const struct buffer *paste = input_paste(app->input);

	buffer_clear(&app->message);
	if (app->prompt.kind != NULL)
		apply(app, prompt_paste(app, paste->data, paste->len));
	else
		app_say(app, "a paste goes into a prompt: / searches for it");
}

/* The terminal says where its cursor went after an ambiguous character in the first column. */
static void handle_cursor(struct app *app, const struct event *event)
{
	int ambiguous = event->column >= 2 ? 2 : 1;

	if (app->cursor_asked == 0 ||
	    clock_ticks(&app->options.clock) > app->cursor_asked + CURSOR_ANSWER_MS)
		return;
	app->cursor_asked = 0;
	if (ambiguous != app->widths.ambiguous) {
		app->widths.ambiguous = ambiguous;
		screen_widths(app->screen, app->widths);
		relayout(app);
	}
}

static void handle(struct app *app, const struct event *event)
{
	switch (event->kind) {
	case EVENT_KEY:
		handle_key(app, event->key);
		break;
	case EVENT_PASTE:
		handle_paste(app);
		break;
	case EVENT_MOUSE:
		handle_mouse(app, event);
		break;
	case EVENT_CURSOR:
		handle_cursor(app, event);
		break;
	case EVENT_BACKGROUND:
	case EVENT_FOCUS:
		break;
	}
}

static void handle_events(struct app *app)
{
	struct event event;

	while (!app->quitting && input_next(app->input, clock_ticks(&app->options.clock), &event))
		handle(app, &event);
}

void app_type(struct app *app, const char *bytes, size_t len)
{
	input_feed(app->input, bytes, len, clock_ticks(&app->options.clock));
	handle_events(app);
}

bool app_busy(const struct app *app)
{
	const struct document *d = app->document;

	return !document_is_scanned(d) ||
	       (d->finder != NULL && !finder_complete(d->finder)) || app->goal.kind != GOAL_NONE ||
	       input_timeout(app->input, clock_ticks(&app->options.clock)) >= 0;
}

void app_update(struct app *app)
{
	unsigned changes;

	handle_events(app);
	changes = document_update(app->document);
	if (changes & (DOCUMENT_GREW | DOCUMENT_OUTLINE))
		view_follow(app->view, changes);
	if ((changes & DOCUMENT_GREW) && app->document->finder != NULL)
		finder_extend(app->document->finder);
	if (changes & DOCUMENT_OUTLINE) {
		pane_outline_changed(app);
		app->look++;
	}
	if (changes != 0)
		app->dirty = true;
	if (app->goal.kind != GOAL_NONE && goal_pursue(app))
		app->dirty = true;
	if (app->document->finder != NULL && !finder_complete(app->document->finder))
		app->dirty = true;
	if ((changes & DOCUMENT_INDEX) && areas_gutter(app) != app->areas.gutter)
		relayout(app);
}

static void draw_parts(struct app *app)
{
	screen_cursor(app->screen, -1, 0);
	if (app->list.kind != NULL) {
		list_draw(app, app->areas.text_rows);
		app->look++; /* what lies under it is drawn anew afterwards */
	} else {
		if (!app->areas.pane_over)
			reader_draw(app);
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
	relayout(app);
}

/* Asks where the cursor goes after an ambiguous character, on the message row, which is blank. */
static void ask_for_width(struct app *app)
{
	char bytes[64];
	int row = app->areas.message_row, n;

	if (app->settings.ambiguous_width != 0 || row < 0)
		return;
	n = snprintf(bytes, sizeof(bytes),
		     "\0337\033[%d;1H\xE2\x80\xBB\033[6n\033[%d;1H\033[K\0338", row + 1, row + 1);
	input_expect_cursor(app->input);
	app->cursor_asked = clock_ticks(&app->options.clock);
	screen_send(app->screen, bytes, (size_t)n);
}

static int poll_timeout(const struct app *app)
{
	int64_t now = clock_ticks(&app->options.clock);
	int timeout = input_timeout(app->input, now);

	if (app->dirty) {
		int64_t rest = app->last_draw + FRAME_MS - now;

		rest = rest < 0 ? 0 : rest;
		if (timeout < 0 || rest < timeout)
			timeout = (int)rest;
	}
	return timeout;
}

/* Reads what was typed.  False at the end of input: the terminal is gone. */
static bool read_input(struct app *app)
{
	char bytes[4096];
	ssize_t n = read(screen_input_fd(app->screen), bytes, sizeof(bytes));

	if (n > 0)
		app_type(app, bytes, (size_t)n);
	return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

static void look_at_size(struct app *app)
{
	int rows, columns;

	screen_size(app->screen, &rows, &columns);
	if (rows != app->areas.rows || columns != app->areas.columns)
		relayout(app);
	screen_redraw(app->screen);
	app->look++;
	app->dirty = true;
}

static void handle_signals(struct app *app)
{
	unsigned signals = signals_take();

	if (signals & SIGNAL_END)
		app->quitting = true;
	if (signals & SIGNAL_STOP)
		apply(app, command_suspend(app));
	if (signals & (SIGNAL_RESIZE | SIGNAL_CONTINUE))
		look_at_size(app);
}

/* Has the file been written to meanwhile?  Asked when the reader does something. */
static void look_at_file(struct app *app)
{
	switch (source_refresh(text_source(app->document->text))) {
	case SOURCE_SHRANK:
		app_complain(app, "the file has become shorter; what is gone is not shown");
		break;
	case SOURCE_REPLACED:
		app_say(app, "the file has been replaced; this is still the old one");
		break;
	case SOURCE_GREW:
	case SOURCE_SAME:
		break;
	}
}

static void wait_and_read(struct app *app)
{
	struct pollfd fds[2] = {{.fd = screen_input_fd(app->screen), .events = POLLIN},
				{.fd = app->wake.read_fd, .events = POLLIN}};
	int n = poll(fds, 2, poll_timeout(app));

	handle_signals(app);
	if (n <= 0)
		return;
	if (fds[1].revents != 0)
		wake_drain(&app->wake);
	if (fds[0].revents != 0) {
		look_at_file(app);
		if (!read_input(app))
			app->quitting = true;
		/* A key is answered at once. */
		app->last_draw = 0;
	}
}

bool app_run(struct app *app, struct cause *cause)
{
	signals_install(&app->wake);
	app_update(app);
	app_draw(app);
	ask_for_width(app);
	while (!app->quitting) {
		wait_and_read(app);
		if (app->quitting)
			break;
		app_update(app);
		if (app->dirty && clock_ticks(&app->options.clock) - app->last_draw >= FRAME_MS)
			app_draw(app);
	}
	return save(app, cause);
}
