/* SPDX-License-Identifier: MIT */
/*
 * Input, fuzzed: any bytes in any pieces.  The first byte chooses the pieces.  The events must be
 * the same however the bytes are cut, there are never more of them than bytes, and with time
 * passing at random nothing breaks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ui/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Events as bytes, to be compared. */
static size_t collect(struct input *in, int64_t now, struct buffer *out)
{
	struct event e;
	size_t n = 0;

	for (; input_next(in, now, &e); n++) {
		buffer_printf(out, "%d %u %u %d %d %d %d%d%d%d\n", (int)e.kind,
			      (unsigned)e.key.code, (unsigned)e.key.modifiers, e.row, e.column,
			      e.button, e.pressed, e.dragged, e.dark, e.focused);
		if (e.kind == EVENT_PASTE)
			buffer_append(out, input_paste(in)->data, input_paste(in)->len);
		if (e.kind == EVENT_KEY)
			key_write(e.key, true, out);
		if (e.row < 0 || e.column < 0 || e.button < 0 || e.button > 2)
			abort();
	}
	return n;
}

/* step: bytes a piece, changing; 0 for all at once.  pause: milliseconds between two pieces. */
static size_t run(const char *bytes, size_t len, unsigned step, int64_t pause, struct buffer *out)
{
	struct input *in = input_new();
	int64_t now = 0;
	size_t n = 0, at = 0;

	input_expect_cursor(in);
	while (at < len) {
		size_t piece = step == 0 ? len : 1 + (step * 7 + at * 13) % step;

		if (piece > len - at)
			piece = len - at;
		input_feed(in, bytes + at, piece, now);
		n += collect(in, now, out);
		at += piece;
		now += pause * (int64_t)(1 + at % 5);
		if (input_timeout(in, now) < -1)
			abort();
	}
	n += collect(in, now + 100000, out);
	input_free(in);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer whole, pieces;
	const char *bytes;

	if (size < 1)
		return 0;
	bytes = (const char *)data + 1;
	buffer_init(&whole);
	buffer_init(&pieces);
	if (run(bytes, size - 1, 0, 0, &whole) > size - 1)
		abort();
	run(bytes, size - 1, 1 + data[0] % 16, 0, &pieces);
	if (whole.len != pieces.len || memcmp(whole.data, pieces.data, whole.len) != 0)
		abort();
	buffer_clear(&pieces);
	run(bytes, size - 1, 1 + data[0] % 16, data[0], &pieces);
	buffer_release(&whole);
	buffer_release(&pieces);
	return 0;
}
