/* SPDX-License-Identifier: MIT */
/*
 * Sequences: what a whole control sequence of the terminal means.  Pure; ui/input collects the
 * bytes and knows where a sequence ends (ECMA-48, 5.4 and xterm's ctlseqs).
 */
#ifndef UI_INPUT_SEQUENCE_H
#define UI_INPUT_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/input.h"

/* What stands between the introducer and the final byte is kept up to this many bytes. */
#define SEQUENCE_TEXT_MAX 96

struct sequence {
	char introducer; /* '[' for CSI, 'O' for SS3, 'L' for the Linux console's CSI [ */
	char final;
	const char *text;
	size_t len;
	bool cursor_expected;
};

enum sequence_meaning {
	SEQUENCE_NOTHING, /* to be swallowed */
	SEQUENCE_EVENT,
	SEQUENCE_CURSOR, /* an event too, the answer that was expected */
	SEQUENCE_PASTE,  /* a paste begins */
	SEQUENCE_X10     /* three bytes of an X10 mouse report follow */
};

enum sequence_meaning sequence_decode(const struct sequence *sequence, struct event *event);

/*
 * The three bytes of an X10 mouse report (each 32 more than its value).  A release names no button:
 * event->button is -1 then.  False if it means nothing.
 */
bool sequence_decode_x10(const char bytes[3], struct event *event);

/* The answer to OSC 11: the bytes between OSC and its end ("11;rgb:1e1e/1e1e/2e2e").  False if they
 * are none. */
bool sequence_decode_background(const char *text, size_t len, struct event *event);

#endif
