/* SPDX-License-Identifier: MIT */
#include "view/title_filter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "search/variants.h"
#include "text/data/pinyin.h"
#include "view/kana.h"

#define FOLDS (FOLD_CASE | FOLD_WIDTH | FOLD_FORM | FOLD_KANA)

/* As much of a query as one character can take: "zhuang". */
#define STEP_MAX 6

/* Bit q of at[k - 1]: from place q of the query this character leads k places on. */
struct steps {
	uint32_t c;
	unsigned most; /* the largest k; 0: it matches nothing */
	uint64_t at[STEP_MAX];
	uint64_t usual[STEP_MAX]; /* of those: not by a reading that is a rarer one */
};

enum known { UNKNOWN, MATCHES_NOTHING, MATCHES };

#define STEPS_KEPT 1024

struct title_filter {
	uint32_t query[TITLE_FILTER_QUERY_MAX]; /* folded, without blanks */
	size_t n;
	bool has_latin;
	unsigned char known[0x10000];  /* of the basic plane: most match nothing */
	struct steps kept[STEPS_KEPT]; /* by code point modulo its size; most 0 and c 0: free */
};

struct title_filter *title_filter_new(const char *query, size_t len)
{
	struct title_filter *f = memory_zalloc(1, sizeof(*f));
	struct code_points folded = {0};
	size_t pos = 0;

	while (pos < len && folded.n < TITLE_FILTER_QUERY_MAX) {
		uint32_t c;

		pos += utf8_decode(query + pos, len - pos, &c);
		if (c != UTF8_BAD && !uc_is_property_white_space(c))
			fold_append(&folded, c, FOLDS);
	}
	fold_order(folded.items, folded.n);
	f->n = folded.n < TITLE_FILTER_QUERY_MAX ? folded.n : TITLE_FILTER_QUERY_MAX;
	if (f->n > 0)
		memcpy(f->query, folded.items, f->n * sizeof(f->query[0]));
	for (size_t i = 0; i < f->n; i++)
		f->has_latin = f->has_latin || (f->query[i] >= 'a' && f->query[i] <= 'z');
	free(folded.items);
	return f;
}

void title_filter_free(struct title_filter *f)
{
	free(f);
}

bool title_filter_is_empty(const struct title_filter *f)
{
	return f->n == 0;
}

bool title_filter_narrows(const struct title_filter *f, const struct title_filter *wider)
{
	return f->n >= wider->n &&
	       memcmp(f->query, wider->query, wider->n * sizeof(f->query[0])) == 0;
}

static void add_step(struct steps *s, size_t from, size_t k, bool usual)
{
	s->at[k - 1] |= (uint64_t)1 << from;
	s->usual[k - 1] |= (uint64_t)usual << from;
	s->most = s->most > k ? s->most : (unsigned)k;
}

/* A spelling in Latin letters: all its beginnings, wherever the query has them. */
static void add_spelling(const struct title_filter *f, const char *spelling, struct steps *s,
			 bool usual)
{
	size_t len = strcspn(spelling, " ");

	for (size_t q = 0; q < f->n; q++)
		for (size_t k = 0; k < len && k < STEP_MAX && q + k < f->n &&
				   f->query[q + k] == (unsigned char)spelling[k];
		     k++)
			add_step(s, q, k + 1, usual);
}

static void add_pinyin(const struct title_filter *f, uint32_t c, struct steps *s)
{
	const uint16_t *readings;
	size_t n = pinyin_readings(c, &readings);

	for (size_t i = 0; i < n; i++) {
		/* The commonest reading stands first. */
		add_spelling(f, pinyin_syllables[pinyin_syllable(readings[i])], s, i == 0);
	}
}

static void add_kana(const struct title_filter *f, uint32_t c, struct steps *s)
{
	struct code_points folded = {0};
	const char *spelling;

	/* Only what has to be folded: to take ガ apart would lose its voice mark. */
	fold_append(&folded, c, c >= 0xFF00 ? FOLD_WIDTH : FOLD_KANA);
	spelling = folded.n > 0 ? kana_spellings(folded.items[0]) : NULL;
	while (spelling != NULL && *spelling != '\0') {
		size_t len = strcspn(spelling, " ");

		add_spelling(f, spelling, s, true);
		spelling += len + (spelling[len] == ' ');
	}
	free(folded.items);
}

/* What the character is by case, width, form and script: all beginnings of its folded form. */
static void add_itself(const struct title_filter *f, const struct code_points *folded,
		       struct steps *s)
{
	uint32_t variants[SCRIPT_MOST];
	size_t n = 0;

	if (folded->n == 1 && variants_is_han(folded->items[0]))
		n = script_variants(folded->items[0], variants, SCRIPT_MOST);
	for (size_t q = 0; q < f->n; q++) {
		for (size_t k = 0; k < folded->n && k < STEP_MAX && q + k < f->n &&
				   f->query[q + k] == folded->items[k];
		     k++)
			add_step(s, q, k + 1, true);
		for (size_t i = 0; i < n; i++)
			if (f->query[q] == variants[i])
				add_step(s, q, 1, true);
	}
}

static void find_steps(const struct title_filter *f, uint32_t c, struct steps *s)
{
	struct code_points folded = {0};

	memset(s, 0, sizeof(*s));
	s->c = c;
	fold_append(&folded, c, FOLDS);
	add_itself(f, &folded, s);
	if (f->has_latin) {
		add_pinyin(f, c, s);
		add_kana(f, c, s);
	}
	free(folded.items);
}

/* The steps of a character, remembered; NULL if it matches nothing. */
static const struct steps *steps_of(struct title_filter *f, uint32_t c)
{
	struct steps *s = &f->kept[c % STEPS_KEPT];

	if (c < 0x10000 && f->known[c] == MATCHES_NOTHING)
		return NULL;
	if (s->c != c)
		find_steps(f, c, s);
	if (c < 0x10000)
		f->known[c] = s->most > 0 ? MATCHES : MATCHES_NOTHING;
	return s->most > 0 ? s : NULL;
}

bool title_filter_passes(struct title_filter *f, const char *title, size_t len)
{
	uint64_t places = 1, goal = (uint64_t)1 << f->n;
	size_t pos = 0;

	for (size_t i = 0; pos < len && i < TITLE_FILTER_TITLE_MAX && !(places & goal); i++) {
		uint32_t c;
		const struct steps *s;
		uint64_t next = places;

		pos += utf8_decode(title + pos, len - pos, &c);
		if (c == UTF8_BAD || c == 0 || (s = steps_of(f, c)) == NULL)
			continue;
		for (unsigned k = 1; k <= s->most; k++)
			next |= (places & s->at[k - 1]) << k;
		places = next;
	}
	return places & goal;
}

/* What an alignment is worth. */
enum worth {
	WORTH_CHARACTER = 16,
	WORTH_LETTER = 2, /* each further letter of a spelling */
	WORTH_BESIDE = 20,
	WORTH_WORD = 8,
	WORTH_START = 8,
	COST_RARE = 6, /* a reading that is not the commonest */
	COST_SKIPPED = 1,
	COST_LEAD_MOST = 8,
	LENGTH_A_POINT = 8 /* so many characters of a title cost a point */
};

#define NOWHERE (INT_MIN / 2)

/* How a cell of the alignment was come to. */
enum { CAME_LENGTH = 7, CAME_BESIDE = 8, CAME_TAKES = 16 };

/*
 * The best alignment, character by character.  taken[q]: the best one whose last character is
 * matched and that has come to place q; any[q]: the same whatever the last character is.
 */
struct alignment {
	int taken[TITLE_FILTER_QUERY_MAX + 1];
	int any[TITLE_FILTER_QUERY_MAX + 1];
	unsigned char came[TITLE_FILTER_TITLE_MAX][TITLE_FILTER_QUERY_MAX + 1];
	size_t at[TITLE_FILTER_TITLE_MAX + 1]; /* where the characters begin */
	size_t n;
};

static void align_character(const struct title_filter *f, struct alignment *a,
			    const struct steps *s, int worth)
{
	unsigned char *came = a->came[a->n];

	/* From the back, so that what is read is still of the character before. */
	for (size_t q = f->n; q > 0; q--) {
		int best = NOWHERE;

		came[q] = 0;
		for (unsigned k = 1; s != NULL && k <= s->most && k <= q; k++) {
			uint64_t place = (uint64_t)1 << (q - k);
			int own = worth + WORTH_LETTER * (int)(k - 1) -
				  (s->usual[k - 1] & place ? 0 : COST_RARE);
			int beside = a->taken[q - k] + own + WORTH_BESIDE;
			int apart = a->any[q - k] + own;

			if (!(s->at[k - 1] & place))
				continue;
			if (apart > best) {
				best = apart;
				came[q] = (unsigned char)k;
			}
			if (beside > best) {
				best = beside;
				came[q] = (unsigned char)(k | CAME_BESIDE);
			}
		}
		a->taken[q] = best > NOWHERE / 2 ? best : NOWHERE;
		if (q < f->n && a->any[q] > NOWHERE)
			a->any[q] -= COST_SKIPPED;
		if (a->taken[q] > a->any[q]) {
			a->any[q] = a->taken[q];
			came[q] |= CAME_TAKES;
		}
	}
	if (a->any[0] > -COST_LEAD_MOST)
		a->any[0]--;
}

/* Goes the best way back and marks its characters. */
static void mark_alignment(const struct title_filter *f, const struct alignment *a,
			   unsigned char *marks)
{
	size_t q = f->n;
	bool must = false;

	for (size_t i = a->n; i > 0 && q > 0; i--) {
		unsigned came = a->came[i - 1][q];

		if (!must && !(came & CAME_TAKES))
			continue;
		memset(marks + a->at[i - 1], 1, a->at[i] - a->at[i - 1]);
		q -= came & CAME_LENGTH;
		must = came & CAME_BESIDE;
	}
}

int title_filter_score(struct title_filter *f, const char *title, size_t len, size_t label,
		       unsigned char *marks)
{
	struct alignment a;
	size_t pos = 0;
	bool word = true;

	if (marks != NULL)
		memset(marks, 0, len);
	if (!title_filter_passes(f, title, len))
		return INT_MIN;
	for (size_t q = 0; q <= f->n; q++)
		a.taken[q] = a.any[q] = NOWHERE;
	a.any[0] = 0;
	for (a.n = 0; pos < len && a.n < TITLE_FILTER_TITLE_MAX; a.n++) {
		uint32_t c;
		int worth = WORTH_CHARACTER;

		a.at[a.n] = pos;
		worth += word ? WORTH_WORD : 0;
		worth += pos == label ? WORTH_START : 0;
		pos += utf8_decode(title + pos, len - pos, &c);
		align_character(f, &a, c != UTF8_BAD && c != 0 ? steps_of(f, c) : NULL, worth);
		word = c == UTF8_BAD || !(uc_is_alnum(c) || c == '\'' || c == 0x2019);
	}
	a.at[a.n] = pos;
	if (marks != NULL)
		mark_alignment(f, &a, marks);
	return a.any[f->n] - (int)(a.n / LENGTH_A_POINT);
}
