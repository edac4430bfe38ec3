/* SPDX-License-Identifier: MIT */
#include "place/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

#define FILE_MAX ((size_t)64 * 1024 * 1024)
#define LOCK_MS 2000
#define ASIDE_MAX 100

char *store_path(const char *folder, const char *name)
{
	struct buffer path;

	buffer_init(&path);
	buffer_printf(&path, "%s/%s", folder, name);
	return buffer_steal(&path);
}

static bool holds(const char *path, const struct buffer *bytes)
{
	struct buffer there;
	bool same;

	buffer_init(&there);
	same = file_read(path, FILE_MAX, &there, NULL) && there.len == bytes->len &&
	       memcmp(there.data, bytes->data, bytes->len) == 0;
	buffer_release(&there);
	return same;
}

/* Writes the copy under the first name that is free, or finds it there from the last time. */
static bool copy_aside(const char *path, struct buffer *name, struct cause *cause)
{
	struct buffer bytes;
	bool done = false;

	buffer_init(&bytes);
	if (!file_read(path, FILE_MAX, &bytes, cause)) {
		buffer_release(&bytes);
		return false;
	}
	for (int i = 0; i < ASIDE_MAX && !done; i++) {
		buffer_clear(name);
		buffer_printf(name, "%s.damaged", path);
		if (i > 0)
			buffer_printf(name, ".%d", i);
		if (access(name->data, F_OK) != 0) {
			done = file_replace(name->data, bytes.data, bytes.len, cause);
			break;
		}
		done = holds(name->data, &bytes);
	}
	buffer_release(&bytes);
	return done;
}

bool store_set_aside(const char *folder, const char *name, struct cause *cause)
{
	char *path = store_path(folder, name);
	struct cause inner = CAUSE_NONE;
	struct buffer aside;
	bool done;

	buffer_init(&aside);
	done = copy_aside(path, &aside, &inner);
	if (done)
		cause_set(cause, "%s is damaged; its damaged entries are left out, a copy is in %s",
			  path, aside.data);
	else
		cause_set(cause, "%s is damaged and cannot be set aside: %s", path,
			  inner.text != NULL ? inner.text : "remove old .damaged files");
	cause_release(&inner);
	buffer_release(&aside);
	free(path);
	return done;
}

bool store_read(const char *folder, const char *name, struct ini **ini, struct cause *cause)
{
	char *path = store_path(folder, name);
	struct cause inner = CAUSE_NONE;
	const struct ini_fault *faults;
	bool read = true;

	*ini = ini_load(path, &inner);
	if (*ini == NULL && errno != ENOENT && errno != ENOTDIR)
		read = cause_set(cause, "%s", inner.text);
	else if (*ini != NULL && ini_faults(*ini, &faults) > 0)
		(void)store_set_aside(folder, name, cause);
	cause_release(&inner);
	free(path);
	return read;
}

/* Whether a folder is the user's own, and a folder: what is written there must not land with
 * somebody else. */
static bool is_own(const char *folder, struct cause *cause)
{
	struct stat status;

	if (lstat(folder, &status) != 0)
		return cause_set(cause, "%s: %s", folder, strerror(errno));
	if (S_ISLNK(status.st_mode))
		return cause_set(cause, "nothing is saved: %s is a symbolic link", folder);
	if (status.st_uid != geteuid())
		return cause_set(cause, "nothing is saved: %s belongs to another user", folder);
	return true;
}

int store_lock(const char *folder, struct cause *cause)
{
	char *path;
	int lock;

	if (!file_make_folder(folder, cause) || !is_own(folder, cause))
		return -1;
	path = store_path(folder, "lock");
	lock = file_lock(path, LOCK_MS, cause);
	free(path);
	if (lock >= 0)
		file_remove_leftovers(folder);
	return lock;
}

bool store_write(const char *folder, const char *name, const struct buffer *bytes,
		 struct cause *cause)
{
	char *path = store_path(folder, name);
	struct stat status;
	bool written;

	/* The link would be replaced, and what it leads to be left behind. */
	if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode))
		written = cause_set(cause, "not saved: %s is a symbolic link", path);
	else
		written = holds(path, bytes) || file_replace(path, bytes->data, bytes->len, cause);
	free(path);
	return written;
}

char *store_text(const struct ini *ini, const char *section, const char *key)
{
	struct buffer text;

	buffer_init(&text);
	(void)ini_text(ini, section, key, &text);
	return buffer_steal(&text);
}

void store_put(struct buffer *out, const char *key, const char *text)
{
	if (text == NULL)
		text = "";
	ini_write_text(out, key, text, strlen(text));
}

void store_make_id(char id[17])
{
	uint64_t bits = 0;
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, &bits, sizeof(bits)) != (ssize_t)sizeof(bits)) {
		struct timespec now = {0, 0};

		/* Without a /dev: unlike those of any other process at any other time. */
		clock_gettime(CLOCK_REALTIME, &now);
		bits = ((uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec) * 0x9E3779B97F4A7C15u ^
		       (uint64_t)getpid() << 40;
	}
	if (fd >= 0)
		close(fd);
	snprintf(id, 17, "%016llx", (unsigned long long)bits);
}
