/* SPDX-License-Identifier: MIT */
/*
 * The clauses of articles are no headings:
 *
 *     第三条  有下列情形之一的，应当报告：
 *     （一）堤岸开裂的；
 *     （二）水位超过警戒线的。
 *
 * Nor does their sequence go on in another article.
 */
#include "outline/decide_internal.h"
#include "outline/label.h"

#define SPACED_MOST 6    /* blanks between the letters of a word that is set wide */
#define ARTICLE_REACH 40 /* candidates from a section to its first article */

bool decide_may_be_clause(unsigned family)
{
	const struct family *row = family_at(family);

	return row->form == FORM_MARK || row->form == FORM_BRACKET || row->form == FORM_SIGN ||
	       row->form == FORM_SPACE || (row->flags & FAMILY_CLAUSE);
}

static bool is_article(unsigned family)
{
	return (family_at(family)->flags & FAMILY_ARTICLE) || family == FAMILY_ARTICLE_WORD;
}

/* Whether the first article behind the last of a chain is the first of its own sequence. */
static bool restarts_articles(const struct decision *d, const struct chain *chain)
{
	for (uint32_t i = chain->last + 1; i < d->n && i <= chain->last + ARTICLE_REACH; i++)
		if (is_article(d->items[i].family))
			return d->items[i].number == 1;
	return false;
}

bool decide_is_left_behind(const struct decision *d, const struct chain *chain)
{
	return chain->article != 0 && chain->article != d->article &&
	       decide_may_be_clause(chain->family) &&
	       (d->outer > chain->first || !restarts_articles(d, chain));
}

/* Whether an article stands between the members of a chain. */
static bool holds_article(const struct decision *d, const struct chain *chain)
{
	for (uint32_t i = chain->first; i < chain->last; i++) {
		uint32_t k = d->chain_of[i];

		if (k != UINT32_MAX && d->chains[k].accepted && is_article(d->chains[k].family))
			return true;
	}
	return false;
}

/* Whether an outer heading holds what belongs to an article in statutes of Japan and Korea: numbers
 * that are set off by a blank, or in circles. */
static bool is_supplement(const struct decision *d, uint32_t i)
{
	return d->items[i].family == FAMILY_FRONT && i + 1 < d->n &&
	       (d->items[i + 1].family == FAMILY_DIGIT_SPACE ||
		d->items[i + 1].family == FAMILY_SIGN);
}

/* Whether a label is that of two characters, with blanks of one kind between them or none. */
static bool key_is(uint32_t key, const uint32_t *word)
{
	static const uint32_t blanks[] = {' ', 0x3000};

	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
		uint32_t hash = label_hash(LABEL_HASH_BEGIN, word[0]);

		for (unsigned k = 0; k <= SPACED_MOST; k++) {
			if (key == label_hash(hash, word[1]))
				return true;
			hash = label_hash(hash, blanks[i]);
		}
	}
	return false;
}

/* 主文, 주    문: what a judgment orders, in numbered sentences. */
static bool is_order(const struct candidate *c)
{
	static const uint32_t words[][2] = {{0x4E3B, 0x6587}, {0xC8FC, 0xBB38}};

	return c->family == FAMILY_FRONT && c->length == 0 &&
	       (key_is(c->key, words[0]) || key_is(c->key, words[1]));
}

/* 2.1. within the clause 2. of an article: not a section of that article, 4.1 of Article 4. */
static bool is_part_of_clause(const struct decision *d, const struct chain *chain, uint32_t article)
{
	const struct candidate *c = &d->items[chain->first];

	if (chain->family != FAMILY_DECIMAL_2 || (c->evidence & EVIDENCE_LATIN))
		return false;
	for (uint32_t k = chain->first; k > article + 1;) {
		const struct candidate *before = &d->items[--k];

		if (before->family == FAMILY_DIGIT_MARK)
			return c->prefix == label_hash(LABEL_HASH_BEGIN, before->number);
	}
	return c->prefix != label_hash(LABEL_HASH_BEGIN, d->items[article].number);
}

/* 附則 alone: the text is an act of Japan. */
static bool is_fusoku(const struct candidate *c)
{
	static const uint32_t word[] = {0x9644, 0x5247};

	return c->family == FAMILY_FRONT && c->length == 0 && key_is(c->key, word);
}

/* 別表第一 over 一　小麦粉製造業の用に供する洗浄施設: what such an act lists. */
static bool is_schedule(const struct decision *d, uint32_t i)
{
	unsigned f = d->items[i].family;

	return (f == FAMILY_APPENDIX || f == FAMILY_ANNEX) && i + 1 < d->n &&
	       d->items[i + 1].family == FAMILY_HAN_MARK;
}

void decide_clauses(struct decision *d)
{
	uint32_t article =
		0; /* 1 + the last article's index; 0: none, or something outer came since */
	bool any = false, act = false;

	for (uint32_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		struct chain *chain =
			d->chain_of[i] != UINT32_MAX ? &d->chains[d->chain_of[i]] : NULL;

		/* 附則 has articles, or paragraphs like theirs: １　この条例は */
		act = act || (any && is_fusoku(c));
		if (family_at(c->family)->flags & FAMILY_TOP)
			article = is_order(c) || (any && is_supplement(d, i)) ||
						  (act && is_schedule(d, i))
					  ? i + 1
					  : 0;
		if (!chain || !chain->accepted)
			continue;
		any = any || is_article(chain->family);
		if (is_article(chain->family))
			article = i + 1;
		else if (article == 0 || !(decide_may_be_clause(chain->family) ||
					   is_part_of_clause(d, chain, article - 1)))
			article = family_at(chain->family)->ladder == LADDER_UNIT ? 0 : article;
		else if (i == chain->first && !holds_article(d, chain))
			chain->clauses_of_article = true;
	}
	for (size_t k = 0; k < d->n_chains; k++)
		if (d->chains[k].clauses_of_article) {
			d->chains[k].accepted = false;
			d->chains[k].reason = REASON_ARTICLE_CLAUSES;
		}
}

void decide_follow_article(struct decision *d, uint32_t i)
{
	const struct family *row = family_at(d->items[i].family);

	if (is_article(d->items[i].family) && d->chain_of[i] != UINT32_MAX) {
		d->article = i + 1;
		d->statute = true;
	} else if (row->ladder == LADDER_UNIT || (row->flags & FAMILY_TOP)) {
		bool holds = is_order(&d->items[i]) || (d->statute && is_supplement(d, i));

		d->article = holds ? i + 1 : 0;
		d->outer = i + 1;
	}
}

bool decide_is_quoted(const struct decision *d, size_t i)
{
	const struct chain *chain;

	if (d->chain_of[i] == UINT32_MAX)
		return false;
	chain = &d->chains[d->chain_of[i]];
	if (!decide_may_be_clause(chain->family) || chain->latins > 0 || chain->decimals)
		return false;
	return chain->blanks * 4 <= chain->members || (chain->blanks == 1 && chain->members > 1) ||
	       (chain->bodies == 0 && chain->tight == chain->members - 1);
}

void decide_quoted(struct decision *d)
{
	bool alone = d->established[FAMILY_BARE_HAN] || d->established[FAMILY_BARE_DIGIT];

	/* 二 alone, behind 一　川の話 */
	for (size_t i = 0; i < d->n && !alone; i++)
		alone = d->rulings[i].alternate && d->items[i].family == FAMILY_BARE_HAN &&
			d->chains[d->chain_of[i]].accepted;
	if (!alone && !d->established[FAMILY_DAI])
		return;
	for (size_t k = 0; k < d->n_chains; k++)
		/* below 第１ come 1 and （１）: 一　二 complete a sentence */
		if (d->chains[k].accepted && decide_is_quoted(d, d->chains[k].first) &&
		    (alone || d->chains[k].family == FAMILY_HAN_MARK)) {
			d->chains[k].accepted = false;
			d->chains[k].reason = REASON_BARE;
		}
}
