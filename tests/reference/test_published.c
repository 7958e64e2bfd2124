/* Values printed in papers and tables, where the method is one of those for proportions. A printed
 * value that the oracle marks as not agreeing is one that the paper has wrong or computed by
 * another convention; it must keep disagreeing. */
#include <math.h>
#include <string.h>

#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/oracle.h"

static double number(const cJSON *object, const char *key, double otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(item) ? item->valuedouble : otherwise;
}

static bool matches(double got, double printed, int decimals)
{
    return fabs(got - printed) <= 0.5 * pow(10, -decimals) + 1e-12;
}

static int decimals_of(const cJSON *out, int index)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(out, "decimals");
    return cJSON_IsArray(item) ? cJSON_GetArrayItem(item, index)->valueint : item->valueint;
}

/* The limits of a case by its method, or false when the method is not of this kind. */
static bool limits(const cJSON *in, double ends[2])
{
    const char *what = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(in, "what"));
    const cJSON *args = cJSON_GetObjectItemCaseSensitive(in, "args");
    const hl_method *method = hl_calc__method_find(what);
    if (method == NULL || !cJSON_HasObjectItem(args, "xt"))
        return false;
    hl_arg given[5] = {{.number = number(args, "xc", 0)},
                       {.number = number(args, "nc", 0)},
                       {.number = number(args, "xt", 0)},
                       {.number = number(args, "nt", 0)},
                       {.number = number(args, "conf", 0.95)}};
    hl_out out[8];
    hl_arena arena = {0};
    assert_int_equal(method->run(given, out, &arena, NULL), HL_OK);
    ends[0] = out[1].number;
    ends[1] = out[2].number;
    hl_base__arena_free(&arena);
    for (int i = 0; i < 2 && method->out[0].name[0] == 'd'; i++)
        ends[i] = fmin(fmax(ends[i], -1), 1); /* papers print differences clipped */
    return true;
}

static void printed_limits_agree(void **state)
{
    (void)state;
    cJSON *root = hl_oracle_read("published.json");
    int checked = 0, disputed = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "cases"))
    {
        const cJSON *out = cJSON_GetObjectItemCaseSensitive(item, "out");
        const cJSON *printed = cJSON_GetObjectItemCaseSensitive(out, "value");
        double ends[2];
        if (cJSON_GetArraySize(printed) != 2 ||
            !limits(cJSON_GetObjectItemCaseSensitive(item, "in"), ends))
            continue;
        bool agree = true;
        for (int i = 0; i < 2; i++)
            agree = agree && matches(ends[i], cJSON_GetArrayItem(printed, i)->valuedouble,
                                     decimals_of(out, i));
        bool expected = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(out, "agree"));
        if (agree != expected)
            print_error("%s: %.6f, %.6f\n",
                        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "id")), ends[0],
                        ends[1]);
        assert_int_equal(agree, expected);
        checked++;
        disputed += !expected;
    }
    print_message("%d printed intervals, %d of them known to differ\n", checked, disputed);
    assert_true(checked > 30);
    cJSON_Delete(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(printed_limits_agree)};
    hl_init();
    return cmocka_run_group_tests_name("published", tests, NULL, NULL);
}
