/* SPDX-License-Identifier: MIT */
/* Making bookmarks and highlights, and going to them; the list is bookmark_list.c. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "text/cluster.h"
#include "ui/app.h"
#include "ui/bookmark_pane.h"

static int64_t now(const struct app *app)
{
	return clock_time(&app->options.clock);
}

void bookmark_keep(struct app *app)
{
	struct cause cause = CAUSE_NONE;

	if (!document_save_places(app->document, &cause))
		app_complain(app, "not saved: %s", cause_text(&cause));
	cause_release(&cause);
}

static void make_anchor(struct app *app, struct anchor *anchor)
{
	anchor_make(anchor, app->document->text, app->document->outline, view_focus(app->view));
}

static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static unsigned set_letter(struct app *app, uint32_t letter)
{
	struct anchor anchor;
	char name[2] = {(char)letter, '\0'};

	if (!is_letter(letter)) {
		app_say(app, "no mark set: a mark is a letter, a to z or A to Z");
		return EFFECT_DRAW;
	}
	make_anchor(app, &anchor);
	bookmarks_add(app->document->bookmarks, name[0], name, "", &anchor, view_focus(app->view),
		      now(app));
	anchor_release(&anchor);
	app_say(app, "mark %c is here", name[0]);
	bookmark_keep(app);
	return EFFECT_DRAW;
}

unsigned command_mark(struct app *app)
{
	app->take_letter = set_letter;
	app_say(app, "mark this place with which letter?");
	return EFFECT_DRAW;
}

/* Goes to a bookmark, and says how sure its place is. */
static void go_bookmark(struct app *app, const struct bookmark *b)
{
	struct buffer how;

	app_jump(app, b->pos);
	buffer_init(&how);
	bookmark_describe(b, &how);
	if (b->verdict == VERDICT_LOST)
		app_complain(app, "%s: its words are no longer in the text; it was about here",
			     b->name);
	else if (b->verdict == VERDICT_APPROXIMATE)
		app_say(app, "%s: %s; the words have changed, this is the likeliest place", b->name,
			how.data);
	else if (b->verdict == VERDICT_MOVED)
		app_say(app, "%s: %s, the text has changed", b->name, how.data);
	buffer_release(&how);
}

void bookmark_go_name(struct app *app, const char *name)
{
	const struct bookmark *b;

	document_find_places(app->document);
	b = bookmarks_find_name(app->document->bookmarks, name);
	if (b == NULL && is_letter((unsigned char)name[0]) && name[1] == '\0')
		b = bookmarks_find_letter(app->document->bookmarks, name[0]);
	if (b != NULL)
		go_bookmark(app, b);
	else
		app_complain(app, "there is no bookmark called %s; B lists them", name);
}

void bookmark_go_id(struct app *app, const char *id)
{
	const struct bookmark *b;

	document_find_places(app->document);
	b = bookmarks_find_id(app->document->bookmarks, id);
	if (b != NULL && !b->deleted)
		go_bookmark(app, b);
	else
		app_complain(app, "the bookmark was deleted since");
}

static unsigned go_letter(struct app *app, uint32_t letter)
{
	const struct bookmark *b;

	if (letter == '\'') {
		if (!view_swap(app->view))
			app_say(app, "nothing to go back to");
		return EFFECT_DRAW;
	}
	if (letter == '^' || letter == '$')
		return letter == '^' ? command_first_line(app) : command_last_line(app);
	document_find_places(app->document);
	b = is_letter(letter) ? bookmarks_find_letter(app->document->bookmarks, (char)letter)
			      : NULL;
	if (b != NULL)
		go_bookmark(app, b);
	else if (is_letter(letter))
		app_say(app, "there is no mark %c; m%c sets it", (char)letter, (char)letter);
	else
		app_say(app, "a mark is a letter; '' goes back");
	return EFFECT_DRAW;
}

unsigned command_go_mark(struct app *app)
{
	app->take_letter = go_letter;
	app_say(app, "go to which mark?  a letter, or ' for where the last jump began");
	return EFFECT_DRAW;
}

static unsigned prompt_cancel(struct app *app)
{
	prompt_close(&app->prompt);
	app_say(app, "no bookmark was changed");
	return EFFECT_DRAW;
}

/* Adds a highlight of a range, with what is given of it. */
static void add_highlight(struct app *app, struct range range, struct highlight h)
{
	const struct document *d = app->document;
	struct anchor begin, end;

	anchor_make(&begin, d->text, d->outline, range.begin);
	anchor_make(&end, d->text, d->outline, range.end);
	h.begin = &begin;
	h.end = &end;
	h.pos = range.begin;
	h.end_pos = range.end;
	bookmarks_add_highlight(d->bookmarks, &h, now(app));
	anchor_release(&begin);
	anchor_release(&end);
}

static unsigned note_accept(struct app *app)
{
	struct bookmarks *b = app->document->bookmarks;
	const char *name = app->bookmark_name.data, *note = app->prompt.text.data;
	struct anchor anchor;

	prompt_close(&app->prompt);
	if (app->bookmark_id[0] != '\0') {
		bookmarks_edit(b, app->bookmark_id, name, note, now(app));
		if (app->list.kind != NULL)
			list_rebuild(app);
		app_say(app, "bookmark changed: %s", name);
		bookmark_keep(app);
		return EFFECT_DRAW;
	}
	if (app->bookmark_range.begin < app->bookmark_range.end) {
		add_highlight(app, app->bookmark_range,
			      (struct highlight){.name = name, .note = note, .colour = 1});
		visual_end(app);
	} else {
		make_anchor(app, &anchor);
		bookmarks_add(b, 0, name, note, &anchor, view_focus(app->view), now(app));
		anchor_release(&anchor);
	}
	app_say(app, "bookmark added: %s", name);
	bookmark_keep(app);
	return EFFECT_DRAW;
}

static const struct prompt_kind note_prompt = {
	.accept = note_accept,
	.cancel = prompt_cancel,
	.lines = true,
};

static unsigned name_accept(struct app *app)
{
	const struct bookmark *b = bookmarks_find_id(app->document->bookmarks, app->bookmark_id);

	buffer_clear(&app->bookmark_name);
	buffer_append(&app->bookmark_name, app->prompt.text.data, app->prompt.text.len);
	if (app->bookmark_name.len == 0) {
		app_say(app, "a bookmark needs a name; ESC leaves");
		return EFFECT_DRAW;
	}
	prompt_open(&app->prompt, &note_prompt, "note: ", b != NULL ? b->note : "");
	return EFFECT_DRAW;
}

static const struct prompt_kind name_prompt = {
	.accept = name_accept,
	.cancel = prompt_cancel,
};

/* A name is a line of so many cells. */
#define NAME_CELLS 60

/* The first words of a range. */
static void suggest_words(struct app *app, struct range range, struct buffer *name)
{
	document_words(app->document, range, name);
	buffer_truncate(name, cluster_fit(name->data, name->len, NAME_CELLS, app->widths));
}

/* Suggests the heading of the section, else the first words of the row. */
static void suggest_name(struct app *app, struct buffer *name)
{
	uint32_t i = view_section(app->view);
	uint64_t pos = view_focus(app->view);
	struct segment segment;

	if (i != OUTLINE_NONE)
		document_title(app->document, i, name);
	else if (text_segment_at(app->document->text, pos, &segment))
		document_words(app->document, (struct range){pos, segment.end}, name);
	buffer_truncate(name, cluster_fit(name->data, name->len, NAME_CELLS, app->widths));
}

unsigned command_add_bookmark(struct app *app)
{
	struct buffer name;

	buffer_init(&name);
	app->bookmark_range = (struct range){0, 0};
	if (app->visual.on)
		app->bookmark_range = app->visual.chosen;
	if (app->bookmark_range.begin < app->bookmark_range.end)
		suggest_words(app, app->bookmark_range, &name);
	else
		suggest_name(app, &name);
	app->bookmark_id[0] = '\0';
	prompt_open(&app->prompt, &name_prompt, "bookmark: ", name.data);
	buffer_release(&name);
	return EFFECT_DRAW;
}

void bookmark_highlight(struct app *app, struct range range, unsigned colour)
{
	struct buffer name;

	if (range.begin >= range.end) {
		app_say(app, "nothing is chosen");
		return;
	}
	buffer_init(&name);
	suggest_words(app, range, &name);
	add_highlight(app, range,
		      (struct highlight){.name = name.data, .note = "", .colour = colour});
	buffer_release(&name);
	visual_end(app);
	app_say(app, "highlighted; B lists and changes it");
	bookmark_keep(app);
}

void bookmark_edit(struct app *app, const struct bookmark *b)
{
	memcpy(app->bookmark_id, b->id, sizeof(app->bookmark_id));
	prompt_open(&app->prompt, &name_prompt, "bookmark: ", b->name);
}
