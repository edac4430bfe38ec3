/* SPDX-License-Identifier: MIT */
#include "ui/outline_pane.h"

#include <stdlib.h>
#include <string.h>

#include "ui/app.h"
#include "ui/areas.h"
#include "view/measure.h"
#include "view/title_matches.h"

/* Rows that the wheel scrolls the pane by. */
#define WHEEL_ROWS 3

/* Columns that a key makes the pane wider by. */
#define WIDER 4

void pane_init(struct pane *p)
{
	memset(p, 0, sizeof(*p));
	p->top = p->selected = p->before_filter = OUTLINE_NONE;
	p->left_at = p->top_at = p->selected_at = POS_NONE;
}

void pane_release(struct pane *p)
{
	free(p->rows);
}

static void stop_measuring(struct pane *p)
{
	measure_free(p->measure);
	p->measure = NULL;
	p->measured = p->measuring = false;
}

void pane_leave_document(struct app *app)
{
	pane_clear_filter(app);
	stop_measuring(&app->pane);
	app->pane.title_columns = 0;
	app->pane.top_at = app->pane.selected_at = POS_NONE;
	app->pane.top = app->pane.selected = OUTLINE_NONE;
	app->pane.left_at = POS_NONE;
}

/* The section being read, or the title that stands before the first. */
static uint32_t section_read(struct app *app)
{
	uint32_t i = view_section(app->view);

	return i != OUTLINE_NONE ? i
				 : outline_at(app->document->outline, view_focus(app->view), false);
}

void pane_follow(struct app *app)
{
	struct pane *p = &app->pane;

	if (!p->open)
		return;
	if (!p->focused && p->left_at != view_focus(app->view)) {
		p->left_at = POS_NONE;
		p->selected = section_read(app);
	}
	pane_place_rows(app);
	p->top_at = p->selected_at = POS_NONE;
	if (p->selected != OUTLINE_NONE && p->matches == NULL) {
		p->top_at = outline_begin(app->document->outline, p->top);
		p->selected_at = outline_begin(app->document->outline, p->selected);
	}
}

/* The width that titles want, while the pane is open. */
static void find_width(struct app *app)
{
	int before = outline_pane_columns(app);

	if (!app->pane.open)
		return;
	pane_measure_titles(app);
	if (outline_pane_columns(app) != before && app->settings.pane_width == 0)
		app_relayout(app);
}

void pane_outline_changed(struct app *app)
{
	struct pane *p = &app->pane;

	/* Indexes are of the outline before: what was chosen is found again by its place. */
	stop_measuring(p);
	pane_hits_changed(app);
	p->n_rows = 0;
	p->top = p->selected = OUTLINE_NONE;
	if (p->top_at != POS_NONE) {
		p->top = outline_at(app->document->outline, p->top_at, p->points);
		p->selected = outline_at(app->document->outline, p->selected_at, p->points);
	}
	if (p->selected == OUTLINE_NONE)
		p->selected = section_read(app);
	p->before_filter = p->selected;
	if (p->matches != NULL)
		pane_refilter(app);
	find_width(app);
	list_outline_changed(app);
}

bool pane_update(struct app *app)
{
	struct pane *p = &app->pane;
	bool news = pane_filter_update(app) || (p->open && p->more);

	pane_measure(app);
	if (p->measuring && measure_complete(p->measure)) {
		p->measuring = false;
		news = true;
	}
	return news;
}

bool pane_busy(const struct app *app)
{
	const struct pane *p = &app->pane;

	return (p->matches != NULL && !title_matches_complete(p->matches)) || p->measuring ||
	       (p->open && p->more);
}

unsigned command_outline(struct app *app)
{
	struct pane *p = &app->pane;
	bool was_open = p->open;

	if (outline_is_empty(app->document->outline) && !was_open) {
		app_say(app, app->document->outline->complete
				     ? "no headings were found in this text"
				     : "no headings have been found yet");
		return EFFECT_DRAW;
	}
	/* The tree is of the whole text. */
	source_want(text_source(app->document->text), POS_NONE);
	p->open = p->focused = true;
	p->selected = section_read(app);
	find_width(app);
	return was_open ? EFFECT_DRAW : EFFECT_RELAYOUT;
}

unsigned command_pane_close(struct app *app)
{
	struct pane *p = &app->pane;

	p->open = p->focused = p->more = false;
	p->left_at = POS_NONE;
	/* What is measured stays; what is not, is not wanted any more. */
	if (p->measuring)
		stop_measuring(p);
	return EFFECT_RELAYOUT;
}

unsigned command_pane_text(struct app *app)
{
	app->pane.focused = false;
	/* A pane that lies over the text cannot stay. */
	if (app->areas.pane_over)
		return command_pane_close(app);
	return EFFECT_DRAW;
}

unsigned pane_step(struct app *app, pane_stepper *row, unsigned long n)
{
	struct pane *p = &app->pane;
	uint32_t i = p->selected;

	for (; n > 0 && i != OUTLINE_NONE; n--) {
		i = row(app, i);
		if (i != OUTLINE_NONE)
			p->selected = i;
	}
	if (i == OUTLINE_NONE)
		app_say(app, "%s of the outline", row == pane_next_choice ? "end" : "start");
	return EFFECT_DRAW;
}

unsigned command_pane_down(struct app *app)
{
	return pane_step(app, pane_next_choice, app_count(app, 1));
}

unsigned command_pane_up(struct app *app)
{
	return pane_step(app, pane_previous_choice, app_count(app, 1));
}

static unsigned long page_rows(const struct app *app)
{
	return app_count(app, 1) * (unsigned long)(pane_height(app) > 2 ? pane_height(app) - 1 : 1);
}

unsigned command_pane_page_down(struct app *app)
{
	return pane_step(app, pane_next_choice, page_rows(app));
}

unsigned command_pane_page_up(struct app *app)
{
	return pane_step(app, pane_previous_choice, page_rows(app));
}

unsigned command_pane_first(struct app *app)
{
	app->pane.selected = pane_next(app, OUTLINE_NONE);
	return EFFECT_DRAW;
}

unsigned command_pane_last(struct app *app)
{
	app->pane.selected = pane_last(app);
	return EFFECT_DRAW;
}

/* The choice, if it is a heading with a place in the tree. */
static bool chosen(const struct app *app, uint32_t *i)
{
	*i = app->pane.selected;
	return *i != OUTLINE_NONE && *i < app->document->outline->n;
}

unsigned command_pane_expand(struct app *app)
{
	struct folding *f = app->document->folding;
	uint32_t i, child;

	if (!chosen(app, &i))
		return EFFECT_DRAW;
	child = outline_child(app->document->outline, i);
	if (folding_get(f, i) == FOLD_CLOSED) {
		folding_set(f, i, FOLD_OPEN);
		view_refold(app->view);
	} else if (child != OUTLINE_NONE) {
		app->pane.selected = child;
	}
	return EFFECT_DRAW;
}

unsigned command_pane_collapse(struct app *app)
{
	struct folding *f = app->document->folding;
	const struct outline *o = app->document->outline;
	uint32_t i, up;

	if (!chosen(app, &i))
		return EFFECT_DRAW;
	up = outline_parent(o, i);
	if (outline_child(o, i) != OUTLINE_NONE && folding_get(f, i) != FOLD_CLOSED) {
		folding_set(f, i, FOLD_CLOSED);
		view_refold(app->view);
	} else if (up != OUTLINE_NONE) {
		app->pane.selected = up;
	}
	return EFFECT_DRAW;
}

unsigned command_pane_toggle(struct app *app)
{
	uint32_t i;

	if (chosen(app, &i)) {
		folding_toggle(app->document->folding, i);
		view_refold(app->view);
	}
	return EFFECT_DRAW;
}

unsigned command_pane_go(struct app *app)
{
	uint32_t i;
	bool over = app->areas.pane_over;

	if (!chosen(app, &i))
		return EFFECT_DRAW;
	app_jump(app, outline_begin(app->document->outline, i));
	app->pane.focused = false;
	app->pane.left_at = POS_NONE;
	pane_clear_filter(app);
	return over ? command_pane_close(app) : EFFECT_DRAW;
}

unsigned command_pane_points(struct app *app)
{
	app->pane.points = !app->pane.points;
	app_say(app, app->pane.points ? "points are listed" : "points are not listed");
	return EFFECT_DRAW;
}

static unsigned set_width(struct app *app, int columns)
{
	if (app->areas.pane_over) {
		app_say(app, "there is no room for a pane beside the text");
		return EFFECT_DRAW;
	}
	app->settings.pane_width = columns > 1 ? columns : 1;
	areas_find(app);
	/* Where the width stops, the setting stops with it. */
	app->settings.pane_width = app->areas.pane_columns;
	return EFFECT_RELAYOUT;
}

unsigned command_pane_wider(struct app *app)
{
	return set_width(app, app->areas.pane_columns + (int)app_count(app, WIDER));
}

unsigned command_pane_narrower(struct app *app)
{
	return set_width(app, app->areas.pane_columns - (int)app_count(app, WIDER));
}

unsigned outline_pane_click(struct app *app, int row, int column)
{
	struct pane *p = &app->pane;

	if (!app->areas.pane_over && column == app->areas.pane_columns) {
		p->dragging = true;
		return EFFECT_NONE;
	}
	if ((size_t)row >= p->n_rows)
		return EFFECT_NONE;
	p->selected = p->rows[row];
	if (pane_is_on_sign(app, (size_t)row, column)) {
		p->left_at = view_focus(app->view);
		return command_pane_toggle(app);
	}
	return command_pane_go(app);
}

unsigned outline_pane_wheel(struct app *app, int n)
{
	struct pane *p = &app->pane;
	pane_stepper *step = n > 0 ? pane_next : pane_previous;

	/* The choice keeps its row, so that what is around it scrolls. */
	for (int rows = (n > 0 ? n : -n) * WHEEL_ROWS; rows > 0; rows--) {
		uint32_t top = p->top != OUTLINE_NONE ? step(app, p->top) : OUTLINE_NONE;
		uint32_t next = p->selected != OUTLINE_NONE ? step(app, p->selected) : OUTLINE_NONE;

		if (next == OUTLINE_NONE)
			break;
		p->top = top != OUTLINE_NONE ? top : p->top;
		p->selected = next;
	}
	p->left_at = view_focus(app->view);
	return EFFECT_DRAW;
}

unsigned outline_pane_drag(struct app *app, int column)
{
	return set_width(app, column);
}
