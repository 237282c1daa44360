/* SPDX-License-Identifier: MIT */
/* Memory by pages is in no standard yet that is asked for elsewhere. */
#define _DEFAULT_SOURCE

#include <sys/mman.h>

#include "common/base/diag.h"
#include "common/base/mem.h"

void *
mem_lazy(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		diag_die(STATUS_IO, "out of memory");
#ifdef MADV_HUGEPAGE
	(void)madvise(p, n, MADV_HUGEPAGE); /* not to have them is no fault */
#endif
	return p;
}

void
mem_lazy_free(void *p, size_t n)
{
	munmap(p, n);
}
