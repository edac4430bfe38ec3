/* SPDX-License-Identifier: MIT */
#include "search/program.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "search/pattern.h"

/* White space within a line, one character. */
#define BLANK_CLASS                                                                   \
	"(?:[\\t\\x0B\\x0C ]|\\xC2\\xA0|\\xE1\\x9A\\x80|\\xE2\\x80[\\x80-\\x8A\\xAF]" \
	"|\\xE2\\x81\\x9F|\\xE3\\x80\\x80)"
/* A hit begins with the first blank of a run: else each of a million would be tried. */
#define RUN_BEGINS                                                                             \
	"(?<![\\t\\x0B\\x0C ])(?<!\\xC2\\xA0)(?<!\\xE1\\x9A\\x80|\\xE2\\x80[\\x80-\\x8A\\xAF]" \
	"|\\xE2\\x81\\x9F|\\xE3\\x80\\x80)"
#define LINE_BREAK "\\r?\\n" BLANK_CLASS "*+"

/* A letter of pinyin with what stands above it: ASCII, U+00C0-027F, ḿ; marks U+0300-033F. */
#define READING_LETTER \
	"(?:(?:[A-Za-z]|[\\xC3-\\xC9][\\x80-\\xBF]|\\xE1\\xB8\\xBF)(?:\\xCC[\\x80-\\xBF]){0,2}+)"
/* Kana, ー and ・ included. */
#define READING_KANA "(?:\\xE3\\x81[\\x81-\\xBF]|\\xE3[\\x82\\x83][\\x80-\\xBF])"
#define READING                                                            \
	"(?:\\(" READING_LETTER "{1,6}+\\)|\\xEF\\xBC\\x88" READING_LETTER \
	"{1,6}+\\xEF\\xBC\\x89|\\xE3\\x80\\x8A" READING_KANA "{1,20}+\\xE3\\x80\\x8B)"
/* From one ruby reading to the next: 》字《, with 々 and a bar before the base. */
#define BASE_CHARACTER                                                                     \
	"(?:[\\xE4-\\xE9][\\x80-\\xBF]{2}|\\xE3[\\x90-\\xBF][\\x80-\\xBF]|\\xE3\\x80\\x85" \
	"|\\xEF[\\xA4-\\xAB][\\x80-\\xBF]|\\xF0[\\xA0-\\xBF][\\x80-\\xBF]{2})"
#define BASE "\\xE3\\x80\\x8B(?:" BAR ")?+" BASE_CHARACTER "{1,8}+\\xE3\\x80\\x8A"
#define SELECTOR "(?:\\xEF\\xB8[\\x80-\\x8F]|\\xF3\\xA0[\\x84-\\x87][\\x80-\\xBF])"
#define BAR "\\xEF\\xBD\\x9C"
#define HYPHEN "(?:-|\\xE2\\x80\\x90|\\xC2\\xAD)"

struct string {
	unsigned char bytes[4];
	size_t len;
};

struct strings {
	struct string *items;
	size_t n, capacity;
};

struct writer {
	struct program *program;
	const struct lattice *lattice;
	unsigned match;
	bool plain; /* no alternative so far */
	bool compact;
	bool gap_used[GAP_KINDS]; /* as a subroutine of a compact program */
};

static void write_byte(struct buffer *out, unsigned char byte)
{
	if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	    (byte >= 'A' && byte <= 'Z'))
		buffer_append_byte(out, (char)byte);
	else
		buffer_printf(out, "\\x%02X", byte);
}

static int compare_strings(const void *a, const void *b)
{
	const struct string *s = a, *t = b;
	int order = memcmp(s->bytes, t->bytes, s->len < t->len ? s->len : t->len);

	return order != 0 ? order : (s->len > t->len) - (s->len < t->len);
}

/* The last bytes of strings that differ in nothing else, sorted, as a class. */
static void write_class(struct buffer *out, const struct string *s, size_t n, size_t depth)
{
	buffer_append_byte(out, '[');
	for (size_t i = 0; i < n;) {
		size_t run = 1;

		while (i + run < n && s[i + run].bytes[depth] == s[i].bytes[depth] + run)
			run++;
		write_byte(out, s[i].bytes[depth]);
		if (run > 2)
			buffer_append_byte(out, '-');
		if (run > 1)
			write_byte(out, s[i + run - 1].bytes[depth]);
		i += run;
	}
	buffer_append_byte(out, ']');
}

/* Sorted strings that agree in their first depth bytes, as a tree of their bytes. */
static void write_tree(struct buffer *out, const struct string *s, size_t n, size_t depth)
{
	bool ends = true, grouped;
	size_t begin = 0;

	if (n == 1) {
		for (size_t i = depth; i < s->len; i++)
			write_byte(out, s->bytes[i]);
		return;
	}
	for (size_t i = 0; i < n; i++)
		ends = ends && s[i].len == depth + 1;
	if (ends) {
		write_class(out, s, n, depth);
		return;
	}
	grouped = s[0].bytes[depth] != s[n - 1].bytes[depth];
	if (grouped)
		buffer_append_string(out, "(?:");
	while (begin < n) {
		size_t end = begin + 1;

		while (end < n && s[end].bytes[depth] == s[begin].bytes[depth])
			end++;
		/* One-byte strings that come in a row are a class of their own. */
		if (s[begin].len == depth + 1) {
			while (end < n && s[end].len == depth + 1)
				end++;
			write_class(out, s + begin, end - begin, depth);
		} else {
			write_byte(out, s[begin].bytes[depth]);
			write_tree(out, s + begin, end - begin, depth + 1);
		}
		if (end < n)
			buffer_append_byte(out, '|');
		begin = end;
	}
	if (grouped)
		buffer_append_byte(out, ')');
}

static void encode(uint32_t c, struct string *out)
{
	struct buffer b;

	buffer_init(&b);
	buffer_append_code_point(&b, c);
	assert(b.len <= sizeof(out->bytes));
	memcpy(out->bytes, b.data, b.len);
	out->len = b.len;
	buffer_release(&b);
}

/* A run of white space; with MATCH_BREAK one line break in it, or alone. */
static void write_blank(struct writer *w)
{
	struct buffer *out = &w->program->text;

	if ((w->match & MATCH_BREAK) != 0)
		buffer_append_string(out,
				     "(?:" BLANK_CLASS "++(?:" LINE_BREAK ")?+|" LINE_BREAK ")");
	else
		buffer_append_string(out, BLANK_CLASS "++");
	w->plain = false;
}

/* The edges from one node to another. */
static void write_labels(struct writer *w, size_t from, size_t to)
{
	struct strings s = {0};
	bool blank = false;

	for (uint32_t e = w->lattice->nodes[from].first; e != LATTICE_NO_EDGE;
	     e = w->lattice->edges[e].next) {
		const struct lattice_edge *edge = &w->lattice->edges[e];

		if (edge->to != to)
			continue;
		if (edge->c == LATTICE_BLANK) {
			blank = true;
			continue;
		}
		s.items = array_reserve(s.items, &s.capacity, s.n + 1, sizeof(s.items[0]));
		encode(edge->c, &s.items[s.n++]);
	}
	assert(blank != (s.n > 0));
	if (blank) {
		write_blank(w);
	} else {
		qsort(s.items, s.n, sizeof(s.items[0]), compare_strings);
		if (s.n == 1)
			buffer_append(&w->program->literal, (const char *)s.items[0].bytes,
				      s.items[0].len);
		w->plain = w->plain && s.n == 1;
		write_tree(&w->program->text, s.items, s.n, 0);
	}
	free(s.items);
}

static void write_gap_body(struct buffer *out, unsigned gap)
{
	if ((gap & GAP_SELECTOR) != 0)
		buffer_append_string(out, SELECTOR "?+");
	if ((gap & GAP_READING) != 0)
		buffer_append_string(out, READING "{0,2}+");
	if ((gap & GAP_BASE) != 0)
		buffer_append_string(out, "(?:" BASE ")?+");
	if ((gap & GAP_HYPHEN) != 0 && (gap & GAP_BREAK) != 0)
		buffer_append_string(out, "(?:" HYPHEN LINE_BREAK "|\\xC2\\xAD|" BLANK_CLASS
					  "*+" LINE_BREAK ")?+");
	else if ((gap & GAP_HYPHEN) != 0)
		buffer_append_string(out, "(?:" HYPHEN LINE_BREAK "|\\xC2\\xAD)?+");
	if ((gap & GAP_BAR) != 0)
		buffer_append_string(out, "(?:" BAR ")?+");
}

/* What may be skipped at a node.  Lazily: what the query says is looked for first. */
static void write_gap(struct writer *w, unsigned gap)
{
	struct buffer *out = &w->program->text;

	if (gap == 0)
		return;
	w->plain = false;
	w->program->reach += PROGRAM_GAP;
	if (w->compact) {
		w->gap_used[gap] = true;
		buffer_printf(out, "(?&g%u)", gap);
	} else {
		buffer_append_string(out, "(?:");
		write_gap_body(out, gap);
		buffer_append_byte(out, ')');
	}
	buffer_append_string(out, "??");
}

/* All paths from a node to the next cut: one branch for each node that edges lead to. */
static void write_paths(struct writer *w, size_t node, size_t cut)
{
	const struct lattice *l = w->lattice;
	struct buffer *out = &w->program->text;
	size_t least = node, branches = 0;
	size_t group_at = out->len;

	/* Longest last: nodes in rising order. */
	for (;;) {
		size_t to = SIZE_MAX;

		for (uint32_t e = l->nodes[node].first; e != LATTICE_NO_EDGE;
		     e = l->edges[e].next) {
			if (l->edges[e].to > least && l->edges[e].to < to)
				to = l->edges[e].to;
		}
		if (to == SIZE_MAX)
			break;
		buffer_append_string(out, branches++ > 0 ? "|" : "(?:");
		write_labels(w, node, to);
		if (to < cut) {
			write_gap(w, l->nodes[to].gap[STEP_TYPED][STEP_TYPED]);
			write_paths(w, to, cut);
		}
		least = to;
	}
	assert(branches > 0 && out->len > group_at);
	w->plain = w->plain && branches == 1;
	buffer_append_byte(out, ')');
}

static void write_definitions(struct writer *w)
{
	struct buffer *out = &w->program->text;

	for (unsigned gap = 1; gap < GAP_KINDS; gap++) {
		if (!w->gap_used[gap])
			continue;
		buffer_printf(out, "(?(DEFINE)(?<g%u>", gap);
		write_gap_body(out, gap);
		buffer_append_string(out, "))");
	}
}

void program_write(struct program *p, const struct lattice *l, unsigned match, bool compact)
{
	struct writer w = {
		.program = p, .lattice = l, .match = match, .plain = true, .compact = compact};
	size_t last = l->n_nodes - 1;

	buffer_init(&p->text);
	buffer_init(&p->literal);
	p->reach = PROGRAM_SLACK + PROGRAM_BLANK;
	if (l->edges[l->nodes[0].first].c == LATTICE_BLANK)
		buffer_append_string(&p->text, RUN_BEGINS);
	for (size_t v = 0; v < last;) {
		size_t cut = lattice_cut(l, v);

		/* The longest UTF-8 of a step, and a blank's share. */
		p->reach += 4 * (cut - v);
		if (l->edges[l->nodes[v].first].c == LATTICE_BLANK)
			p->reach += PROGRAM_BLANK;
		if (l->edges[l->nodes[v].first].to == cut && cut == v + 1)
			write_labels(&w, v, cut);
		else
			write_paths(&w, v, cut);
		if (cut < last)
			write_gap(&w, l->nodes[cut].gap[STEP_TYPED][STEP_TYPED]);
		v = cut;
	}
	if ((l->nodes[last].gap[STEP_TYPED][STEP_TYPED] & GAP_SELECTOR) != 0) {
		buffer_append_string(&p->text, SELECTOR "?+");
		w.plain = false;
	}
	write_definitions(&w);
	if (!w.plain)
		buffer_clear(&p->literal);
}

void program_release(struct program *p)
{
	buffer_release(&p->text);
	buffer_release(&p->literal);
}
