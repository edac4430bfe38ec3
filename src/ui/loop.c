/* SPDX-License-Identifier: MIT */
/*
 * The loop: one poll for keys, signals, background work, changes of the file and the clock.  A key
 * is drawn at once; what background work brings, at most once a frame; when nothing goes on,
 * nothing wakes up.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "ui/app.h"
#include "ui/signals.h"

/* Background work makes the screen be drawn no more often than this. */
#define FRAME_MS 16

/* Asks where the cursor goes after an ambiguous character, on the message row; a message that the
 * start has brought is drawn again. */
static void ask_for_width(struct app *app)
{
	char bytes[64];
	int row = app->areas.message_row, n;

	if (app->settings.ambiguous_width != 0 || row < 0)
		return;
	n = snprintf(bytes, sizeof(bytes),
		     "\0337\033[%d;1H\xE2\x80\xBB\033[6n\033[%d;1H\033[K\0338", row + 1, row + 1);
	input_expect_cursor(app->input);
	app->cursor_asked = clock_ticks(&app->options.clock);
	screen_send(app->screen, bytes, (size_t)n);
	if (app->message.len > 0) {
		screen_redraw(app->screen);
		app->dirty = true;
	}
}

static int poll_timeout(const struct app *app)
{
	int64_t now = clock_ticks(&app->options.clock);
	int64_t next = follow_next(app);
	int timeout = input_timeout(app->input, now);

	if (next != 0) {
		int64_t rest = next > now ? next - now : 0;

		if (timeout < 0 || rest < timeout)
			timeout = (int)rest;
	}
	if (app->dirty) {
		int64_t rest = app->last_draw + FRAME_MS - now;

		rest = rest < 0 ? 0 : rest;
		if (timeout < 0 || rest < timeout)
			timeout = (int)rest;
	}
	return timeout;
}

/* Reads what was typed.  False at the end of input: the terminal is gone. */
static bool read_input(struct app *app)
{
	char bytes[4096];
	ssize_t n = read(screen_input_fd(app->screen), bytes, sizeof(bytes));

	if (n > 0)
		app_type(app, bytes, (size_t)n);
	return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

static void look_at_size(struct app *app)
{
	int rows, columns;

	screen_size(app->screen, &rows, &columns);
	if (rows != app->areas.rows || columns != app->areas.columns)
		app_relayout(app);
	screen_redraw(app->screen);
	app->look++;
	app->dirty = true;
}

static void handle_signals(struct app *app)
{
	unsigned signals = signals_take();

	if (signals & SIGNAL_END)
		app->quitting = true;
	if (signals & SIGNAL_STOP)
		app_apply(app, command_suspend(app));
	if (signals & (SIGNAL_RESIZE | SIGNAL_CONTINUE))
		look_at_size(app);
}

static void wait_and_read(struct app *app)
{
	struct pollfd fds[3] = {{.fd = screen_input_fd(app->screen), .events = POLLIN},
				{.fd = app->wake.read_fd, .events = POLLIN},
				{.fd = follow_descriptor(app), .events = POLLIN}};
	int n = poll(fds, 3, poll_timeout(app));

	handle_signals(app);
	if (n <= 0)
		return;
	if (fds[1].revents != 0)
		wake_drain(&app->wake);
	if (fds[2].revents != 0)
		follow_event(app);
	if (fds[0].revents != 0) {
		if (!app->follow.watched)
			follow_look(app);
		if (!read_input(app))
			app->quitting = true;
		/* A key is answered at once. */
		app->last_draw = 0;
		follow_pause(app);
	}
}

bool app_run(struct app *app, struct cause *cause)
{
	signals_install(&app->wake);
	app_update(app);
	app_draw(app);
	ask_for_width(app);
	follow_watch(app);
	while (!app->quitting) {
		wait_and_read(app);
		if (app->quitting)
			break;
		app_update(app);
		if (app->dirty && clock_ticks(&app->options.clock) - app->last_draw >= FRAME_MS)
			app_draw(app);
	}
	return app_save(app, cause);
}
