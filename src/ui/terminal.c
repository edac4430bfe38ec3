/* SPDX-License-Identifier: MIT */
#include "ui/terminal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The stack of the handler: a fatal signal may mean that the ordinary one has run out. */
#define HANDLER_STACK 32768

#define SIZE_MAXIMUM 4096 /* rows or columns that are believed */

static const int fatal_signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

#define N_FATAL (sizeof(fatal_signals) / sizeof(fatal_signals[0]))

/*
 * What the handler needs: a signal handler can be given no struct.  There are two sets of bytes;
 * the new one is complete before `current` names it.
 */
static struct {
	volatile sig_atomic_t active;
	volatile sig_atomic_t current;
	int in_fd, out_fd;
	struct termios saved;
	char bytes[2][TERMINAL_GUARD_MAX];
	volatile size_t len[2];
	bool installed;
	struct sigaction before[N_FATAL];
	char stack[HANDLER_STACK];
} guard;

bool terminal_open(struct terminal *t, struct cause *cause)
{
	memset(t, 0, sizeof(*t));
	t->in_fd = STDIN_FILENO;
	t->out_fd = STDOUT_FILENO;
	if (!isatty(t->out_fd))
		return cause_set(cause, "standard output is no terminal");
	if (!isatty(t->in_fd)) {
		t->in_fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
		if (t->in_fd < 0)
			return cause_set(cause, "/dev/tty, to read keys from: %s", strerror(errno));
		t->opened_in = true;
	}
	if (tcgetattr(t->in_fd, &t->saved) != 0) {
		cause_set(cause, "the terminal's settings: %s", strerror(errno));
		terminal_close(t);
		return false;
	}
	return true;
}

void terminal_close(struct terminal *t)
{
	if (t->opened_in)
		close(t->in_fd);
	t->opened_in = false;
	t->in_fd = -1;
}

static void set_settings(int fd, const struct termios *settings)
{
	/* At once: waiting for output to drain could wait for ever on a terminal that is stuck. */
	while (tcsetattr(fd, TCSANOW, settings) != 0 && errno == EINTR)
		;
}

void terminal_take(struct terminal *t)
{
	struct termios raw;
	struct termios now;

	if (tcgetattr(t->in_fd, &now) == 0)
		t->saved = now;
	if (guard.active != 0)
		guard.saved = t->saved;
	raw = t->saved;
	raw.c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL |
				   IXON | IXOFF);
	raw.c_oflag &= ~(tcflag_t)OPOST;
	raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	raw.c_cflag &= ~(tcflag_t)(CSIZE | PARENB);
	raw.c_cflag |= CS8;
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	set_settings(t->in_fd, &raw);
}

void terminal_give_back(struct terminal *t)
{
	set_settings(t->in_fd, &t->saved);
}

void terminal_write(const struct terminal *t, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(t->out_fd, bytes, len);

		if (n >= 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			/* Somebody who shares the terminal made it non-blocking. */
			struct pollfd wait = {t->out_fd, POLLOUT, 0};

			if (poll(&wait, 1, -1) < 0 && errno != EINTR)
				return;
		} else if (errno != EINTR) {
			return;
		}
	}
}

static int believable(long n)
{
	return n > 0 ? (int)(n < SIZE_MAXIMUM ? n : SIZE_MAXIMUM) : 0;
}

static int size_from_environment(const char *name, int otherwise)
{
	const char *value = getenv(name);
	int n = value != NULL ? believable(strtol(value, NULL, 10)) : 0;

	return n > 0 ? n : otherwise;
}

void terminal_size(const struct terminal *t, int *rows, int *columns)
{
	struct winsize size;

	*rows = *columns = 0;
	if (ioctl(t->out_fd, TIOCGWINSZ, &size) == 0) {
		*rows = believable(size.ws_row);
		*columns = believable(size.ws_col);
	}
	if (*rows == 0)
		*rows = size_from_environment("LINES", 24);
	if (*columns == 0)
		*columns = size_from_environment("COLUMNS", 80);
}

void terminal_rescue(void)
{
	int saved = errno;
	size_t done = 0;
	sig_atomic_t current = guard.current;

	if (guard.active == 0)
		return;
	guard.active = 0;
	while (done < guard.len[current]) {
		ssize_t n =
			write(guard.out_fd, guard.bytes[current] + done, guard.len[current] - done);

		if (n > 0)
			done += (size_t)n;
		else if (n < 0 && errno != EINTR)
			break;
	}
	tcsetattr(guard.in_fd, TCSANOW, &guard.saved);
	errno = saved;
}

/* SA_RESETHAND has put the default back, so that the signal now ends the program as it should. */
static void fatal(int number)
{
	terminal_rescue();
	raise(number);
}

static void install(void)
{
	struct sigaction action;
	stack_t stack;
	size_t i;

	memset(&stack, 0, sizeof(stack));
	stack.ss_sp = guard.stack;
	stack.ss_size = sizeof(guard.stack);
	sigaltstack(&stack, NULL);
	memset(&action, 0, sizeof(action));
	action.sa_handler = fatal;
	action.sa_flags = (int)(SA_ONSTACK | SA_RESETHAND | SA_NODEFER);
	sigemptyset(&action.sa_mask);
	for (i = 0; i < N_FATAL; i++)
		sigaction(fatal_signals[i], &action, &guard.before[i]);
	guard.installed = true;
}

void terminal_guard(const struct terminal *t, const char *bytes, size_t len)
{
	sig_atomic_t next = guard.active != 0 ? 1 - guard.current : guard.current;

	assert(len <= TERMINAL_GUARD_MAX);
	memcpy(guard.bytes[next], bytes, len);
	guard.len[next] = len;
	guard.in_fd = t->in_fd;
	guard.out_fd = t->out_fd;
	guard.saved = t->saved;
	guard.current = next;
	guard.active = 1;
	if (!guard.installed)
		install();
}

void terminal_unguard(void)
{
	stack_t stack;
	size_t i;

	guard.active = 0;
	if (!guard.installed)
		return;
	for (i = 0; i < N_FATAL; i++)
		sigaction(fatal_signals[i], &guard.before[i], NULL);
	memset(&stack, 0, sizeof(stack));
	stack.ss_flags = SS_DISABLE;
	sigaltstack(&stack, NULL);
	guard.installed = false;
}

void terminal_stop(void)
{
	struct sigaction standard, before;
	sigset_t set, old;

	memset(&standard, 0, sizeof(standard));
	standard.sa_handler = SIG_DFL;
	sigemptyset(&standard.sa_mask);
	sigaction(SIGTSTP, &standard, &before);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, &old);
	kill(0, SIGTSTP);
	sigprocmask(SIG_SETMASK, &old, NULL);
	sigaction(SIGTSTP, &before, NULL);
}
