/* Chosen hours: their chances, their shares, and the clocks they are of. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/civil.h"
#include "hookline/timing.h"

enum { DAY_MS = 86400000, USERS_MOST = 20000, FIELD = 32 };
static const char *const user_columns[] = {"user_id", "zone", "segment"};

/* A model of 200 touches at 10:00 and 20:00, of which those in the evening are clicked more. */
static hl_timing_model *small_model(void)
{
    static const char *const columns[] = {"segment", "at", "clicked", "propensity"};
    enum { ROWS = 400 };
    static char at[ROWS][FIELD];
    static const char *cells[ROWS * 4];
    hl_row_source *rows = NULL;
    hl_timing_model *model = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_timing_options o = {.columns = {.sent_at = "at",
                                       .outcome = "clicked",
                                       .segment = "segment",
                                       .propensity = "propensity"},
                           .zone = "UTC",
                           .half_life_days = (double)INFINITY,
                           .now_utc_ms = INT64_MAX};
    for (int h = 8; h < 23; h++)
        o.legal[h] = true;
    for (size_t i = 0; i < ROWS; i++) {
        int hour = 8 + (int)(i * 7 % 15);
        (void)snprintf(at[i], FIELD, "2026-03-%02d %02d:00", (int)(i % 28) + 1, hour);
        cells[4 * i] = i % 2 ? "a" : "b";
        cells[4 * i + 1] = at[i];
        cells[4 * i + 2] = hour >= 19 && i % 4 < 3 ? "1" : i % 10 == 0 ? "1" : "0";
        cells[4 * i + 3] = "0.0667";
    }
    assert_int_equal(hl_rows_from_memory(columns, 4, cells, ROWS, &rows, &err), HL_OK);
    assert_int_equal(hl_timing_fit_rows(rows, &o, NULL, &model, &err), HL_OK);
    hl_rows_close(rows);
    return model;
}

/* What was chosen, by slot. */
typedef struct seen {
    double count[HL_TIMING_SLOTS], chance[HL_TIMING_SLOTS];
    int64_t first_ms, last_ms;
    uint64_t order; /* of what was given, as one number */
    int32_t offset_s;
} seen;

static hl_status take(void *context, const hl_timing_choice *choice, hl_error *err)
{
    (void)err;
    seen *s = context;
    assert_in_range(choice->slot, 0, HL_TIMING_SLOTS - 1);
    assert_true(choice->propensity > 0 && choice->propensity <= 1);
    s->count[choice->slot]++;
    s->chance[choice->slot] = choice->propensity;
    s->first_ms =
        s->first_ms == 0 || choice->at.utc_ms < s->first_ms ? choice->at.utc_ms : s->first_ms;
    s->last_ms = choice->at.utc_ms > s->last_ms ? choice->at.utc_ms : s->last_ms;
    s->order = s->order * 31 + (uint64_t)(choice->slot + choice->at.utc_ms / 60000);
    s->offset_s = choice->at.offset_s;
    return HL_OK;
}

static hl_timing_choose_options one_week(void)
{
    return (hl_timing_choose_options){.from_ms = hl_base__civil_days(2026, 4, 6) * DAY_MS,
                                      .to_ms = hl_base__civil_days(2026, 4, 13) * DAY_MS,
                                      .from_is_local = true,
                                      .to_is_local = true,
                                      .explore = 0.1,
                                      .holdout = 0.2,
                                      .seed = 5};
}

static hl_status choose(const hl_timing_model *model, size_t users, const char *zone,
                        const char *segment, const hl_timing_choose_options *o, seen *s,
                        hl_timing_chosen *chosen)
{
    static char ids[USERS_MOST][FIELD];
    static const char *cells[USERS_MOST * 3];
    hl_row_source *rows = NULL;
    hl_error err = HL_ERROR_INIT;
    for (size_t i = 0; i < users; i++) {
        (void)snprintf(ids[i], FIELD, "user%zu", i);
        cells[3 * i] = ids[i];
        cells[3 * i + 1] = zone;
        cells[3 * i + 2] = segment;
    }
    *s = (seen){.first_ms = 0};
    assert_int_equal(hl_rows_from_memory(user_columns, 3, cells, users, &rows, &err), HL_OK);
    hl_status status = hl_timing_choose_rows(model, rows, o, NULL, take, s, chosen, &err);
    hl_rows_close(rows);
    return status;
}

static void test_what_is_logged_is_how_often_it_is_drawn(void **state)
{
    (void)state;
    hl_timing_model *model = small_model();
    hl_timing_choose_options o = one_week();
    hl_timing_chosen chosen;
    seen s;
    double sum = 0, worst = 0;
    assert_int_equal(choose(model, USERS_MOST, "UTC", "a", &o, &s, &chosen), HL_OK);
    assert_int_equal(chosen.chosen, USERS_MOST);
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++) {
        if (s.count[slot] <= 0)
            continue;
        double expected = s.chance[slot] * USERS_MOST;
        sum += s.chance[slot];
        worst = fmax(worst, fabs(s.count[slot] - expected) / sqrt(expected));
    }
    assert_true(fabs(sum - 1) < 0.01); /* slots that were never drawn have next to no chance */
    assert_true(worst < 4.5);          /* of 105 slots: above it by chance once in 1,500 */
    assert_true(fabs((double)chosen.by_policy[HL_TIMING_HELD_OUT] / USERS_MOST - 0.2) < 0.012);
    assert_true(fabs((double)chosen.by_policy[HL_TIMING_EXPLORED] / USERS_MOST - 0.1) < 0.009);
    hl_timing_model_free(model);
}

static void test_times_lie_in_legal_hours_of_the_span(void **state)
{
    (void)state;
    hl_timing_model *model = small_model();
    hl_timing_choose_options o = one_week();
    hl_timing_chosen chosen;
    seen s;
    o.from_ms += INT64_C(10) * 3600000 + 1800000; /* Monday 10:30 to 12:15 */
    o.to_ms = o.from_ms + 6300000;
    assert_int_equal(choose(model, 2000, "Asia/Shanghai", "b", &o, &s, &chosen), HL_OK);
    assert_int_equal(s.offset_s, 28800);
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        assert_true(s.count[slot] <= 0 || (slot >= 10 && slot <= 12));
    int64_t from = o.from_ms - INT64_C(28800000);
    assert_true(s.first_ms >= from && s.first_ms < from + 300000);
    assert_true(s.last_ms < from + 6300000 && s.last_ms > from + 6000000);
    /* nor before now */
    o.now_utc_ms = from + INT64_C(3600000);
    assert_int_equal(choose(model, 2000, "Asia/Shanghai", "b", &o, &s, &chosen), HL_OK);
    assert_true(s.first_ms >= o.now_utc_ms);
    o.now_utc_ms = 0;
    /* at night nobody may be sent to */
    o.from_ms = hl_base__civil_days(2026, 4, 6) * DAY_MS;
    o.to_ms = o.from_ms + INT64_C(7) * 3600000;
    assert_int_equal(choose(model, 10, "Asia/Shanghai", "b", &o, &s, &chosen), HL_OK);
    assert_int_equal(chosen.no_slot, 10);
    hl_timing_model_free(model);
}

/* 29 March 2026, 02:00 to 03:00 is no time in Berlin. */
static void test_an_hour_that_clocks_skip_is_none(void **state)
{
    (void)state;
    hl_timing_model *model = small_model();
    hl_timing_choose_options o = one_week();
    hl_timing_chosen chosen;
    seen s;
    for (int h = 0; h < 24; h++)
        o.legal[h] = true;
    o.explore = 1;
    o.holdout = 0;
    o.from_ms = hl_base__civil_days(2026, 3, 29) * DAY_MS;
    o.to_ms = o.from_ms + INT64_C(4) * 3600000;
    assert_int_equal(choose(model, 3000, "Europe/Berlin", "a", &o, &s, &chosen), HL_OK);
    enum { SUNDAY = 144 };
    assert_true(s.count[SUNDAY + 1] > 900 && s.count[SUNDAY + 3] > 900);
    assert_true(s.count[SUNDAY + 2] <= 0);
    assert_true(fabs(s.chance[SUNDAY] - 1.0 / 3) < 1e-12);
    hl_timing_model_free(model);
}

static void test_the_seed_decides_and_the_order_does_not(void **state)
{
    (void)state;
    hl_timing_model *model = small_model();
    hl_timing_choose_options o = one_week();
    hl_timing_chosen chosen;
    seen a, b, other;
    assert_int_equal(choose(model, 300, "UTC", "a", &o, &a, &chosen), HL_OK);
    assert_int_equal(choose(model, 300, "UTC", "a", &o, &b, &chosen), HL_OK);
    o.seed = 6;
    assert_int_equal(choose(model, 300, "UTC", "a", &o, &other, &chosen), HL_OK);
    assert_true(a.order == b.order);
    assert_true(a.order != other.order);
    hl_timing_model_free(model);
}

static void test_who_cannot_be_placed_is_counted(void **state)
{
    (void)state;
    hl_timing_model *model = small_model();
    hl_timing_choose_options o = one_week();
    hl_timing_chosen chosen;
    seen s;
    assert_int_equal(choose(model, 7, "Mars/Olympus", "a", &o, &s, &chosen), HL_OK);
    assert_int_equal(chosen.no_zone, 7);
    assert_int_equal(chosen.chosen, 0);
    assert_int_equal(choose(model, 5, "UTC", "never seen", &o, &s, &chosen), HL_OK);
    assert_int_equal(chosen.unknown_segments, 5);
    assert_int_equal(chosen.chosen, 5);
    o.zone = "UTC";
    assert_int_equal(choose(model, 5, "", "a", &o, &s, &chosen), HL_OK);
    assert_int_equal(chosen.chosen, 5);
    hl_timing_model_free(model);
}

static void test_shares_that_cannot_be_are_refused(void **state)
{
    (void)state;
    hl_timing_model *model = small_model();
    hl_timing_chosen chosen;
    seen s;
    const double shares[][2] = {{-0.1, 0}, {0, -0.1}, {0.6, 0.5}, {(double)NAN, 0}};
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        hl_timing_choose_options o = one_week();
        o.explore = shares[i][0];
        o.holdout = shares[i][1];
        assert_int_equal(choose(model, 1, "UTC", "a", &o, &s, &chosen), HL_USAGE);
    }
    hl_timing_choose_options o = one_week();
    o.to_ms = o.from_ms;
    assert_int_equal(choose(model, 1, "UTC", "a", &o, &s, &chosen), HL_USAGE);
    hl_timing_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_logged_is_how_often_it_is_drawn),
        cmocka_unit_test(test_times_lie_in_legal_hours_of_the_span),
        cmocka_unit_test(test_an_hour_that_clocks_skip_is_none),
        cmocka_unit_test(test_the_seed_decides_and_the_order_does_not),
        cmocka_unit_test(test_who_cannot_be_placed_is_counted),
        cmocka_unit_test(test_shares_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
