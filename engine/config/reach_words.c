/* Names of exports: HubSpot (hs_email_bounce, Invalid email address), Mailchimp (cleaned), Brevo
 * (hardBounces), ZeroBounce (status: invalid), Twilio Lookup (valid), Chinese number checks
 * (空号检测).
 */
#include "config/reach_words.h"

#include "config/consent_words.h"
#include "config/name_words.h"

enum { BY_MAIL = HL_CONSENT_EMAIL, BY_PHONE = HL_CONSENT_SMS | HL_CONSENT_CALL };

static const char *const mail_broken[] = {"hard_bounce",
                                          "hard_bounced",
                                          "hard_bounces",
                                          "hardbounce",
                                          "hardbounced",
                                          "hardbounces",
                                          "email_bounced",
                                          "email_bounce",
                                          "mail_bounced",
                                          "has_bounced",
                                          "is_bounced",
                                          "bounced_at",
                                          "bounced_on",
                                          "bounce_date",
                                          "bounce_reason",
                                          "undeliverable",
                                          "invalid_email",
                                          "email_invalid",
                                          "is_invalid_email",
                                          "invalid_email_address",
                                          "unzustellbar",
                                          "ungültige_email",
                                          "ungueltige_email",
                                          "email_ungültig",
                                          "email_ungueltig",
                                          "email_inválido",
                                          "email_invalido",
                                          "correo_invalido",
                                          "correo_inválido",
                                          "email_invalide",
                                          "adresse_email_invalide",
                                          "退信",
                                          "邮箱无效",
                                          "无效邮箱",
                                          "硬退"};
static const char *const mail_broken_alone[] = {"bounced", "bounce", "rebotado", "退回"};
static const char *const phone_broken[] = {"invalid_number",
                                           "invalid_phone",
                                           "phone_invalid",
                                           "invalid_phone_number",
                                           "number_invalid",
                                           "invalid_mobile",
                                           "mobile_invalid",
                                           "wrong_number",
                                           "dead_number",
                                           "disconnected_number",
                                           "number_disconnected",
                                           "phone_disconnected",
                                           "numero_invalido",
                                           "número_inválido",
                                           "telefono_invalido",
                                           "numéro_invalide",
                                           "numero_invalide",
                                           "ungültige_nummer",
                                           "空号",
                                           "号码无效",
                                           "无效号码",
                                           "无效手机号",
                                           "手机号无效",
                                           "停机"};
static const char *const mail_good[] = {"email_valid",    "valid_email",       "email_is_valid",
                                        "is_valid_email", "email_deliverable", "is_deliverable",
                                        "deliverable",    "email_ok",          "邮箱有效",
                                        "有效邮箱",       "mail_valid",        "email_reachable"};
static const char *const phone_good[] = {
    "phone_valid",  "valid_phone",  "phone_is_valid", "is_valid_phone",  "number_valid",
    "valid_number", "mobile_valid", "valid_mobile",   "phone_reachable", "号码有效",
    "有效号码",     "有效手机号",   "手机号有效",     "手机号是否有效",  "valid_phone_number"};
static const char *const mail_checked[] = {"email_verified",    "verified_email", "email_confirmed",
                                           "is_email_verified", "邮箱已验证",     "邮箱验证"};
static const char *const phone_checked[] = {"phone_verified",  "verified_phone",
                                            "mobile_verified", "phone_number_verified",
                                            "手机已验证",      "手机验证"};
/* Then it is counted, or is of something else. */
static const char *const others[] = {
    "rate",    "ratio", "count",  "counts", "pct",      "percent", "percentage", "soft",
    "session", "visit", "visits", "page",   "landing",  "check",   "checks",     "cheque",
    "login",   "code",  "率",     "次数",   "检测时间", "order",   "payment"};

static const struct {
    hl_reach is;
    unsigned channels;
    bool alone;
    const char *const *words;
    size_t count;
} names[] = {
#define ROW(is, channels, alone, list)                                                             \
    {                                                                                              \
        is, channels, alone, list, sizeof(list) / sizeof(list)[0]                                  \
    }
    ROW(HL_REACH_BROKEN, BY_MAIL, false, mail_broken),
    ROW(HL_REACH_BROKEN, BY_MAIL, true, mail_broken_alone),
    ROW(HL_REACH_BROKEN, BY_PHONE, false, phone_broken),
    ROW(HL_REACH_GOOD, BY_MAIL, false, mail_good),
    ROW(HL_REACH_GOOD, BY_PHONE, false, phone_good),
    ROW(HL_REACH_CHECKED, BY_MAIL, false, mail_checked),
    ROW(HL_REACH_CHECKED, BY_PHONE, false, phone_checked),
#undef ROW
};

hl_reach hl_config__reach_name(const char *name, unsigned *channels)
{
    *channels = 0;
    if (HL_WORDS_HAS(name, others))
        return HL_REACH_NONE;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].alone ? hl_config__is_any(name, names[i].words, names[i].count)
                           : hl_config__has_any(name, names[i].words, names[i].count)) {
            *channels = names[i].channels;
            return names[i].is;
        }
    return HL_REACH_NONE;
}

/* ---- values */

static const char *const bounced[] = {
    "bounced",           "bounce",        "hard_bounce",  "hard_bounced", "hardbounce",
    "hardbounced",       "undeliverable", "unzustellbar", "rebotado",     "invalid_email",
    "mailbox_not_found", "退信",          "邮箱无效"};
static const char *const no_number[] = {"空号",         "停机",           "invalid_number",
                                        "wrong_number", "invalid_phone",  "disconnected",
                                        "dead_number",  "not_in_service", "号码无效"};
/* Only of an address or a number. */
static const char *const invalid[] = {
    "invalid",  "not_valid", "dead", "unreachable", "invalido", "inválido", "invalide",
    "ungültig", "ungueltig", "无效", "失效",        "不可达",   "spamtrap", "spam_trap"};

unsigned hl_config__reach_lost(const char *value, unsigned of)
{
    if (HL_WORDS_IS(value, bounced))
        return of != 0 ? of : BY_MAIL;
    if (HL_WORDS_IS(value, no_number))
        return of != 0 ? of : BY_PHONE;
    return of != 0 && HL_WORDS_IS(value, invalid) ? of : 0;
}
