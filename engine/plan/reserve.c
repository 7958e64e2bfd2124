/* The store's part of a plan: what it has sent and promised counts, and what is planned is
 * promised, all in one transaction that holds the write lock from before the first question. */
#include <string.h>

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

static hl_status reserve_one(hl_book *book, size_t i, hl_text *id, hl_error *err)
{
    const hl_candidate *c = &book->candidates[i];
    const hl_placement *p = &book->placements[i];
    const hl_track *track = &book->tracks[c->track];
    hl_base__text_clear(id);
    hl_plan__touch_id(book, i, id);
    if (id->failed)
        return hl_error_memory(err);
    hl_log_promise promise = {
        .id = hl_base__text_string(id),
        .user = book->people_ids.keys[c->user].text,
        .experiment = book->experiment->name,
        .hook = track->hook->name,
        .channel = book->channel_names.keys[track->ways[p->way].channel_number].text,
        .operator_name =
            c->operator_user == HL_LEDGER_NONE ? "" : book->operators.keys[c->operator_user].text,
        .at_utc_ms = p->at_ms,
        .klass = (int)track->hook->klass};
    return hl_log__reserve(book->options->store, &promise, book->options->now_utc_ms, err);
}

hl_status hl_plan__reserve(hl_book *book, hl_error *err)
{
    hl_text id = {0};
    hl_status status = HL_OK;
    if (!book->locked)
        return HL_OK;
    for (size_t i = 0; status == HL_OK && i < book->candidate_count; i++)
        if (book->placements[i].outcome == HL_OUTCOME_PLANNED)
            status = reserve_one(book, i, &id, err);
    hl_base__text_free(&id);
    if (status == HL_OK)
        status = hl_log__reserve_commit(book->options->store, err);
    if (status == HL_OK)
        book->locked = false;
    return status;
}
