/* SPDX-License-Identifier: MIT */
#include "text/lessopen.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"

/* A command that says nothing for so long is taken to go on talking later. */
#define PATIENCE_MS 3000

#define WORDS_MAX 32
#define PATH_BYTES 4096

/* The names that stand for one %s after the other. */
struct names {
	const char *names[2];
	size_t next;
};

/* Words that mean to a shell what they say. */
static bool is_plain(const char *command)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				    "_-+=:,./@% \t";

	return command[strspn(command, plain)] == '\0';
}

static bool is_slot(const char *s, const struct names *names)
{
	return s[0] == '%' && s[1] == 's' && names->next < 2 && names->names[names->next] != NULL;
}

static size_t plain_words(const char *command, struct names *names, char *words[WORDS_MAX])
{
	struct buffer word;
	size_t n = 0;

	buffer_init(&word);
	for (;; command++) {
		if (*command != ' ' && *command != '\t' && *command != '\0') {
			if (is_slot(command, names)) {
				buffer_append_string(&word, names->names[names->next++]);
				command++;
			} else {
				buffer_append_byte(&word, *command);
			}
			continue;
		}
		if (word.len > 0 && n + 1 < WORDS_MAX) {
			words[n++] = memory_copy(word.data, word.len);
			buffer_clear(&word);
		}
		if (*command == '\0')
			break;
	}
	buffer_release(&word);
	words[n] = NULL;
	return n;
}

/* A command line in which "$1" and "$2" stand for the names, with the quotes that they need where
 * they are. */
static size_t shell_words(const char *command, struct names *names, char *words[WORDS_MAX])
{
	struct buffer line;
	char quote = '\0';
	size_t n = 0, i;

	buffer_init(&line);
	for (; *command != '\0'; command++) {
		if (is_slot(command, names)) {
			const char *around = quote == '\'' ? "'\"" : quote == '"' ? "" : "\"";
			const char *after = quote == '\'' ? "\"'" : around;

			buffer_printf(&line, "%s$%zu%s", around, ++names->next, after);
			command++;
			continue;
		}
		if (*command == '\\' && quote != '\'' && command[1] != '\0')
			buffer_append_byte(&line, *command++);
		else if (*command == quote)
			quote = '\0';
		else if (quote == '\0' && (*command == '\'' || *command == '"'))
			quote = *command;
		buffer_append_byte(&line, *command);
	}
	words[n++] = memory_string("sh");
	words[n++] = memory_string("-c");
	words[n++] = buffer_steal(&line);
	words[n++] = memory_string("sh");
	for (i = 0; i < 2 && names->names[i] != NULL; i++)
		words[n++] = memory_string(names->names[i]);
	words[n] = NULL;
	return n;
}

static bool spawn(const char *command, const char *const names[2], int input,
		  struct filter_run *run)
{
	struct names slots = {{names[0], names[1]}, 0};
	char *words[WORDS_MAX];
	size_t i, n = is_plain(command) ? plain_words(command, &slots, words)
					: shell_words(command, &slots, words);
	bool started = n > 0 && filter_spawn(words, input, run, NULL);

	for (i = 0; i < n; i++)
		free(words[i]);
	return started;
}

/* Waits for the first byte; false if the command ends without one. */
static bool says_something(int fd)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
	int n = 0;

	if (poll(&poll_fd, 1, PATIENCE_MS) == 0)
		return true;
	return ioctl(fd, FIONREAD, &n) == 0 && n > 0;
}

static void close_run(struct filter_run *run)
{
	close(run->output);
	close(run->errors);
}

/* The line that the command prints; NULL if none. */
static char *read_name(struct filter_run *run)
{
	char bytes[PATH_BYTES];
	size_t got = 0;
	ssize_t n;

	while (got < sizeof(bytes) && says_something(run->output) &&
	       (n = read(run->output, bytes + got, sizeof(bytes) - got)) > 0)
		got += (size_t)n;
	while (got > 0 && (bytes[got - 1] == '\n' || bytes[got - 1] == '\r'))
		got--;
	return got > 0 && got < sizeof(bytes) ? memory_copy(bytes, got) : NULL;
}

static enum lessopen take_name(struct filter_run *run, char **replacement)
{
	*replacement = read_name(run);
	close_run(run);
	/* It has said all; one that goes on is of no use. */
	filter_end(run->process);
	return *replacement != NULL ? LESSOPEN_FILE : LESSOPEN_NOTHING;
}

enum lessopen lessopen_run(const char *path, struct filter_run *run, char **replacement)
{
	const char *command = getenv("LESSOPEN");
	bool standard_input = strcmp(path, "-") == 0, started;
	int bars = 0, status = 0;
	char *word;

	if (command == NULL)
		return LESSOPEN_NOTHING;
	for (; *command == '|' && bars < 2; command++)
		bars++;
	if (*command == '-')
		command++;
	else if (standard_input)
		return LESSOPEN_NOTHING;
	if (strstr(command, "%s") == NULL)
		return LESSOPEN_NOTHING;
	word = standard_input ? memory_string("-") : filter_path_word(path);
	started = spawn(command, (const char *const[2]){word, NULL},
			standard_input ? STDIN_FILENO : -1, run);
	free(word);
	if (!started)
		return LESSOPEN_NOTHING;
	if (bars == 0)
		return take_name(run, replacement);
	if (says_something(run->output))
		return LESSOPEN_STREAM;
	(void)waitpid(run->process, &status, 0);
	run->process = 0;
	if (bars == 2 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return LESSOPEN_STREAM;
	close_run(run);
	return LESSOPEN_NOTHING;
}

void lessopen_close(const char *path, const char *replacement)
{
	const char *command = getenv("LESSCLOSE");
	char *word = filter_path_word(path), *other;
	struct filter_run run;

	other = replacement != NULL ? filter_path_word(replacement) : memory_string("-");
	if (command != NULL && command[0] != '\0' &&
	    spawn(command, (const char *const[2]){word, other}, -1, &run)) {
		struct pollfd fd = {.fd = run.output, .events = POLLIN};

		/* It removes a file: it is given the time, but not without end. */
		(void)poll(&fd, 1, PATIENCE_MS);
		close_run(&run);
		(void)waitpid(run.process, NULL, WNOHANG);
	}
	free(word);
	free(other);
}
