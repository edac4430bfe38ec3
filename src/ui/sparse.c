/* SPDX-License-Identifier: MIT */
/*
 * The sparse tree: & asks for a query as / does and then leaves only the lines with hits, under
 * their headings; & again narrows further, & with nothing typed shows all of the text again, as it
 * was folded and where the reader was.
 */
#include "view/sparse.h"

#include "ui/app.h"

/* Gaps that one call passes over on the way to a hit; then keys are looked at. */
#define GAPS_AT_ONCE 256

unsigned command_sparse(struct app *app)
{
	app->search.context = (unsigned)app_count(app, 0);
	if (app->search.context > SPARSE_CONTEXT_MAX)
		app->search.context = SPARSE_CONTEXT_MAX;
	/* Narrowed further, what was asked for before holds. */
	if (!app->has_count && app->document->sparse != NULL)
		app->search.context = sparse_context(app->document);
	return search_open_sparse(app);
}

/* The folds and the place that leaving brings back. */
static void keep(struct app *app)
{
	struct search *s = &app->search;

	kept_folds_release(&s->sparse_folds);
	document_keep_folds(app->document, &s->sparse_folds);
	s->sparse_place = view_place(app->view);
}

bool sparse_enter(struct app *app)
{
	struct search *s = &app->search;
	struct sparse_query query = {.text = s->query.data,
				     .len = s->query.len,
				     .how = {.match = app->settings.match, .regex = s->regex},
				     .without = s->without,
				     .context = s->context};
	struct cause cause = CAUSE_NONE;
	bool first = app->document->sparse == NULL;

	if (first)
		keep(app);
	if (!sparse_add(app->document, &query, view_focus(app->view), &cause)) {
		app_complain(app, "%s", cause_text(&cause));
		cause_release(&cause);
		return false;
	}
	view_refold(app->view);
	app->look++;
	return true;
}

bool sparse_leave(struct app *app)
{
	if (app->document->sparse == NULL)
		return false;
	view_record(app->view);
	sparse_end(app->document);
	document_return_folds(app->document, &app->search.sparse_folds);
	view_return(app->view, app->search.sparse_place);
	app->look++;
	app_say(app, "all of the text again");
	return true;
}

void sparse_restore_folds(struct app *app)
{
	if (app->document->sparse != NULL)
		document_return_folds(app->document, &app->search.sparse_folds);
}

unsigned command_show_all(struct app *app)
{
	return sparse_leave(app) ? EFFECT_DRAW : EFFECT_NONE;
}

bool sparse_update(struct app *app, unsigned changes)
{
	struct document *d = app->document;

	if (d->sparse == NULL)
		return false;
	if (changes & DOCUMENT_GREW)
		sparse_extend(d);
	if (!sparse_has_news(d))
		return false;
	view_follow(app->view, DOCUMENT_SPARSE);
	return true;
}

enum finder_result sparse_pass(struct app *app, struct goal *g, struct range hit)
{
	struct gap gap;

	if (app->document->sparse == NULL || !sparse_gap_at(app->document, hit.begin, &gap))
		return FINDER_FOUND;
	if (!(g->direction > 0 ? gap.sure_end : gap.sure_begin))
		return FINDER_PENDING;
	g->from = g->direction > 0 ? gap.range.end : gap.range.begin;
	if (++g->passed % GAPS_AT_ONCE != 0)
		return FINDER_NONE;
	wake_signal(&app->wake);
	return FINDER_PENDING;
}

void sparse_open_gap(struct app *app, struct range gap)
{
	sparse_open(app->document, gap);
	view_refold(app->view);
	app->dirty = true;
}

bool sparse_unfold(struct app *app, bool below)
{
	struct range gap;

	if (app->document->sparse == NULL || !view_gap(app->view, below, &gap))
		return false;
	sparse_open_gap(app, gap);
	return true;
}

bool sparse_fold(struct app *app)
{
	if (app->document->sparse == NULL || !sparse_close(app->document, view_focus(app->view)))
		return false;
	view_refold(app->view);
	return true;
}
