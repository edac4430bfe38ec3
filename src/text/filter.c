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

#include "base/buffer.h"
#include "base/memory.h"

extern char **environ;

#define WORDS_MAX (sizeof(((struct filter *)0)->command) / sizeof(char *))

/* pandoc keeps the headings as Markdown, which the outline reads. */
static const struct filter rows[] = {
	{".gz", {"gzip", "-dc", "%s", NULL}},
	{".z", {"gzip", "-dc", "%s", NULL}},
	{".zst", {"zstd", "-dcq", "%s", NULL}},
	{".xz", {"xz", "-dc", "%s", NULL}},
	{".lzma", {"xz", "-dc", "%s", NULL}},
	{".bz2", {"bzip2", "-dc", "%s", NULL}},
	{".lz", {"lzip", "-dc", "%s", NULL}},
	{".lz4", {"lz4", "-dcq", "%s", NULL}},
	{".docx", {"pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s", NULL}},
	{".docx", {"docx2txt", "%s", "-", NULL}},
	{".odt", {"pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s", NULL}},
	{".odt", {"odt2txt", "%s", NULL}},
	{".epub", {"pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s", NULL}},
	{".html", {"pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s", NULL}},
	{".html", {"w3m", "-dump", "%s", NULL}},
	{".html", {"lynx", "-dump", "-nolist", "%s", NULL}},
	{".htm", {"pandoc", "-t", "commonmark-raw_html", "--wrap=none", "%s", NULL}},
	{".htm", {"w3m", "-dump", "%s", NULL}},
	{".htm", {"lynx", "-dump", "-nolist", "%s", NULL}},
	{".pdf", {"pdftotext", "-layout", "%s", "-", NULL}},
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

const struct filter *filter_find(const char *path)
{
	const struct filter *first = NULL;
	size_t i;

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

/* The path as a word that no program takes for an option. */
static char *path_word(const char *path)
{
	struct buffer word;

	buffer_init(&word);
	if (path[0] == '-')
		buffer_append_string(&word, "./");
	buffer_append_string(&word, path);
	return buffer_steal(&word);
}

/* A process that takes nothing over from us: no signal mask, no ignored signals, no terminal. */
static int spawn(char *const words[], int output, pid_t *process)
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
	if ((error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)) ||
	    (error = posix_spawn_file_actions_adddup2(&actions, output, 1)) ||
	    (error = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)) ||
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

int filter_start(const struct filter *filter, const char *path, pid_t *process, struct cause *cause)
{
	char *words[WORDS_MAX];
	size_t i, n = 0;
	int fd[2], error;

	if (!make_pipe(fd)) {
		cause_set(cause, "cannot run %s: %s", filter->command[0], strerror(errno));
		return -1;
	}
	for (n = 0; filter->command[n] != NULL; n++) {
		assert(n + 1 < WORDS_MAX);
		words[n] = strcmp(filter->command[n], "%s") == 0
				   ? path_word(path)
				   : memory_string(filter->command[n]);
	}
	words[n] = NULL;
	error = spawn(words, fd[1], process);
	for (i = 0; i < n; i++)
		free(words[i]);
	close(fd[1]);
	if (error == 0)
		return fd[0];
	close(fd[0]);
	cause_set(cause, "cannot run %s: %s", filter->command[0], strerror(error));
	return -1;
}

void filter_end(pid_t process)
{
	assert(process > 0);
	kill(-process, SIGKILL);
	while (waitpid(process, NULL, 0) < 0 && errno == EINTR)
		;
}
