/* SPDX-License-Identifier: MIT */
#include "view/settings.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/pattern.h"
#include "view/settings_table.h"

/* The value of a row in s. */
static void *value_at(const struct setting *row, struct settings *s)
{
	return (char *)s + row->offset;
}

static const void *value_of(const struct setting *row, const struct settings *s)
{
	return (const char *)s + row->offset;
}

void settings_init(struct settings *s)
{
	const struct setting *row;

	*s = (struct settings){0};
	s->filters = filters_new();
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		switch (row->kind) {
		case SETTING_SWITCH:
			*(bool *)value_at(row, s) = row->initial != 0;
			break;
		case SETTING_NUMBER:
		case SETTING_CHOICE:
			*(int *)value_at(row, s) = row->initial;
			break;
		case SETTING_MATCH:
			*(unsigned *)value_at(row, s) = (unsigned)row->initial;
			break;
		case SETTING_RULES:
			rules_choice_init(value_at(row, s));
			break;
		case SETTING_TEXT:
		case SETTING_NOTHING:
			break;
		}
	}
}

void settings_release(struct settings *s)
{
	const struct setting *row;

	for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
		if (row->kind == SETTING_TEXT)
			free(*(char **)value_at(row, s));
	for (size_t i = 0; i < s->n_files; i++)
		free(s->files[i]);
	free(s->files);
	free(s->start_command);
	rules_free(s->rules);
	filters_free(s->filters);
	*s = (struct settings){0};
}

/* Its place in the table. */
static size_t index_of(const struct setting *row)
{
	return (size_t)(row - setting_row(0));
}

void settings_give(struct settings *s, const struct setting *row)
{
	assert(index_of(row) < 64);
	s->given |= UINT64_C(1) << index_of(row);
}

bool settings_given(const struct settings *s, size_t offset)
{
	const struct setting *row;

	for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
		if (row->offset == offset && row->kind != SETTING_NOTHING)
			return (s->given >> i & 1) != 0;
	return false;
}

const struct setting *setting_named(const char *section, const char *name)
{
	const struct setting *row;
	size_t i = 0;

	while ((row = setting_row(i)) != NULL &&
	       (row->section == NULL || strcmp(row->section, section) != 0 ||
		strcmp(row->name, name) != 0))
		i++;
	return row;
}

static bool parse_switch(const char *value, bool *on)
{
	static const char *const words[][2] = {
		{"off", "on"}, {"no", "yes"}, {"false", "true"}, {"0", "1"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		for (int j = 0; j < 2; j++) {
			if (strcmp(value, words[i][j]) == 0) {
				*on = j != 0;
				return true;
			}
		}
	}
	return false;
}

static bool parse_number(const struct setting *row, const char *value, int *number)
{
	char *end;
	long n;

	/* Ten digits fit a long long but not an int: longer ones are out of any row's range. */
	if (value[0] == '\0' || value[strspn(value, "0123456789")] != '\0' || strlen(value) > 9)
		return false;
	n = strtol(value, &end, 10);
	if (n < row->minimum || n > row->maximum)
		return false;
	*number = (int)n;
	return true;
}

static bool parse_choice(const struct setting *row, const char *value, int *choice)
{
	for (const struct setting_choice *c = row->choices; c->name != NULL; c++) {
		if (strcmp(value, c->name) == 0) {
			*choice = c->value;
			return true;
		}
	}
	return false;
}

/* One name of a list of equivalences; false if it is none. */
static bool parse_match_name(const char *name, size_t len, unsigned *match)
{
	const char *known;

	if (len == strlen("default") && memcmp(name, "default", len) == 0) {
		*match |= MATCH_DEFAULT;
		return true;
	}
	for (unsigned i = 0; (known = pattern_match_name(i)) != NULL; i++) {
		if (strlen(known) == len && memcmp(known, name, len) == 0) {
			*match |= 1u << i;
			return true;
		}
	}
	return false;
}

/* Names separated by commas or blanks, "none" or "default". */
static bool parse_match(const char *value, unsigned *match)
{
	unsigned all = 0;

	if (strcmp(value, "none") == 0) {
		*match = 0;
		return true;
	}
	value += strspn(value, ", ");
	if (*value == '\0')
		return false;
	while (*value != '\0') {
		size_t len = strcspn(value, ", ");

		if (!parse_match_name(value, len, &all))
			return false;
		value += len;
		value += strspn(value, ", ");
	}
	*match = all;
	return true;
}

static bool parse_value(const struct setting *row, struct settings *s, const char *value)
{
	void *at = value_at(row, s);

	switch (row->kind) {
	case SETTING_SWITCH:
		return parse_switch(value != NULL ? value : "on", at);
	case SETTING_NUMBER:
		return value != NULL && parse_number(row, value, at);
	case SETTING_CHOICE:
		return parse_choice(row, value != NULL ? value : row->choices[0].name, at);
	case SETTING_MATCH:
		return value != NULL && parse_match(value, at);
	case SETTING_TEXT:
		if (value == NULL || value[0] == '\0')
			return false;
		free(*(char **)at);
		*(char **)at = memory_string(value);
		return true;
	case SETTING_RULES:
	case SETTING_NOTHING:
		break;
	}
	return value == NULL;
}

bool setting_assign(const struct setting *row, struct settings *s, const char *value,
		    struct cause *cause)
{
	struct buffer accepted;

	if (row->kind == SETTING_RULES)
		return rules_choice_parse(value_at(row, s), value, cause);
	if (parse_value(row, s, value))
		return true;
	buffer_init(&accepted);
	setting_accepts(row, &accepted);
	cause_set(cause, "accepts %s, not '%s'", accepted.data, value != NULL ? value : "");
	buffer_release(&accepted);
	return false;
}

static void append_choices(const struct setting *row, const char *separator, struct buffer *out)
{
	for (const struct setting_choice *c = row->choices; c->name != NULL; c++) {
		if (c != row->choices)
			buffer_append_string(out, separator);
		buffer_append_string(out, c->name);
	}
}

void setting_accepts(const struct setting *row, struct buffer *out)
{
	const char *name;

	switch (row->kind) {
	case SETTING_NOTHING:
		buffer_append_string(out, "no argument");
		break;
	case SETTING_SWITCH:
		buffer_append_string(out, "on, off");
		break;
	case SETTING_NUMBER:
		buffer_printf(out, "a number from %d to %d", row->minimum, row->maximum);
		break;
	case SETTING_CHOICE:
		append_choices(row, ", ", out);
		break;
	case SETTING_TEXT:
		buffer_append_string(out, row->argument_name);
		break;
	case SETTING_MATCH:
		buffer_append_string(out, "a list of ");
		for (unsigned i = 0; (name = pattern_match_name(i)) != NULL; i++)
			buffer_printf(out, "%s, ", name);
		buffer_append_string(out, "or default, or none");
		break;
	case SETTING_RULES:
		rules_choice_accepts(out);
		break;
	}
}

void setting_usage(const struct setting *row, struct buffer *out)
{
	if (row->argument_name != NULL)
		buffer_append_string(out, row->argument_name);
	else if (row->kind == SETTING_CHOICE)
		append_choices(row, "|", out);
	else if (row->kind == SETTING_SWITCH)
		buffer_append_string(out, "on|off");
}

static void append_match(unsigned match, struct buffer *out)
{
	const char *name;
	size_t start = out->len;

	for (unsigned i = 0; (name = pattern_match_name(i)) != NULL; i++)
		if ((match & (1u << i)) != 0)
			buffer_printf(out, "%s%s", out->len > start ? "," : "", name);
	if (out->len == start)
		buffer_append_string(out, "none");
}

void setting_value(const struct setting *row, const struct settings *s, struct buffer *out)
{
	const void *at = value_of(row, s);
	const char *text;

	switch (row->kind) {
	case SETTING_SWITCH:
		buffer_append_string(out, *(const bool *)at ? "on" : "off");
		break;
	case SETTING_NUMBER:
		buffer_printf(out, "%d", *(const int *)at);
		break;
	case SETTING_CHOICE:
		for (const struct setting_choice *c = row->choices; c->name != NULL; c++)
			if (c->value == *(const int *)at)
				buffer_append_string(out, c->name);
		break;
	case SETTING_MATCH:
		append_match(*(const unsigned *)at, out);
		break;
	case SETTING_RULES:
		rules_choice_write(at, out);
		break;
	case SETTING_TEXT:
		text = *(char *const *)at;
		buffer_append_string(out, text != NULL ? text : "");
		break;
	case SETTING_NOTHING:
		break;
	}
}
