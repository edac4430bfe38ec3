/* SPDX-License-Identifier: MIT */
#include "text/source_pump.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/memory.h"
#include "text/filter.h"

/* Bytes of one read(), and the most that they become: three for each that is bad. */
#define CHUNK 65536
#define CHUNK_DECODED (3 * CHUNK)

/* Bytes of a sample that are enough where they are UTF-8. */
#define SAMPLE_ENOUGH 4096

/* A sample for detection is complete when this long has passed since its first bytes. */
#define SAMPLE_MS 50

/* The loop is woken at most this often while bytes keep coming: once a frame. */
#define WAKE_MS 16

struct pump {
	pthread_t thread;
	bool started;
	struct spool *spool;
	struct pump_input input;
	char *name;
	char *program;
	struct clock clock;
	int stop[2]; /* readable when the pump shall end */

	pthread_mutex_t lock; /* of input.process, which is 0 once it is reaped */

	/* The thread's own. */
	char *chunk;
	struct buffer sample;  /* what waits for the verdict on its encoding */
	struct buffer decoded; /* what is being written */
	bool decided;
	bool ended;      /* end of input, an error, or a stop */
	bool cut_short;  /* the spool took no more */
	bool unsaid;     /* the spool has grown and the loop was not told */
	int64_t said_at; /* when it was */

	_Atomic(const char *) encoding;
};

enum arrival { ARRIVED, LATE, ENDED };

static void say(struct pump *p)
{
	p->unsaid = false;
	p->said_at = clock_ticks(&p->clock);
	wake_signal(p->input.wake);
}

static void fail_to_read(struct pump *p)
{
	struct buffer sentence;
	int error = errno;

	buffer_init(&sentence);
	buffer_printf(&sentence, "%s: cannot be read to its end: %s", p->name, strerror(error));
	spool_fail(p->spool, sentence.data);
	buffer_release(&sentence);
}

/* Waits until the input can be read: 1; 0 after timeout_ms (negative: never), -1 when stopped. */
static int await_input(struct pump *p, int timeout_ms)
{
	struct pollfd fds[2] = {{p->input.fd, POLLIN, 0}, {p->stop[0], POLLIN, 0}};
	int n = poll(fds, 2, 0);

	if (n == 0 && timeout_ms != 0) {
		if (p->unsaid)
			say(p);
		n = poll(fds, 2, timeout_ms);
	}
	if (n > 0 && fds[1].revents != 0)
		return -1;
	return n < 0 && errno != EINTR ? 1 : n > 0; /* read() will name the error */
}

/* Reads what is there into the chunk. */
static enum arrival read_chunk(struct pump *p, int timeout_ms, size_t *n)
{
	while (!p->ended) {
		int ready = await_input(p, timeout_ms);
		ssize_t got;

		if (ready == 0 && timeout_ms >= 0)
			return LATE;
		if (ready == 0)
			continue;
		got = ready > 0 ? read(p->input.fd, p->chunk, CHUNK) : 0;
		if (got > 0) {
			*n = (size_t)got;
			return ARRIVED;
		}
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got < 0)
			fail_to_read(p);
		p->ended = true;
	}
	return ENDED;
}

/* Writes bytes on, decoded if need be. */
static void emit(struct pump *p, const char *bytes, size_t n, bool last)
{
	if (p->input.decoder != NULL) {
		buffer_clear(&p->decoded);
		decoder_feed(p->input.decoder, bytes, n, last, &p->decoded);
		bytes = p->decoded.data;
		n = p->decoded.len;
	}
	if (n == 0)
		return;
	if (!spool_append(p->spool, bytes, n))
		p->ended = p->cut_short = true;
	if (clock_ticks(&p->clock) - p->said_at >= WAKE_MS)
		say(p);
	else
		p->unsaid = true;
}

static bool has_high_bytes(const struct buffer *b)
{
	size_t i;

	for (i = 0; i < b->len; i++) {
		if ((unsigned char)b->data[i] >= 0x80)
			return true;
	}
	return false;
}

/* Judges the sample and writes it on.  ASCII leaves the question open. */
static void decide(struct pump *p)
{
	const char *encoding = encoding_detect(p->sample.data, p->sample.len);
	bool utf8 = encoding_is_utf8(encoding);

	if (!utf8)
		p->input.decoder = decoder_new(encoding, NULL);
	if (!utf8 && p->input.decoder == NULL)
		encoding = "UTF-8"; /* an iconv without it: the bytes are shown as they are */
	if (p->input.decoder != NULL || has_high_bytes(&p->sample)) {
		p->decided = true;
		atomic_store(&p->encoding, encoding);
	}
	emit(p, p->sample.data, p->sample.len, false);
	buffer_clear(&p->sample);
}

/* Whether there is no doubt that what has come is UTF-8: so much of it is by chance never valid. */
static bool is_plainly_utf8(const struct buffer *sample)
{
	return sample->len >= SAMPLE_ENOUGH && has_high_bytes(sample) &&
	       encoding_is_utf8(encoding_detect(sample->data, sample->len));
}

/* Collects a sample that begins with the chunk: enough bytes, or what comes soon. */
static void collect(struct pump *p, size_t n)
{
	int64_t until = clock_ticks(&p->clock) + SAMPLE_MS;

	buffer_append(&p->sample, p->chunk, n);
	while (p->sample.len < ENCODING_SAMPLE && !is_plainly_utf8(&p->sample)) {
		int64_t left = until - clock_ticks(&p->clock);

		if (read_chunk(p, left > 0 ? (int)left : 0, &n) != ARRIVED)
			return;
		buffer_append(&p->sample, p->chunk, n);
	}
}

/* Kills a filter that still runs, with all that it has started. */
static void kill_filter(struct pump *p)
{
	pthread_mutex_lock(&p->lock);
	if (p->input.process > 0)
		kill(-p->input.process, SIGKILL);
	pthread_mutex_unlock(&p->lock);
}

/* Appends what a filter said of its failure: its first line, with what is no text left out. */
static void append_complaint(const struct pump *p, struct buffer *out)
{
	char bytes[512];
	ssize_t n = p->input.errors >= 0 ? read(p->input.errors, bytes, sizeof(bytes)) : 0;
	size_t i, len = 0;

	for (i = 0; n > 0 && i < (size_t)n && (bytes[i] != '\n' || len == 0); i++)
		if ((unsigned char)bytes[i] >= 0x20 && bytes[i] != 0x7F)
			bytes[len++] = bytes[i];
	if (len > 0) {
		buffer_append_string(out, ": ");
		buffer_append(out, bytes, len);
	}
}

/* Reaps the filter and reports how it ended.  It is waited for before it is reaped, so that its
 * number cannot mean another process while pump_free() may kill it. */
static void reap(struct pump *p)
{
	struct buffer sentence;
	siginfo_t info;
	int status = 0;
	pid_t reaped;

	while (waitid(P_PID, (id_t)p->input.process, &info, WEXITED | WNOWAIT) != 0) {
		if (errno != EINTR)
			break;
	}
	pthread_mutex_lock(&p->lock);
	reaped = waitpid(p->input.process, &status, 0);
	p->input.process = 0;
	pthread_mutex_unlock(&p->lock);
	if (reaped < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return;
	buffer_init(&sentence);
	if (WIFEXITED(status))
		buffer_printf(&sentence, "%s: %s failed with status %d", p->name, p->program,
			      WEXITSTATUS(status));
	else
		buffer_printf(&sentence, "%s: %s was ended by signal %d", p->name, p->program,
			      WTERMSIG(status));
	append_complaint(p, &sentence);
	spool_fail(p->spool, sentence.data);
	buffer_release(&sentence);
}

static bool was_stopped(struct pump *p)
{
	struct pollfd fd = {p->stop[0], POLLIN, 0};

	return poll(&fd, 1, 0) > 0;
}

static void *pump_thread(void *argument)
{
	struct pump *p = argument;
	size_t n;

	while (!p->ended) {
		if (p->unsaid && !spool_has_room(p->spool, CHUNK_DECODED))
			say(p);
		if (!spool_await_room(p->spool, CHUNK_DECODED) || read_chunk(p, -1, &n) != ARRIVED)
			break;
		if (p->decided || encoding_is_plain(p->chunk, n)) {
			emit(p, p->chunk, n, false);
		} else {
			collect(p, n);
			decide(p);
		}
	}
	emit(p, "", 0, true);
	if (atomic_load(&p->encoding) == NULL)
		atomic_store(&p->encoding, "UTF-8");
	if (p->cut_short)
		kill_filter(p);
	if (p->input.process > 0 && !was_stopped(p))
		reap(p);
	spool_finish(p->spool);
	wake_signal(p->input.wake);
	return NULL;
}

static bool start_thread(struct pump *p, struct cause *cause)
{
	sigset_t all, old;
	int error;

	if (pipe(p->stop) != 0) {
		p->stop[0] = p->stop[1] = -1;
		return cause_set(cause, "%s: cannot make a pipe: %s", p->name, strerror(errno));
	}
	fcntl(p->stop[0], F_SETFD, FD_CLOEXEC);
	fcntl(p->stop[1], F_SETFD, FD_CLOEXEC);
	/* Signals are for the thread that owns the screen; SIGXFSZ becomes EFBIG. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	error = pthread_create(&p->thread, NULL, pump_thread, p);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	p->started = error == 0;
	if (error != 0)
		return cause_set(cause, "%s: cannot start a thread: %s", p->name, strerror(error));
	return true;
}

struct pump *pump_start(struct spool *spool, const struct pump_input *input, struct cause *cause)
{
	struct pump *p = memory_zalloc(1, sizeof(*p));

	p->spool = spool;
	p->input = *input;
	p->name = memory_string(input->name);
	p->program = memory_string(input->program != NULL ? input->program : "");
	p->clock = clock_of_system();
	p->said_at = clock_ticks(&p->clock) - WAKE_MS;
	p->stop[0] = p->stop[1] = -1;
	pthread_mutex_init(&p->lock, NULL);
	p->chunk = memory_alloc(CHUNK);
	buffer_init(&p->sample);
	buffer_init(&p->decoded);
	p->decided = input->raw || input->encoding != NULL;
	atomic_store(&p->encoding, input->encoding);
	if (!start_thread(p, cause)) {
		pump_free(p);
		return NULL;
	}
	return p;
}

void pump_free(struct pump *p)
{
	if (p == NULL)
		return;
	spool_stop(p->spool);
	if (p->started) {
		while (write(p->stop[1], "", 1) < 0 && errno == EINTR)
			;
		kill_filter(p);
		pthread_join(p->thread, NULL);
	}
	if (p->input.process > 0)
		filter_end(p->input.process);
	if (p->input.fd >= 0)
		close(p->input.fd);
	if (p->input.errors >= 0)
		close(p->input.errors);
	if (p->stop[0] >= 0) {
		close(p->stop[0]);
		close(p->stop[1]);
	}
	decoder_free(p->input.decoder);
	buffer_release(&p->decoded);
	buffer_release(&p->sample);
	free(p->chunk);
	pthread_mutex_destroy(&p->lock);
	free(p->program);
	free(p->name);
	free(p);
}

const char *pump_encoding(const struct pump *p)
{
	return atomic_load(&p->encoding);
}
