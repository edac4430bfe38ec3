/* SPDX-License-Identifier: MIT */
#include "ui/glyphs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A hash table of indices into items, at most half full; 0 is free, else index + 1. */
struct glyphs {
	struct buffer bytes;
	struct glyph *items;
	size_t n, capacity;
	uint32_t *slots;
	size_t n_slots; /* a power of two */
};

#define SLOTS_AT_FIRST 256
#define GLYPH_BYTES 4 /* of every code point of plane 15 */

struct glyphs *glyphs_new(void)
{
	struct glyphs *g = memory_zalloc(1, sizeof(*g));

	buffer_init(&g->bytes);
	g->n_slots = SLOTS_AT_FIRST;
	g->slots = memory_zalloc(g->n_slots, sizeof(*g->slots));
	return g;
}

void glyphs_free(struct glyphs *g)
{
	if (g == NULL)
		return;
	buffer_release(&g->bytes);
	free(g->items);
	free(g->slots);
	free(g);
}

/* FNV-1a. */
static uint32_t hash(const char *bytes, size_t len, int width, int next)
{
	uint32_t h = 2166136261u;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)bytes[i]) * 16777619u;
	h = (h ^ (uint32_t)width) * 16777619u;
	return (h ^ (uint32_t)next) * 16777619u;
}

static uint32_t *slot_of(const struct glyphs *g, const char *bytes, size_t len, int width, int next)
{
	size_t at = hash(bytes, len, width, next) & (g->n_slots - 1);

	for (; g->slots[at] != 0; at = (at + 1) & (g->n_slots - 1)) {
		const struct glyph *glyph = &g->items[g->slots[at] - 1];

		if (glyph->len == len && glyph->width == width && glyph->next == next &&
		    memcmp(g->bytes.data + glyph->begin, bytes, len) == 0)
			break;
	}
	return &g->slots[at];
}

static void grow(struct glyphs *g)
{
	size_t i;

	if (g->capacity != 0) {
		g->n_slots *= 2;
		free(g->slots);
		g->slots = memory_zalloc(g->n_slots, sizeof(*g->slots));
		for (i = 0; i < g->n; i++) {
			const struct glyph *glyph = &g->items[i];
			const char *bytes = g->bytes.data + glyph->begin;

			*slot_of(g, bytes, glyph->len, glyph->width, glyph->next) = (uint32_t)i + 1;
		}
	}
	g->capacity = g->n_slots / 2;
	g->items = memory_resize(g->items, g->capacity, sizeof(*g->items));
}

uint32_t glyphs_add(struct glyphs *g, const char *cluster, size_t len, int width, int next)
{
	uint32_t *slot = slot_of(g, cluster, len, width, next);
	struct glyph *glyph;

	assert(len > 0 && width > 0 && next >= -1 && next <= INT16_MAX);
	if (*slot != 0)
		return GLYPH_FIRST + *slot - 1;
	if (g->n > GLYPH_LAST - GLYPH_FIRST)
		return 0;
	if (g->n == g->capacity) {
		grow(g);
		slot = slot_of(g, cluster, len, width, next);
	}
	glyph = &g->items[g->n];
	glyph->begin = g->bytes.len;
	glyph->len = (uint32_t)len;
	glyph->width = (int16_t)width;
	glyph->next = (int16_t)next;
	buffer_append(&g->bytes, cluster, len);
	*slot = (uint32_t)++g->n;
	return GLYPH_FIRST + *slot - 1;
}

size_t glyphs_count(const struct glyphs *g)
{
	return g->n;
}

const struct glyph *glyphs_find(const struct glyphs *g, uint32_t c)
{
	return c >= GLYPH_FIRST && c - GLYPH_FIRST < g->n ? &g->items[c - GLYPH_FIRST] : NULL;
}

const char *glyphs_bytes(const struct glyphs *g, const struct glyph *glyph)
{
	return g->bytes.data + glyph->begin;
}

/* The glyph whose code point's UTF-8 form begins at s, NULL if it is other text. */
static const struct glyph *glyph_at(const struct glyphs *g, const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;

	if (n < GLYPH_BYTES)
		return NULL;
	return glyphs_find(g, (u[0] & 7u) << 18 | (u[1] & 63u) << 12 | (u[2] & 63u) << 6 |
				      (u[3] & 63u));
}

void glyphs_expand(const struct glyphs *g, const char *bytes, size_t len, glyphs_place *place,
		   struct buffer *out)
{
	const char *end = bytes + len;

	while (bytes < end) {
		/* F3 begins the UTF-8 form of plane 15 and of nothing else that is drawn. */
		const char *lead = memchr(bytes, 0xF3, (size_t)(end - bytes));
		const struct glyph *glyph;

		if (lead == NULL)
			lead = end;
		buffer_append(out, bytes, (size_t)(lead - bytes));
		if (lead == end)
			return;
		glyph = glyph_at(g, lead, (size_t)(end - lead));
		if (glyph == NULL) {
			buffer_append_byte(out, *lead);
			bytes = lead + 1;
			continue;
		}
		buffer_append(out, g->bytes.data + glyph->begin, glyph->len);
		if (glyph->next >= 0)
			place(glyph->next, out);
		bytes = lead + GLYPH_BYTES;
	}
}
