/* SPDX-License-Identifier: MIT */
#include "ui/capture.h"

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MEMFD_CLOSE_ON_EXEC 1u
#define KEPT_BYTES (1 << 20) /* of memory that the file may keep between two takes */

FILE *capture_open(void)
{
	FILE *file = NULL;
#ifdef SYS_memfd_create
	int fd = (int)syscall(SYS_memfd_create, "screen", MEMFD_CLOSE_ON_EXEC);

	if (fd >= 0) {
		file = fdopen(fd, "w+");
		if (file == NULL)
			close(fd);
	}
#endif
	return file != NULL ? file : tmpfile();
}

void capture_take(FILE *file, struct buffer *out)
{
	int fd = fileno(file);
	off_t len = lseek(fd, 0, SEEK_CUR);

	buffer_clear(out);
	if (len <= 0)
		return;
	buffer_reserve(out, (size_t)len);
	while (out->len < (size_t)len) {
		ssize_t n =
			pread(fd, out->data + out->len, (size_t)len - out->len, (off_t)out->len);

		if (n <= 0)
			break;
		out->len += (size_t)n;
	}
	out->data[out->len] = '\0';
	lseek(fd, 0, SEEK_SET);
	if (len > KEPT_BYTES && ftruncate(fd, 0) != 0)
		return; /* no harm: the bytes are written over */
}
