/* SPDX-License-Identifier: MIT */
/*
 * A watch on one file: a descriptor that becomes readable when the file, or what its name leads to,
 * may have changed (inotify).  What has changed is for source_refresh() to say.
 */
#ifndef UI_WATCH_H
#define UI_WATCH_H

#include <stdbool.h>

struct watch {
	int fd;     /* -1: this system has none */
	int file;   /* the watch on the file, -1: none */
	int folder; /* the one on the folder that its name is in */
};

/* Watches nothing yet. */
void watch_init(struct watch *w);
void watch_release(struct watch *w);

/* Watches this file from now on and nothing else.  False where its changes are not told of: without
 * inotify, and on file systems that others write to as well (network, FUSE). */
bool watch_file(struct watch *w, const char *path);

/* Besides, watches the folder for a file that takes the name. */
void watch_name(struct watch *w, const char *path);

/* Takes what the descriptor has. */
void watch_drain(const struct watch *w);

#endif
