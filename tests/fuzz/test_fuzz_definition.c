/* The decoder of definitions on the corpus and on 100,000 damaged copies: never a crash; a refusal
 * always says where; what is accepted keeps every promise of hookline/definition.h.
 * With -DHL_FUZZER this is a target for libFuzzer (clang -fsanitize=fuzzer). */
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hookline/definition.h"
#include "tests/support/mutate.h"

static const uint64_t whole = UINT64_C(1) << 53;

static bool steps_hold(const hl_experiment *x)
{
    for (size_t i = 0; i < x->arm_count; i++) {
        if (x->arms[i].name == NULL || x->arms[i].step_count == 0)
            return false;
        for (size_t j = 0; j < x->arms[i].step_count; j++) {
            const hl_step *step = &x->arms[i].steps[j];
            if ((step->hook != SIZE_MAX && step->hook >= x->hook_count) ||
                (step->variant != SIZE_MAX && step->variant >= x->variant_count) ||
                (step->window != SIZE_MAX && step->window >= x->window_count))
                return false;
        }
    }
    return true;
}

static bool weights_hold(const hl_design *design)
{
    int64_t total = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        if (design->arms[i].weight < 0)
            return false;
        total += design->arms[i].weight;
        for (size_t j = 0; j < i; j++)
            if (strcmp(design->arms[i].name, design->arms[j].name) == 0)
                return false;
    }
    return total > 0 && design->control < design->arm_count;
}

static bool windows_hold(const hl_experiment *x)
{
    for (size_t i = 0; i < x->window_count; i++) {
        const hl_window *w = &x->windows[i];
        if (w->days == 0 || w->from_minutes < 0 || w->from_minutes > 1439 || w->to_minutes < 1 ||
            w->to_minutes > 1440 || w->from_minutes == w->to_minutes)
            return false;
    }
    return true;
}

static bool shares_hold(const hl_experiment *x)
{
    if (x->layer_range.from >= x->layer_range.to || x->layer_range.to > whole ||
        x->holdout_to > whole || x->traffic_to > whole)
        return false;
    for (size_t i = 1; i < x->ramp_count; i++)
        if (x->ramp[i].at_utc_ms <= x->ramp[i - 1].at_utc_ms ||
            x->ramp[i].traffic_to < x->ramp[i - 1].traffic_to)
            return false;
    return true;
}

static bool metrics_hold(const hl_design *design)
{
    for (size_t i = 0; i < design->metric_count; i++) {
        const hl_metric *m = &design->metrics[i];
        if (m->name == NULL || (m->event == NULL) == (m->column == NULL) || m->within_ms < 0 ||
            (m->kind == HL_METRIC_RATIO && m->denominator == NULL) ||
            (m->kind == HL_METRIC_QUANTILE && !(m->quantile > 0 && m->quantile < 1)))
            return false;
    }
    return design->alpha > 0 && design->alpha < 1;
}

static bool holds(const hl_experiment *x)
{
    return x->name != NULL && x->salt != NULL && x->unit != NULL && x->arm_count > 0 &&
           x->arm_count == x->design.arm_count && steps_hold(x) && weights_hold(&x->design) &&
           windows_hold(x) && shares_hold(x) && metrics_hold(&x->design);
}

static bool take(const char *text, size_t length, bool *accepted)
{
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    hl_status status = hl_definition_parse("fuzz", text, length, problems, &definition, &err);
    *accepted = status == HL_OK;
    bool good = false;
    if (status == HL_OK)
        good = hl_problems_errors(problems) == 0 && holds(hl_definition_experiment(definition));
    else
        good = status == HL_REJECTED && definition == NULL && hl_problems_errors(problems) > 0 &&
               err.message[0] != '\0';
    hl_definition_free(definition);
    hl_problems_free(problems);
    return good;
}

#ifdef HL_FUZZER
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool accepted = false;
    if (!take((const char *)data, size, &accepted))
        abort();
    return 0;
}
#else
/* the good ones more often: what is nearly right goes deepest */
#define GOOD "tests/corpus/definitions/good"
static const char *const folders[] = {
    GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, "tests/corpus/definitions/bad", NULL};

static void test_mutations(void **state)
{
    (void)state;
    hl_seeds seeds = hl_seeds_load(folders);
    hl_random random = hl_base__random_seed(2, 0);
    bool accepted = false;
    size_t good = 0;
    for (size_t i = 0; i < seeds.count; i++)
        assert_true(take(seeds.texts[i], seeds.lengths[i], &accepted));
    for (int i = 0; i < 100000; i++) {
        size_t length = 0;
        char *text = hl_seeds_mutate(&seeds, &random, &length);
        if (!take(text, length, &accepted))
            fail_msg("round %d: %.*s", i, (int)length, text);
        good += accepted;
        free(text);
    }
    assert_in_range(good, 1000, 99000); /* both ways are trodden */
    hl_seeds_free(&seeds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mutations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
