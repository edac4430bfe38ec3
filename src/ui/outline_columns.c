/* SPDX-License-Identifier: MIT */
/*
 * The right edge of the outline pane: hits of the search in a section, bookmarks in it, how long it
 * takes to say, how long it is.  All of the whole section, whether it is folded or not.
 */
#include <stdio.h>
#include <string.h>

#include "ui/app.h"
#include "ui/outline_pane.h"
#include "view/measure.h"

/* Titles have so many cells, if they need them; then come the columns. */
#define TITLE_ROOM 24

/* Blocks of the text that a frame may search anew to count hits exactly. */
#define COUNTED_A_FRAME 4

void pane_measure(struct app *app)
{
	struct pane *p = &app->pane;
	const struct document *d = app->document;

	if (p->measured || !p->open || !d->outline->complete)
		return;
	p->measured = true;
	p->measure = measure_start(text_source(d->text), d->outline, &app->wake);
	p->measuring = p->measure != NULL;
}

/* What a row stands for: the section; and for the document's title the whole text. */
static bool is_whole(const struct app *app, uint32_t heading)
{
	return app->document->outline->items[heading].level == 0;
}

static struct range section(const struct app *app, uint32_t heading)
{
	const struct outline *o = app->document->outline;

	if (is_whole(app, heading))
		return (struct range){0, text_size(app->document->text)};
	return (struct range){outline_begin(o, heading), outline_end(o, heading)};
}

static void write_marks(const struct app *app, uint32_t heading, struct pane_cells *cells)
{
	const struct bookmarks *b = app->document->bookmarks;
	struct range range = section(app, heading);
	size_t n = bookmarks_before(b, range.end) - bookmarks_before(b, range.begin);

	if (n == 1)
		snprintf(cells->marks, sizeof(cells->marks), "*");
	else if (n > 1)
		snprintf(cells->marks, sizeof(cells->marks), "%zu*", n);
}

/* 0, 999, 1.2k, 34k, 1.2M */
static void write_number(char *out, size_t size, uint64_t n)
{
	static const char units[] = " kMGT";
	double value = (double)n;
	int unit = 0;

	for (; value >= 999.5 && unit < 4; unit++)
		value /= 1000;
	if (unit == 0)
		snprintf(out, size, "%llu", (unsigned long long)n);
	else
		snprintf(out, size, value < 9.95 ? "%.1f%c" : "%.0f%c", value, units[unit]);
}

static void write_size(const struct app *app, uint32_t heading, struct pane_cells *cells)
{
	const struct pane *p = &app->pane;
	struct range range = section(app, heading);
	uint64_t characters;
	double seconds;
	char number[16];

	if (p->measure != NULL) {
		if (!(is_whole(app, heading)
			      ? measure_text(p->measure, &characters, &seconds)
			      : measure_section(p->measure, heading, &characters, &seconds)))
			return;
		write_number(cells->size, sizeof(cells->size), characters);
		if (seconds < 3599.5)
			snprintf(cells->time, sizeof(cells->time), "%d:%02d",
				 (int)(seconds + 0.5) / 60, (int)(seconds + 0.5) % 60);
		else
			snprintf(cells->time, sizeof(cells->time), "%dh%02d",
				 (int)(seconds / 60 + 0.5) / 60, (int)(seconds / 60 + 0.5) % 60);
		return;
	}
	/* Of a text too long to be measured the bytes are known. */
	if (p->measured) {
		write_number(number, sizeof(number), range.end - range.begin);
		snprintf(cells->size, sizeof(cells->size), "%sB", number);
	}
}

/* Counts the hits of a range; false if that would need more than is known. */
static bool count_cheaply(struct finder *f, struct range range, uint64_t *count, bool *any)
{
	struct finder_bounds begin, end;
	bool known = finder_bounds(f, range.begin, &begin) && finder_bounds(f, range.end, &end);

	*any = true;
	if (!known)
		return false;
	*any = end.most > begin.least;
	*count = end.least - begin.most;
	return begin.least == begin.most && end.least == end.most;
}

static void write_hits(struct app *app, uint32_t heading, int *budget, struct pane_cells *cells)
{
	struct pane *p = &app->pane;
	struct finder *f = app->document->finder;
	struct pane_hits *kept = &p->hits[heading % PANE_HITS_KEPT];
	struct range range = section(app, heading);
	uint64_t count, before;
	bool any;

	if (f == NULL)
		return;
	if (count_cheaply(f, range, &count, &any) || !any) {
		count = any ? count : 0;
	} else if (kept->heading == heading) {
		count = kept->count;
	} else if (*budget > 0 && finder_rank(f, range.begin, &before) &&
		   finder_rank(f, range.end, &count)) {
		--*budget;
		count -= before;
		*kept = (struct pane_hits){heading, count};
	} else {
		snprintf(cells->hits, sizeof(cells->hits), "·");
		p->more = p->more || *budget <= 0;
		return;
	}
	if (count > 0)
		write_number(cells->hits, sizeof(cells->hits), count);
}

void pane_hits_changed(struct app *app)
{
	for (size_t i = 0; i < PANE_HITS_KEPT; i++)
		app->pane.hits[i].heading = OUTLINE_NONE;
}

void pane_cells(struct app *app, const uint32_t *headings, size_t n, struct pane_cells *cells)
{
	struct pane *p = &app->pane;
	int budget = COUNTED_A_FRAME;
	struct finder *f = app->document->finder;

	/* What was counted before the scan had come by may lack hits. */
	if (f != NULL && finder_count(f) != p->hits_seen) {
		pane_hits_changed(app);
		p->hits_seen = finder_count(f);
	}
	p->more = false;
	memset(cells, 0, n * sizeof(cells[0]));
	for (size_t i = 0; i < n; i++) {
		write_hits(app, headings[i], &budget, &cells[i]);
		write_marks(app, headings[i], &cells[i]);
		write_size(app, headings[i], &cells[i]);
	}
}

static int cells_of(const struct app *app, const char *cell)
{
	return (int)cluster_text_width(cell, strlen(cell), app->widths);
}

static void widen(const struct app *app, int *column, const char *cell)
{
	int width = cells_of(app, cell);

	*column = *column > width ? *column : width;
}

/* Takes a column in if there is room, a blank before it; where there is none, there is none for
 * what is worth less either. */
static void take_column(int *column, int *room, struct pane_layout *all)
{
	if (*column == 0)
		return;
	++*column;
	if (*column > *room)
		*column = *room = 0;
	*room -= *column;
	all->all += *column;
}

int pane_room(int columns, int titles)
{
	return columns - (titles < TITLE_ROOM ? titles : TITLE_ROOM);
}

struct pane_layout pane_layout(const struct app *app, const struct pane_cells *cells, size_t n,
			       int room)
{
	struct pane_layout all = {0};

	for (size_t i = 0; i < n; i++) {
		widen(app, &all.hits, cells[i].hits);
		widen(app, &all.marks, cells[i].marks);
		widen(app, &all.time, cells[i].time);
		widen(app, &all.size, cells[i].size);
	}
	/* What was asked for comes first; the time is worth more than the size. */
	take_column(&all.hits, &room, &all);
	take_column(&all.marks, &room, &all);
	take_column(&all.time, &room, &all);
	take_column(&all.size, &room, &all);
	return all;
}

static void draw_cell(struct app *app, struct pane_place *place, int width, const char *cell,
		      enum role role)
{
	const struct style *style = place->style != NULL ? place->style : app_style(app, role);
	int used = cells_of(app, cell);

	if (width == 0)
		return;
	screen_fill(app->screen, place->row, place->column, width - used,
		    place->style != NULL ? *style : *app_style(app, ROLE_PANE));
	screen_text(app->screen, place->row, place->column + width - used, used, cell, strlen(cell),
		    *style, app->widths);
	place->column += width;
}

void pane_draw_cells(struct app *app, struct pane_place place, const struct pane_cells *cells,
		     const struct pane_layout *layout)
{
	draw_cell(app, &place, layout->hits, cells->hits, ROLE_PANE_HITS);
	draw_cell(app, &place, layout->marks, cells->marks, ROLE_BOOKMARK);
	draw_cell(app, &place, layout->time, cells->time, ROLE_NUMBER);
	draw_cell(app, &place, layout->size, cells->size, ROLE_NUMBER);
}
