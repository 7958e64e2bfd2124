#include "tests/support/plan_rows.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/check.h"

static const char definition_text[] =
    "{\"format\": \"hookline-experiment/1\", \"experiment\": \"m\", \"unit\": \"user\","
    "\"hooks\": {\"a\": {\"trigger\": \"go\", \"class\": \"service\", \"expiry\": \"P7D\"},"
    "           \"b\": {\"after\": \"a\", \"delay\": \"PT1H\", \"class\": \"promotion\"},"
    "           \"c\": {\"anchor\": \"expires\", \"lead\": \"P1D\", \"class\": \"service\"}},"
    "\"windows\": {\"w\": {\"days\": \"working\", \"from\": \"09:00\", \"to\": \"18:00\"}},"
    "\"caps\": [{\"scope\": \"user\", \"count\": 1, \"calendar\": \"day\"}],"
    "\"variants\": {\"v\": {\"text\": {\"en\": \"hello\", \"zh\": \"你好\"}}},"
    "\"channel\": \"email\","
    "\"arms\": [{\"arm\": \"only\", \"weight\": 1, \"steps\": ["
    "  {\"hook\": \"a\", \"variant\": \"v\", \"window\": \"w\"},"
    "  {\"hook\": \"b\", \"variant\": \"v\", \"window\": \"w\"},"
    "  {\"hook\": \"c\", \"variant\": \"v\"}]}],"
    "\"metrics\": [{\"metric\": \"click\", \"kind\": \"proportion\", \"event\": \"click\", "
    "\"within\": \"PT24H\", \"role\": \"primary\"}]}";

hl_definition *hl_test_plan_definition(void)
{
    hl_error err = HL_ERROR_INIT;
    hl_definition *definition = NULL;
    hl_problems *problems = hl_problems_new();
    if (hl_definition_parse("m", definition_text, strlen(definition_text), problems, &definition,
                            &err) != HL_OK)
        fail_msg("%s: %s", err.message,
                 hl_problems_count(problems) > 0 ? hl_problems_line(problems, 0) : "");
    hl_problems_free(problems);
    return definition;
}

typedef const char *const columns[HL_TEST_COLUMNS];

static hl_status open_rows(const columns names, const hl_test_row *rows, hl_row_source **out,
                           hl_error *err)
{
    size_t count = 0;
    *out = NULL;
    if (rows == NULL)
        return HL_OK;
    while (rows[count][0] != NULL)
        count++;
    return hl_rows_from_memory(names, HL_TEST_COLUMNS, rows[0], count, out, err);
}

hl_status hl_test_plan(const hl_definition *definition, const hl_test_rows *rows,
                       hl_plan_options options, hl_plan **out, hl_error *err)
{
    static columns users = {"user_id", "zone", "operator", "expires", "house"};
    static columns triggers = {"trigger_id", "user_id", "hook", "at", "operator"};
    static columns events = {"user_id", "type", "at", "", " "};
    static columns touches = {"touch_id", "user_id", "experiment", "hook", "sent_at"};
    hl_plan_rows *in = &options.rows;
    hl_problems *problems = hl_problems_new();
    *out = NULL;
    hl_status status = problems == NULL ? hl_error_memory(err) : HL_OK;
    if (status == HL_OK)
        status = open_rows(users, rows->users, &in->users, err);
    if (status == HL_OK && in->triggers == NULL)
        status = open_rows(triggers, rows->triggers, &in->triggers, err);
    if (status == HL_OK)
        status = open_rows(events, rows->events, &in->events, err);
    if (status == HL_OK)
        status = open_rows(touches, rows->touches, &in->touches, err);
    if (options.now_utc_ms == 0)
        options.now_utc_ms = HL_TEST_NOW;
    if (status == HL_OK)
        status = hl_plan_make(definition, &options, problems, out, err);
    hl_rows_close(in->users);
    hl_rows_close(in->triggers);
    hl_rows_close(in->events);
    hl_rows_close(in->touches);
    hl_problems_free(problems);
    return status;
}
