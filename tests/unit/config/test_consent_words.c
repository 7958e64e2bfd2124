/* Attributes that say whether users want advertising, as exports of Shopify, Klaviyo, Braze,
 * HubSpot, Salesforce, Mailchimp and Chinese shops call them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "config/consent_words.h"

typedef struct row {
    const char *name, *value;
    bool plain;
    hl_consent_answer says;
} row;

static const row rows[] = {
    {"Accepts Email Marketing", "no", true, HL_CONSENT_SAYS_NO},
    {"accepts_marketing", "yes", true, HL_CONSENT_SAYS_YES},
    {"accepts_marketing", "FALSE", true, HL_CONSENT_SAYS_NO},
    {"email_subscribe", "unsubscribed", true, HL_CONSENT_SAYS_LEFT},
    {"email_subscribe", "opted_in", true, HL_CONSENT_SAYS_YES},
    {"Email Marketing Status", "Unsubscribed", true, HL_CONSENT_SAYS_LEFT},
    {"Email Marketing Consent", "NEVER SUBSCRIBED", true, HL_CONSENT_SAYS_NO},
    {"consent", "UNSUBSCRIBED", true, HL_CONSENT_SAYS_LEFT},
    {"opted_out", "true", true, HL_CONSENT_SAYS_NO},
    {"opted_out", "false", true, HL_CONSENT_SAYS_YES},
    {"opted_out", "opted_out", true, HL_CONSENT_SAYS_LEFT},
    {"opted_out", "", true, HL_CONSENT_SAYS_NOTHING},
    {"HasOptedOutOfEmail", "1", true, HL_CONSENT_SAYS_NO},
    {"hs_email_optout", "0", true, HL_CONSENT_SAYS_YES},
    {"unsubscribed_at", "2026-02-01", true, HL_CONSENT_SAYS_NO},
    {"do_not_contact", "TRUE", true, HL_CONSENT_SAYS_NO},
    {"是否接收营销", "否", true, HL_CONSENT_SAYS_NO},
    {"是否同意接收短信", "是", true, HL_CONSENT_SAYS_YES},
    {"是否退订", "是", true, HL_CONSENT_SAYS_NO},
    {"blocked", "true", true, HL_CONSENT_SAYS_NO},
    {"subscription", "no", false, HL_CONSENT_SAYS_NO},
    {"status", "unsubscribed", false, HL_CONSENT_SAYS_LEFT},
    {"status", "inactive", false, HL_CONSENT_SAYS_ELSE},
    {"标签", "退订客户", false, HL_CONSENT_SAYS_LEFT},
    {"opt_in", "pending", true, HL_CONSENT_SAYS_NO},
    {"opt_in_status", "pending", true, HL_CONSENT_SAYS_NO},
    {"email_status", "pending", true, HL_CONSENT_SAYS_LEFT},
    {"email_status", "valid", true, HL_CONSENT_SAYS_ELSE},
    {"status", "unconfirmed", false, HL_CONSENT_SAYS_LEFT},
    {"objection_to_marketing", "yes", true, HL_CONSENT_SAYS_NO},
    {"consent_withdrawn_at", "2026-01-05", true, HL_CONSENT_SAYS_NO},
    {"spam_complaint", "1", true, HL_CONSENT_SAYS_NO},
    {"spam_complaint", "0", true, HL_CONSENT_SAYS_YES},
    {"sms_opt_out", "STOP", true, HL_CONSENT_SAYS_LEFT},
    {"last_reply", "TD", true, HL_CONSENT_SAYS_LEFT},
    {"last_reply", "thanks", true, HL_CONSENT_SAYS_ELSE},
    {"account_status", "deleted", true, HL_CONSENT_SAYS_LEFT},
    {"客户状态", "已流失", true, HL_CONSENT_SAYS_ELSE},
    {"是否好友", "否", true, HL_CONSENT_SAYS_NO},
    {"备注", "请勿打扰", false, HL_CONSENT_SAYS_LEFT},
    {"备注", "老客户", false, HL_CONSENT_SAYS_ELSE},
    {"notes", "Do not contact.", false, HL_CONSENT_SAYS_LEFT},
    {"consents.email.granted", "false", true, HL_CONSENT_SAYS_NO},
    {"隐私授权", "撤回", true, HL_CONSENT_SAYS_NO},
    /* members of objects, by their path */
    {"marketing.sms", "false", true, HL_CONSENT_SAYS_NO},
    {"consent.state", "UNSUBSCRIBED", true, HL_CONSENT_SAYS_LEFT},
    {"sms_marketing_consent.state", "not_subscribed", true, HL_CONSENT_SAYS_NO},
    {"preferences.promotions", "false", true, HL_CONSENT_SAYS_NO},
    {"notifications.promo", "off", true, HL_CONSENT_SAYS_NO},
    /* states of users */
    {"dnd", "1.0", true, HL_CONSENT_SAYS_NO},
    {"dnd", "0.0", true, HL_CONSENT_SAYS_YES},
    {"deleted", "1", true, HL_CONSENT_SAYS_NO},
    {"deleted", "0", true, HL_CONSENT_SAYS_YES},
    {"deleted_at", "2026-02-01 10:00", true, HL_CONSENT_SAYS_NO},
    {"del_flag", "2", true, HL_CONSENT_SAYS_NO},
    {"friend_status", "deleted", true, HL_CONSENT_SAYS_LEFT},
    {"friend_status", "normal", true, HL_CONSENT_SAYS_ELSE},
    {"好友状态", "已删除", true, HL_CONSENT_SAYS_LEFT},
    {"gdpr", "no", true, HL_CONSENT_SAYS_NO},
    {"gdpr", "yes", true, HL_CONSENT_SAYS_YES},
    {"gdpr", "objected", true, HL_CONSENT_SAYS_NO},
    {"gdpr_erased", "yes", true, HL_CONSENT_SAYS_NO},
    {"是否注销", "是", true, HL_CONSENT_SAYS_NO},
    {"是否接收营销", "✗", true, HL_CONSENT_SAYS_NO},
    {"marketing_status", "no", true, HL_CONSENT_SAYS_NO},
    {"promotional_emails", "no", true, HL_CONSENT_SAYS_NO},
    {"tags", "vip；退订客户", false, HL_CONSENT_SAYS_LEFT},
    {"tags", "vip,new", false, HL_CONSENT_SAYS_ELSE},
    {"order_status", "退订", false, HL_CONSENT_SAYS_LEFT},
};

static hl_consent_answer says(const hl_consent_name *name, const char *text)
{
    const hl_value value = {.type = HL_VALUE_UNTYPED, .text = text, .length = strlen(text)};
    return hl_config__consent_answer(name, &value);
}

static void what_names_and_values_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_consent_name name = hl_config__consent_name(rows[i].name);
        if (name.is == HL_CONSENT_NONE || name.plain != rows[i].plain ||
            says(&name, rows[i].value) != rows[i].says)
            fail_msg("'%s' (%d, plain %d): '%s' says %d", rows[i].name, (int)name.is, name.plain,
                     rows[i].value, (int)says(&name, rows[i].value));
    }
}

static void names_of_something_else(void **state)
{
    static const char *const others[] = {"cookie_consent",
                                         "accepts_returns",
                                         "city",
                                         "orders",
                                         "email",
                                         "may_emails",
                                         "paid_subscription",
                                         "accepts_cod",
                                         "zone",
                                         "可用积分",
                                         "deleted_cards",
                                         "marketing_emails_sent",
                                         "offers_accepted",
                                         "email_ads_clicks",
                                         "language_preference",
                                         "default_address.city",
                                         "settings.theme",
                                         "friend_count",
                                         "utm_source"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (hl_config__consent_name(others[i]).is != HL_CONSENT_NONE)
            fail_msg("'%s' is taken for a consent", others[i]);
}

/* A farewell is one in whatever attribute of the user it stands, but not in one of an order. */
static void what_is_plainly_no(void **state)
{
    (void)state;
    hl_consent_name status = hl_config__consent_name("status");
    hl_consent_name order = hl_config__consent_name("order_status");
    hl_consent_name plan = hl_config__consent_name("subscription");
    assert_true(hl_config__consent_is_plain(&status, says(&status, "unsubscribed")));
    assert_false(hl_config__consent_is_plain(&status, says(&status, "inactive")));
    assert_false(hl_config__consent_is_plain(&order, says(&order, "退订")));
    assert_true(hl_config__consent_is_plain(&plan, says(&plan, "unsubscribed")));
    assert_false(hl_config__consent_is_plain(&plan, says(&plan, "no")));
    assert_true(hl_config__consent_holds("marketing") && hl_config__consent_holds("preferences"));
    assert_false(hl_config__consent_holds("default_address"));
}

static void a_channel_is_that_of_its_attributes(void **state)
{
    (void)state;
    assert_int_equal(hl_config__consent_name("sms_opt_in").channels,
                     hl_config__consent_channel("sms-cn"));
    assert_int_equal(hl_config__consent_name("Accepts Email Marketing").channels,
                     hl_config__consent_channel("email"));
    assert_int_equal(hl_config__consent_name("WeChatConsent").channels,
                     hl_config__consent_channel("wecom"));
    assert_int_equal(hl_config__consent_name("whatsapp_opt_in").channels,
                     hl_config__consent_channel("whatsapp"));
    assert_int_equal(hl_config__consent_name("opt_in").channels, HL_CONSENT_ANY);
    assert_int_equal(hl_config__consent_channel(NULL), 0);
}

/* Ordinary columns of users files: promotions go to whoever has them. */
static const struct {
    const char *name, *value;
} honest[] = {
    {"loyalty_status", "inactive"},
    {"status", "inactive"},
    {"status", "active"},
    {"bounced", "0"},
    {"bounced", "false"},
    {"bounce_rate", "0.2"},
    {"bounce_count", "0"},
    {"bounce_count", "3"},
    {"bounces", "2"},
    {"soft_bounces", "1"},
    {"hard_bounces", "0"},
    {"checks_bounced", "0"},
    {"robinson_list", "0"},
    {"last_name", "Robinson"},
    {"surname", "Robinson"},
    {"city", "Robinson"},
    {"opposition", "0"},
    {"invalid_logins", "3"},
    {"invalid_coupon", "1"},
    {"invalid_number", "0"},
    {"phone_valid", "true"},
    {"email_valid", "1"},
    {"email_verified", "true"},
    {"valid_until", "2026-05-01"},
    {"valid_from", "2026-01-01"},
    {"card_status", "invalid"},
    {"order_status", "cancelled"},
    {"order_status", "cancelado"},
    {"membership", "gold"},
    {"membership_status", "expired"},
    {"subscription_plan", "free"},
    {"plan_status", "cancelled"},
    {"account_status", "active"},
    {"estado", "activo"},
    {"estado", "Baja California"},
    {"estado", "Bahia"},
    {"state", "Baja California"},
    {"city", "Stop"},
    {"city", "La Baja"},
    {"pais", "es"},
    {"baja", "0"},
    {"baja", "no"},
    {"temporada", "baja"},
    {"season", "baja"},
    {"nivel", "baja"},
    {"stock", "baja"},
    {"prioridad", "baja"},
    {"cancelado", "0"},
    {"pedidos_cancelados", "3"},
    {"pedido_cancelado", "1"},
    {"orden_cancelada", "1"},
    {"order_cancelled", "1"},
    {"cancelled_orders", "2"},
    {"cancellations", "1"},
    {"abgemeldet", "0"},
    {"abgemeldet", "nein"},
    {"kuendigung", "0"},
    {"désabonné", "non"},
    {"desabonne", "0"},
    {"配信停止", "0"},
    {"수신거부", "N"},
    {"수신거부", "0"},
    {"수신동의", "Y"},
    {"newsletter", "1"},
    {"newsletter", "yes"},
    {"newsletter", "oui"},
    {"newsletter", "ja"},
    {"newsletters_opened", "0"},
    {"newsletter_clicks", "0"},
    {"newsletter_open_rate", "0"},
    {"iscritto", "si"},
    {"inscrito", "sim"},
    {"inscrito_em", "2025-01-01"},
    {"suppressed", "0"},
    {"suppressed", "false"},
    {"do_not_contact", "no"},
    {"do_not_contact", "false"},
    {"active", "0"},
    {"is_active", "false"},
    {"enabled", "false"},
    {"deleted_items", "3"},
    {"app_deleted", "1"},
    {"stop_id", "88"},
    {"bus_stop", "12"},
    {"last_stop", "Paris"},
    {"text_size", "0"},
    {"texts", "0"},
    {"calls", "0"},
    {"call_count", "0"},
    {"emails_sent", "0"},
    {"push_count", "0"},
    {"sms_cost", "0"},
    {"sms_sent", "0"},
    {"orders", "0"},
    {"revenue", "0"},
    {"paid", "0"},
    {"vip", "no"},
    {"has_app", "0"},
    {"has_children", "no"},
    {"retired", "1"},
    {"employee", "0"},
    {"student", "no"},
    {"permission_level", "0"},
    {"role", "none"},
    {"widerspruch", "nein"},
    {"widerspruch", "0"},
    {"sperre", "nein"},
    {"kategorie", "werbung"},
    {"source", "newsletter"},
    {"utm_medium", "email"},
    {"acquisition", "werbung"},
    {"ret", "0"},
    {"ret_rate", "1"},
    {"return", "1"},
    {"returned", "1"},
    {"izin", "evet"},
    {"subscribed_at", "2025-02-01"},
    {"subscription_date", "2025-02-01"},
    {"opted_in_at", "2025-02-01"},
    {"newsletter_since", "2024-01-01"},
    {"email_domain", "example.com"},
    {"email", "a@b.c"},
    {"phone", "1380000"},
    {"mail", "x@y.z"},
    {"コメント", "なし"},
    {"備考", "停止"},
    {"ステータス", "停止中"},
    {"状态", "停用"},
    {"商品状态", "停止"},
    {"手机号状态", "正常"},
    {"是否空号", "否"},
    {"空号检测", "正常"},
    {"积分状态", "无效"},
    {"optimum", "0"},
    {"option", "no"},
    {"trial_status", "expired"},
    {"notes", "called about bounce castle"},
    {"notes", "text me"},
    {"remark", "stop by on Friday"},
    {"tags", "vip;new"},
    {"tags", "baja-california"},
};

static void honest_columns_forbid_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof honest / sizeof honest[0]; i++) {
        hl_consent_name name = hl_config__consent_name(honest[i].name);
        if (name.is != HL_CONSENT_NONE &&
            hl_config__consent_is_plain(&name, says(&name, honest[i].value)))
            fail_msg("'%s': '%s' forbids advertising", honest[i].name, honest[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_names_and_values_say),
        cmocka_unit_test(names_of_something_else),
        cmocka_unit_test(what_is_plainly_no),
        cmocka_unit_test(honest_columns_forbid_nothing),
        cmocka_unit_test(a_channel_is_that_of_its_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
