/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "ui/watch.h"

#include <unistd.h>

#ifdef HAVE_SYS_INOTIFY_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/vfs.h>

#include "base/memory.h"

/* A name that is taken away from an open file shows as a change of its attributes. */
#define FILE_EVENTS (IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF)
#define FOLDER_EVENTS (IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE)

/* File systems that change without this kernel's doing: NFS, SMB, CIFS, FUSE, 9P, Ceph, AFS. */
static bool is_shared(const char *path)
{
	static const unsigned long types[] = {0x6969,     0x517B,     0xFE534D42, 0xFF534D42,
					      0x65735546, 0x01021997, 0x00C36400, 0x5346414F};
	struct statfs fs;
	size_t i;

	if (statfs(path, &fs) != 0)
		return true;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (((unsigned long)fs.f_type & 0xFFFFFFFF) == types[i])
			return true;
	return false;
}

static void forget(const struct watch *w, int *id)
{
	if (*id >= 0)
		inotify_rm_watch(w->fd, *id);
	*id = -1;
}

bool watch_file(struct watch *w, const char *path)
{
	if (w->fd < 0)
		w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	forget(w, &w->file);
	forget(w, &w->folder);
	if (w->fd < 0 || is_shared(path))
		return false;
	w->file = inotify_add_watch(w->fd, path, FILE_EVENTS);
	return w->file >= 0;
}

void watch_name(struct watch *w, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;

	if (w->fd < 0 || w->folder >= 0)
		return;
	folder = slash != NULL ? memory_string(path) : memory_string(".");
	if (slash != NULL)
		folder[slash > path ? slash - path : 1] = '\0';
	w->folder = inotify_add_watch(w->fd, folder, FOLDER_EVENTS);
	free(folder);
}

#else

bool watch_file(struct watch *w, const char *path)
{
	(void)w;
	(void)path;
	return false;
}

void watch_name(struct watch *w, const char *path)
{
	(void)w;
	(void)path;
}

#endif

void watch_init(struct watch *w)
{
	w->fd = w->file = w->folder = -1;
}

void watch_release(struct watch *w)
{
	if (w->fd >= 0)
		close(w->fd);
	watch_init(w);
}

void watch_drain(const struct watch *w)
{
	char bytes[4096];

	while (read(w->fd, bytes, sizeof(bytes)) > 0)
		;
}
