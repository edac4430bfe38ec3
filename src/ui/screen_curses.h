/* SPDX-License-Identifier: MIT */
/*
 * The terminal as a screen, by ncursesw: the only file with curses, and it only emits.
 */
#ifndef UI_SCREEN_CURSES_H
#define UI_SCREEN_CURSES_H

#include <stdbool.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "ui/screen.h"

struct screen_curses_options {
	bool no_alternate_screen; /* -X: what was shown stays on the terminal afterwards */
	bool mouse;
	struct widths widths;
};

/*
 * Takes the terminal: standard output for drawing, standard input (or /dev/tty where that is no
 * terminal) for keys.  Installs the handler of fatal signals that restores it.  NULL with a cause
 * where TERM is unknown or cannot move the cursor.
 */
struct screen *screen_curses_open(const struct screen_curses_options *options,
				  struct cause *cause) ATTRIBUTE_NODISCARD;

/* Restores the terminal from anywhere, a signal handler or the out-of-memory hook included; does
 * nothing when no screen is open. */
void screen_curses_rescue(void);

#endif
