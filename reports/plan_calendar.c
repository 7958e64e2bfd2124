/* A plan at a glance: touches per hour of the plan's zone, what was held, pulled and dropped and
 * why, and how many of each arm found a slot. */
#include <stdio.h>

#include "base/civil.h"
#include "base/number.h"
#include "reports/messages/plan.h"
#include "reports/plan_text.h"
#include "reports/titles.h"

enum { BAR_WIDTH = 40, HOUR_MS = 3600000, COUNT_TEXT = 24 };

static const char *word(hl_plan_word which, hl_lang lang)
{
    return hl_reports__in_language(&hl_reports__plan_words[which], lang);
}

static void fill(hl_plan_word which, hl_lang lang, const hl_message_value *values, size_t count,
                 hl_text *out)
{
    hl_reports__fill_values(&hl_reports__plan_words[which], lang, values, count, out);
}

static const char *count_text(int64_t count, char *buffer)
{
    (void)snprintf(buffer, COUNT_TEXT, "%lld", (long long)count);
    return buffer;
}

static void write_head(const hl_plan_summary *s, const hl_plan_counts *n, const char *tzdata,
                       hl_document *titles, hl_text *out)
{
    hl_lang lang = titles->lang;
    char now[HL_TIME_TEXT];
    char counts[7][COUNT_TEXT];
    const hl_message_value title[] = {
        {"experiment", hl_reports__experiment_titled(titles, s->design)},
        {"now", hl_reports__local_time(&s->now, now)},
        {"zone", s->zone},
        {"tzdata", tzdata}};
    const hl_message_value numbers[] = {{"triggers", count_text(n->triggers, counts[0])},
                                        {"touches", count_text(n->touches, counts[1])},
                                        {"planned", count_text(n->planned, counts[2])},
                                        {"held", count_text(n->held, counts[3])},
                                        {"pulled", count_text(n->pulled, counts[4])},
                                        {"waiting", count_text(n->waiting, counts[5])},
                                        {"dropped", count_text(n->dropped, counts[6])}};
    fill(HL_PLAN_WORD_TITLE, lang, title, sizeof title / sizeof title[0], out);
    fill(HL_PLAN_WORD_COUNTS, lang, numbers, sizeof numbers / sizeof numbers[0], out);
}

static void write_hours(const hl_plan_summary *s, hl_lang lang, hl_text *out)
{
    int64_t most = 1;
    int64_t day = INT64_MIN;
    for (size_t i = 0; i < s->hour_count; i++)
        most = s->hours[i].touches > most ? s->hours[i].touches : most;
    if (s->hour_count == 0)
        hl_base__text_addf(out, "\n%s\n", word(HL_PLAN_WORD_NOTHING, lang));
    for (size_t i = 0; i < s->hour_count; i++) {
        const hl_plan_hour *h = &s->hours[i];
        int64_t its_day = hl_base__civil_day_of(h->local_hour * HOUR_MS);
        char text[HL_TIME_TEXT];
        if (its_day != day)
            hl_base__text_addf(
                out, "\n%s %s\n", hl_base__day_text(its_day, text),
                word((hl_plan_word)(HL_PLAN_WORD_MONDAY + hl_base__civil_weekday(its_day)), lang));
        day = its_day;
        hl_base__text_addf(out, "  %02d:00 %8lld  ", (int)(h->local_hour - its_day * 24),
                           (long long)h->touches);
        hl_base__text_add_repeat(out, '#', (size_t)((h->touches * BAR_WIDTH + most - 1) / most));
        hl_base__text_add(out, "\n");
    }
}

static void write_codes(hl_plan_word head, const hl_plan_reason_code *codes, size_t count,
                        const int64_t *numbers, hl_lang lang, hl_text *out)
{
    hl_text reasons = {0};
    for (size_t i = 0; i < count; i++) {
        hl_plan_reason_code code = codes == NULL ? (hl_plan_reason_code)i : codes[i];
        char number[COUNT_TEXT];
        const hl_message_value because[] = {{"reason", hl_reports__plan_reason(code, lang)},
                                            {"n", count_text(numbers[code], number)}};
        if (numbers[code] <= 0)
            continue;
        hl_base__text_add(&reasons, reasons.length > 0 ? word(HL_PLAN_WORD_AND, lang) : "");
        fill(HL_PLAN_WORD_BECAUSE, lang, because, 2, &reasons);
    }
    fill(head, lang, &(hl_message_value){"reasons", hl_base__text_string(&reasons)}, 1, out);
    out->failed = out->failed || reasons.failed;
    hl_base__text_free(&reasons);
}

/* Reasons that moved planned touches, or left the others without a slot. */
static void write_reasons(const hl_plan_summary *s, const hl_plan_counts *n, hl_lang lang,
                          hl_text *out)
{
    static const hl_plan_reason_code moving[] = {HL_PLAN_REASON_WINDOW, HL_PLAN_REASON_QUIET,
                                                 HL_PLAN_REASON_CHANNEL_HOURS, HL_PLAN_REASON_SHIFT,
                                                 HL_PLAN_REASON_CAP};
    hl_base__text_add(out, "\n");
    if (n->held > 0)
        write_codes(HL_PLAN_WORD_HELD_BY, moving, sizeof moving / sizeof moving[0], s->moved_by,
                    lang, out);
    if (n->dropped + n->waiting > 0)
        write_codes(HL_PLAN_WORD_ENDED_BY, NULL, HL_PLAN_REASON_CODES, s->ended_by, lang, out);
}

/* Windows differ in reach: an arm whose users seldom find a slot is not comparable. */
static void write_arms(const hl_plan_summary *s, hl_document *titles, hl_text *out)
{
    hl_lang lang = titles->lang;
    hl_base__text_add(out, word(HL_PLAN_WORD_ARMS, lang));
    for (size_t a = 0; a < s->arm_count; a++) {
        const hl_plan_arm *arm = &s->arms[a];
        char touches[COUNT_TEXT];
        char planned[COUNT_TEXT];
        char share[HL_NUMBER_TEXT];
        const hl_message_value values[] = {
            {"arm", hl_reports__titled_as(titles, HL_TITLED_ARM, arm->arm)},
            {"touches", count_text(arm->touches, touches)},
            {"planned", count_text(arm->planned, planned)}};
        fill(HL_PLAN_WORD_ARM, lang, values, sizeof values / sizeof values[0], out);
        const hl_message_value percent = {
            "share",
            hl_base__number_fixed(100.0 * (double)arm->planned / (double)arm->touches, 1, share)};
        if (arm->touches > 0)
            fill(HL_PLAN_WORD_SHARE, lang, &percent, 1, out);
        hl_base__text_add(out, "\n");
    }
}

static void write_flags(const hl_plan_counts *n, hl_lang lang, hl_text *out)
{
    const struct {
        int64_t count;
        hl_plan_word what;
    } flags[] = {{n->unknown_zones, HL_PLAN_WORD_UNKNOWN_ZONES},
                 {n->no_zone, HL_PLAN_WORD_NO_ZONE},
                 {n->inferred_zones, HL_PLAN_WORD_INFERRED_ZONES},
                 {n->duplicates, HL_PLAN_WORD_DUPLICATES},
                 {n->unknown_users, HL_PLAN_WORD_UNKNOWN_USERS},
                 {n->unassigned, HL_PLAN_WORD_UNASSIGNED},
                 {n->future_triggers, HL_PLAN_WORD_FUTURE},
                 {n->other_hooks, HL_PLAN_WORD_OTHER_HOOKS},
                 {n->rejected_rows, HL_PLAN_WORD_REJECTED},
                 {n->odd_channels, HL_PLAN_WORD_ODD_CHANNELS},
                 {n->odd_times, HL_PLAN_WORD_ODD_TIMES},
                 {n->unread_times, HL_PLAN_WORD_UNREAD_TIMES}};
    bool first = true;
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (flags[i].count == 0)
            continue;
        if (first)
            hl_base__text_add(out, word(HL_PLAN_WORD_FLAGS, lang));
        first = false;
        hl_base__text_addf(out, "  %lld %s\n", (long long)flags[i].count,
                           word(flags[i].what, lang));
    }
}

void hl_reports__plan_calendar(const hl_plan_summary *summary, const hl_plan_counts *counts,
                               const char *tzdata, hl_lang lang, hl_text *out)
{
    hl_document titles = {.lang = lang};
    hl_reports__take_titles(&titles, summary->design);
    write_head(summary, counts, tzdata, &titles, out);
    write_hours(summary, lang, out);
    write_reasons(summary, counts, lang, out);
    write_arms(summary, &titles, out);
    write_flags(counts, lang, out);
    out->failed = out->failed || titles.failed;
    hl_base__arena_free(&titles.arena);
}
