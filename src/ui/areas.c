/* SPDX-License-Identifier: MIT */
#include "ui/areas.h"

#include "ui/app.h"

/* Below this the pane lies over the text. */
#define PANE_BESIDE_FROM 60
#define PANE_MIN 16
#define PANE_MAX 48
#define MESSAGE_ROW_FROM 8
#define MARGIN_FROM 20

static int digits(uint64_t n)
{
	int d = 1;

	for (; n >= 10; n /= 10)
		d++;
	return d;
}

int areas_gutter(const struct app *app)
{
	int margin = app->areas.text_columns >= MARGIN_FROM ? 1 : 0;
	int numbers = 0;

	if (app->settings.line_numbers) {
		numbers = digits(text_lines(app->document->text)) + 1;
		numbers = numbers < 4 ? 4 : numbers;
	}
	return margin + numbers < app->areas.text_columns ? margin + numbers : 0;
}

static int pane_columns(const struct app *app)
{
	int wanted = app->settings.pane_width;

	if (wanted == 0) {
		wanted = app->areas.columns / 3;
		wanted = wanted > PANE_MAX ? PANE_MAX : wanted;
		wanted = wanted < outline_pane_columns(app) ? wanted : outline_pane_columns(app);
	}
	if (wanted < PANE_MIN)
		wanted = PANE_MIN;
	if (wanted > app->areas.columns - PANE_MIN)
		wanted = app->areas.columns - PANE_MIN;
	return wanted;
}

void areas_find(struct app *app)
{
	struct areas *a = &app->areas;

	screen_size(app->screen, &a->rows, &a->columns);
	a->status_row = a->rows >= 2 ? a->rows - 1 : -1;
	a->message_row = a->rows - 1;
	a->text_rows = a->rows >= 2 ? a->rows - 1 : 1;
	if (a->rows >= MESSAGE_ROW_FROM) {
		a->status_row = a->rows - 2;
		a->text_rows = a->rows - 2;
	}
	a->pane_columns = 0;
	a->pane_over = app->pane.open && a->columns < PANE_BESIDE_FROM;
	if (app->pane.open && !a->pane_over)
		a->pane_columns = pane_columns(app);
	/* One column of border between pane and text. */
	a->text_column = a->pane_columns > 0 ? a->pane_columns + 1 : 0;
	a->bar_columns = scroll_bar_columns(app);
	a->text_columns = a->columns - a->text_column;
	/* One that comes and goes lies over the text: rows are not broken anew for it. */
	a->bar_over = a->bar_columns > 0 && scroll_bar_comes_and_goes(app);
	if (!a->bar_over)
		a->text_columns -= a->bar_columns;
	a->gutter = areas_gutter(app);
}

/* A click in the list or in the pane chooses a row and goes there. */
static unsigned click_list(struct app *app, int row)
{
	struct list *l = &app->list;
	size_t i = l->top + (size_t)(row > 0 ? row - 1 : 0);

	if (row < 1 || i >= l->n || l->items[i].title)
		return EFFECT_NONE;
	l->selected = i;
	return command_list_go(app);
}

/* Where in the text a cell of a row lies; POS_NONE beside it. */
static uint64_t place_of_cell(struct app *app, const struct view_row *row, int column)
{
	const struct layout *layout;
	struct wrap_options options = {.width = view_width(app->view),
				       .chop = app->settings.chop_long_lines,
				       .tab = 8,
				       .widths = app->widths};
	struct glyphs glyphs = {0};
	uint64_t place = POS_NONE;
	long cell = (long)column - app->areas.text_column - app->areas.gutter -
		    (long)view_margin(app->view) + (long)view_left(app->view);

	if (row->kind != ROW_TEXT || cell < 0)
		return POS_NONE;
	layout = view_layout(app->view, row);
	wrap_glyphs_window(&layout->wrapped.rows[row->index], &layout->paragraph, &options,
			   (struct range){(uint64_t)cell, (uint64_t)cell + 1}, &glyphs);
	if (glyphs.n > 0)
		place = paragraph_to_source(&layout->paragraph, glyphs.items[0].begin);
	glyphs_release(&glyphs);
	return place;
}

static unsigned click_text(struct app *app, int row, int column)
{
	size_t n, sticky;
	uint32_t over[16], heading;
	const struct view_row *rows = view_rows(app->view, &n);
	const struct outline *o = app->document->outline;

	if ((size_t)row >= n)
		return EFFECT_NONE;
	sticky = view_sticky(app->view, over, 16);
	if ((size_t)row < sticky) {
		app_jump(app, outline_begin(o, over[row]));
		return EFFECT_DRAW;
	}
	if (rows[row].kind == ROW_END)
		return EFFECT_NONE;
	if (rows[row].kind == ROW_GAP) {
		sparse_open_gap(app, (struct range){rows[row].begin, rows[row].end});
		return EFFECT_DRAW;
	}
	search_click(app, place_of_cell(app, &rows[row], column));
	heading = outline_link_in(o, (struct range){rows[row].begin, rows[row].end});
	if (heading != OUTLINE_NONE && rows[row].kind == ROW_TEXT) {
		app_jump(app, outline_begin(o, heading));
		return EFFECT_DRAW;
	}
	heading = outline_section_at(o, rows[row].begin);
	if (heading == OUTLINE_NONE || outline_begin(o, heading) < rows[row].begin ||
	    outline_begin(o, heading) >= rows[row].end)
		return EFFECT_NONE;
	folding_toggle(app->document->folding, heading);
	view_refold(app->view);
	return EFFECT_DRAW;
}

unsigned areas_click(struct app *app, int row, int column)
{
	if (row < 0 || row >= app->areas.text_rows)
		return EFFECT_NONE;
	if (app->list.kind != NULL)
		return click_list(app, row);
	if (app->areas.bar_columns > 0 && column == app->areas.columns - 1 &&
	    !app->areas.pane_over && !reader_reaches_edge(app, (size_t)row))
		return scroll_bar_click(app, row);
	if (areas_in_pane(app, column))
		return outline_pane_click(app, row, column);
	return click_text(app, row, column);
}

bool areas_in_pane(const struct app *app, int column)
{
	return app->list.kind == NULL && app->pane.open &&
	       (app->areas.pane_over || column <= app->areas.pane_columns);
}
