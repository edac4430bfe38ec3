/* SPDX-License-Identifier: MIT */
#include "base/ini_feed.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* iniparser's messages go nowhere: the lines were judged before. */
static int keep_silent(const char *format, ...)
{
	(void)format;
	return 0;
}

/* Loads a chunk through a pipe, so that nothing is written anywhere; NULL where /dev/fd is missing
 * or the pipe is too small. */
static dictionary *load_by_pipe(const struct buffer *bytes)
{
	struct buffer path;
	dictionary *read = NULL;
	int ends[2];

	if (pipe(ends) != 0)
		return NULL;
	buffer_init(&path);
	buffer_printf(&path, "/dev/fd/%d", ends[0]);
	(void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	if (fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0 &&
	    write(ends[1], bytes->data, bytes->len) == (ssize_t)bytes->len) {
		close(ends[1]);
		read = iniparser_load(path.data);
	} else {
		close(ends[1]);
	}
	close(ends[0]);
	buffer_release(&path);
	return read;
}

/* The same through a file in $TMPDIR that is gone right after. */
static dictionary *load_by_file(const struct buffer *bytes)
{
	const char *folder = getenv("TMPDIR");
	struct buffer path;
	dictionary *read = NULL;
	int fd;

	buffer_init(&path);
	buffer_printf(&path, "%s/speechview-XXXXXX",
		      folder != NULL && folder[0] != '\0' ? folder : "/tmp");
	fd = mkstemp(path.data);
	if (fd >= 0) {
		if (write(fd, bytes->data, bytes->len) == (ssize_t)bytes->len)
			read = iniparser_load(path.data);
		(void)unlink(path.data);
		close(fd);
	}
	buffer_release(&path);
	return read;
}

dictionary *ini_feed(const struct buffer *bytes)
{
	dictionary *read;

	iniparser_set_error_callback(keep_silent);
	read = load_by_pipe(bytes);
	return read != NULL ? read : load_by_file(bytes);
}
