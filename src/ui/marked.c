/* SPDX-License-Identifier: MIT */
#include "ui/marked.h"

#include <string.h>

#include "ui/app.h"

#define ELLIPSIS "…"

/* Draws bytes [begin, end) in runs that are matched or not; returns the column after them. */
static int draw_runs(struct app *app, const struct marked *m, size_t end)
{
	const struct style matched = style_over(m->style, *app_style(app, ROLE_MATCH));
	int column = m->column, right = m->column + m->width;
	size_t begin = 0;

	while (begin < end) {
		bool mark = m->marks != NULL && m->marks[begin] != 0;
		size_t next = begin + 1;

		while (next < end && (m->marks == NULL || (m->marks[next] != 0) == mark))
			next++;
		column += screen_text(app->screen, m->row, column, right - column, m->text + begin,
				      next - begin, mark ? matched : m->style, app->widths);
		begin = next;
	}
	return column;
}

void marked_draw(struct app *app, const struct marked *m)
{
	size_t cells, end = m->len;
	int column;

	if (m->width <= 0)
		return;
	screen_fill(app->screen, m->row, m->column, m->width, m->style);
	cells = cluster_text_width(ELLIPSIS, strlen(ELLIPSIS), app->widths);
	if (cluster_text_width(m->text, m->len, app->widths) <= (size_t)m->width ||
	    cells >= (size_t)m->width) {
		draw_runs(app, m, end);
		return;
	}
	end = cluster_fit(m->text, m->len, (size_t)m->width - cells, app->widths);
	column = draw_runs(app, m, end);
	screen_text(app->screen, m->row, column, m->column + m->width - column, ELLIPSIS,
		    strlen(ELLIPSIS), m->style, app->widths);
}
