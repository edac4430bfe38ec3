/* SPDX-License-Identifier: MIT */
#include "outline/lead.h"

#include <string.h>

#include "outline/cursor.h"
#include "outline/markup_text.h"

#define TEXT_LINE 40 /* bytes of a line that belongs to a paragraph */
#define LIST_LINE \
	200 /* bytes of a line that says that something follows: 符合下列要求的予以保留。 */
#define NOTES_LONGEST 9 /* bytes of what stands above notes */

/* Whether a line stands above notes. */
static bool heads_notes(const char *s, size_t n)
{
	static const char *const words[] = {"注",   "註",   "注释",  "註釋",     "注釋", "脚注",
					    "脚註", "註解", "附注",  "주",       "각주", "미주",
					    "備考", "备注", "Notes", "Footnotes"};

	if (n > 3 && memcmp(s + n - 3, "：", 3) == 0)
		n -= 3;
	else if (n > 1 && s[n - 1] == ':')
		n--;

	for (size_t i = 0; n <= NOTES_LONGEST && i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == n && memcmp(s, words[i], n) == 0)
			return true;
	return false;
}

void lead_set(struct lead *lead, const char *s, size_t n, bool text)
{
	lead->len = n < sizeof(lead->end) ? n : sizeof(lead->end);
	memcpy(lead->end, s + n - lead->len, lead->len);
	lead->notes = heads_notes(s, n);
	lead->text = text && n >= TEXT_LINE;
	lead->lists = n <= LIST_LINE && (text_find(s, n, "下列") || text_find(s, n, "如下"));
}

bool lead_announces(const struct lead *lead)
{
	uint32_t c = character_before(lead->end, lead->len, NULL);

	return lead->notes || lead->lists || c == ':' || c == 0xFF1A;
}

bool lead_is_unfinished(const struct lead *lead)
{
	uint32_t c = character_before(lead->end, lead->len, NULL);

	if (lead->len == 0 || !lead->text)
		return false;
	return (c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) || c == ',' || c == 0xFF0C ||
	       c == 0x3001 || (c >= 0x3040 && c <= 0xD7A3);
}
