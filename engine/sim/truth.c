#include "sim/truth.h"

#include <string.h>

#include "base/number.h"
#include "json/writer.h"

/* What one touch does on average over its window: the mean chance of each outcome, and the chance
 * that it does not happen together with staying or blocking. */
typedef struct touch_mean {
    double block;
    double none_and_stay[HL_SIM_BLOCK];
    double none_and_block[HL_SIM_BLOCK];
    double revenue;
} touch_mean;

/* Minutes of the window that lie in the hour, as a share. */
static double share_of_hour(const hl_arm_world *window, int32_t hour)
{
    int32_t from = window->from_minute > hour * 60 ? window->from_minute : hour * 60;
    int32_t to = window->to_minute < hour * 60 + 60 ? window->to_minute : hour * 60 + 60;
    return to <= from ? 0 : (double)(to - from) / (double)(window->to_minute - window->from_minute);
}

static touch_mean mean_of_touch(const hl_arm_world *rates, const hl_arm_world *window,
                                const hl_customer *customer, bool null_effects)
{
    touch_mean m;
    memset(&m, 0, sizeof m);
    int64_t low = 0;
    int64_t high = 0;
    hl_sim__basket(customer, &low, &high);
    double basket = ((double)low + (double)high) / 2;
    for (int32_t hour = 0; hour < 24; hour++) {
        double share = share_of_hour(window, hour);
        if (share <= 0)
            continue;
        hl_chances c = hl_sim__chances(rates, customer, hour, null_effects);
        double none[HL_SIM_BLOCK];
        none[HL_SIM_CLICK] = 1 - c.click * (1 - HL_SIM_LATE_CLICK);
        none[HL_SIM_REPLY] = 1 - c.reply * (1 - HL_SIM_LATE_REPLY);
        none[HL_SIM_CONVERT] = (1 - c.click * c.convert) * (1 - c.organic);
        for (int i = 0; i < HL_SIM_BLOCK; i++) {
            m.none_and_stay[i] += share * none[i] * (1 - c.block);
            m.none_and_block[i] += share * none[i] * c.block;
        }
        m.block += share * c.block;
        m.revenue += share * (c.click * c.convert + c.organic) * basket;
    }
    return m;
}

hl_expected hl_sim__expected(const hl_arm_world *rates, const hl_arm_world *window,
                             const hl_customer *customer, bool null_effects)
{
    hl_expected e;
    memset(&e, 0, sizeof e);
    touch_mean m = mean_of_touch(rates, window, customer, null_effects);
    double staying = 1;
    double none_yet[HL_SIM_BLOCK] = {1, 1, 1}; /* and still with us */
    double none_left[HL_SIM_BLOCK] = {0, 0, 0};
    for (size_t k = 0; k < customer->occasion_count; k++) {
        for (int i = 0; i < HL_SIM_BLOCK; i++) {
            none_left[i] += none_yet[i] * m.none_and_block[i];
            none_yet[i] *= m.none_and_stay[i];
        }
        e.of[HL_SIM_REVENUE] += staying * m.revenue;
        staying *= 1 - m.block;
    }
    for (int i = 0; i < HL_SIM_BLOCK; i++)
        e.of[i] = 1 - none_yet[i] - none_left[i];
    e.of[HL_SIM_BLOCK] = 1 - staying;
    return e;
}

const hl_arm_world *hl_sim__rates(const hl_played *played, size_t arm)
{
    return played->worlds[played->null_effects ? played->experiment->design.control : arm];
}

static void add_to_group(hl_truth_group *group, size_t arm, const hl_expected *expected,
                         size_t arm_count)
{
    group->enrolled++;
    group->enrolled_by_arm[arm]++;
    for (size_t i = 0; i < arm_count; i++)
        for (int j = 0; j < HL_SIM_OUTCOMES; j++)
            group->sums[i].of[j] += expected[i].of[j];
}

enum { MOST_ARMS = 16 };

hl_status hl_sim__truth_add(hl_played *played, const hl_customer *customer, size_t arm,
                            hl_error *err)
{
    hl_expected expected[MOST_ARMS];
    size_t arms = played->experiment->arm_count;
    for (size_t i = 0; i < arms && i < MOST_ARMS; i++)
        expected[i] =
            hl_sim__expected(hl_sim__rates(played, i),
                             played->null_effects ? hl_sim__rates(played, i) : played->worlds[i],
                             customer, played->null_effects);
    add_to_group(&played->groups[0], arm, expected, arms);
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < played->experiment->segment_count; i++) {
        bool in = false;
        status = hl_assign__predicate_holds(played->segments[i], &customer->attributes,
                                            played->evidence, &in, err);
        add_to_group(&played->groups[1 + 2 * i + !in], arm, expected, arms);
    }
    return status;
}

/* Which outcome a metric of the definition measures; false when the simulation has no truth for it.
 */
static bool outcome_of(const hl_metric *metric, hl_sim_outcome *out)
{
    static const struct {
        const char *event;
        hl_metric_kind kind;
        hl_sim_outcome outcome;
    } known[] = {{"click", HL_METRIC_PROPORTION, HL_SIM_CLICK},
                 {"reply", HL_METRIC_PROPORTION, HL_SIM_REPLY},
                 {"convert", HL_METRIC_PROPORTION, HL_SIM_CONVERT},
                 {"block", HL_METRIC_PROPORTION, HL_SIM_BLOCK},
                 {"convert", HL_METRIC_MEAN, HL_SIM_REVENUE}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].kind != metric->kind || strcmp(known[i].event, metric->event) != 0)
            continue;
        *out = known[i].outcome;
        return true;
    }
    return false;
}

static double expectation(const hl_truth_group *group, size_t arm, hl_sim_outcome outcome)
{
    if (group->enrolled == 0)
        return HL_NAN;
    double mean = group->sums[arm].of[outcome] / (double)group->enrolled;
    return outcome == HL_SIM_REVENUE ? mean / 100 : mean;
}

static void write_comparison(const hl_played *played, const hl_truth_group *group, size_t arm,
                             hl_sim_outcome outcome, hl_json_writer *writer)
{
    const hl_experiment *x = played->experiment;
    double control = expectation(group, x->design.control, outcome);
    double treated = expectation(group, arm, outcome);
    hl_json__open_object(writer);
    hl_json__key(writer, "arm");
    hl_json__add_string(writer, x->arms[arm].name);
    hl_json__key(writer, "control");
    hl_json__add_string(writer, x->arms[x->design.control].name);
    hl_json__key(writer, "difference");
    hl_json__add_number(writer, treated - control);
    hl_json__key(writer, "lift");
    hl_json__add_number(writer, control > 0 ? treated / control - 1 : HL_NAN);
    hl_json__close_object(writer);
}

static void write_metric(const hl_played *played, const hl_truth_group *group,
                         const hl_metric *metric, hl_json_writer *writer)
{
    const hl_experiment *x = played->experiment;
    hl_sim_outcome outcome = HL_SIM_CLICK;
    if (!outcome_of(metric, &outcome))
        return;
    hl_json__open_object(writer);
    hl_json__key(writer, "metric");
    hl_json__add_string(writer, metric->name);
    hl_json__key(writer, "arms");
    hl_json__open_array(writer);
    for (size_t i = 0; i < x->arm_count; i++) {
        hl_json__open_object(writer);
        hl_json__key(writer, "arm");
        hl_json__add_string(writer, x->arms[i].name);
        hl_json__key(writer, "mean");
        hl_json__add_number(writer, expectation(group, i, outcome));
        hl_json__close_object(writer);
    }
    hl_json__close_array(writer);
    hl_json__key(writer, "comparisons");
    hl_json__open_array(writer);
    for (size_t i = 0; i < x->arm_count; i++)
        if (i != x->design.control)
            write_comparison(played, group, i, outcome, writer);
    hl_json__close_array(writer);
    hl_json__close_object(writer);
}

static void write_metrics(const hl_played *played, const hl_truth_group *group,
                          hl_json_writer *writer)
{
    hl_json__key(writer, "metrics");
    hl_json__open_array(writer);
    for (size_t i = 0; i < played->experiment->design.metric_count; i++)
        write_metric(played, group, &played->experiment->design.metrics[i], writer);
    hl_json__close_array(writer);
}

static void write_arms(const hl_played *played, hl_json_writer *writer)
{
    hl_json__key(writer, "arms");
    hl_json__open_array(writer);
    for (size_t i = 0; i < played->experiment->arm_count; i++) {
        hl_json__open_object(writer);
        hl_json__key(writer, "arm");
        hl_json__add_string(writer, played->experiment->arms[i].name);
        hl_json__key(writer, "units");
        hl_json__add_int(writer, (int64_t)played->groups[0].enrolled_by_arm[i]);
        hl_json__key(writer, "touches");
        hl_json__add_int(writer, (int64_t)played->touches[i]);
        hl_json__close_object(writer);
    }
    hl_json__close_array(writer);
}

static void write_segments(const hl_played *played, hl_json_writer *writer)
{
    hl_json__key(writer, "segments");
    hl_json__open_array(writer);
    for (size_t i = 1; i < played->group_count; i++) {
        hl_json__open_object(writer);
        hl_json__key(writer, "by");
        hl_json__add_string(writer, played->experiment->segments[(i - 1) / 2].name);
        hl_json__key(writer, "value");
        hl_json__add_string(writer, i % 2 == 1 ? "in" : "out");
        hl_json__key(writer, "units");
        hl_json__add_int(writer, (int64_t)played->groups[i].enrolled);
        write_metrics(played, &played->groups[i], writer);
        hl_json__close_object(writer);
    }
    hl_json__close_array(writer);
}

void hl_sim__truth_write(const hl_played *played, hl_json_writer *writer)
{
    hl_json__open_object(writer);
    hl_json__key(writer, "experiment");
    hl_json__add_string(writer, played->experiment->name);
    write_arms(played, writer);
    write_metrics(played, &played->groups[0], writer);
    write_segments(played, writer);
    hl_json__key(writer, "defects");
    hl_json__open_object(writer);
    hl_json__key(writer, "fast_clicks");
    hl_json__add_int(writer, (int64_t)played->fast_clicks);
    hl_json__key(writer, "events_before_touch");
    hl_json__add_int(writer, (int64_t)played->clicks_before_touch);
    hl_json__close_object(writer);
    hl_json__close_object(writer);
}
