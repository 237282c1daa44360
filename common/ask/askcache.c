/* SPDX-License-Identifier: MIT */
#include "common/ask/askcache.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/buf.h"
#include "common/base/diag.h"

/* How long one run waits for another that writes. */
enum { BUSY_MS = 10000, BUSY_STEP_MS = 20 };

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS answer("
    "key BLOB PRIMARY KEY NOT NULL,model TEXT NOT NULL,date INTEGER NOT NULL,"
    "ms INTEGER NOT NULL,request TEXT NOT NULL,json TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS adapted("
    "server TEXT NOT NULL,model TEXT NOT NULL,param TEXT NOT NULL,"
    "becomes TEXT NOT NULL,PRIMARY KEY(server,model,param))WITHOUT ROWID;"
    "PRAGMA application_id=1718903150;" /* "ftan" */
    "PRAGMA user_version=1;";

static const char *const queries[ASKCACHE_QUERIES] = {
    [ASKCACHE_BEGIN] = "BEGIN",
    [ASKCACHE_END] = "COMMIT",
    [ASKCACHE_FIND] =
	"SELECT model,date,ms,request,json FROM answer WHERE key=?1",
    [ASKCACHE_KEEP] = "INSERT OR REPLACE INTO answer VALUES(?1,?2,?3,?4,?5,?6)",
    [ASKCACHE_ADAPTED] =
	"SELECT param,becomes FROM adapted WHERE server=?1 AND model=?2",
    [ASKCACHE_ADAPT] = "INSERT OR REPLACE INTO adapted VALUES(?1,?2,?3,?4)",
};

/* The file's name, its folders made; false where there can be none. */
static bool
choose_path(struct buf *path)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	struct stat st;

	if (cache != NULL && cache[0] == '/')
		buf_adds(path, cache);
	else if (home != NULL && home[0] == '/')
		buf_printf(path, "%s/.cache", home);
	else
		return false;
	(void)mkdir(buf_cstr(path), 0700); /* what fails shows below */
	buf_adds(path, "/ft");
	(void)mkdir(buf_cstr(path), 0700);
	if (stat(buf_cstr(path), &st) != 0)
		return false;
	buf_adds(path, "/answers.db");
	return true;
}

static void
let_go(struct askcache *c)
{
	for (size_t i = 0; i < ASKCACHE_QUERIES; i++) {
		sqlite3_finalize(c->query[i]);
		c->query[i] = NULL;
	}
	sqlite3_close(c->db);
	c->db = NULL;
	c->reading = false;
}

static int64_t
read_number(struct askcache *c, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

/* Runs some SQL.  Whether another run is in the way is not always waited out by
 * SQLite itself, as where two make a write-ahead log at once. */
static int
execute(struct askcache *c, const char *sql)
{
	int code, left = BUSY_MS / BUSY_STEP_MS;

	while ((code = sqlite3_exec(c->db, sql, NULL, NULL, NULL)) ==
		SQLITE_BUSY &&
	    left-- > 0)
		sqlite3_sleep(BUSY_STEP_MS);
	return code;
}

/* Settings, then the tables where there are none; SQLite's word on it. */
static int
set_up(struct askcache *c)
{
	int64_t version;
	int code;

	sqlite3_busy_timeout(c->db, BUSY_MS);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	version = read_number(c, "PRAGMA user_version");
	if (version < 0)
		return sqlite3_errcode(c->db);
	if (version > ASKCACHE_VERSION)
		return SQLITE_SCHEMA;
	/* With a write-ahead log a commit needs no sync to survive us. */
	code = execute(c, "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;");
	if (code == SQLITE_OK && version == 0)
		code = execute(c, schema);
	for (size_t i = 0; i < ASKCACHE_QUERIES && code == SQLITE_OK; i++)
		code = sqlite3_prepare_v3(c->db, queries[i], -1,
		    SQLITE_PREPARE_PERSISTENT, &c->query[i], NULL);
	return code;
}

static int
open_once(struct askcache *c)
{
	/* SQLite would make it for everybody to read. */
	int fd = open(c->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int code;

	if (fd < 0)
		return SQLITE_CANTOPEN;
	if (close(fd) != 0)
		return SQLITE_CANTOPEN;
	code = sqlite3_open_v2(c->path, &c->db,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
	    NULL);
	if (code == SQLITE_OK)
		code = set_up(c);
	return code;
}

static bool
is_damage(int code)
{
	code &= 0xff;
	return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

/* Gives the damaged file another name; its logs are of no use without it. */
static bool
set_aside(struct askcache *c)
{
	static const char *const logs[] = {"-wal", "-shm"};
	struct buf name;
	bool ok;

	let_go(c);
	buf_init(&name, BUF_NO_MAX);
	buf_printf(&name, "%s.damaged", c->path);
	ok = rename(c->path, buf_cstr(&name)) == 0;
	if (ok)
		diag(LEVEL_WARNING,
		    "%s is damaged: it was moved to %s, and a new one is begun",
		    c->path, buf_cstr(&name));
	for (size_t i = 0; i < LENGTH(logs) && ok; i++) {
		buf_clear(&name);
		buf_printf(&name, "%s%s", c->path, logs[i]);
		(void)unlink(buf_cstr(&name));
	}
	buf_free(&name);
	return ok;
}

/* Says once that something cannot be kept, and why. */
static void
tell(struct askcache *c, int code)
{
	if (!c->told)
		diag(LEVEL_WARNING, "answers cannot be kept in %s: %s", c->path,
		    (code & 0xff) == SQLITE_SCHEMA ? "it is of a later version"
						   : sqlite3_errstr(code));
	c->told = true;
}

static void
open_file(struct askcache *c)
{
	int code = open_once(c);

	if (is_damage(code) && set_aside(c))
		code = open_once(c);
	if (code == SQLITE_OK)
		return;
	tell(c, code);
	let_go(c);
}

/* A call has failed: where that is damage, begins anew. */
static void
mend(struct askcache *c, int code)
{
	if (is_damage(code)) {
		if (set_aside(c))
			open_file(c);
		else
			let_go(c);
		return;
	}
	tell(c, code);
}

void
askcache_open(struct askcache *c)
{
	struct buf path;

	*c = (struct askcache){.db = NULL};
	buf_init(&path, BUF_NO_MAX);
	if (choose_path(&path)) {
		c->path = mem_copy(path.p, path.n);
		open_file(c);
	} else {
		diag_verbose("no folder for a cache of answers: neither "
			     "XDG_CACHE_HOME nor HOME leads to one");
	}
	buf_free(&path);
}

void
askcache_close(struct askcache *c)
{
	askcache_rest(c);
	let_go(c);
	free(c->path);
	c->path = NULL;
}

/* Runs one that has no rows. */
static int
run(struct askcache *c, enum askcache_query which)
{
	int code = sqlite3_step(c->query[which]);

	sqlite3_reset(c->query[which]);
	sqlite3_clear_bindings(c->query[which]);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

static void
bind_text(sqlite3_stmt *s, int place, struct str text)
{
	sqlite3_bind_text64(s, place, text.p == NULL ? "" : text.p, text.n,
	    SQLITE_STATIC, SQLITE_UTF8);
}

static struct str
text_at(sqlite3_stmt *s, int place, struct arena *arena)
{
	const void *p = sqlite3_column_blob(s, place);
	int n = sqlite3_column_bytes(s, place);

	if (p == NULL || n <= 0)
		return STR("");
	return arena_copy(arena, str_of(p, (size_t)n));
}

bool
askcache_find(struct askcache *c, const unsigned char key[KEY_BYTES],
    struct arena *arena, struct askcache_answer *answer)
{
	sqlite3_stmt *s = c->query[ASKCACHE_FIND];
	int code;

	if (c->db == NULL)
		return false;
	if (!c->reading)
		c->reading = run(c, ASKCACHE_BEGIN) == SQLITE_OK;
	sqlite3_bind_blob(s, 1, key, KEY_BYTES, SQLITE_STATIC);
	code = sqlite3_step(s);
	if (code == SQLITE_ROW)
		*answer = (struct askcache_answer){
		    .model = text_at(s, 0, arena),
		    .date = sqlite3_column_int64(s, 1),
		    .ms = sqlite3_column_int64(s, 2),
		    .request_id = text_at(s, 3, arena),
		    .json = text_at(s, 4, arena),
		};
	sqlite3_reset(s);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		mend(c, code);
	return code == SQLITE_ROW;
}

void
askcache_rest(struct askcache *c)
{
	if (c->db != NULL && c->reading)
		(void)run(c, ASKCACHE_END);
	c->reading = false;
}

void
askcache_keep(struct askcache *c, const unsigned char key[KEY_BYTES],
    const struct askcache_answer *answer)
{
	sqlite3_stmt *s = c->query[ASKCACHE_KEEP];
	int code;

	if (c->db == NULL)
		return;
	askcache_rest(c);
	sqlite3_bind_blob(s, 1, key, KEY_BYTES, SQLITE_STATIC);
	bind_text(s, 2, answer->model);
	sqlite3_bind_int64(s, 3, answer->date);
	sqlite3_bind_int64(s, 4, answer->ms);
	bind_text(s, 5, answer->request_id);
	bind_text(s, 6, answer->json);
	code = run(c, ASKCACHE_KEEP);
	if (code != SQLITE_OK)
		mend(c, code);
}

void
askcache_adapted(struct askcache *c, struct str server, struct str model,
    struct arena *arena, struct adapted *adapted, bool *known)
{
	sqlite3_stmt *s = c->query[ASKCACHE_ADAPTED];
	int code;

	if (c->db == NULL)
		return;
	bind_text(s, 1, server);
	bind_text(s, 2, model);
	while ((code = sqlite3_step(s)) == SQLITE_ROW) {
		struct adaptation one = {
		    text_at(s, 0, arena), text_at(s, 1, arena)};

		*known = true;
		if (one.param.n > 0)
			adapted_add(adapted, one);
	}
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	if (code != SQLITE_DONE)
		mend(c, code);
}

void
askcache_adapt(struct askcache *c, struct str server, struct str model,
    struct adaptation one)
{
	sqlite3_stmt *s = c->query[ASKCACHE_ADAPT];
	int code;

	if (c->db == NULL)
		return;
	askcache_rest(c);
	bind_text(s, 1, server);
	bind_text(s, 2, model);
	bind_text(s, 3, one.param);
	bind_text(s, 4, one.becomes);
	code = run(c, ASKCACHE_ADAPT);
	if (code != SQLITE_OK)
		mend(c, code);
}
