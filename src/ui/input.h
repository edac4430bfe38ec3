/* SPDX-License-Identifier: MIT */
/*
 * Input: bytes from the terminal -> events.  Pure: it reads nothing and keeps no time of its own.
 * A lone ESC counts after INPUT_ESCAPE_MS; a bracketed paste is one event; reports that the program
 * asked for are told from keys; what it does not know is swallowed whole, never leaked as letters.
 * The same bytes at the same time give the same events, however they are cut into pieces.
 *
 * It understands UTF-8, the keys of xterm, rxvt, the Linux console, tmux and screen, CSI u (kitty,
 * fixterms), xterm's modifyOtherKeys, Alt as ESC, the mouse by SGR (1006), urxvt (1015) and X10
 * reports, focus (1004), bracketed paste (2004), cursor reports and answers to OSC 11.  Bytes that
 * are no UTF-8, unknown sequences (ECMA-48 control sequences and control strings) and keys with
 * Super or Hyper give no event.
 */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "view/key.h"

/* How long what has begun is waited for, in milliseconds: a key after ESC; the next byte of a
 * sequence; the end of a control string, from its start; the next byte of a paste. */
#define INPUT_ESCAPE_MS 25
#define INPUT_SEQUENCE_MS 250
#define INPUT_STRING_MS 1000
#define INPUT_PASTE_MS 2000

/* The bytes at most that an unknown sequence swallows, and that a paste keeps. */
#define INPUT_SEQUENCE_MAX 65536
#define INPUT_PASTE_MAX (1024 * 1024)

enum event_kind {
	EVENT_KEY,
	EVENT_PASTE,  /* input_paste() has its bytes */
	EVENT_MOUSE,  /* a button pressed, released or dragged (the wheel is a key, with a place) */
	EVENT_CURSOR, /* the answer to ESC [ 6 n: row and column from 0 */
	EVENT_BACKGROUND, /* the answer to OSC 11: dark or light */
	EVENT_FOCUS
};

struct event {
	enum event_kind kind;
	struct key key;
	int row, column; /* from 0 */
	int button;      /* 0 left, 1 middle, 2 right */
	bool pressed;    /* also while it is dragged */
	bool dragged;
	bool dark;
	bool focused;
};

struct input;

struct input *input_new(void);
void input_free(struct input *in);

/* Takes bytes that were read at `now` (milliseconds of any clock). */
void input_feed(struct input *in, const char *bytes, size_t len, int64_t now);

/*
 * Says that a cursor report was asked for (once for each): only then CSI r;c R is EVENT_CURSOR, and
 * else F3, which looks the same with modifiers.
 */
void input_expect_cursor(struct input *in);

/* The next event; false if none is ready. */
bool input_next(struct input *in, int64_t now, struct event *event);

/* Milliseconds until what is pending becomes an event by itself (a lone ESC), 0 if an event is
 * ready already; -1 if nothing is. */
int input_timeout(const struct input *in, int64_t now);

/* The text of the last EVENT_PASTE: valid UTF-8 (bad bytes and controls but tabs left out), lines
 * ended by '\n', at most INPUT_PASTE_MAX bytes.  It lives until the next input_next(). */
const struct buffer *input_paste(const struct input *in);

#endif
