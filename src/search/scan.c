/* SPDX-License-Identifier: MIT */
#include "search/scan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "text/text.h"

/* Bytes before and behind what is searched, for clusters and assertions that look at neighbours. */
#define CONTEXT 160

/* How far back a line's beginning is looked for before stretches of long lines come into it. */
#define NEAR 4096

#define PIECES_AROUND (2 * TEXT_PIECE)

/* How far a regular expression's hit may go on behind its piece of a long line: as far as a line
 * that is no long one may reach. */
#define REGEX_OVERHANG TEXT_LINE_MAX

struct scanner {
	const struct source *source;
	const struct pattern *pattern;
	struct matcher *matcher;
	char *window; /* bytes [window_begin, window_begin + window_n) of the source */
	size_t window_capacity;
	uint64_t window_begin;
	size_t window_n;
	char around[2 * PIECES_AROUND];
	struct range *hits;
	size_t n_hits, hit_capacity;
};

/* One run of scanner_scan(). */
struct scan {
	struct range range;
	bool keep;
	uint64_t floor; /* hits that begin before this lie in one that reached over */
	struct scan_result result;
};

struct scanner *scanner_new(const struct source *source, const struct pattern *pattern)
{
	struct scanner *s = memory_zalloc(1, sizeof(*s));

	s->source = source;
	s->pattern = pattern;
	s->matcher = matcher_new(pattern);
	return s;
}

void scanner_free(struct scanner *s)
{
	if (s == NULL)
		return;
	matcher_free(s->matcher);
	free(s->window);
	free(s->hits);
	free(s);
}

/* How far a hit may reach behind the stretch that it begins in. */
static uint64_t overhang(const struct pattern *p)
{
	return pattern_is_regex(p) ? REGEX_OVERHANG : pattern_reach(p);
}

uint64_t scanner_ahead(const struct pattern *pattern)
{
	return pattern_reach(pattern) + REGEX_OVERHANG + PIECES_AROUND + CONTEXT;
}

static void read_window(struct scanner *s, uint64_t begin, uint64_t end)
{
	size_t n = (size_t)(end - begin);

	if (n > s->window_capacity) {
		free(s->window);
		s->window = memory_alloc(n);
		s->window_capacity = n;
	}
	s->window_begin = begin;
	s->window_n = source_read(s->source, begin, s->window, n);
}

/* Whether no newline lies within 2 * TEXT_PIECE on either side of k. */
static bool is_in_long_line(struct scanner *s, uint64_t k)
{
	uint64_t begin = k > PIECES_AROUND ? k - PIECES_AROUND : 0;
	uint64_t window_end = s->window_begin + s->window_n;
	uint64_t from = begin > s->window_begin ? begin : s->window_begin;
	uint64_t to = k + PIECES_AROUND < window_end ? k + PIECES_AROUND : window_end;
	size_t n;

	/* Mostly the window shows that the line is short. */
	if (from < to &&
	    memchr(s->window + (from - s->window_begin), '\n', (size_t)(to - from)) != NULL)
		return false;
	n = source_read(s->source, begin, s->around, (size_t)(k - begin) + PIECES_AROUND);
	return memchr(s->around, '\n', n) == NULL;
}

/* The piece that begins at the multiple k: k moved on to a code point's start. */
static uint64_t piece_begin(const struct scanner *s, uint64_t k)
{
	char bytes[3];
	size_t n = source_read(s->source, k, bytes, sizeof(bytes)), i = 0;

	while (i < n && utf8_continues(bytes[i]))
		i++;
	return k + i;
}

/* The first piece of a long line that begins in (begin, end), both in or at the window; end if
 * there is none. */
static uint64_t next_piece(struct scanner *s, uint64_t begin, uint64_t end)
{
	for (uint64_t k = begin / TEXT_PIECE * TEXT_PIECE; k < end; k += TEXT_PIECE) {
		uint64_t piece;

		if (k == 0 || k + 3 <= begin)
			continue;
		piece = piece_begin(s, k);
		if (piece > begin && piece < end && is_in_long_line(s, k))
			return piece;
	}
	return end;
}

/* The last stretch that begins at or before pos; uses the window. */
static uint64_t stretch_before(struct scanner *s, uint64_t pos)
{
	uint64_t begin = pos > 5 * TEXT_PIECE ? pos - 5 * TEXT_PIECE : 0;
	uint64_t line = 0;

	read_window(s, begin, pos);
	for (size_t i = s->window_n; i > 0; i--) {
		if (s->window[i - 1] == '\n') {
			line = begin + i;
			break;
		}
	}
	for (uint64_t k = pos / TEXT_PIECE * TEXT_PIECE; k > line; k -= TEXT_PIECE) {
		uint64_t piece = piece_begin(s, k);

		if (piece <= pos && is_in_long_line(s, k))
			return piece;
	}
	return line;
}

/* Reads what is needed for a range; returns where its first stretch begins. */
static uint64_t open_window(struct scanner *s, struct range range)
{
	uint64_t before = overhang(s->pattern);
	uint64_t target = range.begin > before ? range.begin - before : 0;
	uint64_t from = target > NEAR + CONTEXT ? target - NEAR - CONTEXT : 0;
	uint64_t end = range.end + scanner_ahead(s->pattern);
	size_t limit;

	read_window(s, from, end);
	if (from == 0 && target < NEAR)
		return 0;
	limit = (size_t)(target - from) < s->window_n ? (size_t)(target - from) : s->window_n;
	for (size_t i = limit; i > CONTEXT; i--) {
		if (s->window[i - 1] == '\n')
			return from + i;
	}
	from = stretch_before(s, target);
	read_window(s, from > CONTEXT ? from - CONTEXT : 0, end);
	return from;
}

static void take(struct scanner *s, struct scan *scan, struct range hit)
{
	if (hit.begin < scan->floor || hit.begin < scan->range.begin)
		return;
	scan->result.n++;
	if (!scan->keep)
		return;
	s->hits = array_reserve(s->hits, &s->hit_capacity, s->n_hits + 1, sizeof(s->hits[0]));
	s->hits[s->n_hits++] = hit;
}

/* Where the search goes on behind a hit: at the next stretch if it reached over. */
static uint64_t go_on(struct scanner *s, struct scan *scan, struct range hit, uint64_t piece)
{
	const char *bytes = s->window + (hit.begin - s->window_begin);
	const char *newline = memchr(bytes, '\n', (size_t)(hit.end - hit.begin));
	uint64_t next = hit.end;

	if (newline != NULL)
		next = hit.begin + (uint64_t)(newline - bytes) + 1;
	if (piece < next)
		next = piece;
	if (next < hit.end && hit.end > scan->floor)
		scan->floor = hit.end;
	return next;
}

/* The hits that begin in [from, to), the matcher having been given the window from offset base. */
static void scan_stretches(struct scanner *s, struct scan *scan, struct range part, uint64_t base)
{
	uint64_t pos = part.begin;
	struct hit found;

	while (pos < part.end) {
		struct range hit;
		uint64_t piece;
		enum match_result result = matcher_next(s->matcher, (size_t)(pos - base), &found);

		if (result == MATCH_GAVE_UP)
			scan->result.gave_up = true;
		if (result != MATCH_FOUND)
			return;
		hit = (struct range){base + found.begin, base + found.end};
		if (hit.begin >= part.end)
			return;
		piece = next_piece(s, hit.begin, hit.end);
		take(s, scan, hit);
		pos = go_on(s, scan, hit, piece);
	}
}

/* A regular expression sees no more than its line or, in a long one, its piece and an overhang. */
static void scan_regex(struct scanner *s, struct scan *scan, uint64_t pos)
{
	uint64_t window_end = s->window_begin + s->window_n;

	while (pos < scan->range.end) {
		uint64_t base = pos - s->window_begin > CONTEXT ? pos - CONTEXT : s->window_begin;
		uint64_t next = next_piece(s, pos, window_end);
		uint64_t end =
			window_end - next > REGEX_OVERHANG ? next + REGEX_OVERHANG : window_end;
		struct range part = {pos, next < scan->range.end ? next : scan->range.end};

		matcher_begin(s->matcher, s->window + (base - s->window_begin),
			      (size_t)(end - base));
		scan_stretches(s, scan, part, base);
		pos = next;
	}
}

struct scan_result scanner_scan(struct scanner *s, struct range range, bool keep)
{
	struct scan scan = {.range = range, .keep = keep};
	uint64_t begin;

	assert(range.begin <= range.end);
	s->n_hits = 0;
	begin = open_window(s, range);
	if (range.end > s->window_begin + s->window_n)
		range.end = s->window_begin + s->window_n;
	scan.range.end = range.end;
	if (begin >= range.end)
		return scan.result;
	if (pattern_is_regex(s->pattern)) {
		scan_regex(s, &scan, begin);
	} else {
		matcher_begin(s->matcher, s->window, s->window_n);
		scan_stretches(s, &scan, (struct range){begin, range.end}, s->window_begin);
	}
	return scan.result;
}

const struct range *scanner_hits(const struct scanner *s)
{
	return s->hits;
}

/* No stretch is longer: a line with no piece in it, and the last piece of a longer one. */
#define STRETCH_MAX (5 * TEXT_PIECE + 4)

struct range scanner_open(struct scanner *s, struct range range)
{
	uint64_t begin = stretch_before(s, range.begin), end;
	const char *bytes, *newline;

	read_window(s, begin > 0 ? begin - 1 : 0, range.end + STRETCH_MAX);
	end = s->window_begin + s->window_n;
	if (range.end > range.begin && range.end <= end) {
		bytes = s->window + (range.end - 1 - s->window_begin);
		newline = memchr(bytes, '\n', (size_t)(end - range.end) + 1);
		if (newline != NULL)
			end = range.end + (uint64_t)(newline - bytes);
	}
	return (struct range){begin, end};
}

bool scanner_stretch(struct scanner *s, uint64_t pos, struct stretch *stretch)
{
	uint64_t window_end = s->window_begin + s->window_n, end = window_end;
	const char *bytes, *newline;

	if (pos >= window_end)
		return false;
	bytes = s->window + (pos - s->window_begin);
	newline = memchr(bytes, '\n', (size_t)(window_end - pos));
	if (newline != NULL)
		end = pos + (uint64_t)(newline - bytes) + 1;
	stretch->range.begin = pos;
	stretch->range.end = next_piece(s, pos, end);
	stretch->whole = stretch->range.end == end && (pos == 0 || bytes[-1] == '\n');
	return true;
}
