/* SPDX-License-Identifier: MIT */
#include "tools/lint/set.h"

#include <stdlib.h>
#include <string.h>

static uint32_t
short_line(size_t line)
{
	return line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
}

void
signatures_add(struct signatures *s, const unsigned char *signature,
    size_t line, bool told)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 256 : s->cap + s->cap / 2;
		s->v = mem_resize(s->v, s->cap, MINHASH_SIZE);
		s->line = mem_resize(s->line, s->cap, sizeof(*s->line));
		s->told = mem_resize(s->told, s->cap, sizeof(*s->told));
	}
	memcpy(s->v + s->n * MINHASH_SIZE, signature, MINHASH_SIZE);
	s->told[s->n] = told;
	s->line[s->n++] = short_line(line);
}

void
signatures_free(struct signatures *s)
{
	free(s->v);
	free(s->line);
	free(s->told);
	*s = (struct signatures){NULL, NULL, NULL, 0, 0};
}

static struct hash_entry
copy_of(const struct hash_entry *entry)
{
	return entry == NULL ? (struct hash_entry){0, 0, 0} : *entry;
}

static void
hold_against(
    struct set *s, const struct against *against, const struct facts *f)
{
	s->now.leaked = copy_of(hashes_find(&against->words, f->words));
	s->now.leaked_prompt =
	    copy_of(hashes_find(&against->prompts, f->prompt));
	if (s->now.leaked.hash != 0)
		s->leaked++;
	else if (s->now.leaked_prompt.hash != 0)
		s->leaked_prompts++;
}

void
set_add(struct set *s, const struct against *against, const struct facts *f,
    size_t line)
{
	uint32_t at = short_line(line), answer = (uint32_t)f->answer;

	memset(&s->now, 0, sizeof(s->now));
	s->now.words = copy_of(
	    hashes_add(&s->words, (struct hash_entry){f->words, at, f->bytes}));
	s->now.prompt = copy_of(hashes_add(
	    &s->prompts, (struct hash_entry){f->prompt, at, answer}));
	if (against != NULL)
		hold_against(s, against, f);
	/* What is the same need not be told to be alike. */
	if (f->signature != NULL && s->now.words.hash == 0)
		signatures_add(&s->near, f->signature, line,
		    s->now.leaked.hash != 0 || s->now.leaked_prompt.hash != 0);
	s->n++;
	if (f->answer != 0 && !f->judged && !f->calls)
		tops_add(&s->answers, f->answer, f->label.p, f->label.n);
	s->labels += f->label.p != NULL;
	if (f->system != 0)
		tops_add(&s->systems, f->system, NULL, 0);
	else
		s->without_system++;
}

void
set_clear(struct set *s)
{
	hashes_free(&s->words);
	hashes_free(&s->prompts);
	signatures_free(&s->near);
	memset(s, 0, sizeof(*s));
}
