/* SPDX-License-Identifier: MIT */
#include "text/paragraph_characters.h"

#include <assert.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>

#include "base/utf8.h"
#include "text/cluster.h"

#define SOFT_HYPHEN 0xAD
#define NON_JOINER 0x200C
#define JOINER 0x200D
#define DOTTED_CIRCLE 0x25CC
#define BLACK_FLAG 0x1F3F4
#define TAG_FIRST 0xE0020
#define TAG_CANCEL 0xE007F

/* The longest subdivision that a flag's tags spell (UTS #51), with the cancelling tag. */
#define TAGS_MAX 7

/* The name of a bad byte as the decoder keeps it: U+DC80 to U+DCFF, ED B2 80 to ED B3 BF. */
static bool is_kept_byte(const unsigned char *b, size_t n)
{
	return n >= 3 && b[0] == 0xED && (b[1] == 0xB2 || b[1] == 0xB3) && (b[2] & 0xC0) == 0x80;
}

static bool is_letter(uint32_t c)
{
	return c != UTF8_BAD &&
	       uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

static bool goes_on_emoji(uint32_t c)
{
	return c != UTF8_BAD && (uc_is_property_extended_pictographic(c) || c == 0xFE0F ||
				 uc_is_property_emoji_modifier(c) || c == TAG_CANCEL);
}

/* Whether the joiner or non-joiner at pos has work to do: between letters, or in an emoji. */
static bool joins(const char *s, size_t n, size_t pos, uint32_t c)
{
	uint32_t before, after;
	size_t begin;

	if (pos == 0 || pos + 3 >= n)
		return false;
	begin = utf8_before(s, pos);
	utf8_decode(s + begin, pos - begin, &before);
	utf8_decode(s + pos + 3, n - pos - 3, &after);
	if (is_letter(before) && is_letter(after))
		return true;
	return c == JOINER && goes_on_emoji(before) && after != UTF8_BAD &&
	       uc_is_property_extended_pictographic(after);
}

/* Whether the tag at pos belongs to a flag: 🏴, some tags, the cancelling tag. */
static bool tag_belongs(const char *s, size_t n, size_t pos)
{
	size_t p = pos;
	uint32_t c = 0;
	int i;

	for (i = 0; i < TAGS_MAX && p > 0; i++) {
		size_t begin = utf8_before(s, p);

		utf8_decode(s + begin, p - begin, &c);
		if (c < TAG_FIRST || c > TAG_CANCEL - 1)
			break;
		p = begin;
	}
	if (c != BLACK_FLAG)
		return false;
	for (i = 0; i < TAGS_MAX && p < n; i++) {
		p += utf8_decode(s + p, n - p, &c);
		if (c == TAG_CANCEL)
			return i > 0;
		if (c < TAG_FIRST || c > TAG_CANCEL)
			return false;
	}
	return false;
}

/* Whether c would join the cluster before it.  At a line's start only marks need care. */
static bool hangs(uint32_t c)
{
	int property;

	if (c < 0x300)
		return false;
	property = uc_graphemeclusterbreak_property(c);
	return property == GBP_EXTEND || property == GBP_SPACINGMARK ||
	       uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
}

struct character character_at(const char *s, size_t n, size_t pos, bool edge)
{
	static const struct widths widths = {1};
	struct character character = {0, 1, CHARACTER_PLAIN};
	const unsigned char *b = (const unsigned char *)s + pos;
	uint32_t c;

	assert(pos < n);
	character.len = (uint32_t)utf8_decode(s + pos, n - pos, &c);
	character.c = c;
	if (c == UTF8_BAD) {
		character.len = is_kept_byte(b, n - pos) ? 3 : 1;
		character.c = character.len == 3 ? (b[1] & 3u) << 6 | (b[2] & 0x3Fu) : b[0];
		character.kind = CHARACTER_BAD;
	} else if (c == SOFT_HYPHEN) {
		character.kind = CHARACTER_REMOVED;
	} else if (c == JOINER || c == NON_JOINER) {
		if (edge || !joins(s, n, pos, c))
			character.kind = CHARACTER_NAMED;
	} else if (c >= TAG_FIRST && c <= TAG_CANCEL) {
		if (edge || !tag_belongs(s, n, pos))
			character.kind = CHARACTER_NAMED;
	} else if (c != '\t' && cluster_code_point_width(c, widths) < 0) {
		character.kind = CHARACTER_NAMED;
	} else if (edge && hangs(c)) {
		character.kind = CHARACTER_LONE;
	}
	return character;
}

static bool is_tail(const unsigned char *b)
{
	return (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80;
}

/*
 * The length of a character that needs no second look, told by its first bytes; 0 if it is not
 * that plain, or utf8_skip_han() passes it over.  Three bytes and more must be there.
 *
 *     U+0020-007E  U+00C0-02FF  U+2010-2027  U+3000-3029  U+3041-3096  U+309B-30FF
 *     U+B000-CFFF  U+FF01-FF3F
 */
static inline size_t plain_at(const unsigned char *b)
{
	if (b[0] >= 0x20 && b[0] < 0x7F)
		return 1;
	if (b[0] == 0xE3) {
		if (b[1] == 0x80)
			return b[2] >= 0x80 && b[2] <= 0xA9 ? 3 : 0;
		if (b[1] == 0x81)
			return b[2] >= 0x81 && b[2] <= 0xBF ? 3 : 0;
		if (b[1] == 0x82)
			return (b[2] >= 0x80 && b[2] <= 0x96) || (b[2] >= 0x9B && b[2] <= 0xBF) ? 3
												: 0;
		return b[1] == 0x83 && (b[2] & 0xC0) == 0x80 ? 3 : 0;
	}
	if (b[0] == 0xEF)
		return b[1] == 0xBC && b[2] >= 0x81 && b[2] <= 0xBF ? 3 : 0;
	if (b[0] == 0xEB || b[0] == 0xEC)
		return is_tail(b) ? 3 : 0;
	if (b[0] >= 0xC3 && b[0] <= 0xCB)
		return (b[1] & 0xC0) == 0x80 ? 2 : 0;
	if (b[0] == 0xE2 && b[1] == 0x80)
		return b[2] >= 0x90 && b[2] <= 0xA7 ? 3 : 0;
	return 0;
}

size_t characters_plain(const char *s, size_t n, size_t pos, bool edge)
{
	const unsigned char *b = (const unsigned char *)s;

	while (pos < n) {
		struct character character;
		size_t run = utf8_skip_han(s, n, pos), len;

		edge = edge && run == pos;
		pos = run;
		len = n - pos >= 3 ? plain_at(b + pos) : 0;
		if (len > 0) {
			pos += len;
			edge = false;
			continue;
		}
		if (pos >= n)
			break;
		character = character_at(s, n, pos, edge);
		if (character.kind != CHARACTER_PLAIN)
			break;
		edge = character.c == '\t';
		pos += character.len;
	}
	return pos;
}

void character_append(struct buffer *out, const struct character *character)
{
	switch (character->kind) {
	case CHARACTER_PLAIN:
		buffer_append_code_point(out, character->c);
		break;
	case CHARACTER_LONE:
		buffer_append_code_point(out, DOTTED_CIRCLE);
		buffer_append_code_point(out, character->c);
		break;
	case CHARACTER_NAMED:
		if (character->c < 0x20 || character->c == 0x7F)
			buffer_printf(out, "^%c", (int)(character->c ^ 0x40));
		else
			buffer_printf(out, character->c < 0x100 ? "<%02X>" : "<%04X>",
				      (unsigned)character->c);
		break;
	case CHARACTER_BAD:
		buffer_printf(out, "<%02X>", (unsigned)character->c);
		break;
	case CHARACTER_REMOVED:
		break;
	}
}
