/* SPDX-License-Identifier: MIT */
#include "place/needle.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "place/likeness.h"

/* Parts of the anchor's words that are looked up everywhere: two Han characters, or six letters. */
#define GRAM 6
#define GRAM_BITS 16

/* Bytes of a text for each gram that is looked up there: every second Han character. */
#define SAMPLE 6

/* So many stretches of the text are looked at closely. */
#define REGIONS 24

/* Fewer bytes of a sentence stand anywhere: three Han characters. */
#define HEAD_MIN 9

/* Likeness below which a context does not vouch for a place, in percent. */
#define CONTEXT_ENOUGH 75

/* The characters that leave nothing in normal form, up to the first that does. */
static void find_lead(const char *quote, struct normalizer *normalizer, struct buffer *out)
{
	size_t len = strlen(quote), pos = 0;
	struct buffer one;

	buffer_init(&one);
	while (pos < len) {
		size_t used = normal_append_one(normalizer, quote + pos, len - pos, &one);

		if (one.len > 0)
			break;
		pos += used;
	}
	buffer_append(out, quote, pos);
	buffer_release(&one);
}

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == 0xFF0E;
}

/* The bytes of the first sentence of a quote in normal form.  ASCII marks end one before a blank,
 * so that numbers and names of files have none in them. */
static size_t find_head(const char *quote, struct normalizer *normalizer)
{
	size_t len = strlen(quote), pos = 0, head;
	struct buffer words;

	buffer_init(&words);
	while (pos < len) {
		uint32_t c;
		size_t used = utf8_decode(quote + pos, len - pos, &c);

		normal_append(normalizer, quote + pos, used, &words);
		pos += used;
		if (words.len >= HEAD_MIN &&
		    (ends_sentence(c) || (c != 0 && c < 0x80 && strchr(".!?;", (int)c) != NULL &&
					  pos < len && quote[pos] == ' ')))
			break;
	}
	head = words.len;
	buffer_release(&words);
	return head;
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
	buffer_init(&n->lead);
	n->head = 0;
	if (a->quote != NULL) {
		n->head = find_head(a->quote, normalizer);
		find_lead(a->quote, normalizer, &n->lead);
	}
	n->offset = a->offset;
}

void needle_release(struct needle *n)
{
	buffer_release(&n->lead);
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

/* How many bytes of words from their offset on stand in the haystack from `at` on. */
static size_t same_from(const struct buffer *words, size_t offset, const struct haystack *h,
			size_t at)
{
	size_t same = 0;

	while (offset + same < words->len && at + same < h->bytes.len &&
	       words->data[offset + same] == h->bytes.data[at + same])
		same++;
	return same;
}

size_t needle_after(const struct needle *n, const struct haystack *h, size_t at, size_t len)
{
	size_t same = same_from(&n->quote, len, h, at + len);

	if (same == n->quote.len - len)
		same += same_from(&n->after, 0, h, at + n->quote.len);
	return same;
}

size_t needle_head(const struct needle *n)
{
	return n->head >= HEAD_MIN ? n->head : n->quote.len;
}

/* Half of the score (9,200) vouches for a place; so does a quote of this many characters that has
 * three in five: unrelated sentences have fewer than half. */
#define SCORE_ENOUGH 4600
#define LONG_QUOTE 16

/* A stretch of the text in which many grams of the anchor stand. */
struct region {
	struct range source; /* by the beginnings of the segments that it touches */
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

/* The last characters before a byte, and the first from it on; at most n. */
static struct decoded decode_before(const struct haystack *h, size_t at, size_t n)
{
	size_t begin = at;

	for (; n > 0 && begin > 0; n--)
		begin = utf8_before(h->bytes.data, begin);
	return decode(h->bytes.data, begin, at);
}

static struct decoded decode_after(const struct haystack *h, size_t at, size_t n)
{
	size_t end = at;
	uint32_t c;

	for (; n > 0 && end < h->bytes.len; n--)
		end += utf8_decode(h->bytes.data + end, h->bytes.len - end, &c);
	return decode(h->bytes.data, at, end);
}

static size_t spread(const struct decoded *d)
{
	return d->n + d->n / 2;
}

static unsigned score_at(const struct needle *n, const struct haystack *h, size_t at)
{
	struct decoded quote = decode(n->quote.data, 0, n->quote.len);
	struct decoded before = decode(n->before.data, 0, n->before.len);
	struct decoded after = decode(n->after.data, 0, n->after.len);
	struct decoded left = decode_before(h, at, spread(&before));
	struct decoded right = decode_after(h, at, spread(&quote) + spread(&after));
	unsigned score = 50 * percent(&quote, &right, 0, spread(&quote)) +
			 20 * percent(&before, &left, 0, left.n) +
			 20 * percent(&after, &right, 0, right.n);

	decoded_release(&quote);
	decoded_release(&before);
	decoded_release(&after);
	decoded_release(&left);
	decoded_release(&right);
	return score;
}

/* More source bytes than an anchor's words take, readings and blanks included. */
#define SCORE_AROUND 2048

unsigned needle_score(const struct needle *n, struct haystack *h, uint64_t pos)
{
	struct range around = {pos > SCORE_AROUND ? pos - SCORE_AROUND : 0, pos + SCORE_AROUND};

	if (!haystack_open(h, around, pos) || h->wanted_at == HAYSTACK_NONE)
		return 0;
	return score_at(n, h, h->wanted_at);
}

/* What is being looked for, decoded once, and the best so far. */
struct approach {
	const struct needle *needle;
	struct decoded quote, before, after;
	unsigned best; /* score, of 9200 */
	uint64_t pos;
	unsigned char *grams; /* bits: which hashes occur in the words */
	size_t width;         /* bytes of all the words */
	struct region regions[REGIONS];
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
	pos = haystack_source(h, at, &a->needle->lead);
	a->best = score;
	a->pos = pos;
}

/* How many of the first characters of a quote count as its start. */
#define START 3

/*
 * Where a quote that was changed begins.  Where its start is not there any more, the likest stretch
 * begins with what comes after it; what stood before the quote tells how far back it reaches.
 */
static size_t begin_of(const struct approach *a, const struct decoded *text, size_t begin)
{
	size_t i = 0, from = begin > 2 * spread(&a->before) ? begin - 2 * spread(&a->before) : 0;
	struct likeness like;

	while (i < START && i < a->quote.n && begin + i < text->n &&
	       a->quote.c[i] == text->c[begin + i])
		i++;
	if (i >= START || i == a->quote.n || a->before.n < 8)
		return begin;
	like = likeness_find((struct characters){a->before.c, a->before.n},
			     (struct characters){text->c + from, begin - from});
	if (like.errors * 4 > a->before.n || begin - from - like.end > a->quote.n)
		return begin;
	return from + like.end;
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
	consider(a, h, text->at[begin_of(a, text, like.begin)], score);
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

	if (!haystack_open(h, region->source, POS_NONE))
		return;
	text = decode(h->bytes.data, 0, h->bytes.len);
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

/* The bytes of a character by its first. */
static size_t character_len(char first)
{
	unsigned char c = (unsigned char)first;

	return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static void add_grams(struct approach *a, const struct buffer *words)
{
	for (size_t i = 0; i + GRAM <= words->len; i += character_len(words->data[i])) {
		unsigned hash = gram_hash(words->data + i);

		a->grams[hash / 8] |= (unsigned char)(1u << hash % 8);
	}
	a->width += words->len;
}

/* Enters a region if it has more votes than the weakest of the best. */
static void enter_region(struct approach *a, struct region region)
{
	struct region *best = a->regions;
	size_t weakest = 0;

	for (size_t i = 1; i < REGIONS; i++)
		if (best[i].votes < best[weakest].votes)
			weakest = i;
	if (region.votes > best[weakest].votes)
		best[weakest] = region;
}

/* The segments that bytes of the haystack lie in. */
static struct range source_of(const struct haystack *h, size_t begin, size_t end)
{
	return (struct range){haystack_near(h, begin), haystack_near(h, end) + 1};
}

/* How many of the grams that begin in bytes [begin, end), one in SAMPLE bytes, are the anchor's. */
static size_t count_grams(const struct approach *a, const struct buffer *bytes, size_t begin,
			  size_t end)
{
	size_t last = bytes->len < GRAM + 3 ? 0 : bytes->len - GRAM - 3, count = 0;
	const char *s = bytes->data;

	for (size_t i = begin; i < end && i < last; i += SAMPLE) {
		unsigned hash;

		while (utf8_continues(s[i]))
			i++;
		hash = gram_hash(s + i);
		count += a->grams[hash / 8] >> hash % 8 & 1;
	}
	return count;
}

void approach_see(struct approach *a, const struct haystack *h)
{
	size_t block = a->width, before = 0;
	size_t end = smaller(h->limit + a->width, h->bytes.len);

	/* Fewer words than two grams are like anything. */
	if (a->width < 2 * GRAM)
		return;
	/* Grams are counted block by block, in bytes of the text that each stands for; two blocks
	 * together are a region, with room on both sides. */
	for (size_t begin = h->from; begin < end; begin += block) {
		size_t stop = smaller(begin + block, h->bytes.len);
		size_t votes = SAMPLE * count_grams(a, &h->bytes, begin, stop);

		if ((votes + before) * 8 >= a->width)
			enter_region(a,
				     (struct region){
					     source_of(h, begin > 2 * block ? begin - 2 * block : 0,
						       smaller(stop + block, h->bytes.len)),
					     votes + before});
		before = votes;
	}
}

struct approach *approach_new(const struct needle *n)
{
	struct approach *a = memory_zalloc(1, sizeof(*a));

	a->needle = n;
	a->pos = POS_NONE;
	a->quote = decode(n->quote.data, 0, n->quote.len);
	a->before = decode(n->before.data, 0, n->before.len);
	a->after = decode(n->after.data, 0, n->after.len);
	a->grams = memory_zalloc((size_t)1 << (GRAM_BITS - 3), 1);
	add_grams(a, &n->before);
	add_grams(a, &n->quote);
	add_grams(a, &n->after);
	return a;
}

void approach_free(struct approach *a)
{
	decoded_release(&a->quote);
	decoded_release(&a->before);
	decoded_release(&a->after);
	free(a->grams);
	free(a);
}

uint64_t approach_end(struct approach *a, struct haystack *h)
{
	size_t most = 0;

	for (size_t i = 0; i < REGIONS; i++)
		if (a->regions[i].votes > most)
			most = a->regions[i].votes;
	/* One that has less than half of the likest's words is no rival of it. */
	for (size_t i = 0; i < REGIONS; i++)
		if (a->regions[i].votes > 0 && a->regions[i].votes * 2 >= most)
			verify(a, h, &a->regions[i]);
	return a->pos;
}
