/* SPDX-License-Identifier: MIT */
#include "view/view.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "view/history.h"
#include "view/sparse.h"

/* Headings over the text take a third of the height at most, and never more than this. */
#define STICKY_MAX 16

struct view {
	struct document *document;
	struct layout_cache *cache;
	struct rows stepper;
	struct view_options options;
	int height, columns;
	uint32_t left;

	struct view_row first; /* the row at the top */
	uint64_t focus;
	bool jumped; /* focus was set by a jump and is on the screen; else it follows scrolling */

	struct view_row *rows; /* what is shown, once `shown` */
	size_t capacity;
	bool shown;
	uint32_t sticky[STICKY_MAX];
	size_t n_sticky;
	size_t focus_row;

	struct history history;
};

struct view *view_new(struct document *document)
{
	struct view *v = memory_zalloc(1, sizeof(*v));

	v->document = document;
	v->cache = layout_cache_new(document);
	v->stepper.document = document;
	v->stepper.cache = v->cache;
	v->height = v->columns = 1;
	v->first = rows_end(&v->stepper);
	history_init(&v->history);
	return v;
}

void view_free(struct view *v)
{
	if (v == NULL)
		return;
	layout_cache_free(v->cache);
	free(v->rows);
	free(v);
}

struct document *view_document(struct view *v)
{
	return v->document;
}

const struct view_options *view_options(const struct view *v)
{
	return &v->options;
}

/* The headings around pos that would lie over it, outermost first: not the one whose own line
 * begins there.  Where there are too many the outer ones are left out. */
static size_t headings_over(const struct view *v, uint64_t pos, uint32_t headings[STICKY_MAX])
{
	const struct outline *o = v->document->outline;
	struct range bounds = folding_bounds(v->document->folding, text_size(v->document->text));
	size_t max = (size_t)v->height / 3, n = 0, k;
	uint32_t i = outline_section_at(o, pos);

	if (!v->options.sticky)
		return 0;
	if (max > STICKY_MAX)
		max = STICKY_MAX;
	for (; i != OUTLINE_NONE && n < max; i = outline_parent(o, i))
		if (outline_begin(o, i) < pos && outline_begin(o, i) >= bounds.begin &&
		    !(o->items[i].flags & HEADING_POINT))
			headings[n++] = i;
	for (k = 0; k < n / 2; k++) {
		uint32_t other = headings[k];

		headings[k] = headings[n - 1 - k];
		headings[n - 1 - k] = other;
	}
	return n;
}

/* Moves a row up by n rows, as far as there are rows; returns how many. */
static size_t step_up(const struct view *v, struct view_row *row, size_t n)
{
	size_t moved = 0;

	while (moved < n && rows_previous(&v->stepper, row, row))
		moved++;
	return moved;
}

static size_t step_down(const struct view *v, struct view_row *row, size_t n)
{
	size_t moved = 0;

	while (moved < n && rows_next(&v->stepper, row, row))
		moved++;
	return moved;
}

/* Puts a row below its own sticky headings. */
static void place(struct view *v, const struct view_row *row)
{
	uint32_t headings[STICKY_MAX];

	rows_with_ruby(&v->stepper, row, &v->first);
	step_up(v, &v->first, headings_over(v, row->begin, headings));
	v->shown = false;
}

static void place_pos(struct view *v, uint64_t pos)
{
	struct view_row row;

	if (rows_at(&v->stepper, pos, &row)) {
		place(v, &row);
	} else {
		v->first = rows_end(&v->stepper);
		v->shown = false;
	}
}

static void fill_rows(struct view *v)
{
	struct view_row row = v->first;
	bool more = row.kind != ROW_END;
	int i;

	v->rows = array_reserve(v->rows, &v->capacity, (size_t)v->height + 1, sizeof(v->rows[0]));
	for (i = 0; i < v->height; i++) {
		v->rows[i] = more ? row : rows_end(&v->stepper);
		more = more && rows_next(&v->stepper, &row, &row);
	}
}

/*
 * How many headings lie over the text depends on the first row that they leave free, and the other
 * way round: take the smallest number that fits.
 */
static void find_sticky(struct view *v)
{
	size_t s, n = 0;

	for (s = 0; s < (size_t)v->height; s++) {
		n = headings_over(v, v->rows[s].begin, v->sticky);
		if (v->rows[s].kind == ROW_END || n <= s)
			break;
	}
	v->n_sticky = s < (size_t)v->height && v->rows[s].kind != ROW_END ? n : 0;
}

static void find_focus_row(struct view *v)
{
	size_t i;

	v->focus_row = v->n_sticky < (size_t)v->height ? v->n_sticky : 0;
	if (!v->jumped) {
		if (v->rows[v->focus_row].kind == ROW_RUBY && v->focus_row + 1 < (size_t)v->height)
			v->focus_row++;
		v->focus = v->rows[v->focus_row].begin;
		return;
	}
	for (i = v->n_sticky; i < (size_t)v->height; i++)
		if (v->rows[i].kind != ROW_RUBY && v->focus >= v->rows[i].begin &&
		    (v->focus < v->rows[i].end || v->rows[i].kind == ROW_END)) {
			v->focus_row = i;
			return;
		}
}

static void show(struct view *v)
{
	if (v->shown)
		return;
	fill_rows(v);
	find_sticky(v);
	find_focus_row(v);
	v->shown = true;
}

/* Where the text ends above the last row, and there is more above, it is moved down. */
static void fill_from_end(struct view *v)
{
	int last = v->height - 1;

	show(v);
	while (last >= 0 && v->rows[last].kind == ROW_END)
		last--;
	if (last < 0 || last == v->height - 1)
		return;
	step_up(v, &v->first, (size_t)(v->height - 1 - last));
	v->shown = false;
}

void view_configure(struct view *v, int rows, int columns, const struct view_options *options)
{
	uint64_t focus = v->focus;
	struct wrap_options wrap = {.tab = 8};

	v->height = rows > 0 ? rows : 1;
	v->columns = columns > 0 ? columns : 1;
	v->options = *options;
	wrap.width = view_width(v);
	wrap.chop = options->chop;
	wrap.widths = options->widths;
	if (!options->chop)
		v->left = 0;
	layout_configure(v->cache, &wrap, options->readings, (size_t)v->height);
	place_pos(v, focus);
	fill_from_end(v);
}

/* More of a sparse tree has been found: the first row of it that stays keeps its place. */
static void follow_sparse(struct view *v)
{
	struct view_row row;
	size_t at = 0;

	if (!v->shown)
		return;
	while (at < (size_t)v->height && v->rows[at].kind == ROW_GAP)
		at++;
	if (at == (size_t)v->height || v->rows[at].kind == ROW_END)
		at = 0;
	if (!rows_at(&v->stepper, v->rows[at].begin, &row))
		return;
	v->first = row;
	step_up(v, &v->first, at);
	v->shown = false;
}

/* What is a fold row may be so no longer: the row of the same text is found again.  Sticky headings
 * that come only now must not cover the row that is read. */
static void follow_outline(struct view *v)
{
	bool known = v->shown || v->jumped;
	struct view_row row;

	if (rows_at(&v->stepper, v->first.begin, &row))
		rows_with_ruby(&v->stepper, &row, &v->first);
	v->shown = false;
	if (!known)
		return;
	fill_rows(v);
	find_sticky(v);
	if (v->n_sticky > 0 && v->focus < v->rows[v->n_sticky].begin)
		place_pos(v, v->focus);
}

void view_follow(struct view *v, unsigned changes)
{
	struct document *d = v->document;
	bool was_empty = v->first.kind == ROW_END;

	if (changes & DOCUMENT_GREW) {
		layout_forget(v->cache, v->shown && !was_empty ? v->rows[v->height - 1].begin : 0);
		v->shown = false;
		if (was_empty || v->first.begin >= text_size(d->text))
			place_pos(v, v->focus);
	}
	if (changes & DOCUMENT_OUTLINE)
		follow_outline(v);
	if (changes & DOCUMENT_SPARSE)
		follow_sparse(v);
}

const struct view_row *view_rows(struct view *v, size_t *n)
{
	show(v);
	*n = (size_t)v->height;
	return v->rows;
}

const struct layout *view_layout(struct view *v, const struct view_row *row)
{
	assert(row->kind == ROW_TEXT || row->kind == ROW_RUBY);
	return layout_get(v->cache, &row->segment);
}

size_t view_sticky(struct view *v, uint32_t *headings, size_t max)
{
	size_t n;

	show(v);
	n = v->n_sticky < max ? v->n_sticky : max;
	memcpy(headings, v->sticky, n * sizeof(headings[0]));
	return n;
}

uint32_t view_width(const struct view *v)
{
	uint32_t all = (uint32_t)v->columns;

	return v->options.columns != 0 && v->options.columns < all ? v->options.columns : all;
}

uint32_t view_margin(const struct view *v)
{
	return ((uint32_t)v->columns - view_width(v)) / 2;
}

uint32_t view_left(const struct view *v)
{
	return v->left;
}

void view_scroll_sideways(struct view *v, long cells)
{
	if (cells < 0 && (uint32_t)-cells > v->left)
		v->left = 0;
	else
		v->left = (uint32_t)((long)v->left + cells);
}

uint64_t view_top(const struct view *v)
{
	return v->first.begin;
}

uint64_t view_focus(const struct view *v)
{
	return v->focus;
}

size_t view_focus_row(struct view *v)
{
	show(v);
	return v->focus_row;
}

uint32_t view_section(struct view *v)
{
	show(v);
	return outline_section_at(v->document->outline, v->focus);
}

bool view_at_end(struct view *v)
{
	struct view_row row;

	show(v);
	row = v->rows[v->height - 1];
	return row.kind == ROW_END || !rows_next(&v->stepper, &row, &row);
}

bool view_at_start(struct view *v)
{
	struct view_row row = v->first;

	return !rows_previous(&v->stepper, &row, &row);
}

unsigned view_percent(struct view *v)
{
	struct range bounds = folding_bounds(v->document->folding, text_size(v->document->text));
	uint64_t end;

	show(v);
	end = v->rows[v->height - 1].end;
	if (bounds.end <= bounds.begin || end >= bounds.end)
		return 100;
	return (unsigned)((double)(end - bounds.begin) * 100 / (double)(bounds.end - bounds.begin));
}

bool view_scroll(struct view *v, long rows)
{
	size_t moved = 0;

	show(v);
	if (rows < 0) {
		moved = step_up(v, &v->first, (size_t)-rows);
	} else {
		/* Not past the row that brings the last one to the bottom. */
		struct view_row last = v->rows[v->height - 1];

		if (last.kind != ROW_END)
			moved = step_down(v, &last, (size_t)rows);
		step_down(v, &v->first, moved);
	}
	if (moved > 0)
		v->shown = v->jumped = false;
	return moved > 0;
}

bool view_page(struct view *v, int direction)
{
	struct view_row row;

	show(v);
	if (direction > 0) {
		row = v->rows[v->height - 1];
		if (view_at_end(v) || !rows_next(&v->stepper, &row, &row))
			return false;
		v->jumped = false;
		if (row.kind == ROW_RUBY)
			rows_next(&v->stepper, &row, &row);
		place(v, &row);
		/* A screen of one row, or one that sticky headings fill, still has to move. */
		return true;
	}
	row = v->rows[v->n_sticky];
	if (!rows_previous(&v->stepper, &row, &row))
		return false;
	v->jumped = false;
	step_up(v, &row, (size_t)v->height - 1);
	v->first = row;
	v->shown = false;
	return true;
}

/* Narrowing ends where a place outside is wanted. */
static void widen_for(struct view *v, uint64_t pos)
{
	struct folding *folding = v->document->folding;

	if (folding_is_narrow(folding) &&
	    !range_has(folding_bounds(folding, text_size(v->document->text)), pos))
		folding_narrow(folding, OUTLINE_NONE);
}

static void jump(struct view *v, uint64_t pos)
{
	widen_for(v, pos);
	folding_reveal(v->document->folding, pos);
	v->focus = pos;
	v->jumped = true;
	place_pos(v, pos);
}

void view_jump(struct view *v, uint64_t pos)
{
	if (v->document->sparse != NULL) {
		widen_for(v, pos);
		folding_reveal(v->document->folding, pos);
		sparse_reveal(v->document, pos);
	}
	jump(v, pos);
}

void view_jump_start(struct view *v)
{
	jump(v, folding_bounds(v->document->folding, text_size(v->document->text)).begin);
}

/* Opens what hides the text at pos: its own heading too, where that stands for it. */
static void open_text(struct view *v, uint64_t pos)
{
	struct folding *folding = v->document->folding;
	struct piece piece;

	widen_for(v, pos);
	folding_reveal(folding, pos);
	piece = folding_piece_at(folding, pos, text_size(v->document->text));
	if (piece.heading != OUTLINE_NONE && range_has(piece.range, pos))
		folding_set(folding, piece.heading, FOLD_OPEN);
	if (v->document->sparse != NULL)
		sparse_reveal(v->document, pos);
}

void view_show(struct view *v, uint64_t pos)
{
	size_t i;

	open_text(v, pos);
	v->shown = false;
	show(v);
	for (i = v->n_sticky; i < (size_t)v->height; i++)
		if (v->rows[i].kind == ROW_TEXT && pos >= v->rows[i].begin &&
		    pos < v->rows[i].end) {
			v->focus = pos;
			v->jumped = true;
			v->focus_row = i;
			return;
		}
	view_jump(v, pos);
}

void view_jump_end(struct view *v)
{
	struct view_row row = rows_end(&v->stepper);

	step_up(v, &row, (size_t)v->height);
	v->first = row;
	v->jumped = false;
	v->shown = false;
}

struct view_place view_place(const struct view *v)
{
	return (struct view_place){v->first.begin, v->focus, v->jumped};
}

void view_return(struct view *v, struct view_place place)
{
	struct view_row row;

	v->focus = place.focus;
	v->jumped = place.jumped;
	if (rows_at(&v->stepper, place.top, &row))
		rows_with_ruby(&v->stepper, &row, &v->first);
	v->shown = false;
}

/* Rows of nothing below the text; folding may leave many. */
static size_t empty_rows(const struct view *v)
{
	size_t n = 0;

	while (n < (size_t)v->height && v->rows[(size_t)v->height - 1 - n].kind == ROW_END)
		n++;
	return n;
}

void view_refold(struct view *v)
{
	uint64_t focus = v->focus;
	size_t at = v->focus_row;
	struct view_row row;

	v->shown = false;
	if (!rows_at(&v->stepper, focus, &row))
		return;
	/* The row of the focus stays where it was; hidden, its heading takes that place. */
	v->focus = row.kind == ROW_FOLD || row.kind == ROW_GAP ? row.begin : focus;
	v->jumped = true;
	v->first = row;
	step_up(v, &v->first, at);
	show(v);
	/* What folding has left empty is filled with what stands before. */
	step_up(v, &v->first, empty_rows(v));
	v->shown = false;
	show(v);
	if (v->focus_row < v->n_sticky || v->focus < v->rows[v->n_sticky].begin)
		place(v, &row);
}

bool view_gap(struct view *v, bool below, struct range *gap)
{
	size_t i;

	show(v);
	for (i = v->focus_row; i < (size_t)v->height; i++) {
		if (v->rows[i].kind == ROW_GAP) {
			*gap = (struct range){v->rows[i].begin, v->rows[i].end};
			return true;
		}
		if (!below)
			break;
	}
	return false;
}

void view_record(struct view *v)
{
	show(v);
	history_record(&v->history, v->focus);
}

/* Goes where the history says, at once. */
static bool visit(struct view *v, uint64_t pos)
{
	if (pos == POS_NONE)
		return false;
	/* Where the reader was on what is left out, that stays so. */
	jump(v, pos);
	return true;
}

bool view_back(struct view *v)
{
	show(v);
	return visit(v, history_back(&v->history, v->focus));
}

bool view_forward(struct view *v)
{
	show(v);
	return visit(v, history_forward(&v->history, v->focus));
}

bool view_swap(struct view *v)
{
	show(v);
	return visit(v, history_swap(&v->history, v->focus));
}
