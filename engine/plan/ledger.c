#include "plan/ledger.h"

#include <stdlib.h>

#include "plan/counters.h"

/* A touch in the list of its user and in that of its operator, both by time. */
typedef struct node {
    hl_ledger_entry entry;
    uint32_t next[2];
} node;

enum { BY_USER, BY_OPERATOR };

typedef struct heads {
    uint32_t *first;
    size_t count;
} heads;

struct hl_ledger {
    const hl_zone *workspace;
    int64_t from_ms;
    node *nodes;
    uint32_t count, capacity;
    heads lists[2];
    hl_counters counters;
    hl_rolling *rolling; /* limits over everyone */
    size_t rolling_count;
    const node **scratch; /* touches that count, by time */
    size_t scratch_count, scratch_capacity;
    bool failed;
};

hl_ledger *hl_plan__ledger_new(const hl_zone *workspace, int64_t from_ms)
{
    hl_ledger *ledger = calloc(1, sizeof *ledger);
    if (ledger == NULL)
        return NULL;
    ledger->workspace = workspace;
    ledger->from_ms = from_ms;
    return ledger;
}

void hl_plan__ledger_free(hl_ledger *ledger)
{
    if (ledger == NULL)
        return;
    for (size_t i = 0; i < ledger->rolling_count; i++)
        hl_plan__rolling_free(&ledger->rolling[i]);
    free(ledger->rolling);
    hl_plan__counters_free(&ledger->counters);
    free(ledger->nodes);
    free(ledger->lists[BY_USER].first);
    free(ledger->lists[BY_OPERATOR].first);
    free((void *)ledger->scratch);
    free(ledger);
}

bool hl_plan__ledger_failed(const hl_ledger *ledger)
{
    return ledger->failed;
}

static bool reach(heads *list, uint32_t index)
{
    if (index < list->count)
        return true;
    size_t count = list->count == 0 ? 64 : list->count;
    while (count <= index)
        count *= 2;
    uint32_t *first = realloc(list->first, count * sizeof *first);
    if (first == NULL)
        return false;
    for (size_t i = list->count; i < count; i++)
        first[i] = HL_LEDGER_NONE;
    *list = (heads){first, count};
    return true;
}

static bool grow(hl_ledger *ledger)
{
    if (ledger->count < ledger->capacity)
        return true;
    uint32_t capacity = ledger->capacity == 0 ? 256 : ledger->capacity * 2;
    node *nodes = realloc(ledger->nodes, capacity * sizeof *nodes);
    const node **scratch =
        nodes == NULL ? NULL : realloc((void *)ledger->scratch, capacity * sizeof(node *));
    if (nodes != NULL)
        ledger->nodes = nodes;
    if (scratch == NULL)
        return false;
    ledger->scratch = scratch;
    ledger->capacity = capacity;
    return true;
}

static void link_by_time(hl_ledger *ledger, int which, uint32_t party, uint32_t added)
{
    uint32_t *at = &ledger->lists[which].first[party];
    int64_t when = ledger->nodes[added].entry.at_ms;
    while (*at != HL_LEDGER_NONE && ledger->nodes[*at].entry.at_ms <= when)
        at = &ledger->nodes[*at].next[which];
    ledger->nodes[added].next[which] = *at;
    *at = added;
}

static hl_rolling *rolling_of(hl_ledger *ledger, const hl_limit *limit)
{
    for (size_t i = 0; i < ledger->rolling_count; i++)
        if (ledger->rolling[i].limit == limit->number)
            return &ledger->rolling[i];
    hl_rolling *all = realloc(ledger->rolling, (ledger->rolling_count + 1) * sizeof *all);
    ledger->failed = ledger->failed || all == NULL;
    if (all == NULL)
        return NULL;
    ledger->rolling = all;
    hl_rolling *added = &all[ledger->rolling_count];
    /* Civil days of a window over everyone: the longest a day can be. */
    int64_t width = limit->per.ms + (limit->per.days + 31 * (int64_t)limit->per.months) *
                                        (HL_DAY_MS + HL_DAY_MS / 24);
    if (!hl_plan__rolling_open(added, limit->number, ledger->from_ms, width)) {
        hl_plan__rolling_free(added);
        ledger->failed = true;
        return NULL;
    }
    ledger->rolling_count++;
    return added;
}

/* Counts the touches of one user, in the user's zone; else of many, in the workspace's. */
static bool is_of_one_user(const hl_limit *limit)
{
    switch (limit->scope) {
    case HL_SCOPE_USER:
    case HL_SCOPE_CHANNEL:
    case HL_SCOPE_CLASS:
    case HL_SCOPE_HOOK:
    case HL_SCOPE_SESSION:
        return true;
    case HL_SCOPE_OPERATOR:
    case HL_SCOPE_EVERYONE:
    case HL_SCOPE_MINUTE:
        break;
    }
    return false;
}

static bool is_counter(const hl_limit *limit)
{
    return !is_of_one_user(limit) && !limit->rolling;
}

static bool has_operator(const hl_limit *limit, const hl_ledger_entry *entry)
{
    return entry->operator_user != HL_LEDGER_NONE &&
           (limit->only == HL_LEDGER_NONE || limit->only == entry->operator_user);
}

static uint32_t entity_of(const hl_limit *limit, const hl_ledger_entry *entry)
{
    return limit->scope == HL_SCOPE_OPERATOR ? entry->operator_user : entry->channel;
}

static bool count_in(hl_ledger *ledger, const hl_limit *limit, const hl_ledger_entry *entry)
{
    int64_t from = 0;
    int64_t to = 0;
    if (limit->scope == HL_SCOPE_EVERYONE && limit->rolling) {
        hl_rolling *rolling = rolling_of(ledger, limit);
        if (rolling != NULL)
            hl_plan__rolling_add(rolling, entry->at_ms);
        return rolling != NULL;
    }
    if (!is_counter(limit) || (limit->scope == HL_SCOPE_OPERATOR && !has_operator(limit, entry)))
        return true;
    int64_t period = hl_plan__period_at(ledger->workspace, limit->period, entry->at_ms, &from, &to);
    hl_counter *c =
        hl_plan__counters_take(&ledger->counters, limit->number, entity_of(limit, entry), period);
    if (c == NULL)
        return false;
    c->count++;
    c->holder = entry->touch;
    return true;
}

bool hl_plan__ledger_add(hl_ledger *ledger, const hl_ledger_entry *entry,
                         const hl_limit *const *limits, size_t count)
{
    if (!grow(ledger) || !reach(&ledger->lists[BY_USER], entry->user) ||
        (entry->operator_user != HL_LEDGER_NONE &&
         !reach(&ledger->lists[BY_OPERATOR], entry->operator_user)))
        return false;
    uint32_t added = ledger->count++;
    ledger->nodes[added] = (node){*entry, {HL_LEDGER_NONE, HL_LEDGER_NONE}};
    link_by_time(ledger, BY_USER, entry->user, added);
    if (entry->operator_user != HL_LEDGER_NONE)
        link_by_time(ledger, BY_OPERATOR, entry->operator_user, added);
    for (size_t i = 0; i < count; i++)
        if (!count_in(ledger, limits[i], entry))
            return false;
    return true;
}

static bool counts(const hl_limit *limit, const hl_ledger_query *q, const hl_ledger_entry *e)
{
    switch (limit->scope) {
    case HL_SCOPE_CHANNEL:
        return e->channel == q->entry.channel;
    case HL_SCOPE_SESSION:
        return e->channel == q->entry.channel && e->at_ms >= q->session_ms;
    case HL_SCOPE_CLASS:
        return e->klass == q->entry.klass;
    case HL_SCOPE_HOOK:
        return e->hook == q->entry.hook;
    case HL_SCOPE_USER:
    case HL_SCOPE_OPERATOR:
    case HL_SCOPE_EVERYONE:
    case HL_SCOPE_MINUTE:
        break;
    }
    return true;
}

/* The touches that count against the limit, by time, into the scratch list. */
static void gather(hl_ledger *ledger, const hl_limit *limit, const hl_ledger_query *q)
{
    int which = limit->scope == HL_SCOPE_OPERATOR ? BY_OPERATOR : BY_USER;
    uint32_t party = which == BY_USER ? q->entry.user : q->entry.operator_user;
    ledger->scratch_count = 0;
    if (party >= ledger->lists[which].count)
        return;
    for (uint32_t at = ledger->lists[which].first[party]; at != HL_LEDGER_NONE;
         at = ledger->nodes[at].next[which])
        if (counts(limit, q, &ledger->nodes[at].entry))
            ledger->scratch[ledger->scratch_count++] = &ledger->nodes[at];
}

static int64_t most_in(const hl_limit *limit, const hl_zone *zone, int64_t from, int64_t to)
{
    (void)zone;
    if (limit->count >= 0)
        return limit->count;
    return (to - from + HL_DAY_MS / 2) / HL_DAY_MS; /* the days of the month */
}

/* Gathered touches of [from, to); the last of them in *last. */
static int64_t gathered_in(const hl_ledger *ledger, int64_t from, int64_t to, const node **last)
{
    int64_t count = 0;
    for (size_t i = 0; i < ledger->scratch_count; i++)
        if (ledger->scratch[i]->entry.at_ms >= from && ledger->scratch[i]->entry.at_ms < to) {
            *last = ledger->scratch[i];
            count++;
        }
    return count;
}

static int64_t release_period(hl_ledger *ledger, const hl_limit *limit, const hl_ledger_query *q,
                              uint32_t *holder)
{
    int64_t from = 0;
    int64_t to = 0;
    int64_t at = q->entry.at_ms;
    const node *last = NULL;
    gather(ledger, limit, q);
    for (;;) {
        (void)hl_plan__period_at(q->zone, limit->period, at, &from, &to);
        if (gathered_in(ledger, from, to, &last) < most_in(limit, q->zone, from, to))
            return at;
        *holder = last == NULL ? HL_LEDGER_NONE : last->entry.touch;
        at = to;
    }
}

/* `count` touches that already lie within one length: one more would have to stay outside of it.
 * Forward from t: the group is in the way when it ends less than a length after t and starts less
 * than a length before t. */
static int64_t release_rolling(hl_ledger *ledger, const hl_limit *limit, const hl_ledger_query *q,
                               uint32_t *holder)
{
    int64_t at = q->entry.at_ms;
    size_t count = (size_t)limit->count;
    gather(ledger, limit, q);
    for (size_t i = 0; i + count <= ledger->scratch_count; i++) {
        int64_t first = ledger->scratch[i]->entry.at_ms;
        const node *last = ledger->scratch[i + count - 1];
        int64_t open = hl_plan__span_after(q->zone, first, &limit->per);
        if (open <= at || last->entry.at_ms >= open)
            continue; /* over before, or the group itself is wider than the length */
        if (hl_plan__span_after(q->zone, at, &limit->per) <= last->entry.at_ms)
            continue; /* far enough before it */
        at = open;
        *holder = last->entry.touch;
    }
    return at;
}

static int64_t release_counter(hl_ledger *ledger, const hl_limit *limit, const hl_ledger_query *q,
                               uint32_t *holder)
{
    int64_t from = 0;
    int64_t to = 0;
    uint32_t entity = entity_of(limit, &q->entry);
    int64_t period =
        hl_plan__period_at(ledger->workspace, limit->period, q->entry.at_ms, &from, &to);
    int64_t most = most_in(limit, ledger->workspace, from, to);
    int64_t room = hl_plan__counters_room(&ledger->counters, limit->number, entity, period, most);
    if (room == period)
        return q->entry.at_ms;
    *holder = hl_plan__counters_find(&ledger->counters, limit->number, entity, period)->holder;
    return hl_plan__period_start(ledger->workspace, limit->period, room);
}

int64_t hl_plan__ledger_release(hl_ledger *ledger, const hl_limit *limit,
                                const hl_ledger_query *question, uint32_t *holder)
{
    *holder = HL_LEDGER_NONE;
    if (limit->scope == HL_SCOPE_OPERATOR && !has_operator(limit, &question->entry))
        return question->entry.at_ms;
    if (limit->count == 0)
        return HL_LEDGER_NEVER;
    if (limit->scope == HL_SCOPE_SESSION) {
        gather(ledger, limit, question);
        if ((int64_t)ledger->scratch_count < limit->count)
            return question->entry.at_ms;
        *holder = ledger->scratch[ledger->scratch_count - 1]->entry.touch;
        return HL_LEDGER_NEVER;
    }
    if (limit->scope == HL_SCOPE_EVERYONE && limit->rolling) {
        const hl_rolling *rolling = rolling_of(ledger, limit);
        return rolling == NULL
                   ? HL_LEDGER_NEVER
                   : hl_plan__rolling_release(rolling, question->entry.at_ms, limit->count);
    }
    if (is_counter(limit))
        return release_counter(ledger, limit, question, holder);
    return limit->rolling ? release_rolling(ledger, limit, question, holder)
                          : release_period(ledger, limit, question, holder);
}

/* Backwards: the last instant before the group that is a whole length away from its end. */
static int64_t hold_rolling(hl_ledger *ledger, const hl_limit *limit, const hl_ledger_query *q)
{
    enum { HOUR_MS = 3600000 };
    int64_t at = q->entry.at_ms;
    size_t count = (size_t)limit->count;
    gather(ledger, limit, q);
    for (size_t i = ledger->scratch_count + 1 - count; count <= ledger->scratch_count && i-- > 0;) {
        int64_t first = ledger->scratch[i]->entry.at_ms;
        int64_t last = ledger->scratch[i + count - 1]->entry.at_ms;
        int64_t open = hl_plan__span_after(q->zone, first, &limit->per);
        if (open <= at || last >= open || hl_plan__span_after(q->zone, at, &limit->per) <= last)
            continue;
        at = hl_plan__span_before(q->zone, last, &limit->per);
        while (hl_plan__span_after(q->zone, at, &limit->per) > last)
            at -= HOUR_MS; /* a summer-time gap on the way */
    }
    return at;
}

/* The last full period counted down one by one: pulling earlier is rare and bounded by now. */
static int64_t hold_period(hl_ledger *ledger, const hl_limit *limit, const hl_ledger_query *q)
{
    hl_ledger_query probe = *q;
    const hl_zone *zone = is_of_one_user(limit) ? q->zone : ledger->workspace;
    uint32_t holder = 0;
    while (hl_plan__ledger_release(ledger, limit, &probe, &holder) != probe.entry.at_ms) {
        int64_t from = 0;
        int64_t to = 0;
        if (probe.entry.at_ms < ledger->from_ms)
            return INT64_MIN;
        (void)hl_plan__period_at(zone, limit->period, probe.entry.at_ms, &from, &to);
        probe.entry.at_ms = from - 1;
    }
    return probe.entry.at_ms;
}

int64_t hl_plan__ledger_hold(hl_ledger *ledger, const hl_limit *limit,
                             const hl_ledger_query *question)
{
    enum { MINUTE_MS = 60000 };
    uint32_t holder = 0;
    if (hl_plan__ledger_release(ledger, limit, question, &holder) == question->entry.at_ms)
        return question->entry.at_ms;
    if (limit->count == 0 || limit->scope == HL_SCOPE_SESSION)
        return INT64_MIN;
    if (!limit->rolling)
        return hold_period(ledger, limit, question);
    if (limit->scope != HL_SCOPE_EVERYONE)
        return hold_rolling(ledger, limit, question);
    hl_ledger_query probe = *question;
    while (probe.entry.at_ms >= ledger->from_ms) {
        probe.entry.at_ms -= MINUTE_MS;
        if (hl_plan__ledger_release(ledger, limit, &probe, &holder) == probe.entry.at_ms)
            return probe.entry.at_ms;
    }
    return INT64_MIN;
}
