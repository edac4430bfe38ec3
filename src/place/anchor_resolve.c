/* SPDX-License-Identifier: MIT */
/* Finding an anchor again.  The circle around the place grows: a few KiB, 64 KiB, everything. */
#include "place/anchor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "place/haystack.h"
#include "place/heading_path.h"
#include "place/needle.h"

/* Bytes of a quote, or of context, that are hardly there by chance: eight Han characters. */
#define TELLING 24

/* So many copies of the words are compared closely. */
#define FOUND_MAX 24

/* Scores that differ by less are the same. */
#define SCORE_MARGIN (NEEDLE_SCORE_MAX / 16)

/* The words at one place. */
struct found {
	uint64_t pos;
	uint64_t distance;
	size_t context;     /* bytes of both contexts that are there */
	bool whole;         /* all of the quote is there, not its first sentence alone */
	bool before, after; /* that context is there in full */
	bool at;            /* it is the anchor's offset */
	bool path;          /* it is under the same headings */
	unsigned score;     /* how like all the words around it are */
};

struct search {
	const struct anchor *anchor;
	const struct outline *outline;
	struct haystack hay;
	struct needle needle;
	struct approach *approach; /* NULL: only copies of the words are looked for */
	struct buffer words; /* what is searched: the quote, of several sentences the first one, or
				where it is empty all the context */
	size_t shift;        /* from its start to the place */
	uint64_t guess;
	bool within;                   /* a stretch of the text is all that counts */
	struct found found[FOUND_MAX]; /* the best, in order */
	size_t n_found;
	size_t total; /* how often the whole quote stands there */
};

static bool is_blank_quote(const struct search *s)
{
	return s->needle.quote.len == 0;
}

static size_t words_len(const struct search *s)
{
	return is_blank_quote(s) ? s->words.len : s->needle.quote.len;
}

static size_t full_context(const struct search *s)
{
	return is_blank_quote(s) ? 0 : s->needle.before.len + s->needle.after.len;
}

static bool is_better(const struct found *a, const struct found *b)
{
	if (a->whole != b->whole)
		return a->whole;
	if (a->context != b->context)
		return a->context > b->context;
	return a->distance < b->distance;
}

static void enter(struct search *s, struct found found, size_t at)
{
	size_t i = s->n_found;

	if (i == FOUND_MAX && !is_better(&found, &s->found[i - 1]))
		return;
	found.pos = haystack_source(&s->hay, at, &s->needle.lead);
	/* A blank quote has no character that could be led back from. */
	if (found.at && is_blank_quote(s))
		found.pos = s->anchor->offset;
	found.at = found.pos == s->anchor->offset;
	if (i == FOUND_MAX)
		i--;
	else
		s->n_found++;
	for (; i > 0 && is_better(&found, &s->found[i - 1]); i--)
		s->found[i] = s->found[i - 1];
	s->found[i] = found;
}

static void judge(struct search *s, size_t begin)
{
	const struct needle *n = &s->needle;
	struct haystack *h = &s->hay;
	size_t at = begin + s->shift;
	uint64_t near = haystack_near(h, at);
	struct found found = {.whole = true, .before = true, .after = true};

	if (!is_blank_quote(s)) {
		size_t before = needle_before(n, h, at);
		size_t after = needle_after(n, h, at, s->words.len);
		size_t rest = n->quote.len - s->words.len;

		found.whole = after >= rest;
		found.before = before == n->before.len;
		found.after = after == rest + n->after.len;
		found.context = before + (found.whole ? after - rest : after);
	}
	found.at = at == h->wanted_at;
	found.distance = found.at ? 0 : (near > s->guess ? near - s->guess : s->guess - near) + 1;
	s->total += found.whole;
	enter(s, found, at);
}

/* The first copy of the words in bytes[from, end), found by a byte pair that memchr knows how to
 * skip to; HAYSTACK_NONE if none. */
static size_t next_copy(const struct buffer *bytes, const struct buffer *words, size_t from)
{
	const char *p = bytes->data + from, *end = bytes->data + bytes->len;
	/* The last byte of a character is rarer than its first. */
	size_t key = words->len < 3 ? words->len - 1 : 2;

	if (bytes->len < words->len || from > bytes->len - words->len)
		return HAYSTACK_NONE;
	p += key;
	end -= words->len - key - 1;
	while (p < end) {
		p = memchr(p, words->data[key], (size_t)(end - p));
		if (p == NULL)
			break;
		if (memcmp(p - key, words->data, words->len) == 0)
			return (size_t)(p - key - bytes->data);
		p++;
	}
	return HAYSTACK_NONE;
}

static void look(struct search *s, struct range stretch)
{
	struct haystack *h = &s->hay;
	bool more;

	s->n_found = 0;
	s->total = 0;
	if (s->words.len == 0)
		return;
	for (more = haystack_open(h, stretch, s->anchor->offset); more; more = haystack_slide(h)) {
		for (size_t i = next_copy(&h->bytes, &s->words, h->from); i < h->limit;
		     i = next_copy(&h->bytes, &s->words, i + 1))
			judge(s, i);
		if (s->approach != NULL)
			approach_see(s->approach, h);
	}
}

/* Whether the place is under the headings that the anchor was under. */
static bool has_path(struct search *s, uint64_t pos)
{
	char *path;
	bool same;

	if (s->outline == NULL || s->anchor->path == NULL)
		return true;
	path = heading_path_of(&s->hay.reader, s->outline, pos);
	same = strcmp(path, s->anchor->path) == 0;
	free(path);
	return same;
}

static bool is_complete(const struct found *f)
{
	return f->before && f->after;
}

/* Within a part of the text: only what cannot be mistaken. */
static bool settle_near(struct search *s, enum verdict *verdict, uint64_t *pos)
{
	size_t complete = 0, chosen = 0;

	for (size_t i = 0; i < s->n_found; i++) {
		s->found[i].path = has_path(s, s->found[i].pos);
		if (!is_complete(&s->found[i]) || !s->found[i].path)
			continue;
		if (s->found[i].at) {
			*verdict = VERDICT_EXACT;
			*pos = s->found[i].pos;
			return true;
		}
		chosen = i;
		complete++;
	}
	if (complete != 1 || words_len(s) + full_context(s) < 2 * TELLING)
		return false;
	*verdict = VERDICT_MOVED;
	*pos = s->found[chosen].pos;
	return true;
}

/* Whether a is likelier than b by more than its distance: clearly more of the words around it are
 * there, or it has the same headings. */
static bool is_likelier(const struct found *a, const struct found *b)
{
	if (a->score > b->score + SCORE_MARGIN)
		return true;
	if (b->score > a->score + SCORE_MARGIN)
		return false;
	return a->path && !b->path;
}

/* Between equals a little more of the words decides, then the distance. */
static bool is_preferred(const struct found *a, const struct found *b)
{
	if (is_likelier(a, b) || is_likelier(b, a))
		return is_likelier(a, b);
	return a->score != b->score ? a->score > b->score : a->distance < b->distance;
}

/* Is one of several, or one that stands alone, the place itself?  Words that are repeated may have
 * lost the copy that was meant: its surroundings, or its headings, must vouch for it. */
static enum verdict verdict_of(const struct search *s, const struct found *best, bool sure)
{
	bool telling = best->context >= TELLING || best->context * 2 >= full_context(s) ||
		       (best->path && words_len(s) >= TELLING);

	if (!sure || !telling)
		return VERDICT_APPROXIMATE;
	return best->at ? VERDICT_EXACT : VERDICT_MOVED;
}

/* Looks at the finalists closely and picks one; whether none is as likely. */
static bool pick(struct search *s, size_t *best)
{
	bool sure = true;

	for (size_t i = 0; i < s->n_found; i++) {
		s->found[i].path = has_path(s, s->found[i].pos);
		s->found[i].score = needle_score(&s->needle, &s->hay, s->found[i].pos);
	}
	*best = 0;
	for (size_t i = 1; i < s->n_found; i++)
		if (is_preferred(&s->found[i], &s->found[*best]))
			*best = i;
	for (size_t i = 0; i < s->n_found; i++)
		if (i != *best && !is_likelier(&s->found[*best], &s->found[i]))
			sure = false;
	return sure;
}

/* With all copies known (or the best of very many): picks one by context, headings, nearness. */
static bool settle_all(struct search *s, enum verdict *verdict, uint64_t *pos)
{
	size_t best;
	bool sure;

	if (s->total == 0)
		return false;
	if (s->total < s->n_found)
		s->n_found = s->total;
	sure = pick(s, &best);
	if (s->total > s->n_found && s->found[best].context <= s->found[s->n_found - 1].context)
		sure = false;
	*verdict = verdict_of(s, &s->found[best], sure);
	*pos = s->found[best].pos;
	return true;
}

/* The first sentence alone, where enough of the other words is around it. */
static bool settle_head(struct search *s, uint64_t *pos)
{
	size_t best;

	if (s->n_found == 0)
		return false;
	(void)pick(s, &best);
	*pos = s->found[best].pos;
	return s->found[best].score * 2 >= NEEDLE_SCORE_MAX;
}

static struct range around(uint64_t pos, uint64_t radius, uint64_t size)
{
	return (struct range){pos > radius ? pos - radius : 0,
			      radius < size && pos < size - radius ? pos + radius : size};
}

static bool settle_alike(struct search *s, uint64_t *pos)
{
	uint64_t at = approach_end(s->approach, &s->hay);

	/* Some part of the text is no place for the heading. */
	if (at == POS_NONE && s->anchor->path != NULL && !s->within)
		at = heading_path_find(&s->hay.reader, s->outline, s->anchor->path, s->guess);
	if (at == POS_NONE)
		return false;
	*pos = at;
	return true;
}

static bool resolve_near(struct search *s, uint64_t size, enum verdict *verdict, uint64_t *pos)
{
	static const uint64_t radii[] = {2048, 65536};

	for (size_t i = 0; i < sizeof(radii) / sizeof(radii[0]); i++) {
		look(s, around(s->guess, radii[i], size));
		if (settle_near(s, verdict, pos))
			return true;
	}
	return false;
}

static enum verdict resolve_in(struct search *s, struct range all, uint64_t *pos)
{
	enum verdict verdict = VERDICT_LOST;

	s->approach = approach_new(&s->needle);
	look(s, all);
	if (!settle_all(s, &verdict, pos) && (settle_head(s, pos) || settle_alike(s, pos)))
		verdict = VERDICT_APPROXIMATE;
	approach_free(s->approach);
	s->approach = NULL;
	return verdict;
}

static enum verdict resolve_all(struct search *s, uint64_t size, uint64_t *pos)
{
	return resolve_in(s,
			  size <= ANCHOR_SEARCH_MAX
				  ? (struct range){0, size}
				  : around(s->anchor->offset, ANCHOR_SEARCH_MAX / 2, size),
			  pos);
}

static void search_init(struct search *s, struct text *text)
{
	haystack_init(&s->hay, text);
	needle_init(&s->needle, s->anchor, s->hay.normalizer);
	buffer_init(&s->words);
	if (is_blank_quote(s)) {
		buffer_append(&s->words, s->needle.before.data, s->needle.before.len);
		buffer_append(&s->words, s->needle.after.data, s->needle.after.len);
		s->shift = s->needle.before.len;
	} else {
		buffer_append(&s->words, s->needle.quote.data, needle_head(&s->needle));
	}
}

static void search_release(struct search *s)
{
	buffer_release(&s->words);
	needle_release(&s->needle);
	haystack_release(&s->hay);
}

/* Where to look: from a guess on, and no further than near it. */
struct circle {
	uint64_t guess;
	bool near;
};

static enum verdict resolve(const struct anchor *a, const struct anchor_view *view,
			    struct circle where, uint64_t *pos)
{
	struct search s = {.anchor = a, .outline = view->outline};
	uint64_t size = text_size(view->text);
	enum verdict verdict = VERDICT_LOST;

	*pos = a->offset < size ? a->offset : size;
	/* Nothing was there when the anchor was made: nothing can be found. */
	if (size == 0)
		return a->offset == 0 && (a->quote == NULL || a->quote[0] == '\0') &&
				       (a->before == NULL || a->before[0] == '\0')
			       ? VERDICT_EXACT
			       : VERDICT_LOST;
	s.guess = where.guess < size ? where.guess : size - 1;
	search_init(&s, view->text);
	if (!resolve_near(&s, size, &verdict, pos) && !where.near)
		verdict = resolve_all(&s, size, pos);
	search_release(&s);
	assert(*pos <= size);
	return verdict;
}

unsigned anchor_likeness(const struct anchor *a, struct text *text, uint64_t pos)
{
	struct search s = {.anchor = a};
	unsigned score;

	if (text_size(text) == 0)
		return 0;
	search_init(&s, text);
	score = needle_score(&s.needle, &s.hay, pos);
	search_release(&s);
	return score * 100 / NEEDLE_SCORE_MAX;
}

enum verdict anchor_resolve_from(const struct anchor *a, const struct anchor_view *view,
				 uint64_t guess, uint64_t *pos)
{
	return resolve(a, view, (struct circle){guess, false}, pos);
}

enum verdict anchor_resolve_near(const struct anchor *a, const struct anchor_view *view,
				 uint64_t guess, uint64_t *pos)
{
	return resolve(a, view, (struct circle){guess, true}, pos);
}

enum verdict anchor_resolve_within(const struct anchor *a, const struct anchor_view *view,
				   struct range stretch, uint64_t *pos)
{
	struct search s = {.anchor = a, .outline = view->outline, .within = true};
	uint64_t size = text_size(view->text);
	enum verdict verdict;

	*pos = stretch.begin;
	if (stretch.begin >= size)
		return VERDICT_LOST;
	s.guess = a->offset < stretch.begin ? stretch.begin : a->offset;
	s.guess = s.guess < size ? s.guess : size - 1;
	search_init(&s, view->text);
	verdict = resolve_in(&s, stretch, pos);
	search_release(&s);
	return verdict;
}

enum verdict anchor_resolve(const struct anchor *a, struct text *text,
			    const struct outline *outline, uint64_t *pos)
{
	return anchor_resolve_from(a, &(struct anchor_view){text, outline}, a->offset, pos);
}
