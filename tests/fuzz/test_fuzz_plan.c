/* A plan and its inputs, divided by lines "##": options (one byte), definition, triggers, users,
 * events, touches, calendar. What can be planned is planned, told in every form and explained; what
 * cannot is refused with a reason. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hookline.h"
#include "tests/support/fuzz.h"

enum { TRIGGERS, USERS, EVENTS, TOUCHES, TABLES };

static hl_status drop(void *context, const char *data, size_t length, hl_error *err)
{
    (void)context;
    (void)data;
    (void)length;
    (void)err;
    return HL_OK;
}

static void tell(hl_plan *plan)
{
    hl_planned_touch touch;
    int64_t told = 0;
    char *explanation = NULL;
    while (hl_plan_next(plan, &touch))
        told++;
    if (told != hl_plan_count(plan)->touches)
        abort();
    for (int format = 0; format < 3; format++)
        if (hl_plan_stream(plan, (hl_plan_format)format, (hl_lang)(format % 2), drop, NULL, NULL) !=
            HL_OK)
            abort();
    if (hl_plan_explain(plan, HL_LANG_ZH, &explanation, NULL) != HL_OK)
        abort();
    free(explanation);
}

static bool write_calendar(char *path, hl_fuzz_part calendar)
{
    int fd = calendar.length == 0 ? -1 : mkstemp(path);
    if (fd < 0)
        return false;
    bool good = write(fd, calendar.text, calendar.length) == (ssize_t)calendar.length;
    (void)close(fd);
    return good;
}

static void plan_it(const hl_definition *definition, unsigned how, hl_fuzz_part rest)
{
    char calendar[] = "/tmp/hl-fuzz-calendar-XXXXXX";
    hl_row_source *tables[TABLES] = {NULL};
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    hl_plan *plan = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    hl_status status = HL_OK;
    for (int i = 0; status == HL_OK && i < TABLES; i++) {
        hl_fuzz_part part = hl_fuzz_next(&rest);
        if (part.length > 0)
            status = hl_rows_open_text("rows", part.text, part.length, NULL, &tables[i], &err);
    }
    options.rows = (hl_plan_rows){tables[TRIGGERS], tables[USERS], tables[EVENTS], tables[TOUCHES]};
    options.now_utc_ms = INT64_C(1773052800000);
    options.zone = (how & 1U) != 0 ? "Asia/Shanghai" : NULL;
    options.strict_zones = (how & 2U) != 0;
    options.explain = (how & 4U) != 0 ? "x/g1/1" : NULL;
    options.horizon_ms *= (how & 8U) != 0 ? 30 : 1;
    options.times.epoch = (hl_epoch)((how >> 4 & 7U) % 6);
    if (write_calendar(calendar, rest))
        options.calendar = calendar;
    if (status == HL_OK)
        status = hl_plan_make(definition, &options, problems, &plan, &err);
    if (status == HL_OK)
        tell(plan);
    else if (err.message[0] == '\0')
        abort();
    hl_plan_free(plan);
    for (int i = 0; i < TABLES; i++)
        hl_rows_close(tables[i]);
    if (options.calendar != NULL)
        (void)unlink(calendar);
    hl_problems_free(problems);
}

static void take(const char *text, size_t length)
{
    hl_fuzz_part rest = {text, length};
    hl_fuzz_part how = hl_fuzz_next(&rest);
    hl_fuzz_part wanted = hl_fuzz_next(&rest);
    hl_definition *definition = NULL;
    hl_problems *problems = hl_problems_new();
    hl_error err = HL_ERROR_INIT;
    hl_status status =
        hl_definition_parse("x.json", wanted.text, wanted.length, problems, &definition, &err);
    if (status == HL_OK)
        status = hl_plan_check(definition, problems, &err);
    if (status == HL_OK)
        plan_it(definition, how.length == 0 ? 0 : (unsigned char)how.text[0], rest);
    hl_definition_free(definition);
    hl_problems_free(problems);
}

HL_FUZZ_TARGET("plan", 1500, take)
