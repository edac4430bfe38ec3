/* SPDX-License-Identifier: MIT */
/*
 * speechview: a reader for long, structured plain text.  The map of the program:
 *
 *     base/     memory, buffers, jobs, files                  knows nothing of text
 *     text/     bytes -> lines, paragraphs, clusters, rows    source, text, paragraph, wrap
 *     outline/  paragraphs -> headings -> the tree; folds     candidate, decide, indexer, folding
 *     search/   a query -> a program over bytes -> hits       pattern, finder
 *     place/    bookmarks and positions that survive edits    anchor, bookmarks, state
 *     speech/   what is spoken, and how long it takes         pace
 *     view/     one document on a screen of no terminal       document, view, settings, keymap
 *     ui/       the terminal, keys, panes, the loop           app, reader, screen_curses
 *     print/    the same models for scripts                   outline, find, section, plain
 *
 * This file reads the options and goes into print/ or ui/.
 */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/cause.h"
#include "base/memory.h"
#include "place/state.h"
#include "print/import.h"
#include "print/print.h"
#include "ui/app.h"
#include "ui/screen_curses.h"
#include "ui/screen_memory.h"
#include "view/settings.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0.1.0"
#endif

static void complain(void *data, const char *message)
{
	(void)data;
	fprintf(stderr, "speechview: %s\n", message);
}

/* Says the cause, if there is one, and returns status. */
static int fail(struct cause *cause, int status)
{
	if (cause->text != NULL)
		complain(NULL, cause_text(cause));
	cause_release(cause);
	return status;
}

/* Text is UTF-8 inside; a locale that cannot show it is replaced by one that can. */
static void set_locale(void)
{
	/* Only the characters matter here, and each category costs a file to open. */
	if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
			setlocale(LC_CTYPE, "en_US.UTF-8");
}

static char *find_state_folder(const struct settings *s)
{
	struct cause cause = CAUSE_NONE;
	char *folder = s->no_state || s->secure ? NULL : state_folder(&cause);

	/* Without a home nothing is kept; that is no reason not to read. */
	cause_release(&cause);
	return folder;
}

typedef int print_function(struct document *d, const struct printing *how, struct cause *cause);

/* Says which of the reader's wishes for the outline could not be fulfilled. */
static void tell_of_wishes(struct document *d)
{
	struct buffer trouble;

	buffer_init(&trouble);
	if (document_rules_trouble(d, &trouble))
		fprintf(stderr, "speechview: %s: %s\n", d->path, trouble.data);
	buffer_clear(&trouble);
	if (document_corrections_trouble(d, &trouble))
		fprintf(stderr, "speechview: %s: %s\n", d->path, trouble.data);
	buffer_release(&trouble);
}

static int print_file(const char *path, print_function *print, const struct printing *how,
                      const char *folder)
{
	struct outline_options outline = settings_outline_options(how->settings);
	struct document_options options = {.encoding = how->settings->encoding,
	                                   .secure = how->settings->secure,
	                                   .filters = how->settings->filters,
	                                   .state_folder = folder,
	                                   .as = how->settings->as,
	                                   .outline = &outline};
	struct cause cause = CAUSE_NONE;
	struct document *d = document_open(path, &options, &cause);
	const char *trouble;
	int status;

	if (d == NULL)
		return fail(&cause, 2);
	source_want(text_source(d->text), POS_NONE);
	/* A search that finds nothing needs no outline: it scans for one itself. */
	if (print != print_find && !print_scan(d, &cause)) {
		document_free(d);
		return fail(&cause, 2);
	}
	cause_release(&cause);
	status = print(d, how, &cause);
	tell_of_wishes(d);
	trouble = source_trouble(text_source(d->text));
	if (trouble != NULL) {
		complain(NULL, trouble);
		status = 2;
	}
	document_free(d);
	return fail(&cause, status);
}

static int worse(int a, int b)
{
	/* Trouble counts most, then that something was found. */
	return a == 2 || b == 2 ? 2 : a < b ? a : b;
}

/* --bookmarks without a file: those of all documents known. */
static int print_all_bookmarks(struct printing *how, const char *folder)
{
	char **paths = NULL;
	size_t n = folder != NULL ? state_documents(folder, &paths) : 0, i;
	int status = 1;

	how->names = true;
	for (i = 0; i < n; i++) {
		if (access(paths[i], R_OK) == 0)
			status = worse(status, print_file(paths[i], print_bookmarks, how, folder));
		else
			fprintf(stderr, "speechview: %s: %s; its bookmarks are kept\n", paths[i],
			        strerror(errno));
		free(paths[i]);
	}
	free(paths);
	return status;
}

/* Into the files given, or into each document that the bookmarks name. */
static int import_into_files(const struct settings *s, struct printing *how, const char *folder)
{
	const char *path;
	int status = 0;

	for (size_t i = 0; i < s->n_files; i++)
		status = worse(status, print_file(s->files[i], print_imported, how, folder));
	for (size_t i = 0; s->n_files == 0 && (path = import_document(how->import, i)) != NULL; i++)
		status = worse(status, print_file(path, print_imported, how, folder));
	if (import_left(how->import) > 0)
		fprintf(stderr, "speechview: %zu bookmarks are of other documents, and were left\n",
		        import_left(how->import));
	return status == 0 && import_has_faults(how->import) ? 2 : status;
}

static int import_bookmarks(const struct settings *s, struct printing *how, const char *folder)
{
	struct cause cause = CAUSE_NONE;
	int status;

	if (folder == NULL) {
		complain(NULL, "bookmarks cannot be imported where nothing is saved");
		return 2;
	}
	how->import = import_read(s->import, complain, NULL, &cause);
	if (how->import == NULL)
		return fail(&cause, 2);
	status = import_into_files(s, how, folder);
	import_free(how->import);
	return status;
}

static int print_files(const struct settings *s, const char *folder)
{
	static print_function *const functions[] = {
	        [ACTION_OUTLINE] = print_outline,     [ACTION_FIND] = print_find,
	        [ACTION_SECTION] = print_section,     [ACTION_BOOKMARKS] = print_bookmarks,
	        [ACTION_PLAIN] = print_plain,
	};
	struct printing how = {.out = stdout,
	                       .settings = s,
	                       .names = s->n_files > 1,
	                       .first = true,
	                       .colour = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL};
	int status = 1;
	size_t i;

	if (s->action == ACTION_LIBRARY)
		return print_library(folder, &how);
	if (s->action == ACTION_IMPORT)
		return import_bookmarks(s, &how, folder);
	if (s->n_files == 0 && s->action == ACTION_BOOKMARKS)
		return print_all_bookmarks(&how, folder);
	for (i = 0; i < s->n_files; i++, how.first = false)
		status = i == 0 ? print_file(s->files[i], functions[s->action], &how, folder)
		                : worse(status, print_file(s->files[i], functions[s->action], &how,
		                                           folder));
	return status;
}

static int copy_files(const struct settings *s)
{
	struct printing how = {.out = stdout, .settings = s};
	int status = 0;
	size_t i;

	for (i = 0; i < s->n_files; i++) {
		struct cause cause = CAUSE_NONE;
		int one = print_copy(s->files[i], &how, &cause);

		status = worse(fail(&cause, one), status);
	}
	return status;
}

/* Where to begin: +N, +G, +/PATTERN, -p PATTERN, -b NAME. */
static void start_at(struct app *app, const struct settings *s)
{
	const char *command = s->start_command;

	/* Where reading stopped does not matter then. */
	if (s->start_bookmark != NULL || s->start_pattern != NULL || command != NULL)
		app_say(app, "%s", "");
	if (s->follow)
		follow_start(app);
	if (s->start_bookmark != NULL)
		bookmark_go_name(app, s->start_bookmark);
	if (s->start_pattern != NULL)
		search_begin(app, s->start_pattern);
	if (command == NULL)
		return;
	if (command[0] == '/')
		search_begin(app, command + 1);
	else
		app_type(app, command, strlen(command));
	/* "+12" is the line, as in less. */
	if (command[0] >= '0' && command[0] <= '9' &&
	    command[strspn(command, "0123456789")] == '\0')
		app_type(app, "g", 1);
}

/* Complaints about the configuration, kept until the terminal is the program's no longer. */
static void keep_complaint(void *data, const char *message)
{
	buffer_printf(data, "%sspeechview: %s", ((struct buffer *)data)->len > 0 ? "\n" : "", message);
}

struct viewing {
	struct settings *settings;
	struct keymap *keymap;
	struct theme *theme;
	const char *folder;
};

/* The terminal's size, as the memory screen of -F needs it. */
static void terminal_size(int *rows, int *columns)
{
	struct winsize size;

	*rows = 24;
	*columns = 80;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
		*rows = size.ws_row;
		*columns = size.ws_col;
	}
}

/* -F: laid out in memory first; a text that fits is printed, and that is all. */
static bool print_if_it_fits(struct app *app)
{
	struct text *text = app->document->text;

	/* A pipe has said enough when it has ended, or filled a screen. */
	while (!source_complete(text_source(text)) && app_fits_so_far(app)) {
		source_wait(text_source(text), text_size(text), 1000);
		app_update(app);
	}
	if (!app_fits(app))
		return false;
	print_range(app->document, (struct range){0, text_size(text)}, stdout);
	return true;
}

static bool open_screen(const struct viewing *v, struct screen **screen, struct cause *cause)
{
	struct screen_curses_options how = {
	        .no_alternate_screen = v->settings->no_alternate_screen,
	        .mouse = v->settings->mouse,
	        .widths = {v->settings->ambiguous_width == 2 ? 2 : 1},
	};

	*screen = screen_curses_open(&how, cause);
	if (*screen == NULL)
		return false;
	memory_set_failure_hook(screen_curses_rescue);
	theme_adapt(v->theme, screen_colours(*screen), theme_is_dark(v->settings->background));
	return true;
}

/* Runs the reader on the terminal; the application is opened on a screen in memory, so that nothing
 * is drawn before it is known that there is something to show. */
static int view_files(const struct viewing *v)
{
	struct cause cause = CAUSE_NONE;
	struct screen *memory, *screen = NULL;
	struct app_options options = {.clock = clock_of_system(),
	                              .settings = v->settings,
	                              .keymap = v->keymap,
	                              .theme = v->theme,
	                              .state_folder = v->folder};
	struct app *app;
	int rows, columns, status = 0;

	terminal_size(&rows, &columns);
	memory = options.screen = screen_memory_new(rows, columns, 0);
	app = app_new(&options, &cause);
	if (app == NULL) {
		status = 2;
	} else if (!v->settings->quit_if_one_screen || app->bare || !print_if_it_fits(app)) {
		cause_release(&cause);
		if (open_screen(v, &screen, &cause)) {
			app_use_screen(app, screen);
			start_at(app, v->settings);
			status = app_run(app, &cause) ? 0 : 2;
		} else {
			status = 2;
		}
	}
	app_free(app);
	screen_close(screen);
	memory_set_failure_hook(NULL);
	screen_close(memory);
	return fail(&cause, status);
}

/* What is asked of all documents that are known. */
static bool does_without_file(const struct settings *s)
{
	return s->action == ACTION_BOOKMARKS || s->action == ACTION_IMPORT ||
	       s->action == ACTION_LIBRARY;
}

static int run(struct viewing *v)
{
	struct settings *s = v->settings;

	switch (s->action) {
	case ACTION_HELP:
		settings_print_help(stdout);
		return 0;
	case ACTION_VERSION:
		printf("speechview %s\n", PACKAGE_VERSION);
		return 0;
	case ACTION_VIEW:
		break;
	default:
		if (s->n_files == 0 && !does_without_file(s)) {
			complain(NULL, "which file?  - is standard input; see speechview --help");
			return 2;
		}
		return print_files(s, v->folder);
	}
	if (s->n_files == 0 && !isatty(STDOUT_FILENO)) {
		complain(NULL, "which file?  - is standard input; see speechview --help");
		return 2;
	}
	return isatty(STDOUT_FILENO) ? view_files(v) : copy_files(s);
}

/* Reads options and configuration; what is wrong in the latter goes into complaints. */
static bool configure(struct viewing *v, int argc, char **argv, struct buffer *complaints,
                      struct cause *cause)
{
	theme_init(v->theme, 256, true);
	if (!settings_parse(v->settings, argc, argv, cause))
		return false;
	if (!settings_configure(v->settings, v->keymap, v->theme, keep_complaint, complaints, cause))
		return false;
	if (!settings_parse(v->settings, argc, argv, cause))
		return false;
	/* `... | speechview` reads what comes. */
	if (v->settings->n_files == 0 && !does_without_file(v->settings) &&
	    !isatty(STDIN_FILENO))
		settings_add_file(v->settings, "-");
	return true;
}

/* What was written has to arrive: a full disk behind a redirection is an error too. */
static int flush_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)
		fprintf(stderr, "speechview: cannot write: %s\n", strerror(errno));
	return errno == EPIPE ? status : 2;
}

int main(int argc, char **argv)
{
	struct settings settings;
	struct theme theme;
	struct buffer complaints;
	struct cause cause = CAUSE_NONE;
	struct viewing v = {.settings = &settings, .theme = &theme};
	char *folder;
	int status;

	memory_return_large();
	set_locale();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	settings_init(&settings);
	buffer_init(&complaints);
	v.keymap = keymap_new();
	if (configure(&v, argc, argv, &complaints, &cause)) {
		v.folder = folder = find_state_folder(&settings);
		status = flush_output(run(&v));
		free(folder);
	} else {
		status = fail(&cause, 2);
	}
	if (complaints.len > 0)
		fprintf(stderr, "%s\n", complaints.data);
	buffer_release(&complaints);
	keymap_free(v.keymap);
	settings_release(&settings);
	return status;
}
