/* SPDX-License-Identifier: MIT */
#include "outline/rules.h"

#include <assert.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/memory.h"
#include "outline/cursor.h"
#include "outline/numeral.h"

/* Steps of backtracking in one line: well under a millisecond. */
#define MATCH_LIMIT 20000
#define HEAP_LIMIT_KIB 4096
#define JIT_STACK_MAX (256 * 1024)

#define ANY_NUMERAL ((unsigned)(NUMERAL_WORD << 1) - 1)

/* Groups by number; 0: the pattern has none of that name. */
struct groups {
	int label, title, number;
};

struct compiled {
	char *name;
	char *document;
	pcre2_code *code;
	struct groups groups;
	uint8_t level;
	bool jit;
};

struct rules {
	struct compiled items[RULES_MOST];
	size_t n;
	uint32_t most_groups;
};

struct rule_matcher {
	const struct rules *rules;
	uint32_t active; /* bits: rules that apply and have not been given up */
	uint32_t gave_up;
	unsigned give_ups[RULES_MOST];
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

_Static_assert(RULES_MOST <= 32, "sets of rules are bits");

struct rules *rules_new(void)
{
	return memory_zalloc(1, sizeof(struct rules));
}

static void compiled_release(struct compiled *c)
{
	free(c->name);
	free(c->document);
	pcre2_code_free(c->code);
}

void rules_free(struct rules *r)
{
	if (!r)
		return;
	for (size_t k = 0; k < r->n; k++)
		compiled_release(&r->items[k]);
	free(r);
}

size_t rules_count(const struct rules *r)
{
	return r ? r->n : 0;
}

const char *rules_name(const struct rules *r, size_t k)
{
	assert(k < rules_count(r));
	return r->items[k].name;
}

/* The group of a name; 0 if there is none, or it is ambiguous. */
static int group(const pcre2_code *code, const char *name)
{
	int number = pcre2_substring_number_from_name(code, (PCRE2_SPTR)name);

	return number > 0 ? number : 0;
}

static pcre2_code *compile(const char *pattern, struct cause *cause)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_UCHAR message[256] = "";
	PCRE2_SIZE offset;
	int error;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options,
					 &error, &offset, NULL);

	if (!code) {
		pcre2_get_error_message(error, message, sizeof(message));
		cause_set(cause, "%s (at offset %zu)", (const char *)message, (size_t)offset);
	}
	return code;
}

bool rules_add(struct rules *r, const struct rule *rule, struct cause *cause)
{
	struct compiled c = {.level = (uint8_t)rule->level};
	uint32_t groups = 0;

	assert(r && rule->name && rule->pattern && rule->level <= RULE_LEVEL_MOST);
	if (r->n == RULES_MOST)
		return cause_set(cause, "there are %d rules already, and no more can be",
				 (int)RULES_MOST);
	c.code = compile(rule->pattern, cause);
	if (!c.code)
		return false;
	pcre2_pattern_info(c.code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups > r->most_groups)
		r->most_groups = groups;
	c.jit = pcre2_jit_compile(c.code, PCRE2_JIT_COMPLETE) == 0;
	c.groups = (struct groups){group(c.code, "label"), group(c.code, "title"),
				   group(c.code, "number")};
	c.name = memory_string(rule->name);
	c.document = rule->document ? memory_string(rule->document) : NULL;
	r->items[r->n++] = c;
	return true;
}

static bool applies(const struct compiled *c, const char *path, const char *absolute)
{
	if (!c->document)
		return true;
	return (path && fnmatch(c->document, path, 0) == 0) ||
	       (absolute && fnmatch(c->document, absolute, 0) == 0);
}

static struct rule_matcher *matcher_of(const struct rules *r, uint32_t active)
{
	struct rule_matcher *m = memory_zalloc(1, sizeof(*m));

	m->rules = r;
	m->active = active;
	m->data = pcre2_match_data_create(r->most_groups + 1, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (m->context) {
		pcre2_set_match_limit(m->context, MATCH_LIMIT);
		pcre2_set_heap_limit(m->context, HEAP_LIMIT_KIB);
		m->stack = pcre2_jit_stack_create(32768, JIT_STACK_MAX, NULL);
		if (m->stack)
			pcre2_jit_stack_assign(m->context, NULL, m->stack);
	}
	return m;
}

struct rule_matcher *rule_matcher_new(const struct rules *r, const char *path)
{
	char *absolute = r && path ? realpath(path, NULL) : NULL;
	uint32_t active = 0;

	for (size_t k = 0; k < rules_count(r); k++)
		if (applies(&r->items[k], path, absolute))
			active |= 1u << k;
	free(absolute);
	return active ? matcher_of(r, active) : NULL;
}

struct rule_matcher *rule_matcher_copy(const struct rule_matcher *m)
{
	struct rule_matcher *copy;

	if (!m)
		return NULL;
	copy = matcher_of(m->rules, m->active);
	copy->gave_up = m->gave_up;
	memcpy(copy->give_ups, m->give_ups, sizeof(copy->give_ups));
	return copy;
}

void rule_matcher_free(struct rule_matcher *m)
{
	if (!m)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	free(m);
}

uint32_t rule_matcher_gave_up(const struct rule_matcher *m)
{
	return m ? m->gave_up : 0;
}

/* Whether a rule takes the line; the groups are in m->data then. */
static bool takes(struct rule_matcher *m, size_t k, const char *s, size_t n, bool cut)
{
	uint32_t options = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY | (cut ? PCRE2_NOTEOL : 0);
	int rc;

	if (!m->data || !m->context)
		return false;
	rc = pcre2_match(m->rules->items[k].code, (PCRE2_SPTR)s, n, 0, options, m->data,
			 m->context);
	if (rc >= 0 || rc == PCRE2_ERROR_NOMATCH)
		return rc >= 0;
	/* a limit: of steps, memory or the JIT's stack */
	m->gave_up |= 1u << k;
	if (++m->give_ups[k] == RULES_GIVE_UPS)
		m->active &= ~(1u << k);
	return false;
}

/* The bytes of a group; false if the pattern has none such or it did not take part. */
static bool group_range(const struct rule_matcher *m, int number, size_t *begin, size_t *end)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(m->data);

	if (number == 0 || at[2 * number] == PCRE2_UNSET)
		return false;
	*begin = at[2 * number];
	*end = at[2 * number + 1];
	return *end >= *begin;
}

/* The first kind of numeral that takes all of the group, else the first that takes its beginning.
 */
static uint32_t count_of(const struct rule_matcher *m, int number, const char *s)
{
	size_t begin, end;
	uint32_t value = 0;

	if (!group_range(m, number, &begin, &end))
		return 0;
	begin = candidate_skip_blanks(s, end, begin);
	for (unsigned kind = NUMERAL_DIGITS; kind <= NUMERAL_WORD; kind <<= 1)
		if (begin < end &&
		    numeral_parse(s + begin, end - begin, kind, &value) == end - begin)
			return value;
	return numeral_parse(s + begin, end - begin, ANY_NUMERAL, &value) > 0 ? value : 0;
}

/* Skips blanks and the marks that set a title off on either side. */
static size_t skip_marks(const char *s, size_t n, size_t pos)
{
	struct cursor at = {s, n, pos};

	while (character_is_blank(cursor_peek(&at)) ||
	       character_is_one_of(cursor_peek(&at), "。：；，、．.:;,！？!?"))
		cursor_take(&at);
	return at.pos;
}

static void take_groups(const struct rule_matcher *m, const struct compiled *c, const char *s,
			size_t n, struct match *match)
{
	size_t label = 0, label_end = 0, title = 0, title_end = n, end;
	bool labelled = group_range(m, c->groups.label, &label, &label_end);
	bool titled = group_range(m, c->groups.title, &title, &title_end);

	if (!titled) {
		title = labelled ? skip_marks(s, n, label_end) : 0;
		title_end = n;
	}
	if (!labelled || label > title)
		label = title;
	match->begin = candidate_skip_blanks(s, n, label);
	match->title = candidate_skip_blanks(s, title_end, title);
	if (match->title < match->begin)
		match->title = match->begin;
	if (title_end < match->title)
		title_end = match->title;
	match->title_end = candidate_trim(s, match->title, title_end);
	/* what the pattern takes behind a title is no text */
	end = pcre2_get_ovector_pointer(m->data)[1];
	match->body = skip_marks(s, n, end > title_end ? end : title_end);
}

bool rule_match(struct rule_matcher *m, const char *s, size_t n, bool cut, struct match *match)
{
	size_t k = 0;

	assert(m && match);
	while (k < m->rules->n && !((m->active >> k & 1) && takes(m, k, s, n, cut)))
		k++;
	if (k == m->rules->n)
		return false;
	memset(match, 0, sizeof(*match));
	take_groups(m, &m->rules->items[k], s, n, match);
	match->c.family = match->c.alternate = (uint8_t)(FAMILY_RULE_1 + k);
	match->c.branch = m->rules->items[k].level;
	match->c.number = count_of(m, m->rules->items[k].groups.number, s);
	candidate_weigh(s, n, match);
	if (match->body < n || cut)
		match->c.evidence |= EVIDENCE_RUN_IN;
	return true;
}
