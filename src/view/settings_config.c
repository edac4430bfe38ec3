/* SPDX-License-Identifier: MIT */
/* The configuration file: [view] and [outline] by the table of settings, [heading.NAME], [filters], [keys]
 * and [colors]. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/ini.h"
#include "text/filter.h"
#include "view/nearest.h"
#include "view/settings.h"
#include "view/settings_rules.h"
#include "view/settings_table.h"

/* The file being read and where it goes. */
struct configuration {
	const char *path;
	struct ini *ini;
	struct settings *s;
	struct keymap *keymap;
	struct theme *theme;
	settings_complain *complain;
	void *data;
};

static void complain_at(const struct configuration *c, size_t line, const char *what)
{
	struct buffer message;

	if (c->complain == NULL)
		return;
	buffer_init(&message);
	if (line > 0)
		buffer_printf(&message, "%s:%zu: %s", c->path, line, what);
	else
		buffer_printf(&message, "%s: %s", c->path, what);
	c->complain(c->data, message.data);
	buffer_release(&message);
}

static void refuse_key(const struct configuration *c, const char *section, const char *key,
		       struct cause *cause)
{
	struct nearest nearest = nearest_to(key);
	const struct setting *row, *elsewhere = NULL;

	for (size_t i = 0; (row = setting_row(i)) != NULL; i++) {
		if (row->section == NULL)
			continue;
		if (strcmp(row->section, section) == 0)
			nearest_offer(&nearest, row->name);
		else if (strcmp(row->name, key) == 0)
			elsewhere = row;
	}
	if (elsewhere != NULL)
		cause_set(cause, "%s: belongs in [%s], not in [%s]", key, elsewhere->section,
			  section);
	else if (nearest.name != NULL)
		cause_set(cause, "%s: no such key in [%s]; did you mean %s?", key, section,
			  nearest.name);
	else
		cause_set(cause, "%s: no such key in [%s]", key, section);
	complain_at(c, ini_line(c->ini, section, key), cause_text(cause));
}

/* [view] and [outline] */
static void read_setting(const struct configuration *c, const char *section, const char *key,
			 const char *value)
{
	struct cause why = CAUSE_NONE, cause = CAUSE_NONE;
	const struct setting *row = setting_named(section, key);

	if (row == NULL) {
		refuse_key(c, section, key, &cause);
	} else if (!setting_assign(row, c->s, value, &why)) {
		cause_set(&cause, "%s: %s", key, cause_text(&why));
		complain_at(c, ini_line(c->ini, section, key), cause_text(&cause));
	}
	cause_release(&why);
	cause_release(&cause);
}

static void read_key_binding(const struct configuration *c, const char *section, const char *key,
			     const char *value)
{
	struct cause cause = CAUSE_NONE;

	if (c->keymap != NULL && !keymap_set(c->keymap, key, value, &cause))
		complain_at(c, ini_line(c->ini, section, key), cause_text(&cause));
	cause_release(&cause);
}

static void read_colour(const struct configuration *c, const char *section, const char *key,
			const char *value)
{
	struct cause cause = CAUSE_NONE;

	if (c->theme != NULL && !theme_set(c->theme, key, value, &cause))
		complain_at(c, ini_line(c->ini, section, key), cause_text(&cause));
	cause_release(&cause);
}

/* [heading.NAME]: its keys are read together. */
static void read_heading(const struct configuration *c, const char *section)
{
	static const char *const keys[] = {"pattern", "level", "document"};
	struct cause cause = CAUSE_NONE;
	size_t line;

	for (size_t i = 0; i < ini_keys(c->ini, section); i++) {
		const char *key = ini_key(c->ini, section, i);
		struct nearest nearest = nearest_to(key);
		bool known = false;

		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
			known = known || strcmp(keys[k], key) == 0;
			nearest_offer(&nearest, keys[k]);
		}
		if (known)
			continue;
		if (nearest.name != NULL)
			cause_set(&cause, "%s: no such key in [%s]; did you mean %s?", key, section,
				  nearest.name);
		else
			cause_set(&cause,
				  "%s: no such key in [%s]; there are pattern, level, document",
				  key, section);
		complain_at(c, ini_line(c->ini, section, key), cause_text(&cause));
	}
	cause_release(&cause);
	if (c->s->rules == NULL)
		c->s->rules = rules_new();
	line = ini_line(c->ini, section, NULL);
	if (!settings_add_rule(c->s->rules, c->ini, section, &line, &cause))
		complain_at(c, line, cause_text(&cause));
	cause_release(&cause);
}

static void read_filter(const struct configuration *c, const char *section, const char *key,
			const char *value)
{
	struct cause why = CAUSE_NONE, cause = CAUSE_NONE;

	if (!filters_add(c->s->filters, key, value, &why)) {
		cause_set(&cause, "%s: %s", key, cause_text(&why));
		complain_at(c, ini_line(c->ini, section, key), cause_text(&cause));
	}
	cause_release(&why);
	cause_release(&cause);
}

static const struct section_row {
	const char *name;
	void (*read)(const struct configuration *c, const char *section, const char *key,
		     const char *value);
} sections[] = {
	{"view", read_setting},
	{"outline", read_setting},
	{"filters", read_filter},
	{"keys", read_key_binding},
	{"colors", read_colour},
};

#define N_SECTIONS (sizeof(sections) / sizeof(sections[0]))

static void read_section(const struct configuration *c, const char *name)
{
	struct nearest nearest = nearest_to(name);
	size_t line = ini_line(c->ini, name, NULL);
	struct buffer message;

	for (size_t i = 0; i < N_SECTIONS; i++) {
		nearest_offer(&nearest, sections[i].name);
		if (strcmp(sections[i].name, name) != 0)
			continue;
		for (size_t j = 0; j < ini_keys(c->ini, name); j++) {
			const char *key = ini_key(c->ini, name, j);
			const char *value = ini_value(c->ini, name, key);

			sections[i].read(c, name, key, value != NULL ? value : "");
		}
		return;
	}
	if (strncmp(name, HEADING_SECTION, strlen(HEADING_SECTION)) == 0) {
		read_heading(c, name);
		return;
	}
	buffer_init(&message);
	if (name[0] == '\0')
		buffer_append_string(&message, "a key before the first section; ");
	else
		buffer_printf(&message, "[%s]: no such section; ", name);
	if (nearest.name != NULL)
		buffer_printf(&message, "did you mean [%s]?", nearest.name);
	else
		buffer_append_string(&message, "there are [view], [outline], [heading.NAME], "
						"[filters], [keys], [colors]");
	complain_at(c, line, message.data);
	buffer_release(&message);
}

/* Appends the path of the file that is read where none is named; false where there is no HOME. */
static bool default_path(struct buffer *path)
{
	const char *base = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	/* The XDG specification: a relative path is to be ignored. */
	if (base != NULL && base[0] == '/')
		buffer_append_string(path, base);
	else if (home != NULL && home[0] == '/')
		buffer_printf(path, "%s/.config", home);
	else
		return false;
	buffer_append_string(path, "/speechview/speechview.conf");
	return true;
}

static void read_all(const struct configuration *c)
{
	const struct ini_fault *faults;
	size_t n = ini_faults(c->ini, &faults);

	for (size_t i = 0; i < n; i++)
		complain_at(c, faults[i].line, faults[i].why);
	for (size_t i = 0; i < ini_sections(c->ini); i++)
		read_section(c, ini_section(c->ini, i));
}

bool settings_configure(struct settings *s, struct keymap *keymap, struct theme *theme,
			settings_complain *complain, void *data, struct cause *cause)
{
	struct configuration c = {
		.s = s, .keymap = keymap, .theme = theme, .complain = complain, .data = data};
	struct cause why = CAUSE_NONE;
	struct buffer path;
	bool good = true;

	buffer_init(&path);
	if (s->config != NULL)
		buffer_append_string(&path, s->config);
	else if (!default_path(&path))
		goto out;
	c.path = path.data;
	c.ini = ini_load(path.data, &why);
	if (c.ini != NULL) {
		read_all(&c);
		ini_free(c.ini);
	} else if (s->config != NULL) {
		good = cause_set(cause, "%s", cause_text(&why));
	} else if (errno != ENOENT && errno != ENOTDIR && complain != NULL) {
		complain(data, cause_text(&why));
	}
out:
	cause_release(&why);
	buffer_release(&path);
	return good;
}
