/* SPDX-License-Identifier: MIT */
/*
 * Every hit of random queries in random texts, against an oracle that knows no lattice: it folds
 * text and query slowly with libunistring, walks the text cluster by cluster and tries everything
 * that may be skipped.  The finder must agree, whatever its blocks and threads.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "search/finder.h"
#include "search/variants.h"
#include "text/data/pinyin.h"

#define MOST 160
#define BLANK 0x110000u
#define NONE UINT32_MAX

/* A string of code points; at[i] is where the i-th begins in the bytes, at[n] their number. */
struct string {
	uint32_t c[MOST];
	size_t at[MOST + 1];
	size_t n;
};

struct oracle {
	struct string text, query; /* the query folded; its at is not used */
	bool edges[4 * MOST + 1];  /* of clusters, by bytes */
	unsigned match;
	bool fold_case;
	size_t longest; /* the furthest end of the hit that is being looked for; 0: none */
};

static void decode(const char *s, struct string *out)
{
	size_t n = strlen(s), pos = 0;

	for (out->n = 0; pos < n; out->n++) {
		out->at[out->n] = pos;
		pos += (size_t)u8_mbtouc(&out->c[out->n], (const uint8_t *)s + pos, n - pos);
	}
	out->at[out->n] = n;
}

/* ---- folding, by libunistring ---- */

static size_t decompose(uint32_t c, bool all, bool width, uint32_t *out)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int tag = 0, n = uc_decomposition(c, &tag, parts);
	bool wide = tag == UC_DECOMP_WIDE || tag == UC_DECOMP_NARROW;

	/* Width is a switch of its own. */
	all = all && !wide;
	/* Half-width kana have their voice marks behind them, so the others give theirs up. */
	wide = wide || (tag == UC_DECOMP_CANONICAL && c >= 0x3040 && c < 0x3100);
	if (n <= 0 || !(all || (width && wide)))
		return 0;
	for (int i = 0; i < n; i++)
		out[i] = parts[i];
	return (size_t)n;
}

static void fold(const struct oracle *o, uint32_t c, struct string *out)
{
	uint32_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	size_t n = 0;

	if (o->fold_case) {
		size_t len = UC_DECOMPOSITION_MAX_LENGTH;

		if (u32_casefold(&c, 1, NULL, NULL, parts, &len) == parts &&
		    (len != 1 || parts[0] != c))
			n = len;
	}
	if (n == 0)
		n = decompose(c, (o->match & MATCH_NFKC) != 0, (o->match & MATCH_WIDTH) != 0,
			      parts);
	if (n > 0) {
		for (size_t i = 0; i < n; i++)
			fold(o, parts[i], out);
		return;
	}
	if ((o->match & MATCH_KANA) != 0 && c >= 0x3041 && c <= 0x3096)
		c += 0x60;
	assert_true(out->n < MOST);
	out->c[out->n++] = c;
}

static void order(struct string *s, size_t from)
{
	for (size_t i = from + 1; i < s->n; i++) {
		for (size_t j = i; j > from && uc_combining_class(s->c[j]) != 0 &&
				   uc_combining_class(s->c[j - 1]) > uc_combining_class(s->c[j]);
		     j--) {
			uint32_t c = s->c[j];

			s->c[j] = s->c[j - 1];
			s->c[j - 1] = c;
		}
	}
}

static void fold_query(struct oracle *o, const char *query)
{
	struct string typed;

	decode(query, &typed);
	o->fold_case = (o->match & MATCH_CASE) != 0;
	for (size_t i = 0; i < typed.n; i++)
		o->fold_case = o->fold_case && !uc_is_property_uppercase(typed.c[i]);
	o->query.n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		if (((o->match & MATCH_NFKC) != 0 && variants_is_selector(typed.c[i])) ||
		    ((o->match & MATCH_BREAK) != 0 && typed.c[i] == 0xAD))
			continue;
		if ((o->match & MATCH_BLANK) == 0 || !uc_is_property_white_space(typed.c[i]))
			fold(o, typed.c[i], &o->query);
		else if (o->query.n == 0 || o->query.c[o->query.n - 1] != BLANK)
			o->query.c[o->query.n++] = BLANK;
	}
	if ((o->match & MATCH_NFKC) != 0)
		order(&o->query, 0);
}

/* ---- what may be skipped; i and what is returned are indexes into the text ---- */

static uint32_t at(const struct oracle *o, size_t i)
{
	return i < o->text.n ? o->text.c[i] : NONE;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

static size_t skip_break(const struct oracle *o, size_t i)
{
	size_t j = at(o, i) == '\r' ? i + 1 : i;

	if (at(o, j) != '\n')
		return i;
	for (j++; is_blank(at(o, j)); j++)
		;
	return j;
}

static size_t skip_blanks(const struct oracle *o, size_t i)
{
	while (is_blank(at(o, i)))
		i++;
	return (o->match & MATCH_BREAK) != 0 ? skip_break(o, i) : i;
}

static size_t skip_reading(const struct oracle *o, size_t i)
{
	uint32_t open = at(o, i);
	size_t j = i + 1, letters = 0;

	if (open != '(' && open != 0xFF08 && open != 0x300A)
		return i;
	for (;; j++) {
		uint32_t c = at(o, j);
		bool latin = c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : c >= 0xC0 && c < 0x280;

		if (open == 0x300A ? c >= 0x3041 && c < 0x3100 : latin)
			letters++;
		else if (open == 0x300A || letters == 0 || c < 0x300 || c >= 0x340)
			break;
	}
	if (letters == 0 || letters > (open == 0x300A ? 20 : 6))
		return i;
	return at(o, j) == (open == '(' ? ')' : open + 1) ? j + 1 : i;
}

/* From a ruby reading to the next one. */
static size_t skip_base(const struct oracle *o, size_t i)
{
	size_t j = i + 1, n = 0;

	if (at(o, i) != 0x300B)
		return i;
	if (at(o, j) == 0xFF5C)
		j++;
	while (n < 8 && (variants_is_han(at(o, j)) || at(o, j) == 0x3005)) {
		j++;
		n++;
	}
	return n > 0 && at(o, j) == 0x300A ? j + 1 : i;
}

static size_t skip_line(const struct oracle *o, size_t i, bool breaks)
{
	uint32_t c = at(o, i);
	size_t j;

	if (c == '-' || c == 0xAD) {
		j = skip_break(o, i + 1);
		return j > i + 1 || c == 0xAD ? j : i;
	}
	if (!breaks)
		return i;
	for (j = i; is_blank(at(o, j)); j++)
		;
	return skip_break(o, j) > j ? skip_break(o, j) : i;
}

static bool is_unspaced(uint32_t c)
{
	return c >= 0x2E80 && c != BLANK;
}

static bool is_mark(uint32_t c)
{
	return c != BLANK && c != NONE &&
	       (c == 0xFF9E || uc_combining_class(c) != 0 || (c >= 0x1160 && c < 0x1200));
}

/* Between two characters that the query means. */
static size_t skip_gap(const struct oracle *o, size_t i, uint32_t left, uint32_t right)
{
	if (is_mark(right))
		return i;
	if ((o->match & MATCH_NFKC) != 0 && left >= 0x203C && left != BLANK &&
	    variants_is_selector(at(o, i)))
		i++;
	if ((o->match & MATCH_READING) != 0 && left != BLANK && variants_is_han(left))
		i = skip_reading(o, skip_reading(o, i));
	if ((o->match & MATCH_READING) != 0 && left >= 0x3041 && left < 0x3100 && right >= 0x3041 &&
	    right < 0x3100)
		i = skip_base(o, i);
	if ((o->match & MATCH_BREAK) != 0 && left != BLANK && right != BLANK)
		i = skip_line(o, i,
			      is_unspaced(left) || is_unspaced(right) || left == '-' ||
				      left == '/');
	if ((o->match & MATCH_READING) != 0 && right != BLANK && variants_is_han(right) &&
	    at(o, i) == 0xFF5C)
		i++;
	return i;
}

/* ---- pinyin: what a character's readings make of the query ---- */

static char letter(const struct oracle *o, size_t q)
{
	uint32_t c = q < o->query.n ? o->query.c[q] : 0;

	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c < 0x80 ? (char)c : '\0';
}

static bool is_letter(const struct oracle *o, size_t q)
{
	return letter(o, q) >= 'a' && letter(o, q) <= 'z';
}

static bool is_syllable(const char *s, size_t n)
{
	for (size_t i = 0; i < pinyin_n_syllables; i++) {
		if (strlen(pinyin_syllables[i]) == n && memcmp(pinyin_syllables[i], s, n) == 0)
			return true;
	}
	return false;
}

/* The query's letters from q on that make up a run. */
static size_t run_of(const struct oracle *o, size_t q, char *run)
{
	size_t n = 0;

	while (n < 12 && is_letter(o, q + n)) {
		run[n] = letter(o, q + n);
		n++;
	}
	run[n] = '\0';
	return n;
}

/* Whether a first letter at q would only go on the syllable before it. */
static bool goes_on(const struct oracle *o, size_t q)
{
	for (size_t n = q < 6 ? q : 6; n > 0; n--) {
		char run[16];

		if (run_of(o, q - n, run) > n && is_syllable(run, n))
			return n < 6 && is_syllable(run, n + 1);
	}
	return false;
}

/* Whether some syllable begins with the n letters. */
static bool begins_syllable(const char *s, size_t n)
{
	for (size_t i = 0; i < pinyin_n_syllables; i++) {
		if (strncmp(pinyin_syllables[i], s, n) == 0)
			return true;
	}
	return false;
}

static bool is_initial(const struct oracle *o, size_t q, const char *run, size_t n)
{
	return !goes_on(o, q) &&
	       (run[n] == '\0' || strchr("aeiouv", run[n]) == NULL || !begins_syllable(run, n + 1));
}

static void go_on(struct oracle *o, size_t i, size_t q, uint32_t left);

/* Behind a unit that ends before q a separator may be left out if a letter follows. */
static void after_unit(struct oracle *o, size_t i, size_t q)
{
	bool separator = letter(o, q) == '\'' || letter(o, q) == ' ' ||
			 (q < o->query.n && o->query.c[q] == BLANK);

	go_on(o, i, q, 0x4E00);
	if (separator && is_letter(o, q + 1))
		go_on(o, i, q + 1, 0x4E00);
}

static void try_reading(struct oracle *o, size_t i, size_t q, uint16_t reading)
{
	const char *s = pinyin_syllables[pinyin_syllable(reading)];
	size_t n = strlen(s), pair = n > 1 && s[1] == 'h' && strchr("zcs", s[0]) != NULL ? 2 : 1;
	char run[16];
	size_t n_run = run_of(o, q, run);
	bool inside = q > 0 && is_letter(o, q - 1);

	for (size_t k = 1; k <= pair; k++) {
		if (n_run >= k && memcmp(run, s, k) == 0 && is_initial(o, q, run, k))
			after_unit(o, i, q + k);
	}
	if (n_run < n || memcmp(run, s, n) != 0 || (inside && strpbrk(s, "aeiouv") == NULL))
		return;
	after_unit(o, i, q + n);
	if (letter(o, q + n) >= '0' && letter(o, q + n) <= '5' &&
	    (unsigned)(letter(o, q + n) - '0') % 5 == pinyin_tone(reading))
		after_unit(o, i, q + n + 1);
}

static void try_pinyin(struct oracle *o, size_t i, size_t q)
{
	const uint16_t *readings;
	size_t n = pinyin_readings(at(o, i), &readings);

	for (size_t k = 0; k < n; k++)
		try_reading(o, i + 1, q, readings[k]);
}

/* ---- the walk ---- */

/* Tries to read the query from q on, behind `left`, over the text from index i on. */
static void read_on(struct oracle *o, size_t i, size_t q)
{
	struct string folded = {.n = 0};
	size_t j = i;

	if (i >= o->text.n)
		return;
	if (o->query.c[q] == BLANK) {
		j = skip_blanks(o, i);
		if (j > i)
			go_on(o, j, q + 1, BLANK);
		return;
	}
	/* A whole cluster, but for the selector that go_on() may skip. */
	do {
		fold(o, at(o, j++), &folded);
	} while (j < o->text.n && !o->edges[o->text.at[j]] &&
		 !((o->match & MATCH_NFKC) != 0 && variants_is_selector(at(o, j))));
	if ((o->match & MATCH_NFKC) != 0)
		order(&folded, 0);
	for (size_t k = 0; k < folded.n; k++) {
		uint32_t c = q + k < o->query.n ? o->query.c[q + k] : NONE;

		if (c != folded.c[k] &&
		    ((o->match & MATCH_SCRIPT) == 0 || c >= BLANK || !script_same(c, folded.c[k])))
			return;
	}
	go_on(o, j, q + folded.n, o->query.c[q + folded.n - 1]);
}

static void go_on(struct oracle *o, size_t i, size_t q, uint32_t left)
{
	size_t next;

	if (q == o->query.n) {
		if ((o->match & MATCH_NFKC) != 0 && left >= 0x203C && left != BLANK &&
		    variants_is_selector(at(o, i)))
			i++;
		if (o->edges[o->text.at[i]] && o->text.at[i] > o->longest)
			o->longest = o->text.at[i];
		return;
	}
	read_on(o, i, q);
	next = skip_gap(o, i, left, o->query.c[q]);
	if (next != i)
		read_on(o, next, q);
	if ((o->match & MATCH_PINYIN) == 0)
		return;
	try_pinyin(o, i, q);
	next = skip_gap(o, i, left, 0x4E00);
	if (next != i)
		try_pinyin(o, next, q);
}

/* The end of the hit that begins at index i, or 0. */
static size_t hit_at(struct oracle *o, size_t i)
{
	o->longest = 0;
	if (!o->edges[o->text.at[i]])
		return 0;
	read_on(o, i, 0);
	if ((o->match & MATCH_PINYIN) != 0)
		try_pinyin(o, i, 0);
	return o->longest;
}

/* All hits, by scan.h's rule: in each line from its beginning, none inside one that reached over.
 */
static void oracle_hits(struct oracle *o, struct buffer *out)
{
	size_t pos = 0, floor = 0;

	for (size_t i = 0; i < o->text.n; i++) {
		size_t begin = o->text.at[i], end;

		if (i > 0 && at(o, i - 1) == '\n')
			pos = begin;
		if (begin < pos)
			continue;
		end = hit_at(o, i);
		if (end == 0)
			continue;
		pos = end;
		if (begin >= floor)
			buffer_printf(out, "%zu-%zu ", begin, end);
		for (size_t k = i; o->text.at[k] < end; k++) {
			if (at(o, k) == '\n' && end > floor)
				floor = end;
		}
	}
}

static void oracle_begin(struct oracle *o, const char *text, const char *query)
{
	char breaks[4 * MOST + 1];

	decode(text, &o->text);
	u8_grapheme_breaks((const uint8_t *)text, strlen(text), breaks);
	for (size_t i = 0; i < strlen(text); i++)
		o->edges[i] = breaks[i] != 0;
	o->edges[0] = o->edges[strlen(text)] = true;
	fold_query(o, query);
}

/* ---- the finder's hits ---- */

static void finder_hits(const char *text, const char *query, const struct pattern_options *options,
			const struct finder_sizes *sizes, struct buffer *out)
{
	struct cause cause = CAUSE_NONE;
	struct pattern *p = pattern_new(query, strlen(query), options, &cause);
	struct text *t = text_new(source_of_bytes(text, strlen(text)));
	struct finder *f;
	struct range hit;
	struct wake wake;
	uint64_t pos = 0;

	if (p == NULL)
		fail_msg("%s: %s", query, cause_text(&cause));
	assert_true(wake_init(&wake, NULL));
	f = finder_start_sized(t, p, strlen(text) / 2, sizes, &wake, NULL);
	assert_non_null(f);
	while (!finder_complete(f)) {
		struct pollfd poll_fd = {.fd = wake.read_fd, .events = POLLIN};

		/* The limit is for a test that fails. */
		assert_int_equal(poll(&poll_fd, 1, 20000), 1);
		wake_drain(&wake);
	}
	while (finder_next(f, pos, &hit) == FINDER_FOUND) {
		buffer_printf(out, "%d-%d ", (int)hit.begin, (int)hit.end);
		pos = hit.end;
	}
	finder_free(f);
	text_free(t);
	wake_release(&wake);
}

/* ---- random texts ---- */

struct alphabet {
	const char *const *atoms;
	size_t n;
};

static unsigned next_random(uint32_t *seed, unsigned n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 12) % n;
}

static void random_string(uint32_t *seed, const struct alphabet *a, unsigned most, char *out)
{
	unsigned n = 1 + next_random(seed, most);

	out[0] = '\0';
	for (unsigned i = 0; i < n; i++)
		strncat(out, a->atoms[next_random(seed, (unsigned)a->n)], 16);
}

/* Hits begin inside clusters if the query does; what begins with a mark is left out here. */
static bool begins_with_mark(const struct oracle *o)
{
	return o->query.n == 0 || is_mark(o->query.c[0]) || variants_is_selector(o->query.c[0]);
}

static void compare(const struct alphabet *a, unsigned rounds, unsigned flags, unsigned least)
{
	static const struct finder_sizes sizes[] = {{1 << 16, 1}, {7, 2}, {23, 1}};
	uint32_t seed = 11;
	unsigned n_hits = 0;

	for (unsigned i = 0; i < rounds; i++) {
		char text[1024], query[256];
		struct buffer expected, found;
		struct oracle o;

		random_string(&seed, a, 20, text);
		random_string(&seed, a, 1 + i % 4, query);
		o.match = next_random(&seed, 3) == 0 ? flags : flags & next_random(&seed, 512);
		o.match |= flags & MATCH_PINYIN;
		oracle_begin(&o, text, query);
		if (begins_with_mark(&o))
			continue;
		buffer_init(&expected);
		buffer_init(&found);
		oracle_hits(&o, &expected);
		n_hits += expected.len > 0;
		for (size_t k = 0; k < 2 * sizeof(sizes) / sizeof(sizes[0]); k++) {
			/* All sizes, and once more without just-in-time code. */
			struct pattern_options options = {.match = o.match, .no_jit = k % 2 != 0};

			/* What is the same whatever the flags need not be asked every time. */
			if (k > 0 && i % 8 != 0)
				break;
			buffer_clear(&found);
			finder_hits(text, query, &options, &sizes[k / 2], &found);
			if (strcmp(found.data, expected.data) != 0)
				fail_msg("\"%s\" in \"%s\" with %#x, blocks of %zu: %s, not %s",
					 query, text, o.match, sizes[k / 2].block, found.data,
					 expected.data);
		}
		buffer_release(&expected);
		buffer_release(&found);
	}
	if (n_hits < least)
		fail_msg("%u of %u have hits", n_hits, rounds);
}

#define ALPHABET(name)                                 \
	{                                              \
		name, sizeof(name) / sizeof((name)[0]) \
	}

static void test_letters(void **state)
{
	static const char *const atoms[] = {
		"a",  "b",  "e",  "E",        "f",        "i",        "s",
		"ß",  "ﬁ",  "é",  "\xCC\x81", "\xCC\xA3", "ậ",        "ａ",
		"Ｅ", "①",  "1",  "σ",        "ς",        "Å",        "\xE2\x84\xAB",
		" ",  "　", "\n", "-",        "-\n",      "\xC2\xAD", "(",
		"中"};
	const struct alphabet a = ALPHABET(atoms);

	(void)state;
	compare(&a, 6000, MATCH_DEFAULT, 400);
}

static void test_han(void **state)
{
	static const char *const atoms[] = {
		"机",   "機", "关",     "關",     "関",       "发", "發",           "髮",
		"后",   "後", "(guān)", "（fa）", "《かん》", "｜", "\n",           "\n　",
		"\r\n", " ",  "　",     "(",      "。",       "a",  "\xEF\xB8\x80", "葛"};
	const struct alphabet a = ALPHABET(atoms);

	(void)state;
	compare(&a, 6000, MATCH_DEFAULT, 400);
}

static void test_kana(void **state)
{
	static const char *const atoms[] = {
		"か", "カ",           "ｶ",  "が", "ガ",       "ﾞ",      "\xE3\x82\x99", "ー", "ｰ",
		"っ", "ッ",           "ｯ",  "漢", "《かん》", "》字《", "》",           "\n", "한",
		"하", "\xE1\x86\xAB", "㍿", "株"};
	const struct alphabet a = ALPHABET(atoms);

	(void)state;
	compare(&a, 6000, MATCH_DEFAULT | MATCH_KANA, 400);
}

static void test_pinyin(void **state)
{
	static const char *const atoms[] = {"机", "關", "关", "西",     "安",   "先",   "中",
					    "女", "a",  "ji", "j",      "g",    "guan", "guan1",
					    "x",  "xi", "an", "n",      "zh",   "z",    "h",
					    "'",  " ",  "\n", "(guān)", "xian", "1"};
	const struct alphabet a = ALPHABET(atoms);

	(void)state;
	compare(&a, 6000, MATCH_DEFAULT | MATCH_PINYIN, 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_han),
		cmocka_unit_test(test_kana),
		cmocka_unit_test(test_pinyin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
