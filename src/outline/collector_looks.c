/* SPDX-License-Identifier: MIT */
/* Lines that speak by their look: versions, bold lines, capitals on several lines. */
#include "outline/collector_internal.h"

#include "outline/family.h"
#include "outline/markup_text.h"
#include "outline/version.h"

#define VERSION_LINE 90      /* bytes of a line that may name a version */
#define CENTRED 3            /* cells before a line that is set in the middle */
#define CAPITALS_LONGEST 110 /* characters of a title in capitals on several lines */

void collector_version(struct collector *c, const struct raw_line *line)
{
	struct match m;

	if (line->len > VERSION_LINE || (unsigned char)line->bytes[0] >= 0x80)
		return;
	collector_clean(c, line, RAW_LINE_LABEL);
	if (version_match(c->clean.clean.data, c->clean.clean.len, &m))
		collector_append(c, line, &m)->evidence |= EVIDENCE_BLANK_BEFORE;
}

bool collector_goes_on(struct collector *c, const struct match *m)
{
	struct candidate *above;
	uint64_t end;

	if (m->c.family != FAMILY_CAPS || c->blank_before || !c->last_is_here ||
	    m->c.column < CENTRED || c->last >= c->n || c->opening < OPENING_LINES)
		return false;
	above = &c->items[c->last];
	end = paragraph_to_source(&c->clean, m->title_end);
	if (above->family != FAMILY_CAPS || above->column < CENTRED ||
	    (above->evidence & (EVIDENCE_BLANK_BEFORE | EVIDENCE_CLAUSE)) !=
		    EVIDENCE_BLANK_BEFORE ||
	    above->length + m->c.length > CAPITALS_LONGEST)
		return false;
	above->title_len = (uint16_t)(end - above->offset - above->title);
	above->body = (uint32_t)(end - above->offset);
	above->length = (uint16_t)(above->length + m->c.length);
	above->key ^= m->c.key;
	return true;
}

bool collector_asks(const char *s, size_t n)
{
	return text_find(s, n, "FAQ") || text_find(s, n, "requently") ||
	       text_find(s, n, "FREQUENTLY") || text_find(s, n, "Questions") ||
	       text_find(s, n, "QUESTIONS");
}

/* Whether all characters of a raw line are bold: x\bx, or colours that span it. */
static bool is_bold(const char *s, size_t n)
{
	size_t i = 0, letters = 0;

	if (text_starts(s, n, "\033[1m"))
		return text_ends(s, n, "\033[0m") || text_ends(s, n, "\033[m") ||
		       text_ends(s, n, "\033[22m");
	while (i < n) {
		if (s[i] == ' ') {
			i++;
			continue;
		}
		if (i + 2 >= n || s[i + 1] != '\b' || s[i + 2] != s[i])
			return false;
		letters++;
		i += 3;
	}
	return letters > 2;
}

bool collector_bold(const struct collector *c, const struct raw_line *line, size_t begin,
		    struct match *m)
{
	const struct buffer *clean = &c->clean.clean;

	if (c->marks.man || !is_bold(line->bytes + begin, line->len - begin))
		return false;
	*m = (struct match){.begin = candidate_skip_blanks(clean->data, clean->len, 0)};
	m->title = m->begin;
	m->c.family = m->c.alternate = FAMILY_BOLD;
	m->c.evidence = EVIDENCE_SEPARATED;
	return m->begin < clean->len && text_has_word(clean->data + m->begin, 1) &&
	       candidate_finish(clean->data, clean->len, false, m);
}
