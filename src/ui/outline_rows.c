/* SPDX-License-Identifier: MIT */
/* Which headings the outline pane lists, and which of them are in its rows. */
#include <assert.h>

#include "base/array.h"
#include "ui/app.h"
#include "view/sparse.h"
#include "view/title_matches.h"

/* Rows kept between the choice and the edge, where the pane is high enough. */
#define CONTEXT 3
#define CONTEXT_PART 5

static bool is_point_hidden(const struct app *app, uint32_t i)
{
	return !app->pane.points && (app->document->outline->items[i].flags & HEADING_POINT);
}

uint32_t pane_next(const struct app *app, uint32_t i)
{
	const struct title_matches *m = app->pane.matches;

	if (m != NULL) {
		size_t k = i == OUTLINE_NONE ? 0 : title_matches_find(m, i + 1);

		return k < title_matches_rows(m) ? title_matches_row(m, k) : OUTLINE_NONE;
	}
	if (app->document->sparse != NULL)
		return sparse_next(app->document, i);
	return folding_next(app->document->folding, i, app->pane.points);
}

uint32_t pane_previous(const struct app *app, uint32_t i)
{
	const struct title_matches *m = app->pane.matches;

	if (m != NULL) {
		size_t k = i == OUTLINE_NONE ? title_matches_rows(m) : title_matches_find(m, i);

		return k > 0 ? title_matches_row(m, k - 1) : OUTLINE_NONE;
	}
	if (app->document->sparse != NULL)
		return sparse_previous(app->document, i);
	return folding_previous(app->document->folding, i, app->pane.points);
}

uint32_t pane_last(const struct app *app)
{
	const struct outline *o = app->document->outline;
	uint32_t i;

	if (app->pane.matches != NULL || app->document->sparse != NULL)
		return pane_previous(app, OUTLINE_NONE);
	if (o->n == 0)
		return OUTLINE_NONE;
	i = (uint32_t)o->n - 1;
	if (folding_shows(app->document->folding, i) && !is_point_hidden(app, i))
		return i;
	return pane_previous(app, i);
}

static bool is_choice(const struct app *app, uint32_t i)
{
	const struct title_matches *m = app->pane.matches;

	return m == NULL || title_matches_is_match(m, title_matches_find(m, i));
}

uint32_t pane_next_choice(const struct app *app, uint32_t i)
{
	do
		i = pane_next(app, i);
	while (i != OUTLINE_NONE && !is_choice(app, i));
	return i;
}

uint32_t pane_previous_choice(const struct app *app, uint32_t i)
{
	do
		i = pane_previous(app, i);
	while (i != OUTLINE_NONE && !is_choice(app, i));
	return i;
}

static bool is_listed(const struct app *app, uint32_t i)
{
	const struct outline *o = app->document->outline;
	const struct title_matches *m = app->pane.matches;

	if (i >= o->n)
		return false;
	if (m != NULL) {
		size_t k = title_matches_find(m, i);

		return k < title_matches_rows(m) && title_matches_row(m, k) == i;
	}
	if (app->document->sparse != NULL)
		return sparse_shows(app->document, i);
	return folding_shows(app->document->folding, i) && !is_point_hidden(app, i);
}

/* The row that stands for heading i: itself, or what is listed before it. */
static uint32_t row_for(const struct app *app, uint32_t i)
{
	if (i == OUTLINE_NONE || is_listed(app, i))
		return i;
	i = i < app->document->outline->n ? pane_previous(app, i) : pane_last(app);
	return i != OUTLINE_NONE ? i : pane_next(app, OUTLINE_NONE);
}

int pane_height(const struct app *app)
{
	return app->areas.text_rows;
}

/* Goes up by n rows from i as far as there are rows. */
static uint32_t go_up(const struct app *app, uint32_t i, int n)
{
	for (; n > 0; n--) {
		uint32_t above = pane_previous(app, i);

		if (above == OUTLINE_NONE)
			break;
		i = above;
	}
	return i;
}

/* Rows that are listed after i, n at most. */
static int rows_after(const struct app *app, uint32_t i, int n)
{
	int k = 0;

	while (k < n && (i = pane_next(app, i)) != OUTLINE_NONE)
		k++;
	return k;
}

/* Rows from the first one on the pane to the choice; the pane's height if it is further. */
static int rows_to_choice(const struct app *app)
{
	uint32_t i = app->pane.top;
	int n = 0;

	while (i != app->pane.selected && n < pane_height(app)) {
		i = pane_next(app, i);
		n++;
	}
	return n;
}

static void scroll_to_choice(struct app *app)
{
	struct pane *p = &app->pane;
	int height = pane_height(app), context = height / CONTEXT_PART, at, below;

	context = context > CONTEXT ? CONTEXT : context;
	if (p->top > p->selected)
		p->top = p->selected;
	at = rows_to_choice(app);
	below = rows_after(app, p->selected, context);
	if (at > height - 1 - below)
		p->top = go_up(app, p->selected, height - 1 - below);
	else if (at < context)
		p->top = go_up(app, p->top, context - at);
	/* No blank rows below while there is something above. */
	p->top = go_up(app, p->top, height - 1 - rows_after(app, p->top, height - 1));
}

/* Writes the rows from the top on. */
static void fill_rows(struct app *app)
{
	struct pane *p = &app->pane;
	uint32_t i = p->top;

	p->rows = array_reserve(p->rows, &p->row_capacity, (size_t)pane_height(app),
				sizeof(p->rows[0]));
	for (p->n_rows = 0; p->n_rows < (size_t)pane_height(app) && i != OUTLINE_NONE;
	     i = pane_next(app, i))
		p->rows[p->n_rows++] = i;
}

/* The sections around a heading, outermost first; the inner ones of too many. */
static size_t around(const struct app *app, uint32_t i, uint32_t *outer, size_t max)
{
	const struct outline *o = app->document->outline;
	size_t n = 0, k;

	for (i = o->items[i].parent; i != OUTLINE_NONE && n < max; i = o->items[i].parent)
		outer[n++] = i;
	for (k = 0; k < n / 2; k++) {
		uint32_t other = outer[k];

		outer[k] = outer[n - 1 - k];
		outer[n - 1 - k] = other;
	}
	return n;
}

#define AROUND_MAX 16

/* Lays the sections around the first free row over the rows above it; returns the row of the
 * choice, or -1 if that is covered. */
static int lay_over(struct app *app)
{
	struct pane *p = &app->pane;
	uint32_t outer[AROUND_MAX] = {0};
	size_t max = (size_t)pane_height(app) / 3, n = 0, s;

	max = max > AROUND_MAX ? AROUND_MAX : max;
	for (s = 0; s < p->n_rows; s++) {
		n = around(app, p->rows[s], outer, max);
		if (n <= s)
			break;
	}
	p->n_over = s < p->n_rows ? n : 0;
	for (s = 0; s < p->n_over; s++)
		p->rows[s] = outer[s];
	for (s = 0; s < p->n_rows; s++)
		if (p->rows[s] == p->selected)
			return (int)s;
	return -1;
}

void pane_place_rows(struct app *app)
{
	struct pane *p = &app->pane;
	int tries = pane_height(app) / 3 + 1;

	p->n_rows = p->n_over = 0;
	p->selected = row_for(app, p->selected);
	p->top = row_for(app, p->top);
	if (p->selected == OUTLINE_NONE)
		p->selected = pane_next_choice(app, OUTLINE_NONE);
	if (p->top == OUTLINE_NONE)
		p->top = pane_next(app, OUTLINE_NONE);
	if (p->selected == OUTLINE_NONE)
		return;
	/* Of a sparse tree the start may not be known yet. */
	if (p->top == OUTLINE_NONE)
		p->top = p->selected;
	assert(p->top != OUTLINE_NONE);
	scroll_to_choice(app);
	fill_rows(app);
	while (lay_over(app) < 0 && tries-- > 0) {
		p->top = go_up(app, p->top, 1);
		fill_rows(app);
	}
}
