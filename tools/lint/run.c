/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/base/opt.h"
#include "tools/lint/lint.h"

void
run_start(struct run *run, const struct lint *lint, size_t n, char **files)
{
	size_t ninputs = 0;

	while (files[ninputs] != NULL)
		ninputs++;
	/* None are standard input. */
	ninputs += ninputs == 0;
	*run = (struct run){.lint = lint, .n = n};
	run->file = mem_zero(n, sizeof(*run->file));
	run->outlook = mem_zero(ninputs, sizeof(*run->outlook));
	for (size_t i = 0; i < n; i++)
		file_start(&run->file[i], &lint[i]);
}

void
run_free(struct run *run)
{
	for (size_t i = 0; i < run->n; i++)
		file_free(&run->file[i]);
	free(run->file);
	free(run->outlook);
}

/* A record's own type; false where it cannot be read. */
static bool
type_of(struct json_reader *reader, struct str line, enum example_type *type)
{
	struct json_doc doc;
	struct fault f;
	bool ok = json_parse(reader, line, &doc, &f);

	if (ok)
		*type = example_type(doc.root);
	arena_reset(reader->arena);
	return ok;
}

/* What the first record is that is anything, and whether most are nothing. */
static void
look(struct outlook *to, struct str head)
{
	enum { LOOK_AT = 100 };
	struct json_reader reader;
	struct arena memory = {0};
	enum example_type type;
	size_t n = 0, known = 0;
	struct str line;

	if (str_starts(head, STR("\xef\xbb\xbf")))
		head = str_from(head, 3);
	json_reader_init(&reader, &memory);
	while (n < LOOK_AT && str_split(&head, '\n', &line)) {
		if (!type_of(&reader, line, &type))
			continue;
		n++;
		known += type != EXAMPLE_UNKNOWN;
		if (to->type == EXAMPLE_UNKNOWN)
			to->type = type;
	}
	to->strange = known < n - known;
	if (to->strange)
		to->type = EXAMPLE_UNKNOWN;
	json_reader_free(&reader);
	arena_free(&memory);
}

void
run_begin(void *tool, size_t file_number, struct str head)
{
	struct run *run = tool;
	struct outlook *to = &run->outlook[file_number];

	to->type = run->lint->wanted;
	if (to->type == EXAMPLE_UNKNOWN)
		look(to, head);
}

void
run_done(void *tool, struct task *t)
{
	struct run *run = tool;
	struct checked **lists = t->result;

	for (size_t i = 0; i < run->n; i++)
		file_done(
		    &run->file[i], t, lists[i], &run->outlook[t->file_number]);
}

void
run_too_long(void *tool, struct task *t)
{
	struct run *run = tool;

	for (size_t i = 0; i < run->n; i++)
		file_too_long(&run->file[i], t, &run->outlook[t->file_number]);
}

void
run_files(struct run *run, char **files)
{
	struct job job = {
	    .tool = run,
	    .jobs = opt_shared.jobs,
	    .max_record = opt_shared.max_record,
	    .progress = opt_shared.progress,
	    .result_size = run->n * sizeof(struct checked *),
	    .begin = run_begin,
	    .start = check_start,
	    .stop = check_stop,
	    .work = check_work,
	    .done = run_done,
	    .too_long = run_too_long,
	};
	struct in in;

	in_init(&in, files);
	engine_run(&job, &in);
	in_free(&in);
}
