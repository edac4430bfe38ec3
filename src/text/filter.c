/* SPDX-License-Identifier: MIT */
#include "text/filter.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/memory.h"

extern char **environ;

#define WORDS_MAX 32

/* The words of a command, as a constant. */
#define WORDS(...)                \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

/* pandoc keeps the headings as Markdown, which the outline reads. */
static const struct filter rows[] = {
	{".gz", WORDS("gzip", "-dc", "%s")},
	{".z", WORDS("gzip", "-dc", "%s")},
	{".zst", WORDS("zstd", "-dcq", "%s")},
	{".xz", WORDS("xz", "-dc", "%s")},
	{".lzma", WORDS("xz", "-dc", "%s")},
	{".bz2", WORDS("bzip2", "-dc", "%s")},
	{".lz", WORDS("lzip", "-dc", "%s")},
	{".lz4", WORDS("lz4", "-dcq", "%s")},
	{".docx", WORDS("pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s")},
	{".docx", WORDS("docx2txt", "%s", "-")},
	{".odt", WORDS("pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s")},
	{".odt", WORDS("odt2txt", "%s")},
	{".epub", WORDS("pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s")},
	{".html", WORDS("pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s")},
	{".html", WORDS("w3m", "-dump", "%s")},
	{".html", WORDS("lynx", "-dump", "-nolist", "%s")},
	{".htm", WORDS("pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s")},
	{".htm", WORDS("w3m", "-dump", "%s")},
	{".htm", WORDS("lynx", "-dump", "-nolist", "%s")},
	{".pdf", WORDS("pdftotext", "-layout", "%s", "-")},
};

const struct filter *filter_rows(size_t *n)
{
	*n = sizeof(rows) / sizeof(rows[0]);
	return rows;
}

/* Whether a program lies in a folder of $PATH. */
static bool is_installed(const char *program)
{
	const char *path = getenv("PATH");
	struct buffer name;
	bool found = false;

	buffer_init(&name);
	while (path != NULL && *path != '\0' && !found) {
		size_t n = strcspn(path, ":");

		buffer_clear(&name);
		buffer_append(&name, path, n);
		buffer_append_string(&name, n > 0 ? "/" : "./");
		buffer_append_string(&name, program);
		found = access(name.data, X_OK) == 0;
		path += n + (path[n] == ':');
	}
	buffer_release(&name);
	return found;
}

static bool ends_with(const char *path, const char *suffix)
{
	size_t n = strlen(path), m = strlen(suffix);

	return n > m && strcasecmp(path + n - m, suffix) == 0 && path[n - m - 1] != '/';
}

struct filters {
	struct filter *rows;
	size_t n, capacity;
};

struct filters *filters_new(void)
{
	return memory_zalloc(1, sizeof(struct filters));
}

/* The words of a row of the user, and the list of them. */
static void free_row(const struct filter *row)
{
	union {
		const char *const *seen;
		char **own;
	} words = {.seen = row->command};
	union {
		const char *seen;
		char *own;
	} suffix = {.seen = row->suffix};
	size_t i;

	for (i = 0; words.own[i] != NULL; i++)
		free(words.own[i]);
	free(words.own);
	free(suffix.own);
}

void filters_free(struct filters *own)
{
	size_t i;

	if (own == NULL)
		return;
	for (i = 0; i < own->n; i++)
		free_row(&own->rows[i]);
	free(own->rows);
	free(own);
}

/* The next word of a command; NULL if there is none, or no end of it (*at is then before it). */
static char *next_word(const char **at)
{
	const char *p = *at + strspn(*at, " \t");
	bool quoted = *p == '"';
	size_t n;

	*at = p;
	if (*p == '\0')
		return NULL;
	n = quoted ? strcspn(p + 1, "\"") : strcspn(p, " \t");
	if (quoted && p[n + 1] != '"')
		return NULL;
	*at = p + n + (quoted ? 2 : 0);
	return memory_copy(p + (quoted ? 1 : 0), n);
}

bool filters_add(struct filters *own, const char *pattern, const char *command, struct cause *cause)
{
	char *words[WORDS_MAX], *word, **copy;
	const char *at = command;
	size_t n = 0, i;

	pattern += *pattern == '*';
	if (pattern[0] != '.' || pattern[1] == '\0' || strpbrk(pattern, "*?/ \t") != NULL)
		return cause_set(cause, "no end of a file's name: *.gz is one");
	while (n + 1 < WORDS_MAX && (word = next_word(&at)) != NULL)
		words[n++] = word;
	if (*at != '\0') {
		for (i = 0; i < n; i++)
			free(words[i]);
		return cause_set(cause, *at == '"' ? "a quote is not closed"
						   : "more words than a command may have");
	}
	copy = memory_zalloc(n + 1, sizeof(copy[0]));
	memcpy(copy, words, n * sizeof(copy[0]));
	own->rows = array_reserve(own->rows, &own->capacity, own->n + 1, sizeof(own->rows[0]));
	own->rows[own->n++] = (struct filter){memory_string(pattern), (const char *const *)copy};
	return true;
}

const struct filter *filter_find(const struct filters *own, const char *path)
{
	const struct filter *first = NULL;
	size_t i;

	for (i = own != NULL ? own->n : 0; i > 0; i--)
		if (ends_with(path, own->rows[i - 1].suffix))
			return own->rows[i - 1].command[0] != NULL ? &own->rows[i - 1] : NULL;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!ends_with(path, rows[i].suffix))
			continue;
		if (is_installed(rows[i].command[0]))
			return &rows[i];
		if (first == NULL)
			first = &rows[i];
	}
	return first;
}

bool filter_is_own(const struct filters *own, const struct filter *row)
{
	size_t i;

	for (i = 0; own != NULL && i < own->n; i++)
		if (&own->rows[i] == row)
			return true;
	return false;
}

char *filter_path_word(const char *path)
{
	struct buffer word;

	buffer_init(&word);
	if (path[0] == '-')
		buffer_append_string(&word, "./");
	buffer_append_string(&word, path);
	return buffer_steal(&word);
}

/* A process that takes nothing over from us: no signal mask, no ignored signals, no terminal. */
static int spawn(char *const words[], const int fds[3], pid_t *process)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int error;

	sigemptyset(&none);
	sigfillset(&all);
	sigdelset(&all, SIGKILL);
	sigdelset(&all, SIGSTOP);
	if ((error = posix_spawn_file_actions_init(&actions)) != 0)
		return error;
	if ((error = posix_spawnattr_init(&attributes)) != 0)
		goto actions;
	if ((error = fds[0] < 0 ? posix_spawn_file_actions_addopen(&actions, 0, "/dev/null",
								   O_RDONLY, 0)
				: posix_spawn_file_actions_adddup2(&actions, fds[0], 0)) ||
	    (error = posix_spawn_file_actions_adddup2(&actions, fds[1], 1)) ||
	    (error = posix_spawn_file_actions_adddup2(&actions, fds[2], 2)) ||
	    (error = posix_spawnattr_setsigmask(&attributes, &none)) ||
	    (error = posix_spawnattr_setsigdefault(&attributes, &all)) ||
	    (error = posix_spawnattr_setpgroup(&attributes, 0)) ||
	    (error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP |
								   POSIX_SPAWN_SETSIGMASK |
								   POSIX_SPAWN_SETSIGDEF)))
		goto attributes;
	error = posix_spawnp(process, words[0], &actions, &attributes, words, environ);
attributes:
	posix_spawnattr_destroy(&attributes);
actions:
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* A pipe whose ends no other program inherits, and whose writing end is not 0, 1 or 2, which the
 * new process fills otherwise. */
static bool make_pipe(int fd[2])
{
	int high;

	if (pipe(fd) != 0)
		return false;
	high = fcntl(fd[1], F_DUPFD_CLOEXEC, 3);
	if (high < 0 || fcntl(fd[0], F_SETFD, FD_CLOEXEC) != 0) {
		int error = errno;

		if (high >= 0)
			close(high);
		close(fd[0]);
		close(fd[1]);
		errno = error;
		return false;
	}
	close(fd[1]);
	fd[1] = high;
	return true;
}

bool filter_spawn(char *const words[], int input, struct filter_run *run, struct cause *cause)
{
	int out[2], err[2], error;

	if (!make_pipe(out))
		return cause_set(cause, "cannot run %s: %s", words[0], strerror(errno));
	if (!make_pipe(err)) {
		error = errno;
		close(out[0]);
		close(out[1]);
		return cause_set(cause, "cannot run %s: %s", words[0], strerror(error));
	}
	/* A program that complains without end does not wait for us. */
	(void)fcntl(err[0], F_SETFL, O_NONBLOCK);
	(void)fcntl(err[1], F_SETFL, O_NONBLOCK);
	error = spawn(words, (const int[3]){input, out[1], err[1]}, &run->process);
	close(out[1]);
	close(err[1]);
	run->output = out[0];
	run->errors = err[0];
	if (error == 0)
		return true;
	close(out[0]);
	close(err[0]);
	return cause_set(cause, "cannot run %s: %s", words[0], strerror(error));
}

bool filter_start(const struct filter *filter, const char *path, int input, struct filter_run *run,
		  struct cause *cause)
{
	char *words[WORDS_MAX];
	size_t i, n;
	bool started;

	for (n = 0; filter->command[n] != NULL; n++) {
		assert(n + 1 < WORDS_MAX);
		words[n] = strcmp(filter->command[n], "%s") == 0
				   ? filter_path_word(path)
				   : memory_string(filter->command[n]);
	}
	words[n] = NULL;
	started = filter_spawn(words, input, run, cause);
	for (i = 0; i < n; i++)
		free(words[i]);
	return started;
}

void filter_end(pid_t process)
{
	assert(process > 0);
	kill(-process, SIGKILL);
	while (waitpid(process, NULL, 0) < 0 && errno == EINTR)
		;
}
