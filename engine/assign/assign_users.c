/* A file of users in, a line for each out. */
#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "assign/user_rows.h"
#include "base/text.h"
#include "json/writer.h"

enum { PIECE = 1 << 16, SHOWN_REJECTS = 100, PROGRESS_EVERY = 1 << 16 };

typedef struct run {
    const hl_assigner *assigner;
    const hl_assign_options *options;
    hl_problems *problems;
    hl_assign_counts *counts;
    hl_user_rows *users;
    hl_text out;
    bool wants_attributes;
} run;

static void add_csv_field(hl_text *out, const char *text, size_t length)
{
    bool plain = true;
    for (size_t i = 0; i < length && plain; i++)
        plain = text[i] != ',' && text[i] != '"' && text[i] != '\n' && text[i] != '\r';
    if (plain && length > 0) {
        hl_base__text_add_bytes(out, text, length);
        return;
    }
    hl_base__text_add_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            hl_base__text_add_char(out, '"');
        hl_base__text_add_char(out, text[i]);
    }
    hl_base__text_add_char(out, '"');
}

static void add_bucket(hl_text *out, uint64_t bucket)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + bucket % 10);
        bucket /= 10;
    } while (bucket > 0);
    hl_base__text_add_bytes(out, digits + at, sizeof digits - at);
}

static const char *arm_name(const run *r, const hl_assignment *a)
{
    return a->arm == SIZE_MAX ? NULL : r->assigner->experiment->design.arms[a->arm].name;
}

static void add_csv_line(run *r, const hl_user_row *row, const hl_assignment *a)
{
    const char *arm = arm_name(r, a);
    add_csv_field(&r->out, row->id, row->id_length);
    hl_base__text_add_char(&r->out, ',');
    if (arm != NULL)
        add_csv_field(&r->out, arm, strlen(arm));
    hl_base__text_add_char(&r->out, ',');
    if (a->reason != HL_ASSIGN_NO_UNIT)
        add_bucket(&r->out, a->bucket);
    hl_base__text_add_char(&r->out, ',');
    hl_base__text_add(&r->out, hl_assign_reason_name(a->reason));
    hl_base__text_add_char(&r->out, '\n');
}

static void add_json_line(run *r, const hl_user_row *row, const hl_assignment *a)
{
    hl_json_writer writer = hl_json__writer(&r->out, 0);
    hl_json__open_object(&writer);
    hl_json__key(&writer, "user_id");
    hl_json__add_string_bytes(&writer, row->id, row->id_length);
    hl_json__key(&writer, "arm");
    hl_json__add_string(&writer, arm_name(r, a));
    hl_json__key(&writer, "bucket");
    if (a->reason == HL_ASSIGN_NO_UNIT)
        hl_json__add_null(&writer);
    else
        hl_json__add_int(&writer, (int64_t)a->bucket);
    hl_json__key(&writer, "reason");
    hl_json__add_string(&writer, hl_assign_reason_name(a->reason));
    hl_json__close_object(&writer);
    hl_base__text_add_char(&r->out, '\n');
}

static hl_status hand_over(run *r, hl_error *err)
{
    if (r->out.failed)
        return hl_error_memory(err);
    if (r->out.length == 0)
        return HL_OK;
    hl_status status = r->options->write(r->options->context, r->out.data, r->out.length, err);
    hl_base__text_clear(&r->out);
    return status;
}

static void reject(run *r, const hl_user_row *row, const char *problem)
{
    r->counts->rejected++;
    if (r->problems == NULL || r->counts->rejected > SHOWN_REJECTS)
        return;
    hl_problem found = {.severity = HL_PROBLEM_ERROR,
                        .file = r->options->users,
                        .line = row->line,
                        .column = row->problem_column,
                        .message = problem};
    hl_problems_add(r->problems, &found);
}

static void report_progress(run *r)
{
    int64_t done = 0;
    int64_t total = 0;
    if (r->options->progress == NULL)
        return;
    hl_assign__user_rows_progress(r->users, &done, &total);
    r->options->progress(r->options->context, done, total);
}

/* The attributes when the audience needs them; false when the row has none that can be read. */
static bool attributes_of(run *r, const hl_user_row *row, const hl_value **out)
{
    hl_error err = HL_ERROR_INIT;
    *out = NULL;
    if (!r->wants_attributes)
        return true;
    *out = hl_assign__user_rows_attributes(r->users, &err);
    if (*out == NULL)
        reject(r, row, err.message);
    return *out != NULL;
}

static void take_user(run *r, const hl_user_row *row)
{
    const hl_value *attributes = NULL;
    if (row->problem != NULL) {
        reject(r, row, row->problem);
        return;
    }
    if (!attributes_of(r, row, &attributes))
        return;
    hl_assignment a = hl_assigner_decide(r->assigner, row->unit, row->unit_length, attributes,
                                         r->options->at_utc_ms);
    if (r->options->format == HL_ASSIGN_CSV)
        add_csv_line(r, row, &a);
    else
        add_json_line(r, row, &a);
    r->counts->users++;
    r->counts->by_reason[a.reason]++;
    if (r->counts->by_arm != NULL && a.arm != SIZE_MAX)
        r->counts->by_arm[a.arm]++;
}

static hl_status take_all(run *r, hl_error *err)
{
    hl_user_row row;
    hl_status status = HL_OK;
    if (r->options->format == HL_ASSIGN_CSV)
        hl_base__text_add(&r->out, "user_id,arm,bucket,reason\n");
    for (int64_t rows = 1; status == HL_OK && hl_assign__user_rows_next(r->users, &row); rows++) {
        take_user(r, &row);
        if (r->out.length >= PIECE)
            status = hand_over(r, err);
        if (rows % PROGRESS_EVERY == 0)
            report_progress(r);
    }
    return status == HL_OK ? hand_over(r, err) : status;
}

hl_status hl_assign_users(const hl_assigner *assigner, const hl_assign_options *options,
                          hl_problems *problems, hl_assign_counts *counts, hl_error *err)
{
    run r = {.assigner = assigner, .options = options, .problems = problems, .counts = counts};
    r.wants_attributes = assigner->experiment->audience != NULL;
    hl_status status =
        hl_assign__user_rows_open(options->users, assigner->experiment->unit, &r.users, err);
    if (status != HL_OK)
        return status;
    status = take_all(&r, err);
    hl_status closed = hl_assign__user_rows_close(r.users, err);
    hl_base__text_free(&r.out);
    return status == HL_OK ? closed : status;
}
