/* What happens to a message, and what a customer does. */
#include "config/message_events.h"
#include "tests/support/check.h"

static void test_of_a_message(void **state)
{
    (void)state;
    static const char *const types[] = {"delivered", "click",    "Clicked Email", "email_open",
                                        "Opened",    "短信点击", "已读",          "Bounced Email",
                                        "emailRead", "消息打开", "送达"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        assert_true(hl_config__is_of_message(types[i]));
}

static void test_of_the_customer(void **state)
{
    (void)state;
    static const char *const types[] = {"convert",     "purchase",        "Placed Order", "下单",
                                        "unsubscribe", "reply",           "app_open",     "支付",
                                        "reading",     "order_delivered", "page_read",    "",
                                        "订单送达",    "button_click"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        assert_false(hl_config__is_of_message(types[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_a_message),
        cmocka_unit_test(test_of_the_customer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
