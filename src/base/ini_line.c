/* SPDX-License-Identifier: MIT */
#include "base/ini_line.h"

#include <string.h>

/* A stretch of a line. */
struct part {
	const char *s;
	size_t n;
};

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct part trimmed(struct part p)
{
	while (p.n > 0 && is_blank(p.s[0])) {
		p.s++;
		p.n--;
	}
	while (p.n > 0 && is_blank(p.s[p.n - 1]))
		p.n--;
	return p;
}

static struct part after(struct part p, const char *from)
{
	return (struct part){from, p.n - (size_t)(from - p.s)};
}

static bool is_comment(struct part p)
{
	return p.n == 0 || p.s[0] == ';' || p.s[0] == '#';
}

static struct ini_line bad(const char *why)
{
	return (struct ini_line){.kind = INI_LINE_BAD, .why = why};
}

static struct ini_line bad_section(const char *why)
{
	return (struct ini_line){.kind = INI_LINE_BAD, .why = why, .opens_section = true};
}

static struct ini_line read_section(struct part p)
{
	const char *end = memchr(p.s, ']', p.n);
	struct part name;

	if (end == NULL)
		return bad_section("the name of a section has no ] behind it");
	if (!is_comment(trimmed(after(p, end + 1))))
		return bad_section("something stands behind the ] of a section");
	name = trimmed((struct part){p.s + 1, (size_t)(end - p.s) - 1});
	if (name.n == 0)
		return bad_section("a section has no name");
	if (name.n > INI_NAME_MAX)
		return bad_section("the name of a section is longer than 255 bytes");
	if (memchr(name.s, ':', name.n) != NULL)
		return bad_section("the name of a section holds a colon");
	return (struct ini_line){.kind = INI_LINE_SECTION, .name = name.s, .name_len = name.n};
}

/* Fills in the value; value begins with a quotation mark and is more than that mark alone. */
static struct ini_line read_quoted(struct ini_line key, struct part value)
{
	const char *close = memchr(value.s + 1, value.s[0], value.n - 1);

	if (close == NULL)
		return bad("the value has no closing quotation mark");
	if (!is_comment(trimmed(after(value, close + 1))))
		return bad("something stands behind the closing quotation mark");
	key.value = value.s;
	key.value_len = (size_t)(close + 1 - value.s);
	return key;
}

static struct ini_line read_plain(struct ini_line key, struct part value)
{
	size_t n = 0;

	while (n < value.n && value.s[n] != ';' && value.s[n] != '#')
		n++;
	value = trimmed((struct part){value.s, n});
	/* iniparser would take the next line for a part of this one. */
	if (value.n > 0 && value.s[value.n - 1] == '\\')
		return bad("the value ends in \\; put it in quotation marks");
	key.value = value.s;
	key.value_len = value.n;
	return key;
}

static struct ini_line read_key(struct part p)
{
	const char *equals = memchr(p.s, '=', p.n);
	struct ini_line key = {.kind = INI_LINE_KEY};
	struct part name, value;

	if (equals == NULL)
		return bad("the line has no =");
	name = trimmed((struct part){p.s, (size_t)(equals - p.s)});
	if (name.n == 0)
		return bad("no key stands before the =");
	if (name.n > INI_NAME_MAX)
		return bad("the key is longer than 255 bytes");
	key.name = name.s;
	key.name_len = name.n;
	value = trimmed(after(p, equals + 1));
	if (value.n > 1 && (value.s[0] == '"' || value.s[0] == '\''))
		return read_quoted(key, value);
	return read_plain(key, value);
}

struct ini_line ini_line_read(const char *line, size_t len)
{
	struct part p = trimmed((struct part){line, len});
	struct ini_line read;

	if (is_comment(p))
		return (struct ini_line){.kind = INI_LINE_NOTHING};
	if (memchr(p.s, '\0', p.n) != NULL)
		read = bad("the line holds a NUL byte");
	else if (p.n > INI_LINE_MAX)
		read = bad("the line is longer than 1,000 bytes");
	else if (p.s[0] == '[')
		read = read_section(p);
	else
		read = read_key(p);
	if (read.kind == INI_LINE_BAD)
		read.opens_section = p.s[0] == '[';
	return read;
}
