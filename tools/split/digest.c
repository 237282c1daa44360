/* SPDX-License-Identifier: MIT */
#include "tools/split/digest.h"

#include "common/base/hash.h"

void
digest_record(struct digest *d, struct str record)
{
	XXH128_hash_t h = XXH3_128bits(record.p, record.n);

	d->low += h.low64;
	d->high += h.high64 + (d->low < h.low64);
	d->bytes += record.n;
}

void
digest_add(struct digest *d, const struct digest *part)
{
	d->low += part->low;
	d->high += part->high + (d->low < part->low);
	d->bytes += part->bytes;
}
