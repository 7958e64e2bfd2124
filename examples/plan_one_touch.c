/* When may this customer be told? One coupon of one customer goes in, and the minute comes out at
 * which the reminder may and should go, by the customer's own clock, with the reasons.
 *
 *   plan_one_touch experiments/coupon-expiry-evening/coupon-expiry-evening.json */
#include <hookline.h>
#include <stdio.h>
#include <stdlib.h>

static void tell(const hl_planned_touch *touch)
{
    char at[HL_TIME_TEXT];
    printf("%s (%s): %s\n", touch->user_id, touch->arm,
           touch->outcome == HL_PLAN_OUTCOME_PLANNED ? hl_time_text(touch->planned, at) : "never");
    for (size_t i = 0; i < touch->reason_count; i++)
        printf("  %s %s\n", hl_plan_reason_name(touch->reasons[i].code),
               hl_time_text(touch->reasons[i].at, at));
}

static hl_status plan_one(const hl_definition *definition, hl_problems *problems, hl_error *err)
{
    static const char *const trigger_columns[] = {"trigger_id", "user_id", "hook", "at"};
    static const char *const trigger[] = {"c1", "u1", "coupon", "2026-11-30T00:30:00-05:00"};
    static const char *const user_columns[] = {"user_id", "zone", "orders"};
    static const char *const user[] = {"u1", "America/New_York", "2"};
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    hl_planned_touch touch;
    hl_plan *plan = NULL;
    options.now_utc_ms = 1795651200000; /* 2026-11-26T00:00:00Z */
    hl_status status =
        hl_rows_from_memory(trigger_columns, 4, trigger, 1, &options.rows.triggers, err);
    if (status == HL_OK)
        status = hl_rows_from_memory(user_columns, 3, user, 1, &options.rows.users, err);
    if (status == HL_OK)
        status = hl_plan_make(definition, &options, problems, &plan, err);
    while (status == HL_OK && hl_plan_next(plan, &touch))
        tell(&touch);
    hl_plan_free(plan);
    hl_rows_close(options.rows.triggers);
    hl_rows_close(options.rows.users);
    return status;
}

int main(int argc, char **argv)
{
    hl_error err = HL_ERROR_INIT;
    hl_definition *definition = NULL;
    hl_init();
    hl_problems *problems = hl_problems_new();
    hl_status status = problems == NULL ? hl_error_memory(&err) : HL_OK;
    if (status == HL_OK)
        status = hl_definition_load(argc > 1 ? argv[1] : "-", problems, &definition, &err);
    if (status == HL_OK)
        status = plan_one(definition, problems, &err);
    if (status != HL_OK)
        fprintf(stderr, "%s\n", err.message);
    hl_definition_free(definition);
    hl_problems_free(problems);
    return (int)status;
}
