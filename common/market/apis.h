/* SPDX-License-Identifier: MIT */
/*
 * How the services that train models are spoken to, as a table: addresses,
 * paths, limits and words.  The table is apis.tsv in this folder, compiled into
 * the program.
 *
 *	apis_init(&t);
 *	api = apis_find(&t, STR("openai"));
 *	if (apis_state(api->job_states, STR("running")) == API_RUNNING)
 *		...
 *	apis_free(&t);
 */
#ifndef FT_MARKET_APIS_H
#define FT_MARKET_APIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/str.h"

/* What a service can do beside what all can; a set, as bits. */
enum api_can {
	API_PAGES = 1, /* lists come in pages */
	API_CANCEL = 2,
	API_PAUSE = 4,
	API_EVENTS = 8,
	API_CHECKPOINTS = 16,
	API_METADATA = 32,	/* of jobs */
	API_SUFFIX = 64,	/* of a model's name */
	API_SHUTDOWN = 128,	/* models say when they end */
	API_NEWEST = 512,	/* events begin with the newest */
	API_PLAIN_SUFFIX = 256, /* ... of letters, digits, "-" and "_" alone */
	API_LISTED = 512	/* what can be asked is in the list of models */
};

/* What a provider's word for the state of a job or file means. */
enum api_state {
	API_UNKNOWN, /* not an end, whatever it is */
	API_WAITING,
	API_RUNNING,
	API_PAUSED,
	API_SUCCEEDED, /* of a file: it can be used */
	API_FAILED,
	API_CANCELLED,
};

/* How the request for a job is written. */
enum api_body {
	API_BODY_METHOD, /* {"method": {"type", ...: {"hyperparameters"}}} */
	API_BODY_HYPER,	 /* {"hyperparameters"} */
	API_BODY_FLAT,	 /* hyperparameters beside the model */
};

struct api_kind {
	struct str name;	/* "openai" */
	struct str title;	/* "OpenAI", for messages */
	struct str base_url;	/* may hold {NAME}; empty: must be given */
	struct str base_env;	/* variables that give it, between commas */
	struct str prefix;	/* behind an address without a path */
	struct str old_prefix;	/* the same, where a version is asked for */
	struct str version_env; /* the variable of the version; empty: none */
	struct str key_env;	/* variables of the key, between commas */
	struct str auth;	/* "Authorization: Bearer" or "api-key:" */
	struct str files, jobs, models; /* paths */
	struct str chat;		/* a path */
	struct str deployments; /* before a model's name and that path, where a
				 * version is asked for; empty: neither */
	struct str uploads;	/* a path, "redirect", or empty */
	struct str estimate;	/* a path, or empty */
	unsigned can;		/* bits of enum api_can */
	enum api_body body;
	uint64_t suffix_max; /* characters; 0 when not known, here and below */
	uint64_t whole_max;  /* bytes of a file that goes in one request */
	uint64_t part_max, upload_max;
	uint64_t upload_seconds; /* how long an upload may take */
	struct str hyper;	 /* "epochs=n_epochs,..." */
	struct str hyper_max;	 /* "epochs=50,..." */
	struct str methods;	 /* "preference=dpo,...", the usual one first */
	uint64_t auto_epochs;	 /* 0: as bill_auto_epochs() has them */
	struct str job_states, file_states; /* "queued=waiting,..." */
	uint32_t date;
	struct str source;
};

struct apis {
	struct api_kind *v; /* in the order of the table */
	size_t n;
};

void apis_init(struct apis *t);
void apis_free(struct apis *t);

/* The service of that name, or NULL. */
const struct api_kind *apis_find(const struct apis *t, struct str name);

/* Appends the names, between commas. */
void apis_write_names(struct buf *to, const struct apis *t);

/* What a word of that list means. */
enum api_state apis_state(struct str states, struct str word);

/* Can a job or file in this state change no more? */
bool apis_is_end(enum api_state s);

/* The provider's name for a hyperparameter that we call so ("epochs"), or the
 * empty view when it has none. */
struct str apis_hyper(const struct api_kind *k, struct str name);

/* The most that it may be there; false when that is not known. */
bool apis_hyper_max(
    const struct api_kind *k, struct str name, double *most) MUSTCHECK;

/* The provider's word for a method that we call so ("preference"), or the empty
 * view; and our name of the usual one. */
struct str apis_method(const struct api_kind *k, struct str name);
struct str apis_usual_method(const struct api_kind *k);

#endif
