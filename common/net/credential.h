/* SPDX-License-Identifier: MIT */
/*
 * The key of a provider's service, and what goes with it.
 *
 * A key comes from --key-file, else from the first variable of the environment
 * that is set, else from a .env file (see dotenv.h), which never overrides the
 * environment.  It is kept in memory that is not dumped, in the form in which
 * it is sent; the variable it came from is taken out of the environment, so
 * that no child process gets it.
 *
 * A .env file also gives organisation, project and base URL where they are not
 * set; the base URL only if the key is from the same file, for else a file
 * that came with somebody's data could send the key elsewhere.
 *
 *	static const char *const names[] = {"OPENAI_API_KEY", NULL};
 *	struct credential_ask ask = {.names = names,
 *	    .header = "Authorization: Bearer "};
 *
 *	if (!credential_load(&c, &ask, &f))
 *		...
 *	credential_free(&c);
 */
#ifndef FT_NET_CREDENTIAL_H
#define FT_NET_CREDENTIAL_H

#include <stdbool.h>

#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/net/secret.h"

enum {
	CREDENTIAL_KEY_MAX = 16 * 1024,
	CREDENTIAL_FILE_MAX = 1024 * 1024, /* of a .env file */
};

struct credential_ask {
	const char *const *names; /* of variables, first wins; ends in NULL */
	const char *key_file;	  /* or NULL */
	const char *env_file;	  /* NULL: .env here, if there is one */
	const char *const *base_names; /* the same of the base URL; or NULL */
	const char *header;	       /* what is sent before the key */
	bool optional;		       /* a server may want no key */

	/* Told what is worth knowing and no failure; line is 0 for the whole
	 * file.  May be NULL. */
	void (*warn)(const char *file, size_t line, const char *text);
};

struct credential {
	struct str key;	   /* empty when there is none and none is needed */
	struct str header; /* "Authorization: Bearer KEY", NUL behind it */
	const char *from;  /* where the key is from, for messages */
	char *organization, *project, *base_url; /* NULL when not set */
	struct secret memory;			 /* holds key and header */
};

/*
 * False (STATUS_USAGE: no key, or what cannot be one; STATUS_IO: a file that
 * cannot be read) leaves nothing to be freed.  No fault holds the key.
 */
bool credential_load(struct credential *c, const struct credential_ask *ask,
    struct fault *f) MUSTCHECK;

/* Wipes everything. */
void credential_free(struct credential *c);

#endif
