/* SPDX-License-Identifier: MIT */
/* F_OFD_SETLK, a lock that belongs to the descriptor and not to the process, hides behind this. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "base/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"

#define READ_STEP 65536
#define LOCK_STEP_MS 5
#define LOCK_STEP_MAX_MS 40
/* A temporary file this old is a leftover even if its process number is in use again. */
#define LEFTOVER_SECONDS (24 * 60 * 60)

bool file_make_folder(const char *path, struct cause *cause)
{
	char *part = memory_string(path);
	struct stat status;
	bool made = true;

	for (char *slash = part; made && slash != NULL;) {
		slash = strchr(slash + 1, '/');
		if (slash != NULL)
			*slash = '\0';
		if (part[0] != '\0' && mkdir(part, 0700) != 0 && errno != EEXIST) {
			int why = errno;

			/* A folder that is there may refuse mkdir with EROFS or EACCES. */
			if (stat(part, &status) != 0)
				made = cause_set(cause, "cannot make the folder %s: %s", part,
						 strerror(why));
		}
		if (slash != NULL)
			*slash = '/';
	}
	if (made && (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)))
		made = cause_set(cause, "%s is no folder", path);
	free(part);
	return made;
}

static bool read_all(int fd, size_t limit, struct buffer *out)
{
	size_t total = 0;

	for (;;) {
		ssize_t n;

		buffer_reserve(out, READ_STEP);
		n = read(fd, out->data + out->len, READ_STEP);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		total += (size_t)n;
		if (total > limit) {
			errno = EFBIG;
			return false;
		}
		out->len += (size_t)n;
		out->data[out->len] = '\0';
	}
}

bool file_read(const char *path, size_t limit, struct buffer *out, struct cause *cause)
{
	size_t before = out->len;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int why;

	if (fd >= 0 && read_all(fd, limit, out)) {
		close(fd);
		return true;
	}
	why = errno;
	if (fd >= 0)
		close(fd);
	out->len = before;
	if (out->capacity != 0)
		out->data[before] = '\0';
	if (why == EFBIG)
		cause_set(cause, "%s is larger than %zu bytes", path, limit);
	else
		cause_set(cause, "cannot read %s: %s", path, strerror(why));
	errno = why;
	return false;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0) {
			errno = ENOSPC;
			return false;
		}
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* The folder that holds path, for free(). */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return memory_string(".");
	return slash == path ? memory_string("/") : memory_copy(path, (size_t)(slash - path));
}

/* Makes the rename last.  The new file is in place whatever comes of it, so a file system that
 * cannot sync folders is no failure. */
static void sync_folder(const char *path)
{
	char *folder = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(folder);
}

/* Opens a temporary file beside path that nobody else has; its name goes to *name. */
static int open_temporary(const char *path, struct buffer *name)
{
	int fd = -1;

	for (unsigned n = 0; n < 1000; n++) {
		buffer_clear(name);
		buffer_printf(name, "%s.tmp.%ld.%u", path, (long)getpid(), n);
		fd = open(name->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

bool file_replace(const char *path, const char *bytes, size_t len, struct cause *cause)
{
	struct buffer name;
	bool written, replaced;
	int fd, why;

	buffer_init(&name);
	fd = open_temporary(path, &name);
	if (fd < 0) {
		cause_set(cause, "cannot write %s: %s", path, strerror(errno));
		buffer_release(&name);
		return false;
	}
	written = write_all(fd, bytes, len) && fsync(fd) == 0;
	why = errno;
	/* Some file systems tell of a full disk only now. */
	if (close(fd) != 0 && written) {
		written = false;
		why = errno;
	}
	replaced = written && rename(name.data, path) == 0;
	if (written && !replaced)
		why = errno;
	if (replaced) {
		sync_folder(path);
	} else {
		(void)unlink(name.data);
		cause_set(cause, "cannot write %s: %s", path, strerror(why));
	}
	buffer_release(&name);
	return replaced;
}

/* Whether a name is BASE.tmp.PID.N, with any base where base is NULL; *pid gets the number. */
static bool is_temporary(const char *name, const char *base, long *pid)
{
	const char *mark = NULL;
	char *end;

	for (const char *p = strstr(name, ".tmp."); p != NULL; p = strstr(p + 1, ".tmp."))
		mark = p;
	if (mark == NULL || mark == name)
		return false;
	if (base != NULL &&
	    (strlen(base) != (size_t)(mark - name) || strncmp(name, base, strlen(base)) != 0))
		return false;
	mark += strlen(".tmp.");
	if (*mark < '0' || *mark > '9')
		return false;
	*pid = strtol(mark, &end, 10);
	return *end == '.' && end[1] != '\0' && strspn(end + 1, "0123456789") == strlen(end + 1);
}

static bool is_abandoned(const char *path, long pid)
{
	struct stat status;

	if (pid <= 0 || (kill((pid_t)pid, 0) != 0 && errno == ESRCH))
		return true;
	return stat(path, &status) == 0 && time(NULL) - status.st_mtime > LEFTOVER_SECONDS;
}

static void remove_leftovers_in(const char *folder, const char *base)
{
	DIR *entries = opendir(folder);
	struct buffer path;
	struct dirent *entry;

	if (entries == NULL)
		return;
	buffer_init(&path);
	while ((entry = readdir(entries)) != NULL) {
		long pid;

		if (!is_temporary(entry->d_name, base, &pid))
			continue;
		buffer_clear(&path);
		buffer_printf(&path, "%s/%s", folder, entry->d_name);
		if (is_abandoned(path.data, pid))
			(void)unlink(path.data);
	}
	buffer_release(&path);
	closedir(entries);
}

void file_remove_leftovers(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat status;
	char *folder;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		remove_leftovers_in(path, NULL);
		return;
	}
	folder = folder_of(path);
	remove_leftovers_in(folder, slash != NULL ? slash + 1 : path);
	free(folder);
}

/* Tries once.  Locks of the descriptor where the system has them: those of the process would not
 * keep its own threads apart, and fall with the first close(). */
static bool try_lock(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

#ifdef F_OFD_SETLK
	if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
		return true;
	if (errno != EINVAL)
		return false;
#endif
	return fcntl(fd, F_SETLK, &lock) == 0;
}

static void pause_ms(long ms)
{
	struct timespec step = {ms / 1000, ms % 1000 * 1000000};

	/* Cut short by a signal it just tries earlier. */
	(void)nanosleep(&step, NULL);
}

int file_lock(const char *path, int timeout_ms, struct cause *cause)
{
	struct clock clock = clock_of_system();
	int64_t deadline = clock_ticks(&clock) + timeout_ms;
	long step = LOCK_STEP_MS;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0) {
		cause_set(cause, "cannot open the lock %s: %s", path, strerror(errno));
		return -1;
	}
	while (!try_lock(fd)) {
		int64_t left = deadline - clock_ticks(&clock);

		if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
			cause_set(cause, "cannot lock %s: %s", path, strerror(errno));
			close(fd);
			return -1;
		}
		if (left <= 0) {
			cause_set(cause, "%s is locked by another speechview; try again later",
				  path);
			close(fd);
			return -1;
		}
		pause_ms(step < left ? step : (long)left);
		step = step * 2 < LOCK_STEP_MAX_MS ? step * 2 : LOCK_STEP_MAX_MS;
	}
	return fd;
}

void file_unlock(int lock)
{
	assert(lock >= 0);
	close(lock);
}
