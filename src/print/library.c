/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "place/known.h"
#include "print/json.h"
#include "print/print.h"

static void print_json(const struct known_document *d, FILE *out)
{
	json_t *object = json_object();

	json_put_text(object, "file", d->path, strlen(d->path));
	json_put_text(object, "title", d->title, strlen(d->title));
	if (d->percent >= 0)
		json_put_number(object, "percent", (uint64_t)d->percent);
	json_object_set_new(object, "read", json_integer((json_int_t)d->read));
	json_put_number(object, "bookmarks", bookmarks_count(d->bookmarks));
	json_object_set_new(object, "piped", json_boolean(d->named));
	json_object_set_new(object, "gone", json_boolean(d->gone));
	json_put_line(object, out);
}

static void print_text(const struct known_document *d, FILE *out)
{
	size_t n = bookmarks_count(d->bookmarks);

	if (d->percent >= 0)
		fprintf(out, "%3d %%  ", d->percent);
	else
		fputs("    %  ", out);
	fputs(d->path, out);
	if (n > 0)
		fprintf(out, "  (%zu bookmark%s)", n, n == 1 ? "" : "s");
	fputs(d->gone ? "  gone\n" : d->named ? "  a pipe\n" : "\n", out);
	if (d->title[0] != '\0')
		fprintf(out, "       %s\n", d->title);
}

int print_library(const char *folder, const struct printing *how)
{
	struct known_document *all = NULL;
	size_t n = folder != NULL ? known_documents(folder, &all) : 0;

	for (size_t i = 0; i < n; i++) {
		if (how->settings->format == FORMAT_JSON)
			print_json(&all[i], how->out);
		else
			print_text(&all[i], how->out);
	}
	known_documents_free(all, n);
	return n > 0 ? 0 : 1;
}
