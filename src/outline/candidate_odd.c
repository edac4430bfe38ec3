/* SPDX-License-Identifier: MIT */
#include "outline/candidate_odd.h"

#include <string.h>

#include "outline/family.h"
#include "outline/label.h"
#include "outline/numeral.h"
#include "outline/numeral_word.h"

#define NAME_LONGEST 20 /* characters before a label */
#define COLUMN_GAP 5    /* blanks between two columns */
#define WIDE_LONGEST 200
#define LINE_BYTES 60        /* of a line that is a heading by its place alone */
#define LINE_WIDE 15         /* its characters, in Chinese, Japanese and Korean */
#define QUESTION_SHORTEST 12 /* bytes, where a text says that it answers questions */
#define QUESTION_LONGEST 90
#define LINE_WORDS 8 /* and its words, elsewhere */

static const char decoration[] = "【〖[［〔（(「『《★☆◆◇■□●○※=＝*＊·-－—_~～#";
static const char closing[] = "】〗]］〕）)」』》";

static bool is_decoration(uint32_t c)
{
	return c != 0 && character_is_one_of(c, decoration);
}

/* The hash of s[from..to), and how many characters it has; 0 if it reads like a sentence. */
static uint32_t hash_name(const char *s, size_t from, size_t to, unsigned *count)
{
	uint32_t hash = LABEL_HASH_BEGIN;

	*count = 0;
	while (from < to) {
		uint32_t c;

		from += utf8_decode(s + from, to - from, &c);
		if (character_ends_sentence(c) || (c && character_is_one_of(c, "，,；;：:、“”\"")))
			return 0;
		if (character_is_blank(c))
			continue;
		hash = label_hash(hash, c);
		++*count;
	}
	return hash;
}

/* Where 第 stands at or after pos; n if nowhere. */
static size_t find_unit(const char *s, size_t n, size_t pos)
{
	for (; pos + 3 <= n; pos++)
		if (memcmp(s + pos, "第", 3) == 0)
			return pos;
	return n;
}

/* The unit at pos, with what stands before it as decoration or as a name. */
static bool match_unit_at(const char *s, size_t n, size_t pos, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0), name = begin, end;
	struct cursor at = {s, n, pos};
	uint32_t c, before;
	unsigned count = 0;

	*m = (struct match){0};
	before = character_before(s, pos, NULL);
	while (name < pos) {
		size_t len = utf8_decode(s + name, pos - name, &c);

		if (!is_decoration(c) && !character_is_blank(c))
			break;
		name += len;
	}
	if (name < pos && !character_is_blank(before) && before != 0x300B && before != 0x3011)
		return false;
	if (!label_match_unit(&at, m))
		return false;
	if (cursor_peek(&at) && character_is_one_of(cursor_peek(&at), closing)) {
		cursor_take(&at);
		m->c.evidence |= EVIDENCE_SEPARATED | EVIDENCE_SET_OFF;
	}
	if (!(m->c.evidence & EVIDENCE_SEPARATED) ||
	    (family_at(m->c.family)->flags & FAMILY_ARTICLE))
		return false;
	if (name < pos) {
		m->c.prefix = hash_name(s, name, pos, &count);
		if (m->c.prefix == 0 || count > NAME_LONGEST)
			return false;
		m->c.evidence |= EVIDENCE_PREFIXED;
	}
	m->c.alternate = m->c.family;
	m->begin = begin;
	m->title = at.pos;
	end = n;
	while (name > begin && end > m->title) {
		size_t last = utf8_before(s, end);

		utf8_decode(s + last, end - last, &c);
		if (!is_decoration(c) && !character_is_blank(c))
			break;
		end = last;
	}
	return candidate_finish(s, end, false, m);
}

static bool match_inner(const char *s, size_t n, struct match *m)
{
	size_t pos = find_unit(s, n, candidate_skip_blanks(s, n, 0) + 1);

	for (int tries = 0; pos < n && tries < 3; tries++, pos = find_unit(s, n, pos + 3))
		if (match_unit_at(s, n, pos, m))
			return true;
	return false;
}

/* 归途（12）, 归途 12: a name, and a number at the end. */
static bool match_trail(const char *s, size_t n, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0), end = n, pos, before;
	const struct family *row = family_at(FAMILY_TRAIL);
	uint32_t c, number, close = 0;
	unsigned count;

	c = character_before(s, end, &before);
	if (c == 0x5B8C || c == 0x7EC8 || c == 0x7D42) { /* 归途（12）完 */
		end = before;
		c = character_before(s, end, &before);
	}
	if (c == ')' || c == 0xFF09) {
		close = c;
		end = before;
	}
	for (pos = end; pos > begin; pos = utf8_before(s, pos)) {
		size_t last = utf8_before(s, pos);

		if (numeral_parse(s + last, end - last, row->numerals, &number) != end - last)
			break;
	}
	if (pos == end || pos <= begin ||
	    numeral_parse(s + pos, end - pos, row->numerals, &number) != end - pos)
		return false;
	c = character_before(s, pos, NULL);
	if (close ? c != '(' && c != 0xFF08 : !character_is_blank(c))
		return false;
	*m = (struct match){.begin = begin, .title = begin};
	m->c.prefix = hash_name(s, begin, utf8_before(s, pos), &count);
	if (m->c.prefix == 0 || count < 2 || count > NAME_LONGEST || number == 0)
		return false;
	m->c.number = number;
	m->c.family = m->c.alternate = FAMILY_TRAIL;
	m->c.evidence = EVIDENCE_SEPARATED | EVIDENCE_PREFIXED;
	return candidate_finish(s, n, false, m);
}

/* 學而第一, 公冶長第五: a name and its place, numbered through. */
static bool match_name_order(const char *s, size_t n, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0), pos = find_unit(s, n, begin + 1);
	uint32_t number;
	unsigned count;

	if (pos >= n ||
	    numeral_parse(s + pos + 3, n - pos - 3, NUMERAL_HAN, &number) != n - pos - 3 ||
	    number == 0 || hash_name(s, begin, pos, &count) == 0 || count < 2 || count > 8)
		return false;
	*m = (struct match){.begin = begin, .title = begin};
	m->c.number = number;
	m->c.family = m->c.alternate = FAMILY_NAME_ORDER;
	m->c.evidence = EVIDENCE_SEPARATED;
	return candidate_finish(s, n, false, m);
}

/* 情史序, 禅真逸史凡例: a preface that names its book or its author, at the edge; no 程序. */
static bool match_preface(const char *s, size_t n, struct match *m)
{
	unsigned count = 1;
	size_t last, pos;
	uint32_t c = character_before(s, n, &last), before = character_before(s, last, NULL);

	if (c == 0 || !character_is_one_of(c, "序叙敘跋例") || (unsigned char)s[0] < 0xE3 ||
	    (c == 0x4F8B ? before != 0x51E1
			 : character_is_one_of(before, "程次秩顺順工时時有无無倒循排乱亂语語记記")))
		return false;
	for (pos = 0; pos < last; count++) {
		pos += utf8_decode(s + pos, n - pos, &before);
		if (!character_is_cjk(before) && !character_is_one_of(before, "《》·"))
			return false;
	}
	if (count < 3 || count > NAME_LONGEST)
		return false;
	*m = (struct match){0};
	m->c.family = m->c.alternate = FAMILY_FRONT;
	m->c.evidence = EVIDENCE_SEPARATED | EVIDENCE_PREFIXED;
	return candidate_finish(s, n, false, m);
}

/* 西京杂记卷一, 大般若波羅蜜多經卷第二: a book and its volume. */
static bool match_scroll(const char *s, size_t n, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0), pos = n - 3;
	struct cursor at = {s, n, 0};
	unsigned count;

	while (pos > begin && memcmp(s + pos, "卷", 3) != 0 && memcmp(s + pos, "巻", 3) != 0)
		pos--;
	if (pos <= begin)
		return false;
	at.pos = pos;
	*m = (struct match){.begin = begin, .title = n};
	if (!label_match(&at, FAMILY_JUAN_AFTER, m) || at.pos < n)
		return false;
	if (hash_name(s, begin, pos, &count) == 0 || count < 2 || count > NAME_LONGEST)
		return false;
	m->c.family = m->c.alternate = FAMILY_JUAN_AFTER;
	m->c.evidence |= EVIDENCE_SEPARATED;
	return candidate_finish(s, n, false, m);
}

/* THE LESSOR                THE LESSEE: names below a paper, or the head of a table. */
static bool has_columns(const char *s, size_t n)
{
	size_t blanks = 0;

	for (size_t i = 0; i < n && blanks < COLUMN_GAP; i++)
		blanks = s[i] == ' ' ? blanks + 1 : s[i] == '\t' ? COLUMN_GAP : 0;
	return blanks >= COLUMN_GAP;
}

/* PAGE 2, SEITE 14: the foot of a page. */
static bool is_page(const char *s, size_t n)
{
	size_t len = word_length(s, n);

	return word_among(s, len, "page seite página pagina") >= 0 && len + 1 < n &&
	       s[len] == ' ' && s[len + 1] >= '0' && s[len + 1] <= '9';
}

/* BY THE HON. VICTORIA LARK. but not BY THE SEA */
static bool is_author(const char *s, size_t n)
{
	return n > 3 && memcmp(s, "BY ", 3) == 0 && s[n - 1] == '.';
}

static bool match_caps(const char *s, size_t n, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0);

	if (word_among(s + begin, word_length(s + begin, n - begin), "end fin finis ende") >= 0 ||
	    is_page(s + begin, n - begin) || is_author(s + begin, n - begin) ||
	    (n - begin >= 7 && memcmp(s + begin, "THE END", 7) == 0) ||
	    (n - begin >= 11 && memcmp(s + begin, "START: FULL", 11) == 0) ||
	    has_columns(s + begin, n - begin) || memchr(s + begin, '=', n - begin))
		return false;

	*m = (struct match){.begin = begin, .title = begin};
	m->c.family = m->c.alternate = FAMILY_CAPS;
	m->c.evidence = EVIDENCE_SEPARATED;
	return candidate_finish(s, n, false, m);
}

/* C H A P T E R   I  as  CHAPTER I; map leads from there to the line. */
static size_t draw_together(const char *s, size_t n, char *out, uint16_t *map)
{
	size_t len = 0, pos = candidate_skip_blanks(s, n, 0);

	while (pos < n && len < WIDE_LONGEST) {
		if (s[pos] != ' ') {
			if (pos + 1 < n && s[pos + 1] != ' ' && s[pos] != '.')
				return 0;
			map[len] = (uint16_t)pos;
			out[len++] = s[pos++];
		} else if (pos + 1 < n && s[pos + 1] == ' ') {
			map[len] = (uint16_t)pos;
			out[len++] = ' ';
			while (pos < n && s[pos] == ' ')
				pos++;
		} else {
			pos++;
		}
	}
	map[len] = (uint16_t)n;
	return pos >= n ? len : 0;
}

bool candidate_match_wide(const struct label_index *index, const char *s, size_t n, struct match *m)
{
	char line[WIDE_LONGEST + 1];
	uint16_t map[WIDE_LONGEST + 1];
	size_t len = n < WIDE_LONGEST ? draw_together(s, n, line, map) : 0;

	if (len < 4 || !candidate_match(index, line, len, false, m))
		return false;
	m->begin = map[m->begin];
	m->title = map[m->title];
	m->title_end = m->title_end < len ? map[m->title_end] : n;
	m->body = n;
	return true;
}

/* [별표 1] 지원 기준, ☆、番外：黑板: a keyword in brackets, or behind decoration. */
static bool match_decorated_keyword(const char *s, size_t n, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0);
	struct cursor bare = {s, n, begin};

	while (is_decoration(cursor_peek(&bare)) || cursor_peek(&bare) == 0x3001 ||
	       character_is_blank(cursor_peek(&bare)))
		cursor_take(&bare);
	for (unsigned f = FAMILY_EXTRA; bare.pos > begin && f <= FAMILY_FRONT; f++) {
		struct cursor at = bare;

		*m = (struct match){0};
		if (!label_match(&at, f, m))
			continue;
		label_skip_blanks(&at);
		if (cursor_peek(&at) && character_is_one_of(cursor_peek(&at), closing)) {
			cursor_take(&at);
			m->c.evidence |= EVIDENCE_SET_OFF;
		}
		m->begin = begin;
		m->title = at.pos;
		return candidate_finish(s, n, false, m);
	}
	return false;
}

bool candidate_match_odd(const char *s, size_t n, uint32_t forms, struct match *m)
{
	if ((forms & LABEL_INNER) && (match_inner(s, n, m) || match_decorated_keyword(s, n, m)))
		return true;
	if ((forms & 1u << FORM_TRAIL) && (match_trail(s, n, m) || match_scroll(s, n, m) ||
					   match_name_order(s, n, m) || match_preface(s, n, m)))
		return true;
	return (forms & 1u << FORM_CAPS) && match_caps(s, n, m);
}

/* Whether a character is one of a plain word; far: of a title behind a wide gap. */
static bool is_wordly(uint32_t c, bool far)
{
	if (far && (c == ',' || c == '.'))
		return true;
	if (c < 0x80)
		return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == ' ' || c == '-' ||
		       c == '/' || c == '&' || c == '\'' || c == '"' || c == '(' || c == ')';
	return character_is_cjk(c) || character_is_blank(c) || (c >= 0xC0 && c < 0x2000) ||
	       character_is_one_of(c, "’…―—（）「」『』·・"); /* 約翰·克利斯朵夫 */
}

/* 『琴の音』, 〔福沢先生の困難と勇気〕: the text between the marks that a whole line stands in. */
static void strip_marks(const char *s, size_t *begin, size_t *end)
{
	static const char *const pairs[] = {"『』", "〔〕", "《》", "〈〉"};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (*end > *begin + 6 && memcmp(s + *begin, pairs[i], 3) == 0 &&
		    memcmp(s + *end - 3, pairs[i] + 3, 3) == 0) {
			*begin += 3;
			*end -= 3;
			return;
		}
}

/* What a date has before 年, 月 and 日; 昨日 and 壮年 are none. */
static bool ends_number(uint32_t c)
{
	return character_is_digit(c) || character_is_blank(c) ||
	       (c != 0 && character_is_one_of(c, "一二三四五六七八九十廿〇零元"));
}

/* How do I know which version I have? */
static bool is_question(const char *s, size_t n, size_t begin)
{
	size_t words = 1;

	if (n < begin + QUESTION_SHORTEST || n > begin + QUESTION_LONGEST || s[n - 1] != '?' ||
	    s[begin] < 'A' || s[begin] > 'Z')
		return false;
	for (size_t i = begin; i < n; i++)
		words += s[i] == ' ';
	return words >= 3;
}

bool candidate_match_line(const char *s, size_t n, unsigned flags, struct match *m)
{
	size_t begin = candidate_skip_blanks(s, n, 0), pos = begin, all = n;
	unsigned wide = 0, count = 0, words = 1, quotes = 0;
	uint32_t c = 0, before = 0;

	if ((flags & LINE_ASKS) && is_question(s, n, begin))
		goto found;
	if (n <= begin || n - begin > LINE_BYTES || (s[begin] >= 'a' && s[begin] <= 'z'))
		return false;
	/* Known problems: */
	if (begin == 0 && s[n - 1] == ':' && n > 4)
		n--;
	strip_marks(s, &pos, &n);
	utf8_decode(s + pos, n - pos, &c);
	if (pos == begin && character_is_one_of(c, "’…―—（）「」『』")) /* speech, or a note */
		return false;
	for (; pos < n; count++) {
		pos += utf8_decode(s + pos, n - pos, &c);
		if (!is_wordly(c, flags & LINE_FAR) ||
		    (character_is_one_of(c, "年月日") && ends_number(before)))
			return false;
		before = c;
		wide += character_is_cjk(c);
		words += c == ' ';
		quotes += c == '"';
	}
	if (c != 0 && character_is_one_of(c, ",.…―—"))
		return false;
	/* what somebody says: "收到——", "不" */
	if (wide && quotes > 0 &&
	    (quotes % 2 != 0 || count < 4 || (c == '"' && memcmp(s + n - 4, "\xE2\x80", 2) == 0)))
		return false;
	/* a name, not a title: 洞庭客 著, 卷上终 */
	if (character_is_one_of(c, "著終终完譯译編编校注"))
		return false;
	if (wide ? count > LINE_WIDE : count < 4 || words > LINE_WORDS)
		return false;
found:
	*m = (struct match){.begin = begin, .title = begin};
	m->c.family = FAMILY_LINE;
	m->c.alternate = FAMILY_LINE_2;
	m->c.evidence = EVIDENCE_SEPARATED;
	return candidate_finish(s, all, false, m);
}

bool candidate_is_verse(const char *s, size_t n)
{
	unsigned here = 0, all = 0, clauses = 0;

	for (size_t pos = 0; pos < n;) {
		uint32_t c;

		pos += utf8_decode(s + pos, n - pos, &c);
		if (character_is_cjk(c) && c >= 0x3400) {
			here++;
			continue;
		}
		if (!character_is_blank(c) && !character_is_one_of(c, "，。；！？、,.;!?"))
			return false;
		if (here == 0)
			continue;
		if ((here != 5 && here != 7) || (all != 0 && here != all))
			return false;
		all = here;
		here = 0;
		clauses++;
	}
	return here == 0 ? clauses > 0 : clauses > 0 && here == all;
}
