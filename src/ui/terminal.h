/* SPDX-License-Identifier: MIT */
/*
 * The terminal as a device: its descriptors, line settings and size, and the way back.  No curses.
 *
 * While it is taken, the settings are raw: no echo, no lines, ^C ^Z ^\ ^S ^V come as bytes, and
 * nothing is changed on the way out (neither ISIG nor OPOST).  A *guard* holds the bytes and
 * settings that give the terminal back; a fatal signal, or whoever ends the program early, writes
 * them from anywhere.
 */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "base/attributes.h"
#include "base/cause.h"

#define TERMINAL_GUARD_MAX 512 /* bytes that a guard can hold */

struct terminal {
	int in_fd;
	int out_fd;
	bool opened_in; /* in_fd is ours to close */
	struct termios saved;
};

/* Standard output for drawing; for keys standard input or, where that is no terminal, /dev/tty.
 * Changes no setting yet.  False with a cause where there is no terminal. */
bool terminal_open(struct terminal *t, struct cause *cause) ATTRIBUTE_NODISCARD;

void terminal_close(struct terminal *t);

/* Raw settings; those that were there are remembered, for the guard too. */
void terminal_take(struct terminal *t);

/* The remembered settings. */
void terminal_give_back(struct terminal *t);

/* Writes everything, waiting where it must; gives up silently when the terminal is gone. */
void terminal_write(const struct terminal *t, const char *bytes, size_t len);

/* Rows and columns, at least 1; LINES, COLUMNS and at last 24 x 80 where the terminal says
 * nothing. */
void terminal_size(const struct terminal *t, int *rows, int *columns);

/*
 * Stops the whole process group until SIGCONT, as if ISIG were on and ^Z typed: a program that
 * started this one (man, git) must stop too, or its shell would never take the terminal.
 */
void terminal_stop(void);

/*
 * From now on, rescue writes these bytes (at most TERMINAL_GUARD_MAX) and the remembered settings.
 * The first guard installs the handler of SEGV, ABRT, BUS, FPE and ILL, which rescues and raises
 * the signal again.  There is one terminal, so there is one guard.
 */
void terminal_guard(const struct terminal *t, const char *bytes, size_t len);

/* No rescue any more; the handlers that were there before come back. */
void terminal_unguard(void);

/* Gives the terminal back, once; does nothing without a guard.  Safe in a signal handler. */
void terminal_rescue(void);

#endif
