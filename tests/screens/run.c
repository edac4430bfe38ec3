/* SPDX-License-Identifier: MIT */
/*
 * Screen cases: the whole program on a screen in memory.  A case is a folder of cases/ with
 *
 *     case      lines: "file PATH" (from the source's root), "size ROWS COLUMNS", "keys TEXT" (with
 *               C escapes \e \r \t, and \^R for Control R), "resize ROWS COLUMNS", "styles"
 *     expected  the screen after each "show" line of case
 *
 * Prints TAP.  With --update the expected screens are written anew.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "ui/app.h"
#include "ui/screen_memory.h"

/* A clock that goes on only when the runner says so. */
static int64_t still_ticks(void *data)
{
	return *(int64_t *)data;
}

static int64_t still_time(void *data)
{
	return 1000000000000 + *(int64_t *)data;
}

struct run {
	int64_t now;
	struct settings settings;
	struct keymap *keymap;
	struct theme theme;
	struct screen *screen;
	struct app *app;
	bool styles;
	struct buffer shown;
};

/* Lets background work end and lone ESCs count. */
static void settle(struct run *r)
{
	int rounds;

	for (rounds = 0; rounds < 5000; rounds++) {
		r->now += INPUT_ESCAPE_MS;
		app_update(r->app);
		if (!app_busy(r->app))
			break;
		usleep(1000);
	}
	app_update(r->app);
	app_draw(r->app);
}

static void open_app(struct run *r)
{
	struct app_options options = {.screen = r->screen,
	                              .clock = {still_ticks, still_time, &r->now},
	                              .settings = &r->settings,
	                              .keymap = r->keymap,
	                              .theme = &r->theme};
	struct cause cause = CAUSE_NONE;

	if (r->app != NULL)
		return;
	r->app = app_new(&options, &cause);
	if (r->app == NULL) {
		printf("Bail out! %s\n", cause_text(&cause));
		exit(1);
	}
	settle(r);
}

static void type(struct run *r, const char *text)
{
	struct buffer bytes;

	buffer_init(&bytes);
	for (; *text != '\0'; text++) {
		if (*text != '\\' || text[1] == '\0') {
			buffer_append_byte(&bytes, *text);
			continue;
		}
		text++;
		if (*text == '^' && text[1] != '\0') {
			buffer_append_byte(&bytes, (char)(*++text & 0x1F));
			continue;
		}
		buffer_append_byte(&bytes, *text == 'e'   ? '\033'
		                           : *text == 'r' ? '\r'
		                           : *text == 't' ? '\t'
		                                          : *text);
	}
	app_type(r->app, bytes.data, bytes.len);
	buffer_release(&bytes);
	settle(r);
}

static void line_of_case(struct run *r, char *line)
{
	char *rest = strchr(line, ' ');
	int rows, columns;

	rest = rest != NULL ? rest + 1 : line + strlen(line);
	if (strncmp(line, "file ", 5) == 0) {
		settings_add_file(&r->settings, rest);
	} else if (strcmp(line, "styles") == 0) {
		r->styles = true;
	} else if (sscanf(line, "size %d %d", &rows, &columns) == 2) {
		r->screen = screen_memory_new(rows, columns, 256);
		open_app(r);
	} else if (strncmp(line, "keys ", 5) == 0) {
		type(r, rest);
	} else if (sscanf(line, "resize %d %d", &rows, &columns) == 2) {
		screen_memory_resize(r->screen, rows, columns);
		app_use_screen(r->app, r->screen);
		settle(r);
	} else if (strcmp(line, "show") == 0) {
		screen_memory_dump(r->screen, r->styles, &r->shown);
		buffer_append_string(&r->shown, "----\n");
	} else if (line[0] != '\0' && line[0] != '#') {
		printf("Bail out! not a line of a case: %s\n", line);
		exit(1);
	}
}

/* Runs one case; the screens it shows go to shown. */
static void run_case(const char *path, struct buffer *shown)
{
	struct run r = {.now = 1000};
	struct buffer text;
	struct cause cause = CAUSE_NONE;
	char *line, *end;

	settings_init(&r.settings);
	r.keymap = keymap_new();
	theme_init(&r.theme, 256, true);
	buffer_init(&r.shown);
	buffer_init(&text);
	if (!file_read(path, 1 << 20, &text, &cause)) {
		printf("Bail out! %s\n", cause_text(&cause));
		exit(1);
	}
	for (line = text.data; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		line_of_case(&r, line);
	}
	buffer_append(shown, r.shown.data, r.shown.len);
	app_free(r.app);
	screen_close(r.screen);
	keymap_free(r.keymap);
	settings_release(&r.settings);
	buffer_release(&r.shown);
	buffer_release(&text);
}

static int is_case(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool check(const char *folder, const char *name, bool update)
{
	struct buffer path, shown, expected;
	struct cause cause = CAUSE_NONE;
	bool same;

	buffer_init(&path);
	buffer_init(&shown);
	buffer_init(&expected);
	buffer_printf(&path, "%s/%s/case", folder, name);
	run_case(path.data, &shown);
	buffer_clear(&path);
	buffer_printf(&path, "%s/%s/expected", folder, name);
	if (update) {
		same = file_replace(path.data, shown.data, shown.len, &cause);
	} else {
		same = file_read(path.data, 1 << 20, &expected, &cause) &&
		       strcmp(expected.data, shown.data) == 0;
		if (!same)
			fprintf(stderr, "%s: expected\n%sgot\n%s", name, expected.data, shown.data);
	}
	cause_release(&cause);
	buffer_release(&path);
	buffer_release(&shown);
	buffer_release(&expected);
	return same;
}

int main(int argc, char **argv)
{
	const char *root = getenv("SRCDIR") != NULL ? getenv("SRCDIR") : ".";
	bool update = argc > 1 && strcmp(argv[1], "--update") == 0;
	struct dirent **names;
	int n, i, failed = 0;

	if (chdir(root) != 0 || (n = scandir("tests/screens/cases", &names, is_case, alphasort)) < 0) {
		printf("Bail out! no tests/screens/cases in %s\n", root);
		return 1;
	}
	printf("1..%d\n", n);
	for (i = 0; i < n; i++) {
		bool ok = check("tests/screens/cases", names[i]->d_name, update);

		printf("%sok %d - %s\n", ok ? "" : "not ", i + 1, names[i]->d_name);
		failed += !ok;
		free(names[i]);
	}
	free(names);
	return failed != 0;
}
