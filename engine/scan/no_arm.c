#include "scan/no_arm.h"

#include <string.h>

#include "base/ruined_id.h"
#include "base/written_number.h"
#include "rows/dialect.h"
#include "scan/arm_lists.h"
#include "scan/files.h"

static bool is(const char *name, const char *text, size_t length)
{
    return name != NULL && strlen(name) == length && memcmp(name, text, length) == 0;
}

static bool is_asked_for(const hl_design_request *request, const char *text, size_t length)
{
    bool found = is(request->control, text, length);
    for (size_t i = 0; request->base != NULL && i < request->base->arm_count && !found; i++)
        found = is(request->base->arms[i].name, text, length);
    return found;
}

static void complain_of_total(hl_scan_worker *worker, size_t field, const char *text, size_t length)
{
    worker->no_user = true;
    (void)hl_scan__complain(worker, field, NULL, "'%.*s' is a row of totals, it seems, and no user",
                            (int)length, text);
}

static bool is_total(hl_scan_worker *worker, size_t label, bool total)
{
    const hl_scan_layout *layout = worker->layout;
    if (total && label != layout->arm)
        complain_of_total(worker, label < layout->field_count ? label : HL_SCAN_NONE,
                          worker->fields[label].data, worker->fields[label].length);
    return total && label != layout->arm;
}

/* "Summe control", "control Total", in a row of that arm: a total's word beside the arm's name. */
static bool is_total_of_arm(const hl_scan_worker *worker, const hl_field *label)
{
    const hl_scan_layout *layout = worker->layout;
    if (layout->arm == HL_SCAN_NONE || layout->arm == layout->first)
        return false;
    const hl_field *arm = &worker->fields[layout->arm];
    if (arm->length == 0 || label->length < arm->length + 2)
        return false;
    size_t rest = label->length - arm->length;
    const char *end = label->data + rest;
    if (end[-1] == ' ' && memcmp(end, arm->data, arm->length) == 0)
        return hl_rows__is_total(label->data, rest);
    return memcmp(label->data, arm->data, arm->length) == 0 && label->data[arm->length] == ' ' &&
           hl_rows__is_total(label->data + arm->length + 1, rest - 1);
}

bool hl_scan__is_total(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    const hl_field *first = layout->first == HL_SCAN_NONE ? NULL : &worker->fields[layout->first];
    const hl_field *unit = layout->unit == HL_SCAN_NONE ? NULL : &worker->fields[layout->unit];
    return (first != NULL && hl_rows__may_be_total(first->data, first->length) &&
            is_total(worker, layout->first, hl_rows__is_total(first->data, first->length))) ||
           (unit != NULL &&
            is_total(worker, layout->unit, hl_rows__is_summary(unit->data, unit->length))) ||
           (first != NULL && is_total(worker, layout->first, is_total_of_arm(worker, first)));
}

/* "A Total", "A 汇总": what a spreadsheet writes below the rows of A. */
static bool is_subtotal(const char *text, size_t length)
{
    static const char *const ends[] = {" Total", " 汇总"};
    bool found = false;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t size = strlen(ends[i]);
        found = found || (length > size && memcmp(text + length - size, ends[i], size) == 0);
    }
    return found;
}

/* ---- the header once more */

typedef enum header_kind { NO_HEADER, SAME_HEADER, OTHER_HEADER } header_kind;

static bool names_column(const hl_scan_worker *worker, size_t field)
{
    const hl_field *text = &worker->fields[field];
    return hl_rows__column_named(worker->layout->rows, text->data, text->length) >= 0;
}

static bool names_itself(const hl_scan_worker *worker, size_t field)
{
    const hl_field *text = &worker->fields[field];
    return is(worker->layout->names[field], text->data, text->length);
}

static bool has_arm_column(const hl_scan_layout *layout)
{
    return layout->arm != HL_SCAN_NONE && layout->arm != layout->file_field;
}

/* A number, or a yes or no, is no name. */
static bool is_value(const hl_field *text)
{
    hl_written_number number;
    bool yes = false;
    return hl_base__written_number(text->data, text->length, '.', false, &number) <
               HL_NUMBER_BLANK ||
           hl_base__written_bit(text->data, text->length, &yes) == HL_NUMBER_EXACT;
}

/* By what stands where numbers are wanted: names of columns, and whether they are their own. */
static header_kind kind_of(const hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    bool arm_itself = has_arm_column(layout) && names_itself(worker, layout->arm);
    bool own = true;
    bool names = true;
    bool values = layout->variable_count == 0;
    for (size_t i = 0; i < layout->variable_count; i++) {
        size_t field = layout->variables[i].field;
        own = own && names_itself(worker, field);
        names = names && names_column(worker, field);
        values = values || is_value(&worker->fields[field]);
    }
    if (own ? arm_itself || !has_arm_column(layout) : arm_itself && values)
        return SAME_HEADER;
    bool elsewhere = !own || (has_arm_column(layout) && names_column(worker, layout->arm));
    return (names && elsewhere) || arm_itself ? OTHER_HEADER : NO_HEADER;
}

static void fail_of_header(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    int64_t line = worker->line > 0 ? worker->line : hl_scan__line_at(layout->rows, worker->place);
    (void)hl_error_set(&worker->err, HL_REJECTED,
                       "%s:%lld: a second header, whose columns stand in another order or have "
                       "other names: cut the file there, and give both parts",
                       layout->path, (long long)line);
}

/* Complains, or fails, of a header that the row at hand is. */
static bool complain_of_header(hl_scan_worker *worker)
{
    header_kind kind = worker->layout->json ? NO_HEADER : kind_of(worker);
    if (kind == OTHER_HEADER)
        fail_of_header(worker);
    if (kind != SAME_HEADER)
        return kind == OTHER_HEADER;
    worker->no_user = true;
    return !hl_scan__complain(worker, worker->layout->arm, NULL,
                              "the header once more, and no user");
}

bool hl_scan__is_header_left_out(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    /* asked of many rows: most have a number where one is wanted */
    if (layout->variable_count > 0) {
        const hl_field *value = &worker->fields[layout->variables[0].field];
        if (value->length > 0 && value->data[0] >= '0' && value->data[0] <= '9')
            return false;
    }
    return has_arm_column(layout) && names_column(worker, layout->arm) &&
           complain_of_header(worker);
}

/* "-", "/", "—": what stands where there is nothing to say. */
static bool is_stroke(const char *text, size_t length)
{
    static const char *const strokes[] = {"-", "--", "/", "*", ".", "–", "—", "——"};
    bool found = false;
    for (size_t i = 0; i < sizeof strokes / sizeof strokes[0]; i++)
        found = found || is(strokes[i], text, length);
    return found;
}

static bool is_summed_up(const hl_scan_worker *worker)
{
    size_t first = worker->layout->first;
    return first != HL_SCAN_NONE &&
           hl_rows__is_summary(worker->fields[first].data, worker->fields[first].length);
}

bool hl_scan__is_no_arm(hl_scan_worker *worker, const char *text, size_t length)
{
    const hl_scan_layout *layout = worker->layout;
    bool total = hl_rows__is_summary(text, length) || is_subtotal(text, length) ||
                 (is_stroke(text, length) && is_summed_up(worker));
    bool header = has_arm_column(layout) && names_column(worker, layout->arm);
    bool none = hl_base__is_null(text, length);
    bool known = layout->request->base != NULL && layout->request->base->arm_count > 0;
    /* of a definition's arms it is none of them, whatever it says */
    bool nobodys = !none && !known && hl_base__is_no_arm(text, length);
    bool several = hl_scan__lists_arms(text, length);
    if (!(total || header || none || nobodys || several) ||
        is_asked_for(layout->request, text, length))
        return false;
    if (header)
        return complain_of_header(worker);
    if (none)
        return !hl_scan__complain(worker, layout->arm, NULL, "'%s' is empty: '%.*s'",
                                  layout->names[layout->arm], (int)length, text);
    if (several)
        return !hl_scan__complain(worker, layout->arm, NULL,
                                  "'%.*s' lists several arms, and who is in several is in none",
                                  (int)(length < 100 ? length : 100), text);
    if (nobodys && !total)
        return !hl_scan__complain(worker, layout->arm, NULL,
                                  "'%.*s' stands for no arm; if it is one, name the arms in a "
                                  "definition",
                                  (int)length, text);
    complain_of_total(worker, layout->arm, text, length);
    return true;
}

void hl_scan__explain_arm(hl_scan_worker *worker, const char *raw, size_t raw_length)
{
    size_t length = 0;
    size_t field = worker->message_field;
    if (field != HL_SCAN_NONE && field != worker->layout->arm)
        return;
    const char *text = hl_rows__first_text(raw, raw_length, &length);
    if (hl_rows__is_summary(text, length))
        complain_of_total(worker, field, text, length);
}

void hl_scan__settle_no_users(hl_scan *scan)
{
    enum { HANDFUL = 10, HUNDRED = 100 };
    if (scan->no_users > HANDFUL && scan->no_users * HUNDRED > scan->read)
        scan->rejected += scan->no_users;
    else
        scan->read -= scan->no_users;
    scan->no_users = 0;
}

void hl_scan__note_header(hl_scan_worker *worker, int64_t unread)
{
    const hl_scan_layout *layout = worker->layout;
    bool first = worker->place == layout->start;
    if (layout->json || layout->arm == HL_SCAN_NONE)
        return;
    for (size_t i = 0; i < layout->variable_count && !first; i++)
        if (is_value(&worker->fields[layout->variables[i].field]))
            return;
    if (!first && kind_of(worker) == OTHER_HEADER) {
        fail_of_header(worker);
        return;
    }
    const hl_field *text = &worker->fields[layout->arm];
    const hl_map_key *arm = &worker->cells->arms.keys[worker->arm];
    /* of a table that sums up an arm has a row, so one that cannot be read is no header */
    if (layout->arm == layout->file_field || layout->outline.aggregated ||
        layout->count != HL_SCAN_NONE || is_asked_for(layout->request, text->data, text->length))
        return;
    hl_left_rows *of = first ? &worker->headers : &worker->strange;
    if (of->arms.count < HL_SCAN_MOST_ARMS && !hl_scan__left_out_add(of, arm->text, arm->length, 1))
        (void)hl_error_memory(&worker->err);
    if (!first) {
        worker->strange_place = worker->place;
        worker->strange_line = worker->line;
        return;
    }
    worker->header_unread += unread;
    worker->header_place = worker->place;
    worker->header_line = worker->line;
}

bool hl_scan__is_header(const hl_scan *scan, uint32_t arm)
{
    int64_t headers = hl_scan__left_out_of(&scan->headers, hl_cells__arm_name(scan->all, arm));
    return headers > 0 && hl_scan__arm_units(scan, arm) <= headers;
}

hl_status hl_scan__check_headers(const hl_scan *scan, hl_error *err)
{
    for (uint32_t arm = 0; arm < scan->all->arms.count; arm++) {
        const char *name = hl_cells__arm_name(scan->all, arm);
        if (hl_scan__left_out_of(&scan->strange, name) != 1 || hl_scan__arm_units(scan, arm) != 1)
            continue;
        return hl_error_set(
            err, HL_REJECTED,
            "%s:%lld: a text wherever a number is wanted, and '%s' for the arm: a second header, "
            "it seems, with other names: cut the file there, and give both parts",
            hl_scan__path_of(scan, scan->strange_place),
            (long long)hl_scan__line_of(scan, scan->strange_place, scan->strange_line), name);
    }
    return HL_OK;
}

void hl_scan__settle_headers(hl_scan *scan, hl_problems *problems)
{
    static const char message[] = "a text wherever a number is wanted: a second header, it seems, "
                                  "and no user";
    for (uint32_t arm = 0; arm < scan->all->arms.count; arm++) {
        if (!hl_scan__is_header(scan, arm))
            continue;
        scan->read -= hl_scan__left_out_of(&scan->headers, hl_cells__arm_name(scan->all, arm));
        scan->unread -= scan->header_unread;
        scan->header_unread = 0;
        if (problems != NULL)
            hl_problems_add(
                problems,
                &(hl_problem){.severity = HL_PROBLEM_WARNING,
                              .file = hl_scan__path_of(scan, scan->header_place),
                              .line = hl_scan__line_of(scan, scan->header_place, scan->header_line),
                              .message = message});
    }
}
