/* SPDX-License-Identifier: MIT */
/* A reader on a screen in memory, whose clock goes on when a test says so. */
#ifndef TESTS_UNIT_READER_H
#define TESTS_UNIT_READER_H

#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "ui/app.h"
#include "ui/screen_memory.h"

struct reader {
	int64_t now;
	struct settings settings;
	struct keymap *keymap;
	struct theme theme;
	struct screen *screen;
	struct app *app;
	struct buffer shown;
};

static int64_t ticks(void *data)
{
	return ((struct reader *)data)->now;
}

/* As the loop does, until nothing goes on; time passes. */
static const char *settle(struct reader *r)
{
	int rounds;

	for (rounds = 0; rounds < 5000; rounds++) {
		r->now += 25;
		app_update(r->app);
		if (!app_busy(r->app))
			break;
		usleep(1000);
	}
	app_update(r->app);
	app_draw(r->app);
	buffer_clear(&r->shown);
	screen_memory_dump(r->screen, false, &r->shown);
	return r->shown.data;
}

static const char *type(struct reader *r, const char *keys)
{
	app_type(r->app, keys, strlen(keys));
	follow_pause(r->app);
	return settle(r);
}

/* When the reader before was closed: what is saved later has to count as later. */
static int64_t clock_so_far = 1000;

/* Opens a file; a folder for what is saved, or NULL. */
static void open_reader(struct reader *r, const char *path, const char *state_folder)
{
	struct app_options options;
	struct cause cause = CAUSE_NONE;

	memset(r, 0, sizeof(*r));
	memset(&options, 0, sizeof(options));
	r->now = clock_so_far;
	settings_init(&r->settings);
	settings_add_file(&r->settings, path);
	r->keymap = keymap_new();
	theme_init(&r->theme, 256, true);
	r->screen = screen_memory_new(12, 100, 256);
	buffer_init(&r->shown);
	options.screen = r->screen;
	options.clock = (struct clock){ticks, ticks, r};
	options.settings = &r->settings;
	options.keymap = r->keymap;
	options.theme = &r->theme;
	options.state_folder = state_folder;
	r->app = app_new(&options, &cause);
	assert_non_null(r->app);
	follow_watch(r->app);
	settle(r);
}

static void close_reader(struct reader *r)
{
	app_free(r->app);
	screen_close(r->screen);
	keymap_free(r->keymap);
	settings_release(&r->settings);
	buffer_release(&r->shown);
	clock_so_far = r->now + 1;
}

static bool shows(const char *screen, const char *text)
{
	bool found = strstr(screen, text) != NULL;

	if (!found)
		print_message("not on the screen: %s\n%s", text, screen);
	return found;
}

#endif
