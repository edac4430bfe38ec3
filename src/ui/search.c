/* SPDX-License-Identifier: MIT */
/*
 * Searching: the prompt that searches while one types, and n and N.  A query that is being typed
 * moves the text but leaves no trace: ESC brings the place, the hits and the query before it back.
 */
#include <stdlib.h>
#include <string.h>

#include "ui/app.h"
#include "ui/own_settings.h"

void search_init(struct search *s)
{
	memset(s, 0, sizeof(*s));
	buffer_init(&s->query);
	buffer_init(&s->old_query);
	buffer_init(&s->wrong);
	s->click = POS_NONE;
	s->hit.begin = s->hit.end = POS_NONE;
	s->direction = 1;
}

void search_release(struct search *s)
{
	size_t i;

	for (i = 0; i < s->n_history; i++)
		free(s->history[i]);
	free(s->history);
	buffer_release(&s->query);
	buffer_release(&s->old_query);
	buffer_release(&s->wrong);
	kept_folds_release(&s->old_folds);
	kept_folds_release(&s->sparse_folds);
}

static void stop(struct app *app)
{
	finder_free(app->document->finder);
	app->document->finder = NULL;
	pane_hits_changed(app);
	app->search.hit.begin = app->search.hit.end = POS_NONE;
	if (app->goal.kind == GOAL_HIT)
		app->goal.kind = GOAL_NONE;
	app->look++;
}

/* Why there is no pattern, for the prompt. */
static void note_wrong(struct search *s, const struct cause *cause)
{
	struct cause words = CAUSE_NONE;

	s->wrong_at = SIZE_MAX;
	if (s->regex && !pattern_check_regex(s->query.data, s->query.len, &s->wrong_at, &words))
		cause = &words;
	buffer_append_string(&s->wrong, cause_text(cause));
	cause_release(&words);
}

bool search_start(struct app *app, uint64_t from)
{
	struct search *s = &app->search;
	struct pattern_options how = {.match = app->settings.match, .regex = s->regex};
	struct cause cause = CAUSE_NONE;
	struct pattern *pattern;

	stop(app);
	s->started++;
	buffer_clear(&s->wrong);
	if (s->query.len == 0)
		return false;
	pattern = pattern_new(s->query.data, s->query.len, &how, &cause);
	if (pattern != NULL)
		app->document->finder =
			finder_start(app->document->text, pattern, from, &app->wake, &cause);
	if (app->document->finder == NULL) {
		note_wrong(s, &cause);
		app_complain(app, "%s", cause_text(&cause));
	} else {
		source_want(text_source(app->document->text), POS_NONE);
	}
	cause_release(&cause);
	s->hidden = false;
	return app->document->finder != NULL;
}

static void seek(struct app *app, int direction, unsigned count, uint64_t from, bool quiet)
{
	goal_set(app, (struct goal){.kind = GOAL_HIT,
				    .direction = direction,
				    .count = count,
				    .from = from,
				    .quiet = quiet});
}

bool search_has_news(struct app *app)
{
	struct finder *finder = app->document->finder;
	struct search *s = &app->search;
	uint64_t count;
	bool all, news;

	if (finder == NULL)
		return false;
	all = finder_complete(finder);
	count = finder_count(finder);
	news = count != s->seen || all != s->seen_all;
	s->seen = count;
	s->seen_all = all;
	if (news && all && finder_trouble(finder) != NULL && app->prompt.kind == NULL)
		app_complain(app, "%s", finder_trouble(finder));
	return news;
}

static void label(struct app *app)
{
	struct search *s = &app->search;

	buffer_clear(&app->prompt.label);
	if (s->regex)
		buffer_append_string(&app->prompt.label, "regex");
	if (s->sparse)
		buffer_append_string(&app->prompt.label, s->without ? "&!" : "&");
	else
		buffer_append_byte(&app->prompt.label, s->direction > 0 ? '/' : '?');
}

/* The place where the search began, as it was; what hits have unfolded is folded again. */
static void restore_place(struct app *app)
{
	document_return_folds(app->document, &app->search.old_folds);
	view_return(app->view, app->search.old_place);
}

static unsigned query_changed(struct app *app)
{
	struct search *s = &app->search;

	/* A first ! means the lines without hits. */
	if (s->sparse && !s->without && strcmp(app->prompt.text.data, "!") == 0) {
		s->without = true;
		buffer_clear(&app->prompt.text);
		app->prompt.cursor = 0;
	}
	label(app);
	buffer_clear(&s->query);
	buffer_append(&s->query, app->prompt.text.data, app->prompt.text.len);
	restore_place(app);
	if (search_start(app, s->old_place.focus) && !s->without)
		seek(app, s->direction, 1, s->old_place.focus, true);
	return EFFECT_DRAW;
}

/* What is taken as equal now was chosen for this document. */
static void remember_match(struct app *app)
{
	if (app->settings.match != app->search.old_match)
		own_settings_note(app, OWN_MATCH);
}

static void remember(struct app *app)
{
	struct search *s = &app->search;
	struct cause cause = CAUSE_NONE;
	size_t i;

	remember_match(app);
	for (i = 0; i < s->n_history; i++)
		free(s->history[i]);
	free(s->history);
	s->history = NULL;
	s->n_history = 0;
	if (app->options.state_folder == NULL)
		return;
	if (!state_history_add(app->options.state_folder, s->query.data, &cause))
		app_complain(app, "%s", cause_text(&cause));
	cause_release(&cause);
	s->n_history = state_history_load(app->options.state_folder, &s->history);
}

/* The search before, again, with its hit. */
static void restore_search(struct app *app)
{
	struct search *s = &app->search;

	buffer_clear(&s->query);
	buffer_append(&s->query, s->old_query.data, s->old_query.len);
	s->regex = s->old_regex;
	app->settings.match = s->old_match;
	if (search_start(app, s->old_place.focus))
		s->hit = s->old_hit;
}

static unsigned accept_sparse(struct app *app)
{
	struct search *s = &app->search;

	restore_place(app);
	if (app->prompt.text.len == 0) {
		restore_search(app);
		if (!sparse_leave(app))
			app_say(app, "all of the text is shown");
		return EFFECT_DRAW;
	}
	remember(app);
	if (!sparse_enter(app) || s->without)
		restore_search(app);
	else
		seek(app, 1, 1, s->old_place.focus, false);
	return EFFECT_DRAW;
}

static unsigned query_accept(struct app *app)
{
	struct search *s = &app->search;
	uint64_t here;

	/* What is wrong is said beside it, and can be mended there. */
	if (s->wrong.len > 0 && app->prompt.text.len > 0)
		return EFFECT_DRAW;
	prompt_close(&app->prompt);
	if (s->sparse)
		return accept_sparse(app);
	if (app->prompt.text.len == 0) {
		/* Nothing typed: the query before, again. */
		buffer_clear(&s->query);
		buffer_append(&s->query, s->old_query.data, s->old_query.len);
		if (s->query.len == 0) {
			app_say(app, "nothing was searched for yet");
			return EFFECT_DRAW;
		}
		remember_match(app);
		if (search_start(app, s->old_place.focus))
			seek(app, s->direction, 1,
			     s->direction > 0 ? s->old_place.focus + 1 : s->old_place.focus, false);
		return EFFECT_DRAW;
	}
	if (app->document->finder == NULL && !search_start(app, s->old_place.focus))
		return EFFECT_DRAW;
	remember(app);
	s->click = POS_NONE;
	here = s->hit.begin != POS_NONE ? s->hit.begin : POS_NONE;
	if (here == POS_NONE || app->goal.kind == GOAL_HIT) {
		restore_place(app);
		seek(app, s->direction, 1, s->old_place.focus, false);
		return EFFECT_DRAW;
	}
	/* The hit was reached while typing: the jump goes into the history now. */
	restore_place(app);
	view_record(app->view);
	view_show(app->view, here);
	return EFFECT_DRAW;
}

static unsigned query_cancel(struct app *app)
{
	prompt_close(&app->prompt);
	restore_search(app);
	restore_place(app);
	return EFFECT_DRAW;
}

/* What is taken as equal: all of it, or where there is no room what is not as usual. */
static void describe_match(unsigned match, struct prompt_aside *aside)
{
	const char *name;

	for (unsigned i = 0; (name = pattern_match_name(i)) != NULL; i++) {
		bool on = (match >> i & 1) != 0, usual = ((unsigned)MATCH_DEFAULT >> i & 1) != 0;

		if (on)
			buffer_printf(&aside->text, "%s%s", aside->text.len > 0 ? " " : "[", name);
		if (on != usual)
			buffer_printf(&aside->shorter, "%s%c%s", aside->shorter.len > 0 ? " " : "[",
				      on ? '+' : '-', name);
	}
	buffer_append_string(&aside->text, aside->text.len > 0 ? "]" : "[exact]");
	if (aside->shorter.len > 0)
		buffer_append_byte(&aside->shorter, ']');
}

static void query_describe(struct app *app, struct prompt_aside *aside)
{
	const struct search *s = &app->search;
	const struct finder *finder = app->document->finder;

	if (s->wrong.len > 0) {
		buffer_append_string(&aside->text, s->wrong.data);
		aside->mark = s->wrong_at;
		aside->wrong = true;
	} else if (finder != NULL && finder_trouble(finder) != NULL) {
		buffer_append_string(&aside->text, finder_trouble(finder));
		aside->wrong = true;
	} else if (!s->regex) {
		describe_match(app->settings.match, aside);
	}
}

static const struct prompt_kind query_prompt = {
	.changed = query_changed,
	.accept = query_accept,
	.cancel = query_cancel,
	.describe = query_describe,
	.history = true,
};

static unsigned open_prompt(struct app *app, int direction)
{
	struct search *s = &app->search;

	s->direction = direction;
	s->sparse = s->without = false;
	kept_folds_release(&s->old_folds);
	document_keep_folds(app->document, &s->old_folds);
	s->old_place = view_place(app->view);
	s->old_hit = s->hit;
	s->old_regex = s->regex;
	s->old_match = app->settings.match;
	buffer_clear(&s->wrong);
	buffer_clear(&s->old_query);
	buffer_append(&s->old_query, s->query.data, s->query.len);
	prompt_open(&app->prompt, &query_prompt, "", "");
	label(app);
	return EFFECT_DRAW;
}

unsigned command_search(struct app *app)
{
	return open_prompt(app, 1);
}

unsigned command_search_back(struct app *app)
{
	return open_prompt(app, -1);
}

unsigned search_open_sparse(struct app *app)
{
	open_prompt(app, 1);
	app->search.sparse = true;
	label(app);
	return EFFECT_DRAW;
}

unsigned search_begin(struct app *app, const char *query)
{
	struct search *s = &app->search;

	buffer_clear(&s->query);
	buffer_append_string(&s->query, query);
	if (search_start(app, view_focus(app->view)))
		seek(app, 1, 1, view_focus(app->view), false);
	return EFFECT_DRAW;
}

static unsigned step(struct app *app, int direction)
{
	struct search *s = &app->search;
	uint64_t from = view_focus(app->view);

	if (s->query.len == 0) {
		app_say(app, "nothing was searched for yet; / searches");
		return EFFECT_DRAW;
	}
	if (app->document->finder == NULL && !search_start(app, from))
		return EFFECT_DRAW;
	s->hidden = false;
	/* From the current hit, while it is where the reader is. */
	if (s->hit.begin != POS_NONE && s->hit.begin == from)
		from = direction > 0 ? s->hit.end : s->hit.begin;
	seek(app, direction, (unsigned)app_count(app, 1), from, false);
	return EFFECT_DRAW;
}

unsigned search_for(struct app *app, const char *query, int direction, uint64_t from)
{
	struct search *s = &app->search;

	/* Once more the same: on to the next hit. */
	if (!s->regex && strcmp(s->query.data, query) == 0 && app->document->finder != NULL &&
	    s->hit.begin != POS_NONE)
		return step(app, s->direction = direction);
	s->regex = false;
	s->direction = direction;
	buffer_clear(&s->query);
	buffer_append_string(&s->query, query);
	if (!search_start(app, from))
		return EFFECT_DRAW;
	remember(app);
	/* Backward the word itself is no news. */
	if (direction < 0)
		from = from > s->query.len ? from - s->query.len : 0;
	seek(app, direction, (unsigned)app_count(app, 1), from, false);
	return EFFECT_DRAW;
}

unsigned command_next_hit(struct app *app)
{
	return step(app, app->search.direction);
}

unsigned command_previous_hit(struct app *app)
{
	return step(app, -app->search.direction);
}

unsigned command_toggle_hits(struct app *app)
{
	app->search.hidden = !app->search.hidden;
	app->look++;
	app_say(app, app->search.hidden ? "hits are not shown" : "hits are shown");
	return EFFECT_DRAW;
}

static unsigned toggle(struct app *app, unsigned flag)
{
	app->settings.match ^= flag;
	return query_changed(app);
}

unsigned command_query_regex(struct app *app)
{
	app->search.regex = !app->search.regex;
	return query_changed(app);
}

unsigned command_match_case(struct app *app)
{
	return toggle(app, MATCH_CASE);
}

unsigned command_match_width(struct app *app)
{
	return toggle(app, MATCH_WIDTH);
}

unsigned command_match_nfkc(struct app *app)
{
	return toggle(app, MATCH_NFKC);
}

unsigned command_match_script(struct app *app)
{
	return toggle(app, MATCH_SCRIPT);
}

unsigned command_match_blank(struct app *app)
{
	return toggle(app, MATCH_BLANK);
}

unsigned command_match_reading(struct app *app)
{
	return toggle(app, MATCH_READING);
}

unsigned command_match_break(struct app *app)
{
	return toggle(app, MATCH_BREAK);
}

unsigned command_match_kana(struct app *app)
{
	return toggle(app, MATCH_KANA);
}

unsigned command_match_pinyin(struct app *app)
{
	return toggle(app, MATCH_PINYIN);
}
