/* SPDX-License-Identifier: MIT */
#include "common/upload/record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <xxhash.h>

#include "common/base/diag.h"
#include "common/json/jsonw.h"

enum { FORM = 2, FILE_MAX = 4 * 1024 * 1024 };

/* The folder, as the XDG base directory specification has it; false where the
 * environment names none. */
static bool
write_folder(struct buf *to)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (state != NULL && state[0] == '/')
		buf_adds(to, state);
	else if (home != NULL && home[0] == '/')
		buf_printf(to, "%s/.local/state", home);
	else
		return false;
	buf_adds(to, "/ft/uploads/");
	return true;
}

static void
add_field(XXH3_state_t *hash, struct str s)
{
	uint64_t n = s.n;

	XXH3_128bits_update(hash, &n, sizeof(n));
	XXH3_128bits_update(hash, s.p == NULL ? "" : s.p, s.n);
}

/* All that a record belongs to, as a name. */
static void
write_name(struct buf *to, const struct record *r)
{
	XXH3_state_t *hash = XXH3_createState();
	const struct source *s = r->source;
	XXH128_hash_t sum;

	if (hash == NULL)
		diag_die(STATUS_IO, "out of memory");
	XXH3_128bits_reset(hash);
	add_field(hash, buf_str(&r->api->base));
	for (size_t i = 0; i < LENGTH(r->api->extra); i++)
		add_field(hash, str_c(r->api->extra[i]));
	add_field(hash, r->purpose);
	add_field(hash, buf_str(&s->name));
	XXH3_128bits_update(hash, &s->size, sizeof(s->size));
	sum = XXH3_128bits_digest(hash);
	XXH3_freeState(hash);
	buf_printf(to, "%016" PRIx64 "%016" PRIx64 ".jsonl",
	    (uint64_t)sum.high64, (uint64_t)sum.low64);
}

void
record_init(struct record *r, const struct api *api, const struct source *s,
    struct str purpose)
{
	*r = (struct record){.api = api, .source = s, .purpose = purpose};
	arena_init(&r->arena);
}

bool
record_open(struct record *r, struct fault *f)
{
	struct buf path;

	buf_init(&path, BUF_NO_MAX);
	if (write_folder(&path)) {
		write_name(&path, r);
		r->kept = journal_open(&r->journal, buf_cstr(&path), f);
	} else {
		fault_set(f, STATUS_IO, 0,
		    "neither XDG_STATE_HOME nor HOME names a folder");
	}
	buf_free(&path);
	return r->kept;
}

void
record_free(struct record *r)
{
	if (r->journal.path != NULL)
		journal_close(&r->journal);
	arena_free(&r->arena);
}

static struct str
text_of(const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);

	return json_is_string(v) ? v->text : STR("");
}

static uint64_t
number_of(const struct json *object, const char *name)
{
	uint64_t n;

	return json_u64(json_get(object, name), &n) ? n : 0;
}

static void
forget(struct record *r)
{
	r->upload = STR("");
	r->parts = NULL;
	r->nparts = 0;
}

/* Room for the parts of an upload; false when they are too many. */
static bool
set_parts(struct record *r, uint64_t part_size)
{
	uint64_t n = part_size == 0 || r->source->size == 0
	    ? 0
	    : (r->source->size - 1) / part_size + 1;

	if (n == 0 || n > RECORD_PARTS_MAX)
		return false;
	r->part_size = part_size;
	r->nparts = (size_t)n;
	r->parts = arena_zero(&r->arena, r->nparts, sizeof(*r->parts));
	return true;
}

static void
read_upload(struct record *r, const struct json *line)
{
	uint64_t expires_at = number_of(line, "expires_at");

	forget(r);
	if (!set_parts(r, number_of(line, "part_size")))
		return;
	r->upload = text_of(line, "upload");
	r->identity = text_of(line, "identity");
	r->expires_at = expires_at == 0 || expires_at > INT64_MAX
	    ? API_NO_NUMBER
	    : (int64_t)expires_at;
}

static void
read_line(struct record *r, const struct json *line)
{
	uint64_t part = number_of(line, "part");

	if (text_of(line, "upload").n > 0) {
		read_upload(r, line);
	} else if (part > 0 && part <= r->nparts) {
		r->parts[part - 1] = text_of(line, "id");
	} else if (text_of(line, "file").n > 0) {
		forget(r);
		r->file = text_of(line, "file");
		r->hash = text_of(line, "hash");
	}
}

/* Reads all lines that make sense, behind a first one that says whose they
 * are. */
static void
read_lines(struct record *r, struct str text)
{
	struct json_reader reader;
	struct json_doc doc;
	struct str line;
	bool ours = false;

	json_reader_init(&reader, &r->arena);
	while (str_split(&text, '\n', &line)) {
		if (!json_parse(&reader, line, &doc, NULL) ||
		    !json_is_object(doc.root))
			continue;
		if (number_of(doc.root, "version") != 0)
			ours = number_of(doc.root, "version") == FORM &&
			    number_of(doc.root, "bytes") == r->source->size;
		else if (ours)
			read_line(r, doc.root);
	}
	json_reader_free(&reader);
	/* What is not ours is overwritten. */
	if (!ours)
		r->journal.end = 0;
}

bool
record_lock(struct record *r, long *holder)
{
	struct buf text;

	if (!journal_lock(&r->journal, holder))
		return false;
	buf_init(&text, FILE_MAX);
	journal_read(&r->journal, &text);
	read_lines(r, arena_copy(&r->arena, buf_str(&text)));
	buf_free(&text);
	return true;
}

/* A line of it, as it is written. */
struct line {
	struct buf text;
	struct jsonw w;
};

static void
line_begin(struct line *l)
{
	jsonw_init(&l->w, &l->text);
	jsonw_object(&l->w);
}

static void
line_text(struct line *l, const char *name, struct str value)
{
	jsonw_key(&l->w, name);
	jsonw_str(&l->w, value);
}

static void
line_number(struct line *l, const char *name, uint64_t value)
{
	jsonw_key(&l->w, name);
	jsonw_u64(&l->w, value);
}

static void
line_end(struct line *l)
{
	jsonw_end(&l->w);
	buf_addc(&l->text, '\n');
}

/* The first line. */
static void
line_head(struct line *l, const struct record *r)
{
	line_begin(l);
	line_number(l, "version", FORM);
	line_text(l, "name", buf_str(&r->source->name));
	line_number(l, "bytes", r->source->size);
	line_end(l);
}

/* Keeps the line, and frees it; with a head, as the first ones. */
static bool
keep(struct record *r, struct line *l, bool first, struct fault *f)
{
	struct str text = buf_str(&l->text);
	bool ok = !r->kept ||
	    (first ? journal_restart(&r->journal, text, f)
		   : journal_add(&r->journal, text, f));

	buf_free(&l->text);
	return ok;
}

void
record_forget(struct record *r)
{
	forget(r);
	/* What stays there is no worse than a record of a kill. */
	if (r->kept)
		(void)!journal_restart(&r->journal, STR(""), NULL);
}

bool
record_begin(struct record *r, struct str upload, int64_t expires_at,
    uint64_t part_size, struct fault *f)
{
	struct line l;

	forget(r);
	if (!set_parts(r, part_size))
		return fault_set(f, STATUS_IO, 0, "too many parts");
	r->upload = arena_copy(&r->arena, upload);
	r->identity = arena_copy(&r->arena, buf_str(&r->source->identity));
	r->expires_at = expires_at;
	buf_init(&l.text, BUF_NO_MAX);
	line_head(&l, r);
	line_begin(&l);
	line_text(&l, "upload", r->upload);
	if (expires_at > 0)
		line_number(&l, "expires_at", (uint64_t)expires_at);
	line_text(&l, "identity", r->identity);
	line_number(&l, "part_size", part_size);
	line_end(&l);
	return keep(r, &l, true, f);
}

bool
record_part(struct record *r, size_t i, struct str id, struct fault *f)
{
	struct line l;

	r->parts[i] = arena_copy(&r->arena, id);
	buf_init(&l.text, BUF_NO_MAX);
	line_begin(&l);
	line_number(&l, "part", i + 1);
	line_text(&l, "id", id);
	line_end(&l);
	return keep(r, &l, false, f);
}

bool
record_arrived(
    struct record *r, struct str file, struct str hash, struct fault *f)
{
	struct line l;
	bool first = r->upload.n == 0 || r->journal.end == 0;

	forget(r);
	r->file = arena_copy(&r->arena, file);
	r->hash = arena_copy(&r->arena, hash);
	buf_init(&l.text, BUF_NO_MAX);
	if (first)
		line_head(&l, r);
	line_begin(&l);
	line_text(&l, "file", r->file);
	line_text(&l, "hash", r->hash);
	line_end(&l);
	return keep(r, &l, first, f);
}
