/* SPDX-License-Identifier: MIT */
#include "ui/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "base/array.h"
#include "base/memory.h"
#include "text/cluster.h"
#include "ui/app.h"
#include "ui/marked.h"
#include "view/title_filter.h"
#include "view/title_matches.h"

/* A note is shown from so many cells on. */
#define NOTE_MIN 10

void list_init(struct list *l)
{
	memset(l, 0, sizeof(*l));
	buffer_init(&l->filter);
}

static void clear(struct list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		free(l->items[i].left);
		free(l->items[i].text);
		free(l->items[i].right);
		free(l->items[i].more);
		free(l->items[i].note);
		free(l->items[i].marks);
	}
	l->n = 0;
}

/* Stops looking for headings. */
static void stop_looking(struct list *l)
{
	title_matches_free(l->matches);
	title_filter_free(l->marker);
	l->matches = NULL;
	l->marker = NULL;
	l->same_query = false;
}

void list_release(struct list *l)
{
	clear(l);
	stop_looking(l);
	free(l->items);
	buffer_release(&l->filter);
}

struct list_item *list_add(struct list *l, const char *left, const char *text, const char *right)
{
	struct list_item *item;

	l->items = array_reserve(l->items, &l->capacity, l->n + 1, sizeof(l->items[0]));
	item = &l->items[l->n++];
	memset(item, 0, sizeof(*item));
	item->left = left != NULL ? memory_string(left) : NULL;
	item->text = memory_string(text);
	item->right = right != NULL ? memory_string(right) : NULL;
	return item;
}

/* Case and width folded, for comparing; the caller's. */
static char *fold(const char *s, size_t *len)
{
	return (char *)u8_casefold((const uint8_t *)s, strlen(s), NULL, UNINORM_NFKC, NULL, len);
}

bool list_passes(const struct list *l, const char *text)
{
	size_t text_len, filter_len;
	char *a, *b;
	bool passes;

	if (l->filter.len == 0)
		return true;
	a = fold(text, &text_len);
	b = fold(l->filter.data, &filter_len);
	passes = a != NULL && b != NULL && filter_len <= text_len;
	if (passes) {
		size_t i;

		passes = false;
		for (i = 0; i + filter_len <= text_len && !passes; i++)
			passes = memcmp(a + i, b, filter_len) == 0;
	}
	free(a);
	free(b);
	return passes;
}

/* The first row at or after (step 1) or before (-1) i that can be chosen; n if none. */
static size_t choosable(const struct list *l, size_t i, int step)
{
	while (i < l->n && l->items[i].title)
		i += (size_t)(long)step;
	return i < l->n ? i : l->n;
}

void list_rebuild(struct app *app)
{
	struct list *l = &app->list;

	clear(l);
	l->kind->fill(app, l);
	if (l->selected >= l->n)
		l->selected = l->n > 0 ? l->n - 1 : 0;
	if (choosable(l, l->selected, 1) < l->n)
		l->selected = choosable(l, l->selected, 1);
	else if (choosable(l, l->selected, -1) < l->n)
		l->selected = choosable(l, l->selected, -1);
}

void list_open(struct app *app, const struct list_kind *kind)
{
	struct list *l = &app->list;

	stop_looking(l);
	l->kind = kind;
	l->top = l->selected = 0;
	buffer_clear(&l->filter);
	list_rebuild(app);
}

void list_close(struct app *app)
{
	stop_looking(&app->list);
	app->list.kind = NULL;
	app->look++;
}

bool list_update(struct app *app)
{
	struct list *l = &app->list;

	if (l->matches == NULL || !title_matches_update(l->matches))
		return false;
	list_rebuild(app);
	return true;
}

bool list_busy(const struct app *app)
{
	return app->list.matches != NULL && !title_matches_complete(app->list.matches);
}

void list_outline_changed(struct app *app)
{
	if (app->list.kind != &heading_list)
		return;
	app->list.same_query = false;
	list_rebuild(app);
}

void list_leave_document(struct app *app)
{
	stop_looking(&app->list);
	app->list.kind = NULL;
}

bool list_move(struct app *app, long n)
{
	struct list *l = &app->list;
	int step = n > 0 ? 1 : -1;
	size_t i = l->selected;
	long left = n * step;

	if (l->kind->stays) {
		/* Help scrolls; nothing is chosen in it. */
		long rows = app->areas.text_rows - 1, top = (long)l->top + n;
		long max = (long)l->n > rows ? (long)l->n - rows : 0;

		top = top < 0 ? 0 : top > max ? max : top;
		if (top == (long)l->top)
			return false;
		l->top = (size_t)top;
		return true;
	}
	for (; left > 0; left--) {
		size_t next = choosable(l, i + (size_t)(long)step, step);

		if (next >= l->n)
			break;
		i = next;
	}
	if (i == l->selected)
		return false;
	l->selected = i;
	return true;
}

static int rows_of(const struct list_item *item)
{
	return item->more != NULL && item->more[0] != '\0' ? 2 : 1;
}

/* Scrolls so that the choice is shown. */
static void keep_choice(struct list *l, int height)
{
	size_t i;
	int rows = 0;

	if (l->kind->stays || l->n == 0)
		return;
	if (l->selected < l->top)
		l->top = l->selected;
	for (i = l->selected + 1; i > l->top; i--) {
		rows += rows_of(&l->items[i - 1]);
		if (rows > height) {
			l->top = i;
			return;
		}
	}
}

/* Text, and a note behind it if there is room for some of it, up to a column. */
static void draw_text(struct app *app, const struct list_item *item, struct marked m, int right)
{
	int used = (int)cluster_text_width(item->text, strlen(item->text), app->widths);

	m.width = right - m.column;
	m.text = item->text;
	m.len = strlen(item->text);
	m.marks = item->marks;
	marked_draw(app, &m);
	if (item->note == NULL || used + NOTE_MIN > m.width)
		return;
	m.column += used + 2;
	m.width = right - m.column;
	m.text = item->note;
	m.len = strlen(item->note);
	m.marks = NULL;
	m.style = style_over(m.style, *app_style(app, ROLE_PANE_OUTER));
	marked_draw(app, &m);
}

static void draw_item(struct app *app, int row, const struct list_item *item, bool chosen)
{
	int columns = app->areas.columns, column = 1, right_width = 0;
	struct style style = *app_style(app, chosen ? ROLE_SELECTED : ROLE_PANE);
	struct style left_style = style;

	if (item->title)
		style = *app_style(app, ROLE_HEADING);
	else if (!chosen)
		left_style = *app_style(app, app->list.kind->stays ? ROLE_KEY
					     : item->role != 0 ? item->role
							       : ROLE_BOOKMARK);
	screen_fill(app->screen, row, 0, columns, style);
	if (item->right != NULL)
		right_width =
			(int)cluster_text_width(item->right, strlen(item->right), app->widths);
	if (right_width > columns / 2)
		right_width = 0;
	if (item->left != NULL) {
		int width = app->list.kind->stays ? columns / 3 : columns / 4;
		int used = (int)cluster_text_width(item->left, strlen(item->left), app->widths);

		width = width > 24 ? 24 : width;
		screen_text(app->screen, row, column, used > width ? used : width, item->left,
			    strlen(item->left), left_style, app->widths);
		column += (used > width ? used : width) + 1;
	}
	draw_text(app, item, (struct marked){.row = row, .column = column, .style = style},
		  columns - right_width - (right_width > 0 ? 3 : 1));
	if (right_width > 0)
		screen_text(app->screen, row, columns - right_width - 1, right_width, item->right,
			    strlen(item->right), style, app->widths);
}

/* Rows that can be chosen. */
static size_t count(const struct list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += !l->items[i].title;
	return n;
}

static void draw_title(struct app *app)
{
	struct list *l = &app->list;
	struct buffer title;

	buffer_init(&title);
	buffer_printf(&title, " %s", l->kind->title);
	if (!l->kind->stays)
		buffer_printf(&title, "  %zu%s",
			      l->matches != NULL ? title_matches_count(l->matches) : count(l),
			      list_busy(app) ? "+" : "");
	if (l->filter.len > 0)
		buffer_printf(&title, "  with \"%s\"", l->filter.data);
	screen_text(app->screen, 0, 0, app->areas.columns, title.data, title.len,
		    *app_style(app, ROLE_STICKY), app->widths);
	buffer_release(&title);
}

/* Rows of a preview: where, and so many of the text. */
#define PREVIEW_TEXT 2
#define PREVIEW_FROM 12

/* Where the chosen item is, and what stands there, in the last rows. */
static void draw_preview(struct app *app, int row)
{
	const struct list *l = &app->list;
	struct buffer where, text;
	size_t pos = 0;

	buffer_init(&where);
	buffer_init(&text);
	l->kind->preview(app, &l->items[l->selected], &where, &text);
	screen_text(app->screen, row++, 0, app->areas.columns, where.data, where.len,
		    *app_style(app, ROLE_STICKY), app->widths);
	for (int i = 0; i < PREVIEW_TEXT; i++) {
		size_t len = cluster_fit(text.data + pos, text.len - pos,
					 (size_t)(app->areas.columns - 2), app->widths);

		screen_fill(app->screen, row, 0, 1, *app_style(app, ROLE_TEXT));
		screen_text(app->screen, row++, 1, app->areas.columns - 1, text.data + pos, len,
			    *app_style(app, ROLE_TEXT), app->widths);
		pos += len;
	}
	buffer_release(&text);
	buffer_release(&where);
}

/* Takes the rows of the preview off a height; false if there is none. */
static bool has_preview(const struct app *app, int *height)
{
	const struct list *l = &app->list;

	if (l->kind->preview == NULL || *height < PREVIEW_FROM || l->selected >= l->n)
		return false;
	*height -= 1 + PREVIEW_TEXT;
	return true;
}

void list_draw(struct app *app, int height)
{
	struct list *l = &app->list;
	const struct style *plain = app_style(app, ROLE_PANE);
	size_t i;
	int row = 1;

	if (has_preview(app, &height))
		draw_preview(app, height);
	keep_choice(l, height - 1);
	draw_title(app);
	if (l->n == 0 && height > 1) {
		const char *text = l->filter.len > 0 ? "nothing contains that" : l->kind->empty;

		screen_text(app->screen, row++, 0, app->areas.columns, text, strlen(text), *plain,
			    app->widths);
	}
	for (i = l->top; i < l->n && row < height; i++) {
		const struct list_item *item = &l->items[i];

		draw_item(app, row++, item, i == l->selected && !l->kind->stays);
		if (rows_of(item) == 2 && row < height) {
			screen_fill(app->screen, row, 0, app->areas.columns, *plain);
			screen_text(app->screen, row++, 3, app->areas.columns - 3, item->more,
				    strlen(item->more), *app_style(app, ROLE_READING), app->widths);
		}
	}
	for (; row < height; row++)
		screen_fill(app->screen, row, 0, app->areas.columns, *plain);
}

static unsigned filter_changed(struct app *app)
{
	struct list *l = &app->list;

	buffer_clear(&l->filter);
	buffer_append(&l->filter, app->prompt.text.data, app->prompt.text.len);
	l->selected = l->top = 0;
	l->same_query = false;
	list_rebuild(app);
	return EFFECT_DRAW;
}

static unsigned filter_step(struct app *app, int rows)
{
	list_move(app, rows);
	return EFFECT_DRAW;
}

static unsigned filter_accept(struct app *app)
{
	prompt_close(&app->prompt);
	/* The list of headings is there to be typed in: Enter goes at once. */
	if (app->list.kind == &heading_list)
		return command_list_go(app);
	return EFFECT_DRAW;
}

static unsigned filter_cancel(struct app *app)
{
	prompt_close(&app->prompt);
	buffer_clear(&app->list.filter);
	if (app->list.kind == &heading_list)
		list_close(app);
	else
		list_rebuild(app);
	return EFFECT_DRAW;
}

static const struct prompt_kind filter_prompt = {
	.changed = filter_changed,
	.step = filter_step,
	.accept = filter_accept,
	.cancel = filter_cancel,
};

unsigned list_filter_prompt(struct app *app)
{
	prompt_open(&app->prompt, &filter_prompt,
		    app->list.kind == &heading_list ? "heading: " : "filter: ", "");
	return EFFECT_DRAW;
}

/* Handlers that all lists share. */

static unsigned move_by(struct app *app, long rows)
{
	long times = (long)app_count(app, 1);

	if (!list_move(app, rows * times))
		app_say(app, "%s of the list", rows > 0 ? "end" : "start");
	return EFFECT_DRAW;
}

unsigned command_list_down(struct app *app)
{
	return move_by(app, 1);
}

unsigned command_list_up(struct app *app)
{
	return move_by(app, -1);
}

unsigned command_list_page_down(struct app *app)
{
	return move_by(app, app->areas.text_rows > 2 ? app->areas.text_rows - 2 : 1);
}

unsigned command_list_page_up(struct app *app)
{
	return move_by(app, app->areas.text_rows > 2 ? 2 - app->areas.text_rows : -1);
}

unsigned command_list_first(struct app *app)
{
	list_move(app, -(long)app->list.n - app->areas.text_rows);
	return EFFECT_DRAW;
}

unsigned command_list_last(struct app *app)
{
	list_move(app, (long)app->list.n + app->areas.text_rows);
	return EFFECT_DRAW;
}

unsigned command_list_go(struct app *app)
{
	struct list *l = &app->list;

	if (l->kind->stays)
		return command_list_down(app);
	if (l->selected >= l->n || l->items[l->selected].title) {
		app_say(app, "nothing to go to");
		return EFFECT_DRAW;
	}
	return l->kind->go(app, &l->items[l->selected]);
}

unsigned command_list_close(struct app *app)
{
	list_close(app);
	/* Without a document there is nothing behind the library. */
	return app->bare ? EFFECT_QUIT : EFFECT_DRAW;
}

static unsigned nothing_here(struct app *app)
{
	app_say(app, "that key does nothing in this list");
	return EFFECT_DRAW;
}

/* Does something with the chosen item. */
static unsigned with_choice(struct app *app,
			    unsigned (*verb)(struct app *app, const struct list_item *item))
{
	struct list *l = &app->list;

	if (verb == NULL)
		return nothing_here(app);
	if (l->selected >= l->n || l->items[l->selected].title) {
		app_say(app, "nothing is chosen");
		return EFFECT_DRAW;
	}
	return verb(app, &l->items[l->selected]);
}

unsigned command_list_edit(struct app *app)
{
	return with_choice(app, app->list.kind->edit);
}

unsigned command_list_delete(struct app *app)
{
	return with_choice(app, app->list.kind->remove);
}

unsigned command_list_paint(struct app *app)
{
	return with_choice(app, app->list.kind->paint);
}

unsigned command_list_move_to(struct app *app)
{
	return with_choice(app, app->list.kind->move_to);
}

unsigned command_list_undo(struct app *app)
{
	return app->list.kind->undo != NULL ? app->list.kind->undo(app) : nothing_here(app);
}

unsigned command_list_order(struct app *app)
{
	return app->list.kind->order != NULL ? app->list.kind->order(app) : nothing_here(app);
}

unsigned command_list_all(struct app *app)
{
	return app->list.kind->all != NULL ? app->list.kind->all(app) : nothing_here(app);
}

unsigned command_list_filter(struct app *app)
{
	return list_filter_prompt(app);
}
