/* SPDX-License-Identifier: MIT */
/*
 * A pattern: a query compiled once and run over source bytes.
 *
 *     query -> elements (each a set of alternatives, with what may be skipped between two)
 *           -> one PCRE2 program over bytes (no PCRE2_UTF), or a plain byte string where it comes
 *              to that, or an automaton over code points where it spells characters
 *
 * Case, width, normalization, script variants, readings, line breaks and blanks are the business of
 * the list of elements alone; the finder knows none of it.
 */
#ifndef SEARCH_PATTERN_H
#define SEARCH_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"

/* What a search takes as equal: `--match=`. */
enum match_flags {
	MATCH_CASE = 1 << 0, /* smart: a query without capitals matches either case */
	MATCH_WIDTH = 1 << 1, /* ＡＢＣ and ABC, ｶﾅ and カナ, full-width marks, ideographic space */
	MATCH_NFKC = 1 << 2,    /* NFC and NFD, ligatures, ① and 1, ㍿ */
	MATCH_SCRIPT = 1 << 3,  /* simplified, traditional, shinjitai, variants */
	MATCH_BLANK = 1 << 4,   /* a typed blank for any run of white space, never for nothing */
	MATCH_READING = 1 << 5, /* an inline reading between two characters never hinders */
	MATCH_BREAK = 1 << 6,   /* one line break, with its indentation, between two characters */
	MATCH_KANA = 1 << 7,    /* hiragana as katakana */
	MATCH_PINYIN = 1 << 8   /* jiguan or jg for 機關, kyou for きょう */
};
#define MATCH_DEFAULT                                                                         \
	(MATCH_CASE | MATCH_WIDTH | MATCH_NFKC | MATCH_SCRIPT | MATCH_BLANK | MATCH_READING | \
	 MATCH_BREAK)

/* The name of a flag as the command line and the configuration write it; NULL past the last.  i
 * counts from 0 in the order above. */
const char *pattern_match_name(unsigned i);

struct pattern;

struct pattern_options {
	unsigned match; /* enum match_flags */
	bool regex;     /* the query is PCRE2 (UTF, UCP; ^ and $ at lines): no equivalence counts */
	bool no_jit;    /* as where there is no just-in-time compiler, for tests */
};

/* Compiles a query (valid UTF-8, len > 0).  NULL with a cause, for a regular expression PCRE2's own
 * words with the offset. */
struct pattern *pattern_new(const char *query, size_t len, const struct pattern_options *options,
			    struct cause *cause) ATTRIBUTE_NODISCARD;
void pattern_free(struct pattern *p);

/* Whether PCRE2 takes a regular expression.  If not: false, its own words, and the byte of the
 * query (or len, its end) where it stopped. */
bool pattern_check_regex(const char *query, size_t len, size_t *at, struct cause *cause);

/* Hits are at most so many bytes long, what is skipped included; longer ones do not count.  Those
 * of a regular expression lie within one line. */
size_t pattern_reach(const struct pattern *p);
bool pattern_is_regex(const struct pattern *p);

struct hit {
	size_t begin; /* bytes from the start of the subject */
	size_t end;
};

/* One thread's working memory for running a pattern. */
struct matcher;
struct matcher *matcher_new(const struct pattern *p);
void matcher_free(struct matcher *m);

enum match_result {
	MATCH_FOUND,
	MATCH_NONE,
	MATCH_GAVE_UP /* no more hits, but a match limit was met and some lines were left out */
};

/*
 * Takes the bytes that matcher_next() runs over; they stay the caller's, and as they are.  They may
 * be anything, also invalid UTF-8, and should begin and end at line edges; overstrikes and colour
 * sequences in them do not hinder (such lines are searched as clean text, mapped back).
 */
void matcher_begin(struct matcher *m, const char *bytes, size_t len);

/*
 * The first hit of at least one byte that begins at or after from.  It begins and ends at the edges
 * of grapheme clusters (a regular expression's hits wherever the user's expression says).
 */
enum match_result matcher_next(struct matcher *m, size_t from, struct hit *hit);

/* Both at once, for a single hit. */
enum match_result matcher_find(struct matcher *m, const char *bytes, size_t len, size_t from,
			       struct hit *hit);

#endif
