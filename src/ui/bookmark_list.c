/* SPDX-License-Identifier: MIT */
/* The list of the bookmarks of this document, and that of all documents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ui/app.h"
#include "ui/bookmark_pane.h"
#include "view/passage.h"
#include "view/title_filter.h"

static int64_t now(const struct app *app)
{
	return clock_time(&app->options.clock);
}

static int later_first(const void *a, const void *b)
{
	const struct bookmark *x = *(const struct bookmark *const *)a;
	const struct bookmark *y = *(const struct bookmark *const *)b;

	if (x->changed != y->changed)
		return x->changed > y->changed ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Those of one document by place, or the one changed last first; the caller's. */
static const struct bookmark **in_order(const struct app *app, const struct bookmarks *b)
{
	size_t n = bookmarks_count(b);
	const struct bookmark **all = memory_alloc((n + 1) * sizeof(all[0]));

	for (size_t i = 0; i < n; i++)
		all[i] = bookmarks_at(b, i);
	if (app->bookmarks_by_time && n > 1)
		qsort(all, n, sizeof(all[0]), later_first);
	return all;
}

/* A name is found as a title is; of what is longer only what it contains. */
static bool passes(const struct list *list, struct title_filter *filter, const struct bookmark *m)
{
	return title_filter_passes(filter, m->name, strlen(m->name)) ||
	       list_passes(list, m->note) || list_passes(list, m->anchor.quote);
}

/* What a bookmark says in the row below its name. */
static const char *more_of(const struct bookmark *m)
{
	if (m->note[0] != '\0')
		return m->note;
	return m->letter != 0 || strncmp(m->name, m->anchor.quote, strlen(m->name)) == 0
		       ? ""
		       : m->anchor.quote;
}

static struct list_item *add_item(struct list *list, const struct bookmark *m, uint64_t line,
				  const char *right)
{
	char left[32];
	struct list_item *item;

	snprintf(left, sizeof(left), "%c %llu",
		 m->letter != 0 ? m->letter
		 : m->is_range  ? '|'
				: '*',
		 (unsigned long long)line + 1);
	item = list_add(list, left, m->letter != 0 ? m->anchor.quote : m->name, right);
	item->more = memory_string(more_of(m));
	item->pos = m->pos;
	if (m->colour > 0)
		item->role = (enum role)(ROLE_HIGHLIGHT_1 + m->colour - 1);
	memcpy(item->id, m->id, sizeof(item->id));
	return item;
}

static void fill_bookmarks(struct app *app, struct list *list)
{
	const struct bookmark **all = in_order(app, app->document->bookmarks);
	struct title_filter *filter = title_filter_new(list->filter.data, list->filter.len);

	for (size_t i = 0; i < bookmarks_count(app->document->bookmarks); i++) {
		uint64_t line = all[i]->anchor.line;
		struct buffer right;

		if (!passes(list, filter, all[i]))
			continue;
		text_line_of(app->document->text, all[i]->pos, &line);
		buffer_init(&right);
		bookmark_describe(all[i], &right);
		add_item(list, all[i], line, right.data);
		buffer_release(&right);
	}
	title_filter_free(filter);
	free(all);
}

static const struct bookmark *bookmark_of(const struct app *app, const struct list_item *item)
{
	return bookmarks_find_id(app->document->bookmarks, item->id);
}

static unsigned go_to_bookmark(struct app *app, const struct list_item *item)
{
	char id[17];

	memcpy(id, item->id, sizeof(id));
	list_close(app);
	bookmark_go_id(app, id);
	return EFFECT_DRAW;
}

static unsigned edit_bookmark(struct app *app, const struct list_item *item)
{
	const struct bookmark *b = bookmark_of(app, item);

	if (b != NULL)
		bookmark_edit(app, b);
	return EFFECT_DRAW;
}

static unsigned remove_bookmark(struct app *app, const struct list_item *item)
{
	const struct bookmark *b = bookmark_of(app, item);
	char id[17];

	memcpy(id, item->id, sizeof(id));
	app_say(app, "deleted: %s (u undoes)", b != NULL ? b->name : "");
	bookmarks_delete(app->document->bookmarks, id, now(app));
	bookmark_keep(app);
	list_rebuild(app);
	return EFFECT_DRAW;
}

static unsigned paint_bookmark(struct app *app, const struct list_item *item)
{
	const struct bookmark *b = bookmark_of(app, item);
	unsigned long colour;

	if (b == NULL)
		return EFFECT_DRAW;
	colour = app_count(app, (b->colour + 1) % (BOOKMARK_COLOURS + 1));
	if (colour > BOOKMARK_COLOURS) {
		app_say(app, "colours are 1 to %d, and 0 for none", BOOKMARK_COLOURS);
		return EFFECT_DRAW;
	}
	bookmarks_paint(app->document->bookmarks, item->id, (unsigned)colour, now(app));
	app_say(app, colour > 0 ? "colour %lu" : "no colour", colour);
	bookmark_keep(app);
	list_rebuild(app);
	return EFFECT_DRAW;
}

static unsigned undo_bookmark(struct app *app)
{
	if (!bookmarks_undo(app->document->bookmarks, now(app))) {
		app_say(app, "nothing to undo");
		return EFFECT_DRAW;
	}
	app_say(app, "undone");
	bookmark_keep(app);
	list_rebuild(app);
	return EFFECT_DRAW;
}

static unsigned turn_order(struct app *app)
{
	app->bookmarks_by_time = !app->bookmarks_by_time;
	app->list.selected = 0;
	list_rebuild(app);
	app_say(app, app->bookmarks_by_time ? "the one changed last first" : "by place");
	return EFFECT_DRAW;
}

/* The sections around it, and its text. */
static void preview_bookmark(struct app *app, const struct list_item *item, struct buffer *where,
			     struct buffer *text)
{
	const struct bookmark *b = bookmark_of(app, item);
	struct range range = passage_around(app->document, PASSAGE_PARAGRAPH, item->pos);

	buffer_append_byte(where, ' ');
	document_path(app->document, item->pos, where);
	if (b != NULL && b->is_range)
		range = (struct range){b->pos, b->end_pos};
	else if (range.begin < item->pos)
		range.begin = item->pos;
	document_words(app->document, range, text);
}

static unsigned show_all(struct app *app)
{
	return command_all_bookmarks(app);
}

const struct list_kind bookmark_list = {
	.title = "Bookmarks",
	.hint = "Enter goes  e edits  d deletes  u undoes  c colour  t time  a all  / filters",
	.empty = " no bookmarks yet: m and a letter, or M, sets one",
	.fill = fill_bookmarks,
	.wide = true,
	.go = go_to_bookmark,
	.edit = edit_bookmark,
	.remove = remove_bookmark,
	.paint = paint_bookmark,
	.undo = undo_bookmark,
	.order = turn_order,
	.all = show_all,
	.preview = preview_bookmark,
};

unsigned command_bookmarks(struct app *app)
{
	document_find_places(app->document);
	list_open(app, &bookmark_list);
	return EFFECT_DRAW;
}

/* All documents: a title for each that has bookmarks, and those below it. */

static void fill_all(struct app *app, struct list *list)
{
	struct title_filter *filter = title_filter_new(list->filter.data, list->filter.len);

	for (size_t k = 0; k < app->n_known; k++) {
		const struct known_document *d = &app->known[k];
		const struct bookmark **all = in_order(app, d->bookmarks);
		bool titled = false;

		for (size_t i = 0; i < bookmarks_count(d->bookmarks); i++) {
			struct list_item *item;

			if (!passes(list, filter, all[i]))
				continue;
			if (!titled)
				list_add(list, NULL, d->title[0] != '\0' ? d->title : d->path,
					 d->gone ? "gone" : NULL)
					->title = true;
			titled = true;
			item = add_item(list, all[i], all[i]->anchor.line, NULL);
			item->index = k;
		}
		free(all);
	}
	title_filter_free(filter);
}

static unsigned go_anywhere(struct app *app, const struct list_item *item)
{
	const struct known_document *d = &app->known[item->index];
	char id[17];

	memcpy(id, item->id, sizeof(id));
	if (d->named) {
		app_say(app, "%s came through a pipe: open it with --as=%s", d->path, d->path);
		return EFFECT_DRAW;
	}
	if (d->gone) {
		app_complain(app, "%s is gone; :l and r say where it is now", d->path);
		return EFFECT_DRAW;
	}
	if (!app_open_path(app, d->path))
		return EFFECT_DRAW;
	list_close(app);
	bookmark_go_id(app, id);
	return EFFECT_DRAW;
}

static void preview_anywhere(struct app *app, const struct list_item *item, struct buffer *where,
			     struct buffer *text)
{
	const struct known_document *d = &app->known[item->index];
	const struct bookmark *b = bookmarks_find_id(d->bookmarks, item->id);

	buffer_printf(where, " %s", d->path);
	if (b != NULL)
		buffer_append_string(text, b->anchor.quote);
}

static unsigned show_these(struct app *app)
{
	/* Where no document is open, the library is what this list came from. */
	return app->bare ? command_library(app) : command_bookmarks(app);
}

const struct list_kind all_bookmarks_list = {
	.title = "Bookmarks of all documents",
	.hint = "Enter goes  t time  a those of this document  / filters  q leaves",
	.empty = " no bookmarks yet: m and a letter, or M, sets one",
	.fill = fill_all,
	.wide = true,
	.go = go_anywhere,
	.order = turn_order,
	.all = show_these,
	.preview = preview_anywhere,
};

unsigned command_all_bookmarks(struct app *app)
{
	library_read(app);
	list_open(app, &all_bookmarks_list);
	return EFFECT_DRAW;
}
