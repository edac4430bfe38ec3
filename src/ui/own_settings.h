/* SPDX-License-Identifier: MIT */
/* Settings that keys change: they are the document's own from then on, also in later runs. */
#ifndef UI_OWN_SETTINGS_H
#define UI_OWN_SETTINGS_H

#include "place/state.h"

struct app;

/* Gives each such setting the value that counts for the document: what the command line says, what
 * was chosen for this document, or what is set for all. */
void own_settings_take(struct app *app);

/* The value that a setting has now was chosen for the document. */
void own_settings_note(struct app *app, enum own_setting which);

#endif
