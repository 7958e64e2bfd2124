#include "timing/log.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "timing/measure.h"

bool hl_timing__log_add(hl_timing_log *log, const hl_timing_touch *touch)
{
    if (log->count == log->room) {
        size_t room = log->room > 0 ? 2 * log->room : 1024;
        hl_timing_touch *touches = realloc(log->touches, room * sizeof *touches);
        if (touches == NULL)
            return false;
        log->touches = touches;
        log->room = room;
    }
    log->touches[log->count++] = *touch;
    return true;
}

void hl_timing__log_free(hl_timing_log *log)
{
    free(log->touches);
    free(log->measure.dispersion);
    hl_base__map_free(&log->users);
    hl_base__map_free(&log->segments);
    hl_base__map_free(&log->messages);
    *log = (hl_timing_log){.count = 0};
}

/* ---- order */

typedef struct named {
    const hl_map_key *key;
    uint32_t number;
} named;

static int by_bytes(const void *a, const void *b)
{
    const hl_map_key *x = ((const named *)a)->key, *y = ((const named *)b)->key;
    size_t common = x->length < y->length ? x->length : y->length;
    int order = memcmp(x->text, y->text, common);
    return order != 0 ? order : (x->length > y->length) - (x->length < y->length);
}

/* names, in the order of their bytes; place[i]: where that of number i is now. */
static bool sort_names(hl_map *names, uint32_t **place)
{
    hl_map sorted = {.count = 0};
    named *list = malloc((names->count + 1) * sizeof *list);
    *place = malloc((names->count + 1) * sizeof **place);
    bool ok = list != NULL && *place != NULL;
    for (uint32_t i = 0; ok && i < names->count; i++)
        list[i] = (named){&names->keys[i], i};
    if (ok)
        qsort(list, names->count, sizeof *list, by_bytes);
    for (uint32_t i = 0; ok && i < names->count; i++) {
        (*place)[list[i].number] = i;
        ok = hl_base__map_intern(&sorted, list[i].key->text, list[i].key->length) == i;
    }
    free(list);
    hl_base__map_free(ok ? names : &sorted);
    if (ok)
        *names = sorted;
    return ok;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_chance(double a, double b)
{
    double x = isnan(a) ? -1 : a, y = isnan(b) ? -1 : b;
    return (x > y) - (x < y);
}

static int by_all(const void *a, const void *b)
{
    const hl_timing_touch *x = a, *y = b;
    int order = compare(x->user, y->user);
    if (order == 0)
        order = compare(x->segment, y->segment);
    if (order == 0)
        order = compare(x->day, y->day);
    if (order == 0)
        order = compare(x->kind, y->kind);
    if (order == 0)
        order = compare(x->message, y->message);
    if (order == 0)
        order = (x->outcome > y->outcome) - (x->outcome < y->outcome);
    if (order == 0)
        order = (x->weight > y->weight) - (x->weight < y->weight);
    if (order == 0)
        order = compare(x->young, y->young);
    if (order == 0)
        order = compare(x->policy, y->policy);
    if (order == 0)
        order = compare(x->harm, y->harm);
    return order != 0 ? order : compare_chance(x->propensity, y->propensity);
}

/* Touches of one user after those of another, by counting; who has no name comes last. */
static bool gather_users(hl_timing_log *log)
{
    size_t users = (size_t)log->users.count + 1;
    size_t *at = calloc(users + 1, sizeof *at);
    hl_timing_touch *gathered = malloc((log->count + 1) * sizeof *gathered);
    bool ok = at != NULL && gathered != NULL;
    for (size_t i = 0; ok && i < log->count; i++) {
        uint32_t user = log->touches[i].user;
        at[(user == HL_MAP_NONE ? users - 1 : user) + 1]++;
    }
    for (size_t u = 0; ok && u < users; u++)
        at[u + 1] += at[u];
    for (size_t i = 0; ok && i < log->count; i++) {
        uint32_t user = log->touches[i].user;
        gathered[at[user == HL_MAP_NONE ? users - 1 : user]++] = log->touches[i];
    }
    for (size_t u = 0; ok && u < users; u++) {
        size_t from = u > 0 ? at[u - 1] : 0;
        qsort(gathered + from, at[u] - from, sizeof *gathered, by_all);
    }
    free(at);
    free(ok ? (void *)log->touches : (void *)gathered);
    if (ok) {
        log->touches = gathered;
        log->room = log->count + 1;
    }
    return ok;
}

hl_status hl_timing__log_settle(hl_timing_log *log, hl_error *err)
{
    uint32_t *user = NULL, *segment = NULL, *message = NULL;
    bool ok = sort_names(&log->users, &user) && sort_names(&log->segments, &segment) &&
              sort_names(&log->messages, &message);
    for (size_t i = 0; ok && i < log->count; i++) {
        hl_timing_touch *t = &log->touches[i];
        if (t->user != HL_MAP_NONE)
            t->user = user[t->user];
        t->segment = segment[t->segment];
        t->message = message[t->message];
    }
    ok = ok && gather_users(log);
    free(user);
    free(segment);
    free(message);
    ok = ok && (!log->values || hl_timing__measure(log));
    return ok ? HL_OK : hl_error_memory(err);
}

/* ---- digest */

static void digest_names(hl_digest *digest, const hl_map *names)
{
    for (uint32_t i = 0; i < names->count; i++)
        hl_base__digest_add(digest, names->keys[i].text, names->keys[i].length + 1);
    hl_base__digest_add(digest, "", 1);
}

void hl_timing__log_digest(const hl_timing_log *log, char text[65])
{
    hl_digest digest = hl_base__digest_new();
    digest_names(&digest, &log->users);
    digest_names(&digest, &log->segments);
    digest_names(&digest, &log->messages);
    for (size_t i = 0; i < log->count; i++) {
        const hl_timing_touch *t = &log->touches[i];
        int64_t whole[] = {t->user, t->segment, t->message, t->day,
                           2 * (int64_t)t->kind + (log->values ? 0 : t->outcome > 0)};
        double chance = isnan(t->propensity) ? -1 : t->propensity;
        hl_base__digest_add(&digest, whole, sizeof whole);
        hl_base__digest_add(&digest, &chance, sizeof chance);
        if (log->values)
            hl_base__digest_add(&digest, &t->outcome, sizeof t->outcome);
        if (t->young)
            hl_base__digest_add(&digest, &t->weight, sizeof t->weight);
        if (log->guarded)
            hl_base__digest_add(&digest, &t->harm, sizeof t->harm);
    }
    (void)hl_base__digest_text(&digest, text);
}
