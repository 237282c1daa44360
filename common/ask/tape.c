/* SPDX-License-Identifier: MIT */
#include "common/ask/tape.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/in.h"
#include "common/io/temporary.h"
#include "common/json/json.h"
#include "common/json/jsonw.h"

enum { LINE_MAX_BYTES = 64 * 1024 * 1024, PIECE = 64 * 1024 };

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
read_key(const struct json *v, unsigned char key[KEY_BYTES])
{
	if (!json_is_string(v) || v->text.n != (size_t)2 * KEY_BYTES)
		return false;
	for (size_t i = 0; i < KEY_BYTES; i++) {
		int high = digit(v->text.p[2 * i]);
		int low = digit(v->text.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		key[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static bool
spool(struct tape *t, struct str line)
{
	while (line.n > 0) {
		ssize_t n = write(t->fd, line.p, line.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		t->end += n;
		line = str_from(line, (size_t)n);
	}
	return true;
}

static bool
add_line(struct tape *t, struct json_reader *reader, struct str line,
    struct fault *f)
{
	struct tape_entry e = {.off = t->end, .n = line.n};
	struct json_doc doc;

	if (str_trim(line).n == 0)
		return true;
	if (!json_parse(reader, line, &doc, f))
		return false;
	if (!read_key(json_get(doc.root, "key"), e.key) ||
	    !json_is_object(json_get(doc.root, "answer")))
		return fault_set(
		    f, STATUS_INPUT, 0, "not a line that --record has written");
	if (t->n == t->cap) {
		t->cap = t->cap == 0 ? 256 : 2 * t->cap;
		t->entry = mem_resize(t->entry, t->cap, sizeof(*t->entry));
	}
	t->entry[t->n++] = e;
	if (!spool(t, line))
		return fault_set(
		    f, STATUS_IO, 0, "a temporary file: %s", strerror(errno));
	return true;
}

/* Says where the line is that is wrong. */
static bool
at_line(struct fault *f, const char *path, size_t line)
{
	struct fault why = *f;

	why.text[FAULT_TEXT / 2] = '\0';
	return fault_set(f, why.status, 0, "%.200s:%zu:%zu: %s", path, line,
	    why.off + 1, why.text);
}

/* Reads all lines of a file that is open. */
static bool
add_lines(struct tape *t, struct in *in, const char *path, struct fault *f)
{
	struct json_reader reader;
	struct arena arena;
	struct buf held;
	size_t number = 0, got = PIECE;
	bool ok = true;

	arena_init(&arena);
	json_reader_init(&reader, &arena);
	buf_init(&held, LINE_MAX_BYTES);
	while (ok && got > 0) {
		char *room = buf_room(&held, PIECE);
		struct str rest, line;

		if (room == NULL) {
			fault_set(f, STATUS_INPUT, 0, "the line is too long");
			ok = at_line(f, path, number + 1);
			break;
		}
		got = in_read(in, room, PIECE);
		held.n += got;
		rest = buf_str(&held);
		while (ok && rest.n > 0) {
			size_t n = str_find(rest, '\n');

			if (n == rest.n && got > 0)
				break;
			line = str_of(rest.p, n);
			rest = str_from(rest, n < rest.n ? n + 1 : n);
			number++;
			ok = add_line(t, &reader, line, f) ||
			    at_line(f, path, number);
			arena_reset(&arena);
		}
		if (rest.n > 0)
			memmove(held.p, rest.p, rest.n);
		held.n = rest.n;
	}
	buf_free(&held);
	json_reader_free(&reader);
	arena_free(&arena);
	return ok;
}

static int
by_key(const void *a, const void *b)
{
	const struct tape_entry *x = a, *y = b;
	int order = memcmp(x->key, y->key, KEY_BYTES);

	return order != 0 ? order : (x->off > y->off) - (x->off < y->off);
}

static bool
read_all(struct tape *t, const char *path, struct fault *f)
{
	char *files[] = {(char *)path, NULL};
	struct in in;
	bool ok;

	t->fd = temporary_spool();
	if (t->fd < 0)
		return fault_set(
		    f, STATUS_IO, 0, "a temporary file: %s", strerror(errno));
	fault_set(f, STATUS_IO, 0, "nothing can be replayed");
	in_init(&in, files);
	ok = in_next(&in) && add_lines(t, &in, path, f) && !in.failed;
	in_free(&in);
	if (t->n > 1)
		qsort(t->entry, t->n, sizeof(*t->entry), by_key);
	return ok;
}

bool
tape_open(
    struct tape *t, const char *record, const char *replay, struct fault *f)
{
	*t = (struct tape){.out = OUT_CLOSED, .fd = -1};
	if (replay != NULL && !read_all(t, replay, f)) {
		tape_close(t);
		return false;
	}
	if (record != NULL)
		out_open(&t->out, record);
	return true;
}

void
tape_close(struct tape *t)
{
	if (out_is_open(&t->out))
		out_close(&t->out);
	if (t->fd >= 0)
		close(t->fd);
	free(t->entry);
	*t = (struct tape){.out = OUT_CLOSED, .fd = -1};
}

static void
write_key(struct buf *to, const unsigned char key[KEY_BYTES])
{
	for (size_t i = 0; i < KEY_BYTES; i++)
		buf_printf(to, "%02x", key[i]);
}

void
tape_write(struct tape *t, const struct question *q,
    const struct askcache_answer *answer)
{
	struct jsonw w;
	struct buf b, part;

	if (!out_is_open(&t->out))
		return;
	buf_init(&b, BUF_NO_MAX);
	buf_init(&part, BUF_NO_MAX);
	jsonw_init(&w, &b);
	jsonw_object(&w);
	jsonw_key(&w, "key");
	write_key(&part, q->key);
	jsonw_str(&w, buf_str(&part));
	jsonw_key(&w, "model");
	jsonw_str(&w, q->model);
	jsonw_key(&w, "messages");
	jsonw_raw(&w, q->messages);
	jsonw_key(&w, "params");
	buf_clear(&part);
	question_write_members(&part, q);
	jsonw_raw(&w, buf_str(&part));
	jsonw_key(&w, "date");
	jsonw_i64(&w, answer->date);
	jsonw_key(&w, "ms");
	jsonw_i64(&w, answer->ms);
	jsonw_key(&w, "request_id");
	jsonw_str(&w, answer->request_id);
	jsonw_key(&w, "answer");
	jsonw_raw(&w, answer->json);
	jsonw_end(&w);
	buf_addc(&b, '\n');
	out_str(&t->out, buf_str(&b));
	buf_free(&part);
	buf_free(&b);
}

/* The last of those with that key. */
static const struct tape_entry *
look_up(const struct tape *t, const unsigned char key[KEY_BYTES])
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(t->entry[middle].key, key, KEY_BYTES) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || memcmp(t->entry[low - 1].key, key, KEY_BYTES) != 0)
		return NULL;
	return &t->entry[low - 1];
}

static int64_t
number_of(const struct json *root, const char *name, int64_t otherwise)
{
	double x;

	if (!json_real(json_get(root, name), &x) || x < -1 || x > 9e15)
		return otherwise;
	return (int64_t)x;
}

static struct str
text_of(const struct json *root, const char *name)
{
	const struct json *v = json_get(root, name);

	return json_is_string(v) ? v->text : STR("");
}

static bool
read_entry(const struct tape *t, const struct tape_entry *e, char *to)
{
	size_t done = 0;

	while (done < e->n) {
		ssize_t n =
		    pread(t->fd, to + done, e->n - done, e->off + (off_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

bool
tape_find(const struct tape *t, const unsigned char key[KEY_BYTES],
    struct arena *arena, struct askcache_answer *answer)
{
	const struct tape_entry *e = look_up(t, key);
	const struct json *v;
	struct json_reader reader;
	struct json_doc doc;
	struct str line;
	char *room;
	bool ok;

	if (e == NULL)
		return false;
	room = arena_take(arena, e->n, 1);
	line = str_of(room, e->n);
	if (!read_entry(t, e, room))
		diag_die(STATUS_IO, "a temporary file cannot be read");
	json_reader_init(&reader, arena);
	ok = json_parse(&reader, line, &doc, NULL);
	json_reader_free(&reader);
	if (!ok)
		return false;
	v = json_get(doc.root, "answer");
	*answer = (struct askcache_answer){
	    .model = text_of(doc.root, "model"),
	    .request_id = text_of(doc.root, "request_id"),
	    .date = number_of(doc.root, "date", 0),
	    .ms = number_of(doc.root, "ms", -1),
	    .json = str_of(line.p + v->off, v->end - v->off),
	};
	return true;
}
