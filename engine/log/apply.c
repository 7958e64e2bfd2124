/* hookline apply: definitions into the store, versioned, with the fewest users moved. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "base/number.h"
#include "hookline/assign.h"
#include "log/cell_table.h"
#include "log/recompute.h"
#include "log/versions.h"

/* ---- whether they fit together */

static bool is_replaced(const hl_log_experiment *x, const hl_definition *const *definitions,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(hl_definition_experiment(definitions[i])->name, x->design->experiment) == 0)
            return true;
    return false;
}

static hl_status check_together(const hl_log_experiments *all,
                                const hl_definition *const *definitions, size_t count,
                                hl_problems *problems, hl_error *err)
{
    const hl_definition **set = calloc(all->count + count + 1, sizeof(const hl_definition *));
    if (set == NULL)
        return hl_error_memory(err);
    size_t size = 0;
    for (size_t i = 0; i < all->count; i++)
        if (!is_replaced(all->list[i], definitions, count))
            set[size++] = all->list[i]->definition;
    for (size_t i = 0; i < count; i++)
        set[size++] = definitions[i];
    hl_status status = hl_definitions_check_together(set, size, problems, err);
    free(set);
    return status;
}

/* ---- who moves */

typedef struct counting {
    const hl_experiment *before, *after;
    hl_assigner *assigner_before, *assigner_after;
    int64_t id;
    int64_t now_utc_ms;
    hl_evidence evidence;
    hl_apply_result *result;
} counting;

/* The name of the user's arm, or NULL. */
static hl_status arm_of(const counting *c, const hl_experiment *x, const hl_assigner *assigner,
                        const char *user_id, const hl_value *attributes, const char **out,
                        hl_error *err)
{
    const char *unit = user_id;
    size_t length = strlen(user_id);
    if (strcmp(x->unit, "user") != 0) {
        const hl_value *value = hl_base__value_get(attributes, x->unit);
        unit = value == NULL ? "" : value->text;
        length = value == NULL ? 0 : value->length;
    }
    hl_assignment a;
    hl_status status =
        hl_assign__decide(assigner, unit, length, attributes, c->now_utc_ms, c->evidence, &a, err);
    *out = a.reason == HL_ASSIGN_ASSIGNED ? x->arms[a.arm].name : NULL;
    return status;
}

static hl_status count_user(void *context, int64_t user, const hl_log_user *who,
                            const hl_log_user_log *log, const hl_value *attributes, hl_error *err)
{
    counting *c = context;
    (void)user;
    bool in = false;
    for (size_t i = 0; !in && i < log->touch_count; i++)
        in = log->touches[i].experiment == c->id;
    if (!in)
        return HL_OK;
    const char *before = NULL;
    const char *after = NULL;
    hl_status status = arm_of(c, c->before, c->assigner_before, who->id, attributes, &before, err);
    if (status == HL_OK)
        status = arm_of(c, c->after, c->assigner_after, who->id, attributes, &after, err);
    c->result->users++;
    if (before != NULL && after != NULL && strcmp(before, after) != 0)
        c->result->users_moved++;
    return status;
}

static hl_status count_reassignment(hl_store *store, const hl_log_experiment *old,
                                    const hl_experiment *after, const char *ranges,
                                    const hl_apply_options *options, hl_apply_result *result,
                                    hl_error *err)
{
    hl_reassignment reassignment;
    hl_assigner *next = NULL;
    hl_status status = hl_assign_reassignment(old->experiment, old->ranges, after, ranges,
                                              options->now_utc_ms, &reassignment, err);
    if (status == HL_OK)
        status = hl_assigner_new(after, ranges, &next, err);
    if (status != HL_OK)
        return status;
    bool other_unit = strcmp(old->experiment->unit, after->unit) != 0;
    result->share_moved = other_unit ? 1.0 : reassignment.moved;
    result->stops = reassignment.stops && !other_unit;
    counting c = {.before = old->experiment,
                  .after = after,
                  .assigner_before = old->assigner,
                  .assigner_after = next,
                  .id = old->id,
                  .now_utc_ms = options->now_utc_ms,
                  .evidence = {.unread = store->unread},
                  .result = result};
    status = hl_log__each_user(store, count_user, &c, err);
    hl_assigner_free(next);
    return status;
}

static hl_status refuse_reassignment(const hl_experiment *x, const hl_apply_result *result,
                                     hl_problems *problems)
{
    char message[400];
    char share[HL_NUMBER_TEXT];
    (void)snprintf(message, sizeof message,
                   "experiment '%s': this definition would move %s %% of all units to another "
                   "arm, among them %" PRId64 " of the %" PRId64
                   " users in the store who were sent one of its touches",
                   x->name, hl_base__number_significant(100 * result->share_moved, 4, share),
                   result->users_moved, result->users);
    hl_problem problem = {HL_PROBLEM_ERROR,
                          NULL,
                          0,
                          0,
                          NULL,
                          message,
                          "--allow-reassign, or an experiment of a new name"};
    hl_problems_add(problems, &problem);
    return HL_REJECTED;
}

/* ---- storing */

static hl_status seal_definition(hl_store *store, const hl_log_version_row *row, hl_error *err)
{
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_DEFINITION_SEAL, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, row->experiment);
    (void)sqlite3_bind_int64(add, 2, row->version);
    (void)sqlite3_bind_int64(add, 3, (int64_t)hl_log__version_seal(row));
    return hl_log__run(store, add, err);
}

static hl_status write_definition(hl_store *store, const hl_definition *definition,
                                  const char *ranges, int64_t version, int64_t now_utc_ms,
                                  hl_error *err)
{
    const char *name = hl_definition_experiment(definition)->name;
    size_t length = 0;
    const char *text = hl_definition_text(definition, &length);
    int64_t id = 0;
    if (hl_log__name(store, name, strlen(name), &id, err) != HL_OK)
        return HL_FAILED;
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_DEFINITION_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, id);
    (void)sqlite3_bind_int64(add, 2, version);
    (void)sqlite3_bind_blob64(add, 3, text, length, SQLITE_STATIC);
    hl_log__bind_text(add, 4, hl_definition_digest(definition), 64);
    hl_log__bind_text(add, 5, ranges, strlen(ranges));
    (void)sqlite3_bind_int64(add, 6, now_utc_ms);
    if (hl_log__run(store, add, err) != HL_OK)
        return HL_FAILED;
    const hl_log_version_row row = {id, version, now_utc_ms, text, length, ranges};
    if (seal_definition(store, &row, err) != HL_OK)
        return HL_FAILED;
    return hl_log__run_kept(store, HL_SQL_NEXT_GENERATION, err);
}

static hl_status apply_one(hl_store *store, const hl_definition *definition,
                           const hl_apply_options *options, hl_apply_result *result,
                           hl_problems *problems, hl_error *err)
{
    const hl_experiment *x = hl_definition_experiment(definition);
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    hl_error why = HL_ERROR_INIT;
    if (hl_log__readable(store, all, x->name, &why) != HL_OK) {
        hl_problems_add(problems, &(hl_problem){HL_PROBLEM_ERROR, hl_definition_file(definition), 0,
                                                0, "/experiment", why.message, NULL});
        return HL_REJECTED;
    }
    const hl_log_experiment *old = hl_log__experiment_named(all, x->name);
    if (old != NULL && strcmp(old->digest, hl_definition_digest(definition)) == 0) {
        result->version = old->version;
        result->unchanged = true;
        return HL_OK;
    }
    char *ranges = NULL;
    hl_status status = hl_assign_next_ranges(old == NULL ? NULL : old->experiment,
                                             old == NULL ? NULL : old->ranges, x, &ranges, err);
    if (status == HL_OK && old != NULL)
        status = count_reassignment(store, old, x, ranges, options, result, err);
    if (status == HL_OK && !options->allow_reassign && !result->stops &&
        (result->users_moved > 0 || result->share_moved > 0))
        status = refuse_reassignment(x, result, problems);
    if (status == HL_OK) {
        result->version = old == NULL ? 1 : old->version + 1;
        result->rebuilt = result->users > 0;
        status =
            write_definition(store, definition, ranges, result->version, options->now_utc_ms, err);
    }
    free(ranges);
    return status;
}

/* The cells of an experiment after its definition changed. */
static hl_status rebuild(hl_store *store, const char *name, const hl_apply_result *result,
                         hl_error *err)
{
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    hl_log_experiment *x = hl_log__experiment_named(all, name);
    if (x == NULL)
        return hl_log__damaged(store, "a definition is missing", err);
    hl_status status = x->unit_is_user ? HL_OK : hl_log__recompute_units(store, x, err);
    if (status != HL_OK || !result->rebuilt)
        return status;
    return hl_log__recompute_one(store, all, x, err);
}

static hl_status apply_all(hl_store *store, const hl_definition *const *definitions, size_t count,
                           const hl_apply_options *options, hl_apply_result *results,
                           hl_problems *problems, hl_error *err)
{
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    hl_status status = check_together(all, definitions, count, problems, err);
    hl_status worst = status;
    for (size_t i = 0; status == HL_OK && i < count; i++) {
        status = apply_one(store, definitions[i], options, &results[i], problems, err);
        if (status == HL_REJECTED) { /* go on, to say the same of the others */
            worst = status;
            status = HL_OK;
        }
    }
    if (status == HL_OK)
        status = hl_problems_status(problems, err);
    if (status == HL_OK)
        status = worst;
    for (size_t i = 0; status == HL_OK && i < count; i++)
        hl_log__remark_unknowable(definitions[i], problems);
    for (size_t i = 0; status == HL_OK && i < count; i++)
        status = hl_log__remark_attributes(store, definitions[i], problems, err);
    for (size_t i = 0; status == HL_OK && i < count; i++)
        if (!results[i].unchanged)
            status =
                rebuild(store, hl_definition_experiment(definitions[i])->name, &results[i], err);
    return status;
}

hl_status hl_store_apply(hl_store *store, const hl_definition *const *definitions, size_t count,
                         const hl_apply_options *options, hl_apply_result *results,
                         hl_problems *problems, hl_error *err)
{
    for (size_t i = 0; i < count; i++)
        results[i] = (hl_apply_result){0};
    hl_status status = hl_log__begin(store, err);
    if (status == HL_OK)
        status = apply_all(store, definitions, count, options, results, problems, err);
    if (status == HL_OK && !options->dry_run)
        status = hl_log__commit(store, err);
    if (status != HL_OK || options->dry_run)
        hl_log__rollback(store);
    if (status == HL_REJECTED)
        (void)hl_error_set(err, HL_REJECTED, "nothing was stored");
    return status;
}
