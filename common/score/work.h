/* SPDX-License-Identifier: MIT */
/* For the metrics alone: the memory they share, and their functions. */
#ifndef FT_SCORE_WORK_H
#define FT_SCORE_WORK_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/json/json.h"
#include "common/score/score.h"

struct score_work {
	struct arena arena; /* reset when a score was taken */
	struct json_reader json;
};

/* What score_metrics[] lists, as its `take`. */
#define TAKE(name)                                                 \
	bool name(const struct score *s, struct score_work *w,     \
	    struct str answer, struct str expected, double *value, \
	    struct fault *f)
TAKE(exact_take);
TAKE(contains_take);

#endif
