/* SPDX-License-Identifier: MIT */
/*
 * Stands in for libFuzzer where there is none: hands a fuzz target the files
 * that are named (inputs that were found to break it), and then inputs that
 * have broken others: samples cut at every place, with bytes changed, doubled
 * and nested, and noise.  The same ones on every run.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 20, ROUNDS = 40 };

#define SAMPLE(text)                   \
	{                              \
		text, sizeof(text) - 1 \
	}
static const struct {
	const char *text;
	size_t size;
} samples[] = {
    SAMPLE(""),
    SAMPLE("\0"),
    SAMPLE("{\"messages\":[{\"role\":\"user\",\"content\":\"a\\u00e9\\ud83d"
	   "\\ude00\\n\"},{\"role\":\"assistant\",\"content\":null,"
	   "\"weight\":1}],\"tools\":[]}\n"),
    SAMPLE("[-0,1e400,-1.5E-7,123456789012345678901234567890,true,false,null,"
	   "[],{},\"\\ud800\",\"\\udc00x\",\"\\\"\\\\\\/\"]"),
    SAMPLE("[{\"type\":[\"object\",\"null\"],\"properties\":{\"a\":"
	   "{\"enum\":[1,\"x\"]},\"b\":{\"$ref\":\"#/$defs/c%20\"}},"
	   "\"required\":[\"a\"],\"additionalProperties\":false,\"$defs\":"
	   "{\"c \":{\"anyOf\":[{\"pattern\":\"^a+$\"},{\"not\":{\"$ref\":"
	   "\"#\"}}]}}},{\"b\":\"aab\",\"c\":[{}]}]"),
    SAMPLE("\xef\xbb\xbf"
	   "question,answer\r\n\"a \"\"b\"\"\",\"c\nd\"\r\n,"
	   "\"\"\r\n\"open"),
    SAMPLE("a\tb\n1\t\"2\n\n\n3,4,5\r6\r\r\n"),
    SAMPLE("Gr\xc3\xbc\xc3\x9f \xe6\x97\xa5\xe6\x9c\xac \xd8\xb3\xd9\x84 "
	   "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 e\xcc\x81 I'LL we're"),
    SAMPLE("\xc0\xaf\xe0\x80\xaf\xed\xa0\x80\xf4\x90\x80\x80\xff\xfe\xf0\x9f"),
    SAMPLE("<|endoftext|><|im_start|> \t\r\n  1234567 don't!!! ...---"),
    SAMPLE("{'system': 'it\\'s', \"user\": 'x\\u2028', 'n': None}"),
    SAMPLE("provider\tmodel\ttrain\tprice_date\nopenai\tx\t0.40\t2026-10-01\n"),
    SAMPLE("export A='1' # x\nB=\"2\\n\\\"\"\n#\nC = d # e\n"),
    SAMPLE("Sun, 06 Nov 1994 08:49:37 GMT"),
    SAMPLE("Sunday, 06-Nov-94 08:49:37 GMT"),
    SAMPLE("event: a\nid: 1\ndata: {\"b\": 2}\n\n: c\r\ndata: [DONE]\r\n\r\n"),
    SAMPLE("{\"id\": \"ftjob-1\", \"status\": \"running\", \"created_at\": "
	   "\"2026-11-21T08:49:37.000Z\", \"error\": {\"code\": null},\n"
	   "\"result_files\": [{\"id\": \"f \\\" \"}], \"bytes\": 1e0}"),
    SAMPLE("0.000000001 9223372036854775807 1e-3 .5 64M 2026-02-29"),
};

static uint32_t state = 42;

/* xorshift32 */
static uint32_t
number(void)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

/* In memory of its very size, so that a sanitizer sees what is read behind. */
static void
give(const uint8_t *p, size_t n)
{
	uint8_t *copy = malloc(n > 0 ? n : 1);

	if (copy == NULL)
		abort();
	if (n > 0)
		memcpy(copy, p, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static void
give_file(const char *name)
{
	static uint8_t data[MOST];
	FILE *file = fopen(name, "rb");
	size_t n;

	if (file == NULL) {
		perror(name);
		exit(1);
	}
	n = fread(data, 1, sizeof(data), file);
	fclose(file);
	give(data, n);
}

static void
give_changed(const uint8_t *p, size_t n)
{
	static const char odd[] = "\0\"\\\n\r,[]{}:'\x80\xc3\xed\xf4\xff 09e-";
	uint8_t text[1024];

	for (int i = 0; i < ROUNDS && n > 0; i++) {
		memcpy(text, p, n);
		for (uint32_t times = 1 + number() % 3; times > 0; times--)
			text[number() % n] =
			    (uint8_t)odd[number() % (sizeof(odd) - 1)];
		give(text, n);
	}
}

static void
give_sample(const uint8_t *p, size_t n)
{
	uint8_t twice[2048];

	for (size_t i = 0; i <= n; i++) {
		give(p, i);
		give(p + i, n - i);
	}
	memcpy(twice, p, n);
	memcpy(twice + n, p, n);
	give(twice, 2 * n);
	give_changed(p, n);
}

static void
give_repeated(void)
{
	static const char *const pieces[] = {"[", "{\"a\":", "\"", "\\", ",",
	    "\n", "\r\n", "a", " ", "\xf0\x9f\x98\x80", "\x80", "''", "\"\"",
	    "0"};
	static uint8_t text[1024];

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t n = strlen(pieces[i]), most = sizeof(text);

		for (size_t at = 0; at < sizeof(text); at++)
			text[at] = (uint8_t)pieces[i][at % n];
		for (; most > 0; most /= 3)
			give(text, most);
	}
}

static void
give_noise(void)
{
	uint8_t text[300];

	for (int i = 0; i < ROUNDS * 10; i++) {
		size_t n = number() % sizeof(text);

		for (size_t at = 0; at < n; at++)
			text[at] = (uint8_t)(number() >> 13);
		give(text, n);
	}
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		give_file(argv[i]);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		give_sample((const uint8_t *)samples[i].text, samples[i].size);
	give_repeated();
	give_noise();
	return 0;
}
