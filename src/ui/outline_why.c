/* SPDX-License-Identifier: MIT */
/* Why a heading is one: a small table over the text. */
#include <stdio.h>

#include "outline/reason.h"
#include "ui/app.h"

static void add_title(struct app *app, struct list *list, const char *left, uint32_t i)
{
	struct buffer title;

	buffer_init(&title);
	document_title(app->document, i, &title);
	list_add(list, left, title.data, NULL);
	buffer_release(&title);
}

static void add_number(struct list *list, const char *left, unsigned long n)
{
	char number[32];

	snprintf(number, sizeof(number), "%lu", n);
	list_add(list, left, number, NULL);
}

/* What stands before and after in the same sequence. */
static void add_neighbours(struct app *app, struct list *list, uint32_t i)
{
	const struct outline *o = app->document->outline;
	uint32_t before = outline_previous_sibling(o, i), after = outline_next_sibling(o, i);

	while (before != OUTLINE_NONE &&
	       (o->items[before].flags & HEADING_POINT) != (o->items[i].flags & HEADING_POINT))
		before = outline_previous_sibling(o, before);
	while (after != OUTLINE_NONE &&
	       (o->items[after].flags & HEADING_POINT) != (o->items[i].flags & HEADING_POINT))
		after = outline_next_sibling(o, after);
	if (before != OUTLINE_NONE && o->items[before].family == o->items[i].family)
		add_title(app, list, "follows", before);
	if (after != OUTLINE_NONE && o->items[after].family == o->items[i].family)
		add_title(app, list, "before", after);
}

static void fill(struct app *app, struct list *list)
{
	const struct outline *o = app->document->outline;
	uint32_t i = app->pane.selected;
	const struct heading *h;

	if (i == OUTLINE_NONE || i >= o->n)
		return;
	h = &o->items[i];
	add_title(app, list, "heading", i);
	if (h->reason != REASON_NONE)
		list_add(list, "why", reason_text(h->reason), NULL);
	list_add(list, "kind", outline_family_name(o, i), NULL);
	if (h->number > 0) {
		add_number(list, "number", h->number);
		add_neighbours(app, list, i);
	}
	if (h->parent != OUTLINE_NONE)
		add_title(app, list, "inside", h->parent);
	add_number(list, "level", h->level);
	if (h->line != UINT32_MAX)
		add_number(list, "line", (unsigned long)h->line + 1);
}

const struct list_kind why_list = {
	.title = "Why this is a heading",
	.hint = "q leaves",
	.empty = " no heading is chosen",
	.fill = fill,
	.stays = true,
};

unsigned command_pane_why(struct app *app)
{
	list_open(app, &why_list);
	return EFFECT_DRAW;
}
