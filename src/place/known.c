/* SPDX-License-Identifier: MIT */
#include "place/known.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/memory.h"
#include "place/library.h"
#include "place/state_file.h"
#include "place/store.h"

/* No file of state is as large. */
#define FILE_MAX ((size_t)256 * 1024 * 1024)

/* Reads what the file of an entry says; false if it says nothing. */
static bool read_known(const char *folder, const struct library_entry *e, struct known_document *k)
{
	struct saved_view view;
	struct ini *ini = NULL;
	char name[32];

	*k = (struct known_document){.bookmarks = bookmarks_new()};
	state_file_name(e, name);
	if (!state_read(folder, name, &ini, &(struct merging){k->bookmarks, NULL}, NULL) ||
	    ini == NULL) {
		bookmarks_free(k->bookmarks);
		return false;
	}
	saved_view_init(&view);
	state_get_view(ini, &view);
	memcpy(k->id, e->id, sizeof(k->id));
	k->named = strncmp(e->path, STATE_NAMED, strlen(STATE_NAMED)) == 0;
	k->path = memory_copy(e->path, strcspn(e->path, "\n"));
	if (k->named)
		memmove(k->path, k->path + strlen(STATE_NAMED),
			strlen(k->path) - strlen(STATE_NAMED) + 1);
	k->title = memory_string(view.title != NULL ? view.title : "");
	k->read = e->changed;
	k->percent = view.percent;
	k->gone = !k->named && access(k->path, F_OK) != 0;
	saved_view_release(&view);
	ini_free(ini);
	return true;
}

static int compare_times(const void *a, const void *b)
{
	const struct known_document *x = a, *y = b;

	if (x->read != y->read)
		return x->read > y->read ? -1 : 1;
	return strcmp(x->path, y->path);
}

size_t known_documents(const char *folder, struct known_document **all)
{
	struct library library;
	size_t n = 0;

	*all = NULL;
	if (library_load(&library, folder, NULL)) {
		*all = memory_alloc((library.n + 1) * sizeof((*all)[0]));
		for (size_t i = 0; i < library.n; i++)
			n += read_known(folder, &library.entries[i], &(*all)[n]);
		if (n > 1)
			qsort(*all, n, sizeof((*all)[0]), compare_times);
	}
	library_release(&library);
	return n;
}

void known_documents_free(struct known_document *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(all[i].path);
		free(all[i].title);
		bookmarks_free(all[i].bookmarks);
	}
	free(all);
}

void forgotten_release(struct forgotten *kept)
{
	if (kept->key == NULL)
		return;
	free(kept->key);
	buffer_release(&kept->bytes);
	kept->key = NULL;
}

/* Reads the file of a document that goes. */
static bool keep(const char *folder, const struct library_entry *e, struct forgotten *kept,
		 struct cause *cause)
{
	char name[32], *path;
	bool ok;

	state_file_name(e, name);
	path = store_path(folder, name);
	buffer_init(&kept->bytes);
	ok = file_read(path, FILE_MAX, &kept->bytes, cause);
	free(path);
	if (!ok) {
		buffer_release(&kept->bytes);
		return false;
	}
	memcpy(kept->id, e->id, sizeof(kept->id));
	memcpy(kept->sample, e->sample, sizeof(kept->sample));
	kept->changed = e->changed;
	kept->key = memory_string(e->path);
	return true;
}

/* Takes a document out of the index, then away; what cannot be removed goes back into it. */
static bool drop(const char *folder, struct library *library, const char *id, struct cause *cause)
{
	struct library_entry e = *library_with_id(library, id);
	struct state_key key = {.path = memory_string(e.path)};
	char name[32], *path;
	bool ok;

	state_file_name(&e, name);
	path = store_path(folder, name);
	library_remove(library, e.id);
	ok = library_save(library, folder, cause);
	if (ok && unlink(path) != 0 && errno != ENOENT) {
		ok = cause_set(cause, "%s: %s", path, strerror(errno));
		memcpy(key.sample, e.sample, sizeof(key.sample));
		memcpy(library_enter(library, &key, e.changed)->id, e.id, sizeof(e.id));
		if (!library_save(library, folder, NULL))
			(void)cause_set(cause, "%s is no longer in the library", path);
	}
	free(path);
	state_key_release(&key);
	return ok;
}

bool known_forget(const char *folder, const char *id, struct forgotten *kept, struct cause *cause)
{
	struct library library;
	struct library_entry *e;
	int lock = store_lock(folder, cause);
	bool ok = false;

	*kept = (struct forgotten){.key = NULL};
	if (lock < 0)
		return false;
	if (library_load(&library, folder, cause)) {
		e = library_with_id(&library, id);
		if (e == NULL)
			(void)cause_set(cause, "it is forgotten already");
		else
			ok = keep(folder, e, kept, cause) &&
			     drop(folder, &library, kept->id, cause);
	}
	if (!ok)
		forgotten_release(kept);
	library_release(&library);
	file_unlock(lock);
	return ok;
}

bool known_restore(const char *folder, const struct forgotten *kept, struct cause *cause)
{
	struct state_key key = {.path = kept->key};
	struct library library;
	struct library_entry *e;
	char name[32];
	int lock = store_lock(folder, cause);
	bool ok = false;

	if (lock < 0)
		return false;
	memcpy(key.sample, kept->sample, sizeof(key.sample));
	if (library_load(&library, folder, cause)) {
		/* It may have been opened again meanwhile: then that one stays. */
		e = library_find(&library, &key);
		if (e != NULL) {
			(void)cause_set(cause, "the document was opened again since");
		} else {
			e = library_enter(&library, &key, kept->changed);
			state_file_name(e, name);
			ok = store_write(folder, name, &kept->bytes, cause) &&
			     library_save(&library, folder, cause);
		}
	}
	library_release(&library);
	file_unlock(lock);
	return ok;
}

/* The document's key at its new path: how it was read is as it was. */
static char *moved_key(const struct library_entry *e, const char *path, struct cause *cause)
{
	char *real = realpath(path, NULL);
	struct buffer key;

	if (real == NULL) {
		(void)cause_set(cause, "%s: %s", path, strerror(errno));
		return NULL;
	}
	buffer_init(&key);
	buffer_append_string(&key, real);
	buffer_append_string(&key, e->path + strcspn(e->path, "\n"));
	free(real);
	return buffer_steal(&key);
}

/* Writes all that is known of one document into the file of another. */
static bool pour(const char *folder, const struct library_entry *from,
		 const struct library_entry *to, struct cause *cause)
{
	struct bookmarks *bookmarks = bookmarks_new();
	struct saved_view view;
	struct ini *ini = NULL;
	char name[32];
	bool ok;

	saved_view_init(&view);
	state_file_name(from, name);
	view.corrections = correction_log_new();
	ok = state_read(folder, name, &ini, &(struct merging){bookmarks, view.corrections}, cause);
	if (ok && ini != NULL) {
		struct correction_log *log = view.corrections;

		state_get_view(ini, &view);
		view.corrections = log;
	}
	ok = ok && state_write(folder, to, &view, bookmarks, cause);
	ini_free(ini);
	correction_log_free(view.corrections);
	view.corrections = NULL;
	saved_view_release(&view);
	bookmarks_free(bookmarks);
	return ok;
}

static struct library_entry *find_path(const struct library *l, const char *key)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->entries[i].path, key) == 0)
			return &l->entries[i];
	return NULL;
}

static bool move_entry(const char *folder, struct library *library, struct library_entry *e,
		       char *key, struct cause *cause)
{
	struct library_entry *there = find_path(library, key);
	char id[17];

	if (there == e) {
		free(key);
		return true;
	}
	if (there == NULL) {
		free(e->path);
		e->path = key;
		return pour(folder, e, e, cause) && library_save(library, folder, cause);
	}
	free(key);
	memcpy(id, e->id, sizeof(id));
	return pour(folder, e, there, cause) && drop(folder, library, id, cause);
}

bool known_move(const char *folder, const char *id, const char *path, struct cause *cause)
{
	struct library library;
	struct library_entry *e;
	int lock = store_lock(folder, cause);
	char *key;
	bool ok = false;

	if (lock < 0)
		return false;
	if (library_load(&library, folder, cause)) {
		e = library_with_id(&library, id);
		key = e != NULL ? moved_key(e, path, cause) : NULL;
		if (e == NULL)
			(void)cause_set(cause, "it is forgotten already");
		ok = key != NULL && move_entry(folder, &library, e, key, cause);
	}
	library_release(&library);
	file_unlock(lock);
	return ok;
}
