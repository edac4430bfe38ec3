/* SPDX-License-Identifier: MIT */
/*
 * How the user wants headings to be found: the list of --rules, and [heading.NAME] of the
 * configuration.
 *
 *     auto                 by what the text is written in (the default)
 *     plain, markdown ...  by this notation
 *     none                 there are no headings, by rules of the configuration neither
 *     -FAMILY              without this family of the table
 *     -user                without the rules of the configuration
 */
#ifndef VIEW_SETTINGS_RULES_H
#define VIEW_SETTINGS_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "base/ini.h"
#include "outline/rules.h"

#define HEADING_SECTION "heading."

struct rules_choice {
	unsigned notation;    /* as in struct outline_options */
	uint64_t left_out[3]; /* likewise */
	bool no_user;
};

/* The choice of nothing: auto. */
void rules_choice_init(struct rules_choice *choice);

/* Reads a list of words between commas or blanks; the choice is as before if it is wrong.  False
 * with a cause that names the word and what there is. */
bool rules_choice_parse(struct rules_choice *choice, const char *list,
			struct cause *cause) ATTRIBUTE_NODISCARD;

/* Appends what is accepted, as a phrase; the words, each with a blank behind it; the choice as a
 * list that reads back. */
void rules_choice_accepts(struct buffer *out);
void rules_choice_words(struct buffer *out);
void rules_choice_write(const struct rules_choice *choice, struct buffer *out);

/* Adds the rule of a section "heading.NAME".  False with a cause, and *line set to where it is. */
bool settings_add_rule(struct rules *rules, const struct ini *ini, const char *section,
		       size_t *line, struct cause *cause) ATTRIBUTE_NODISCARD;

#endif
