/* The sentences of plans. */
#include "reports/messages/plan.h"

#include <string.h>

#include "base/civil.h"
#include "base/shown.h"

const hl_message hl_reports__plan_words[HL_PLAN_WORDS] = {
    [HL_PLAN_WORD_TITLE] = {"plan of {experiment}, at {now} ({zone}, tzdata {tzdata})\n",
                            "{experiment} 的触达计划，{now}（{zone}，tzdata {tzdata}）\n"},
    [HL_PLAN_WORD_COUNTS] =
        {"triggers {triggers}, touches {touches}: planned {planned} (held {held}, pulled earlier "
         "{pulled}), waiting {waiting}, dropped {dropped}\n",
         "触发事件 {triggers}，触达 {touches}：已排 {planned}（顺延 {held}，提前 {pulled}），等待 "
         "{waiting}，未排 {dropped}（无可用时段或已终止）\n"},
    [HL_PLAN_WORD_NOTHING] = {"nothing is planned", "没有可排的触达"},
    [HL_PLAN_WORD_HELD_BY] = {"held by:{reasons}\n", "顺延原因：{reasons}\n"},
    [HL_PLAN_WORD_ENDED_BY] = {"dropped or waiting because of:{reasons}\n",
                               "未排或等待的原因：{reasons}\n"},
    [HL_PLAN_WORD_BECAUSE] = {" {reason} {n}", "{reason} {n}"},
    [HL_PLAN_WORD_AND] = {"", "，"},
    [HL_PLAN_WORD_ARMS] = {"arms:\n", "实验组：\n"},
    [HL_PLAN_WORD_ARM] = {"  {arm}: touches {touches}, have a slot {planned}",
                          "  {arm}：触达 {touches}，有可用时段 {planned}"},
    [HL_PLAN_WORD_SHARE] = {" ({share} %)", "（{share}%）"},
    [HL_PLAN_WORD_FLAGS] = {"flags:\n", "提示：\n"},
    [HL_PLAN_WORD_UNKNOWN_ZONES] = {"users with an unknown zone", "位用户的时区无法识别"},
    [HL_PLAN_WORD_NO_ZONE] = {"users without a zone, who are held", "位用户没有时区，暂不排期"},
    [HL_PLAN_WORD_INFERRED_ZONES] = {"users with an inferred zone", "位用户的时区为推断"},
    [HL_PLAN_WORD_DUPLICATES] = {"triggers or touches seen before", "条触发事件或触达此前已有"},
    [HL_PLAN_WORD_UNKNOWN_USERS] = {"triggers of unknown users", "条触发事件的用户不存在"},
    [HL_PLAN_WORD_UNASSIGNED] = {"triggers of users in no arm", "条触发事件的用户未入组"},
    [HL_PLAN_WORD_FUTURE] = {"triggers in the future", "条触发事件的时间在未来"},
    [HL_PLAN_WORD_OTHER_HOOKS] = {"triggers of hooks that this definition does not have",
                                  "条触发事件的触达理由不在本实验定义中"},
    [HL_PLAN_WORD_REJECTED] = {"rows that cannot be read", "行无法读取"},
    [HL_PLAN_WORD_UNREAD_TIMES] = {"times of users that cannot be read", "个用户时间无法识别"},
    [HL_PLAN_WORD_ODD_TIMES] = {"times before 2000 or after 2100",
                                "个时间早于 2000 年或晚于 2100 年"},
    [HL_PLAN_WORD_ODD_CHANNELS] = {"touches on a channel that does not exist",
                                   "条触达的渠道不存在"},
    [HL_PLAN_WORD_MONDAY] = {"Monday", "星期一"},
    [HL_PLAN_WORD_MONDAY + 1] = {"Tuesday", "星期二"},
    [HL_PLAN_WORD_MONDAY + 2] = {"Wednesday", "星期三"},
    [HL_PLAN_WORD_MONDAY + 3] = {"Thursday", "星期四"},
    [HL_PLAN_WORD_MONDAY + 4] = {"Friday", "星期五"},
    [HL_PLAN_WORD_MONDAY + 5] = {"Saturday", "星期六"},
    [HL_PLAN_WORD_SUNDAY] = {"Sunday", "星期日"},
    [HL_PLAN_WORD_CHANNEL] =
        {"{channel} - {title}\n    {rule}\n    source: {source}\n    {since}; {verified}\n\n",
         "{channel}：{title}\n    {rule}\n    来源：{source}\n    {since}；{verified}\n\n"},
    [HL_PLAN_WORD_SINCE] = {"in force since {date}", "{date} 起生效"},
    [HL_PLAN_WORD_SINCE_UNKNOWN] = {"since when is not known", "生效日期不详"},
    [HL_PLAN_WORD_VERIFIED] = {"verified", "已核实"},
    [HL_PLAN_WORD_NOT_VERIFIED] = {"not verified", "未核实"},
    [HL_PLAN_WORD_WHY] =
        {"{touch}: user {user}, arm {arm}, hook {hook}, zone {zone} ({source})\n",
         "{touch}：用户 {user}，实验组 {arm}，触达理由 {hook}，时区 {zone}（{source}）\n"},
    [HL_PLAN_WORD_WHY_SEARCH] = {"  {route}: from {from} to {to}\n", "  {route}：{from} 至 {to}\n"},
    [HL_PLAN_WORD_ROUTE_USUAL] = {"as planned", "按计划"},
    [HL_PLAN_WORD_ROUTE_FALLBACK] = {"fallback channel", "备用渠道"},
    [HL_PLAN_WORD_ROUTE_ANYWAY] = {"anyway", "仍然发送"},
    [HL_PLAN_WORD_ROUTE_PULLED] = {"pulled earlier", "提前"},
    [HL_PLAN_WORD_WHY_LEAVES] = {"    left by {rule}\n", "    {rule} 允许的时间\n"},
    [HL_PLAN_WORD_QUIET_HOURS] = {"quiet hours", "免打扰规则"},
    [HL_PLAN_WORD_SHIFT] = {"shift", "员工班次"},
    [HL_PLAN_WORD_WHY_TOGETHER] = {"    left by all of them\n", "    全部规则共同允许的时间\n"},
    [HL_PLAN_WORD_WHY_INTERVAL] = {"      {from} to {to}\n", "      {from} 至 {to}\n"},
    [HL_PLAN_WORD_WHY_NEVER] = {"      never\n", "      没有\n"},
    [HL_PLAN_WORD_WHY_ROOM_NOW] = {"    cap {limit}: room at once\n",
                                   "    上限（{limit}）：当时就有名额\n"},
    [HL_PLAN_WORD_WHY_ROOM_NEVER] = {"    cap {limit}: no room ever\n",
                                     "    上限（{limit}）：不再有名额\n"},
    [HL_PLAN_WORD_WHY_ROOM_FROM] = {"    cap {limit}: room from {at}\n",
                                    "    上限（{limit}）：{at} 起有名额\n"},
    [HL_PLAN_WORD_WHY_CHOSEN] = {"    chosen: {at}\n", "    选定：{at}\n"},
    [HL_PLAN_WORD_WHY_DRAWN] = {"  the hour was drawn ({policy}) with a chance of {chance}\n",
                                "  时段按 {policy} 抽取，概率 {chance}\n"},
    [HL_PLAN_WORD_WHY_DRAWN_BY_MODEL] =
        {"  the hour was drawn ({policy}) with a chance of {chance}, by the model {model}\n",
         "  时段按 {policy} 抽取，概率 {chance}，模型 {model}\n"},
    [HL_PLAN_WORD_WHY_NO_SLOT] = {"    no slot\n", "    没有可用时段\n"},
    [HL_PLAN_WORD_WHY_NEXT] = {"    next best: {at}\n", "    其次：{at}\n"},
    [HL_PLAN_WORD_WHY_OPEN] = {"open", "不限"},
    [HL_PLAN_WORD_WHY_PLANNED] = {"  planned {at}: {reasons}\n", "  已排 {at}：{reasons}\n"},
    [HL_PLAN_WORD_WHY_NIGHT] =
        {"  a promotion between 22:00 and 08:00 by the clock of its user: it disturbs\n",
         "  按用户当地时间，这条推广排在 22:00 至 08:00 之间：打扰用户\n"},
    [HL_PLAN_WORD_WHY_WAITING] = {"  waiting: {reasons}\n", "  等待：{reasons}\n"},
    [HL_PLAN_WORD_WHY_DROPPED] = {"  dropped: {reasons}\n", "  未排：{reasons}\n"},
};

static const hl_message zone_sources[] = {
    [HL_ZONE_DEVICE] = {"device", "来自设备"},
    [HL_ZONE_PROFILE] = {"profile", "来自用户资料"},
    [HL_ZONE_INFERRED] = {"inferred", "推断"},
    [HL_ZONE_SEGMENT] = {"segment", "来自细分人群"},
    [HL_ZONE_WORKSPACE] = {"workspace", "默认时区"},
    [HL_ZONE_NONE] = {"none", "无"},
};

/* What holds, moves or ends a touch, in a word or two; English: as files name it. */
static const char *const reason_words[HL_PLAN_REASON_CODES] = {
    [HL_PLAN_REASON_NONE] = "无",
    [HL_PLAN_REASON_WISH] = "原定时间",
    [HL_PLAN_REASON_LATE] = "已错过原定时间",
    [HL_PLAN_REASON_WINDOW] = "发送时段",
    [HL_PLAN_REASON_QUIET] = "免打扰",
    [HL_PLAN_REASON_CHANNEL_HOURS] = "渠道可发时间",
    [HL_PLAN_REASON_SHIFT] = "员工班次",
    [HL_PLAN_REASON_CAP] = "达到上限",
    [HL_PLAN_REASON_NEVER] = "上限不再有名额",
    [HL_PLAN_REASON_SESSION] = "没有会话",
    [HL_PLAN_REASON_EXPIRED] = "已过截止时间",
    [HL_PLAN_REASON_PREFERRED] = "偏好时间",
    [HL_PLAN_REASON_JITTER] = "错峰",
    [HL_PLAN_REASON_EXPLORED] = "探索",
    [HL_PLAN_REASON_NO_MODEL] = "尚无发送时间模型",
    [HL_PLAN_REASON_MODEL] = "按模型",
    [HL_PLAN_REASON_HELD_OUT] = "维持现状",
    [HL_PLAN_REASON_UNSEEN_SEGMENT] = "分群未见过",
    [HL_PLAN_REASON_PULLED] = "提前",
    [HL_PLAN_REASON_FALLBACK] = "改走备用渠道",
    [HL_PLAN_REASON_ANYWAY] = "仍然发送",
    [HL_PLAN_REASON_STOPPED] = "流程已终止",
    [HL_PLAN_REASON_WAITS] = "等待前一步或回复",
    [HL_PLAN_REASON_NO_ANCHOR] = "缺少基准时间",
    [HL_PLAN_REASON_NO_STEP] = "前一步未发出",
    [HL_PLAN_REASON_SESSION_FULL] = "会话条数已用完",
    [HL_PLAN_REASON_NO_ZONE] = "没有时区",
    [HL_PLAN_REASON_SAME_TRIGGER] = "重复触发",
    [HL_PLAN_REASON_FAREWELL] = "已退订",
    [HL_PLAN_REASON_NO_CONSENT] = "不接收推广",
    [HL_PLAN_REASON_SENT_OTHERWISE] = "可能已发",
    [HL_PLAN_REASON_NO_SLOT] = "无可用时段",
};

/* {at} is an instant, {limit} a cap, {by} the touch that has its room, {number} and {of} as the
 * code has them. */
static const hl_message sentences[HL_PLAN_REASON_CODES] = {
    [HL_PLAN_REASON_WISH] = {"due {at}", "原定 {at}"},
    [HL_PLAN_REASON_LATE] = {"that is past: from now on", "已错过，改从现在起"},
    [HL_PLAN_REASON_WINDOW] = {"outside the window, which opens {at}",
                               "顺延至 {at} 开始的发送时段"},
    [HL_PLAN_REASON_QUIET] = {"quiet hours until {at}", "免打扰，顺延至 {at}"},
    [HL_PLAN_REASON_CHANNEL_HOURS] = {"the channel's hours begin {at}",
                                      "渠道此时不可发送，顺延至 {at}"},
    [HL_PLAN_REASON_SHIFT] = {"the operator's shift begins {at}", "员工不当班，顺延至 {at}"},
    [HL_PLAN_REASON_CAP] = {"cap ({limit}) is full{by}: room from {at}",
                            "达到上限（{limit}）{by}，顺延至 {at}"},
    [HL_PLAN_REASON_NEVER] = {"cap ({limit}) leaves no room ever{by}",
                              "达到上限（{limit}）{by}，不再有名额"},
    [HL_PLAN_REASON_SESSION] = {"no open session", "没有进行中的会话"},
    [HL_PLAN_REASON_EXPIRED] = {"too late: the deadline was {at}", "已过截止时间 {at}"},
    [HL_PLAN_REASON_PREFERRED] = {"at the preferred time", "按偏好时间发送"},
    [HL_PLAN_REASON_JITTER] = {"spread by {number} s", "错峰 {number} 秒"},
    [HL_PLAN_REASON_EXPLORED] = {"explored: slot {number} of {of}",
                                 "探索：第 {number} 个时段，共 {of} 个"},
    [HL_PLAN_REASON_NO_MODEL] = {"no model of send times yet: chosen without",
                                 "尚无发送时间模型，按默认选择"},
    [HL_PLAN_REASON_MODEL] = {"by the model of send times: hour {number} of {of}",
                              "按发送时间模型：第 {number} 个小时，共 {of} 个"},
    [HL_PLAN_REASON_HELD_OUT] = {"as touches go out now, to compare the model with: hour {number} "
                                 "of {of}",
                                 "维持现有时段，用作对照：第 {number} 个小时，共 {of} 个"},
    [HL_PLAN_REASON_UNSEEN_SEGMENT] = {"the model has not seen the user's segment: by what all "
                                       "have in common",
                                       "模型没有见过该用户的分群：按各分群的共性"},
    [HL_PLAN_REASON_PULLED] = {"no slot from then on: pulled earlier to {at}",
                               "此后没有可用时段，提前至 {at}"},
    [HL_PLAN_REASON_FALLBACK] = {"sent by the fallback channel", "改走备用渠道"},
    [HL_PLAN_REASON_ANYWAY] = {"sent anyway, by the channel's rules alone",
                               "仍然发送，只遵守渠道规则"},
    [HL_PLAN_REASON_STOPPED] = {"the journey was ended by an event at {at}",
                                "流程已因 {at} 的事件终止"},
    [HL_PLAN_REASON_WAITS] = {"waits for an earlier step or a reply until {at}",
                              "等待前一步或用户回复，至 {at}"},
    [HL_PLAN_REASON_NO_ANCHOR] = {"the anchor is missing", "缺少基准时间"},
    [HL_PLAN_REASON_NO_STEP] = {"the step before it does not go out", "前一步未发出"},
    [HL_PLAN_REASON_SESSION_FULL] = {"the session's touches ({limit}) are used up{by}",
                                     "本次会话的条数（{limit}）已用完{by}"},
    [HL_PLAN_REASON_NO_ZONE] = {"held: no zone of the user is understood",
                                "暂不排期：用户时区缺失或无法识别"},
    [HL_PLAN_REASON_SAME_TRIGGER] = {"the user, hook and instant of another trigger{by}: one "
                                     "message goes for both",
                                     "与另一条触发的用户、理由和时刻都相同{by}，只发一条"},
    [HL_PLAN_REASON_FAREWELL] = {"a promotion, and the user said farewell at {at}",
                                 "属于营销消息，而用户已在 {at} 退订、拉黑或投诉"},
    [HL_PLAN_REASON_NO_CONSENT] = {"a promotion, and the user's attributes say no to it",
                                   "属于营销消息，而用户属性表明不接收"},
    [HL_PLAN_REASON_SENT_OTHERWISE] =
        {"a message went to the user by this hook at {at}, under an id "
         "of another kind, and counts as this one",
         "该用户已在 {at} 按同一触达理由收到一条消息，只是 id "
         "不是排期的写法，视为这一条"},
    [HL_PLAN_REASON_NO_SLOT] = {"no slot", "未排（无可用时段）"},
};

/* The same of a reason whose instant is HL_PLAN_OPEN, where there are other words for it. */
static const hl_message open_sentences[HL_PLAN_REASON_CODES] = {
    [HL_PLAN_REASON_WINDOW] = {"the window does not open before the deadline",
                               "截止前没有发送时段"},
    [HL_PLAN_REASON_QUIET] = {"quiet hours cover all of it", "全部时间都在免打扰内"},
    [HL_PLAN_REASON_CHANNEL_HOURS] = {"the channel's hours leave nothing",
                                      "渠道可发时间内没有空档"},
    [HL_PLAN_REASON_SHIFT] = {"no shift of the operator before the deadline", "截止前没有员工当班"},
    [HL_PLAN_REASON_WAITS] = {"waits for an earlier step or a reply", "等待前一步或用户回复"},
};

static const hl_message open_end = {"an open end", "待定"};
static const hl_message holder = {" (by {touch})", "（由 {touch} 占用）"};
static const hl_message comma = {"; ", "；"};

/* ---- "cap: user 1 a day", 每位用户每天 1 条 */

static const hl_message limit_words = {"{owner}{whose} {count}{period}",
                                       "{owner}{whose}{period}{count}"};
static const hl_message owners[] = {
    [HL_PLAN_LIMIT_DEFINITION] = {"cap: ", ""},
    [HL_PLAN_LIMIT_COOL_DOWN] = {"cool-down: ", "冷却期："},
    [HL_PLAN_LIMIT_CHANNEL] = {"{channel}: ", "渠道 {channel}："},
};
/* each for itself, and of the one that is named */
static const hl_message whose[][2] = {
    [HL_SCOPE_USER] = {{"user", "每位用户"}, {"user {of}", "用户 {of} "}},
    [HL_SCOPE_CHANNEL] = {{"channel", "每位用户在同一渠道"},
                          {"channel {of}", "每位用户在渠道 {of} "}},
    [HL_SCOPE_CLASS] = {{"class", "每位用户的同类触达"}, {"class {of}", "每位用户的 {of} 类触达"}},
    [HL_SCOPE_HOOK] = {{"hook", "每位用户的同一触达理由"},
                       {"hook {of}", "每位用户的触达理由 {of} "}},
    [HL_SCOPE_OPERATOR] = {{"operator", "每位员工"}, {"operator {of}", "员工 {of} "}},
    [HL_SCOPE_EVERYONE] = {{"everyone", "全部用户合计"},
                           {"everyone {of}", "渠道 {of} 全部用户合计"}},
    [HL_SCOPE_MINUTE] = {{"minute", "全部用户合计每分钟"},
                         {"minute {of}", "渠道 {of} 全部用户合计每分钟"}},
    [HL_SCOPE_SESSION] = {{"session", "每次会话"}, {"session {of}", "每次会话（{of}）"}},
};
static const hl_message counted = {"{n}", " {n} 条"};
static const hl_message counted_by_month = {"days of the month", "不超过当月天数"};
static const hl_message calendars[] = {
    [HL_PERIOD_NONE] = {"", ""},
    [HL_PERIOD_DAY] = {" a day", "每天"},
    [HL_PERIOD_WEEK] = {" a week", "每周"},
    [HL_PERIOD_MONTH] = {" a month", "每月"},
    [HL_PERIOD_MINUTE] = {" a minute", "每分钟"},
};
static const hl_message within_days = {" in {n} days", "任意 {n} 天内"};
static const hl_message within_minutes = {" in {n} min", "任意 {n} 分钟内"};

static void add_number_in(const hl_message *words, int64_t number, hl_lang lang, hl_text *out)
{
    hl_text text = {0};
    hl_base__text_add_int(&text, number);
    const hl_message_value n = {"n", hl_base__text_string(&text)};
    hl_reports__fill_values(words, lang, &n, 1, out);
    out->failed = out->failed || text.failed;
    hl_base__text_free(&text);
}

static void add_period(const hl_cap *cap, hl_lang lang, hl_text *out)
{
    bool days = cap->per.months != 0 || cap->per.days != 0;
    if (cap->scope == HL_SCOPE_MINUTE)
        return;
    if (cap->calendar != HL_PERIOD_NONE)
        hl_base__text_add(out, hl_reports__in_language(&calendars[cap->calendar], lang));
    else
        add_number_in(days ? &within_days : &within_minutes,
                      days ? cap->per.months * 30 + cap->per.days : cap->per.ms / 60000, lang, out);
}

static bool add_limit_part(void *context, const char *name, size_t length, hl_lang lang,
                           hl_text *out)
{
    const hl_plan_limit *limit = context;
    const hl_cap *cap = &limit->cap;
    const hl_message_value channel = {"channel", limit->channel};
    const hl_message_value of = {"of", cap->of};
    if (length == strlen("owner") && memcmp(name, "owner", length) == 0)
        hl_reports__fill_values(&owners[limit->owner], lang, &channel, 1, out);
    else if (length == strlen("whose") && memcmp(name, "whose", length) == 0)
        hl_reports__fill_values(&whose[cap->scope][cap->of != NULL], lang, &of, 1, out);
    else if (length == strlen("period") && memcmp(name, "period", length) == 0)
        add_period(cap, lang, out);
    else if (cap->count == HL_CAP_MONTH_DAYS)
        hl_base__text_add(out, hl_reports__in_language(&counted_by_month, lang));
    else
        add_number_in(&counted, cap->count, lang, out);
    return true;
}

void hl_reports__plan_limit(const hl_plan_limit *limit, hl_lang lang, hl_text *out)
{
    hl_plan_limit told = *limit;
    hl_reports__fill(&limit_words, lang, add_limit_part, &told, out);
}

const char *hl_reports__plan_reason(hl_plan_reason_code code, hl_lang lang)
{
    return lang == HL_LANG_ZH ? reason_words[code] : hl_plan_reason_name(code);
}

const char *hl_reports__zone_source(hl_zone_source source, hl_lang lang)
{
    return hl_reports__in_language(&zone_sources[source], lang);
}

/* ---- reasons */

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
        hl_reports__plan_limit(reason->limit, lang, out);
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
