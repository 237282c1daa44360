/* SPDX-License-Identifier: MIT */
#include "common/net/credential.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/net/dotenv.h"

static void
tell(const struct credential_ask *ask, const char *file, size_t line,
    const char *text)
{
	if (ask->warn != NULL)
		ask->warn(file, line, text);
}

/* Is that what a header can hold?  Says where not, but never what it is. */
static bool
is_key(struct str key, const char *from, struct fault *f)
{
	if (key.n > CREDENTIAL_KEY_MAX)
		return fault_set(f, STATUS_USAGE, 0,
		    "the key in %s is longer than %d bytes", from,
		    CREDENTIAL_KEY_MAX);
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] <= ' ' || key.p[i] >= 0x7f)
			return fault_set(f, STATUS_USAGE, 0,
			    "the key in %s cannot be one: byte %zu of it is a "
			    "blank, a control character or not ASCII",
			    from, i + 1);
	return true;
}

/* Keeps the key in the form in which it is sent. */
static void
keep(struct credential *c, const struct credential_ask *ask, struct str key,
    const char *from)
{
	size_t n = strlen(ask->header);
	struct secret memory;

	secret_take(&memory, n + key.n + 1);
	memcpy(memory.p, ask->header, n);
	memcpy(memory.p + n, key.p, key.n);
	c->memory = memory;
	c->header = str_of(memory.p, n + key.n);
	c->key = str_from(c->header, n);
	c->from = from;
}

/*
 * Reads a file into memory that is not dumped.  Returns how much that is, or -1
 * with errno set; EFBIG when there is more than max.
 */
static ssize_t
read_secret(int fd, struct secret *text, size_t max)
{
	size_t n = 0;
	ssize_t got;

	secret_take(text, max + 1);
	do {
		got = read(fd, text->p + n, max + 1 - n);
		if (got > 0)
			n += (size_t)got;
		if (n > max) {
			errno = EFBIG;
			got = -1;
			break;
		}
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (got < 0) {
		int error = errno;

		secret_free(text);
		errno = error;
		return -1;
	}
	return (ssize_t)n;
}

static void
check_mode(const struct credential_ask *ask, const char *path, int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	if ((st.st_mode & (S_IROTH | S_IRGRP)) != 0)
		tell(ask, path, 0,
		    "others can read this file; chmod 600 would keep it yours");
	else if ((st.st_mode & (S_IWOTH | S_IWGRP)) != 0)
		tell(ask, path, 0, "others can write this file");
}

static bool
cannot_read(const char *path, size_t max, struct fault *f)
{
	if (errno == EFBIG)
		return fault_set(f, STATUS_USAGE, 0,
		    "%s is longer than %zu bytes", path, max);
	return fault_set(f, STATUS_IO, 0, "%s: %s", path, strerror(errno));
}

static bool
from_key_file(
    struct credential *c, const struct credential_ask *ask, struct fault *f)
{
	struct secret text = {0};
	struct str key;
	ssize_t n = -1;
	int fd = open(ask->key_file, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd >= 0) {
		n = read_secret(fd, &text, CREDENTIAL_KEY_MAX);
		check_mode(ask, ask->key_file, fd);
		close(fd);
	}
	if (n < 0)
		return cannot_read(ask->key_file, CREDENTIAL_KEY_MAX, f);
	key = str_trim(str_of(text.p, (size_t)n));
	ok = key.n == 0
	    ? fault_set(f, STATUS_USAGE, 0, "%s holds no key", ask->key_file)
	    : is_key(key, ask->key_file, f);
	if (ok)
		keep(c, ask, key, ask->key_file);
	secret_free(&text);
	return ok;
}

static bool
from_environment(
    struct credential *c, const struct credential_ask *ask, struct fault *f)
{
	for (size_t i = 0; ask->names[i] != NULL; i++) {
		char *value = getenv(ask->names[i]);
		struct str key = str_trim(str_c(value));

		if (value == NULL || key.n == 0)
			continue;
		if (c->key.n == 0) {
			if (!is_key(key, ask->names[i], f))
				return false;
			keep(c, ask, key, ask->names[i]);
		}
		/* Neither a child nor who looks at /proc shall find it. */
		secret_wipe(value, strlen(value));
		unsetenv(ask->names[i]);
	}
	return true;
}

static void
set_once(char **to, struct str value)
{
	value = str_trim(value);
	if (*to == NULL && value.n > 0)
		*to = mem_copy(value.p, value.n);
}

/* What a .env file has for us, viewing its text. */
struct found {
	struct str key, base_url, organization, project;
	size_t rank, base_rank; /* of the names in the lists that are asked */
};

static void
look_at(struct found *found, const struct credential_ask *ask, struct str name,
    struct str value)
{
	for (size_t i = 0; ask->names[i] != NULL; i++)
		if (i <= found->rank && str_is(name, ask->names[i]) &&
		    str_trim(value).n > 0) {
			found->key = str_trim(value);
			found->rank = i;
		}
	for (size_t i = 0;
	     ask->base_names != NULL && ask->base_names[i] != NULL; i++)
		if (i <= found->base_rank && str_is(name, ask->base_names[i])) {
			found->base_url = value;
			found->base_rank = i;
		}
	if (str_is(name, "OPENAI_ORG_ID"))
		found->organization = value;
	if (str_is(name, "OPENAI_PROJECT_ID"))
		found->project = value;
}

static bool
take_found(struct credential *c, const struct credential_ask *ask,
    const struct found *found, const char *path, struct fault *f)
{
	bool ours = c->key.n == 0 && found->key.n > 0;

	if (ours) {
		if (!is_key(found->key, path, f))
			return false;
		keep(c, ask, found->key, path);
		set_once(&c->base_url, found->base_url);
	}
	set_once(&c->organization, found->organization);
	set_once(&c->project, found->project);
	return true;
}

static bool
read_pairs(struct credential *c, const struct credential_ask *ask,
    struct str text, const char *path, struct fault *f)
{
	struct found found = {.rank = SIZE_MAX, .base_rank = SIZE_MAX};
	struct str name, value;
	enum dotenv_what what;
	struct dotenv d;
	struct fault bad;

	dotenv_init(&d, (char *)text.p, text.n);
	while ((what = dotenv_next(&d, &name, &value, &bad)) != DOTENV_END)
		if (what == DOTENV_PAIR)
			look_at(&found, ask, name, value);
		else
			tell(ask, path, d.line, bad.text);
	return take_found(c, ask, &found, path, f);
}

static bool
from_env_file(
    struct credential *c, const struct credential_ask *ask, struct fault *f)
{
	const char *path = ask->env_file == NULL ? ".env" : ask->env_file;
	struct secret text = {0};
	struct stat st;
	ssize_t n = -1;
	bool ok;
	int fd;

	/* A folder, a pipe or nothing of that name was not meant for us. */
	if (ask->env_file == NULL &&
	    (stat(path, &st) != 0 || !S_ISREG(st.st_mode)))
		return true;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read_secret(fd, &text, CREDENTIAL_FILE_MAX);
		check_mode(ask, path, fd);
		close(fd);
	}
	if (n < 0)
		return cannot_read(path, CREDENTIAL_FILE_MAX, f);
	ok = read_pairs(c, ask, str_of(text.p, (size_t)n), path, f);
	secret_free(&text);
	return ok;
}

/*
 * A program that holds a key leaves no core: the library that sends it has
 * copies.  With a limit of 1 the kernel calls no program for cores either,
 * which it would with 0; see core(5).
 */
static void
leave_no_core(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_CORE, &limit) != 0)
		return;
	limit.rlim_cur = 1;
	(void)setrlimit(RLIMIT_CORE, &limit);
}

static void
from_settings(struct credential *c, const struct credential_ask *ask)
{
	set_once(&c->organization, str_c(getenv("OPENAI_ORG_ID")));
	set_once(&c->project, str_c(getenv("OPENAI_PROJECT_ID")));
	for (size_t i = 0;
	     ask->base_names != NULL && ask->base_names[i] != NULL; i++)
		set_once(&c->base_url, str_c(getenv(ask->base_names[i])));
}

bool
credential_load(
    struct credential *c, const struct credential_ask *ask, struct fault *f)
{
	bool ok;

	*c = (struct credential){0};
	leave_no_core();
	from_settings(c, ask);
	ok = (ask->key_file == NULL || from_key_file(c, ask, f)) &&
	    from_environment(c, ask, f) &&
	    ((c->key.n > 0 && ask->env_file == NULL) ||
		from_env_file(c, ask, f));
	if (ok && c->key.n == 0 && !ask->optional)
		ok = fault_set(f, STATUS_USAGE, 0,
		    "no key: set %s, put it into .env, or give --key-file",
		    ask->names[0] == NULL ? "a variable" : ask->names[0]);
	if (!ok)
		credential_free(c);
	return ok;
}

void
credential_free(struct credential *c)
{
	secret_free(&c->memory);
	free(c->organization);
	free(c->project);
	free(c->base_url);
	*c = (struct credential){0};
}
