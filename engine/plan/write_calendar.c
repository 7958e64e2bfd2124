/* A plan at a glance: touches per hour of the workspace, what was held, pulled and dropped and why,
 * and how many of each arm found a slot. */
#include <string.h>

#include "plan/write.h"

enum { BAR_WIDTH = 40, HOUR_MS = 3600000 };

typedef struct words {
    const char *plan_of, *at, *triggers, *touches, *planned, *held, *pulled, *waiting, *dropped,
        *held_by, *dropped_by, *arms, *found, *flags, *unknown_zones, *inferred, *duplicates,
        *unknown_users, *unassigned, *future, *others, *rejected, *none;
    const char *weekdays[7];
} words;

static const words all_words[] = {
    {"plan of",
     "at",
     "triggers",
     "touches",
     "planned",
     "held",
     "pulled earlier",
     "waiting",
     "dropped",
     "held by",
     "dropped or waiting because of",
     "arms",
     "have a slot",
     "flags",
     "users with an unknown zone",
     "users with an inferred zone",
     "triggers or touches seen before",
     "triggers of unknown users",
     "triggers of users in no arm",
     "triggers in the future",
     "triggers of hooks that this definition does not have",
     "rows that cannot be read",
     "nothing is planned",
     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}},
    {"计划",
     "时间",
     "触发",
     "触达",
     "已排",
     "顺延",
     "提前",
     "等待",
     "放弃",
     "顺延原因",
     "放弃或等待原因",
     "实验组",
     "有可用时段",
     "提示",
     "位用户时区无法识别",
     "位用户时区为推断",
     "条触发或触达此前已有",
     "条触发的用户不存在",
     "条触发的用户未入组",
     "条触发时间在未来",
     "条触发属于其他实验的钩子",
     "行无法读取",
     "没有可排的触达",
     {"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"}}};

static void write_head(const hl_plan *plan, const words *w, hl_text *out)
{
    const hl_plan_state *state = &plan->state;
    const hl_plan_counts *n = &state->counts;
    char text[HL_TIME_TEXT];
    int64_t now = state->options->now_utc_ms;
    hl_base__text_addf(out, "%s %s, %s %s (%s, tzdata %s)\n", w->plan_of, state->experiment->name,
                       w->at,
                       hl_base__time_text(now, hl_base__zone_offset(state->workspace, now), text),
                       hl_base__zone_name(state->workspace), hl_base__zones_version(state->zones));
    hl_base__text_addf(out, "%s %lld, %s %lld: %s %lld (%s %lld, %s %lld), %s %lld, %s %lld\n",
                       w->triggers, (long long)n->triggers, w->touches, (long long)n->touches,
                       w->planned, (long long)n->planned, w->held, (long long)n->held, w->pulled,
                       (long long)n->pulled, w->waiting, (long long)n->waiting, w->dropped,
                       (long long)n->dropped);
}

static int64_t local_hour(const hl_plan_state *state, int64_t at_ms)
{
    int64_t local = at_ms + (int64_t)hl_base__zone_offset(state->workspace, at_ms) * 1000;
    int64_t hour = local / HOUR_MS;
    return local < hour * HOUR_MS ? hour - 1 : hour;
}

/* Planned touches stand first and by time: hours are runs. */
static size_t run_length(const hl_plan *plan, size_t from)
{
    const hl_plan_state *state = &plan->state;
    int64_t hour = local_hour(state, state->placements[plan->order[from]].at_ms);
    size_t i = from;
    while (i < (size_t)state->counts.planned &&
           local_hour(state, state->placements[plan->order[i]].at_ms) == hour)
        i++;
    return i - from;
}

static void write_hours(const hl_plan *plan, const words *w, hl_text *out)
{
    const hl_plan_state *state = &plan->state;
    size_t most = 1;
    int64_t day = INT64_MIN;
    size_t planned = (size_t)state->counts.planned;
    for (size_t i = 0, run = 0; i < planned; i += run) {
        run = run_length(plan, i);
        most = run > most ? run : most;
    }
    if (planned == 0)
        hl_base__text_addf(out, "\n%s\n", w->none);
    for (size_t i = 0, run = 0; i < planned; i += run) {
        int64_t hour = local_hour(state, state->placements[plan->order[i]].at_ms);
        int64_t its_day = hl_base__civil_day_of(hour * HOUR_MS);
        char text[HL_TIME_TEXT];
        run = run_length(plan, i);
        if (its_day != day)
            hl_base__text_addf(out, "\n%s %s\n", hl_base__day_text(its_day, text),
                               w->weekdays[hl_base__civil_weekday(its_day)]);
        day = its_day;
        hl_base__text_addf(out, "  %02d:00 %8zu  ", (int)(hour - its_day * 24), run);
        hl_base__text_add_repeat(out, '#', (run * BAR_WIDTH + most - 1) / most);
        hl_base__text_add(out, "\n");
    }
}

/* Reasons that moved planned touches, or left the others without a slot. */
static void count_reasons(const hl_plan_state *state, int64_t held[HL_REASON_CODES],
                          int64_t dropped[HL_REASON_CODES])
{
    for (size_t i = 0; i < state->candidate_count; i++) {
        const hl_placement *p = &state->placements[i];
        if (p->outcome != HL_OUTCOME_PLANNED) {
            dropped[p->binding]++;
            continue;
        }
        const hl_reason *reasons = hl_plan__planner_reasons(state->planner, p);
        for (uint32_t r = 0; r < p->reason_count; r++)
            held[reasons[r].code]++;
    }
}

static void write_reasons(const hl_plan *plan, const words *w, hl_text *out)
{
    static const hl_reason_code moving[] = {
        HL_REASON_WINDOW, HL_REASON_QUIET, HL_REASON_CHANNEL_HOURS, HL_REASON_SHIFT, HL_REASON_CAP};
    int64_t held[HL_REASON_CODES] = {0};
    int64_t dropped[HL_REASON_CODES] = {0};
    count_reasons(&plan->state, held, dropped);
    hl_base__text_add(out, "\n");
    if (plan->state.counts.held > 0) {
        hl_base__text_addf(out, "%s:", w->held_by);
        for (size_t i = 0; i < sizeof moving / sizeof moving[0]; i++)
            if (held[moving[i]] > 0)
                hl_base__text_addf(out, " %s %lld", hl_plan__reason_name(moving[i]),
                                   (long long)held[moving[i]]);
        hl_base__text_add(out, "\n");
    }
    if (plan->state.counts.dropped + plan->state.counts.waiting > 0) {
        hl_base__text_addf(out, "%s:", w->dropped_by);
        for (int i = 0; i < HL_REASON_CODES; i++)
            if (dropped[i] > 0)
                hl_base__text_addf(out, " %s %lld", hl_plan__reason_name((hl_reason_code)i),
                                   (long long)dropped[i]);
        hl_base__text_add(out, "\n");
    }
}

/* Windows differ in reach: an arm whose users seldom find a slot is not comparable. */
static void write_arms(const hl_plan *plan, const words *w, hl_text *out)
{
    const hl_plan_state *state = &plan->state;
    hl_base__text_addf(out, "%s:\n", w->arms);
    for (size_t a = 0; a < state->experiment->arm_count; a++) {
        int64_t touches = 0;
        int64_t planned = 0;
        for (size_t i = 0; i < state->candidate_count; i++) {
            if (state->arm_steps[state->candidates[i].arm_step].arm_index != a)
                continue;
            touches++;
            planned += state->placements[i].outcome == HL_OUTCOME_PLANNED;
        }
        hl_base__text_addf(out, "  %s: %s %lld, %s %lld", state->experiment->arms[a].name,
                           w->touches, (long long)touches, w->found, (long long)planned);
        if (touches > 0)
            hl_base__text_addf(out, " (%.1f %%)", 100.0 * (double)planned / (double)touches);
        hl_base__text_add(out, "\n");
    }
}

static void write_flags(const hl_plan *plan, const words *w, hl_text *out)
{
    const hl_plan_counts *n = &plan->state.counts;
    const struct {
        int64_t count;
        const char *text;
    } flags[] = {{n->unknown_zones, w->unknown_zones}, {n->inferred_zones, w->inferred},
                 {n->duplicates, w->duplicates},       {n->unknown_users, w->unknown_users},
                 {n->unassigned, w->unassigned},       {n->future_triggers, w->future},
                 {n->other_hooks, w->others},          {n->rejected_rows, w->rejected}};
    bool first = true;
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (flags[i].count == 0)
            continue;
        if (first)
            hl_base__text_addf(out, "%s:\n", w->flags);
        first = false;
        hl_base__text_addf(out, "  %lld %s\n", (long long)flags[i].count, flags[i].text);
    }
}

void hl_plan__write_calendar(const hl_plan *plan, hl_lang lang, hl_text *out)
{
    const words *w = &all_words[lang];
    write_head(plan, w, out);
    write_hours(plan, w, out);
    write_reasons(plan, w, out);
    write_arms(plan, w, out);
    write_flags(plan, w, out);
}
