/* SPDX-License-Identifier: MIT */
#include "view/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "outline/family.h"
#include "outline/markup.h"
#include "outline/rules.h"
#include "text/cluster.h"
#include "text/paragraph_characters.h"
#include "view/document_outline.h"
#include "view/sparse.h"

/* As much of a title as is ever shown. */
#define TITLE_MAX_BYTES 4096
#define BEYOND 64 /* bytes behind words that may decide how their last character is shown */
#define PLAIN 256 /* bytes of words that are looked at first, for being shown as they stand */
#define MARKUP "#=*~^-_+. "

static void load_state(struct document *d, const struct document_options *options,
		       struct cause *cause)
{
	struct source *source = text_source(d->text);

	bool is_named = strcmp(d->path, "-") == 0 && options->as != NULL;

	if (options->state_folder == NULL || (strcmp(d->path, "-") == 0 && !is_named))
		return;
	d->state_folder = memory_string(options->state_folder);
	if (is_named)
		state_key_name(&d->key, options->as);
	else
		state_key_make(&d->key, d->path, source);
	if (!state_load(d->state_folder, &d->key, &d->saved, d->bookmarks, cause)) {
		free(d->state_folder);
		d->state_folder = NULL;
	}
}

static struct document *open_source(const char *path, struct source *source,
				    const struct document_options *options, struct cause *cause)
{
	struct document *d = memory_zalloc(1, sizeof(*d));

	d->path = memory_string(path);
	d->encoding = options->encoding != NULL ? memory_string(options->encoding) : NULL;
	d->secure = options->secure;
	d->filters = options->filters;
	d->text = text_new(source);
	d->gate = reading_gate_new(source);
	d->outline = d->decided = outline_new();
	d->log = correction_log_new();
	d->folding = folding_new();
	folding_set_outline(d->folding, d->outline);
	d->bookmarks = bookmarks_new();
	saved_view_init(&d->saved);
	d->saved.corrections = d->log;
	paragraph_init(&d->scratch);
	d->wake = options->wake;
	d->percent = -1;
	d->outline_options =
		options->outline != NULL ? *options->outline : outline_options_default();
	d->outline_options.path = d->path;
	load_state(d, options, cause);
	if (options->encoding == NULL && strcmp(path, "-") != 0 && d->saved.encoding[0] != '\0')
		return document_open_as_wanted(d, options, cause);
	return d;
}

struct document *document_open(const char *path, const struct document_options *options,
			       struct cause *cause)
{
	struct source_options how = {.encoding = options->encoding,
				     .secure = options->secure,
				     .filters = options->filters,
				     .wake = options->wake};
	struct source *source = source_open(path, &how, cause);

	return source != NULL ? open_source(path, source, options, cause) : NULL;
}

struct document *document_new_empty(const struct document_options *options)
{
	return open_source("-", source_of_bytes("", 0), options, NULL);
}

bool document_scan(struct document *d, struct cause *cause)
{
	if (!d->scan_started) {
		d->scan_started = true;
		d->indexer =
			indexer_start(text_source(d->text), &d->outline_options, d->wake, cause);
	}
	return d->indexer != NULL;
}

bool document_is_scanned(const struct document *d)
{
	if (!d->scan_started || d->indexer == NULL)
		return d->scan_started;
	return indexer_complete(d->indexer) && (source_is_final(text_source(d->text)) ||
						text_indexed(d->text) >= text_size(d->text));
}

void document_free(struct document *d)
{
	if (d == NULL)
		return;
	finder_free(d->finder);
	sparse_end(d);
	indexer_free(d->indexer);
	bookmarks_free(d->bookmarks);
	folding_free(d->folding);
	if (d->outline != d->decided)
		outline_free(d->outline);
	outline_free(d->decided);
	correction_log_free(d->log);
	free(d->corrections.items);
	reading_gate_free(d->gate);
	text_free(d->text);
	saved_view_release(&d->saved);
	if (d->state_folder != NULL)
		state_key_release(&d->key);
	free(d->state_folder);
	paragraph_release(&d->scratch);
	free(d->encoding);
	free(d->path);
	free(d);
}

/* A file that has grown since its scan ended is scanned on. */
static void scan_what_came(struct document *d)
{
	struct source *source = text_source(d->text);

	/* what has handed over its last outline is about to end */
	if (d->indexer == NULL || source_is_final(source) ||
	    !(indexer_ended(d->indexer) || indexer_complete(d->indexer)) ||
	    text_indexed(d->text) >= text_size(d->text))
		return;
	if (!indexer_restart(d->indexer, NULL))
		source_follow(source, false); /* no thread: it stays as it was counted */
}

static void take_outline(struct document *d, struct outline *outline)
{
	document_set_outline(d, outline);
	document_restore_folds(d);
}

/* What may be gone through for bookmarks before keys are looked at again. */
#define SEARCH_AT_ONCE ((uint64_t)1024 * 1024)

/* Finds some of the bookmarks; the others in the next update, which the wake asks for. */
static void find_some_places(struct document *d)
{
	struct anchor_view view = {d->text, d->outline};

	if (!bookmarks_resolve_some(d->bookmarks, &view, SEARCH_AT_ONCE) && d->wake != NULL)
		wake_signal(d->wake);
}

unsigned document_update(struct document *d)
{
	struct outline *outline = NULL;
	unsigned changes = 0;
	uint64_t size = text_size(d->text);

	if (size != d->size_seen) {
		d->size_seen = size;
		changes |= DOCUMENT_GREW;
	}
	if (d->indexer != NULL)
		indexer_teach(d->indexer, d->gate);
	if (d->indexer != NULL && indexer_update(d->indexer, d->text, &outline))
		changes |= DOCUMENT_INDEX;
	if (outline != NULL) {
		take_outline(d, outline);
		changes |= DOCUMENT_OUTLINE;
		if (outline->complete)
			bookmarks_seek(d->bookmarks);
	}
	if (d->outline->complete && bookmarks_are_sought(d->bookmarks)) {
		find_some_places(d);
		changes |= DOCUMENT_PLACES;
	}
	scan_what_came(d);
	return changes;
}

bool document_rules_trouble(struct document *d, struct buffer *out)
{
	const struct rules *rules = d->outline->rules;
	uint32_t news = d->outline->rules_gave_up & ~d->rules_told;
	size_t k;

	for (k = 0; k < rules_count(rules); k++)
		if ((news >> k & 1) != 0)
			buffer_printf(out, "%s[heading.%s]", out->len > 0 ? ", " : "",
				      rules_name(rules, k));
	if (news == 0)
		return false;
	d->rules_told |= news;
	buffer_append_string(out, " takes too long on some lines; there it counts as no match");
	return true;
}

bool document_corrections_trouble(const struct document *d, struct buffer *out)
{
	size_t n = d->lost_corrections;

	if (n > 0)
		buffer_printf(out,
			      "%zu correction%s of the outline %s no place in the text as it is now",
			      n, n == 1 ? "" : "s", n == 1 ? "has" : "have");
	return n > 0;
}

void document_find_places(struct document *d)
{
	struct anchor_view view = {d->text, d->outline->complete ? d->outline : NULL};

	(void)bookmarks_resolve_some(d->bookmarks, &view, UINT64_MAX);
}

bool document_save_places(struct document *d, struct cause *cause)
{
	struct saved_view view;
	bool saved;

	if (d->state_folder == NULL)
		return true;
	saved_view_init(&view);
	view.corrections = d->log;
	saved = state_save(d->state_folder, &d->key, &view, d->bookmarks, cause);
	saved_view_release(&view);
	return saved;
}

bool document_position(struct document *d, uint64_t *pos)
{
	if (!d->saved.has_position)
		return false;
	return anchor_resolve(&d->saved.position, d->text, d->outline, pos) != VERDICT_LOST;
}

/* A title of so many cells serves any list. */
#define TITLE_CELLS 120

/* What a list of documents calls the text: its title, else its first heading, else its first
 * words. */
static char *title_of(struct document *d)
{
	struct buffer title;
	uint64_t pos = 0;

	buffer_init(&title);
	if (d->outline->n > 0 &&
	    (d->outline->items[0].level == 0 || d->outline->items[0].line == 0))
		document_title(d, 0, &title);
	for (int i = 0; i < 16 && title.len == 0; i++) {
		struct segment segment;

		if (!text_segment_at(d->text, pos, &segment))
			break;
		document_words(d, (struct range){segment.begin, segment.end}, &title);
		pos = segment.next;
	}
	buffer_truncate(&title,
			cluster_fit(title.data, title.len, TITLE_CELLS, (struct widths){1}));
	return buffer_steal(&title);
}

bool document_save(struct document *d, uint64_t pos, const struct own_settings *own, int64_t now,
		   struct cause *cause)
{
	struct saved_view v;
	bool ok;

	if (d->state_folder == NULL)
		return true;
	saved_view_init(&v);
	document_take_places(d, pos, &v);
	v.changed = now;
	v.percent = d->percent;
	v.title = title_of(d);
	v.own = *own;
	v.corrections = d->log;
	ok = state_save(d->state_folder, &d->key, &v, d->bookmarks, cause);
	saved_view_release(&v);
	return ok;
}

void document_paragraph(struct document *d, const struct segment *segment, enum reading_mode mode,
			struct paragraph *out)
{
	paragraph_read(out, segment, d->text, d->gate, mode);
}

/* Behind what there is from start on with a blank between; nothing if it is empty. */
static void append_word(const char *s, size_t n, size_t start, struct buffer *out)
{
	if (n > 0 && out->len > start)
		buffer_append_byte(out, ' ');
	buffer_append(out, s, n);
}

void document_squeeze(const char *s, size_t n, struct buffer *out)
{
	size_t i = 0, start = out->len;
	size_t word = 0; /* where what was not appended yet begins */

	while ((i = utf8_skip_han(s, n, i)) < n) {
		uint32_t c;
		size_t len = utf8_decode(s + i, n - i, &c);

		if (c == '\n' || c == '\t' || c == ' ' || c == 0x3000 || c == 0xA0) {
			append_word(s + word, i - word, start, out);
			word = i + len;
		}
		i += len;
	}
	append_word(s + word, n - word, start, out);
}

/* Words whose bytes are shown as they stand, as most titles are; false if they may not be. */
static bool plain_words(const struct document *d, struct range range, struct buffer *out)
{
	char bytes[PLAIN];
	size_t n = (size_t)(range.end - range.begin);

	if (range.end - range.begin > PLAIN || text_copy(d->text, range.begin, bytes, n) < n ||
	    characters_plain(bytes, n, 0, true) < n || reading_is_possible(bytes, n))
		return false;
	document_squeeze(bytes, n, out);
	return true;
}

void document_words(struct document *d, struct range range, struct buffer *out)
{
	struct buffer words;
	struct segment segment;
	uint64_t pos = range.begin;

	if (plain_words(d, range, out))
		return;
	buffer_init(&words);
	while (pos < range.end && words.len < TITLE_MAX_BYTES &&
	       text_segment_at(d->text, pos, &segment)) {
		struct segment part = segment;
		size_t from, to;

		if (part.end > range.end && part.end - range.end > BEYOND)
			part.end = range.end + BEYOND;
		document_paragraph(d, &part, READING_HIDE, &d->scratch);
		from = paragraph_from_source(&d->scratch, pos);
		to = segment.end > range.end ? paragraph_from_source(&d->scratch, range.end)
					     : d->scratch.clean.len;
		if (to > from + TITLE_MAX_BYTES)
			to = from + cluster_fit(d->scratch.clean.data + from, TITLE_MAX_BYTES,
						TITLE_MAX_BYTES, (struct widths){1});
		if (to > from)
			buffer_append(&words, d->scratch.clean.data + from, to - from);
		buffer_append_byte(&words, '\n');
		pos = segment.next;
	}
	document_squeeze(words.data, words.len, out);
	buffer_release(&words);
}

bool document_is_markup(const char *label, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (strchr(MARKUP, label[i]) == NULL)
			return false;
	return true;
}

void document_label(struct document *d, uint32_t heading, struct buffer *out)
{
	const struct heading *h = &d->outline->items[heading];
	size_t start = out->len;

	document_words(d, (struct range){h->offset, h->offset + h->title}, out);
	if (document_is_markup(out->data + start, out->len - start))
		buffer_truncate(out, start);
}

/* Appends source bytes of a title; a marked one without the marks inside of it. */
static void append_title(struct document *d, const struct heading *h, struct range range,
			 struct buffer *out)
{
	struct buffer words;

	if (!family_is_markup(h->family)) {
		document_words(d, range, out);
		return;
	}
	buffer_init(&words);
	document_words(d, range, &words);
	markup_title_clean(d->outline->notation, words.data, words.len, out);
	buffer_release(&words);
}

/* The title that the reader gave a heading; NULL if it has its own. */
static const char *title_given(const struct document *d, const struct heading *h)
{
	return h->flags & HEADING_CORRECTED ? corrections_title(&d->corrections, h->offset) : NULL;
}

static void append_renamed(const char *title, struct buffer *out)
{
	size_t len = strlen(title);

	if (len > TITLE_MAX_BYTES)
		len = cluster_fit(title, TITLE_MAX_BYTES, TITLE_MAX_BYTES, (struct widths){1});
	document_squeeze(title, len, out);
}

void document_caption(struct document *d, uint32_t heading, struct buffer *out)
{
	const struct heading *h = &d->outline->items[heading];
	const char *renamed = title_given(d, h);
	uint64_t begin = h->offset + h->title;

	if (renamed != NULL)
		append_renamed(renamed, out);
	else
		append_title(d, h, (struct range){begin, begin + h->title_len}, out);
}

/* Whether a label may be one of marks alone, which is not shown, by its first byte. */
static bool may_be_markup(const struct document *d, const struct heading *h)
{
	char first;

	return text_copy(d->text, h->offset, &first, 1) == 0 || (first >= 0 && first <= ' ') ||
	       strchr(MARKUP, first) != NULL;
}

/* A label, and the reader's title behind it as the text's own was: with a blank, or without. */
static void append_label(struct document *d, uint32_t heading, struct buffer *out)
{
	const struct heading *h = &d->outline->items[heading];
	size_t start = out->len;
	uint64_t end = h->offset + h->title;
	char last;

	document_label(d, heading, out);
	if (out->len > start && (h->title_len == 0 || text_copy(d->text, end - 1, &last, 1) == 0 ||
				 last == ' ' || last == '\t'))
		buffer_append_byte(out, ' ');
}

void document_title(struct document *d, uint32_t heading, struct buffer *out)
{
	const struct heading *h = &d->outline->items[heading];
	const char *renamed = title_given(d, h);
	uint64_t begin = h->offset;
	struct buffer label;

	if (renamed != NULL) {
		append_label(d, heading, out);
		append_renamed(renamed, out);
		return;
	}
	if (may_be_markup(d, h)) {
		buffer_init(&label);
		document_label(d, heading, &label);
		if (label.len == 0)
			begin += h->title;
		buffer_release(&label);
	}
	append_title(d, h, (struct range){begin, h->offset + h->title + h->title_len}, out);
}

void document_path(struct document *d, uint64_t pos, struct buffer *out)
{
	uint32_t above[UINT8_MAX];
	size_t n = 0;
	uint32_t i = outline_section_at(d->outline, pos);

	while (i != OUTLINE_NONE && n < UINT8_MAX) {
		above[n++] = i;
		i = outline_parent(d->outline, i);
	}
	while (n > 0) {
		document_title(d, above[--n], out);
		if (n > 0)
			buffer_append_string(out, " > ");
	}
}
