/* hookline verify: the cells against the log, bit for bit. */
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/text.h"
#include "log/cell_table.h"
#include "log/event_types.h"
#include "log/recompute.h"
#include "log/slots.h"
#include "log/timing_models.h"

typedef struct finding {
    const hl_store *store;
    const hl_log_experiment *x;
    hl_problems *problems;
    int64_t differing;
    hl_status status; /* HL_FAILED: out of memory */
} finding;

enum { SHOWN = 20 };

static void note_difference(void *context, const hl_log_cell_difference *d)
{
    finding *f = context;
    char day[HL_TIME_TEXT];
    hl_text message = {0};
    f->differing++;
    if (f->problems == NULL || f->differing > SHOWN)
        return;
    if (d->arm == NULL)
        hl_base__text_addf(&message,
                           "experiment '%s': its cells are not those whose number and checksums "
                           "are kept beside them",
                           f->x->design->experiment);
    else
        hl_base__text_addf(
            &message,
            "experiment '%s': the cell of arm '%s', %s%s%s, %s is not what "
            "the log gives",
            f->x->design->experiment, d->arm, d->dimension[0] == '\0' ? "all" : d->dimension,
            d->dimension[0] == '\0' ? "" : " = ", d->value, hl_base__day_text(d->day, day));
    hl_problem problem = {
        HL_PROBLEM_ERROR, f->store->path, 0, 0, NULL, hl_base__text_string(&message), NULL};
    hl_problems_add(f->problems, &problem);
    if (message.failed)
        f->status = HL_FAILED;
    hl_base__text_free(&message);
}

/* What the check says of a page names the result code when it could not be had at all ("unable to
 * get the page. error code=7"): only SQLITE_CORRUPT and what has no code is damage. */
static hl_status not_ok(const hl_store *store, const char *says, hl_error *err)
{
    static const char names_code[] = "error code";
    const char *at = strstr(says, names_code);
    long code = at == NULL ? SQLITE_CORRUPT : strtol(at + sizeof names_code, NULL, 10);
    if (code == SQLITE_IOERR_NOMEM)
        code = SQLITE_NOMEM;
    if ((code & 0xff) != SQLITE_CORRUPT && code > 0)
        return hl_log__db_error(store, (int)code, "checking", err);
    return hl_log__damaged(store, says, err);
}

static hl_status check_pages(hl_store *store, hl_error *err)
{
    sqlite3_stmt *check = NULL;
    int code = sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &check, NULL);
    if (code != SQLITE_OK)
        return hl_log__db_error(store, code, "checking", err);
    bool row = false;
    const char *says = NULL;
    hl_status status = hl_log__step(store, check, &row, err);
    if (row)
        status = hl_log__column_text(check, 0, &says, NULL, err);
    if (says != NULL && strcmp(says, "ok") != 0)
        status = not_ok(store, says, err);
    (void)sqlite3_finalize(check);
    return status;
}

static hl_status count_log(hl_store *store, hl_verify_summary *summary, hl_error *err)
{
    const struct {
        const char *sql;
        int64_t *out;
    } counts[] = {{"SELECT count(*) FROM users", &summary->users},
                  {"SELECT count(*) FROM touches", &summary->touches},
                  {"SELECT count(*) FROM events", &summary->events}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (hl_log__query_int(store, counts[i].sql, 0, counts[i].out, err) != HL_OK)
            return HL_FAILED;
    return HL_OK;
}

typedef struct verifying {
    hl_store *store;
    bool repair;
    hl_problems *problems;
    hl_verify_summary *summary;
} verifying;

static hl_status verify_experiment(void *context, const hl_log_experiment *x, hl_error *err)
{
    const verifying *v = context;
    finding f = {v->store, x, v->problems, 0, HL_OK};
    hl_status status =
        hl_log__cells_compare(v->store, x, x->delta, note_difference, &f, &v->summary->cells, err);
    if (status == HL_OK) /* no log has these: they are right or damaged */
        status = hl_log__slots_read(v->store, x->id, x->design->arm_count, x->delta, err);
    if (status == HL_OK && f.status != HL_OK)
        status = hl_error_memory(err);
    v->summary->differing += f.differing;
    if (status == HL_OK && v->repair && f.differing > 0)
        status = hl_log__cells_replace(v->store, x, x->delta, err);
    return status;
}

static hl_status verify_types(const verifying *v, hl_error *err)
{
    bool right = true;
    hl_status status = hl_log__event_types_verify(v->store, v->repair, &right, err);
    if (status != HL_OK || right)
        return status;
    v->summary->differing++;
    if (v->problems != NULL)
        hl_problems_add(v->problems,
                        &(hl_problem){HL_PROBLEM_ERROR, v->store->path, 0, 0, NULL,
                                      "the counts of events by type are not what the log gives",
                                      NULL});
    return HL_OK;
}

static hl_status verify_all(hl_store *store, bool repair, hl_problems *problems,
                            hl_verify_summary *summary, hl_error *err)
{
    hl_log_experiments *all = NULL;
    verifying v = {store, repair, problems, summary};
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    summary->experiments = (int64_t)all->count;
    for (size_t i = 0; problems != NULL && i < all->unreadable_count; i++)
        hl_problems_add(problems, &(hl_problem){HL_PROBLEM_WARNING, store->path, 0, 0,
                                                all->unreadable[i].name,
                                                "not verified: this program cannot "
                                                "read the stored definition",
                                                NULL});
    for (size_t i = 0; repair && i < all->count; i++)
        if (!all->list[i]->unit_is_user &&
            hl_log__recompute_units(store, all->list[i], err) != HL_OK)
            return HL_FAILED;
    hl_status status = hl_log__recompute_each(store, all, true, verify_experiment, &v, err);
    if (status == HL_OK)
        status = verify_types(&v, err);
    if (status == HL_OK)
        status = hl_log__models_verify(store, err);
    return status == HL_OK ? hl_problems_status(problems, err) : status;
}

hl_status hl_store_verify(hl_store *store, bool repair, hl_problems *problems,
                          hl_verify_summary *summary, hl_error *err)
{
    *summary = (hl_verify_summary){0};
    if (check_pages(store, err) != HL_OK)
        return HL_FAILED;
    hl_status status = repair ? hl_log__begin(store, err) : hl_log__begin_reading(store, err);
    if (status == HL_OK)
        status = count_log(store, summary, err);
    if (status == HL_OK)
        status = verify_all(store, repair, problems, summary, err);
    if (status == HL_OK)
        status = hl_log__commit(store, err);
    if (status != HL_OK) {
        hl_log__rollback(store);
        return status;
    }
    summary->repaired = repair && summary->differing > 0;
    if (summary->differing == 0 || repair)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: %lld cells are not what the log gives (--repair computes them anew)",
                        store->path, (long long)summary->differing);
}
