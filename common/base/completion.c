/* SPDX-License-Identifier: MIT */
#include "common/base/completion.h"

#include <stdio.h>
#include <string.h>

#include "common/base/str.h"

/* What print() is called with: each option of both tables, in their order. */
static void
each(const struct cmd *cmd, const struct opt *shared, size_t nshared,
    void (*print)(const struct cmd *, const struct opt *))
{
	for (size_t i = 0; i < cmd->nopts; i++)
		print(cmd, &cmd->opts[i]);
	for (size_t i = 0; i < nshared; i++)
		if (opt_named(cmd, shared[i].name) == NULL)
			print(cmd, &shared[i]);
}

/* The choices of an option, with a blank between them. */
static void
print_choices(const struct opt *o)
{
	for (const char *p = o->arg; *p != '\0'; p++)
		putchar(*p == '|' ? ' ' : *p);
}

/* Text within single quotes, for bash, zsh and fish alike. */
static void
print_quoted(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else
			putchar(*text);
	}
}

static void
bash_word(const struct cmd *cmd, const struct opt *o)
{
	(void)cmd;
	printf(" --%s", o->name);
	if (o->letter != 0)
		printf(" -%c", o->letter);
}

static void
bash_case(const struct cmd *cmd, const struct opt *o)
{
	(void)cmd;
	if (o->kind != OPT_CHOICE)
		return;
	printf("\t--%s", o->name);
	if (o->letter != 0)
		printf("|-%c", o->letter);
	printf(") mapfile -t COMPREPLY < <(compgen -W '");
	print_choices(o);
	printf("' -- \"$cur\"); return ;;\n");
}

static void
bash(const struct cmd *cmd, const struct opt *shared, size_t nshared)
{
	char fn[64];

	snprintf(fn, sizeof(fn), "_%s", cmd->name);
	for (char *p = fn; *p != '\0'; p++)
		if (*p == '-')
			*p = '_';
	printf("%s()\n{\n\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n", fn);
	printf("\tlocal prev=${COMP_WORDS[COMP_CWORD-1]}\n");
	printf("\t[[ $cur == = ]] && cur=\n");
	printf("\t[[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}\n");
	printf("\tcase $prev in\n");
	each(cmd, shared, nshared, bash_case);
	printf("\tesac\n\tif [[ $cur == -* ]]; then\n");
	printf("\t\tmapfile -t COMPREPLY < <(compgen -W '");
	each(cmd, shared, nshared, bash_word);
	printf("' -- \"$cur\")\n\telse\n");
	printf("\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n");
	printf("\tfi\n}\ncomplete -o filenames -F %s %s\n", fn, cmd->name);
}

/* zsh's own signs within an option's description: brackets and colons. */
static void
print_zsh(const char *text)
{
	char one[2] = {0};

	for (; *text != '\0'; text++) {
		if (strchr("[]:", *text) != NULL)
			putchar('\\');
		one[0] = *text;
		print_quoted(one);
	}
}

static void
zsh_action(const struct opt *o)
{
	if (o->kind == OPT_FLAG)
		return;
	if (o->kind == OPT_CHOICE) {
		printf(":%s:(", o->name);
		print_choices(o);
		printf(")");
	} else if (strcmp(o->arg, "FILE") == 0) {
		printf(":file:_files");
	} else {
		printf(":%s: ", o->name);
	}
}

static void
zsh_option(const struct cmd *cmd, const struct opt *o)
{
	const char *many = o->kind == OPT_LIST ? "*" : "";

	(void)cmd;
	if (o->letter != 0) {
		printf(" \\\n\t'%s-%c[", many, o->letter);
		print_zsh(o->help);
		printf("]");
		zsh_action(o);
		printf("'");
	}
	printf(
	    " \\\n\t'%s--%s%s[", many, o->name, o->kind == OPT_FLAG ? "" : "=");
	print_zsh(o->help);
	printf("]");
	zsh_action(o);
	printf("'");
}

static void
zsh(const struct cmd *cmd, const struct opt *shared, size_t nshared)
{
	printf("#compdef %s\n_arguments -s", cmd->name);
	each(cmd, shared, nshared, zsh_option);
	printf(" \\\n\t'*:file:_files'\n");
}

static void
fish_option(const struct cmd *cmd, const struct opt *o)
{
	printf("complete -c %s -l %s", cmd->name, o->name);
	if (o->letter != 0)
		printf(" -s %c", o->letter);
	if (o->kind == OPT_CHOICE) {
		printf(" -x -a '");
		print_choices(o);
		printf("'");
	} else if (o->kind != OPT_FLAG) {
		printf(strcmp(o->arg, "FILE") == 0 ? " -r" : " -x");
	}
	printf(" -d '");
	print_quoted(o->help);
	printf("'\n");
}

void
completion_print(const char *shell, const struct cmd *cmd,
    const struct opt *shared, size_t nshared)
{
	struct str name = str_c(shell);

	if (str_is(name, "bash"))
		bash(cmd, shared, nshared);
	else if (str_is(name, "zsh"))
		zsh(cmd, shared, nshared);
	else
		each(cmd, shared, nshared, fish_option);
}
