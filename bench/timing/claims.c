#include "claims.h"

#include <stdlib.h>
#include <string.h>

#include "policies.h"
#include "timing/claims.h"
#include "timing/half_life.h"

enum { DRAWS = 1000, WIDTH = 2 };

static int by_user(const void *a, const void *b)
{
    const hl_timing_touch *x = a, *y = b;
    return (x->user > y->user) - (x->user < y->user);
}

/* Rates of a segment in the hours in which its touches went out before, and in a window, in truth.
 */
static double true_usual(const history *h, int segment, double usual[SLOTS])
{
    double sum = 0, count = 0;
    memset(usual, 0, SLOTS * sizeof *usual);
    for (int u = 0; u < h->w->users; u++)
        for (int i = 0; i < LOGGED && h->w->segment[u] == segment; i++) {
            usual[h->usual[u][i]]++;
            count++;
        }
    for (int s = 0; s < SLOTS; s++)
        usual[s] /= count > 0 ? count : 1;
    double users = 0;
    for (int u = 0; u < h->w->users; u++)
        if (h->w->segment[u] == segment) {
            users++;
            for (int s = 0; s < SLOTS; s++)
                sum += usual[s] * world_chance(h->w, u, s);
        }
    return users > 0 ? sum / users : 0;
}

static bool holds(const hl_timing_window *w, int slot)
{
    bool working = slot / HOURS < 5;
    return slot % HOURS >= w->from_hour && slot % HOURS < w->to_hour &&
           (w->days == HL_TIMING_EVERY_DAY || working == (w->days == HL_TIMING_WORKING_DAYS));
}

static double true_rate(const history *h, int segment, const hl_timing_window *w)
{
    double sum = 0, count = 0;
    for (int u = 0; u < h->w->users; u++)
        for (int s = 0; s < SLOTS && h->w->segment[u] == segment; s++)
            if (holds(w, s)) {
                sum += world_chance(h->w, u, s);
                count++;
            }
    return count > 0 ? sum / count : 0;
}

static void judge(const history *h, const hl_timing_posterior *posterior, int segment, claims *out)
{
    hl_timing_question question = {.width = WIDTH, .worth = 0.1, .draws = DRAWS};
    hl_timing_segment s;
    double usual[SLOTS], before = true_usual(h, segment, usual);
    for (int hour = OPENS_AT; hour < CLOSES_AT; hour++)
        question.legal[hour] = true;
    if (before <= 0)
        return;
    if (hl_timing__claim(posterior, (size_t)segment, &question, usual, &s, NULL))
        abort();
    double gain = true_rate(h, segment, &s.best) - before;
    out->made++;
    out->covered += s.gain.low <= gain + 1e-12 && gain <= s.gain.high + 1e-12;
    out->shown += s.gain.low > 0;
    out->falsely += s.gain.low > 0 && gain <= 1e-12;
    out->width += s.gain.high - s.gain.low;
}

void claims_add(history *h, claims *out)
{
    hl_timing_places places;
    hl_timing_curves *curves;
    hl_timing_clusters clusters;
    hl_timing_posterior *posterior;
    hl_hier_variances start = hl_stats__hier_start();
    hl_timing__order(&h->counts);
    qsort(h->log.touches, h->log.count, sizeof *h->log.touches, by_user);
    int32_t end = DAYS_A_ROUND * h->round;
    hl_timing_staleness staleness;
    if (hl_timing__choose_half_life(&h->counts, end, &staleness, NULL) ||
        hl_timing__weigh(&h->counts, end, staleness.half_life, &places, NULL) ||
        hl_timing__fit(&places, &start, HL_TIMING_ROUNDS, NULL, &curves, NULL) ||
        hl_timing__clusters(&h->log, curves, &clusters, NULL) ||
        hl_timing__posterior(&places, &curves->fit->variances, &clusters, &posterior, NULL))
        abort();
    if (hl_timing__moves(&staleness))
        out->withheld += h->w->segments;
    else
        for (int g = 0; g < h->w->segments; g++)
            judge(h, posterior, g, out);
    hl_timing__posterior_free(posterior);
    hl_timing__curves_free(curves);
    free(places.cells);
}
