/* SPDX-License-Identifier: MIT */
#include "view/rows.h"

#include <assert.h>

#include "view/sparse.h"

static uint64_t size_of(const struct rows *rows)
{
	return text_size(rows->document->text);
}

/* Whether one row stands for all that is at pos: a heading, or what is left out. */
static bool set_whole(const struct rows *rows, uint64_t pos, struct view_row *row)
{
	struct document *d = rows->document;
	struct gap gap;
	struct piece piece;

	if (d->sparse != NULL && sparse_gap_at(d, pos, &gap)) {
		row->kind = ROW_GAP;
		row->begin = gap.range.begin;
		row->end = gap.range.end;
		row->heading = OUTLINE_NONE;
		row->index = 0;
		return true;
	}
	piece = folding_piece_at(d->folding, pos, size_of(rows));
	if (piece.heading == OUTLINE_NONE)
		return false;
	row->kind = ROW_FOLD;
	row->begin = piece.range.begin;
	row->end = piece.range.end;
	row->heading = piece.heading;
	row->index = 0;
	return true;
}

/* Whether it is a row of a segment. */
static bool has_segment(const struct view_row *row)
{
	return row->kind == ROW_TEXT || row->kind == ROW_RUBY;
}

/* Fills a row of a segment, whose layout is at hand. */
static void set_row(struct view_row *row, const struct layout *layout, size_t index)
{
	const struct wrap_row *w = &layout->wrapped.rows[index];

	row->kind = w->ruby ? ROW_RUBY : ROW_TEXT;
	row->segment = layout->paragraph.segment;
	row->index = index;
	row->heading = OUTLINE_NONE;
	row->begin = index == 0 || w->begin == 0
			     ? row->segment.begin
			     : paragraph_to_source(&layout->paragraph, w->begin);
	row->end = w->next >= layout->paragraph.clean.len
			   ? row->segment.next
			   : paragraph_to_source(&layout->paragraph, w->next);
}

bool rows_at(const struct rows *rows, uint64_t pos, struct view_row *row)
{
	struct range bounds = folding_bounds(rows->document->folding, size_of(rows));
	struct segment segment;
	const struct layout *layout;

	if (bounds.begin >= bounds.end)
		return false;
	if (pos >= bounds.end)
		pos = bounds.end - 1;
	if (pos < bounds.begin)
		pos = bounds.begin;
	if (set_whole(rows, pos, row))
		return true;
	if (!text_segment_at(rows->document->text, pos, &segment))
		return false;
	layout = layout_get(rows->cache, &segment);
	set_row(row, layout,
		wrap_row_of(&layout->wrapped, paragraph_from_source(&layout->paragraph, pos)));
	return true;
}

/* The first row (of readings, if it has one) at a place where a segment or a piece begins. */
static bool first_row_at(const struct rows *rows, uint64_t pos, struct view_row *row)
{
	struct segment segment;

	if (set_whole(rows, pos, row))
		return true;
	if (!text_segment_at(rows->document->text, pos, &segment))
		return false;
	set_row(row, layout_get(rows->cache, &segment), 0);
	return true;
}

bool rows_next(const struct rows *rows, const struct view_row *row, struct view_row *next)
{
	uint64_t end = folding_bounds(rows->document->folding, size_of(rows)).end;
	uint64_t pos = has_segment(row) ? row->segment.next : row->end;

	if (row->kind == ROW_END)
		return false;
	if (has_segment(row)) {
		const struct layout *layout = layout_get(rows->cache, &row->segment);

		if (row->index + 1 < layout->wrapped.n_rows) {
			set_row(next, layout, row->index + 1);
			return true;
		}
	}
	return pos < end && first_row_at(rows, pos, next);
}

bool rows_previous(const struct rows *rows, const struct view_row *row, struct view_row *previous)
{
	uint64_t begin = folding_bounds(rows->document->folding, size_of(rows)).begin;
	uint64_t pos = has_segment(row) ? row->segment.begin : row->begin;
	struct segment segment;
	const struct layout *layout;

	if (has_segment(row) && row->index > 0) {
		set_row(previous, layout_get(rows->cache, &row->segment), row->index - 1);
		return true;
	}
	if (pos <= begin)
		return false;
	if (set_whole(rows, pos - 1, previous))
		return true;
	if (!text_segment_at(rows->document->text, pos - 1, &segment))
		return false;
	layout = layout_get(rows->cache, &segment);
	assert(layout->wrapped.n_rows > 0);
	set_row(previous, layout, layout->wrapped.n_rows - 1);
	return true;
}

void rows_with_ruby(const struct rows *rows, const struct view_row *row, struct view_row *upper)
{
	struct view_row above;

	*upper = *row;
	if (row->kind == ROW_TEXT && row->index > 0 && rows_previous(rows, row, &above) &&
	    above.kind == ROW_RUBY)
		*upper = above;
}

struct view_row rows_end(const struct rows *rows)
{
	struct view_row row = {.kind = ROW_END, .heading = OUTLINE_NONE};

	row.begin = row.end = folding_bounds(rows->document->folding, size_of(rows)).end;
	return row;
}
