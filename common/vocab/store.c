/* SPDX-License-Identifier: MIT */
#include "common/vocab/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/buf.h"
#include "common/io/temporary.h"

/* The folder, made if make says so; false where there can be none. */
static bool
folder(struct buf *path, bool make)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache != NULL && cache[0] == '/') {
		buf_adds(path, cache);
	} else if (home != NULL && home[0] == '/') {
		buf_adds(path, home);
		buf_adds(path, "/.cache");
	} else {
		return false;
	}
	for (int i = 0; make && i < 2; i++) {
		if (mkdir(buf_cstr(path), 0700) != 0 && errno != EEXIST)
			return false;
		if (i == 0)
			buf_adds(path, "/ft");
	}
	if (!make)
		buf_adds(path, "/ft");
	return true;
}

static bool
file_name(struct buf *path, struct pack_key key, bool make)
{
	return folder(path, make) &&
	    buf_printf(path, "/%016llx%016llx.vocab",
		(unsigned long long)key.word[1],
		(unsigned long long)key.word[0]);
}

static bool
map(int fd, struct str *block)
{
	struct stat st;
	void *p;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
		return false;
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return false;
	posix_madvise(p, (size_t)st.st_size, POSIX_MADV_WILLNEED);
	*block = str_of(p, (size_t)st.st_size);
	return true;
}

void
store_release(struct str block)
{
	munmap((void *)(uintptr_t)block.p, block.n);
}

bool
store_find(struct pack_key key, struct str *block)
{
	struct buf path;
	bool found = false;
	int fd;

	buf_init(&path, BUF_NO_MAX);
	if (file_name(&path, key, false) &&
	    (fd = open(buf_cstr(&path), O_RDONLY | O_CLOEXEC)) >= 0) {
		found = map(fd, block);
		close(fd);
		if (found && !pack_is_good(*block, key)) {
			store_release(*block);
			found = false;
		}
	}
	buf_free(&path);
	return found;
}

static bool
write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

void
store_keep(struct pack_key key, struct str block)
{
	struct buf path;
	char *name;
	int fd;

	buf_init(&path, BUF_NO_MAX);
	if (file_name(&path, key, true) &&
	    (fd = temporary_beside(buf_cstr(&path), &name)) >= 0) {
		bool ok = write_all(fd, block);

		ok = close(fd) == 0 && ok;
		if (!ok || !temporary_keep(name, buf_cstr(&path)))
			temporary_remove(name);
	}
	buf_free(&path);
}
