/* SPDX-License-Identifier: MIT */
#include "search/lattice.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/array.h"
#include "base/utf8.h"
#include "search/pattern.h"
#include "search/variants.h"

/* More paths than this between two cuts (ffffff… with its ligatures) are thinned out. */
#define PATHS_MOST 256

/* Longest run of marks that is tried in every order. */
#define MARKS_MOST 3

/* From hiragana to katakana, ぁ to ゖ. */
#define KATAKANA_SHIFT 0x60

/* Characters that stand for all of their kind where it is asked what may be skipped. */
#define HAN_SAMPLE 0x4E00
#define KANA_SAMPLE 0x30AB

static uint32_t add_node(struct lattice *l)
{
	l->nodes = array_reserve(l->nodes, &l->node_capacity, l->n_nodes + 1, sizeof(l->nodes[0]));
	l->nodes[l->n_nodes] = (struct lattice_node){.first = LATTICE_NO_EDGE};
	return (uint32_t)l->n_nodes++;
}

/* Adds an edge behind the others of its node unless it is there. */
static void add_edge(struct lattice *l, uint32_t from, struct lattice_edge edge)
{
	uint32_t last = LATTICE_NO_EDGE;
	uint32_t e = l->nodes[from].first;

	assert(from < edge.to);
	for (; e != LATTICE_NO_EDGE; e = l->edges[e].next) {
		if (l->edges[e].c == edge.c && l->edges[e].to == edge.to)
			return;
		last = e;
	}
	l->edges = array_reserve(l->edges, &l->edge_capacity, l->n_edges + 1, sizeof(l->edges[0]));
	edge.next = LATTICE_NO_EDGE;
	l->edges[l->n_edges] = edge;
	if (last == LATTICE_NO_EDGE)
		l->nodes[from].first = (uint32_t)l->n_edges;
	else
		l->edges[last].next = (uint32_t)l->n_edges;
	l->n_edges++;
}

static void add_plain_edge(struct lattice *l, uint32_t from, uint32_t to, uint32_t c)
{
	add_edge(l, from, (struct lattice_edge){.c = c, .to = to});
}

/* One code point of the folded query, with what is its own by script. */
static void add_step(struct lattice *l, uint32_t from, uint32_t to, uint32_t c, unsigned match)
{
	uint32_t variants[SCRIPT_MOST];
	size_t n;

	add_plain_edge(l, from, to, c);
	if ((match & MATCH_SCRIPT) == 0 || c == LATTICE_BLANK)
		return;
	n = script_variants(c, variants, SCRIPT_MOST);
	for (size_t i = 1; i < n; i++)
		add_plain_edge(l, from, to, variants[i]);
}

static bool is_mark(uint32_t c)
{
	return c != LATTICE_BLANK && (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M) ||
				      uc_is_property_other_grapheme_extend(c) ||
				      (c >= HANGUL_V && c <= HANGUL_T + HANGUL_N_T));
}

/* Scripts whose lines break between any two characters, so that a break stands for nothing. */
static bool is_unspaced(uint32_t c)
{
	return (c >= 0x2E80 && c <= 0xD7FF) || (c >= 0x1100 && c <= 0x11FF) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
	       (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFD) ||
	       (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1780 && c <= 0x17FF) ||
	       (c >= 0x1000 && c <= 0x109F);
}

static bool takes_selector(uint32_t c)
{
	return c >= 0x203C && c != LATTICE_BLANK;
}

/* What readings of ruby are written in. */
static bool is_ruby(uint32_t c)
{
	return c >= 0x3041 && c < 0x3100;
}

/* What may be skipped between two code points of the folded query. */
static unsigned gap_between(uint32_t left, uint32_t right, unsigned match)
{
	unsigned gap = 0;

	if (is_mark(right))
		return 0;
	if ((match & MATCH_NFKC) != 0 && takes_selector(left))
		gap |= GAP_SELECTOR;
	if ((match & MATCH_READING) != 0 && left != LATTICE_BLANK && variants_is_han(left))
		gap |= GAP_READING;
	if ((match & MATCH_READING) != 0 && right != LATTICE_BLANK && variants_is_han(right))
		gap |= GAP_BAR;
	if ((match & MATCH_READING) != 0 && is_ruby(left) && is_ruby(right))
		gap |= GAP_BASE;
	if ((match & MATCH_BREAK) == 0 || left == LATTICE_BLANK || right == LATTICE_BLANK)
		return gap;
	gap |= GAP_HYPHEN;
	if (is_unspaced(left) || is_unspaced(right) || left == '-' || left == 0x2010 || left == '/')
		gap |= GAP_BREAK;
	return gap;
}

/* Which kinds of fold the flags stand for; capitals in the query make case count. */
static unsigned fold_kinds(const uint32_t *s, size_t n, unsigned match)
{
	unsigned kinds = 0;

	if ((match & MATCH_CASE) != 0)
		kinds |= FOLD_CASE;
	if ((match & MATCH_WIDTH) != 0)
		kinds |= FOLD_WIDTH;
	if ((match & MATCH_NFKC) != 0)
		kinds |= FOLD_FORM;
	if ((match & MATCH_KANA) != 0)
		kinds |= FOLD_KANA;
	for (size_t i = 0; i < n; i++) {
		if (uc_is_property_uppercase(s[i]) || uc_is_property_titlecase(s[i]))
			kinds &= ~(unsigned)FOLD_CASE;
	}
	return kinds;
}

static void decode(const char *query, size_t len, struct code_points *out)
{
	for (size_t pos = 0; pos < len;) {
		uint32_t c;
		size_t n = utf8_decode(query + pos, len - pos, &c);

		/* The caller's query is valid; a bad byte would match nothing. */
		code_points_append(out, c != UTF8_BAD ? c : 0xFFFD);
		pos += n;
	}
}

/* Marks of forms that are taken as equal may stand in any order. */
static void order_from(struct code_points *s, size_t begin, unsigned kinds)
{
	if ((kinds & FOLD_FORM) != 0 && s->n > begin)
		fold_order(s->items + begin, s->n - begin);
}

/* Folds the query; runs of blanks become one LATTICE_BLANK. */
static void fold_query(const struct code_points *query, unsigned kinds, unsigned match,
		       struct code_points *out)
{
	size_t begin = 0;

	for (size_t i = 0; i < query->n; i++) {
		uint32_t c = query->items[i];

		if ((match & MATCH_BLANK) != 0 && uc_is_property_white_space(c)) {
			order_from(out, begin, kinds);
			if (out->n == 0 || out->items[out->n - 1] != LATTICE_BLANK)
				code_points_append(out, LATTICE_BLANK);
			begin = out->n;
		} else if ((match & MATCH_NFKC) != 0 && variants_is_selector(c)) {
			continue;
		} else if ((match & MATCH_BREAK) != 0 && c == 0xAD) {
			continue;
		} else {
			fold_append(out, c, kinds);
		}
	}
	order_from(out, begin, kinds);
}

/* The marks that follow s[0], if they may stand in more than one order; else 0. */
static size_t loose_marks(const uint32_t *s, size_t n)
{
	size_t marks = 0;
	bool differ = false;

	while (marks + 1 < n && s[marks + 1] != LATTICE_BLANK &&
	       uc_combining_class(s[marks + 1]) != 0) {
		marks++;
		if (marks > 1 && uc_combining_class(s[marks]) != uc_combining_class(s[marks - 1]))
			differ = true;
	}
	return differ && marks <= MARKS_MOST ? marks : 0;
}

/* Whether an order of marks is canonically the same as their sorted one: those of one class keep
 * their order among themselves. */
static bool order_is_same(const uint32_t *marks, const size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n; j++) {
			if (order[i] == order[j])
				return false;
			if (order[i] > order[j] && uc_combining_class(marks[order[i]]) ==
							   uc_combining_class(marks[order[j]]))
				return false;
		}
	}
	return true;
}

/* The other orders of the marks behind s[0], as detours that all meet again at the node that is
 * added here, which is returned.  from is the node before s[0]. */
static uint32_t add_orders(struct lattice *l, uint32_t from, const uint32_t *s, size_t marks)
{
	static const size_t orders[][MARKS_MOST] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
						    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	uint32_t ends[6], lasts[6], n = 0, end;

	for (size_t i = 0; i < 6; i++) {
		uint32_t node;

		if (marks == 2 && orders[i][2] != 2)
			continue;
		if (!order_is_same(s + 1, orders[i], marks))
			continue;
		node = add_node(l);
		add_plain_edge(l, from, node, s[0]);
		for (size_t j = 0; j + 1 < marks; j++) {
			uint32_t next = add_node(l);

			add_plain_edge(l, node, next, s[1 + orders[i][j]]);
			node = next;
		}
		ends[n] = node;
		lasts[n++] = s[1 + orders[i][marks - 1]];
	}
	end = add_node(l);
	for (uint32_t i = 0; i < n; i++)
		add_plain_edge(l, ends[i], end, lasts[i]);
	return end;
}

/* What stands on the two sides of a node where the query is typed, or spells something. */
static void set_gaps(struct lattice_node *node, uint32_t left, uint32_t right, unsigned match)
{
	const uint32_t before[STEP_KINDS] = {left, HAN_SAMPLE, KANA_SAMPLE};
	const uint32_t behind[STEP_KINDS] = {right, HAN_SAMPLE, KANA_SAMPLE};

	for (size_t i = 0; i < STEP_KINDS; i++) {
		for (size_t j = 0; j < STEP_KINDS; j++)
			node->gap[i][j] = (unsigned char)gap_between(before[i], behind[j], match);
	}
}

/* A query on its way into a lattice. */
struct draft {
	struct code_points folded;
	struct spellings spellings;
	uint32_t *nodes;  /* the node before each folded code point; 0 too where there is none */
	uint32_t *within; /* the first node within each spelling by kana */
	unsigned match;
	unsigned kinds; /* enum fold_kind */
};

/* The kana of a spelling, as the text's are folded. */
static void fold_kana(const struct draft *d, const struct spelling *s, uint32_t shift,
		      struct code_points *out)
{
	for (size_t i = 0; i < s->n_kana; i++)
		fold_append(out, s->kana[i] + (s->kana[i] < 0x3097 ? shift : 0), d->kinds);
	fold_order(out->items, out->n);
}

/* Nodes for the kana of the spellings that begin here: node numbers rise along every edge. */
static void add_nodes_within(struct lattice *l, struct draft *d, size_t begin)
{
	for (size_t i = 0; i < d->spellings.n; i++) {
		struct code_points kana = {0};

		if (d->spellings.items[i].begin != begin || d->spellings.items[i].n_kana == 0)
			continue;
		for (uint32_t shift = 0; shift <= KATAKANA_SHIFT; shift += KATAKANA_SHIFT) {
			kana.n = 0;
			fold_kana(d, &d->spellings.items[i], shift, &kana);
			if (shift == 0)
				d->within[i] = (uint32_t)l->n_nodes;
			for (size_t k = 1; k < kana.n; k++) {
				uint32_t node = add_node(l);

				set_gaps(&l->nodes[node], kana.items[k - 1], kana.items[k],
					 d->match);
			}
		}
		free(kana.items);
	}
}

static void add_base_path(struct lattice *l, struct draft *d)
{
	const struct code_points *s = &d->folded;
	uint32_t node = add_node(l);

	for (size_t i = 0; i < s->n;) {
		size_t marks =
			(d->match & MATCH_NFKC) != 0 ? loose_marks(s->items + i, s->n - i) : 0;

		if (i > 0)
			set_gaps(&l->nodes[node], s->items[i - 1], s->items[i], d->match);
		d->nodes[i] = node;
		add_nodes_within(l, d, i);
		if (marks > 0) {
			node = add_orders(l, node, s->items + i, marks);
			i += marks + 1;
		} else {
			uint32_t next = add_node(l);

			add_step(l, node, next, s->items[i], d->match);
			node = next;
			i++;
		}
	}
	d->nodes[s->n] = node;
	if ((d->match & MATCH_NFKC) == 0)
		return;
	if (takes_selector(s->items[s->n - 1]))
		l->nodes[node].gap[STEP_TYPED][STEP_TYPED] = GAP_SELECTOR;
	l->nodes[node].gap[STEP_HAN][STEP_TYPED] = GAP_SELECTOR;
	l->nodes[node].gap[STEP_KANA][STEP_TYPED] = GAP_SELECTOR;
}

static void add_kana(struct lattice *l, const struct draft *d, size_t i)
{
	const struct spelling *s = &d->spellings.items[i];
	uint32_t within = d->within[i];

	for (uint32_t shift = 0; shift <= KATAKANA_SHIFT; shift += KATAKANA_SHIFT) {
		struct code_points kana = {0};
		uint32_t from = d->nodes[s->begin];

		fold_kana(d, s, shift, &kana);
		for (size_t k = 0; k < kana.n; k++) {
			uint32_t to = k + 1 < kana.n ? within++ : d->nodes[s->end];

			add_edge(l, from,
				 (struct lattice_edge){
					 .c = kana.items[k], .to = to, .kind = STEP_KANA});
			from = to;
		}
		free(kana.items);
	}
}

/* Adds the edges of what the query's letters spell. */
static void add_spellings(struct lattice *l, const struct draft *d)
{
	for (size_t i = 0; i < d->spellings.n; i++) {
		const struct spelling *s = &d->spellings.items[i];

		/* Within marks whose order is free no spelling begins or ends. */
		if ((s->begin > 0 && d->nodes[s->begin] == 0) || d->nodes[s->end] == 0)
			continue;
		l->spelt = true;
		if (s->n_kana > 0) {
			add_kana(l, d, i);
			continue;
		}
		l->syllables = array_reserve(l->syllables, &l->syllable_capacity,
					     l->n_syllables + 1, sizeof(l->syllables[0]));
		l->syllables[l->n_syllables] = s->syllables;
		add_edge(l, d->nodes[s->begin],
			 (struct lattice_edge){.c = LATTICE_SYLLABLES + (uint32_t)l->n_syllables++,
					       .to = d->nodes[s->end],
					       .kind = STEP_HAN});
	}
}

/* Adds `edge`, whose end is still open, to wherever row's target from i on leads from `at`. */
static void spell(struct lattice *l, uint32_t from, struct lattice_edge edge, uint32_t at,
		  const uint32_t *rest, size_t n)
{
	if (n == 0) {
		edge.to = at;
		add_edge(l, from, edge);
		return;
	}
	for (uint32_t e = l->nodes[at].first; e != LATTICE_NO_EDGE; e = l->edges[e].next) {
		if (l->edges[e].c == rest[0])
			spell(l, from, edge, l->edges[e].to, rest + 1, n - 1);
	}
}

static void add_syllables(struct lattice *l, uint32_t from, struct lattice_edge first)
{
	for (uint32_t e = l->nodes[first.to].first; e != LATTICE_NO_EDGE; e = l->edges[e].next) {
		uint32_t c = hangul_compose(first.c, l->edges[e].c);
		struct lattice_edge edge = {
			.c = c, .to = l->edges[e].to, .composed = true, .kind = first.kind};

		if (c != 0)
			add_edge(l, from, edge);
	}
}

/* Adds to one node, those behind it being done, every code point that folds to a path from it. */
static void close_node(struct lattice *l, uint32_t node, unsigned kinds)
{
	/* New edges go to the end of the list that this loop walks. */
	for (uint32_t e = l->nodes[node].first; e != LATTICE_NO_EDGE; e = l->edges[e].next) {
		struct lattice_edge edge = l->edges[e];
		const struct fold_row *row;

		for (size_t i = 0; (row = fold_into(edge.c, i)) != NULL; i++) {
			struct lattice_edge new = {.c = row->c,
						   .composed = edge.composed || row->n > 1,
						   .kind = edge.kind};

			if ((row->kinds & kinds) != 0)
				spell(l, node, new, edge.to, fold_target(row) + 1, row->n - 1u);
		}
		if ((kinds & FOLD_FORM) != 0)
			add_syllables(l, node, edge);
	}
}

size_t lattice_cut(const struct lattice *l, size_t node)
{
	size_t cut = node;

	/* The first node that no edge from before it passes over. */
	for (size_t v = node; v + 1 < l->n_nodes; v++) {
		if (v > node && v == cut)
			return v;
		for (uint32_t e = l->nodes[v].first; e != LATTICE_NO_EDGE; e = l->edges[e].next)
			cut = l->edges[e].to > cut ? l->edges[e].to : cut;
	}
	return l->n_nodes - 1;
}

static size_t count_paths(const struct lattice *l, size_t from, size_t to, size_t *paths)
{
	paths[to - from] = 1;
	for (size_t v = to; v-- > from;) {
		uint32_t seen = UINT32_MAX;

		paths[v - from] = 0;
		for (uint32_t e = l->nodes[v].first; e != LATTICE_NO_EDGE; e = l->edges[e].next) {
			/* Parallel edges are one branch of the program. */
			if (l->edges[e].to == seen)
				continue;
			seen = l->edges[e].to;
			paths[v - from] += paths[seen - from];
			if (paths[v - from] > PATHS_MOST)
				return paths[v - from];
		}
	}
	return paths[0];
}

/* Drops the composed edges between two cuts that overlap one before them that is kept. */
static void thin(struct lattice *l, size_t from, size_t to)
{
	size_t kept = from;

	for (size_t v = from; v < to; v++) {
		uint32_t *link = &l->nodes[v].first;
		size_t reach = kept;

		while (*link != LATTICE_NO_EDGE) {
			struct lattice_edge *edge = &l->edges[*link];

			if (edge->composed && v < kept) {
				*link = edge->next;
				continue;
			}
			if (edge->composed && edge->to > reach)
				reach = edge->to;
			link = &edge->next;
		}
		kept = reach;
	}
}

static void limit_paths(struct lattice *l)
{
	size_t *paths = memory_zalloc(l->n_nodes, sizeof(*paths));

	for (size_t v = 0; v + 1 < l->n_nodes;) {
		size_t cut = lattice_cut(l, v);

		if (count_paths(l, v, cut, paths) > PATHS_MOST)
			thin(l, v, cut);
		v = cut;
	}
	free(paths);
}

/* What the letters of the query spell; false with a cause if it is too long for that. */
static bool read_spellings(struct draft *d, struct cause *cause)
{
	struct letter *letters;

	if (d->folded.n > LATTICE_SPELT_MOST)
		return cause_set(cause,
				 "the query is too long to search for by pinyin: "
				 "shorten it (%zu letters)",
				 d->folded.n);
	letters = memory_zalloc(d->folded.n, sizeof(*letters));
	letters_read(d->folded.items, d->folded.n, letters);
	pinyin_spellings(letters, d->folded.n, &d->spellings);
	romaji_spellings(letters, d->folded.n, &d->spellings);
	d->within = memory_zalloc(d->spellings.n, sizeof(d->within[0]));
	free(letters);
	return true;
}

bool lattice_build(struct lattice *l, const char *query, size_t len, unsigned match,
		   struct cause *cause)
{
	struct code_points typed = {0};
	struct draft d = {.match = match};
	bool fits;

	assert(len > 0);
	memset(l, 0, sizeof(*l));
	decode(query, len, &typed);
	d.kinds = fold_kinds(typed.items, typed.n, match);
	fold_query(&typed, d.kinds, match, &d.folded);
	if (d.folded.n == 0) {
		for (size_t i = 0; i < typed.n; i++)
			code_points_append(&d.folded, typed.items[i]);
	}
	l->begins_with_mark = is_mark(d.folded.items[0]);
	d.nodes = memory_zalloc(d.folded.n + 1, sizeof(d.nodes[0]));
	fits = (match & MATCH_PINYIN) == 0 || read_spellings(&d, cause);
	if (fits) {
		add_base_path(l, &d);
		add_spellings(l, &d);
		for (size_t v = l->n_nodes - 1; v-- > 0;)
			close_node(l, (uint32_t)v, d.kinds);
		if (!l->spelt)
			limit_paths(l);
	}
	free(typed.items);
	free(d.folded.items);
	free(d.spellings.items);
	free(d.nodes);
	free(d.within);
	return fits;
}

void lattice_release(struct lattice *l)
{
	free(l->nodes);
	free(l->edges);
	free(l->syllables);
	memset(l, 0, sizeof(*l));
}
