/* SPDX-License-Identifier: MIT */
#include "ui/marked.h"

#include <string.h>

#include "ui/app.h"

#define ELLIPSIS "…"

/* Bytes of the text that are drawn. */
struct part {
	size_t begin, end;
};

static int draw_ellipsis(struct app *app, const struct marked *m, int column)
{
	return column + screen_text(app->screen, m->row, column, m->column + m->width - column,
				    ELLIPSIS, strlen(ELLIPSIS), m->style, app->widths);
}

/* Draws bytes [begin, end) in runs that are matched or not; returns the column after them. */
static int draw_runs(struct app *app, const struct marked *m, int column, struct part part)
{
	const struct style matched = style_over(m->style, *app_style(app, ROLE_MATCH));
	int right = m->column + m->width;
	size_t begin = part.begin, end = part.end;

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

/* Where to begin so that what is matched is seen: as early as lets the last of it fit into cells,
 * but not behind the first of it. */
static size_t begin_for_marks(const struct app *app, const struct marked *m, size_t cells)
{
	size_t first = 0, last = m->len, begin = 0;

	while (m->marks != NULL && last > 0 && m->marks[last - 1] == 0)
		last--;
	if (m->marks == NULL || last == 0)
		return 0;
	while (m->marks[first] == 0)
		first++;
	while (begin < first &&
	       cluster_text_width(m->text + begin, last - begin, app->widths) > cells)
		begin = cluster_end(m->text, m->len, begin);
	return begin;
}

void marked_draw(struct app *app, const struct marked *m)
{
	struct part part = {0, m->len};
	size_t ellipsis = cluster_text_width(ELLIPSIS, strlen(ELLIPSIS), app->widths), cells;
	int column = m->column;

	if (m->width <= 0)
		return;
	cells = (size_t)m->width;
	screen_fill(app->screen, m->row, m->column, m->width, m->style);
	if (cluster_text_width(m->text, m->len, app->widths) <= cells || cells <= 2 * ellipsis) {
		draw_runs(app, m, column, part);
		return;
	}
	cells -= ellipsis;
	if (begin_for_marks(app, m, cells) > 0) {
		cells -= ellipsis;
		part.begin = begin_for_marks(app, m, cells);
		column = draw_ellipsis(app, m, column);
	}
	part.end = part.begin +
		   cluster_fit(m->text + part.begin, m->len - part.begin, cells, app->widths);
	column = draw_runs(app, m, column, part);
	if (part.end < m->len)
		draw_ellipsis(app, m, column);
}
