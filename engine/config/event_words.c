#include "config/event_words.h"

#include <stddef.h>
#include <string.h>

#include "base/spelling.h"

enum { WORDS = 24, LONGEST = 200, ROOM = HL_FOLDED(2 * LONGEST) };

typedef enum relation { GOES_ON, ENDS, BEGINS_ANEW } relation;

/* Rows of words by what they mean; the first row that has one of the type's words is meant. A word
 * of ASCII, or several with _ between, stands between the separators of a name, or is the
 * whole name without them; others stand anywhere in it, as Chinese separates none. */
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
     {"取消退订", "撤销退订", "取消拉黑", "解除拉黑", "取消屏蔽", "解除屏蔽", "移出黑名单",
      "取消免打扰", "解除免打扰", "关闭免打扰"}},
    {HL_EVENT_UNWANTED,
     ENDS,
     false,
     {"do_not_contact", "do_not_email", "do_not_disturb", "no_longer_subscribed", "un_subscribe",
      "un_subscribed", "不再接收", "不想收到", "不要再发", "免打扰"}},
    {HL_EVENT_NEUTRAL,
     GOES_ON,
     false,
     {"not", "no", "non", "never", "without", "un", "undo", "未", "没有", "无", "非", "不"}},
    {HL_EVENT_UNWANTED, ENDS, false, {"unsubscribe", "unsubscribed", "unsub",        "optout",
                                      "optedout",    "unfollow",     "unfollowed",   "complaint",
                                      "complaints",  "spamreport",   "donotcontact", "donotemail",
                                      "dnc",         "suppressed",   "blacklist",    "blacklisted",
                                      "退订",        "拉黑",         "投诉",         "取消关注",
                                      "取关",        "屏蔽",         "退群"}},
    {HL_EVENT_UNWANTED,
     ENDS,
     false,
     {"opt_out", "opted_out", "as_spam", "spammed", "hard_bounce", "hard_bounced", "del_follow",
      "del_external", "user_deleted", "account_deleted", "deleted_account", "gdpr", "取消订阅",
      "拒收", "黑名单", "关闭通知", "删除好友", "注销"}},
    {HL_EVENT_UNWANTED,
     ENDS,
     true,
     {"block", "blocked", "blocks", "leave", "left", "stop", "td", "spam", "complain", "complained",
      "unsubscribes"}},
    {HL_EVENT_UNWANTED,
     GOES_ON,
     false,
     {"block",        "blocked", "blocks", "refund",  "refunds",   "refunded",   "complain",
      "complained",   "spam",    "churn",  "churned", "uninstall", "chargeback", "uninstalled",
      "unsubscribes", "退款",    "退货",   "卸载",    "流失",      "举报",       "差评"}},
    {HL_EVENT_WANTED, GOES_ON, false, {"order",     "orders",  "ordered", "purchase",   "purchases",
                                       "purchased", "buy",     "bought",  "paid",       "pay",
                                       "payment",   "revenue", "gmv",     "click",      "clicks",
                                       "clicked",   "reply",   "replied", "conversion", "converted",
                                       "下单",      "购买",    "支付",    "点击"}},
    {HL_EVENT_NEUTRAL,
     BEGINS_ANEW,
     false,
     {"resubscribe", "resubscribed", "re_subscribe", "re_subscribed", "resubscription", "opt_in",
      "opted_in", "optin", "optedin", "unblock", "unblocked", "refollow", "refollowed",
      "add_external", "重新订阅", "恢复订阅", "重新关注", "恢复接收", "同意接收"}},
    {HL_EVENT_NEUTRAL,
     BEGINS_ANEW,
     true,
     {"subscribe", "subscribed", "follow", "followed", "rejoin", "rejoined", "订阅", "关注",
      "开启通知", "添加好友"}},
};

static bool is_separator(char c)
{
    return c != '\0' && strchr(" _-.:/", c) != NULL;
}

static bool is_part(const char *name, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(name, word); at != NULL; at = strstr(at + 1, word)) {
        char after = at[length];
        if ((unsigned char)word[0] >= 0x80)
            return true;
        if ((at == name || is_separator(at[-1])) && (after == '\0' || is_separator(after)))
            return true;
    }
    return false;
}

/* "orderRefunded" is two words. */
static size_t part_words(const char *type, char out[2 * LONGEST])
{
    size_t to = 0;
    for (size_t i = 0; type[i] != '\0'; i++) {
        bool starts = type[i] >= 'A' && type[i] <= 'Z' && i > 0;
        if (starts && type[i - 1] >= 'a' && type[i - 1] <= 'z')
            out[to++] = '_';
        out[to++] = type[i];
    }
    return to;
}

static void underscore(char *name)
{
    for (; *name != '\0'; name++)
        if (is_separator(*name))
            *name = '_';
}

static void join(const char *name, char out[ROOM])
{
    size_t to = 0;
    for (; *name != '\0'; name++)
        if (!is_separator(*name))
            out[to++] = *name;
    out[to] = '\0';
}

static bool has_word(const meaning *m, const char *name, const char *joined)
{
    for (size_t i = 0; i < WORDS && m->words[i] != NULL; i++) {
        bool negates = m->sense == HL_EVENT_NEUTRAL && m->is == GOES_ON;
        if ((!negates && strcmp(joined, m->words[i]) == 0) ||
            (!m->alone && is_part(name, m->words[i])))
            return true;
    }
    return false;
}

static const meaning *meaning_of(const char *type)
{
    char parted[2 * LONGEST];
    char name[ROOM];
    char joined[ROOM];
    if (strlen(type) > LONGEST)
        return &nothing;
    (void)hl_base__fold(parted, part_words(type, parted), name);
    underscore(name);
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

bool hl_config__is_return(const char *type)
{
    return meaning_of(type)->is == BEGINS_ANEW;
}
