/* SPDX-License-Identifier: MIT */
/*
 * The format tokenizer.json of Hugging Face's tokenizers, where its model is
 * BPE over bytes.
 */
#ifndef FT_VOCAB_HFJSON_H
#define FT_VOCAB_HFJSON_H

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/json/json.h"
#include "common/token/spec.h"

/*
 * Fills in an empty spec; what it points to lives as long as the arena and the
 * text.  False where the text is not that, or is not supported: the fault has
 * STATUS_INPUT and the offset.
 */
bool hfjson_read(struct str text, struct arena *a, struct spec *s,
    struct fault *f) MUSTCHECK;

/* The parts of the file, for hfjson.c alone. */
bool hfjson_model(const struct json *model, struct arena *a, struct spec *s,
    struct fault *f) MUSTCHECK;
bool hfjson_steps(const struct json *pre, struct arena *a, struct spec *s,
    struct fault *f) MUSTCHECK;

#endif
