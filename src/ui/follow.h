/* SPDX-License-Identifier: MIT */
/*
 * A file that changes under the reader.  What is added is shown, pinned to the end while the reader
 * follows it; a file that was rewritten or cut is read anew, and one that another has replaced when
 * the reader asks for it, with all places taken along.
 *
 *     descriptor, key, clock -> look -> grew: the scan goes on       view_jump_end()
 *                                       cut, rewritten: after a moment    read anew
 *                                       replaced: told, or followed       read anew
 *                                       gone: told; what is open is read on
 */
#ifndef UI_FOLLOW_H
#define UI_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "place/state.h"
#include "ui/watch.h"

struct app;

struct follow {
	bool on; /* the end is pinned */
	struct watch watch;
	bool watched; /* the watch tells of changes; else the file is looked at by the clock */
	/* when something is to be done, in ticks; 0: never */
	int64_t look_at; /* look at the file */
	int64_t read_at; /* read it anew */
	int64_t note_at; /* note the places */
	int64_t looked;  /* when it was looked at last */
	/* The places as they were when the reader paused: when a file was rewritten in place, its
	 * old text is gone, and with it what they are known by. */
	struct saved_view places;
	bool noted;
	bool lost;     /* the bytes that the places were made from are gone */
	bool cut;      /* and no others have come in their place */
	bool adrift;   /* the place of reading has not been found in the text as it is */
	bool told;     /* what is wrong with the source has been said */
	unsigned gone; /* how many looks have not found the file */
};

void follow_init(struct follow *f);
void follow_release(struct follow *f);

/* Begins to watch the document's file; after another was opened, too. */
void follow_watch(struct app *app);

/* Pins the end. */
void follow_start(struct app *app);
void follow_stop(struct app *app);

/* The descriptor to wait for; -1 while there is none, or a look is to come anyway. */
int follow_descriptor(const struct app *app);
/* It is readable. */
void follow_event(struct app *app);

/* Looks at the file now. */
void follow_look(struct app *app);

/* The reader has done something: the places are noted when there is time. */
void follow_pause(struct app *app);

/* What is due; and when something will be (in ticks; 0: nothing). */
void follow_tick(struct app *app);
int64_t follow_next(const struct app *app);

/* Reads the file anew in an encoding; false, with a message, if it cannot be opened. */
bool follow_reload(struct app *app, const char *encoding);

#endif
