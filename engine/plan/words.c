/* The reasons of a touch in words, English and Chinese: templates in one table, so that neither
 * language can lack a sentence. In a template %t is the time, %s the subject, %o the touch that
 * stands in the w, %n a number. */
#include <string.h>

#include "plan/plan_state.h"

typedef struct sentence {
    const char *words[2];
} sentence;

static const sentence sentences[HL_REASON_CODES] = {
    [HL_REASON_WISH] = {{"due %t", "应于%t发出"}},
    [HL_REASON_LATE] = {{"that is past: from now on", "已过时点：从现在起"}},
    [HL_REASON_WINDOW] = {{"outside the window, which opens %t", "不在窗口内，%t开始"}},
    [HL_REASON_QUIET] = {{"quiet hours until %t", "免打扰至%t"}},
    [HL_REASON_CHANNEL_HOURS] = {{"the channel's hours begin %t", "渠道可发时段自%t起"}},
    [HL_REASON_SHIFT] = {{"the operator's shift begins %t", "客服班次自%t起"}},
    [HL_REASON_CAP] = {{"cap (%s) is full%o: room from %t", "频次（%s）已满%o：%t起有名额"}},
    [HL_REASON_NEVER] = {{"cap (%s) leaves no room ever%o", "频次（%s）不再有名额%o"}},
    [HL_REASON_SESSION] = {{"no open session", "没有进行中的会话"}},
    [HL_REASON_EXPIRED] = {{"too late: the deadline was %t", "已过截止时间%t"}},
    [HL_REASON_PREFERRED] = {{"at the preferred time", "按偏好时间"}},
    [HL_REASON_JITTER] = {{"spread by %n s", "错峰%n秒"}},
    [HL_REASON_EXPLORED] = {{"explored: slot %s of %n", "探索：第%s个时段，共%n个"}},
    [HL_REASON_NO_MODEL] = {{"no model of send times yet: chosen without",
                             "尚无时段模型：按默认选择"}},
    [HL_REASON_PULLED] = {{"no slot from then on: pulled earlier to %t", "之后无时段：提前至%t"}},
    [HL_REASON_FALLBACK] = {{"sent by the fallback channel", "改走备用渠道"}},
    [HL_REASON_ANYWAY] = {{"sent anyway, by the channel's rules alone",
                           "仍然发送，仅遵守渠道规则"}},
    [HL_REASON_STOPPED] = {{"the journey was ended by an event at %t", "旅程已被%t的事件终止"}},
    [HL_REASON_WAITS] = {{"waits for an earlier step or a reply until %t",
                          "等待前一步或回复，至%t"}},
    [HL_REASON_NO_ANCHOR] = {{"the anchor is missing", "缺少锚点时间"}},
    [HL_REASON_SESSION_FULL] = {{"the session's touches (%s) are used up%o",
                                 "会话名额（%s）已用完%o"}},
    [HL_REASON_NO_STEP] = {{"the step before it does not go out", "前一步未发出"}},
};

static const sentence waits_open = {{"waits for an earlier step or a reply", "等待前一步或回复"}};
static const sentence no_slot = {{"no slot", "无可用时段"}};
static const sentence never_opens[] = {
    [HL_RULE_WINDOW] = {{"the window does not open before the deadline", "截止前窗口不开放"}},
    [HL_RULE_QUIET] = {{"quiet hours cover all of it", "全部处于免打扰"}},
    [HL_RULE_CHANNEL] = {{"the channel's hours leave nothing", "渠道时段内无空档"}},
    [HL_RULE_SHIFT] = {{"no shift of the operator before the deadline", "截止前客服无班次"}},
};

void hl_plan__touch_id(const hl_plan_state *state, size_t candidate, hl_text *out)
{
    const hl_candidate *c = &state->candidates[candidate];
    char digits[12];
    size_t at = sizeof digits;
    size_t step = state->arm_steps[c->arm_step].step_index + 1;
    do {
        digits[--at] = (char)('0' + step % 10);
        step /= 10;
    } while (step > 0);
    hl_base__text_add(out, state->experiment->name);
    hl_base__text_add_char(out, '/');
    hl_base__text_add_bytes(out, c->trigger_id, c->trigger_length);
    hl_base__text_add_char(out, '/');
    hl_base__text_add_bytes(out, digits + at, sizeof digits - at);
}

void hl_plan__add_local(const hl_plan_state *state, size_t candidate, int64_t at_ms, hl_text *out)
{
    const hl_zone *zone = state->zone_sets[state->candidates[candidate].zone_set].zones[0];
    char text[HL_TIME_TEXT];
    hl_base__text_add(out, hl_base__time_text(at_ms, hl_base__zone_offset(zone, at_ms), text));
}

const char *hl_plan__outcome_name(hl_outcome outcome)
{
    static const char *const names[] = {"planned", "waiting", "dropped"};
    return names[outcome];
}

static void add_other(const hl_plan_state *state, const hl_reason *reason, hl_lang lang,
                      hl_text *out)
{
    if (reason->other == HL_LEDGER_NONE)
        return;
    hl_base__text_add(out, lang == HL_LANG_ZH ? "（由" : " (by ");
    hl_plan__touch_id(state, reason->other, out);
    hl_base__text_add(out, lang == HL_LANG_ZH ? "占用）" : ")");
}

static void add_subject(const hl_plan_state *state, const hl_reason *reason, hl_text *out)
{
    if (reason->code == HL_REASON_CAP || reason->code == HL_REASON_NEVER ||
        reason->code == HL_REASON_SESSION_FULL)
        hl_base__text_add(out, state->limits[reason->subject]->name);
    else
        hl_base__text_addf(out, "%u", reason->subject);
}

static void add_time(const hl_plan_state *state, size_t candidate, int64_t at_ms, hl_lang lang,
                     hl_text *out)
{
    if (at_ms == INT64_MAX || at_ms == INT64_MIN)
        hl_base__text_add(out, lang == HL_LANG_ZH ? "未定" : "an open end");
    else
        hl_plan__add_local(state, candidate, at_ms, out);
}

static void add_sentence(const hl_plan_state *state, size_t candidate, const hl_reason *reason,
                         hl_lang lang, hl_text *out)
{
    bool open = reason->code == HL_REASON_WAITS && reason->at == INT64_MAX;
    const sentence *words = open ? &waits_open : &sentences[reason->code];
    for (const char *c = words->words[lang]; *c != '\0'; c++) {
        size_t plain = strcspn(c, "%");
        hl_base__text_add_bytes(out, c, plain);
        if (c[plain] == '\0')
            return;
        c += plain + 1;
        if (*c == 't')
            add_time(state, candidate, reason->at, lang, out);
        else if (*c == 's')
            add_subject(state, reason, out);
        else if (*c == 'o')
            add_other(state, reason, lang, out);
        else
            hl_base__text_addf(
                out, "%lld",
                (long long)(reason->code == HL_REASON_JITTER ? reason->at / 1000 : reason->at));
    }
}

/* A rule that left nothing has no opening to name. */
static const sentence *closed_rule(const hl_reason *reason)
{
    static const hl_reason_code codes[] = {
        [HL_RULE_WINDOW] = HL_REASON_WINDOW,
        [HL_RULE_QUIET] = HL_REASON_QUIET,
        [HL_RULE_CHANNEL] = HL_REASON_CHANNEL_HOURS,
        [HL_RULE_SHIFT] = HL_REASON_SHIFT,
    };
    for (size_t i = 0; reason->at == INT64_MAX && i < HL_RULE_KINDS; i++)
        if (reason->code == codes[i])
            return &never_opens[i];
    return NULL;
}

void hl_plan__tell(const hl_plan_state *state, size_t candidate, hl_lang lang, hl_text *out)
{
    const hl_placement *p = &state->placements[candidate];
    const hl_origin *origin = &state->origins[candidate];
    const char *comma = lang == HL_LANG_ZH ? "；" : "; ";
    const hl_reason *reasons = hl_plan__planner_reasons(state->planner, p);
    if (origin->stopped != HL_REASON_NONE) {
        hl_reason reason = {.code = origin->stopped, .at = origin->stopped_at};
        add_sentence(state, candidate, &reason, lang, out);
        return;
    }
    for (uint32_t i = 0; i < p->reason_count; i++) {
        const sentence *closed = closed_rule(&reasons[i]);
        if (i > 0)
            hl_base__text_add(out, comma);
        if (closed != NULL)
            hl_base__text_add(out, closed->words[lang]);
        else
            add_sentence(state, candidate, &reasons[i], lang, out);
    }
    if (p->outcome == HL_OUTCOME_DROPPED) {
        hl_base__text_add(out, comma);
        hl_base__text_add(out, no_slot.words[lang]);
    }
}

void hl_plan__explain(hl_plan *plan)
{
    const hl_plan_state *state = &plan->state;
    hl_text *out = &plan->explanation;
    if (state->explained == HL_LEDGER_NONE)
        return;
    size_t i = state->explained;
    const hl_candidate *c = &state->candidates[i];
    const hl_person *person = &state->people[c->user];
    const hl_arm_step *arm_step = &state->arm_steps[c->arm_step];
    hl_plan__touch_id(state, i, out);
    hl_base__text_addf(out, ": user %s, arm %s, hook %s, zone %s (%s)\n",
                       state->people_ids.keys[c->user].text, arm_step->arm->name,
                       arm_step->hook->name,
                       hl_base__zone_name(hl_plan__person_zone(state, person)),
                       hl_plan__zone_source_name((hl_zone_source)person->zone_source));
    hl_base__text_add(out, hl_base__text_string(&state->trace));
    hl_base__text_addf(out, "  %s", hl_plan__outcome_name(state->placements[i].outcome));
    if (state->placements[i].outcome == HL_OUTCOME_PLANNED) {
        hl_base__text_add(out, " ");
        hl_plan__add_local(state, i, state->placements[i].at_ms, out);
    }
    hl_base__text_add(out, ": ");
    hl_plan__tell(state, i, HL_LANG_EN, out);
    hl_base__text_add(out, "\n");
}
