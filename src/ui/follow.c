/* SPDX-License-Identifier: MIT */
#include "ui/follow.h"

#include <string.h>

#include "ui/app.h"

/* A file is looked at no more often than this. */
#define LOOK_MS 16
/* Where nothing tells of changes, a file that is followed is looked at this often. */
#define POLL_MS 1000
/* Who writes a file does so in several steps: it is read anew when nothing has come for so long. */
#define SETTLE_MS 100
/* The reader pauses. */
#define PAUSE_MS 250

static struct source *source(const struct app *app)
{
	return text_source(app->document->text);
}

static int64_t now(const struct app *app)
{
	return clock_ticks(&app->options.clock);
}

void follow_init(struct follow *f)
{
	memset(f, 0, sizeof(*f));
	watch_init(&f->watch);
	saved_view_init(&f->places);
}

void follow_release(struct follow *f)
{
	watch_release(&f->watch);
	saved_view_release(&f->places);
}

/* By the clock, where nothing else tells. */
static void plan_look(struct app *app)
{
	struct follow *f = &app->follow;

	if (f->on && !f->watched && f->look_at == 0 && source_is_file(source(app)))
		f->look_at = now(app) + POLL_MS;
}

void follow_watch(struct app *app)
{
	struct follow *f = &app->follow;

	f->watched = source_is_file(source(app)) && watch_file(&f->watch, app->document->path);
	follow_look(app);
}

void follow_start(struct app *app)
{
	app->follow.on = true;
	source_follow(source(app), true);
	source_want(source(app), POS_NONE);
	view_jump_end(app->view);
	app_say(app, "following the end (^C stops)");
	plan_look(app);
}

void follow_stop(struct app *app)
{
	app->follow.on = false;
	app->dirty = true;
}

int follow_descriptor(const struct app *app)
{
	return app->follow.look_at == 0 ? app->follow.watch.fd : -1;
}

void follow_event(struct app *app)
{
	watch_drain(&app->follow.watch);
	app->follow.look_at = app->follow.looked + LOOK_MS;
}

/* The file is not at its path.  Editors take it away for a moment: one look is not believed. */
static void look_for_name(struct app *app)
{
	struct follow *f = &app->follow;

	watch_name(&f->watch, app->document->path);
	f->gone++;
	if (f->gone == 1)
		f->look_at = now(app) + SETTLE_MS;
	else if (f->gone == 2)
		app_complain(app, "the file is gone; what was open of it is still shown");
}

void follow_look(struct app *app)
{
	struct follow *f = &app->follow;
	enum source_change change = source_refresh(source(app));

	f->look_at = 0;
	f->looked = now(app);
	if (change != SOURCE_GONE)
		f->gone = 0;
	switch (change) {
	case SOURCE_GREW:
		f->cut = false;
		if (f->adrift)
			f->read_at = f->looked + SETTLE_MS;
		break;
	case SOURCE_SHRANK:
	case SOURCE_REWRITTEN:
		f->lost = true;
		f->cut = change == SOURCE_SHRANK;
		f->read_at = f->looked + SETTLE_MS;
		break;
	case SOURCE_REPLACED:
		watch_name(&f->watch, app->document->path);
		if (f->on)
			f->read_at = f->looked + SETTLE_MS;
		else
			app_say(app, "the file has changed; :r reads it anew");
		break;
	case SOURCE_GONE:
		look_for_name(app);
		break;
	case SOURCE_SAME:
		break;
	}
	plan_look(app);
}

void follow_pause(struct app *app)
{
	struct follow *f = &app->follow;

	if (source_is_file(source(app)) && !source_converted(source(app)) && f->read_at == 0)
		f->note_at = now(app) + PAUSE_MS;
}

static void note_places(struct app *app)
{
	struct follow *f = &app->follow;

	f->note_at = 0;
	/* An empty text has no places: those that were are looked for when there is one again. */
	if (f->read_at != 0 || f->lost || text_size(app->document->text) == 0)
		return;
	document_take_places(app->document, view_focus(app->view), &f->places);
	f->noted = true;
	f->adrift = false;
}

/* The places for the new text; NULL: those that were looked for last, once more. */
static struct saved_view *places(struct app *app)
{
	struct follow *f = &app->follow;

	if (f->adrift)
		return NULL;
	if (!f->lost || !f->noted)
		document_take_places(app->document, view_focus(app->view), &f->places);
	return &f->places;
}

bool follow_reload(struct app *app, const char *encoding)
{
	struct follow *f = &app->follow;
	struct cause cause = CAUSE_NONE;
	bool searching = app->document->finder != NULL, hidden = app->search.hidden;
	struct saved_view *taken = places(app);
	bool done;

	/* Their work behind the screen reads the old text. */
	pane_leave_document(app);
	list_leave_document(app);
	done = document_reload(app->document, encoding, taken, &cause);
	f->read_at = 0;
	if (!done) {
		app_complain(app, "%s", cause_text(&cause));
		pane_outline_changed(app);
	}
	cause_release(&cause);
	if (!done)
		return false;
	f->lost = f->cut = f->noted = f->told = false;
	f->adrift = !app_show_again(app);
	if (searching && search_start(app, view_focus(app->view)))
		app->search.hidden = hidden;
	if (f->watch.fd >= 0)
		follow_watch(app);
	if (f->on) {
		source_follow(source(app), true);
		source_want(source(app), POS_NONE);
		view_jump_end(app->view);
	}
	if (!f->adrift)
		follow_pause(app);
	return true;
}

/* The file has other bytes now. */
static void read_anew(struct app *app)
{
	struct follow *f = &app->follow;
	bool cut = f->cut;

	/* What is open over the text points into the old one. */
	if (app->list.kind != NULL || app->prompt.kind != NULL) {
		f->read_at = now(app) + SETTLE_MS;
		return;
	}
	if (!follow_reload(app, app->document->encoding))
		return;
	if (cut)
		app_complain(app, "the file has become shorter; what is left of it is shown");
	else
		app_say(app, "the file has changed; it was read anew");
}

void follow_tick(struct app *app)
{
	struct follow *f = &app->follow;
	int64_t time = now(app);

	if (f->look_at != 0 && time >= f->look_at)
		follow_look(app);
	if (f->read_at != 0 && time >= f->read_at)
		read_anew(app);
	if (f->note_at != 0 && time >= f->note_at)
		note_places(app);
	if (!f->told && source_trouble(source(app)) != NULL) {
		f->told = true;
		app_complain(app, "%s", source_trouble(source(app)));
	}
	if (f->on && source_is_final(source(app))) {
		follow_stop(app);
		app_say(app, "the input has ended");
	}
}

int64_t follow_next(const struct app *app)
{
	const struct follow *f = &app->follow;
	const int64_t times[] = {f->look_at, f->read_at, f->note_at};
	int64_t next = 0;
	size_t i;

	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		if (times[i] != 0 && (next == 0 || times[i] < next))
			next = times[i];
	return next;
}

unsigned command_follow_end(struct app *app)
{
	view_record(app->view);
	follow_start(app);
	return EFFECT_DRAW;
}

unsigned command_reload(struct app *app)
{
	if (!source_is_file(source(app)))
		app_say(app, "%s is no file that could be read anew", app->document->path);
	else if (follow_reload(app, app->document->encoding))
		app_say(app, "read anew");
	return EFFECT_DRAW;
}
