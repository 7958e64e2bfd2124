/* Names and values of exports: Shopify (Accepts Email Marketing: yes/no), Klaviyo (Email Marketing
 * Consent: NEVER_SUBSCRIBED), Braze (email_subscribe: opted_in), HubSpot (hs_email_optout),
 * Salesforce (HasOptedOutOfEmail), Mailchimp (status: cleaned), Chinese shops (是否接收营销). */
#include "config/consent_words.h"

#include <string.h>

#include "config/consent_abroad.h"
#include "config/event_words.h"
#include "config/name_words.h"
#include "config/reach_words.h"

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
    {HL_CONSENT_WHATSAPP, {"whatsapp", "whats_app", "wa"}},
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
static const char *const agreeing_more[] = {
    "勾选",  "einwilligung", "zustimmung",   "erlaubt",       "preference",    "preferences",
    "prefs", "settings",     "setting",      "subscriptions", "偏好",          "设置",
    "設定",  "opt",          "consentement", "consenso",      "consentimiento"};
/* Beside a channel or a word for messages, by themselves: `promotional_emails`. */
static const char *const promoting[] = {
    "marketing",     "promo", "promos", "promotion", "promotions", "promotional", "advertising",
    "advertisement", "ads",   "营销",   "行销",      "行銷",       "推广",        "推廣",
    "推销",          "广告",  "廣告",   "促销",      "促銷",       "werbung"};
static const char *const messaging[] = {"notification",   "notifications", "message", "messages",
                                        "communications", "communication", "消息",    "通知",
                                        "信息",           "资讯"};
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
static const char *const whole_consents[] = {
    "subscribed",    "is_subscribed", "consent",     "consents", "consented", "marketing",
    "newsletter",    "newsletters",   "gdpr",        "is_gdpr",  "gdpr_ok",   "gdpr_status",
    "gdpr_accepted", "gdpr_agreed",   "gdpr_given",  "rgpd",     "dsgvo",     "gdpr_marketing",
    "gdpr_granted",  "隐私授权",      "个人信息授权"};
/* Which may be of something else. */
static const char *const perhaps[] = {"subscribe",    "subscribed", "subscriber", "is_subscriber",
                                      "subscription", "newsletter", "订阅",       "關注",
                                      "关注",         "permission"};
static const char *const refusals[] = {"objection_to_marketing",
                                       "objection_to_advertising",
                                       "objection_to_direct_marketing",
                                       "objects_to_marketing",
                                       "objects_to_advertising",
                                       "consent_withdrawn",
                                       "withdrawn_consent",
                                       "consent_withdrawal",
                                       "withdrew_consent",
                                       "consent_revoked",
                                       "revoked_consent",
                                       "permission_withdrawn",
                                       "permission_revoked",
                                       "spam_complaint",
                                       "spam_complaints",
                                       "spam_complained",
                                       "spam_report",
                                       "spam_reported",
                                       "reported_spam",
                                       "marked_spam",
                                       "marked_as_spam",
                                       "撤回同意",
                                       "撤回授权",
                                       "blocked",
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
                                       "donotdisturb",
                                       "do_not_send",
                                       "do_not_message",
                                       "do_not_promote",
                                       "dont_contact",
                                       "dont_email",
                                       "dont_text",
                                       "dnc",
                                       "dnd",
                                       "dnm",
                                       "refuses_marketing",
                                       "refused_marketing",
                                       "marketing_refused",
                                       "rejects_marketing",
                                       "no_ads",
                                       "no_advertising",
                                       "no_promo",
                                       "no_promos",
                                       "no_promotions",
                                       "no_newsletter",
                                       "no_calls",
                                       "no_contacts",
                                       "marketing_blocked",
                                       "marketing_suppressed",
                                       "marketing_objection",
                                       "objected",
                                       "erasure_requested",
                                       "right_to_be_forgotten",
                                       "gdpr_erasure",
                                       "gdpr_erased",
                                       "gdpr_delete",
                                       "gdpr_deleted",
                                       "gdpr_deletion",
                                       "gdpr_forget",
                                       "gdpr_forgotten",
                                       "gdpr_objection",
                                       "gdpr_objected",
                                       "gdpr_restricted",
                                       "gdpr_optout",
                                       "unfriended",
                                       "blocklisted",
                                       "blocklist",
                                       "no_marketing",
                                       "no_contact",
                                       "no_email",
                                       "no_emails",
                                       "no_sms",
                                       "suppressed",
                                       "suppression",
                                       "suppression_list",
                                       "global_unsubscribes",
                                       "litigator",
                                       "blacklisted",
                                       "blacklist",
                                       "退订",
                                       "退訂",
                                       "拒收",
                                       "拒绝",
                                       "免打扰",
                                       "勿扰",
                                       "黑名单",
                                       "拉黑",
                                       "删除好友",
                                       "好友删除",
                                       "被客户删除",
                                       "单向删除",
                                       "单删",
                                       "不接收",
                                       "不接受",
                                       "销户"};
/* The user is gone; of other things (`deleted_cards`) a longer name is. */
static const char *const whole_refusals[] = {"deleted",
                                             "is_deleted",
                                             "deleted_at",
                                             "user_deleted",
                                             "account_deleted",
                                             "customer_deleted",
                                             "contact_deleted",
                                             "deleted_account",
                                             "is_del",
                                             "del_flag",
                                             "delete_flag",
                                             "deleted_flag",
                                             "date_deleted",
                                             "deletion_date",
                                             "account_closed",
                                             "closed_account",
                                             "is_deceased",
                                             "deceased",
                                             "forgotten",
                                             "erased",
                                             "anonymized",
                                             "anonymised",
                                             "redacted",
                                             "unsubscribe_date",
                                             "stop",
                                             "已删除",
                                             "是否删除",
                                             "注销",
                                             "已注销",
                                             "是否注销",
                                             "注销时间",
                                             "删除时间",
                                             "账号注销",
                                             "是否拒收",
                                             "被删除",
                                             "已被删除",
                                             "是否被删除"};
/* Whose status it is: that of whether they can be reached at all. */
static const char *const relations[] = {"friend",     "friendship", "follow",      "follower",
                                        "contact",    "好友",       "关注",        "粉丝",
                                        "外部联系人", "relation",   "relationship"};
static const char *const statuses[] = {"status",         "state",
                                       "tags",           "tag",
                                       "labels",         "label",
                                       "lifecycle",      "life_cycle",
                                       "lifecyclestage", "lifecycle_stage",
                                       "标签",           "状态",
                                       "notes",          "note",
                                       "remark",         "remarks",
                                       "comment",        "comments",
                                       "备注",           "備註"};
/* Whether they can be written to by WeChat at all. */
static const char *const friends[] = {"is_friend",    "is_wechat_friend", "is_wecom_friend",
                                      "是否好友",     "是否为好友",       "是否是好友",
                                      "是否微信好友", "是否企微好友"};
/* Of which a status is that of the account. */
static const char *const accounts[] = {"account", "user",   "customer", "member", "subscriber",
                                       "contact", "client", "profile",  "账号",   "账户",
                                       "帐号",    "用户",   "客户",     "会员"};
/* What they last answered: STOP, 退订. */
static const char *const replies[] = {"reply",           "replied", "last_message_received",
                                      "inbound_message", "回复",    "上行"};
/* Of what is bought or of a page, and no word on advertising. */
static const char *const others[] = {"cookie",
                                     "cookies",
                                     "plan",
                                     "paid",
                                     "premium",
                                     "terms",
                                     "privacy",
                                     "order",
                                     "orders",
                                     "pedido",
                                     "pedidos",
                                     "bestellung",
                                     "commande",
                                     "ordine",
                                     "siparis",
                                     "returns",
                                     "cod",
                                     "payment",
                                     "count",
                                     "rate",
                                     "total",
                                     "number",
                                     "last",
                                     "first",
                                     "sent",
                                     "opened",
                                     "opens",
                                     "clicked",
                                     "clicks",
                                     "delivered",
                                     "spend",
                                     "cost",
                                     "revenue",
                                     "score",
                                     "amount",
                                     "balance",
                                     "次数",
                                     "数量",
                                     "订单",
                                     "退货",
                                     "商品",
                                     "点击",
                                     "打开",
                                     "花费",
                                     "金额",
                                     "offers_accepted",
                                     "offers_allowed",
                                     "promotions_accepted",
                                     "promos_accepted",
                                     "campaigns_accepted",
                                     "messages_accepted",
                                     "card",
                                     "cards",
                                     "returns",
                                     "login",
                                     "logins",
                                     "permission_level",
                                     "卡",
                                     "calls_accepted",
                                     "num",
                                     "nr"};

#define HAS HL_WORDS_HAS
#define IS  HL_WORDS_IS

static unsigned channels_of(const char *name)
{
    unsigned of = hl_config__abroad_mails(name) ? HL_CONSENT_EMAIL : 0;
    for (size_t i = 0; i < sizeof channels / sizeof channels[0]; i++)
        if (hl_config__has_any(name, channels[i].words, WORDS))
            of |= channels[i].channel;
    return of;
}

unsigned hl_config__consent_channel(const char *channel)
{
    char name[HL_WORDS_ROOM];
    size_t length = channel == NULL ? 0 : strlen(channel);
    if (length == 0 || length > HL_WORDS_LONGEST)
        return 0;
    static const char *const phones[] = {"phone", "telephone", "tel", "telefon", "telefono"};
    hl_config__part_name(channel, length, name);
    return channels_of(name) | (HAS(name, phones) ? HL_CONSENT_CALL : 0U);
}

/* "Accepts Email Marketing", "email_subscribe", "是否接收短信". */
static bool permits(const char *name, unsigned of)
{
    bool agrees = HAS(name, agreeing) || HAS(name, agreeing_more);
    bool advertises = HAS(name, advertising) || of != 0;
    bool of_both = HAS(name, statuses) && (HAS(name, promoting) || HAS(name, whole_consents));
    return (agrees && advertises) || HAS(name, consents) || IS(name, whole_consents) || of_both ||
           ((of != 0 || HAS(name, messaging)) && HAS(name, promoting));
}

bool hl_config__consent_holds(const char *text)
{
    char name[HL_WORDS_ROOM];
    size_t length = strlen(text);
    if (length == 0 || length > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(text, length, name);
    return channels_of(name) != 0 || HAS(name, advertising) || HAS(name, agreeing) ||
           HAS(name, agreeing_more) || HAS(name, messaging) || hl_config__has_word(name, "gdpr");
}

/* Whether messages reach them at all. */
static bool reaches(const char *name, hl_consent_name *out)
{
    unsigned by = 0;
    switch (hl_config__reach_name(name, &by)) {
    case HL_REACH_BROKEN:
        *out = (hl_consent_name){HL_CONSENT_REFUSES, true, false, by, false};
        return true;
    case HL_REACH_GOOD:
        *out = (hl_consent_name){HL_CONSENT_PERMITS, true, false, by, false};
        return true;
    case HL_REACH_CHECKED:
        *out = (hl_consent_name){HL_CONSENT_PERMITS, false, false, by, false};
        return true;
    case HL_REACH_NONE:
        break;
    }
    return false;
}

static bool is_status(const char *name)
{
    return HAS(name, statuses) || hl_config__abroad_is_status(name);
}

/* Of an address or a number, of a relation, of an account; else of anything. */
static hl_consent_name status_of(const char *name, unsigned of, bool other)
{
    static const char *const phones[] = {"phone",  "mobile", "phone_number", "number",   "手机",
                                         "手机号", "号码",   "电话",         "telefono", "telefon"};
    const unsigned written =
        HL_CONSENT_SMS | HL_CONSENT_PUSH | HL_CONSENT_WHATSAPP | HL_CONSENT_WECHAT;
    unsigned scope = of == 0 ? HL_CONSENT_ANY : of;
    if (!other && HAS(name, relations))
        return (hl_consent_name){HL_CONSENT_STATUS, true, other, scope, false};
    if (!other && HAS(name, accounts))
        return (hl_consent_name){HL_CONSENT_ACCOUNT, true, other, scope, false};
    if (!other && of == HL_CONSENT_EMAIL)
        return (hl_consent_name){HL_CONSENT_ADDRESS, true, other, scope, false};
    if ((of == 0 || of == HL_CONSENT_CALL) && HAS(name, phones))
        return (hl_consent_name){HL_CONSENT_ADDRESS, true, false, HL_CONSENT_SMS | HL_CONSENT_CALL,
                                 false};
    return (hl_consent_name){HL_CONSENT_STATUS, !other && (of & written) != 0, other, scope, false};
}

static bool refuses(const char *name)
{
    return HAS(name, refusals) || IS(name, whole_refusals) || hl_config__abroad_refuses(name);
}

static bool may_permit(const char *name)
{
    return HAS(name, perhaps) || hl_config__abroad_may_permit(name);
}

static hl_consent_name called(const char *text, char name[HL_WORDS_ROOM])
{
    hl_consent_name out = {HL_CONSENT_NONE, false, false, 0, false};
    size_t length = strlen(text);
    if (length == 0 || length > HL_WORDS_LONGEST)
        return out;
    hl_config__part_name(text, length, name);
    unsigned of = channels_of(name);
    unsigned scope = of == 0 ? HL_CONSENT_ANY : of;
    bool other = HAS(name, others);
    if (reaches(name, &out))
        return out;
    if (refuses(name))
        return (hl_consent_name){HL_CONSENT_REFUSES, !other, other, scope, false};
    if (!other && (IS(name, whole_consents) || hl_config__abroad_permits(name)))
        return (hl_consent_name){HL_CONSENT_PERMITS, true, other, scope,
                                 false}; /* gdpr, not a farewell */
    if (hl_config__is_farewell(text))
        return (hl_consent_name){HL_CONSENT_REFUSES, false, other, scope, false};
    if (!other && IS(name, friends))
        return (hl_consent_name){HL_CONSENT_PERMITS, true, other, HL_CONSENT_WECHAT, false};
    if (HAS(name, replies))
        return (hl_consent_name){HL_CONSENT_STATUS, true, false, scope, false};
    if (!other && permits(name, of))
        return (hl_consent_name){HL_CONSENT_PERMITS, true, other, scope, false};
    out = is_status(name) ? status_of(name, of, other) : out;
    if (!out.plain && !other && may_permit(name))
        return (hl_consent_name){HL_CONSENT_PERMITS, false, other, scope, false};
    return out;
}

hl_consent_name hl_config__consent_name(const char *text)
{
    static const char *const reasons[] = {"reason", "reasons", "原因", "grund",
                                          "motif",  "motivo",  "理由", "사유"};
    char name[HL_WORDS_ROOM] = "";
    hl_consent_name out = called(text, name);
    out.reason = out.is == HL_CONSENT_REFUSES && HAS(name, reasons);
    return out;
}
