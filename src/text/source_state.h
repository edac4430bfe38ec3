/* SPDX-License-Identifier: MIT */
/*
 * What a source is made of; for source.c, which opens and reads, and source_change.c, which looks
 * whether the file has changed.
 */
#ifndef TEXT_SOURCE_STATE_H
#define TEXT_SOURCE_STATE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#include "text/source.h"
#include "text/source_cache.h"
#include "text/source_pump.h"
#include "text/source_spool.h"

/* What all threads may touch. */
struct shared {
	_Atomic(uint64_t) size;  /* of a file that is read in place */
	_Atomic(char *) trouble; /* set once */
	atomic_bool growing;     /* such a file has grown before our eyes, or is followed */
	pthread_mutex_t lock;    /* of the condition alone */
	pthread_cond_t changed;  /* size or growing has changed, or somebody is to stop */
};

/* A file as it was at the last look. */
struct look {
	dev_t dev;
	ino_t ino;
	uint64_t size;
	struct timespec changed;
};

/*
 * One of three: bytes in memory (bytes), a file read in place (fd), a spool (spool and pump).
 */
struct source {
	char *bytes;
	int fd;
	struct spool *spool;
	struct pump *pump;

	struct shared *shared;
	struct cache cache;
	char *path;     /* NULL for standard input and memory */
	char *name;     /* for messages */
	char *encoding; /* the user's word, or NULL */
	bool filtered;
	char *lessopened;  /* the path that LESSOPEN had something for; NULL: none */
	char *replacement; /* the file that it named, or NULL */

	bool regular; /* source_refresh() looks at the file */
	struct look look;
	struct look other; /* a file that has taken the path, and was told of */
	bool has_print;
	uint64_t print;        /* of the text at the last look; see fingerprint() */
	uint64_t spooled_seen; /* the spool's size at the last look */
};

/* A file as stat() describes it. */
struct look source_look(const struct stat *st);

/* Reads n bytes from pos unless the file ends before; -1 with errno. */
ssize_t source_read_at(int fd, uint64_t pos, char *out, size_t n);

/* Wakes those who wait for a file that is read in place. */
void source_announce(const struct source *s);

#endif
