/* SPDX-License-Identifier: MIT */
#include "outline/label.h"

#include <assert.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "outline/family.h"
#include "outline/numeral.h"
#include "outline/numeral_word.h"

#define BIT(form) (1u << (form))
#define INNER_BYTES 80  /* a name before a label is no longer */
#define TRAIL_BYTES 100 /* nor is a line that a number ends */
#define CAPS_BYTES 100
#define ALONE_BYTES 40
_Static_assert(FAMILY_COUNT <= LABEL_FAMILIES, "each family has a place in the index");

#define KEY_LETTERS 3 /* words in letters are told apart by so many: their endings vary */

static uint32_t *slot(struct label_index *index, uint32_t key)
{
	uint32_t i = (key * 2654435761u) & (LABEL_INDEX_SIZE - 1);

	while (index->key[i] != 0 && index->key[i] != key)
		i = (i + 1) & (LABEL_INDEX_SIZE - 1);
	index->key[i] = key;
	return &index->forms[i];
}

static uint32_t look_up(const struct label_index *index, uint32_t key)
{
	uint32_t i = (key * 2654435761u) & (LABEL_INDEX_SIZE - 1);

	while (index->key[i] != 0) {
		if (index->key[i] == key)
			return index->forms[i];
		i = (i + 1) & (LABEL_INDEX_SIZE - 1);
	}
	return 0;
}

static bool is_letter(uint32_t c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= 0xC0 && c < 0x530);
}

/* The key of what a line begins with: a word's first letters, or a sign. */
static uint32_t key_of(const char *s, size_t n)
{
	uint32_t hash = LABEL_HASH_BEGIN, c;
	size_t pos = utf8_decode(s, n, &c);

	if (!is_letter(c))
		return c | 1u << 31;
	for (int k = 0; is_letter(c) && k < KEY_LETTERS; k++) {
		hash = label_hash(hash, c < 0x80 ? (c | 0x20) : uc_tolower(c));
		if (pos >= n)
			break;
		pos += utf8_decode(s + pos, n - pos, &c);
	}
	return hash & ~(1u << 31);
}

/* How many bytes at the start of s are of the set. */
static size_t span(const char *s, size_t n, const char *set)
{
	size_t i = 0;

	while (i < n && s[i] != '\0' && strchr(set, s[i]))
		i++;
	return i;
}

static void add_words(struct label_index *index, const char *words, uint32_t forms)
{
	while (*words) {
		size_t len = word_list_first(words);

		*slot(index, key_of(words, len)) |= forms;
		words += len;
		words += *words == ' ';
	}
}

/* Every character of a string begins labels of these forms. */
static void add_characters(struct label_index *index, const char *s, uint32_t forms)
{
	for (size_t pos = 0, n = strlen(s); pos < n;) {
		uint32_t c;

		pos += utf8_decode(s + pos, n - pos, &c);
		*slot(index, c | 1u << 31) |= forms;
	}
}

void label_index_init(struct label_index *index)
{
	memset(index, 0, sizeof(*index));
	for (unsigned f = 0; f < FAMILY_COUNT; f++) {
		const struct family *row = family_at(f);

		index->form[f] = BIT(row->form);
		if (row->form == FORM_MARK || row->form == FORM_SPACE || row->form == FORM_BARE ||
		    row->form == FORM_BRACKET || row->form == FORM_SIGN)
			index->kinds[f] = row->numerals;

		if (row->form == FORM_AFTER || row->form == FORM_KEYWORD ||
		    row->form == FORM_ALONE || row->form == FORM_SECTION ||
		    row->form == FORM_SYMBOL)
			add_words(index, row->words, BIT(row->form));
	}
	for (size_t k = 0; numeral_word_list(k); k++)
		add_words(index, numeral_word_list(k), LABEL_NUMBER);
	add_characters(index, "第제前後", BIT(FORM_UNIT));
	add_characters(index, "上中下", BIT(FORM_UNIT) | BIT(FORM_BARE));
	add_characters(index,
		       "ーニ一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾貳貮參陸兩两廿卅〇零壱弐参",
		       BIT(FORM_MARK) | BIT(FORM_BARE) | BIT(FORM_BRACKET));
	add_characters(index, "甲乙丙丁戊己庚辛壬癸", BIT(FORM_MARK));
	add_characters(index,
		       "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユ"
		       "ヨラリルレロワ",
		       BIT(FORM_MARK));
	add_characters(index, "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허",
		       BIT(FORM_MARK) | BIT(FORM_BRACKET));
	add_characters(index, "(（", BIT(FORM_BRACKET));
}

/* What follows a numeral decides whether it is a label at all: prose goes on in letters. */
static bool ends_numeral(const char *s, size_t n)
{
	uint32_t c;

	if (n == 0)
		return true;
	utf8_decode(s, n, &c);
	if (c < 0x80)
		return strchr(".) \t,(|\b\033", (int)c) != NULL;
	return character_is_blank(c) || character_is_one_of(c, "、．，）（");
}

/* 3 §, 2 a §: as the statutes of Sweden and Finland have it. */
static bool sign_follows(const char *s, size_t n)
{
	size_t pos = n > 4 && s[2] == ' ' ? 3 : 1;

	return n > pos + 1 && memcmp(s + pos, "§", 2) == 0;
}

/* 3-1 交付, ３－１　交付: a hyphen and a digit. */
static bool number_hangs_on(const char *s, size_t n)
{
	uint32_t c, next;
	size_t len = n > 0 ? utf8_decode(s, n, &c) : 0;

	if (len == 0 || len >= n || (c != '-' && c != 0xFF0D))
		return false;
	utf8_decode(s + len, n - len, &next);
	return character_is_digit(next);
}

static uint32_t digit_forms(const struct label_index *index, const char *s, size_t n)
{
	size_t pos = 0;
	uint32_t c = 0, forms = 0;

	while (pos < n && pos < 24) {
		size_t len = utf8_decode(s + pos, n - pos, &c);

		if (!character_is_digit(c))
			break;
		pos += len;
	}
	if (pos <= 6 && number_hangs_on(s + pos, n - pos))
		return BIT(FORM_DECIMAL);
	if (pos < n && !ends_numeral(s + pos, n - pos))
		return character_is_one_of(c, "章话話回讲講课課场場幕夜부권편장화회막강절")
			       ? BIT(FORM_UNIT)
			       : 0;
	if (pos < n && character_is_blank(c)) {
		forms |= BIT(FORM_SPACE);
		if (sign_follows(s + pos, n - pos))
			forms |= BIT(FORM_SECTION);
		if (pos + 2 < n && is_letter((unsigned char)s[pos + 1]) &&
		    (look_up(index, key_of(s + pos + 1, n - pos - 1)) & BIT(FORM_KEYWORD)))
			forms |= BIT(FORM_KEYWORD); /* 1 kap. */
						    /* 3 章, 2. Kapitel */
	} else if (c == '.' && pos + 2 < n && s[pos + 1] == ' ' &&
		   (look_up(index, key_of(s + pos + 2, n - pos - 2)) & BIT(FORM_KEYWORD))) {
		forms |= BIT(FORM_KEYWORD);
	}
	return forms | BIT(FORM_MARK) | BIT(FORM_BRACKET) | BIT(FORM_DECIMAL) | BIT(FORM_BARE);
}

bool label_in_capitals(const char *s, size_t n)
{
	size_t capitals = 0, digits = 0;

	if (n > CAPS_BYTES)
		return false;
	for (size_t i = 0; i < n;) {
		uint32_t c = (unsigned char)s[i];

		if (c < 0x80) {
			if (c >= 'a' && c <= 'z')
				return false;
			capitals += c >= 'A' && c <= 'Z';
			digits += c >= '0' && c <= '9';
			i++;
			continue;
		}
		i += utf8_decode(s + i, n - i, &c);
		/* letters, and the marks of typographers: ’ “ – … */
		if (c >= 0x2E80 || (c >= 0x2030 && c < 0x2E80 && c != 0x2122) || uc_is_lower(c))
			return false;
		capitals += uc_is_upper(c);
	}
	return capitals >= 2 && capitals >= digits; /* DB33/T 0000—2015 */
}

/* What stands behind the first word: a number, or a word for one. */
static bool number_follows(const struct label_index *index, uint32_t known, const char *s, size_t n)
{
	bool keyword = known & BIT(FORM_KEYWORD);
	uint32_t second;
	size_t pos = n > 0 && s[0] == '.' ? 1 : 0, len, roman;
	uint32_t c;

	if (pos >= n)
		return false;
	pos = candidate_skip_blanks(s, n, pos);
	if (pos >= n)
		return false;
	utf8_decode(s + pos, n - pos, &c);
	if (character_is_digit(c) || (c >= 0x2160 && c <= 0x217B))
		return keyword;
	if (!is_letter(c))
		return false;
	len = word_length(s + pos, n - pos);
	if (keyword && c < 0x80) {
		roman = span(s + pos, len, c >= 'a' ? "ivxlc" : "IVXLC");
		/* IV, Ier, xii, A, the First */
		if (len <= 7 && roman > 0 &&
		    (roman == len || (c <= 'Z' && len - roman <= 3 && s[pos + roman] >= 'a')))
			return true;
		if ((len == 1 && c <= 'Z') || (len == 3 && word_is(s + pos, len, "the", 3)))
			return true;
	}
	if (keyword && len > 4 &&
	    word_among(s + pos, len, "adicional transitoria final derogatoria") >= 0)
		return true;
	second = look_up(index, key_of(s + pos, n - pos));
	return (keyword && (second & LABEL_NUMBER)) ||
	       ((known & LABEL_NUMBER) && (second & BIT(FORM_KEYWORD)));
}

/* table of contents, dramatis personae: short words only. */
static bool phrase_follows(const char *s, size_t n)
{
	size_t words = 0;

	for (size_t i = 0; i < n; i++) {
		if (strchr(",;!?\"'()0123456789", s[i]))
			return false;
		words += s[i] == ' ' && (i + 1 >= n || s[i + 1] != ' ');
	}
	return words > 0 && words <= 4;
}

/* Contents              Page */
static bool wide_gap(const char *s, size_t n)
{
	return n > 3 && s[0] == ' ' && s[1] == ' ' && s[2] == ' ';
}

/* A no-break space, as Appendix A may have. */
static bool is_hard_blank(const char *s, size_t n)
{
	return s[0] == '\xC2' && n > 1 && s[1] == '\xA0';
}

static uint32_t letter_forms(const struct label_index *index, const char *s, size_t n)
{
	size_t len = 0, roman = span(s, n, s[0] >= 'a' ? "ivxlc" : "IVXLCDM");
	uint32_t forms = 0, known;

	while (len < n && len < 40 &&
	       (((s[len] | 0x20) >= 'a' && (s[len] | 0x20) <= 'z') ||
		((unsigned char)s[len] >= 0x80 && !is_hard_blank(s + len, n - len))))
		len++;
	if (len == n || (len == 1 && n > 1) || (roman == len && len < 8)) {
		if (len == n || ends_numeral(s + len, n - len))
			forms |= BIT(FORM_MARK) | BIT(FORM_BRACKET) | BIT(FORM_BARE);
		if (n > 2 && len == 1 && s[1] == '.')
			forms |= BIT(FORM_DECIMAL);
	}
	if (len == 1 && n > 1 && s[1] >= '0' && s[1] <= '9' &&
	    (look_up(index, key_of(s, 1)) & BIT(FORM_KEYWORD)))
		forms |= BIT(FORM_KEYWORD);
	if (len == 1 && n > 5 && s[1] == ' ' && s[3] == ' ' && s[5] == ' ')
		forms |= BIT(FORM_KEYWORD) | BIT(FORM_ALONE);
	known = look_up(index, key_of(s, n));
	if ((known & BIT(FORM_ALONE)) &&
	    n <= (wide_gap(s + len, n - len) ? CAPS_BYTES : ALONE_BYTES) &&
	    (len == n || s[len] == ':' || (len + 1 < n && s[len] == ' ' && s[len + 1] == ':') ||
	     s[len] == '-' || s[len] == '.' || phrase_follows(s + len, n - len)))
		forms |= BIT(FORM_ALONE);
	if (len < n && n <= 200 && (known & (BIT(FORM_KEYWORD) | LABEL_NUMBER)) &&
	    number_follows(index, known, s + len, n - len))
		forms |= BIT(FORM_KEYWORD);
	/* THE FIRST ACT */
	if (len == 3 && n > 9 && n <= 60 && s[3] == ' ' &&
	    word_among(s, 3, "the das der die het") >= 0 && is_letter((unsigned char)s[4]) &&
	    !(s[4] >= 'a' && s[4] <= 'z')) {
		size_t word = word_length(s + 4, n - 4);

		known = look_up(index, key_of(s + 4, n - 4));
		if (word > 0 && (known & LABEL_NUMBER) &&
		    number_follows(index, known, s + 4 + word, n - 4 - word))
			forms |= BIT(FORM_KEYWORD);
		known = 0;
	}
	if (label_in_capitals(s, n))
		forms |= BIT(FORM_CAPS);
	/* PRIMERA.- Objeto; prose begins with First, not with FIRST */
	if ((known & LABEL_NUMBER) && len + 1 < n && len > 2 && label_in_capitals(s, len) &&
	    (s[len] == '.' || s[len] == ':'))
		forms |= BIT(FORM_MARK);
	return forms;
}

/* Labels that do not begin the line: 我的大学 第三章, 归途（12）. */
static uint32_t inner_forms(const char *s, size_t n)
{
	uint32_t forms = 0, c;
	size_t last;

	if (n > TRAIL_BYTES || n < 4)
		return 0;
	for (const char *at = s, *end = s + (n < INNER_BYTES ? n : INNER_BYTES) - 2;
	     (at = memchr(at, 0xE7, (size_t)(end > at ? end - at : 0))) != NULL; at++)
		if (memcmp(at, "第", 3) == 0) {
			forms |= LABEL_INNER;
			break;
		}
	last = utf8_before(s, n);
	utf8_decode(s + last, n - last, &c);
	if ((c == ')' || c == 0xFF09 || character_is_digit(c) || c == 0x5B8C || c == 0x7EC8 ||
	     c == 0x7D42 ||
	     (c >= 0x4E00 && character_is_one_of(c, "序叙敘跋例一二三四五六七八九十上中下")) ||
	     (forms & LABEL_INNER)) &&
	    (unsigned char)s[0] >= 0xE3)
		forms |= BIT(FORM_TRAIL);
	return forms;
}

static uint32_t forms_of(const struct label_index *index, const char *s, size_t n)
{
	uint32_t c, forms;
	size_t len;

	if (n == 0)
		return 0;
	len = utf8_decode(s, n, &c);
	if (character_is_digit(c))
		return digit_forms(index, s, n);
	if (c < 0x80 && is_letter(c))
		return letter_forms(index, s, n);
	if (is_letter(c)) {
		forms = look_up(index, key_of(s, n));
		forms = forms && n <= 200 ? BIT(FORM_KEYWORD) | BIT(FORM_ALONE) : 0;
		return forms | (label_in_capitals(s, n) ? BIT(FORM_CAPS) : 0);
	}
	if ((c >= 0x2160 && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793) ||
	    (c >= 0x3200 && c <= 0x32BF) || (c >= 0xFF21 && c <= 0xFF5A))
		return BIT(FORM_MARK) | BIT(FORM_BRACKET) | BIT(FORM_SIGN) | BIT(FORM_BARE);
	forms = look_up(index, c | 1u << 31);
	if ((forms & BIT(FORM_UNIT)) && n > 60 && character_is_one_of(c, "上中下前後"))
		forms = 0;
	if (forms & BIT(FORM_MARK)) {
		size_t pos = len;

		while (pos < n && pos < 24 && (unsigned char)s[pos] >= 0xE3 &&
		       (look_up(index, (utf8_decode(s + pos, n - pos, &c), c | 1u << 31)) &
			BIT(FORM_MARK)) &&
		       c < 0x9FFF)
			pos += 3;
		if (!ends_numeral(s + pos, n - pos))
			forms &= ~(BIT(FORM_MARK) | BIT(FORM_BARE) | BIT(FORM_BRACKET));
	}
	if (c == '(' || c == 0xFF08)
		return forms;
	if (c == '=' || c == '_' || c == '*' || c == '-' || c == 0x300A || c == 0x3014 ||
	    c == '[' || (forms & BIT(FORM_SYMBOL)))
		forms |= LABEL_INNER;
	return forms | inner_forms(s, n);
}

size_t label_subject(const char *s, size_t n)
{
	static const char head[] = "Subject: ";

	return n >= sizeof(head) && memcmp(s, head, sizeof(head) - 1) == 0 ? sizeof(head) - 1 : 0;
}

uint32_t label_forms(const struct label_index *index, const char *s, size_t n)
{
	size_t subject = label_subject(s, n);
	uint32_t set_off = BIT(FORM_MARK) | BIT(FORM_DECIMAL) | BIT(FORM_KEYWORD) |
			   BIT(FORM_ALONE) | BIT(FORM_SECTION);

	if (subject > 0)
		return forms_of(index, s + subject, n - subject) & set_off;
	return forms_of(index, s, n);
}
