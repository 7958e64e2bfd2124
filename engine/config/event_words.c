#include "config/event_words.h"

#include <stddef.h>
#include <string.h>

#include "config/name_words.h"

enum { WORDS = 64, ROOM = HL_WORDS_ROOM };

typedef enum relation { GOES_ON, ENDS, BEGINS_ANEW } relation;

/* Rows of words by what they mean; the first row that has one of the type's words is meant. A word
 * that begins or ends with a letter of ASCII stands there between the separators of a name (or
 * beside a character that is none of ours), or is the whole name without them; others stand
 * anywhere, as Chinese separates none. */
typedef struct meaning {
    hl_event_sense sense;
    relation is;
    bool alone; /* only as the whole name: "leave", not "leave_review" */
    const char *words[WORDS];
} meaning;

static const meaning nothing = {HL_EVENT_NEUTRAL, GOES_ON, false, {NULL}};
static const meaning meanings[] = {
    {HL_EVENT_NEUTRAL,
     BEGINS_ANEW,
     false,
     {"取消退订",
      "撤销退订",
      "取消拉黑",
      "解除拉黑",
      "取消屏蔽",
      "解除屏蔽",
      "移出黑名单",
      "移除黑名单",
      "黑名单移除",
      "取消拒收",
      "撤销拒收",
      "解除拒收",
      "取消免打扰",
      "解除免打扰",
      "关闭免打扰",
      "cancel_unsubscribe",
      "unsubscribe_cancelled",
      "unsubscribe_canceled",
      "undo_unsubscribe",
      "unsubscribe_undone"}},
    {HL_EVENT_UNWANTED,
     ENDS,
     false,
     {"do_not_contact",
      "do_not_email",
      "do_not_call",
      "do_not_text",
      "do_not_mail",
      "do_not_disturb",
      "do_not_sell",
      "no_longer_subscribed",
      "not_subscribed",
      "un_subscribe",
      "un_subscribed",
      "不再接收",
      "不再订阅",
      "不再关注",
      "不接收",
      "不接受营销",
      "不同意接收",
      "不同意营销",
      "不想收到",
      "不要再发",
      "免打扰",
      "拒绝接收",
      "拒绝营销",
      "撤回同意",
      "撤销同意",
      "取消同意",
      "consent_withdrawn",
      "consent_revoked",
      "consent_denied",
      "consent_declined",
      "consent_removed",
      "consent_refused",
      "withdraw_consent",
      "withdrew_consent",
      "revoke_consent",
      "revoked_consent"}},
    {HL_EVENT_UNWANTED,
     ENDS,
     false,
     {"unsubscribe",   "unsubscribed",   "unsubscription", "unsub",         "optout",
      "optedout",      "unfollow",       "unfollowed",     "complaint",     "complaints",
      "spamreport",    "spamcomplaint",  "donotcontact",   "donotemail",    "dnc",
      "suppressed",    "blacklist",      "blacklisted",    "unfriend",      "unfriended",
      "abmeldung",     "abgemeldet",     "abbestellt",     "abbestellung",  "désabonnement",
      "désabonné",     "désinscription", "désinscrit",     "desuscripción", "desuscrito",
      "disiscrizione", "disiscritto",    "descadastro",    "uitgeschreven", "afmelding",
      "отписка",       "отписался",      "配信停止",       "配信解除",      "登録解除",
      "수신거부",      "退会",           "退订",           "拉黑",          "投诉",
      "取消关注",      "取关",           "屏蔽",           "退群",          "退出群",
      "退出社群"}},
    {HL_EVENT_UNWANTED,
     ENDS,
     false,
     {"opt_out",
      "opted_out",
      "as_spam",
      "spammed",
      "hard_bounce",
      "hard_bounced",
      "del_follow",
      "del_external",
      "user_deleted",
      "account_deleted",
      "deleted_account",
      "customers_delete",
      "customers_redact",
      "gdpr",
      "received_stop",
      "stop_received",
      "sms_stop",
      "preferences_stop",
      "reply_stop",
      "replied_stop",
      "texted_stop",
      "回复td",
      "user_blocked",
      "bot_blocked",
      "blocked_by_user",
      "blocked_by_contact",
      "blocked_by_customer",
      "blocked_bot",
      "contact_blocked",
      "friend_deleted",
      "deleted_friend",
      "delete_friend",
      "friend_removed",
      "remove_friend",
      "removed_friend",
      "leave_group",
      "left_group",
      "left_the_group",
      "取消订阅",
      "拒收",
      "黑名单",
      "关闭通知",
      "关闭推送",
      "删除好友",
      "好友删除",
      "客户删除员工",
      "被客户删除",
      "单向删除",
      "注销"}},
    {HL_EVENT_UNWANTED,
     ENDS,
     true,
     {"block", "blocked", "blocks", "leave", "left", "stop", "stopall", "td", "回td", "回复t",
      "customer_deleted", "contact_deleted", "回t", "客户删除", "spam", "complain", "complained",
      "unsubscribes"}},
    {HL_EVENT_NEUTRAL,
     GOES_ON,
     false,
     {"not", "no", "non", "never", "without", "un", "undo", "未", "没有", "无", "非", "不"}},
    {HL_EVENT_UNWANTED,
     GOES_ON,
     false,
     {"block",        "blocked", "blocks", "refund",  "refunds",   "refunded",   "complain",
      "complained",   "spam",    "churn",  "churned", "uninstall", "chargeback", "uninstalled",
      "unsubscribes", "退款",    "退货",   "卸载",    "流失",      "举报",       "差评"}},
    {HL_EVENT_WANTED,
     GOES_ON,
     false,
     {"order",       "orders",  "ordered", "purchase", "purchases",  "purchased", "buy",
      "bought",      "paid",    "pay",     "payment",  "revenue",    "gmv",       "click",
      "clicks",      "clicked", "reply",   "replied",  "conversion", "converted", "convert",
      "conversions", "下单",    "购买",    "支付",     "点击"}},
    /* what asks for it or shows the way to it is not yet a return */
    {HL_EVENT_NEUTRAL, GOES_ON, false, {"fail",    "failed",  "failure",   "declined", "rejected",
                                        "refused", "expired", "requested", "request",  "pending",
                                        "sent",    "page",    "viewed",    "view",     "shown",
                                        "form",    "popup",   "prompt",    "banner",   "survey",
                                        "失败",    "拒绝",    "到期",      "页面",     "弹窗"}},
    {HL_EVENT_NEUTRAL,
     BEGINS_ANEW,
     false,
     {"resubscribe",
      "resubscribed",
      "re_subscribe",
      "re_subscribed",
      "resubscription",
      "opt_in",
      "opted_in",
      "optin",
      "optedin",
      "unblock",
      "unblocked",
      "refollow",
      "refollowed",
      "add_external",
      "add_half_external",
      "subscribed_to_email",
      "subscribed_to_list",
      "subscribed_to_sms",
      "subscribed_to_newsletter",
      "consented_to_receive",
      "marketing_consent_granted",
      "marketing_consent_given",
      "email_consent_granted",
      "email_consent_given",
      "sms_consent_granted",
      "sms_consent_given",
      "preferences_resume",
      "preferences_start",
      "received_start",
      "start_received",
      "sms_start",
      "重新订阅",
      "恢复订阅",
      "重新关注",
      "再次关注",
      "恢复关注",
      "恢复接收",
      "同意接收",
      "重新入群",
      "重新添加好友",
      "重新加好友"}},
    {HL_EVENT_NEUTRAL,
     BEGINS_ANEW,
     true,
     {"subscribe",
      "subscribed",
      "follow",
      "followed",
      "rejoin",
      "rejoined",
      "email_subscribe",
      "email_subscribed",
      "subscribe_email",
      "sms_subscribe",
      "sms_subscribed",
      "subscribe_sms",
      "newsletter_subscribe",
      "newsletter_subscribed",
      "newsletter_signup",
      "newsletter_sign_up",
      "newsletter_anmeldung",
      "friend_added",
      "add_friend",
      "added_friend",
      "friend_add",
      "wecom_friend_added",
      "订阅",
      "关注",
      "关注公众号",
      "开启通知",
      "添加好友",
      "加好友",
      "加好友成功",
      "添加好友成功",
      "重新添加",
      "通过好友申请",
      "好友申请通过",
      "通过好友验证"}},
};

/* A farewell word that such words stand directly before or behind is none: it was never said, it
 * was taken back or dealt with, it is a page's name, or of a thing. */
typedef struct beside {
    const char *farewell; /* the letters that the farewell begins with; NULL: any */
    const char *before[WORDS];
    const char *after[WORDS];
} beside;

static const beside makes_none[] = {
    {NULL,
     {"not",     "no",           "non",         "never",     "without", "un",     "undo",
      "not_yet", "not_been",     "未",          "未被",      "没",      "没有",   "没被",
      "没有被",  "无",           "非",          "不",        "别",      "尚未",   "从未",
      "cancel",  "removed_from", "remove_from", "taken_off", "lift",    "revert", "view",
      "viewed",  "visited",      "opened",      "撤销",      "撤回",    "取消",   "移除",
      "移出",    "解除",         "浏览",        "查看",      "访问",    "打开"},
     {"undone",      "reverted",     "lifted",       "page_view",     "page_views",
      "page_viewed", "page_visit",   "page_visited", "page_open",     "page_opened",
      "page_shown",  "survey_shown", "survey_sent",  "survey_viewed", "撤销",
      "撤回",        "移除",         "移出",         "解除",          "取消",
      "页浏览",      "页访问",       "页面浏览",     "页面访问",      "挽留"}},
    {"complain",
     {"resolved", "resolve", "closed", "close", "solved", "withdrawn", "cancelled", "canceled"},
     {"resolved", "resolution", "closed", "solved", "handled", "withdrawn", "cancelled", "canceled",
      "settled"}},
    {"投诉",
     {"解决", "处理", "关闭", "结案"},
     {"解决", "处理", "关闭", "结案", "结束", "办结", "回访"}},
    {"blacklist",
     {"remove", "delete", "unset"},
     {"removed", "remove", "removal", "cancelled", "canceled", "cleared"}},
    {"dnc", {"remove", "removed", "delete"}, {"removed", "remove", "removal", "cleared", "off"}},
    {"suppress", {"remove"}, {"removed", "removal", "cleared"}},
    {"unfollow",
     {NULL},
     {"product", "products", "item", "items", "sku", "goods", "category", "topic", "author",
      "seller"}},
    {"取消关注", {NULL}, {"商品", "产品", "话题", "主播", "类目"}},
    {"取关", {NULL}, {"商品", "产品", "话题", "主播"}},
    {"退订",
     {"订单", "酒店", "门票", "机票", "车票", "船票", "房间", "客房", "课程", "商品", "行程",
      "民宿", "餐位", "预订"},
     {"酒店", "门票", "机票", "车票", "房间", "费"}},
    {"屏蔽", {NULL}, {"词"}},
    {"注销",
     {"购物卡", "礼品卡", "储值卡", "优惠券", "礼券", "卡券", "银行卡"},
     {"登录", "登陆", "会话", "优惠券", "卡券", "银行卡"}},
    {"consent", {"cookie", "cookies"}, {NULL}},
    {"gdpr",
     {NULL},
     {"consent", "consented", "accepted", "accept", "agreed", "granted", "given", "export",
      "access", "banner", "同意"}},
};

/* Words that say nothing between the two. */
static const char *const fillers[] = {"the",  "a",        "an",      "was",    "is",       "has",
                                      "been", "has_been", "request", "status", "from_the", "了",
                                      "被",   "的",       "已",      "请求",   "申请"};

/* The first place from there on where the word stands; NULL: none. */
static const char *find_word(const char *name, const char *from, const char *word)
{
    for (const char *at = strstr(from, word); at != NULL; at = strstr(at + 1, word))
        if (hl_config__word_stands(name, at, word))
            return at;
    return NULL;
}

/* Whether one of the words ends there. */
static const char *word_before(const char *name, const char *end, const char *const *words,
                               size_t count)
{
    while (end > name && hl_config__parts_words(end[-1]))
        end--;
    for (size_t i = 0; i < count && words[i] != NULL; i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(end - name) >= length && hl_config__word_stands(name, end - length, words[i]))
            return end - length;
    }
    return NULL;
}

static const char *word_after(const char *name, const char *at, const char *const *words,
                              size_t count)
{
    while (hl_config__parts_words(*at))
        at++;
    for (size_t i = 0; i < count && words[i] != NULL; i++)
        if (hl_config__word_stands(name, at, words[i]))
            return at + strlen(words[i]);
    return NULL;
}

static bool stands_beside(const beside *b, const char *name, const char *from, const char *to)
{
    enum { FILLERS = sizeof fillers / sizeof fillers[0], MOST = 3 };
    for (int i = 0; from != NULL && i < MOST; i++) {
        if (word_before(name, from, b->before, WORDS) != NULL)
            return true;
        from = word_before(name, from, fillers, FILLERS);
    }
    for (int i = 0; to != NULL && i < MOST; i++) {
        if (word_after(name, to, b->after, WORDS) != NULL)
            return true;
        to = word_after(name, to, fillers, FILLERS);
    }
    return false;
}

static bool is_made_none(const char *name, const char *at, const char *word)
{
    for (size_t i = 0; i < sizeof makes_none / sizeof makes_none[0]; i++) {
        const beside *b = &makes_none[i];
        bool meant = b->farewell == NULL || strncmp(word, b->farewell, strlen(b->farewell)) == 0;
        if (meant && stands_beside(b, name, at, at + strlen(word)))
            return true;
    }
    return false;
}

/* Whether the word stands in the name, and, of a farewell, at some place where nothing makes it
 * none. */
static bool is_part(const meaning *m, const char *name, const char *word)
{
    const char *at = find_word(name, name, word);
    while (at != NULL && m->is == ENDS && is_made_none(name, at, word))
        at = find_word(name, at + 1, word);
    return at != NULL;
}

static void join(const char *name, char out[ROOM])
{
    size_t to = 0;
    for (; *name != '\0'; name++)
        if (!hl_config__parts_words(*name))
            out[to++] = *name;
    out[to] = '\0';
}

/* Whether the name without separators is the word without them. */
static bool is_whole(const char *joined, const char *word)
{
    for (; *word != '\0'; word++)
        if (*word != '_' && *joined++ != *word)
            return false;
    return *joined == '\0';
}

static bool has_word(const meaning *m, const char *name, const char *joined)
{
    for (size_t i = 0; i < WORDS && m->words[i] != NULL; i++) {
        bool negates = m->sense == HL_EVENT_NEUTRAL && m->is == GOES_ON;
        if ((!negates && is_whole(joined, m->words[i])) ||
            (!m->alone && is_part(m, name, m->words[i])))
            return true;
    }
    return false;
}

static const meaning *meaning_of(const char *type)
{
    char name[ROOM];
    char joined[ROOM];
    if (strlen(type) > HL_WORDS_LONGEST)
        return &nothing;
    hl_config__part_name(type, strlen(type), name);
    join(name, joined);
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (has_word(&meanings[i], name, joined))
            return &meanings[i];
    return &nothing;
}

hl_event_sense hl_config__event_sense(const char *type)
{
    return meaning_of(type)->sense;
}

bool hl_config__is_farewell(const char *type)
{
    return meaning_of(type)->is == ENDS;
}

/* A return is nobody's doing while it is offered, and none where its value says no: "opt_in=false",
 * "resubscribe offer". */
static const char *const unfulfilled[] = {"0",
                                          "false",
                                          "no",
                                          "n",
                                          "off",
                                          "none",
                                          "null",
                                          "nein",
                                          "offer",
                                          "offered",
                                          "offers",
                                          "reminder",
                                          "reminded",
                                          "remind",
                                          "invite",
                                          "invited",
                                          "invitation",
                                          "campaign",
                                          "email_campaign",
                                          "ask",
                                          "asked",
                                          "link",
                                          "button",
                                          "option",
                                          "cta",
                                          "screen",
                                          "modal",
                                          "dialog",
                                          "checkbox",
                                          "flow",
                                          "attempt",
                                          "attempted",

                                          "abandoned",
                                          "cancelled",
                                          "canceled",
                                          "cancel",
                                          "undone",
                                          "reverted",
                                          "revoked",
                                          "withdrawn",
                                          "removed",
                                          "denied",
                                          "error",
                                          "eligible",
                                          "incentive",
                                          "coupon",
                                          "delivered",
                                          "opened",
                                          "clicked",
                                          "click",
                                          "unconfirmed",
                                          "later",
                                          "rate",
                                          "否",
                                          "提醒",
                                          "邀请",
                                          "优惠",
                                          "活动",
                                          "推荐",
                                          "引导",
                                          "入口",
                                          "链接",
                                          "按钮",
                                          "取消",
                                          "撤销",
                                          "撤回",
                                          "未",
                                          "没",
                                          "待"};

static bool is_fulfilled(const char *type)
{
    char name[ROOM];
    hl_config__part_name(type, strlen(type), name);
    for (size_t i = 0; i < sizeof unfulfilled / sizeof unfulfilled[0]; i++)
        if (find_word(name, name, unfulfilled[i]) != NULL)
            return false;
    return true;
}

bool hl_config__is_return(const char *type)
{
    const meaning *m = meaning_of(type);
    /* those of taking back say it in words of their own: 取消退订, unsubscribe_cancelled */
    return m->is == BEGINS_ANEW && (m == meanings || is_fulfilled(type));
}
