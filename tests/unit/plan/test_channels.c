/* Presets of channels: what their files say, and what is said of a file that is none. */
#include <string.h>

#include "hookline/init.h"
#include "plan/channels.h"
#include "tests/support/check.h"

static hl_status read_text(const char *text, hl_arena *arena, hl_channel *out, hl_error *err)
{
    const hl_embedded file = {"x.json", text, strlen(text)};
    hl_problems *problems = hl_problems_new();
    hl_status status = hl_plan__channel_read(&file, arena, problems, out, err);
    hl_problems_free(problems);
    return status;
}

#define HEAD                                                                                       \
    "{\"format\": \"hookline-channel/1\", \"channel\": \"x\", \"kind\": \"sms\", \"title\": "      \
    "{\"en\": \"X\"}, \"rule\": {\"en\": \"none\"}, \"source\": \"none\""

static void every_preset_is_read(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    hl_channels *channels = NULL;
    const char *nearest = NULL;
    if (hl_channels_new(&channels, &err) != HL_OK)
        fail_msg("%s", err.message);
    assert_int_equal(hl_channels_count(channels), 25);
    const hl_channel *france = hl_channels_find(channels, "sms-fr", NULL);
    assert_int_equal(france->classes, 1U << HL_CLASS_PROMOTION);
    /* nights, Sundays, holidays of the law and of the calendar */
    assert_int_equal(france->quiet_count, 4);
    assert_int_equal(france->quiet[1].days, 1U << 6);
    assert_int_equal(france->quiet[2].kind, HL_DAYS_FRENCH);
    assert_int_equal(france->quiet[2].days, 0x7f);
    assert_int_equal(france->quiet[2].to_minutes, 1440);
    assert_int_equal(france->quiet[3].kind, HL_DAYS_FREE);
    assert_int_equal(france->quiet[3].days, 0x1f);
    const hl_channel *session = hl_channels_find(channels, "whatsapp-session", NULL);
    assert_true(session->session.present);
    assert_int_equal(session->session.after, HL_AFTER_MESSAGE);
    assert_int_equal(session->session.count, 0);
    const hl_channel *mass = hl_channels_find(channels, "wecom-mass", NULL);
    assert_int_equal(mass->classes, 7);
    assert_true(mass->confirm && mass->verified && !mass->legal);
    assert_int_equal(mass->caps[0].count, HL_CAP_MONTH_DAYS);
    assert_null(mass->effective_from);
    assert_null(hl_channels_find(channels, "sms-uss", &nearest));
    assert_string_equal(nearest, "sms-us");
    hl_channels_free(channels);
}

static void what_a_file_leaves_out_has_its_default(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_channel channel;
    assert_int_equal(read_text(HEAD "}", &arena, &channel, NULL), HL_OK);
    assert_int_equal(channel.classes, 7);
    assert_int_equal(channel.cap_count, 0);
    assert_int_equal(channel.quiet_count, 0);
    assert_false(channel.session.present);
    assert_false(channel.legal || channel.confirm || channel.verified);
    hl_base__arena_free(&arena);
}

static void a_file_that_is_no_preset_says_where(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } bad[] = {
        {"{\"format\": \"hookline-channel/1\"}", "needs the key"},
        {HEAD ", \"cap\": []}", "there is no key 'cap'; did you mean 'caps'?"},
        {HEAD ", \"classes\": [\"promotional\"]}", "promotion"},
        {HEAD ", \"quiet_hours\": [{\"days\": \"mon\", \"from\": \"09:00\", \"to\": \"09:00\"}]}",
         "the window starts when it ends"},
        {HEAD ", \"caps\": [{\"scope\": \"user\", \"count\": 1}]}", "either 'per' or 'calendar'"},
        {HEAD ", \"session\": {\"after\": \"message\"}}", "a session needs the key 'within'"},
        {HEAD ", \"effective_from\": \"soon\"}", "'soon' is no date"},
        {"[]", "this is an array"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        hl_arena arena = {0};
        hl_channel channel;
        hl_error err = HL_ERROR_INIT;
        assert_int_equal(read_text(bad[i].text, &arena, &channel, &err), HL_REJECTED);
        if (strncmp(err.message, "x.json:1:", 9) != 0 || strstr(err.message, bad[i].says) == NULL)
            fail_msg("%s\nsays: %s", bad[i].text, err.message);
        hl_base__arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_preset_is_read),
        cmocka_unit_test(what_a_file_leaves_out_has_its_default),
        cmocka_unit_test(a_file_that_is_no_preset_says_where),
    };
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
