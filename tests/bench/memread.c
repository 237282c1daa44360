/* SPDX-License-Identifier: MIT */
/* Reads a file and sums its bytes, eight at a time: the floor under whoever
 * looks at every byte. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	static char piece[256 * 1024];
	int fd = argc > 1 ? open(argv[1], O_RDONLY) : -1;
	uint64_t sum = 0;
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) > 0) {
		/* What stands behind a short read is old, and harmless. */
		for (ssize_t i = 0; i < n; i += 8) {
			uint64_t word;

			memcpy(&word, piece + i, sizeof(word));
			sum += word;
		}
	}
	printf("sum %llx\n", (unsigned long long)sum);
	return n < 0;
}
