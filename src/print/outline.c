/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "print/json.h"
#include "print/markdown.h"
#include "print/print.h"
#include "speech/pace.h"
#include "view/measure.h"
#include "view/settings_table.h"

static bool printed(const struct printing *how, const struct heading *h)
{
	bool points = how->settings->points;

	/* In JSON points are there unless they were switched off: they have a field of their own. */
	if (how->settings->format == FORMAT_JSON &&
	    !settings_given(how->settings, offsetof(struct settings, points)))
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

/* A number, set right in six cells: a million headings are too many for printf(). */
static void append_number(struct buffer *b, uint32_t number)
{
	char digits[] = "          ";
	size_t first = sizeof(digits) - 1;

	do
		digits[--first] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	first = first < sizeof(digits) - 7 ? first : sizeof(digits) - 7;
	buffer_append(b, digits + first, sizeof(digits) - 1 - first);
}

static void print_text(struct document *d, const struct printing *how)
{
	const struct outline *o = d->outline;
	struct buffer row;
	uint32_t i;

	buffer_init(&row);
	if (how->names)
		fprintf(how->out, "%s:\n", d->path);
	for (i = 0; i < o->n; i++) {
		const struct heading *h = &o->items[i];

		if (!printed(how, h))
			continue;
		buffer_clear(&row);
		append_number(&row, h->line + 1);
		for (unsigned depth = h->depth > 1 ? h->depth : 1; depth > 0; depth--)
			buffer_append(&row, "  ", 2);
		if (h->flags & HEADING_POINT)
			buffer_append(&row, "- ", 2);
		document_title(d, i, &row);
		buffer_append_byte(&row, '\n');
		fwrite(row.data, 1, row.len, how->out);
	}
	buffer_release(&row);
}

/* A list that is nested as the sections are, under the document's title. */
static void print_markdown(struct document *d, const struct printing *how)
{
	const struct outline *o = d->outline;
	struct buffer title;

	buffer_init(&title);
	for (uint32_t i = 0; i < o->n; i++) {
		const struct heading *h = &o->items[i];

		if (!printed(how, h))
			continue;
		buffer_clear(&title);
		document_title(d, i, &title);
		if (h->depth == 0)
			fputs("# ", how->out);
		else
			fprintf(how->out, "%*s- ", 2 * (h->depth - 1), "");
		markdown_put_text(title.data, title.len, how->out);
		fputs(h->depth == 0 ? "\n\n" : "\n", how->out);
	}
	buffer_release(&title);
}

/* The kinds that Universal Ctags has for headings, by depth; points are the last. */
static const char *const tag_kinds[] = {"title",	 "chapter",	 "section",
					"subsection",	 "subsubsection", "l4subsection",
					"l5subsection"};
#define TAG_DEPTHS (sizeof(tag_kinds) / sizeof(tag_kinds[0]))

static const char *tag_kind(const struct heading *h)
{
	return tag_kinds[h->depth < TAG_DEPTHS ? h->depth : TAG_DEPTHS - 1];
}

/* The sections around heading i, outermost first, as a field: section:A""B. */
static void put_scope(struct document *d, uint32_t i, FILE *out)
{
	const struct outline *o = d->outline;
	uint32_t above[UINT8_MAX];
	size_t n = 0;
	struct buffer title;

	for (i = o->items[i].parent; i != OUTLINE_NONE && n < UINT8_MAX; i = o->items[i].parent)
		above[n++] = i;
	if (n == 0)
		return;
	fprintf(out, "\t%s:", tag_kind(&o->items[above[0]]));
	buffer_init(&title);
	while (n > 0) {
		buffer_clear(&title);
		document_title(d, above[--n], &title);
		fprintf(out, "%s%s", title.data, n > 0 ? "\"\"" : "");
	}
	buffer_release(&title);
}

/* The extended format of Universal Ctags: a tag's address is its line, its end is a field. */
static void print_tags(struct document *d, const struct printing *how)
{
	const struct outline *o = d->outline;
	uint64_t last = 0;
	struct buffer title;

	buffer_init(&title);
	text_line_of(d->text, o->end > 0 ? o->end - 1 : 0, &last);
	for (uint32_t i = 0; i < o->n; i++) {
		const struct heading *h = &o->items[i];
		uint64_t end = h->next < o->n ? o->items[h->next].line : last + 1;

		if (!printed(how, h))
			continue;
		buffer_clear(&title);
		document_title(d, i, &title);
		fprintf(how->out, "%s\t%s\t%u;\"\t%s\tline:%u", title.data, d->path, h->line + 1,
		        tag_kind(h), h->line + 1);
		put_scope(d, i, how->out);
		fprintf(how->out, "\tend:%llu\n",
		        (unsigned long long)(end > h->line ? end : h->line + 1u));
	}
	buffer_release(&title);
}

/* What stands once before all tags. */
static void print_tags_head(FILE *out)
{
	fputs("!_TAG_FILE_FORMAT\t2\t/extended format/\n"
	      "!_TAG_FILE_SORTED\t0\t/0=unsorted, 1=sorted, 2=foldcase/\n"
	      "!_TAG_FILE_ENCODING\tutf-8\t//\n"
	      "!_TAG_PROGRAM_NAME\tspeechview\t//\n",
	      out);
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
	switch (how->settings->format) {
	case FORMAT_JSON:
		print_json(d, how);
		break;
	case FORMAT_MARKDOWN:
		print_markdown(d, how);
		break;
	case FORMAT_TAGS:
		if (how->first)
			print_tags_head(how->out);
		print_tags(d, how);
		break;
	default:
		print_text(d, how);
	}
	return 0;
}
