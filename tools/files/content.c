/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/term.h"
#include "tools/files/files.h"

struct writing {
	struct out *out;
	bool masks;
	struct buf rest; /* the start of a character that was cut */
};

/* How much of it is whole characters?  What is no UTF-8 is whole. */
static size_t
whole(struct str s)
{
	for (size_t back = 1; back <= 3 && back <= s.n; back++) {
		unsigned char c = (unsigned char)s.p[s.n - back];
		size_t wants = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;

		if (c >= 0xc0)
			return wants > back ? s.n - back : s.n;
		if (c < 0x80)
			break;
	}
	return s.n;
}

static void
write_masked(struct writing *w, bool last)
{
	struct buf text;
	size_t n = last ? w->rest.n : whole(buf_str(&w->rest));
	struct str rest = str_from(buf_str(&w->rest), n);

	buf_init(&text, BUF_NO_MAX);
	diag_mask_lines(&text, str_of(w->rest.p, n));
	out_str(w->out, buf_str(&text));
	buf_clear(&text);
	buf_add_str(&text, rest);
	buf_clear(&w->rest);
	buf_add_str(&w->rest, buf_str(&text));
	buf_free(&text);
}

static bool
write_piece(void *ctx, struct str piece)
{
	struct writing *w = ctx;

	if (!w->masks) {
		out_str(w->out, piece);
		return true;
	}
	buf_add_str(&w->rest, piece);
	write_masked(w, false);
	return true;
}

void
files_content(struct files *fs, const char *id)
{
	struct writing w = {
	    .out = &fs->out, .masks = opt_shared.output == NULL && term_is(1)};
	struct fault f;
	bool ok;

	buf_init(&w.rest, BUF_NO_MAX);
	ok = api_file_content(&fs->session.api, str_c(id), write_piece, &w, &f);
	write_masked(&w, true);
	buf_free(&w.rest);
	if (!ok)
		files_fault(fs, id, &f);
}
