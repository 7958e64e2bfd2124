/* The experiments of a store, as JSON. */
#include "base/civil.h"
#include "base/text.h"
#include "hookline/store_report.h"
#include "reports/batch_json.h"
#include "json/writer.h"

static void add_experiment(hl_json_writer *json, const hl_store_experiment *x,
                           const hl_batch *batch, const hl_batch_row *row)
{
    char at[HL_TIME_TEXT];
    hl_json__open_object(json);
    hl_json__string_member(json, "experiment", x->name);
    hl_json__int_member(json, "version", x->version);
    hl_json__string_member(json, "applied_at", hl_base__time_text(x->applied_at_utc_ms, 0, at));
    if (x->unreadable == NULL) {
        hl_json__int_member(json, "units", x->units);
        hl_json__int_member(json, "touches", x->touches);
    } else {
        hl_json__string_member(json, "units", NULL);
        hl_json__string_member(json, "touches", NULL);
    }
    hl_json__string_member(json, "unreadable", x->unreadable);
    if (row != NULL) {
        hl_json__int_member(json, "arms", (int64_t)row->arm_count);
        hl_reports__batch_members(json, batch, row);
    }
    hl_json__close_object(json);
}

static hl_status write(const hl_store_experiment *list, size_t count, const hl_batch *batch,
                       char **out, hl_error *err)
{
    hl_text text = {0};
    hl_json_writer json = hl_json__writer(&text, 2);
    hl_json__open_object(&json);
    hl_json__string_member(&json, "format", "hookline-experiments/1");
    hl_json__key(&json, "experiments");
    hl_json__open_array(&json);
    for (size_t i = 0; i < count; i++)
        add_experiment(&json, &list[i], batch, batch == NULL ? NULL : &batch->rows[i]);
    hl_json__close_array(&json);
    hl_json__close_object(&json);
    hl_base__text_add(&text, "\n");
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}

hl_status hl_store_write_experiments(const hl_store_experiment *list, size_t count, char **out,
                                     hl_error *err)
{
    return write(list, count, NULL, out, err);
}

hl_status hl_store_write_experiments_read(const hl_store_experiment *list, size_t count,
                                          const hl_batch *batch, char **out, hl_error *err)
{
    return write(list, count, batch, out, err);
}
