/* SPDX-License-Identifier: MIT */
/*
 * * and M-*: a search without typing, for the word that was clicked last, else for the one that the
 * current hit lies in, else for the title of the section in focus.
 *
 * A word is a run of letters, of kana of one kind or of Han; as Han are written without blanks, a
 * run of them also ends at the commonest function words of Chinese, and at a length.
 */
#include <string.h>
#include <unictype.h>

#include "base/utf8.h"
#include "search/variants.h"
#include "ui/app.h"

/* Han characters to either side of the one that was clicked. */
#define HAN_MOST 6

/* Letters to either side. */
#define LETTERS_MOST 64

enum script { SCRIPT_NONE, SCRIPT_LETTERS, SCRIPT_HAN, SCRIPT_HIRAGANA, SCRIPT_KATAKANA };

static bool is_function_word(uint32_t c)
{
	static const uint32_t words[] = {
		0x7684, 0x4E86, 0x662F, 0x5728,
		0x548C, 0x4E0E, 0x8207, 0x53CA, /* 的了是在和与與及 */
		0x6216, 0x800C, 0x4E5F, 0x90FD,
		0x628A, 0x88AB, 0x4ECE, 0x5F9E, /* 或而也都把被从從 */
		0x8FD9, 0x9019, 0x90A3, 0x4E4B,
		0x5176, 0x4E0D, 0x5C31, 0x5C07, /* 这這那之其不就將 */
		0x5C06, 0x5BF9, 0x5C0D, 0x8981, /* 将对對要 */
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (words[i] == c)
			return true;
	}
	return false;
}

static enum script script_of(uint32_t c)
{
	if (c == UTF8_BAD)
		return SCRIPT_NONE;
	if (variants_is_han(c))
		return SCRIPT_HAN;
	if (c >= 0x3041 && c <= 0x309F)
		return SCRIPT_HIRAGANA;
	if ((c >= 0x30A1 && c <= 0x30FE && c != 0x30FB) || (c >= 0xFF66 && c <= 0xFF9F))
		return SCRIPT_KATAKANA;
	if (uc_is_property_alphabetic(c) || uc_is_property_numeric(c) ||
	    uc_is_property_combining(c) || c == '_')
		return SCRIPT_LETTERS;
	return SCRIPT_NONE;
}

static uint32_t code_point_at(const struct buffer *text, size_t pos, size_t *end)
{
	uint32_t c = UTF8_BAD;

	*end = pos;
	if (pos < text->len)
		*end = pos + utf8_decode(text->data + pos, text->len - pos, &c);
	return c;
}

/* Whether a word of this script goes on over c. */
static bool goes_on(enum script script, uint32_t c)
{
	return script_of(c) == script && !(script == SCRIPT_HAN && is_function_word(c));
}

/* The word around an offset of clean text; empty where there is none. */
static struct range word_at(const struct buffer *text, size_t pos)
{
	size_t end, next, most, n;
	uint32_t c = code_point_at(text, pos, &end);
	enum script script = script_of(c);
	struct range word = {pos, end};

	if (script == SCRIPT_NONE)
		return (struct range){pos, pos};
	if (script == SCRIPT_HAN && is_function_word(c))
		return word;
	most = script == SCRIPT_HAN ? HAN_MOST : LETTERS_MOST;
	for (n = 0; n < most && goes_on(script, code_point_at(text, word.end, &next)); n++)
		word.end = next;
	for (n = 0; n < most && word.begin > 0; n++) {
		size_t before = utf8_before(text->data, word.begin);

		if (!goes_on(script, code_point_at(text, before, &next)))
			break;
		word.begin = before;
	}
	return word;
}

/* Appends the word at a place of the text; returns where it ends there. */
static uint64_t append_word(struct app *app, uint64_t pos, struct buffer *out)
{
	struct document *d = app->document;
	struct segment segment;
	struct range word;

	if (pos == POS_NONE || pos >= text_size(d->text) ||
	    !text_segment_at(d->text, pos, &segment))
		return POS_NONE;
	document_paragraph(d, &segment, READING_HIDE, &d->scratch);
	word = word_at(&d->scratch.clean, paragraph_from_source(&d->scratch, pos));
	buffer_append(out, d->scratch.clean.data + word.begin, (size_t)(word.end - word.begin));
	return paragraph_to_source(&d->scratch, word.end);
}

/* Appends what * searches for; returns where the search begins. */
static uint64_t choose(struct app *app, struct buffer *out)
{
	const struct outline *o = app->document->outline;
	uint64_t from = append_word(app, app->search.click, out);
	uint32_t section;

	if (out->len > 0)
		return from;
	from = append_word(app, app->search.hit.begin, out);
	if (out->len > 0)
		return from;
	section = view_section(app->view);
	if (section == OUTLINE_NONE)
		return POS_NONE;
	document_caption(app->document, section, out);
	return outline_begin(o, section) + 1;
}

void search_click(struct app *app, uint64_t pos)
{
	app->search.click = pos;
}

static unsigned search_word(struct app *app, int direction)
{
	struct buffer word;
	uint64_t from;
	unsigned effects = EFFECT_DRAW;

	buffer_init(&word);
	from = choose(app, &word);
	if (word.len == 0)
		app_say(app, "no word was clicked and no hit is here; / searches");
	else
		effects = search_for(app, word.data, direction, from);
	buffer_release(&word);
	return effects;
}

unsigned command_search_word(struct app *app)
{
	return search_word(app, 1);
}

unsigned command_search_word_back(struct app *app)
{
	return search_word(app, -1);
}
