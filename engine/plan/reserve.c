/* The store's part of a plan: what it has sent and promised counts, and what is planned is
 * promised, all in one transaction that holds the write lock from before the first question. */
#include <stdlib.h>
#include <string.h>

#include "log/slots.h"
#include "plan/book.h"

enum { LOOK_BACK_DAYS = 92 };

static hl_status take_promise(void *context, const hl_log_promise *promise, hl_error *err)
{
    return hl_plan__take_promise(context, promise, err);
}

static hl_status take_event(void *context, const char *user, const char *type, int64_t at_utc_ms,
                            hl_error *err)
{
    hl_book *book = context;
    uint32_t person = hl_base__map_find(&book->people_ids, user, strlen(user));
    if (person == HL_MAP_NONE)
        return HL_OK;
    return hl_plan__take_event(book, person, type, strlen(type), at_utc_ms, err);
}

/* Far enough back for every cap and cool-down, and for the steps of a journey. */
static int64_t look_back(const hl_book *book)
{
    int64_t days = LOOK_BACK_DAYS;
    for (size_t i = 0; i < book->limit_count; i++) {
        const hl_span *per = &book->limits[i]->per;
        int64_t needed = per->months * INT64_C(31) + per->days + per->ms / HL_DAY_MS + 2;
        days = needed > days ? needed : days;
    }
    return book->options->now_utc_ms - days * HL_DAY_MS;
}

hl_status hl_plan__read_store(hl_book *book, hl_error *err)
{
    hl_store *store = book->options->store;
    if (store == NULL)
        return HL_OK;
    if (!book->options->dry_run) {
        if (hl_log__reserve_begin(store, err) != HL_OK)
            return HL_FAILED;
        book->locked = true;
    }
    int64_t since = look_back(book);
    hl_status status = hl_log__promises(store, since, take_promise, book, err);
    return status == HL_OK ? hl_log__events_since(store, since, take_event, book, err) : status;
}

/* Reserving, touch by touch in the order of their ids, which is the order of the table. */
typedef struct reserving {
    hl_book *book;
    hl_slots *slots; /* by arm: what this run adds */
    hl_text id;
    bool refusals; /* the store has some */
} reserving;

static hl_status reserve_one(reserving *r, size_t i, hl_error *err)
{
    hl_book *book = r->book;
    const hl_candidate *c = &book->candidates[i];
    const hl_placement *p = &book->placements[i];
    const hl_track *track = &book->tracks[c->track];
    hl_store *store = book->options->store;
    hl_slots *slots = &r->slots[track->arm_index];
    bool added = false;
    bool forgotten = false;
    hl_log_promise promise = {
        .id = hl_base__text_string(&r->id),
        .user = book->people_ids.keys[c->user].text,
        .experiment = book->experiment->name,
        .hook = track->hook->name,
        .channel = book->channel_names.keys[track->ways[p->way].channel_number].text,
        .operator_name =
            c->operator_user == HL_LEDGER_NONE ? "" : book->operators.keys[c->operator_user].text,
        .at_utc_ms = p->at_ms,
        .klass = (int)track->hook->klass};
    hl_status status = hl_log__reserve(store, &promise, book->options->now_utc_ms, &added, err);
    if (status == HL_OK && r->refusals)
        status = hl_log__refusal_forget(store, promise.id, &forgotten, err);
    bool held = hl_plan__is_held(book, i);
    slots->pulled += added && p->pulled;
    slots->held += added && held;
    slots->wished += added && !p->pulled && !held;
    slots->refused -= forgotten;
    return status;
}

static hl_status refuse_one(reserving *r, size_t i, hl_error *err)
{
    const hl_book *book = r->book;
    const hl_track *track = &book->tracks[book->candidates[i].track];
    bool added = false;
    hl_log_refusal refusal = {.id = hl_base__text_string(&r->id),
                              .experiment = book->experiment->name,
                              .arm = track->arm->name,
                              .binding = hl_plan__reason_name(book->placements[i].binding)};
    hl_status status =
        hl_log__refuse(book->options->store, &refusal, book->options->now_utc_ms, &added, err);
    r->slots[track->arm_index].refused += added;
    return status;
}

/* What waits, and what its journey or its data ended, has not been refused a slot. */
static hl_status record(reserving *r, size_t i, hl_error *err)
{
    const hl_book *book = r->book;
    const hl_placement *p = &book->placements[i];
    bool refused = p->outcome == HL_OUTCOME_DROPPED && book->origins[i].stopped == HL_REASON_NONE;
    if (p->outcome != HL_OUTCOME_PLANNED && !refused)
        return HL_OK;
    hl_base__text_clear(&r->id);
    hl_plan__touch_id(book, i, &r->id);
    if (r->id.failed)
        return hl_error_memory(err);
    return refused ? refuse_one(r, i, err) : reserve_one(r, i, err);
}

static hl_status add_slots(const reserving *r, hl_error *err)
{
    const hl_experiment *x = r->book->experiment;
    hl_status status = HL_OK;
    for (size_t a = 0; r->slots != NULL && status == HL_OK && a < x->arm_count; a++) {
        const hl_slots *s = &r->slots[a];
        if (s->wished != 0 || s->held != 0 || s->pulled != 0 || s->refused != 0)
            status = hl_log__slots_add(r->book->options->store, x->name, x->arms[a].name, s, err);
    }
    return status;
}

typedef struct touch_name {
    const char *trigger_id;
    uint32_t track, index;
} touch_name;

static int by_name(const void *a, const void *b)
{
    const touch_name *x = a;
    const touch_name *y = b;
    int order = strcmp(x->trigger_id, y->trigger_id);
    if (order != 0)
        return order;
    return x->track < y->track ? -1 : x->track > y->track;
}

static hl_status record_all(reserving *r, hl_error *err)
{
    const hl_book *book = r->book;
    touch_name *names = malloc((book->candidate_count + 1) * sizeof *names);
    if (names == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < book->candidate_count; i++)
        names[i] =
            (touch_name){book->candidates[i].trigger_id, book->candidates[i].track, (uint32_t)i};
    qsort(names, book->candidate_count, sizeof *names, by_name);
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < book->candidate_count; i++)
        status = record(r, names[i].index, err);
    free(names);
    return status == HL_OK ? add_slots(r, err) : status;
}

hl_status hl_plan__reserve(hl_book *book, hl_error *err)
{
    if (!book->locked)
        return HL_OK;
    reserving r = {.book = book};
    r.slots = calloc(book->experiment->arm_count + 1, sizeof *r.slots);
    hl_status status = r.slots == NULL
                           ? hl_error_memory(err)
                           : hl_log__refusals_any(book->options->store, &r.refusals, err);
    if (status == HL_OK)
        status = record_all(&r, err);
    free(r.slots);
    hl_base__text_free(&r.id);
    if (status == HL_OK)
        status = hl_log__reserve_commit(book->options->store, err);
    if (status == HL_OK)
        book->locked = false;
    return status;
}
