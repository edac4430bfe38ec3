/* SPDX-License-Identifier: MIT */
#include "search/automaton.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "search/cluster_edge.h"
#include "search/fast_utf8.h"
#include "search/gap.h"
#include "search/program.h"
#include "text/data/pinyin.h"

/* Places of a hit's first characters that the filter knows: a bit each, the last one left free. */
#define PLACES_MOST 7
#define PLACES_ALL 0x7Fu

/* The bit of what may be skipped, and of white space: the lattice decides. */
#define SPECIAL 0x80u

#define BMP 0x10000u

/* A node's edges: [first, syllables) over single characters, sorted by them, then [syllables, end)
 * over sets. */
struct span {
	uint32_t first, syllables, end;
};

struct automaton {
	struct lattice lattice;
	struct lattice_edge *edges; /* the lattice's, those of a node side by side */
	struct span *spans;         /* one a node */
	bool breaks;                /* a blank takes in a line break */
	bool has_blanks;            /* it has blanks at all */
	bool begins_with_blank;
	size_t reach;
	unsigned n_places;         /* characters that every hit has at least; at most PLACES_MOST */
	unsigned char *of_reading; /* the places of each reading, while the table is made */
	unsigned char table[BMP];
};

/* A place that the walk has come to at a node. */
struct place {
	size_t pos;
	unsigned kind; /* enum step_kind of the edge that led there */
};

struct places {
	struct place *items;
	size_t n, capacity;
};

struct automaton_run {
	const struct automaton *automaton;
	struct gap_text text;
	struct places *nodes; /* one a node, empty between two walks */
	uint32_t furthest;    /* the last node that holds places */
};

/* Adds the places bit to all that one edge leads over. */
static void enter(struct automaton *a, const struct lattice_edge *edge, unsigned char bit)
{
	const struct syllables *s;

	if (edge->c < BMP)
		a->table[edge->c] |= bit;
	if (edge->c < LATTICE_SYLLABLES)
		return;
	s = &a->lattice.syllables[edge->c - LATTICE_SYLLABLES];
	for (size_t i = s->first; i < s->last; i++) {
		for (unsigned tone = 0; tone < 5; tone++) {
			if ((s->tones >> tone & 1) != 0)
				a->of_reading[i << 3 | tone] |= bit;
		}
	}
}

/* Spreads the places of the readings to the characters that have them. */
static void spread(struct automaton *a)
{
	for (size_t i = 0; i < pinyin_n_ranges; i++) {
		const struct pinyin_range *range = &pinyin_ranges[i];

		for (uint32_t c = range->first; c <= range->last && c < BMP; c++) {
			const uint16_t *set =
				&pinyin_pool[pinyin_sets[range->at + (c - range->first)]];

			for (unsigned k = 1; k <= set[0]; k++)
				a->table[c] |= a->of_reading[set[k]];
		}
	}
}

/* From the nodes that are reached by so many edges to those by one more; whether the end is one. */
static bool go_on(struct automaton *a, const bool *at, bool *next, unsigned char bit)
{
	const struct lattice *l = &a->lattice;
	bool ends = false;

	memset(next, 0, l->n_nodes * sizeof(*next));
	for (size_t v = 0; v + 1 < l->n_nodes; v++) {
		for (uint32_t e = at[v] ? l->nodes[v].first : LATTICE_NO_EDGE; e != LATTICE_NO_EDGE;
		     e = l->edges[e].next) {
			enter(a, &l->edges[e], bit);
			next[l->edges[e].to] = true;
			ends = ends || l->edges[e].to + 1 == l->n_nodes;
		}
	}
	return ends;
}

static int compare_edges(const void *a, const void *b)
{
	const struct lattice_edge *e = a, *f = b;

	if (e->c != f->c)
		return e->c < f->c ? -1 : 1;
	return (e->to > f->to) - (e->to < f->to);
}

/* Blanks count among the sets: they come behind all characters. */
static void pack_edges(struct automaton *a)
{
	const struct lattice *l = &a->lattice;
	uint32_t n = 0;

	a->edges = memory_zalloc(l->n_edges, sizeof(a->edges[0]));
	a->spans = memory_zalloc(l->n_nodes, sizeof(a->spans[0]));
	for (size_t v = 0; v < l->n_nodes; v++) {
		struct span *span = &a->spans[v];

		span->first = n;
		for (uint32_t e = l->nodes[v].first; e != LATTICE_NO_EDGE; e = l->edges[e].next)
			a->edges[n++] = l->edges[e];
		span->end = n;
		qsort(a->edges + span->first, n - span->first, sizeof(a->edges[0]), compare_edges);
		span->syllables = span->first;
		while (span->syllables < n && a->edges[span->syllables].c < LATTICE_BLANK)
			span->syllables++;
	}
}

static void fill_table(struct automaton *a)
{
	size_t n = a->lattice.n_nodes;
	bool *at = memory_zalloc(n, sizeof(*at)), *next = memory_zalloc(n, sizeof(*next));
	bool ends = false;

	a->of_reading = memory_zalloc(pinyin_n_syllables << 3, 1);
	at[0] = true;
	while (!ends && a->n_places < PLACES_MOST) {
		bool *old = at;

		ends = go_on(a, at, next, (unsigned char)(1u << a->n_places++));
		at = next;
		next = old;
	}
	spread(a);
	/* White space is in no set: where a query begins with it, it may begin a hit. */
	for (uint32_t c = 0; c < BMP; c++) {
		if (gap_begins_with(c))
			a->table[c] |= a->begins_with_blank ? SPECIAL | 1u : SPECIAL;
	}
	free(a->of_reading);
	a->of_reading = NULL;
	free(at);
	free(next);
}

struct automaton *automaton_new(struct lattice *l, unsigned match)
{
	struct automaton *a = memory_zalloc(1, sizeof(*a));

	a->lattice = *l;
	memset(l, 0, sizeof(*l));
	a->breaks = (match & MATCH_BREAK) != 0;
	a->reach = PROGRAM_SLACK + PROGRAM_BLANK + a->lattice.n_nodes * (PROGRAM_GAP + 4);
	for (size_t e = 0; e < a->lattice.n_edges; e++)
		a->has_blanks = a->has_blanks || a->lattice.edges[e].c == LATTICE_BLANK;
	a->begins_with_blank = a->lattice.edges[a->lattice.nodes[0].first].c == LATTICE_BLANK;
	pack_edges(a);
	fill_table(a);
	return a;
}

void automaton_free(struct automaton *a)
{
	if (a == NULL)
		return;
	lattice_release(&a->lattice);
	free(a->edges);
	free(a->spans);
	free(a);
}

size_t automaton_reach(const struct automaton *a)
{
	return a->reach;
}

struct automaton_run *automaton_run_new(const struct automaton *a)
{
	struct automaton_run *run = memory_zalloc(1, sizeof(*run));

	run->automaton = a;
	run->nodes = memory_zalloc(a->lattice.n_nodes, sizeof(run->nodes[0]));
	return run;
}

void automaton_run_free(struct automaton_run *run)
{
	if (run == NULL)
		return;
	for (size_t v = 0; v < run->automaton->lattice.n_nodes; v++)
		free(run->nodes[v].items);
	free(run->nodes);
	free(run);
}

static void come_to(struct automaton_run *run, uint32_t node, size_t pos, unsigned kind)
{
	struct places *p = &run->nodes[node];

	for (size_t i = 0; i < p->n; i++) {
		if (p->items[i].pos == pos && p->items[i].kind == kind)
			return;
	}
	p->items = array_reserve(p->items, &p->capacity, p->n + 1, sizeof(p->items[0]));
	p->items[p->n++] = (struct place){.pos = pos, .kind = kind};
	if (node > run->furthest)
		run->furthest = node;
}

/* The character that the walk stands before. */
struct character {
	uint32_t c;
	size_t pos, end;
	const uint16_t *readings; /* n_readings of them, once they are asked for */
	size_t n_readings;
	bool asked;
};

static struct character character_at(struct gap_text t, size_t pos)
{
	struct character c = {.c = UTF8_BAD, .pos = pos, .end = pos};

	if (pos < t.len)
		c.end = pos + fast_utf8_decode(t.s + pos, t.len - pos, &c.c);
	return c;
}

static bool is_read_so(struct character *c, const struct syllables *s)
{
	if (!c->asked) {
		c->n_readings = pinyin_readings(c->c, &c->readings);
		c->asked = true;
	}
	for (size_t i = 0; i < c->n_readings; i++) {
		unsigned syllable = pinyin_syllable(c->readings[i]);

		if (syllable >= s->first && syllable < s->last &&
		    (s->tones >> pinyin_tone(c->readings[i]) & 1) != 0)
			return true;
	}
	return false;
}

/* The first of a node's edges over single characters that is not before c. */
static uint32_t first_edge(const struct automaton *a, const struct span *span, uint32_t c)
{
	uint32_t low = span->first, high = span->syllables;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (a->edges[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Follows the edges of one node, of one kind or all (STEP_KINDS), over a character. */
static void follow(struct automaton_run *run, size_t node, struct character *c, unsigned kind)
{
	const struct automaton *a = run->automaton;
	const struct span *span = &a->spans[node];

	for (uint32_t e = first_edge(a, span, c->c); e < span->syllables && a->edges[e].c == c->c;
	     e++) {
		if (kind == STEP_KINDS || a->edges[e].kind == kind)
			come_to(run, a->edges[e].to, c->end, a->edges[e].kind);
	}
	for (uint32_t e = span->syllables; e < span->end; e++) {
		const struct lattice_edge *edge = &a->edges[e];
		size_t end = c->pos;

		if (kind != STEP_KINDS && edge->kind != kind)
			continue;
		if (edge->c == LATTICE_BLANK)
			end = gap_blank_end(run->text, c->pos, a->breaks);
		else if (is_read_so(c, &a->lattice.syllables[edge->c - LATTICE_SYLLABLES]))
			end = c->end;
		if (end > c->pos)
			come_to(run, edge->to, end, edge->kind);
	}
}

/* Goes on from one place at a node: over the character there, and over that behind what may be
 * skipped before it. */
static void leave(struct automaton_run *run, size_t node, struct place place)
{
	const struct lattice_node *n = &run->automaton->lattice.nodes[node];
	struct character c = character_at(run->text, place.pos);

	follow(run, node, &c, STEP_KINDS);
	if (node == 0 || !gap_begins_with(c.c))
		return;
	for (unsigned kind = 0; kind < STEP_KINDS; kind++) {
		size_t end = gap_end(run->text, place.pos, n->gap[place.kind][kind]);

		if (end == place.pos)
			continue;
		c = character_at(run->text, end);
		follow(run, node, &c, kind);
	}
}

/* The longest hit of those that the walk has ended at. */
static size_t longest_end(struct automaton_run *run, size_t begin)
{
	const struct automaton *a = run->automaton;
	size_t last = a->lattice.n_nodes - 1, longest = 0;
	const struct places *p = &run->nodes[last];

	for (size_t i = 0; i < p->n; i++) {
		size_t end = gap_end(run->text, p->items[i].pos,
				     a->lattice.nodes[last].gap[p->items[i].kind][STEP_TYPED]);

		if (end > longest && end - begin <= a->reach &&
		    cluster_edge_at(run->text.s, run->text.len, end))
			longest = end;
	}
	return longest;
}

/* Whether a blank at begin goes on a run of them: hits begin with its first one. */
static bool is_within_blanks(const struct gap_text *t, size_t begin)
{
	if (begin == 0 || !gap_is_blank(character_at(*t, begin).c))
		return false;
	return gap_is_blank(character_at(*t, utf8_before(t->s, begin)).c);
}

/* Walks the lattice from one place in the text; the end of the longest hit, or 0. */
static size_t walk(struct automaton_run *run, size_t begin)
{
	size_t last = run->automaton->lattice.n_nodes - 1, end;

	if (run->automaton->begins_with_blank && is_within_blanks(&run->text, begin))
		return 0;
	run->furthest = 0;
	come_to(run, 0, begin, STEP_TYPED);
	for (size_t v = 0; v <= run->furthest && v < last; v++) {
		for (size_t i = 0; i < run->nodes[v].n; i++)
			leave(run, v, run->nodes[v].items[i]);
		run->nodes[v].n = 0;
	}
	end = longest_end(run, begin);
	run->nodes[last].n = 0;
	return end;
}

/* Tries the hits that begin k characters before pos, for each bit k - 1 of alive, the first first.
 */
static bool try_all(struct automaton_run *run, size_t pos, unsigned alive, struct hit *hit)
{
	size_t begins[PLACES_MOST + 1] = {pos};

	for (unsigned k = 1; k <= PLACES_MOST && alive >> (k - 1) != 0; k++)
		begins[k] = utf8_before(run->text.s, begins[k - 1]);
	for (unsigned k = PLACES_MOST; k > 0; k--) {
		size_t end;

		if ((alive >> (k - 1) & 1) == 0)
			continue;
		end = walk(run, begins[k]);
		if (end == 0)
			continue;
		*hit = (struct hit){begins[k], end};
		return true;
	}
	return false;
}

static unsigned places_of(const struct automaton *a, uint32_t c)
{
	if (c < BMP)
		return a->table[c];
	if (c == UTF8_BAD)
		return 0;
	/* Rare enough to be decided by the walk; selectors are special. */
	return gap_begins_with(c) ? SPECIAL | PLACES_ALL : PLACES_ALL;
}

/*
 * Which of the alive hits may go on at pos, where something stands that may be skipped: as the
 * filter does, with all that may be skipped left out.
 */
static unsigned look_ahead(const struct automaton_run *run, size_t pos, unsigned alive,
			   unsigned places)
{
	const struct automaton *a = run->automaton;
	struct gap_text t = run->text;
	unsigned shift = 0;

	while (alive != 0 && (alive << shift >> (a->n_places - 1)) == 0) {
		uint32_t c = UTF8_BAD;
		size_t n = 1;

		/* It may also be what was typed; the walk knows. */
		if (places != 0 || a->has_blanks)
			return alive;
		pos = gap_end(t, pos, (GAP_KINDS - 1) & ~(unsigned)GAP_BASE);
		/* This one too may be what was typed. */
		if (pos < t.len)
			fast_utf8_decode(t.s + pos, t.len - pos, &c);
		if (c == 0x300B && places_of(a, c) != SPECIAL)
			return alive;
		if (c == 0x300B)
			pos = gap_end(t, pos, GAP_KINDS - 1);
		c = UTF8_BAD;
		if (pos < t.len)
			n = fast_utf8_decode(t.s + pos, t.len - pos, &c);
		shift++;
		alive &= places_of(a, c) >> shift;
		pos += n;
		places = 0;
		if (pos < t.len) {
			fast_utf8_decode(t.s + pos, t.len - pos, &c);
			places = places_of(a, c);
			places = (places & SPECIAL) != 0 ? places & PLACES_ALL : 0;
		}
	}
	return alive;
}

/* Where the filter stands. */
struct filter {
	size_t pos;
	unsigned alive; /* bit k: the last k + 1 characters may begin a hit */
};

/*
 * Runs the filter: to a character that is special while hits are alive, to bytes that are no
 * character of the BMP, or behind a character that makes a hit full.  Overlong forms are not told
 * apart: they only let more through.
 */
static void run_filter(const struct automaton *a, struct gap_text t, struct filter *f)
{
	const unsigned char *table = a->table;
	const unsigned char *s = (const unsigned char *)t.s + f->pos;
	const unsigned char *last = (const unsigned char *)t.s + t.len - 2;
	const unsigned full = 1u << (a->n_places - 1);
	unsigned alive = f->alive;

	while (t.len > 2 && s < last) {
		unsigned lead = s[0], places;
		size_t n;

		if (lead < 0x80) {
			places = table[lead];
			n = 1;
		} else if (lead >= 0xE0) {
			unsigned b = s[1] ^ 0x80u, c = s[2] ^ 0x80u;

			if (lead >= 0xF0 || (b | c) >= 0x40)
				break;
			places = table[(lead & 15) << 12 | b << 6 | c];
			n = 3;
		} else {
			if (lead < 0xC0 || (s[1] & 0xC0) != 0x80)
				break;
			places = table[(lead & 31) << 6 | (s[1] & 63)];
			n = 2;
		}
		if ((places & SPECIAL) != 0 && alive != 0)
			break;
		alive = (alive << 1 | 1) & places & PLACES_ALL;
		s += n;
		if ((alive & full) != 0)
			break;
	}
	f->pos = (size_t)(s - (const unsigned char *)t.s);
	f->alive = alive;
}

/* One character of any kind.  Whether the lattice must be walked: before a special one from all
 * that are alive. */
static bool step_filter(struct automaton_run *run, struct filter *f, unsigned *begun)
{
	const struct automaton *a = run->automaton;
	const unsigned full = 1u << (a->n_places - 1);
	uint32_t c;
	size_t n = fast_utf8_decode(run->text.s + f->pos, run->text.len - f->pos, &c);
	unsigned places = places_of(a, c);

	*begun = 0;
	if ((places & SPECIAL) != 0) {
		/* The full ones have been tried, with what may be skipped behind them. */
		*begun = f->alive & (full - 1);
		if (*begun != 0)
			*begun = look_ahead(run, f->pos, *begun, places & PLACES_ALL);
		f->alive = 0;
	}
	f->alive = (f->alive << 1 | 1) & places & (2 * full - 1);
	f->pos += n;
	return *begun != 0;
}

enum match_result automaton_find(struct automaton_run *run, const char *s, size_t len, size_t pos,
				 struct hit *hit)
{
	const unsigned full = 1u << (run->automaton->n_places - 1);
	struct filter f = {.pos = pos};

	run->text = (struct gap_text){s, len};
	while (f.pos < len) {
		size_t before;
		unsigned begun;

		run_filter(run->automaton, run->text, &f);
		if ((f.alive & full) == 0 && f.pos < len) {
			before = f.pos;
			if (step_filter(run, &f, &begun) && try_all(run, before, begun, hit))
				return MATCH_FOUND;
		}
		if ((f.alive & full) != 0) {
			if (try_all(run, f.pos, full, hit))
				return MATCH_FOUND;
			f.alive &= ~full;
		}
	}
	return MATCH_NONE;
}
