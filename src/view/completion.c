/* SPDX-License-Identifier: MIT */
/* Completions for shells, from the table of settings. */
#include <string.h>

#include "base/buffer.h"
#include "search/pattern.h"
#include "view/describe.h"
#include "view/settings_table.h"

static bool is_option(const struct setting *row)
{
	return row->group != SETTINGS_CONFIGURED;
}

/* The words that a setting's argument may be, separated by blanks; none for free text. */
static void append_words(const struct setting *row, struct buffer *out)
{
	const char *name;

	if (row->kind == SETTING_CHOICE) {
		for (const struct setting_choice *c = row->choices; c->name != NULL; c++)
			buffer_printf(out, "%s%s", c == row->choices ? "" : " ", c->name);
	} else if (row->kind == SETTING_SWITCH && row->argument != ARGUMENT_NONE) {
		buffer_append_string(out, "on off");
	} else if (row->kind == SETTING_MATCH) {
		for (unsigned i = 0; (name = pattern_match_name(i)) != NULL; i++)
			buffer_printf(out, "%s ", name);
		buffer_append_string(out, "default none");
	} else if (row->kind == SETTING_RULES) {
		rules_choice_words(out);
	}
}

/* A file is what --config takes; other free text is nothing that can be known. */
static bool takes_file(const struct setting *row)
{
	return row->argument_name != NULL && strcmp(row->argument_name, "FILE") == 0;
}

static void print_bash_options(FILE *out)
{
	const struct setting *row;
	const char *blank = "";

	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		if (!is_option(row))
			continue;
		if (row->letter != '\0')
			fprintf(out, "%s-%c --%s", blank, row->letter, row->name);
		else
			fprintf(out, "%s--%s", blank, row->name);
		if (row->argument == ARGUMENT_REQUIRED)
			fputc('=', out);
		blank = " ";
	}
}

/* In bash COMP_WORDBREAKS holds "=", so that the option, "=" and the value are three words. */
static void print_bash(FILE *out)
{
	const struct setting *row;
	struct buffer words;

	buffer_init(&words);
	fputs("# bash completion for speechview\n"
	      "_speechview()\n"
	      "{\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} words=\n"
	      "\tif [[ $cur == = ]]; then\n"
	      "\t\tcur=\n"
	      "\telif [[ $option == = ]]; then\n"
	      "\t\toption=${COMP_WORDS[COMP_CWORD-2]}\n"
	      "\tfi\n"
	      "\tcase $option in\n",
	      out);
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		if (!is_option(row) || row->argument == ARGUMENT_NONE)
			continue;
		buffer_clear(&words);
		append_words(row, &words);
		if (words.len > 0)
			fprintf(out, "\t--%s) words='%s' ;;\n", row->name, words.data);
	}
	fputs("\tesac\n"
	      "\tif [[ -n $words && ( ${COMP_WORDS[COMP_CWORD]} == = ||\n"
	      "\t      ${COMP_WORDS[COMP_CWORD-1]} == = ) ]]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	      "\telif [[ $cur == -* ]]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W '",
	      out);
	print_bash_options(out);
	fputs("' -- \"$cur\"))\n"
	      "\t\t[[ ${COMPREPLY-} == *= ]] && compopt -o nospace\n"
	      "\telse\n"
	      "\t\tcompopt -o filenames\n"
	      "\t\tlocal IFS=$'\\n'\n"
	      "\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n"
	      "\tfi\n"
	      "}\n"
	      "complete -F _speechview speechview\n",
	      out);
	buffer_release(&words);
}

/* Text within single quotes of a shell; special: characters that a backslash makes plain (of zsh's
 * _arguments). */
static void print_quoted(FILE *out, const char *text, const char *special)
{
	for (; *text != '\0'; text++) {
		if (strchr(special, *text) != NULL)
			fputc('\\', out);
		if (*text == '\'')
			fputs("'\\''", out);
		else
			fputc(*text, out);
	}
}

/* The part of an option of zsh after its name: help, and an argument if it takes one. */
static void print_zsh_rest(FILE *out, const struct setting *row, const char *words, bool argument)
{
	fputc('[', out);
	print_quoted(out, row->help, "[]:");
	fputc(']', out);
	if (argument) {
		fprintf(out, "%s%s:", row->argument == ARGUMENT_OPTIONAL ? "::" : ":", row->name);
		if (takes_file(row))
			fputs("_files", out);
		else if (words[0] != '\0')
			fprintf(out, "(%s)", words);
		else
			fputc(' ', out);
	}
	fputc('\'', out);
}

/* A line for the letter and one for the name: of a switch only the name can take on or off. */
static void print_zsh_option(FILE *out, const struct setting *row, const char *words)
{
	bool required = row->argument == ARGUMENT_REQUIRED;
	bool takes = row->argument != ARGUMENT_NONE;
	bool letter_takes = required || (takes && row->kind == SETTING_CHOICE);
	char exclusive[64] = "";

	if (row->letter != '\0') {
		snprintf(exclusive, sizeof(exclusive), "(-%c --%s)", row->letter, row->name);
		fprintf(out, " \\\n\t'%s-%c%s", exclusive, row->letter,
			required       ? "+"
			: letter_takes ? "-"
				       : "");
		print_zsh_rest(out, row, words, letter_takes);
	}
	fprintf(out, " \\\n\t'%s--%s%s", exclusive, row->name, required ? "=" : takes ? "=-" : "");
	print_zsh_rest(out, row, words, takes);
}

static void print_zsh(FILE *out)
{
	const struct setting *row;
	struct buffer words;

	buffer_init(&words);
	fputs("#compdef speechview\n_arguments -s", out);
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		if (!is_option(row))
			continue;
		buffer_clear(&words);
		append_words(row, &words);
		print_zsh_option(out, row, words.data);
	}
	fputs(" \\\n\t'*:file:_files'\n", out);
	buffer_release(&words);
}

static void print_fish(FILE *out)
{
	const struct setting *row;
	struct buffer words;

	buffer_init(&words);
	fputs("# fish completion for speechview\n", out);
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		if (!is_option(row))
			continue;
		buffer_clear(&words);
		append_words(row, &words);
		fprintf(out, "complete -c speechview -l %s", row->name);
		if (row->letter != '\0')
			fprintf(out, " -s %c", row->letter);
		if (row->argument == ARGUMENT_REQUIRED)
			fputs(takes_file(row) ? " -r -F" : " -x", out);
		if (words.len > 0)
			fprintf(out, " -a '%s'", words.data);
		fputs(" -d '", out);
		for (const char *c = row->help; *c != '\0'; c++)
			fprintf(out, *c == '\'' || *c == '\\' ? "\\%c" : "%c", *c);
		fputs("'\n", out);
	}
	buffer_release(&words);
}

bool settings_print_completion(FILE *out, const char *shell)
{
	static const struct {
		const char *name;
		void (*print)(FILE *out);
	} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};

	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (strcmp(shell, shells[i].name) == 0) {
			shells[i].print(out);
			return true;
		}
	}
	return false;
}
