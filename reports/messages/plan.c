#include "reports/messages/plan.h"

#include <string.h>

#include "base/civil.h"
#include "base/shown.h"

const hl_message hl_reports__plan_words[HL_PLAN_WORDS] = {
    [HL_PLAN_WORD_TITLE] = {"plan of {experiment}, at {now} ({zone}, tzdata {tzdata})\n",
                            "计划 {experiment}, 时间 {now} ({zone}, tzdata {tzdata})\n"},
    [HL_PLAN_WORD_COUNTS] = {"triggers {triggers}, touches {touches}: planned {planned} (held "
                             "{held}, pulled earlier {pulled}), waiting {waiting}, dropped "
                             "{dropped}\n",
                             "触发 {triggers}, 触达 {touches}: 已排 {planned} (顺延 {held}, 提前 "
                             "{pulled}), 等待 {waiting}, 放弃 {dropped}\n"},
    [HL_PLAN_WORD_NOTHING] = {"nothing is planned", "没有可排的触达"},
    [HL_PLAN_WORD_HELD_BY] = {"held by", "顺延原因"},
    [HL_PLAN_WORD_ENDED_BY] = {"dropped or waiting because of", "放弃或等待原因"},
    [HL_PLAN_WORD_ARMS] = {"arms", "实验组"},
    [HL_PLAN_WORD_ARM] = {"  {arm}: touches {touches}, have a slot {planned}",
                          "  {arm}: 触达 {touches}, 有可用时段 {planned}"},
    [HL_PLAN_WORD_FLAGS] = {"flags", "提示"},
    [HL_PLAN_WORD_UNKNOWN_ZONES] = {"users with an unknown zone", "位用户时区无法识别"},
    [HL_PLAN_WORD_NO_ZONE] = {"users without a zone, who are held", "位用户没有时区，暂不排期"},
    [HL_PLAN_WORD_INFERRED_ZONES] = {"users with an inferred zone", "位用户时区为推断"},
    [HL_PLAN_WORD_DUPLICATES] = {"triggers or touches seen before", "条触发或触达此前已有"},
    [HL_PLAN_WORD_UNKNOWN_USERS] = {"triggers of unknown users", "条触发的用户不存在"},
    [HL_PLAN_WORD_UNASSIGNED] = {"triggers of users in no arm", "条触发的用户未入组"},
    [HL_PLAN_WORD_FUTURE] = {"triggers in the future", "条触发时间在未来"},
    [HL_PLAN_WORD_OTHER_HOOKS] = {"triggers of hooks that this definition does not have",
                                  "条触发属于其他实验的钩子"},
    [HL_PLAN_WORD_REJECTED] = {"rows that cannot be read", "行无法读取"},
    [HL_PLAN_WORD_UNREAD_TIMES] = {"times of users that cannot be read", "个用户时间无法识别"},
    [HL_PLAN_WORD_ODD_TIMES] = {"times before 2000 or after 2100", "个时间早于2000年或晚于2100年"},
    [HL_PLAN_WORD_ODD_CHANNELS] = {"touches on a channel that does not exist",
                                   "条触达的渠道不存在"},
    [HL_PLAN_WORD_MONDAY] = {"Monday", "星期一"},
    [HL_PLAN_WORD_MONDAY + 1] = {"Tuesday", "星期二"},
    [HL_PLAN_WORD_MONDAY + 2] = {"Wednesday", "星期三"},
    [HL_PLAN_WORD_MONDAY + 3] = {"Thursday", "星期四"},
    [HL_PLAN_WORD_MONDAY + 4] = {"Friday", "星期五"},
    [HL_PLAN_WORD_MONDAY + 5] = {"Saturday", "星期六"},
    [HL_PLAN_WORD_SUNDAY] = {"Sunday", "星期日"},
    [HL_PLAN_WORD_CHANNEL] = {"{channel} - {title}\n    {rule}\n    source: {source}\n    {since}; "
                              "{verified}\n\n",
                              "{channel} - {title}\n    {rule}\n    来源: {source}\n    {since}; "
                              "{verified}\n\n"},
    [HL_PLAN_WORD_SINCE] = {"in force since", "生效日期"},
    [HL_PLAN_WORD_SINCE_UNKNOWN] = {"since when is not known", "生效日期不详"},
    [HL_PLAN_WORD_VERIFIED] = {"verified", "已核实"},
    [HL_PLAN_WORD_NOT_VERIFIED] = {"not verified", "未核实"},
};

/* {at} is an instant, {limit} a cap, {by} the touch that has its room, {number} and {of} as the
 * code has them. */
static const hl_message sentences[HL_PLAN_REASON_CODES] = {
    [HL_PLAN_REASON_WISH] = {"due {at}", "应于{at}发出"},
    [HL_PLAN_REASON_LATE] = {"that is past: from now on", "已过时点：从现在起"},
    [HL_PLAN_REASON_WINDOW] = {"outside the window, which opens {at}", "不在窗口内，{at}开始"},
    [HL_PLAN_REASON_QUIET] = {"quiet hours until {at}", "免打扰至{at}"},
    [HL_PLAN_REASON_CHANNEL_HOURS] = {"the channel's hours begin {at}", "渠道可发时段自{at}起"},
    [HL_PLAN_REASON_SHIFT] = {"the operator's shift begins {at}", "客服班次自{at}起"},
    [HL_PLAN_REASON_CAP] = {"cap ({limit}) is full{by}: room from {at}",
                            "频次（{limit}）已满{by}：{at}起有名额"},
    [HL_PLAN_REASON_NEVER] = {"cap ({limit}) leaves no room ever{by}",
                              "频次（{limit}）不再有名额{by}"},
    [HL_PLAN_REASON_SESSION] = {"no open session", "没有进行中的会话"},
    [HL_PLAN_REASON_EXPIRED] = {"too late: the deadline was {at}", "已过截止时间{at}"},
    [HL_PLAN_REASON_PREFERRED] = {"at the preferred time", "按偏好时间"},
    [HL_PLAN_REASON_JITTER] = {"spread by {number} s", "错峰{number}秒"},
    [HL_PLAN_REASON_EXPLORED] = {"explored: slot {number} of {of}",
                                 "探索：第{number}个时段，共{of}个"},
    [HL_PLAN_REASON_NO_MODEL] = {"no model of send times yet: chosen without",
                                 "尚无时段模型：按默认选择"},
    [HL_PLAN_REASON_PULLED] = {"no slot from then on: pulled earlier to {at}",
                               "之后无时段：提前至{at}"},
    [HL_PLAN_REASON_FALLBACK] = {"sent by the fallback channel", "改走备用渠道"},
    [HL_PLAN_REASON_ANYWAY] = {"sent anyway, by the channel's rules alone",
                               "仍然发送，仅遵守渠道规则"},
    [HL_PLAN_REASON_STOPPED] = {"the journey was ended by an event at {at}",
                                "旅程已被{at}的事件终止"},
    [HL_PLAN_REASON_WAITS] = {"waits for an earlier step or a reply until {at}",
                              "等待前一步或回复，至{at}"},
    [HL_PLAN_REASON_NO_ANCHOR] = {"the anchor is missing", "缺少锚点时间"},
    [HL_PLAN_REASON_NO_STEP] = {"the step before it does not go out", "前一步未发出"},
    [HL_PLAN_REASON_SESSION_FULL] = {"the session's touches ({limit}) are used up{by}",
                                     "会话名额（{limit}）已用完{by}"},
    [HL_PLAN_REASON_NO_ZONE] = {"held: no zone of the user is understood",
                                "暂不排期：用户时区缺失或无法识别"},
    [HL_PLAN_REASON_NO_SLOT] = {"no slot", "无可用时段"},
};

/* The same of a reason whose instant is HL_PLAN_OPEN, where there are other words for it. */
static const hl_message open_sentences[HL_PLAN_REASON_CODES] = {
    [HL_PLAN_REASON_WINDOW] = {"the window does not open before the deadline", "截止前窗口不开放"},
    [HL_PLAN_REASON_QUIET] = {"quiet hours cover all of it", "全部处于免打扰"},
    [HL_PLAN_REASON_CHANNEL_HOURS] = {"the channel's hours leave nothing", "渠道时段内无空档"},
    [HL_PLAN_REASON_SHIFT] = {"no shift of the operator before the deadline", "截止前客服无班次"},
    [HL_PLAN_REASON_WAITS] = {"waits for an earlier step or a reply", "等待前一步或回复"},
};

static const hl_message open_end = {"an open end", "未定"};
static const hl_message holder = {" (by {touch})", "（由{touch}占用）"};
static const hl_message comma = {"; ", "；"};

static void add_period(const hl_cap *cap, hl_text *out)
{
    if (cap->scope == HL_SCOPE_MINUTE)
        return;
    bool days = cap->per.months != 0 || cap->per.days != 0;
    if (cap->calendar != HL_PERIOD_NONE) {
        hl_base__text_add(out, " a ");
        hl_base__text_add(out, hl_period_name(cap->calendar));
        return;
    }
    hl_base__text_add(out, " in ");
    hl_base__text_add_int(out, days ? cap->per.months * 30 + cap->per.days : cap->per.ms / 60000);
    hl_base__text_add(out, days ? " days" : " min");
}

void hl_reports__plan_limit(const hl_plan_limit *limit, hl_text *out)
{
    static const char *const owners[] = {
        [HL_PLAN_LIMIT_DEFINITION] = "cap", [HL_PLAN_LIMIT_COOL_DOWN] = "cool-down"};
    const hl_cap *cap = &limit->cap;
    hl_base__text_add(out, limit->owner == HL_PLAN_LIMIT_CHANNEL ? limit->channel
                                                                 : owners[limit->owner]);
    hl_base__text_add(out, ": ");
    hl_base__text_add(out, hl_cap_scope_name(cap->scope));
    hl_base__text_add(out, " ");
    if (cap->of != NULL) {
        hl_base__text_add_shown(out, cap->of);
        hl_base__text_add(out, " ");
    }
    if (cap->count == HL_CAP_MONTH_DAYS)
        hl_base__text_add(out, "days of the month");
    else
        hl_base__text_add_int(out, cap->count);
    add_period(cap, out);
}

static void add_instant(const hl_local_time *at, hl_lang lang, hl_text *out)
{
    char text[HL_TIME_TEXT];
    if (at->utc_ms == HL_PLAN_OPEN || at->utc_ms == HL_PLAN_NONE)
        hl_base__text_add(out, hl_reports__in_language(&open_end, lang));
    else
        hl_base__text_add(out, hl_base__time_text(at->utc_ms, at->offset_s, text));
}

static void add_holder(const char *touch, hl_lang lang, hl_text *out)
{
    const hl_message_value value = {"touch", touch};
    if (touch != NULL)
        hl_reports__fill_values(&holder, lang, &value, 1, out);
}

static bool add_value(void *context, const char *name, size_t length, hl_lang lang, hl_text *out)
{
    const hl_plan_reason *reason = context;
    if (length == 2 && memcmp(name, "at", 2) == 0)
        add_instant(&reason->at, lang, out);
    else if (length == 2 && memcmp(name, "by", 2) == 0)
        add_holder(reason->holder, lang, out);
    else if (length == 2 && memcmp(name, "of", 2) == 0)
        hl_base__text_add_int(out, reason->of);
    else if (length == 5 && memcmp(name, "limit", 5) == 0)
        hl_reports__plan_limit(reason->limit, out);
    else if (length == 6 && memcmp(name, "number", 6) == 0)
        hl_base__text_add_int(out, reason->number);
    else
        return false;
    return true;
}

void hl_reports__plan_reasons(const hl_planned_touch *touch, hl_lang lang, hl_text *out)
{
    for (size_t i = 0; i < touch->reason_count; i++) {
        hl_plan_reason reason = touch->reasons[i];
        const hl_message *open = &open_sentences[reason.code];
        bool is_open = reason.at.utc_ms == HL_PLAN_OPEN && open->en != NULL;
        if (i > 0)
            hl_base__text_add(out, hl_reports__in_language(&comma, lang));
        hl_reports__fill(is_open ? open : &sentences[reason.code], lang, add_value, &reason, out);
    }
}
