/* SPDX-License-Identifier: MIT */
#include "text/source_spool.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/memory.h"

struct spool {
	int fd;
	char *name;
	char *folder; /* where the file lies, for messages */
	_Atomic(uint64_t) size;
	_Atomic(uint64_t) wanted;
	atomic_bool complete;
	atomic_bool stopped;
	_Atomic(char *) trouble; /* set once */
	pthread_mutex_t lock;    /* of the two conditions alone */
	pthread_cond_t grown;    /* size or complete has changed */
	pthread_cond_t room;     /* wanted or stopped has changed */
};

/* A file that has lost its name; -1 with errno if the folder takes none. */
static int make_file(const char *folder)
{
	struct buffer path;
	int fd;

	buffer_init(&path);
	buffer_printf(&path, "%s/speechview.XXXXXX", folder);
	fd = mkstemp(path.data);
	if (fd >= 0) {
		unlink(path.data);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	buffer_release(&path);
	return fd;
}

struct spool *spool_new(const char *name, struct cause *cause)
{
	const char *folder = getenv("TMPDIR");
	struct spool *s;
	int fd = -1;

	if (folder != NULL && folder[0] != '\0')
		fd = make_file(folder);
	if (fd < 0) {
		folder = "/tmp";
		fd = make_file(folder);
	}
	if (fd < 0) {
		cause_set(cause, "%s: cannot make a temporary file in %s: %s (set TMPDIR)", name,
			  folder, strerror(errno));
		return NULL;
	}
	s = memory_zalloc(1, sizeof(*s));
	s->fd = fd;
	s->name = memory_string(name);
	s->folder = memory_string(folder);
	pthread_mutex_init(&s->lock, NULL);
	clock_condition_init(&s->grown);
	pthread_cond_init(&s->room, NULL);
	return s;
}

void spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	close(s->fd);
	pthread_cond_destroy(&s->room);
	pthread_cond_destroy(&s->grown);
	pthread_mutex_destroy(&s->lock);
	free(atomic_load(&s->trouble));
	free(s->folder);
	free(s->name);
	free(s);
}

int spool_fd(const struct spool *s)
{
	return s->fd;
}

uint64_t spool_size(const struct spool *s)
{
	return atomic_load(&s->size);
}

bool spool_complete(const struct spool *s)
{
	return atomic_load(&s->complete);
}

/* Wakes those who wait for a condition.  The lock orders this after their last look. */
static void announce(struct spool *s, pthread_cond_t *condition)
{
	pthread_mutex_lock(&s->lock);
	pthread_cond_broadcast(condition);
	pthread_mutex_unlock(&s->lock);
}

void spool_want(struct spool *s, uint64_t end)
{
	uint64_t wanted = atomic_load(&s->wanted);

	while (wanted < end) {
		if (atomic_compare_exchange_weak(&s->wanted, &wanted, end)) {
			announce(s, &s->room);
			return;
		}
	}
}

bool spool_wait(struct spool *s, uint64_t pos, int timeout_ms)
{
	struct timespec deadline;
	int error = 0;

	if (spool_size(s) > pos)
		return true;
	if (timeout_ms == 0)
		return false;
	if (timeout_ms > 0)
		deadline = clock_deadline(timeout_ms);
	pthread_mutex_lock(&s->lock);
	while (spool_size(s) <= pos && !spool_complete(s) && error != ETIMEDOUT) {
		if (timeout_ms < 0)
			error = pthread_cond_wait(&s->grown, &s->lock);
		else
			error = pthread_cond_timedwait(&s->grown, &s->lock, &deadline);
	}
	pthread_mutex_unlock(&s->lock);
	return spool_size(s) > pos;
}

bool spool_await(struct spool *s, uint64_t pos, const struct job *job)
{
	pthread_mutex_lock(&s->lock);
	while (spool_size(s) <= pos && !spool_complete(s) && !job_stopped(job))
		pthread_cond_wait(&s->grown, &s->lock);
	pthread_mutex_unlock(&s->lock);
	return spool_size(s) > pos;
}

void spool_rouse(struct spool *s)
{
	announce(s, &s->grown);
}

const char *spool_trouble(const struct spool *s)
{
	return atomic_load(&s->trouble);
}

bool spool_has_room(const struct spool *s, uint64_t more)
{
	uint64_t wanted = atomic_load(&s->wanted);

	return wanted > UINT64_MAX - SPOOL_AHEAD || spool_size(s) + more <= wanted + SPOOL_AHEAD;
}

bool spool_await_room(struct spool *s, uint64_t more)
{
	assert(more <= SPOOL_AHEAD);
	pthread_mutex_lock(&s->lock);
	while (!atomic_load(&s->stopped) && !spool_has_room(s, more))
		pthread_cond_wait(&s->room, &s->lock);
	pthread_mutex_unlock(&s->lock);
	return !atomic_load(&s->stopped);
}

/* The sentence for a file that cannot grow. */
static void fail_to_grow(struct spool *s, int error)
{
	struct buffer sentence;

	buffer_init(&sentence);
	buffer_printf(&sentence, "%s: cut short, for no more of it can be kept in %s: %s", s->name,
		      s->folder, strerror(error));
	spool_fail(s, sentence.data);
	buffer_release(&sentence);
}

bool spool_append(struct spool *s, const char *bytes, size_t n)
{
	uint64_t size = spool_size(s);
	int error = 0;

	while (n > 0 && error == 0) {
		ssize_t written = pwrite(s->fd, bytes, n, (off_t)size);

		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
			size += (uint64_t)written;
		} else if (written == 0 || errno != EINTR) {
			error = written == 0 ? ENOSPC : errno;
		}
	}
	atomic_store(&s->size, size);
	announce(s, &s->grown);
	if (error != 0)
		fail_to_grow(s, error);
	return error == 0;
}

void spool_fail(struct spool *s, const char *sentence)
{
	char *none = NULL, *copy = memory_string(sentence);

	if (!atomic_compare_exchange_strong(&s->trouble, &none, copy))
		free(copy);
}

void spool_finish(struct spool *s)
{
	atomic_store(&s->complete, true);
	announce(s, &s->grown);
}

void spool_stop(struct spool *s)
{
	atomic_store(&s->stopped, true);
	announce(s, &s->room);
}
