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
    {"email_subscribe", "unsubscribed", true, HL_CONSENT_SAYS_NO},
    {"email_subscribe", "opted_in", true, HL_CONSENT_SAYS_YES},
    {"Email Marketing Status", "Unsubscribed", true, HL_CONSENT_SAYS_NO},
    {"Email Marketing Consent", "NEVER SUBSCRIBED", true, HL_CONSENT_SAYS_NO},
    {"consent", "UNSUBSCRIBED", true, HL_CONSENT_SAYS_NO},
    {"opted_out", "true", true, HL_CONSENT_SAYS_NO},
    {"opted_out", "false", true, HL_CONSENT_SAYS_YES},
    {"opted_out", "opted_out", true, HL_CONSENT_SAYS_NO},
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
    {"status", "unsubscribed", false, HL_CONSENT_SAYS_NO},
    {"status", "inactive", false, HL_CONSENT_SAYS_ELSE},
    {"标签", "退订客户", false, HL_CONSENT_SAYS_NO},
    {"opt_in", "pending", true, HL_CONSENT_SAYS_ELSE},
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
    static const char *const others[] = {
        "cookie_consent", "accepts_returns",   "city",        "orders", "email",
        "may_emails",     "paid_subscription", "accepts_cod", "zone",   "可用积分"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (hl_config__consent_name(others[i]).is != HL_CONSENT_NONE)
            fail_msg("'%s' is taken for a consent", others[i]);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_names_and_values_say),
        cmocka_unit_test(names_of_something_else),
        cmocka_unit_test(a_channel_is_that_of_its_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
