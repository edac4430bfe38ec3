/* SPDX-License-Identifier: MIT */
/* A document whose file has changed: its places are taken along into the new text. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "view/document_outline.h"
#include "view/sparse.h"

void document_take_places(struct document *d, uint64_t pos, struct saved_view *out)
{
	saved_view_release(out);
	saved_view_init(out);
	out->own = d->saved.own;
	memcpy(out->encoding, d->saved.encoding, sizeof(out->encoding));
	anchor_make(&out->position, d->text, d->outline, pos);
	out->has_position = true;
	document_collect_folds(d, pos, out);
}

/* All that was made from the old text goes, and the new one comes in its place. */
static void replace_text(struct document *d, struct source *source)
{
	sparse_end(d);
	finder_free(d->finder);
	d->finder = NULL;
	indexer_free(d->indexer);
	d->indexer = NULL;
	d->scan_started = false;
	reading_gate_free(d->gate);
	text_free(d->text);
	d->text = text_new(source);
	d->gate = reading_gate_new(source);
	folding_free(d->folding);
	d->folding = folding_new();
	correction_log_unsettle(d->log);
	document_set_outline(d, outline_new());
	bookmarks_seek(d->bookmarks);
	d->depth_restored = false;
	d->size_seen = 0;
	d->rules_told = 0;
	if (d->state_folder != NULL) {
		state_key_release(&d->key);
		state_key_make(&d->key, d->path, source);
	}
}

bool document_reload(struct document *d, const char *encoding, struct saved_view *places,
		     struct cause *cause)
{
	struct source_options how = {
		.encoding = encoding, .secure = d->secure, .filters = d->filters, .wake = d->wake};
	struct source *source = source_open(d->path, &how, cause);
	char *copy = encoding != NULL ? memory_string(encoding) : NULL;
	size_t i;

	if (source == NULL) {
		free(copy);
		return false;
	}
	free(d->encoding);
	d->encoding = copy;
	if (places != NULL) {
		saved_view_release(&d->saved);
		d->saved = *places;
		saved_view_init(places);
		d->saved.corrections = d->log;
	}
	for (i = 0; i < d->saved.n_folds; i++)
		d->saved.folds[i].restored = false;
	replace_text(d, source);
	return true;
}

struct document *document_open_as_wanted(struct document *d, const struct document_options *options,
					 struct cause *cause)
{
	struct document_options how = *options;
	char encoding[sizeof(d->saved.encoding)];
	char *path = memory_string(d->path);

	memcpy(encoding, d->saved.encoding, sizeof(encoding));
	document_free(d);
	how.encoding = encoding;
	d = document_open(path, &how, cause);
	if (d == NULL) {
		/* This system's iconv knows it no longer. */
		how.encoding = "auto";
		d = document_open(path, &how, cause);
	}
	free(path);
	return d;
}

bool document_remember_encoding(struct document *d, int64_t now, struct cause *cause)
{
	struct document_options how = {.encoding = "auto", .state_folder = d->state_folder};
	const char *encoding =
		d->encoding != NULL && strcmp(d->encoding, "auto") != 0 ? d->encoding : "";
	size_t len = strlen(encoding);
	struct document *detected;
	bool done = true;

	if (d->state_folder == NULL || len >= sizeof(d->saved.encoding))
		return true;
	how.secure = d->secure;
	how.filters = d->filters;
	detected = document_open(d->path, &how, cause);
	if (detected == NULL)
		return false;
	if (detected->state_folder != NULL) {
		memcpy(detected->saved.encoding, encoding, len + 1);
		detected->saved.changed = now;
		done = state_save(detected->state_folder, &detected->key, &detected->saved,
				  detected->bookmarks, cause);
		/* It may be the same document, which will be saved again. */
		if (strcmp(detected->key.path, d->key.path) == 0)
			memcpy(d->saved.encoding, encoding, len + 1);
	}
	document_free(detected);
	return done;
}
