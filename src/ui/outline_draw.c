/* SPDX-License-Identifier: MIT */
/* The rows of the outline pane on the screen. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ui/app.h"
#include "ui/marked.h"
#include "view/title_filter.h"
#include "view/title_matches.h"

/* Cells of the fold mark and the blank behind it. */
#define SIGN 2

/* Titles of as many headings are looked at for the width of the pane. */
#define TITLES_MEASURED 400
/* Beside the title: a hit count, a time, and a blank before the border. */
#define EDGE_COLUMNS 12

static int columns_of(const struct app *app)
{
	return app->areas.pane_over ? app->areas.columns : app->areas.pane_columns;
}

static int indent_of(const struct heading *h, int columns)
{
	int indent = h->depth > 1 ? 2 * (h->depth - 1) : 0;

	return indent > columns / 2 ? columns / 2 : indent;
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

static const char *fold_sign(const struct app *app, uint32_t i)
{
	if (app->pane.matches != NULL || app->document->outline->items[i].level == 0 ||
	    !has_rows_below(app, i))
		return "  ";
	return folding_get(app->document->folding, i) == FOLD_CLOSED ? "▸ " : "▾ ";
}

/* What a row looks like.  A heading that only stands around matches, or lies over the rows, is
 * dimmed. */
static enum role role_of(struct app *app, size_t row)
{
	const struct pane *p = &app->pane;
	uint32_t i = p->rows[row];
	bool match = p->matches == NULL ||
		     title_matches_is_match(p->matches, title_matches_find(p->matches, i));

	if (i == p->selected && row >= p->n_over && match)
		return p->focused ? ROLE_SELECTED : ROLE_PANE_HERE;
	if (!match || row < p->n_over)
		return ROLE_PANE_OUTER;
	return i == view_section(app->view) ? ROLE_PANE_HERE : ROLE_PANE;
}

/* What is drawn of one row. */
struct drawn {
	size_t title, title_end; /* bytes in titles */
	struct pane_cells cells;
};

struct drawing {
	struct buffer titles;
	struct drawn *rows;
	struct pane_layout layout;
};

static void draw_heading(struct app *app, const struct drawing *d, size_t row)
{
	const struct pane *p = &app->pane;
	const struct drawn *drawn = &d->rows[row];
	uint32_t i = p->rows[row];
	int columns = columns_of(app),
	    indent = indent_of(&app->document->outline->items[i], columns);
	enum role role = role_of(app, row);
	const char *sign = fold_sign(app, i);
	struct marked m = {
		.row = (int)row, .column = indent + SIGN, .style = *app_style(app, role)};
	struct pane_place place = {(int)row, columns - d->layout.all,
				   role == ROLE_PANE || role == ROLE_PANE_HERE ? NULL : &m.style};
	unsigned char *marks = NULL;

	m.text = d->titles.data + drawn->title;
	m.len = drawn->title_end - drawn->title;
	m.width = columns - d->layout.all - indent - SIGN;
	if (p->filter != NULL && role != ROLE_PANE_OUTER && m.len > 0) {
		marks = memory_alloc(m.len);
		title_filter_score(p->filter, m.text, m.len, 0, marks);
	}
	m.marks = marks;
	screen_text(app->screen, (int)row, 0, indent, "", 0, m.style, app->widths);
	screen_text(app->screen, (int)row, indent, SIGN, sign, strlen(sign), m.style, app->widths);
	marked_draw(app, &m);
	pane_draw_cells(app, place, &drawn->cells, &d->layout);
	free(marks);
}

/* Finds what is in the rows, and how it is laid out. */
static void prepare(struct app *app, struct drawing *d)
{
	const struct pane *p = &app->pane;
	int columns = columns_of(app), widest = 0;
	struct pane_cells *cells = memory_alloc((p->n_rows + 1) * sizeof(cells[0]));

	d->rows = memory_alloc((p->n_rows + 1) * sizeof(d->rows[0]));
	pane_cells(app, p->rows, p->n_rows, cells);
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct heading *h = &app->document->outline->items[p->rows[i]];
		int width;

		d->rows[i].title = d->titles.len;
		document_title(app->document, p->rows[i], &d->titles);
		d->rows[i].title_end = d->titles.len;
		d->rows[i].cells = cells[i];
		width = indent_of(h, columns) + SIGN +
			(int)cluster_text_width(d->titles.data + d->rows[i].title,
						d->titles.len - d->rows[i].title, app->widths);
		widest = width > widest ? width : widest;
	}
	d->layout = pane_layout(app, cells, p->n_rows, pane_room(columns, widest));
	free(cells);
}

static const char *nothing(const struct app *app)
{
	if (app->pane.matches == NULL)
		return " no headings";
	return title_matches_complete(app->pane.matches) ? " no heading has that" : " looking…";
}

void outline_pane_draw(struct app *app)
{
	const struct pane *p = &app->pane;
	const struct style *plain = app_style(app, ROLE_PANE);
	int row, columns = columns_of(app);
	struct drawing d;

	buffer_init(&d.titles);
	prepare(app, &d);
	for (row = 0; row < pane_height(app); row++) {
		if ((size_t)row < p->n_rows)
			draw_heading(app, &d, (size_t)row);
		else
			screen_text(app->screen, row, 0, columns, nothing(app),
				    p->n_rows == 0 && row == 0 ? strlen(nothing(app)) : 0, *plain,
				    app->widths);
		if (!app->areas.pane_over)
			screen_put(app->screen, row, columns, "│", strlen("│"), 1,
				   *app_style(app, ROLE_BORDER));
	}
	free(d.rows);
	buffer_release(&d.titles);
	if (app->areas.pane_over)
		app->look++;
}

bool pane_is_on_sign(const struct app *app, size_t row, int column)
{
	uint32_t i = app->pane.rows[row];
	int indent = indent_of(&app->document->outline->items[i], columns_of(app));

	return column >= indent && column < indent + SIGN && fold_sign(app, i)[0] != ' ';
}

void pane_measure_titles(struct app *app)
{
	const struct outline *o = app->document->outline;
	struct buffer title;
	int most = 0;

	buffer_init(&title);
	for (uint32_t i = 0; i < o->n && i < TITLES_MEASURED; i++) {
		int width;

		if ((o->items[i].flags & HEADING_POINT) && !app->pane.points)
			continue;
		buffer_clear(&title);
		document_title(app->document, i, &title);
		width = (int)cluster_text_width(title.data, title.len, app->widths) + SIGN +
			(o->items[i].depth > 1 ? 2 * (o->items[i].depth - 1) : 0);
		most = width > most ? width : most;
	}
	buffer_release(&title);
	app->pane.title_columns = most;
}

int outline_pane_columns(const struct app *app)
{
	return app->pane.title_columns > 0 ? app->pane.title_columns + EDGE_COLUMNS : INT16_MAX;
}
