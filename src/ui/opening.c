/* SPDX-License-Identifier: MIT */
/*
 * Opening: another file of the list, one that is asked for by its name, and the same one in another
 * encoding.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "text/encoding.h"
#include "ui/app.h"

unsigned command_next_file(struct app *app)
{
	app_switch_file(app, 1);
	return EFFECT_DRAW;
}

unsigned command_previous_file(struct app *app)
{
	app_switch_file(app, -1);
	return EFFECT_DRAW;
}

unsigned command_first_file(struct app *app)
{
	if (app->file == 0)
		app_say(app, "this is the first file");
	else if (app_open_file(app, 0, NULL) && !app->message_is_error)
		app_say(app, "file 1 of %zu: %s", app->n_files, app->document->path);
	return EFFECT_DRAW;
}

static unsigned cancel(struct app *app)
{
	prompt_close(&app->prompt);
	return EFFECT_DRAW;
}

/* "~/" as the shell knows it; the caller's to free. */
static char *path_typed(const char *typed)
{
	const char *home = getenv("HOME");
	struct buffer path;

	buffer_init(&path);
	if (strncmp(typed, "~/", 2) == 0 && home != NULL) {
		buffer_append_string(&path, home);
		typed++;
	}
	buffer_append_string(&path, typed);
	return buffer_steal(&path);
}

static unsigned file_accept(struct app *app)
{
	char *path = path_typed(app->prompt.text.data);

	prompt_close(&app->prompt);
	if (path[0] == '\0')
		command_reload(app);
	else if (app_open_path(app, path) && !app->message_is_error)
		app_say(app, "file %zu of %zu: %s", app->file + 1, app->n_files, path);
	free(path);
	return EFFECT_DRAW;
}

static int compare_entries(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool is_text(const char *s)
{
	size_t n = strlen(s), i = 0;

	while (i < n) {
		uint32_t c;

		i += utf8_decode(s + i, n - i, &c);
		if (c == UTF8_BAD || c < 0x20 || c == 0x7F)
			return false;
	}
	return true;
}

/* The i-th name in its folder that begins like what was typed; folders get a slash. */
static bool offer_file(const char *typed, size_t i, struct buffer *out)
{
	char *path = path_typed(typed), *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	struct dirent **entries;
	bool found = false;
	int n, k;

	if (slash != NULL)
		*slash = '\0';
	n = scandir(slash == NULL   ? "."
		    : slash == path ? "/"
				    : path,
		    &entries, NULL, compare_entries);
	for (k = 0; k < n; k++) {
		const char *entry = entries[k]->d_name;

		if (!found && strncmp(entry, name, strlen(name)) == 0 &&
		    (entry[0] != '.' || name[0] == '.') && strcmp(entry, ".") != 0 &&
		    strcmp(entry, "..") != 0 && is_text(entry) && i-- == 0) {
			buffer_append(out, typed, strlen(typed) - strlen(name));
			buffer_append_string(out, entry);
			if (entries[k]->d_type == DT_DIR)
				buffer_append_byte(out, '/');
			found = true;
		}
		free(entries[k]);
	}
	if (n >= 0)
		free(entries);
	free(path);
	return found;
}

static const struct prompt_kind file_prompt = {
	.accept = file_accept, .cancel = cancel, .offer = offer_file};

unsigned command_open_file(struct app *app)
{
	prompt_open(&app->prompt, &file_prompt, "open: ", "");
	return EFFECT_DRAW;
}

/* The i-th name of an encoding that begins like what was typed. */
static bool offer_encoding(const char *typed, size_t i, struct buffer *out)
{
	const char *name;
	size_t k;

	for (k = 0; (name = encoding_name(k)) != NULL; k++) {
		if (strncasecmp(name, typed, strlen(typed)) != 0 || i-- > 0)
			continue;
		buffer_append_string(out, name);
		return true;
	}
	return false;
}

/* Opens the file in another encoding, at the line that was being read, and remembers that. */
static void decode_as(struct app *app, const char *encoding)
{
	struct cause cause = CAUSE_NONE;
	uint64_t line = 0;

	(void)text_line_of(app->document->text, view_focus(app->view), &line);
	if (!app_open_file(app, app->file, encoding))
		return;
	goal_set(app, (struct goal){.kind = GOAL_LINE, .number = line, .quiet = true});
	encoding = source_encoding(text_source(app->document->text));
	app_say(app, "read as %s", encoding != NULL ? encoding : "what it turns out to be");
	if (!document_remember_encoding(app->document, clock_time(&app->options.clock), &cause))
		app_complain(app, "%s", cause_text(&cause));
	cause_release(&cause);
}

static unsigned encoding_accept(struct app *app)
{
	char *name =
		memory_string(app->prompt.text.data[0] != '\0' ? app->prompt.text.data : "auto");
	struct cause cause = CAUSE_NONE;
	struct decoder *decoder = NULL;

	prompt_close(&app->prompt);
	if (strcmp(name, "auto") == 0 || encoding_is_utf8(name) ||
	    (decoder = decoder_new(name, &cause)) != NULL)
		decode_as(app, name);
	else
		app_complain(app, "%s", cause_text(&cause));
	decoder_free(decoder);
	cause_release(&cause);
	free(name);
	return EFFECT_DRAW;
}

static const struct prompt_kind encoding_prompt = {
	.accept = encoding_accept, .cancel = cancel, .offer = offer_encoding};

unsigned command_encoding(struct app *app)
{
	if (source_is_file(text_source(app->document->text)))
		prompt_open(&app->prompt, &encoding_prompt, "encoding (Tab completes): ", "");
	else
		app_say(app, "this cannot be read again; start with --encoding=NAME");
	return EFFECT_DRAW;
}
