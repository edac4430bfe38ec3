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

struct normalizer *normalizer_new(void)
{
	return memory_zalloc(1, sizeof(struct normalizer));
}

void normalizer_free(struct normalizer *n)
{
	free(n);
}

/* Characters that are their own normal form and as frequent as letters: Han, without those for
 * compatibility. */
static bool is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x2F7FF);
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
	if (uc_is_property_white_space(c))
		return slot;
	folded = u8_casefold((const uint8_t *)s, len, NULL, UNINORM_NFKD, NULL, &folded_len);
	if (folded != NULL && folded_len <= NORMAL_BYTES) {
		/* What is made of blanks and marks, such as U+00A8, has a blank in it. */
		for (size_t i = 0; i < folded_len; i++)
			if (folded[i] != ' ')
				slot->bytes[slot->len++] = (char)folded[i];
	} else {
		memcpy(slot->bytes, s, len);
		slot->len = (uint8_t)len;
	}
	free(folded);
	return slot;
}

size_t normal_append_one(struct normalizer *n, const char *s, size_t len, struct buffer *out)
{
	const struct normal_slot *slot;
	uint32_t c;
	size_t used;

	if ((unsigned char)s[0] < 0x80) {
		if (s[0] > ' ')
			buffer_append_byte(out,
					   s[0] >= 'A' && s[0] <= 'Z' ? (char)(s[0] + 32) : s[0]);
		return 1;
	}
	used = utf8_decode(s, len, &c);
	if (c == UTF8_BAD || is_han(c)) {
		buffer_append(out, s, used);
		return used;
	}
	slot = look_up(n, c, s, used);
	buffer_append(out, slot->bytes, slot->len);
	return used;
}

/* Copies a run of Han from U+4000 on, three bytes each, without decoding them; the buffer has room.
 * Clean text is valid, so the first byte tells. */
static size_t append_han(const char *s, size_t len, struct buffer *out)
{
	size_t n = 0;

	while (n + 3 <= len && (unsigned char)s[n] >= 0xE4 && (unsigned char)s[n] <= 0xE9)
		n += 3;
	buffer_append(out, s, n);
	return n;
}

void normal_append(struct normalizer *n, const char *s, size_t len, struct buffer *out)
{
	buffer_reserve(out, len);
	for (size_t pos = 0; pos < len;) {
		pos += append_han(s + pos, len - pos, out);
		if (pos < len)
			pos += normal_append_one(n, s + pos, len - pos, out);
	}
}
