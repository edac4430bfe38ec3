/* SPDX-License-Identifier: MIT */
#include "view/title_matches.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "view/title_filter.h"
#include "view/titles.h"

/* Headings that are looked at before the key is answered, and between two looks at the stop flag.
 */
#define AT_ONCE 2048
#define A_STEP 256

/* The first snapshot comes after so many headings; each next one after twice as many. */
#define FIRST_SNAPSHOT 16384

/* A row: the heading, and whether it is a match or only around one. */
#define MATCH_BIT 0x80000000u
#define HEADING_BITS 0x7FFFFFFFu

struct scored {
	int score;
	uint32_t heading;
};

/* What was found so far: a value that is never changed once it is handed over. */
struct found {
	uint32_t *rows;
	size_t n_rows, row_capacity;
	size_t n_matches;
	uint32_t *best;
	size_t n_best;
	uint32_t next; /* headings before that were looked at */
	bool complete;
};

/* A title that the reader gave. */
struct given {
	uint64_t offset; /* of its heading */
	char *title;
};

/* The search itself, in the hands of one thread at a time. */
struct sieve {
	struct outline *outline;
	bool points;
	struct title_filter *filter;
	struct titles *titles;
	struct buffer title;
	struct given *given; /* the later one counts */
	size_t n_given;
	const struct found *before; /* its matches come first; NULL: all headings */
	size_t next_before;
	struct found found;
	struct scored *scored; /* twice the best at most */
	size_t n_scored;
};

struct title_matches {
	struct sieve sieve;
	struct found *found;  /* what is shown */
	struct found *before; /* what sieve.before looks at */
	struct job *job;      /* NULL: it was done at once */
};

static void found_free(void *data)
{
	struct found *found = data;

	if (found == NULL)
		return;
	free(found->rows);
	free(found->best);
	free(found);
}

static int compare_scored(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return x->heading < y->heading ? -1 : x->heading > y->heading;
}

/* The best are sorted out whenever there are twice as many as are wanted. */
static void keep_best(struct sieve *s)
{
	qsort(s->scored, s->n_scored, sizeof(s->scored[0]), compare_scored);
	if (s->n_scored > TITLE_MATCHES_BEST)
		s->n_scored = TITLE_MATCHES_BEST;
}

static void add_row(struct found *found, uint32_t row)
{
	found->rows = array_reserve(found->rows, &found->row_capacity, found->n_rows + 1,
				    sizeof(found->rows[0]));
	found->rows[found->n_rows++] = row;
}

/* Adds a match behind the headings around it that are not there yet: those after the last row, for
 * a row in between would be inside them and have brought them. */
static void add_match(struct sieve *s, uint32_t heading, int score)
{
	struct found *found = &s->found;
	uint32_t around[UINT8_MAX + 1], i = s->outline->items[heading].parent;
	size_t n = 0;

	while (i != OUTLINE_NONE && n < sizeof(around) / sizeof(around[0]) &&
	       (found->n_rows == 0 || i > (found->rows[found->n_rows - 1] & HEADING_BITS))) {
		around[n++] = i;
		i = s->outline->items[i].parent;
	}
	while (n > 0)
		add_row(found, around[--n]);
	add_row(found, heading | MATCH_BIT);
	found->n_matches++;
	if (s->n_scored == 2 * TITLE_MATCHES_BEST)
		keep_best(s);
	s->scored[s->n_scored++] = (struct scored){score, heading};
}

/* Takes copies: the reader may go on correcting. */
static void take_given(struct sieve *s, const struct corrections *c)
{
	s->given = memory_zalloc(c->n + 1, sizeof(s->given[0]));
	for (size_t i = 0; i < c->n; i++)
		if (c->items[i].kind == CORRECTION_RENAME)
			s->given[s->n_given++] = (struct given){c->items[i].offset,
								memory_string(c->items[i].title)};
}

/* Puts a title that was given behind the label. */
static void replace_title(struct sieve *s, const struct heading *h, size_t label)
{
	for (size_t i = s->n_given; i > 0; i--)
		if (s->given[i - 1].offset == h->offset) {
			buffer_truncate(&s->title, label);
			buffer_append_string(&s->title, s->given[i - 1].title);
			return;
		}
}

static void look_at(struct sieve *s, uint32_t heading)
{
	const struct heading *h = &s->outline->items[heading];
	size_t label;

	if ((h->flags & HEADING_POINT) && !s->points)
		return;
	buffer_clear(&s->title);
	label = titles_read(s->titles, h, &s->title);
	if (h->flags & HEADING_CORRECTED)
		replace_title(s, h, label);
	if (title_filter_passes(s->filter, s->title.data, s->title.len))
		add_match(s, heading,
			  title_filter_score(s->filter, s->title.data, s->title.len, label, NULL));
}

/* Looks at the next n headings; false when there are no more. */
static bool sieve_step(struct sieve *s, size_t n)
{
	const struct found *before = s->before;

	for (; n > 0; n--) {
		if (before != NULL && s->next_before < before->n_rows) {
			uint32_t row = before->rows[s->next_before++];

			if (row & MATCH_BIT)
				look_at(s, row & HEADING_BITS);
			continue;
		}
		if (before != NULL && s->found.next < before->next)
			s->found.next = before->next;
		if (s->found.next >= s->outline->n)
			break;
		look_at(s, s->found.next++);
	}
	s->found.complete = n > 0;
	return n == 0;
}

/* A copy of what is found so far. */
static struct found *sieve_snapshot(struct sieve *s)
{
	struct found *copy = memory_zalloc(1, sizeof(*copy));

	keep_best(s);
	*copy = s->found;
	copy->row_capacity = copy->n_rows;
	copy->rows = memory_alloc(copy->n_rows * sizeof(copy->rows[0]));
	if (copy->n_rows > 0)
		memcpy(copy->rows, s->found.rows, copy->n_rows * sizeof(copy->rows[0]));
	copy->best = memory_alloc(s->n_scored * sizeof(copy->best[0]));
	for (size_t i = 0; i < s->n_scored; i++)
		copy->best[i] = s->scored[i].heading;
	copy->n_best = s->n_scored;
	/* What comes before `next` counts as looked at only once the earlier matches are through.
	 */
	if (s->before != NULL && s->next_before < s->before->n_rows)
		copy->next = 0;
	return copy;
}

static void look_in_background(struct job *job, void *data)
{
	struct sieve *s = data;
	size_t looked = 0, snapshot = FIRST_SNAPSHOT;

	while (!job_stopped(job)) {
		bool more = sieve_step(s, A_STEP);

		looked += A_STEP;
		if (!more || looked >= snapshot) {
			job_publish(job, sieve_snapshot(s));
			snapshot *= 2;
		}
		if (!more)
			return;
	}
}

/* Takes over the results that the new query can start from. */
static struct found *take_before(struct title_matches *before, const struct sieve *s)
{
	struct found *found = NULL;

	if (before == NULL)
		return NULL;
	title_matches_update(before);
	if (before->sieve.outline == s->outline && before->sieve.points == s->points &&
	    before->found->next > 0 && title_filter_narrows(s->filter, before->sieve.filter)) {
		found = before->found;
		before->found = NULL;
	}
	title_matches_free(before);
	return found;
}

struct title_matches *title_matches_start(const struct source *source, struct outline *outline,
					  const struct title_query *query, const struct wake *wake,
					  struct title_matches *before)
{
	struct title_matches *m = memory_zalloc(1, sizeof(*m));
	struct sieve *s = &m->sieve;
	bool more;

	s->outline = outline_share(outline);
	s->points = query->points;
	s->filter = title_filter_new(query->text, query->len);
	s->titles = titles_new(source, outline);
	s->scored = memory_alloc(2 * TITLE_MATCHES_BEST * sizeof(s->scored[0]));
	buffer_init(&s->title);
	if (query->corrections != NULL)
		take_given(s, query->corrections);
	s->before = m->before = take_before(before, s);
	more = sieve_step(s, AT_ONCE);
	m->found = sieve_snapshot(s);
	if (more) {
		m->job = job_start(look_in_background, s, found_free, wake, NULL);
		/* Without a thread it takes as long as it takes. */
		if (m->job == NULL) {
			while (sieve_step(s, A_STEP))
				;
			found_free(m->found);
			m->found = sieve_snapshot(s);
		}
	}
	return m;
}

void title_matches_free(struct title_matches *m)
{
	if (m == NULL)
		return;
	job_free(m->job);
	found_free(m->found);
	found_free(m->before);
	free(m->sieve.found.rows);
	free(m->sieve.scored);
	title_filter_free(m->sieve.filter);
	titles_free(m->sieve.titles);
	buffer_release(&m->sieve.title);
	for (size_t i = 0; i < m->sieve.n_given; i++)
		free(m->sieve.given[i].title);
	free(m->sieve.given);
	outline_free(m->sieve.outline);
	free(m);
}

bool title_matches_update(struct title_matches *m)
{
	struct found *found = m->job != NULL ? job_take(m->job) : NULL;

	if (found == NULL)
		return false;
	found_free(m->found);
	m->found = found;
	return true;
}

bool title_matches_complete(const struct title_matches *m)
{
	return m->found->complete;
}

size_t title_matches_count(const struct title_matches *m)
{
	return m->found->n_matches;
}

size_t title_matches_rows(const struct title_matches *m)
{
	return m->found->n_rows;
}

uint32_t title_matches_row(const struct title_matches *m, size_t row)
{
	assert(row < m->found->n_rows);
	return m->found->rows[row] & HEADING_BITS;
}

bool title_matches_is_match(const struct title_matches *m, size_t row)
{
	assert(row < m->found->n_rows);
	return m->found->rows[row] & MATCH_BIT;
}

size_t title_matches_find(const struct title_matches *m, uint32_t heading)
{
	size_t low = 0, high = m->found->n_rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if ((m->found->rows[middle] & HEADING_BITS) < heading)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t title_matches_best(const struct title_matches *m, const uint32_t **best)
{
	*best = m->found->best;
	return m->found->n_best;
}
