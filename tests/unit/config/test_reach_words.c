/* Attributes that say whether messages reach a user, and by which channels they do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "config/consent_words.h"
#include "config/reach_words.h"

static hl_value text(const char *words)
{
    return (hl_value){.type = HL_VALUE_UNTYPED, .text = words, .length = strlen(words)};
}

static const struct {
    const char *name, *value;
} lost[] = {
    {"bounced", "true"},
    {"bounced", "1"},
    {"email_bounced", "1"},
    {"hard_bounce", "true"},
    {"hard_bounced", "1"},
    {"hs_email_hard_bounce_reason", "unknown user"},
    {"email_status", "bounced"},
    {"email_status", "hard bounce"},
    {"email_status", "Hard Bounced"},
    {"email_status", "invalid"},
    {"email_status", "undeliverable"},
    {"email_valid", "false"},
    {"email_is_valid", "0"},
    {"valid_email", "no"},
    {"phone_valid", "false"},
    {"invalid_number", "1"},
    {"invalid_phone", "true"},
    {"phone_status", "invalid"},
    {"number_status", "空号"},
    {"手机号状态", "空号"},
    {"是否空号", "是"},
    {"无效号码", "1"},
    {"invalid_email", "yes"},
    {"undeliverable", "true"},
    {"Contact Status", "Bounced"},
};

static void what_cannot_arrive_is_not_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
        hl_consent_name name = hl_config__consent_name(lost[i].name);
        const hl_value value = text(lost[i].value);
        if (name.is == HL_CONSENT_NONE ||
            !hl_config__consent_is_plain(&name, hl_config__consent_answer(&name, &value)))
            fail_msg("'%s': '%s' forbids nothing", lost[i].name, lost[i].value);
    }
}

/* A mail that bounced says nothing of the phone, nor a dead number of mail. */
static void by_its_own_channels(void **state)
{
    const int phone = HL_CONSENT_SMS | HL_CONSENT_CALL;
    const hl_value bounced = text("bounced");
    const hl_value dead = text("空号");
    const hl_value both = text("bounced;unsubscribed");
    hl_consent_name status = hl_config__consent_name("status");
    (void)state;
    assert_int_equal(hl_config__consent_name("bounced").channels, HL_CONSENT_EMAIL);
    assert_int_equal(hl_config__consent_name("是否空号").channels, phone);
    assert_int_equal(hl_config__consent_by(&status, &bounced), HL_CONSENT_EMAIL);
    assert_int_equal(hl_config__consent_by(&status, &dead), phone);
    assert_int_equal(hl_config__consent_by(&status, &both), HL_CONSENT_EMAIL | HL_CONSENT_ANY);
}

static void counts_and_checks_are_none(void **state)
{
    unsigned channels = 0;
    (void)state;
    assert_int_equal(hl_config__reach_name("bounce_rate", &channels), HL_REACH_NONE);
    assert_int_equal(hl_config__reach_name("soft_bounced", &channels), HL_REACH_NONE);
    assert_int_equal(hl_config__reach_name("session_bounced", &channels), HL_REACH_NONE);
    assert_int_equal(hl_config__reach_name("email_verified", &channels), HL_REACH_CHECKED);
    assert_int_equal(hl_config__reach_lost("invalid", 0), 0);
    assert_int_equal(hl_config__reach_lost("invalid", HL_CONSENT_SMS), HL_CONSENT_SMS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_arrive_is_not_sent),
        cmocka_unit_test(by_its_own_channels),
        cmocka_unit_test(counts_and_checks_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
