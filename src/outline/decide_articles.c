/* SPDX-License-Identifier: MIT */
/*
 * Articles in Latin script.  Those of one statute are set alike, so that all of them say what is
 * in doubt for each:
 *
 *     Artículo 3. Ámbito de aplicación de la ley.     a title, a gap, and the text below
 *
 *     Art. 3. The library is open on all days but     the text at once
 *     Sundays.
 */
#include "outline/decide_internal.h"

#define TITLE_SURE 30 /* characters: a sentence as short as this may be a title */
#define LINE_SURE 40  /* a longer one goes on in the next line (blanks are not counted) */
#define ENDS (EVIDENCE_SENTENCE | EVIDENCE_CLAUSE | EVIDENCE_COLON)

static bool is_article(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i];

	return d->rulings[i].verdict == RULING_HEADING && family_is_article(c->family) &&
	       (c->evidence & EVIDENCE_LATIN);
}

/* Text of its own stands below, behind a gap. */
static bool is_set_above(const struct candidate *c)
{
	unsigned need = EVIDENCE_BODY | EVIDENCE_BLANK_AFTER;

	return (c->evidence & need) == need;
}

/* A line that goes on in the next one. */
static bool goes_on(const struct candidate *c)
{
	return c->length > LINE_SURE &&
	       (c->evidence & (EVIDENCE_BODY | EVIDENCE_BLANK_AFTER)) == EVIDENCE_BODY;
}

/* Art. 5 The library is open on Sundays. */
static bool is_sentence_at_once(const struct candidate *c)
{
	return (c->evidence & ENDS) && !(c->evidence & EVIDENCE_SET_OFF);
}

/* Articles of one kind, by how they are set. */
struct articles {
	size_t titles, captions, texts;
};

static void count(struct articles *a, const struct candidate *c)
{
	if (c->evidence & EVIDENCE_RUN_IN)
		a->captions++;
	else if (is_set_above(c) && !is_sentence_at_once(c))
		a->titles++;
	else
		a->texts += ((c->evidence & ENDS) &&
			     (c->length > TITLE_SURE || is_sentence_at_once(c))) ||
			    goes_on(c);
}

static bool is_text(const struct articles *a, const struct candidate *c)
{
	if (a->texts <= a->titles)
		return false;
	/* among articles without a caption, one of seven words is a sentence */
	if (c->evidence & EVIDENCE_RUN_IN)
		return a->texts > 2 * a->captions;
	if ((c->evidence & EVIDENCE_CLAUSE) ||
	    ((c->evidence & EVIDENCE_COLON) && !(c->evidence & EVIDENCE_SET_OFF)))
		return true;
	/* 3 § In this act is meant by: the list follows, without a gap */
	if (!(c->evidence & (EVIDENCE_SET_OFF | EVIDENCE_BLANK_AFTER)))
		return true;
	return (c->evidence & ENDS)
		       ? c->length > TITLE_SURE || !is_set_above(c) || is_sentence_at_once(c)
		       : goes_on(c);
}

void decide_articles(struct decision *d)
{
	struct articles all[FAMILY_COUNT] = {0};

	for (size_t i = 0; i < d->n; i++)
		if (is_article(d, i))
			count(&all[d->items[i].family], &d->items[i]);
	for (size_t i = 0; i < d->n; i++)
		if (is_article(d, i) && is_text(&all[d->items[i].family], &d->items[i]))
			d->rulings[i].untitled = UNTITLED_TEXT;
}
