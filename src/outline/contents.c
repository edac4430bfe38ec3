/* SPDX-License-Identifier: MIT */
#include "outline/contents.h"

#include <string.h>

#include "outline/candidate.h"
#include "outline/cursor.h"
#include "outline/label.h"
#include "outline/numeral_word.h"

#define LONGEST 120       /* bytes of an entry */
#define OTHER_MAX 3       /* lines that are no entries before it is over */
#define QUOTED_SHORTEST 6 /* characters of the name of a paper */
#define SHORTEST 2        /* characters of an entry */

static uint32_t step(uint32_t hash, uint32_t c)
{
	return label_hash(hash, c == 0xFF0E ? '.' : c) | 1;
}

static bool has_key(const struct contents *c, uint32_t key)
{
	uint32_t i = (key * 2654435761u) % CONTENTS_SLOTS;

	while (c->key[i] != 0 && c->key[i] != key)
		i = (i + 1) % CONTENTS_SLOTS;
	return c->key[i] == key;
}

static void add_key(struct contents *c, uint32_t key)
{
	uint32_t i = (key * 2654435761u) % CONTENTS_SLOTS;

	if (c->n >= CONTENTS_ENTRIES)
		return;
	while (c->key[i] != 0 && c->key[i] != key)
		i = (i + 1) % CONTENTS_SLOTS;
	c->n += c->key[i] == 0;
	c->key[i] = key;
}

size_t contents_without_edit(const char *s, size_t n)
{
	static const char *const edits[] = {"[编辑]", "[編輯]", "[編集]", "[편집]", "[edit]"};

	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		size_t len = strlen(edits[i]);

		if (n > len && memcmp(s + n - len, edits[i], len) == 0)
			return n - len;
	}
	return n;
}

/* The census of 1971: a year behind a word is no page. */
static bool ends_with_year(const char *s, size_t n)
{
	return n > 5 && s[n - 5] == ' ' && s[n - 6] != ' ' && s[n - 6] != '.' &&
	       (s[n - 4] == '1' || s[n - 4] == '2') &&
	       character_is_digit((unsigned char)s[n - 3]) &&
	       character_is_digit((unsigned char)s[n - 2]) &&
	       character_is_digit((unsigned char)s[n - 1]);
}

size_t contents_words_end(const char *s, size_t n)
{
	size_t end = n = contents_without_edit(s, n);
	unsigned digits = 0;

	while (end > 0) {
		size_t before;
		uint32_t c = character_before(s, end, &before);

		if (character_is_digit(c) && end < n && ends_with_year(s, end))
			break;
		if (character_is_digit(c))
			digits++;
		else if (!character_is_blank(c) && !character_is_one_of(c, ".…·．‥・。─—-/／"))
			break;
		end = before;
	}
	/* Kapitel 12: a number without leaders or a gap is no page */
	if (digits > 0 && end < n && candidate_skip_blanks(s, n, end) == end &&
	    !character_is_one_of(cursor_peek(&(struct cursor){s, n, end}), ".…·．‥・─—/／"))
		return n;
	if (digits == 4 && ends_with_year(s, n))
		return n;
	while (end > 0 && character_is_blank(character_before(s, end, NULL)))
		end--;
	return end;
}

/* The hash of s[from..to), and how many characters it counts. */
static uint32_t hash_of(const char *s, size_t from, size_t to, unsigned *count)
{
	uint32_t hash = LABEL_HASH_BEGIN, c;

	*count = 0;
	while (from < to) {
		from += utf8_decode(s + from, to - from, &c);
		if (character_is_blank(c))
			continue;
		hash = step(hash, c);
		++*count;
	}
	return hash;
}

/* Behind 3.1 or 12 and a blank: where the words of a numbered entry begin; from if it has none. */
static size_t skip_number(const char *s, size_t n, size_t from)
{
	size_t pos = from;

	while (pos < n && ((s[pos] >= '0' && s[pos] <= '9') || s[pos] == '.'))
		pos++;
	if (pos == from || candidate_skip_blanks(s, n, pos) == pos)
		return from;
	return candidate_skip_blanks(s, n, pos);
}

/* [Illustration], </TABLE> */
static bool is_picture(const char *s, size_t n)
{
	if (n > 3 && s[0] == '<' && s[1] == '/' && s[n - 1] == '>')
		return true;
	return s[0] == '[' && s[n - 1] == ']' && word_length(s + 1, n - 1) > 2;
}

void contents_open(struct contents *c)
{
	c->open = true;
	c->gap = false;
	c->other = c->paged = c->read = 0;
}

void contents_line(struct contents *c, const char *s, size_t n)
{
	size_t begin = candidate_skip_blanks(s, n, 0), end = contents_words_end(s, n), words;
	unsigned count;
	uint32_t key = hash_of(s, begin, end > begin ? end : begin, &count);

	if (end <= begin || count < SHORTEST || n > LONGEST || is_picture(s + begin, end - begin) ||
	    character_ends_sentence(character_before(s, n, NULL))) {
		c->open = ++c->other < OTHER_MAX;
		return;
	}
	/* behind a gap an entry looks like those before it, or it is none */
	if ((end == n && has_key(c, key)) ||
	    (c->gap && c->read > 1 && (end == n || c->paged == 0))) {
		c->open = false;
		return;
	}
	c->gap = false;
	c->read++;
	c->paged += end < n;
	c->other = 0;
	add_key(c, key);
	words = skip_number(s, end, begin);
	if (words > begin) {
		key = hash_of(s, words, end, &count);
		if (count >= SHORTEST)
			add_key(c, key);
	}
}

void contents_add_quoted(struct contents *c, const char *title, size_t n)
{
	for (size_t begin = 0; begin + 3 <= n; begin++) {
		size_t end;
		unsigned count;
		uint32_t key;

		if (memcmp(title + begin, "《", 3) != 0)
			continue;
		for (end = begin + 3; end + 3 <= n && memcmp(title + end, "》", 3) != 0; end++)
			;
		if (end + 3 > n)
			return;
		key = hash_of(title, begin + 3, end, &count);
		/* 《红楼梦》 is a book that is written about */
		if (count >= QUOTED_SHORTEST)
			add_key(c, key);
		begin = end;
	}
}

void contents_blank(struct contents *c)
{
	c->gap = true;
}

bool contents_has(const struct contents *c, const char *s, size_t n)
{
	size_t begin = candidate_skip_blanks(s, n, 0), end = contents_words_end(s, n);
	unsigned count;
	uint32_t key;

	if (c->n == 0 || c->open || end <= begin || n > LONGEST)
		return false;
	key = hash_of(s, begin, end, &count);
	return count >= SHORTEST && has_key(c, key);
}

static bool has_blank(const char *s, size_t n, size_t pos)
{
	while (pos < n && (pos = utf8_skip_han(s, n, pos)) < n) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, n - pos, &c);

		if (character_is_blank(c))
			return true;
		pos += len;
	}
	return false;
}

size_t contents_end(const struct contents *c, const char *s, size_t n, size_t from, size_t title)
{
	uint32_t hash = LABEL_HASH_BEGIN, ch;
	size_t pos = from;

	if (c->n == 0 || c->open || !has_blank(s, n < from + LONGEST ? n : from + LONGEST, title))
		return n;
	while (pos < n && pos < from + LONGEST) {
		size_t len = utf8_decode(s + pos, n - pos, &ch);

		/* the end of a word: an entry may end there */
		if (character_is_blank(ch) && pos > title && has_key(c, hash))
			return pos;
		if (!character_is_blank(ch))
			hash = step(hash, ch);
		pos += len;
	}
	return n;
}
