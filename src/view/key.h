/* SPDX-License-Identifier: MIT */
/*
 * Keys, as ui/input decodes them and the keymap names them: a code point (after Shift), or one of
 * the named keys, with modifiers where a terminal reports them.
 *
 * Names: "j", "}", "^F" (Control), "M-x" (Alt), "S-Tab", "Space", "Comma", "Enter", "Tab", "Esc",
 * "Backspace", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Insert", "Delete",
 * "F1" ... "F12", "M-Left", "C-Left", "S-Up", "WheelUp", "WheelDown"; modifiers add up as "M-^F",
 * "M-C-S-Left"; a character that cannot be seen is "U+3000".  A sequence is written without
 * blanks: "za", ":n"; within it everything but a bare character or "^F" stands in angle brackets:
 * "<Esc>u", "z<Left>", "<<>" for "<" itself.  A word that is one key's name is that key, so the
 * letters U and p typed in a row are "<U>p".
 */
#ifndef VIEW_KEY_H
#define VIEW_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum key_code {
	KEY_FIRST_NAMED = 0x110000, /* past Unicode */
	KEY_ENTER = KEY_FIRST_NAMED,
	KEY_TAB,
	KEY_ESCAPE,
	KEY_BACKSPACE,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_WHEEL_UP,
	KEY_WHEEL_DOWN,
	KEY_F1 /* to KEY_F1 + 11 */
};

enum key_modifiers { KEY_SHIFT = 1, KEY_ALT = 2, KEY_CONTROL = 4 };

/* Control letters come as {'f', KEY_CONTROL}; Shift on letters is in the code point alone. */
struct key {
	uint32_t code;
	uint8_t modifiers;
};

static inline bool key_equal(struct key a, struct key b)
{
	return a.code == b.code && a.modifiers == b.modifiers;
}

/*
 * The key as it is bound and reported, whatever way the terminal spells it: control letters are
 * lower case, ^I is Tab, ^M and ^J are Enter, ^[ is Esc, ^H and ^? are Backspace, ^@ is C-Space,
 * and Shift is kept only on named keys and with Control.
 */
struct key key_normal(uint32_t code, unsigned modifiers);

/*
 * Reads the key at *text and moves past it; false, and *text as it was, if it names none (at a
 * blank and at the end, above all).  Where everything up to the next blank is one key's name, that
 * is taken; so the start of a word should be given, and sequences are read more surely by
 * key_parse_sequence().
 */
bool key_parse(const char **text, struct key *key);

/* The longest sequence that can be bound. */
#define KEY_SEQUENCE_MAX 4

/*
 * Reads a whole word (len bytes, no blanks): one key or a sequence.  Returns how many keys it has,
 * 0 if it is none: empty, more than KEY_SEQUENCE_MAX keys, no UTF-8, or a key's name in wrong case
 * ("up"), which is more likely an error than a sequence.
 */
size_t key_parse_sequence(const char *word, size_t len, struct key keys[KEY_SEQUENCE_MAX]);

/* Appends the key's name, as it stands alone (in_sequence false) or within a sequence. */
void key_write(struct key key, bool in_sequence, struct buffer *out);

/* Appends the word that key_parse_sequence() reads as these keys. */
void key_write_sequence(const struct key *keys, size_t n, struct buffer *out);

#endif
