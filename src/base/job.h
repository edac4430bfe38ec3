/* SPDX-License-Identifier: MIT */
/*
 * Work behind the screen's back.  One thread owns the screen and every model struct; a job reads a
 * source or writes bytes that were made before, hands its results over as immutable snapshots (one
 * pointer, the newest wins), wakes the loop through a descriptor, and looks at its stop flag every
 * few milliseconds.
 *
 *     loop                                job's thread
 *     job_start(run, data, ...)    ->     run(job, data)
 *                                         ... job_stopped(job)? job_publish(job, snapshot) ...
 *     wake_fd readable             <-
 *     job_take(job) -> snapshot
 *     job_free(job)                ->     (asked to stop, waited for)
 */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include <stdbool.h>

#include "base/attributes.h"
#include "base/cause.h"

/* A descriptor that jobs make readable so that a poll() returns.  Both ends never block. */
struct wake {
	int read_fd;
	int write_fd;
};

bool wake_init(struct wake *wake, struct cause *cause) ATTRIBUTE_NODISCARD;
void wake_release(struct wake *wake);

/* From any thread, also from a signal handler; wake may be NULL. */
void wake_signal(const struct wake *wake);

/* Empties the descriptor; the loop calls it before it looks at its jobs. */
void wake_drain(const struct wake *wake);

/* Blocks until the descriptor is readable, and empties it. */
void wake_wait(const struct wake *wake);

struct job;

typedef void job_function(struct job *job, void *data);
typedef void job_snapshot_free(void *snapshot);

/*
 * Starts run(job, data) on a thread of its own.  free_snapshot frees a snapshot that nobody took;
 * wake (may be NULL) is signalled at each publication and at the end and must outlive the job.
 * data stays the caller's and must outlive the job too.  NULL with a cause if no thread can be had.
 */
struct job *job_start(job_function *run, void *data, job_snapshot_free *free_snapshot,
		      const struct wake *wake, struct cause *cause) ATTRIBUTE_NODISCARD;

/* Asks the job to stop, waits for it, frees what it published last.  NULL is allowed. */
void job_free(struct job *job);

/* Asks the job to stop and returns at once. */
void job_stop(struct job *job);

/* Whether run() has returned; what it published before can still be taken. */
bool job_done(const struct job *job);

/* The newest snapshot, which is the caller's now; NULL if there is none since the last call. */
void *job_take(struct job *job);

/* For the job's thread: whether it was asked to stop. */
bool job_stopped(const struct job *job);

/* For the job's thread, and those that it starts: leaves the processor to all others that want it. */
void job_give_way(void);

/* For the job's thread: hands a snapshot over; one that was not taken is freed. */
void job_publish(struct job *job, void *snapshot);

#endif
