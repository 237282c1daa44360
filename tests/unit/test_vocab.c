/* SPDX-License-Identifier: MIT */
#include "tests/unit/vocab_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "common/token/encoding.h"
#include "common/vocab/vocab.h"

#define SIMPLE "{\"type\":\"ByteLevel\",\"add_prefix_space\":false}"
#define NO_CUT                                                              \
	"{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"use_regex\":" \
	"false}"

/* What a file has besides the tokens of single bytes. */
struct parts {
	const char *vocab, *merges, *model; /* with a comma before them */
	const char *pre, *normalizer, *added;
};

static struct vocab_notes notes;
static struct vocab_why why;

static int
make_cache(void **state)
{
	return make_folder(state) != 0 ||
	    setenv("XDG_CACHE_HOME", folder, 1) != 0;
}

/* The name of the only file in the cache, or NULL. */
static const char *
cached(void)
{
	static char name[100];
	struct dirent *entry;
	DIR *d;
	bool some = false;

	snprintf(name, sizeof(name), "%s/ft", folder);
	d = opendir(name);
	while (d != NULL && (entry = readdir(d)) != NULL)
		if (entry->d_name[0] != '.') {
			snprintf(name, sizeof(name), "%s/ft/%.40s", folder,
			    entry->d_name);
			some = true;
		}
	if (d != NULL)
		closedir(d);
	return some ? name : NULL;
}

static int
clear(void **state)
{
	const char *name;
	char ft[100];

	(void)state;
	unlink(path);
	while ((name = cached()) != NULL)
		if (unlink(name) != 0)
			return -1;
	snprintf(ft, sizeof(ft), "%s/ft", folder);
	rmdir(ft);
	return 0;
}

static void
write_json(const struct parts *p)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b,
	    "{\"version\":\"1.0\",\n\"added_tokens\":[%s],\"normalizer\":%s,"
	    "\n\"pre_tokenizer\":%s,\n\"model\":{\"type\":\"BPE\",\"vocab\":{",
	    p->added ? p->added : "", p->normalizer ? p->normalizer : "null",
	    p->pre ? p->pre : SIMPLE);
	vocab_members(&b, p->vocab ? p->vocab : "");
	buf_printf(&b, "},\"merges\":[%s]%s}}", p->merges ? p->merges : "",
	    p->model ? p->model : "");
	vocab_write(&b);
	buf_free(&b);
}

static const struct encoding *
load_json(const struct parts *p)
{
	write_json(p);
	return vocab_load(path, NULL, &notes, &why);
}

static void
write_lines(const char *others)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	vocab_lines(&b, others);
	vocab_write(&b);
	buf_free(&b);
}

static const struct encoding *
load_lines(const char *others, const char *pattern)
{
	write_lines(others);
	return vocab_load(path, pattern, &notes, &why);
}

/* Fails unless the ids are those, with a blank before each; frees e. */
static void
ids(const struct encoding *e, bool special, const char *text, const char *want)
{
	struct tokenizer *t;
	struct token_ids got;
	struct buf b;

	if (e == NULL)
		print_error(
		    "%zu:%zu: %s\n", why.line, why.column, why.fault.text);
	assert_non_null(e);
	t = tokenizer_new(e);
	tokenizer_specials(t, special);
	token_ids_init(&got);
	buf_init(&b, BUF_NO_MAX);
	token_encode(t, str_c(text), &got);
	for (size_t i = 0; i < got.n; i++)
		buf_printf(&b, " %u", got.id[i]);
	assert_str(buf_str(&b), want);
	assert_int_equal(token_count(t, str_c(text)), got.n);
	buf_free(&b);
	token_ids_free(&got);
	tokenizer_free(t);
	encoding_free(e);
}

static void
refused(const struct encoding *e, size_t line, const char *text)
{
	assert_null(e);
	assert_int_equal(why.fault.status, STATUS_INPUT);
	if (strstr(why.fault.text, text) == NULL)
		fail_msg("%s", why.fault.text);
	assert_int_equal(why.line, line);
}

/* A byte's id is 10 more than the byte. */
static const struct parts abc = {
    .vocab = ",\"ab\":500,\"bc\":400,\"abc\":300",
    .merges = "\"b c\",\"a b\",\"a bc\"",
};

static void
merges_are_made_in_their_order_whatever_the_ids(void **state)
{
	(void)state;
	ids(load_json(&abc), false, "abc", " 300");
	ids(load_json(&abc), false, "abab", " 500 500");
	ids(load_json(&abc), false, "abbc", " 500 400");
}

static void
a_merge_may_be_a_pair_and_the_second_of_two_counts(void **state)
{
	struct parts p = abc;

	(void)state;
	p.merges = "\"#version: 0.2\",[\"a\",\"b\"],[\"b\",\"c\"],"
		   "[\"a\",\"bc\"],[\"a\",\"b\"]";
	ids(load_json(&p), false, "abc", " 300");
	ids(load_json(&p), false, "ab", " 500");
}

static void
a_token_without_a_merge_is_found_if_merges_are_ignored(void **state)
{
	struct parts p = {.vocab = ",\"xyz\":600"};

	(void)state;
	ids(load_json(&p), false, "xyz", " 130 131 132");
	p.model = ",\"ignore_merges\":true";
	ids(load_json(&p), false, "xyz", " 600");
	ids(load_json(&p), false, "xyzx", " 130 131 132 130");
}

static void
merges_of_any_order_are_made(void **state)
{
	struct parts p = abc;

	(void)state;
	/* "bc" is wanted before it can be: two parts of one phase. */
	p.vocab = ",\"ab\":500,\"bb\":400,\"abb\":300,\"abbab\":301";
	p.merges = "\"ab b\",\"abb ab\",\"a b\"";
	ids(load_json(&p), false, "abbab", " 301");
	ids(load_json(&p), false, "abab", " 500 500");
	p.model = ",\"ignore_merges\":true";
	ids(load_json(&p), false, "bb", " 400");
}

static void
a_token_is_decoded_to_its_bytes(void **state)
{
	struct parts p = {.vocab = ",\"\xC4\xA0\xC3\xA9\":400,\"\xE4\xB8\xAD\""
				   ":401",
	    .added = "{\"id\":402,\"content\":\"<x>\",\"special\":true}"};
	const struct encoding *e = load_json(&p);
	struct str bytes;

	(void)state;
	assert_non_null(e);
	assert_true(token_decode(e, 10 + 'a', &bytes));
	assert_str(bytes, "a");
	assert_true(token_decode(e, 400, &bytes));
	assert_str(bytes, " \xE9");
	/* Not of the alphabet of bytes: never found, but as it is written. */
	assert_true(token_decode(e, 401, &bytes));
	assert_str(bytes, "\xE4\xB8\xAD");
	assert_true(token_decode(e, 402, &bytes));
	assert_str(bytes, "<x>");
	assert_false(token_decode(e, 9, &bytes));
	assert_false(token_decode(e, 403, &bytes));
	encoding_free(e);
}

static void
texts_are_cut_as_the_pre_tokenizer_says(void **state)
{
	struct parts p = abc;

	(void)state;
	p.pre = "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\","
		"\"pattern\":{\"String\":\"b\"},\"behavior\":\"Isolated\","
		"\"invert\":false}," NO_CUT "]}";
	ids(load_json(&p), false, "abc", " 107 108 109");
	p.pre = "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\","
		"\"pattern\":{\"Regex\":\"[^a]\"},\"behavior\":"
		"\"MergedWithPrevious\",\"invert\":false}," NO_CUT "]}";
	ids(load_json(&p), false, "abc", " 500 109");
	p.pre = "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":"
		"\"Digits\",\"individual_digits\":true},{\"type\":"
		"\"Punctuation\"}," NO_CUT "]}";
	ids(load_json(&p), false, "ab-bc", " 500 55 400");
	p.pre = "{\"type\":\"ByteLevel\",\"add_prefix_space\":true}";
	p.vocab = ",\"\xC4\xA0"
		  "a\":300";
	p.merges = "\"\xC4\xA0 a\"";
	ids(load_json(&p), false, "a", " 300");
	ids(load_json(&p), false, " a", " 300");
}

static void
a_text_may_be_normalized_first(void **state)
{
	struct parts p = {.normalizer =
			      "{\"type\":\"Sequence\","
			      "\"normalizers\":[{\"type\":\"NFC\"}]}"};

	(void)state;
	ids(load_json(&p), false, "e\xCC\x81", " 205 179");
	p.normalizer = "null";
	ids(load_json(&p), false, "e\xCC\x81", " 111 214 139");
}

static void
added_tokens_are_found_and_special_ones_if_asked_for(void **state)
{
	struct parts p = abc;

	(void)state;
	p.added = "{\"id\":700,\"content\":\"<s>\",\"special\":true},"
		  "{\"id\":701,\"content\":\"ca\",\"special\":false},"
		  "{\"id\":702,\"content\":\"cab\",\"special\":false}";
	ids(load_json(&p), false, "abcab", " 500 702");
	ids(load_json(&p), false, "abca", " 500 701");
	ids(load_json(&p), false, "<s>ab", " 70 125 72 500");
	ids(load_json(&p), true, "<s>ab", " 700 500");
}

static void
an_added_token_may_take_white_space_or_want_a_word_of_its_own(void **state)
{
	struct parts p = {
	    .added = "{\"id\":700,\"content\":\"<l>\",\"lstrip\":true},"
		     "{\"id\":701,\"content\":\"<r>\",\"rstrip\":true},"
		     "{\"id\":702,\"content\":\"ww\",\"single_word\":true},"
		     "{\"id\":703,\"content\":\"  \"}"};

	(void)state;
	ids(load_json(&p), false, "a \t<l> b", " 107 700 42 108");
	ids(load_json(&p), false, "a <r> \n b", " 107 42 701 108");
	ids(load_json(&p), false, "ww aww", " 702 42 107 129 129");
	/* The blanks were taken by the token before and are still one. */
	ids(load_json(&p), false, "<r>  x", " 701 703 130");
}

static void
a_normalized_token_is_found_in_the_normalized_text(void **state)
{
	struct parts p = {.normalizer = "{\"type\":\"NFC\"}",
	    .added = "{\"id\":700,\"content\":\"\xC3\xA9\",\"normalized\":"
		     "false},{\"id\":701,\"content\":\"o\xCC\x88\","
		     "\"normalized\":true}"};

	(void)state;
	ids(load_json(&p), false, "\xC3\xA9", " 700");
	ids(load_json(&p), false, "e\xCC\x81", " 205 179");
	ids(load_json(&p), false, "\xC3\xB6", " 701");
	ids(load_json(&p), false, "o\xCC\x88", " 701");
}

static void
what_is_not_byte_level_bpe_is_refused(void **state)
{
	static const struct {
		struct parts parts;
		size_t line;
		const char *text;
	} all[] = {
	    {{.pre = "null"}, 3, "not byte-level"},
	    {{.pre = "{\"type\":\"Metaspace\"}"}, 3, "'Metaspace'"},
	    {{.normalizer = "{\"type\":\"NFKC\"}"}, 2, "'NFKC'"},
	    {{.model = ",\"byte_fallback\":true"}, 4, "byte_fallback"},
	    {{.model = ",\"dropout\":0.1"}, 4, "dropout"},
	    {{.model = ",\"end_of_word_suffix\":\"</w>\""}, 4,
		"end_of_word_suffix"},
	    {{.merges = "\"a b\""}, 4, "not in the vocabulary"},
	    {{.merges = "\"ab\""}, 4, "not two tokens"},
	    {{.vocab = ",\"ab\":11"}, 4, "two tokens have the id 11"},
	    {{.vocab = ",\"a\":600"}, 4, "there twice"},
	    {{.vocab = ",\"ab\":-1"}, 4, "not a number"},
	    {{.added = "{\"id\":1}"}, 2, "no content"},
	    {{.added = "{\"content\":\"a\"}"}, 2, "no id"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(all); i++)
		refused(load_json(&all[i].parts), all[i].line, all[i].text);
	assert_null(cached());
}

static void
refuse_text(const char *text, size_t line, const char *say)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, text);
	vocab_write(&b);
	buf_free(&b);
	refused(vocab_load(path, NULL, &notes, &why), line, say);
}

static void
a_file_of_another_kind_is_refused(void **state)
{
	(void)state;
	refuse_text("", 0, "empty");
	refuse_text("\xFF\xFE", 1, "SentencePiece");
	refuse_text("{}", 1, "has no model");
	refuse_text("{\"model\":{\"type\":\"WordPiece\"}}", 1, "'WordPiece'");
	refuse_text("{\"model\":", 1, "");
	assert_null(vocab_load(folder, NULL, &notes, &why));
	assert_int_equal(why.fault.status, STATUS_IO);
	unlink(path);
	assert_null(vocab_load(path, NULL, &notes, &why));
	assert_int_equal(why.fault.status, STATUS_IO);
}

static void
lines_of_tokens_and_ranks_are_read(void **state)
{
	(void)state;
	/* ab, bc, abc, xyz: the last is only ever a whole piece. */
	ids(load_lines("YWI= 300\nYmM= 301\nYWJj 400\neHl6 401\n", "gpt2"),
	    false, "abc", " 400");
	assert_false(notes.assumed);
	ids(load_lines("YWI= 300\nYmM= 301\nYWJj 400\neHl6 401", NULL), false,
	    "abbc xyzx", " 300 301 32 120 121 122 120");
	assert_true(notes.assumed);
	assert_false(notes.cached);
	ids(load_lines("YWI= 300\nYmM= 301\nYWJj 400\neHl6 401", NULL), false,
	    "xyz", " 401");
	assert_true(notes.cached);
	assert_true(notes.assumed);
}

static void
a_pattern_is_a_name_or_a_regular_expression(void **state)
{
	(void)state;
	ids(load_lines("MTI= 300\n", "llama3"), false, "121", " 300 49");
	ids(load_lines("MTI= 300\n", "qwen2"), false, "121", " 49 50 49");
	ids(load_lines("MTI= 300\n", "."), false, "121", " 49 50 49");
	ids(load_lines("MTI= 300\n", ".."), false, "1121", " 49 49 50 49");
	assert_null(load_lines("MTI= 300\n", "("));
	assert_int_equal(why.fault.status, STATUS_USAGE);
	write_json(&abc);
	assert_null(vocab_load(path, "gpt2", &notes, &why));
	assert_int_equal(why.fault.status, STATUS_USAGE);
}

static void
a_line_that_is_wrong_has_a_place(void **state)
{
	static const struct {
		const char *line;
		size_t column;
		const char *text;
	} all[] = {
	    {"YWI=\n", 5, "a space and a rank"},
	    {"YWI 300\n", 4, "too early"},
	    {" 300\n", 1, "too early"},
	    {"Y$I= 300\n", 2, "no digit"},
	    {"Y=I= 300\n", 2, "no digit"},
	    {"YWJ= 300\n", 3, "bits to spare"},
	    {"YWI=  300\n", 6, "not a number"},
	    {"YWI= 30x\n", 6, "not a number"},
	    {"YWI= 300\r\n", 6, "not a number"},
	    {"YWI= 255\n", 6, "not above"},
	    {"YWI= 4294967296\n", 6, "not a number"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(all); i++) {
		refused(load_lines(all[i].line, NULL), 257, all[i].text);
		assert_int_equal(why.column, all[i].column);
	}
	refused(load_lines("YQ== 300\n", NULL), 258, "there twice");
	refuse_text("YQ== 0\n", 1, "0x00");
}

static void
a_vocabulary_that_is_built_in_is_that_one(void **state)
{
	const struct encoding *e = vocab_load(
	    "common/token/vocab/r50k_base.tiktoken", NULL, &notes, &why);

	(void)state;
	assert_ptr_equal(e, encoding_find(STR("r50k_base")));
	assert_false(notes.assumed);
	assert_null(cached());
	encoding_free(e);
}

static void
what_was_compiled_is_found_again(void **state)
{
	(void)state;
	ids(load_json(&abc), false, "abc", " 300");
	assert_false(notes.cached);
	ids(load_json(&abc), false, "abc", " 300");
	assert_true(notes.cached);
}

/* Changes the byte at off of the cache's file, or cuts the file there. */
static void
damage(off_t off, bool cut)
{
	int fd = open(cached(), O_RDWR);
	char c;

	assert_true(fd >= 0);
	if (cut) {
		assert_int_equal(ftruncate(fd, off), 0);
	} else {
		assert_int_equal(pread(fd, &c, 1, off), 1);
		c ^= 1;
		assert_int_equal(pwrite(fd, &c, 1, off), 1);
	}
	close(fd);
}

static void
a_damaged_cache_is_made_anew(void **state)
{
	struct stat st;

	(void)state;
	ids(load_json(&abc), false, "abc", " 300");
	assert_int_equal(stat(cached(), &st), 0);
	for (off_t off = 0; off < st.st_size; off += off < 400 ? 1 : 997) {
		damage(off, off % 3 == 0);
		ids(load_json(&abc), false, "abc", " 300");
		assert_false(notes.cached);
	}
	ids(load_json(&abc), false, "abc", " 300");
	assert_true(notes.cached);
}

static void
without_a_cache_all_goes_on(void **state)
{
	(void)state;
	assert_int_equal(setenv("XDG_CACHE_HOME", "/dev/null", 1), 0);
	ids(load_json(&abc), false, "abc", " 300");
	ids(load_json(&abc), false, "abc", " 300");
	assert_false(notes.cached);
	unsetenv("XDG_CACHE_HOME");
	assert_int_equal(setenv("HOME", "relative", 1), 0);
	ids(load_json(&abc), false, "abc", " 300");
	assert_false(notes.cached);
	assert_int_equal(setenv("XDG_CACHE_HOME", folder, 1), 0);
}

static void
a_text_may_be_cut_where_no_added_token_stands(void **state)
{
	struct parts p = abc;
	const struct encoding *e;

	(void)state;
	e = load_json(&p);
	assert_int_equal(token_cut(e, STR("ab cd"), true), 2);
	encoding_free(e);
	p.added = "{\"id\":700,\"content\":\"b c\"}";
	e = load_json(&p);
	assert_int_equal(token_cut(e, STR("ab cd"), true), 0);
	assert_int_equal(token_cut(e, STR("ab cd x"), true), 5);
	encoding_free(e);
	p.added = "{\"id\":700,\"content\":\"zz\",\"rstrip\":true}";
	e = load_json(&p);
	assert_int_equal(token_cut(e, STR("ab cd"), true), 0);
	encoding_free(e);
	p.added = NULL;
	p.pre = NO_CUT;
	e = load_json(&p);
	assert_int_equal(token_cut(e, STR("ab cd"), true), 0);
	encoding_free(e);
	p.pre = SIMPLE;
	p.normalizer = "{\"type\":\"NFC\"}";
	e = load_json(&p);
	/* Both sides must stay what they are. */
	assert_int_equal(token_cut(e, STR("ab cd"), true), 2);
	assert_int_equal(token_cut(e, STR("ab\xCC\x81"), true), 0);
	encoding_free(e);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(merges_are_made_in_their_order_whatever_the_ids),
	    TEST(a_merge_may_be_a_pair_and_the_second_of_two_counts),
	    TEST(a_token_without_a_merge_is_found_if_merges_are_ignored),
	    TEST(merges_of_any_order_are_made),
	    TEST(a_token_is_decoded_to_its_bytes),
	    TEST(texts_are_cut_as_the_pre_tokenizer_says),
	    TEST(a_text_may_be_normalized_first),
	    TEST(added_tokens_are_found_and_special_ones_if_asked_for),
	    TEST(an_added_token_may_take_white_space_or_want_a_word_of_its_own),
	    TEST(a_normalized_token_is_found_in_the_normalized_text),
	    TEST(what_is_not_byte_level_bpe_is_refused),
	    TEST(a_file_of_another_kind_is_refused),
	    TEST(lines_of_tokens_and_ranks_are_read),
	    TEST(a_pattern_is_a_name_or_a_regular_expression),
	    TEST(a_line_that_is_wrong_has_a_place),
	    TEST(a_vocabulary_that_is_built_in_is_that_one),
	    TEST(what_was_compiled_is_found_again),
	    TEST(a_damaged_cache_is_made_anew),
	    TEST(without_a_cache_all_goes_on),
	    TEST(a_text_may_be_cut_where_no_added_token_stands),
	};

	return cmocka_run_group_tests(tests, make_cache, remove_folder);
}
