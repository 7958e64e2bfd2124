/* What values of such attributes say: Klaviyo (NEVER_SUBSCRIBED), Braze (opted_in), Mailchimp
 * (cleaned), tables with gaps (1.0), Chinese shops (否, 已退订). */
#include <string.h>

#include "base/moment.h"
#include "base/written_number.h"
#include "config/consent_abroad.h"
#include "config/consent_words.h"
#include "config/name_words.h"
#include "config/reach_words.h"

#define IS HL_WORDS_IS

static const char *const yes[] = {
    "yes",    "y",       "true",   "t",         "1",        "on",         "x",
    "ja",     "oui",     "si",     "sí",        "sim",      "subscribed", "opted_in",
    "opt_in", "granted", "given",  "confirmed", "accepted", "enabled",    "allowed",
    "active", "agreed",  "agree",  "consented", "consent",  "tak",        "evet",
    "да",     "✓",       "✔",      "☑",         "可",       "可以",       "愿意",
    "已同意", "已授权",  "确认",   "同意接收",  "是",       "有",         "同意",
    "接收",   "接受",    "已订阅", "订阅",      "开启",     "已开启",     "允许",
    "√",      "はい"};
static const char *const no[] = {"撤回",
                                 "撤销",
                                 "已撤销",
                                 "no",
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
                                 "expired",
                                 "lapsed",
                                 "已过期",
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
                                 "not_interested",
                                 "not_agreed",
                                 "not_accepted",
                                 "not_allowed",
                                 "not_consented",
                                 "not_marketable",
                                 "non_subscribed",
                                 "nonsubscribed",
                                 "non_marketing_contact",
                                 "objected",
                                 "objection",
                                 "forbidden",
                                 "prohibited",
                                 "stop",
                                 "stopped",
                                 "unwanted",
                                 "unsub",
                                 "opted_off",
                                 "erased",
                                 "nie",
                                 "nej",
                                 "nee",
                                 "否",
                                 "×",
                                 "✗",
                                 "✘",
                                 "❌",
                                 "不",
                                 "不可",
                                 "不要",
                                 "不想",
                                 "不需要",
                                 "不希望",
                                 "不愿",
                                 "禁止",
                                 "反对",
                                 "已撤回",
                                 "已拒绝",
                                 "已拒收",
                                 "已屏蔽",
                                 "屏蔽",
                                 "未开启",
                                 "未勾选",
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
static const char *const left[] = {"unsubscribed",
                                   "unsubscribe",
                                   "opted_out",
                                   "opt_out",
                                   "optout",
                                   "do_not_contact",
                                   "do_not_disturb",
                                   "do_not_email",
                                   "do_not_call",
                                   "do_not_text",
                                   "dnc",
                                   "dnd",
                                   "no_marketing",
                                   "suppressed",
                                   "blacklisted",
                                   "blacklist",
                                   "blocklisted",
                                   "cleaned",
                                   "complained",
                                   "spam_complaint",
                                   "unfriended",
                                   "unfollowed",
                                   "friend_deleted",
                                   "deceased",
                                   "unconfirmed",
                                   "opt_in_pending",
                                   "double_opt_in_pending",
                                   "pending_opt_in",
                                   "pending_double_opt_in",
                                   "no_contact",
                                   "please_do_not_contact",
                                   "dont_contact",
                                   "don_t_contact",
                                   "do_not_message",
                                   "请勿打扰",
                                   "勿打扰",
                                   "不要打扰",
                                   "别打扰",
                                   "请勿联系",
                                   "勿联系",
                                   "不要联系",
                                   "别联系",
                                   "拒绝联系",
                                   "请勿营销",
                                   "勿扰客户",
                                   "gdpr_erased",
                                   "gdpr_deleted",
                                   "已退订",
                                   "退订",
                                   "退订客户",
                                   "退订用户",
                                   "拉黑",
                                   "已拉黑",
                                   "被拉黑",
                                   "黑名单",
                                   "黑名单客户",
                                   "黑名单用户",
                                   "免打扰",
                                   "免打扰客户",
                                   "勿扰",
                                   "拒收",
                                   "已拒收",
                                   "拒绝营销",
                                   "已取关",
                                   "取关",
                                   "取消关注",
                                   "已取消关注",
                                   "已删除好友",
                                   "删除好友",
                                   "已注销",
                                   "注销"};
/* What a status says of that, beside. */
static const char *const gone[] = {
    "deleted",    "removed", "blocked",    "unfollow",    "unfriend", "erased",
    "anonymized", "left",    "not_friend", "not_friends", "已删除",   "被删除",
    "已被删除",   "删除",    "非好友",     "已删好友",    "好友已删", "单向删除",
    "单删",       "屏蔽",    "已屏蔽",     "已流失"};

/* And of an account, which churned customers have: they are to be won back. */
static const char *const closed[] = {"deleted",  "erased", "anonymized", "anonymised", "closed",
                                     "deceased", "已删除", "已注销",     "销户",       "已销户"};
/* An opt-in that nobody has confirmed is none (double opt-in). */
static const char *const open[] = {"pending",
                                   "unconfirmed",
                                   "not_confirmed",
                                   "unverified",
                                   "not_verified",
                                   "awaiting_confirmation",
                                   "awaiting",
                                   "pending_confirmation",
                                   "confirmation_pending",
                                   "confirmation_sent",
                                   "requested",
                                   "待确认",
                                   "未确认",
                                   "待验证",
                                   "未验证"};
/* What people answer in order to get no more, and what a refusal says of itself. */
static const char *const stops[] = {"stop",    "stopall",   "stop_all",   "stopped",   "td",
                                    "unsub",   "opted_off", "objected",   "objection", "withdrawn",
                                    "revoked", "refused",   "complained", "complaint", "spam",
                                    "blocked", "unwanted",  "撤回",       "已撤回",    "已拒绝",
                                    "拒绝",    "屏蔽",      "已屏蔽"};

static const char *const answers[] = {"stop", "stopall", "stop_all", "stopped", "td"};

static hl_consent_answer turned(hl_consent_answer answer, bool turn)
{
    if (!turn || answer == HL_CONSENT_SAYS_ELSE || answer == HL_CONSENT_SAYS_NOTHING)
        return answer;
    return answer == HL_CONSENT_SAYS_YES ? HL_CONSENT_SAYS_NO : HL_CONSENT_SAYS_YES;
}

/* Of a refusal, since when it is, or how often it was said. */
static bool is_instant(const char *text, size_t length)
{
    return hl_base__is_date_like(text, length) ||
           (strspn(text, "0123456789.") == length && strcspn(text, "123456789") < length &&
            (length > 1 || text[0] != '0'));
}

static bool is_status(const hl_consent_name *of)
{
    return of->is == HL_CONSENT_STATUS || of->is == HL_CONSENT_ACCOUNT ||
           of->is == HL_CONSENT_ADDRESS;
}

/* Bytes of the mark between two of a list that stands there; 0: none. */
static size_t parts_tags(const char *text, size_t length)
{
    static const char *const marks[] = {";", "|", ",", "/", "；", "，", "、", "｜"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t mark = strlen(marks[i]);
        if (mark <= length && memcmp(text, marks[i], mark) == 0)
            return mark;
    }
    return 0;
}

static bool says_left(const hl_consent_name *of, const char *word)
{
    if (IS(word, left) || hl_config__abroad_says_left(word))
        return true;
    switch (of->is) {
    case HL_CONSENT_STATUS:
        return (of->plain && (IS(word, gone) || IS(word, answers))) ||
               hl_config__abroad_says_canceled(word);
    case HL_CONSENT_ACCOUNT:
        return IS(word, closed) || hl_config__abroad_says_canceled(word);
    case HL_CONSENT_ADDRESS:
        return (of->channels & HL_CONSENT_EMAIL) != 0 && (IS(word, open) || IS(word, stops));
    case HL_CONSENT_REFUSES:
        return IS(word, stops);
    case HL_CONSENT_NONE:
    case HL_CONSENT_PERMITS:
        break;
    }
    return false;
}

/* Without the point of "Do not contact." */
static const char *trim_marks(char *name)
{
    size_t end = strlen(name);
    while (end > 0 && name[end - 1] == '_')
        name[--end] = '\0';
    return name + strspn(name, "_");
}

/* The channels by which one of "vip;退订客户" says so; a whole value is one too. */
static unsigned left_by(const hl_consent_name *of, const char *text, size_t length)
{
    char name[HL_WORDS_ROOM];
    unsigned address =
        of->channels == HL_CONSENT_ANY || of->is != HL_CONSENT_ADDRESS ? 0 : of->channels;
    unsigned by = 0;
    for (size_t at = 0; at <= length;) {
        size_t end = at;
        while (end < length && parts_tags(text + end, length - end) == 0)
            end++;
        while (at < end && text[at] == ' ')
            at++;
        hl_config__part_name(text + at, end - at, name);
        const char *word = trim_marks(name);
        by |= says_left(of, word) ? of->channels : hl_config__reach_lost(word, address);
        at = end + (end < length ? parts_tags(text + end, length - end) : 1);
    }
    return by;
}

/* As metrics read yes and no: 1, 1.0, TRUE, √. */
static hl_consent_answer bit_says(const char *text, size_t length)
{
    bool bit = false;
    if (hl_base__written_bit(text, length, &bit) != HL_NUMBER_EXACT)
        return HL_CONSENT_SAYS_ELSE;
    return bit ? HL_CONSENT_SAYS_YES : HL_CONSENT_SAYS_NO;
}

static hl_consent_answer word_says(const char *text, size_t length)
{
    char name[HL_WORDS_ROOM];
    hl_config__part_name(text, length, name);
    size_t end = strlen(name);
    if (end > 1 && name[end - 1] == '_')
        name[end - 1] = '\0';
    if (IS(name, no) || IS(name, open) || hl_config__abroad_says_no(name))
        return HL_CONSENT_SAYS_NO;
    return IS(name, yes) || hl_config__abroad_says_yes(name) ? HL_CONSENT_SAYS_YES
                                                             : bit_says(text, length);
}

static hl_consent_answer text_says(const hl_consent_name *of, const char *text, size_t length)
{
    bool refuses = of->is == HL_CONSENT_REFUSES;
    if (hl_base__is_blank(text, length) || hl_base__is_null(text, length))
        return HL_CONSENT_SAYS_NOTHING;
    if (length > HL_WORDS_LONGEST)
        return HL_CONSENT_SAYS_ELSE;
    if (left_by(of, text, length) != 0) /* also of opted_out: opted_out */
        return HL_CONSENT_SAYS_LEFT;
    if (is_status(of))
        return HL_CONSENT_SAYS_ELSE;
    hl_consent_answer says = turned(word_says(text, length), refuses);
    if (says == HL_CONSENT_SAYS_ELSE && refuses && (of->reason || is_instant(text, length)))
        return HL_CONSENT_SAYS_NO;
    return says;
}

static hl_consent_answer list_says(const hl_consent_name *of, const hl_value *list)
{
    hl_consent_answer says = HL_CONSENT_SAYS_NOTHING;
    for (size_t i = 0; i < list->count; i++) {
        hl_consent_answer one = hl_config__consent_answer(of, &list->items[i]);
        if (one == HL_CONSENT_SAYS_NO || one == HL_CONSENT_SAYS_LEFT)
            return one;
        says = one == HL_CONSENT_SAYS_NOTHING ? says : one;
    }
    return says;
}

unsigned hl_config__consent_by(const hl_consent_name *of, const hl_value *value)
{
    unsigned by = 0;
    bool is_text = value->type == HL_VALUE_STRING || value->type == HL_VALUE_UNTYPED;
    if (of->channels != HL_CONSENT_ANY)
        return of->channels;
    for (size_t i = 0; value->type == HL_VALUE_ARRAY && i < value->count; i++)
        by |= hl_config__consent_by(of, &value->items[i]);
    if (is_text && value->length <= HL_WORDS_LONGEST)
        by = left_by(of, value->text, value->length);
    return by == 0 ? of->channels : by;
}

bool hl_config__consent_is_plain(const hl_consent_name *name, hl_consent_answer says)
{
    if (says == HL_CONSENT_SAYS_LEFT)
        return !name->other;
    return says == HL_CONSENT_SAYS_NO && name->plain;
}

hl_consent_answer hl_config__consent_answer(const hl_consent_name *of, const hl_value *value)
{
    bool refuses = of->is == HL_CONSENT_REFUSES;
    switch (value->type) {
    case HL_VALUE_BOOL:
        if (is_status(of))
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
