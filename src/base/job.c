/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* gettid() */
#endif
#include "base/job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/memory.h"

#define NICE 10

struct job {
	pthread_t thread;
	job_function *run;
	void *data;
	job_snapshot_free *free_snapshot;
	const struct wake *wake;
	_Atomic(void *) snapshot;
	atomic_bool stop;
	atomic_bool done;
};

static bool set_flags(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 &&
	       fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

bool wake_init(struct wake *wake, struct cause *cause)
{
	int fd[2];

	wake->read_fd = wake->write_fd = -1;
	if (pipe(fd) != 0)
		return cause_set(cause, "cannot make a pipe: %s", strerror(errno));
	wake->read_fd = fd[0];
	wake->write_fd = fd[1];
	if (!set_flags(fd[0]) || !set_flags(fd[1])) {
		wake_release(wake);
		return cause_set(cause, "cannot set up a pipe: %s", strerror(errno));
	}
	return true;
}

void wake_release(struct wake *wake)
{
	if (wake->read_fd >= 0)
		close(wake->read_fd);
	if (wake->write_fd >= 0)
		close(wake->write_fd);
	wake->read_fd = wake->write_fd = -1;
}

void wake_signal(const struct wake *wake)
{
	int saved = errno;

	/* A full pipe is readable already, so a failed write loses nothing. */
	if (wake != NULL && write(wake->write_fd, "", 1) < 0)
		errno = saved;
}

void wake_drain(const struct wake *wake)
{
	char bytes[64];

	while (read(wake->read_fd, bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes))
		;
}

void wake_wait(const struct wake *wake)
{
	struct pollfd fd = {.fd = wake->read_fd, .events = POLLIN};

	if (poll(&fd, 1, -1) > 0)
		wake_drain(wake);
}

static void *job_thread(void *argument)
{
	struct job *job = argument;

	job->run(job, job->data);
	atomic_store(&job->done, true);
	wake_signal(job->wake);
	return NULL;
}

struct job *job_start(job_function *run, void *data, job_snapshot_free *free_snapshot,
		      const struct wake *wake, struct cause *cause)
{
	struct job *job = memory_zalloc(1, sizeof(*job));
	sigset_t all, old;
	int error;

	job->run = run;
	job->data = data;
	job->free_snapshot = free_snapshot;
	job->wake = wake;
	/* Signals are for the thread that owns the screen; but a fault in a job has to reach the
	 * handler that restores the terminal, and a blocked one would end the program without. */
	sigfillset(&all);
	sigdelset(&all, SIGSEGV);
	sigdelset(&all, SIGBUS);
	sigdelset(&all, SIGFPE);
	sigdelset(&all, SIGILL);
	sigdelset(&all, SIGABRT);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	error = pthread_create(&job->thread, NULL, job_thread, job);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (error != 0) {
		cause_set(cause, "cannot start a thread: %s", strerror(error));
		free(job);
		return NULL;
	}
	return job;
}

void job_free(struct job *job)
{
	void *snapshot;

	if (job == NULL)
		return;
	job_stop(job);
	pthread_join(job->thread, NULL);
	snapshot = job_take(job);
	if (snapshot != NULL)
		job->free_snapshot(snapshot);
	free(job);
}

void job_stop(struct job *job)
{
	atomic_store(&job->stop, true);
}

bool job_done(const struct job *job)
{
	return atomic_load(&job->done);
}

void *job_take(struct job *job)
{
	return atomic_exchange(&job->snapshot, NULL);
}

bool job_stopped(const struct job *job)
{
	return atomic_load_explicit(&job->stop, memory_order_relaxed);
}

void job_give_way(void)
{
#ifdef __linux__
	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
#endif
}

void job_publish(struct job *job, void *snapshot)
{
	void *old = atomic_exchange(&job->snapshot, snapshot);

	if (old != NULL)
		job->free_snapshot(old);
	wake_signal(job->wake);
}
