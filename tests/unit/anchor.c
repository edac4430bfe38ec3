/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "place/anchor.h"

static struct text *text_of(const char *bytes, size_t len)
{
	return text_new(source_of_bytes(bytes, len));
}

static uint64_t offset_of(const char *text, const char *words)
{
	const char *at = strstr(text, words);

	assert_non_null(at);
	return (uint64_t)(at - text);
}

/* Takes the anchor of some words in one text and looks for it in another. */
static enum verdict move(const char *old, const char *words, const char *new, uint64_t *pos)
{
	struct text *before = text_of(old, strlen(old)), *after = text_of(new, strlen(new));
	struct anchor a;
	enum verdict verdict;

	anchor_make(&a, before, NULL, offset_of(old, words));
	verdict = anchor_resolve(&a, after, NULL, pos);
	anchor_release(&a);
	text_free(before);
	text_free(after);
	return verdict;
}

static const char speech[] = "同志們:\n"
			     "\n"
			     "　　第一,我们要坚持把发展作为第一要务，聚精会神搞建设。\n"
			     "　　第二,我们要坚持以人为本，一心一意谋发展。\n"
			     "　　谢谢大家。\n"
			     "　　第三,我们要坚持改革开放，与时俱进。\n"
			     "　　谢谢大家。\n"
			     "　　散会。\n";

static void an_anchor_holds_the_words(void **state)
{
	struct text *text = text_of(speech, strlen(speech));
	struct anchor a;

	(void)state;
	anchor_make(&a, text, NULL, offset_of(speech, "第二"));
	assert_string_equal(a.quote, "第二,我们要坚持以人为本，一心一意谋发展。");
	assert_string_equal(a.before,
			    " 　　第一,我们要坚持把发展作为第一要务，聚精会神搞建设。 　　");
	assert_non_null(strstr(a.after, "谢谢大家。"));
	assert_string_equal(a.path, "");
	anchor_release(&a);
	text_free(text);
}

static void unchanged_is_exact(void **state)
{
	uint64_t pos;

	(void)state;
	assert_int_equal(move(speech, "第二", speech, &pos), VERDICT_EXACT);
	assert_true(pos == offset_of(speech, "第二"));
	assert_int_equal(move(speech, "心一意", speech, &pos), VERDICT_EXACT);
	assert_true(pos == offset_of(speech, "心一意"));
}

static void repeated_lines_are_told_apart(void **state)
{
	struct buffer edited;
	const char *second = strstr(strstr(speech, "谢谢大家") + 3, "谢谢大家");
	uint64_t pos, want = (uint64_t)(second - speech);
	struct text *text = text_of(speech, strlen(speech)), *after;
	struct anchor a;

	(void)state;
	anchor_make(&a, text, NULL, want);
	assert_int_equal(anchor_resolve(&a, text, NULL, &pos), VERDICT_EXACT);
	assert_true(pos == want);
	buffer_init(&edited);
	buffer_append_string(&edited, "新的开头。谢谢大家。\n");
	buffer_append_string(&edited, speech);
	after = text_of(edited.data, edited.len);
	assert_int_equal(anchor_resolve(&a, after, NULL, &pos), VERDICT_MOVED);
	assert_true(pos == want + strlen("新的开头。谢谢大家。\n"));
	anchor_release(&a);
	text_free(after);
	text_free(text);
	buffer_release(&edited);
}

/* Put where another copy of the words stands at the old offset. */
static void another_copy_is_not_exact(void **state)
{
	static const char old[] = "甲段结束了。\n谢谢大家。\n乙段开始了。\n";
	static const char new[] = "丙段结束了。\n谢谢大家。\n丁段开始了。\n"
				  "甲段结束了。\n谢谢大家。\n乙段开始了。\n";
	uint64_t pos;

	(void)state;
	assert_int_not_equal(move(old, "谢谢", new, &pos), VERDICT_EXACT);
	assert_true(pos > strlen(old));
}

static void changed_words_are_approximate(void **state)
{
	static const char new[] = "同志們:\n新的一段。\n"
				  "　　第一,我们要坚持把发展作为第一要务，聚精会神搞建设。\n"
				  "　　第二,我们必须始终坚持以人为本，一心一意谋求发展。\n"
				  "　　谢谢大家。\n";
	uint64_t pos;

	(void)state;
	assert_int_equal(move(speech, "第二", new, &pos), VERDICT_APPROXIMATE);
	assert_true(pos == offset_of(new, "第二"));
}

/* Moved among strangers and rewritten at once. */
static void changed_words_elsewhere_are_found(void **state)
{
	struct buffer new;
	uint64_t pos;

	(void)state;
	buffer_init(&new);
	for (int i = 0; i < 2000; i++)
		buffer_printf(&new, "第%d行说的完全是另外一回事情。\n", i);
	buffer_append_string(&new, "第二,我们一定要坚持以人为本，一心谋发展。\n");
	for (int i = 0; i < 2000; i++)
		buffer_printf(&new, "这里的第%d行也没有什么关系。\n", i);
	assert_int_equal(move(speech, "第二", new.data, &pos), VERDICT_APPROXIMATE);
	assert_true(pos == offset_of(new.data, "第二,"));
	buffer_release(&new);
}

static void a_deleted_sentence_leaves_a_seam(void **state)
{
	struct buffer new;
	const char *from = strstr(speech, "　　第二"), *to = strstr(speech, "　　谢谢");
	uint64_t pos;

	(void)state;
	buffer_init(&new);
	buffer_append(&new, speech, (size_t)(from - speech));
	buffer_append_string(&new, to);
	assert_int_equal(move(speech, "第二", new.data, &pos), VERDICT_APPROXIMATE);
	assert_in_range(pos, (uint64_t)(from - speech) - 3, (uint64_t)(from - speech) + 6);
	buffer_release(&new);
}

static void another_text_is_lost(void **state)
{
	uint64_t pos;

	(void)state;
	assert_int_equal(move(speech, "第二", "Nothing of it is here.\n", &pos), VERDICT_LOST);
	assert_true(pos <= strlen("Nothing of it is here.\n"));
	assert_int_equal(move(speech, "第二", "", &pos), VERDICT_LOST);
	assert_true(pos == 0);
}

static void wrapping_case_and_width_do_not_matter(void **state)
{
	static const char old[] = "An introduction.\nThe Quick Brown Fox jumps over the lazy dog "
				  "１２３ times a day.\nThe end of the story.\n";
	static const char new[] = "A new preface, longer.\nAn introduction.\nthe quick brown\nfox "
				  "jumps over the\nlazy dog 123 times a day.\nThe end of the "
				  "story.\n";
	uint64_t pos;

	(void)state;
	assert_int_equal(move(old, "The Quick", new, &pos), VERDICT_MOVED);
	assert_true(pos == offset_of(new, "the quick"));
}

static void readings_do_not_matter(void **state)
{
	uint64_t pos;
	struct buffer old, new;

	(void)state;
	buffer_init(&old);
	buffer_init(&new);
	for (int i = 0; i < 30; i++) {
		buffer_append_string(&old, "機關(guān)黨建設(shè)講話會議發(fā)展,");
		buffer_append_string(&new, "機關黨建設講話會議發展,");
	}
	buffer_append_string(&old, "\n認(rèn)真學(xué)習(xí)貫徹“三個代表”重要思想和精神。\n");
	buffer_append_string(&new, "\n認真學習貫徹“三個代表”重要思想和精神。\n");
	assert_int_equal(move(old.data, "認", new.data, &pos), VERDICT_MOVED);
	assert_true(pos == offset_of(new.data, "認"));
	buffer_release(&old);
	buffer_release(&new);
}

static void blank_lines_and_ends(void **state)
{
	static const char old[] = "甲段结束了，大家回家。\n\n乙段开始了，大家来。\n";
	struct text *text = text_of(old, strlen(old));
	uint64_t size = strlen(old), pos;

	(void)state;
	for (uint64_t at = 0; at <= size; at++) {
		struct anchor a;

		/* Places are where characters begin. */
		if (utf8_continues(old[at]))
			continue;
		anchor_make(&a, text, NULL, at);
		assert_int_equal(anchor_resolve(&a, text, NULL, &pos), VERDICT_EXACT);
		assert_true(pos == at);
		anchor_release(&a);
	}
	text_free(text);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

struct line {
	const char *s;
	size_t len;
	size_t at; /* in the edited text; SIZE_MAX: deleted */
};

static size_t split(const char *s, size_t n, struct line *lines, size_t max)
{
	size_t count = 0;

	for (size_t pos = 0; pos < n && count < max; count++) {
		const char *newline = memchr(s + pos, '\n', n - pos);
		size_t len = newline != NULL ? (size_t)(newline - s) - pos : n - pos;

		lines[count] = (struct line){s + pos, len, SIZE_MAX};
		pos += len + 1;
	}
	return count;
}

/* Deletes, inserts, and moves paragraphs; edits some by a few characters at their end. */
static void edit(uint32_t *seed, struct line *lines, size_t n, struct buffer *out)
{
	size_t *order = malloc((n + 1) * sizeof(order[0]));

	assert_non_null(order);
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t k = 0; k < n / 40; k++) {
		size_t a = next_random(seed) % n, moved = order[a], b = next_random(seed) % n;

		memmove(order + a, order + a + 1, (n - a - 1) * sizeof(order[0]));
		memmove(order + b + 1, order + b, (n - b - 1) * sizeof(order[0]));
		order[b] = moved;
	}
	for (size_t i = 0; i < n; i++) {
		struct line *line = &lines[order[i]];

		line->at = SIZE_MAX;
		if (next_random(seed) % 20 == 0)
			continue;
		if (next_random(seed) % 15 == 0)
			buffer_append_string(out, "这里加了一段新的话，原来没有。\n\n");
		line->at = out->len;
		buffer_append(out, line->s, line->len);
		if (line->len > 0 && next_random(seed) % 10 == 0)
			buffer_append_string(out, "（此处有补充）");
		buffer_append_byte(out, '\n');
	}
	free(order);
}

/* How many copies of a line the text has. */
static bool is_unique(const struct line *lines, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (k != i && lines[k].len == lines[i].len &&
		    memcmp(lines[k].s, lines[i].s, lines[i].len) == 0)
			return false;
	return true;
}

static void edits_of_the_corpus(void **state)
{
	enum { MAX = 4000 };
	static const char *const names[] = {"speech-zh-hant-readings", "gongwen-zh-hans",
					    "statute-zh-hans"};
	static struct line lines[MAX];
	const char *shared = getenv("SHARED");
	size_t asked = 0, right = 0, wrong_sure = 0;
	uint32_t seed = 42;

	(void)state;
	for (size_t f = 0; f < 3; f++) {
		struct buffer bytes, edited;
		struct text *before, *after;
		char path[512], block[65536];
		size_t n, got;
		FILE *file;

		snprintf(path, sizeof(path), "%s/corpus/outline/%s.txt",
			 shared != NULL ? shared : "../shared", names[f]);
		file = fopen(path, "rb");
		if (file == NULL) {
			print_message("# left out: what it reads is not there\n");
			return;
		}
		buffer_init(&bytes);
		buffer_init(&edited);
		while ((got = fread(block, 1, sizeof(block), file)) > 0)
			buffer_append(&bytes, block, got);
		fclose(file);
		n = split(bytes.data, bytes.len, lines, MAX);
		edit(&seed, lines, n, &edited);
		before = text_of(bytes.data, bytes.len);
		after = text_of(edited.data, edited.len);
		for (size_t i = 0; i < n; i++) {
			struct anchor a;
			enum verdict verdict;
			uint64_t pos;

			if (lines[i].at == SIZE_MAX || lines[i].len < 6)
				continue;
			anchor_make(&a, before, NULL, (uint64_t)(lines[i].s - bytes.data));
			verdict = anchor_resolve(&a, after, NULL, &pos);
			/* Of copies the context decides, and that may have been edited away. */
			if (is_unique(lines, n, i)) {
				asked++;
				right += pos == lines[i].at;
			}
			if (pos != lines[i].at && verdict <= VERDICT_MOVED)
				wrong_sure++;
			anchor_release(&a);
		}
		text_free(before);
		text_free(after);
		buffer_release(&bytes);
		buffer_release(&edited);
	}
	print_message("%zu of %zu places found, %zu sure and wrong\n", right, asked, wrong_sure);
	assert_true(right * 100 >= asked * 99);
	assert_true(wrong_sure * 200 <= asked);
}

/* Every offset of any bytes gives an anchor that finds itself, and nothing crashes. */
static void any_bytes(void **state)
{
	uint32_t seed = 99;

	(void)state;
	for (int round = 0; round < 60; round++) {
		char bytes[300];
		size_t n = next_random(&seed) % sizeof(bytes);
		struct text *text, *other;

		for (size_t i = 0; i < n; i++)
			bytes[i] = next_random(&seed) % 4 ? (char)next_random(&seed)
							  : "a\n\b\x1B[("[next_random(&seed) % 6];
		text = text_of(bytes, n);
		other = text_of(bytes, n / 2);
		for (size_t at = 0; at <= n; at += 7) {
			struct anchor a;
			uint64_t pos;

			anchor_make(&a, text, NULL, at);
			(void)anchor_resolve(&a, text, NULL, &pos);
			assert_true(pos <= n);
			(void)anchor_resolve(&a, other, NULL, &pos);
			assert_true(pos <= n / 2);
			anchor_release(&a);
		}
		text_free(text);
		text_free(other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_anchor_holds_the_words),
		cmocka_unit_test(unchanged_is_exact),
		cmocka_unit_test(repeated_lines_are_told_apart),
		cmocka_unit_test(another_copy_is_not_exact),
		cmocka_unit_test(changed_words_are_approximate),
		cmocka_unit_test(changed_words_elsewhere_are_found),
		cmocka_unit_test(a_deleted_sentence_leaves_a_seam),
		cmocka_unit_test(another_text_is_lost),
		cmocka_unit_test(wrapping_case_and_width_do_not_matter),
		cmocka_unit_test(readings_do_not_matter),
		cmocka_unit_test(blank_lines_and_ends),
		cmocka_unit_test(edits_of_the_corpus),
		cmocka_unit_test(any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
