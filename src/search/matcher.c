/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "search/automaton.h"
#include "search/cluster_edge.h"
#include "search/pattern.h"
#include "search/pattern_internal.h"
#include "search/subject.h"

/* Steps of backtracking in one call: fractions of a second. */
#define MATCH_LIMIT 1000000
#define HEAP_LIMIT_KIB 65536
#define JIT_STACK_MAX (1 << 20)

/* After so many lines of one subject that meet the limit the rest of it is left out. */
#define GIVE_UPS_MOST 4

struct matcher {
	const struct pattern *pattern;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	struct subject subject;
	struct automaton_run *run; /* NULL: the pattern is no automaton */
	bool by_line;
	unsigned give_ups; /* in this subject */
	size_t skip[256];  /* Horspool's table, for a literal without JIT */
};

struct matcher *matcher_new(const struct pattern *p)
{
	struct matcher *m = memory_zalloc(1, sizeof(*m));

	m->pattern = p;
	m->by_line = p->by_line;
	subject_init(&m->subject);
	if (p->automaton != NULL)
		m->run = automaton_run_new(p->automaton);
	m->data = pcre2_match_data_create(1, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (m->context != NULL) {
		pcre2_set_match_limit(m->context, MATCH_LIMIT);
		pcre2_set_heap_limit(m->context, HEAP_LIMIT_KIB);
		m->stack = p->jit ? pcre2_jit_stack_create(32768, JIT_STACK_MAX, NULL) : NULL;
		if (m->stack != NULL)
			pcre2_jit_stack_assign(m->context, NULL, m->stack);
	}
	for (size_t i = 0; i < 256; i++)
		m->skip[i] = p->n_literal;
	for (size_t i = 0; i + 1 < p->n_literal; i++)
		m->skip[(unsigned char)p->literal[i]] = p->n_literal - 1 - i;
	return m;
}

void matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	automaton_run_free(m->run);
	subject_release(&m->subject);
	free(m);
}

void matcher_begin(struct matcher *m, const char *bytes, size_t len)
{
	subject_set(&m->subject, bytes, len, m->pattern->regex);
	m->give_ups = 0;
}

/* Horspool's search. */
static bool find_literal(const struct matcher *m, size_t pos, struct hit *hit)
{
	const struct pattern *p = m->pattern;
	const char *s = m->subject.bytes;
	size_t n = p->n_literal;

	while (pos + n <= m->subject.len) {
		unsigned char last = (unsigned char)s[pos + n - 1];

		if (last == (unsigned char)p->literal[n - 1] &&
		    memcmp(s + pos, p->literal, n) == 0) {
			*hit = (struct hit){pos, pos + n};
			return true;
		}
		pos += m->skip[last];
	}
	return false;
}

/* Runs the program over s[pos, len) for a hit of at least one byte. */
static enum match_result run(struct matcher *m, const char *s, size_t len, size_t pos,
			     struct hit *hit)
{
	const struct pattern *p = m->pattern;
	PCRE2_SPTR subject = (PCRE2_SPTR)s;

	if (m->data == NULL || m->context == NULL)
		return MATCH_GAVE_UP;
	while (pos <= len) {
		int rc =
			p->jit ? pcre2_jit_match(p->code, subject, len, pos, 0, m->data, m->context)
			       : pcre2_match(p->code, subject, len, pos, PCRE2_NO_UTF_CHECK,
					     m->data, m->context);
		const PCRE2_SIZE *v = pcre2_get_ovector_pointer(m->data);

		if (rc == PCRE2_ERROR_NOMATCH)
			return MATCH_NONE;
		if (rc < 0)
			return MATCH_GAVE_UP;
		if (v[1] > v[0] && v[0] >= pos) {
			*hit = (struct hit){v[0], v[1]};
			return MATCH_FOUND;
		}
		/* Nothing, found: on by one code point. */
		pos = (v[0] > pos ? v[0] : pos) + 1;
		while (pos < len && utf8_continues(s[pos]))
			pos++;
	}
	return MATCH_NONE;
}

/* Where tries come thicker than one for so many bytes PCRE2 goes on alone. */
#define TRIES_BYTES 128
#define TRIES_FREE 32

/* The same by the heads: the program is run where a hit may begin, and nowhere else. */
static enum match_result run_at_heads(struct matcher *m, const char *s, size_t len, size_t pos,
				      struct hit *hit)
{
	const struct pattern *p = m->pattern;
	size_t begin = pos, tries = 0;

	for (; (pos = heads_next(p->heads, s, len, pos)) < len; pos++) {
		int rc = pcre2_jit_match(p->anchored, (PCRE2_SPTR)s, len, pos, 0, m->data,
					 m->context);
		const PCRE2_SIZE *v = pcre2_get_ovector_pointer(m->data);

		if (rc >= 0 && v[1] > v[0]) {
			*hit = (struct hit){v[0], v[1]};
			return MATCH_FOUND;
		}
		if (rc < 0 && rc != PCRE2_ERROR_NOMATCH)
			return MATCH_GAVE_UP;
		if (++tries > TRIES_FREE && tries * TRIES_BYTES > pos - begin)
			return run(m, s, len, pos + 1, hit);
	}
	return MATCH_NONE;
}

static enum match_result find_elements(struct matcher *m, size_t pos, struct hit *hit)
{
	const struct pattern *p = m->pattern;
	const char *s = m->subject.bytes;
	size_t len = m->subject.len;

	for (;; pos = hit->begin + 1) {
		enum match_result result = MATCH_FOUND;

		if (m->run != NULL)
			result = automaton_find(m->run, s, len, pos, hit);
		else if (p->literal != NULL && !p->jit)
			result = find_literal(m, pos, hit) ? MATCH_FOUND : MATCH_NONE;
		else if (p->jit && p->anchored != NULL && m->data != NULL && m->context != NULL)
			result = run_at_heads(m, s, len, pos, hit);
		else
			result = run(m, s, len, pos, hit);
		if (result != MATCH_FOUND)
			return result;
		if ((p->begins_with_mark || cluster_edge_at(s, len, hit->begin)) &&
		    cluster_edge_at(s, len, hit->end) &&
		    subject_raw_end(&m->subject, hit->end) -
				    subject_raw_begin(&m->subject, hit->begin) <=
			    p->reach)
			return MATCH_FOUND;
	}
}

static size_t line_begin(const char *s, size_t pos)
{
	while (pos > 0 && s[pos - 1] != '\n')
		pos--;
	return pos;
}

static enum match_result find_by_line(struct matcher *m, size_t pos, struct hit *hit)
{
	const char *s = m->subject.bytes;
	size_t len = m->subject.len;
	size_t begin = line_begin(s, pos < len ? pos : len);

	while (begin < len && m->give_ups < GIVE_UPS_MOST) {
		const char *newline = memchr(s + begin, '\n', len - begin);
		size_t end = newline != NULL ? (size_t)(newline - s) : len;
		enum match_result result = MATCH_NONE;

		if (pos <= end)
			result = run(m, s + begin, end - begin, pos > begin ? pos - begin : 0, hit);
		if (result == MATCH_FOUND) {
			hit->begin += begin;
			hit->end += begin;
			return MATCH_FOUND;
		}
		if (result == MATCH_GAVE_UP)
			m->give_ups++;
		begin = end + 1;
	}
	return m->give_ups > 0 ? MATCH_GAVE_UP : MATCH_NONE;
}

static enum match_result find_regex(struct matcher *m, size_t pos, struct hit *hit)
{
	const char *s = m->subject.bytes;
	enum match_result result;

	if (!m->by_line) {
		result = run(m, s, m->subject.len, pos, hit);
		if (result == MATCH_NONE)
			return result;
		if (result == MATCH_FOUND &&
		    memchr(s + hit->begin, '\n', hit->end - hit->begin) == NULL)
			return result;
		/* It runs over the end of a line, or costs too much: from now on line by line. */
		m->by_line = true;
	}
	return find_by_line(m, pos, hit);
}

enum match_result matcher_next(struct matcher *m, size_t from, struct hit *hit)
{
	struct hit found;
	size_t pos = subject_at(&m->subject, from);
	enum match_result result =
		m->pattern->regex ? find_regex(m, pos, &found) : find_elements(m, pos, &found);

	if (result == MATCH_FOUND) {
		hit->begin = subject_raw_begin(&m->subject, found.begin);
		hit->end = subject_raw_end(&m->subject, found.end);
		assert(hit->begin >= from && hit->end > hit->begin);
	}
	return result;
}

enum match_result matcher_find(struct matcher *m, const char *bytes, size_t len, size_t from,
			       struct hit *hit)
{
	matcher_begin(m, bytes, len);
	return matcher_next(m, from, hit);
}
