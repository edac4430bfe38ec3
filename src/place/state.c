/* SPDX-License-Identifier: MIT */
/*
 * A document's file:
 *
 *     [document]           version, path, sample, changed
 *     [position]           changed, offset, line, path, quote, before, after; percent (how far
 *                          it was read), title (of the text), encoding; of the document's own
 *                          settings readings, match, chop-long-lines, line-numbers
 *     [folds]              depth; headings: of each fold a line "STATE ORDINAL OFFSET" and the
 *                          titles of its path, a line each after a blank; formerly open, children
 *                          and closed, each with offsets
 *     [bookmark ID]        name, note, letter, colour, created, changed, deleted; the anchor as
 *                          above; of a highlight the anchor of its end, each key with "end-"
 *     [correction.ID]      kind, title, created, changed, deleted; the anchor
 *
 * Sections that are not known here are kept as they are.
 */
#include "place/state.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "place/library.h"
#include "place/state_file.h"
#include "place/state_folds.h"
#include "place/store.h"

#define VERSION 1
#define BOOKMARK "bookmark "
#define CORRECTION "correction."

void saved_view_init(struct saved_view *v)
{
	*v = (struct saved_view){.percent = -1};
}

void saved_view_release(struct saved_view *v)
{
	anchor_release(&v->position);
	free(v->title);
	for (size_t i = 0; i < v->n_folds; i++)
		free(v->folds[i].path);
	free(v->folds);
	saved_view_init(v);
}

char *state_folder(struct cause *cause)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct buffer path;

	buffer_init(&path);
	/* The XDG specification has relative paths ignored. */
	if (state != NULL && state[0] == '/') {
		buffer_printf(&path, "%s/speechview", state);
	} else if (home != NULL && home[0] == '/') {
		buffer_printf(&path, "%s/.local/state/speechview", home);
	} else {
		cause_set(cause, "nothing is saved: neither HOME nor XDG_STATE_HOME is set");
		return NULL;
	}
	return buffer_steal(&path);
}

/* The keys of an anchor. */
struct anchor_keys {
	const char *offset, *line, *path, *quote, *before, *after;
};

static const struct anchor_keys place_keys = {"offset", "line", "path", "quote", "before", "after"};
static const struct anchor_keys end_keys = {"end-offset", "end-line",   "end-path",
					    "end-quote",  "end-before", "end-after"};

static void put_anchor_as(struct buffer *out, const struct anchor *a,
			  const struct anchor_keys *keys)
{
	ini_write_number(out, keys->offset, (long long)a->offset);
	ini_write_number(out, keys->line, (long long)a->line + 1);
	store_put(out, keys->path, a->path);
	store_put(out, keys->quote, a->quote);
	store_put(out, keys->before, a->before);
	store_put(out, keys->after, a->after);
}

static void put_anchor(struct buffer *out, const struct anchor *a)
{
	put_anchor_as(out, a, &place_keys);
}

/* False if the place itself is not there. */
static bool get_anchor_as(const struct ini *ini, const char *section, struct anchor *a,
			  const struct anchor_keys *keys)
{
	long long offset = ini_number(ini, section, keys->offset, -1);
	long long line = ini_number(ini, section, keys->line, 1);

	if (offset < 0)
		return false;
	*a = (struct anchor){
		.offset = (uint64_t)offset,
		.line = line > 0 ? (uint64_t)line - 1 : 0,
		.path = store_text(ini, section, keys->path),
		.quote = store_text(ini, section, keys->quote),
		.before = store_text(ini, section, keys->before),
		.after = store_text(ini, section, keys->after),
	};
	return true;
}

static bool get_anchor(const struct ini *ini, const char *section, struct anchor *a)
{
	return get_anchor_as(ini, section, a, &place_keys);
}

static void put_bookmark(struct buffer *out, const struct bookmark *m)
{
	char section[32], letter[2] = {m->letter, '\0'};

	snprintf(section, sizeof(section), BOOKMARK "%s", m->id);
	ini_write_section(out, section);
	ini_write_number(out, "created", m->created);
	ini_write_number(out, "changed", m->changed);
	if (m->deleted) {
		/* A tombstone needs no words. */
		ini_write_number(out, "deleted", 1);
		return;
	}
	store_put(out, "name", m->name);
	store_put(out, "note", m->note);
	if (m->letter != 0)
		store_put(out, "letter", letter);
	if (m->colour != 0)
		ini_write_number(out, "colour", (long long)m->colour);
	put_anchor(out, &m->anchor);
	if (m->is_range)
		put_anchor_as(out, &m->end, &end_keys);
}

static bool begins(const char *section, const char *kind)
{
	return strncmp(section, kind, strlen(kind)) == 0;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Merges the bookmark of a section; false if it is damaged. */
static bool get_bookmark(const struct ini *ini, const char *section, struct bookmarks *bookmarks)
{
	const char *id = section + strlen(BOOKMARK);
	struct bookmark m = {.deleted = ini_number(ini, section, "deleted", 0) != 0};
	long long colour;
	char *letter;

	if (!library_is_id(id))
		return false;
	memcpy(m.id, id, sizeof(m.id));
	m.created = ini_number(ini, section, "created", 0);
	m.changed = ini_number(ini, section, "changed", 0);
	if (!get_anchor(ini, section, &m.anchor) && !m.deleted)
		return false;
	letter = store_text(ini, section, "letter");
	m.letter = is_letter(letter[0]) && letter[1] == '\0' ? letter[0] : '\0';
	m.name = store_text(ini, section, "name");
	m.note = store_text(ini, section, "note");
	colour = ini_number(ini, section, "colour", 0);
	m.colour = colour > 0 && colour <= BOOKMARK_COLOURS ? (unsigned)colour : 0;
	m.is_range =
		get_anchor_as(ini, section, &m.end, &end_keys) && m.end.offset > m.anchor.offset;
	m.pos = m.anchor.offset;
	m.end_pos = m.is_range ? m.end.offset : m.pos;
	m.verdict = VERDICT_EXACT;
	(void)bookmarks_merge(bookmarks, &m);
	free(letter);
	free(m.name);
	free(m.note);
	anchor_release(&m.anchor);
	anchor_release(&m.end);
	return true;
}

/* False if some bookmark is damaged; the others are merged. */
static bool get_bookmarks(const struct ini *ini, struct bookmarks *bookmarks)
{
	bool whole = true;

	for (size_t i = 0; i < ini_sections(ini); i++) {
		const char *section = ini_section(ini, i);

		if (begins(section, BOOKMARK) && !get_bookmark(ini, section, bookmarks))
			whole = false;
	}
	return whole;
}

static void put_correction(struct buffer *out, const struct logged_correction *c)
{
	char section[32];

	snprintf(section, sizeof(section), CORRECTION "%s", c->id);
	ini_write_section(out, section);
	store_put(out, "kind", correction_name(c->kind));
	ini_write_number(out, "created", c->created);
	ini_write_number(out, "changed", c->changed);
	if (c->deleted) {
		ini_write_number(out, "deleted", 1);
		return;
	}
	if (c->title[0] != '\0')
		store_put(out, "title", c->title);
	put_anchor(out, &c->anchor);
}

/* Merges the correction of a section; false if it is damaged. */
static bool get_correction(const struct ini *ini, const char *section, struct correction_log *log)
{
	const char *id = section + strlen(CORRECTION);
	struct logged_correction c = {.deleted = ini_number(ini, section, "deleted", 0) != 0};
	char *kind;

	if (!library_is_id(id))
		return false;
	memcpy(c.id, id, sizeof(c.id));
	kind = store_text(ini, section, "kind");
	c.kind = correction_kind_find(kind);
	free(kind);
	if (c.kind == CORRECTION_KINDS || (!get_anchor(ini, section, &c.anchor) && !c.deleted))
		return false;
	c.created = ini_number(ini, section, "created", 0);
	c.changed = ini_number(ini, section, "changed", 0);
	c.title = store_text(ini, section, "title");
	(void)correction_log_merge(log, &c);
	free(c.title);
	anchor_release(&c.anchor);
	return true;
}

/* False if some correction is damaged; the others are merged. */
static bool get_corrections(const struct ini *ini, struct correction_log *log)
{
	bool whole = true;

	for (size_t i = 0; log != NULL && i < ini_sections(ini); i++) {
		const char *section = ini_section(ini, i);

		if (begins(section, CORRECTION) && !get_correction(ini, section, log))
			whole = false;
	}
	return whole;
}

const char *own_setting_name(enum own_setting which)
{
	static const char *const names[OWN_SETTINGS] = {"readings", "match", "chop-long-lines",
							"line-numbers"};

	return names[which];
}

void own_settings_put(struct own_settings *own, enum own_setting which, const char *value)
{
	size_t len = strlen(value);

	if (len >= sizeof(own->values[which]))
		len = 0;
	memcpy(own->values[which], value, len);
	own->values[which][len] = '\0';
}

static void put_view(struct buffer *out, const struct saved_view *view)
{
	ini_write_section(out, "position");
	ini_write_number(out, "changed", view->changed);
	for (int i = 0; i < OWN_SETTINGS; i++)
		if (view->own.values[i][0] != '\0')
			store_put(out, own_setting_name(i), view->own.values[i]);
	if (view->percent >= 0)
		ini_write_number(out, "percent", view->percent);
	if (view->title != NULL && view->title[0] != '\0')
		store_put(out, "title", view->title);
	if (view->encoding[0] != '\0')
		store_put(out, "encoding", view->encoding);
	if (view->has_position)
		put_anchor(out, &view->position);
	state_put_folds(out, view);
}

void state_get_view(const struct ini *ini, struct saved_view *view)
{
	long long percent = ini_number(ini, "position", "percent", -1);
	char *encoding = store_text(ini, "position", "encoding");

	view->changed = ini_number(ini, "position", "changed", 0);
	view->percent = percent >= 0 && percent <= 100 ? (int)percent : -1;
	view->title = store_text(ini, "position", "title");
	view->has_position = get_anchor(ini, "position", &view->position);
	for (int i = 0; i < OWN_SETTINGS; i++) {
		char *value = store_text(ini, "position", own_setting_name(i));

		own_settings_put(&view->own, i, value);
		free(value);
	}
	if (strlen(encoding) < sizeof(view->encoding))
		memcpy(view->encoding, encoding, strlen(encoding) + 1);
	free(encoding);
	state_get_folds(ini, view);
}

void state_file_name(const struct library_entry *e, char name[32])
{
	snprintf(name, 32, "%s.ini", e->id);
}

bool state_read(const char *folder, const char *name, struct ini **ini, const struct merging *into,
		struct cause *cause)
{
	const struct ini_fault *faults;
	bool whole;

	if (!store_read(folder, name, ini, cause))
		return false;
	if (*ini == NULL)
		return true;
	whole = get_bookmarks(*ini, into->bookmarks);
	whole = get_corrections(*ini, into->corrections) && whole;
	if (!whole && ini_faults(*ini, &faults) == 0)
		(void)store_set_aside(folder, name, cause);
	return true;
}

/* Standard input has no state. */
static bool is_stored(const struct state_key *key)
{
	return strcmp(key->path, "-") != 0;
}

bool state_load(const char *folder, const struct state_key *key, struct saved_view *view,
		struct bookmarks *bookmarks, struct cause *cause)
{
	struct library library;
	struct merging into = {bookmarks, view->corrections};
	struct library_entry *e;
	struct ini *ini = NULL;
	bool loaded;
	char name[32];

	if (!is_stored(key))
		return true;
	loaded = library_load(&library, folder, cause);
	e = loaded ? library_find(&library, key) : NULL;
	if (e != NULL) {
		state_file_name(e, name);
		loaded = state_read(folder, name, &ini, &into, cause);
	}
	if (ini != NULL) {
		saved_view_release(view);
		state_get_view(ini, view);
		view->corrections = into.corrections;
	}
	ini_free(ini);
	library_release(&library);
	return loaded;
}

/* Whether a section is written by put_document() and what follows it. */
static bool is_ours(const char *section, const struct saved_view *view)
{
	return strcmp(section, "document") == 0 || strcmp(section, "position") == 0 ||
	       strcmp(section, "folds") == 0 || section[0] == '\0' || begins(section, BOOKMARK) ||
	       (view->corrections != NULL && begins(section, CORRECTION));
}

/* Copies the sections that others write. */
static void put_others(struct buffer *out, const struct ini *ini, const struct saved_view *view)
{
	struct buffer text;

	buffer_init(&text);
	for (size_t i = 0; ini != NULL && i < ini_sections(ini); i++) {
		const char *section = ini_section(ini, i);

		if (is_ours(section, view) || strchr(section, '[') != NULL)
			continue;
		ini_write_section(out, section);
		for (size_t k = 0; k < ini_keys(ini, section); k++) {
			const char *key = ini_key(ini, section, k);

			buffer_clear(&text);
			if (strlen(key) <= 64 && ini_text(ini, section, key, &text))
				ini_write_text(out, key, text.data, text.len);
		}
	}
	buffer_release(&text);
}

/* The later of the view that is to be saved and the one that is there. */
static void put_later_view(struct buffer *out, const struct saved_view *view, const struct ini *ini)
{
	struct saved_view there;

	saved_view_init(&there);
	if (ini != NULL)
		state_get_view(ini, &there);
	put_view(out, there.changed > view->changed ? &there : view);
	saved_view_release(&there);
}

static void put_document(struct buffer *out, const struct library_entry *e)
{
	ini_write_section(out, "document");
	ini_write_number(out, "version", VERSION);
	store_put(out, "path", e->path);
	store_put(out, "sample", e->sample);
	ini_write_number(out, "changed", e->changed);
}

/* When the document's state changed last. */
static int64_t last_change(const struct saved_view *view, const struct bookmarks *bookmarks)
{
	int64_t last = view->changed;

	for (size_t i = 0; i < bookmarks_all(bookmarks); i++)
		if (bookmarks_any(bookmarks, i)->changed > last)
			last = bookmarks_any(bookmarks, i)->changed;
	for (size_t i = 0; view->corrections != NULL && i < correction_log_count(view->corrections);
	     i++)
		if (correction_log_at(view->corrections, i)->changed > last)
			last = correction_log_at(view->corrections, i)->changed;
	return last;
}

bool state_write(const char *folder, const struct library_entry *e, const struct saved_view *view,
		 struct bookmarks *bookmarks, struct cause *cause)
{
	struct ini *ini;
	struct buffer out;
	char name[32];
	bool written;

	state_file_name(e, name);
	if (!state_read(folder, name, &ini, &(struct merging){bookmarks, view->corrections}, cause))
		return false;
	if (ini != NULL && ini_number(ini, "document", "version", VERSION) > VERSION) {
		ini_free(ini);
		return cause_set(cause,
				 "%s/%s was written by a newer speechview and is left as it is",
				 folder, name);
	}
	buffer_init(&out);
	put_document(&out, e);
	put_later_view(&out, view, ini);
	for (size_t i = 0; i < bookmarks_all(bookmarks); i++)
		put_bookmark(&out, bookmarks_any(bookmarks, i));
	for (size_t i = 0; view->corrections != NULL && i < correction_log_count(view->corrections);
	     i++)
		put_correction(&out, correction_log_at(view->corrections, i));
	put_others(&out, ini, view);
	written = store_write(folder, name, &out, cause);
	buffer_release(&out);
	ini_free(ini);
	return written;
}

bool state_save(const char *folder, const struct state_key *key, const struct saved_view *view,
		struct bookmarks *bookmarks, struct cause *cause)
{
	struct library library;
	bool saved = false;
	int lock;

	if (!is_stored(key))
		return true;
	lock = store_lock(folder, cause);
	if (lock < 0)
		return false;
	if (library_load(&library, folder, cause)) {
		struct library_entry *e =
			library_enter(&library, key, last_change(view, bookmarks));

		/* The document first: from it the index can be made, not the other way round. */
		saved = state_write(folder, e, view, bookmarks, cause) &&
			library_save(&library, folder, cause);
	}
	library_release(&library);
	file_unlock(lock);
	if (saved)
		bookmarks_saved(bookmarks);
	if (saved && view->corrections != NULL)
		correction_log_saved(view->corrections);
	return saved;
}

static int compare_changes(const void *a, const void *b)
{
	const struct library_entry *x = a, *y = b;

	if (x->changed != y->changed)
		return x->changed > y->changed ? -1 : 1;
	return strcmp(x->path, y->path);
}

size_t state_documents(const char *folder, char ***paths)
{
	struct library library;
	size_t n = 0;

	*paths = NULL;
	if (library_load(&library, folder, NULL)) {
		if (library.n > 1)
			qsort(library.entries, library.n, sizeof(library.entries[0]),
			      compare_changes);
		*paths = memory_alloc((library.n + 1) * sizeof((*paths)[0]));
		for (; n < library.n; n++)
			(*paths)[n] = memory_copy(library.entries[n].path,
						  strcspn(library.entries[n].path, "\n"));
	}
	library_release(&library);
	return n;
}
