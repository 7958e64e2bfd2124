/* tests/vectors/plan_traps.csv: traps that public systems fell into, each by name with the rule
 * that it shows. One more trap of that list, a median of engagement hours as the hour to send at,
 * is of the send-time model and not of the planner. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/planner.h"
#include "rows/rows.h"
#include "tests/support/check.h"

enum {
    NAME,
    RULE,
    ZONE,
    DAYS,
    FROM,
    TO,
    QUIET_FROM,
    QUIET_TO,
    CAP,
    PERIOD,
    SENT,
    NOW,
    DUE,
    DEADLINE,
    WANT,
    COLUMNS
};

typedef struct vector {
    char text[COLUMNS][200];
} vector;

static hl_zones *zones;

static int64_t time_of(const char *text, size_t length)
{
    int64_t ms = 0;
    if (hl_base__time_parse(text, length, &ms) != HL_TIME_INSTANT)
        fail_msg("'%.*s' is not an instant", (int)length, text);
    return ms;
}

static int32_t minutes_of(const char *text)
{
    return (int32_t)(strtol(text, NULL, 10) * 60 + strtol(text + 3, NULL, 10));
}

/* "thu", "mon-fri" */
static uint8_t days_of(const char *text)
{
    static const char names[] = "montuewedthufrisatsun";
    size_t first = 0;
    size_t last = 0;
    uint8_t days = 0;
    while (strncmp(names + 3 * first, text, 3) != 0)
        first++;
    for (last = first; text[3] == '-' && strncmp(names + 3 * last, text + 4, 3) != 0;)
        last++;
    for (size_t i = first; i <= last; i++)
        days |= (uint8_t)(1U << i);
    return days;
}

static hl_limit limit_of(const vector *v)
{
    static const char *const names[] = {"none", "day", "week", "month", "minute"};
    hl_limit limit = {
        .scope = HL_SCOPE_USER,
        .count = strtol(v->text[CAP], NULL, 10),
        .only = HL_LEDGER_NONE,
        .channel = HL_LEDGER_NONE,
    };
    hl_duration per;
    if (hl_base__duration_parse(v->text[PERIOD], strlen(v->text[PERIOD]), &per)) {
        limit.rolling = true;
        limit.per = (hl_span){true, per.months, per.days, per.ms};
    }
    for (int i = 0; i <= HL_PERIOD_MINUTE; i++)
        if (strcmp(v->text[PERIOD], names[i]) == 0)
            limit.period = (hl_period)i;
    return limit;
}

static void add_sent(hl_planner *planner, const vector *v, const hl_limit *const *limits,
                     size_t count)
{
    const char *at = v->text[SENT];
    while (*at != '\0') {
        size_t length = strcspn(at, ";");
        hl_ledger_entry sent = {
            .at_ms = time_of(at, length), .operator_user = HL_LEDGER_NONE, .touch = HL_LEDGER_NONE};
        assert_true(hl_plan__ledger_add(hl_plan__planner_ledger(planner), &sent, limits, count));
        at += length + (at[length] == ';');
    }
}

static void describe(const hl_placement *p, const hl_zone *zone, char *out)
{
    if (p->outcome == HL_PLAN_OUTCOME_PLANNED)
        (void)hl_base__time_text(p->at_ms, hl_base__zone_offset(zone, p->at_ms), out);
    else
        (void)snprintf(out, HL_TIME_TEXT, "%s", hl_plan_reason_name(p->binding));
}

static void check_vector(const vector *v)
{
    const hl_zone *zone = NULL;
    assert_int_equal(hl_base__zones_find(zones, v->text[ZONE], strlen(v->text[ZONE]), &zone),
                     HL_OK);
    assert_non_null(zone);
    hl_window window = {.days = days_of(v->text[DAYS]),
                        .from_minutes = minutes_of(v->text[FROM]),
                        .to_minutes = minutes_of(v->text[TO])};
    hl_window quiet = {.days = 0x7f};
    hl_rule_window rules[] = {{&window, NULL}, {&quiet, NULL}};
    bool has_quiet = v->text[QUIET_FROM][0] != '\0';
    if (has_quiet) {
        quiet.from_minutes = minutes_of(v->text[QUIET_FROM]);
        quiet.to_minutes = minutes_of(v->text[QUIET_TO]);
    }
    hl_limit limit = limit_of(v);
    const hl_limit *limits[] = {&limit};
    hl_hook hook = {.name = "hook", .klass = HL_CLASS_PROMOTION, .value = 1};
    hl_arm_step arm_step = {.hook = &hook, .has_route = {true}};
    arm_step.routes[0] =
        (hl_route){.rule_count = has_quiet ? 2 : 1,
                   .rules = {{HL_PLAN_REASON_WINDOW, "window", false, 1, &rules[0]},
                             {HL_PLAN_REASON_QUIET, "quiet", true, 1, &rules[1]}},
                   .limit_count = v->text[CAP][0] == '\0' ? 0 : 1,
                   .limits = limits};
    hl_zone_set set = {1, {zone}};
    hl_days days = {0};
    hl_plan_settings settings = {.now_ms = time_of(v->text[NOW], strlen(v->text[NOW])),
                                 .salt = "trap",
                                 .workspace = zone,
                                 .days = &days,
                                 .arm_steps = &arm_step,
                                 .arm_step_count = 1,
                                 .zone_sets = &set,
                                 .zone_set_count = 1};
    hl_candidate c = {.trigger_id = "t",
                      .trigger_length = 1,
                      .operator_user = HL_LEDGER_NONE,
                      .wish_ms = time_of(v->text[DUE], strlen(v->text[DUE])),
                      .deadline_ms = HL_PLAN_OPEN,
                      .session_ms = INT64_MIN};
    if (v->text[DEADLINE][0] != '\0')
        c.deadline_ms = time_of(v->text[DEADLINE], strlen(v->text[DEADLINE]));
    hl_placement got;
    char text[HL_TIME_TEXT];
    hl_planner *planner = hl_plan__planner_new(&settings);
    add_sent(planner, v, limits, arm_step.routes[0].limit_count);
    assert_int_equal(hl_plan__planner_run(planner, &c, NULL, 1, &got, NULL), HL_OK);
    describe(&got, zone, text);
    if (strcmp(text, v->text[WANT]) != 0)
        fail_msg("%s (%s): %s, not %s", v->text[NAME], v->text[RULE], text, v->text[WANT]);
    hl_plan__planner_free(planner);
}

static void the_traps_of_others_are_not_ours(void **state)
{
    (void)state;
    hl_rows_options options = {.path = "tests/vectors/plan_traps.csv"};
    hl_rows *rows = NULL;
    hl_row row;
    int count = 0;
    assert_int_equal(hl_rows__open(&options, &rows, NULL), HL_OK);
    while (hl_rows__next(rows, &row)) {
        vector v;
        assert_null(row.problem);
        for (int i = 0; i < COLUMNS; i++)
            (void)snprintf(v.text[i], sizeof v.text[i], "%.*s", (int)row.fields[i].length,
                           row.fields[i].data);
        check_vector(&v);
        count++;
    }
    assert_int_equal(hl_rows__close(rows, NULL), HL_OK);
    print_message("%d traps\n", count);
    assert_true(count >= 38);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_traps_of_others_are_not_ours)};
    zones = hl_base__zones_new(NULL);
    int code = cmocka_run_group_tests(tests, NULL, NULL);
    hl_base__zones_free(zones);
    return code;
}
