/* SPDX-License-Identifier: MIT */
#include "ui/prompt.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "text/cluster.h"
#include "ui/app.h"

/* Longer input is cut: a prompt is one line. */
#define PROMPT_MAX 4096

void prompt_init(struct prompt *p)
{
	memset(p, 0, sizeof(*p));
	buffer_init(&p->label);
	buffer_init(&p->text);
	buffer_init(&p->typed);
}

void prompt_release(struct prompt *p)
{
	buffer_release(&p->label);
	buffer_release(&p->text);
	buffer_release(&p->typed);
}

static void set_text(struct prompt *p, const char *text)
{
	buffer_clear(&p->text);
	buffer_append_string(&p->text, text);
	p->cursor = p->text.len;
}

void prompt_open(struct prompt *p, const struct prompt_kind *kind, const char *label,
		 const char *text)
{
	p->kind = kind;
	p->recall = 0;
	buffer_clear(&p->label);
	buffer_append_string(&p->label, label);
	set_text(p, text);
}

void prompt_close(struct prompt *p)
{
	p->kind = NULL;
}

/* The start of the cluster before the cursor. */
static size_t cluster_before(const struct prompt *p, size_t cursor)
{
	size_t pos = 0, last = 0;

	while (pos < cursor) {
		last = pos;
		pos = cluster_end(p->text.data, p->text.len, pos);
	}
	return last;
}

static void erase(struct prompt *p, size_t begin, size_t end)
{
	assert(begin <= end && end <= p->text.len);
	memmove(p->text.data + begin, p->text.data + end, p->text.len - end);
	buffer_truncate(&p->text, p->text.len - (end - begin));
	p->cursor = begin;
}

static void insert(struct prompt *p, const char *bytes, size_t len)
{
	if (p->text.len + len > PROMPT_MAX)
		return;
	buffer_reserve(&p->text, len);
	memmove(p->text.data + p->cursor + len, p->text.data + p->cursor, p->text.len - p->cursor);
	memcpy(p->text.data + p->cursor, bytes, len);
	p->text.len += len;
	p->text.data[p->text.len] = '\0';
	p->cursor += len;
}

/* Where the word before the cursor begins: blanks, then what is no blank. */
static size_t word_before(const struct prompt *p)
{
	size_t pos = p->cursor;

	while (pos > 0 && p->text.data[pos - 1] == ' ')
		pos--;
	while (pos > 0 && p->text.data[pos - 1] != ' ')
		pos--;
	return pos;
}

/* Where the word behind the cursor ends. */
static size_t word_behind(const struct prompt *p)
{
	size_t pos = p->cursor;

	while (pos < p->text.len && p->text.data[pos] == ' ')
		pos++;
	while (pos < p->text.len && p->text.data[pos] != ' ')
		pos++;
	return pos;
}

static unsigned move_by(struct prompt *p, int clusters)
{
	if (clusters < 0)
		p->cursor = cluster_before(p, p->cursor);
	else if (p->cursor < p->text.len)
		p->cursor = cluster_end(p->text.data, p->text.len, p->cursor);
	return EFFECT_DRAW;
}

static unsigned changed(struct app *app)
{
	const struct prompt_kind *kind = app->prompt.kind;

	return EFFECT_DRAW | (kind->changed != NULL ? kind->changed(app) : EFFECT_NONE);
}

static unsigned delete_cluster(struct app *app)
{
	struct prompt *p = &app->prompt;

	if (p->cursor == p->text.len)
		return EFFECT_NONE;
	erase(p, p->cursor, cluster_end(p->text.data, p->text.len, p->cursor));
	return changed(app);
}

/* Brings an older (step 1) or newer search that begins like what was typed; or moves the choice. */
static unsigned recall(struct app *app, int step)
{
	struct prompt *p = &app->prompt;
	struct search *s = &app->search;
	size_t k = p->recall;

	if (p->kind->step != NULL)
		return p->kind->step(app, -step);
	if (!p->kind->history)
		return EFFECT_NONE;
	if (k == 0) {
		buffer_clear(&p->typed);
		buffer_append(&p->typed, p->text.data, p->text.len);
	}
	do {
		if ((step < 0 && k == 0) || (step > 0 && k == s->n_history))
			return EFFECT_NONE;
		k = step > 0 ? k + 1 : k - 1;
	} while (k != 0 && strncmp(s->history[s->n_history - k], p->typed.data, p->typed.len) != 0);
	p->recall = k;
	set_text(p, k == 0 ? p->typed.data : s->history[s->n_history - k]);
	return changed(app);
}

/* Puts in the next of what is offered; after the last one again what was typed. */
static unsigned offer_next(struct app *app)
{
	struct prompt *p = &app->prompt;
	struct buffer offered;

	if (p->kind->offer == NULL)
		return EFFECT_NONE;
	if (p->recall == 0) {
		buffer_clear(&p->typed);
		buffer_append(&p->typed, p->text.data, p->text.len);
	}
	buffer_init(&offered);
	if (p->kind->offer(p->typed.data, p->recall, &offered)) {
		p->recall++;
		set_text(p, offered.data);
	} else {
		p->recall = 0;
		set_text(p, p->typed.data);
	}
	buffer_release(&offered);
	return changed(app);
}

static unsigned control_key(struct app *app, uint32_t code)
{
	struct prompt *p = &app->prompt;

	switch (code) {
	case 'a':
		p->cursor = 0;
		return EFFECT_DRAW;
	case 'e':
		p->cursor = p->text.len;
		return EFFECT_DRAW;
	case 'u':
		erase(p, 0, p->cursor);
		return changed(app);
	case 'k':
		erase(p, p->cursor, p->text.len);
		return changed(app);
	case 'w':
		erase(p, word_before(p), p->cursor);
		return changed(app);
	case 'c':
	case 'g':
		return p->kind->cancel(app);
	case 'p':
		return recall(app, 1);
	case 'n':
		return recall(app, -1);
	case 'b':
		return move_by(p, -1);
	case 'f':
		return move_by(p, 1);
	case 'd':
		return delete_cluster(app);
	default:
		return EFFECT_NONE;
	}
}

static unsigned named_key(struct app *app, struct key key)
{
	struct prompt *p = &app->prompt;
	size_t end;

	switch (key.code) {
	case KEY_ENTER:
		if (key.modifiers == KEY_ALT && p->kind->lines) {
			insert(p, "\n", 1);
			return changed(app);
		}
		return p->kind->accept(app);
	case KEY_ESCAPE:
		return p->kind->cancel(app);
	case KEY_BACKSPACE:
		if (p->text.len == 0)
			return p->kind->cancel(app);
		end = p->cursor;
		erase(p, key.modifiers == KEY_ALT ? word_before(p) : cluster_before(p, end), end);
		return changed(app);
	case KEY_DELETE:
		return delete_cluster(app);
	case KEY_LEFT:
		if (key.modifiers == 0)
			return move_by(p, -1);
		p->cursor = word_before(p);
		return EFFECT_DRAW;
	case KEY_RIGHT:
		if (key.modifiers == 0)
			return move_by(p, 1);
		p->cursor = word_behind(p);
		return EFFECT_DRAW;
	case KEY_HOME:
		p->cursor = 0;
		return EFFECT_DRAW;
	case KEY_END:
		p->cursor = p->text.len;
		return EFFECT_DRAW;
	case KEY_TAB:
		return offer_next(app);
	case KEY_UP:
		return recall(app, 1);
	case KEY_DOWN:
		return recall(app, -1);
	default:
		return EFFECT_NONE;
	}
}

unsigned prompt_key(struct app *app, struct key key)
{
	struct buffer bytes;
	enum command_id id;

	if (app->prompt.kind->history && (key.modifiers != 0 || key.code >= KEY_FIRST_NAMED) &&
	    keymap_find(app->options.keymap, CONTEXT_QUERY, &key, 1, &id) == KEYMAP_COMMAND)
		return app_command(app, id);
	if (key.code >= KEY_FIRST_NAMED)
		return named_key(app, key);
	if (key.modifiers == KEY_CONTROL)
		return control_key(app, key.code);
	if (key.modifiers != 0)
		return EFFECT_NONE;
	buffer_init(&bytes);
	buffer_append_code_point(&bytes, key.code);
	insert(&app->prompt, bytes.data, bytes.len);
	buffer_release(&bytes);
	app->prompt.recall = 0;
	return changed(app);
}

unsigned prompt_paste(struct app *app, const char *text, size_t len)
{
	struct prompt *p = &app->prompt;
	size_t i = 0;

	/* A line break becomes a blank where the prompt holds one line; controls are left out. */
	while (i < len) {
		uint32_t c;
		size_t n = utf8_decode(text + i, len - i, &c);

		if (c == '\n' || c == '\t') {
			if (i + n < len)
				insert(p, p->kind->lines && c == '\n' ? "\n" : " ", 1);
		} else if (c != UTF8_BAD && c >= 0x20 && c != 0x7F) {
			insert(p, text + i, n);
		}
		i += n;
	}
	return changed(app);
}

/* Cells that are left for what is typed where a remark stands beside it. */
#define ROOM_LEAST 12

/* Draws the remark at the right end of the row; returns the cells that are left of it. */
static int draw_aside(struct app *app, int row, const struct prompt_aside *aside, int typed)
{
	const struct style *style = app_style(app, aside->wrong ? ROLE_ERROR : ROLE_PROMPT);
	int columns = app->areas.columns,
	    room = columns - (typed + 3 > ROOM_LEAST ? typed + 3 : ROOM_LEAST);
	const struct buffer *text = &aside->text;
	int width = (int)cluster_text_width(text->data, text->len, app->widths);

	if (width > room && !aside->wrong) {
		text = &aside->shorter;
		width = (int)cluster_text_width(text->data, text->len, app->widths);
		if (width > room)
			return columns;
	}
	if (width > columns - ROOM_LEAST)
		width = columns - ROOM_LEAST;
	if (text->len == 0 || width <= 0)
		return columns;
	screen_text(app->screen, row, columns - width, width, text->data, text->len, *style,
		    app->widths);
	return columns - width - 1;
}

/* Draws what is typed from begin on in [column, right), what is wrong in it in its own style. */
static void draw_typed(struct app *app, int row, const int *columns, size_t begin, size_t mark)
{
	const struct prompt *p = &app->prompt;
	const struct style *style = app_style(app, ROLE_PROMPT);
	const char *text = p->text.data;
	int column = columns[0];
	size_t width;

	screen_text(app->screen, row, column, columns[1] - column, text + begin,
		    p->text.len - begin, *style, app->widths);
	if (mark < begin || mark > p->text.len)
		return;
	width = cluster_text_width(text + begin, mark - begin, app->widths);
	if (width >= (size_t)(columns[1] - column))
		return;
	column += (int)width;
	/* At the end of what is typed a blank cell is marked: something is missing there. */
	if (mark == p->text.len) {
		screen_text(app->screen, row, column, 1, " ", 1, *app_style(app, ROLE_ERROR),
			    app->widths);
		return;
	}
	width = cluster_text_width(text + mark, cluster_end(text, p->text.len, mark) - mark,
				   app->widths);
	screen_text(app->screen, row, column, (int)width, text + mark,
		    cluster_end(text, p->text.len, mark) - mark, *app_style(app, ROLE_ERROR),
		    app->widths);
}

void prompt_draw(struct app *app, int row)
{
	struct prompt *p = &app->prompt;
	const struct style *style = app_style(app, ROLE_PROMPT);
	struct prompt_aside aside = {.mark = SIZE_MAX};
	int columns[2], used, room;
	size_t begin = 0, width;

	used = screen_text(app->screen, row, 0, app->areas.columns, p->label.data, p->label.len,
			   *style, app->widths);
	if (used > app->areas.columns - 4)
		used = 0;
	buffer_init(&aside.text);
	buffer_init(&aside.shorter);
	if (p->kind->describe != NULL)
		p->kind->describe(app, &aside);
	width = cluster_text_width(p->text.data, p->text.len, app->widths);
	columns[0] = used;
	columns[1] = draw_aside(app, row, &aside, used + (int)width);
	room = columns[1] - used - 1;
	/* Show the end of what stands before the cursor. */
	width = cluster_text_width(p->text.data, p->cursor, app->widths);
	while (begin < p->cursor && width > (size_t)(room > 0 ? room : 0)) {
		begin = cluster_end(p->text.data, p->text.len, begin);
		width = cluster_text_width(p->text.data + begin, p->cursor - begin, app->widths);
	}
	draw_typed(app, row, columns, begin, aside.mark);
	screen_cursor(app->screen, row, used + (int)width);
	buffer_release(&aside.text);
	buffer_release(&aside.shorter);
}
