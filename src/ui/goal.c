/* SPDX-License-Identifier: MIT */
/*
 * Goals: jumps to what is not there yet.  `G` on a pipe, line 100,000 before the index has reached
 * it, the next hit before the search has: the key is answered at once, the jump follows when it
 * can, ^C or any other key calls it off.
 */
#include "ui/app.h"

void goal_set(struct app *app, struct goal goal)
{
	app->goal = goal;
	if (goal.kind == GOAL_END || goal.kind == GOAL_PERCENT || goal.kind == GOAL_LINE)
		source_want(text_source(app->document->text), POS_NONE);
	if (!goal_pursue(app) && app->goal.kind != GOAL_NONE && !goal.quiet)
		app_say(app, "%s (^C stops)",
			goal.kind == GOAL_HIT ? "searching" : "reading the text");
}

static bool complete(const struct app *app)
{
	return source_complete(text_source(app->document->text));
}

static bool pursue_line(struct app *app)
{
	struct text *text = app->document->text;
	uint64_t pos;

	if (text_line_start(text, app->goal.number, &pos)) {
		app_jump(app, pos);
	} else if (complete(app) && text_indexed(text) >= text_size(text)) {
		view_record(app->view);
		view_jump_end(app->view);
		app_say(app, "the text has %llu lines", (unsigned long long)text_lines(text));
	} else {
		return false;
	}
	app->goal.kind = GOAL_NONE;
	return true;
}

static bool pursue_end(struct app *app)
{
	bool done = complete(app);

	/* What has come so far is shown meanwhile. */
	if (done) {
		app->goal.kind = GOAL_NONE;
		buffer_clear(&app->message);
	}
	view_jump_end(app->view);
	return done;
}

static bool pursue_percent(struct app *app)
{
	uint64_t size = text_size(app->document->text);

	if (!complete(app))
		return false;
	app->goal.kind = GOAL_NONE;
	app_jump(app, (uint64_t)((double)size * (double)app->goal.number / 100));
	return true;
}

static void no_hit(struct app *app)
{
	const char *trouble = finder_trouble(app->document->finder);

	app->goal.kind = GOAL_NONE;
	app->search.hit.begin = POS_NONE;
	if (trouble != NULL)
		app_complain(app, "%s", trouble);
	else if (!app->goal.quiet)
		app_say(app, "%s: %s",
			app->document->sparse != NULL ? "not in what is shown" : "not found",
			app->search.query.data);
}

static void reach_hit(struct app *app, struct range hit)
{
	app->search.hit = hit;
	if (!app->goal.quiet)
		view_record(app->view);
	view_show(app->view, hit.begin);
	if (app->goal.wrapped && !app->goal.quiet)
		app_say(app, "%s",
			app->goal.direction > 0
				? "past the end: the search goes on from the start"
				: "past the start: the search goes on from the end");
	app->goal.kind = GOAL_NONE;
}

static bool pursue_hit(struct app *app)
{
	struct goal *g = &app->goal;
	struct finder *finder = app->document->finder;
	struct range hit;

	for (;;) {
		enum finder_result result = g->direction > 0
						    ? finder_next(finder, g->from, &hit)
						    : finder_previous(finder, g->from, &hit);
		enum finder_result shown;

		if (result == FINDER_PENDING)
			return false;
		if (result == FINDER_NONE && g->wrapped) {
			no_hit(app);
			return true;
		}
		if (result == FINDER_NONE) {
			g->wrapped = true;
			g->from = g->direction > 0 ? 0 : POS_NONE;
			continue;
		}
		shown = sparse_pass(app, g, hit);
		if (shown == FINDER_PENDING)
			return false;
		if (shown == FINDER_NONE)
			continue;
		if (g->count <= 1) {
			reach_hit(app, hit);
			return true;
		}
		g->count--;
		g->from = g->direction > 0 ? hit.end : hit.begin;
	}
}

bool goal_pursue(struct app *app)
{
	switch (app->goal.kind) {
	case GOAL_LINE:
		return pursue_line(app);
	case GOAL_END:
		return pursue_end(app);
	case GOAL_PERCENT:
		return pursue_percent(app);
	case GOAL_HIT:
		return pursue_hit(app);
	case GOAL_NONE:
		break;
	}
	return false;
}
