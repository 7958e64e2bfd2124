/* Types of events that are messages of the user. */
#include "config/reply_words.h"

#include "tests/support/check.h"

static void messages_of_the_user_are_replies(void **state)
{
    static const char *const replies[] = {"reply",           "Replied",          "REPLY",
                                          "message",         "inbound",          "inbound_message",
                                          "answered",        "incoming.message", "sms_reply",
                                          "messageReceived", "customer_message", "回复",
                                          "客户回复",        "用户消息",         "MO"};
    (void)state;
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++)
        if (!hl_config__is_reply(replies[i]))
            fail_msg("'%s' is no reply", replies[i]);
}

static void what_we_say_is_none(void **state)
{
    static const char *const others[] = {"",
                                         "no_reply",
                                         "not_replied",
                                         "auto_reply",
                                         "agent_reply",
                                         "reply_sent",
                                         "message_sent",
                                         "message_delivered",
                                         "click",
                                         "order",
                                         "未回复",
                                         "客服回复",
                                         "自动回复",
                                         "delivered",
                                         "reply_failed",
                                         "quick_reply_button",
                                         "survey_answered",
                                         "unsubscribe"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (hl_config__is_reply(others[i]))
            fail_msg("'%s' is taken for a reply", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_of_the_user_are_replies),
        cmocka_unit_test(what_we_say_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
