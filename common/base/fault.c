/* SPDX-License-Identifier: MIT */
#include "common/base/fault.h"

#include <stdio.h>

bool
fault_set(struct fault *f, enum status status, size_t off, const char *fmt, ...)
{
	va_list ap;

	if (f == NULL)
		return false;
	f->status = status;
	f->off = off;
	va_start(ap, fmt);
	vsnprintf(f->text, sizeof(f->text), fmt, ap);
	va_end(ap);
	return false;
}
