#include <string.h>

#include "base/random.h"
#include "plan/intervals.h"
#include "tests/support/check.h"

enum { LINE = 200 };

/* The same set as a line of points: slow, and plainly right. */
static hl_intervals random_set(hl_random *random, bool points[LINE])
{
    hl_intervals set = {0};
    for (int64_t at = 0; at < LINE;) {
        int64_t gap = (int64_t)hl_base__random_below(random, 9);
        int64_t length = (int64_t)hl_base__random_below(random, 7);
        int64_t from = at + gap < LINE ? at + gap : LINE;
        int64_t to = from + length < LINE ? from + length : LINE;
        hl_plan__intervals_add(&set, from, to);
        for (int64_t i = at; i < to || i < from; i++)
            points[i] = i >= from && i < to;
        at = to > from ? to : from + 1;
        if (to == from && from < LINE)
            points[from] = false;
    }
    return set;
}

static void assert_is(const hl_intervals *set, const bool *points)
{
    for (int64_t i = 0; i < LINE; i++)
        assert_int_equal(hl_plan__intervals_contain(set, i), points[i]);
    for (size_t i = 0; i < set->count; i++) {
        assert_true(set->items[i].from < set->items[i].to);
        assert_true(i == 0 || set->items[i - 1].to < set->items[i].from);
    }
}

static void set_operations_agree_with_points(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(3, 0);
    for (int round = 0; round < 500; round++) {
        bool a[LINE];
        bool b[LINE];
        bool want[LINE];
        hl_intervals x = random_set(&random, a);
        hl_intervals y = random_set(&random, b);
        hl_intervals out = {0};
        assert_is(&x, a);
        hl_plan__intervals_intersect(&x, &y, &out);
        for (int i = 0; i < LINE; i++)
            want[i] = a[i] && b[i];
        assert_is(&out, want);
        hl_plan__intervals_unite(&x, &y, &out);
        for (int i = 0; i < LINE; i++)
            want[i] = a[i] || b[i];
        assert_is(&out, want);
        hl_plan__intervals_complement(&x, (hl_interval){0, LINE}, &out);
        for (int i = 0; i < LINE; i++)
            want[i] = !a[i];
        assert_is(&out, want);
        hl_plan__intervals_free(&x);
        hl_plan__intervals_free(&y);
        hl_plan__intervals_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(set_operations_agree_with_points)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
