/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "print/print.h"

/* A name as it is compared: width and case folded, without blanks and closing marks; bare: without
 * brackets too. */
static char *fold_name(const char *name, bool bare)
{
	size_t len, i = 0;
	char *folded = (char *)u8_casefold((const uint8_t *)name, strlen(name), NULL, UNINORM_NFKC,
					   NULL, &len);
	struct buffer out;

	buffer_init(&out);
	while (folded != NULL && i < len) {
		uint32_t c;
		size_t n = utf8_decode(folded + i, len - i, &c);

		if (c > 0x20 && c != 0x3000 &&
		    !(bare && c < 0x80 && strchr("()[]", (int)c) != NULL))
			buffer_append(&out, folded + i, n);
		i += n;
	}
	free(folded);
	while (out.len > 0 && strchr(".,:;", out.data[out.len - 1]) != NULL)
		buffer_truncate(&out, out.len - 1);
	while (out.len >= 3 && (strcmp(out.data + out.len - 3, "、") == 0 ||
				strcmp(out.data + out.len - 3, "。") == 0))
		buffer_truncate(&out, out.len - 3);
	return buffer_steal(&out);
}

/* The heading at a position: #2.1 is the first inside the second of the whole text. */
static uint32_t find_position(const struct outline *o, const char *path)
{
	uint32_t i = OUTLINE_NONE;

	while (*path != '\0') {
		char *end;
		unsigned long n = strtoul(path, &end, 10);
		uint32_t child;

		if (end == path || n == 0 || (*end != '\0' && *end != '.'))
			return OUTLINE_NONE;
		if (i == OUTLINE_NONE) {
			child = outline_next(o, OUTLINE_NONE, false);
			while (child != OUTLINE_NONE && o->items[child].depth == 0)
				child = outline_next(o, child, false);
		} else {
			child = outline_child(o, i);
		}
		while (--n > 0 && child != OUTLINE_NONE)
			child = outline_next_sibling(o, child);
		if (child == OUTLINE_NONE)
			return OUTLINE_NONE;
		i = child;
		path = *end == '.' ? end + 1 : end;
	}
	return i;
}

typedef void name_function(struct document *d, uint32_t heading, struct buffer *out);

/* How a name is compared: whole or its beginning, with or without brackets. */
struct comparison {
	bool begins;
	bool bare;
};

/* The first heading whose name is the one wanted. */
static uint32_t find_name(struct document *d, name_function *name, const char *which,
			  struct comparison how)
{
	char *wanted = fold_name(which, how.bare);
	struct buffer text;
	uint32_t i, found = OUTLINE_NONE;

	buffer_init(&text);
	for (i = 0; i < d->outline->n && found == OUTLINE_NONE && *wanted != '\0'; i++) {
		char *folded;

		buffer_clear(&text);
		name(d, i, &text);
		folded = fold_name(text.data, how.bare);
		if (how.begins ? strncmp(folded, wanted, strlen(wanted)) == 0
			       : strcmp(folded, wanted) == 0)
			found = i;
		free(folded);
	}
	buffer_release(&text);
	free(wanted);
	return found;
}

static uint32_t find_section(struct document *d, const char *which)
{
	/* From the strictest to the most forgiving: 二 is 二、 rather than （二）. */
	static const struct {
		name_function *name;
		struct comparison how;
	} ways[] = {
		{document_label, {false, false}},  {document_label, {false, true}},
		{document_caption, {false, true}}, {document_title, {false, true}},
		{document_caption, {true, true}},  {document_title, {true, true}},
	};
	uint32_t i = OUTLINE_NONE;
	size_t k;

	if (which[0] == '#' && which[1] >= '0' && which[1] <= '9')
		return find_position(d->outline, which + 1);
	for (k = 0; k < sizeof(ways) / sizeof(ways[0]) && i == OUTLINE_NONE; k++)
		i = find_name(d, ways[k].name, which, ways[k].how);
	return i;
}

int print_section(struct document *d, const struct printing *how, struct cause *cause)
{
	uint32_t i = find_section(d, how->settings->section);
	struct range range;

	if (i == OUTLINE_NONE) {
		cause_set(cause, "%s: no section is called \"%s\"; --outline lists them", d->path,
			  how->settings->section);
		return 1;
	}
	range.begin = outline_begin(d->outline, i);
	range.end = outline_end(d->outline, i);
	print_range(d, range, how->out);
	return 0;
}
