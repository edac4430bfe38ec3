/* SPDX-License-Identifier: MIT */
#include "edit_simulator.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "search/variants.h"
#include "text/data/pinyin.h"

uint32_t random_next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

uint32_t random_below(uint32_t *seed, uint32_t n)
{
	return n > 0 ? random_next(seed) % n : 0;
}

static struct piece *add(struct pieces *p, enum piece_kind kind, const char *s, size_t len)
{
	p->items = array_reserve(p->items, &p->capacity, p->n + 1, sizeof(p->items[0]));
	p->items[p->n] = (struct piece){kind, memory_copy(s, len), len, NO_PLACE, false};
	return &p->items[p->n++];
}

void pieces_release(struct pieces *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->items[i].s);
	free(p->items);
	*p = (struct pieces){0};
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000;
}

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B;
}

/* Where the sentence that begins at pos ends: behind its mark and what closes after it. */
static size_t sentence_end(const char *s, size_t len, size_t pos)
{
	while (pos < len && s[pos] != '\n') {
		uint32_t c;
		size_t used = utf8_decode(s + pos, len - pos, &c), next = pos + used;

		if (ends_sentence(c)) {
			while (next < len) {
				used = utf8_decode(s + next, len - next, &c);
				if (c != 0x201D && c != 0x300D && c != 0xFF09 && !ends_sentence(c))
					return next;
				next += used;
			}
			return next;
		}
		if ((c == '.' || c == '!' || c == '?') && next < len && s[next] == ' ')
			return next;
		pos = next;
	}
	return pos;
}

struct pieces pieces_cut(const char *text, size_t len)
{
	struct pieces p = {0};

	for (size_t pos = 0; pos < len;) {
		size_t end = pos;
		uint32_t c;

		if (text[pos] == '\n') {
			add(&p, PIECE_LINE_END, "\n", 1);
			pos++;
			continue;
		}
		while (end < len) {
			size_t used = utf8_decode(text + end, len - end, &c);

			if (!is_blank(c))
				break;
			end += used;
		}
		if (end > pos)
			add(&p, PIECE_BLANK, text + pos, end - pos);
		pos = end;
		end = sentence_end(text, len, pos);
		if (end > pos)
			add(&p, PIECE_SENTENCE, text + pos, end - pos);
		pos = end;
	}
	for (size_t i = 0; i < p.n; i++)
		p.items[i].origin = i;
	return p;
}

/* Editing. */

static const char *const foreign[] = {
	"这一句话是后来加进去的，原来没有。",
	"會議上又補充了一點意見。",
	"A sentence that was not there before.",
	"付け加えた文です。",
	"谢谢大家。",
	"另外再说明一下。",
};

static void copy(struct pieces *out, const struct piece *from)
{
	struct piece *to = add(out, from->kind, from->s, from->len);

	to->origin = from->origin;
	to->changed = from->changed;
}

/* Puts other characters in the place of some: at least a third of them. */
static void copy_changed(struct pieces *out, const struct piece *from, uint32_t *seed)
{
	struct buffer words;
	struct piece *to;

	buffer_init(&words);
	for (size_t pos = 0; pos < from->len;) {
		uint32_t c;
		size_t used = utf8_decode(from->s + pos, from->len - pos, &c);

		if (random_below(seed, 3) == 0)
			buffer_append_string(&words, used > 1 ? "改" : "x");
		else
			buffer_append(&words, from->s + pos, used);
		pos += used;
	}
	to = add(out, from->kind, words.data, words.len);
	to->origin = from->origin;
	to->changed = true;
	buffer_release(&words);
}

/* The lines of a text as ranges of pieces, their ends included. */
struct lines {
	size_t *first; /* n + 1 of them */
	size_t n;
};

static struct lines lines_of(const struct pieces *p)
{
	struct lines l = {memory_alloc((p->n + 2) * sizeof(l.first[0])), 0};

	l.first[0] = 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].kind == PIECE_LINE_END || i + 1 == p->n)
			l.first[++l.n] = i + 1;
	return l;
}

static void move_block(size_t *order, size_t n, uint32_t *seed)
{
	uint32_t most = (uint32_t)(n / 6 + 1);
	size_t len = 1 + random_below(seed, random_below(seed, 3) == 0 ? most : 4);
	size_t from, to, *block;

	if (len >= n)
		return;
	from = random_below(seed, (uint32_t)(n - len));
	to = random_below(seed, (uint32_t)(n - len));
	block = memory_alloc(len * sizeof(block[0]));
	memcpy(block, order + from, len * sizeof(block[0]));
	memmove(order + from, order + from + len, (n - len - from) * sizeof(order[0]));
	memmove(order + to + len, order + to, (n - len - to) * sizeof(order[0]));
	memcpy(order + to, block, len * sizeof(block[0]));
	free(block);
}

static void add_foreign(struct pieces *out, uint32_t *seed)
{
	const char *s = foreign[random_below(seed, sizeof(foreign) / sizeof(foreign[0]))];

	add(out, PIECE_SENTENCE, s, strlen(s));
}

static void edit_line(struct pieces *out, const struct pieces *p, size_t first, size_t end,
		      uint32_t rarity, uint32_t *seed)
{
	if (random_below(seed, rarity * 4) == 0)
		return;
	if (random_below(seed, rarity * 4) == 0) {
		add_foreign(out, seed);
		add(out, PIECE_LINE_END, "\n", 1);
	}
	for (size_t i = first; i < end; i++) {
		const struct piece *piece = &p->items[i];
		uint32_t what = random_below(seed, rarity * 3);

		if (piece->kind == PIECE_SENTENCE && what == 0)
			continue;
		if (piece->kind == PIECE_SENTENCE && what == 1) {
			copy_changed(out, piece, seed);
			continue;
		}
		if (piece->kind == PIECE_SENTENCE && what == 2)
			add_foreign(out, seed);
		copy(out, piece);
	}
}

struct pieces pieces_edit(const struct pieces *p, uint32_t rarity, uint32_t *seed)
{
	struct pieces out = {0};
	struct lines l = lines_of(p);
	size_t *order = memory_alloc((l.n + 1) * sizeof(order[0]));

	for (size_t i = 0; i < l.n; i++)
		order[i] = i;
	for (size_t k = 0; k < 1 + l.n / (rarity * 8); k++)
		move_block(order, l.n, seed);
	for (size_t i = 0; i < l.n; i++)
		edit_line(&out, p, l.first[order[i]], l.first[order[i] + 1], rarity, seed);
	free(order);
	free(l.first);
	return out;
}

/* Writing. */

struct writing {
	unsigned form;
	struct buffer *out;
	uint32_t width;    /* of rows, in characters */
	uint32_t column;   /* characters since the row began */
	uint32_t variant;  /* which variants are chosen */
	uint32_t readings; /* one in so many Han characters has one */
	uint32_t *seed;
};

static void put(struct writing *w, uint32_t c)
{
	uint8_t bytes[6];
	int len = u8_uctomb(bytes, c, sizeof(bytes));

	if (len > 0)
		buffer_append(w->out, (const char *)bytes, (size_t)len);
}

static void put_line_end(struct writing *w)
{
	buffer_append_string(w->out, w->form & FORM_CRLF ? "\r\n" : "\n");
	w->column = 0;
}

static uint32_t repunctuated(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} marks[] = {{0x3002, '.'},    {0xFF0C, ','},    {',', 0xFF0C}, {0x3001, ','},
		     {0xFF1B, ';'},    {0xFF1A, ':'},    {0xFF01, '!'}, {0xFF1F, '?'},
		     {0x201C, 0x300C}, {0x201D, 0x300D}, {0xFF08, '('}, {0xFF09, ')'},
		     {0x2014, '-'},    {0x2026, 0x22EF}};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (marks[i].from == c)
			return marks[i].to;
	return c;
}

static bool is_han(uint32_t c)
{
	return c >= 0x4E00 && c <= 0x9FFF;
}

static bool is_read_alike(uint32_t a, uint32_t b)
{
	const uint16_t *of_a, *of_b;
	size_t n = pinyin_readings(b, &of_b);

	return pinyin_readings(a, &of_a) > 0 && n > 0 && of_a[0] == of_b[0];
}

/* Another character that is the same by script, and read the same. */
static uint32_t other_script(const struct writing *w, uint32_t c)
{
	uint32_t variants[SCRIPT_MOST];
	size_t n = script_variants(c, variants, SCRIPT_MOST);

	for (size_t i = 0; i < n; i++) {
		uint32_t v = variants[(i + w->variant) % n];

		if (v != c && is_han(v) && is_read_alike(v, c))
			return v;
	}
	return c;
}

static void put_reading(struct writing *w, uint32_t c)
{
	static const char *const marked[][5] = {{"a", "ā", "á", "ǎ", "à"},
						{"e", "ē", "é", "ě", "è"},
						{"o", "ō", "ó", "ǒ", "ò"},
						{"i", "ī", "í", "ǐ", "ì"},
						{"u", "ū", "ú", "ǔ", "ù"}};
	const uint16_t *readings;
	const char *s;
	size_t vowel = 0;

	if (pinyin_readings(c, &readings) == 0)
		return;
	s = pinyin_syllables[pinyin_syllable(readings[0])];
	while (vowel < 5 && strchr(s, marked[vowel][0][0]) == NULL)
		vowel++;
	if (vowel == 5 || strchr(s, 'v') != NULL)
		return;
	/* iu and ui carry the mark on the last. */
	if (vowel == 3 && strstr(s, "iu") != NULL)
		vowel = 4;
	buffer_append_byte(w->out, '(');
	for (; *s != '\0'; s++)
		if (*s == marked[vowel][0][0])
			buffer_append_string(w->out, marked[vowel][pinyin_tone(readings[0])]);
		else
			buffer_append_byte(w->out, *s);
	buffer_append_byte(w->out, ')');
}

static void put_character(struct writing *w, uint32_t c)
{
	uint32_t as_was = c;

	if ((w->form & FORM_WRAP) && w->column >= w->width && (c == ' ' || is_han(c))) {
		put_line_end(w);
		if (c == ' ')
			return;
	}
	if (w->form & FORM_PUNCTUATION)
		c = repunctuated(c);
	if ((w->form & FORM_SCRIPT) && is_han(c))
		c = other_script(w, c);
	if ((w->form & FORM_WIDTH) && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
		c += 0xFEE0;
	put(w, c);
	w->column++;
	if ((w->form & FORM_READINGS) && is_han(as_was) && random_below(w->seed, 6) == 0)
		put_reading(w, c);
}

static void put_piece(struct writing *w, const struct piece *piece)
{
	for (size_t pos = 0; pos < piece->len;) {
		uint32_t c;
		size_t used = utf8_decode(piece->s + pos, piece->len - pos, &c);

		if (c == UTF8_BAD)
			buffer_append(w->out, piece->s + pos, used);
		else
			put_character(w, c);
		pos += used;
	}
}

/* Whether the line that ends with piece i goes on in the next one, when lines are broken anew. */
static bool joins_next(const struct pieces *p, size_t i)
{
	return i > 0 && i + 1 < p->n && p->items[i - 1].kind == PIECE_SENTENCE &&
	       p->items[i + 1].kind == PIECE_SENTENCE &&
	       (unsigned char)p->items[i + 1].s[0] < 0x80 &&
	       uc_is_property_alphabetic((ucs4_t)p->items[i + 1].s[0]);
}

void pieces_write(const struct pieces *p, unsigned form, uint32_t *seed, struct buffer *out,
		  size_t *at)
{
	struct writing w = {.form = form,
			    .out = out,
			    .width = 20 + random_below(seed, 60),
			    .variant = random_next(seed) & 0xFF,
			    .seed = seed};

	for (size_t i = 0; i < p->n; i++) {
		size_t before = out->len;

		/* A break before a sentence is none of it. */
		if (p->items[i].kind == PIECE_SENTENCE && (form & FORM_WRAP) && w.column >= w.width)
			put_line_end(&w);
		at[i] = p->items[i].kind == PIECE_SENTENCE ? out->len : before;
		if (p->items[i].kind != PIECE_LINE_END)
			put_piece(&w, &p->items[i]);
		else if ((form & FORM_WRAP) && joins_next(p, i))
			put_character(&w, ' ');
		else
			put_line_end(&w);
	}
}
