#include "history.h"

#include <stdlib.h>
#include <string.h>

void *need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

size_t kind_of(int slot)
{
    return (size_t)(2 * slot + (slot / HOURS >= 5));
}

static void add_cell(history *h, int segment, int slot, bool click)
{
    hl_timing_counts *c = &h->counts;
    if (c->count == h->room) {
        hl_timing__order(c);
        if (2 * c->count >= h->room) {
            h->room = 2 * h->room + 1024;
            c->cells = need(realloc(c->cells, h->room * sizeof *c->cells));
        }
    }
    c->cells[c->count++] = (hl_timing_cell){
        (uint32_t)segment, (uint32_t)kind_of(slot), 0, DAYS_A_ROUND * h->round, 1, click};
}

void history_note(history *h, int user, int slot)
{
    bool click = hl_base__random_uniform(&h->luck) < world_chance(h->w, user, slot);
    int segment = h->w->segment[user];
    h->sent[segment][slot]++;
    h->clicked[segment][slot] += click;
    h->user_sent[user][slot % HOURS]++;
    h->user_clicked[user][slot % HOURS] = (uint16_t)(h->user_clicked[user][slot % HOURS] + click);
    add_cell(h, segment, slot, click);
    if (!hl_timing__log_add(&h->log, &(hl_timing_touch){.user = (uint32_t)user,
                                                        .segment = (uint32_t)segment,
                                                        .kind = (uint16_t)kind_of(slot),
                                                        .day = DAYS_A_ROUND * h->round,
                                                        .weight = 1,
                                                        .outcome = click}))
        abort();
}

void history_begin(history *h, world *w, uint64_t seed)
{
    size_t users = (size_t)w->users, segments = (size_t)w->segments;
    *h = (history){.w = w, .counts = {.segments = segments, .messages = 1}};
    h->log.segments.count = (uint32_t)segments; /* they have no names here */
    h->log.users.count = (uint32_t)users;
    h->luck = hl_base__random_seed(seed, 2);
    h->random = hl_base__random_seed(seed, 3);
    h->usual = need(calloc(users, sizeof *h->usual));
    h->sent = need(calloc(segments, sizeof *h->sent));
    h->clicked = need(calloc(segments, sizeof *h->clicked));
    h->user_sent = need(calloc(users, sizeof *h->user_sent));
    h->user_clicked = need(calloc(users, sizeof *h->user_clicked));
    for (; h->round < LOGGED; h->round++)
        for (int u = 0; u < w->users; u++) {
            h->usual[u][h->round] = world_usual_slot(w);
            history_note(h, u, h->usual[u][h->round]);
        }
}

void history_free(history *h)
{
    free(h->usual);
    free(h->sent);
    free(h->clicked);
    free(h->user_sent);
    free(h->user_clicked);
    free(h->counts.cells);
    free(h->log.touches);
}
