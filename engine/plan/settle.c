/* Runs the planner over the candidates, earlier steps first, and counts what came out. */
#include <stdlib.h>
#include <string.h>

#include "plan/book.h"

/* What is already sent or planned, into the ledger, under the limits that it counts for. */
static hl_status fill_ledger(hl_book *book, hl_error *err)
{
    hl_ledger *ledger = hl_plan__planner_ledger(book->planner);
    const hl_limit **limits = malloc((book->limit_count + 1) * sizeof(hl_limit *));
    bool good = limits != NULL;
    for (size_t i = 0; good && i < book->sent_count; i++) {
        const hl_sent *s = &book->sent[i];
        size_t count = 0;
        for (size_t l = 0; l < book->limit_count; l++)
            if (book->limits[l]->channel == HL_LEDGER_NONE ||
                book->limits[l]->channel == s->channel)
                limits[count++] = book->limits[l];
        hl_ledger_entry entry = {s->at_ms, s->user,        s->operator_user, s->channel,
                                 s->hook,  HL_LEDGER_NONE, s->klass};
        good = hl_plan__ledger_add(ledger, &entry, limits, count);
    }
    free((void *)limits);
    return good ? HL_OK : hl_error_memory(err);
}

static uint32_t highest_rank(const hl_book *book)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < book->candidate_count; i++)
        if (book->origins[i].rank > highest)
            highest = book->origins[i].rank;
    return highest;
}

static void stop(const hl_book *book, size_t index)
{
    const hl_origin *origin = &book->origins[index];
    hl_placement *p = &book->placements[index];
    *p = (hl_placement){.outcome = origin->stopped == HL_REASON_WAITS ? HL_OUTCOME_WAITING
                                                                      : HL_OUTCOME_DROPPED,
                        .propensity = 1,
                        .binding = origin->stopped};
}

static hl_status run_rank(hl_book *book, uint32_t rank, uint32_t *which, hl_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < book->candidate_count; i++) {
        hl_origin *origin = &book->origins[i];
        if (origin->rank != rank)
            continue;
        if (origin->stopped == HL_REASON_NONE && origin->previous != HL_LEDGER_NONE)
            hl_plan__follow_placed(book, i);
        if (origin->stopped == HL_REASON_NONE)
            which[count++] = (uint32_t)i;
        else
            stop(book, i);
    }
    return hl_plan__planner_run(book->planner, book->candidates, which, count, book->placements,
                                err);
}

bool hl_plan__is_held(const hl_book *book, size_t candidate)
{
    const hl_placement *p = &book->placements[candidate];
    int64_t wish = book->candidates[candidate].wish_ms;
    int64_t now = book->options->now_utc_ms;
    return p->outcome == HL_OUTCOME_PLANNED && !p->pulled && p->at_ms > (wish > now ? wish : now);
}

static void count_outcomes(hl_book *book)
{
    hl_plan_counts *counts = &book->counts;
    counts->touches = (int64_t)book->candidate_count;
    for (size_t i = 0; i < book->candidate_count; i++) {
        const hl_placement *p = &book->placements[i];
        counts->waiting += p->outcome == HL_OUTCOME_WAITING;
        counts->dropped += p->outcome == HL_OUTCOME_DROPPED;
        if (p->outcome != HL_OUTCOME_PLANNED)
            continue;
        counts->planned++;
        counts->pulled += p->pulled;
        counts->held += hl_plan__is_held(book, i);
    }
}

static void find_explained(hl_book *book)
{
    const char *wanted = book->options->explain;
    hl_text id = {0};
    book->explained = HL_LEDGER_NONE;
    for (size_t i = 0; wanted != NULL && i < book->candidate_count; i++) {
        hl_base__text_clear(&id);
        hl_plan__touch_id(book, i, &id);
        book->failed = book->failed || id.failed;
        if (strcmp(hl_base__text_string(&id), wanted) == 0) {
            book->explained = (uint32_t)i;
            hl_plan__planner_trace(book->planner, (uint32_t)i, &book->trace);
            break;
        }
    }
    hl_base__text_free(&id);
}

hl_status hl_plan__settle(hl_book *book, hl_error *err)
{
    const hl_plan_options *options = book->options;
    hl_status status = HL_OK;
    uint32_t *which = malloc((book->candidate_count + 1) * sizeof *which);
    book->placements = calloc(book->candidate_count + 1, sizeof *book->placements);
    book->settings = (hl_plan_settings){.now_ms = options->now_utc_ms,
                                        .seed = options->seed,
                                        .salt = book->experiment->salt,
                                        .workspace = book->workspace,
                                        .days = &book->days,
                                        .tracks = book->tracks,
                                        .track_count = book->track_count,
                                        .shifts = book->shifts,
                                        .shift_count = book->shift_count,
                                        .zone_sets = book->zone_sets,
                                        .zone_set_count = book->zone_keys.count};
    book->planner = hl_plan__planner_new(&book->settings);
    if (which == NULL || book->placements == NULL || book->planner == NULL) {
        free(which);
        return hl_error_memory(err);
    }
    status = fill_ledger(book, err);
    find_explained(book);
    uint32_t highest = highest_rank(book);
    for (uint32_t rank = 0; status == HL_OK && rank <= highest; rank++)
        status = run_rank(book, rank, which, err);
    free(which);
    if (status == HL_OK && (book->failed || book->trace.failed))
        status = hl_error_memory(err);
    if (status == HL_OK)
        count_outcomes(book);
    return status;
}
