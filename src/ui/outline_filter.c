/* SPDX-License-Identifier: MIT */
/* Listing only what is typed: the matches with what is around them, the best one chosen. */
#include "ui/app.h"
#include "view/title_filter.h"
#include "view/title_matches.h"

void pane_clear_filter(struct app *app)
{
	struct pane *p = &app->pane;

	title_matches_free(p->matches);
	title_filter_free(p->filter);
	p->matches = NULL;
	p->filter = NULL;
}

/* The best match is chosen until the reader chooses. */
static void choose_best(struct app *app)
{
	struct pane *p = &app->pane;
	const uint32_t *best;

	if (!p->moved)
		p->selected = title_matches_best(p->matches, &best) > 0 ? best[0] : OUTLINE_NONE;
}

void pane_refilter(struct app *app)
{
	struct pane *p = &app->pane;
	const struct buffer *text = &app->prompt.text;
	struct title_query query = {.text = text->data,
				    .len = text->len,
				    .points = p->points,
				    .corrections = &app->document->corrections};

	title_filter_free(p->filter);
	p->filter = title_filter_new(text->data, text->len);
	p->moved = false;
	if (title_filter_is_empty(p->filter)) {
		pane_clear_filter(app);
		p->selected = p->before_filter;
		return;
	}
	p->matches = title_matches_start(text_source(app->document->text), app->document->outline,
					 &query, &app->wake, p->matches);
	choose_best(app);
}

bool pane_filter_update(struct app *app)
{
	struct pane *p = &app->pane;

	if (p->matches == NULL || !title_matches_update(p->matches))
		return false;
	choose_best(app);
	return true;
}

static unsigned changed(struct app *app)
{
	pane_refilter(app);
	app->pane.top = OUTLINE_NONE;
	return EFFECT_DRAW;
}

static unsigned step(struct app *app, int rows)
{
	app->pane.moved = true;
	return rows > 0 ? pane_step(app, pane_next_choice, (unsigned long)rows)
			: pane_step(app, pane_previous_choice, (unsigned long)-rows);
}

static unsigned accept(struct app *app)
{
	prompt_close(&app->prompt);
	if (app->pane.selected == OUTLINE_NONE) {
		pane_clear_filter(app);
		app->pane.selected = app->pane.before_filter;
		app_say(app, "no heading has that");
		return EFFECT_DRAW;
	}
	return command_pane_go(app);
}

static unsigned cancel(struct app *app)
{
	prompt_close(&app->prompt);
	pane_clear_filter(app);
	app->pane.selected = app->pane.before_filter;
	return EFFECT_DRAW;
}

const struct prompt_kind pane_filter_prompt = {
	.changed = changed,
	.step = step,
	.accept = accept,
	.cancel = cancel,
};

unsigned command_pane_filter(struct app *app)
{
	app->pane.before_filter = app->pane.selected;
	prompt_open(&app->prompt, &pane_filter_prompt, "heading: ", "");
	return EFFECT_DRAW;
}
