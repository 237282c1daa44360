/* SPDX-License-Identifier: MIT */
/*
 * What a program says to people on standard error, and the status it ends with.
 *
 * A message is one line: "tool: file:line:column: level: text [rule]", the
 * parts in front of the level only where they are known.  Control bytes in it
 * are masked, so that data cannot drive a terminal.  Each message is written
 * by one write(2); any thread may call.
 *
 * Only tools/ reports what a library function found in the data; common/ itself
 * reports the machine's failures (mem, in, out), which no caller can mend.
 */
#ifndef FT_BASE_DIAG_H
#define FT_BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/fault.h"

/* LEVEL_OFF: of what is not to be said at all; no message has it. */
enum level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_INFO, LEVEL_OFF };

/* Where in the input: what is NULL or 0 is not known and not shown. */
struct place {
	const char *file;
	size_t line;   /* from 1 */
	size_t column; /* in bytes, from 1 */
};

/*
 * To be called first by every main(): keeps the tool's name for messages and
 * makes sure that descriptors 0 to 2 are taken, so that no file opened later
 * is mistaken for standard output.
 */
void diag_init(const char *argv0);

/* With quiet, only errors are said; with verbose, what diag_verbose() says. */
void diag_talk(bool quiet, bool verbose);
bool diag_is_quiet(void);

void diag(enum level level, const char *fmt, ...) PRINTF_LIKE(2, 3);
void diag_at(struct place at, enum level level, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void diag_verbose(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* "error", "warning", "info", "off" */
const char *diag_level_name(enum level level);

/*
 * Reports a fault that was found in the record at the given place; the fault's
 * offset is added to the column.  Raises the fault's status.
 */
void diag_fault(struct place at, const struct fault *f);

/*
 * Remembers that s happened.  Of several, the one that diag_status() returns
 * is 2 before 4, 5, 75, 3, 1 and 0.
 */
void diag_raise(enum status s);
int diag_status(void);

/* Says what is wrong and ends the program with status s, at once. */
void diag_die(enum status s, const char *fmt, ...) PRINTF_LIKE(2, 3)
    __attribute__((noreturn));

/*
 * Ends the program at once, with nothing said.  The function given to
 * diag_on_exit() is called before; it may be called in a signal handler's
 * place and so must be async-signal-safe.
 */
void diag_exit(int status) __attribute__((noreturn));
void diag_on_exit(void (*clean_up)(void));

/*
 * Appends text with what would drive a terminal masked: C0 and C1 control
 * characters, DEL and bytes that are no UTF-8 as \xHH, bidirectional controls
 * and line separators as \u{H}.
 */
void diag_mask(struct buf *to, struct str text);

/* The same, but the ends of lines and tabs stay: for a text of many lines. */
void diag_mask_lines(struct buf *to, struct str text);

/* Appends JSON with escapes, which say the same, for what would drive a
 * terminal within its strings. */
void diag_mask_json(struct buf *to, struct str json);

/* Is it one of them? */
bool diag_is_unsafe(uint32_t cp);

#endif
