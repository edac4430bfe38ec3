/* SPDX-License-Identifier: MIT */
/*
 * The outline pane: the tree of headings beside the text, in the same state of folding.  Without
 * the keys in it the choice follows the section that is read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "outline/family.h"
#include "text/cluster.h"
#include "ui/app.h"

/* A filter lists this many headings at most. */
#define MATCHES_MAX 2000

void pane_init(struct pane *p)
{
	memset(p, 0, sizeof(*p));
	p->top = p->selected = OUTLINE_NONE;
	p->following = true;
	buffer_init(&p->filter);
}

void pane_release(struct pane *p)
{
	buffer_release(&p->filter);
	free(p->matches);
}

static bool filtered(const struct pane *p)
{
	return p->filter.len > 0;
}

/* Where heading i stands among the matches, or the first one after it. */
static size_t match_of(const struct pane *p, uint32_t i)
{
	size_t k = 0;

	while (k < p->n_matches && p->matches[k] < i)
		k++;
	return k;
}

/* The heading listed after and before i (OUTLINE_NONE: the first, the last). */
static uint32_t next_row(const struct app *app, uint32_t i)
{
	const struct pane *p = &app->pane;

	if (filtered(p)) {
		size_t k = i == OUTLINE_NONE ? 0 : match_of(p, i + 1);

		return k < p->n_matches ? p->matches[k] : OUTLINE_NONE;
	}
	return folding_next(app->document->folding, i, p->points);
}

static uint32_t previous_row(const struct app *app, uint32_t i)
{
	const struct pane *p = &app->pane;

	if (filtered(p)) {
		size_t k = i == OUTLINE_NONE ? p->n_matches : match_of(p, i);

		return k > 0 ? p->matches[k - 1] : OUTLINE_NONE;
	}
	return folding_previous(app->document->folding, i, p->points);
}

static uint32_t last_row(const struct app *app)
{
	const struct outline *o = app->document->outline;
	uint32_t i;

	if (filtered(&app->pane))
		return previous_row(app, OUTLINE_NONE);
	if (o->n == 0)
		return OUTLINE_NONE;
	i = (uint32_t)o->n - 1;
	if (folding_shows(app->document->folding, i) &&
	    (app->pane.points || !(o->items[i].flags & HEADING_POINT)))
		return i;
	return previous_row(app, i);
}

static bool listed(const struct app *app, uint32_t i)
{
	const struct outline *o = app->document->outline;

	if (i == OUTLINE_NONE || i >= o->n)
		return false;
	if (filtered(&app->pane)) {
		size_t k = match_of(&app->pane, i);

		return k < app->pane.n_matches && app->pane.matches[k] == i;
	}
	return folding_shows(app->document->folding, i) &&
	       (app->pane.points || !(o->items[i].flags & HEADING_POINT));
}

/* The row that stands for heading i: itself, or what is listed before it. */
static uint32_t row_for(const struct app *app, uint32_t i)
{
	if (i == OUTLINE_NONE || listed(app, i))
		return i;
	i = previous_row(app, i);
	return i != OUTLINE_NONE ? i : next_row(app, OUTLINE_NONE);
}

static int height(const struct app *app)
{
	return app->areas.text_rows;
}

/* Scrolls so that the choice is on the pane. */
static void keep_choice(struct app *app)
{
	struct pane *p = &app->pane;
	uint32_t i;
	int up;

	p->selected = row_for(app, p->selected);
	p->top = row_for(app, p->top);
	if (p->selected == OUTLINE_NONE)
		p->selected = next_row(app, OUTLINE_NONE);
	if (p->top == OUTLINE_NONE)
		p->top = next_row(app, OUTLINE_NONE);
	if (p->selected == OUTLINE_NONE)
		return;
	if (p->top > p->selected)
		p->top = p->selected;
	for (i = p->selected, up = 0; i > p->top && up < height(app); up++)
		i = previous_row(app, i);
	if (i > p->top || up >= height(app)) {
		/* Too far below: the choice goes to the last row. */
		for (i = p->selected, up = 1; up < height(app); up++) {
			uint32_t above = previous_row(app, i);

			if (above == OUTLINE_NONE)
				break;
			i = above;
		}
		p->top = i;
	}
}

void pane_follow(struct app *app)
{
	struct pane *p = &app->pane;

	if (!p->open)
		return;
	if (p->following && !p->focused) {
		uint32_t i = view_section(app->view);

		if (i == OUTLINE_NONE)
			i = outline_at(app->document->outline, view_focus(app->view), false);
		p->selected = i;
	}
	keep_choice(app);
}

static void find_matches(struct app *app)
{
	struct pane *p = &app->pane;
	const struct outline *o = app->document->outline;
	struct buffer title;
	uint32_t i;

	p->n_matches = 0;
	if (!filtered(p))
		return;
	/* The list's notion of "contains" is the pane's too. */
	buffer_clear(&app->list.filter);
	buffer_append(&app->list.filter, p->filter.data, p->filter.len);
	buffer_init(&title);
	for (i = 0; i < o->n && p->n_matches < MATCHES_MAX; i++) {
		if ((o->items[i].flags & HEADING_POINT) && !p->points)
			continue;
		buffer_clear(&title);
		document_title(app->document, i, &title);
		if (!list_passes(&app->list, title.data))
			continue;
		p->matches = array_reserve(p->matches, &p->capacity, p->n_matches + 1,
					   sizeof(p->matches[0]));
		p->matches[p->n_matches++] = i;
	}
	buffer_clear(&app->list.filter);
	buffer_release(&title);
}

void pane_outline_changed(struct app *app)
{
	/* Indexes are of the outline before; what is read is found again by its place. */
	app->pane.selected = outline_at(app->document->outline, view_focus(app->view), false);
	app->pane.top = OUTLINE_NONE;
	find_matches(app);
}

/* Whether the pane lists anything below a heading. */
static bool has_rows_below(const struct app *app, uint32_t i)
{
	const struct outline *o = app->document->outline;
	uint32_t child;

	for (child = i + 1; child < o->items[i].next; child++)
		if (app->pane.points || !(o->items[child].flags & HEADING_POINT))
			return true;
	return false;
}

static void draw_heading(struct app *app, int row, uint32_t i)
{
	const struct outline *o = app->document->outline;
	const struct heading *h = &o->items[i];
	const struct pane *p = &app->pane;
	int columns = app->areas.pane_over ? app->areas.columns : app->areas.pane_columns;
	int indent = h->depth > 1 ? 2 * (h->depth - 1) : 0;
	const char *sign = "  ";
	enum role role = ROLE_PANE;
	struct buffer title;

	if (i == p->selected)
		role = p->focused ? ROLE_SELECTED : ROLE_PANE_HERE;
	else if (i == view_section(app->view))
		role = ROLE_PANE_HERE;
	if (indent > columns / 2)
		indent = columns / 2;
	if (h->level > 0 && has_rows_below(app, i) && !filtered(p))
		sign = folding_get(app->document->folding, i) == FOLD_CLOSED ? "▸ " : "▾ ";
	buffer_init(&title);
	document_title(app->document, i, &title);
	screen_fill(app->screen, row, 0, columns, *app_style(app, role));
	screen_text(app->screen, row, indent, 2, sign, strlen(sign), *app_style(app, role),
		    app->widths);
	if (columns > indent + 2)
		screen_text(app->screen, row, indent + 2, columns - indent - 2, title.data,
			    title.len, *app_style(app, role), app->widths);
	buffer_release(&title);
}

void outline_pane_draw(struct app *app)
{
	const struct style *plain = app_style(app, ROLE_PANE);
	int row, columns = app->areas.pane_over ? app->areas.columns : app->areas.pane_columns;
	uint32_t i = app->pane.top;

	for (row = 0; row < height(app); row++) {
		if (i != OUTLINE_NONE) {
			draw_heading(app, row, i);
			i = next_row(app, i);
		} else {
			const char *none =
				filtered(&app->pane) ? " no heading contains that" : " no headings";

			screen_text(app->screen, row, 0, columns, none, row == 0 ? strlen(none) : 0,
				    *plain, app->widths);
		}
		if (!app->areas.pane_over)
			screen_put(app->screen, row, columns, "│", strlen("│"), 1,
				   *app_style(app, ROLE_BORDER));
	}
	if (app->areas.pane_over)
		app->look++;
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
	pane_follow(app);
	p->selected = outline_at(app->document->outline, view_focus(app->view), false);
	keep_choice(app);
	return was_open ? EFFECT_DRAW : EFFECT_RELAYOUT;
}

unsigned command_pane_close(struct app *app)
{
	struct pane *p = &app->pane;

	if (filtered(p)) {
		buffer_clear(&p->filter);
		p->n_matches = 0;
		return EFFECT_DRAW;
	}
	p->open = p->focused = false;
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

static unsigned step(struct app *app, uint32_t (*row)(const struct app *app, uint32_t i),
		     unsigned long n)
{
	struct pane *p = &app->pane;
	uint32_t i = p->selected;

	for (; n > 0 && i != OUTLINE_NONE; n--) {
		i = row(app, i);
		if (i != OUTLINE_NONE)
			p->selected = i;
	}
	if (i == OUTLINE_NONE)
		app_say(app, "%s of the outline", row == next_row ? "end" : "start");
	return EFFECT_DRAW;
}

unsigned command_pane_down(struct app *app)
{
	return step(app, next_row, app_count(app, 1));
}

unsigned command_pane_up(struct app *app)
{
	return step(app, previous_row, app_count(app, 1));
}

static unsigned long page_rows(const struct app *app)
{
	return app_count(app, 1) * (unsigned long)(height(app) > 2 ? height(app) - 1 : 1);
}

unsigned command_pane_page_down(struct app *app)
{
	return step(app, next_row, page_rows(app));
}

unsigned command_pane_page_up(struct app *app)
{
	return step(app, previous_row, page_rows(app));
}

unsigned command_pane_first(struct app *app)
{
	app->pane.selected = next_row(app, OUTLINE_NONE);
	return EFFECT_DRAW;
}

unsigned command_pane_last(struct app *app)
{
	app->pane.selected = last_row(app);
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
	buffer_clear(&app->pane.filter);
	app->pane.n_matches = 0;
	if (over)
		app->pane.open = false;
	return over ? EFFECT_RELAYOUT : EFFECT_DRAW;
}

unsigned command_pane_points(struct app *app)
{
	app->pane.points = !app->pane.points;
	app_say(app, app->pane.points ? "points are listed" : "points are not listed");
	find_matches(app);
	return EFFECT_DRAW;
}

unsigned command_pane_why(struct app *app)
{
	const struct heading *h;
	uint32_t i;
	struct buffer title;

	if (!chosen(app, &i))
		return EFFECT_DRAW;
	h = &app->document->outline->items[i];
	buffer_init(&title);
	document_title(app->document, i, &title);
	app_say(app, "%s: %s, number %u, level %u, line %u", title.data, outline_family_name(app->document->outline, i),
		h->number, h->level, h->line + 1);
	buffer_release(&title);
	return EFFECT_DRAW;
}

static unsigned filter_changed(struct app *app)
{
	buffer_clear(&app->pane.filter);
	buffer_append(&app->pane.filter, app->prompt.text.data, app->prompt.text.len);
	find_matches(app);
	app->pane.selected = app->pane.top = OUTLINE_NONE;
	return EFFECT_DRAW;
}

static unsigned filter_accept(struct app *app)
{
	prompt_close(&app->prompt);
	return EFFECT_DRAW;
}

static unsigned filter_cancel(struct app *app)
{
	prompt_close(&app->prompt);
	buffer_clear(&app->pane.filter);
	pane_outline_changed(app);
	return EFFECT_DRAW;
}

static const struct prompt_kind filter_prompt = {
	.changed = filter_changed,
	.accept = filter_accept,
	.cancel = filter_cancel,
};

unsigned command_pane_filter(struct app *app)
{
	prompt_open(&app->prompt, &filter_prompt, "heading: ", "");
	return EFFECT_DRAW;
}

unsigned outline_pane_click(struct app *app, int row)
{
	uint32_t i = app->pane.top;

	for (; row > 0 && i != OUTLINE_NONE; row--)
		i = next_row(app, i);
	if (i == OUTLINE_NONE)
		return EFFECT_NONE;
	app->pane.selected = i;
	return command_pane_go(app);
}
