/* SPDX-License-Identifier: MIT */
#include "search/sieve.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"

struct sieve {
	const struct condition *conditions;
	size_t n;
	struct scanner *scanners[CONDITIONS_MAX];
	struct scanner *stretches; /* walks through the text */
	size_t at[CONDITIONS_MAX]; /* the first hit that may touch the stretch at hand */
	size_t hits[CONDITIONS_MAX];
	struct range *lines;
	size_t n_lines, capacity;
};

struct sieve *sieve_new(const struct source *source, const struct condition *conditions, size_t n)
{
	struct sieve *s = memory_zalloc(1, sizeof(*s));

	assert(n > 0 && n <= CONDITIONS_MAX);
	s->conditions = conditions;
	s->n = n;
	for (size_t i = 0; i < n; i++)
		s->scanners[i] = scanner_new(source, conditions[i].pattern);
	s->stretches = scanner_new(source, conditions[0].pattern);
	return s;
}

void sieve_free(struct sieve *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		scanner_free(s->scanners[i]);
	scanner_free(s->stretches);
	free(s->lines);
	free(s);
}

uint64_t sieve_ahead(const struct condition *conditions, size_t n)
{
	uint64_t most = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t ahead = scanner_ahead(conditions[i].pattern);

		most = ahead > most ? ahead : most;
	}
	return most + SIEVE_REACH;
}

static void keep_line(struct sieve *s, struct range line)
{
	s->lines = array_reserve(s->lines, &s->capacity, s->n_lines + 1, sizeof(s->lines[0]));
	s->lines[s->n_lines++] = line;
}

/* The hits of condition i that touch a stretch, as far as they lie in it; false if there are
 * none. */
static bool touch(struct sieve *s, size_t i, struct range stretch, struct range *touched)
{
	const struct range *hits = scanner_hits(s->scanners[i]);
	size_t k;

	while (s->at[i] < s->hits[i] && hits[s->at[i]].end <= stretch.begin)
		s->at[i]++;
	k = s->at[i];
	if (k == s->hits[i] || hits[k].begin >= stretch.end)
		return false;
	touched->begin = hits[k].begin > stretch.begin ? hits[k].begin : stretch.begin;
	while (k + 1 < s->hits[i] && hits[k + 1].begin < stretch.end)
		k++;
	touched->end = hits[k].end < stretch.end ? hits[k].end : stretch.end;
	/* The last one may touch the next stretch too. */
	s->at[i] = k;
	return true;
}

/* Whether a stretch is kept, and what of it. */
static bool sift(struct sieve *s, const struct stretch *stretch, struct range *kept)
{
	*kept = stretch->range;
	for (size_t i = 0; i < s->n; i++) {
		struct range touched;
		bool has = touch(s, i, stretch->range, &touched);

		if (has == s->conditions[i].without)
			return false;
		if (has && !stretch->whole)
			*kept = touched;
	}
	return true;
}

struct scan_result sieve_scan(struct sieve *s, struct range range, bool keep)
{
	struct scan_result all = {0};
	struct stretch stretch;
	struct range cover = scanner_open(s->stretches, range);

	s->n_lines = 0;
	for (size_t i = 0; i < s->n; i++) {
		uint64_t reach = pattern_reach(s->conditions[i].pattern);
		struct range around = {cover.begin > reach ? cover.begin - reach : 0, cover.end};
		struct scan_result one = scanner_scan(s->scanners[i], around, true);

		s->at[i] = 0;
		s->hits[i] = one.n;
		all.gave_up = all.gave_up || one.gave_up;
	}
	for (uint64_t pos = cover.begin; scanner_stretch(s->stretches, pos, &stretch);
	     pos = stretch.range.end) {
		struct range kept;

		if (stretch.range.begin >= range.end)
			break;
		if (!sift(s, &stretch, &kept) || !range_has(range, kept.begin))
			continue;
		all.n++;
		if (keep)
			keep_line(s, kept);
	}
	return all;
}

const struct range *sieve_lines(const struct sieve *s)
{
	return s->lines;
}
