/* SPDX-License-Identifier: MIT */
#include "ui/scroll_bar.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "ui/app.h"

/* Narrower screens have no room for it. */
#define COLUMNS_LEAST 20

/* Blocks of the text that one drawing may scan anew to find the rows of its hits. */
#define SCANS_A_FRAME 2

enum scroll_bar_setting { BAR_AUTO, BAR_ON, BAR_OFF };

enum scroll_mark { MARK_HEADING = 1 << 0, MARK_BOOKMARK = 1 << 1, MARK_HIT = 1 << 2 };

void scroll_bar_release(struct scroll_bar *bar)
{
	free(bar->marks);
}

int scroll_bar_columns(const struct app *app)
{
	const struct document *d = app->document;

	if (app->areas.columns < COLUMNS_LEAST || app->settings.scroll_bar == BAR_OFF)
		return 0;
	if (app->settings.scroll_bar == BAR_ON)
		return 1;
	/* While a query is typed it neither comes nor goes. */
	if (app->prompt.kind != NULL)
		return app->areas.bar_columns;
	return (d->finder != NULL && finder_count(d->finder) > 0) ||
	       bookmarks_count(d->bookmarks) > 0;
}

bool scroll_bar_comes_and_goes(const struct app *app)
{
	return app->settings.scroll_bar == BAR_AUTO;
}

static struct range readable(const struct app *app)
{
	return folding_bounds(app->document->folding, text_size(app->document->text));
}

/* What a row stands for. */
static struct range share(const struct app *app, size_t row)
{
	struct range all = readable(app);
	double part = (double)(all.end - all.begin) / (double)app->areas.text_rows;
	struct range share = {all.begin + (uint64_t)(part * (double)row),
			      all.begin + (uint64_t)(part * (double)(row + 1))};

	if (row + 1 == (size_t)app->areas.text_rows)
		share.end = all.end;
	return share;
}

/* The row that a place is in. */
static size_t row_of(const struct app *app, uint64_t pos)
{
	struct range all = readable(app);
	size_t n = (size_t)app->areas.text_rows, row;

	if (pos <= all.begin || all.end <= all.begin)
		return 0;
	row = (size_t)((double)(pos - all.begin) / (double)(all.end - all.begin) * (double)n);
	return row < n ? row : n - 1;
}

/* Whether a heading of the first depth begins in a range. */
static bool has_heading(const struct outline *o, struct range range)
{
	uint32_t i = range.begin > 0 ? outline_at(o, range.begin - 1, true) : OUTLINE_NONE;

	i = i == OUTLINE_NONE ? 0 : i + 1;
	while (i < o->n && o->items[i].depth > 1 && o->items[i].parent != OUTLINE_NONE)
		i = o->items[o->items[i].parent].next;
	while (i < o->n && (o->items[i].depth != 1 || (o->items[i].flags & HEADING_POINT)) &&
	       outline_begin(o, i) < range.end)
		i = o->items[i].next;
	return i < o->n && outline_begin(o, i) < range.end;
}

static void find_marks(struct app *app)
{
	struct scroll_bar *bar = &app->scroll_bar;
	const struct document *d = app->document;
	struct finder_look look = {.scans = SCANS_A_FRAME};
	size_t headings = 0;

	for (size_t i = 0; i < bar->n; i++) {
		struct range range = share(app, i);

		bar->marks[i] = 0;
		if (has_heading(d->outline, range))
			bar->marks[i] |= MARK_HEADING;
		headings += bar->marks[i];
		if (bookmarks_in(d->bookmarks, range) != NULL)
			bar->marks[i] |= MARK_BOOKMARK;
		if (d->finder != NULL && !app->search.hidden && finder_any(d->finder, range, &look))
			bar->marks[i] |= MARK_HIT;
	}
	for (size_t i = 0; i < bar->n && headings > bar->n / 2; i++)
		bar->marks[i] &= (unsigned char)~MARK_HEADING;
	bar->rough = look.rough;
	/* The rest in the next frames. */
	if (look.rough && look.scans == 0)
		wake_signal(&app->wake);
}

static uint64_t mix(uint64_t h, uint64_t x)
{
	h = (h ^ x) * 0x9E3779B97F4A7C15u;
	return h ^ (h >> 29);
}

/* A hash of what the marks follow from. */
static uint64_t key_of(const struct app *app)
{
	const struct document *d = app->document;
	struct range all = readable(app);
	uint64_t h = mix(all.begin, all.end);

	h = mix(h, (uint64_t)app->areas.text_rows);
	h = mix(h, d->finder != NULL ? finder_count(d->finder) : POS_NONE);
	h = mix(h, app->search.started);
	h = mix(h, app->search.hidden);
	h = mix(h, d->outline->n);
	h = mix(h, d->outline->end);
	for (size_t i = 0; i < bookmarks_count(d->bookmarks); i++)
		h = mix(h, bookmarks_at(d->bookmarks, i)->pos);
	return h;
}

static void update(struct app *app)
{
	struct scroll_bar *bar = &app->scroll_bar;
	uint64_t key = key_of(app);

	if (bar->n == (size_t)app->areas.text_rows && bar->key == key && !bar->rough)
		return;
	bar->n = (size_t)app->areas.text_rows;
	bar->key = key;
	bar->marks = array_reserve(bar->marks, &bar->capacity, bar->n, 1);
	find_marks(app);
}

static void draw_row(struct app *app, size_t row, bool here)
{
	static const struct {
		unsigned char mark;
		char text;
		enum role role;
	} looks[] = {{MARK_HIT, '-', ROLE_PANE_HITS},
		     {MARK_BOOKMARK, '*', ROLE_BOOKMARK},
		     {MARK_HEADING, '.', ROLE_HEADING}};
	struct style style = *app_style(app, here ? ROLE_BAR_HERE : ROLE_BAR);
	const char *text = " ";

	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		if (app->scroll_bar.marks[row] & looks[i].mark) {
			struct style over = *app_style(app, looks[i].role);

			over.background = -1;
			style = style_over(style, over);
			text = &looks[i].text;
			break;
		}
	screen_put(app->screen, (int)row, app->areas.columns - 1, text, 1, 1, style);
}

void scroll_bar_draw(struct app *app)
{
	size_t n, first, last;
	const struct view_row *rows = view_rows(app->view, &n);

	if (app->areas.bar_columns == 0)
		return;
	update(app);
	first = row_of(app, rows[0].begin);
	last = row_of(app, rows[n - 1].end > rows[0].begin ? rows[n - 1].end - 1 : rows[0].begin);
	for (size_t i = 0; i < app->scroll_bar.n; i++)
		if (!reader_reaches_edge(app, i))
			draw_row(app, i, i >= first && i <= last);
}

unsigned scroll_bar_click(struct app *app, int row)
{
	struct document *d = app->document;
	struct range range = share(app, (size_t)row), hit;
	uint64_t pos = range.begin + (range.end - range.begin) / 2;
	struct segment segment;

	if (d->finder != NULL && finder_next(d->finder, range.begin, &hit) == FINDER_FOUND &&
	    hit.begin < range.end) {
		app->search.hit = hit;
		view_record(app->view);
		view_show(app->view, hit.begin);
		return EFFECT_DRAW;
	}
	for (size_t i = 0; i < bookmarks_count(d->bookmarks); i++)
		if (range_has(range, bookmarks_at(d->bookmarks, i)->pos))
			pos = bookmarks_at(d->bookmarks, i)->pos;
	if (text_segment_at(d->text, pos, &segment))
		app_jump(app, segment.begin);
	return EFFECT_DRAW;
}
