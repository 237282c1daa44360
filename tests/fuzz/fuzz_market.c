/* SPDX-License-Identifier: MIT */
/*
 * A table of models is taken whole or not at all; what is refused has a place,
 * what is taken can be found.  The bytes are tried as a name, too.
 */
#include <assert.h>
#include <stdint.h>

#include "common/market/market.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_name(const struct market *m, struct str name)
{
	const struct model *model = market_find(m, name);
	struct str near[3];

	if (model != NULL && model->encoding.n > 0)
		assert(str_eq(market_encoding(m, name), model->encoding));
	assert(market_suggest(m, name, near, 3) <= 3);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_of((const char *)data, size);
	size_t before, line = 0;
	struct market m;
	struct fault f;
	bool ok;

	market_init(&m);
	before = m.nmodels;
	try_name(&m, text);
	ok = market_add(&m, text, STR("mine"), &line, &f);
	assert(line >= 1);
	if (!ok)
		assert(f.status == STATUS_INPUT && f.off <= size);
	assert(ok ? m.nmodels >= before : m.nmodels == before);
	for (size_t i = 0; i < m.nmodels; i++)
		assert(market_find(&m, m.models[i].name) != NULL);
	market_free(&m);
	return 0;
}
