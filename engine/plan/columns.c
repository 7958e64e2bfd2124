/* Which columns of an input are those that the planner knows by name. One that is spelt otherwise
 * is read, and said; a word that may mean it is not read and not passed over: the file is refused
 * when its use needs the column, else it is said. */
#include <stdio.h>
#include <string.h>

#include "base/column_names.h"
#include "base/text.h"
#include "plan/reading.h"

static void add_columns(const hl_row_source *rows, hl_text *out)
{
    for (size_t i = 0; i < rows->column_count; i++)
        hl_base__text_addf(out, "%s%s", i > 0 ? ", " : "", rows->columns[i]);
}

static hl_status refuse_lack(const hl_row_source *rows, const hl_plan_column *column, hl_error *err)
{
    hl_text list = {0};
    if (column->required)
        return hl_rows_no_column(rows, column->name, err);
    add_columns(rows, &list);
    hl_status status = hl_base__text_status(&list, err);
    if (status == HL_OK)
        status = hl_error_set(err, HL_REJECTED,
                              "%s: there is no column '%s', and a cap of the definition counts "
                              "touches by it; columns: %.600s",
                              rows->name, column->name, hl_base__text_string(&list));
    hl_base__text_free(&list);
    return status;
}

static hl_status take_other(hl_reading *r, const hl_row_source *rows, const hl_plan_column *column,
                            const char *called, hl_error *err)
{
    if (column->required || column->is_needed)
        return hl_error_set(err, HL_REJECTED,
                            "%s: there is no column '%s'; '%.100s' may be it: rename it",
                            rows->name, column->name, called);
    hl_plan__warn(r, 0, 1,
                  "the column '%.100s' is not read; if it is what the planner calls '%s', "
                  "rename it",
                  called, column->name);
    return HL_OK;
}

static void note_spelling(hl_reading *r, const char *called, const char *name)
{
    char message[300];
    (void)snprintf(message, sizeof message, "the column '%.100s' is read as '%s'", called, name);
    hl_problems_add(
        r->problems,
        &(hl_problem){.severity = HL_PROBLEM_NOTE, .file = r->source, .message = message});
}

hl_status hl_plan__find_column(hl_reading *r, hl_row_source *rows, const hl_plan_column *column,
                               int *at, hl_error *err)
{
    size_t i = 0;
    size_t other = 0;
    hl_status status = HL_OK;
    hl_column_match match =
        hl_base__column_find(rows->columns, rows->column_count, column->name, &i, &other);
    *at = (int)i;
    /* of touches a status is nothing else */
    bool is_it = match == HL_COLUMN_OTHER && strcmp(column->name, "state") == 0;
    if (match == HL_COLUMN_SPELT || is_it)
        note_spelling(r, rows->columns[i], column->name);
    if (match == HL_COLUMN_NAMED || match == HL_COLUMN_SPELT || is_it)
        return HL_OK;
    *at = -1;
    if (match == HL_COLUMN_TWICE)
        return hl_error_set(err, HL_REJECTED,
                            "%s: '%.100s' and '%.100s' may both be the column '%s': call one of "
                            "them so",
                            rows->name, rows->columns[i], rows->columns[other], column->name);
    if (match == HL_COLUMN_OTHER)
        status = take_other(r, rows, column, rows->columns[i], err);
    if (status == HL_OK)
        status = hl_rows_want(rows, column->name, at, err);
    if (status == HL_OK && *at < 0 && (column->required || column->is_needed))
        status = refuse_lack(rows, column, err);
    return status;
}

/* ---- what uses of touches need */

/* Whether some limit counts by it: one of the definition's own, and one of whoever's. */
static void counted_by(const hl_compiled *c, hl_cap_scope scope, bool *own, bool *any)
{
    for (size_t i = 0; i < c->limit_count; i++) {
        bool is = c->limits[i]->scope == scope;
        *any = *any || is;
        *own = *own || (is && c->limits[i]->rule.owner == HL_PLAN_LIMIT_DEFINITION);
    }
}

void hl_plan__need_for_caps(hl_reading *r, const hl_row_source *rows, hl_plan_column *column,
                            const hl_cap_scope *scopes, size_t count)
{
    bool own = false;
    bool any = false;
    size_t at = 0;
    size_t other = 0;
    for (size_t i = 0; i < count; i++)
        counted_by(r->compiled, scopes[i], &own, &any);
    column->is_needed = own;
    if (any && !own && rows->want == NULL &&
        hl_base__column_find(rows->columns, rows->column_count, column->name, &at, &other) ==
            HL_COLUMN_NONE)
        hl_plan__warn(r, 0, 1,
                      "there is no column '%s': these touches count for no cap or cool-down that "
                      "asks for it",
                      column->name);
}

hl_status hl_plan__need_time(const hl_row_source *rows, hl_error *err)
{
    static const char *const names[] = {"sent_at", "planned_at"};
    const char *called = NULL;
    for (size_t n = 0; n < 2; n++) {
        size_t at = 0;
        size_t other = 0;
        hl_column_match match =
            hl_base__column_find(rows->columns, rows->column_count, names[n], &at, &other);
        if (match != HL_COLUMN_NONE && match != HL_COLUMN_OTHER)
            return HL_OK;
        if (match == HL_COLUMN_OTHER && called == NULL)
            called = rows->columns[at];
    }
    if (called != NULL)
        return hl_error_set(err, HL_REJECTED,
                            "%s: there is no column 'sent_at' or 'planned_at'; '%.100s' may be it: "
                            "rename it",
                            rows->name, called);
    if (rows->want != NULL)
        return HL_OK; /* a later record may have it */
    hl_text list = {0};
    add_columns(rows, &list);
    hl_status status = hl_base__text_status(&list, err);
    if (status == HL_OK)
        status = hl_error_set(err, HL_REJECTED,
                              "%s: there is no column 'sent_at' or 'planned_at', and when a touch "
                              "went out is what caps count by; columns: %.600s",
                              rows->name, hl_base__text_string(&list));
    hl_base__text_free(&list);
    return status;
}

/* ---- attributes of users */

const hl_value *hl_plan__attribute(const hl_value *attributes, const char *name)
{
    const hl_value *value = hl_base__value_get(attributes, name);
    for (size_t i = 0; value == NULL && attributes != NULL && i < attributes->count; i++)
        if (hl_base__column_is_spelt(attributes->items[i].key, name))
            value = &attributes->items[i];
    return value;
}
