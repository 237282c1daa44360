/* SPDX-License-Identifier: MIT */
/* ft-upload: files to the provider. */
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/out.h"
#include "common/net/interrupt.h"
#include "common/net/session.h"
#include "common/upload/upload.h"

enum {
	PARTS_AT_A_TIME = 8,
	SECONDS_MAX = 30 * 86400,
};

static const char *purpose = "fine-tune", *name, *md5 = "auto";
static bool id_only, want_wait, no_lint, dry, parts, force;
static double timeout = 1800;
static size_t part_size, rate;
static uint64_t jobs = PARTS_AT_A_TIME;
static struct session_options session_options = SESSION_USUAL;

static const struct opt opts[] = {
    {'p', "purpose", OPT_TEXT, "PURPOSE", &purpose,
	"what the file is for (fine-tune)"},
    {0, "name", OPT_TEXT, "NAME", &name,
	"the name on the server (the file's; stdin.jsonl)"},
    {0, "id", OPT_FLAG, NULL, &id_only, "print the id alone"},
    {0, "wait", OPT_FLAG, NULL, &want_wait,
	"wait until the server can use the file"},
    {0, "timeout", OPT_REAL, "SECONDS", &timeout,
	"with --wait: no longer than this (1800)"},
    {0, "no-lint", OPT_FLAG, NULL, &no_lint, "do not run ft-lint before"},
    {0, "dry-run", OPT_FLAG, NULL, &dry,
	"say what would be sent, and send nothing"},
    {'f', "force", OPT_FLAG, NULL, &force, "send what the server has already"},
    {0, "parts", OPT_FLAG, NULL, &parts,
	"send in parts what would go in one request"},
    {0, "part-size", OPT_SIZE, "SIZE", &part_size,
	"of each part but the last (64M)"},
    {0, "md5", OPT_CHOICE, "auto|always|never", &md5,
	"tell the MD5 of parts (auto: if it is in time)"},
    {0, "limit-rate", OPT_SIZE, "SIZE", &rate,
	"send no more than this in a second"},
    {0, "answer-timeout", OPT_REAL, "SECONDS", &session_options.answer,
	"give up an answer that does not begin (300)"},
    {'j', "jobs", OPT_WHOLE, "N", &jobs, "parts under way at a time (8)"},
    SESSION_OPTS(session_options),
};

static const struct cmd cmd = {
    .name = "ft-upload",
    .operands = "[FILE...]",
    .summary = "Send files to a provider's server, and print what it has.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

static void
on_tell(const char *path, enum level level, const char *text)
{
	diag_at((struct place){.file = path}, level, "%s", text);
}

static void
print(struct out *out, const struct api_file *file)
{
	if (id_only)
		out_masked(out, file->id);
	else
		out_str(out, file->json);
	out_str(out, STR("\n"));
	out_flush(out); /* the next file may take long */
}

static void
one(struct upload *u, const char *path, struct out *out)
{
	struct place at = {.file = strcmp(path, "-") == 0 ? "<stdin>" : path};
	struct api_file file;
	struct arena arena;
	struct fault f;
	bool ok;

	arena_init(&arena);
	ok = upload_file(u, path, &arena, &file, &f);
	if (ok && !dry) {
		/* What is there is told also where the wait for it fails. */
		if (want_wait && !apis_is_end(file.state))
			diag_at(at, LEVEL_INFO,
			    "is there as %.*s, and waited for (%.*s)",
			    STR_ARGS(file.id), STR_ARGS(file.status));
		if (want_wait || apis_is_end(file.state))
			ok = upload_wait(
			    u, (int64_t)(timeout * 1000), &arena, &file, &f);
		print(out, &file);
	}
	if (!ok)
		diag_fault(at, &f);
	arena_free(&arena);
}

static void
check_options(char **files)
{
	if (!(timeout >= 0 && timeout <= SECONDS_MAX))
		opt_wrong(
		    &cmd, "--timeout wants seconds up to %d", SECONDS_MAX);
	if (jobs < 1 || jobs > 64)
		opt_wrong(&cmd, "--jobs is from 1 to 64");
	if (purpose[0] == '\0')
		opt_wrong(&cmd, "--purpose wants a word");
	if (name != NULL && (name[0] == '\0' || strchr(name, '/') != NULL))
		opt_wrong(&cmd, "--name wants a name without folders");
	if (name != NULL && files[0] != NULL && files[1] != NULL)
		opt_wrong(&cmd, "--name is for a single file");
}

static enum upload_md5
choose_md5(void)
{
	return strcmp(md5, "always") == 0 ? UPLOAD_MD5_ALWAYS
	    : strcmp(md5, "never") == 0	  ? UPLOAD_MD5_NEVER
					  : UPLOAD_MD5_AUTO;
}

static void
send_all(struct session *session, struct upload *u, char **files)
{
	static char *only_stdin[] = {"-", NULL};
	struct upload_options o = {
	    .purpose = str_c(purpose),
	    .name = name,
	    .lint = !no_lint,
	    .force = force,
	    .parts = parts || part_size > 0,
	    .dry = dry,
	    .part_size = part_size,
	    .in_flight = (unsigned)jobs,
	    .md5 = choose_md5(),
	    .rate = rate,
	    .progress = opt_shared.progress,
	    .tell = on_tell,
	};
	struct out out;

	upload_init(u, &session->api, &o);
	out_open(&out, opt_shared.output);
	if (files[0] == NULL)
		files = only_stdin;
	for (; *files != NULL && !interrupt_seen(); files++)
		one(u, *files, &out);
	out_close(&out);
}

int
main(int argc, char **argv)
{
	struct session session;
	struct upload u;
	struct fault f;
	char **files;

	diag_init(argv[0]);
	files = opt_parse(&cmd, argc, argv);
	check_options(files);
	session_options.in_flight = jobs;
	session_options.rate = rate;
	session_options.keyless = dry;
	session_options.tick = upload_tick;
	session_options.ctx = &u;
	if (!session_open(&session, &session_options, &f)) {
		diag_fault((struct place){0}, &f);
		return diag_status();
	}
	send_all(&session, &u, files);
	session_close(&session);
	interrupt_die();
	return diag_status();
}
