/* Attributes that a definition reads and no user of the store has. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/known_attributes.h"
#include "assign/misled_text.h"
#include "log/db.h"
#include "log/known_users.h"
#include "log/versions.h"

typedef struct looking {
    hl_known_attributes known;
    int64_t users;
    const char *file;
    hl_problems *problems;
    hl_predicate **judged; /* conditions with texts that may mean numbers, judged of every user */
    size_t judged_count;
    hl_unread *unread;
    hl_misled misled;
} looking;

static hl_status want_condition(looking *l, const hl_condition *condition, hl_error *err)
{
    hl_predicate *predicate = NULL;
    if (condition == NULL)
        return HL_OK;
    hl_status status = hl_assign__predicate_new(condition, NULL, &predicate, err);
    if (status == HL_OK && !hl_assign__known_want_read(&l->known, predicate))
        status = hl_error_memory(err);
    if (status == HL_OK && hl_assign__may_mislead(condition->document))
        l->judged[l->judged_count++] = predicate;
    else
        hl_assign__predicate_free(predicate);
    return status;
}

static hl_status want_all(looking *l, const hl_experiment *x, hl_error *err)
{
    l->judged = calloc(x->segment_count + 1, sizeof(hl_predicate *));
    if (l->judged == NULL)
        return hl_error_memory(err);
    hl_status status = want_condition(l, x->audience, err);
    for (size_t i = 0; status == HL_OK && i < x->segment_count; i++)
        status = want_condition(l, x->segments[i].condition, err);
    bool good = strcmp(x->unit, "user") == 0 || hl_assign__known_want(&l->known, x->unit);
    for (size_t i = 0; good && i < x->design.covariate_count; i++)
        good = hl_assign__known_want(&l->known, x->design.covariates[i]);
    for (size_t i = 0; good && i < x->design.dimension_count; i++)
        good = x->design.dimensions[i].is_segment ||
               hl_assign__known_want(&l->known, x->design.dimensions[i].name);
    return status == HL_OK && !good ? hl_error_memory(err) : status;
}

/* HL_REJECTED: there is nothing more to look for. */
static hl_status look_at(void *context, const hl_known_user *person, hl_error *err)
{
    looking *l = context;
    l->users++;
    if (!hl_assign__known_note(&l->known, person->attributes))
        return hl_error_memory(err);
    const hl_evidence evidence = {l->unread, &l->misled};
    for (size_t i = 0; i < l->judged_count; i++) {
        bool holds = false;
        hl_status status =
            hl_assign__predicate_holds(l->judged[i], person->attributes, evidence, &holds, err);
        if (status != HL_OK)
            return status;
    }
    return l->judged_count == 0 && hl_assign__known_all(&l->known)
               ? hl_error_set(err, HL_REJECTED, "every attribute is known")
               : HL_OK;
}

static void tell(void *context, uint32_t number, const char *name, const char *near)
{
    looking *l = context;
    char message[400];
    (void)number;
    (void)snprintf(message, sizeof message, "no user of the store has '%.100s'%s%.100s%s", name,
                   near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                   near == NULL ? "" : "'?");
    hl_problems_add(
        l->problems,
        &(hl_problem){.severity = HL_PROBLEM_WARNING, .file = l->file, .message = message});
}

static void tell_respelt(void *context, const char *name, const hl_known_value *value)
{
    looking *l = context;
    char message[HL_KNOWN_TEXT];
    hl_assign__known_respelt_text(name, value, message);
    hl_problems_add(
        l->problems,
        &(hl_problem){.severity = HL_PROBLEM_WARNING, .file = l->file, .message = message});
}

/* Told as a problem of the definition. */
static hl_status check_misled(const looking *l, hl_error *err)
{
    hl_error why = HL_ERROR_INIT;
    hl_status status = hl_assign__misled_check(&l->misled, &why);
    if (status == HL_OK)
        return HL_OK;
    hl_problems_add(
        l->problems,
        &(hl_problem){.severity = HL_PROBLEM_ERROR, .file = l->file, .message = why.message});
    return hl_error_set(err, status, "%s: %s", l->file, why.message);
}

static void free_looking(looking *l)
{
    for (size_t i = 0; i < l->judged_count; i++)
        hl_assign__predicate_free(l->judged[i]);
    free((void *)l->judged);
    hl_assign__known_free(&l->known);
}

hl_status hl_log__remark_attributes(hl_store *store, const hl_definition *definition,
                                    hl_problems *problems, hl_error *err)
{
    looking l = {
        .file = hl_definition_file(definition), .problems = problems, .unread = store->unread};
    hl_error why = HL_ERROR_INIT;
    hl_status status = want_all(&l, hl_definition_experiment(definition), err);
    if (status == HL_OK && l.known.wanted.count > 0)
        status = hl_log__known_users(store, "user", look_at, &l, &why);
    if (status == HL_REJECTED)
        status = HL_OK;
    else if (status != HL_OK && why.status != HL_OK)
        (void)hl_error_set(err, status, "%s", why.message);
    if (status == HL_OK && l.users > 0 && !hl_assign__known_missing(&l.known, tell, &l))
        status = hl_error_memory(err);
    if (status == HL_OK)
        hl_assign__known_respelt(&l.known, tell_respelt, &l);
    if (status == HL_OK)
        status = check_misled(&l, err);
    free_looking(&l);
    return status;
}
