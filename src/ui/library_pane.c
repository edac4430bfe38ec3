/* SPDX-License-Identifier: MIT */
/* The library: the documents that were read, to open one where reading stopped. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "base/memory.h"
#include "ui/app.h"
#include "view/title_filter.h"

void library_close(struct app *app)
{
	known_documents_free(app->known, app->n_known);
	app->known = NULL;
	app->n_known = 0;
}

void library_read(struct app *app)
{
	struct cause cause = CAUSE_NONE;

	/* What was just read belongs to it, too; not what only a search has folded. */
	if (app->document->sparse == NULL && !app_save(app, &cause))
		app_complain(app, "%s", cause_text(&cause));
	cause_release(&cause);
	library_close(app);
	if (app->options.state_folder != NULL)
		app->n_known = known_documents(app->options.state_folder, &app->known);
}

/* "2026-11-24" by the local calendar. */
static void put_date(int64_t time_ms, struct buffer *out)
{
	time_t seconds = (time_t)(time_ms / 1000);
	struct tm day;
	char text[32];

	if (localtime_r(&seconds, &day) != NULL &&
	    strftime(text, sizeof(text), "%Y-%m-%d", &day) > 0)
		buffer_append_string(out, text);
}

static const char *name_of(const struct known_document *d)
{
	const char *slash = strrchr(d->path, '/');

	if (d->title[0] != '\0')
		return d->title;
	return slash != NULL ? slash + 1 : d->path;
}

static void add_document(struct list *list, const struct known_document *d, size_t index)
{
	size_t n = bookmarks_count(d->bookmarks);
	struct list_item *item;
	struct buffer right;
	char left[16] = "";

	if (d->gone)
		snprintf(left, sizeof(left), "gone");
	else if (d->percent >= 0)
		snprintf(left, sizeof(left), "%3d %%", d->percent);
	buffer_init(&right);
	if (n > 0)
		buffer_printf(&right, "%zu bookmark%s  ", n, n == 1 ? "" : "s");
	put_date(d->read, &right);
	item = list_add(list, left, name_of(d), right.data);
	item->index = index;
	item->more = memory_string(d->path);
	buffer_release(&right);
}

static void fill(struct app *app, struct list *list)
{
	struct title_filter *filter = title_filter_new(list->filter.data, list->filter.len);

	for (size_t i = 0; i < app->n_known; i++) {
		const char *name = name_of(&app->known[i]);

		if (title_filter_passes(filter, name, strlen(name)) ||
		    list_passes(list, app->known[i].path))
			add_document(list, &app->known[i], i);
	}
	title_filter_free(filter);
}

static unsigned go(struct app *app, const struct list_item *item)
{
	const struct known_document *d = &app->known[item->index];

	if (d->named)
		app_say(app, "it came through a pipe: open it with --as=%s", d->path);
	else if (d->gone)
		app_complain(app, "it is gone; r says where it is now, d forgets it");
	else if (app_open_path(app, d->path))
		list_close(app);
	return EFFECT_DRAW;
}

static unsigned forget(struct app *app, const struct list_item *item)
{
	const struct known_document *d = &app->known[item->index];
	struct cause cause = CAUSE_NONE;
	struct forgotten kept;

	if (!known_forget(app->options.state_folder, d->id, &kept, &cause)) {
		app_complain(app, "not forgotten: %s", cause_text(&cause));
		cause_release(&cause);
		return EFFECT_DRAW;
	}
	app->forgotten = array_reserve(app->forgotten, &app->forgotten_capacity,
				       app->n_forgotten + 1, sizeof(app->forgotten[0]));
	app->forgotten[app->n_forgotten++] = kept;
	app_say(app, "forgotten: %s, with its bookmarks (u undoes)", name_of(d));
	cause_release(&cause);
	library_reread(app);
	return EFFECT_DRAW;
}

static unsigned undo(struct app *app)
{
	struct cause cause = CAUSE_NONE;
	struct forgotten *last;

	if (app->n_forgotten == 0) {
		app_say(app, "nothing to undo");
		return EFFECT_DRAW;
	}
	last = &app->forgotten[app->n_forgotten - 1];
	if (known_restore(app->options.state_folder, last, &cause)) {
		forgotten_release(last);
		app->n_forgotten--;
		app_say(app, "undone");
	} else {
		app_complain(app, "not undone: %s", cause_text(&cause));
	}
	cause_release(&cause);
	library_reread(app);
	return EFFECT_DRAW;
}

static unsigned path_accept(struct app *app)
{
	const char *path = app->prompt.text.data, *home = getenv("HOME");
	struct cause cause = CAUSE_NONE;
	struct buffer whole;

	buffer_init(&whole);
	if (path[0] == '~' && path[1] == '/' && home != NULL)
		buffer_append_string(&whole, home);
	buffer_append_string(&whole, whole.len > 0 ? path + 1 : path);
	prompt_close(&app->prompt);
	if (known_move(app->options.state_folder, app->bookmark_id, whole.data, &cause))
		app_say(app, "it is at %s now", whole.data);
	else
		app_complain(app, "not changed: %s", cause_text(&cause));
	cause_release(&cause);
	buffer_release(&whole);
	library_reread(app);
	return EFFECT_DRAW;
}

static unsigned path_cancel(struct app *app)
{
	prompt_close(&app->prompt);
	app_say(app, "nothing was changed");
	return EFFECT_DRAW;
}

static const struct prompt_kind path_prompt = {
	.accept = path_accept,
	.cancel = path_cancel,
};

static unsigned move_to(struct app *app, const struct list_item *item)
{
	const struct known_document *d = &app->known[item->index];

	if (d->named) {
		app_say(app, "what came through a pipe has no path");
		return EFFECT_DRAW;
	}
	memcpy(app->bookmark_id, d->id, sizeof(app->bookmark_id));
	prompt_open(&app->prompt, &path_prompt, "now at: ", d->path);
	return EFFECT_DRAW;
}

static unsigned all(struct app *app)
{
	return command_all_bookmarks(app);
}

const struct list_kind library_list = {
	.title = "Library",
	.hint = "Enter opens  d forgets  u undoes  r moved to  a all bookmarks  / filters",
	.empty = " nothing was read yet: speechview FILE opens a file",
	.fill = fill,
	.wide = true,
	.go = go,
	.remove = forget,
	.undo = undo,
	.move_to = move_to,
	.all = all,
};

void library_reread(struct app *app)
{
	library_close(app);
	if (app->options.state_folder != NULL)
		app->n_known = known_documents(app->options.state_folder, &app->known);
	if (app->list.kind == &library_list)
		list_rebuild(app);
}

void library_open(struct app *app)
{
	library_read(app);
	list_open(app, &library_list);
}

unsigned command_library(struct app *app)
{
	library_open(app);
	return EFFECT_DRAW;
}
