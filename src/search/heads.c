/* SPDX-License-Identifier: MIT */
#include "search/heads.h"

#include "base/buffer.h"

#define WIDTH 32 /* bytes that are compared together */
#define FEW 2    /* first bytes that PCRE2 looks for as fast */

static bool holds(const bytes16 *list, size_t n, uint8_t byte)
{
	for (size_t i = 0; i < n; i++)
		if (list[i][0] == byte)
			return true;
	return false;
}

/* Adds a byte to a list; false if there is no room. */
static bool add_byte(bytes16 *list, size_t *n, uint8_t byte)
{
	if (holds(list, *n, byte))
		return true;
	if (*n == HEADS_BYTES)
		return false;
	list[(*n)++] = bytes16_of(byte);
	return true;
}

static bool holds_pair(const struct heads_pair *list, size_t n, const uint8_t *bytes)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].first[0] == bytes[0] && list[i].second[0] == bytes[1])
			return true;
	return false;
}

static bool add_pair(struct heads_pair *list, size_t *n, const uint8_t *bytes)
{
	if (holds_pair(list, *n, bytes))
		return true;
	if (*n == HEADS_PAIRS)
		return false;
	list[(*n)++] = (struct heads_pair){bytes16_of(bytes[0]), bytes16_of(bytes[1])};
	return true;
}

/* Whether so many characters begin with a byte that the next two tell more: 、 “ ， and Han. */
static bool is_common(uint8_t lead)
{
	return lead == 0xEF || (lead >= 0xE3 && lead <= 0xED);
}

/* A way to write the first character. */
static bool add_head(struct heads *h, uint32_t c)
{
	struct buffer b;
	uint8_t bytes[4] = {0};
	size_t n;

	buffer_init(&b);
	buffer_append_code_point(&b, c);
	n = b.len < sizeof(bytes) ? b.len : sizeof(bytes);
	memcpy(bytes, b.data, n);
	buffer_release(&b);
	h->begins[bytes[0]] = true;
	if (n == 1)
		return add_byte(h->ascii, &h->n_ascii, bytes[0]);
	if (n == 4)
		return add_byte(h->rare, &h->n_rare, bytes[0]);
	return is_common(bytes[0]) ? add_pair(h->tails, &h->n_tails, bytes + 1)
				   : add_pair(h->pairs, &h->n_pairs, bytes);
}

/* What may follow a first character in ASCII, as far as it is ASCII too. */
static bool add_follow(struct heads *h, const struct lattice *l, size_t node)
{
	const struct lattice_node *at = &l->nodes[node];
	const char *gap = at->gap[STEP_TYPED][STEP_TYPED] != 0 ? "-(\r\n \t\v\f" : "";
	bool room = true;

	if (l->edges[at->first].c == LATTICE_BLANK)
		gap = "\r\n \t\v\f";
	for (; *gap != '\0'; gap++) {
		/* a Latin letter has no reading, and only a hyphen leads over a line's end */
		if ((at->gap[STEP_TYPED][STEP_TYPED] & ~(unsigned)GAP_HYPHEN) == 0 && *gap != '-' &&
		    l->edges[at->first].c != LATTICE_BLANK)
			continue;
		room = room && add_byte(h->follow, &h->n_follow, (uint8_t)*gap);
	}
	for (uint32_t e = at->first; e != LATTICE_NO_EDGE; e = l->edges[e].next)
		if (l->edges[e].c < 0x80)
			room = room && add_byte(h->follow, &h->n_follow, (uint8_t)l->edges[e].c);
	return room;
}

bool heads_build(struct heads *h, const struct lattice *l)
{
	size_t last = l->n_nodes - 1, n = 0;
	bool room = true;

	memset(h, 0, sizeof(*h));
	for (uint32_t e = l->nodes[0].first; room && e != LATTICE_NO_EDGE; e = l->edges[e].next) {
		const struct lattice_edge *edge = &l->edges[e];

		if (edge->c >= LATTICE_BLANK || edge->to == last)
			return false;
		room = add_head(h, edge->c);
		if (edge->c < 0x80)
			room = room && add_follow(h, l, edge->to);
	}
	for (size_t i = 0; i < 256; i++)
		n += h->begins[i];
	return room && n > FEW;
}

/* Whether a hit may begin in the WIDTH bytes at s; two more are there. */
static bool look(const struct heads *h, const char *s)
{
	/* two at a time: what they are compared with is loaded once */
	bytes16 at[] = {bytes16_load(s), bytes16_load(s + 16)};
	bytes16 behind[] = {bytes16_load(s + 1), bytes16_load(s + 17)};
	bytes16 next[] = {bytes16_load(s + 2), bytes16_load(s + 18)};
	bytes16 ascii[2] = {0}, found[2];
	bytes16 follow[] = {(bytes16)(behind[0] >= 0x80), (bytes16)(behind[1] >= 0x80)};

	for (size_t i = 0; i < h->n_ascii; i++) {
		ascii[0] |= (bytes16)(at[0] == h->ascii[i]);
		ascii[1] |= (bytes16)(at[1] == h->ascii[i]);
	}
	for (size_t i = 0; i < h->n_follow; i++) {
		follow[0] |= (bytes16)(behind[0] == h->follow[i]);
		follow[1] |= (bytes16)(behind[1] == h->follow[i]);
	}
	found[0] = ascii[0] & follow[0];
	found[1] = ascii[1] & follow[1];
	for (size_t i = 0; i < h->n_rare; i++) {
		found[0] |= (bytes16)(at[0] == h->rare[i]);
		found[1] |= (bytes16)(at[1] == h->rare[i]);
	}
	for (size_t i = 0; i < h->n_pairs; i++) {
		bytes16 first = h->pairs[i].first, second = h->pairs[i].second;

		found[0] |= (bytes16)(at[0] == first) & (bytes16)(behind[0] == second);
		found[1] |= (bytes16)(at[1] == first) & (bytes16)(behind[1] == second);
	}
	for (size_t i = 0; i < h->n_tails; i++) {
		bytes16 first = h->tails[i].first, second = h->tails[i].second;

		found[0] |= (bytes16)(behind[0] == first) & (bytes16)(next[0] == second);
		found[1] |= (bytes16)(behind[1] == first) & (bytes16)(next[1] == second);
	}
	return bytes16_any(found[0] | found[1]);
}

/* The same for one byte, exactly. */
static bool is_head(const struct heads *h, const char *s, size_t len, size_t pos)
{
	uint8_t bytes[3] = {(uint8_t)s[pos], 0, 0};

	if (!h->begins[bytes[0]])
		return false;
	for (size_t i = 1; i < sizeof(bytes) && pos + i < len; i++)
		bytes[i] = (uint8_t)s[pos + i];
	if (bytes[0] < 0x80)
		return bytes[1] >= 0x80 || holds(h->follow, h->n_follow, bytes[1]);
	if (holds(h->rare, h->n_rare, bytes[0]))
		return true;
	return holds_pair(h->pairs, h->n_pairs, bytes) ||
	       holds_pair(h->tails, h->n_tails, bytes + 1);
}

size_t heads_next(const struct heads *h, const char *s, size_t len, size_t pos)
{
	while (pos < len) {
		size_t end = len - pos >= WIDTH + 2 ? pos + WIDTH : len;

		if (end < len && !look(h, s + pos)) {
			pos = end;
			continue;
		}
		for (; pos < end; pos++)
			if (is_head(h, s, len, pos))
				return pos;
	}
	return len;
}
