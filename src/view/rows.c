/* SPDX-License-Identifier: MIT */
#include "view/rows.h"

#include <assert.h>

static uint64_t size_of(const struct rows *rows)
{
	return text_size(rows->document->text);
}

static struct piece piece_at(const struct rows *rows, uint64_t pos)
{
	return folding_piece_at(rows->document->folding, pos, size_of(rows));
}

static void set_fold(struct view_row *row, const struct piece *piece)
{
	row->kind = ROW_FOLD;
	row->begin = piece->range.begin;
	row->end = piece->range.end;
	row->heading = piece->heading;
	row->index = 0;
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
	struct piece piece;
	struct segment segment;
	const struct layout *layout;

	if (bounds.begin >= bounds.end)
		return false;
	if (pos >= bounds.end)
		pos = bounds.end - 1;
	if (pos < bounds.begin)
		pos = bounds.begin;
	piece = piece_at(rows, pos);
	if (piece.heading != OUTLINE_NONE) {
		set_fold(row, &piece);
		return true;
	}
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
	struct piece piece = piece_at(rows, pos);
	struct segment segment;

	if (piece.heading != OUTLINE_NONE) {
		set_fold(row, &piece);
		return true;
	}
	if (!text_segment_at(rows->document->text, pos, &segment))
		return false;
	set_row(row, layout_get(rows->cache, &segment), 0);
	return true;
}

bool rows_next(const struct rows *rows, const struct view_row *row, struct view_row *next)
{
	uint64_t end = folding_bounds(rows->document->folding, size_of(rows)).end;
	uint64_t pos = row->kind == ROW_FOLD ? row->end : row->segment.next;

	if (row->kind == ROW_END)
		return false;
	if (row->kind != ROW_FOLD) {
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
	uint64_t pos =
		row->kind == ROW_FOLD || row->kind == ROW_END ? row->begin : row->segment.begin;
	struct piece piece;
	struct segment segment;
	const struct layout *layout;

	if (row->kind != ROW_FOLD && row->kind != ROW_END && row->index > 0) {
		set_row(previous, layout_get(rows->cache, &row->segment), row->index - 1);
		return true;
	}
	if (pos <= begin)
		return false;
	piece = piece_at(rows, pos - 1);
	if (piece.heading != OUTLINE_NONE) {
		set_fold(previous, &piece);
		return true;
	}
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
