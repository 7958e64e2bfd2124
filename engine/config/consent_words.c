/* Names and values of exports: Shopify (Accepts Email Marketing: yes/no), Klaviyo (Email Marketing
 * Consent: NEVER_SUBSCRIBED), Braze (email_subscribe: opted_in), HubSpot (hs_email_optout),
 * Salesforce (HasOptedOutOfEmail), Mailchimp (status: cleaned), Chinese shops (是否接收营销). */
#include "config/consent_words.h"

#include <string.h>

#include "base/moment.h"
#include "base/written_number.h"
#include "config/event_words.h"
#include "config/name_words.h"

enum { WORDS = 48 };

static const struct {
    unsigned channel;
    const char *words[WORDS];
} channels[] = {
    {HL_CONSENT_EMAIL,
     {"email", "emails", "e_mail", "e_mails", "mail", "mails", "mailing", "mailings", "edm",
      "newsletter", "newsletters", "邮件", "邮箱", "电邮", "郵件", "メール"}},
    {HL_CONSENT_SMS,
     {"sms", "mms", "text", "texts", "text_message", "text_messages", "短信", "短訊", "简讯",
      "簡訊", "彩信"}},
    {HL_CONSENT_PUSH, {"push", "pushes", "push_notification", "推送", "app_notification"}},
    {HL_CONSENT_WHATSAPP, {"whatsapp", "whats_app"}},
    {HL_CONSENT_WECHAT,
     {"wechat", "weixin", "wecom", "we_com", "we_chat", "official_account", "official", "微信",
      "企微", "企业微信", "公众号", "服务号", "小程序", "朋友圈"}},
    {HL_CONSENT_CALL, {"call", "calls", "phone_call", "telemarketing", "voice", "电话", "外呼"}},
};

/* A name that has a word of each group that its row names is of that kind. */
static const char *const advertising[] = {
    "marketing",   "promo",         "promos",        "promotion", "promotions",    "promotional",
    "advertising", "advertisement", "ads",           "offers",    "offer",         "commercial",
    "campaigns",   "notification",  "notifications", "messages",  "communication", "communications",
    "contact",     "营销",          "行销",          "行銷",      "推广",          "推廣",
    "推销",        "广告",          "廣告",          "促销",      "促銷",          "消息",
    "通知",        "资讯",          "優惠",          "优惠",      "活动",          "werbung"};
static const char *const agreeing[] = {
    "accept",   "accepts",   "accepted",  "accepting",  "allow",      "allows",       "allowed",
    "agree",    "agrees",    "agreed",    "receive",    "receives",   "receiving",    "want",
    "wants",    "permit",    "permits",   "permitted",  "permission", "permissions",  "consent",
    "consents", "consented", "subscribe", "subscribed", "subscribes", "subscription", "subscriber",
    "enabled",  "enable",    "ok",        "okay",       "can",        "接收",         "接受",
    "同意",     "允许",      "允許",      "愿意",       "授权",       "許可",         "许可",
    "订阅",     "訂閱",      "开启"};
static const char *const agreeing_more[] = {"勾选", "einwilligung", "zustimmung", "erlaubt"};
/* By themselves. */
static const char *const consents[] = {"opt_in",
                                       "opted_in",
                                       "optin",
                                       "optedin",
                                       "opt_ins",
                                       "double_opt_in",
                                       "accepts_marketing",
                                       "marketable",
                                       "is_marketable",
                                       "contactable",
                                       "mailable",
                                       "emailable",
                                       "can_contact",
                                       "can_be_contacted",
                                       "may_contact",
                                       "ok_to_contact",
                                       "marketing_consent",
                                       "gdpr_consent",
                                       "consent_given",
                                       "has_consent",
                                       "consent_status",
                                       "可营销",
                                       "可触达",
                                       "营销授权",
                                       "营销许可"};
static const char *const whole_consents[] = {"consent",   "consents",   "consented",
                                             "marketing", "newsletter", "newsletters"};
/* Which may be of something else. */
static const char *const perhaps[] = {"subscribe",    "subscribed", "subscriber", "is_subscriber",
                                      "subscription", "newsletter", "订阅",       "關注",
                                      "关注",         "permission"};
static const char *const refusals[] = {"blocked",
                                       "is_blocked",
                                       "unfollow",
                                       "unfollowed",
                                       "friend_deleted",
                                       "deleted_friend",
                                       "屏蔽",
                                       "取关",
                                       "取消关注",
                                       "退群",
                                       "opt_out",
                                       "opted_out",
                                       "optout",
                                       "optedout",
                                       "opt_outs",
                                       "opts_out",
                                       "unsubscribe",
                                       "unsubscribed",
                                       "unsub",
                                       "do_not_contact",
                                       "do_not_email",
                                       "do_not_mail",
                                       "do_not_call",
                                       "do_not_text",
                                       "do_not_sms",
                                       "do_not_market",
                                       "do_not_disturb",
                                       "donotcontact",
                                       "donotcall",
                                       "donotemail",
                                       "dnc",
                                       "no_marketing",
                                       "no_contact",
                                       "no_email",
                                       "no_emails",
                                       "no_sms",
                                       "suppressed",
                                       "blacklisted",
                                       "blacklist",
                                       "退订",
                                       "退訂",
                                       "拒收",
                                       "拒绝",
                                       "免打扰",
                                       "勿扰",
                                       "黑名单",
                                       "拉黑"};
static const char *const statuses[] = {"status", "state", "tags", "tag",
                                       "labels", "label", "标签", "状态"};
/* Of what is bought or of a page, and no word on advertising. */
static const char *const others[] = {
    "cookie", "cookies", "plan", "paid",    "premium", "terms", "privacy", "order",
    "orders", "returns", "cod",  "payment", "count",   "rate",  "total",   "number",
    "last",   "first",   "次数", "数量",    "订单",    "退货",  "商品"};

#define HAS(name, list) has_any(name, list, sizeof(list) / sizeof(list)[0])
#define IS(name, list)  is_any(name, list, sizeof(list) / sizeof(list)[0])

static bool has_any(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count && words[i] != NULL; i++)
        if (hl_config__has_word(name, words[i]))
            return true;
    return false;
}

static bool is_any(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

static unsigned channels_of(const char *name)
{
    unsigned of = 0;
    for (size_t i = 0; i < sizeof channels / sizeof channels[0]; i++)
        if (has_any(name, channels[i].words, WORDS))
            of |= channels[i].channel;
    return of;
}

unsigned hl_config__consent_channel(const char *channel)
{
    char name[HL_WORDS_ROOM];
    size_t length = channel == NULL ? 0 : strlen(channel);
    if (length == 0 || length > HL_WORDS_LONGEST)
        return 0;
    hl_config__part_name(channel, length, name);
    return channels_of(name);
}

/* "Accepts Email Marketing", "email_subscribe", "是否接收短信". */
static bool permits(const char *name, unsigned of)
{
    bool agrees = HAS(name, agreeing) || HAS(name, agreeing_more);
    bool advertises = HAS(name, advertising) || of != 0;
    return (agrees && advertises) || HAS(name, consents) || IS(name, whole_consents) ||
           (of != 0 && hl_config__has_word(name, "marketing"));
}

hl_consent_name hl_config__consent_name(const char *text)
{
    char name[HL_WORDS_ROOM];
    hl_consent_name none = {HL_CONSENT_NONE, false, 0};
    size_t length = strlen(text);
    if (length == 0 || length > HL_WORDS_LONGEST)
        return none;
    hl_config__part_name(text, length, name);
    unsigned of = channels_of(name);
    unsigned scope = of == 0 ? HL_CONSENT_ANY : of;
    bool other = HAS(name, others);
    if (HAS(name, refusals))
        return (hl_consent_name){HL_CONSENT_REFUSES, !other, scope};
    if (hl_config__is_farewell(text))
        return (hl_consent_name){HL_CONSENT_REFUSES, false, scope};
    if (!other && permits(name, of))
        return (hl_consent_name){HL_CONSENT_PERMITS, true, scope};
    if (!other && HAS(name, perhaps))
        return (hl_consent_name){HL_CONSENT_PERMITS, false, scope};
    if (HAS(name, statuses))
        return (hl_consent_name){HL_CONSENT_STATUS, false, scope};
    return none;
}

/* ---- values */

static const char *const yes[] = {
    "yes",    "y",       "true",   "t",         "1",        "on",         "x",
    "ja",     "oui",     "si",     "sí",        "sim",      "subscribed", "opted_in",
    "opt_in", "granted", "given",  "confirmed", "accepted", "enabled",    "allowed",
    "active", "是",      "有",     "同意",      "接收",     "接受",       "已订阅",
    "订阅",   "开启",    "已开启", "允许",      "√",        "はい"};
static const char *const no[] = {"no",
                                 "n",
                                 "false",
                                 "f",
                                 "0",
                                 "off",
                                 "nein",
                                 "non",
                                 "não",
                                 "nao",
                                 "нет",
                                 "never",
                                 "not_subscribed",
                                 "never_subscribed",
                                 "not_opted_in",
                                 "not_given",
                                 "not_granted",
                                 "no_consent",
                                 "without_consent",
                                 "denied",
                                 "declined",
                                 "refused",
                                 "rejected",
                                 "revoked",
                                 "withdrawn",
                                 "removed",
                                 "disabled",
                                 "disallowed",
                                 "inactive",
                                 "cleaned",
                                 "redacted",
                                 "blocked",
                                 "suppressed",
                                 "opted_out",
                                 "opt_out",
                                 "optout",
                                 "unsubscribed",
                                 "unsubscribe",
                                 "spam",
                                 "complained",
                                 "complaint",
                                 "否",
                                 "不",
                                 "不是",
                                 "不接收",
                                 "不接受",
                                 "不同意",
                                 "不允许",
                                 "不愿意",
                                 "拒绝",
                                 "拒收",
                                 "未同意",
                                 "未授权",
                                 "未订阅",
                                 "已退订",
                                 "退订",
                                 "关",
                                 "关闭",
                                 "已关闭",
                                 "已取消",
                                 "取消订阅",
                                 "无",
                                 "いいえ"};
/* What says of its user that they left, whatever the attribute is called. */
static const char *const left[] = {
    "unsubscribed", "unsubscribe", "opted_out",   "opt_out",   "optout",  "do_not_contact",
    "dnc",          "suppressed",  "blacklisted", "blacklist", "cleaned", "已退订",
    "退订",         "退订客户",    "退订用户",    "拉黑",      "已拉黑",  "黑名单",
    "黑名单客户",   "免打扰",      "勿扰",        "拒收"};

static hl_consent_answer turned(hl_consent_answer answer, bool turn)
{
    if (!turn || answer == HL_CONSENT_SAYS_ELSE || answer == HL_CONSENT_SAYS_NOTHING)
        return answer;
    return answer == HL_CONSENT_SAYS_YES ? HL_CONSENT_SAYS_NO : HL_CONSENT_SAYS_YES;
}

/* Of a refusal, since when it is. */
static bool is_instant(const char *text, size_t length)
{
    return hl_base__is_date_like(text, length) ||
           (length >= 9 && strspn(text, "0123456789.") == length);
}

static hl_consent_answer text_says(const hl_consent_name *of, const char *text, size_t length)
{
    char name[HL_WORDS_ROOM];
    bool refuses = of->is == HL_CONSENT_REFUSES;
    if (hl_base__is_blank(text, length) || hl_base__is_null(text, length))
        return HL_CONSENT_SAYS_NOTHING;
    if (refuses && is_instant(text, length))
        return HL_CONSENT_SAYS_NO;
    if (length > HL_WORDS_LONGEST)
        return HL_CONSENT_SAYS_ELSE;
    hl_config__part_name(text, length, name);
    size_t end = strlen(name);
    if (end > 1 && name[end - 1] == '_')
        name[end - 1] = '\0';
    if (IS(name, left)) /* also of opted_out: opted_out */
        return HL_CONSENT_SAYS_NO;
    if (of->is == HL_CONSENT_STATUS)
        return HL_CONSENT_SAYS_ELSE;
    if (IS(name, no))
        return turned(HL_CONSENT_SAYS_NO, refuses);
    return IS(name, yes) ? turned(HL_CONSENT_SAYS_YES, refuses) : HL_CONSENT_SAYS_ELSE;
}

static hl_consent_answer list_says(const hl_consent_name *of, const hl_value *list)
{
    hl_consent_answer says = HL_CONSENT_SAYS_NOTHING;
    for (size_t i = 0; i < list->count; i++) {
        hl_consent_answer one = hl_config__consent_answer(of, &list->items[i]);
        if (one == HL_CONSENT_SAYS_NO)
            return one;
        says = one == HL_CONSENT_SAYS_NOTHING ? says : one;
    }
    return says;
}

hl_consent_answer hl_config__consent_answer(const hl_consent_name *of, const hl_value *value)
{
    bool refuses = of->is == HL_CONSENT_REFUSES;
    switch (value->type) {
    case HL_VALUE_BOOL:
        if (of->is == HL_CONSENT_STATUS)
            return HL_CONSENT_SAYS_ELSE;
        return turned(value->boolean ? HL_CONSENT_SAYS_YES : HL_CONSENT_SAYS_NO, refuses);
    case HL_VALUE_NUMBER:
    case HL_VALUE_STRING:
    case HL_VALUE_UNTYPED:
        return text_says(of, value->text, value->length);
    case HL_VALUE_ARRAY:
        return list_says(of, value);
    case HL_VALUE_NULL:
    case HL_VALUE_OBJECT:
        break;
    }
    return HL_CONSENT_SAYS_NOTHING;
}
