/* What a touch is not to bring about: hours that raise it are neither the best nor chosen, hours
 * that do not are hardly ever barred. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "hookline/timing_report.h"
#include "tests/support/check.h"
#include "timing/chances.h"

enum { FIELDS = 6, WIDTH = 40 };

/* A log of touches at drawn hours from 08:00 to 22:59; `late`: the rate of blocks from 19:00 on,
 * else it is `block`. Clicks are twice as many from 19:00 on, as readers of the evening are. */
typedef struct world {
    size_t users, touches;
    double block, late;
    uint64_t seed;
} world;

typedef struct rows {
    char (*texts)[WIDTH];
    const char **cells;
    size_t count;
} rows;

static const char *const columns[FIELDS] = {"user", "segment", "at", "click", "blocked", "p"};

static rows play(const world *w)
{
    rows r = {malloc(w->users * w->touches * FIELDS * WIDTH),
              malloc(w->users * w->touches * FIELDS * sizeof(char *)), 0};
    hl_random random = hl_base__random_seed(w->seed, 3);
    assert_non_null(r.texts);
    assert_non_null(r.cells);
    for (size_t i = 0; i < w->users * w->touches; i++) {
        char(*row)[WIDTH] = r.texts + r.count++ * FIELDS;
        int hour = 8 + (int)hl_base__random_below(&random, 15);
        int day = 1 + (int)hl_base__random_below(&random, 28);
        bool late = hour >= 19;
        (void)snprintf(row[0], WIDTH, "u%zu", i / w->touches);
        (void)snprintf(row[1], WIDTH, "%s", i / w->touches % 2 ? "a" : "b");
        (void)snprintf(row[2], WIDTH, "2026-03-%02d %02d:10", day, hour);
        (void)snprintf(row[3], WIDTH, "%d", hl_base__random_uniform(&random) < (late ? 0.2 : 0.1));
        (void)snprintf(row[4], WIDTH, "%d",
                       hl_base__random_uniform(&random) < (late ? w->late : w->block));
        (void)snprintf(row[5], WIDTH, "0.0667");
        for (size_t k = 0; k < FIELDS; k++)
            r.cells[(r.count - 1) * FIELDS + k] = row[k];
    }
    return r;
}

static void free_rows(rows *r)
{
    free(r->texts);
    free((void *)r->cells);
}

static hl_status fit(const rows *r, const char *guardrail, hl_problems *problems,
                     hl_timing_model **model, hl_error *err)
{
    hl_row_source *source = NULL;
    hl_timing_options o = {.columns = {.sent_at = "at",
                                       .outcome = "click",
                                       .user = "user",
                                       .segment = "segment",
                                       .propensity = "p",
                                       .guardrail = guardrail},
                           .zone = "UTC",
                           .half_life_days = (double)INFINITY,
                           .now_utc_ms = INT64_C(1780272000000)};
    for (int h = 8; h < 23; h++)
        o.legal[h] = true;
    assert_int_equal(hl_rows_from_memory(columns, FIELDS, r->cells, r->count, &source, err), HL_OK);
    hl_status status = hl_timing_fit_rows(source, &o, problems, model, err);
    hl_rows_close(source);
    return status;
}

static hl_timing_model *model_of(const world *w, const char *guardrail)
{
    rows r = play(w);
    hl_timing_model *model = NULL;
    assert_int_equal(fit(&r, guardrail, NULL, &model, NULL), HL_OK);
    free_rows(&r);
    return model;
}

static hl_timing_report *report_of(const hl_timing_model *model)
{
    hl_timing_report *report = NULL;
    assert_int_equal(hl_timing_report_of(model, &(hl_timing_report_options){0, 0}, &report, NULL),
                     HL_OK);
    return report;
}

static const world harmful = {500, 10, 0.02, 0.10, 1};

static void hours_that_harm_are_not_the_best(void **state)
{
    (void)state;
    hl_timing_model *plain = model_of(&harmful, NULL), *guarded = model_of(&harmful, "blocked");
    hl_timing_report *one = report_of(plain), *two = report_of(guarded);
    for (size_t s = 0; s < 2; s++) {
        const hl_timing_window_guardrail *g = &two->segments[s].guardrail;
        assert_true(one->segments[s].best.from_hour >= 18);
        assert_int_equal(one->segments[s].guardrail.state, HL_TIMING_GUARDRAIL_NONE);
        assert_true(two->segments[s].best.to_hour <= 20);
        assert_true(g->barred > 0 && g->barred < g->windows);
        assert_true(g->instead && g->barred_best.from_hour >= 18 && g->barred_difference.low > 0);
        assert_true(g->barred_gain.low > 0);
        assert_int_not_equal(g->state, HL_TIMING_GUARDRAIL_HARM);
    }
    assert_int_equal(two->guardrail.touches, 5000);
    hl_timing_report_free(one);
    hl_timing_report_free(two);
    hl_timing_model_free(plain);
    hl_timing_model_free(guarded);
}

/* Of Mondays to Sundays, 08:00 to 22:59. */
static double late_share(hl_timing_chooser *chooser, size_t segment)
{
    size_t kinds[HL_TIMING_SLOTS], count = 0;
    const hl_timing_chances *chances = NULL;
    double late = 0, all = 0;
    for (size_t slot = 0; slot < HL_TIMING_SLOTS; slot++)
        if (slot % 24 >= 8 && slot % 24 < 23)
            kinds[count++] = 2 * slot + (slot >= 120);
    assert_int_equal(hl_timing__chances(chooser, segment, kinds, count, &chances, NULL), HL_OK);
    for (size_t i = 0; i < count; i++) {
        all += chances->model[i];
        late += kinds[i] / 2 % 24 >= 19 ? chances->model[i] : 0;
    }
    assert_abs(all, 1, 1e-9);
    return late;
}

/* Neither by their own names nor as a segment that was never seen. */
static void hours_that_harm_are_not_chosen(void **state)
{
    (void)state;
    for (int guarded = 0; guarded < 2; guarded++) {
        hl_timing_model *model = model_of(&harmful, guarded ? "blocked" : NULL);
        hl_timing_chooser *chooser = NULL;
        assert_int_equal(hl_timing__chooser_new(model, 1, &chooser, NULL), HL_OK);
        for (size_t s = 0; s < 3; s++) {
            double late = late_share(chooser, s);
            assert_true(guarded ? late < 0.05 : late > 0.5);
        }
        hl_timing__chooser_free(chooser);
        hl_timing_model_free(model);
    }
}

static void a_model_with_a_guardrail_is_read_as_it_was_written(void **state)
{
    (void)state;
    hl_timing_model *model = model_of(&harmful, "blocked"), *read = NULL;
    hl_timing_report *one = report_of(model);
    char *text = NULL, *again = NULL;
    assert_int_equal(hl_timing_model_write(model, &text, NULL), HL_OK);
    assert_int_equal(hl_timing_model_read("m", text, strlen(text), NULL, &read, NULL), HL_OK);
    assert_int_equal(hl_timing_model_write(read, &again, NULL), HL_OK);
    assert_string_equal(text, again);
    hl_timing_report *two = report_of(read);
    assert_string_equal(two->guardrail.name, "blocked");
    for (size_t s = 0; s < 2; s++)
        assert_memory_equal(&one->segments[s].guardrail.difference,
                            &two->segments[s].guardrail.difference, sizeof(hl_estimate));
    hl_timing_report_free(one);
    hl_timing_report_free(two);
    hl_timing_model_free(model);
    hl_timing_model_free(read);
    free(text);
    free(again);
}

/* rates: two draws of three windows, of which the second is always above the usual ones. */
static void what_is_shown_and_matters_is_barred(void **state)
{
    (void)state;
    const double rates[] = {0.1, 0.3, 0.201, 0.3, 0.4, 0.201}, usual[] = {0.2, 0.2};
    bool barred[3];
    size_t least = 9;
    assert_int_equal(hl_timing__guard_bar(rates, 2, 3, usual, 0.1, barred, &least), 1);
    assert_true(!barred[0] && barred[1] && !barred[2]);
    assert_int_equal(least, 0);
    assert_int_equal(hl_timing__guard_bar(rates, 2, 3, usual, 0.001, barred, &least), 2);
}

/* Blanks in between mean no; those behind all that is known do not, nor where nothing is known. */
static void yes_and_blanks_alone_are_refused(void **state)
{
    (void)state;
    static const world quiet = {20, 2, 0, 0, 5};
    enum { BETWEEN, BEHIND, NOTHING };
    for (int kind = BETWEEN; kind <= NOTHING; kind++) {
        rows r = play(&quiet);
        hl_error err = HL_ERROR_INIT;
        hl_timing_model *model = NULL;
        for (size_t i = 0; i < r.count; i++) {
            char(*row)[WIDTH] = r.texts + i * FIELDS;
            bool known = kind != NOTHING && i % 9 == 0;
            if (kind == BEHIND)
                (void)snprintf(row[2], WIDTH, "2026-03-%s 10:00", known ? "01" : "09");
            (void)snprintf(row[4], WIDTH, "%s", known ? "1" : "");
        }
        hl_status status = fit(&r, "blocked", NULL, &model, &err);
        assert_int_equal(status, kind == BETWEEN ? HL_REJECTED : HL_OK);
        if (kind == BETWEEN)
            assert_non_null(strstr(err.message, "write 0"));
        hl_timing_model_free(model);
        free_rows(&r);
    }
}

/* HL_GUARDRAIL_LOGS: so many, in place of a few. Of blocks alike at all hours (2 %), in how many
 * segments any window is barred, and whether the one that would be best is. */
static void what_does_not_harm_is_hardly_ever_barred(void **state)
{
    (void)state;
    const char *asked = getenv("HL_GUARDRAIL_LOGS");
    int logs = asked != NULL ? atoi(asked) : 4;
    int any = 0, best = 0, harm = 0;
    for (int i = 0; i < logs; i++) {
        const world w = {400, 10, 0.02, 0.02, 100 + (uint64_t)i};
        hl_timing_model *model = model_of(&w, "blocked"), *plain = model_of(&w, NULL);
        hl_timing_report *report = report_of(model), *free_of_it = report_of(plain);
        for (size_t s = 0; s < 2; s++) {
            const hl_timing_segment *g = &report->segments[s], *p = &free_of_it->segments[s];
            any += g->guardrail.barred > 0;
            best += memcmp(&g->best, &p->best, sizeof g->best) != 0;
            harm += g->guardrail.state == HL_TIMING_GUARDRAIL_HARM;
        }
        hl_timing_report_free(report);
        hl_timing_report_free(free_of_it);
        hl_timing_model_free(model);
        hl_timing_model_free(plain);
    }
    if (asked != NULL)
        printf(
            "# %d segments: %d with a window barred, %d whose best window is another, %d of harm\n",
            2 * logs, any, best, harm);
    assert_true(best <= 1 + logs / 5 && harm == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_that_harm_are_not_the_best),
        cmocka_unit_test(hours_that_harm_are_not_chosen),
        cmocka_unit_test(a_model_with_a_guardrail_is_read_as_it_was_written),
        cmocka_unit_test(what_is_shown_and_matters_is_barred),
        cmocka_unit_test(yes_and_blanks_alone_are_refused),
        cmocka_unit_test(what_does_not_harm_is_hardly_ever_barred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
