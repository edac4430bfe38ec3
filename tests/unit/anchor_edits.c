/* SPDX-License-Identifier: MIT */
/* Anchors in texts that were edited at random: how many are found, and whether any is wrong while
 * it claims to be sure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uniconv.h>
#include <unictype.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "edit_simulator.h"
#include "outline/indexer.h"
#include "place/anchor.h"

#define ANCHORS_A_ROUND 120

struct figures {
	size_t edits, asked, right, exact_wrong, sure_wrong, repeated, repeated_right;
	size_t verdicts[4];
};

static struct outline *outline_of(struct text *text)
{
	struct outline *outline = NULL;
	struct indexer *ix = indexer_start(text_source(text), NULL, NULL, NULL);

	assert_non_null(ix);
	assert_true(indexer_wait(ix));
	indexer_update(ix, text, &outline);
	indexer_free(ix);
	return outline != NULL ? outline : outline_new();
}

/* Words that can be looked for: at least four characters that are letters or digits. */
static bool is_sentence(const struct piece *p)
{
	size_t n = 0;

	for (size_t pos = 0; pos < p->len;) {
		uint32_t c;

		pos += utf8_decode(p->s + pos, p->len - pos, &c);
		n += c != UTF8_BAD && (uc_is_property_alphabetic(c) || (c >= '0' && c <= '9'));
	}
	return p->kind == PIECE_SENTENCE && n >= 4;
}

static bool is_repeated(const struct pieces *p, size_t i)
{
	for (size_t k = 0; k < p->n; k++)
		if (k != i && p->items[k].len == p->items[i].len &&
		    memcmp(p->items[k].s, p->items[i].s, p->items[i].len) == 0)
			return true;
	return false;
}

/* Whether only marks and blanks stand between the two: a bookmark on an opening quotation mark is
 * on its sentence, too. */
static bool same_place(const struct buffer *text, uint64_t a, uint64_t b)
{
	uint64_t pos = a < b ? a : b, end = a < b ? b : a;

	while (pos < end) {
		uint32_t c;

		pos += utf8_decode(text->data + pos, text->len - pos, &c);
		if (c == UTF8_BAD || uc_is_property_alphabetic(c) || (c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

struct version {
	struct pieces pieces;
	struct buffer bytes;
	size_t *at;
	struct text *text;
	struct outline *outline;
};

/* Another encoding has another way into the program: a file that is decoded. */
static struct text *text_in_gb18030(const struct buffer *bytes)
{
	char path[] = "/tmp/anchor_edits.XXXXXX";
	struct source_options how = {.encoding = "GB18030"};
	struct cause cause = CAUSE_NONE;
	struct source *source;
	size_t len = 0;
	char *coded =
		u8_conv_to_encoding("GB18030", iconveh_question_mark, (const uint8_t *)bytes->data,
				    bytes->len, NULL, NULL, &len);
	int fd = mkstemp(path);

	assert_non_null(coded);
	assert_true(fd >= 0);
	assert_true(write(fd, coded, len) == (ssize_t)len);
	close(fd);
	free(coded);
	source = source_open(path, &how, &cause);
	assert_non_null(source);
	source_want(source, POS_NONE);
	while (!source_complete(source))
		source_wait(source, source_size(source), 100);
	unlink(path);
	return text_new(source);
}

static void version_open(struct version *v, unsigned form, uint32_t *seed, bool coded)
{
	buffer_init(&v->bytes);
	v->at = memory_alloc((v->pieces.n + 1) * sizeof(v->at[0]));
	pieces_write(&v->pieces, form, seed, &v->bytes, v->at);
	v->text = coded ? text_in_gb18030(&v->bytes)
			: text_new(source_of_bytes(v->bytes.data, v->bytes.len));
	v->outline = outline_of(v->text);
}

static void version_close(struct version *v)
{
	outline_free(v->outline);
	text_free(v->text);
	free(v->at);
	buffer_release(&v->bytes);
	pieces_release(&v->pieces);
}

/* Where a piece of the old version stands in the new one; NO_PLACE if it is gone. */
static size_t find_piece(const struct version *new, size_t origin)
{
	for (size_t i = 0; i < new->pieces.n; i++)
		if (new->pieces.items[i].origin == origin)
			return i;
	return NO_PLACE;
}

static void tell(const struct version *old, const struct version *new, size_t i, size_t now,
		 uint64_t pos, enum verdict verdict)
{
	const struct piece *p = &old->pieces.items[i];

	if (getenv("EDITS_TELL") == NULL)
		return;
	fprintf(stderr, "%s: [%.*s] is at %zu, taken to be at %zu: [%.60s]\n",
		verdict_name(verdict), (int)p->len, p->s, now != NO_PLACE ? new->at[now] : 0,
		(size_t)pos, new->bytes.data + pos);
}

static void try_piece(const struct version *old, const struct version *new, size_t i,
		      struct figures *f)
{
	struct anchor a;
	size_t now = find_piece(new, i);
	bool exists = now != NO_PLACE && !new->pieces.items[now].changed, right;
	enum verdict verdict;
	uint64_t pos;

	anchor_make(&a, old->text, old->outline, old->at[i]);
	verdict = anchor_resolve(&a, new->text, new->outline, &pos);
	anchor_release(&a);
	right = now != NO_PLACE && same_place(&new->bytes, pos, new->at[now]);
	if (!right && verdict == VERDICT_EXACT)
		f->exact_wrong++;
	if (!right && verdict <= VERDICT_MOVED)
		f->sure_wrong++;
	if (!right && (verdict <= VERDICT_MOVED || exists))
		tell(old, new, i, now, pos, verdict);
	if (!exists)
		return;
	f->asked++;
	f->right += right;
	f->verdicts[verdict]++;
	if (is_repeated(&old->pieces, i)) {
		f->repeated++;
		f->repeated_right += right;
	}
}

/* The same text once edited, in another form. */
static void try_round(const char *bytes, size_t len, uint32_t *seed, unsigned round,
		      struct figures *f)
{
	static const unsigned forms[] = {0,
					 FORM_PUNCTUATION,
					 FORM_CRLF | FORM_WIDTH,
					 FORM_WRAP,
					 FORM_SCRIPT,
					 FORM_READINGS,
					 FORM_WRAP | FORM_PUNCTUATION | FORM_CRLF,
					 FORM_SCRIPT | FORM_PUNCTUATION | FORM_WRAP};
	unsigned form = forms[round % 8];
	/* Once the readings are stripped, all other times put in. */
	bool strip = form == FORM_READINGS && round / 8 % 2 == 1;
	struct version old = {.pieces = pieces_cut(bytes, len)}, new;

	new.pieces = pieces_edit(&old.pieces, 10 + random_below(seed, 40), seed);
	version_open(&old, strip ? form : 0, seed, false);
	version_open(&new, strip ? 0 : form, seed, round % 5 == 4);
	f->edits += new.pieces.n / 10;
	for (size_t k = 0; k < ANCHORS_A_ROUND; k++) {
		size_t i = random_below(seed, (uint32_t)old.pieces.n);

		if (is_sentence(&old.pieces.items[i]))
			try_piece(&old, &new, i, f);
	}
	version_close(&old);
	version_close(&new);
}

static unsigned rounds(void)
{
	const char *s = getenv("EDIT_ROUNDS");

	return s != NULL ? (unsigned)atoi(s) : 8;
}

static void judge(const char *what, const struct figures *f)
{
	print_message("%s: %zu of %zu sentences found (%zu exact, %zu moved, %zu approximate), of "
		      "repeated ones %zu of %zu; exact and wrong %zu, moved and wrong %zu\n",
		      what, f->right, f->asked, f->verdicts[VERDICT_EXACT],
		      f->verdicts[VERDICT_MOVED], f->verdicts[VERDICT_APPROXIMATE],
		      f->repeated_right, f->repeated, f->exact_wrong,
		      f->sure_wrong - f->exact_wrong);
	assert_true(f->right * 1000 >= f->asked * 995);
	assert_true(f->exact_wrong == 0);
	assert_true(f->sure_wrong * 500 <= f->asked);
}

static bool read_file(const char *folder, const char *name, struct buffer *out)
{
	char path[512], block[65536];
	FILE *file;
	size_t got;

	snprintf(path, sizeof(path), "%s/%s.txt", folder, name);
	file = fopen(path, "rb");
	if (file == NULL)
		return false;
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		buffer_append(out, block, got);
	fclose(file);
	return true;
}

static void the_corpus(void **state)
{
	static const char *const names[] = {"speech-zh-hant-readings",
					    "gongwen-zh-hans",
					    "statute-zh-hans",
					    "novel-zh-hui",
					    "prose-zh",
					    "novel-ja-aozora",
					    "gongmun-ko",
					    "rfc-deflate",
					    "novel-en-chapters",
					    "markdown-readme",
					    "rst-odtwriter",
					    "man-xz"};
	const char *shared = getenv("SHARED");
	struct figures f = {0};
	uint32_t seed = 20261124;
	char folder[400];

	(void)state;
	snprintf(folder, sizeof(folder), "%s/corpus/outline",
		 shared != NULL ? shared : "../shared");
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		struct figures one = {0};
		struct buffer bytes;

		buffer_init(&bytes);
		if (!read_file(folder, names[k], &bytes)) {
			print_message("# left out: %s is not there\n", names[k]);
			buffer_release(&bytes);
			return;
		}
		for (unsigned round = 0; round < rounds(); round++)
			try_round(bytes.data, bytes.len, &seed, round + (unsigned)k, &one);
		if (getenv("EDITS_TELL") != NULL)
			fprintf(stderr, "%s: %zu of %zu, %zu %zu\n", names[k], one.right, one.asked,
				one.exact_wrong, one.sure_wrong);
		f.edits += one.edits;
		f.asked += one.asked;
		f.right += one.right;
		f.exact_wrong += one.exact_wrong;
		f.sure_wrong += one.sure_wrong;
		f.repeated += one.repeated;
		f.repeated_right += one.repeated_right;
		for (int v = 0; v < 4; v++)
			f.verdicts[v] += one.verdicts[v];
		buffer_release(&bytes);
	}
	judge("corpus", &f);
}

/* A text without a corpus: sections of sentences of common characters, some of them repeated. */
static void make_text(struct buffer *out, size_t size, uint32_t *seed)
{
	static const char characters[] = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地"
					 "于出就分对成会可主发年动同工"
					 "也能下过子说产种面而方后多定行学法所民得经十三之进着等部"
					 "度家电力里如水化高自二理起小";
	static const char *const repeated[] = {"以上意见，请认真贯彻执行。", "谢谢大家。",
					       "特此通知，望遵照办理。"};

	for (unsigned section = 1; out->len < size; section++) {
		buffer_printf(out, "第%u条 规定", section);
		for (unsigned line = 0; line < 4; line++) {
			buffer_append_string(out, "\n　　");
			for (unsigned k = 0; k < 3 + random_below(seed, 4); k++) {
				for (unsigned c = 4 + random_below(seed, 30); c > 0; c--)
					buffer_append(out, characters + 3 * random_below(seed, 80),
						      3);
				buffer_append_string(out, random_below(seed, 3) == 0 ? "，" : "。");
			}
			if (random_below(seed, 6) == 0)
				buffer_append_string(out, repeated[random_below(seed, 3)]);
		}
		buffer_append_string(out, "\n");
	}
}

static void a_made_text(void **state)
{
	struct figures f = {0};
	struct buffer bytes;
	uint32_t seed = 7;

	(void)state;
	buffer_init(&bytes);
	make_text(&bytes, 60000, &seed);
	for (unsigned round = 0; round < rounds(); round++)
		try_round(bytes.data, bytes.len, &seed, round, &f);
	judge("made text", &f);
	buffer_release(&bytes);
}

/* The longest of the ways: the whole of ten megabytes, for words that moved and words that are
 * gone.  The limit is far from what is meant (50 ms), for busy machines and sanitizers. */
static void ten_megabytes(void **state)
{
	static const char moved[] = "这句话在文章里只有一处，它从开头到了结尾。";
	static const char changed[] = "那一段文字后来完全改写过了，几乎看不出原样。";
	struct clock clock = clock_of_system();
	struct buffer bytes, edited;
	struct text *before, *after;
	struct anchor a, b;
	int64_t start, once, twice;
	uint32_t seed = 11;
	uint64_t pos;

	(void)state;
	buffer_init(&bytes);
	buffer_init(&edited);
	buffer_printf(&bytes, "%s\n%s\n", moved, changed);
	make_text(&bytes, 10000000, &seed);
	buffer_append_string(&edited, bytes.data + strlen(moved) + strlen(changed) + 2);
	buffer_append_string(&edited, moved);
	before = text_new(source_of_bytes(bytes.data, bytes.len));
	after = text_new(source_of_bytes(edited.data, edited.len));
	anchor_make(&a, before, NULL, 0);
	anchor_make(&b, before, NULL, strlen(moved) + 1);
	start = clock_ticks(&clock);
	assert_int_equal(anchor_resolve(&a, after, NULL, &pos), VERDICT_MOVED);
	once = clock_ticks(&clock);
	assert_true(pos == edited.len - strlen(moved));
	assert_int_not_equal(anchor_resolve(&b, after, NULL, &pos), VERDICT_EXACT);
	twice = clock_ticks(&clock);
	print_message("10 MB: moved to the end found in %d ms, gone in %d ms\n",
		      (int)(once - start), (int)(twice - once));
	assert_true(twice - start < 5000);
	anchor_release(&a);
	anchor_release(&b);
	text_free(before);
	text_free(after);
	buffer_release(&bytes);
	buffer_release(&edited);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_made_text),
		cmocka_unit_test(the_corpus),
		cmocka_unit_test(ten_megabytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
