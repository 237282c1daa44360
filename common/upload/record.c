/* SPDX-License-Identifier: MIT */
#include "common/upload/record.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "common/io/temporary.h"
#include "common/json/jsonw.h"

enum { FORM = 1, FILE_MAX = 4 * 1024 * 1024 };

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

static char *
choose_path(const struct api *api, const struct source *s, struct str purpose)
{
	XXH3_state_t *hash = XXH3_createState();
	XXH128_hash_t sum;
	struct buf path;

	buf_init(&path, BUF_NO_MAX);
	if (hash == NULL || !write_folder(&path)) {
		XXH3_freeState(hash);
		buf_free(&path);
		return NULL;
	}
	XXH3_128bits_reset(hash);
	add_field(hash, buf_str(&api->base));
	for (size_t i = 0; i < LENGTH(api->extra); i++)
		add_field(hash, str_c(api->extra[i]));
	add_field(hash, purpose);
	add_field(hash, buf_str(&s->name));
	XXH3_128bits_update(hash, &s->size, sizeof(s->size));
	sum = XXH3_128bits_digest(hash);
	XXH3_freeState(hash);
	buf_printf(&path, "%016" PRIx64 "%016" PRIx64 ".json",
	    (uint64_t)sum.high64, (uint64_t)sum.low64);
	buf_cstr(&path);
	return path.p; /* the buffer's memory is the caller's now */
}

static bool
read_file(const char *path, struct buf *to)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = -1;
	char *room;

	if (fd < 0)
		return false;
	while ((room = buf_room(to, 4096)) != NULL &&
	    ((n = read(fd, room, 4096)) > 0 || (n < 0 && errno == EINTR)))
		to->n += n > 0 ? (size_t)n : 0;
	close(fd);
	return n == 0;
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

/* Takes the upload from the record, if all of it makes sense. */
static void
read_upload(struct record *r, const struct json *root, uint64_t size)
{
	const struct json *list = json_get(root, "parts"), *id;
	uint64_t part_size = number_of(root, "part_size");
	uint64_t expires_at = number_of(root, "expires_at");
	size_t i = 0;

	if (text_of(root, "upload").n == 0 || !json_is_array(list) ||
	    part_size == 0 || list->count == 0 ||
	    list->count > RECORD_PARTS_MAX ||
	    (size - 1) / part_size + 1 != list->count)
		return;
	r->parts = arena_zero(&r->arena, list->count, sizeof(*r->parts));
	for (id = list->child; id != NULL; id = id->next)
		r->parts[i++] = json_is_string(id) ? id->text : STR("");
	r->nparts = list->count;
	r->part_size = part_size;
	r->upload = text_of(root, "upload");
	r->identity = text_of(root, "identity");
	r->expires_at = expires_at == 0 || expires_at > INT64_MAX
	    ? API_NO_NUMBER
	    : (int64_t)expires_at;
}

void
record_load(struct record *r, const struct api *api, const struct source *s,
    struct str purpose)
{
	struct json_reader reader;
	struct json_doc doc;
	struct buf text;
	struct str copy;

	*r = (struct record){.path = choose_path(api, s, purpose),
	    .name = buf_str(&s->name),
	    .size = s->size};
	arena_init(&r->arena);
	if (r->path == NULL)
		return;
	buf_init(&text, FILE_MAX);
	json_reader_init(&reader, &r->arena);
	if (read_file(r->path, &text)) {
		copy = arena_copy(&r->arena, buf_str(&text));
		if (json_parse(&reader, copy, &doc, NULL) &&
		    number_of(doc.root, "version") == FORM &&
		    number_of(doc.root, "bytes") == s->size && s->size > 0) {
			read_upload(r, doc.root, s->size);
			r->file = text_of(doc.root, "file");
			r->hash = text_of(doc.root, "hash");
		}
	}
	json_reader_free(&reader);
	buf_free(&text);
}

void
record_free(struct record *r)
{
	free(r->path);
	arena_free(&r->arena);
}

void
record_forget(struct record *r)
{
	r->upload = STR("");
	r->parts = NULL;
	r->nparts = 0;
}

void
record_begin(struct record *r, const struct api_upload *upload,
    const struct source *s, uint64_t part_size)
{
	r->upload = arena_copy(&r->arena, upload->id);
	r->identity = arena_copy(&r->arena, buf_str(&s->identity));
	r->expires_at = upload->expires_at;
	r->part_size = part_size;
	r->nparts = (size_t)((s->size - 1) / part_size) + 1;
	r->parts = arena_zero(&r->arena, r->nparts, sizeof(*r->parts));
}

void
record_part(struct record *r, size_t i, struct str id)
{
	r->parts[i] = arena_copy(&r->arena, id);
}

void
record_arrived(struct record *r, struct str file, struct str hash)
{
	record_forget(r);
	r->file = arena_copy(&r->arena, file);
	r->hash = arena_copy(&r->arena, hash);
}

static void
write_upload(struct jsonw *w, const struct record *r)
{
	jsonw_key(w, "upload");
	jsonw_str(w, r->upload);
	if (r->expires_at != API_NO_NUMBER) {
		jsonw_key(w, "expires_at");
		jsonw_i64(w, r->expires_at);
	}
	jsonw_key(w, "identity");
	jsonw_str(w, r->identity);
	jsonw_key(w, "part_size");
	jsonw_u64(w, r->part_size);
	jsonw_key(w, "parts");
	jsonw_array(w);
	for (size_t i = 0; i < r->nparts; i++)
		if (r->parts[i].n > 0)
			jsonw_str(w, r->parts[i]);
		else
			jsonw_null(w);
	jsonw_end(w);
}

static void
write_text(struct buf *to, const struct record *r)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	jsonw_key(&w, "version");
	jsonw_u64(&w, FORM);
	jsonw_key(&w, "name");
	jsonw_str(&w, r->name);
	jsonw_key(&w, "bytes");
	jsonw_u64(&w, r->size);
	if (r->upload.n > 0)
		write_upload(&w, r);
	if (r->file.n > 0) {
		jsonw_key(&w, "file");
		jsonw_str(&w, r->file);
		jsonw_key(&w, "hash");
		jsonw_str(&w, r->hash);
	}
	jsonw_end(&w);
	buf_addc(to, '\n');
}

/* The folders of a path, each for its owner alone. */
static void
make_folders(char *path)
{
	for (char *p = path + 1; *p != '\0'; p++)
		if (*p == '/') {
			*p = '\0';
			(void)mkdir(path, 0700); /* what fails shows below */
			*p = '/';
		}
}

static bool
write_all(int fd, struct str text)
{
	while (text.n > 0) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		text = str_from(text, (size_t)n);
	}
	return true;
}

/* Writes it beside, and puts it in place. */
static bool
replace(const char *path, struct str text)
{
	char *name;
	int fd = temporary_beside(path, &name), error = 0;

	if (fd < 0)
		return false;
	if (fchmod(fd, 0600) != 0 || !write_all(fd, text) || fsync(fd) != 0)
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	if (error == 0 && temporary_keep(name, path))
		return true;
	if (error == 0)
		error = errno;
	temporary_remove(name);
	errno = error;
	return false;
}

bool
record_save(const struct record *r, struct fault *f)
{
	struct buf text;
	bool ok;

	if (r->path == NULL)
		return fault_set(f, STATUS_IO, 0,
		    "neither XDG_STATE_HOME nor HOME names a folder");
	buf_init(&text, BUF_NO_MAX);
	write_text(&text, r);
	make_folders(r->path);
	ok = replace(r->path, buf_str(&text));
	if (!ok)
		fault_set(f, STATUS_IO, 0, "%s: %s", r->path, strerror(errno));
	buf_free(&text);
	return ok;
}
