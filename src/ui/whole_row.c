/* SPDX-License-Identifier: MIT */
#include "ui/whole_row.h"

#include <inttypes.h>

#include "text/cluster.h"
#include "ui/app.h"

enum role whole_row_role(const struct heading *h)
{
	if (h->flags & HEADING_POINT)
		return ROLE_POINT;
	return h->level == 0 ? ROLE_TITLE : h->depth <= 1 ? ROLE_HEADING : ROLE_SUBHEADING;
}

#define TITLE_LEAST 10 /* cells of a title that say which it is */

/* More sections than this in a folded one are not counted. */
#define SECTIONS_MAX 9999

/* Headings inside another, points not counted, as far as max. */
static uint32_t count_inside(const struct outline *o, uint32_t heading, uint32_t max)
{
	uint32_t n = 0;

	for (uint32_t i = heading + 1; i < o->items[heading].next && n < max; i++)
		n += !(o->items[i].flags & HEADING_POINT);
	return n;
}

/* The outline knows the lines of headings; others are counted from the index on. */
bool whole_row_line(struct app *app, uint64_t pos, uint64_t *line)
{
	const struct outline *o = app->document->outline;
	uint32_t i = outline_at(o, pos, false);

	if (i == OUTLINE_NONE || outline_begin(o, i) != pos || o->items[i].line == UINT32_MAX)
		return text_line_of(app->document->text, pos, line);
	*line = o->items[i].line;
	return true;
}

/* The line behind a range that ends at pos. */
static bool line_after(struct app *app, uint64_t pos, uint64_t *line)
{
	if (pos < text_size(app->document->text))
		return whole_row_line(app, pos, line);
	if (!text_line_of(app->document->text, pos - 1, line))
		return false;
	++*line;
	return true;
}

/* What a folded heading hides. */
struct hidden {
	uint32_t sections;
	bool counted; /* its lines are */
	uint64_t lines, bytes;
	bool run_in; /* text in its own line */
};

static struct hidden find_hidden(struct app *app, const struct view_row *row, bool closed)
{
	const struct outline *o = app->document->outline;
	struct hidden h = {.bytes = row->end - row->begin,
			   .run_in = o->items[row->heading].flags & HEADING_RUN_IN};
	uint64_t first, next;

	h.sections = closed ? count_inside(o, row->heading, SECTIONS_MAX + 1) : 0;
	h.counted = row->end > row->begin && whole_row_line(app, row->begin, &first) &&
		    line_after(app, row->end, &next);
	h.lines = h.counted ? next - first - 1 : 0;
	return h;
}

/* " … 2 sections, 12 lines", or how many KiB where lines are not counted yet; nothing where a
 * heading hides nothing.  Shorter with more words left out: " … 12 lines", " …". */
static void describe_hidden(const struct hidden *h, unsigned left_out, struct buffer *out)
{
	uint32_t sections = left_out == 0 ? h->sections : 0;

	buffer_clear(out);
	if (h->counted && h->lines == 0 && h->sections == 0 && !h->run_in)
		return;
	buffer_append_string(out, " …");
	if (left_out > 1)
		return;
	if (sections > SECTIONS_MAX)
		buffer_printf(out, " %d+ sections", SECTIONS_MAX);
	else if (sections > 0)
		buffer_printf(out, " %" PRIu32 " section%s", sections, sections == 1 ? "" : "s");
	if (!h->counted)
		buffer_printf(out, "%s %" PRIu64 " KiB", sections > 0 ? "," : "",
			      (h->bytes + 1023) / 1024);
	else if (h->lines > 0)
		buffer_printf(out, "%s %" PRIu64 " line%s", sections > 0 ? "," : "", h->lines,
			      h->lines == 1 ? "" : "s");
}

/* The longest description that leaves the title its cells, or enough to be known by; returns what
 * is left of `width` for it. */
static int describe(const struct hidden *h, int width, int title, struct widths widths,
		    struct buffer *out)
{
	int least = title < TITLE_LEAST ? title : TITLE_LEAST, room = width;

	for (unsigned left_out = 0; left_out < 3; left_out++) {
		describe_hidden(h, left_out, out);
		room = width - (int)cluster_text_width(out->data, out->len, widths);
		if (room >= least)
			break;
	}
	return room > 0 ? room : 0;
}

static void draw_fold_row(const struct whole_row *w, const struct view_row *row)
{
	struct app *app = w->app;
	const struct heading *h = &app->document->outline->items[row->heading];
	/* one without headings inside hides all it has in any state but open */
	bool closed = folding_get(app->document->folding, row->heading) == FOLD_CLOSED ||
		      count_inside(app->document->outline, row->heading, 1) == 0;
	int indent = h->depth > 1 ? 2 * (h->depth - 1) : 0, used, room;
	struct hidden inside = find_hidden(app, row, closed);
	struct buffer title, hidden;
	const struct style *fold = app_style(app, ROLE_FOLD);

	if (indent > w->width / 3)
		indent = w->width / 3;
	buffer_init(&title);
	buffer_init(&hidden);
	document_title(app->document, row->heading, &title);
	screen_fill(app->screen, w->row, w->column, w->width, *app_style(app, ROLE_TEXT));
	screen_text(app->screen, w->row, w->column + indent, 2, closed ? "▸ " : "▾ ", 4, *fold,
		    app->widths);
	room = describe(&inside, w->width - indent - 2,
			(int)cluster_text_width(title.data, title.len, app->widths), app->widths,
			&hidden);
	used = (int)cluster_fit(title.data, title.len, (size_t)room, app->widths);
	used = screen_text(app->screen, w->row, w->column + indent + 2, room, title.data,
			   (size_t)used, *app_style(app, whole_row_role(h)), app->widths);
	screen_fill(app->screen, w->row, w->column + indent + 2 + used,
		    w->width - indent - 2 - used, *app_style(app, ROLE_TEXT));
	screen_text(app->screen, w->row, w->column + indent + 2 + used,
		    w->width - indent - 2 - used, hidden.data, hidden.len, *fold, app->widths);
	buffer_release(&title);
	buffer_release(&hidden);
}

/* What is left out of a sparse tree: "… 37 lines", or how many KiB where lines are not counted. */
static void draw_gap_row(const struct whole_row *w, const struct view_row *row)
{
	struct app *app = w->app;
	struct buffer words;
	uint64_t first, next;

	screen_fill(app->screen, w->row, w->column, w->width, *app_style(app, ROLE_TEXT));
	buffer_init(&words);
	buffer_append_string(&words, "… ");
	if (whole_row_line(app, row->begin, &first) && line_after(app, row->end, &next))
		buffer_printf(&words, "%" PRIu64 " line%s", next - first,
			      next - first > 1 ? "s" : "");
	else
		buffer_printf(&words, "%" PRIu64 " KiB", (row->end - row->begin + 1023) / 1024);
	screen_text(app->screen, w->row, w->column,
		    (int)cluster_text_width(words.data, words.len, app->widths), words.data,
		    words.len, *app_style(app, ROLE_FOLD), app->widths);
	buffer_release(&words);
}

void whole_row_draw(const struct whole_row *w, const struct view_row *row)
{
	if (row->kind == ROW_FOLD)
		draw_fold_row(w, row);
	else
		draw_gap_row(w, row);
}
