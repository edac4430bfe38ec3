dnl SPDX-License-Identifier: MIT
dnl What configure.ac asks for, one macro a concern.  All flags that the project adds are here.

dnl The C11 that the sources use.
AC_DEFUN([SPEECHVIEW_C11], [
AC_CACHE_CHECK([whether $CC knows C11 with atomics], [speechview_cv_c11], [
	speechview_saved_CFLAGS=$CFLAGS
	CFLAGS="$CFLAGS -std=c11"
	AC_LINK_IFELSE([AC_LANG_PROGRAM([[
#include <stdatomic.h>
#include <stdint.h>
_Static_assert(sizeof(uint32_t) == 4, "");
static _Atomic(void *) snapshot;
]], [[return atomic_exchange(&snapshot, (void *)0) != (void *)0;]])],
		[speechview_cv_c11=yes], [speechview_cv_c11=no])
	CFLAGS=$speechview_saved_CFLAGS
])
AS_IF([test "x$speechview_cv_c11" != xyes],
	[AC_MSG_ERROR([a C11 compiler is needed, such as gcc 12 or clang 14; name it with CC=...])])
])

dnl SPEECHVIEW_MISSING(LIBRARY, DEBIAN PACKAGE): one sentence for what is not there.
AC_DEFUN([SPEECHVIEW_MISSING],
	[AC_MSG_ERROR([$1 is missing; on Debian install $2, or run ./bootstrap, which does])])

AC_DEFUN([SPEECHVIEW_LIBRARIES], [
AC_SEARCH_LIBS([pthread_create], [pthread], [],
	[AC_MSG_ERROR([POSIX threads are missing])])
AC_SEARCH_LIBS([dlopen], [dl], [], [AC_MSG_ERROR([dlopen is missing])])
PKG_CHECK_MODULES([NCURSES], [ncursesw >= 6.0], [],
	[SPEECHVIEW_MISSING([ncursesw], [libncurses-dev])])
dnl Its .pc file asks for an older POSIX than SPEECHVIEW_FLAGS does.
NCURSES_CFLAGS=`echo "$NCURSES_CFLAGS" | sed 's/-D_[[A-Z]]*_SOURCE[[=0-9L]]*//g'`
PKG_CHECK_MODULES([PCRE2], [libpcre2-8 >= 10.30], [],
	[SPEECHVIEW_MISSING([PCRE2], [libpcre2-dev])])
PKG_CHECK_MODULES([JANSSON], [jansson >= 2.7], [],
	[SPEECHVIEW_MISSING([jansson], [libjansson-dev])])
dnl These two come without a .pc file.
AC_CHECK_HEADER([uniwidth.h], [], [SPEECHVIEW_MISSING([libunistring], [libunistring-dev])])
AC_SEARCH_LIBS([u8_grapheme_breaks], [unistring], [],
	[SPEECHVIEW_MISSING([libunistring], [libunistring-dev])])
AC_CHECK_HEADERS([sys/inotify.h])
AC_CHECK_FUNCS([mallopt])
AC_CHECK_HEADERS([iniparser.h iniparser/iniparser.h], [break])
AS_IF([test "x$ac_cv_header_iniparser_h" != xyes &&
		test "x$ac_cv_header_iniparser_iniparser_h" != xyes],
	[SPEECHVIEW_MISSING([iniparser], [libiniparser-dev])])
AC_SEARCH_LIBS([iniparser_load], [iniparser], [],
	[SPEECHVIEW_MISSING([iniparser], [libiniparser-dev])])
])

dnl Unit tests are left out without it; make check says so.
AC_DEFUN([SPEECHVIEW_CMOCKA], [
PKG_CHECK_MODULES([CMOCKA], [cmocka >= 1.1], [have_cmocka=yes], [have_cmocka=no])
AM_CONDITIONAL([HAVE_CMOCKA], [test "x$have_cmocka" = xyes])
])

dnl SPEECHVIEW_SWITCH(NAME, HELP): --enable-NAME, off by default; the answer is in enable_NAME.
AC_DEFUN([SPEECHVIEW_SWITCH], [
AC_ARG_ENABLE([$1], [AS_HELP_STRING([--enable-$1], [$2])], [], [enable_$1=no])
])

AC_DEFUN([SPEECHVIEW_SWITCHES], [
SPEECHVIEW_SWITCH([werror], [treat warnings as errors (for developers, not for packagers)])
SPEECHVIEW_SWITCH([sanitizers], [find bad memory and undefined behaviour while running])
SPEECHVIEW_SWITCH([fuzzing], [build tests/fuzz with libFuzzer (needs clang)])
SPEECHVIEW_SWITCH([coverage], [count what the tests run (gcov)])
AM_CONDITIONAL([ENABLE_FUZZING], [test "x$enable_fuzzing" = xyes])
AS_IF([test "x$enable_fuzzing" = xyes], [
	AC_MSG_CHECKING([whether $CC has libFuzzer])
	speechview_saved_CFLAGS=$CFLAGS
	CFLAGS="$CFLAGS -fsanitize=fuzzer"
	AC_LINK_IFELSE([AC_LANG_SOURCE([[
#include <stddef.h>
#include <stdint.h>
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) { return data == 0 && len != 0; }
]])], [AC_MSG_RESULT([yes])],
		[AC_MSG_RESULT([no])
		AC_MSG_ERROR([--enable-fuzzing needs clang with libFuzzer: CC=clang ./configure ...])])
	CFLAGS=$speechview_saved_CFLAGS
])
])

dnl The flags of every compilation: SPEECHVIEW_CPPFLAGS, SPEECHVIEW_CFLAGS, SPEECHVIEW_LDFLAGS, and
dnl FUZZING_FLAGS for the fuzzers alone.
AC_DEFUN([SPEECHVIEW_FLAGS], [
SPEECHVIEW_CPPFLAGS="-D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE"
SPEECHVIEW_CPPFLAGS="$SPEECHVIEW_CPPFLAGS -D_FILE_OFFSET_BITS=64"
SPEECHVIEW_CFLAGS="-std=c11"
SPEECHVIEW_LDFLAGS=
FUZZING_FLAGS=
speechview_warnings="-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
	-Wmissing-prototypes -Wvla -Wformat=2 -Wwrite-strings -Wcast-qual -Wundef"
for speechview_flag in $speechview_warnings; do
	SPEECHVIEW_TRY_FLAG([$speechview_flag])
done
AS_IF([test "x$enable_werror" = xyes], [SPEECHVIEW_CFLAGS="$SPEECHVIEW_CFLAGS -Werror"])
AS_IF([test "x$enable_sanitizers" = xyes], [
	speechview_sanitize="-fsanitize=address,undefined -fno-sanitize-recover=all"
	SPEECHVIEW_CFLAGS="$SPEECHVIEW_CFLAGS $speechview_sanitize -fno-omit-frame-pointer -g"
	SPEECHVIEW_LDFLAGS="$SPEECHVIEW_LDFLAGS $speechview_sanitize"
])
AS_IF([test "x$enable_fuzzing" = xyes], [
	SPEECHVIEW_CFLAGS="$SPEECHVIEW_CFLAGS -fsanitize=fuzzer-no-link"
	FUZZING_FLAGS="-fsanitize=fuzzer"
])
AS_IF([test "x$enable_coverage" = xyes], [
	SPEECHVIEW_CFLAGS="$SPEECHVIEW_CFLAGS --coverage -O0"
	SPEECHVIEW_LDFLAGS="$SPEECHVIEW_LDFLAGS --coverage"
])
AC_SUBST([SPEECHVIEW_CPPFLAGS])
AC_SUBST([SPEECHVIEW_CFLAGS])
AC_SUBST([SPEECHVIEW_LDFLAGS])
AC_SUBST([FUZZING_FLAGS])
])

dnl SPEECHVIEW_TRY_FLAG(FLAG): adds it to SPEECHVIEW_CFLAGS if the compiler takes it.
AC_DEFUN([SPEECHVIEW_TRY_FLAG], [
speechview_saved_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS -Werror $1"
AC_COMPILE_IFELSE([AC_LANG_SOURCE([[extern int nothing;]])],
	[SPEECHVIEW_CFLAGS="$SPEECHVIEW_CFLAGS $1"])
CFLAGS=$speechview_saved_CFLAGS
])
