/* SPDX-License-Identifier: MIT */
/*
 * Below the text: the status row (file, path of headings, position, hits) and the row for a message
 * or a prompt, which is the same one where the screen is low.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/cluster.h"
#include "text/encoding.h"
#include "ui/app.h"
#include "view/sparse.h"

/* Narrower screens have no room for the word. */
#define LINES_NAMED_FROM 60

/* The file's name without its folders. */
static const char *file_name(const struct app *app)
{
	const char *path = app->document->path, *slash = strrchr(path, '/');

	if (app->bare)
		return "speechview";
	if (strcmp(path, "-") == 0)
		return "standard input";
	return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

/* "3/57", "3/57+" while the search runs; hits before the current one are counted as they come. */
static void add_hits(struct app *app, struct buffer *out)
{
	struct finder *finder = app->document->finder;
	uint64_t before;

	if (finder == NULL)
		return;
	if (app->search.hit.begin != POS_NONE &&
	    finder_rank(finder, app->search.hit.begin, &before))
		buffer_printf(out, "%llu/", (unsigned long long)before + 1);
	buffer_printf(out, "%llu%s hits  ", (unsigned long long)finder_count(finder),
		      finder_complete(finder) ? "" : "+");
}

/* Of a sparse tree: "&12 lines", "&12+" while they are looked for and where there is little room.
 */
static void add_lines_left(struct app *app, struct buffer *out)
{
	const struct document *d = app->document;

	if (d->sparse == NULL)
		return;
	buffer_printf(out, "&%llu%s", (unsigned long long)sparse_count(d),
		      sparse_complete(d) ? "" : "+");
	if (app->areas.columns >= LINES_NAMED_FROM)
		buffer_printf(out, " line%s", sparse_count(d) == 1 ? "" : "s");
	buffer_append_string(out, "  ");
}

/* How far the focus is in its section, in per cent. */
static void add_section_progress(struct app *app, struct buffer *out)
{
	const struct outline *o = app->document->outline;
	uint32_t i = view_section(app->view);
	uint64_t begin, end, size = text_size(app->document->text), at;

	if (i == OUTLINE_NONE)
		return;
	begin = outline_begin(o, i);
	end = outline_end(o, i) < size ? outline_end(o, i) : size;
	at = view_focus(app->view) > begin ? view_focus(app->view) - begin : 0;
	/* While the outline is not all there, a section may go on behind its end. */
	if (end > begin && at <= end - begin)
		buffer_printf(out, "§ %u%%  ",
			      (unsigned)((double)at * 100 / (double)(end - begin)));
}

static void describe_right(struct app *app, struct buffer *out)
{
	struct text *text = app->document->text;
	const char *encoding = source_encoding(text_source(text));
	uint64_t line;
	bool more = !source_complete(text_source(text));
	size_t i;

	buffer_append_byte(out, ' ');
	for (i = 0; i < app->n_keys; i++)
		key_write(app->keys[i], true, out);
	if (app->has_count)
		buffer_printf(out, "%lu  ", app->count);
	else if (app->n_keys > 0)
		buffer_append_string(out, "  ");
	add_hits(app, out);
	if (encoding != NULL && !encoding_is_utf8(encoding))
		buffer_printf(out, "%s  ", encoding);
	if (app->follow.on)
		buffer_append_string(out, "follows  ");
	add_lines_left(app, out);
	if (folding_is_narrow(app->document->folding))
		buffer_append_string(out, "narrow  ");
	add_section_progress(app, out);
	/* Lines are counted behind the reader's back: not always is this one counted yet. */
	if (text_line_of(text, view_focus(app->view), &line) && line < text_lines(text))
		buffer_printf(out, "%llu/%llu  ", (unsigned long long)line + 1,
			      (unsigned long long)text_lines(text));
	if (view_at_end(app->view) && !more)
		buffer_append_string(out, "end ");
	else
		buffer_printf(out, "%u%%%s ", view_percent(app->view), more ? "+" : "");
}

static void describe_left(struct app *app, struct buffer *out)
{
	buffer_append_byte(out, ' ');
	buffer_append_string(out, file_name(app));
	if (app->n_files > 1)
		buffer_printf(out, " (%zu of %zu)", app->file + 1, app->n_files);
	if (app->list.kind != NULL) {
		buffer_printf(out, "  %s", app->list.kind->hint);
		return;
	}
	if (app->document->sparse != NULL) {
		buffer_append_string(out, "  ");
		sparse_describe(app->document, out);
	}
	view_section(app->view);
	if (outline_section_at(app->document->outline, view_focus(app->view)) != OUTLINE_NONE) {
		buffer_append_string(out, "  ");
		document_path(app->document, view_focus(app->view), out);
	}
}

static void draw_status(struct app *app, int row)
{
	int columns = app->areas.columns, used, width;
	const struct style *style = app_style(app, ROLE_STATUS);
	struct buffer left, right;

	buffer_init(&left);
	buffer_init(&right);
	describe_left(app, &left);
	if (app->list.kind == NULL || !app->list.kind->wide)
		describe_right(app, &right);
	width = (int)cluster_text_width(right.data, right.len, app->widths);
	/* Where there is no room for both, the position is worth more than the path. */
	used = columns > width ? columns - width : 0;
	screen_text(app->screen, row, 0, used, left.data, left.len, *style, app->widths);
	screen_text(app->screen, row, used, columns - used, right.data, right.len, *style,
		    app->widths);
	buffer_release(&left);
	buffer_release(&right);
}

void status_draw(struct app *app)
{
	const struct areas *a = &app->areas;
	enum role role = app->message_is_error ? ROLE_ERROR : ROLE_MESSAGE;

	if (a->status_row >= 0)
		draw_status(app, a->status_row);
	if (app->prompt.kind != NULL) {
		prompt_draw(app, a->message_row);
	} else if (app->message.len > 0) {
		screen_text(app->screen, a->message_row, 0, a->columns, app->message.data,
			    app->message.len, *app_style(app, role), app->widths);
	} else if (a->message_row != a->status_row && a->rows > 1) {
		screen_fill(app->screen, a->message_row, 0, a->columns, *app_style(app, ROLE_TEXT));
	}
	/* On a screen of one row a message lies over the text, which comes back afterwards. */
	if (a->rows == 1)
		app->look++;
}
