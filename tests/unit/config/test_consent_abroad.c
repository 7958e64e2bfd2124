/* What exports of shops abroad say of advertising, by names and values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "config/consent_abroad.h"
#include "config/consent_words.h"

static const struct {
    const char *name, *value;
} noes[] = {
    {"robinson_list", "1"},
    {"robinson", "true"},
    {"robinsonliste", "ja"},
    {"lista_robinson", "si"},
    {"bloctel", "oui"},
    {"in_robinson_list", "1"},
    {"tps_registered", "1"},
    {"opposition", "oui"},
    {"opposition_email", "1"},
    {"oppose_sms", "oui"},
    {"widerspruch", "ja"},
    {"werbewiderspruch", "ja"},
    {"widersprochen", "1"},
    {"退订", "1"},
    {"短信退订", "是"},
    {"baja", "si"},
    {"baja", "1"},
    {"dado_de_baja", "true"},
    {"fecha_baja", "2026-01-02"},
    {"estado", "baja"},
    {"estado", "Dado de baja"},
    {"estado", "cancelado"},
    {"cancelado", "1"},
    {"sperre", "ja"},
    {"izin", "ret"},
    {"izin", "hayır"},
    {"onay", "0"},
    {"nixie", "1"},
    {"lifecycle", "unsubscribed"},
    {"lifecycle_stage", "do not contact"},
    {"sms_izni", "hayır"},
    {"zgoda", "nie"},
    {"lista_negra", "si"},
    {"status", "nicht kontaktieren"},
    {"kara_liste", "evet"},
    {"согласие_на_рассылку", "нет"},
    {"配信除外", "1"},
    {"désabonné", "oui"},
    {"desabonne", "1"},
    {"desinscrit", "1"},
    {"désinscrit", "oui"},
    {"statut", "désabonné"},
    {"statut", "Désinscrit"},
    {"abgemeldet", "ja"},
    {"abgemeldet", "1"},
    {"status", "abgemeldet"},
    {"status", "Abgemeldet"},
    {"newsletter_abgemeldet", "1"},
    {"descadastrado", "sim"},
    {"descadastrado", "1"},
    {"status", "descadastrado"},
    {"disiscritto", "si"},
    {"disiscritto", "1"},
    {"stato", "disiscritto"},
    {"newsletter", "0"},
    {"newsletter", "non"},
    {"newsletter_status", "0"},
    {"配信停止", "1"},
    {"配信停止", "はい"},
    {"配信希望", "いいえ"},
    {"配信希望", "希望しない"},
    {"メール配信", "停止"},
    {"メール配信", "不可"},
    {"メルマガ", "0"},
    {"メルマガ購読", "いいえ"},
    {"メルマガ", "希望しない"},
    {"dm可否", "否"},
    {"수신거부", "Y"},
    {"수신거부", "1"},
    {"수신동의", "N"},
    {"수신동의", "아니오"},
    {"마케팅동의", "N"},
    {"마케팅 수신 동의", "거부"},
    {"sms수신동의", "N"},
    {"이메일수신여부", "N"},
    {"광고수신동의", "N"},
    {"subscribed", "FALSE"},
    {"is_subscribed", "0"},
    {"subscribed", "no"},
    {"do_not_contact", "1"},
    {"suppressed", "true"},
    {"suppression", "1"},
    {"is_suppressed", "1"},
    {"on_suppression_list", "yes"},
    {"suppression_reason", "hard_bounce"},
    {"unsub", "1"},
    {"global_unsubscribe", "1"},
    {"email_permission", "0"},
    {"email_permission_status", "denied"},
    {"opt_in", "nein"},
    {"einwilligung", "nein"},
    {"newsletter_einwilligung", "nein"},
    {"consentement", "non"},
    {"accepte_newsletter", "non"},
    {"accepte_sms", "0"},
    {"acepta_publicidad", "no"},
    {"acepta_marketing", "no"},
    {"consentimiento", "no"},
    {"consentimento", "não"},
    {"consenso_marketing", "no"},
    {"aceita_email", "não"},
    {"aceita_marketing", "0"},
    {"recibir_correos", "no"},
    {"werbung", "nein"},
    {"werbeeinwilligung", "nein"},
    {"werbesperre", "ja"},
    {"keine_werbung", "1"},
    {"no_publicidad", "1"},
    {"stop_pub", "oui"},
    {"stop_sms", "1"},
    {"gdpr_consent", "FALSE"},
    {"marketing_opt_in", "f"},
    {"contact_permission", "n"},
    {"email_optin", "N"},
    {"commercial_emails", "0"},
    {"отписан", "да"},
    {"отписался", "1"},
    {"nieuwsbrief", "nee"},
    {"uitgeschreven", "ja"},
    {"afgemeld", "1"},
    {"wypisany", "tak"},
    {"zgoda_marketingowa", "nie"},
    {"samtycke", "nej"},
    {"avregistrerad", "ja"},
    {"afmeldt", "ja"},
    {"iys_izin", "hayır"},
    {"iletisim_izni", "hayır"},
    {"email_opt_in_status", "Unsubscribed"},
    {"lead_status", "Do Not Contact"},
    {"do_not_mail", "X"},
    {"litigator", "1"},
    {"黑名单", "1"},
    {"拒收短信", "Y"},
    {"营销短信", "拒收"},
    {"营销短信", "关闭"},
    {"接收短信", "N"},
    {"是否允许营销", "N"},
    {"sms_status", "stopped"},
    {"sms_status", "unsubscribed"},
    {"sms_status", "STOP"},
    {"sms_subscription_status", "unsubscribed"},
    {"whatsapp_opted_in", "false"},
    {"push_enabled", "false"},
    {"push_opt_in", "0"},
    {"dnd_status", "active"},
    {"dnd_status", "on"},
    {"dnc_flag", "Y"},
    {"opt_out_flag", "Y"},
    {"optout_date", "2026-01-02"},
    {"email_opt_out", "true"},
    {"opt-out", "x"},
    {"mail_ok", "nein"},
    {"marketing_allowed", "no"},
    {"Email subscription status", "Unsubscribed"},
    {"Email subscription status", "Never subscribed"},
    {"Mailing erlaubt", "nein"},
    {"Newsletter abonniert", "nein"},
    {"Newsletter", "abbestellt"},
    {"Newsletter", "Abgemeldet"},
    {"Newsletter", "cancelled"},
    {"newsletter", "Désabonné"},
    {"newsletter", "baja"},
    {"newsletter", "cancelado"},
    {"newsletter", "disiscritto"},
    {"newsletter", "配信停止"},
    {"newsletter", "수신거부"},
    {"newsletter", "unsubscribed"},
};

static void each_plainly_says_no(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof noes / sizeof noes[0]; i++) {
        hl_consent_name name = hl_config__consent_name(noes[i].name);
        const char *text = noes[i].value;
        const hl_value value = {.type = HL_VALUE_UNTYPED, .text = text, .length = strlen(text)};
        if (name.is == HL_CONSENT_NONE ||
            !hl_config__consent_is_plain(&name, hl_config__consent_answer(&name, &value)))
            fail_msg("'%s': '%s' does not forbid advertising", noes[i].name, text);
    }
}

static void what_may_mean_something_else_is_not_plain(void **state)
{
    (void)state;
    assert_true(hl_config__abroad_may_permit("abonnement"));
    assert_false(hl_config__consent_name("abonnement").plain);
    assert_false(hl_config__consent_name("inscrito").plain);
    assert_false(hl_config__consent_name("dm").plain);
    assert_int_equal(hl_config__consent_name("ret").is, HL_CONSENT_NONE);
    assert_true(hl_config__abroad_says_canceled("cancelado"));
    hl_consent_name order = hl_config__consent_name("estado_pedido");
    const hl_value canceled = {.type = HL_VALUE_UNTYPED, .text = "cancelado", .length = 9};
    assert_false(hl_config__consent_is_plain(&order, hl_config__consent_answer(&order, &canceled)));
    assert_false(hl_config__abroad_refuses("temporada_baja"));
    assert_false(hl_config__abroad_refuses("last_robinson"));
    assert_false(hl_config__abroad_says_left("baja california"));
}

static void newsletters_are_mail(void **state)
{
    (void)state;
    assert_int_equal(hl_config__consent_name("メルマガ").channels, HL_CONSENT_EMAIL);
    assert_int_equal(hl_config__consent_name("sms수신동의").channels, HL_CONSENT_SMS);
    assert_int_equal(hl_config__consent_name("수신거부").channels, HL_CONSENT_ANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_plainly_says_no),
        cmocka_unit_test(what_may_mean_something_else_is_not_plain),
        cmocka_unit_test(newsletters_are_mail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
