/* SPDX-License-Identifier: MIT */
/*
 * The answers that were had before, and what models made us change, in a file
 * of the user's: XDG_CACHE_HOME/ft/answers.db (or ~/.cache/ft/answers.db), for
 * its owner alone.  It is SQLite with a write-ahead log, so that several runs
 * may use it at a time, and nothing that was kept is lost when one is killed.
 *
 * A cache is no reason to fail.  What cannot be opened, read or written is told
 * once, and the program goes on without it; a file that is damaged is set aside
 * and a new one begun; one of a later version is left alone.
 *
 *	askcache_open(&c);
 *	if (!askcache_find(&c, key, &arena, &found)) {
 *		...
 *		askcache_keep(&c, key, &answer);
 *	}
 *	askcache_close(&c);
 *
 * No key or header is in it: only what the caller gives.
 */
#ifndef FT_ASK_ASKCACHE_H
#define FT_ASK_ASKCACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/ask/adapt.h"
#include "common/ask/key.h"
#include "common/base/arena.h"
#include "common/base/str.h"

/* The form of the file. */
enum { ASKCACHE_VERSION = 1 };

struct sqlite3;
struct sqlite3_stmt;

enum askcache_query {
	ASKCACHE_BEGIN,
	ASKCACHE_END,
	ASKCACHE_FIND,
	ASKCACHE_KEEP,
	ASKCACHE_ADAPTED,
	ASKCACHE_ADAPT,
	ASKCACHE_QUERIES
};

struct askcache {
	struct sqlite3 *db; /* NULL: there is none, or no more */
	struct sqlite3_stmt *query[ASKCACHE_QUERIES];
	char *path;
	bool reading; /* in a transaction that only reads */
	bool told;    /* that something cannot be kept */
};

/* An answer as it is kept. */
struct askcache_answer {
	struct str model, json, request_id;
	int64_t date; /* seconds since 1970 */
	int64_t ms;   /* of the request; -1: not known */
};

void askcache_open(struct askcache *c);
void askcache_close(struct askcache *c);

/* What it views lives in the arena. */
bool askcache_find(struct askcache *c, const unsigned char key[KEY_BYTES],
    struct arena *arena, struct askcache_answer *answer) MUSTCHECK;

/* Many finds in a row are one transaction, which this ends: to be called before
 * waiting for anything. */
void askcache_rest(struct askcache *c);

/* Keeps it at once, instead of what was kept under that key. */
void askcache_keep(struct askcache *c, const unsigned char key[KEY_BYTES],
    const struct askcache_answer *answer);

/*
 * What is remembered of a model of that server.  *known: it was asked before,
 * so that nothing new is to be expected.
 */
void askcache_adapted(struct askcache *c, struct str server, struct str model,
    struct arena *arena, struct adapted *adapted, bool *known);

/* Remembers one; an empty param: the model was asked. */
void askcache_adapt(struct askcache *c, struct str server, struct str model,
    struct adaptation one);

#endif
