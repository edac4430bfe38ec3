/* SPDX-License-Identifier: MIT */
#include "print/import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/memory.h"
#include "place/library.h"
#include "print/print.h"

struct entry {
	char *file;               /* "" if it does not say */
	struct bookmark bookmark; /* its strings are owned; id "" for none */
	bool taken;
};

struct import {
	struct entry *entries;
	size_t n, capacity;
	char **documents;
	size_t n_documents, document_capacity;
	bool has_faults;
};

static void entry_release(struct entry *e)
{
	free(e->file);
	free(e->bookmark.name);
	free(e->bookmark.note);
	anchor_release(&e->bookmark.anchor);
	anchor_release(&e->bookmark.end);
}

void import_free(struct import *import)
{
	if (import == NULL)
		return;
	for (size_t i = 0; i < import->n; i++)
		entry_release(&import->entries[i]);
	for (size_t i = 0; i < import->n_documents; i++)
		free(import->documents[i]);
	free(import->entries);
	free(import->documents);
	free(import);
}

/* A string of an object, for free(); "" if there is none. */
static char *text_of(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return memory_string(s != NULL ? s : "");
}

static json_int_t number_of(const json_t *object, const char *key, json_int_t fallback)
{
	const json_t *number = json_object_get(object, key);

	return json_is_integer(number) ? json_integer_value(number) : fallback;
}

static char *path_of(const json_t *array)
{
	struct buffer path;

	buffer_init(&path);
	for (size_t i = 0; i < json_array_size(array); i++) {
		const char *title = json_string_value(json_array_get(array, i));

		buffer_append_string(&path, title != NULL ? title : "");
		buffer_append_byte(&path, '\n');
	}
	return buffer_steal(&path);
}

/* The anchor in an object; false if it does not say where. */
static bool take_anchor(const json_t *object, struct anchor *a)
{
	json_int_t offset = number_of(object, "offset", -1), line = number_of(object, "line", 1);

	if (offset < 0)
		return false;
	*a = (struct anchor){
		.offset = (uint64_t)offset,
		.line = line > 0 ? (uint64_t)line - 1 : 0,
		.path = path_of(json_object_get(object, "path")),
		.quote = text_of(object, "quote"),
		.before = text_of(object, "before"),
		.after = text_of(object, "after"),
	};
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Takes a bookmark from an object; false if it is none. */
static bool take_bookmark(const json_t *object, struct bookmark *m)
{
	/* Those of version 0.1 have no anchor of their own. */
	const json_t *anchor = json_object_get(object, "anchor");
	json_int_t colour = number_of(object, "colour", 0);
	char *id, *letter;

	*m = (struct bookmark){0};
	if (!take_anchor(anchor != NULL ? anchor : object, &m->anchor))
		return false;
	m->is_range = take_anchor(json_object_get(object, "end_anchor"), &m->end) &&
		      m->end.offset > m->anchor.offset;
	m->name = text_of(object, "name");
	m->note = text_of(object, "note");
	m->created = number_of(object, "created", 0);
	m->changed = number_of(object, "changed", 0);
	m->colour = colour > 0 && colour <= BOOKMARK_COLOURS ? (unsigned)colour : 0;
	m->pos = m->anchor.offset;
	m->end_pos = m->is_range ? m->end.offset : m->pos;
	id = text_of(object, "id");
	letter = text_of(object, "letter");
	if (library_is_id(id))
		memcpy(m->id, id, sizeof(m->id));
	if (is_letter(letter[0]) && letter[1] == '\0')
		m->letter = letter[0];
	free(id);
	free(letter);
	return true;
}

static void note_document(struct import *import, const char *file)
{
	if (file[0] == '\0')
		return;
	for (size_t i = 0; i < import->n_documents; i++)
		if (strcmp(import->documents[i], file) == 0)
			return;
	import->documents = array_reserve(import->documents, &import->document_capacity,
					  import->n_documents + 1, sizeof(import->documents[0]));
	import->documents[import->n_documents++] = memory_string(file);
}

/* Takes a line; false if it is no bookmark, with a word about why. */
static bool take_line(struct import *import, const char *line, size_t len, struct cause *cause)
{
	json_error_t error;
	json_t *object = json_loadb(line, len, 0, &error);
	struct entry e = {0};

	if (object == NULL)
		return cause_set(cause, "%s", error.text);
	if (!json_is_object(object) || !take_bookmark(object, &e.bookmark)) {
		json_decref(object);
		return cause_set(cause, "an object with \"offset\" and \"quote\" is expected");
	}
	e.file = text_of(object, "file");
	json_decref(object);
	import->entries = array_reserve(import->entries, &import->capacity, import->n + 1,
					sizeof(import->entries[0]));
	import->entries[import->n++] = e;
	note_document(import, e.file);
	return true;
}

static bool is_empty(const char *line, size_t len)
{
	return strspn(line, " \t\r\n") >= len;
}

struct import *import_read(const char *path, import_complain *complain, void *data,
			   struct cause *cause)
{
	bool is_stdin = strcmp(path, "-") == 0;
	FILE *file = is_stdin ? stdin : fopen(path, "rb");
	struct import *import;
	size_t capacity = 0;
	char *line = NULL;
	ssize_t len;

	if (file == NULL) {
		(void)cause_set(cause, "%s: %s", path, strerror(errno));
		return NULL;
	}
	import = memory_zalloc(1, sizeof(*import));
	for (unsigned long n = 1; (len = getline(&line, &capacity, file)) >= 0; n++) {
		struct cause why = CAUSE_NONE, where = CAUSE_NONE;

		if (is_empty(line, (size_t)len) || take_line(import, line, (size_t)len, &why))
			continue;
		import->has_faults = true;
		(void)cause_set(&where, "%s:%lu: no bookmark: %s", path, n, cause_text(&why));
		complain(data, cause_text(&where));
		cause_release(&where);
		cause_release(&why);
	}
	if (ferror(file)) {
		(void)cause_set(cause, "%s: %s", path, strerror(errno));
		import_free(import);
		import = NULL;
	}
	free(line);
	if (!is_stdin)
		fclose(file);
	return import;
}

bool import_has_faults(const struct import *import)
{
	return import->has_faults;
}

const char *import_document(const struct import *import, size_t i)
{
	return i < import->n_documents ? import->documents[i] : NULL;
}

size_t import_left(const struct import *import)
{
	size_t n = 0;

	for (size_t i = 0; i < import->n; i++)
		n += !import->entries[i].taken;
	return n;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static bool is_of(const struct import *import, const struct entry *e, const struct document *d)
{
	return import->n_documents <= 1 || e->file[0] == '\0' ||
	       strcmp(base_name(e->file), base_name(d->path)) == 0;
}

/* Whether a bookmark that has no id is there already: with the same name and words. */
static const struct bookmark *find_like(const struct bookmarks *b, const struct bookmark *m)
{
	for (size_t i = 0; i < bookmarks_count(b); i++) {
		const struct bookmark *other = bookmarks_at(b, i);

		if (strcmp(other->name, m->name) == 0 && strcmp(other->note, m->note) == 0 &&
		    strcmp(other->anchor.quote, m->anchor.quote) == 0)
			return other;
	}
	return NULL;
}

struct tally {
	size_t added, changed, known, deleted;
};

/* Merges one; id becomes that of its bookmark here. */
static void merge(struct bookmarks *b, struct bookmark *m, int64_t now, struct tally *tally)
{
	const struct bookmark *here;

	if (m->id[0] == '\0') {
		here = find_like(b, m);
		tally->known += here != NULL;
		tally->added += here == NULL;
		if (here == NULL)
			here = bookmarks_add(b, m->letter, m->name, m->note, &m->anchor, m->pos,
					     now);
		memcpy(m->id, here->id, sizeof(m->id));
		return;
	}
	here = bookmarks_find_id(b, m->id);
	if (here == NULL) {
		tally->added += bookmarks_merge(b, m);
	} else if (bookmarks_merge(b, m)) {
		tally->changed++;
	} else if (here->deleted) {
		tally->deleted++;
	} else {
		tally->known++;
	}
}

static void put_count(FILE *out, size_t n, const char *what)
{
	if (n > 0)
		fprintf(out, ", %zu %s", n, what);
}

/* Names those that have no place in the text as it is. */
static void put_lost(const struct import *import, const struct document *d, FILE *out)
{
	for (size_t i = 0; i < import->n; i++) {
		const struct entry *e = &import->entries[i];
		const struct bookmark *m = bookmarks_find_id(d->bookmarks, e->bookmark.id);
		struct buffer how;

		if (!e->taken || m == NULL || m->deleted || m->verdict < VERDICT_APPROXIMATE ||
		    !is_of(import, e, d))
			continue;
		buffer_init(&how);
		bookmark_describe(m, &how);
		fprintf(out, "    %s: %s\n", m->name, how.data);
		buffer_release(&how);
	}
}

bool import_into(struct import *import, struct document *d, int64_t now, FILE *out,
		 struct cause *cause)
{
	struct tally tally = {0};

	if (d->state_folder == NULL)
		return cause_set(cause, "%s: nothing is saved for it", d->path);
	for (size_t i = 0; i < import->n; i++) {
		struct entry *e = &import->entries[i];

		if (e->taken || !is_of(import, e, d))
			continue;
		e->taken = true;
		merge(d->bookmarks, &e->bookmark, now, &tally);
	}
	bookmarks_resolve(d->bookmarks, d->text, d->outline);
	if (!document_save_places(d, cause))
		return false;
	fprintf(out, "%s: %zu bookmark%s imported", d->path, tally.added,
		tally.added == 1 ? "" : "s");
	put_count(out, tally.changed, "changed");
	put_count(out, tally.known, "known already");
	put_count(out, tally.deleted, "deleted here since");
	fputc('\n', out);
	put_lost(import, d, out);
	return true;
}

int print_imported(struct document *d, const struct printing *how, struct cause *cause)
{
	struct clock clock = clock_of_system();

	return import_into(how->import, d, clock_time(&clock), how->out, cause) ? 0 : 2;
}
