/* SPDX-License-Identifier: MIT */
#include "view/key.h"

#include <assert.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"

struct key_name {
	const char *name;
	uint32_t code;
};

/* The first name of a code is the one that is written; the others are accepted. */
static const struct key_name names[] = {
	{"Space", ' '},
	{"Comma", ','},
	{"Enter", KEY_ENTER},
	{"Tab", KEY_TAB},
	{"Esc", KEY_ESCAPE},
	{"Backspace", KEY_BACKSPACE},
	{"Up", KEY_UP},
	{"Down", KEY_DOWN},
	{"Left", KEY_LEFT},
	{"Right", KEY_RIGHT},
	{"Home", KEY_HOME},
	{"End", KEY_END},
	{"PgUp", KEY_PAGE_UP},
	{"PgDn", KEY_PAGE_DOWN},
	{"Insert", KEY_INSERT},
	{"Delete", KEY_DELETE},
	{"WheelUp", KEY_WHEEL_UP},
	{"WheelDown", KEY_WHEEL_DOWN},
	{"F1", KEY_F1},
	{"F2", KEY_F1 + 1},
	{"F3", KEY_F1 + 2},
	{"F4", KEY_F1 + 3},
	{"F5", KEY_F1 + 4},
	{"F6", KEY_F1 + 5},
	{"F7", KEY_F1 + 6},
	{"F8", KEY_F1 + 7},
	{"F9", KEY_F1 + 8},
	{"F10", KEY_F1 + 9},
	{"F11", KEY_F1 + 10},
	{"F12", KEY_F1 + 11},
	{"Return", KEY_ENTER},
	{"Escape", KEY_ESCAPE},
	{"PageUp", KEY_PAGE_UP},
	{"PageDown", KEY_PAGE_DOWN},
};

#define N_NAMES (sizeof(names) / sizeof(names[0]))

/* Characters that have a control form on every terminal, besides the letters. */
static bool has_caret_form(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || code == '\\' || code == ']' || code == '^' ||
	       code == '_';
}

struct key key_normal(uint32_t code, unsigned modifiers)
{
	struct key key;
	bool control = (modifiers & KEY_CONTROL) != 0;

	assert(modifiers <= (KEY_SHIFT | KEY_ALT | KEY_CONTROL));
	if (control && code < KEY_FIRST_NAMED) {
		uint32_t lower = uc_tolower(code);
		/* A plain control letter is one byte on a terminal, and so are these keys. */
		uint32_t same = lower == 'i'                   ? KEY_TAB
				: lower == 'm' || lower == 'j' ? KEY_ENTER
				: code == '['                  ? KEY_ESCAPE
				: lower == 'h' || code == '?'  ? KEY_BACKSPACE
							       : 0;
		if (same != 0 && (modifiers & KEY_SHIFT) == 0) {
			code = same;
			modifiers &= ~(unsigned)KEY_CONTROL;
		} else {
			code = code == '@' ? ' ' : lower;
		}
	} else if (code < KEY_FIRST_NAMED) {
		modifiers &= ~(unsigned)KEY_SHIFT;
	}
	key.code = code;
	key.modifiers = (uint8_t)modifiers;
	return key;
}

static const struct key_name *find_name(const char *s, size_t len)
{
	for (size_t i = 0; i < N_NAMES; i++)
		if (strlen(names[i].name) == len && memcmp(names[i].name, s, len) == 0)
			return &names[i];
	return NULL;
}

/* "U+3000": at least four hexadecimal digits, no control, no surrogate. */
static bool parse_code_point(const char *s, size_t len, uint32_t *code)
{
	uint32_t c = 0;

	if (len < 6 || len > 8 || s[0] != 'U' || s[1] != '+')
		return false;
	for (size_t i = 2; i < len; i++) {
		const char *digits = "0123456789ABCDEF";
		const char *found = s[i] != '\0' ? strchr(digits, s[i]) : NULL;

		if (found == NULL)
			return false;
		c = c * 16 + (uint32_t)(found - digits);
	}
	if (c >= KEY_FIRST_NAMED || (c >= 0xD800 && c < 0xE000))
		return false;
	*code = c;
	return true;
}

/* The code that all of s[0, len) names: a name, U+..., or one visible character. */
static bool parse_code(const char *s, size_t len, uint32_t *code)
{
	const struct key_name *name = find_name(s, len);

	if (name != NULL) {
		*code = name->code;
		return true;
	}
	if (parse_code_point(s, len, code))
		return true;
	return len > 0 && utf8_decode(s, len, code) == len && *code != UTF8_BAD &&
	       uc_is_graph(*code);
}

/* One key as it stands alone, all of s[0, len): modifiers, then a code. */
static bool parse_alone(const char *s, size_t len, struct key *key)
{
	unsigned modifiers = 0;
	uint32_t code;

	while (len > 2 && s[1] == '-') {
		unsigned bit = s[0] == 'S' ? KEY_SHIFT : s[0] == 'M' ? KEY_ALT : KEY_CONTROL;

		if ((s[0] != 'S' && s[0] != 'M' && s[0] != 'C') || (modifiers & bit) != 0)
			return false;
		modifiers |= bit;
		s += 2;
		len -= 2;
	}
	if (len == 2 && s[0] == '^' && s[1] > ' ' && s[1] < 0x7F &&
	    (modifiers & KEY_CONTROL) == 0) {
		*key = key_normal((unsigned char)s[1] >= 'A' && s[1] <= 'Z'
					  ? (uint32_t)(s[1] - 'A' + 'a')
					  : (uint32_t)s[1],
				  modifiers | KEY_CONTROL);
		return true;
	}
	if (!parse_code(s, len, &code))
		return false;
	*key = key_normal(code, modifiers);
	return true;
}

/* The next key within a sequence; returns its length in bytes, 0 if there is none. */
static size_t parse_element(const char *s, size_t len, struct key *key)
{
	uint32_t c;
	size_t n;

	if (len == 0)
		return 0;
	if (s[0] == '<') {
		/* The name may end with ">" itself: the first bracket that closes a name does. */
		for (size_t end = 2; end < len; end++)
			if (s[end] == '>' && parse_alone(s + 1, end - 1, key))
				return end + 1;
	}
	if (s[0] == '^' && len > 1 && parse_alone(s, 2, key))
		return 2;
	n = utf8_decode(s, len, &c);
	if (c == UTF8_BAD || !uc_is_graph(c))
		return 0;
	*key = key_normal(c, 0);
	return n;
}

static size_t word_length(const char *s)
{
	return strcspn(s, " \t\r\n");
}

bool key_parse(const char **text, struct key *key)
{
	size_t len = word_length(*text);
	size_t n = len;

	if (!parse_alone(*text, len, key))
		n = parse_element(*text, len, key);
	*text += n;
	return n > 0;
}

static bool is_name_in_wrong_case(const char *word, size_t len)
{
	for (size_t i = 0; i < N_NAMES; i++)
		if (len > 1 && strlen(names[i].name) == len &&
		    strncasecmp(names[i].name, word, len) == 0)
			return true;
	return false;
}

size_t key_parse_sequence(const char *word, size_t len, struct key keys[KEY_SEQUENCE_MAX])
{
	size_t n = 0;

	if (parse_alone(word, len, &keys[0]))
		return 1;
	if (is_name_in_wrong_case(word, len))
		return 0;
	while (len > 0) {
		struct key key;
		size_t taken = parse_element(word, len, &key);

		if (taken == 0 || n == KEY_SEQUENCE_MAX)
			return 0;
		keys[n++] = key;
		word += taken;
		len -= taken;
	}
	return n;
}

static void write_code(uint32_t code, struct buffer *out)
{
	for (size_t i = 0; i < N_NAMES; i++) {
		if (names[i].code == code) {
			buffer_append_string(out, names[i].name);
			return;
		}
	}
	assert(code < KEY_FIRST_NAMED);
	if (uc_is_graph(code))
		buffer_append_code_point(out, code);
	else
		buffer_printf(out, "U+%04X", (unsigned)code);
}

static void write_alone(struct key key, struct buffer *out)
{
	bool shift = (key.modifiers & KEY_SHIFT) != 0;
	bool control = (key.modifiers & KEY_CONTROL) != 0;

	if ((key.modifiers & KEY_ALT) != 0)
		buffer_append_string(out, "M-");
	if (control && !shift && has_caret_form(key.code)) {
		char upper = (char)(key.code >= 'a' && key.code <= 'z' ? key.code - 'a' + 'A'
								       : key.code);
		buffer_append_byte(out, '^');
		buffer_append_byte(out, upper);
		return;
	}
	if (control)
		buffer_append_string(out, "C-");
	if (shift)
		buffer_append_string(out, "S-");
	write_code(key.code, out);
}

/* Whether a key's name can stand in a sequence without brackets. */
static bool is_bare(struct key key)
{
	if (key.modifiers == KEY_CONTROL)
		return has_caret_form(key.code);
	return key.modifiers == 0 && key.code < KEY_FIRST_NAMED && uc_is_graph(key.code) &&
	       key.code != '<' && key.code != '^' && key.code != ',';
}

void key_write(struct key key, bool in_sequence, struct buffer *out)
{
	bool brackets = in_sequence && !is_bare(key);

	if (brackets)
		buffer_append_byte(out, '<');
	write_alone(key, out);
	if (brackets)
		buffer_append_byte(out, '>');
}

void key_write_sequence(const struct key *keys, size_t n, struct buffer *out)
{
	size_t start = out->len;
	struct key read[KEY_SEQUENCE_MAX];

	assert(n >= 1 && n <= KEY_SEQUENCE_MAX);
	if (n == 1) {
		key_write(keys[0], false, out);
		return;
	}
	for (size_t i = 0; i < n; i++)
		key_write(keys[i], true, out);
	if (key_parse_sequence(out->data + start, out->len - start, read) == n)
		return;
	/* The bare characters spell a name in a row ("Up", "M-x"): the first takes brackets. */
	out->len = start;
	buffer_append_byte(out, '<');
	write_alone(keys[0], out);
	buffer_append_byte(out, '>');
	for (size_t i = 1; i < n; i++)
		key_write(keys[i], true, out);
}
