/* SPDX-License-Identifier: MIT */
#include <errno.h>

#include "common/upload/steps.h"

/* The newest files of the same name and size are compared, up to this many. */
enum { CANDIDATES = 4, PIECE = 16 * 1024 };

static bool
is_alike(const struct step *st, const struct api_file *file)
{
	return str_eq(file->filename, buf_str(&st->s->name)) &&
	    file->bytes == (int64_t)st->s->size && file->id.n > 0 &&
	    (file->purpose.n == 0 || str_eq(file->purpose, st->u->o.purpose)) &&
	    file->state != API_FAILED && file->state != API_CANCELLED;
}

/* The file that an earlier run has sent, if it is still there and its bytes are
 * these. */
static bool
look_at_record(struct step *st, bool *found, struct fault *f)
{
	struct fault why;
	struct str hash;

	if (st->r->file.n == 0)
		return true;
	if (!step_digest(st, &st->xxh3, &hash, f))
		return false;
	if (!str_eq(st->r->hash, hash))
		return true;
	if (!api_file(st->u->api, st->r->file, st->arena, st->file, &why)) {
		if (why.status == STATUS_REFUSED)
			return true; /* it was deleted, perhaps */
		*f = why;
		return false;
	}
	*found = is_alike(st, st->file);
	return true;
}

struct candidates {
	const struct step *st;
	struct str ids[CANDIDATES];
	size_t n;
};

static bool
note(void *ctx, const struct api_file *file)
{
	struct candidates *c = ctx;

	if (is_alike(c->st, file))
		c->ids[c->n++] = arena_copy(c->st->arena, file->id);
	return c->n < CANDIDATES;
}

/* The server's bytes beside ours. */
struct comparison {
	const struct source *s;
	uint64_t at;
	bool differ;
	int error;
};

static bool
compare(void *ctx, struct str piece)
{
	struct comparison *c = ctx;
	char ours[PIECE];

	while (piece.n > 0 && !c->differ) {
		size_t n = piece.n < sizeof(ours) ? piece.n : sizeof(ours);
		ssize_t got = source_read(c->s, c->at, ours, n);

		if (got < 0)
			c->error = errno;
		if (got <= 0 || memcmp(ours, piece.p, (size_t)got) != 0) {
			c->differ = true;
			break;
		}
		c->at += (uint64_t)got;
		piece = str_from(piece, (size_t)got);
	}
	return !c->differ;
}

/* Are the bytes of that file these?  What cannot be fetched is not known to be
 * the same. */
static bool
is_same(struct step *st, struct str id)
{
	struct comparison c = {.s = st->s};
	struct fault why;

	if (!api_file_content(st->u->api, id, compare, &c, &why) && !c.differ) {
		step_tell(st, LEVEL_INFO,
		    "the server has %.*s of the same name and size, which "
		    "cannot be compared: %s",
		    STR_ARGS(id), why.text);
		return false;
	}
	return !c.differ && c.at == st->s->size;
}

bool
step_reuse(struct step *st, bool *found, struct fault *f)
{
	struct candidates c = {.st = st};

	if (!look_at_record(st, found, f))
		return false;
	/* What a list without an end has shown is enough to look at. */
	if (!*found && !api_files(st->u->api, st->u->o.purpose, note, &c, f) &&
	    !st->u->api->endless)
		return false;
	for (size_t i = 0; i < c.n && !*found; i++)
		if (is_same(st, c.ids[i])) {
			if (!api_file(
				st->u->api, c.ids[i], st->arena, st->file, f))
				return false;
			*found = true;
		}
	if (*found)
		step_tell(st, LEVEL_INFO, "the server has it already, as %.*s",
		    STR_ARGS(st->file->id));
	return true;
}
