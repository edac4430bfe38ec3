/* SPDX-License-Identifier: MIT */
/*
 * One line of an INI file, judged before iniparser sees it: what it is, or why it is left out.
 * Private to base/ini.
 */
#ifndef BASE_INI_LINE_H
#define BASE_INI_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* iniparser reads lines of 1,023 bytes, the newline included, and drops a file with a longer one;
 * the rest of that is left for what is put around name and value here. */
#define INI_LINE_MAX 1000

/* Section and key are looked up as one "section:key" of at most 1,024 bytes. */
#define INI_NAME_MAX 255

enum ini_line_kind { INI_LINE_NOTHING, INI_LINE_SECTION, INI_LINE_KEY, INI_LINE_BAD };

struct ini_line {
	enum ini_line_kind kind;
	const char *name; /* of the section or key, without blanks around it; inside the line */
	size_t name_len;
	const char *value; /* with its quotes, without a comment behind it; inside the line */
	size_t value_len;
	const char *why;    /* INI_LINE_BAD: a constant sentence */
	bool opens_section; /* INI_LINE_BAD: it began like the name of a section */
};

/* Judges a line, given without its newline. */
struct ini_line ini_line_read(const char *line, size_t len);

#endif
