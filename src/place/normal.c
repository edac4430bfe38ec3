/* SPDX-License-Identifier: MIT */
#include "place/normal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "search/variants.h"

struct normalizer *normalizer_new(void)
{
	return memory_zalloc(1, sizeof(struct normalizer));
}

void normalizer_free(struct normalizer *n)
{
	free(n);
}

/* More than any chain of variants has; the longest has nine. */
#define CHAIN_MAX 64

/* The least of the Han characters that are connected with c by script: 发, 發 and 髮 are one here.
 */
static uint32_t script_least(uint32_t c)
{
	uint32_t chain[CHAIN_MAX] = {c}, variants[SCRIPT_MOST], least = c;
	size_t n = 1;

	for (size_t i = 0; i < n; i++) {
		size_t found = script_variants(chain[i], variants, SCRIPT_MOST);

		least = chain[i] < least ? chain[i] : least;
		for (size_t j = 0; j < found; j++) {
			size_t k = 0;

			while (k < n && chain[k] != variants[j])
				k++;
			if (k == n && n < CHAIN_MAX)
				chain[n++] = variants[j];
		}
	}
	return least;
}

static bool is_left_out(uint32_t c)
{
	return uc_is_property_white_space(c) || uc_is_general_category(c, UC_PUNCTUATION) ||
	       uc_is_property_default_ignorable_code_point(c);
}

/* Writes one character of a normal form; returns its length. */
static uint8_t put_normal(uint32_t c, char *out)
{
	int len;

	if (is_left_out(c))
		return 0;
	if (variants_is_han(c))
		c = script_least(c);
	len = u8_uctomb((uint8_t *)out, c, 4);
	return len > 0 ? (uint8_t)len : 0;
}

static const struct normal_slot *look_up(struct normalizer *n, uint32_t c, const char *s,
					 size_t len)
{
	struct normal_slot *slot = &n->slots[c % NORMAL_SLOTS];
	uint8_t *folded;
	size_t folded_len = 0;

	if (slot->c == c)
		return slot;
	slot->c = c;
	slot->len = 0;
	if (is_left_out(c))
		return slot;
	folded = u8_casefold((const uint8_t *)s, len, NULL, UNINORM_NFKD, NULL, &folded_len);
	/* Script makes none longer by more than a byte. */
	if (folded != NULL && folded_len <= NORMAL_BYTES * 3 / 4) {
		/* What is made of blanks and marks, such as U+00A8, has a blank in it. */
		for (size_t i = 0; i < folded_len;) {
			uint32_t part;

			i += utf8_decode((char *)folded + i, folded_len - i, &part);
			slot->len += put_normal(part, slot->bytes + slot->len);
		}
	} else {
		memcpy(slot->bytes, s, len);
		slot->len = (uint8_t)len;
	}
	free(folded);
	return slot;
}

/* What ASCII becomes: 0 where it is left out, as white space, controls and punctuation are. */
static char ascii_normal(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return c;
	return c == '$' || c == '+' || (c >= '<' && c <= '>') || c == '^' || c == '`' || c == '|' ||
			       c == '~'
		       ? c
		       : '\0';
}

size_t normal_append_one(struct normalizer *n, const char *s, size_t len, struct buffer *out)
{
	const struct normal_slot *slot;
	uint32_t c;
	size_t used;

	if ((unsigned char)s[0] < 0x80) {
		char normal = ascii_normal(s[0]);

		if (normal != '\0')
			buffer_append_byte(out, normal);
		return 1;
	}
	used = utf8_decode(s, len, &c);
	if (c == UTF8_BAD) {
		buffer_append(out, s, used);
		return used;
	}
	slot = look_up(n, c, s, used);
	buffer_append(out, slot->bytes, slot->len);
	return used;
}

/* A Han character that has no compatibility form; its least variant is one, too, or is rarer than
 * sixteen bits tell: then 0. */
static uint32_t han_normal(struct normalizer *n, uint32_t c)
{
	uint16_t *known = &n->han[c - NORMAL_HAN_FIRST];

	if (*known == 0) {
		uint32_t least = script_least(c);

		/* Below it are only 〇 and 々, which the slots know. */
		if (least < NORMAL_HAN_FIRST || least >= NORMAL_HAN_END)
			return 0;
		*known = (uint16_t)least;
	}
	return *known;
}

/* Appends a run of Han from U+4000 on, three bytes each; the buffer has room. */
static size_t append_han(struct normalizer *n, const char *s, size_t len, struct buffer *out)
{
	char *to = out->data + out->len;
	size_t pos = 0;

	while (pos + 3 <= len && (unsigned char)s[pos] >= 0xE4 && (unsigned char)s[pos] <= 0xE9) {
		uint32_t c = (uint32_t)((s[pos] & 0x0F) << 12 | (s[pos + 1] & 0x3F) << 6 |
					(s[pos + 2] & 0x3F));

		c = han_normal(n, c);
		if (c == 0)
			break;
		to[pos] = (char)(0xE0 | c >> 12);
		to[pos + 1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[pos + 2] = (char)(0x80 | (c & 0x3F));
		pos += 3;
	}
	out->len += pos;
	out->data[out->len] = '\0';
	return pos;
}

void normal_append(struct normalizer *n, const char *s, size_t len, struct buffer *out)
{
	for (size_t pos = 0; pos < len;) {
		buffer_reserve(out, len - pos);
		pos += append_han(n, s + pos, len - pos, out);
		if (pos < len)
			pos += normal_append_one(n, s + pos, len - pos, out);
	}
}
