/* States of messages as senders write them. The words are those of the documentation of Twilio
 * (message status), WhatsApp (statuses webhook), Klaviyo and Braze (events), SendGrid (event
 * webhook), Amazon SES, SMPP 3.4 (message_state), Aliyun SMS and WeCom (group message results). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "config/touch_states.h"

static void assert_all(hl_touch_state is, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hl_config__touch_state(texts[i], strlen(texts[i])) != is)
            fail_msg("'%s' is %d, not %d", texts[i],
                     (int)hl_config__touch_state(texts[i], strlen(texts[i])), (int)is);
}

#define ASSERT_ALL(is, ...)                                                                        \
    do {                                                                                           \
        static const char *const texts[] = {__VA_ARGS__};                                          \
        assert_all(is, texts, sizeof texts / sizeof texts[0]);                                     \
    } while (0)

static void what_failed_in_the_words_of_senders(void **state)
{
    (void)state;
    ASSERT_ALL(HL_TOUCH_STATE_FAILED, "failed", " FAILED ", "Ｆａｉｌｅｄ", "undelivered",
               "bounced", "Bounced Email", "hard_bounce", "soft-bounce", "HardBounce",
               "Dropped Email", "blocked", "dropped", "Skipped: Smart Sending",
               "Failed to Deliver SMS", "users.messages.sms.DeliveryFailure",
               "users.messages.sms.Rejection", "Rendering Failure", "UNDELIV", "REJECTD", "EXPIRED",
               "Failed (30003)", "permanent_failure", "NotSent", "not sent",
               "could not be delivered", "unable to deliver", "not successfully delivered",
               "suppressed", "timeout", "aborted", "fehlgeschlagen", "nicht zugestellt", "échec",
               "non délivré", "送信失敗", "발송실패");
    ASSERT_ALL(HL_TOUCH_STATE_FAILED, "失败", "发送失败", "發送失敗", "发送失败：空号",
               "因客户不是好友导致发送失败", "客户接收已达上限", "未送达", "未发送", "不成功",
               "退信", "被拒收", "黑名单拦截", "号码无效", "已过期", "审核不通过");
    ASSERT_ALL(HL_TOUCH_STATE_FAILED, "error: 10", "error 0x8", "error_code 1", "failed=1",
               "失败数10", "失败：无效号码", "失败：无法送达", "failed: no credit",
               "failed: null pointer", "Failed: 0 credits");
}

static void what_went(void **state)
{
    (void)state;
    ASSERT_ALL(HL_TOUCH_STATE_GOES, "", "NULL", "planned", "sent", "Sending", "queued", "accepted",
               "ENROUTE", "ACCEPTD", "processed", "deferred", "users.messages.email.Send", "OK",
               "not yet sent", "not read", "未读", "未点击", "no error", "0 errors", "not failed",
               "没有失败", "已发送", "发送成功", "待发送", "等待回执", "送信済み");
    ASSERT_ALL(HL_TOUCH_STATE_GOES, "error: 0", "error_code 0 success", "ErrorCode=0", "failed=0",
               "失败数0", "失败:0 成功:1", "失败0条，成功1条", "error: none", "error_message: null",
               "failed: false", "错误：无", "失败数:0，已发送", "failed=0, total=1", "blocked: no");
    ASSERT_ALL(HL_TOUCH_STATE_ARRIVED, "delivered, errors: 0", "已送达 失败0");
    ASSERT_ALL(HL_TOUCH_STATE_ARRIVED, "delivered", "DELIVRD", "read", "Opened Email", "clicked",
               "partially_delivered", "spamreport", "group_unsubscribe", "已送达", "已读", "回复",
               "zugestellt");
    ASSERT_ALL(HL_TOUCH_STATE_CANCELLED, "cancelled", "canceled", "send cancelled", "已取消");
}

static void what_nobody_can_tell(void **state)
{
    (void)state;
    ASSERT_ALL(HL_TOUCH_STATE_UNKNOWN, "2", "0", "-1", "true", "unknown", "delivered: false",
               "draft", "MK:0001", "提交成功，发送失败", "delivered, then failed", "正常");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_failed_in_the_words_of_senders),
        cmocka_unit_test(what_went),
        cmocka_unit_test(what_nobody_can_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
