/* The hashes of other platforms against vectors that their own libraries made. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "calc/method.h"
#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/oracle.h"

static int wrong_outputs(const hl_method *method, const hl_out *out, const cJSON *want)
{
    int wrong = 0;
    for (size_t i = 0; i < method->out_count; i++) {
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(want, method->out[i].name);
        bool same = cJSON_IsNull(item) ? isnan(out[i].number)
                    : cJSON_IsString(item)
                        ? out[i].text != NULL && strcmp(out[i].text, item->valuestring) == 0
                        : cJSON_IsNumber(item) && fabs(out[i].number - item->valuedouble) < 1e-12;
        if (!same)
            print_message("%s differs\n", method->out[i].name);
        wrong += !same;
    }
    return wrong;
}

static void hashes_are_those_of_the_platforms(void **state)
{
    (void)state;
    cJSON *root = hl_oracle_read("hash_vectors.json");
    const hl_method *method = hl_calc__method_find("hash");
    assert_non_null(method);
    int cases = 0;
    int wrong = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "cases"))
    {
        hl_out out[24];
        memset(out, 0, sizeof out);
        for (size_t i = 0; i < sizeof out / sizeof out[0]; i++)
            out[i].number = HL_NAN;
        hl_arena arena = {NULL};
        const cJSON *want = cJSON_GetObjectItemCaseSensitive(item, "out");
        assert_int_equal(cJSON_GetArraySize(want), method->out_count);
        assert_true(
            hl_oracle_call(method, cJSON_GetObjectItemCaseSensitive(item, "in"), out, &arena));
        wrong += wrong_outputs(method, out, want);
        hl_base__arena_free(&arena);
        cases++;
    }
    cJSON_Delete(root);
    assert_int_equal(wrong, 0);
    assert_true(cases >= 96);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hashes_are_those_of_the_platforms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
