/* What types of events mean by their words. */
#include "config/event_words.h"

#include "tests/support/check.h"

static void types_mean_what_people_call_them(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        hl_event_sense sense;
        bool farewell;
    } rows[] = {
        {"unsubscribe", HL_EVENT_UNWANTED, true},
        {"Unsubscribed ", HL_EVENT_UNWANTED, true},
        {"email_unsubscribe", HL_EVENT_UNWANTED, true},
        {"emailUnsubscribed", HL_EVENT_UNWANTED, true},
        {"opt-out", HL_EVENT_UNWANTED, true},
        {"Opt Out", HL_EVENT_UNWANTED, true},
        {"optOut", HL_EVENT_UNWANTED, true},
        {"ＢＬＯＣＫ", HL_EVENT_UNWANTED, true},
        {"用户退订", HL_EVENT_UNWANTED, true},
        {"拉黑", HL_EVENT_UNWANTED, true},
        {"Marked Email as Spam", HL_EVENT_UNWANTED, true},
        {"users.messages.email.MarkAsSpam", HL_EVENT_UNWANTED, true},
        {"spammed", HL_EVENT_UNWANTED, true},
        {"del_follow_user", HL_EVENT_UNWANTED, true},
        {"del_external_contact", HL_EVENT_UNWANTED, true},
        {"emailUnSubscribe", HL_EVENT_UNWANTED, true},
        {"email_opt_out", HL_EVENT_UNWANTED, true},
        {"Opted Out of Email", HL_EVENT_UNWANTED, true},
        {"取消订阅", HL_EVENT_UNWANTED, true},
        {"不再接收", HL_EVENT_UNWANTED, true},
        {"拒收", HL_EVENT_UNWANTED, true},
        {"加入黑名单", HL_EVENT_UNWANTED, true},
        {"关闭通知", HL_EVENT_UNWANTED, true},
        {"TD", HL_EVENT_UNWANTED, true},
        {"hard_bounce", HL_EVENT_UNWANTED, true},
        {"account_deleted", HL_EVENT_UNWANTED, true},
        {"gdpr_delete", HL_EVENT_UNWANTED, true},
        {"do-not-contact", HL_EVENT_UNWANTED, true},
        {"leave", HL_EVENT_UNWANTED, true},
        {"leave_review", HL_EVENT_NEUTRAL, false},
        {"spam_check", HL_EVENT_UNWANTED, false},
        {"td_click", HL_EVENT_WANTED, false},
        {"block_rate", HL_EVENT_UNWANTED, false},
        {"orderRefunded", HL_EVENT_UNWANTED, false},
        {"order_refund", HL_EVENT_UNWANTED, false},
        {"退款", HL_EVENT_UNWANTED, false},
        {"not_blocked", HL_EVENT_NEUTRAL, false},
        {"未退订", HL_EVENT_NEUTRAL, false},
        {"unblock", HL_EVENT_NEUTRAL, false},
        {"order", HL_EVENT_WANTED, false},
        {"first_purchase", HL_EVENT_WANTED, false},
        {"下单", HL_EVENT_WANTED, false},
        {"reorder_page", HL_EVENT_NEUTRAL, false},
        {"delivered", HL_EVENT_NEUTRAL, false},
        {"", HL_EVENT_NEUTRAL, false},
        {"_", HL_EVENT_NEUTRAL, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (hl_config__event_sense(rows[i].type) != rows[i].sense)
            fail_msg("%s: another sense", rows[i].type);
        if (hl_config__is_farewell(rows[i].type) != rows[i].farewell)
            fail_msg("%s: farewell or not", rows[i].type);
    }
}

/* What is taken for a coming back and is none sends promotions to people who left. */
static void only_what_says_so_takes_a_farewell_back(void **state)
{
    (void)state;
    static const char *const back[] = {
        "resubscribe",    "Re-Subscribed", "email_opt_in", "optIn",    "unblock",
        "user.unblocked", "subscribe",     "follow",       "重新订阅", "取消拉黑",
        "移出黑名单",     "取消退订",      "关注",         "订阅",     "add_external_contact"};
    static const char *const none[] = {"unsubscribe",  "follow_up", "subscribe_click",
                                       "not_opted_in", "关注商品",  "订阅到期",
                                       "取消订阅",     "取消关注",  "order",
                                       "unfollow",     "opt_out",   "block",
                                       "un_subscribe", "",          "no_longer_subscribed"};
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++)
        if (!hl_config__is_return(back[i]) || hl_config__is_farewell(back[i]))
            fail_msg("%s: a coming back", back[i]);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (hl_config__is_return(none[i]))
            fail_msg("%s: none", none[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(types_mean_what_people_call_them),
                                       cmocka_unit_test(only_what_says_so_takes_a_farewell_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
