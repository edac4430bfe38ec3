/* SPDX-License-Identifier: MIT */
#include "ui/input_sequence.h"

#include <string.h>
#include <unicase.h>

#define PARAMETERS_MAX 8
#define SUBPARAMETERS_MAX 3
#define VALUE_MAX 0x1FFFFF

/* Parameters of a control sequence: numbers between ';', parted by ':'; what is missing is 0. */
struct parameters {
	char prefix; /* one of < = > ?, or 0 */
	size_t n;    /* 0 if there are none at all */
	int values[PARAMETERS_MAX][SUBPARAMETERS_MAX];
};

struct key_of_final {
	char final;
	uint32_t code;
	unsigned modifiers;
};

/* CSI without or with modifiers; the small letters are rxvt's. */
static const struct key_of_final csi_keys[] = {
	{'A', KEY_UP, 0},           {'B', KEY_DOWN, 0},
	{'C', KEY_RIGHT, 0},        {'D', KEY_LEFT, 0},
	{'F', KEY_END, 0},          {'H', KEY_HOME, 0},
	{'P', KEY_F1, 0},           {'Q', KEY_F1 + 1, 0},
	{'R', KEY_F1 + 2, 0},       {'S', KEY_F1 + 3, 0},
	{'Z', KEY_TAB, KEY_SHIFT},  {'a', KEY_UP, KEY_SHIFT},
	{'b', KEY_DOWN, KEY_SHIFT}, {'c', KEY_RIGHT, KEY_SHIFT},
	{'d', KEY_LEFT, KEY_SHIFT}, {0, 0, 0},
};

/* SS3: cursor keys in application mode, F1 to F4, the keypad. */
static const struct key_of_final ss3_keys[] = {
	{'A', KEY_UP, 0},
	{'B', KEY_DOWN, 0},
	{'C', KEY_RIGHT, 0},
	{'D', KEY_LEFT, 0},
	{'F', KEY_END, 0},
	{'H', KEY_HOME, 0},
	{'P', KEY_F1, 0},
	{'Q', KEY_F1 + 1, 0},
	{'R', KEY_F1 + 2, 0},
	{'S', KEY_F1 + 3, 0},
	{'a', KEY_UP, KEY_CONTROL},
	{'b', KEY_DOWN, KEY_CONTROL},
	{'c', KEY_RIGHT, KEY_CONTROL},
	{'d', KEY_LEFT, KEY_CONTROL},
	{'M', KEY_ENTER, 0},
	{'I', KEY_TAB, 0},
	{'X', '=', 0},
	{'j', '*', 0},
	{'k', '+', 0},
	{'l', ',', 0},
	{'m', '-', 0},
	{'n', '.', 0},
	{'o', '/', 0},
	{'p', '0', 0},
	{'q', '1', 0},
	{'r', '2', 0},
	{'s', '3', 0},
	{'t', '4', 0},
	{'u', '5', 0},
	{'v', '6', 0},
	{'w', '7', 0},
	{'x', '8', 0},
	{'y', '9', 0},
	{0, 0, 0},
};

/* CSI n ~, and rxvt's CSI n ^ (Control), $ (Shift), @ (both). */
static const struct {
	int number;
	uint32_t code;
} tilde_keys[] = {
	{1, KEY_HOME},    {2, KEY_INSERT},    {3, KEY_DELETE},   {4, KEY_END},
	{5, KEY_PAGE_UP}, {6, KEY_PAGE_DOWN}, {7, KEY_HOME},     {8, KEY_END},
	{11, KEY_F1},     {12, KEY_F1 + 1},   {13, KEY_F1 + 2},  {14, KEY_F1 + 3},
	{15, KEY_F1 + 4}, {17, KEY_F1 + 5},   {18, KEY_F1 + 6},  {19, KEY_F1 + 7},
	{20, KEY_F1 + 8}, {21, KEY_F1 + 9},   {23, KEY_F1 + 10}, {24, KEY_F1 + 11},
};

/* The keypad as kitty numbers it from U+E057 (57399) on; 0 is swallowed. */
static const uint32_t kitty_keypad[] = {
	'0',      '1',         '2',           '3',      '4',      '5',        '6',
	'7',      '8',         '9',           '.',      '/',      '*',        '-',
	'+',      KEY_ENTER,   '=',           0,        KEY_LEFT, KEY_RIGHT,  KEY_UP,
	KEY_DOWN, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_HOME, KEY_END,  KEY_INSERT, KEY_DELETE,
};

#define KITTY_KEYPAD 57399
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* False where there are bytes that are no parameters (intermediates, too many). */
static bool parse_parameters(const char *text, size_t len, struct parameters *p)
{
	size_t sub = 0;

	memset(p, 0, sizeof(*p));
	if (len > 0 && memchr("<=>?", text[0], 4) != NULL) {
		p->prefix = text[0];
		text++;
		len--;
	}
	if (len > 0)
		p->n = 1;
	for (size_t i = 0; i < len; i++) {
		int *value = &p->values[p->n - 1][sub];

		if (text[i] >= '0' && text[i] <= '9') {
			*value = *value * 10 + (text[i] - '0');
			if (*value > VALUE_MAX)
				*value = VALUE_MAX;
		} else if (text[i] == ';' && p->n < PARAMETERS_MAX) {
			p->n++;
			sub = 0;
		} else if (text[i] == ':' && sub + 1 < SUBPARAMETERS_MAX) {
			sub++;
		} else {
			return false;
		}
	}
	return true;
}

static bool key_event(uint32_t code, unsigned modifiers, struct event *event)
{
	event->kind = EVENT_KEY;
	event->key = key_normal(code, modifiers);
	return true;
}

/*
 * Modifiers as xterm counts them: 1 + a sum of Shift 1, Alt 2, Control 4, then 8 (xterm's Meta,
 * kitty's Super), Hyper 16, Meta 32, locks 64 and 128.  False for combinations that no key has
 * here, and for kitty's reports of keys that were let go.
 */
static bool parse_modifiers(const int parameter[SUBPARAMETERS_MAX], bool super, unsigned *modifiers)
{
	int bits = parameter[0] > 0 ? parameter[0] - 1 : 0;

	if (bits > 255 || (bits & 16) != 0 || (super && (bits & 8) != 0) || parameter[1] == 3)
		return false;
	if ((bits & 1) != 0)
		*modifiers |= KEY_SHIFT;
	if ((bits & (2 | 8 | 32)) != 0)
		*modifiers |= KEY_ALT;
	if ((bits & 4) != 0)
		*modifiers |= KEY_CONTROL;
	return true;
}

/* A key that is given by its code point, as CSI u and modifyOtherKeys do; shifted is the code point
 * with Shift, or 0 where the terminal does not say. */
static bool code_point_event(uint32_t c, uint32_t shifted, unsigned modifiers, struct event *event)
{
	if (c >= KITTY_KEYPAD && c - KITTY_KEYPAD < COUNT(kitty_keypad)) {
		c = kitty_keypad[c - KITTY_KEYPAD];
		return c != 0 && key_event(c, modifiers, event);
	}
	if (c == 0)
		return key_event(' ', modifiers | KEY_CONTROL, event);
	if (c == '\t' || c == '\r' || c == '\n' || c == 0x1B || c == '\b' || c == 0x7F) {
		uint32_t named = c == '\t'                ? KEY_TAB
				 : c == '\r' || c == '\n' ? KEY_ENTER
				 : c == 0x1B              ? KEY_ESCAPE
							  : KEY_BACKSPACE;
		return key_event(named, modifiers, event);
	}
	/* Controls, surrogates and kitty's other private keys (media, locks, modifiers alone). */
	if (c < 0x20 || (c >= 0x80 && c < 0xA0) || (c >= 0xD800 && c < 0xE000) ||
	    (c >= 57344 && c <= 63743) || c >= KEY_FIRST_NAMED)
		return false;
	if ((modifiers & KEY_SHIFT) != 0 && (modifiers & KEY_CONTROL) == 0) {
		bool usable = shifted > 0x20 && shifted != 0x7F &&
			      !(shifted >= 0x80 && shifted < 0xA0) &&
			      !(shifted >= 0xD800 && shifted < 0xE000) && shifted < KEY_FIRST_NAMED;

		c = usable ? shifted : uc_toupper(c);
	}
	return key_event(c, modifiers, event);
}

static bool tilde_event(const struct parameters *p, unsigned modifiers, struct event *event)
{
	for (size_t i = 0; i < COUNT(tilde_keys); i++)
		if (tilde_keys[i].number == p->values[0][0])
			return parse_modifiers(p->values[1], false, &modifiers) &&
			       key_event(tilde_keys[i].code, modifiers, event);
	return false;
}

/* CSI A, CSI 1;5A, and with the modifiers alone CSI 5A or SS3 5A. */
static bool final_event(const struct key_of_final *keys, char final, const struct parameters *p,
			struct event *event)
{
	size_t at = p->n > 1 ? 1 : 0;
	unsigned modifiers;

	if (p->n > 2)
		return false;
	for (; keys->final != 0; keys++) {
		if (keys->final != final)
			continue;
		modifiers = keys->modifiers;
		return parse_modifiers(p->values[at], false, &modifiers) &&
		       key_event(keys->code, modifiers, event);
	}
	return false;
}

/* A mouse report: the button code with its bits (Shift 4, Alt 8, Control 16, motion 32, wheel 64),
 * column and row from 1. */
static bool mouse_event(int bits, int column, int row, struct event *event)
{
	unsigned modifiers = ((bits & 4) != 0 ? (unsigned)KEY_SHIFT : 0) |
			     ((bits & 8) != 0 ? (unsigned)KEY_ALT : 0) |
			     ((bits & 16) != 0 ? (unsigned)KEY_CONTROL : 0);
	int button = bits & 3;

	if (column < 1 || row < 1 || bits < 0 || bits > 127)
		return false;
	event->row = row - 1;
	event->column = column - 1;
	if ((bits & 64) != 0)
		return button < 2 && event->pressed && (bits & 32) == 0 &&
		       key_event(button == 0 ? KEY_WHEEL_UP : KEY_WHEEL_DOWN, modifiers, event);
	if ((bits & 32) != 0 && button == 3)
		return false; /* moved with no button down */
	event->kind = EVENT_MOUSE;
	event->dragged = (bits & 32) != 0 && event->pressed;
	event->key.modifiers = (uint8_t)modifiers;
	if (button == 3) {
		event->pressed = false;
		button = -1;
	}
	event->button = button;
	return true;
}

static bool cursor_event(const struct parameters *p, struct event *event)
{
	if (p->n < 2 || p->values[0][0] < 1 || p->values[1][0] < 1)
		return false;
	event->kind = EVENT_CURSOR;
	event->row = p->values[0][0] - 1;
	event->column = p->values[1][0] - 1;
	return true;
}

static bool focus_event(bool focused, struct event *event)
{
	event->kind = EVENT_FOCUS;
	event->focused = focused;
	return true;
}

/* CSI code:shifted:base ; modifiers:kind ; text u */
static bool csi_u_event(const struct parameters *p, struct event *event)
{
	unsigned modifiers = 0;

	return p->n > 0 && parse_modifiers(p->values[1], true, &modifiers) &&
	       code_point_event((uint32_t)p->values[0][0], (uint32_t)p->values[0][1], modifiers,
				event);
}

/* CSI 27 ; modifiers ; code ~ */
static bool other_key_event(const struct parameters *p, struct event *event)
{
	unsigned modifiers = 0;

	return parse_modifiers(p->values[1], false, &modifiers) &&
	       code_point_event((uint32_t)p->values[2][0], 0, modifiers, event);
}

static enum sequence_meaning event_if(bool happened)
{
	return happened ? SEQUENCE_EVENT : SEQUENCE_NOTHING;
}

static enum sequence_meaning decode_plain_csi(const struct sequence *s, const struct parameters *p,
					      struct event *event)
{
	switch (s->final) {
	case '~':
		if (p->values[0][0] == 200)
			return SEQUENCE_PASTE;
		if (p->values[0][0] == 27 && p->n == 3)
			return event_if(other_key_event(p, event));
		return event_if(tilde_event(p, 0, event));
	case '^':
		return event_if(tilde_event(p, KEY_CONTROL, event));
	case '$':
		return event_if(tilde_event(p, KEY_SHIFT, event));
	case '@':
		return event_if(tilde_event(p, KEY_SHIFT | KEY_CONTROL, event));
	case 'u':
		return event_if(csi_u_event(p, event));
	case 'R':
		if (s->cursor_expected && p->n == 2 && cursor_event(p, event))
			return SEQUENCE_CURSOR;
		/* A row that is not 1 is a report that nobody asked for, or asked for too long ago.
		 */
		return event_if(p->values[0][0] <= 1 && final_event(csi_keys, 'R', p, event));
	case 'M':
		if (p->n == 0)
			return SEQUENCE_X10;
		event->pressed = true;
		return event_if(p->n == 3 && mouse_event(p->values[0][0] - 32, p->values[1][0],
							 p->values[2][0], event));
	case 'I':
	case 'O':
		return event_if(p->n == 0 && focus_event(s->final == 'I', event));
	default:
		return event_if(final_event(csi_keys, s->final, p, event));
	}
}

enum sequence_meaning sequence_decode(const struct sequence *s, struct event *event)
{
	struct parameters p;

	memset(event, 0, sizeof(*event));
	if (s->introducer == 'L')
		return event_if(s->final >= 'A' && s->final <= 'E' &&
				key_event(KEY_F1 + (uint32_t)(s->final - 'A'), 0, event));
	if (!parse_parameters(s->text, s->len, &p))
		return SEQUENCE_NOTHING;
	if (s->introducer == 'O')
		return event_if(p.prefix == 0 && final_event(ss3_keys, s->final, &p, event));
	if (p.prefix == '<' && (s->final == 'M' || s->final == 'm')) {
		event->pressed = s->final == 'M';
		return event_if(p.n == 3 &&
				mouse_event(p.values[0][0], p.values[1][0], p.values[2][0], event));
	}
	if (p.prefix == '?' && s->final == 'R' && s->cursor_expected && cursor_event(&p, event))
		return SEQUENCE_CURSOR;
	return p.prefix == 0 ? decode_plain_csi(s, &p, event) : SEQUENCE_NOTHING;
}

bool sequence_decode_x10(const char bytes[3], struct event *event)
{
	memset(event, 0, sizeof(*event));
	event->pressed = true;
	return mouse_event((unsigned char)bytes[0] - 32, (unsigned char)bytes[1] - 32,
			   (unsigned char)bytes[2] - 32, event);
}

static int hexadecimal(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* One to max digits at *s as a share of the most that so many can say, in 1/255; -1 if there are
 * none. */
static int parse_share(const char **s, const char *end, int max)
{
	int value = 0, most = 0, digits = 0;

	while (*s < end && digits < max && hexadecimal(**s) >= 0) {
		value = value * 16 + hexadecimal(**s);
		most = most * 16 + 15;
		digits++;
		(*s)++;
	}
	return digits > 0 ? value * 255 / most : -1;
}

/* "rgb:h/h/h" to "rgb:hhhh/hhhh/hhhh", "rgba:...", "#rrggbb" and its relatives of equal parts. */
static bool parse_rgb(const char *s, const char *end, int rgb[3])
{
	size_t len = (size_t)(end - s);
	int digits = 4;
	bool hash = len > 0 && s[0] == '#';

	if (hash) {
		if ((len - 1) % 3 != 0 || len < 4 || len > 13)
			return false;
		digits = (int)((len - 1) / 3);
		s++;
	} else if (len > 4 && memcmp(s, "rgb:", 4) == 0) {
		s += 4;
	} else if (len > 5 && memcmp(s, "rgba:", 5) == 0) {
		s += 5;
	} else {
		return false;
	}
	for (int i = 0; i < 3; i++) {
		if (i > 0 && !hash && (s == end || *s++ != '/'))
			return false;
		rgb[i] = parse_share(&s, end, digits);
		if (rgb[i] < 0)
			return false;
	}
	return true;
}

bool sequence_decode_background(const char *text, size_t len, struct event *event)
{
	int rgb[3];

	memset(event, 0, sizeof(*event));
	if (len < 3 || memcmp(text, "11;", 3) != 0 || !parse_rgb(text + 3, text + len, rgb))
		return false;
	event->kind = EVENT_BACKGROUND;
	/* Luma of ITU-R BT.601. */
	event->dark = rgb[0] * 299 + rgb[1] * 587 + rgb[2] * 114 < 128 * 1000;
	return true;
}
