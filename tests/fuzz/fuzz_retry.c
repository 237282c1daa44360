/* SPDX-License-Identifier: MIT */
/*
 * What a server says of when to come back is a time that is not before now, or
 * nothing; and a date in one form is the same in the others.
 */
#include <assert.h>
#include <stdint.h>

#include "common/net/httpdate.h"
#include "common/net/retry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t today = 1795219200;
	struct str text = str_of((const char *)data, size);
	int64_t ms, then;

	if (retry_told(text, STR(""), today, &ms))
		assert(ms >= 0);
	if (retry_told(STR("x"), text, today, &ms))
		assert(ms >= 0);
	if (httpdate_read(text, today, &then)) {
		assert(then > -70000000000 && then < 260000000000);
		assert(retry_told(STR(""), text, today, &ms));
		assert(ms == (then > today ? (then - today) * 1000 : 0));
	}
	return 0;
}
