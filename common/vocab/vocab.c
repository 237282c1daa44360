/* SPDX-License-Identifier: MIT */
#include "common/vocab/vocab.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/hash.h"
#include "common/text/utf8.h"
#include "common/token/encoding.h"
#include "common/token/loaded.h"
#include "common/vocab/hfjson.h"
#include "common/vocab/pattern.h"
#include "common/vocab/store.h"
#include "common/vocab/tiktoken.h"

/* The largest known has 34 MB. */
enum { FILE_MAX = 256 << 20, PART = 1 << 16 };

struct load {
	const char *file, *pattern;
	struct buf text;
	struct arena arena;
	struct spec spec;
	struct vocab_notes *notes;
	struct vocab_why *why;
	struct fault *f; /* of why */
};

static bool
unreadable(struct load *l)
{
	return fault_set(l->f, STATUS_IO, 0, "%s", strerror(errno));
}

/* Reads all of the file; keeps the text where keep says so, or where it could
 * not be read a second time. */
static bool
read_file(struct load *l, XXH3_state_t *hash, bool keep)
{
	char part[PART];
	int fd = open(l->file, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n;
	bool ok = true;

	if (fd < 0)
		return unreadable(l);
	keep = keep || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode);
	XXH3_128bits_reset(hash);
	while (ok && (n = read(fd, part, sizeof(part))) != 0) {
		if (n < 0) {
			ok = errno == EINTR || unreadable(l);
			continue;
		}
		XXH3_128bits_update(hash, part, (size_t)n);
		if (keep && !buf_add(&l->text, part, (size_t)n))
			ok = fault_set(l->f, STATUS_INPUT, 0,
			    "the file is too large for a vocabulary");
	}
	close(fd);
	return ok;
}

/* The key of the file and of how it is read. */
static struct pack_key
key_of(const struct load *l, XXH3_state_t *hash)
{
	static const char between = '\0';
	const char *pattern = l->pattern == NULL ? "" : l->pattern;
	XXH128_hash_t h;

	/* Behind all the file may have: a byte that a pattern cannot have. */
	XXH3_128bits_update(hash, &between, 1);
	XXH3_128bits_update(hash, pattern, strlen(pattern));
	h = XXH3_128bits_digest(hash);
	return (struct pack_key){{h.low64, h.high64}};
}

static bool
is_json(struct str text)
{
	struct str trimmed = str_trim(text);

	return trimmed.n > 0 && trimmed.p[0] == '{';
}

/* Something else: said here, rather than that line 1 is no base64. */
static bool
check_text(const struct load *l)
{
	struct str text = buf_str(&l->text);

	if (text.n == 0)
		return fault_set(l->f, STATUS_INPUT, 0, "the file is empty");
	if (str_find(text, '\0') < text.n || !utf8_valid(text, NULL))
		return fault_set(l->f, STATUS_INPUT, 0,
		    "this is neither a .tiktoken file nor a tokenizer.json "
		    "(it may be SentencePiece): only byte-level BPE is "
		    "supported");
	return true;
}

/* Which of the encodings that are built in the tokens are, or NULL. */
static const struct encoding *
built_in(const struct spec *s)
{
	const struct encoding *e;
	struct str bytes;

	for (size_t i = 0; (e = encoding_at(i)) != NULL; i++) {
		uint32_t k = 0;

		if (s->ntokens == 0 ||
		    s->id[s->ntokens - 1] + 1 != e->image->ntokens)
			continue;
		while (k < s->ntokens && token_decode(e, s->id[k], &bytes) &&
		    str_eq(bytes, s->token[k]))
			k++;
		if (k == s->ntokens)
			return e;
	}
	return NULL;
}

static bool
set_pattern(struct load *l)
{
	struct spec_step *step = &l->spec.step[0];
	struct regex *re;

	l->spec.nsteps = 1;
	if (l->pattern == NULL) {
		l->spec.assumed = true;
		step->kind = STEP_CL100K;
		return true;
	}
	if (pattern_named(str_c(l->pattern), &step->kind))
		return true;
	step->kind = STEP_REGEX;
	step->pattern = str_c(l->pattern);
	re = regex_new(step->pattern, l->f);
	regex_free(re);
	l->f->status = STATUS_USAGE;
	return re != NULL;
}

static bool
read_spec(struct load *l, const struct encoding **same)
{
	struct str text = buf_str(&l->text);

	*same = NULL;
	if (!check_text(l))
		return false;
	if (is_json(text)) {
		if (l->pattern != NULL)
			return fault_set(l->f, STATUS_USAGE, 0,
			    "a tokenizer.json has a pattern of its own: "
			    "--pattern is for .tiktoken files");
		return hfjson_read(text, &l->arena, &l->spec, l->f);
	}
	if (!tiktoken_read(text, &l->arena, &l->spec, l->f))
		return false;
	if (l->pattern == NULL)
		*same = built_in(&l->spec);
	return *same != NULL || set_pattern(l);
}

static void
release_memory(struct str block)
{
	free((void *)(uintptr_t)block.p);
}

/* Compiles the file, which is read once more where its text was not kept: the
 * key is that of the text that is compiled. */
static const struct encoding *
compile(struct load *l, XXH3_state_t *hash, struct pack_key key)
{
	const struct encoding *e;
	struct buf block;

	if (l->text.n == 0) {
		if (!read_file(l, hash, true))
			return NULL;
		key = key_of(l, hash);
	}
	if (!read_spec(l, &e))
		return NULL;
	if (e != NULL)
		return e;
	buf_init(&block, BUF_NO_MAX);
	if (!pack_make(&l->spec, key, &block, l->f)) {
		buf_free(&block);
		return NULL;
	}
	e = loaded_open(buf_str(&block), release_memory, l->file, l->f);
	if (e != NULL)
		store_keep(key, buf_str(&block));
	return e;
}

/* Where in the file the fault is. */
static void
set_place(struct load *l)
{
	struct str text = buf_str(&l->text);
	size_t off = l->f->off < text.n ? l->f->off : text.n, start = 0;

	if (l->f->status != STATUS_INPUT || text.n == 0)
		return;
	l->why->line = 1;
	for (size_t i = 0; i < off; i++)
		if (text.p[i] == '\n') {
			l->why->line++;
			start = i + 1;
		}
	l->why->column = off - start + 1;
}

const struct encoding *
vocab_load(const char *file, const char *pattern, struct vocab_notes *notes,
    struct vocab_why *why)
{
	struct load l = {.file = file,
	    .pattern = pattern,
	    .notes = notes,
	    .why = why,
	    .f = &why->fault};
	XXH3_state_t *hash = XXH3_createState();
	const struct encoding *e = NULL;
	struct pack_key key;
	struct str block;

	*notes = (struct vocab_notes){0};
	*why = (struct vocab_why){0};
	buf_init(&l.text, FILE_MAX);
	arena_init(&l.arena);
	if (hash == NULL)
		diag_die(STATUS_IO, "out of memory");
	if (read_file(&l, hash, false)) {
		key = key_of(&l, hash);
		notes->cached = store_find(key, &block);
		e = notes->cached ? loaded_open(block, store_release, file, l.f)
				  : compile(&l, hash, key);
	}
	notes->assumed =
	    e != NULL && e->loaded != NULL && loaded_is_assumed(e->loaded);

	if (e == NULL)
		set_place(&l);
	XXH3_freeState(hash);
	buf_free(&l.text);
	arena_free(&l.arena);
	return e;
}
