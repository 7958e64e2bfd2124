/* Rows of users in, a line for each out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "assign/user_source.h"
#include "assign/writing.h"
#include "json/writer.h"

enum { PIECE = 1 << 16, SHOWN_REJECTS = 100, PROGRESS_EVERY = 1 << 16 };

typedef struct run {
    hl_assign_writing writing;
    hl_problems *problems;
    hl_row_source *rows;
    hl_user_source *users;
    hl_error reason; /* why the row at hand is refused */
} run;

/* The CSV line is written by pointer: this is the loop that every user passes. */
static char *put(char *to, const char *text, size_t length)
{
    memcpy(to, text, length);
    return to + length;
}

/* At most 2 * length + 2 bytes. */
static char *put_field(char *to, const char *text, size_t length)
{
    bool plain = length > 0;
    for (size_t i = 0; i < length && plain; i++)
        plain = text[i] != ',' && text[i] != '"' && text[i] != '\n' && text[i] != '\r';
    if (plain)
        return put(to, text, length);
    *to++ = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            *to++ = '"';
        *to++ = text[i];
    }
    *to++ = '"';
    return to;
}

enum { BUCKET_DIGITS = 16 }; /* 2^53 has as many */

static char *put_bucket(char *to, uint64_t bucket)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930"
                                "31323334353637383940414243444546474849505152535455565758596061"
                                "62636465666768697071727374757677787980818283848586878889909192"
                                "93949596979899";
    char digits[BUCKET_DIGITS];
    size_t at = sizeof digits;
    for (; bucket >= 100; bucket /= 100)
        memcpy(digits + (at -= 2), pairs + bucket % 100 * 2, 2);
    if (bucket >= 10)
        memcpy(digits + (at -= 2), pairs + bucket * 2, 2);
    else
        digits[--at] = (char)('0' + bucket);
    return put(to, digits + at, sizeof digits - at);
}

static const char *arm_name(const hl_assign_writing *r, const hl_assignment *a)
{
    return a->arm == SIZE_MAX ? NULL : r->assigner->experiment->design.arms[a->arm].name;
}

static void add_csv_line(hl_assign_writing *r, const hl_user_row *row, const hl_assignment *a)
{
    const char *arm = arm_name(r, a);
    const char *reason = hl_assign_reason_name(a->reason);
    size_t arm_length = arm == NULL ? 0 : strlen(arm);
    char *start = hl_base__text_room(&r->out, 2 * (row->id_length + arm_length) + 64);
    if (start == NULL)
        return;
    char *to = put_field(start, row->id, row->id_length);
    *to++ = ',';
    if (arm != NULL)
        to = put_field(to, arm, arm_length);
    *to++ = ',';
    if (a->reason != HL_ASSIGN_NO_UNIT)
        to = put_bucket(to, a->bucket);
    *to++ = ',';
    to = put(to, reason, strlen(reason));
    *to++ = '\n';
    hl_base__text_grow(&r->out, (size_t)(to - start));
}

static void add_json_line(hl_assign_writing *r, const hl_user_row *row, const hl_assignment *a)
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

static hl_status hand_over(hl_assign_writing *r, hl_error *err)
{
    if (hl_base__text_status(&r->out, err) != HL_OK)
        return HL_FAILED;
    if (r->out.length == 0)
        return HL_OK;
    hl_status status = r->options->write(r->options->context, r->out.data, r->out.length, err);
    hl_base__text_clear(&r->out);
    return status;
}

static void reject(run *r, const hl_user_row *row, const char *problem)
{
    r->writing.counts->rejected++;
    if (r->problems == NULL || r->writing.counts->rejected > SHOWN_REJECTS)
        return;
    hl_problem found = {.severity = HL_PROBLEM_ERROR,
                        .file = r->rows->name,
                        .line = row->line,
                        .column = row->problem_column,
                        .message = problem};
    hl_problems_add(r->problems, &found);
}

static void report_progress(run *r)
{
    int64_t done = 0;
    int64_t total = 0;
    if (r->writing.options->progress == NULL)
        return;
    hl_rows_progress(r->rows, &done, &total);
    r->writing.options->progress(r->writing.options->context, done, total);
}

const char *hl_assign__unit_name(const hl_assigner *assigner)
{
    return assigner->experiment->unit;
}

hl_status hl_assign__writing_begin(hl_assign_writing *writing, hl_error *err)
{
    const char *unit = hl_assign__unit_name(writing->assigner);
    bool asked = writing->options->remarks != NULL;
    if (asked && (!hl_assign__known_want_read(&writing->known, writing->assigner->audience) ||
                  (strcmp(unit, "user") != 0 && !hl_assign__known_want(&writing->known, unit))))
        return hl_error_memory(err);
    if (writing->options->format == HL_ASSIGN_CSV)
        hl_base__text_add(&writing->out, "user_id,arm,bucket,reason\n");
    return hl_base__text_status(&writing->out, err);
}

hl_status hl_assign__writing_add(hl_assign_writing *writing, const hl_user_row *row,
                                 const hl_value *attributes, hl_error *err)
{
    hl_assignment a;
    const hl_evidence evidence = {writing->options->unread, &writing->misled};
    hl_status status = hl_assign__decide(writing->assigner, row->unit, row->unit_length, attributes,
                                         writing->options->at_utc_ms, evidence, &a, err);
    if (status != HL_OK)
        return status;
    if (!hl_assign__known_all(&writing->known) &&
        !hl_assign__known_note(&writing->known, attributes))
        return hl_error_memory(err);
    if (writing->options->format == HL_ASSIGN_CSV)
        add_csv_line(writing, row, &a);
    else
        add_json_line(writing, row, &a);
    writing->counts->users++;
    writing->counts->by_reason[a.reason]++;
    if (writing->counts->by_arm != NULL && a.arm != SIZE_MAX)
        writing->counts->by_arm[a.arm]++;
    return writing->out.length >= PIECE || writing->out.failed ? hand_over(writing, err) : HL_OK;
}

static void tell_missing(void *context, uint32_t number, const char *name, const char *near)
{
    char message[300];
    (void)number;
    (void)snprintf(message, sizeof message, "no user has '%.100s'%s%.100s%s", name,
                   near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                   near == NULL ? "" : "'?");
    hl_problems_add(context, &(hl_problem){.severity = HL_PROBLEM_WARNING, .message = message});
}

static void tell_respelt(void *context, const char *name, const hl_known_value *value)
{
    char message[HL_KNOWN_TEXT];
    hl_assign__known_respelt_text(name, value, message);
    hl_problems_add(context, &(hl_problem){.severity = HL_PROBLEM_WARNING, .message = message});
}

/* One that nobody has is a slip of the hand, unless nobody was kept out for it. */
static bool remark(const hl_assign_writing *writing)
{
    const hl_assign_counts *counts = writing->counts;
    bool kept_out =
        counts->by_reason[HL_ASSIGN_AUDIENCE] > 0 || counts->by_reason[HL_ASSIGN_NO_UNIT] > 0;
    if (writing->options->remarks != NULL)
        hl_assign__known_respelt(&writing->known, tell_respelt, writing->options->remarks);
    return !kept_out || writing->options->remarks == NULL ||
           hl_assign__known_missing(&writing->known, tell_missing, writing->options->remarks);
}

hl_status hl_assign__writing_end(hl_assign_writing *writing, hl_status status, hl_error *err)
{
    if (status == HL_OK)
        status = hl_assign__misled_check(&writing->misled, err);
    if (status == HL_OK)
        status = hand_over(writing, err);
    if (status == HL_OK && !remark(writing))
        status = hl_error_memory(err);
    if (status == HL_OK && writing->options->remarks != NULL)
        status = hl_problems_status(writing->options->remarks, err);
    hl_assign__known_free(&writing->known);
    hl_base__text_free(&writing->out);
    return status;
}

static hl_status take_user(run *r, const hl_user_row *row, hl_error *err)
{
    const hl_value *attributes = NULL;
    r->reason.status = HL_OK;
    if (row->problem != NULL) {
        reject(r, row, row->problem);
        return HL_OK;
    }
    switch (hl_assign__user_source_attributes(r->users, &attributes, &r->reason)) {
    case HL_OK:
        return hl_assign__writing_add(&r->writing, row, attributes, err);
    case HL_REJECTED:
        reject(r, row, r->reason.message);
        return HL_OK;
    case HL_FAILED:
    case HL_USAGE:
        break;
    }
    return hl_error_set(err, r->reason.status, "%s", r->reason.message);
}

static hl_status take_all(run *r, hl_error *err)
{
    hl_user_row row;
    bool got = true;
    hl_status status = hl_assign__writing_begin(&r->writing, err);
    for (int64_t rows = 1; status == HL_OK; rows++) {
        status = hl_assign__user_source_next(r->users, &row, &got, err);
        if (status != HL_OK || !got)
            break;
        status = take_user(r, &row, err);
        if (rows % PROGRESS_EVERY == 0)
            report_progress(r);
    }
    if (status == HL_OK && !hl_assign__known_columns(&r->writing.known, r->rows))
        status = hl_error_memory(err);
    return hl_assign__writing_end(&r->writing, status, err);
}

hl_status hl_assign_rows(const hl_assigner *assigner, hl_row_source *users,
                         const hl_assign_options *options, hl_problems *problems,
                         hl_assign_counts *counts, hl_error *err)
{
    run r = {.writing = {.assigner = assigner, .options = options, .counts = counts},
             .problems = problems,
             .rows = users};
    hl_status status =
        hl_assign__user_source_open(users, assigner->experiment->unit, &r.users, err);
    if (status == HL_OK)
        status = hl_assign__user_source_want_read(r.users, assigner->audience, err);
    if (status == HL_OK)
        status = hl_assign__user_source_judge(r.users, problems, err);
    if (status == HL_OK)
        status = take_all(&r, err);
    if (status == HL_OK)
        hl_assign__user_source_tell(r.users, problems);
    hl_assign__user_source_free(r.users);
    return status == HL_OK ? hl_problems_status(problems, err) : status;
}

hl_status hl_assign_users(const hl_assigner *assigner, const hl_assign_options *options,
                          hl_problems *problems, hl_assign_counts *counts, hl_error *err)
{
    /* who an audience selects is not read from a record that is half readable */
    hl_rows_file_options how = options->file;
    how.check_nested = assigner->experiment->audience != NULL;
    hl_row_source *users = NULL;
    hl_status status = hl_rows_open_file(options->users, &how, &users, err);
    if (status == HL_OK && problems != NULL)
        hl_rows_tell(users, problems);
    if (status == HL_OK)
        status = hl_assign_rows(assigner, users, options, problems, counts, err);
    hl_rows_close(users);
    return status;
}
