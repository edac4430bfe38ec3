/* SPDX-License-Identifier: MIT */
#include "view/settings_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outline/family.h"
#include "outline/notation.h"
#include "view/settings.h"

void rules_choice_init(struct rules_choice *choice)
{
	*choice = (struct rules_choice){.notation = NOTATION_AUTO};
}

struct outline_options settings_outline_options(const struct settings *s)
{
	struct outline_options options = outline_options_default();

	options.notation = s->choice.notation;
	memcpy(options.left_out, s->choice.left_out, sizeof(options.left_out));
	if (!s->choice.no_user && options.notation != NOTATION_NONE)
		options.rules = s->rules;
	options.explain = s->explain;
	return options;
}

/* Families that a list may name: all but those of the user's rules. */
static bool is_named(unsigned family)
{
	return !family_is_rule(family);
}

static unsigned family_by_name(const char *name)
{
	unsigned f = 0;

	while (f < FAMILY_COUNT && !(is_named(f) && strcmp(family_name(f), name) == 0))
		f++;
	return f;
}

static void append_notations(struct buffer *out, const char *separator)
{
	buffer_append_string(out, notation_name(NOTATION_AUTO));
	for (unsigned k = 0; k < NOTATION_COUNT; k++)
		buffer_printf(out, "%s%s", separator, notation_name(k));
}

static void append_families(struct buffer *out, const char *separator)
{
	for (unsigned f = 0; f < FAMILY_COUNT; f++)
		if (is_named(f))
			buffer_printf(out, "%s%s", f > 0 ? separator : "", family_name(f));
}

static bool refuse(const char *word, struct cause *cause)
{
	struct buffer there;

	buffer_init(&there);
	if (word[0] == '-') {
		append_families(&there, ", ");
		cause_set(cause,
			  "%s: no such family of headings; there are user (the rules of the "
			  "configuration), %s",
			  word + 1, there.data);
	} else {
		rules_choice_accepts(&there);
		cause_set(cause, "accepts %s, not '%s'", there.data, word);
	}
	buffer_release(&there);
	return false;
}

static bool take_word(struct rules_choice *choice, const char *word, struct cause *cause)
{
	unsigned which;

	if (strcmp(word, "-user") == 0) {
		choice->no_user = true;
		return true;
	}
	if (word[0] == '-') {
		which = family_by_name(word + 1);
		if (which == FAMILY_COUNT)
			return refuse(word, cause);
		choice->left_out[which / 64] |= (uint64_t)1 << (which % 64);
		return true;
	}
	which = notation_by_name(word);
	if (which == NOTATION_COUNT)
		return refuse(word, cause);
	choice->notation = which;
	return true;
}

bool rules_choice_parse(struct rules_choice *choice, const char *list, struct cause *cause)
{
	struct rules_choice read;
	size_t words = 0;

	rules_choice_init(&read);
	while (list != NULL && list[strspn(list, ", ")] != '\0') {
		size_t len;
		char *word;
		bool good;

		list += strspn(list, ", ");
		len = strcspn(list, ", ");
		word = memory_copy(list, len);
		good = take_word(&read, word, cause);
		free(word);
		if (!good)
			return false;
		list += len;
		words++;
	}
	if (words == 0)
		return refuse(list != NULL ? list : "", cause);
	*choice = read;
	return true;
}

void rules_choice_accepts(struct buffer *out)
{
	buffer_append_string(out, "a list of ");
	append_notations(out, ", ");
	buffer_append_string(out, ", -FAMILY, -user");
}

void rules_choice_words(struct buffer *out)
{
	append_notations(out, " ");
	buffer_append_string(out, " -user -");
	append_families(out, " -");
}

void rules_choice_write(const struct rules_choice *choice, struct buffer *out)
{
	buffer_append_string(out, notation_name(choice->notation));
	for (unsigned f = 0; f < FAMILY_COUNT; f++)
		if (choice->left_out[f / 64] >> (f % 64) & 1)
			buffer_printf(out, ",-%s", family_name(f));
	if (choice->no_user)
		buffer_append_string(out, ",-user");
}

bool settings_add_rule(struct rules *rules, const struct ini *ini, const char *section,
		       size_t *line, struct cause *cause)
{
	struct rule rule = {.name = ini_spelled(ini, section) + strlen(HEADING_SECTION),
			    .pattern = ini_value(ini, section, "pattern"),
			    .document = ini_value(ini, section, "document")};
	const char *level = ini_value(ini, section, "level");
	struct cause why = CAUSE_NONE;

	if (rule.name[0] == '\0')
		return cause_set(cause, "[%s]: a rule needs a name: [heading.NAME]", section);
	if (rule.pattern == NULL || rule.pattern[0] == '\0')
		return cause_set(cause, "[%s]: a rule needs a pattern", section);
	if (rules_count(rules) == RULES_MOST)
		return cause_set(cause, "[%s]: there are %d rules already; no more are read",
				 section, (int)RULES_MOST);
	if (level != NULL && (level[0] < '1' || level[0] > '9' || level[1] != '\0')) {
		*line = ini_line(ini, section, "level");
		return cause_set(cause, "level: accepts a number from 1 to 9, not '%s'", level);
	}
	rule.level = level != NULL ? (unsigned)(level[0] - '0') : 0;
	if (rule.document != NULL && rule.document[0] == '\0')
		rule.document = NULL;
	*line = ini_line(ini, section, "pattern");
	if (!rules_add(rules, &rule, &why)) {
		cause_set(cause, "pattern: %s", cause_text(&why));
		cause_release(&why);
		return false;
	}
	return true;
}
