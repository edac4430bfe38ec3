/* SPDX-License-Identifier: MIT */
#include "search/pattern.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "search/pattern_internal.h"
#include "search/program.h"
#include "search/variants.h"

static const char *const match_names[] = {"case",    "width", "nfkc", "script", "blank",
					  "reading", "break", "kana", "pinyin"};

const char *pattern_match_name(unsigned i)
{
	return i < sizeof(match_names) / sizeof(match_names[0]) ? match_names[i] : NULL;
}

static bool fail(struct cause *cause, const char *query, size_t len, int code, size_t offset)
{
	PCRE2_UCHAR message[256];
	int shown = len < 200 ? (int)len : 200;

	if (pcre2_get_error_message(code, message, sizeof(message)) < 0)
		message[0] = '\0';
	return cause_set(cause, "cannot search for \"%.*s\": %s (at offset %zu)", shown, query,
			 (const char *)message, offset);
}

static pcre2_code *compile(const char *text, size_t len, uint32_t options, int *code,
			   size_t *offset)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *compiled = NULL;

	*code = PCRE2_ERROR_NOMEMORY;
	*offset = 0;
	if (context != NULL) {
		pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
		compiled = pcre2_compile((PCRE2_SPTR)text, len, options, code, offset, context);
	}
	pcre2_compile_context_free(context);
	return compiled;
}

/* Whether an expression can look past its own line, so that lines must be run one by one. */
static bool looks_further(const char *query, size_t len)
{
	static const char *const signs[] = {"(?=", "(?!", "(?<=", "(?<!", "\\A",
					    "\\Z", "\\z", "\\G",  "(*",   "\\K"};
	char *text = memory_copy(query, len);
	bool found = memchr(text, '\0', len) != NULL;

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		found = found || strstr(text, signs[i]) != NULL;
	free(text);
	return found;
}

#define REGEX_OPTIONS (PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C)

bool pattern_check_regex(const char *query, size_t len, size_t *at, struct cause *cause)
{
	PCRE2_UCHAR message[256] = "";
	int code;
	pcre2_code *compiled = compile(query, len, REGEX_OPTIONS, &code, at);

	pcre2_code_free(compiled);
	if (compiled != NULL)
		return true;
	(void)pcre2_get_error_message(code, message, sizeof(message));
	if (*at > len)
		*at = len;
	while (*at > 0 && *at < len && utf8_continues(query[*at]))
		--*at;
	return cause_set(cause, "%s", (const char *)message);
}

static bool compile_regex(struct pattern *p, const char *query, size_t len, struct cause *cause)
{
	size_t offset;
	int code;

	p->regex = true;
	p->reach = PATTERN_REGEX_REACH;
	p->by_line = looks_further(query, len);
	p->code = compile(query, len, REGEX_OPTIONS, &code, &offset);
	return p->code != NULL || fail(cause, query, len, code, offset);
}

/* Queries of so many steps are written out compactly at once. */
#define NODES_MANY 8

static void compile_program(struct pattern *p, const struct lattice *l, unsigned match,
			    bool compact)
{
	struct program program;
	size_t offset;
	int code;

	program_write(&program, l, match, compact);
	p->reach = program.reach;
	free(p->literal);
	p->n_literal = program.literal.len;
	p->literal = p->n_literal > 0 ? buffer_steal(&program.literal) : NULL;
	p->code = compile(program.text.data, program.text.len, PCRE2_NEVER_UTF, &code, &offset);
	if (p->heads != NULL)
		p->anchored = compile(program.text.data, program.text.len,
				      PCRE2_NEVER_UTF | PCRE2_ANCHORED, &code, &offset);
	program_release(&program);
}

/* Where a query begins with so many variants of a Han character PCRE2 loses its quick start, and
 * the automaton is faster. */
#define FIRST_MANY 5

static bool begins_with_many(const struct lattice *l)
{
	uint32_t e = l->nodes[0].first;
	size_t n = 0;

	if (l->edges[e].c == LATTICE_BLANK || !variants_is_han(l->edges[e].c))
		return false;
	for (; e != LATTICE_NO_EDGE; e = l->edges[e].next)
		n++;
	return n >= FIRST_MANY;
}

static void use_automaton(struct pattern *p, struct lattice *l, unsigned match)
{
	pcre2_code_free(p->code);
	p->code = NULL;
	p->automaton = automaton_new(l, match);
	p->reach = automaton_reach(p->automaton);
}

/* Makes machine code of the program, where that can be had. */
static bool use_jit(const struct pattern *p, const struct pattern_options *options)
{
	return p->code != NULL && !options->no_jit &&
	       pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0;
}

static void use_heads(struct pattern *p, const struct lattice *l,
		      const struct pattern_options *options)
{
	p->heads = memory_alloc(sizeof(*p->heads));
	if (!options->no_jit && heads_build(p->heads, l))
		return;
	free(p->heads);
	p->heads = NULL;
}

static bool compile_elements(struct pattern *p, const char *query, size_t len,
			     const struct pattern_options *options, struct cause *cause)
{
	unsigned match = options->match;
	struct lattice lattice;

	if (!lattice_build(&lattice, query, len, match, cause)) {
		lattice_release(&lattice);
		return false;
	}
	p->begins_with_mark = lattice.begins_with_mark;
	if (lattice.spelt || begins_with_many(&lattice)) {
		use_automaton(p, &lattice, match);
		lattice_release(&lattice);
		return true;
	}
	use_heads(p, &lattice, options);
	compile_program(p, &lattice, match, lattice.n_nodes > NODES_MANY);
	/* Marks in many orders make a short query long. */
	if (p->code == NULL && lattice.n_nodes <= NODES_MANY)
		compile_program(p, &lattice, match, true);
	p->jit = use_jit(p, options) &&
		 (p->anchored == NULL || pcre2_jit_compile(p->anchored, PCRE2_JIT_COMPLETE) == 0);
	/* Without JIT the automaton is many times faster; a literal has its own search. */
	if (p->code != NULL && !p->jit && p->literal == NULL)
		use_automaton(p, &lattice, match);
	lattice_release(&lattice);
	return p->code != NULL || p->automaton != NULL ||
	       cause_set(cause, "the query is too long to search for: shorten it (%zu bytes)", len);
}

struct pattern *pattern_new(const char *query, size_t len, const struct pattern_options *options,
			    struct cause *cause)
{
	struct pattern *p;
	bool done;

	assert(len > 0);
	p = memory_zalloc(1, sizeof(*p));
	done = options->regex ? compile_regex(p, query, len, cause)
			      : compile_elements(p, query, len, options, cause);
	if (!done) {
		pattern_free(p);
		return NULL;
	}
	if (p->regex)
		p->jit = use_jit(p, options);
	return p;
}

void pattern_free(struct pattern *p)
{
	if (p == NULL)
		return;
	pcre2_code_free(p->code);
	pcre2_code_free(p->anchored);
	free(p->heads);
	automaton_free(p->automaton);
	free(p->literal);
	free(p);
}

size_t pattern_reach(const struct pattern *p)
{
	return p->reach;
}

bool pattern_is_regex(const struct pattern *p)
{
	return p->regex;
}
