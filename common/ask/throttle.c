/* SPDX-License-Identifier: MIT */
#include "common/ask/throttle.h"

#include "common/base/num.h"

void
throttle_init(struct throttle *t, unsigned most, int64_t longest)
{
	*t = (struct throttle){.most = most,
	    .window = most,
	    .longest = longest,
	    .hold = INT64_MIN,
	    .cut = INT64_MIN};
}

/* What is there by now. */
static double
left_of(const struct allowance *a, int64_t now)
{
	double left = a->left + a->rate * (double)(now - a->at);

	return left < a->limit ? left : a->limit;
}

/* How long until there is so much. */
static int64_t
wait_of(const struct throttle *t, const struct allowance *a, int64_t now,
    double wanted)
{
	double lacking, ms;

	if (!a->known)
		return 0;
	/* More than there ever is must be tried, or it never begins. */
	if (wanted > a->limit)
		wanted = a->limit;
	lacking = wanted - left_of(a, now);
	if (lacking <= 0)
		return 0;
	if (a->rate <= 0)
		return 0;
	ms = lacking / a->rate;
	return ms > (double)t->longest ? 0 : (int64_t)ms + 1;
}

int64_t
throttle_wait(const struct throttle *t, int64_t now, uint64_t tokens)
{
	int64_t ms = t->hold > now ? t->hold - now : 0, other;

	if (t->running >= t->most || t->running >= (unsigned)t->window)
		return THROTTLE_FULL;
	other = wait_of(t, &t->requests, now, 1);
	if (other > ms)
		ms = other;
	other = wait_of(t, &t->tokens, now, (double)tokens);
	return other > ms ? other : ms;
}

static void
spend(struct allowance *a, int64_t now, double amount)
{
	if (!a->known)
		return;
	a->left = left_of(a, now) - amount;
	a->at = now;
	if (a->left < 0)
		a->left = 0;
}

void
throttle_begin(struct throttle *t, int64_t now, uint64_t tokens)
{
	t->running++;
	spend(&t->requests, now, 1);
	spend(&t->tokens, now, (double)tokens);
}

static void
learn(struct allowance *a, int64_t now, const struct throttle_told *told)
{
	double left, limit;
	int64_t reset;

	if (!num_real(str_trim(told->left), &left) || left < 0 ||
	    !throttle_duration(str_trim(told->reset), &reset))
		return;
	if (!num_real(str_trim(told->limit), &limit) || limit < left)
		limit = left > 1 ? left : 1;
	*a = (struct allowance){.known = true,
	    .left = left,
	    .limit = limit,
	    .rate = (limit - left) / (double)(reset > 0 ? reset : 1),
	    .at = now};
}

bool
throttle_end(struct throttle *t, int64_t now, const struct throttle_end *end)
{
	bool smaller = false;

	t->running--;
	learn(&t->requests, now, &end->requests);
	learn(&t->tokens, now, &end->tokens);
	if (end->too_many) {
		if (now + end->hold > t->hold)
			t->hold = now + end->hold;
		/* One cut answers for all that were under way together. */
		if (end->began > t->cut) {
			smaller = t->window > 1;
			t->window = t->window > 2 ? t->window / 2 : 1;
			t->cut = now;
		}
	} else if (end->answered && t->window < t->most) {
		t->window += 1 / t->window;
		if (t->window > t->most)
			t->window = t->most;
	}
	return smaller;
}

/* The milliseconds of a unit, which is taken off the front of *s; 0: none. */
static double
take_unit(struct str *s)
{
	static const struct {
		struct str name;
		double ms;
	} units[] = {
	    {{"ms", 2}, 1},
	    {{"us", 2}, 0.001},
	    {{"s", 1}, 1000},
	    {{"m", 1}, 60e3},
	    {{"h", 1}, 3600e3},
	    {{"d", 1}, 86400e3},
	};

	for (size_t i = 0; i < LENGTH(units); i++)
		if (str_starts(*s, units[i].name)) {
			*s = str_from(*s, units[i].name.n);
			return units[i].ms;
		}
	return 0;
}

bool
throttle_duration(struct str s, int64_t *ms)
{
	double sum = 0, x;

	if (s.n == 0)
		return false;
	if (num_real(s, &x)) {
		sum = x * 1000;
		s.n = 0;
	}
	while (s.n > 0) {
		size_t n = 0;
		double unit;

		while (n < s.n &&
		    ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.'))
			n++;
		if (!num_real(str_of(s.p, n), &x))
			return false;
		s = str_from(s, n);
		unit = take_unit(&s);
		if (unit <= 0)
			return false;
		sum += x * unit;
	}
	if (!(sum >= 0 && sum < 1e15))
		return false;
	*ms = (int64_t)sum;
	return true;
}
