/* SPDX-License-Identifier: MIT */
/*
 * The spots of a text: whatever can be found wrong with it by looking at its
 * bytes, in one quick pass (marks.h) and small looks at the places that are
 * worth one.
 *
 *	spots_start(&s, text);
 *	while (spots_next(&s, &spot))
 *		if (spot.kind == SPOT_KEY)
 *			printf("%s at %zu\n", spot.name, spot.off);
 *
 * Of a text that is clean, as nearly all are, it costs little.  Time is linear
 * in the text, whatever it is.  Nothing is allocated.  Within fenced and inline
 * code, markup and fields of templates are no spots.
 */
#ifndef FT_TEXT_SPOTS_H
#define FT_TEXT_SPOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/text/marks.h"

enum spot_kind {
	/* Characters; `cp` is which. */
	SPOT_CONTROL,	   /* C0 but tab, LF, CR; DEL; C1 */
	SPOT_BIDI,	   /* a bidirectional embedding, override, isolate */
	SPOT_NONCHARACTER, /* U+FDD0 to U+FDEF, U+xxFFFE, U+xxFFFF */
	SPOT_INVISIBLE,	   /* of no width: U+200B, U+2060, U+FEFF, tags */
	SPOT_SEPARATOR,	   /* U+2028, U+2029 */
	SPOT_REPLACEMENT,  /* U+FFFD */
	SPOT_MOJIBAKE,	   /* `cp` is what was meant; see mojibake.h */

	/* What is left of something else; see markup.h. */
	SPOT_ENTITY,
	SPOT_TAG,
	SPOT_FIELD,
	SPOT_BLANK,
	SPOT_CHAT_MARK,
	SPOT_OPEN_FENCE, /* the last fence of code that is not closed */

	/* What is nobody's business; `name` says what it is. */
	SPOT_KEY,	  /* see apikey.h */
	SPOT_PRIVATE_KEY, /* ditto */
	SPOT_WEB_TOKEN,	  /* ditto */
	SPOT_PASSWORD,	  /* in a URL */
	SPOT_CARD,	  /* name: the brand */
	SPOT_IBAN,	  /* `country` is whose */
	SPOT_EMAIL,
	SPOT_PHONE,
	SPOT_EXAMPLE, /* one of those above that is published or made up */

	SPOT_KINDS,
};

struct spot {
	enum spot_kind kind;
	size_t off, len;  /* in the text */
	uint32_t cp;	  /* of characters */
	bool twice;	  /* of mojibake */
	const char *name; /* of secrets */
	char country[3];
};

struct spots {
	struct marks marks;
	struct str text;
	struct mark mark;
	unsigned left; /* of mark.kinds: not looked at yet */
	size_t done;   /* what stands before this offset was looked at */
	size_t digits; /* ditto, for digits */
	size_t fence;  /* ticks of the open fence, or 0 */
	size_t fence_at;
	bool inline_code; /* a single tick is open in this paragraph */
	bool bars;	  /* "<|" stood somewhere before */
	size_t ticks;	  /* the tick at this offset was looked at */
};

void spots_start(struct spots *s, struct str text);

/* The next spot; false at the end. */
bool spots_next(struct spots *s, struct spot *spot) MUSTCHECK;

#endif
