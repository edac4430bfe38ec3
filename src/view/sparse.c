/* SPDX-License-Identifier: MIT */
#include "view/sparse.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

struct query {
	char *text;
	size_t len;
	struct pattern_options how;
	bool without;
};

struct sparse {
	struct query queries[CONDITIONS_MAX];
	size_t n;
	unsigned context;
	struct finder *lines;
	struct range *opened; /* in order, apart from each other */
	size_t n_opened, capacity;
	uint64_t seen;
	bool seen_all;
};

/* The queries as patterns; false with a cause. */
static bool compile(const struct sparse *s, struct condition *conditions, struct cause *cause)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct query *q = &s->queries[i];

		conditions[i].without = q->without;
		conditions[i].pattern = pattern_new(q->text, q->len, &q->how, cause);
		if (conditions[i].pattern == NULL) {
			while (i > 0)
				pattern_free(conditions[--i].pattern);
			return false;
		}
	}
	return true;
}

static bool start(struct document *d, struct sparse *s, uint64_t from, struct cause *cause)
{
	struct condition conditions[CONDITIONS_MAX];
	struct finder_lines lines = {conditions, s->n, from, {0, 0}};
	struct finder *finder;

	if (!compile(s, conditions, cause))
		return false;
	finder = finder_start_lines(d->text, &lines, d->wake, cause);
	if (finder == NULL)
		return false;
	finder_free(s->lines);
	s->lines = finder;
	source_want(text_source(d->text), POS_NONE);
	return true;
}

static void sparse_free(struct sparse *s)
{
	finder_free(s->lines);
	for (size_t i = 0; i < s->n; i++)
		free(s->queries[i].text);
	free(s->opened);
	free(s);
}

bool sparse_add(struct document *d, const struct sparse_query *query, uint64_t from,
		struct cause *cause)
{
	struct sparse *s = d->sparse != NULL ? d->sparse : memory_zalloc(1, sizeof(*s));
	struct query *q = &s->queries[s->n];
	bool done = s->n < CONDITIONS_MAX;

	assert(query->len > 0);
	if (done) {
		*q = (struct query){memory_copy(query->text, query->len), query->len, query->how,
				    query->without};
		s->n++;
		done = start(d, s, from, cause);
		if (!done)
			free(s->queries[--s->n].text);
	} else {
		cause_set(cause,
			  "no more than %d queries narrow a text; & and Enter show all of it",
			  CONDITIONS_MAX);
	}
	if (!done && d->sparse == NULL) {
		sparse_free(s);
		return false;
	}
	if (done) {
		s->context = query->context;
		s->n_opened = 0;
	}
	d->sparse = s;
	return done;
}

void sparse_end(struct document *d)
{
	if (d->sparse != NULL)
		sparse_free(d->sparse);
	d->sparse = NULL;
}

uint64_t sparse_count(const struct document *d)
{
	return finder_count(d->sparse->lines);
}

bool sparse_complete(const struct document *d)
{
	return finder_complete(d->sparse->lines);
}

bool sparse_has_news(struct document *d)
{
	struct sparse *s = d->sparse;
	bool all = finder_complete(s->lines);
	uint64_t count = finder_count(s->lines);
	bool news = all != s->seen_all || count != s->seen;

	s->seen_all = all;
	s->seen = count;
	return news;
}

void sparse_extend(struct document *d)
{
	finder_extend(d->sparse->lines);
}

unsigned sparse_context(const struct document *d)
{
	return d->sparse->context;
}

void sparse_describe(const struct document *d, struct buffer *out)
{
	const struct sparse *s = d->sparse;

	if (s->context > 0)
		buffer_printf(out, "%u", s->context);
	for (size_t i = 0; i < s->n; i++) {
		buffer_append_string(out, i > 0 ? " &" : "&");
		buffer_append_string(out, s->queries[i].without ? "!" : "");
		buffer_append(out, s->queries[i].text, s->queries[i].len);
	}
}

/* What is opened. */

/* The first opened range that ends behind pos. */
static size_t opened_at(const struct sparse *s, uint64_t pos)
{
	size_t low = 0, high = s->n_opened;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->opened[middle].end <= pos)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void remove_opened(struct sparse *s, size_t first, size_t n)
{
	memmove(s->opened + first, s->opened + first + n,
		(s->n_opened - first - n) * sizeof(s->opened[0]));
	s->n_opened -= n;
}

void sparse_open(struct document *d, struct range range)
{
	struct sparse *s = d->sparse;
	size_t first, n = 0;

	assert(range.begin < range.end);
	/* Those that it touches become one with it. */
	first = opened_at(s, range.begin > 0 ? range.begin - 1 : 0);
	for (; first + n < s->n_opened && s->opened[first + n].begin <= range.end; n++) {
		const struct range *other = &s->opened[first + n];

		range.begin = other->begin < range.begin ? other->begin : range.begin;
		range.end = other->end > range.end ? other->end : range.end;
	}
	if (n > 0)
		remove_opened(s, first, n);
	s->opened = array_reserve(s->opened, &s->capacity, s->n_opened + 1, sizeof(s->opened[0]));
	memmove(s->opened + first + 1, s->opened + first,
		(s->n_opened - first) * sizeof(s->opened[0]));
	s->opened[first] = range;
	s->n_opened++;
}

bool sparse_close(struct document *d, uint64_t pos)
{
	struct sparse *s = d->sparse;
	size_t i = opened_at(s, pos);

	if (i == s->n_opened || !range_has(s->opened[i], pos))
		return false;
	remove_opened(s, i, 1);
	return true;
}

/* What is shown. */

/* A place and what is known around it. */
struct surroundings {
	struct document *d;
	struct range bounds; /* of what folding shows */
	struct range unit; /* the place's segment, or all that a folded heading's row stands for */
	uint32_t heading;  /* that folded heading, or OUTLINE_NONE */
	struct range before; /* the last line found that begins before the unit, */
	struct range after;  /* the first one that begins in or after it: */
	bool has_before, has_after;
	bool sure_before, sure_after; /* whether there is one is known */
};

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t most(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static struct piece piece_at(struct document *d, uint64_t pos)
{
	return folding_piece_at(d->folding, pos, text_size(d->text));
}

static uint64_t subtree_end(const struct document *d, uint32_t heading)
{
	const struct outline *o = d->outline;

	return o->items[heading].next < o->n ? outline_end(o, heading) : text_size(d->text);
}

/* Finds the unit of a place; false in an empty text. */
static bool find_unit(struct document *d, uint64_t pos, struct surroundings *s)
{
	struct segment segment;
	struct piece piece;

	*s = (struct surroundings){.d = d};
	s->bounds = folding_bounds(d->folding, text_size(d->text));
	if (s->bounds.begin >= s->bounds.end)
		return false;
	pos = pos < s->bounds.begin ? s->bounds.begin : least(pos, s->bounds.end - 1);
	piece = piece_at(d, pos);
	s->heading = piece.heading;
	s->unit = piece.range;
	if (piece.heading != OUTLINE_NONE)
		return true;
	if (!text_segment_at(d->text, pos, &segment))
		return false;
	s->unit.begin = most(segment.begin, piece.range.begin);
	s->unit.end = least(segment.next, piece.range.end);
	return s->unit.begin < s->unit.end;
}

static void find_lines(struct surroundings *s)
{
	struct finder *lines = s->d->sparse->lines;
	enum finder_result before = finder_previous(lines, s->unit.begin, &s->before);
	enum finder_result after = finder_next(lines, s->unit.begin, &s->after);

	s->has_before = before == FINDER_FOUND && s->before.end > s->bounds.begin;
	s->has_after = after == FINDER_FOUND && s->after.begin < s->bounds.end;
	s->sure_before = before != FINDER_PENDING;
	s->sure_after = after != FINDER_PENDING;
}

/* Where the rows begin and end that show a line with its context, as far as they are shown row by
 * row. */
static uint64_t context_begin(struct document *d, struct range line)
{
	struct piece piece = piece_at(d, line.begin);
	struct segment segment;

	if (piece.heading != OUTLINE_NONE || !text_segment_at(d->text, line.begin, &segment))
		return piece.range.begin;
	for (unsigned n = d->sparse->context; n > 0 && segment.begin > 0; n--) {
		if (segment.begin <= piece.range.begin)
			piece = piece_at(d, segment.begin - 1);
		if (piece.heading != OUTLINE_NONE || piece.range.begin >= segment.begin ||
		    !text_segment_at(d->text, segment.begin - 1, &segment))
			break;
	}
	return segment.begin;
}

static uint64_t context_end(struct document *d, struct range line)
{
	struct piece piece = piece_at(d, line.end - 1);
	struct segment segment;

	if (piece.heading != OUTLINE_NONE || !text_segment_at(d->text, line.end - 1, &segment))
		return piece.range.end;
	for (unsigned n = d->sparse->context; n > 0; n--) {
		if (segment.next >= piece.range.end)
			piece = piece_at(d, segment.next);
		if (piece.heading != OUTLINE_NONE || piece.range.end <= segment.next ||
		    !text_segment_at(d->text, segment.next, &segment))
			break;
	}
	return segment.next;
}

/* Where the lines of a heading's title end. */
static uint64_t title_end(struct document *d, uint32_t heading)
{
	const struct heading *h = &d->outline->items[heading];
	uint64_t last = h->offset + h->title + h->title_len;
	struct segment segment;

	if (last > h->offset)
		last--;
	return text_segment_at(d->text, last, &segment) ? segment.next : last + 1;
}

/* Whether a line that was found begins in a heading's section, the unit being its first line or
 * row. */
static bool holds_line(const struct surroundings *s, uint32_t heading)
{
	return s->has_after && s->after.begin < subtree_end(s->d, heading);
}

static bool is_opened(const struct surroundings *s)
{
	const struct sparse *sparse = s->d->sparse;
	size_t i = opened_at(sparse, s->unit.begin);

	return i < sparse->n_opened && sparse->opened[i].begin < s->unit.end;
}

/* Whether the unit is shown. */
static bool is_shown(const struct surroundings *s)
{
	const struct outline *o = s->d->outline;
	uint32_t heading;

	if ((s->has_before && s->before.end > s->unit.begin) ||
	    (s->has_after && s->after.begin < s->unit.end) || is_opened(s))
		return true;
	if (s->heading != OUTLINE_NONE)
		return holds_line(s, s->heading);
	if (s->d->sparse->context > 0 &&
	    ((s->has_after && context_begin(s->d, s->after) < s->unit.end) ||
	     (s->has_before && context_end(s->d, s->before) > s->unit.begin)))
		return true;
	heading = outline_section_at(o, s->unit.end - 1);
	return heading != OUTLINE_NONE && holds_line(s, heading) &&
	       title_end(s->d, heading) > s->unit.begin;
}

/* The rows that show a heading end there. */
static uint64_t heading_end(struct document *d, uint32_t heading)
{
	struct piece piece = piece_at(d, outline_begin(d->outline, heading));

	return piece.heading != OUTLINE_NONE ? piece.range.end : title_end(d, heading);
}

/* What is left out ends where the next line is shown, or the outermost heading above it that
 * begins behind the unit; and begins behind the innermost that begins before. */
static void end_at_headings(const struct surroundings *s, struct range *gap)
{
	const struct outline *o = s->d->outline;
	uint32_t i = outline_section_at(o, s->after.begin);

	for (; i != OUTLINE_NONE; i = outline_parent(o, i)) {
		if (outline_begin(o, i) <= s->unit.begin) {
			gap->begin = most(gap->begin, least(heading_end(s->d, i), s->unit.begin));
			return;
		}
		gap->end = least(gap->end, outline_begin(o, i));
	}
}

static void end_at_opened(const struct surroundings *s, struct range *gap)
{
	const struct sparse *sparse = s->d->sparse;
	size_t i = opened_at(sparse, s->unit.begin);

	if (i < sparse->n_opened)
		gap->end = least(gap->end, sparse->opened[i].begin);
	if (i > 0)
		gap->begin = most(gap->begin, sparse->opened[i - 1].end);
}

/* A gap of no more than blank lines is no gap: it would take as much room. */
static bool is_blank(struct document *d, struct range range)
{
	char bytes[17];
	size_t n = (size_t)(range.end - range.begin);

	if (range.end - range.begin >= sizeof(bytes))
		return false;
	n = source_read(text_source(d->text), range.begin, bytes, n);
	bytes[n] = '\0';
	return strspn(bytes, " \t\r\n") == n;
}

bool sparse_gap_at(struct document *d, uint64_t pos, struct gap *gap)
{
	struct surroundings s;

	if (!find_unit(d, pos, &s))
		return false;
	find_lines(&s);
	if (is_shown(&s))
		return false;
	gap->range = s.bounds;
	gap->sure_begin = s.sure_before;
	gap->sure_end = s.sure_after;
	if (s.has_before)
		gap->range.begin = most(gap->range.begin, context_end(d, s.before));
	if (s.has_after) {
		gap->range.end = least(gap->range.end, context_begin(d, s.after));
		end_at_headings(&s, &gap->range);
	}
	end_at_opened(&s, &gap->range);
	/* What the search finds meanwhile is seen by the next call. */
	gap->range.begin = least(gap->range.begin, s.unit.begin);
	gap->range.end = most(gap->range.end, s.unit.end);
	return !is_blank(d, gap->range);
}

void sparse_reveal(struct document *d, uint64_t pos)
{
	struct surroundings s;

	if (!find_unit(d, pos, &s))
		return;
	find_lines(&s);
	if (!is_shown(&s))
		sparse_open(d, s.unit);
}

/* Headings. */

bool sparse_shows(struct document *d, uint32_t heading)
{
	uint64_t begin = outline_begin(d->outline, heading);
	struct range line;

	if ((d->outline->items[heading].flags & HEADING_POINT) ||
	    !folding_shows(d->folding, heading))
		return false;
	return finder_next(d->sparse->lines, begin, &line) == FINDER_FOUND &&
	       line.begin < subtree_end(d, heading);
}

uint32_t sparse_next(struct document *d, uint32_t heading)
{
	const struct outline *o = d->outline;
	uint32_t k = folding_next(d->folding, heading, false), i;
	struct range line;

	if (k == OUTLINE_NONE || sparse_shows(d, k))
		return k;
	/* The outermost section of the next line that begins behind this one. */
	if (finder_next(d->sparse->lines, outline_begin(o, k), &line) != FINDER_FOUND)
		return OUTLINE_NONE;
	i = outline_section_at(o, line.begin);
	if (i == OUTLINE_NONE || i <= k)
		return OUTLINE_NONE;
	while (outline_parent(o, i) != OUTLINE_NONE && outline_parent(o, i) > k)
		i = outline_parent(o, i);
	return folding_shows(d->folding, i) ? i : OUTLINE_NONE;
}

/* The heading whose row stands for heading i. */
static uint32_t row_of(struct document *d, uint32_t i)
{
	struct piece piece = piece_at(d, outline_begin(d->outline, i));

	return piece.heading != OUTLINE_NONE ? piece.heading : i;
}

uint32_t sparse_previous(struct document *d, uint32_t heading)
{
	const struct outline *o = d->outline;
	uint32_t k = heading == OUTLINE_NONE ? (uint32_t)o->n : heading, section, around;
	struct range bounds = folding_bounds(d->folding, text_size(d->text)), line;
	uint64_t begin = k < o->n ? outline_begin(o, k) : bounds.end;

	/* The section of the last line before, or one around this heading with lines behind it. */
	section = finder_previous(d->sparse->lines, begin, &line) == FINDER_FOUND &&
				  line.begin >= bounds.begin
			  ? outline_section_at(o, line.begin)
			  : OUTLINE_NONE;
	around = k < o->n ? outline_parent(o, k) : OUTLINE_NONE;
	while (around != OUTLINE_NONE && !sparse_shows(d, around))
		around = outline_parent(o, around);
	if (section == OUTLINE_NONE || (around != OUTLINE_NONE && around > section))
		return around;
	section = row_of(d, section);
	return section < k ? section : OUTLINE_NONE;
}
