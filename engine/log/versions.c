#include "log/versions.h"

#include <stdlib.h>
#include <string.h>

#include "log/seal.h"
#include "log/stored_int.h"

static void version_free(hl_log_version *version)
{
    hl_assigner_free(version->assigner);
    hl_definition_free(version->definition);
    free(version->arms);
}

void hl_log__versions_free(hl_log_experiment *x)
{
    for (size_t i = 0; i < x->older_count; i++)
        version_free(&x->older[i]);
    free(x->older);
    x->older = NULL;
    x->older_count = 0;
}

static hl_status number_arms(hl_store *store, const hl_design *design, hl_log_version *out,
                             hl_error *err)
{
    out->arms = calloc(design->arm_count + 1, sizeof *out->arms);
    if (out->arms == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < design->arm_count; i++) {
        const char *name = design->arms[i].name;
        int64_t id = 0;
        if (hl_log__name(store, name, strlen(name), &id, err) != HL_OK)
            return HL_FAILED;
        out->arms[i] = (uint32_t)id;
    }
    return HL_OK;
}

/* A version that is not acceptable (any more) is kept as one of which nothing is known. */
static hl_status parse(hl_store *store, const hl_log_experiment *x, const char *text, size_t length,
                       const char *ranges, hl_log_version *out, hl_error *err)
{
    hl_error why = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_error_memory(err);
    hl_status status = hl_definition_parse_kept(x->design->experiment, text == NULL ? "" : text,
                                                length, problems, &out->definition, &why);
    hl_problems_free(problems);
    if (status == HL_OK)
        status = hl_assigner_new(hl_definition_experiment(out->definition), ranges, &out->assigner,
                                 &why);
    if (status == HL_OK)
        return number_arms(store, &hl_definition_experiment(out->definition)->design, out, err);
    if (status == HL_FAILED)
        return hl_error_set(err, HL_FAILED, "%s", why.message);
    hl_definition_free(out->definition);
    out->definition = NULL;
    return HL_OK;
}

uint64_t hl_log__version_seal(const hl_log_version_row *row)
{
    uint64_t seal = hl_log__seal_number(0, row->experiment);
    seal = hl_log__seal_number(seal, row->version);
    seal = hl_log__seal_number(seal, row->applied_at_utc_ms);
    seal = hl_log__seal_text(seal, row->ranges);
    return hl_log__seal_bytes(seal, row->text, row->length);
}

bool hl_log__version_is_whole(sqlite3_stmt *row, int column, const hl_log_version_row *of)
{
    int type = sqlite3_column_type(row, column);
    return type == SQLITE_NULL ||
           (type == SQLITE_INTEGER &&
            (uint64_t)sqlite3_column_int64(row, column) == hl_log__version_seal(of));
}

static hl_log_version *add_version(hl_log_experiment *x)
{
    hl_log_version *older = realloc(x->older, (x->older_count + 1) * sizeof *older);
    if (older == NULL)
        return NULL;
    x->older = older;
    older[x->older_count] = (hl_log_version){0};
    return &older[x->older_count++];
}

hl_status hl_log__versions_read(hl_store *store, hl_log_experiment *x, hl_error *err)
{
    if (x->version <= 1)
        return HL_OK;
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_VERSIONS, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->id);
    (void)sqlite3_bind_int64(rows, 2, x->version);
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        hl_log_version_row is = {.experiment = x->id,
                                 .text = sqlite3_column_blob(rows, 0),
                                 .length = (size_t)sqlite3_column_bytes(rows, 0)};
        hl_log_version *next = add_version(x);
        status = next == NULL ? hl_error_memory(err)
                              : hl_log__int(store, rows, 2, HL_LOG_INT_INSTANT,
                                            &next->applied_at_utc_ms, err);
        if (status == HL_OK)
            status = hl_log__column_text(rows, 1, &is.ranges, NULL, err);
        if (status == HL_OK && is.ranges == NULL)
            status = hl_log__damaged(store, "a definition without ranges", err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 3, HL_LOG_INT_VERSION, &is.version, err);
        is.applied_at_utc_ms = next == NULL ? 0 : next->applied_at_utc_ms;
        if (status == HL_OK && !hl_log__version_is_whole(rows, 4, &is))
            status = hl_log__damaged(store, "a definition is not what was applied", err);
        if (status == HL_OK)
            status = parse(store, x, is.text, is.length, is.ranges, next, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

bool hl_log__right_arm(const hl_log_experiment *x, const char *unit, size_t length, uint32_t arm,
                       int64_t enrolled_utc_ms)
{
    const hl_assigner *assigner = x->assigner;
    const uint32_t *arms = x->arms;
    size_t i = x->older_count;
    if (i > 0 && enrolled_utc_ms < x->applied_at_utc_ms) {
        while (--i > 0 && enrolled_utc_ms < x->older[i].applied_at_utc_ms)
            ;
        assigner = x->older[i].assigner;
        arms = x->older[i].arms;
    }
    if (assigner == NULL)
        return true;
    uint64_t bucket = hl_assign__bucket(&assigner->arm, unit, length);
    return arms[hl_assign__ranges_arm(&assigner->ranges, bucket)] == arm;
}
