/* SPDX-License-Identifier: MIT */
#include "view/describe.h"

#include <string.h>

#include "base/buffer.h"
#include "view/keymap.h"
#include "view/settings.h"
#include "view/settings_table.h"
#include "view/theme.h"

#define HELP_WIDTH 80
#define HELP_COLUMN 30

/* "--outline[=text|json]", "--find=QUERY", "--plain" */
static void append_long(const struct setting *row, struct buffer *out)
{
	struct buffer usage;

	buffer_init(&usage);
	setting_usage(row, &usage);
	buffer_printf(out, "--%s", row->name);
	if (row->argument == ARGUMENT_OPTIONAL)
		buffer_printf(out, "[=%s]", usage.data);
	else if (row->argument == ARGUMENT_REQUIRED)
		buffer_printf(out, "=%s", usage.data);
	buffer_release(&usage);
}

/* Words up to the right edge; later rows begin at HELP_COLUMN.  column: where the cursor is. */
static void print_wrapped(FILE *out, const char *text, size_t column)
{
	bool first = true;

	while (*text != '\0') {
		size_t len = strcspn(text, " ");

		if (!first && column + 1 + len > HELP_WIDTH) {
			fprintf(out, "\n%*s", HELP_COLUMN, "");
			column = HELP_COLUMN;
		} else if (!first) {
			fputc(' ', out);
			column++;
		}
		fprintf(out, "%.*s", (int)len, text);
		column += len;
		text += len;
		text += strspn(text, " ");
		first = false;
	}
	fputc('\n', out);
}

static void print_help_row(FILE *out, const struct setting *row)
{
	struct buffer usage;

	buffer_init(&usage);
	if (row->letter != '\0')
		buffer_printf(&usage, "  -%c, ", row->letter);
	else
		buffer_append_string(&usage, "      ");
	append_long(row, &usage);
	if (usage.len + 2 > HELP_COLUMN)
		fprintf(out, "%s\n%*s", usage.data, HELP_COLUMN, "");
	else
		fprintf(out, "%-*s", HELP_COLUMN, usage.data);
	print_wrapped(out, row->help, HELP_COLUMN);
	buffer_release(&usage);
}

void settings_print_help(FILE *out)
{
	const struct setting *row;

	fputs("Usage: speechview [OPTION]... [FILE]...\n"
	      "Read long structured plain text by its outline.  FILE - is standard input,\n"
	      "which is also read where no FILE is given and it is no terminal.\n"
	      "  +N, +G, +/PATTERN           start at line N, at the end, at the first hit\n",
	      out);
	for (enum setting_group group = 0; group < SETTINGS_CONFIGURED; group++) {
		fprintf(out, "\n%s:\n", setting_group_name(group));
		for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
			if (row->group == group)
				print_help_row(out, row);
	}
	fputs("\nKeys are shown by h.  Exit status: 0; 1 if nothing was found; 2 for trouble.\n",
	      out);
}

/* Text for man(7): characters that roff would take for something else are escaped. */
static void print_roff(FILE *out, const char *text)
{
	static const struct {
		char c;
		const char *escape;
	} escapes[] = {
		{'\\', "\\e"},  {'-', "\\-"},   {'\'', "\\(aq"}, {'`', "\\(ga"},
		{'^', "\\(ha"}, {'~', "\\(ti"}, {'"', "\\(dq"},
	};
	bool first = true;

	for (; *text != '\0'; text++) {
		const char *escape = NULL;

		for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++)
			if (escapes[i].c == *text)
				escape = escapes[i].escape;
		if (first && *text == '.')
			fputs("\\&", out);
		if (escape != NULL)
			fputs(escape, out);
		else
			fputc(*text, out);
		first = false;
	}
}

static void print_option_manual(FILE *out, const struct setting *row)
{
	struct buffer usage;

	buffer_init(&usage);
	append_long(row, &usage);
	fputs(".TP\n.B ", out);
	if (row->letter != '\0')
		fprintf(out, "\\-%c, ", row->letter);
	print_roff(out, usage.data);
	fputc('\n', out);
	print_roff(out, row->help);
	fputs(".\n", out);
	buffer_release(&usage);
}

void settings_print_manual(FILE *out)
{
	const struct setting *row;

	for (enum setting_group group = 0; group < SETTINGS_CONFIGURED; group++) {
		fprintf(out, ".SS %s\n", setting_group_name(group));
		for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
			if (row->group == group)
				print_option_manual(out, row);
	}
}

static const char *const sections[] = {"view", "outline"};

#define N_SECTIONS (sizeof(sections) / sizeof(sections[0]))

static bool is_in(const struct setting *row, const char *section)
{
	return row->section != NULL && strcmp(row->section, section) == 0;
}

static void print_key_manual(FILE *out, const struct setting *row, const struct settings *defaults)
{
	struct buffer text;

	buffer_init(&text);
	fputs(".TP\n.B ", out);
	print_roff(out, row->name);
	fputc('\n', out);
	print_roff(out, row->help);
	buffer_append_string(&text, "Accepts ");
	setting_accepts(row, &text);
	buffer_append_string(&text, "; the default is ");
	setting_value(row, defaults, &text);
	fputs(".\n", out);
	print_roff(out, text.data);
	fputs(".\n", out);
	buffer_release(&text);
}

void settings_print_config_manual(FILE *out)
{
	struct settings defaults;
	const struct setting *row;

	settings_init(&defaults);
	for (size_t s = 0; s < N_SECTIONS; s++) {
		fprintf(out, ".SS [%s]\n", sections[s]);
		for (size_t i = 0; (row = setting_row(i)) != NULL; i++)
			if (is_in(row, sections[s]))
				print_key_manual(out, row, &defaults);
	}
	settings_release(&defaults);
}

void keymap_print_manual(FILE *out)
{
	struct keymap *map = keymap_new();
	struct buffer keys;

	buffer_init(&keys);
	for (enum command_group group = 0; group < GROUP_COUNT; group++) {
		fprintf(out, ".SS %s\n", command_group_name(group));
		for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
			const struct command *row = command_row(id);

			if (row->group != group)
				continue;
			buffer_clear(&keys);
			keymap_describe(map, id, &keys);
			fputs(".TP\n.B ", out);
			print_roff(out, keys.data);
			fputc('\n', out);
			print_roff(out, row->help);
			fputs("\n.RB ( ", out);
			print_roff(out, row->name);
			fputs(" )\n", out);
		}
	}
	buffer_release(&keys);
	keymap_free(map);
}

void theme_print_manual(FILE *out)
{
	fputs(".PP\n", out);
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		fputs(role + 1 < ROLE_COUNT ? ".BR " : ".B ", out);
		print_roff(out, role_name(role));
		fputs(role + 1 < ROLE_COUNT ? " ,\n" : "\n", out);
	}
}

/* Help as comments of at most 80 columns. */
static void print_comment(FILE *out, const char *text)
{
	size_t column = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, " ");

		if (column == 0 || column + 1 + len > HELP_WIDTH) {
			fputs(column == 0 ? "#" : "\n#", out);
			column = 1;
		}
		fprintf(out, " %.*s", (int)len, text);
		column += 1 + len;
		text += len;
		text += strspn(text, " ");
	}
	fputc('\n', out);
}

static void print_sample_settings(FILE *out, const char *section)
{
	struct settings defaults;
	const struct setting *row;
	struct buffer text;

	buffer_init(&text);
	settings_init(&defaults);
	fprintf(out, "\n[%s]\n", section);
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		if (!is_in(row, section))
			continue;
		buffer_clear(&text);
		buffer_printf(&text, "%s (", row->help);
		setting_accepts(row, &text);
		buffer_append_byte(&text, ')');
		print_comment(out, text.data);
		buffer_clear(&text);
		setting_value(row, &defaults, &text);
		fprintf(out, ";%s = %s\n", row->name, text.data);
	}
	settings_release(&defaults);
	buffer_release(&text);
}

static void print_sample_keys(FILE *out)
{
	struct keymap *map = keymap_new();
	struct buffer keys;

	buffer_init(&keys);
	fputs("\n[keys]\n"
	      "# A command and its keys, separated by blanks or commas, in place of its own.\n"
	      "# ^F is Control, M-x Alt; Space, Comma, Enter, Tab, Esc, Up, PgDn, F1 ... are\n"
	      "# names; in a sequence such keys stand in brackets: z<Left>. none is no key.\n",
	      out);
	for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
		buffer_clear(&keys);
		keymap_describe(map, id, &keys);
		print_comment(out, command_row(id)->help);
		fprintf(out, ";%s = \"%s\"\n", command_row(id)->name, keys.data);
	}
	buffer_release(&keys);
	keymap_free(map);
}

static void print_sample_rules(FILE *out)
{
	fputs("\n# A rule for headings; its name is the family of what it finds. The pattern\n"
	      "# (PCRE2) begins at the start of a line; the groups label, title and number are\n"
	      "# optional. level (1 to 9): where it stands in the outline; as the text nests it\n"
	      "# unless told. document: only files whose path this pattern of a shell matches.\n"
	      ";[heading.scene]\n"
	      ";pattern = \"(?<label>Scene (?<number>\\d+))\\. (?<title>.*)\"\n"
	      ";level = 2\n"
	      ";document = *.play\n",
	      out);
}

static void print_sample_filters(FILE *out)
{
	const struct filter *rows;
	size_t n, i, k;

	fputs("\n[filters]\n"
	      "# The end of a file's name, and the command that turns such files into text; no\n"
	      "# shell runs it. The file is its standard input, and %s its name. Empty: these\n"
	      "# files are read as they are. LESSOPEN is asked for what has no row here.\n",
	      out);
	rows = filter_rows(&n);
	for (i = 0; i < n; i++) {
		if (i > 0 && strcmp(rows[i].suffix, rows[i - 1].suffix) == 0)
			continue;
		fprintf(out, ";*%s =", rows[i].suffix);
		for (k = 0; rows[i].command[k] != NULL; k++)
			fprintf(out, " %s", rows[i].command[k]);
		fputc('\n', out);
	}
}

void settings_print_sample(FILE *out)
{
	fputs("# speechview.conf: a line counts once its semicolon is removed.\n"
	      "# It is read from $XDG_CONFIG_HOME/speechview/ or ~/.config/speechview/.\n",
	      out);
	for (size_t s = 0; s < N_SECTIONS; s++)
		print_sample_settings(out, sections[s]);
	print_sample_rules(out);
	print_sample_filters(out);
	print_sample_keys(out);
	fputs("\n[colors]\n"
	      "# Words of bold, dim, italic, underline, reverse, strike, none, a colour, on\n"
	      "# and a colour: black, red, green, yellow, blue, magenta, cyan, white,\n"
	      "# bright-red ..., default, or 0 to 255. Each of these roles is built in, by the\n"
	      "# colours that the terminal has.\n",
	      out);
	for (enum role role = 0; role < ROLE_COUNT; role++)
		fprintf(out, ";%s =\n", role_name(role));
}
