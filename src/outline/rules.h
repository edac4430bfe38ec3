/* SPDX-License-Identifier: MIT */
/*
 * The user's own rules for headings: [heading.NAME] of the configuration.  A rule is a regular
 * expression (PCRE2 with UTF and Unicode properties), anchored at the start of the clean line.
 * What it matches is a heading, whatever the rest of the text says.
 *
 *     struct rules          compiled once; not changed while documents use it, from any thread
 *     struct rule_matcher   those that apply to one document, and what one thread needs to match
 *
 * Named groups say what is what:
 *
 *     (?<label>Scene (?<number>\d+))\. (?<title>.*)
 *
 * Without `title` the title is the rest of the line behind the label, without `label` there is no
 * label, without both the line is the title.  What follows the match in its line is the body.
 * `number` is read as any numeral of a label is (numeral.h); without it the rule does not count.
 *
 * A match that would take too long is none.  After RULES_GIVE_UPS such lines of a document the
 * rule is left out for the rest of it, so that no pattern can hold the scan up.
 */
#ifndef OUTLINE_RULES_H
#define OUTLINE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "outline/candidate.h"
#include "outline/family.h"

#define RULES_MOST (FAMILY_RULE_LAST - FAMILY_RULE_1 + 1)
#define RULES_GIVE_UPS 16
#define RULE_LEVEL_MOST 9

struct rules;

/* What the configuration says of one; the strings are copied. */
struct rule {
	const char *name;
	const char *pattern;
	const char
		*document; /* fnmatch() of the path, as given or absolute; NULL: every document */
	unsigned level;    /* 1 to RULE_LEVEL_MOST; 0: as the document nests it */
};

struct rules *rules_new(void);
void rules_free(struct rules *r);

/* Adds a rule; earlier ones are tried first.  False with a cause where there are RULES_MOST, or the
 * pattern is wrong: PCRE2's message and the byte of the pattern, from 0, at which it was seen. */
bool rules_add(struct rules *r, const struct rule *rule, struct cause *cause) ATTRIBUTE_NODISCARD;

/* r may be NULL: none. */
size_t rules_count(const struct rules *r);

/* The name of rule k < rules_count(); its family is FAMILY_RULE_1 + k. */
const char *rules_name(const struct rules *r, size_t k);

struct rule_matcher;

/* Of the rules that apply to a document; path may be NULL.  NULL if none does: then there is
 * nothing to match.  r may be NULL, and must outlive the matcher. */
struct rule_matcher *rule_matcher_new(const struct rules *r, const char *path);
void rule_matcher_free(struct rule_matcher *m);

/* The same rules for the same document, as if it had seen the same lines. */
struct rule_matcher *rule_matcher_copy(const struct rule_matcher *m);

/* Matches a clean line (valid UTF-8; cut: it goes on behind n) by the first rule that takes it;
 * fills in all of the match. */
bool rule_match(struct rule_matcher *m, const char *s, size_t n, bool cut, struct match *match);

/* The rules, as bits, that met the limit in some line. */
uint32_t rule_matcher_gave_up(const struct rule_matcher *m);

#endif
