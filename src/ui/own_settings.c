/* SPDX-License-Identifier: MIT */
#include "ui/own_settings.h"

#include "ui/app.h"
#include "view/settings_table.h"

static const struct setting *row_of(enum own_setting which)
{
	return setting_named("view", own_setting_name(which));
}

void own_settings_take(struct app *app)
{
	const struct settings *all = app->options.settings;
	struct buffer value;

	app->own = app->document->saved.own;
	buffer_init(&value);
	for (int i = 0; i < OWN_SETTINGS; i++) {
		const struct setting *row = row_of(i);

		buffer_clear(&value);
		setting_value(row, all, &value);
		(void)!setting_assign(row, &app->settings, value.data, NULL);
		/* somebody may have written there what is no value */
		if (app->own.values[i][0] != '\0' && !settings_given(all, row->offset) &&
		    !setting_assign(row, &app->settings, app->own.values[i], NULL))
			app->own.values[i][0] = '\0';
	}
	buffer_release(&value);
	if (app->settings.line_numbers)
		source_want(text_source(app->document->text), POS_NONE);
}

void own_settings_note(struct app *app, enum own_setting which)
{
	struct buffer value;

	buffer_init(&value);
	setting_value(row_of(which), &app->settings, &value);
	own_settings_put(&app->own, which, value.data);
	buffer_release(&value);
}
