/* Rows into a store: users, touches, events, costs. The first byte chooses the kind (its lowest two
 * bits), NDJSON, a zone for times without one, and how numbers of time are read. Whatever rows say,
 * the cells are what the log gives, and the same rows again add nothing. */
#include <string.h>

#include "hookline.h"
#include "tests/support/fuzz.h"

#define METRICS                                                                                    \
    "\"metrics\":[{\"metric\":\"click\",\"kind\":\"proportion\",\"event\":\"click\",\"within\":"   \
    "\"PT24H\",\"role\":\"primary\"},{\"metric\":\"money\",\"kind\":\"mean\",\"event\":"           \
    "\"convert\",\"value\":\"sum\",\"within\":\"P7D\",\"per\":\"touch\"},{\"metric\":\"q\","       \
    "\"kind\":\"quantile\",\"quantile\":0.9,\"event\":\"convert\",\"value\":\"sum\",\"within\":"   \
    "\"P7D\"}]}"

static const char *const definitions[] = {
    "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\",\"zone\":\"America/New_York\","
    "\"arms\":[{\"arm\":\"a\"},{\"arm\":\"b\"}],\"control\":\"a\",\"segments\":{\"rich\":{"
    "\"spend\":{\"$gte\":10}}},\"analysis\":{\"covariates\":[\"spend\"]}," METRICS,
    "{\"format\":\"hookline-experiment/1\",\"experiment\":\"y\",\"unit\":\"shop\","
    "\"arms\":[{\"arm\":\"a\"},{\"arm\":\"b\"}],\"control\":\"a\"," METRICS,
};

static const char users[] = "user_id,zone,spend,shop\nu1,Asia/Shanghai,12,s\nu2,,3,s\nu3,,,\n";
static const char touches[] = "touch_id,user_id,experiment,arm,planned_at,sent_at\n"
                              "t1,u1,x,a,,2026-03-01T10:00:00Z\nt2,u2,x,b,,2026-03-01T11:00:00Z\n"
                              "t3,u1,y,a,,2026-03-01T10:00:00Z\nt4,u3,y,b,2026-03-01T10:00:00Z,\n";

static void apply(hl_store *store)
{
    hl_definition *made[2] = {NULL, NULL};
    hl_apply_result results[2];
    hl_apply_options options = {false, false, 1772323200000};
    hl_problems *problems = hl_problems_new();
    for (int i = 0; i < 2; i++)
        if (hl_definition_parse("x", definitions[i], strlen(definitions[i]), problems, &made[i],
                                NULL) != HL_OK)
            abort();
    if (hl_store_apply(store, (const hl_definition *const *)made, 2, &options, results, problems,
                       NULL) != HL_OK)
        abort();
    for (int i = 0; i < 2; i++)
        hl_definition_free(made[i]);
    hl_problems_free(problems);
}

static hl_status import(hl_store *store, hl_import_kind kind, const char *text, size_t length,
                        unsigned how, hl_import_summary *done, hl_error *err)
{
    hl_row_source *rows = NULL;
    hl_rows_file_options format = {.format = (how & 4U) != 0 ? HL_ROWS_NDJSON : HL_ROWS_CSV};
    hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    options.zone = (how & 8U) != 0 ? "America/New_York" : NULL;
    options.batch_rows = (how & 16U) != 0 ? 2 : 0;
    options.times.epoch = (hl_epoch)((how >> 5 & 7U) % 6);
    options.times.order = (hl_date_order)((how >> 5 & 7U) % 3);
    hl_problems *problems = hl_problems_new();
    *done = (hl_import_summary){0};
    hl_status status = hl_rows_open_text("rows", text, length, &format, &rows, err);
    if (status == HL_OK)
        status = hl_store_import_rows(store, kind, rows, &options, problems, done, err);
    hl_rows_close(rows);
    hl_problems_free(problems);
    return status;
}

static void verify(hl_store *store)
{
    hl_verify_summary summary;
    hl_error err = HL_ERROR_INIT;
    if (hl_store_verify(store, false, NULL, &summary, &err) != HL_OK &&
        strstr(err.message, "add up to 10^20") == NULL)
        abort();
}

static void take(const char *text, size_t length)
{
    hl_store *store = NULL;
    hl_store_options options = HL_STORE_OPTIONS_INIT;
    hl_import_summary first, again;
    hl_error err = HL_ERROR_INIT;
    unsigned how = length == 0 ? 0 : (unsigned char)text[0];
    hl_import_kind kind = (hl_import_kind)(how & 3U);
    options.create = true;
    if (hl_store_open(":memory:", &options, &store, &err) != HL_OK)
        abort();
    apply(store);
    if (import(store, HL_IMPORT_USERS, users, sizeof users - 1, 0, &first, &err) != HL_OK ||
        import(store, HL_IMPORT_TOUCHES, touches, sizeof touches - 1, 0, &first, &err) != HL_OK)
        abort();
    text += length > 0;
    length -= length > 0;
    hl_status status = import(store, kind, text, length, how, &first, &err);
    if (status != HL_OK && err.message[0] == '\0')
        abort();
    if (status == HL_OK &&
        first.rows != first.added + first.updated + first.duplicates + first.rejected)
        abort();
    verify(store);
    if (status == HL_OK && (import(store, kind, text, length, how, &again, &err) != HL_OK ||
                            again.added != 0 || again.rejected != first.rejected))
        abort();
    verify(store);
    hl_store_close(store);
}

HL_FUZZ_TARGET("import", 250, take)
