/* A condition and the rows that it is asked of, "condition \n##\n rows as NDJSON": compiled or
 * refused, and every row that names its user has an answer. */
#include <string.h>

#include "base/text.h"
#include "hookline.h"
#include "tests/support/fuzz.h"

static hl_status drop(void *context, const char *data, size_t length, hl_error *err)
{
    (void)context;
    (void)data;
    (void)length;
    (void)err;
    return HL_OK;
}

static void ask(const hl_experiment *x, hl_fuzz_part rows)
{
    hl_error err = HL_ERROR_INIT;
    hl_assigner *assigner = NULL;
    hl_row_source *users = NULL;
    hl_assign_counts counts = {0};
    hl_problems *problems = hl_problems_new();
    const hl_rows_file_options as_json = {.format = HL_ROWS_NDJSON};
    const hl_assign_options options = {.at_utc_ms = 1772323200000, .write = drop};
    hl_status status = hl_assigner_new(x, NULL, &assigner, &err);
    if (status == HL_OK)
        status = hl_rows_open_text("rows", rows.text, rows.length, &as_json, &users, &err);
    if (status == HL_OK)
        status = hl_assign_rows(assigner, users, &options, problems, &counts, &err);
    int64_t told = 0;
    for (int i = 0; i <= (int)HL_ASSIGN_ASSIGNED; i++)
        told += counts.by_reason[i];
    if (status == HL_OK && told != counts.users)
        abort();
    hl_rows_close(users);
    hl_assigner_free(assigner);
    hl_problems_free(problems);
}

static void take(const char *text, size_t length)
{
    hl_fuzz_part rest = {text, length};
    hl_fuzz_part condition = hl_fuzz_next(&rest);
    hl_text whole = {0};
    hl_error err = HL_ERROR_INIT;
    hl_definition *definition = NULL;
    hl_problems *problems = hl_problems_new();
    hl_base__text_add(&whole, "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\","
                              "\"arms\":[{\"arm\":\"a\"},{\"arm\":\"b\"}],\"control\":\"a\","
                              "\"metrics\":[{\"metric\":\"m\",\"kind\":\"proportion\",\"event\":"
                              "\"e\",\"within\":\"P1D\"}],\"audience\":");
    hl_base__text_add_bytes(&whole, condition.text, condition.length);
    hl_base__text_add(&whole, "}");
    hl_status status =
        hl_definition_parse("fuzz", whole.data, whole.length, problems, &definition, &err);
    if (status == HL_OK)
        ask(hl_definition_experiment(definition), rest);
    hl_definition_free(definition);
    hl_problems_free(problems);
    hl_base__text_free(&whole);
}

HL_FUZZ_TARGET("condition", 6000, take)
