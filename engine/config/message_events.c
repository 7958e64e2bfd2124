#include "config/message_events.h"

#include <stddef.h>
#include <string.h>

#include "config/name_words.h"

static const char *const happens[] = {
    "delivered", "delivery", "click",      "clicks", "clicked", "open",    "opens",
    "opened",    "read",     "seen",       "bounce", "bounced", "bounces", "dropped",
    "defer",     "deferred", "impression", "送达",   "投递",    "点击",    "点开",
    "打开",      "已读",     "阅读",       "退信",   "曝光"};
/* Then it happens to something else. */
static const char *const others[] = {
    "order",   "orders", "purchase", "purchased", "buy",     "pay",     "payment", "checkout",
    "cart",    "parcel", "package",  "shipment",  "goods",   "product", "item",    "page",
    "site",    "web",    "app",      "store",     "account", "banner",  "button",  "menu",
    "session", "card",   "订单",     "支付",      "购物车",  "包裹",    "商品",    "页面",
    "网站",    "小程序", "店铺",     "应用",      "开户",    "物流",    "按钮"};

static bool has_any(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hl_config__has_word(name, words[i]))
            return true;
    return false;
}

bool hl_config__is_of_message(const char *type)
{
    char name[HL_WORDS_ROOM];
    size_t length = strlen(type);
    if (length == 0 || length > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(type, length, name);
    return has_any(name, happens, sizeof happens / sizeof happens[0]) &&
           !has_any(name, others, sizeof others / sizeof others[0]);
}
