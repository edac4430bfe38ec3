/* SPDX-License-Identifier: MIT */
/*
 * The reader: draws the text area.  A row that looks as it did is not drawn again, and rows that
 * only moved are moved by the terminal.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/cluster.h"
#include "text/wrap.h"
#include "ui/app.h"
#include "ui/whole_row.h"

/* Hits marked on one screen; more would not be told apart anyway. */
#define HITS_SHOWN 1024

/* Headings that stay at the top. */
#define STICKY_SHOWN 16

/* Highlights drawn on one screen. */
#define LIGHTS_SHOWN 64

/* A stretch of a paragraph's clean text that looks different. */
struct mark {
	size_t begin, end;
	enum role role;
};

#define MARKS_MAX 128

/* What one drawing of the area needs. */
struct drawing {
	struct app *app;
	struct range hits[HITS_SHOWN];
	size_t n_hits;
	const struct bookmark *lights[LIGHTS_SHOWN]; /* highlights */
	size_t n_lights;
	struct glyphs glyphs;
	struct mark marks[MARKS_MAX];
	size_t n_marks;
	int column; /* of the text, gutter and margin passed */
	int width;
};

static void add_mark(struct drawing *d, size_t begin, size_t end, enum role role)
{
	if (begin < end && d->n_marks < MARKS_MAX)
		d->marks[d->n_marks++] = (struct mark){begin, end, role};
}

/* Marks a range of the source in a paragraph, as far as it lies in it. */
static void mark_range(struct drawing *d, const struct paragraph *p, struct range range,
		       enum role role)
{
	size_t begin, end;

	if (range.begin >= p->segment.end || range.end <= p->segment.begin)
		return;
	begin = range.begin <= p->segment.begin ? 0 : paragraph_from_source(p, range.begin);
	end = range.end >= p->segment.end ? p->clean.len : paragraph_from_source(p, range.end);
	add_mark(d, begin, end, role);
}

static void mark_headings(struct drawing *d, const struct paragraph *p)
{
	const struct outline *o = d->app->document->outline;
	uint32_t i = outline_at(o, p->segment.begin, true);

	/* The last heading before may reach into this paragraph: a title on two lines. */
	if (i == OUTLINE_NONE)
		i = 0;
	for (; i < o->n && o->items[i].offset < p->segment.end; i++) {
		const struct heading *h = &o->items[i];

		mark_range(d, p, (struct range){h->offset, h->offset + h->title + h->title_len},
			   whole_row_role(h));
	}
}

static void mark_hits(struct drawing *d, const struct paragraph *p)
{
	size_t i;

	for (i = 0; i < d->n_hits; i++)
		mark_range(d, p, d->hits[i],
			   d->hits[i].begin == d->app->search.hit.begin ? ROLE_HIT_CURRENT
									: ROLE_HIT);
}

static void mark_highlights(struct drawing *d, const struct paragraph *p)
{
	for (size_t i = 0; i < d->n_lights; i++) {
		const struct bookmark *b = d->lights[i];
		unsigned colour = b->colour > 0 ? b->colour - 1 : 0;

		mark_range(d, p, (struct range){b->pos, b->end_pos},
			   (enum role)(ROLE_HIGHLIGHT_1 + colour));
	}
}

static bool is_in_row(struct range range, const struct view_row *row)
{
	return range.begin < row->end && range.end > row->begin;
}

/* A highlight that covers some of a row; NULL if none does. */
static const struct bookmark *light_in(const struct drawing *d, const struct view_row *row)
{
	for (size_t i = 0; i < d->n_lights; i++)
		if (is_in_row((struct range){d->lights[i]->pos, d->lights[i]->end_pos}, row))
			return d->lights[i];
	return NULL;
}

/* The bookmark that stands in a row; NULL if none. */
static const struct bookmark *bookmark_in(const struct app *app, const struct view_row *row)
{
	if (row->kind == ROW_END || row->kind == ROW_RUBY)
		return NULL;
	return bookmarks_in(app->document->bookmarks, (struct range){row->begin, row->end});
}

static struct style span_style(struct style style, const struct app *app, const struct span *span)
{
	struct style over = {0, span->foreground, span->background};

	if (span->flags & SPAN_BOLD)
		over.flags |= STYLE_BOLD;
	if (span->flags & SPAN_DIM)
		over.flags |= STYLE_DIM;
	if (span->flags & SPAN_ITALIC)
		over.flags |= STYLE_ITALIC;
	if (span->flags & (SPAN_UNDERLINE | SPAN_LINK))
		over.flags |= STYLE_UNDERLINE;
	if (span->flags & SPAN_REVERSE)
		over.flags |= STYLE_REVERSE;
	if (span->flags & SPAN_STRIKE)
		over.flags |= STYLE_STRIKE;
	/* The text's own colours are left out where the terminal has none. */
	if (screen_colours(app->screen) == 0)
		over.foreground = over.background = -1;
	style = style_over(style, over);
	if (span->flags & SPAN_NAME)
		style = style_over(style, *app_style(app, ROLE_NAME));
	if ((span->flags & SPAN_READING) && app->settings.readings == READING_DIM)
		style = style_over(style, *app_style(app, ROLE_READING));
	return style;
}

/* The style at a clean offset: span, then marks in the order in which they were added. */
static struct style style_at(const struct drawing *d, const struct paragraph *p, size_t *span,
			     size_t at)
{
	struct style style = *app_style(d->app, ROLE_TEXT);
	size_t i;

	for (i = 0; i < d->n_marks; i++)
		if (at >= d->marks[i].begin && at < d->marks[i].end && d->marks[i].role < ROLE_HIT)
			style = style_over(style, *app_style(d->app, d->marks[i].role));
	while (*span < p->n_spans && p->spans[*span].end <= at)
		++*span;
	if (*span < p->n_spans && p->spans[*span].begin <= at)
		style = span_style(style, d->app, &p->spans[*span]);
	for (i = 0; i < d->n_marks; i++)
		if (at >= d->marks[i].begin && at < d->marks[i].end && d->marks[i].role >= ROLE_HIT)
			style = style_over(style, *app_style(d->app, d->marks[i].role));
	return style;
}

static void draw_glyphs(struct drawing *d, int row, const struct paragraph *p)
{
	struct screen *screen = d->app->screen;
	int left = (int)view_left(d->app->view), used = 0;
	size_t i, span = 0;

	for (i = 0; i < d->glyphs.n; i++) {
		const struct glyph *g = &d->glyphs.items[i];
		struct style style = style_at(d, p, &span, g->begin);
		int col = (int)g->col - left, width = g->width;

		/* A glyph cut by the left edge leaves a blank. */
		if (col < used) {
			width -= used - col;
			col = used;
			if (width > 0)
				screen_fill(screen, row, d->column + col, width, style);
		} else {
			if (col > used)
				screen_fill(screen, row, d->column + used, col - used,
					    *app_style(d->app, ROLE_TEXT));
			if (p->clean.data[g->begin] == '\t' || col + width > d->width)
				screen_fill(screen, row, d->column + col,
					    col + width > d->width ? d->width - col : width, style);
			else if (width > 0)
				screen_put(screen, row, d->column + col, p->clean.data + g->begin,
					   g->len, width, style);
		}
		if (col + width > used)
			used = col + width;
		if (used >= d->width)
			return;
	}
	screen_fill(screen, row, d->column + used, d->width - used, *app_style(d->app, ROLE_TEXT));
}

static void draw_ruby(struct drawing *d, int row, const struct paragraph *p)
{
	const struct style *style = app_style(d->app, ROLE_READING);
	struct screen *screen = d->app->screen;
	size_t i;

	screen_fill(screen, row, d->column, d->width, *app_style(d->app, ROLE_TEXT));
	for (i = 0; i < p->n_rubies; i++) {
		const struct ruby *ruby = &p->rubies[i];
		const char *text = p->ruby_text.data + ruby->begin;
		size_t len = ruby->end - ruby->begin;
		uint32_t col, width;
		int at;

		if (!wrap_ruby_at(&d->glyphs, ruby, &col, &width))
			continue;
		at = (int)col - (int)view_left(d->app->view);
		if (at >= 0 && at < d->width)
			screen_text(screen, row, d->column + at,
				    (int)cluster_text_width(text, len, d->app->widths), text, len,
				    *style, d->app->widths);
	}
}

static void draw_paragraph_row(struct drawing *d, int at, const struct view_row *row)
{
	struct view *view = d->app->view;
	const struct layout *layout = view_layout(view, row);
	const struct paragraph *p = &layout->paragraph;
	struct range window = {view_left(view), view_left(view) + (uint64_t)d->width};

	wrap_glyphs_window(&layout->wrapped.rows[row->index], p,
			   &(struct wrap_options){.width = view_width(view),
						  .chop = d->app->settings.chop_long_lines,
						  .tab = 8,
						  .widths = d->app->widths},
			   window, &d->glyphs);
	if (row->kind == ROW_RUBY) {
		draw_ruby(d, at, p);
		return;
	}
	d->n_marks = 0;
	mark_headings(d, p);
	mark_highlights(d, p);
	mark_hits(d, p);
	if (d->app->visual.on)
		mark_range(d, p, d->app->visual.chosen, ROLE_SELECTION);
	draw_glyphs(d, at, p);
}

/* Margin and line number; both stand at the first row of a line. */
static void draw_gutter(struct drawing *d, int at, const struct view_row *row)
{
	struct app *app = d->app;
	const struct areas *a = &app->areas;
	const struct bookmark *b = bookmark_in(app, row);
	int before = d->column - a->text_column;
	uint64_t line;
	char number[32];
	int n;

	screen_fill(app->screen, at, a->text_column, before, *app_style(app, ROLE_TEXT));
	if (a->gutter == 0)
		return;
	if (app->settings.line_numbers && row->kind != ROW_END && row->kind != ROW_RUBY &&
	    (row->kind == ROW_FOLD || row->kind == ROW_GAP ||
	     (row->segment.starts_line && row->begin == row->segment.begin)) &&
	    whole_row_line(app, row->begin, &line)) {
		n = snprintf(number, sizeof(number), "%*llu", a->gutter - 2,
			     (unsigned long long)line + 1);
		screen_text(app->screen, at, d->column - a->gutter + 1, n, number, (size_t)n,
			    *app_style(app, ROLE_NUMBER), app->widths);
	}
	if (b == NULL && row->kind == ROW_TEXT)
		b = light_in(d, row);
	if (b != NULL) {
		char mark[2] = {b->letter != 0 ? b->letter : b->is_range ? '|' : '*', '\0'};

		screen_text(app->screen, at, d->column - a->gutter, 1, mark, 1,
			    *app_style(app, ROLE_BOOKMARK), app->widths);
	}
}

/* The cells of a row that the scroll bar never lies over. */
static int open_width(const struct drawing *d)
{
	const struct areas *a = &d->app->areas;

	return d->width - (a->bar_over && d->column + d->width == a->columns);
}

static void draw_row(struct drawing *d, int at, const struct view_row *row)
{
	const struct areas *a = &d->app->areas;
	int right = a->text_column + a->text_columns;

	draw_gutter(d, at, row);
	switch (row->kind) {
	case ROW_TEXT:
	case ROW_RUBY:
		draw_paragraph_row(d, at, row);
		break;
	case ROW_FOLD:
	case ROW_GAP:
		whole_row_draw(&(struct whole_row){d->app, at, d->column, open_width(d)}, row);
		break;
	case ROW_END:
		screen_fill(d->app->screen, at, d->column, d->width, *app_style(d->app, ROLE_TEXT));
		break;
	}
	screen_fill(d->app->screen, at, d->column + d->width, right - d->column - d->width,
		    *app_style(d->app, ROLE_TEXT));
}

static void draw_sticky(struct drawing *d, int at, uint32_t heading)
{
	struct app *app = d->app;
	const struct areas *a = &app->areas;
	const struct style *style = app_style(app, ROLE_STICKY);
	int indent = app->document->outline->items[heading].depth > 1
			     ? 2 * (app->document->outline->items[heading].depth - 1)
			     : 0;
	struct buffer title;

	if (indent > d->width / 3)
		indent = d->width / 3;
	buffer_init(&title);
	document_title(app->document, heading, &title);
	screen_fill(app->screen, at, a->text_column, a->text_columns, *style);
	screen_text(app->screen, at, d->column + indent, open_width(d) - indent, title.data,
		    title.len, *style, app->widths);
	buffer_release(&title);
}

static uint64_t mix(uint64_t h, uint64_t x)
{
	h = (h ^ x) * 0x9E3779B97F4A7C15u;
	return h ^ (h >> 29);
}

/* A hash of all that shows in a row besides its text. */
static uint64_t row_look(const struct drawing *d, const struct view_row *row)
{
	const struct bookmark *b = bookmark_in(d->app, row);
	uint64_t h = mix(d->app->look, row->kind);
	size_t i;

	h = mix(h, row->index);
	h = mix(h, b != NULL ? (uint64_t)b->letter + 1 : 0);
	for (i = 0; i < d->n_lights; i++)
		if (is_in_row((struct range){d->lights[i]->pos, d->lights[i]->end_pos}, row)) {
			h = mix(h, d->lights[i]->pos + d->lights[i]->colour);
			h = mix(h, d->lights[i]->end_pos);
		}
	if (d->app->visual.on && is_in_row(d->app->visual.chosen, row)) {
		h = mix(h, d->app->visual.chosen.begin);
		h = mix(h, d->app->visual.chosen.end);
	}
	for (i = 0; i < d->n_hits; i++)
		if (d->hits[i].begin < row->end && d->hits[i].end > row->begin) {
			h = mix(h, d->hits[i].begin);
			h = mix(h, d->hits[i].end + (d->hits[i].begin == d->app->search.hit.begin));
		}
	if (d->app->settings.line_numbers || row->kind == ROW_FOLD || row->kind == ROW_GAP)
		h = mix(h, row->end <= text_indexed(d->app->document->text));
	return h;
}

static bool same_row(const struct drawn_row *a, const struct drawn_row *b)
{
	return a->begin == b->begin && a->end == b->end && a->look == b->look;
}

/* By how many rows the wanted rows are those drawn before, moved up; negative: down; 0: not. */
static int find_shift(const struct drawn_row *drawn, const struct drawn_row *wanted, int n)
{
	int k, i = n / 2;

	for (k = 1; k <= n / 2; k++) {
		if (i + k < n && same_row(&drawn[i + k], &wanted[i]))
			return k;
		if (i - k >= 0 && same_row(&drawn[i - k], &wanted[i]))
			return -k;
	}
	return 0;
}

/* Lets the terminal move what only moved, where the text has its rows for itself. */
static void shift_rows(struct app *app, const struct drawn_row *wanted, int n)
{
	int k, i;

	if (app->areas.text_column != 0 || n < 4 || same_row(&app->drawn[n / 2], &wanted[n / 2]))
		return;
	k = find_shift(app->drawn, wanted, n);
	if (k == 0)
		return;
	screen_scroll(app->screen, 0, n, k);
	if (k > 0)
		memmove(app->drawn, app->drawn + k, (size_t)(n - k) * sizeof(app->drawn[0]));
	else
		memmove(app->drawn - k, app->drawn, (size_t)(n + k) * sizeof(app->drawn[0]));
	for (i = k > 0 ? n - k : 0; i < (k > 0 ? n : -k); i++)
		app->drawn[i].look = 0;
}

/* The hits in rows of text; what folded and left out rows stand for may be the whole text. */
static void find_hits(struct drawing *d, const struct view_row *rows, size_t n)
{
	struct finder *finder = d->app->document->finder;

	d->n_hits = 0;
	if (finder == NULL || d->app->search.hidden)
		return;
	for (size_t i = 0; i < n && d->n_hits < HITS_SHOWN; i++) {
		struct range shown = {rows[i].begin, rows[i].end};
		size_t room = HITS_SHOWN - d->n_hits, found;

		if (rows[i].kind != ROW_TEXT)
			continue;
		for (; i + 1 < n && rows[i + 1].begin == shown.end && rows[i + 1].kind == ROW_TEXT;
		     i++)
			shown.end = rows[i + 1].end;
		found = finder_hits_in(finder, shown, d->hits + d->n_hits, room);
		d->n_hits += found < room ? found : room;
	}
}

static void find_highlights(struct drawing *d, const struct view_row *rows, size_t n)
{
	const struct bookmarks *b = d->app->document->bookmarks;

	for (size_t i = 0; i < bookmarks_count(b) && d->n_lights < LIGHTS_SHOWN; i++) {
		const struct bookmark *m = bookmarks_at(b, i);

		if (m->pos >= rows[n - 1].end)
			break;
		if (m->is_range && m->end_pos > rows[0].begin && m->verdict != VERDICT_LOST)
			d->lights[d->n_lights++] = m;
	}
}

static void draw_rows(struct drawing *d, const struct view_row *rows, size_t n)
{
	struct app *app = d->app;
	uint32_t over[STICKY_SHOWN];
	size_t sticky = view_sticky(app->view, over, STICKY_SHOWN), i;
	struct drawn_row *wanted = memory_zalloc(n, sizeof(wanted[0]));

	for (i = 0; i < n; i++) {
		wanted[i].begin = i < sticky ? over[i] : rows[i].begin;
		wanted[i].end = i < sticky ? POS_NONE : rows[i].end;
		wanted[i].look = i < sticky ? mix(app->look, 77) : row_look(d, &rows[i]);
	}
	if (app->n_drawn == n)
		shift_rows(app, wanted, (int)n);
	for (i = 0; i < n; i++) {
		if (app->n_drawn == n && same_row(&app->drawn[i], &wanted[i]))
			continue;
		if (i < sticky)
			draw_sticky(d, (int)i, over[i]);
		else
			draw_row(d, (int)i, &rows[i]);
	}
	free(app->drawn);
	app->drawn = wanted;
	app->n_drawn = n;
}

/* Where the text's rows begin. */
static int text_begin(const struct app *app)
{
	return app->areas.text_column + app->areas.gutter + (int)view_margin(app->view);
}

bool reader_reaches_edge(const struct app *app, size_t i)
{
	uint32_t over[STICKY_SHOWN];
	const struct layout *layout;
	const struct view_row *rows;
	uint64_t end;
	size_t n;

	rows = view_rows(app->view, &n);
	if (!app->areas.bar_over || i >= n || i < view_sticky(app->view, over, STICKY_SHOWN) ||
	    (rows[i].kind != ROW_TEXT && rows[i].kind != ROW_RUBY))
		return false;
	layout = view_layout(app->view, &rows[i]);
	end = (uint64_t)text_begin(app) + layout->wrapped.rows[rows[i].index].width;
	return end >= (uint64_t)app->areas.columns + view_left(app->view);
}

void reader_draw(struct app *app)
{
	struct drawing d = {.app = app};
	size_t n;
	const struct view_row *rows = view_rows(app->view, &n);

	d.column = text_begin(app);
	d.width = (int)view_width(app->view);
	find_hits(&d, rows, n);
	find_highlights(&d, rows, n);
	draw_rows(&d, rows, n);
	if (app->prompt.kind == NULL && !app->pane.focused && app->areas.gutter > 0)
		screen_cursor(app->screen, (int)view_focus_row(app->view), d.column);
	glyphs_release(&d.glyphs);
}
