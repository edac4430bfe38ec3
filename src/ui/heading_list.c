/* SPDX-License-Identifier: MIT */
/* The list of headings to go to (@): all of them, or what is typed, the best first. */
#include <stdio.h>

#include "base/memory.h"
#include "ui/app.h"
#include "view/title_filter.h"
#include "view/title_matches.h"

/* Headings shown while nothing is typed: more than fit on any screen help nobody. */
#define HEADINGS_SHOWN 1000

/* The headings around one, as "A > B". */
static void describe_place(struct app *app, uint32_t i, struct buffer *out)
{
	uint32_t up = app->document->outline->items[i].parent;

	if (up != OUTLINE_NONE)
		document_path(app->document, app->document->outline->items[up].offset, out);
}

static void add_heading(struct app *app, struct list *list, uint32_t i)
{
	const struct outline *o = app->document->outline;
	struct list_item *item;
	struct buffer title, place;
	char line[32];

	buffer_init(&title);
	buffer_init(&place);
	if (list->filter.len == 0)
		buffer_printf(&title, "%*s",
			      o->items[i].depth > 1 ? 2 * (o->items[i].depth - 1) : 0, "");
	document_title(app->document, i, &title);
	snprintf(line, sizeof(line), "%u", o->items[i].line + 1);
	item = list_add(list, NULL, title.data, line);
	item->pos = outline_begin(o, i);
	if (list->filter.len > 0) {
		describe_place(app, i, &place);
		item->note = memory_string(place.data);
		item->marks = memory_alloc(title.len + 1);
		title_filter_score(list->marker, title.data, title.len, 0, item->marks);
	}
	buffer_release(&title);
	buffer_release(&place);
}

static void fill_all(struct app *app, struct list *list)
{
	const struct outline *o = app->document->outline;

	for (uint32_t i = 0; i < o->n && list->n < HEADINGS_SHOWN; i++)
		if (!(o->items[i].flags & HEADING_POINT) || app->settings.points)
			add_heading(app, list, i);
}

static void fill_matches(struct app *app, struct list *list)
{
	const uint32_t *best;
	size_t n = title_matches_best(list->matches, &best), i;

	for (i = 0; i < n; i++)
		add_heading(app, list, best[i]);
}

static void fill(struct app *app, struct list *list)
{
	struct title_query query = {list->filter.data, list->filter.len, app->settings.points,
				    &app->document->corrections};

	if (!list->same_query) {
		title_filter_free(list->marker);
		list->marker = title_filter_new(query.text, query.len);
		list->matches = title_matches_start(text_source(app->document->text),
						    app->document->outline, &query, &app->wake,
						    list->matches);
		list->same_query = true;
	}
	if (title_filter_is_empty(list->marker))
		fill_all(app, list);
	else
		fill_matches(app, list);
}

static unsigned go(struct app *app, const struct list_item *item)
{
	uint64_t pos = item->pos;

	list_close(app);
	app_jump(app, pos);
	return EFFECT_DRAW;
}

const struct list_kind heading_list = {
	.title = "Headings",
	.hint = "type some of a heading, Enter goes to the first  ESC leaves",
	.empty = " no headings were found in this text",
	.fill = fill,
	.go = go,
};

unsigned command_go_heading(struct app *app)
{
	if (outline_is_empty(app->document->outline)) {
		app_say(app, "no headings were found in this text");
		return EFFECT_DRAW;
	}
	list_open(app, &heading_list);
	return list_filter_prompt(app);
}
