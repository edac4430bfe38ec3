/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "outline/family.h"
#include "search/pattern.h"
#include "view/describe.h"
#include "view/settings.h"
#include "view/settings_table.h"

#define WORDS_MAX 16

/* Reads a command line that is given as one string of words. */
static bool parse(struct settings *s, const char *line, struct cause *cause)
{
	char copy[256];
	char *argv[WORDS_MAX + 1] = {copy};
	char *rest;
	int argc = 0;

	snprintf(copy, sizeof(copy), "speechview %s", line);
	for (char *word = strtok_r(copy, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		assert_true(argc < WORDS_MAX);
		argv[argc++] = word;
	}
	return settings_parse(s, argc, argv, cause);
}

static void accept(struct settings *s, const char *line)
{
	struct cause cause = CAUSE_NONE;

	settings_init(s);
	if (!parse(s, line, &cause))
		fail_msg("%s: %s", line, cause_text(&cause));
}

static void refuse(const char *line, const char *said)
{
	struct cause cause = CAUSE_NONE;
	struct settings s;

	settings_init(&s);
	assert_false(parse(&s, line, &cause));
	if (strstr(cause_text(&cause), said) == NULL)
		fail_msg("%s: \"%s\" lacks \"%s\"", line, cause_text(&cause), said);
	cause_release(&cause);
	settings_release(&s);
}

static void defaults(void **state)
{
	struct settings s;

	(void)state;
	accept(&s, "");
	assert_int_equal(s.action, ACTION_VIEW);
	assert_int_equal(s.readings, READING_DIM);
	assert_int_equal(s.match, MATCH_DEFAULT);
	assert_int_equal(s.columns, 0);
	assert_true(s.mouse && s.sticky_headings);
	assert_false(s.points || settings_given(&s, offsetof(struct settings, points)) || s.secure || s.line_numbers || s.outline_pane);
	assert_int_equal(s.n_files, 0);
	assert_null(s.query);
	settings_release(&s);
}

static void options_of_every_shape(void **state)
{
	struct settings s;

	(void)state;
	accept(&s, "-FXNS a.txt --readings=above --columns 66 - --ambiguous-width=2 b.txt");
	assert_true(s.quit_if_one_screen && s.no_alternate_screen);
	assert_true(s.line_numbers && s.chop_long_lines);
	assert_int_equal(s.readings, READING_ABOVE);
	assert_int_equal(s.columns, 66);
	assert_int_equal(s.ambiguous_width, 2);
	assert_int_equal(s.n_files, 3);
	assert_string_equal(s.files[0], "a.txt");
	assert_string_equal(s.files[1], "-");
	assert_string_equal(s.files[2], "b.txt");
	settings_release(&s);

	accept(&s,
	       "-Np foo -bmark --no-state --secure --encoding=BIG5 --config=x --line-numbers=off");
	assert_false(s.line_numbers);
	assert_string_equal(s.start_pattern, "foo");
	assert_string_equal(s.start_bookmark, "mark");
	assert_true(s.no_state && s.secure);
	assert_string_equal(s.encoding, "BIG5");
	assert_string_equal(s.config, "x");
	settings_release(&s);
}

static void actions(void **state)
{
	static const struct {
		const char *line;
		enum action action;
		int format;
	} cases[] = {
		{"-o", ACTION_OUTLINE, FORMAT_TEXT},
		{"-o f", ACTION_OUTLINE, FORMAT_TEXT},
		{"-ojson", ACTION_OUTLINE, FORMAT_JSON},
		{"--outline=json", ACTION_OUTLINE, FORMAT_JSON},
		{"--outline --outline=json", ACTION_OUTLINE, FORMAT_JSON},
		{"--find=x --format=json --regex", ACTION_FIND, FORMAT_JSON},
		{"--find x", ACTION_FIND, FORMAT_TEXT},
		{"--section=3.2", ACTION_SECTION, FORMAT_TEXT},
		{"--bookmarks=json", ACTION_BOOKMARKS, FORMAT_JSON},
		{"--plain", ACTION_PLAIN, FORMAT_TEXT},
		{"-V", ACTION_VERSION, FORMAT_TEXT},
		{"--explain", ACTION_OUTLINE, FORMAT_TEXT},
		{"--outline=json --explain", ACTION_OUTLINE, FORMAT_JSON},
		{"--explain -ojson", ACTION_OUTLINE, FORMAT_JSON},
		{"--outline -h --wrong", ACTION_HELP, FORMAT_TEXT},
		{"-Vx", ACTION_VERSION, FORMAT_TEXT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct settings s;

		accept(&s, cases[i].line);
		assert_int_equal(s.action, cases[i].action);
		assert_int_equal(s.format, cases[i].format);
		settings_release(&s);
	}
}

static void names_may_be_cut_short(void **state)
{
	struct settings s;

	(void)state;
	accept(&s, "--outl=json");
	assert_int_equal(s.action, ACTION_OUTLINE);
	settings_release(&s);
	accept(&s, "--bookmark=x"); /* itself, although --bookmarks begins so */
	assert_string_equal(s.start_bookmark, "x");
	settings_release(&s);
	refuse("--book=x", "may be --bookmarks, --bookmark");
	refuse("--no", "may be --no-alternate-screen, --no-state");
}

static void operands_and_commands(void **state)
{
	struct settings s;

	(void)state;
	accept(&s, "+/word a -- -N +5 --");
	assert_string_equal(s.start_command, "/word");
	assert_int_equal(s.n_files, 4);
	assert_string_equal(s.files[1], "-N");
	assert_string_equal(s.files[2], "+5");
	assert_string_equal(s.files[3], "--");
	assert_false(s.line_numbers);
	settings_release(&s);
	accept(&s, "a +G");
	assert_string_equal(s.start_command, "G");
	settings_release(&s);
}

static void points_know_that_they_were_given(void **state)
{
	struct settings s;

	(void)state;
	accept(&s, "--points=off");
	assert_true(settings_given(&s, offsetof(struct settings, points)));
	assert_false(s.points);
	settings_release(&s);
	accept(&s, "--points on");
	assert_true(settings_given(&s, offsetof(struct settings, points)) && s.points);
	settings_release(&s);
}

static void lists_of_equivalences(void **state)
{
	struct settings s;

	(void)state;
	accept(&s, "--match=case,width");
	assert_int_equal(s.match, MATCH_CASE | MATCH_WIDTH);
	settings_release(&s);
	accept(&s, "--match=none");
	assert_int_equal(s.match, 0);
	settings_release(&s);
	accept(&s, "--match=default,kana");
	assert_int_equal(s.match, MATCH_DEFAULT | MATCH_KANA);
	settings_release(&s);
	refuse("--match=cases", "--match: accepts a list of case, width");
	refuse("--match=,", "not ','");
}

static void lists_of_rules(void **state)
{
	struct outline_options options;
	struct settings s;

	(void)state;
	accept(&s, "--explain");
	options = settings_outline_options(&s);
	assert_int_equal(options.notation, NOTATION_AUTO);
	assert_true(options.explain);
	settings_release(&s);
	accept(&s, "--rules=markdown,-zh-5,-user --rules -title,-roman-half");
	options = settings_outline_options(&s);
	assert_int_equal(options.notation, NOTATION_AUTO); /* the last list counts */
	assert_true(outline_options_leave_out(&options, FAMILY_TITLE));
	assert_true(outline_options_leave_out(&options, FAMILY_ROMAN_HALF));
	assert_false(outline_options_leave_out(&options, FAMILY_SIGN));
	settings_release(&s);
	accept(&s, "--rules=plain,-zh-5");
	options = settings_outline_options(&s);
	assert_int_equal(options.notation, NOTATION_PLAIN);
	assert_true(outline_options_leave_out(&options, FAMILY_SIGN));
	settings_release(&s);
	refuse("--rules=markdwn", "--rules: accepts a list of auto, plain, markdown, rst");
	refuse("--rules=markdwn", "-FAMILY, -user, not 'markdwn'");
	refuse("--rules=auto,-zh", "--rules: zh: no such family of headings; there are user");
	refuse("--rules=-zh", ", zh-5, ");
	refuse("--rules=-rule", "no such family");
	refuse("--rules=,", "accepts a list of auto");
	refuse("--rules", "--rules needs an argument: LIST");
}

static void wrong_lines_say_what_is_accepted(void **state)
{
	static const char *const cases[][2] = {
		{"--stats", "unrecognised option --stats; see speechview --help"},
		{"--explain --find=x", "--explain and --find exclude each other"},
		{"-Z", "unrecognised option -Z; see speechview --help"},
		{"-NZ", "unrecognised option -Z"},
		{"--outlien",
		 "unrecognised option --outlien; see speechview --help (did you mean --outline?)"},
		{"--mouse=on", "unrecognised option --mouse"},
		{"--=x", "unrecognised option --;"},
		{"--readings=blue", "--readings: accepts show, dim, hide, above, not 'blue'"},
		{"--columns=x", "--columns: accepts a number from 0 to 10000, not 'x'"},
		{"--columns=99999999999999999999", "accepts a number"},
		{"--columns=-1", "accepts a number"},
		{"--outline=yaml", "--outline: accepts text, json, markdown, tags, not 'yaml'"},
		{"-oyaml", "-o: accepts text, json"},
		{"--points=maybe", "--points: accepts on, off"},
		{"--plain=x", "--plain takes no argument"},
		{"--find", "--find needs an argument: QUERY"},
		{"-p", "-p needs an argument: PATTERN"},
		{"--find=", "--find: accepts QUERY, not ''"},
		{"--outline --find=x", "--outline and --find exclude each other"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		refuse(cases[i][0], cases[i][1]);
}

static void the_environment_can_secure(void **state)
{
	struct settings s;

	(void)state;
	setenv("LESSSECURE", "1", 1);
	accept(&s, "");
	assert_true(s.secure);
	settings_release(&s);
	setenv("LESSSECURE", "0", 1);
	accept(&s, "");
	assert_false(s.secure);
	settings_release(&s);
	unsetenv("LESSSECURE");
}

/* The configuration file */

struct configured {
	struct settings s;
	struct keymap *keymap;
	struct theme theme;
	struct buffer complaints;
	char path[64];
};

static void complain(void *data, const char *message)
{
	struct configured *c = data;

	buffer_printf(&c->complaints, "%s\n", message);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

/* Reads a configuration of this text, named by --config. */
static void configure(struct configured *c, const char *text)
{
	struct cause cause = CAUSE_NONE;
	char line[96];
	int fd;

	memcpy(c->path, "/tmp/settings-test-XXXXXX", sizeof("/tmp/settings-test-XXXXXX"));
	fd = mkstemp(c->path);
	assert_true(fd >= 0);
	close(fd);
	write_file(c->path, text);
	snprintf(line, sizeof(line), "--config=%s", c->path);
	accept(&c->s, line);
	c->keymap = keymap_new();
	theme_init(&c->theme, 256, true);
	buffer_init(&c->complaints);
	assert_true(settings_configure(&c->s, c->keymap, &c->theme, complain, c, &cause));
	assert_null(cause.text);
	assert_int_equal(unlink(c->path), 0);
}

static void unconfigure(struct configured *c)
{
	settings_release(&c->s);
	keymap_free(c->keymap);
	buffer_release(&c->complaints);
}

static void a_file_is_read(void **state)
{
	struct configured c;
	struct key n = {'n', 0};
	enum command_id id = COMMAND_COUNT;

	(void)state;
	configure(&c,
		  "# mine\n[view]\nreadings = hide\ncolumns = 70\nmouse = off\nline-numbers = yes\n"
		  "background = light\nmatch = case, width\npane-width = 30\noutline-pane = on\n"
		  "sticky-headings = no\nambiguous-width = 1\nchop-long-lines = on\n"
		  "[outline]\npoints = on\n"
		  "[keys]\nnext-heading = ], n\nline-numbers = \"#\"\n"
		  "[colors]\nheading = bold red on 17\n");
	assert_string_equal(c.complaints.data, "");
	assert_int_equal(c.s.readings, READING_HIDE);
	assert_int_equal(c.s.columns, 70);
	assert_false(c.s.mouse || c.s.sticky_headings);
	assert_true(c.s.line_numbers && c.s.outline_pane && c.s.chop_long_lines && c.s.points);
	assert_false(settings_given(&c.s, offsetof(struct settings, points)));
	assert_int_equal(c.s.background, 2);
	assert_int_equal(c.s.match, MATCH_CASE | MATCH_WIDTH);
	assert_int_equal(c.s.pane_width, 30);
	assert_int_equal(c.s.ambiguous_width, 1);
	assert_int_equal(keymap_find(c.keymap, CONTEXT_TEXT, &n, 1, &id), KEYMAP_COMMAND);
	assert_int_equal(id, CMD_next_heading);
	assert_int_equal(c.theme.styles[ROLE_HEADING].background, 17);
	unconfigure(&c);
}

static void the_command_line_overrides_it(void **state)
{
	struct configured c;
	struct cause cause = CAUSE_NONE;

	(void)state;
	configure(&c, "[view]\nreadings = hide\ncolumns = 70\nline-numbers = on\n");
	assert_true(parse(&c.s, "--readings=show --line-numbers=off f", &cause));
	assert_int_equal(c.s.readings, READING_SHOW);
	assert_int_equal(c.s.columns, 70);
	assert_false(c.s.line_numbers);
	assert_int_equal(c.s.n_files, 1);
	unconfigure(&c);
}

static void assert_complaint(const struct configured *c, size_t line, const char *what)
{
	char expected[256];

	snprintf(expected, sizeof(expected), "%s:%zu: %s", c->path, line, what);
	if (strstr(c->complaints.data, expected) == NULL)
		fail_msg("%s lacks %s", c->complaints.data, expected);
}

static void wrong_lines_are_named_and_the_rest_counts(void **state)
{
	struct configured c;

	(void)state;
	configure(&c, "[view]\ncolums = 7\nreadings = loud\npoints = on\ncolumns = 70\n"
		      "this is no line\n"
		      "[veiw]\nmouse = off\n"
		      "[keys]\nnext-headng = n\nquit = space\n"
		      "[colors]\nhit = octarine\nhti = red\n"
		      "[outline]\npoints = on\n");
	assert_complaint(&c, 2, "colums: no such key in [view]; did you mean columns?");
	assert_complaint(&c, 3, "readings: accepts show, dim, hide, above, not 'loud'");
	assert_complaint(&c, 4, "points: belongs in [outline], not in [view]");
	assert_complaint(&c, 6, "");
	assert_complaint(&c, 7, "[veiw]: no such section; did you mean [view]?");
	assert_complaint(&c, 10, "next-headng: no such command; did you mean next-heading?");
	assert_complaint(&c, 11, "quit: 'space' is no key");
	assert_complaint(&c, 13, "hit: accepts words of bold");
	assert_complaint(&c, 14, "hti: no such role; did you mean hit?");
	assert_int_equal(c.s.columns, 70);
	assert_true(c.s.points && c.s.mouse);
	unconfigure(&c);
}

static void rules_are_read(void **state)
{
	struct outline_options options;
	struct configured c;

	(void)state;
	configure(&c, "[outline]\nrules = rst, -user\n[heading.Scene]\npattern = '场景\\d+; #'\n"
		      "level = 2\n[heading.song]\npattern = ^歌\ndocument = *.txt\n");
	assert_string_equal(c.complaints.data, "");
	assert_int_equal(rules_count(c.s.rules), 2);
	assert_string_equal(rules_name(c.s.rules, 0), "Scene");
	assert_string_equal(rules_name(c.s.rules, 1), "song");
	options = settings_outline_options(&c.s);
	assert_int_equal(options.notation, NOTATION_RST);
	assert_null(options.rules);
	rules_choice_init(&c.s.choice);
	assert_ptr_equal(settings_outline_options(&c.s).rules, c.s.rules);
	assert_true(rules_choice_parse(&c.s.choice, "none", NULL));
	assert_null(settings_outline_options(&c.s).rules);
	unconfigure(&c);
}

static void wrong_rules_are_named_and_the_rest_counts(void **state)
{
	static const char *const said[] = {
		":2: pattern: missing closing parenthesis (at offset 2)\n",
		":5: level: accepts a number from 1 to 9, not '10'\n",
		":8: patern: no such key in [heading.c]; did you mean pattern?\n",
		":7: [heading.c]: a rule needs a pattern\n",
		":9: [heading.]: a rule needs a name: [heading.NAME]\n",
		":14: rules: nothing: no such family of headings; there are user",
	};
	struct configured c;

	(void)state;
	configure(&c, "[heading.a]\npattern = (x\n[heading.b]\npattern = x\nlevel = 10\n\n"
		      "[heading.c]\npatern = x\n[heading.]\npattern = x\n"
		      "[heading.d]\npattern = x\n[outline]\nrules = -nothing\n");
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (strstr(c.complaints.data, said[i]) == NULL)
			fail_msg("\"%s\" lacks \"%s\"", c.complaints.data, said[i]);
	assert_int_equal(rules_count(c.s.rules), 1);
	assert_string_equal(rules_name(c.s.rules, 0), "d");
	unconfigure(&c);
}

static void files_that_are_not_there(void **state)
{
	struct cause cause = CAUSE_NONE;
	struct settings s;

	(void)state;
	accept(&s, "--config=/nonexistent/speechview.conf");
	assert_false(settings_configure(&s, NULL, NULL, NULL, NULL, &cause));
	assert_non_null(strstr(cause_text(&cause), "/nonexistent/speechview.conf"));
	cause_release(&cause);
	settings_release(&s);
	accept(&s, "");
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	assert_true(settings_configure(&s, NULL, NULL, NULL, NULL, &cause));
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("HOME");
	assert_true(settings_configure(&s, NULL, NULL, NULL, NULL, &cause));
	settings_release(&s);
}

static void the_default_path_follows_xdg(void **state)
{
	char folder[] = "/tmp/settings-test-XXXXXX";
	char inner[64], path[96];
	struct settings s;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(inner, sizeof(inner), "%s/speechview", folder);
	snprintf(path, sizeof(path), "%s/speechview.conf", inner);
	assert_int_equal(mkdir(inner, 0700), 0);
	write_file(path, "[view]\ncolumns = 42\n");
	setenv("XDG_CONFIG_HOME", folder, 1);
	accept(&s, "");
	assert_true(settings_configure(&s, NULL, NULL, NULL, NULL, NULL));
	assert_int_equal(s.columns, 42);
	settings_release(&s);
	unsetenv("XDG_CONFIG_HOME");
	unlink(path);
	rmdir(inner);
	rmdir(folder);
}

/* Descriptions */

static char *printed(void (*print)(FILE *out))
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	print(out);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void help_fits_and_names_every_option(void **state)
{
	char *help = printed(settings_print_help);
	const struct setting *row;

	(void)state;
	for (const char *line = help; *line != '\0'; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") <= 80);
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		char option[64];

		snprintf(option, sizeof(option), "--%s", row->name);
		assert_int_equal(strstr(help, option) != NULL, row->group != SETTINGS_CONFIGURED);
	}
	free(help);
}

/* The sample, with its semicolons removed, says what is so without it. */
static void the_sample_is_the_default(void **state)
{
	char *sample = printed(settings_print_sample);
	char *colours = strstr(sample, "[colors]");
	struct configured c;
	struct settings fresh;
	struct keymap *map = keymap_new();
	const struct setting *row;

	(void)state;
	assert_non_null(colours);
	*colours = '\0';
	for (char *line = sample; *line != '\0'; line += strcspn(line, "\n") + 1) {
		assert_true(strcspn(line, "\n") <= 80);
		if (*line == ';')
			*line = ' ';
	}
	configure(&c, sample);
	assert_string_equal(c.complaints.data, "");
	settings_init(&fresh);
	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		struct buffer a, b;

		buffer_init(&a);
		buffer_init(&b);
		setting_value(row, &c.s, &a);
		setting_value(row, &fresh, &b);
		if (row->section != NULL)
			assert_string_equal(a.data, b.data);
		buffer_release(&a);
		buffer_release(&b);
	}
	for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
		struct buffer a, b;

		buffer_init(&a);
		buffer_init(&b);
		keymap_describe(c.keymap, id, &a);
		keymap_describe(map, id, &b);
		assert_string_equal(a.data, b.data);
		buffer_release(&a);
		buffer_release(&b);
	}
	settings_release(&fresh);
	keymap_free(map);
	unconfigure(&c);
	free(sample);
}

static void manuals_are_printed(void **state)
{
	char *options = printed(settings_print_manual);
	char *config = printed(settings_print_config_manual);
	char *keys = printed(keymap_print_manual);
	char *roles = printed(theme_print_manual);

	(void)state;
	assert_non_null(strstr(options, ".B \\-o, \\-\\-outline[=text|json|markdown|tags]\n"));
	assert_non_null(strstr(config, ".B sticky\\-headings\n"));
	assert_non_null(strstr(keys, "next\\-heading"));
	assert_non_null(strstr(roles, "hit\\-current"));
	free(options);
	free(config);
	free(keys);
	free(roles);
}

static void completions_are_printed(void **state)
{
	static const char *const shells[] = {"bash", "zsh", "fish"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char *text = NULL;
		size_t len;
		FILE *out = open_memstream(&text, &len);

		assert_true(settings_print_completion(out, shells[i]));
		assert_int_equal(fclose(out), 0);
		assert_non_null(strstr(text, "readings"));
		assert_non_null(strstr(text, "show dim hide above"));
		free(text);
	}
	assert_false(settings_print_completion(stdout, "csh"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(options_of_every_shape),
		cmocka_unit_test(actions),
		cmocka_unit_test(names_may_be_cut_short),
		cmocka_unit_test(operands_and_commands),
		cmocka_unit_test(points_know_that_they_were_given),
		cmocka_unit_test(lists_of_equivalences),
		cmocka_unit_test(lists_of_rules),
		cmocka_unit_test(wrong_lines_say_what_is_accepted),
		cmocka_unit_test(the_environment_can_secure),
		cmocka_unit_test(a_file_is_read),
		cmocka_unit_test(the_command_line_overrides_it),
		cmocka_unit_test(wrong_lines_are_named_and_the_rest_counts),
		cmocka_unit_test(rules_are_read),
		cmocka_unit_test(wrong_rules_are_named_and_the_rest_counts),
		cmocka_unit_test(files_that_are_not_there),
		cmocka_unit_test(the_default_path_follows_xdg),
		cmocka_unit_test(help_fits_and_names_every_option),
		cmocka_unit_test(the_sample_is_the_default),
		cmocka_unit_test(manuals_are_printed),
		cmocka_unit_test(completions_are_printed),
	};
	unsetenv("LESSSECURE");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
