/* SPDX-License-Identifier: MIT */
#include "ui/screen_memory.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define PLAIN_STYLE       \
	{                 \
		0, -1, -1 \
	}

/* A cell; the right half of a wide cluster has width 0 and no text. */
struct cell {
	char *text; /* owned; NULL is a blank */
	int width;
	struct style style;
};

/* Two frames, as a terminal has them: what is drawn, and what was shown last. */
struct frame {
	struct cell *cells; /* rows x columns */
	int rows, columns;
	int cursor_row, cursor_column;
};

struct screen_memory {
	struct screen screen; /* first, so that one pointer is the other */
	struct frame drawn, shown;
	int colours;
	size_t cost;
	struct buffer sent;
};

static const struct cell blank_cell = {NULL, 1, PLAIN_STYLE};

static struct screen_memory *memory_of(struct screen *s)
{
	return (struct screen_memory *)s;
}

static struct cell *cell_at(const struct frame *f, int row, int column)
{
	return &f->cells[(size_t)row * (size_t)f->columns + (size_t)column];
}

static size_t n_cells(const struct frame *f)
{
	return (size_t)f->rows * (size_t)f->columns;
}

static void frame_init(struct frame *f, int rows, int columns)
{
	size_t i;

	f->rows = rows;
	f->columns = columns;
	f->cursor_row = f->cursor_column = -1;
	f->cells = memory_zalloc(n_cells(f), sizeof(*f->cells));
	for (i = 0; i < n_cells(f); i++)
		f->cells[i] = blank_cell;
}

static void frame_release(struct frame *f)
{
	size_t i;

	for (i = 0; i < n_cells(f); i++)
		free(f->cells[i].text);
	free(f->cells);
}

static void cell_set(struct cell *cell, const char *text, size_t len, int width, struct style style)
{
	free(cell->text);
	cell->text = len != 0 ? memory_copy(text, len) : NULL;
	cell->width = width;
	cell->style = style;
}

/* Before a cell is drawn over: the other half of a wide cluster there becomes a blank. */
static void split_wide(struct frame *f, int row, int column)
{
	struct cell *cell = cell_at(f, row, column);

	if (cell->width == 0) {
		struct cell *left = cell_at(f, row, column - 1);

		cell_set(left, NULL, 0, 1, left->style);
	} else if (cell->width == 2) {
		struct cell *right = cell_at(f, row, column + 1);

		cell_set(right, NULL, 0, 1, right->style);
	}
}

static void memory_fill(struct screen *s, int row, int column, int width, struct style style)
{
	struct screen_memory *m = memory_of(s);
	int end = width < m->drawn.columns - column ? column + width : m->drawn.columns;

	if (row < 0 || row >= m->drawn.rows)
		return;
	for (column = column < 0 ? 0 : column; column < end; column++) {
		split_wide(&m->drawn, row, column);
		cell_set(cell_at(&m->drawn, row, column), NULL, 0, 1, style);
		m->cost++;
	}
}

static void memory_put(struct screen *s, int row, int column, const char *cluster, size_t len,
		       int width, struct style style)
{
	struct screen_memory *m = memory_of(s);
	int i;

	assert(width == 1 || width == 2);
	if (row < 0 || row >= m->drawn.rows || column < 0 || column >= m->drawn.columns)
		return;
	if (column + width > m->drawn.columns) {
		memory_fill(s, row, column, 1, style);
		return;
	}
	if (!screen_is_drawable(cluster, len)) {
		cluster = "?";
		len = width = 1;
	}
	for (i = 0; i < width; i++)
		split_wide(&m->drawn, row, column + i);
	cell_set(cell_at(&m->drawn, row, column), cluster, len, width, style);
	if (width == 2)
		cell_set(cell_at(&m->drawn, row, column + 1), NULL, 0, 0, style);
	m->cost += (size_t)width;
}

static void swap_cells(struct cell *a, struct cell *b)
{
	struct cell kept = *a;

	*a = *b;
	*b = kept;
}

static void blank_row(struct frame *f, int row)
{
	const struct style plain = PLAIN_STYLE;
	int column;

	for (column = 0; column < f->columns; column++)
		cell_set(cell_at(f, row, column), NULL, 0, 1, plain);
}

static void memory_scroll(struct screen *s, int top, int bottom, int n)
{
	struct frame *f = &memory_of(s)->drawn;
	int height, i, column;

	top = top < 0 ? 0 : top;
	bottom = bottom > f->rows ? f->rows : bottom;
	height = bottom - top;
	if (height <= 0 || n == 0)
		return;
	if (n > height || n < -height)
		n = height;
	/* Rows change places one by one, in the order in which none is needed later. */
	for (i = 0; i < height - (n < 0 ? -n : n); i++) {
		int to = n > 0 ? top + i : bottom - 1 - i;

		for (column = 0; column < f->columns; column++)
			swap_cells(cell_at(f, to, column), cell_at(f, to + n, column));
	}
	for (; i < height; i++)
		blank_row(f, n > 0 ? top + i : bottom - 1 - i);
}

static void memory_cursor(struct screen *s, int row, int column)
{
	memory_of(s)->drawn.cursor_row = row;
	memory_of(s)->drawn.cursor_column = column;
}

static void memory_flush(struct screen *s)
{
	struct screen_memory *m = memory_of(s);
	size_t i;

	frame_release(&m->shown);
	frame_init(&m->shown, m->drawn.rows, m->drawn.columns);
	m->shown.cursor_row = m->drawn.cursor_row;
	m->shown.cursor_column = m->drawn.cursor_column;
	for (i = 0; i < n_cells(&m->drawn); i++) {
		const struct cell *cell = &m->drawn.cells[i];

		cell_set(&m->shown.cells[i], cell->text,
			 cell->text != NULL ? strlen(cell->text) : 0, cell->width, cell->style);
	}
}

static void memory_size(struct screen *s, int *rows, int *columns)
{
	*rows = memory_of(s)->drawn.rows;
	*columns = memory_of(s)->drawn.columns;
}

static void memory_close(struct screen *s)
{
	struct screen_memory *m = memory_of(s);

	frame_release(&m->drawn);
	frame_release(&m->shown);
	buffer_release(&m->sent);
	free(m);
}

/* There is no terminal behind it that could have been disturbed or given back. */
static void memory_nothing(struct screen *s)
{
	(void)s;
}

/* Widths come with every cluster. */
static void memory_widths(struct screen *s, struct widths widths)
{
	(void)s;
	(void)widths;
}

static void memory_send(struct screen *s, const char *bytes, size_t len)
{
	buffer_append(&memory_of(s)->sent, bytes, len);
}

static int memory_input_fd(struct screen *s)
{
	(void)s;
	return -1;
}

static int memory_colours(struct screen *s)
{
	return memory_of(s)->colours;
}

static const struct screen_operations memory_operations = {
	.close = memory_close,
	.size = memory_size,
	.put = memory_put,
	.fill = memory_fill,
	.scroll = memory_scroll,
	.cursor = memory_cursor,
	.flush = memory_flush,
	.redraw = memory_nothing,
	.suspend = memory_nothing,
	.widths = memory_widths,
	.send = memory_send,
	.input_fd = memory_input_fd,
	.colours = memory_colours,
};

struct screen *screen_memory_new(int rows, int columns, int colours)
{
	struct screen_memory *m = memory_zalloc(1, sizeof(*m));

	assert(rows > 0 && columns > 0);
	m->screen.operations = &memory_operations;
	frame_init(&m->drawn, rows, columns);
	frame_init(&m->shown, rows, columns);
	buffer_init(&m->sent);
	m->colours = colours;
	return &m->screen;
}

void screen_memory_resize(struct screen *s, int rows, int columns)
{
	struct screen_memory *m = memory_of(s);
	struct frame old = m->drawn;
	int row, column;

	assert(rows > 0 && columns > 0);
	frame_init(&m->drawn, rows, columns);
	for (row = 0; row < rows && row < old.rows; row++) {
		for (column = 0; column < columns && column < old.columns; column++)
			swap_cells(cell_at(&m->drawn, row, column), cell_at(&old, row, column));
		/* A wide cluster that was cut through leaves a blank. */
		if (cell_at(&m->drawn, row, columns - 1)->width == 2)
			cell_set(cell_at(&m->drawn, row, columns - 1), NULL, 0, 1,
				 cell_at(&m->drawn, row, columns - 1)->style);
	}
	frame_release(&old);
}

static char style_letter(struct style style)
{
	static const char letters[] = "bdiurs";
	char letter = '.';
	int n = 0;
	int i;

	for (i = 0; letters[i] != '\0'; i++) {
		if ((style.flags & 1u << i) != 0) {
			letter = letters[i];
			n++;
		}
	}
	if (style.foreground >= 0 || style.background >= 0) {
		letter = 'c';
		n++;
	}
	return n > 1 ? '+' : letter;
}

static void cut_trailing(struct buffer *out, size_t begin, char what)
{
	while (out->len > begin && out->data[out->len - 1] == what)
		out->len--;
	if (out->capacity != 0)
		out->data[out->len] = '\0';
}

static void dump_text(const struct frame *f, int row, struct buffer *out)
{
	size_t begin = out->len;
	int column;

	for (column = 0; column < f->columns; column++) {
		const struct cell *cell = cell_at(f, row, column);

		if (cell->text != NULL)
			buffer_append_string(out, cell->text);
		else if (cell->width != 0)
			buffer_append_byte(out, ' ');
	}
	cut_trailing(out, begin, ' ');
	buffer_append_byte(out, '\n');
}

static void dump_styles(const struct frame *f, int row, struct buffer *out)
{
	size_t begin = out->len + 1;
	int column;

	buffer_append_byte(out, '~');
	for (column = 0; column < f->columns; column++)
		buffer_append_byte(out, style_letter(cell_at(f, row, column)->style));
	cut_trailing(out, begin, '.');
	buffer_append_byte(out, '\n');
}

void screen_memory_dump(struct screen *s, bool styles, struct buffer *out)
{
	const struct frame *f = &memory_of(s)->shown;
	int row;

	for (row = 0; row < f->rows; row++) {
		dump_text(f, row, out);
		if (styles)
			dump_styles(f, row, out);
	}
	if (styles && f->cursor_row >= 0)
		buffer_printf(out, "cursor %d %d\n", f->cursor_row, f->cursor_column);
}

void screen_memory_sent(struct screen *s, struct buffer *out)
{
	struct screen_memory *m = memory_of(s);

	buffer_append(out, m->sent.data, m->sent.len);
	buffer_clear(&m->sent);
}

size_t screen_memory_cost(struct screen *s)
{
	size_t cost = memory_of(s)->cost;

	memory_of(s)->cost = 0;
	return cost;
}
