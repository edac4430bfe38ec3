/* SPDX-License-Identifier: MIT */
#include "outline/join.h"

#include <string.h>

#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/label.h"
#include "outline/numeral_word.h"

#define BELOW_BLANKS 3   /* between a label and its title */
#define BELOW_LONGEST 72 /* characters of a title below its label */
#define WRAPPED_FIRST 36 /* a line that is wrapped is no shorter */
#define WRAPPED_FLUSH 44 /* nor one that goes on in the column of its label */
#define WRAPPED_LONGEST 120
#define LONG_LINE 45       /* characters of a line that had to be wrapped */
#define STOPPED_LONGEST 60 /* characters of a title with a full stop below its label */
#define CHAPTER_LINES 4    /* of its title, at most */
#define CHAPTER_LONGEST 260
#define DOCUMENT_LONGEST 80
#define DOCUMENT_LINES 4 /* of a title that is centred or goes on, at most */
#define SHORT_FIRST 45   /* bytes: a shorter line in Chinese is no line that had to be wrapped */
#define SHORT_TITLE 24   /* characters of a title that text may follow at once */
#define HALF_SHORTEST 5  /* characters of each half of a title in two lines */
#define HALF_LONGEST 12
#define NAME_BYTES 12       /* of a line that may be a name and nothing else */
#define TITLE_SECOND 30     /* characters of a second line of it */
#define BRACKETS_LONGEST 40 /* bytes: (informative) */
#define CENTRED 4           /* cells before a line that is set in the middle, at least */

/* What a whole title of a Chinese document ends with. */
static const char kinds_of_paper[] =
	"通知 意见 意見 决定 決定 报告 報告 函 批复 批覆 方案 办法 辦法 规定 規定 条例 條例 讲话 "
	"講話 "
	"公告 通报 通報 请示 請示 纪要 紀要 致辞 致詞 试卷 試卷 判决书 裁定书 規程 规程 标准 "
	"说明书 "
	"説明書 章程 细则 规则 規則 制度 指南 纲要 要点 打算 总结 總結 计划 計畫 规划 协定 協定 "
	"协议 "
	"协议书 合同 合同书 公约 公約 条约 條約 議定書 议定书 文件 計画書 報告書 報告集 判決 판결 "
	"결정 "
	"보고서 계획서 계획 규정 조례 설명서";

/* Whether a line ends with a word, whose letters may be set wide: 判 决 书. */
static bool ends_with(const char *s, size_t n, const char *word, size_t len)
{
	while (len > 0) {
		size_t last = utf8_before(word, len);
		uint32_t c;

		while (n > 0 && character_is_blank((c = character_before(s, n, NULL))))
			n = utf8_before(s, n);
		if (n < len - last || memcmp(s + n - (len - last), word + last, len - last) != 0)
			return false;
		n -= len - last;
		len = last;
	}
	return true;
}

static bool ends_with_paper(const char *s, size_t n)
{
	for (const char *word = kinds_of_paper; *word;) {
		size_t len = word_list_first(word);

		if (ends_with(s, n, word, len))
			return true;
		word += len;
		word += *word == ' ';
	}
	return false;
}

/* 云洲共和国政府和: the title goes on in the next line. */
static bool is_unfinished(const char *s, size_t n)
{
	uint32_t c = character_before(s, n, NULL);

	/* 關孝和 is a name */
	return n > NAME_BYTES && character_is_one_of(c, "和与與及暨、的の");
}

/* 国务院关于印发: what is issued stands in the next line, wherever that is. */
static bool is_open(const char *s, size_t n)
{
	static const char ends[] =
		"关于 關於 印发 印發 转发 轉發 批转 批轉 发布 發布 公布 颁布 頒布";

	/* 关于印发《政府网站 */
	for (size_t i = n; i >= 3; i--) {
		if (memcmp(s + i - 3, "》", 3) == 0)
			break;
		if (memcmp(s + i - 3, "《", 3) == 0)
			return true;
	}
	for (const char *word = ends; *word; word += 7) {
		if (ends_with(s, n, word, 6))
			return true;
		if (!word[6])
			break;
	}
	return false;
}

/* ―移動販売車の利用記録から―, - 남해안 섬을 중심으로 -: below a title. */
static bool is_subtitle(const char *s, size_t n)
{
	uint32_t first, last = character_before(s, n, NULL);
	size_t len = utf8_decode(s, n, &first);

	if (first == '-')
		return last == '-' && n > 8 && s[1] != '-';
	if (len >= n || !character_is_one_of(first, "—―–─"))
		return false;
	return last == first;
}

static bool begins_with(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	return len <= n && memcmp(s, word, len) == 0;
}

/* Whether the title of a chapter may go on in a line that is not set in: CHAPTER II.  How the
 * ferry came to be / built without a keel. */
static bool is_chapter(const struct candidate *c)
{
	const struct family *row = family_at(c->family);

	return (c->evidence & EVIDENCE_LATIN) &&
	       (row->form == FORM_KEYWORD || row->form == FORM_BARE ||
		c->family == FAMILY_ROMAN_MARK || c->family == FAMILY_WORD_MARK);
}

void join_start(struct join *j, size_t item, const struct candidate *c, const struct match *m,
		const char *s, size_t n)
{
	enum family_form form = family_at(c->family)->form;
	bool label = m->title >= m->title_end;
	size_t begin = candidate_skip_blanks(s, n, 0);

	*j = JOIN_NONE;
	if (c->evidence & (EVIDENCE_CONTENTS | EVIDENCE_SHADOW))
		return;
	if (c->family == FAMILY_TITLE) {
		j->kind = JOIN_DOCUMENT;
		j->last_letter_ends_title = ends_with_paper(s, n);
		if (c->length > DOCUMENT_LONGEST ||
		    (c->evidence & (EVIDENCE_SENTENCE | EVIDENCE_COLON)))
			return;
		j->short_first = !(c->evidence & EVIDENCE_LATIN) &&
				 !begins_with(s + begin, n - begin, "关于") &&
				 !begins_with(s + begin, n - begin, "關於") &&
				 n - begin < SHORT_FIRST;
		j->open = is_open(s, n);
		j->unfinished = j->open || is_unfinished(s, n);
	} else if (label && c->family == FAMILY_ANNEX) {
		j->kind = JOIN_BELOW;
		j->blanks = BELOW_BLANKS - 1;
	} else if (label && (form == FORM_UNIT || form == FORM_KEYWORD || form == FORM_AFTER ||
			     form == FORM_BARE || form == FORM_DECIMAL)) {
		if (c->evidence & EVIDENCE_RUN_IN)
			return;
		j->kind = JOIN_BELOW;
	} else if (!label && (c->evidence & EVIDENCE_LATIN) && c->length >= WRAPPED_FIRST &&
		   !(c->evidence & (EVIDENCE_SENTENCE | EVIDENCE_RUN_IN)) &&
		   c->notation == NOTATION_PLAIN) {
		j->kind = JOIN_WRAPPED;
		/* 1.5. What is the difference: at the edge, as its label */
		j->flush = form == FORM_DECIMAL && c->length >= WRAPPED_FLUSH;
		j->column = c->column + !j->flush;
	} else {
		return;
	}
	j->item = item;
	j->chapter = is_chapter(c);
}

bool join_waits(const struct join *j)
{
	return j->item != SIZE_MAX;
}

bool join_wants_title(const struct join *j)
{
	return j->item != SIZE_MAX && !j->pending &&
	       (j->kind == JOIN_BELOW || (j->kind == JOIN_DOCUMENT && j->blanks == 0));
}

bool join_goes_on(const struct join *j)
{
	return j->item != SIZE_MAX && j->chapter && j->kind != JOIN_DOCUMENT &&
	       (j->pending || (j->kind == JOIN_WRAPPED && j->blanks == 0));
}

bool join_holds_volume(const struct join *j, const struct candidate *items)
{
	return j->item != SIZE_MAX && j->kind == JOIN_BELOW && j->pending && j->lines == 1 &&
	       (items[j->item].family == FAMILY_JUAN || items[j->item].family == FAMILY_JUAN_AFTER);
}

/* by Edith Marlowe, Von N. N., a date: below a title but none of it. */
static bool names_author(const char *s, size_t n)
{
	size_t mark = s[0] == '<', len = word_length(s + mark, n - mark);

	s += mark;
	return (s[0] >= '0' && s[0] <= '9') ||
	       word_among(s, len,
			  "by von par por di edited translated version draft revision last "
			  "date author document") >= 0;
}

/* Whether a title in Chinese, Japanese or Korean goes on with a line. */
static bool goes_on_with(const struct join *j, const struct candidate *c,
			 const struct join_line *line, const struct match *m)
{
	uint32_t first;
	bool and;

	if (m->c.evidence & EVIDENCE_LATIN)
		return false;
	if (is_subtitle(line->s, line->n))
		return true;
	utf8_decode(line->s, line->n, &first);
	if (character_is_one_of(first, "—―–─-"))
		return false;
	and = character_is_one_of(first, "的和及与與暨并");
	if (ends_with_paper(line->s, line->n))
		return (and || !j->last_letter_ends_title) && !(c->evidence & EVIDENCE_COMMA) &&
		       m->c.length <= TITLE_SECOND;
	return !j->last_letter_ends_title &&
	       ((and&&!j->short_first) || (j->unfinished && m->c.length <= TITLE_SECOND));
}

/* 3.1 over crust: a term that a standard defines. */
static bool is_term(const struct join *j, const struct candidate *c, const struct match *m)
{
	return family_at(c->family)->form == FORM_DECIMAL && j->blanks == 0 &&
	       m->c.length <= TITLE_SECOND;
}

static bool is_annex(const struct candidate *c)
{
	return c->family == FAMILY_APPENDIX || c->family == FAMILY_ANNEX;
}

/* (normative), （资料性附录）农事历: where the brackets end that a line begins with; 0 if it does
 * not, or if they are long. */
static size_t in_brackets(const char *s, size_t n)
{
	struct cursor at = {s, n, 0};
	uint32_t c = cursor_take(&at);

	if (c != '(' && c != 0xFF08)
		return 0;
	while (at.pos < n && at.pos < BRACKETS_LONGEST) {
		c = cursor_take(&at);
		if (c == ')' || c == 0xFF09)
			return at.pos;
	}
	return 0;
}

/* another. Katia too turned up: a sentence ends inside a line that is not in capitals. */
static bool has_stop(const char *s, size_t n)
{
	unsigned letters = 0; /* small ones in a row */

	for (size_t i = 0; i + 2 < n; i++) {
		if (letters > 3 && strchr(".!?", s[i]) && s[i + 1] == ' ' &&
		    !(s[i + 2] >= 'a' && s[i + 2] <= 'z'))
			return true;
		letters = (s[i] >= 'a' && s[i] <= 'z') || (unsigned char)s[i] >= 0x80 ? letters + 1
										      : 0;
	}
	return false;
}

static bool wraps_on(const struct candidate *c, const struct join_line *line, const struct match *m)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS;

	return is_chapter(c) && c->length >= LONG_LINE &&
	       c->length + m->c.length <= CHAPTER_LONGEST &&
	       (label_in_capitals(line->s, line->n) ||
		(!(m->c.evidence & bad) && !has_stop(line->s, line->n) &&
		 !memchr(line->s, '"', line->n)));
}

/* The Widow and her Child. below CHAPTER I: a title, if all chapters have one. */
static bool is_stopped(const struct join *j, const struct candidate *c,
		       const struct join_line *line, const struct match *m)
{
	return !family_is_article(c->family) && j->kind == JOIN_BELOW && j->chapter &&
	       m->c.length <= STOPPED_LONGEST && line->s[line->n - 1] == '.' &&
	       line->s[line->n - 2] != '.' && !(m->c.evidence & EVIDENCE_LOWER) &&
	       !has_stop(line->s, line->n);
}

/* Whether the second line can be (more of) the title. */
static bool fits(const struct join *j, const struct candidate *c, const struct join_line *line,
		 struct match *m)
{
	unsigned bad = EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS;
	uint32_t first;

	*m = (struct match){.title_end = line->n, .body = line->n};
	m->c.family = c->family;
	candidate_weigh(line->s, line->n, m);
	utf8_decode(line->s, line->n, &first);
	/* behind a gap may stand its text */
	if (c->family == FAMILY_ANNEX && j->blanks >= BELOW_BLANKS &&
	    !label_in_capitals(line->s, line->n))
		return false;
	if (j->kind == JOIN_WRAPPED && j->blanks == 0 && line->column < j->column)
		return wraps_on(c, line, m);
	if (j->kind == JOIN_WRAPPED)
		return j->blanks == 0 &&
		       !(j->flush && (m->c.evidence & (EVIDENCE_SENTENCE | EVIDENCE_QUESTION)) ==
					     EVIDENCE_SENTENCE) &&
		       c->length + m->c.length <= WRAPPED_LONGEST;
	/* 12 over 00:01:02,000 --> 00:01:04,500 */
	if (family_at(c->family)->form == FORM_BARE && character_is_digit(first))
		return false;
	if (j->kind == JOIN_BELOW &&
	    character_is_one_of(first, "“”‘„»›「『《（(［[〔\"'—–-*=_~#") &&
	    !(is_annex(c) && in_brackets(line->s, line->n) > 0))
		return false;
	/* 二 over その夜半、――: the text begins */
	if (j->kind == JOIN_BELOW &&
	    character_is_one_of(character_before(line->s, line->n, NULL), "―—…"))
		return false;
	if ((m->c.evidence & EVIDENCE_SENTENCE) && !label_in_capitals(line->s, line->n) &&
	    !is_stopped(j, c, line, m) &&
	    !(j->kind == JOIN_DOCUMENT && c->column >= CENTRED && line->column >= CENTRED &&
	      m->c.length <= TITLE_SECOND))
		return false;
	if ((m->c.evidence & bad) &&
	    !(j->kind == JOIN_BELOW && (m->c.evidence & bad) == EVIDENCE_CLAUSE &&
	      label_in_capitals(line->s, line->n)))
		return false;
	/* 他們也該早已懂得，…… is the text */
	if (j->kind == JOIN_BELOW && !(m->c.evidence & EVIDENCE_LATIN) &&
	    character_before(line->s, line->n, NULL) == 0x2026)
		return false;
	if (j->kind == JOIN_BELOW)
		return m->c.length <= BELOW_LONGEST &&
		       (!(m->c.evidence & EVIDENCE_LOWER) || is_term(j, c, m)) &&
		       ((m->c.evidence & EVIDENCE_LATIN) || m->c.length <= 30);
	if (c->evidence & EVIDENCE_LATIN)
		return m->c.length <= DOCUMENT_LONGEST && !names_author(line->s, line->n);
	return goes_on_with(j, c, line, m);
}

static void commit(struct join *j, struct candidate *items, bool gap)
{
	struct candidate *c = &items[j->item];
	uint64_t end = j->end - c->offset;
	unsigned ends = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_QUESTION;

	if (j->stopped) {
		c->title_len = candidate_narrow(j->end - j->begin);
		c->body = (uint32_t)end;
		c->evidence |= EVIDENCE_STOPPED | EVIDENCE_BLANK_AFTER;
	} else if (end - c->title < UINT16_MAX) {
		if (j->kind == JOIN_BELOW) {
			c->title = (uint16_t)(j->begin - c->offset);
			c->key = j->second.c.key;
			c->evidence &= ~(unsigned)(EVIDENCE_LATIN | EVIDENCE_LOWER);
			c->evidence |= j->second.c.evidence & EVIDENCE_LATIN;
			c->length = 0;
		}
		c->title_len = (uint16_t)(end - c->title);
		c->body = (uint32_t)end;
		c->length = (uint16_t)(c->length + j->second.c.length);
		c->evidence = (c->evidence & ~ends) | (j->second.c.evidence & ends);
		if (!j->had_body)
			c->evidence &= ~(unsigned)EVIDENCE_BODY;
		if (gap)
			c->evidence |= EVIDENCE_BLANK_AFTER;
	}
	*j = JOIN_NONE;
}

/* The title ends with this line, if it is one on several lines. */
static void take_end(struct join *j, const struct candidate *c, const struct join_line *line)
{
	j->end = line->end;
	j->lines++;
	j->bracketed = in_brackets(line->s, line->n) == line->n;
	if (j->kind != JOIN_DOCUMENT)
		return;
	j->unfinished = is_unfinished(line->s, line->n);
	j->last_letter_ends_title = ends_with_paper(line->s, line->n);
	j->whole = !(c->evidence & EVIDENCE_LATIN) &&
		   (j->last_letter_ends_title || is_subtitle(line->s, line->n));
}

/* One line more below the two of a document's title. */
static void take_third(struct join *j, struct candidate *items, const struct join_line *line)
{
	const struct candidate *c = &items[j->item];
	bool latin = c->evidence & EVIDENCE_LATIN;
	struct match more;

	if (line->n > 0 && j->lines < DOCUMENT_LINES - 1 && fits(j, c, line, &more) &&
	    (latin ? j->column >= CENTRED && line->column >= CENTRED &&
			     c->length + j->second.c.length + more.c.length <= WRAPPED_LONGEST
		   : !j->whole || is_subtitle(line->s, line->n))) {
		more.c.length = (uint16_t)(more.c.length + j->second.c.length);
		j->second = more;
		take_end(j, c, line);
		return;
	}
	if (j->whole || (latin && line->n > 0 && names_author(line->s, line->n)))
		commit(j, items, false);
	*j = JOIN_NONE;
}

/* One line more of a chapter's title: true if it is. */
static bool take_more(struct join *j, const struct candidate *c, const struct join_line *line)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_CONTENTS;
	struct match more = {.title_end = line->n, .body = line->n};
	bool capitals = label_in_capitals(line->s, line->n);
	unsigned length;

	if (j->kind == JOIN_DOCUMENT || line->n == 0 || j->stopped ||
	    j->lines >= CHAPTER_LINES - 1 || (j->kind == JOIN_WRAPPED && !j->strict) ||
	    (j->kind == JOIN_BELOW && !j->long_line))
		return false;
	more.c.family = c->family;
	candidate_weigh(line->s, line->n, &more);
	length = j->second.c.length + (unsigned)more.c.length;
	if (!(more.c.evidence & EVIDENCE_LATIN) || !j->chapter ||
	    (!capitals && ((more.c.evidence & bad) || has_stop(line->s, line->n))) ||
	    c->length + length > CHAPTER_LONGEST)
		return false;
	j->long_line = capitals || more.c.length >= LONG_LINE;
	j->strict = true;
	more.c.length = candidate_narrow(length);
	more.c.key = j->second.c.key;
	j->second = more;
	take_end(j, c, line);
	return true;
}

/* 第三回, and below it 托内兄如海荐西宾 and 接外孙贾母惜孤女: both halves of a title. */
static bool is_second_half(const struct join *j, const struct candidate *c,
			   const struct join_line *line)
{
	unsigned bad = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_QUESTION |
		       EVIDENCE_LATIN;
	struct match m = {.title_end = line->n, .body = line->n};

	if (j->kind != JOIN_BELOW || family_at(c->family)->form != FORM_UNIT || line->n == 0 ||
	    (j->second.c.evidence & bad) || j->second.c.length < HALF_SHORTEST ||
	    j->second.c.length > HALF_LONGEST)
		return false;
	candidate_weigh(line->s, line->n, &m);
	return m.c.length == j->second.c.length && !(m.c.evidence & bad);
}

void join_take_line(struct join *j, struct candidate *items, const struct join_line *line)
{
	const struct candidate *c;

	if (j->item == SIZE_MAX)
		return;
	c = &items[j->item];
	if (j->pending && j->kind == JOIN_DOCUMENT) {
		take_third(j, items, line);
		return;
	}
	/* Annex A, (normative), Sampling */
	if (j->pending && j->lines == 1 && is_annex(c) && j->bracketed) {
		struct match more;

		if (line->n > 0 && fits(j, c, line, &more)) {
			j->second = more;
			take_end(j, c, line);
			return;
		}
	}
	if (j->pending && take_more(j, c, line))
		return;
	if (j->pending && j->lines == 1 && is_second_half(j, c, line)) {
		j->end = line->end;
		j->lines++;
		return;
	}
	if (j->pending) {
		/* text at once below a short title: set so in Chinese, Japanese and Korean */
		if (j->kind == JOIN_BELOW && !(j->second.c.evidence & EVIDENCE_LATIN) &&
		    j->second.c.length <= SHORT_TITLE && (line->n >= 36 || line->n == 0))
			commit(j, items, false);
		*j = JOIN_NONE;
		return;
	}
	if (line->n == 0 || !fits(j, c, line, &j->second)) {
		*j = JOIN_NONE;
		return;
	}
	j->pending = true;
	j->open = false;
	j->stopped =
		(j->second.c.evidence & EVIDENCE_SENTENCE) && is_stopped(j, c, line, &j->second);
	j->strict = j->stopped || (j->kind == JOIN_WRAPPED && line->column < j->column) ||
		    (j->kind == JOIN_BELOW && j->chapter && j->second.c.length >= LONG_LINE &&
		     !label_in_capitals(line->s, line->n));
	j->long_line = (j->second.c.evidence & EVIDENCE_LATIN) &&
		       (j->second.c.length >= LONG_LINE || label_in_capitals(line->s, line->n));
	j->had_body = c->evidence & EVIDENCE_BODY;
	j->begin = line->begin;
	j->column = line->column;
	take_end(j, c, line);
}

void join_take_blank(struct join *j, struct candidate *items)
{
	if (j->item == SIZE_MAX)
		return;
	if (j->pending)
		commit(j, items, true);
	else if (++j->blanks > (j->kind == JOIN_BELOW ? BELOW_BLANKS : j->open ? 1u : 0u))
		*j = JOIN_NONE;
}

void join_take_candidate(struct join *j, struct candidate *items)
{
	if (j->item != SIZE_MAX && j->pending && !j->strict)
		commit(j, items, false);
	*j = JOIN_NONE;
}
