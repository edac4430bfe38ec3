/* SPDX-License-Identifier: MIT */
#include "outline/join.h"

#include <string.h>

#include "outline/cursor.h"
#include "outline/family.h"
#include "outline/numeral_word.h"

#define BELOW_BLANKS 3   /* between a label and its title */
#define BELOW_LONGEST 72 /* characters of a title below its label */
#define WRAPPED_FIRST 36 /* a line that is wrapped is no shorter */
#define WRAPPED_LONGEST 120
#define DOCUMENT_LONGEST 80

/* What a whole title of a Chinese document ends with. */
static const char kinds_of_paper[] =
	"通知 意见 意見 决定 決定 报告 報告 函 批复 批覆 方案 办法 辦法 规定 規定 条例 條例 讲话 "
	"講話 "
	"公告 通报 通報 请示 請示 纪要 紀要 致辞 致詞 试卷 判决书 規程 规程 标准 说明书 章程 细则 "
	"规则 制度 指南 纲要 要点 打算 总结 總結 计划 計畫 规划";

static bool ends_with_paper(const char *s, size_t n)
{
	for (const char *word = kinds_of_paper; *word;) {
		size_t len = word_list_first(word);

		if (len <= n && memcmp(s + n - len, word, len) == 0)
			return true;
		word += len;
		word += *word == ' ';
	}
	return false;
}

static bool begins_with(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	return len <= n && memcmp(s, word, len) == 0;
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
		if (!(c->evidence & EVIDENCE_LATIN) && !begins_with(s + begin, n - begin, "关于") &&
		    !begins_with(s + begin, n - begin, "關於") && n - begin < 45)
			return;
	} else if (label && (form == FORM_UNIT || form == FORM_KEYWORD || form == FORM_AFTER ||
			     form == FORM_BARE || form == FORM_DECIMAL)) {
		if (c->evidence & EVIDENCE_RUN_IN)
			return;
		j->kind = JOIN_BELOW;
	} else if (!label && (c->evidence & EVIDENCE_LATIN) && c->length >= WRAPPED_FIRST &&
		   !(c->evidence & (EVIDENCE_SENTENCE | EVIDENCE_RUN_IN)) &&
		   c->notation == NOTATION_PLAIN) {
		j->kind = JOIN_WRAPPED;
		j->column = c->column + 1;
	} else {
		return;
	}
	j->item = item;
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

/* by Edith Marlowe, Von N. N., a date: below a title but none of it. */
static bool names_author(const char *s, size_t n)
{
	size_t len = word_length(s, n);

	return (s[0] >= '0' && s[0] <= '9') ||
	       word_among(s, len,
			  "by von par por di edited translated version draft revision last "
			  "date author document") >= 0;
}

static bool in_capitals(const char *s, size_t n)
{
	size_t capitals = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] >= 'a' && s[i] <= 'z')
			return false;
		capitals += s[i] >= 'A' && s[i] <= 'Z';
	}
	return capitals > 1;
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
	if (j->kind == JOIN_WRAPPED)
		return j->blanks == 0 && line->column >= j->column &&
		       c->length + m->c.length <= WRAPPED_LONGEST;
	/* 12 over 00:01:02,000 --> 00:01:04,500 */
	if (family_at(c->family)->form == FORM_BARE && character_is_digit(first))
		return false;
	if (character_is_one_of(first, "“”‘「『《（(\"'—–-*=_~#") && j->kind == JOIN_BELOW)
		return false;
	if ((m->c.evidence & EVIDENCE_SENTENCE) && !in_capitals(line->s, line->n))
		return false;
	if (m->c.evidence & bad)
		return false;
	if (j->kind == JOIN_BELOW)
		return m->c.length <= BELOW_LONGEST && !(m->c.evidence & EVIDENCE_LOWER) &&
		       ((m->c.evidence & EVIDENCE_LATIN) || m->c.length <= 30);
	if (c->evidence & EVIDENCE_LATIN)
		return m->c.length <= DOCUMENT_LONGEST && !names_author(line->s, line->n);
	return !j->last_letter_ends_title &&
	       (character_is_one_of(first, "的和及与與暨并") || ends_with_paper(line->s, line->n));
}

static void commit(struct join *j, struct candidate *items, bool gap)
{
	struct candidate *c = &items[j->item];
	uint64_t end = j->end - c->offset;
	unsigned ends = EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON | EVIDENCE_QUESTION;

	if (end - c->title < UINT16_MAX) {
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

void join_take_line(struct join *j, struct candidate *items, const struct join_line *line)
{
	const struct candidate *c;

	if (j->item == SIZE_MAX)
		return;
	c = &items[j->item];
	if (j->pending) {
		/* text at once below a short title: set so in Chinese, Japanese and Korean */
		if (j->kind == JOIN_BELOW && !(j->second.c.evidence & EVIDENCE_LATIN) &&
		    j->second.c.length <= 20 && line->n >= 36)
			commit(j, items, false);
		*j = JOIN_NONE;
		return;
	}
	if ((j->kind != JOIN_BELOW && j->blanks > 0) || line->n == 0 ||
	    !fits(j, c, line, &j->second)) {
		*j = JOIN_NONE;
		return;
	}
	j->pending = true;
	j->had_body = c->evidence & EVIDENCE_BODY;
	j->begin = line->begin;
	j->end = line->end;
}

void join_take_blank(struct join *j, struct candidate *items)
{
	if (j->item == SIZE_MAX)
		return;
	if (j->pending)
		commit(j, items, true);
	else if (++j->blanks > BELOW_BLANKS)
		*j = JOIN_NONE;
}

void join_take_candidate(struct join *j, struct candidate *items)
{
	if (j->item != SIZE_MAX && j->pending)
		commit(j, items, false);
	*j = JOIN_NONE;
}
