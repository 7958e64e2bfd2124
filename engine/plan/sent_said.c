/* What became of touches: rows of one touch, of send logs, plans and the store, together. The later
 * word counts, so that a second attempt stands above the failure of the first; of one time the
 * failure does. What arrived did not fail. A touch that failed was not sent: it takes no room of a
 * cap, nothing waits for it, and it may be planned again. */
#include <stdio.h>
#include <stdlib.h>

#include "plan/reading.h"

static const hl_sent_said nothing = {0, INT64_MIN, INT64_MIN, INT64_MIN, false, false, false};

/* What is known of a touch. */
static hl_sent_said *said_of(hl_inputs *in, const hl_sent *sent)
{
    hl_sent_said *all = hl_plan__grow(in->said, sizeof *all, sent->id, &in->said_capacity);
    if (all == NULL)
        return NULL;
    in->said = all;
    if (sent->id < in->said_count)
        return &in->said[sent->id];
    in->said_count++;
    in->said[sent->id] = nothing;
    in->said[sent->id].row = (uint32_t)in->sent_count;
    return &in->said[sent->id];
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void lay(hl_sent_said *said, const hl_log_reservation *touch, int64_t at_ms)
{
    hl_touch_state state = touch->state;
    bool goes = state != HL_TOUCH_STATE_CANCELLED && state != HL_TOUCH_STATE_FAILED;
    said->sent = said->sent || (goes && touch->sent);
    if (state == HL_TOUCH_STATE_CANCELLED)
        said->cancelled_ms = later(said->cancelled_ms, at_ms);
    else if (state == HL_TOUCH_STATE_FAILED)
        said->failed_ms = later(said->failed_ms, at_ms);
    else if (said->went_ms == INT64_MIN || said->failed_ms >= said->went_ms)
        said->went_ms = later(said->went_ms, at_ms);
    said->arrived = said->arrived || state == HL_TOUCH_STATE_ARRIVED;
}

bool hl_plan__note_said(hl_inputs *in, const hl_sent *sent, const hl_log_reservation *touch,
                        bool *is_new)
{
    *is_new = sent->id == in->said_count;
    hl_sent_said *said = said_of(in, sent);
    if (said == NULL)
        return false;
    lay(said, touch, sent->at_ms);
    if (!*is_new && said->went_ms != INT64_MIN)
        in->sent[said->row].at_ms = said->went_ms;
    return true;
}

static bool is_cancelled(const hl_sent_said *said)
{
    return !said->arrived && !said->sent && said->cancelled_ms != INT64_MIN &&
           said->went_ms <= said->cancelled_ms;
}

static bool has_failed(const hl_sent_said *said)
{
    return !said->arrived && !is_cancelled(said) && said->failed_ms != INT64_MIN &&
           said->went_ms <= said->failed_ms;
}

/* Rows of one touch that write its id in different ways, together. */
static void join(hl_sent_said *to, const hl_sent_said *from)
{
    to->arrived = to->arrived || from->arrived;
    to->sent = to->sent || from->sent;
    to->went_ms = later(to->went_ms, from->went_ms);
    to->failed_ms = later(to->failed_ms, from->failed_ms);
    to->cancelled_ms = later(to->cancelled_ms, from->cancelled_ms);
}

static bool join_spellings(hl_inputs *in)
{
    hl_sent_said *by_key = calloc((size_t)in->sent_keys.count + 1, sizeof *by_key);
    if (by_key == NULL)
        return false;
    for (uint32_t k = 0; k < in->sent_keys.count; k++)
        by_key[k] = nothing;
    for (size_t i = 0; i < in->sent_count; i++)
        if (in->sent[i].key != HL_MAP_NONE)
            join(&by_key[in->sent[i].key], &in->said[in->sent[i].id]);
    for (size_t i = 0; i < in->sent_count; i++)
        if (in->sent[i].key != HL_MAP_NONE)
            join(&in->said[in->sent[i].id], &by_key[in->sent[i].key]);
    free(by_key);
    return true;
}

static void tell(hl_reading *r, int64_t count, uint32_t example)
{
    char message[400];
    (void)snprintf(
        message, sizeof message,
        "touches of before that failed, as their state says: %lld, such as '%.80s'; they "
        "count as not sent, and for no cap",
        (long long)count, r->inputs->sent_ids.keys[example].text);
    hl_problems_add(r->problems, &(hl_problem){.severity = HL_PROBLEM_WARNING, .message = message});
}

/* Those that count, moved together; each person's rows are listed anew. */
static void keep_sent(hl_inputs *in)
{
    size_t kept = 0;
    for (uint32_t p = 0; p < in->people_ids.count; p++)
        in->people[p].first_sent = HL_LEDGER_NONE;
    for (size_t i = 0; i < in->sent_count; i++) {
        const hl_sent_said *said = &in->said[in->sent[i].id];
        if (said->failed || is_cancelled(said))
            continue;
        in->sent[kept] = in->sent[i];
        uint32_t *first = &in->people[in->sent[kept].user].first_sent;
        in->sent[kept].next = *first;
        *first = (uint32_t)kept++;
    }
    in->sent_count = kept;
}

hl_status hl_plan__settle_sent(hl_reading *r, hl_error *err)
{
    hl_inputs *in = r->inputs;
    int64_t failed = 0;
    uint32_t example = 0;
    if (in->sent_count == 0)
        return HL_OK;
    if (!join_spellings(in))
        return hl_error_memory(err);
    for (uint32_t id = 0; id < in->said_count; id++) {
        in->said[id].failed = has_failed(&in->said[id]);
        if (in->said[id].failed && failed++ == 0)
            example = id;
    }
    if (failed > 0)
        tell(r, failed, example);
    keep_sent(in);
    return HL_OK;
}
