/* SPDX-License-Identifier: MIT */
/* Corrections of the outline: the keys of the pane that promote, demote, remove, rename and undo,
 * and the one that makes a heading of the line being read. */
#include <string.h>

#include "text/cluster.h"
#include "ui/app.h"

static int64_t now(const struct app *app)
{
	return clock_time(&app->options.clock);
}

/* The view and the pane follow the outline; the choice stays on the heading of an offset, or goes
 * to the one before. */
static void outline_corrected(struct app *app, uint64_t chosen)
{
	const struct outline *o = app->document->outline;

	view_follow(app->view, DOCUMENT_OUTLINE);
	view_refold(app->view);
	pane_outline_changed(app);
	if (chosen != POS_NONE) {
		uint32_t i = outline_find(o, chosen);

		app->pane.selected =
			i != OUTLINE_NONE ? i : outline_at(o, chosen, app->pane.points);
	}
	app->look++;
	app->dirty = true;
}

/* What was done, and what of it is not kept. */
static void report(struct app *app, const char *what, const char *key, struct cause *cause)
{
	const struct document *d = app->document;

	if (cause->text != NULL) {
		app_complain(app, "%s, but it is not saved: %s", what, cause_text(cause));
	} else if (d->state_folder == NULL && !app->told_unsaved) {
		app_say(app, "%s (not saved, for this run only); %s", what, key);
		app->told_unsaved = true;
	} else {
		app_say(app, "%s; %s", what, key);
	}
	cause_release(cause);
}

/* The clauses of the messages, in the order of enum correction_kind: done, and why not. */
static const struct {
	const char *done, *failed;
} clauses[CORRECTION_KINDS] = {
	{"is a level up", "not promoted"},    {"is a level down", "not demoted"},
	{"is no heading now", "not removed"}, {"is a heading now", "not added"},
	{"is the title now", "not renamed"},
};

/* The words of a title that fit into a message beside the rest of it. */
static void short_title(struct app *app, uint32_t i, struct buffer *out)
{
	size_t room = app->areas.columns > 60 ? 28 : 14, fit, begin = out->len;

	document_title(app->document, i, out);
	fit = cluster_fit(out->data + begin, out->len - begin, room, app->widths);
	if (begin + fit < out->len) {
		buffer_truncate(out, begin + fit);
		buffer_append_string(out, "…");
	}
}

static unsigned correct(struct app *app, const struct correction_step *step)
{
	struct document *d = app->document;
	struct cause cause = CAUSE_NONE;
	struct buffer what;
	uint64_t chosen = step->kind == CORRECTION_ADD ? POS_NONE : step->pos;
	uint32_t i = outline_find(d->outline, step->pos);

	buffer_init(&what);
	if (i != OUTLINE_NONE && step->kind == CORRECTION_REMOVE)
		short_title(app, i, &what);
	if (document_correct(d, step, now(app), &cause)) {
		if (step->kind == CORRECTION_ADD)
			chosen = correction_log_last(d->log)->pos;
		outline_corrected(app, chosen);
		i = outline_find(d->outline, chosen);
		if (i != OUTLINE_NONE)
			short_title(app, i, &what);
		buffer_printf(&what, " %s", clauses[step->kind].done);
		report(app, what.data,
		       app->pane.focused ? "u undoes it" : "u in the pane undoes it", &cause);
	} else {
		app_say(app, "%s: %s", clauses[step->kind].failed, cause_text(&cause));
		cause_release(&cause);
	}
	buffer_release(&what);
	return EFFECT_DRAW;
}

/* The heading chosen in the pane; false with a message if there is none. */
static bool chosen_heading(struct app *app, uint64_t *offset)
{
	const struct outline *o = app->document->outline;

	if (app->pane.selected >= o->n) {
		app_say(app, "no heading is chosen");
		return false;
	}
	*offset = o->items[app->pane.selected].offset;
	return true;
}

static unsigned correct_chosen(struct app *app, enum correction_kind kind)
{
	struct correction_step step = {.kind = kind, .title = ""};

	return chosen_heading(app, &step.pos) ? correct(app, &step) : EFFECT_DRAW;
}

unsigned command_pane_promote(struct app *app)
{
	return correct_chosen(app, CORRECTION_PROMOTE);
}

unsigned command_pane_demote(struct app *app)
{
	return correct_chosen(app, CORRECTION_DEMOTE);
}

unsigned command_pane_remove(struct app *app)
{
	return correct_chosen(app, CORRECTION_REMOVE);
}

unsigned command_add_heading(struct app *app)
{
	struct correction_step step = {CORRECTION_ADD, "", view_focus(app->view)};

	return correct(app, &step);
}

unsigned command_pane_add(struct app *app)
{
	return command_add_heading(app);
}

static unsigned rename_accept(struct app *app)
{
	struct buffer title;
	struct correction_step step = {.kind = CORRECTION_RENAME, .pos = app->renaming};

	buffer_init(&title);
	buffer_append(&title, app->prompt.text.data, app->prompt.text.len);
	prompt_close(&app->prompt);
	step.title = title.data;
	correct(app, &step);
	buffer_release(&title);
	return EFFECT_DRAW;
}

static unsigned rename_cancel(struct app *app)
{
	prompt_close(&app->prompt);
	app_say(app, "the title stays as it is");
	return EFFECT_DRAW;
}

static const struct prompt_kind rename_prompt = {
	.accept = rename_accept,
	.cancel = rename_cancel,
};

unsigned command_pane_rename(struct app *app)
{
	struct buffer title;

	if (!chosen_heading(app, &app->renaming))
		return EFFECT_DRAW;
	buffer_init(&title);
	document_caption(app->document, app->pane.selected, &title);
	prompt_open(&app->prompt, &rename_prompt, "title: ", title.data);
	buffer_release(&title);
	return EFFECT_DRAW;
}

static unsigned take_back(struct app *app, bool redo)
{
	struct document *d = app->document;
	const struct logged_correction *c =
		redo ? correction_log_undone(d->log) : correction_log_last(d->log);
	struct cause cause = CAUSE_NONE;
	struct buffer what;

	if (c == NULL) {
		app_say(app, redo ? "nothing was undone" : "no correction to undo");
		return EFFECT_DRAW;
	}
	buffer_init(&what);
	buffer_append_string(&what, redo ? "made again: " : "undone: ");
	if (redo)
		(void)document_redo_correction(d, now(app), &what, &cause);
	else
		(void)document_undo_correction(d, now(app), &what, &cause);
	outline_corrected(app, c->pos);
	report(app, what.data, redo ? "u undoes it" : "^R makes it again", &cause);
	buffer_release(&what);
	return EFFECT_DRAW;
}

unsigned command_pane_undo(struct app *app)
{
	return take_back(app, false);
}

unsigned command_pane_redo(struct app *app)
{
	return take_back(app, true);
}

void corrections_report(struct app *app)
{
	struct buffer trouble;

	buffer_init(&trouble);
	if (document_corrections_trouble(app->document, &trouble))
		app_say(app, "%s", trouble.data);
	buffer_release(&trouble);
}
