/* SPDX-License-Identifier: MIT */
/*
 * Writes what follows from the program's tables to standard output:
 *
 *     generate manual TEMPLATE    the template, with "@NAME@" lines replaced by parts of the manual
 *     generate completion SHELL   a completion script for bash, zsh or fish
 *     generate sample             a configuration file with every key
 */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "view/describe.h"

static const struct part {
	const char *line;
	void (*print)(FILE *out);
} parts[] = {
	{"@OPTIONS@\n", settings_print_manual},
	{"@CONFIGURATION@\n", settings_print_config_manual},
	{"@COMMANDS@\n", keymap_print_manual},
	{"@ROLES@\n", theme_print_manual},
};

#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

static void print_line(const char *line)
{
	static const char version[] = "@VERSION@";
	const char *at = strstr(line, version);
	size_t i;

	for (i = 0; i < N_PARTS; i++) {
		if (strcmp(line, parts[i].line) == 0) {
			parts[i].print(stdout);
			return;
		}
	}
	if (at != NULL)
		printf("%.*s%s%s", (int)(at - line), line, PACKAGE_VERSION,
		       at + sizeof(version) - 1);
	else
		fputs(line, stdout);
}

static bool print_manual(const char *template_path)
{
	FILE *in = fopen(template_path, "r");
	char line[4096];

	if (in == NULL) {
		perror(template_path);
		return false;
	}
	while (fgets(line, sizeof(line), in) != NULL)
		print_line(line);
	fclose(in);
	return true;
}

int main(int argc, char **argv)
{
	bool done = false;

	if (argc == 3 && strcmp(argv[1], "manual") == 0) {
		done = print_manual(argv[2]);
	} else if (argc == 3 && strcmp(argv[1], "completion") == 0) {
		done = settings_print_completion(stdout, argv[2]);
	} else if (argc == 2 && strcmp(argv[1], "sample") == 0) {
		settings_print_sample(stdout);
		done = true;
	}
	if (!done)
		fputs("usage: generate manual TEMPLATE | completion SHELL | sample\n", stderr);
	return done && fflush(stdout) == 0 ? 0 : 1;
}
