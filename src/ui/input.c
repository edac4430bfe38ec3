/* SPDX-License-Identifier: MIT */
#include "ui/input.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "ui/input_sequence.h"

#define ESCAPE 0x1B
#define BELL 0x07
#define CANCEL 0x18
#define SUBSTITUTE 0x1A
#define DELETE 0x7F

/*
 *     GROUND -> UTF8
 *            -> ESC -> ESC_ESC (rxvt's Alt before a sequence, or two lone ESC)
 *                   -> UTF8 (Alt and a character)
 *                   -> CSI -> LINUX (CSI [ A is F1 on the Linux console)
 *                          -> X10 (CSI M and three bytes)
 *                          -> PASTE (up to CSI 201 ~)
 *                   -> SS3
 *                   -> STRING (DCS, OSC, SOS, PM, APC) -> STRING_ESC (ESC \ ends it)
 */
enum state {
	STATE_GROUND,
	STATE_UTF8,
	STATE_ESC,
	STATE_ESC_ESC,
	STATE_CSI,
	STATE_LINUX,
	STATE_SS3,
	STATE_X10,
	STATE_STRING,
	STATE_STRING_ESC,
	STATE_PASTE
};

struct waiting {
	struct event event;
	struct buffer paste; /* of EVENT_PASTE */
};

struct input {
	enum state state;
	bool alt;                     /* what is being read came after an ESC of its own */
	char introducer;              /* of a string: one of P ] X ^ _ */
	char text[SEQUENCE_TEXT_MAX]; /* what was read in this state, as far as it fits */
	size_t len;                   /* bytes in text */
	size_t seen;                  /* bytes that were read in this state */
	size_t need;                  /* of a UTF-8 character: its bytes */
	int64_t last;                 /* when the last byte came */
	int64_t began;                /* when the string did */
	struct buffer raw;            /* the paste being read */
	size_t matched;               /* of its end marker */
	struct waiting *queue;        /* [head, n) are still to be given out */
	size_t head, n, capacity;
	struct buffer paste; /* the last one given out */
	size_t cursors;      /* reports that were asked for and have not come */
	int button;          /* the last one pressed, for reports that do not say */
};

static const char paste_end[] = "\033[201~";
#define PASTE_END_LEN (sizeof(paste_end) - 1)

struct input *input_new(void)
{
	struct input *in = memory_zalloc(1, sizeof(*in));

	buffer_init(&in->raw);
	buffer_init(&in->paste);
	return in;
}

void input_free(struct input *in)
{
	if (in == NULL)
		return;
	for (size_t i = in->head; i < in->n; i++)
		buffer_release(&in->queue[i].paste);
	free(in->queue);
	buffer_release(&in->raw);
	buffer_release(&in->paste);
	free(in);
}

void input_expect_cursor(struct input *in)
{
	in->cursors++;
}

const struct buffer *input_paste(const struct input *in)
{
	return &in->paste;
}

/* Events */

static struct waiting *push(struct input *in, const struct event *event)
{
	struct waiting *w;

	in->queue = array_reserve(in->queue, &in->capacity, in->n + 1, sizeof(in->queue[0]));
	w = &in->queue[in->n++];
	w->event = *event;
	buffer_init(&w->paste);
	return w;
}

static void push_key(struct input *in, uint32_t code, unsigned modifiers)
{
	struct event event = {.kind = EVENT_KEY};

	event.key = key_normal(code, modifiers);
	push(in, &event);
}

static void enter(struct input *in, enum state state)
{
	in->state = state;
	in->len = 0;
	in->seen = 0;
}

static void ground(struct input *in)
{
	in->alt = false;
	enter(in, STATE_GROUND);
}

/* A sequence has been read: Alt and the button that it does not name are added. */
static void push_decoded(struct input *in, struct event *event)
{
	if (event->kind == EVENT_KEY && in->alt)
		event->key.modifiers |= KEY_ALT;
	if (event->kind == EVENT_MOUSE && event->button < 0)
		event->button = in->button;
	else if (event->kind == EVENT_MOUSE && event->pressed)
		in->button = event->button;
	push(in, event);
}

/* Keeps a byte of what is being read; false if it has become too long. */
static bool keep(struct input *in, unsigned char byte)
{
	if (in->len < sizeof(in->text))
		in->text[in->len++] = (char)byte;
	return ++in->seen < INPUT_SEQUENCE_MAX;
}

/* Pastes */

/* Raw bytes -> valid UTF-8, lines ended by '\n', no controls but tabs. */
static void clean_paste(const struct buffer *raw, struct buffer *out)
{
	for (size_t i = 0; i < raw->len;) {
		uint32_t c;
		size_t n = utf8_decode(raw->data + i, raw->len - i, &c);
		bool after_cr = i > 0 && raw->data[i - 1] == '\r';

		if (c == '\r' || (c == '\n' && !after_cr))
			buffer_append_byte(out, '\n');
		else if (c == '\t' || (c >= 0x20 && c != DELETE && c < KEY_FIRST_NAMED &&
				       !(c >= 0x80 && c < 0xA0)))
			buffer_append(out, raw->data + i, n);
		i += n;
	}
}

static void end_paste(struct input *in)
{
	struct event event = {.kind = EVENT_PASTE};
	struct waiting *w = push(in, &event);

	clean_paste(&in->raw, &w->paste);
	buffer_release(&in->raw);
	ground(in);
}

static void keep_paste(struct input *in, const char *bytes, size_t len)
{
	size_t room = INPUT_PASTE_MAX - in->raw.len;

	buffer_append(&in->raw, bytes, len < room ? len : room);
}

/* The marker begins with its only ESC, so after a mismatch nothing of it can be a new beginning but
 * the byte itself. */
static void take_in_paste(struct input *in, unsigned char byte)
{
	if (byte == (unsigned char)paste_end[in->matched]) {
		if (++in->matched == PASTE_END_LEN)
			end_paste(in);
		return;
	}
	keep_paste(in, paste_end, in->matched);
	in->matched = byte == ESCAPE;
	if (in->matched == 0)
		keep_paste(in, (const char *)&byte, 1);
}

/* Bytes, one function a state */

static void take(struct input *in, unsigned char byte);

/* Gives up what is being read; the byte is one of its own. */
static void take_afresh(struct input *in, unsigned char byte)
{
	ground(in);
	take(in, byte);
}

static void take_in_ground(struct input *in, unsigned char byte)
{
	unsigned alt = in->alt ? KEY_ALT : 0;

	if (byte == ESCAPE) {
		enter(in, STATE_ESC);
		return;
	}
	if (byte >= 0x80) {
		in->need = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
		if (byte < 0xC2 || byte > 0xF4) {
			ground(in);
			return;
		}
		enter(in, STATE_UTF8);
		keep(in, byte);
		return;
	}
	if (byte < 0x20)
		push_key(in, byte == 0 ? ' ' : byte + (byte <= 26 ? 0x60u : 0x40u),
			 KEY_CONTROL | alt);
	else if (byte == DELETE)
		push_key(in, KEY_BACKSPACE, alt);
	else
		push_key(in, byte, alt);
	ground(in);
}

static void take_in_utf8(struct input *in, unsigned char byte)
{
	uint32_t c;

	if (!utf8_continues((char)byte)) {
		take_afresh(in, byte);
		return;
	}
	keep(in, byte);
	if (in->len < in->need)
		return;
	utf8_decode(in->text, in->len, &c);
	if (c != UTF8_BAD && c >= 0xA0)
		push_key(in, c, in->alt ? KEY_ALT : 0);
	ground(in);
}

static void take_in_esc(struct input *in, unsigned char byte)
{
	switch (byte) {
	case ESCAPE:
		enter(in, STATE_ESC_ESC);
		return;
	case '[':
		enter(in, STATE_CSI);
		return;
	case 'O':
		enter(in, STATE_SS3);
		return;
	case 'P':
	case ']':
	case 'X':
	case '^':
	case '_':
		in->introducer = (char)byte;
		in->began = in->last;
		enter(in, STATE_STRING);
		return;
	default:
		in->alt = true;
		enter(in, STATE_GROUND);
		take_in_ground(in, byte);
	}
}

static void take_in_esc_esc(struct input *in, unsigned char byte)
{
	if (byte == '[' || byte == 'O') {
		in->alt = true;
		enter(in, byte == '[' ? STATE_CSI : STATE_SS3);
		return;
	}
	push_key(in, KEY_ESCAPE, 0);
	enter(in, STATE_ESC);
	take_in_esc(in, byte);
}

static void finish_sequence(struct input *in, char introducer, char final)
{
	struct sequence sequence = {.introducer = introducer,
				    .final = final,
				    .text = in->text,
				    .len = in->len,
				    .cursor_expected = in->cursors > 0};
	struct event event;
	bool whole = in->seen == in->len;
	enum sequence_meaning meaning =
		whole ? sequence_decode(&sequence, &event) : SEQUENCE_NOTHING;

	switch (meaning) {
	case SEQUENCE_CURSOR:
		in->cursors--;
		push(in, &event);
		break;
	case SEQUENCE_EVENT:
		push_decoded(in, &event);
		break;
	case SEQUENCE_PASTE:
		in->matched = 0;
		enter(in, STATE_PASTE);
		return;
	case SEQUENCE_X10:
		enter(in, STATE_X10);
		return;
	case SEQUENCE_NOTHING:
		break;
	}
	ground(in);
}

/* rxvt ends Shift and a key by '$', which to ECMA-48 is the beginning of an end: CSI 5 $. */
static bool ends_like_rxvt(const struct input *in, unsigned char byte)
{
	if (byte != '$' || in->len == 0 || in->len > 2)
		return false;
	for (size_t i = 0; i < in->len; i++)
		if (in->text[i] < '0' || in->text[i] > '9')
			return false;
	return true;
}

static void take_in_csi(struct input *in, unsigned char byte)
{
	if (byte < 0x20 || byte >= DELETE)
		take_afresh(in, byte);
	else if (byte == '[' && in->seen == 0)
		enter(in, STATE_LINUX);
	else if (byte >= 0x40 || ends_like_rxvt(in, byte))
		finish_sequence(in, '[', (char)byte);
	else if (!keep(in, byte))
		ground(in);
}

static void take_in_linux(struct input *in, unsigned char byte)
{
	if (byte < 0x20 || byte >= DELETE)
		take_afresh(in, byte);
	else
		finish_sequence(in, 'L', (char)byte);
}

static void take_in_ss3(struct input *in, unsigned char byte)
{
	if (byte < 0x20 || byte >= DELETE)
		take_afresh(in, byte);
	else if (byte < '0' || byte > ';')
		finish_sequence(in, 'O', (char)byte);
	else if (!keep(in, byte))
		ground(in);
}

static void take_in_x10(struct input *in, unsigned char byte)
{
	struct event event;

	if (byte < 0x20) {
		take_afresh(in, byte);
		return;
	}
	keep(in, byte);
	if (in->len < 3)
		return;
	if (sequence_decode_x10(in->text, &event))
		push_decoded(in, &event);
	ground(in);
}

static void finish_string(struct input *in)
{
	struct event event;

	if (in->introducer == ']' && in->seen == in->len &&
	    sequence_decode_background(in->text, in->len, &event))
		push(in, &event);
	ground(in);
}

static void take_in_string(struct input *in, unsigned char byte)
{
	if (byte == ESCAPE)
		in->state = STATE_STRING_ESC;
	else if (byte == BELL && in->introducer == ']')
		finish_string(in);
	else if (byte == CANCEL || byte == SUBSTITUTE || !keep(in, byte))
		ground(in);
}

static void take_in_string_esc(struct input *in, unsigned char byte)
{
	if (byte == '\\') {
		finish_string(in);
		return;
	}
	/* Not the end but another sequence: the string was cut off. */
	ground(in);
	enter(in, STATE_ESC);
	take_in_esc(in, byte);
}

static void take(struct input *in, unsigned char byte)
{
	static void (*const takers[])(struct input *, unsigned char) = {
		[STATE_GROUND] = take_in_ground, [STATE_UTF8] = take_in_utf8,
		[STATE_ESC] = take_in_esc,       [STATE_ESC_ESC] = take_in_esc_esc,
		[STATE_CSI] = take_in_csi,       [STATE_LINUX] = take_in_linux,
		[STATE_SS3] = take_in_ss3,       [STATE_X10] = take_in_x10,
		[STATE_STRING] = take_in_string, [STATE_STRING_ESC] = take_in_string_esc,
		[STATE_PASTE] = take_in_paste,
	};

	takers[in->state](in, byte);
}

/* Time */

/* What becomes an event of its own when nothing more comes: an ESC, Alt and a character that also
 * introduces a sequence, a paste. */
static bool is_event_by_itself(const struct input *in)
{
	switch (in->state) {
	case STATE_ESC:
	case STATE_ESC_ESC:
	case STATE_PASTE:
		return true;
	case STATE_CSI:
	case STATE_SS3:
	case STATE_STRING:
		return in->seen == 0;
	default:
		return false;
	}
}

/* When what is being read is given up; INT64_MAX for never. */
static int64_t deadline(const struct input *in)
{
	switch (in->state) {
	case STATE_GROUND:
	case STATE_UTF8:
		return INT64_MAX;
	case STATE_ESC:
	case STATE_ESC_ESC:
		return in->last + INPUT_ESCAPE_MS;
	case STATE_STRING:
	case STATE_STRING_ESC:
		return is_event_by_itself(in) ? in->last + INPUT_SEQUENCE_MS
					      : in->began + INPUT_STRING_MS;
	case STATE_PASTE:
		return in->last + INPUT_PASTE_MS;
	default:
		return in->last + INPUT_SEQUENCE_MS;
	}
}

static void give_up(struct input *in)
{
	bool by_itself = is_event_by_itself(in);
	char introducer = in->state == STATE_CSI   ? '['
			  : in->state == STATE_SS3 ? 'O'
						   : in->introducer;

	if (in->state == STATE_PASTE) {
		end_paste(in);
		return;
	}
	if (in->state == STATE_ESC_ESC || (by_itself && in->alt))
		push_key(in, KEY_ESCAPE, 0);
	if (in->state == STATE_ESC || in->state == STATE_ESC_ESC)
		push_key(in, KEY_ESCAPE, 0);
	else if (by_itself)
		push_key(in, (unsigned char)introducer, KEY_ALT);
	ground(in);
}

static void pass_time(struct input *in, int64_t now)
{
	if (now >= deadline(in))
		give_up(in);
}

void input_feed(struct input *in, const char *bytes, size_t len, int64_t now)
{
	pass_time(in, now);
	if (len == 0)
		return;
	in->last = now;
	for (size_t i = 0; i < len; i++)
		take(in, (unsigned char)bytes[i]);
}

bool input_next(struct input *in, int64_t now, struct event *event)
{
	struct waiting *w;

	pass_time(in, now);
	if (in->head == in->n) {
		in->head = in->n = 0;
		return false;
	}
	w = &in->queue[in->head++];
	*event = w->event;
	if (event->kind == EVENT_PASTE) {
		buffer_release(&in->paste);
		in->paste = w->paste;
	}
	return true;
}

int input_timeout(const struct input *in, int64_t now)
{
	int64_t at = deadline(in);

	if (in->head < in->n)
		return 0;
	if (!is_event_by_itself(in))
		return -1;
	return at > now ? (int)(at - now < INT32_MAX ? at - now : INT32_MAX) : 0;
}
