/* SPDX-License-Identifier: MIT */
/* The handlers of moving, headings, history, folding and reading; see view/commands.def. */
#include <stdio.h>

#include "ui/app.h"
#include "ui/own_settings.h"
#include "view/sparse.h"

/* A count cannot keep the program busy for long: it stops at the ends of the text in any case. */
#define ROWS_AT_ONCE 100000

static unsigned scroll(struct app *app, long direction, unsigned long rows)
{
	if (rows > ROWS_AT_ONCE)
		rows = ROWS_AT_ONCE;
	if (rows > 0 && !view_scroll(app->view, direction > 0 ? (long)rows : -(long)rows))
		app_say(app, "%s of the text", direction > 0 ? "end" : "start");
	return EFFECT_DRAW;
}

unsigned command_line_down(struct app *app)
{
	return scroll(app, 1, app_count(app, 1));
}

unsigned command_line_up(struct app *app)
{
	return scroll(app, -1, app_count(app, 1));
}

static unsigned page(struct app *app, int direction)
{
	unsigned long n = app_count(app, 1);
	bool moved = true;

	for (; n > 0 && moved; n--)
		moved = view_page(app->view, direction);
	if (!moved)
		app_say(app, "%s of the text", direction > 0 ? "end" : "start");
	return EFFECT_DRAW;
}

unsigned command_page_down(struct app *app)
{
	return page(app, 1);
}

unsigned command_page_up(struct app *app)
{
	return page(app, -1);
}

static unsigned long half(const struct app *app)
{
	unsigned long rows = (unsigned long)app->areas.text_rows / 2;

	return app_count(app, rows > 0 ? rows : 1);
}

unsigned command_half_down(struct app *app)
{
	return scroll(app, 1, half(app));
}

unsigned command_half_up(struct app *app)
{
	return scroll(app, -1, half(app));
}

static unsigned go_line(struct app *app)
{
	unsigned long line = app_count(app, 1);

	goal_set(app, (struct goal){.kind = GOAL_LINE, .number = line > 0 ? line - 1 : 0});
	return EFFECT_DRAW;
}

unsigned command_first_line(struct app *app)
{
	if (app->has_count)
		return go_line(app);
	view_record(app->view);
	view_jump_start(app->view);
	return EFFECT_DRAW;
}

unsigned command_last_line(struct app *app)
{
	if (app->has_count)
		return go_line(app);
	view_record(app->view);
	goal_set(app, (struct goal){.kind = GOAL_END});
	return EFFECT_DRAW;
}

unsigned command_percent(struct app *app)
{
	unsigned long n = app_count(app, 0);

	if (!app->has_count) {
		app_say(app, "%% wants a number before it: 50%% goes to the middle");
		return EFFECT_DRAW;
	}
	goal_set(app, (struct goal){.kind = GOAL_PERCENT, .number = n > 100 ? 100 : n});
	return EFFECT_DRAW;
}

static unsigned sideways(struct app *app, long direction)
{
	long cells = (long)app_count(app, view_width(app->view) / 2);

	if (!app->settings.chop_long_lines) {
		app_say(app, "lines are wrapped; w chops them, then they scroll sideways");
		return EFFECT_DRAW;
	}
	view_scroll_sideways(app->view, direction * cells);
	app->look++;
	return EFFECT_DRAW;
}

unsigned command_scroll_left(struct app *app)
{
	return sideways(app, -1);
}

unsigned command_scroll_right(struct app *app)
{
	return sideways(app, 1);
}

/* Jumps to a heading; says why not where there is none. */
static unsigned go(struct app *app, uint32_t heading, const char *none)
{
	if (outline_is_empty(app->document->outline))
		none = "no headings were found in this text";
	if (heading == OUTLINE_NONE)
		app_say(app, "%s", none);
	else
		app_jump(app, outline_begin(app->document->outline, heading));
	return EFFECT_DRAW;
}

/* The heading that the focus stands on or in, points and the document's title included. */
static uint32_t here(struct app *app)
{
	view_section(app->view);
	return outline_at(app->document->outline, view_focus(app->view), app->settings.points);
}

/* The heading n steps on, or as far as there are any; OUTLINE_NONE if not one. */
static uint32_t steps(struct app *app, uint32_t i,
		      uint32_t (*step)(const struct outline *o, uint32_t i))
{
	unsigned long n = app_count(app, 1);
	uint32_t found = OUTLINE_NONE;

	for (; n > 0 && i != OUTLINE_NONE; n--) {
		i = step(app->document->outline, i);
		if (i != OUTLINE_NONE)
			found = i;
	}
	return found;
}

/* The heading that is shown after i, or before it. */
static uint32_t shown_after(struct app *app, uint32_t i)
{
	return app->document->sparse != NULL
		       ? sparse_next(app->document, i)
		       : folding_next(app->document->folding, i, app->settings.points);
}

static uint32_t shown_before(struct app *app, uint32_t i)
{
	return app->document->sparse != NULL
		       ? sparse_previous(app->document, i)
		       : folding_previous(app->document->folding, i, app->settings.points);
}

unsigned command_next_heading(struct app *app)
{
	unsigned long n = app_count(app, 1);
	uint32_t i = here(app), found = OUTLINE_NONE;

	for (; n > 0; n--) {
		i = shown_after(app, i);
		if (i == OUTLINE_NONE)
			break;
		found = i;
	}
	return go(app, found, "no heading after this one");
}

unsigned command_previous_heading(struct app *app)
{
	unsigned long n = app_count(app, 1);
	uint32_t i = here(app), found = OUTLINE_NONE;
	const struct outline *o = app->document->outline;

	/* From inside a section the first step leads to its own heading. */
	if (i != OUTLINE_NONE && outline_begin(o, i) < view_focus(app->view)) {
		found = i;
		n--;
	}
	for (; n > 0 && i != OUTLINE_NONE; n--) {
		i = shown_before(app, i);
		if (i != OUTLINE_NONE)
			found = i;
	}
	return go(app, found, "no heading before this one");
}

unsigned command_next_sibling(struct app *app)
{
	return go(app, steps(app, view_section(app->view), outline_next_sibling),
		  "no heading of the same parent after this one");
}

unsigned command_previous_sibling(struct app *app)
{
	return go(app, steps(app, view_section(app->view), outline_previous_sibling),
		  "no heading of the same parent before this one");
}

unsigned command_first_child(struct app *app)
{
	uint32_t i = view_section(app->view);

	return go(app, i != OUTLINE_NONE ? outline_child(app->document->outline, i) : OUTLINE_NONE,
		  "no heading inside this section");
}

unsigned command_parent(struct app *app)
{
	return go(app, steps(app, view_section(app->view), outline_parent),
		  "no section around this one");
}

unsigned command_follow(struct app *app)
{
	struct segment segment;
	uint32_t to = OUTLINE_NONE;

	if (text_segment_at(app->document->text, view_focus(app->view), &segment))
		to = outline_link_in(app->document->outline,
				     (struct range){segment.begin, segment.end});
	return go(app, to, "no entry of a printed contents stands here");
}

unsigned command_back(struct app *app)
{
	if (!view_back(app->view))
		app_say(app, "nothing to go back to");
	return EFFECT_DRAW;
}

unsigned command_forward(struct app *app)
{
	if (!view_forward(app->view))
		app_say(app, "nothing to go forward to");
	return EFFECT_DRAW;
}

/* The section to fold; OUTLINE_NONE with a message if the focus is in none. */
static uint32_t section(struct app *app)
{
	uint32_t i = view_section(app->view);

	if (outline_is_empty(app->document->outline))
		app_say(app, "no headings were found in this text");
	else if (i == OUTLINE_NONE)
		app_say(app, "this is before the first heading; ] goes there");
	return i;
}

static unsigned refold(struct app *app)
{
	view_refold(app->view);
	return EFFECT_DRAW;
}

/* Folds or unfolds this section by a verb of the folding. */
static unsigned fold_section(struct app *app, bool (*verb)(struct folding *f, uint32_t i))
{
	uint32_t i = section(app);

	if (i == OUTLINE_NONE)
		return EFFECT_DRAW;
	verb(app->document->folding, i);
	return refold(app);
}

unsigned command_fold_cycle(struct app *app)
{
	return sparse_unfold(app, false) || sparse_fold(app) ? EFFECT_DRAW
						      : fold_section(app, folding_cycle);
}

unsigned command_fold_cycle_all(struct app *app)
{
	struct folding *f = app->document->folding;
	unsigned all = outline_depth(app->document->outline), depth = folding_depth(f);

	if (all == 0) {
		app_say(app, "no headings were found in this text");
		return EFFECT_DRAW;
	}
	folding_set_depth(f, depth == 0 ? 1 : depth < all ? all : 0);
	return refold(app);
}

unsigned command_fold_toggle(struct app *app)
{
	return sparse_unfold(app, false) || sparse_fold(app) ? EFFECT_DRAW
						      : fold_section(app, folding_toggle);
}

/* A count of levels, for zo and zc. */
static unsigned long levels(const struct app *app)
{
	unsigned long n = app_count(app, 1);

	return n < 1 ? 1 : n > UINT8_MAX ? UINT8_MAX : n;
}

unsigned command_fold_open(struct app *app)
{
	uint32_t i;

	if (sparse_unfold(app, false))
		return EFFECT_DRAW;
	i = section(app);
	if (i == OUTLINE_NONE)
		return EFFECT_DRAW;
	if (folding_get(app->document->folding, i) == FOLD_OPEN && levels(app) == 1) {
		if (sparse_unfold(app, true))
			return EFFECT_DRAW;
		app_say(app, "this section is unfolded");
	}
	folding_open(app->document->folding, i, (unsigned)levels(app));
	return refold(app);
}

unsigned command_fold_close(struct app *app)
{
	struct folding *f = app->document->folding;
	uint32_t i, up;

	if (sparse_fold(app))
		return EFFECT_DRAW;
	i = section(app);
	if (i == OUTLINE_NONE)
		return EFFECT_DRAW;
	up = outline_parent(app->document->outline, i);
	/* A folded section hands the key on to the one around it. */
	if (folding_get(f, i) == FOLD_CLOSED && up != OUTLINE_NONE)
		i = up;
	folding_close(f, i, (unsigned)levels(app));
	return refold(app);
}

unsigned command_fold_open_all(struct app *app)
{
	return fold_section(app, folding_open_all);
}

unsigned command_fold_close_all(struct app *app)
{
	return fold_section(app, folding_close_all);
}

static unsigned fold_to(struct app *app, unsigned depth)
{
	unsigned all = outline_depth(app->document->outline);

	if (all == 0) {
		app_say(app, "no headings were found in this text");
		return EFFECT_DRAW;
	}
	if (depth > all)
		app_say(app, "headings go %u deep here", all);
	folding_set_depth(app->document->folding, depth);
	return refold(app);
}

unsigned command_unfold_text(struct app *app)
{
	folding_set_depth(app->document->folding, 0);
	return refold(app);
}

unsigned command_fold_text(struct app *app)
{
	return fold_to(app, 1);
}

unsigned command_fold_less(struct app *app)
{
	unsigned depth = folding_depth(app->document->folding);
	unsigned all = outline_depth(app->document->outline);

	if (depth == 0) {
		app_say(app, "the whole text is unfolded");
		return EFFECT_DRAW;
	}
	return depth >= all ? command_unfold_text(app) : fold_to(app, depth + 1);
}

unsigned command_fold_more(struct app *app)
{
	unsigned depth = folding_depth(app->document->folding);
	unsigned all = outline_depth(app->document->outline);

	return fold_to(app, depth == 0 ? all : depth > 1 ? depth - 1 : 1);
}

unsigned command_fold_depth(struct app *app)
{
	const struct key *last = &app->keys[app->n_keys > 0 ? app->n_keys - 1 : 0];

	/* The level is the digit that ends the key sequence, or a count where it is bound anew. */
	if (last->code >= '1' && last->code <= '9')
		return fold_to(app, (unsigned)(last->code - '0'));
	return fold_to(app, (unsigned)app_count(app, 1));
}

unsigned command_fold_reveal(struct app *app)
{
	uint32_t i = section(app);

	if (i == OUTLINE_NONE)
		return EFFECT_DRAW;
	folding_reveal(app->document->folding, view_focus(app->view));
	folding_set(app->document->folding, i, FOLD_OPEN);
	return refold(app);
}

unsigned command_fold_others(struct app *app)
{
	uint32_t i = section(app);

	if (i == OUTLINE_NONE)
		return EFFECT_DRAW;
	folding_only(app->document->folding, i);
	app_say(app, "all but this section and the way to it is folded; zR unfolds");
	return refold(app);
}

unsigned command_narrow(struct app *app)
{
	struct folding *f = app->document->folding;
	uint32_t i;

	if (folding_is_narrow(f)) {
		folding_narrow(f, OUTLINE_NONE);
		app_say(app, "the whole text again");
	} else if ((i = section(app)) != OUTLINE_NONE) {
		folding_narrow(f, i);
		folding_set(f, i, FOLD_OPEN);
		app_say(app, "only this section; z. shows the whole text again");
	}
	return refold(app);
}

unsigned command_readings(struct app *app)
{
	static const char *const names[] = {"shown", "dimmed", "hidden", "above the text"};

	app->settings.readings = (app->settings.readings + 1) % 4;
	own_settings_note(app, OWN_READINGS);
	app_say(app, "readings: %s", names[app->settings.readings]);
	return EFFECT_RELAYOUT;
}

unsigned command_wrap(struct app *app)
{
	app->settings.chop_long_lines = !app->settings.chop_long_lines;
	own_settings_note(app, OWN_CHOP);
	app_say(app, app->settings.chop_long_lines ? "long lines are chopped; → and ← scroll"
						   : "long lines are wrapped");
	return EFFECT_RELAYOUT;
}

unsigned command_numbers(struct app *app)
{
	app->settings.line_numbers = !app->settings.line_numbers;
	own_settings_note(app, OWN_LINE_NUMBERS);
	if (app->settings.line_numbers)
		source_want(text_source(app->document->text), POS_NONE);
	return EFFECT_RELAYOUT;
}

unsigned command_redraw(struct app *app)
{
	screen_redraw(app->screen);
	return EFFECT_RELAYOUT;
}

unsigned command_file_info(struct app *app)
{
	struct text *text = app->document->text;
	struct source *source = text_source(text);
	const char *encoding = source_encoding(source);
	uint64_t line = 0;
	char where[64] = "";

	if (text_line_of(text, view_focus(app->view), &line))
		snprintf(where, sizeof(where), ", line %llu of %llu%s",
			 (unsigned long long)line + 1, (unsigned long long)text_lines(text),
			 text_indexed(text) < text_size(text) ? "+" : "");
	app_say(app, "%s%s, %llu bytes%s, %s, %zu headings", app->document->path, where,
		(unsigned long long)text_size(text), source_complete(source) ? "" : " so far",
		encoding != NULL ? encoding : "encoding not known yet", app->document->outline->n);
	return EFFECT_DRAW;
}

unsigned command_suspend(struct app *app)
{
	screen_suspend(app->screen);
	app->look++;
	return EFFECT_RELAYOUT;
}

unsigned command_quit(struct app *app)
{
	(void)app;
	return EFFECT_QUIT;
}
