/* calc on a corpus and on damaged copies of it, and every method on extreme and random inputs:
 * never a crash, always one line of JSON with an id and either an answer or an error. With
 * -DHL_FUZZER this is a target for libFuzzer (clang -fsanitize=fuzzer). */
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "calc/method.h"
#include "hookline.h"
#include "tests/support/mutate.h"
#include "json/json.h"

/* False when the answer is not what it must be. */
static bool take(hl_calc *calc, const char *line, size_t length)
{
    hl_arena arena = {0};
    const char *answer = hl_calc_line(calc, line, length);
    const hl_value *value = NULL;
    if (answer == NULL ||
        hl_json__parse("answer", answer, strlen(answer), 1, &arena, NULL, &value, NULL) != HL_OK)
        value = NULL;
    const hl_value *error = hl_base__value_get(value, "error");
    bool good = value != NULL && value->count == 2 && hl_base__value_get(value, "id") != NULL &&
                (hl_base__value_get(value, "out") != NULL) == (error == NULL) &&
                hl_calc_failed(calc) == (error != NULL) &&
                (error == NULL || (error->type == HL_VALUE_STRING && error->length > 0));
    hl_base__arena_free(&arena);
    return good;
}

#ifdef HL_FUZZER
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static hl_calc *calc;
    if (calc == NULL) {
        hl_init();
        calc = hl_calc_new();
    }
    if (!take(calc, (const char *)data, size))
        abort();
    return 0;
}
#else
static const char *const folders[] = {"tests/corpus/calc", NULL};

static void survives_damage(void **state)
{
    (void)state;
    hl_seeds seeds = hl_seeds_load(folders);
    hl_random random = hl_base__random_seed(2, 0);
    hl_calc *calc = hl_calc_new();
    size_t answered = 0;
    for (size_t i = 0; i < seeds.count; i++)
        assert_true(take(calc, seeds.texts[i], seeds.lengths[i]));
    for (int i = 0; i < 6000; i++) {
        size_t length = 0;
        char *text = hl_seeds_mutate(&seeds, &random, &length);
        if (!take(calc, text, length))
            fail_msg("round %d: %.*s", i, (int)length, text);
        answered += !hl_calc_failed(calc);
        free(text);
    }
    assert_in_range(answered, 60, 5900); /* both ways are trodden */
    hl_calc_free(calc);
    hl_seeds_free(&seeds);
}

/* The ends of the range, small and middling numbers: what breaks numerics. */
static double some_number(const hl_calc_input *spec, hl_random *random)
{
    static const double usual[] = {0, 1, 2, 0.5, 1e-9, 0.05, 0.95, 10, 37, 1000, 12345.678};
    double x;
    switch (hl_base__random_below(random, 8)) {
    case 0:
        x = spec->low;
        break;
    case 1:
        x = spec->high;
        break;
    case 2:
        x = exp(hl_base__random_normal(random) * 5);
        break;
    default:
        x = usual[hl_base__random_below(random, sizeof usual / sizeof usual[0])];
    }
    x = fmin(fmax(x, spec->low), spec->high);
    return spec->integer ? floor(x) : x;
}

static void add_number(hl_text *line, double x)
{
    char text[HL_NUMBER_TEXT];
    bool quoted = isinf(x);
    hl_base__text_addf(line, quoted ? "\"%s\"" : "%s", hl_base__number_text(x, text));
}

static void make_request(hl_text *line, const hl_method *method, hl_random *random)
{
    hl_base__text_clear(line);
    hl_base__text_addf(line, "{\"id\":1,\"method\":\"%s\",\"in\":{", method->name);
    for (size_t i = 0; i < method->in_count; i++) {
        const hl_calc_input *spec = &method->in[i];
        hl_base__text_addf(line, "%s\"%s\":", i > 0 ? "," : "", spec->name);
        if (spec->kind == HL_CALC_NUMBER) {
            add_number(line, some_number(spec, random));
        } else if (spec->kind == HL_CALC_TEXT) {
            hl_base__text_add(line, "\"obf\"");
        } else {
            uint64_t count = hl_base__random_below(random, 6);
            hl_base__text_add_char(line, '[');
            for (uint64_t k = 0; k < count; k++) {
                hl_base__text_add(line, k > 0 ? "," : "");
                add_number(line, some_number(spec, random));
            }
            hl_base__text_add_char(line, ']');
        }
    }
    hl_base__text_add(line, "}}");
}

/* Dunnett's integrals take seconds below one degree of freedom: right, but not thousands of them.
 */
static int rounds_for(const char *method)
{
    return strncmp(method, "dunnett", 7) == 0 ? 0 : 12;
}

static void every_method_takes_anything(void **state)
{
    (void)state;
    size_t count;
    const hl_method_family *const *families = hl_calc__families(&count);
    hl_random random = hl_base__random_seed(3, 0);
    hl_calc *calc = hl_calc_new();
    hl_text line = {0};
    for (size_t f = 0; f < count; f++)
        for (size_t m = 0; m < families[f]->count; m++)
            for (int i = 0; i < rounds_for(families[f]->methods[m].name); i++) {
                make_request(&line, &families[f]->methods[m], &random);
                if (!take(calc, line.data, line.length))
                    fail_msg("%s", line.data);
            }
    hl_base__text_free(&line);
    hl_calc_free(calc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(survives_damage),
                                       cmocka_unit_test(every_method_takes_anything)};
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
