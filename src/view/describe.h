/* SPDX-License-Identifier: MIT */
/*
 * Descriptions made from the tables of settings, commands and roles, so that none of them can say
 * something else than the program does: parts of the manual, completions for shells, a sample
 * configuration.  (--help is settings_print_help().)
 */
#ifndef VIEW_DESCRIBE_H
#define VIEW_DESCRIBE_H

#include <stdbool.h>
#include <stdio.h>

/* The options as man(7) source: a .SS each group, a .TP each option. */
void settings_print_manual(FILE *out);

/* The keys of [view] and [outline] as man(7) source: a .SS each section, a .TP each key, with what
 * is accepted and the default. */
void settings_print_config_manual(FILE *out);

/* The commands with their default keys as man(7) source: a .SS each group, a .TP each command. */
void keymap_print_manual(FILE *out);

/* The roles of [colors] as one man(7) paragraph of names. */
void theme_print_manual(FILE *out);

/* A completion script for "bash", "zsh" or "fish"; false for any other shell. */
bool settings_print_completion(FILE *out, const char *shell);

/* A configuration file with every key, each commented out and at its default. */
void settings_print_sample(FILE *out);

#endif
