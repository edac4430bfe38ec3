/* SPDX-License-Identifier: MIT */
/*
 * Signs that are no headings:
 *
 *     【作者】　松原        fields, one right above the other
 *     【種別】　無料
 *
 *     1. 현황
 *     □ 전국의 물레방아는 124기      bullets below what is numbered
 *      ○ 강원 43기, 경북 31기 등
 */
#include "outline/decide_internal.h"

/* 【作者】　松原 right above 【種別】　無料: with a few words behind it, no heading but a field. */
bool decide_is_field(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i];

	if (c->family != FAMILY_SYMBOL_2 || !(c->evidence & EVIDENCE_RUN_IN) ||
	    (c->evidence & EVIDENCE_SENTENCE))
		return false;
	for (size_t k = i > 1 ? i - 2 : 0; k < d->n && k <= i + 2; k++)
		if (k != i && d->items[k].family == FAMILY_SYMBOL_2 &&
		    (d->items[k].evidence & EVIDENCE_RUN_IN) &&
		    (d->items[k].line + 1 == c->line || d->items[k].line == c->line + 1))
			return true;
	return false;
}

/* Whether what stands right below may be inside: not what a gap sets off, above a line without. */
bool decide_holds_next(const struct decision *d, size_t i)
{
	const struct candidate *c = &d->items[i], *next = c + 1;

	return i + 1 < d->n && next->family != c->family && next->line - c->line <= 3 &&
	       (family_at(c->family)->form != FORM_SYMBOL || next->family == FAMILY_TITLE ||
		(c->evidence & EVIDENCE_BLANK_BEFORE) || !(next->evidence & EVIDENCE_BLANK_BEFORE));
}

void decide_count_sign(struct signs *signs, const struct candidate *c)
{
	signs->members++;
	signs->texts += (c->evidence & (EVIDENCE_BODY | EVIDENCE_RUN_IN)) != 0;
	signs->blanks += (c->evidence & EVIDENCE_BLANK_BEFORE) != 0;
}

bool decide_are_bullets(const struct signs *signs, unsigned family)
{
	return family_at(family)->form == FORM_SYMBOL && signs->blanks * 2 <= signs->members &&
	       signs->texts * 2 <= signs->members;
}
