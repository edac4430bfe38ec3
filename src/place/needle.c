/* SPDX-License-Identifier: MIT */
#include "place/needle.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "place/likeness.h"

/* Parts of the anchor's words that are looked up everywhere: two Han characters, or six letters. */
#define GRAM 6
#define GRAM_BITS 16

#define REGIONS 8

/* Likeness below which a context does not vouch for a place, in percent. */
#define CONTEXT_ENOUGH 75

static size_t count_lead(const char *quote)
{
	size_t len = strlen(quote), pos = 0, n = 0;
	uint32_t c;

	while (pos < len) {
		pos += utf8_decode(quote + pos, len - pos, &c);
		if (!uc_is_property_white_space(c))
			return n;
		n++;
	}
	return n;
}

static void normalize(struct normalizer *normalizer, const char *s, struct buffer *out)
{
	buffer_init(out);
	if (s != NULL)
		normal_append(normalizer, s, strlen(s), out);
}

void needle_init(struct needle *n, const struct anchor *a, struct normalizer *normalizer)
{
	normalize(normalizer, a->quote, &n->quote);
	normalize(normalizer, a->before, &n->before);
	normalize(normalizer, a->after, &n->after);
	n->lead = a->quote != NULL ? count_lead(a->quote) : 0;
	n->offset = a->offset;
}

void needle_release(struct needle *n)
{
	buffer_release(&n->quote);
	buffer_release(&n->before);
	buffer_release(&n->after);
}

size_t needle_before(const struct needle *n, const struct haystack *h, size_t at)
{
	size_t same = 0;

	while (same < n->before.len && same < at &&
	       n->before.data[n->before.len - 1 - same] == h->bytes.data[at - 1 - same])
		same++;
	return same;
}

size_t needle_after(const struct needle *n, const struct haystack *h, size_t end)
{
	size_t same = 0;

	while (same < n->after.len && end + same < h->bytes.len &&
	       n->after.data[same] == h->bytes.data[end + same])
		same++;
	return same;
}

/* Half of the score (9,200) vouches for a place; so does a quote of this many characters that has
 * three in five: unrelated sentences have fewer than half. */
#define SCORE_ENOUGH 4600
#define LONG_QUOTE 16

/* A stretch of the haystack in which many grams of the anchor stand. */
struct region {
	size_t begin, end; /* in its bytes */
	size_t votes;
};

/* The decoded characters of a region, with the byte where each begins. */
struct decoded {
	uint32_t *c;
	size_t *at;
	size_t n;
};

static struct decoded decode(const char *s, size_t begin, size_t end)
{
	struct decoded d = {memory_alloc((end - begin + 1) * sizeof(d.c[0])),
			    memory_alloc((end - begin + 1) * sizeof(d.at[0])), 0};

	for (size_t pos = begin; pos < end; d.n++) {
		d.at[d.n] = pos;
		pos += utf8_decode(s + pos, end - pos, &d.c[d.n]);
	}
	d.at[d.n] = end;
	return d;
}

static void decoded_release(struct decoded *d)
{
	free(d->c);
	free(d->at);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How like the best part of text[from, from + span) is to a pattern, in percent. */
static unsigned percent(const struct decoded *pattern, const struct decoded *text, size_t from,
			size_t span)
{
	struct characters part = {text->c + from, smaller(span, text->n - from)};
	struct likeness like;

	if (pattern->n == 0)
		return 100;
	like = likeness_find((struct characters){pattern->c, pattern->n}, part);
	return (unsigned)(100 - 100 * smaller(like.errors, pattern->n) / pattern->n);
}

/* What is being looked for, decoded once, and the best so far. */
struct approach {
	const struct needle *needle;
	struct decoded quote, before, after;
	unsigned best; /* score, of 9200 */
	uint64_t pos;
	unsigned char *grams; /* bits: which hashes occur in the words */
	size_t width;         /* bytes of all the words */
};

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

static void consider(struct approach *a, struct haystack *h, size_t at, unsigned score)
{
	uint64_t pos;

	/* Two points for the position decide between equals; a place a megabyte off has none. */
	score +=
		(unsigned)(200 -
			   smaller(200, (size_t)(distance(haystack_near(h, at), a->needle->offset) /
						 5000)));
	if (score <= a->best)
		return;
	pos = haystack_source(h, at, a->needle->lead);
	a->best = score;
	a->pos = pos;
}

/* The quote itself, changed in at most half of its characters. */
static bool try_quote(struct approach *a, struct haystack *h, const struct decoded *text)
{
	struct likeness like;
	size_t before, spare;
	unsigned score;

	if (a->quote.n == 0)
		return false;
	like = likeness_find((struct characters){a->quote.c, a->quote.n},
			     (struct characters){text->c, text->n});
	if (like.errors * 2 > a->quote.n)
		return false;
	spare = a->before.n + a->before.n / 2;
	before = like.begin > spare ? like.begin - spare : 0;
	score = 50 * (unsigned)(100 - 100 * like.errors / a->quote.n) +
		20 * percent(&a->before, text, before, like.begin - before) +
		20 * percent(&a->after, text, like.end, a->after.n + a->after.n / 2);
	/* Of a short quote half is not much: the words around it must agree. */
	if (score < SCORE_ENOUGH && (a->quote.n < LONG_QUOTE || like.errors * 5 > a->quote.n * 2))
		return false;
	consider(a, h, text->at[like.begin], score);
	return true;
}

/* The quote is gone, or empty: the seam between what stood before and after it. */
static void try_seam(struct approach *a, struct haystack *h, const struct decoded *text)
{
	struct likeness like;
	unsigned before, after;

	if (a->before.n < 8)
		return;
	like = likeness_find((struct characters){a->before.c, a->before.n},
			     (struct characters){text->c, text->n});
	before = (unsigned)(100 - 100 * smaller(like.errors, a->before.n) / a->before.n);
	after = percent(&a->after, text, like.end, a->quote.n + a->after.n * 2);
	if (before < CONTEXT_ENOUGH || (a->after.n > 0 && after < CONTEXT_ENOUGH))
		return;
	consider(a, h, text->at[like.end], 20 * before + 20 * after);
}

static void verify(struct approach *a, struct haystack *h, const struct region *region)
{
	struct decoded text;
	size_t begin = region->begin;

	while (begin < region->end && utf8_continues(h->bytes.data[begin]))
		begin++;
	text = decode(h->bytes.data, begin, region->end);
	if (!try_quote(a, h, &text))
		try_seam(a, h, &text);
	decoded_release(&text);
}

static unsigned gram_hash(const char *s)
{
	uint64_t hash = 0;

	memcpy(&hash, s, GRAM);
	return (unsigned)((hash * 0x9E3779B97F4A7C15u) >> (64 - GRAM_BITS));
}

static void add_grams(struct approach *a, const struct buffer *words)
{
	for (size_t i = 0; i + GRAM <= words->len; i++) {
		unsigned hash = gram_hash(words->data + i);

		a->grams[hash / 8] |= (unsigned char)(1u << hash % 8);
	}
	a->width += words->len;
}

/* Enters a region if it has more votes than the weakest of the best. */
static void enter_region(struct region *best, struct region region)
{
	size_t weakest = 0;

	for (size_t i = 1; i < REGIONS; i++)
		if (best[i].votes < best[weakest].votes)
			weakest = i;
	if (region.votes > best[weakest].votes)
		best[weakest] = region;
}

/* Counts the grams block by block; two blocks together are a region, with room on both sides. */
static void collect_regions(const struct approach *a, const struct haystack *h, struct region *best)
{
	size_t block = a->width, before = 0;
	size_t end = smaller(h->limit + a->width, h->bytes.len);

	for (size_t begin = h->from; begin < end; begin += block) {
		size_t stop = smaller(begin + block, h->bytes.len), votes = 0;

		for (size_t i = begin; i < stop && i + GRAM <= h->bytes.len; i++) {
			unsigned hash = gram_hash(h->bytes.data + i);

			votes += a->grams[hash / 8] >> hash % 8 & 1;
		}
		if ((votes + before) * 8 >= a->width)
			enter_region(best,
				     (struct region){begin > 2 * block ? begin - 2 * block : 0,
						     smaller(stop + block, h->bytes.len),
						     votes + before});
		before = votes;
	}
}

static void approach_window(struct approach *a, struct haystack *h)
{
	struct region best[REGIONS] = {{0}};

	collect_regions(a, h, best);
	for (size_t i = 0; i < REGIONS; i++)
		if (best[i].votes > 0)
			verify(a, h, &best[i]);
}

uint64_t needle_approximate(const struct needle *n, struct haystack *h, struct range stretch)
{
	struct approach a = {
		.needle = n,
		.pos = POS_NONE,
		.quote = decode(n->quote.data, 0, n->quote.len),
		.before = decode(n->before.data, 0, n->before.len),
		.after = decode(n->after.data, 0, n->after.len),
		.grams = memory_zalloc((size_t)1 << (GRAM_BITS - 3), 1),
	};
	bool more;

	add_grams(&a, &n->before);
	add_grams(&a, &n->quote);
	add_grams(&a, &n->after);
	/* Fewer words than two grams are like anything. */
	if (a.width >= 2 * GRAM)
		for (more = haystack_open(h, stretch, POS_NONE); more; more = haystack_slide(h))
			approach_window(&a, h);
	decoded_release(&a.quote);
	decoded_release(&a.before);
	decoded_release(&a.after);
	free(a.grams);
	return a.pos;
}
