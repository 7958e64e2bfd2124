/* Everything that is wrong with a request is told at once. Of all experiments, those that lack the
 * metric are left out and told; an experiment that was named must have it. */
#include "log/touch_targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/known_attributes.h"
#include "base/suggest.h"
#include "base/text.h"
#include "log/known_users.h"

typedef struct asking {
    hl_store *store;
    const hl_touches_request *request;
    const hl_log_experiments *all;
    hl_problems *problems;
    hl_log_touch_targets *out;
    size_t errors;
    bool failed; /* out of memory */
} asking;

static void tell(asking *a, hl_severity severity, const hl_text *message)
{
    a->errors += severity == HL_PROBLEM_ERROR;
    a->failed = a->failed || message->failed;
    if (a->problems != NULL)
        hl_problems_add(a->problems, &(hl_problem){.severity = severity,
                                                   .file = a->store->path,
                                                   .message = hl_base__text_string(message)});
}

/* ---- experiments */

static void refuse_experiment(asking *a, const char *name)
{
    hl_text have = {0}, message = {0};
    const char **names = calloc(a->all->count + 1, sizeof *names);
    a->failed = a->failed || names == NULL;
    for (size_t i = 0; names != NULL && i < a->all->count; i++) {
        names[i] = a->all->list[i]->design->experiment;
        hl_base__text_addf(&have, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    const char *near = names == NULL ? NULL : hl_base__suggest(name, names, a->all->count);
    const char *list = hl_base__text_string(&have);
    if (near != NULL)
        hl_base__text_addf(&message,
                           "there is no experiment '%s'; did you mean '%s'? the store has: %s",
                           name, near, list);
    else
        hl_base__text_addf(&message, "there is no experiment '%s'; the store has: %s", name, list);
    tell(a, HL_PROBLEM_ERROR, &message);
    free((void *)names);
    hl_base__text_free(&have);
    hl_base__text_free(&message);
}

static bool is_asked_for(const hl_touches_request *request, const char *name)
{
    for (size_t i = 0; i < request->experiment_count; i++)
        if (strcmp(request->experiments[i], name) == 0)
            return true;
    return request->experiment_count == 0;
}

static hl_status find_experiments(asking *a, hl_error *err)
{
    const hl_touches_request *r = a->request;
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < r->experiment_count; i++) {
        status = hl_log__readable(a->store, a->all, r->experiments[i], err);
        if (status == HL_OK && hl_log__experiment_named(a->all, r->experiments[i]) == NULL)
            refuse_experiment(a, r->experiments[i]);
    }
    a->out->count = 0;
    a->out->list = calloc(a->all->count + 1, sizeof *a->out->list);
    if (status == HL_OK && a->out->list == NULL)
        status = hl_error_memory(err);
    for (size_t i = 0; status == HL_OK && i < a->all->count; i++)
        if (is_asked_for(r, a->all->list[i]->design->experiment))
            a->out->list[a->out->count++].x = a->all->list[i];
    return status;
}

static void tell_unreadable(asking *a)
{
    hl_text message = {0};
    for (size_t i = 0; a->request->experiment_count == 0 && i < a->all->unreadable_count; i++) {
        hl_base__text_clear(&message);
        hl_base__text_addf(&message,
                           "touches of experiment '%s' are left out: this program cannot read its "
                           "definition",
                           a->all->unreadable[i].name);
        tell(a, HL_PROBLEM_WARNING, &message);
    }
    hl_base__text_free(&message);
}

/* ---- the metric */

static bool will_do(const hl_metric *metric)
{
    return hl_metric_is_rate(metric) && metric->within_ms > 0 && metric->event != NULL;
}

static const hl_log_metric *metric_of(const hl_log_experiment *x, const char *name)
{
    for (size_t i = 0; i < x->design->metric_count; i++)
        if (strcmp(x->design->metrics[i].name, name) == 0)
            return &x->metrics[i];
    return NULL;
}

/* Those that will do, each once, of the targets [from, to). */
static size_t list_metrics(const asking *a, size_t from, size_t to, const char **names,
                           hl_text *out)
{
    size_t count = 0;
    for (size_t t = from; t < to; t++) {
        const hl_design *design = a->out->list[t].x->design;
        for (size_t i = 0; i < design->metric_count; i++) {
            const char *name = design->metrics[i].name;
            bool twice = !will_do(&design->metrics[i]);
            for (size_t k = 0; k < count; k++)
                twice = twice || strcmp(names[k], name) == 0;
            if (twice)
                continue;
            hl_base__text_addf(out, "%s%s", count > 0 ? ", " : "", name);
            names[count++] = name;
        }
    }
    if (count == 0)
        hl_base__text_add(out, "none");
    return count;
}

static size_t count_metrics(const asking *a, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t t = from; t < to; t++)
        count += a->out->list[t].x->design->metric_count;
    return count;
}

/* name: as it was asked for. metric: that of the first target which will not do; NULL: none of
 * [from, to) has one. */
static void refuse_metric(asking *a, const char *name, size_t from, size_t to,
                          const hl_metric *metric)
{
    const char *of = a->out->list[from].x->design->experiment;
    hl_text list = {0}, message = {0};
    const char **names = calloc(count_metrics(a, from, to) + 1, sizeof *names);
    a->failed = a->failed || names == NULL;
    size_t count = names == NULL ? 0 : list_metrics(a, from, to, names, &list);
    const char *near = count == 0 ? NULL : hl_base__suggest(name, names, count);
    const char *will = hl_base__text_string(&list);
    if (metric != NULL && hl_metric_is_rate(metric))
        hl_base__text_addf(&message,
                           "metric '%s' of '%s' has no 'within': nobody knows when a touch without "
                           "an event is a no; those that will do: %s",
                           name, of, will);
    else if (metric != NULL)
        hl_base__text_addf(&message,
                           "metric '%s' of '%s' is not yes or no for a touch (kind %s); those that "
                           "will do: %s",
                           name, of, hl_metric_kind_name(metric->kind), will);
    else if (near != NULL && to > from + 1)
        hl_base__text_addf(&message,
                           "no experiment has a metric '%s'; did you mean '%s'? those that will "
                           "do: %s",
                           name, near, will);
    else if (to > from + 1)
        hl_base__text_addf(&message, "no experiment has a metric '%s'; those that will do: %s",
                           name, will);
    else if (near != NULL)
        hl_base__text_addf(&message,
                           "experiment '%s' has no metric '%s'; did you mean '%s'? those that will "
                           "do: %s",
                           of, name, near, will);
    else
        hl_base__text_addf(&message, "experiment '%s' has no metric '%s'; those that will do: %s",
                           of, name, will);
    tell(a, HL_PROBLEM_ERROR, &message);
    free((void *)names);
    hl_base__text_free(&list);
    hl_base__text_free(&message);
}

static void drop_without_metric(asking *a)
{
    hl_text left = {0}, message = {0};
    size_t kept = 0;
    for (size_t i = 0; i < a->out->count; i++) {
        if (a->out->list[i].metric != NULL)
            a->out->list[kept++] = a->out->list[i];
        else
            hl_base__text_addf(&left, "%s%s", left.length > 0 ? ", " : "",
                               a->out->list[i].x->design->experiment);
    }
    if (kept < a->out->count) {
        hl_base__text_addf(&message,
                           "touches of experiments without a metric '%s' are left out: %s",
                           a->request->metric, hl_base__text_string(&left));
        tell(a, HL_PROBLEM_NOTE, &message);
    }
    a->out->count = kept;
    hl_base__text_free(&left);
    hl_base__text_free(&message);
}

static void find_metric(asking *a)
{
    bool named = a->request->experiment_count > 0, any = false;
    for (size_t i = 0; i < a->out->count; i++) {
        hl_log_touch_target *t = &a->out->list[i];
        t->metric = metric_of(t->x, a->request->metric);
        any = any || t->metric != NULL;
        if ((t->metric == NULL && named) || (t->metric != NULL && !will_do(t->metric->metric)))
            refuse_metric(a, a->request->metric, i, i + 1,
                          t->metric == NULL ? NULL : t->metric->metric);
    }
    if (!named && !any && a->out->count > 0)
        refuse_metric(a, a->request->metric, 0, a->out->count, NULL);
    else if (!named)
        drop_without_metric(a);
}

/* Experiments without the guardrail say nothing of it; their touches are learnt from all the same.
 */
static void tell_unguarded(asking *a)
{
    hl_text names = {0}, message = {0};
    for (size_t i = 0; i < a->out->count; i++)
        if (a->out->list[i].guardrail == NULL)
            hl_base__text_addf(&names, "%s%s", names.length > 0 ? ", " : "",
                               a->out->list[i].x->design->experiment);
    if (names.length > 0) {
        hl_base__text_addf(&message,
                           "touches of experiments without a metric '%s' say nothing of the "
                           "guardrail: %s",
                           a->request->guardrail, hl_base__text_string(&names));
        tell(a, HL_PROBLEM_NOTE, &message);
    }
    hl_base__text_free(&names);
    hl_base__text_free(&message);
}

static void find_guardrail(asking *a)
{
    const char *name = a->request->guardrail;
    bool named = a->request->experiment_count > 0, any = false;
    for (size_t i = 0; name != NULL && i < a->out->count; i++) {
        hl_log_touch_target *t = &a->out->list[i];
        t->guardrail = metric_of(t->x, name);
        any = any || t->guardrail != NULL;
        if ((t->guardrail == NULL && named) ||
            (t->guardrail != NULL && !will_do(t->guardrail->metric)))
            refuse_metric(a, name, i, i + 1, t->guardrail == NULL ? NULL : t->guardrail->metric);
    }
    if (name == NULL || named || a->out->count == 0)
        return;
    if (any)
        tell_unguarded(a);
    else
        refuse_metric(a, name, 0, a->out->count, NULL);
}

/* Of one name, two experiments may mean two things. */
static void remark_unlike(asking *a)
{
    hl_text message = {0};
    for (size_t i = 1; i < a->out->count; i++) {
        const hl_log_metric *first = a->out->list[0].metric, *m = a->out->list[i].metric;
        if (first == NULL || m == NULL ||
            (m->event == first->event && m->metric->within_ms == first->metric->within_ms &&
             m->metric->from_ms == first->metric->from_ms))
            continue;
        hl_base__text_addf(&message,
                           "'%s' of '%s' is not what it is of '%s' (event, within or from): each "
                           "touch counts by its own",
                           a->request->metric, a->out->list[i].x->design->experiment,
                           a->out->list[0].x->design->experiment);
        tell(a, HL_PROBLEM_WARNING, &message);
        break;
    }
    hl_base__text_free(&message);
}

/* ---- the segment */

static const hl_condition *segment_condition(const hl_log_experiment *x, const char *name)
{
    for (size_t i = 0; i < x->experiment->segment_count; i++)
        if (strcmp(x->experiment->segments[i].name, name) == 0)
            return x->experiment->segments[i].condition;
    return NULL;
}

static hl_status compile_segments(asking *a, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < a->out->count; i++)
        status = hl_assign__predicate_new(segment_condition(a->out->list[i].x, a->request->segment),
                                          NULL, &a->out->list[i].segment, err);
    return status;
}

static void refuse_unlike_segments(asking *a, size_t with, size_t without)
{
    hl_text message = {0};
    hl_base__text_addf(&message,
                       "experiment '%s' has no segment '%s', which '%s' has: name the experiments "
                       "that have it",
                       a->out->list[without].x->design->experiment, a->request->segment,
                       a->out->list[with].x->design->experiment);
    tell(a, HL_PROBLEM_ERROR, &message);
    hl_base__text_free(&message);
}

/* HL_REJECTED: some user has it, and there is nothing more to look for. */
static hl_status look_at(void *context, const hl_known_user *person, hl_error *err)
{
    hl_known_attributes *known = context;
    if (!hl_assign__known_note(known, person->attributes))
        return hl_error_memory(err);
    return hl_assign__known_all(known) ? hl_error_set(err, HL_REJECTED, "every attribute is known")
                                       : HL_OK;
}

/* Told with what is near: an attribute, or else a segment of a definition. */
static void refuse_segment(void *context, uint32_t number, const char *name, const char *near)
{
    asking *a = context;
    hl_text message = {0};
    (void)number;
    for (size_t i = 0; near == NULL && i < a->out->count; i++) {
        const hl_experiment *x = a->out->list[i].x->experiment;
        for (size_t k = 0; near == NULL && k < x->segment_count; k++)
            near = hl_base__suggest(name, &x->segments[k].name, 1);
    }
    if (near != NULL)
        hl_base__text_addf(&message,
                           "'%s' is neither a segment of the definition nor an attribute of any "
                           "user; did you mean '%s'?",
                           name, near);
    else
        hl_base__text_addf(&message,
                           "'%s' is neither a segment of the definition nor an attribute of any "
                           "user",
                           name);
    tell(a, HL_PROBLEM_ERROR, &message);
    hl_base__text_free(&message);
}

static hl_status find_attribute(asking *a, hl_error *err)
{
    hl_known_attributes known = {.seen_count = 0};
    hl_error why = HL_ERROR_INIT;
    if (!hl_assign__known_want(&known, a->request->segment))
        return hl_error_memory(err);
    hl_status status = hl_log__known_users(a->store, "user", look_at, &known, &why);
    if (status == HL_REJECTED)
        status = HL_OK;
    else if (status != HL_OK)
        (void)hl_error_set(err, status, "%s", why.message);
    if (status == HL_OK && !hl_assign__known_missing(&known, refuse_segment, a))
        status = hl_error_memory(err);
    hl_assign__known_free(&known);
    return status;
}

static hl_status find_segment(asking *a, hl_error *err)
{
    size_t with = SIZE_MAX, without = SIZE_MAX;
    if (a->request->segment == NULL || a->out->count == 0)
        return HL_OK;
    for (size_t i = 0; i < a->out->count; i++) {
        bool has = segment_condition(a->out->list[i].x, a->request->segment) != NULL;
        with = has ? i : with;
        without = has ? without : i;
    }
    if (with == SIZE_MAX)
        return find_attribute(a, err);
    if (without == SIZE_MAX)
        return compile_segments(a, err);
    refuse_unlike_segments(a, with, without);
    return HL_OK;
}

/* ---- */

hl_status hl_log__touch_targets(hl_store *store, const hl_touches_request *request,
                                hl_problems *problems, hl_log_touch_targets *out, hl_error *err)
{
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    asking a = {.store = store, .request = request, .all = all, .problems = problems, .out = out};
    hl_status status = find_experiments(&a, err);
    if (status != HL_OK)
        return status;
    tell_unreadable(&a);
    find_metric(&a);
    find_guardrail(&a);
    status = find_segment(&a, err);
    remark_unlike(&a);
    if (status == HL_OK && a.failed)
        status = hl_error_memory(err);
    if (status == HL_OK)
        status = hl_problems_status(problems, err);
    if (status != HL_OK || (a.errors == 0 && out->count > 0))
        return status;
    return a.errors == 0 ? hl_error_set(err, HL_REJECTED,
                                        "%s: there are no experiments whose "
                                        "touches could be learnt from",
                                        store->path)
                         : hl_error_set(err, HL_REJECTED,
                                        "%s: what was asked for is not there: no model was made",
                                        store->path);
}

void hl_log__touch_targets_free(hl_log_touch_targets *targets)
{
    for (size_t i = 0; i < targets->count; i++)
        hl_assign__predicate_free(targets->list[i].segment);
    free(targets->list);
    *targets = (hl_log_touch_targets){.count = 0};
}

const hl_log_touch_target *hl_log__touch_target(const hl_log_touch_targets *targets,
                                                uint32_t experiment)
{
    for (size_t i = 0; i < targets->count; i++)
        if (targets->list[i].x->rules.experiment == experiment)
            return &targets->list[i];
    return NULL;
}
