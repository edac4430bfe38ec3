/* SPDX-License-Identifier: MIT */
/* The command line: options by the table of settings. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "view/nearest.h"
#include "view/settings.h"
#include "view/settings_table.h"

/* The words being read. */
struct command_line {
	struct settings *s;
	int argc;
	char *const *argv;
	int at;                       /* the word that is read next */
	const struct setting *action; /* the option that asked for an action, or NULL */
	bool ended;                   /* --help or --version was met */
	struct cause *cause;
};

static bool is_option(const struct setting *row)
{
	return row->group != SETTINGS_CONFIGURED;
}

/* "unrecognised option --x; see speechview --help (did you mean --y?)" */
static bool refuse(const char *name, size_t len, struct cause *cause)
{
	char *word = memory_copy(name, len);
	struct nearest nearest = nearest_to(word);
	const struct setting *row;

	for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
		if (is_option(row))
			nearest_offer(&nearest, row->name);
	if (nearest.name != NULL)
		cause_set(cause,
			  "unrecognised option --%s; see speechview --help (did you mean --%s?)",
			  word, nearest.name);
	else
		cause_set(cause, "unrecognised option --%s; see speechview --help", word);
	free(word);
	return false;
}

static bool refuse_ambiguous(const char *name, size_t len, struct cause *cause)
{
	struct buffer names;
	const struct setting *row;

	buffer_init(&names);
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
		if (is_option(row) && strncmp(row->name, name, len) == 0)
			buffer_printf(&names, "%s --%s", names.len > 0 ? "," : "", row->name);
	cause_set(cause, "option --%.*s may be%s; write more of it", (int)len, name, names.data);
	buffer_release(&names);
	return false;
}

/* The option of a long name or its beginning; NULL with a cause. */
static const struct setting *find_long(const char *name, size_t len, struct cause *cause)
{
	const struct setting *found = NULL, *row;
	size_t n = 0;

	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		if (!is_option(row) || strncmp(row->name, name, len) != 0)
			continue;
		if (row->name[len] == '\0')
			return row;
		found = row;
		n++;
	}
	if (n == 1 && len > 0)
		return found;
	if (n == 0 || len == 0)
		refuse(name, len, cause);
	else
		refuse_ambiguous(name, len, cause);
	return NULL;
}

static const struct setting *find_short(char letter)
{
	const struct setting *row;

	for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
		if (is_option(row) && row->letter == letter)
			return row;
	return NULL;
}

/* An option with its value, or NULL without one; option is what the user wrote, for messages. */
static bool apply(struct command_line *line, const struct setting *row, const char *option,
		  const char *value)
{
	struct cause why = CAUSE_NONE;

	if (!setting_assign(row, line->s, value, &why)) {
		cause_set(line->cause, "%s: %s", option, cause_text(&why));
		cause_release(&why);
		return false;
	}
	settings_give(line->s, row);
	if (row->action == ACTION_VIEW)
		return true;
	line->s->action = row->action;
	if (row->action == ACTION_HELP || row->action == ACTION_VERSION) {
		line->ended = true;
		return true;
	}
	/* --explain is --outline with more */
	if (line->action != NULL && line->action->action != row->action)
		return cause_set(line->cause, "--%s and --%s exclude each other",
				 line->action->name, row->name);
	line->action = row;
	return true;
}

/* The argument that an option needs, from the next word; NULL with a cause where there is none. */
static const char *next_word(struct command_line *line, const struct setting *row,
			     const char *option)
{
	struct buffer usage;

	if (line->at < line->argc)
		return line->argv[line->at++];
	buffer_init(&usage);
	setting_usage(row, &usage);
	cause_set(line->cause, "%s needs an argument: %s", option, usage.data);
	buffer_release(&usage);
	return NULL;
}

static bool parse_long(struct command_line *line, const char *word)
{
	size_t len = strcspn(word, "=");
	const char *value = word[len] == '=' ? word + len + 1 : NULL;
	const struct setting *row = find_long(word, len, line->cause);
	char option[64] = "--";

	if (row == NULL)
		return false;
	assert(strlen(row->name) + 3 <= sizeof(option));
	memcpy(option + 2, row->name, strlen(row->name) + 1);
	if (value != NULL && row->argument == ARGUMENT_NONE)
		return cause_set(line->cause, "%s takes no argument", option);
	if (value == NULL && row->argument == ARGUMENT_REQUIRED) {
		value = next_word(line, row, option);
		if (value == NULL)
			return false;
	}
	return apply(line, row, option, value);
}

/* Short options in one word; the first that takes an argument takes the rest. */
static bool parse_short(struct command_line *line, const char *word)
{
	for (; *word != '\0' && !line->ended; word++) {
		const struct setting *row = find_short(*word);
		const char option[] = {'-', *word, '\0'};
		const char *value = NULL;
		bool takes;

		if (row == NULL && ((unsigned char)*word < 0x20 || (unsigned char)*word >= 0x7F))
			return cause_set(line->cause,
					 "unrecognised option -%s; see speechview --help", word);
		if (row == NULL)
			return cause_set(line->cause,
					 "unrecognised option %s; see speechview --help", option);
		/* -NS are two switches, although --line-numbers=off can be said. */
		takes = row->argument == ARGUMENT_REQUIRED ||
			(row->argument == ARGUMENT_OPTIONAL && row->kind == SETTING_CHOICE);
		if (!takes) {
			if (!apply(line, row, option, NULL))
				return false;
			continue;
		}
		if (word[1] != '\0')
			value = word + 1;
		else if (row->argument == ARGUMENT_REQUIRED) {
			value = next_word(line, row, option);
			if (value == NULL)
				return false;
		}
		return apply(line, row, option, value);
	}
	return true;
}

static void forget(struct settings *s)
{
	for (size_t i = 0; i < s->n_files; i++)
		free(s->files[i]);
	free(s->files);
	s->files = NULL;
	s->n_files = 0;
	s->action = ACTION_VIEW;
}

void settings_add_file(struct settings *s, const char *name)
{
	s->files = memory_resize(s->files, s->n_files + 1, sizeof(s->files[0]));
	s->files[s->n_files++] = memory_string(name);
}

bool settings_parse(struct settings *s, int argc, char *const argv[], struct cause *cause)
{
	struct command_line line = {.s = s, .argc = argc, .argv = argv, .at = 1, .cause = cause};
	const char *less_secure = getenv("LESSSECURE");
	bool operands_only = false;

	forget(s);
	if (less_secure != NULL && strcmp(less_secure, "1") == 0)
		s->secure = true;
	while (line.at < argc && !line.ended) {
		const char *word = argv[line.at++];
		bool good = true;

		if (operands_only || strcmp(word, "-") == 0) {
			settings_add_file(s, word);
		} else if (strcmp(word, "--") == 0) {
			operands_only = true;
		} else if (word[0] == '-' && word[1] == '-') {
			good = parse_long(&line, word + 2);
		} else if (word[0] == '-') {
			good = parse_short(&line, word + 1);
		} else if (word[0] == '+') {
			free(s->start_command);
			s->start_command = word[1] != '\0' ? memory_string(word + 1) : NULL;
		} else {
			settings_add_file(s, word);
		}
		if (!good)
			return false;
	}
	return true;
}
