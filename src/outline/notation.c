/* SPDX-License-Identifier: MIT */
#include "outline/notation.h"

#include <assert.h>
#include <string.h>

#define TEXT (NOTATION_POINTS | NOTATION_HEADED)

static const struct notation {
	const char *name;
	unsigned flags;
	const char *underlines; /* in order of level; "": by first use */
} notations[NOTATION_AUTO + 1] = {
	[NOTATION_PLAIN] = {"plain", NOTATION_NUMBERED | NOTATION_TITLED | NOTATION_POINTS, ""},
	[NOTATION_MARKDOWN] = {"markdown", TEXT, "=-"},
	[NOTATION_RST] = {"rst", TEXT, ""},
	[NOTATION_AOZORA] = {"aozora", NOTATION_TITLED | NOTATION_POINTS, ""},
	[NOTATION_MAN] = {"man", NOTATION_COLUMNS, ""},
	[NOTATION_RFC] = {"rfc", NOTATION_NUMBERED | NOTATION_TITLED | NOTATION_COLUMNS, ""},
	[NOTATION_ASCIIDOC] = {"asciidoc", TEXT, "=-~^+"},
	[NOTATION_ORG] = {"org", NOTATION_TITLED | NOTATION_POINTS, ""},
	[NOTATION_TEXTILE] = {"textile", TEXT, ""},
	[NOTATION_TXT2TAGS] = {"txt2tags", NOTATION_POINTS, ""},
	[NOTATION_MEDIAWIKI] = {"mediawiki", TEXT, ""},
	[NOTATION_LATEX] = {"latex", NOTATION_POINTS, ""},
	[NOTATION_POD] = {"pod", 0, ""},
	[NOTATION_TEXINFO] = {"texinfo", 0, ""},
	[NOTATION_ROFF] = {"roff", 0, ""},
	[NOTATION_INFO] = {"info", 0, "*=-."},
	[NOTATION_DIFF] = {"diff", 0, ""},
	[NOTATION_MBOX] = {"mbox", 0, ""},
	[NOTATION_VIM] = {"vim", 0, ""},
	[NOTATION_CHANGELOG] = {"changelog", 0, ""},
	[NOTATION_HELP] = {"help", 0, ""},
	[NOTATION_NONE] = {"none", 0, ""},
	[NOTATION_COUNT] = {"", 0, ""},
	[NOTATION_AUTO] = {"auto", 0, ""},
};

const char *notation_name(unsigned notation)
{
	assert(notation <= NOTATION_AUTO && notation != NOTATION_COUNT);
	return notations[notation].name;
}

unsigned notation_by_name(const char *name)
{
	unsigned k = 0;

	assert(name);
	if (strcmp(name, "auto") == 0)
		return NOTATION_AUTO;
	while (k < NOTATION_COUNT && strcmp(notations[k].name, name) != 0)
		k++;
	return k;
}

unsigned notation_flags(unsigned notation)
{
	assert(notation < NOTATION_COUNT);
	return notations[notation].flags;
}

const char *notation_underlines(unsigned notation)
{
	assert(notation < NOTATION_COUNT);
	return notations[notation].underlines;
}
