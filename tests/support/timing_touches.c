#include "tests/support/timing_touches.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/civil.h"
#include "base/random.h"

const char *const hl_touches_columns[COLUMNS] = {"user_id", "segment", "sent_at", "clicked",
                                                 "propensity"};

void hl_touches_put(table *t, const char *user, const char *segment, int64_t utc_ms, bool click,
                    const char *propensity)
{
    char at[HL_TIME_TEXT];
    if (t->rows == t->room)
        fail_msg("the table is full");
    char(*row)[FIELD] = t->texts + t->rows++ * COLUMNS;
    (void)snprintf(row[0], FIELD, "%s", user);
    (void)snprintf(row[1], FIELD, "%s", segment);
    (void)snprintf(row[2], FIELD, "%s", hl_base__time_text(utc_ms, 8 * 3600, at));
    (void)snprintf(row[3], FIELD, "%d", click);
    (void)snprintf(row[4], FIELD, "%s", propensity);
}

table hl_touches_new(size_t room)
{
    table t = {malloc(room * COLUMNS * FIELD), malloc(room * COLUMNS * sizeof(char *)), 0, room};
    assert_non_null(t.texts);
    assert_non_null(t.cells);
    for (size_t i = 0; i < room * COLUMNS; i++)
        t.cells[i] = t.texts[i];
    return t;
}

void hl_touches_free(table *t)
{
    free(t->texts);
    free((void *)t->cells);
}

void hl_touches_swap(table *t, size_t a, size_t b)
{
    for (size_t k = 0; k < COLUMNS; k++) {
        const char *kept = t->cells[a * COLUMNS + k];
        t->cells[a * COLUMNS + k] = t->cells[b * COLUMNS + k];
        t->cells[b * COLUMNS + k] = kept;
    }
}

double hl_touches_rate(size_t segment, int hour, double effect)
{
    int peak = segment == 0 ? 20 : 9;
    double away = (hour - peak) / 2.0;
    return 0.08 + effect * exp(-away * away / 2);
}

table hl_touches_play(size_t users, size_t touches, double effect, const char *propensity,
                      uint64_t seed)
{
    static const char *const segments[] = {"office", "home"};
    hl_random random = hl_base__random_seed(seed, 7);
    table t = hl_touches_new(users * touches);
    int64_t start = hl_base__civil_days(2026, 3, 2) * DAY_MS - 8 * HOUR_MS;
    for (size_t u = 0; u < users; u++)
        for (size_t i = 0; i < touches; i++) {
            char user[24];
            int hour = 8 + (int)hl_base__random_below(&random, 15);
            int64_t day = (int64_t)hl_base__random_below(&random, 56);
            bool click = hl_base__random_uniform(&random) < hl_touches_rate(u % 2, hour, effect);
            (void)snprintf(user, sizeof user, "u%zu", u);
            hl_touches_put(&t, user, segments[u % 2], start + day * DAY_MS + hour * HOUR_MS + 60000,
                           click, propensity);
        }
    return t;
}

hl_timing_options hl_touches_options(void)
{
    hl_timing_options o = HL_TIMING_OPTIONS_INIT;
    o.columns = (hl_timing_columns){.user = "user_id",
                                    .segment = "segment",
                                    .sent_at = "sent_at",
                                    .outcome = "clicked",
                                    .propensity = "propensity"};
    o.zone = "Asia/Shanghai";
    o.half_life_days = (double)INFINITY;
    o.now_utc_ms = hl_base__civil_days(2026, 6, 1) * DAY_MS;
    for (int h = 8; h < 23; h++)
        o.legal[h] = true;
    return o;
}
