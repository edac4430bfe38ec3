/* SPDX-License-Identifier: MIT */
/*
 * Signals that ask for something: their handlers set flags and wake the loop, which acts.  (Fatal
 * ones are screen_curses' business.)
 */
#ifndef UI_SIGNALS_H
#define UI_SIGNALS_H

#include "base/job.h"

enum signal_flags {
	SIGNAL_END = 1 << 0,     /* HUP, TERM: save and leave */
	SIGNAL_RESIZE = 1 << 1,  /* WINCH */
	SIGNAL_STOP = 1 << 2,    /* TSTP */
	SIGNAL_CONTINUE = 1 << 3 /* CONT */
};

/* Installs the handlers; PIPE and XFSZ are ignored, so that a write fails instead.  wake has to
 * outlive the program's last signal. */
void signals_install(const struct wake *wake);

/* What has arrived since the last call. */
unsigned signals_take(void);

#endif
