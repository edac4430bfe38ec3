/* SPDX-License-Identifier: MIT */
/*
 * The selection of V: from rows, or a sentence, paragraph or section, to the row of a cursor.  Row
 * by row the cursor moves on the screen, which scrolls where it has to; what goes further (pages,
 * headings, searches) is done by the view as ever, and the cursor is where that leads.
 */
#include <string.h>

#include "ui/app.h"
#include "view/passage.h"

/* What a terminal takes in one OSC 52: xterm and others stop near 100 KB of base64. */
#define COPY_MAX 65536

/* The row of the cursor among those shown; n if it is not there. */
static size_t cursor_row(const struct app *app, const struct view_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((rows[i].kind == ROW_TEXT || rows[i].kind == ROW_FOLD) &&
		    rows[i].begin <= app->visual.cursor &&
		    (app->visual.cursor < rows[i].end || i + 1 >= n ||
		     rows[i + 1].kind == ROW_END || app->visual.cursor < rows[i + 1].begin))
			return i;
	return n;
}

/* From what was chosen first to the row of the cursor. */
static void choose(struct app *app)
{
	struct visual *v = &app->visual;
	size_t n;
	const struct view_row *rows = view_rows(app->view, &n);
	size_t i = cursor_row(app, rows, n);
	struct range row = {v->cursor, v->cursor};

	if (i < n)
		row = (struct range){rows[i].begin, rows[i].end};
	v->chosen = v->origin;
	if (row.begin < v->chosen.begin)
		v->chosen.begin = row.begin;
	if (row.end > v->chosen.end)
		v->chosen.end = row.end;
	v->focus = view_focus(app->view);
	app->dirty = true;
}

void visual_follow(struct app *app)
{
	struct visual *v = &app->visual;

	if (!v->on || view_focus(app->view) == v->focus)
		return;
	v->cursor = view_focus(app->view);
	choose(app);
}

void visual_end(struct app *app)
{
	app->visual.on = false;
	app->dirty = true;
}

/* The next row that can be chosen, of those shown; n if there is none. */
static size_t step(struct app *app, const struct view_row *rows, size_t n, size_t i, int direction)
{
	uint32_t over[16];
	size_t sticky = view_sticky(app->view, over, 16);

	do {
		if (direction < 0 && i <= sticky)
			return n;
		i = direction < 0 ? i - 1 : i + 1;
	} while (i < n && rows[i].kind == ROW_RUBY);
	return i < n && rows[i].kind != ROW_END ? i : n;
}

/* One row on or back; false at the ends of the text. */
static bool move_cursor(struct app *app, int direction)
{
	for (int tries = 0; tries < 3; tries++) {
		size_t n;
		const struct view_row *rows = view_rows(app->view, &n);
		size_t i = cursor_row(app, rows, n), next;

		if (i == n) {
			view_show(app->view, app->visual.cursor);
			continue;
		}
		next = step(app, rows, n, i, direction);
		if (next < n) {
			app->visual.cursor = rows[next].begin;
			return true;
		}
		/* A row of readings comes with the row below it. */
		if (!view_scroll(app->view, direction))
			return false;
	}
	return false;
}

static unsigned move_rows(struct app *app, int direction)
{
	unsigned long count = app_count(app, 1);
	bool moved = true;

	for (; count > 0 && moved; count--)
		moved = move_cursor(app, direction);
	choose(app);
	if (!moved)
		app_say(app, "%s of the text", direction > 0 ? "end" : "start");
	return EFFECT_DRAW;
}

/* The section `up` levels above the innermost one around pos; the whole text where there is none.
 */
static struct range section_above(struct app *app, uint64_t pos, unsigned up)
{
	const struct outline *o = app->document->outline;
	uint32_t i = outline_section_at(o, pos);

	for (; i != OUTLINE_NONE && up > 0; up--)
		i = outline_parent(o, i);
	if (i == OUTLINE_NONE)
		return (struct range){0, text_size(app->document->text)};
	return (struct range){outline_begin(o, i), outline_end(o, i)};
}

static struct range passage_of(struct app *app, unsigned level, uint64_t pos)
{
	switch (level) {
	case 1:
		return passage_around(app->document, PASSAGE_SENTENCE, pos);
	case 2:
		return passage_around(app->document, PASSAGE_PARAGRAPH, pos);
	case 3:
		return passage_around(app->document, PASSAGE_SECTION, pos);
	default:
		return section_above(app, pos, level - 3);
	}
}

static const char *level_name(unsigned level)
{
	static const char *const names[] = {"rows", "the sentence", "the paragraph", "the section"};

	return level < 4 ? names[level] : "the section around it";
}

/* Widens to the next level that is more than what is chosen; a sentence may be less than a row. */
static void widen(struct app *app, unsigned level)
{
	struct visual *v = &app->visual;
	uint64_t pos = v->origin.begin, size = text_size(app->document->text);
	struct range wider;

	do {
		wider = passage_of(app, level, pos);
		v->level = level++;
	} while (v->level > 1 && wider.end - wider.begin <= v->chosen.end - v->chosen.begin &&
		 wider.end - wider.begin < size && level < UINT8_MAX);
	v->origin = v->chosen = wider;
	v->cursor = pos;
	if (wider.begin == 0 && wider.end == size)
		app_say(app, "the whole text: 1-4 highlight, M names, Y copies");
	else
		app_say(app, "%s: 1-4 highlight, M names, Y copies, V more", level_name(v->level));
}

static void begin(struct app *app)
{
	struct visual *v = &app->visual;
	size_t n, i;
	const struct view_row *rows = view_rows(app->view, &n);

	*v = (struct visual){.on = true, .focus = view_focus(app->view)};
	v->cursor = v->focus;
	v->origin = (struct range){v->cursor, v->cursor};
	i = cursor_row(app, rows, n);
	if (i < n)
		v->origin = (struct range){rows[i].begin, rows[i].end};
	v->cursor = v->origin.begin;
	v->chosen = v->origin;
	app_say(app, "rows: 1-4 highlight, M names, Y copies, V the sentence");
}

unsigned command_select(struct app *app)
{
	bool was_on = app->visual.on;

	if (!was_on)
		begin(app);
	if (app->has_count && app->count > 1)
		widen(app, app->count > 100 ? 100 : (unsigned)app->count - 1);
	else if (was_on)
		widen(app, app->visual.level + 1);
	return EFFECT_DRAW;
}

/* RFC 4648. */
static void put_base64(const struct buffer *in, struct buffer *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < in->len; i += 3) {
		uint32_t three = 0;
		size_t n = in->len - i < 3 ? in->len - i : 3;

		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (k < n ? (unsigned char)in->data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			buffer_append_byte(out, k <= n ? digits[three >> (18 - 6 * k) & 63] : '=');
	}
}

unsigned command_copy(struct app *app)
{
	struct range range = app->visual.on ? app->visual.chosen
					    : passage_around(app->document, PASSAGE_PARAGRAPH,
							     view_focus(app->view));
	struct buffer text, sequence;

	buffer_init(&text);
	buffer_init(&sequence);
	if (!passage_text(app->document, range, COPY_MAX, &text)) {
		app_complain(app, "not copied: that is more than terminals take (64 KiB)");
	} else if (text.len == 0) {
		app_say(app, "nothing is chosen");
	} else {
		buffer_append_string(&sequence, "\033]52;c;");
		put_base64(&text, &sequence);
		buffer_append_byte(&sequence, '\a');
		screen_send(app->screen, sequence.data, sequence.len);
		app_say(app, "copied: %zu bytes", text.len);
		visual_end(app);
	}
	buffer_release(&sequence);
	buffer_release(&text);
	return EFFECT_DRAW;
}

bool visual_key(struct app *app, struct key key, unsigned *effects)
{
	if (!app->visual.on || app->list.kind != NULL || app->pane.focused || app->has_count)
		return false;
	if (key.modifiers == 0 && key.code >= '1' && key.code < '1' + BOOKMARK_COLOURS) {
		bookmark_highlight(app, app->visual.chosen, (unsigned)(key.code - '0'));
	} else if (key.code == KEY_ESCAPE || (key.code == 'c' && key.modifiers == KEY_CONTROL)) {
		visual_end(app);
		app_say(app, "nothing is chosen");
	} else {
		return false;
	}
	*effects = EFFECT_DRAW;
	return true;
}

bool visual_command(struct app *app, enum command_id id, unsigned *effects)
{
	if (!app->visual.on)
		return false;
	visual_follow(app);
	switch (id) {
	case CMD_line_down:
		*effects = move_rows(app, 1);
		return true;
	case CMD_line_up:
		*effects = move_rows(app, -1);
		return true;
	case CMD_quit:
		visual_end(app);
		*effects = EFFECT_DRAW;
		return true;
	default:
		return false;
	}
}
