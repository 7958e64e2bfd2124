#include "log/consent_kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/column_names.h"
#include "log/import.h"
#include "rows/field_value.h"

/* ---- when a row is from */

/* As columns are called that say it, folded and joined; the first that a file has. One that ends so
 * may be of the consent (accepts_marketing_updated_at). */
static const char *const times[] = {
    "consentupdatedat", "updatedat",      "updated",          "updatetime",    "updateddate",
    "updatedon",        "updatedate",     "lastupdated",      "lastupdatedat", "lastupdate",
    "lastupdatetime",   "modifiedat",     "modified",         "modifiedon",    "modifieddate",
    "lastmodified",     "lastmodifiedat", "lastmodifieddate", "changedat",     "lastchanged",
    "exportedat",       "exporttime",     "exportdate",       "exportedon",    "snapshotat",
    "snapshotdate",     "asof",           "asofdate",         "更新时间",      "更新日期",
    "最后更新时间",     "最近更新时间",   "修改时间",         "最后修改时间",  "导出时间",
    "导出日期",         "快照日期",       "数据日期",
};

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

/* How good a name it is: the lower the better; SIZE_MAX: it is none. */
static size_t rank_as_time(const char *name, bool of_consent)
{
    enum { ENDS = 10 };
    char joined[HL_COLUMN_ROOM];
    size_t count = sizeof times / sizeof times[0];
    if (!hl_base__column_joined(name, joined))
        return SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        if (strcmp(joined, times[i]) == 0)
            return count + i;
    for (size_t i = 0; of_consent && i < ENDS; i++)
        if (ends_with(joined, times[i]))
            return i;
    return SIZE_MAX;
}

static hl_time_form time_of(const hl_log_import *import, const char *text, size_t length,
                            int64_t *at)
{
    hl_time_fault fault;
    return hl_base__time_read(&import->options->times, text, length, at, &fault);
}

typedef enum row_order { UNKNOWN, OLDER, SAME, LATER } row_order;

/* How the row stands to what is known of its user. A day and a time of it, or times with and
 * without an offset, may be the same. */
static row_order order_of(const hl_log_import *import, const hl_log_row *row)
{
    const hl_value *known =
        import->consent.time == NULL
            ? NULL
            : hl_base__value_get(&import->attributes.object, import->consent.time);
    int64_t before = 0, at = 0;
    for (size_t i = 0; known != NULL && i < row->user_row.attribute_count; i++) {
        const hl_log_attribute *a = &row->user_row.attributes[i];
        if (strcmp(a->key, import->consent.time) != 0)
            continue;
        hl_time_form form = time_of(import, a->text, a->length, &at);
        hl_time_form other = time_of(import, known->text, known->length, &before);
        int64_t apart = at < before ? before - at : at - before;
        if (form == HL_TIME_INVALID || other == HL_TIME_INVALID ||
            (form != other && apart <= HL_DAY_MS))
            return UNKNOWN;
        return at < before ? OLDER : at > before ? LATER : SAME;
    }
    return UNKNOWN;
}

/* ---- the names */

hl_status hl_log__consent_begin(hl_log_import *import, hl_error *err)
{
    hl_log_consent *c = &import->consent;
    size_t count = import->attribute_column_count, best = SIZE_MAX;
    bool any = false;
    if (import->number != HL_IMPORT_USERS)
        return HL_OK;
    c->names = calloc(count + 1, sizeof *c->names);
    if (c->names == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++) {
        const char *name = import->attribute_columns[i].name;
        c->names[i] = hl_config__consent_name(name);
        size_t rank = rank_as_time(name, c->names[i].is != HL_CONSENT_NONE);
        any = any || c->names[i].is != HL_CONSENT_NONE;
        if (rank < best) {
            best = rank;
            c->time = name;
        }
    }
    if (!any)
        hl_log__consent_free(c);
    return HL_OK;
}

void hl_log__consent_free(hl_log_consent *consent)
{
    free(consent->names);
    consent->names = NULL;
    hl_base__map_free(&consent->refused);
}

/* ---- a row */

static hl_status answer_of(hl_log_import *import, const hl_consent_name *name,
                           const hl_log_attribute *a, hl_consent_answer *says, hl_error *err)
{
    hl_value value = {
        .type = HL_VALUE_UNTYPED, .text = a->text, .length = a->length, .key = a->key};
    hl_status status = hl_rows__untyped_document(a->text, a->length, &import->arena, &value);
    if (status != HL_OK)
        return hl_error_memory(err);
    *says = hl_config__consent_answer(name, &value);
    return HL_OK;
}

enum { KEY = sizeof(int64_t) + sizeof(uint32_t) };

static void key_of(int64_t user, size_t column, char key[KEY])
{
    uint32_t at = (uint32_t)column;
    memcpy(key, &user, sizeof user);
    memcpy(key + sizeof user, &at, sizeof at);
}

static void count(hl_log_contradicted *of, const hl_log_row *row, const char *name)
{
    if (of->rows++ > 0)
        return;
    of->line = row->line;
    of->name = name;
}

/* Whether what the row says of the attribute counts. */
static hl_status judge(hl_log_import *import, const hl_log_row *row, size_t column, row_order order,
                       const hl_log_attribute *a, bool *counts, hl_error *err)
{
    char key[KEY];
    hl_log_consent *c = &import->consent;
    hl_consent_answer was = HL_CONSENT_SAYS_NOTHING, says = HL_CONSENT_SAYS_NOTHING;
    const hl_value *known = hl_base__value_get(&import->attributes.object, a->key);
    hl_status status = answer_of(import, &c->names[column], a, &says, err);
    if (status != HL_OK)
        return status;
    if (known != NULL)
        was = hl_config__consent_answer(&c->names[column], known);
    key_of(row->user_id, column, key);
    bool turns = was == HL_CONSENT_SAYS_NO && says != HL_CONSENT_SAYS_NO;
    bool refused_here = hl_base__map_find(&c->refused, key, KEY) != HL_MAP_NONE;
    bool older = order == OLDER && was != HL_CONSENT_SAYS_NOTHING;
    bool kept = turns && (order == SAME || (order == UNKNOWN && refused_here));
    *counts = !older && !kept;
    if (older && was != says)
        count(&c->older, row, a->key);
    else if (kept)
        count(&c->kept, row, a->key);
    else if (turns && order == UNKNOWN)
        count(&c->turned, row, a->key);
    if (*counts && says == HL_CONSENT_SAYS_NO &&
        hl_base__map_intern(&c->refused, key, KEY) == HL_MAP_NONE)
        return hl_error_memory(err);
    return HL_OK;
}

/* Both lists are in order of their names. */
hl_status hl_log__consent_keep(hl_log_import *import, hl_log_row *row, hl_error *err)
{
    const hl_log_consent *c = &import->consent;
    hl_log_attribute *list = row->user_row.attributes;
    size_t kept = 0;
    if (c->names == NULL)
        return HL_OK;
    row_order order = order_of(import, row);
    for (size_t i = 0, column = 0; i < row->user_row.attribute_count; i++, column++) {
        bool counts = true;
        while (list[i].key != import->attribute_columns[column].name)
            column++;
        if (c->time != NULL && strcmp(list[i].key, c->time) == 0)
            counts = order != OLDER;
        else if (c->names[column].is != HL_CONSENT_NONE &&
                 judge(import, row, column, order, &list[i], &counts, err) != HL_OK)
            return HL_FAILED;
        if (counts)
            list[kept++] = list[i];
    }
    row->user_row.attribute_count = kept;
    return HL_OK;
}

/* ---- what is said */

static void add(const hl_log_import *import, const hl_log_contradicted *of, hl_severity severity,
                const char *message, hl_problems *problems)
{
    hl_problems_add(problems, &(hl_problem){.severity = severity,
                                            .file = import->rows->name,
                                            .line = of->line,
                                            .pointer = of->name,
                                            .message = message});
}

void hl_log__consent_tell(const hl_log_import *import, hl_problems *problems)
{
    char message[400];
    const hl_log_consent *c = &import->consent;
    if (problems == NULL)
        return;
    (void)snprintf(message, sizeof message,
                   "%lld rows take back a no to advertising that another row of their user says, "
                   "and no time says which is later: no counts (a column updated_at tells; this is "
                   "the first row)",
                   (long long)c->kept.rows);
    if (c->kept.rows > 0)
        add(import, &c->kept, HL_PROBLEM_WARNING, message, problems);
    (void)snprintf(message, sizeof message,
                   "%lld rows say of advertising what is older, by '%.100s', than what is known of "
                   "their users: the later word counts (this is the first row)",
                   (long long)c->older.rows, c->time == NULL ? "" : c->time);
    if (c->older.rows > 0)
        add(import, &c->older, HL_PROBLEM_NOTE, message, problems);
    (void)snprintf(message, sizeof message,
                   "%lld rows take back a no to advertising of an earlier import, and no time says "
                   "of when they are: they count, so see that this export is the later one (a "
                   "column updated_at in both tells; this is the first row)",
                   (long long)c->turned.rows);
    if (c->turned.rows > 0)
        add(import, &c->turned, HL_PROBLEM_WARNING, message, problems);
}
