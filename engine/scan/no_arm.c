#include "scan/no_arm.h"

#include <string.h>

#include "base/written_number.h"
#include "rows/dialect.h"

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

bool hl_scan__is_total(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    const size_t labels[] = {layout->first, layout->unit};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (labels[i] == HL_SCAN_NONE || labels[i] == layout->arm)
            continue;
        const hl_field *text = &worker->fields[labels[i]];
        if (text->length == 0 || !hl_rows__is_total(text->data, text->length))
            continue;
        complain_of_total(worker, labels[i] < layout->field_count ? labels[i] : HL_SCAN_NONE,
                          text->data, text->length);
        return true;
    }
    return false;
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

bool hl_scan__is_no_arm(hl_scan_worker *worker, const char *text, size_t length)
{
    const hl_scan_layout *layout = worker->layout;
    bool total = hl_rows__is_total(text, length) || is_subtotal(text, length);
    bool header = is(layout->names[layout->arm], text, length);
    bool none = hl_base__is_null(text, length);
    if (!(total || header || none) || is_asked_for(layout->request, text, length))
        return false;
    if (none)
        return !hl_scan__complain(worker, layout->arm, NULL, "'%s' is empty: '%.*s'",
                                  layout->names[layout->arm], (int)length, text);
    worker->no_user = true;
    if (total)
        complain_of_total(worker, layout->arm, text, length);
    else
        (void)hl_scan__complain(worker, layout->arm, NULL, "the header once more, and no user");
    return true;
}

void hl_scan__explain_arm(hl_scan_worker *worker, const char *raw, size_t raw_length)
{
    size_t length = 0;
    size_t field = worker->message_field;
    if (field != HL_SCAN_NONE && field != worker->layout->arm)
        return;
    const char *text = hl_rows__first_text(raw, raw_length, &length);
    if (hl_rows__is_total(text, length))
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
    if (layout->json || worker->place != layout->start || layout->arm == HL_SCAN_NONE)
        return;
    const hl_field *text = &worker->fields[layout->arm];
    const hl_map_key *arm = &worker->cells->arms.keys[worker->arm];
    /* of a table that sums up an arm has a row, so one that cannot be read is no header */
    if (layout->arm == layout->file_field || layout->outline.aggregated ||
        layout->count != HL_SCAN_NONE || is_asked_for(layout->request, text->data, text->length))
        return;
    if (!hl_scan__left_out_add(&worker->headers, arm->text, arm->length, 1))
        (void)hl_error_memory(&worker->err);
    worker->header_unread += unread;
    worker->header_place = worker->place;
    worker->header_line = worker->line;
}

bool hl_scan__is_header(const hl_scan *scan, uint32_t arm)
{
    int64_t headers = hl_scan__left_out_of(&scan->headers, hl_cells__arm_name(scan->all, arm));
    int64_t rows = 0;
    for (size_t i = scan->starts[arm]; headers > 0 && i < scan->starts[arm + 1]; i++) {
        const hl_cell *cell = scan->sorted[i].cell;
        if (cell->split == 0 || scan->all->splits[cell->split].dimension == 0)
            rows += cell->counters[HL_COUNT_ENROLLED] + cell->counters[HL_COUNT_TWO_ARMS];
    }
    return headers > 0 && rows <= headers;
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
