/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "print/json.h"
#include "print/print.h"
#include "speech/pace.h"
#include "view/measure.h"

static bool printed(const struct printing *how, const struct heading *h)
{
	bool points = how->settings->points;

	/* In JSON points are there unless they were switched off: they have a field of their own. */
	if (how->settings->format == FORMAT_JSON && !how->settings->points_given)
		points = true;
	return points || !(h->flags & HEADING_POINT);
}

static void take_pace(void *data, size_t i, const struct pace *before)
{
	struct pace *all = data;

	all[i] = *before;
}

/* The ids of the headings that are printed: 1 and on; 0 for the others.  The caller's. */
static uint32_t *number_headings(const struct outline *o, const struct printing *how)
{
	uint32_t *ids = memory_zalloc(o->n, sizeof(ids[0])), id = 0;

	for (uint32_t i = 0; i < o->n; i++)
		if (printed(how, &o->items[i]))
			ids[i] = ++id;
	return ids;
}

/* What a printed contents under heading i names; next is the first link that may be there. */
static void put_entries(json_t *object, const struct outline *o, uint32_t i, const uint32_t *ids,
			size_t *next)
{
	uint64_t end = i + 1 < o->n ? outline_begin(o, i + 1) : UINT64_MAX;
	json_t *entries = NULL;

	for (; *next < o->n_links && o->links[*next].offset < end; ++*next) {
		json_t *entry = json_object();

		json_put_number(entry, "line", (uint64_t)o->links[*next].line + 1);
		json_put_number(entry, "heading", ids[o->links[*next].heading]);
		if (entries == NULL)
			entries = json_array();
		json_array_append_new(entries, entry);
	}
	if (entries != NULL)
		json_object_set_new(object, "entries", entries);
}

static void print_json(struct document *d, const struct printing *how)
{
	const struct outline *o = d->outline;
	struct pace *before = memory_zalloc(o->n + 1, sizeof(before[0]));
	uint32_t *ids = number_headings(o, how);
	struct buffer text;
	size_t link = 0;
	uint32_t i;

	measure_pass(text_source(d->text), o, NULL, take_pace, before);
	buffer_init(&text);
	for (i = 0; i < o->n; i++) {
		const struct heading *h = &o->items[i];
		struct pace own = pace_between(&before[i], &before[h->next]);
		json_t *object;

		if (!printed(how, h))
			continue;
		object = json_object();
		if (how->names)
			json_put_text(object, "file", d->path, strlen(d->path));
		json_put_number(object, "id", ids[i]);
		json_put_number(object, "parent", h->parent != OUTLINE_NONE ? ids[h->parent] : 0);
		json_put_number(object, "level", h->level);
		buffer_clear(&text);
		document_label(d, i, &text);
		json_put_text(object, "label", text.data, text.len);
		json_put_number(object, "number", h->number);
		json_put_text(object, "family", outline_family_name(o, i),
		              strlen(outline_family_name(o, i)));
		buffer_clear(&text);
		document_caption(d, i, &text);
		json_put_text(object, "title", text.data, text.len);
		json_put_number(object, "line", (uint64_t)h->line + 1);
		json_put_number(object, "offset", h->offset);
		json_put_number(object, "body", h->offset + h->body);
		json_put_number(object, "end", outline_end(o, i));
		json_object_set_new(object, "point", json_boolean(h->flags & HEADING_POINT));
		json_put_number(object, "chars", own.characters);
		json_put_number(object, "seconds", (uint64_t)(pace_seconds(&own) + 0.5));
		put_entries(object, o, i, ids, &link);
		json_put_line(object, how->out);
	}
	buffer_release(&text);
	free(ids);
	free(before);
}

static void print_text(struct document *d, const struct printing *how)
{
	const struct outline *o = d->outline;
	struct buffer title;
	uint32_t i;

	buffer_init(&title);
	if (how->names)
		fprintf(how->out, "%s:\n", d->path);
	for (i = 0; i < o->n; i++) {
		const struct heading *h = &o->items[i];
		int indent = h->depth > 1 ? 2 * (h->depth - 1) : 0;

		if (!printed(how, h))
			continue;
		buffer_clear(&title);
		document_title(d, i, &title);
		fprintf(how->out, "%6u  %*s%s%s\n", h->line + 1, indent, "",
		        h->flags & HEADING_POINT ? "- " : "", title.data);
	}
	buffer_release(&title);
}

int print_outline(struct document *d, const struct printing *how, struct cause *cause)
{
	if (how->settings->explain) {
		print_explained(d, how);
		if (d->outline->n_forgotten > 0)
			cause_set(cause, "%s: %llu rejected candidates more are not listed",
			          d->path, (unsigned long long)d->outline->n_forgotten);
		return 0;
	}
	if (how->settings->format == FORMAT_JSON)
		print_json(d, how);
	else
		print_text(d, how);
	return 0;
}
