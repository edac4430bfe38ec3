/* SPDX-License-Identifier: MIT */
/* From the census of a text to its notation. */
#include "outline/notation_census.h"

struct evidence {
	const struct census *c;
	const struct markup_blocks *blocks;
	const struct markup_files *files;
};

static bool most(uint64_t part, uint64_t whole, unsigned percent)
{
	return part * 100 >= whole * percent;
}

static bool is_log(const struct evidence *e)
{
	const struct census *c = e->c;

	return c->stamped >= 3 && (most(c->stamped, c->lines, 70) ||
				   (c->stamped >= 10 && most(c->stamped, c->lines, 40)));
}

/* A patch, or mail with patches; a document that quotes one has more other lines. */
static bool is_diff(const struct evidence *e)
{
	const struct markup_files *f = e->files;

	return f->files > 0 && f->hunks > 0 && f->broken * 4 <= f->hunks &&
	       (f->from_start || most(f->body, e->c->lines, 50)) && f->messages <= f->patches;
}

static bool is_mbox(const struct evidence *e)
{
	const struct markup_files *f = e->files;

	/* the header of the last may not have come */
	return f->from_start && f->messages > 0 && f->headers >= f->messages;
}

/* git log without patches */
static bool is_git_log(const struct evidence *e)
{
	return e->files->from_start && e->files->patches >= 2 && e->files->messages == 0;
}

/* Entries by version, each with its signature; or by date, with what was done. */
static bool is_changelog(const struct evidence *e)
{
	const struct census *c = e->c;

	return (c->marks[NOTATION_CHANGELOG] > 0 && c->signs[NOTATION_CHANGELOG] > 0) ||
	       (c->dated > 0 && c->changes > 0 && c->changes * 2 >= c->dated);
}

static bool is_vim(const struct evidence *e)
{
	return e->c->marks[NOTATION_VIM] > 0;
}

/* Many of its lines say what an option or a command is for; or few begin at the edge. */
static bool is_help(const struct evidence *e)
{
	const struct census *c = e->c;
	uint64_t entries = c->signs[NOTATION_HELP];

	return c->marks[NOTATION_HELP] > 0 && entries >= 4 &&
	       (most(entries, c->lines, 30) ||
		(most(entries, c->lines, 8) && c->left_edge * 6 < c->lines));
}

static bool is_info(const struct evidence *e)
{
	return e->c->signs[NOTATION_INFO] > 0 && e->c->marks[NOTATION_INFO] > 0;
}

static bool is_man(const struct evidence *e)
{
	const struct census *c = e->c;

	return c->signs[NOTATION_MAN] > 0 && c->marks[NOTATION_MAN] >= 2 &&
	       c->indented * 2 >= c->left_edge;
}

static bool is_roff(const struct evidence *e)
{
	const struct census *c = e->c;

	return c->marks[NOTATION_ROFF] >= 2 &&
	       (c->signs[NOTATION_ROFF] + c->marks[NOTATION_ROFF]) >= 3;
}

static bool is_latex(const struct evidence *e)
{
	const struct census *c = e->c;

	return c->marks[NOTATION_LATEX] > 0 &&
	       c->marks[NOTATION_LATEX] + c->signs[NOTATION_LATEX] >= 3;
}

static bool is_texinfo(const struct evidence *e)
{
	return e->c->marks[NOTATION_TEXINFO] > 0 && e->c->signs[NOTATION_TEXINFO] >= 2;
}

static bool is_rfc(const struct evidence *e)
{
	/* a draft may have numbers before all of its sections; it has many pages */
	return e->c->signs[NOTATION_RFC] >= 4 ||
	       (e->c->signs[NOTATION_RFC] > 0 && e->c->marks[NOTATION_RFC] >= 2);
}

static bool is_aozora(const struct evidence *e)
{
	const struct census *c = e->c;

	return c->marks[NOTATION_AOZORA] >= 2 ||
	       (c->marks[NOTATION_AOZORA] == 1 && c->signs[NOTATION_AOZORA] > 0);
}

/* Programs, settings, data. */
static bool is_source(const struct evidence *e)
{
	const struct census *c = e->c;

	if (c->script)
		return true;
	/* what explains a program may show more of it than it says */
	if (c->braces >= 3 && !most(c->prose, c->left_edge, 40) &&
	    most(c->braces + c->semicolons + c->keywords, c->lines, 30))
		return true;
	if (c->keywords >= 4 && most(c->keywords, c->lines, 4) && c->hash_open * 4 < c->keywords)
		return true;
	if (c->markup >= 5 && most(c->markup, c->lines, 60))
		return true;
	return c->pairs >= 4 && most(c->pairs, c->lines - c->hash_comment, 35);
}

/* A program may have its documentation in it, and is one all the same. */
static bool is_pod(const struct evidence *e)
{
	const struct census *c = e->c;

	return c->marks[NOTATION_POD] > 0 && c->marks[NOTATION_POD] + c->signs[NOTATION_POD] >= 3 &&
	       !is_source(e);
}

static bool is_org(const struct evidence *e)
{
	const struct census *c = e->c;
	uint64_t marks = c->marks[NOTATION_ORG];

	if (marks == 0)
		return false;
	if (c->signs[NOTATION_ORG] > 0)
		return true;
	/* * T alone, again and again, over text that begins at the edge: no list has that */
	if (marks >= 4 && c->stars_deep == 0 && c->stars_entries == 0 &&
	    most(c->stars_alone, marks, 90) && most(c->stars_texts, marks, 50) &&
	    c->marks[NOTATION_MARKDOWN] == 0)
		return true;
	/* a list of news whose entries have stars */
	if (c->stars_entries * 3 > marks || c->stars_deep * 5 < marks)
		return false;
	/* * and ** and no step left out: not the items of a list */
	return marks >= 4 && (c->levels[NOTATION_ORG] & 6) == 6 && c->jumps[NOTATION_ORG] == 0 &&
	       c->lines >= 2 * marks;
}

/* Lines that AsciiDoc alone has. */
static uint64_t asciidoc_signs(const struct evidence *e)
{
	return e->c->signs[NOTATION_ASCIIDOC] + e->blocks->asciidoc_closed;
}

static uint64_t asciidoc(const struct evidence *e)
{
	const struct census *c = e->c;
	uint64_t marks = c->marks[NOTATION_ASCIIDOC];
	uint64_t closed = c->marks[NOTATION_TXT2TAGS];
	uint64_t own = asciidoc_signs(e);

	/* one title, and what goes with it */
	if (marks == 1 && closed == 0 && own >= 2 && c->near + c->near_odd + c->over == 0)
		return marks;
	if (marks < 2 || closed * 2 > marks)
		return 0;
	if (c->levels[NOTATION_ASCIIDOC] == 2 && own == 0)
		return 0; /* = T alone, again and again */
	/* underlines alone need what no other notation has */
	if (marks <= c->near + c->near_odd && (own == 0 || own < c->signs[NOTATION_RST]))
		return 0;
	return marks + own;
}

static uint64_t markdown(const struct census *c, const struct markup_blocks *blocks)
{
	uint64_t under = c->near, hashes = c->marks[NOTATION_MARKDOWN] > under
						   ? c->marks[NOTATION_MARKDOWN] - under
						   : 0;
	/* comments have one # alone */
	uint64_t many = (c->hash_levels & ~(uint64_t)2) != 0;
	uint64_t own = blocks->closed + many;

	if (c->hash_free == 0 && hashes < 2)
		return 0;
	if ((c->hash_comment + c->hash_run) * 3 > hashes || c->hash_sentence * 2 > hashes)
		return 0;
	if (most(c->pairs + c->stamped, c->lines, 30))
		return 0;
	if (hashes == 1 && !c->hash_first && own == 0)
		return 0;
	/* set off by blank lines, or else by more than one level */
	if (most(c->hash_free, hashes, 70) && c->hash_open * 2 >= c->hash_free)
		return hashes + under + own;
	return own > 0 ? hashes + under + own : 0;
}

static uint64_t rst(const struct evidence *e)
{
	const struct census *c = e->c;
	uint64_t near = c->near_rst;

	/* rows of dashes around blocks of AsciiDoc */
	if (asciidoc_signs(e) > near && c->signs[NOTATION_RST] == 0)
		return 0;
	if (near >= 2 || (near > 0 && c->signs[NOTATION_RST] > 0))
		return near + c->signs[NOTATION_RST];
	return 0;
}

static uint64_t closed_signs(const struct census *c, unsigned notation)
{
	uint64_t marks = c->marks[notation], wiki = c->signs[NOTATION_MEDIAWIKI];
	bool is_wiki = wiki > 0 || !(c->levels[NOTATION_TXT2TAGS] & 2);

	if (marks < 2 || is_wiki != (notation == NOTATION_MEDIAWIKI))
		return 0;
	return marks + c->signs[notation];
}

static uint64_t textile(const struct census *c)
{
	uint64_t marks = c->marks[NOTATION_TEXTILE];

	return marks + c->signs[NOTATION_TEXTILE] >= 2 ? marks : 0;
}

/* What people write by hand: the best score, the first of equals. */
static unsigned best(const struct evidence *e)
{
	const struct census *c = e->c;
	const struct {
		unsigned notation;
		uint64_t score;
	} scores[] = {
		{NOTATION_MARKDOWN, markdown(c, e->blocks)},
		{NOTATION_ASCIIDOC, asciidoc(e)},
		{NOTATION_RST, rst(e)},
		{NOTATION_MEDIAWIKI, closed_signs(c, NOTATION_MEDIAWIKI)},
		{NOTATION_TXT2TAGS, closed_signs(c, NOTATION_TXT2TAGS)},
		{NOTATION_TEXTILE, textile(c)},
	};
	unsigned found = NOTATION_PLAIN;
	uint64_t score = 0;

	for (size_t i = 0; i < sizeof(scores) / sizeof(scores[0]); i++)
		if (scores[i].score > score) {
			score = scores[i].score;
			found = scores[i].notation;
		}
	return found;
}

/* One row a notation that shows by signs which others do not have; the first that fits. */
static const struct {
	unsigned notation;
	bool (*fits)(const struct evidence *e);
} rows[] = {
	{NOTATION_DIFF, is_diff},
	{NOTATION_MBOX, is_mbox},
	{NOTATION_DIFF, is_git_log},
	{NOTATION_VIM, is_vim},
	{NOTATION_CHANGELOG, is_changelog},
	{NOTATION_HELP, is_help},
	{NOTATION_NONE, is_log},
	{NOTATION_INFO, is_info},
	{NOTATION_MAN, is_man},
	{NOTATION_ROFF, is_roff},
	{NOTATION_LATEX, is_latex},
	{NOTATION_TEXINFO, is_texinfo},
	{NOTATION_POD, is_pod},
	{NOTATION_RFC, is_rfc},
	{NOTATION_AOZORA, is_aozora},
	{NOTATION_ORG, is_org},
};

unsigned census_notation(const struct census *c, const struct markup_blocks *blocks,
			 const struct markup_files *files)
{
	struct evidence e = {c, blocks, files};
	unsigned found;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].fits(&e))
			return rows[i].notation;
	found = best(&e);
	/* marks on most of its lines would make a program of a document, not the reverse */
	if (is_source(&e) &&
	    (found == NOTATION_PLAIN || c->script || c->marks[found] * 12 < c->lines))
		return NOTATION_NONE;
	return found;
}
