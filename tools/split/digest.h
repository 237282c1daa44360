/* SPDX-License-Identifier: MIT */
/*
 * A digest of records: the sum modulo 2^128 of their XXH3 hashes with 128 bits,
 * each of the record's bytes without its line end.  It does not depend on their
 * order, and the digests of the parts add up to that of the whole.
 *
 *	struct digest d = {0};
 *
 *	digest_record(&d, record.text);
 */
#ifndef FT_SPLIT_DIGEST_H
#define FT_SPLIT_DIGEST_H

#include <stdint.h>

#include "common/base/str.h"

struct digest {
	uint64_t high, low;
	uint64_t bytes; /* of the records, without line ends */
};

void digest_record(struct digest *d, struct str record);
void digest_add(struct digest *d, const struct digest *part);

#endif
