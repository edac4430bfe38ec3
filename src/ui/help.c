/* SPDX-License-Identifier: MIT */
/* The help screen: the command table with the keys that are bound now. */
#include "ui/app.h"

static bool has_commands(const struct app *app, enum command_group group)
{
	bool found = false;
	int id;

	for (id = 0; id < COMMAND_COUNT && !found; id++) {
		const struct command *row = command_row((enum command_id)id);

		found = row->group == group && list_passes(&app->list, row->help);
	}
	return found;
}

static void fill(struct app *app, struct list *list)
{
	struct buffer keys;
	int group, id;

	buffer_init(&keys);
	for (group = 0; group < GROUP_COUNT; group++) {
		if (!has_commands(app, (enum command_group)group))
			continue;
		if (list->n > 0)
			list_add(list, NULL, "", NULL);
		list_add(list, NULL, command_group_name((enum command_group)group), NULL)->title =
			true;
		for (id = 0; id < COMMAND_COUNT; id++) {
			const struct command *row = command_row((enum command_id)id);

			if ((int)row->group != group || !list_passes(list, row->help))
				continue;
			buffer_clear(&keys);
			keymap_describe(app->options.keymap, (enum command_id)id, &keys);
			list_add(list, keys.data, row->help, NULL);
		}
	}
	buffer_release(&keys);
}

const struct list_kind help_list = {
	.title = "Keys",
	.hint = "j k move  / filters  q leaves",
	.empty = "",
	.fill = fill,
	.stays = true,
};

unsigned command_help(struct app *app)
{
	list_open(app, &help_list);
	return EFFECT_DRAW;
}
