/* SPDX-License-Identifier: MIT */
/* Events -> prompt, list, or keymap -> handlers; their effect bits are applied here. */
#include "ui/app.h"
#include "ui/areas.h"

/* A terminal that has not said by then where its cursor went is taken to be mute. */
#define CURSOR_ANSWER_MS 1000

void app_apply(struct app *app, unsigned effects)
{
	if (effects & EFFECT_RELAYOUT)
		app_relayout(app);
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

unsigned app_command(struct app *app, enum command_id id)
{
	return handlers[id](app);
}

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
	unsigned effects = EFFECT_DRAW;

	if (app->n_keys == 0 && visual_key(app, key, &effects)) {
		app_apply(app, effects);
		return;
	}
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
		if (!visual_command(app, id, &effects))
			effects = handlers[id](app);
		app_apply(app, effects);
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

	if (!stop || (app->goal.kind == GOAL_NONE && !app->follow.on))
		return false;
	app->goal.kind = GOAL_NONE;
	app_say(app, app->follow.on ? "no longer following" : "stopped");
	follow_stop(app);
	return true;
}

static void handle_key(struct app *app, struct key key)
{
	buffer_clear(&app->message);
	app->dirty = true;
	if (app->prompt.kind != NULL) {
		app_apply(app, prompt_key(app, key));
	} else if (app->take_letter != NULL) {
		unsigned (*take)(struct app *, uint32_t) = app->take_letter;

		app->take_letter = NULL;
		app_apply(app, take(app, key.modifiers == 0 ? key.code : 0));
		forget_keys(app);
	} else if (!stop_running(app, key)) {
		uint64_t top = view_top(app->view);

		app->goal.kind = GOAL_NONE;
		command_key(app, key);
		if (app->follow.on && view_top(app->view) < top) {
			app_say(app, "no longer following; F does again");
			follow_stop(app);
		}
	}
}

/* A click: on a heading it folds, in the pane it goes there, in a list it chooses. */
static void handle_mouse(struct app *app, const struct event *event)
{
	if (event->dragged && app->pane.dragging)
		app_apply(app, outline_pane_drag(app, event->column));
	else if (event->pressed && !event->dragged && event->button == 0 && app->prompt.kind == NULL)
		app_apply(app, areas_click(app, event->row, event->column));
	if (!event->pressed)
		app->pane.dragging = false;
}

/* The wheel over the pane scrolls the pane, wherever the keys are. */
static bool handle_wheel(struct app *app, const struct event *event)
{
	bool up = event->key.code == KEY_WHEEL_UP;

	if ((!up && event->key.code != KEY_WHEEL_DOWN) || app->prompt.kind != NULL || !areas_in_pane(app, event->column) ||
	    event->row >= app->areas.text_rows)
		return false;
	app_apply(app, outline_pane_wheel(app, up ? -1 : 1));
	return true;
}

static void handle_paste(struct app *app)
{
	const struct buffer *paste = input_paste(app->input);

	buffer_clear(&app->message);
	if (app->prompt.kind != NULL)
		app_apply(app, prompt_paste(app, paste->data, paste->len));
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
		app_relayout(app);
	}
}

static void handle(struct app *app, const struct event *event)
{
	switch (event->kind) {
	case EVENT_KEY:
		if (!handle_wheel(app, event))
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

void app_handle_events(struct app *app)
{
	struct event event;

	while (!app->quitting && input_next(app->input, clock_ticks(&app->options.clock), &event))
		handle(app, &event);
}
