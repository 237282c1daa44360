/* SPDX-License-Identifier: MIT */
/*
 * The fields that a request may have.  A server may pass over what it does not
 * know, and train with what it thinks best: so a misspelt name is warned of.
 */
#include "common/base/diag.h"
#include "common/base/near.h"
#include "tools/job/request.h"

#define HYPER "n_epochs,batch_size,learning_rate_multiplier"

static const struct {
	const char *path;
	const char *names;
} known[] = {
    {"",
	"model,training_file,validation_file,suffix,seed,metadata,integrations,"
	"method,hyperparameters,trainingType"},
    {"hyperparameters", HYPER},
    {"method", "type,supervised,dpo,reinforcement"},
    {"method.supervised", "hyperparameters"},
    {"method.supervised.hyperparameters", HYPER},
    {"method.dpo", "hyperparameters"},
    {"method.dpo.hyperparameters", HYPER ",beta"},
    {"method.reinforcement", "hyperparameters,grader"},
    {"method.reinforcement.hyperparameters",
	HYPER ",compute_multiplier,eval_interval,eval_samples,"
	      "reasoning_effort"},
};

static void
tell_stranger(struct str name, const char *path, const char *names)
{
	struct near near = {.to = name, .max = 1};
	struct str nearest[1], rest = str_c(names), one;
	struct buf hint;

	near.names = nearest;
	while (str_split(&rest, ',', &one))
		near_consider(&near, one);
	buf_init(&hint, BUF_NO_MAX);
	near_write(&hint, &near);
	diag(LEVEL_WARNING, "the API knows no field '%s%s%.*s'%s%s", path,
	    path[0] == '\0' ? "" : ".", STR_ARGS(name), hint.n == 0 ? "" : "; ",
	    buf_cstr(&hint));
	buf_free(&hint);
}

void
fields_check(const struct request *r)
{
	/* Of the others it is not known what else they take. */
	if (!str_is(r->kind->name, "openai") && !str_is(r->kind->name, "azure"))
		return;
	for (size_t i = 0; i < LENGTH(known); i++) {
		const struct node *n = known[i].path[0] == '\0'
		    ? &r->tree.root
		    : tree_look(&r->tree, known[i].path);

		if (n == NULL || n->type != JSON_OBJECT)
			continue;
		for (n = n->child; n != NULL; n = n->next)
			if (!market_lists(str_c(known[i].names), n->key))
				tell_stranger(
				    n->key, known[i].path, known[i].names);
	}
}
