/* SPDX-License-Identifier: MIT */
#include "text/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "text/encoding.h"
#include "text/filter.h"
#include "text/source_cache.h"
#include "text/source_pump.h"
#include "text/source_spool.h"

/* What all threads may touch. */
struct shared {
	_Atomic(uint64_t) size;  /* of a file that is read in place */
	_Atomic(char *) trouble; /* set once */
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

	bool regular; /* source_refresh() looks at the file */
	struct look look;
	bool has_print;
	uint64_t print;        /* of the text at the last look; see fingerprint() */
	uint64_t spooled_seen; /* the spool's size at the last look */
};

static struct source *make(void)
{
	struct source *s = memory_zalloc(1, sizeof(*s));

	s->fd = -1;
	s->shared = memory_zalloc(1, sizeof(*s->shared));
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
	cache_release(&s->cache);
	free(atomic_load(&s->shared->trouble));
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

static struct look look_of(const struct stat *st)
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
		return cause_set(cause, "%s: is a directory", s->name);
	s->regular = S_ISREG(st.st_mode);
	s->look = look_of(&st);
	return true;
}

/* Reads n bytes from pos unless the file ends before; -1 with errno. */
static ssize_t read_at(int fd, uint64_t pos, char *out, size_t n)
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
	n = read_at(s->fd, 0, sample, ENCODING_SAMPLE);
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
	return filter_find(s->path);
}

/* Starts the filter in place of the file; if that fails, the file is shown as it is. */
static bool start_filter(struct source *s, const struct filter *filter, struct pump_input *input)
{
	struct cause cause = CAUSE_NONE;
	int fd = filter_start(filter, s->path, &input->process, &cause);

	if (fd < 0) {
		cause_set(&cause, "%s: shown as it is, for %s", s->name, cause_text(&cause));
		fail(s, cause_text(&cause));
		cause_release(&cause);
		return false;
	}
	close(s->fd);
	s->fd = fd;
	input->program = filter->command[0];
	s->filtered = true;
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
	if (filter == NULL || !start_filter(s, filter, &input)) {
		if (is_in_place(s, options, &encoding))
			return true;
	}
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
	got = read_at(s->spool != NULL ? spool_fd(s->spool) : s->fd, pos, out, n);
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

bool source_wait(const struct source *s, uint64_t pos, int timeout_ms)
{
	if (s->spool == NULL)
		return pos < source_size(s);
	return spool_wait(s->spool, pos, timeout_ms);
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

/* Looking again. */

/* FNV-1a over the first and the last bytes of the text as it was at the last look: what an append
 * leaves alone and a rewrite seldom does. */
static uint64_t fingerprint(const struct source *s)
{
	enum { EDGE = 256 };
	uint64_t size = s->look.size, hash = UINT64_C(0xCBF29CE484222325);
	char bytes[2 * EDGE];
	ssize_t head, tail, i;

	memset(bytes, 0, sizeof(bytes));
	head = read_at(s->fd, 0, bytes, size < EDGE ? (size_t)size : EDGE);
	tail = size > EDGE ? read_at(s->fd, size - EDGE, bytes + EDGE, EDGE) : 0;
	for (i = 0; i < 2 * EDGE; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
	return hash + (uint64_t)head * 1024 + (uint64_t)tail;
}

/* Takes a new look as the present state; the text from pos on is another. */
static void renew(struct source *s, struct look look, uint64_t pos)
{
	s->look = look;
	cache_cut(&s->cache, pos);
	atomic_store(&s->shared->size, look.size);
	s->print = fingerprint(s);
	s->has_print = true;
}

static bool is_same_file(const struct look *a, const struct look *b)
{
	return a->dev == b->dev && a->ino == b->ino;
}

static bool is_same_time(const struct look *a, const struct look *b)
{
	return a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

/* The regular file at the path, if it is another than the one that is open. */
static bool find_other(const struct source *s, struct look *look)
{
	struct stat st;

	if (s->path == NULL || stat(s->path, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	*look = look_of(&st);
	return !is_same_file(look, &s->look);
}

/* Puts the file at the path under the descriptor, where other threads read it in one step. */
static bool reopen(struct source *s)
{
	int fd = open_path(s->path);
	struct stat st;
	bool done = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && dup2(fd, s->fd) >= 0;

	if (fd >= 0)
		close(fd);
	if (!done)
		return false;
	fcntl(s->fd, F_SETFD, FD_CLOEXEC);
	renew(s, look_of(&st), 0);
	return true;
}

static enum source_change refresh_in_place(struct source *s)
{
	struct look look;
	struct stat st;
	uint64_t seen = source_size(s);
	bool same_print;

	if (find_other(s, &look) && reopen(s))
		return SOURCE_REPLACED;
	if (fstat(s->fd, &st) != 0)
		return SOURCE_SAME;
	look = look_of(&st);
	if (look.size == seen && is_same_time(&look, &s->look)) {
		if (!s->has_print)
			s->print = fingerprint(s);
		s->has_print = true;
		return SOURCE_SAME;
	}
	if (look.size < s->look.size || seen < s->look.size) {
		renew(s, look, 0);
		return SOURCE_SHRANK;
	}
	same_print = !s->has_print || fingerprint(s) == s->print;
	if (look.size > seen && same_print) {
		renew(s, look, seen);
		return SOURCE_GREW;
	}
	renew(s, look, 0);
	return SOURCE_REPLACED;
}

static enum source_change refresh_spool(struct source *s)
{
	uint64_t size = source_size(s);
	struct look look;
	struct stat st;

	if (s->regular && s->path != NULL && stat(s->path, &st) == 0 && S_ISREG(st.st_mode)) {
		look = look_of(&st);
		if (!is_same_file(&look, &s->look) || look.size != s->look.size ||
		    !is_same_time(&look, &s->look)) {
			s->look = look;
			return SOURCE_REPLACED;
		}
	}
	if (size == s->spooled_seen)
		return SOURCE_SAME;
	s->spooled_seen = size;
	return SOURCE_GREW;
}

enum source_change source_refresh(struct source *s)
{
	if (s->bytes != NULL)
		return SOURCE_SAME;
	return s->spool != NULL ? refresh_spool(s) : refresh_in_place(s);
}
