/* SPDX-License-Identifier: MIT */
#include "text/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "text/encoding.h"
#include "text/filter.h"
#include "text/lessopen.h"
#include "text/source_state.h"

static struct source *make(void)
{
	struct source *s = memory_zalloc(1, sizeof(*s));

	s->fd = -1;
	s->shared = memory_zalloc(1, sizeof(*s->shared));
	pthread_mutex_init(&s->shared->lock, NULL);
	clock_condition_init(&s->shared->changed);
	cache_init(&s->cache);
	return s;
}

static void fail(const struct source *s, const char *sentence)
{
	char *none = NULL, *copy = memory_string(sentence);

	if (!atomic_compare_exchange_strong(&s->shared->trouble, &none, copy))
		free(copy);
}

struct source *source_of_bytes(const char *bytes, size_t len)
{
	struct source *s = make();

	s->bytes = memory_copy(bytes, len);
	s->name = memory_string("memory");
	atomic_store(&s->shared->size, len);
	return s;
}

void source_free(struct source *s)
{
	if (s == NULL)
		return;
	pump_free(s->pump);
	spool_free(s->spool);
	if (s->fd >= 0)
		close(s->fd);
	if (s->lessopened != NULL)
		lessopen_close(s->lessopened, s->replacement);
	free(s->lessopened);
	free(s->replacement);
	cache_release(&s->cache);
	free(atomic_load(&s->shared->trouble));
	pthread_cond_destroy(&s->shared->changed);
	pthread_mutex_destroy(&s->shared->lock);
	free(s->shared);
	free(s->bytes);
	free(s->encoding);
	free(s->name);
	free(s->path);
	free(s);
}

/* Opening. */

/* Never blocks, not even on a FIFO that has no writer. */
static int open_path(const char *path)
{
	int fd;

	do {
		fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	} while (fd < 0 && errno == EINTR);
	return fd;
}

struct look source_look(const struct stat *st)
{
	struct look look;

	memset(&look, 0, sizeof(look));
	look.dev = st->st_dev;
	look.ino = st->st_ino;
	look.size = st->st_size > 0 ? (uint64_t)st->st_size : 0;
	look.changed = st->st_mtim;
	return look;
}

static bool open_input(struct source *s, struct cause *cause)
{
	struct stat st;

	s->fd = s->path == NULL ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open_path(s->path);
	if (s->fd < 0 || fstat(s->fd, &st) != 0)
		return cause_set(cause, "%s: %s", s->name, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return cause_set(cause, "%s: is a directory; name a file in it", s->name);
	s->regular = S_ISREG(st.st_mode);
	s->look = source_look(&st);
	return true;
}

ssize_t source_read_at(int fd, uint64_t pos, char *out, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t more = pread(fd, out + got, n - got, (off_t)(pos + got));

		if (more < 0 && errno == EINTR)
			continue;
		if (more < 0 && got == 0)
			return -1;
		if (more <= 0)
			break;
		got += (size_t)more;
	}
	return (ssize_t)got;
}

/*
 * How the file is to be read, from its first bytes.  *encoding is set to the user's word or to
 * what the bytes are in; NULL where the pump has to find out.  True if it is read in place: files
 * whose size says nothing (/proc, /sys) and a standard input of which another program has read the
 * beginning are streams.
 */
static bool is_in_place(const struct source *s, const struct source_options *options,
			const char **encoding)
{
	bool in_place = false;
	char *sample;
	ssize_t n;

	*encoding = s->encoding;
	if (!s->regular || (s->path == NULL && lseek(s->fd, 0, SEEK_CUR) != 0))
		return false;
	sample = memory_alloc(ENCODING_SAMPLE);
	n = source_read_at(s->fd, 0, sample, ENCODING_SAMPLE);
	if (n >= 0 &&
	    (size_t)n == (s->look.size < ENCODING_SAMPLE ? s->look.size : ENCODING_SAMPLE)) {
		if (*encoding == NULL && !options->raw)
			*encoding = encoding_detect(sample, (size_t)n);
		in_place = options->raw || encoding_is_utf8(*encoding);
	}
	free(sample);
	return in_place;
}

/* The row of the filter that is to be run; NULL if none. */
static const struct filter *filter_for(const struct source *s, const struct source_options *options)
{
	if (options->secure || s->path == NULL || !s->regular)
		return NULL;
	return filter_find(options->filters, s->path);
}

/* A stream of a program takes the place of the file. */
static void take_run(struct source *s, const struct filter_run *run, struct pump_input *input)
{
	close(s->fd);
	s->fd = run->output;
	input->process = run->process;
	input->errors = run->errors;
	s->filtered = true;
}

/* LESSOPEN's word on the file: a stream of its own, another file to be read in its place, or
 * nothing. */
static void ask_lessopen(struct source *s, const struct source_options *options,
			 struct pump_input *input)
{
	struct filter_run run;
	struct stat st;
	int fd;

	if (options->secure || (s->path != NULL && !s->regular))
		return;
	switch (lessopen_run(s->path != NULL ? s->path : "-", &run, &s->replacement)) {
	case LESSOPEN_NOTHING:
		return;
	case LESSOPEN_STREAM:
		take_run(s, &run, input);
		input->program = "LESSOPEN";
		break;
	case LESSOPEN_FILE:
		fd = open_path(s->replacement);
		if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
			if (fd >= 0)
				close(fd);
			break;
		}
		close(s->fd);
		s->fd = fd;
		s->look = source_look(&st);
		s->filtered = true;
		break;
	}
	s->lessopened = memory_string(s->path != NULL ? s->path : "-");
	/* What changes at the path is no longer what is read. */
	if (s->replacement != NULL) {
		free(s->path);
		s->path = NULL;
	}
}

/* Starts the filter in place of the file; if that fails, the file is shown as it is. */
static bool start_filter(struct source *s, const struct filter *filter, struct pump_input *input)
{
	struct cause cause = CAUSE_NONE;
	struct filter_run run;

	if (!filter_start(filter, s->path, s->fd, &run, &cause)) {
		cause_set(&cause, "%s: shown as it is: %s; install it, or change [filters]",
			  s->name, cause_text(&cause));
		fail(s, cause_text(&cause));
		cause_release(&cause);
		return false;
	}
	take_run(s, &run, input);
	input->program = filter->command[0];
	return true;
}

static struct decoder *decoder_for(const struct source *s, const char *encoding,
				   struct cause *cause)
{
	struct decoder *decoder = decoder_new(encoding, cause);

	if (decoder == NULL && cause != NULL)
		cause_set(cause, "%s: %s", s->name, cause_text(cause));
	return decoder;
}

/* Sets up what is not read in place.  After a failure source_free() does the rest. */
static bool start_pump(struct source *s, const struct source_options *options,
		       const struct filter *filter, struct cause *cause)
{
	struct pump_input input;
	const char *encoding = s->encoding;

	memset(&input, 0, sizeof(input));
	input.errors = -1;
	if (filter == NULL || !filter_is_own(options->filters, filter))
		ask_lessopen(s, options, &input);
	if (!s->filtered && filter != NULL)
		(void)start_filter(s, filter, &input);
	/* From here on a file is read: the one asked for, or one that LESSOPEN has named. */
	if ((!s->filtered || s->replacement != NULL) && is_in_place(s, options, &encoding))
		return true;
	s->spool = spool_new(s->name, cause);
	if (s->spool == NULL)
		goto failed;
	if (encoding != NULL && !options->raw && !encoding_is_utf8(encoding)) {
		input.decoder = decoder_for(s, encoding, cause);
		if (input.decoder == NULL)
			goto failed;
	}
	input.fd = s->fd;
	input.name = s->name;
	input.encoding = encoding;
	input.raw = options->raw;
	input.wake = options->wake;
	s->fd = -1;
	s->pump = pump_start(s->spool, &input, cause);
	return s->pump != NULL;
failed:
	if (input.process > 0)
		filter_end(input.process);
	if (input.errors >= 0)
		close(input.errors);
	return false;
}

/* The user's word must be known even where the bytes turn out not to need it. */
static bool check_encoding(const struct source *s, struct cause *cause)
{
	struct decoder *decoder;

	if (s->encoding == NULL || encoding_is_utf8(s->encoding))
		return true;
	decoder = decoder_for(s, s->encoding, cause);
	decoder_free(decoder);
	return decoder != NULL;
}

struct source *source_open(const char *path, const struct source_options *options,
			   struct cause *cause)
{
	struct source *s = make();
	bool standard_input = strcmp(path, "-") == 0;

	s->path = standard_input ? NULL : memory_string(path);
	s->name = memory_string(standard_input ? "standard input" : path);
	if (options->encoding != NULL && strcmp(options->encoding, "auto") != 0)
		s->encoding = memory_string(options->encoding);
	if (!open_input(s, cause) || !check_encoding(s, cause) ||
	    !start_pump(s, options, filter_for(s, options), cause)) {
		source_free(s);
		return NULL;
	}
	if (s->spool == NULL)
		atomic_store(&s->shared->size, s->look.size);
	return s;
}

/* Reading. */

/* The file has ended before its size: others shall not look there again. */
static void shrink(const struct source *s, uint64_t size)
{
	uint64_t old = atomic_load(&s->shared->size);

	while (old > size && !atomic_compare_exchange_weak(&s->shared->size, &old, size))
		;
}

static void fail_to_read(const struct source *s)
{
	struct cause cause = CAUSE_NONE;

	cause_set(&cause, "%s: cannot be read: %s", s->name, strerror(errno));
	fail(s, cause_text(&cause));
	cause_release(&cause);
}

size_t source_read(const struct source *s, uint64_t pos, void *out, size_t n)
{
	uint64_t size = source_size(s);
	ssize_t got;

	if (pos >= size || n == 0)
		return 0;
	if (n > size - pos)
		n = (size_t)(size - pos);
	if (s->bytes != NULL) {
		memcpy(out, s->bytes + pos, n);
		return n;
	}
	got = source_read_at(s->spool != NULL ? spool_fd(s->spool) : s->fd, pos, out, n);
	if (got < 0)
		fail_to_read(s);
	else if ((size_t)got < n && s->spool == NULL)
		shrink(s, pos + (uint64_t)got);
	return got > 0 ? (size_t)got : 0;
}

static size_t read_for_cache(const void *data, uint64_t pos, void *out, size_t n)
{
	return source_read(data, pos, out, n);
}

const char *source_peek(struct source *s, uint64_t pos, size_t *n)
{
	uint64_t size = source_size(s);
	const char *bytes;

	*n = 0;
	if (pos >= size)
		return NULL;
	if (s->bytes != NULL) {
		*n = (size_t)(size - pos);
		return s->bytes + pos;
	}
	bytes = cache_peek(&s->cache, pos, n, read_for_cache, s);
	/* A cached block may hold more than a file that was cut since. */
	if (*n > size - pos)
		*n = (size_t)(size - pos);
	return bytes;
}

uint64_t source_size(const struct source *s)
{
	return s->spool != NULL ? spool_size(s->spool) : atomic_load(&s->shared->size);
}

bool source_complete(const struct source *s)
{
	return s->spool == NULL || spool_complete(s->spool);
}

void source_want(struct source *s, uint64_t end)
{
	if (s->spool != NULL)
		spool_want(s->spool, end);
}

/* The same for a file that grows as it is looked at again. */
static bool wait_in_place(const struct source *s, uint64_t pos, int timeout_ms)
{
	struct shared *shared = s->shared;
	struct timespec deadline = clock_deadline(timeout_ms < 0 ? 0 : timeout_ms);
	int error = 0;

	pthread_mutex_lock(&shared->lock);
	while (source_size(s) <= pos && atomic_load(&shared->growing) && error != ETIMEDOUT) {
		if (timeout_ms < 0)
			error = pthread_cond_wait(&shared->changed, &shared->lock);
		else
			error = pthread_cond_timedwait(&shared->changed, &shared->lock, &deadline);
	}
	pthread_mutex_unlock(&shared->lock);
	return source_size(s) > pos;
}

bool source_wait(const struct source *s, uint64_t pos, int timeout_ms)
{
	if (pos < source_size(s))
		return true;
	return s->spool != NULL ? spool_wait(s->spool, pos, timeout_ms)
				: wait_in_place(s, pos, timeout_ms);
}

void source_announce(const struct source *s)
{
	pthread_mutex_lock(&s->shared->lock);
	pthread_cond_broadcast(&s->shared->changed);
	pthread_mutex_unlock(&s->shared->lock);
}

bool source_await(const struct source *s, uint64_t pos, const struct job *job)
{
	struct shared *shared = s->shared;

	if (s->spool != NULL)
		return spool_await(s->spool, pos, job);
	pthread_mutex_lock(&shared->lock);
	while (source_size(s) <= pos && atomic_load(&shared->growing) && !job_stopped(job))
		pthread_cond_wait(&shared->changed, &shared->lock);
	pthread_mutex_unlock(&shared->lock);
	return source_size(s) > pos;
}

void source_rouse(const struct source *s)
{
	if (s->spool != NULL)
		spool_rouse(s->spool);
	else
		source_announce(s);
}

bool source_is_final(const struct source *s)
{
	return s->spool != NULL ? spool_complete(s->spool) : !atomic_load(&s->shared->growing);
}

void source_follow(struct source *s, bool follow)
{
	if (s->spool != NULL || !s->regular)
		return;
	atomic_store(&s->shared->growing, follow);
	source_announce(s);
}

bool source_is_file(const struct source *s)
{
	return s->regular && s->path != NULL;
}

const char *source_trouble(const struct source *s)
{
	const char *trouble = atomic_load(&s->shared->trouble);

	if (trouble == NULL && s->spool != NULL)
		trouble = spool_trouble(s->spool);
	return trouble;
}

const char *source_encoding(const struct source *s)
{
	return s->pump != NULL ? pump_encoding(s->pump) : "UTF-8";
}

bool source_converted(const struct source *s)
{
	const char *encoding = source_encoding(s);

	return s->filtered || (encoding != NULL && !encoding_is_utf8(encoding));
}
