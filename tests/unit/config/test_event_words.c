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
    static const char *const back[] = {"resubscribe",  "Re-Subscribed",
                                       "email_opt_in", "optIn",
                                       "unblock",      "user.unblocked",
                                       "subscribe",    "follow",
                                       "重新订阅",     "取消拉黑",
                                       "opt_in=true",  "resubscribe: 1",
                                       "Opt-In: yes",  "sms_opt_in confirmed",
                                       "重新订阅:是",  "unsubscribe_cancelled",
                                       "取消拉黑通知", "移出黑名单",
                                       "取消退订",     "关注",
                                       "订阅",         "add_external_contact"};
    static const char *const none[] = {"unsubscribe",
                                       "follow_up",
                                       "subscribe_click",
                                       "not_opted_in",
                                       "关注商品",
                                       "订阅到期",
                                       "取消订阅",
                                       "取消关注",
                                       "order",
                                       "unfollow",
                                       "opt_out",
                                       "block",
                                       "un_subscribe",
                                       "",
                                       "no_longer_subscribed",
                                       "opt_in=false",
                                       "opt_in: no",
                                       "resubscribe=0",
                                       "opt_in_reminder",
                                       "resubscribe offer",
                                       "重新订阅提醒",
                                       "重新订阅:否",
                                       "optin_campaign",
                                       "resubscribe_link_clicked",
                                       "optInInvitation",
                                       "unblock cancelled",
                                       "opt-in: off"};
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++)
        if (!hl_config__is_return(back[i]) || hl_config__is_farewell(back[i]))
            fail_msg("%s: a coming back", back[i]);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (hl_config__is_return(none[i]))
            fail_msg("%s: none", none[i]);
}

/* What stands beside the word says whether it was said: a negation directly before it, that it was
 * taken back or dealt with, that it is of a page or of a thing. A reason behind it does not. */
static void a_farewell_is_what_nothing_beside_it_makes_none(void **state)
{
    (void)state;
    static const char *const said[] = {"unsubscribe",
                                       "Unsubscribed from Email Marketing",
                                       "Unsubscribed from List",
                                       "Received STOP",
                                       "sms_stop",
                                       "STOP received",
                                       "consent_withdrawn",
                                       "Consent Revoked",
                                       "marketing_consent_denied",
                                       "Désabonnement",
                                       "désinscription",
                                       "Abmeldung",
                                       "Newsletter abgemeldet",
                                       "Abbestellt",
                                       "group_unsubscribe",
                                       "SpamComplaint",
                                       "customers/redact",
                                       "customers/delete",
                                       "Customer Deleted",
                                       "退会",
                                       "不再订阅",
                                       "不接收营销",
                                       "不同意接收",
                                       "退订-不感兴趣",
                                       "无理由退订",
                                       "投诉：不发货",
                                       "Unsubscribed - not interested",
                                       "unsubscribe: no longer interested",
                                       "unsubscribe_no_interest",
                                       "拉黑_无兴趣",
                                       "subscription_state_unsubscribed",
                                       "回复TD",
                                       "TD退订",
                                       "回T",
                                       "回复T退订",
                                       "user_preferences_stop",
                                       "Opted-out of SMS",
                                       "UNSUBSCRIBE_ALL",
                                       "bot_blocked",
                                       "Blocked bot",
                                       "user_blocked",
                                       "blocked_by_user",
                                       "contact_blocked",
                                       "客户拉黑",
                                       "客户删除员工",
                                       "被客户删除",
                                       "单向删除",
                                       "friend_deleted",
                                       "delete_friend",
                                       "friend_removed",
                                       "unfriended",
                                       "Left group",
                                       "leave_group",
                                       "退出群聊",
                                       "退出社群",
                                       "unsubscribed/removed",
                                       "account_closed_unsubscribed",
                                       "unsubscribed_cancelled",
                                       "退订/取消订阅",
                                       "退订已处理",
                                       "退订商品推荐",
                                       "unsubscribe_link_clicked",
                                       "unsubscribe_page_submitted",
                                       "unfollow_brand",
                                       "取消关注店铺",
                                       "会员卡注销",
                                       "unsubscribed, not removed from list",
                                       "客户Unsubscribe",
                                       "withdrew consent",
                                       "gdpr_consent_withdrawn",
                                       "不想要了，退订",
                                       "没兴趣-退订",
                                       "no_reason_unsubscribe"};
    static const char *const none[] = {"gdpr_consent_given",
                                       "GDPR accepted",
                                       "gdpr_consent",
                                       "complaint_resolved",
                                       "Complaint Closed",
                                       "complaint was resolved",
                                       "投诉已解决",
                                       "投诉处理完成",
                                       "撤销投诉",
                                       "取消投诉",
                                       "投诉撤销",
                                       "移除黑名单",
                                       "黑名单移除",
                                       "Removed from blacklist",
                                       "Removed from the blacklist",
                                       "blacklist_removed",
                                       "dnc_removed",
                                       "Suppressed Removed",
                                       "unsuppressed",
                                       "取消拒收",
                                       "unsubscribe_cancelled",
                                       "unsubscribe_page_view",
                                       "Viewed unsubscribe page",
                                       "Viewed the unsubscribe page",
                                       "opt_out_survey_shown",
                                       "订单退订",
                                       "酒店退订",
                                       "门票退订",
                                       "取消关注商品",
                                       "Unfollowed product",
                                       "注销登录",
                                       "购物卡注销",
                                       "屏蔽词触发",
                                       "退订挽留页浏览",
                                       "浏览退订页",
                                       "not_unsubscribed",
                                       "not yet unsubscribed",
                                       "never_unsubscribed",
                                       "未被拉黑",
                                       "没有投诉",
                                       "尚未退订",
                                       "非投诉",
                                       "blocked_slot",
                                       "cookie_consent_denied",
                                       "召回T恤",
                                       "page_blocked",
                                       "拉黑解除",
                                       "refund_request",
                                       "debloc",
                                       "abmeldungen_x"};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (!hl_config__is_farewell(said[i]))
            fail_msg("%s: a farewell", said[i]);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (hl_config__is_farewell(none[i]))
            fail_msg("%s: no farewell", none[i]);
}

static void who_adds_or_consents_again_has_come_back(void **state)
{
    (void)state;
    static const char *const back[] = {"Subscribed to Email Marketing",
                                       "Subscribed to List",
                                       "Subscribed to SMS Marketing",
                                       "Consented to Receive SMS",
                                       "friend_added",
                                       "add_friend",
                                       "add_half_external_contact",
                                       "加好友",
                                       "重新添加好友",
                                       "再次关注",
                                       "恢复关注",
                                       "关注公众号",
                                       "通过好友申请",
                                       "重新入群",
                                       "email_subscribe",
                                       "newsletter_signup",
                                       "newsletter_subscribed",
                                       "marketing_consent_granted",
                                       "user_preferences_resume",
                                       "移除黑名单",
                                       "黑名单移除",
                                       "取消拒收",
                                       "unsubscribe_cancelled",
                                       "re-opt-in",
                                       "double_opt_in_confirmed",
                                       "Opted In to SMS"};
    static const char *const none[] = {"friend_added_failed",
                                       "加好友失败",
                                       "申请加好友",
                                       "opt_in_form_viewed",
                                       "opt_in_requested",
                                       "double_opt_in_email_sent",
                                       "resubscribe_page_view",
                                       "Subscribed to Back in Stock",
                                       "consent_given",
                                       "cookie_consent_granted",
                                       "gdpr_consent_given",
                                       "complaint_resolved",
                                       "投诉已解决",
                                       "start",
                                       "Anmeldung",
                                       "contact_created",
                                       "not_resubscribed",
                                       "未重新订阅",
                                       "added_to_cart",
                                       "消息订阅",
                                       "退订/取消订阅",
                                       "marketing_consent_denied",
                                       "consent_declined",
                                       "dnc_removed"};
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++)
        if (!hl_config__is_return(back[i]))
            fail_msg("%s: a coming back", back[i]);
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++)
        if (hl_config__is_farewell(back[i]))
            fail_msg("%s: no farewell", back[i]);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (hl_config__is_return(none[i]))
            fail_msg("%s: no coming back", none[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_mean_what_people_call_them),
        cmocka_unit_test(only_what_says_so_takes_a_farewell_back),
        cmocka_unit_test(a_farewell_is_what_nothing_beside_it_makes_none),
        cmocka_unit_test(who_adds_or_consents_again_has_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
