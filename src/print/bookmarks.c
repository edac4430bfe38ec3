/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "print/json.h"
#include "print/print.h"

static void print_json(struct document *d, const struct printing *how, const struct bookmark *b)
{
	json_t *object = json_object();
	uint32_t heading = outline_section_at(d->outline, b->pos);
	uint64_t line = b->anchor.line;

	text_line_of(d->text, b->pos, &line);
	json_put_text(object, "file", d->path, strlen(d->path));
	json_put_text(object, "name", b->name, strlen(b->name));
	json_put_text(object, "note", b->note, strlen(b->note));
	json_put_number(object, "line", line + 1);
	json_put_number(object, "offset", b->pos);
	json_put_number(object, "heading", heading != OUTLINE_NONE ? (uint64_t)heading + 1 : 0);
	json_put_text(object, "quote", b->anchor.quote, strlen(b->anchor.quote));
	json_put_text(object, "status", verdict_name(b->verdict), strlen(verdict_name(b->verdict)));
	json_put_line(object, how->out);
}

static void print_text(struct document *d, const struct printing *how, const struct bookmark *b)
{
	uint64_t line = b->anchor.line;
	const char *note = b->note;

	text_line_of(d->text, b->pos, &line);
	if (how->names)
		fprintf(how->out, "%s:", d->path);
	fprintf(how->out, "%llu: %s", (unsigned long long)line + 1, b->name);
	if (b->verdict != VERDICT_EXACT)
		fprintf(how->out, " (%s)", verdict_name(b->verdict));
	fprintf(how->out, "\n    %s\n", b->anchor.quote);
	while (*note != '\0') {
		size_t len = strcspn(note, "\n");

		fprintf(how->out, "    | %.*s\n", (int)len, note);
		note += len + (note[len] == '\n');
	}
}

int print_bookmarks(struct document *d, const struct printing *how, struct cause *cause)
{
	size_t i, n;

	(void)cause;
	document_find_places(d);
	n = bookmarks_count(d->bookmarks);
	for (i = 0; i < n; i++) {
		if (how->settings->format == FORMAT_JSON)
			print_json(d, how, bookmarks_at(d->bookmarks, i));
		else
			print_text(d, how, bookmarks_at(d->bookmarks, i));
	}
	return n > 0 ? 0 : 1;
}
