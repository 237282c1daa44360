/* SPDX-License-Identifier: MIT */
/* csv2jsonl: the rows of CSV files as training examples. */
#include "tools/csv2jsonl/csv2jsonl.h"
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/decode.h"
#include "common/io/delimiter.h"
#include "common/io/out.h"
#include "common/io/samefile.h"
#include "tools/csv2jsonl/toolfile.h"

static const char *template_text[ROLES];
static const char *format = "chat", *delimiter = ",", *quote = "\"";
static const char *columns, *on_error, *rejects_path, *group, *role, *content;
static const char *encoding, *form = "none", *ragged = "error";
static const char *tools_path, *weight;
static struct opt_list turns, keep;
static bool no_header, lossy, adjacent, trim, skip_empty;

static const struct opt opts[] = {
    {'s', "system", OPT_TEXT, "TEMPLATE", &template_text[ROLE_SYSTEM],
	"the system message: text with {COLUMN} fields"},
    {'u', "user", OPT_TEXT, "TEMPLATE", &template_text[ROLE_USER],
	"the user's message, or the prompt"},
    {'a', "assistant", OPT_TEXT, "TEMPLATE", &template_text[ROLE_ASSISTANT],
	"the assistant's message, or the completion"},
    {0, "preferred", OPT_TEXT, "TEMPLATE", &template_text[ROLE_PREFERRED],
	"the better answer of a preference"},
    {0, "rejected", OPT_TEXT, "TEMPLATE", &template_text[ROLE_REJECTED],
	"the worse answer of a preference"},
    {0, "turn", OPT_LIST, "ROLE=TEMPLATE", &turns,
	"one more message of the row's conversation"},
    {'f', "format", OPT_CHOICE, "chat|completion|preference", &format,
	"what to make of a row (chat)"},
    {'g', "group", OPT_TEXT, "COLUMN", &group,
	"rows are messages, this their conversation"},
    {0, "role", OPT_TEXT, "COLUMN", &role,
	"with --group: who says the message (role)"},
    {0, "content", OPT_TEXT, "COLUMN", &content,
	"with --group: what the message says (content)"},
    {0, "adjacent", OPT_FLAG, NULL, &adjacent,
	"with --group: a conversation's rows stand together"},
    {0, "tools", OPT_TEXT, "FILE", &tools_path,
	"give every example the tools in this JSON file"},
    {0, "completion-weight", OPT_TEXT, "COLUMN", &weight,
	"the weight of the assistant's last message: 0 or 1"},
    {0, "keep", OPT_LIST, "COLUMN", &keep,
	"carry the cell as a string under metadata"},
    {'d', "delimiter", OPT_TEXT, "C", &delimiter,
	"between cells: a character, its name, or 'auto' (,)"},
    {0, "quote", OPT_TEXT, "C", &quote,
	"around cells: a character or 'none' (\")"},
    {0, "no-header", OPT_FLAG, NULL, &no_header,
	"the first row is data; --columns names the columns"},
    {0, "columns", OPT_TEXT, "A,B,C", &columns,
	"with --no-header: the columns' names"},
    {0, "encoding", OPT_TEXT, "NAME", &encoding,
	"of the text (UTF-8; UTF-16 by its mark)"},
    {0, "lossy", OPT_FLAG, NULL, &lossy,
	"put U+FFFD for bytes that cannot be decoded"},
    {0, "normalize", OPT_CHOICE, "none|nfc|nfkc", &form,
	"normalise cells to that form of Unicode (none)"},
    {0, "trim", OPT_FLAG, NULL, &trim, "cut white space at a cell's ends"},
    {0, "skip-empty", OPT_FLAG, NULL, &skip_empty,
	"leave out rows without a text for a message"},
    {0, "ragged", OPT_CHOICE, "error|pad|skip", &ragged,
	"what to do about a row of another width (error)"},
    {0, "on-error", OPT_CHOICE, "stop|skip", &on_error,
	"what to do about a bad row (stop)"},
    {0, "rejects", OPT_TEXT, "FILE", &rejects_path,
	"write the rows that are skipped there; implies skip"},
};

static const struct cmd cmd = {
    .name = "csv2jsonl",
    .operands = "[FILE...]",
    .summary = "Turn the rows of CSV files into training examples.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

/* The one ASCII character around cells. */
static char
read_quote(const char *text)
{
	unsigned char c = (unsigned char)text[0];

	if (c == 0 || c > 0x7f || text[1] != '\0' || c == '\n' || c == '\r')
		opt_wrong(
		    &cmd, "--quote wants one ASCII character, not '%s'", text);
	return text[0];
}

static bool
is(const char *text, const char *word)
{
	return str_is(str_c(text), word);
}

static void
read_dialect(struct wish *w)
{
	struct csv_dialect *d = &w->dialect;

	w->guess = is(delimiter, "auto");
	if (w->guess)
		d->delimiter = ',';
	else if (!delimiter_read(delimiter, &d->delimiter))
		opt_wrong(&cmd,
		    "--delimiter wants one ASCII character or its name, not "
		    "'%s'",
		    delimiter);
	d->quote = is(quote, "none") ? '\0' : read_quote(quote);
	if (!w->guess && d->delimiter == d->quote)
		opt_wrong(&cmd, "--delimiter and --quote must differ");
}

static void
read_encoding(struct wish *w)
{
	struct decode *d;

	w->utf16 = encoding == NULL;
	w->lossy = lossy;
	if (encoding == NULL || decode_is_utf8(encoding))
		return;
	d = decode_new(encoding, lossy);
	if (d == NULL)
		opt_wrong(&cmd, "the encoding '%s' is not known", encoding);
	decode_free(d);
	w->encoding = encoding;
}

/* Where errors and what is refused go. */
static void
check_rejects(char **files)
{
	const char *input;

	if (on_error == NULL)
		on_error = rejects_path != NULL ? "skip" : "stop";
	if (rejects_path != NULL && is(on_error, "stop"))
		opt_wrong(&cmd, "--rejects goes with --on-error=skip");
	if (rejects_path == NULL)
		return;
	if (samefile_outputs(rejects_path, opt_shared.output))
		opt_wrong(&cmd, "--rejects and --output must differ");
	input = samefile_among(files, rejects_path);
	if (input != NULL)
		opt_wrong(&cmd, "--rejects would replace the input %s", input);
}

/* Who wants JSON Lines under the name of a CSV file? */
static void
check_output(char **files)
{
	const char *input = samefile_among(files, opt_shared.output);

	if (input != NULL)
		opt_wrong(&cmd, "the output would replace the input %s", input);
}

static void
check_format(void)
{
	bool chat = is(format, "chat"), preference = is(format, "preference");

	if (template_text[ROLE_SYSTEM] != NULL && !chat && !preference)
		opt_wrong(&cmd, "--system goes with --format=chat");
	if (preference && template_text[ROLE_ASSISTANT] != NULL)
		opt_wrong(&cmd,
		    "--assistant goes with --format=chat; a "
		    "preference has --preferred and --rejected");
	if (!preference &&
	    (template_text[ROLE_PREFERRED] != NULL ||
		template_text[ROLE_REJECTED] != NULL))
		opt_wrong(&cmd,
		    "--preferred and --rejected go with "
		    "--format=preference");
	if (turns.n > 0 && !chat && !preference)
		opt_wrong(&cmd, "--turn goes with --format=chat");
	if (turns.n > 0 &&
	    (template_text[ROLE_USER] != NULL ||
		template_text[ROLE_ASSISTANT] != NULL))
		opt_wrong(&cmd,
		    "--turn stands in the place of --user and "
		    "--assistant");
	if (tools_path != NULL && !chat && !preference)
		opt_wrong(&cmd, "--tools goes with --format=chat");
	if (weight != NULL && !chat)
		opt_wrong(&cmd, "--completion-weight goes with --format=chat");
}

static void
check_group(void)
{
	bool texts = turns.n > 0;

	if (group == NULL) {
		if (role != NULL || content != NULL || adjacent)
			opt_wrong(&cmd,
			    "--role, --content and --adjacent go "
			    "with --group");
		return;
	}
	for (enum role r = 0; r < ROLES; r++)
		texts = texts || template_text[r] != NULL;
	if (texts)
		opt_wrong(&cmd,
		    "--group takes no templates: rows are the "
		    "messages");
	if (!is(format, "chat"))
		opt_wrong(&cmd, "--group goes with --format=chat");
	/* A conversation with a hole in it is worse than none. */
	if (!is(on_error, "stop") || is(ragged, "skip"))
		opt_wrong(&cmd,
		    "--group skips no rows: a conversation would "
		    "lack them");
}

/* The role in front of the text, which *text is then behind. */
static bool
turn_role(const char **text, enum role *turn)
{
	static const enum role all[] = {
	    ROLE_SYSTEM, ROLE_DEVELOPER, ROLE_USER, ROLE_ASSISTANT};
	struct str rest = str_c(*text), name;

	str_split(&rest, '=', &name);
	for (size_t i = 0; i < LENGTH(all) && rest.p != NULL; i++)
		if (str_is(name, role_names[all[i]])) {
			*turn = all[i];
			*text = rest.p;
			return true;
		}
	return false;
}

static void
read_templates(struct arena *a, struct wish *w)
{
	struct fault f;

	for (enum role r = 0; r < ROLES; r++) {
		w->given[r] = template_text[r] != NULL;
		if (!template_parse(a, template_text[r], &w->text[r], &f))
			opt_wrong(&cmd, "--%s at byte %zu: %s", role_names[r],
			    f.off + 1, f.text);
	}
	w->turns = arena_zero(a, turns.n, sizeof(*w->turns));
	for (w->nturns = 0; w->nturns < turns.n; w->nturns++) {
		struct turn *turn = &w->turns[w->nturns];
		const char *text = turns.v[w->nturns];

		if (!turn_role(&text, &turn->role))
			opt_wrong(&cmd,
			    "--turn wants ROLE=TEMPLATE with the role system, "
			    "developer, user or assistant, not '%s'",
			    text);
		if (!template_parse(a, text, &turn->text, &f))
			opt_wrong(&cmd, "--turn '%s' at byte %zu: %s", text,
			    f.off + 1, f.text);
	}
}

/* Is every option given with something for it to be about? */
static void
check_extras(const struct wish *w)
{
	bool answered = w->nturns == 0;

	for (size_t i = 0; i < w->nturns; i++)
		answered = answered || w->turns[i].role == ROLE_ASSISTANT;
	if (weight != NULL && !answered)
		opt_wrong(&cmd,
		    "--completion-weight wants a turn of the "
		    "assistant");
	for (size_t i = 1; i < keep.n; i++)
		for (size_t j = 0; j < i; j++)
			if (is(keep.v[i], keep.v[j]))
				opt_wrong(
				    &cmd, "--keep has '%s' twice", keep.v[i]);
}

static void
read_options(struct arena *a, struct wish *w, char **files)
{
	if (no_header != (columns != NULL))
		opt_wrong(&cmd, "--no-header and --columns go together");
	check_output(files);
	check_rejects(files);
	check_format();
	check_group();
	read_dialect(w);
	read_encoding(w);
	read_templates(a, w);
	check_extras(w);
	w->format = is(format, "completion") ? FORMAT_COMPLETION
	    : is(format, "preference")	     ? FORMAT_PREFERENCE
					     : FORMAT_CHAT;
	w->ragged = is(ragged, "pad") ? RAGGED_PAD
	    : is(ragged, "skip")      ? RAGGED_SKIP
				      : RAGGED_ERROR;
	w->form = is(form, "nfc") ? CELLS_NFC
	    : is(form, "nfkc")	  ? CELLS_NFKC
				  : CELLS_AS_IS;
	w->group = group;
	w->role = role == NULL ? "role" : role;
	w->content = content == NULL ? "content" : content;
	w->adjacent = adjacent;
	w->weight = weight;
	w->keep = keep;
	w->trim = trim;
	w->skip_empty = skip_empty;
	w->skip = is(on_error, "skip");
	w->has_header = !no_header;
	if (no_header)
		w->columns = columns_listed(a, str_c(columns));
}

/* What goes to a file is whole, or it is not there. */
static void
finish(struct out *out, bool whole)
{
	if (whole || out->path == NULL) {
		out_close(out);
		return;
	}
	out_abandon(out);
	diag_at((struct place){.file = opt_shared.output}, LEVEL_INFO,
	    "not written");
}

static void
run(const struct wish *wish, char **files)
{
	struct out out, rejects = OUT_CLOSED;
	bool whole;

	out_open(&out, opt_shared.output);
	if (rejects_path != NULL)
		out_open(&rejects, rejects_path);
	whole =
	    convert(wish, files, &out, rejects_path == NULL ? NULL : &rejects);
	finish(&out, whole);
	if (rejects_path != NULL)
		out_close(&rejects);
}

int
main(int argc, char **argv)
{
	struct wish wish = {.has_header = true};
	struct arena arena;
	char **files;

	diag_init(argv[0]);
	files = opt_parse(&cmd, argc, argv);
	arena_init(&arena);
	read_options(&arena, &wish, files);
	if (tools_path == NULL ||
	    toolfile_read(&arena, tools_path, &wish.tools))
		run(&wish, files);
	arena_free(&arena);
	return diag_status();
}
