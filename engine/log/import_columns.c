/* Which columns of a source are those of its kind of rows: found as a plan finds its own. One that
 * is spelt otherwise is read, and said; a word that may mean it is not read and not passed over:
 * the source is refused when it needs the column, else it is said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/zone_attributes.h"
#include "base/column_names.h"
#include "log/file_kind.h"
#include "log/import.h"
#include "rows/file_source.h"
#include "rows/rows.h"

static const char *other_kind(const hl_log_import *import)
{
    return hl_log__other_kind(import->number, import->rows->columns, import->rows->column_count);
}

static hl_status missing_column(const hl_log_import *import, const char *name, hl_error *err)
{
    hl_text have = {0};
    for (size_t i = 0; i < import->rows->column_count; i++)
        hl_base__text_addf(&have, "%s%s", i > 0 ? ", " : "", import->rows->columns[i]);
    const hl_rows *file = hl_rows__of_file(import->rows);
    hl_status status = hl_base__text_status(&have, err);
    if (status == HL_OK)
        status = hl_error_set(err, HL_REJECTED, "%s: there is no column '%s'; it has: %s%s%s",
                              import->rows->name, name, hl_base__text_string(&have),
                              file == NULL ? "" : hl_rows__hint(file), other_kind(import));
    hl_base__text_free(&have);
    return status;
}

static hl_column_match match_of(const hl_log_import *import, const char *name, size_t *at,
                                size_t *other)
{
    return hl_base__column_find(import->rows->columns, import->rows->column_count, name, at, other);
}

static bool is_read(const hl_log_import *import, size_t column)
{
    for (size_t i = 0; i < import->kind->column_count; i++)
        if (import->columns[i] == (int)column)
            return true;
    return false;
}

/* A column of the kind that the source lacks, and that is called so, perhaps. */
static const char *may_be(const hl_log_import *import, const char *called)
{
    for (size_t i = 0; i < import->kind->column_count; i++)
        if (import->columns[i] < 0 &&
            hl_base__column_match(called, import->kind->columns[i].name) == HL_COLUMN_OTHER)
            return import->kind->columns[i].name;
    return NULL;
}

static void say(const hl_log_import *import, hl_severity severity, const char *called,
                const char *message, hl_problems *problems)
{
    if (problems != NULL)
        hl_problems_add(problems, &(hl_problem){.severity = severity,
                                                .file = import->rows->name,
                                                .line = 1,
                                                .pointer = called,
                                                .message = message});
}

static void tell_unread(const hl_log_import *import, const char *called, hl_problems *problems)
{
    char message[300];
    const char *name = may_be(import, called);
    bool is_zone = name != NULL && strcmp(name, "zone") == 0 && import->kind->takes_any_column &&
                   hl_assign__zone_called(called) > HL_ZONE_CALLED_NOTHING &&
                   hl_assign__zone_called(called) < HL_ZONE_CALLED_ANOTHER;
    if (is_zone)
        return; /* an attribute, which plans and fits read as the zone */
    if (name != NULL) {
        (void)snprintf(message, sizeof message,
                       "this column is not read as '%s'; if it is that, rename it", name);
        say(import, HL_PROBLEM_WARNING, called, message, problems);
    } else if (!import->kind->takes_any_column) {
        say(import, HL_PROBLEM_WARNING, called, "this column is not used", problems);
    }
}

static void tell_spelling(const hl_log_import *import, const char *called, const char *name,
                          hl_problems *problems)
{
    char message[300];
    (void)snprintf(message, sizeof message, "the column '%.100s' is read as '%s'", called, name);
    if (problems != NULL)
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_NOTE,
                                                .file = import->rows->name,
                                                .message = message});
}

/* Insertion sort by name: rows have few columns. */
static bool add_attribute_column(hl_log_import *import, int column, const char *name)
{
    const char *copy = hl_base__arena_string(&import->file_arena, name);
    size_t at = import->attribute_column_count++;
    for (; at > 0 && strcmp(import->attribute_columns[at - 1].name, name) > 0; at--)
        import->attribute_columns[at] = import->attribute_columns[at - 1];
    import->attribute_columns[at].column = column;
    import->attribute_columns[at].name = copy;
    return copy != NULL;
}

static hl_status refuse_other(const hl_log_import *import, const char *name, const char *called,
                              hl_error *err)
{
    return hl_error_set(err, HL_REJECTED,
                        "%s: there is no column '%s'; '%.100s' may be it: rename it",
                        import->rows->name, name, called);
}

/* Amounts are summed whatever their currency, so its column is read by whatever word it is called.
 */
static bool find_currency(hl_log_import *import, size_t column, hl_problems *problems)
{
    const char *name = import->kind->columns[column].name;
    if (import->number != HL_IMPORT_EVENTS || strcmp(name, "currency") != 0)
        return false;
    for (size_t i = 0; i < import->rows->column_count; i++)
        if (!is_read(import, i) && hl_base__column_names_currency(import->rows->columns[i])) {
            import->columns[column] = (int)i;
            tell_spelling(import, import->rows->columns[i], name, problems);
            return true;
        }
    return false;
}

/* Columns that must be there are among those that the source starts with; others may come later
 * (keys that the first object lacks). */
static hl_status find_column(hl_log_import *import, size_t column, hl_problems *problems,
                             hl_error *err)
{
    const hl_log_column *c = &import->kind->columns[column];
    size_t at = 0, other = 0;
    hl_column_match match = match_of(import, c->name, &at, &other);
    const char *called = match == HL_COLUMN_NONE ? "" : import->rows->columns[at];
    if (match == HL_COLUMN_TWICE)
        return hl_error_set(err, HL_REJECTED,
                            "%s: '%.100s' and '%.100s' may both be the column '%s': call one of "
                            "them so",
                            import->rows->name, called, import->rows->columns[other], c->name);
    bool is_state = import->number == HL_IMPORT_TOUCHES && strcmp(c->name, "state") == 0;
    if (match == HL_COLUMN_SPELT || (match == HL_COLUMN_OTHER && is_state)) {
        import->columns[column] = (int)at;
        tell_spelling(import, called, c->name, problems);
        return HL_OK;
    }
    if (match == HL_COLUMN_NONE && find_currency(import, column, problems))
        return HL_OK;
    if (c->required && match == HL_COLUMN_OTHER && *other_kind(import) == '\0')
        return refuse_other(import, c->name, called, err);
    if (c->required && match != HL_COLUMN_NAMED)
        return missing_column(import, c->name, err);
    return hl_rows_want(import->rows, c->name, &import->columns[column], err);
}

static hl_status find_kind_columns(hl_log_import *import, hl_problems *problems, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < import->kind->column_count; i++)
        if (import->kind->columns[i].required)
            status = find_column(import, i, problems, err);
    for (size_t i = 0; status == HL_OK && i < import->kind->column_count; i++)
        if (!import->kind->columns[i].required)
            status = find_column(import, i, problems, err);
    return status;
}

/* A touch went out at some time: neither column is needed, but one of the two. */
static hl_status need_time(const hl_log_import *import, hl_error *err)
{
    static const char *const names[] = {"sent_at", "planned_at"};
    size_t at = 0, other = 0;
    const char *called = NULL;
    if (import->number != HL_IMPORT_TOUCHES)
        return HL_OK;
    for (size_t n = 0; n < 2; n++) {
        hl_column_match match = match_of(import, names[n], &at, &other);
        if (match != HL_COLUMN_NONE && match != HL_COLUMN_OTHER)
            return HL_OK;
        if (match == HL_COLUMN_OTHER && called == NULL)
            called = import->rows->columns[at];
    }
    return called == NULL ? HL_OK
                          : hl_error_set(err, HL_REJECTED,
                                         "%s: there is no column 'sent_at' or 'planned_at'; "
                                         "'%.100s' may be it: rename it",
                                         import->rows->name, called);
}

/* The columns of the kind, and the one that may say that an event was undone. */
static hl_status read_only(const hl_log_import *import, hl_error *err)
{
    int columns[HL_LOG_MOST_COLUMNS + 1];
    size_t count = import->kind->column_count;
    memcpy(columns, import->columns, count * sizeof *columns);
    if (import->undone.name != NULL)
        columns[count++] = import->undone.column;
    return hl_rows_only(import->rows, columns, count, err);
}

hl_status hl_log__find_columns(hl_log_import *import, hl_problems *problems, hl_error *err)
{
    hl_status status = hl_rows_want_all(import->rows, import->kind->takes_any_column, err);
    if (status == HL_OK)
        status = find_kind_columns(import, problems, err);
    if (status == HL_OK)
        status = need_time(import, err);
    if (status != HL_OK)
        return status;
    if (import->kind->takes_any_column && *other_kind(import) != '\0')
        return hl_error_set(err, HL_REJECTED, "%s: these are no %s%s", import->rows->name,
                            import->kind->name, other_kind(import));
    size_t count = import->rows->column_count;
    import->attribute_columns = calloc(count + 1, sizeof *import->attribute_columns);
    if (import->attribute_columns == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++) {
        const char *name = import->rows->columns[i];
        if (is_read(import, i))
            continue;
        tell_unread(import, name, problems);
        if (import->number == HL_IMPORT_EVENTS)
            (void)hl_log__undone_find(&import->undone, name, (int)i);
        if (import->kind->takes_any_column && !add_attribute_column(import, (int)i, name))
            return hl_error_memory(err);
    }
    return import->kind->takes_any_column ? HL_OK : read_only(import, err);
}
