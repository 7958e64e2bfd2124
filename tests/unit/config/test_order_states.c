/* States of orders in the words of shops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "config/order_states.h"

static void assert_all(bool undone, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hl_config__is_undone(texts[i], strlen(texts[i])) != undone)
            fail_msg("'%s' should%s be undone", texts[i], undone ? "" : " not");
}

#define ASSERT_ALL(undone, ...)                                                                    \
    do {                                                                                           \
        static const char *const texts[] = {__VA_ARGS__};                                          \
        assert_all(undone, texts, sizeof texts / sizeof texts[0]);                                 \
    } while (0)

static void what_was_undone(void **state)
{
    (void)state;
    ASSERT_ALL(true, "cancelled", "Canceled", "REFUNDED", "partially_refunded", "Voided",
               "wc-refunded", "order_refund", "chargeback", "orderCancelled", "已退款", "部分退款",
               "退款成功", "交易关闭", "已取消", "订单已取消", "storniert");
}

static void what_was_not(void **state)
{
    (void)state;
    ASSERT_ALL(false, "", "paid", "completed", "pending", "shipped", "fulfilled", "not refunded",
               "refund_failed", "no refund", "已支付", "交易成功", "未退款", "无退款", "退款关闭",
               "退款失败", "已发货", "待付款");
}

static void columns_of_states(void **state)
{
    (void)state;
    assert_true(hl_config__names_order_state("order_status"));
    assert_true(hl_config__names_order_state("Financial Status"));
    assert_true(hl_config__names_order_state("orderStatus"));
    assert_true(hl_config__names_order_state("订单状态"));
    assert_true(hl_config__names_order_state("state"));
    assert_false(hl_config__names_order_state("item"));
    assert_false(hl_config__names_order_state("statement"));
    assert_false(hl_config__names_order_state("estate"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_undone),
        cmocka_unit_test(what_was_not),
        cmocka_unit_test(columns_of_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
