#include "config/consent_abroad.h"

#include "config/name_words.h"

/* Registers of people who want no advertising, and what shops call a farewell. */
static const char *const refusals[] = {
    /* registers: Germany, Austria, Spain, Denmark; France; Britain; Italy */
    "robinson_list", "robinsonlist", "robinsonliste", "robinson_liste", "robinsonlisten",
    "lista_robinson", "liste_robinson", "in_robinson", "bloctel", "telephone_preference_service",
    "tps_registered", "registro_opposizioni", "registro_delle_opposizioni", "ecg_liste",
    /* German, Dutch */
    "werbewiderspruch", "widerspruch_werbung", "widersprochen", "werbesperre", "werbesperrung",
    "newslettersperre", "kontaktsperre", "mailsperre", "keine_werbung", "keine_e_mails",
    "keine_mails", "kein_newsletter", "abgemeldet", "abgemeldet_am", "abmeldung", "abmeldedatum",
    "ausgetragen", "uitgeschreven", "afgemeld", "geen_reclame",
    /* French */
    "désabonné", "desabonne", "désabonnée", "desabonnee", "désabonnement", "desabonnement",
    "désinscrit", "desinscrit", "désinscription", "desinscription", "stop_pub", "stop_sms",
    "opposition_email", "opposition_sms", "opposition_pub", "opposition_marketing",
    "opposition_commerciale", "opposition_prospection", "oppose_email", "oppose_sms",
    "ne_pas_contacter", "ne_pas_solliciter", "refus_pub", "refus_email", "refus_sms",
    /* Spanish, Portuguese, Italian */
    "dado_de_baja", "dada_de_baja", "de_baja", "fecha_baja", "fecha_de_baja", "no_contactar",
    "no_publicidad", "sin_publicidad", "baja_newsletter", "baja_email", "baja_sms",
    "baja_publicidad", "descadastrado", "descadastrada", "descadastramento", "descadastro",
    "data_descadastro", "não_contatar", "nao_contatar", "disiscritto", "disiscritta",
    "disiscrizione", "data_disiscrizione", "non_contattare", "cancellato_newsletter",
    /* Japanese, Korean */
    "配信停止", "配信拒否", "受信拒否", "配信不要", "dm不要", "dm拒否", "退会", "수신거부",
    "수신_거부", "광고거부", "구독취소", "구독해지",
    /* Russian, Polish, Swedish, Danish */
    "отписан", "отписался", "отписалась", "отписка", "wypisany", "wypisana", "avregistrerad",
    "afmeldt", "framelder",
    /* blocks and black lists */
    "kontaktverbot", "werbeverbot", "mailingsperre", "telefonsperre", "briefsperre", "anrufsperre",
    "nicht_kontaktieren", "geblokkeerd", "niet_benaderen", "spärrad", "liste_noire", "liste_rouge",
    "lista_negra", "lista_nera", "kara_liste", "czarna_lista", "черный_список", "чёрный_список",
    "ブラックリスト", "블랙리스트", "no_molestar", "no_llamar", "no_enviar", "non_chiamare",
    "não_perturbe", "nao_perturbe", "não_perturbar", "nao_perturbar", "не_беспокоить", "blackliste",
    "blacklisté", "bloqueado", "bloqueada", "bloccato", "engellendi", "配信除外", "送信不可",
    "dm不可", "수신차단", "rezygnacja", "sprzeciw", "отказ_от_рассылки", "abonelikten_çıktı",
    "abonelikten_cikti"};
/* So called by themselves alone: each is part of other words, too. */
static const char *const whole_refusals[] = {"robinson",
                                             "tps",
                                             "ctps",
                                             "baja",
                                             "bajas",
                                             "opposition",
                                             "opposition_1",
                                             "opposé",
                                             "oppose",
                                             "opt_out_pub",
                                             "widerspruch",
                                             "sperrvermerk",
                                             "widersprochen_am",
                                             "opposizione",
                                             "oposición",
                                             "oposicion",
                                             "revocado",
                                             "revogado",
                                             "sperre",
                                             "gesperrt",
                                             "sperrung",
                                             "sperrkennzeichen",
                                             "cancelado",
                                             "cancelada",
                                             "cancellato",
                                             "rettedildi",
                                             "reddedildi",
                                             "iptal",
                                             "차단",
                                             "nixie",
                                             "nixies",
                                             "wypis",
                                             "отказ",
                                             "spärr"};

static const char *const permits[] = {"einwilligung",
                                      "werbeeinwilligung",
                                      "newsletter_einwilligung",
                                      "werbeerlaubnis",
                                      "werbung_erlaubt",
                                      "newsletter_abonniert",
                                      "newsletter_angemeldet",
                                      "toestemming",
                                      "consentement",
                                      "accepte_newsletter",
                                      "accepte_sms",
                                      "accepte_email",
                                      "accepte_emails",
                                      "accepte_pub",
                                      "accepte_publicité",
                                      "accepte_publicite",
                                      "optin_pub",
                                      "acepta_publicidad",
                                      "acepta_marketing",
                                      "acepta_email",
                                      "acepta_emails",
                                      "acepta_sms",
                                      "acepta_correos",
                                      "acepta_comunicaciones",
                                      "acepta_promociones",
                                      "acepta_ofertas",
                                      "recibir_correos",
                                      "recibir_publicidad",
                                      "recibir_ofertas",
                                      "recibir_promociones",
                                      "recibe_publicidad",
                                      "consentimiento",
                                      "consentimento",
                                      "aceita_email",
                                      "aceita_emails",
                                      "aceita_sms",
                                      "aceita_marketing",
                                      "aceita_ofertas",
                                      "aceita_newsletter",
                                      "aceita_publicidade",
                                      "receber_ofertas",
                                      "receber_emails",
                                      "consenso_marketing",
                                      "consenso_newsletter",
                                      "consenso_email",
                                      "consenso_sms",
                                      "consenso_commerciale",
                                      "consenso_pubblicità",
                                      "accetta_marketing",
                                      "accetta_newsletter",
                                      "配信希望",
                                      "配信許可",
                                      "配信可否",
                                      "配信同意",
                                      "受信許可",
                                      "受信希望",
                                      "メルマガ購読",
                                      "メルマガ希望",
                                      "dm可否",
                                      "dm希望",
                                      "수신동의",
                                      "수신_동의",
                                      "마케팅동의",
                                      "마케팅_동의",
                                      "광고동의",
                                      "광고_동의",
                                      "수신여부",
                                      "수신_여부",
                                      "iys_izin",
                                      "email_izni",
                                      "email_izin",
                                      "sms_izni",
                                      "sms_izin",
                                      "arama_izni",
                                      "arama_izin",
                                      "pazarlama_izni",
                                      "ileti_izni",
                                      "email_onay",
                                      "sms_onay",
                                      "zgoda_email",
                                      "zgoda_sms",
                                      "zgoda_telefon",
                                      "zgoda_tel",
                                      "iletişim_izni",
                                      "iletisim_izni",
                                      "zgoda_marketingowa",
                                      "zgoda_na_marketing",
                                      "samtycke",
                                      "samtykke"};
static const char *const whole_permits[] = {"izin",
                                            "izni",
                                            "onay",
                                            "ticari_ileti",
                                            "kvkk_onay",
                                            "açık_rıza",
                                            "acik_riza",
                                            "zgoda",
                                            "согласие",
                                            "согласие_на_рассылку",
                                            "persetujuan",
                                            "đồng_ý",
                                            "werbung",
                                            "publicidad",
                                            "publicidade",
                                            "publicité",
                                            "pubblicità",
                                            "infolettre",
                                            "boletín",
                                            "boletin",
                                            "nieuwsbrief",
                                            "nyhetsbrev",
                                            "nyhedsbrev",
                                            "メルマガ",
                                            "メール配信",
                                            "ニュースレター",
                                            "뉴스레터",
                                            "рассылка",
                                            "коммерческие_письма",
                                            "consenso",
                                            "commercial_emails",
                                            "commercial_email",
                                            "メルマガ配信",
                                            "メール配信状況"};
static const char *const may_permit[] = {
    "dm",       "abonniert",  "abonnement", "abonné",   "abonne",      "angemeldet",  "inscrit",
    "inscrito", "inscrita",   "suscrito",   "suscrita", "suscripción", "suscripcion", "iscritto",
    "iscritta", "iscrizione", "assinante",  "подписка", "подписан",    "구독",        "購読"};
static const char *const mailing[] = {"infolettre", "boletín",    "boletin",        "correo",
                                      "correos",    "courriel",   "courriels",      "nieuwsbrief",
                                      "nyhetsbrev", "nyhedsbrev", "メルマガ",       "メール",
                                      "이메일",     "뉴스레터",   "ニュースレター", "рассылка"};
static const char *const statuses[] = {"estado",   "estatus",   "statut",     "stato", "situação",
                                       "situacao", "situación", "ステータス", "상태",  "статус"};
static const char *const yes[] = {
    "onay",      "onaylı", "onayli",   "izinli",   "zgoda",   "согласен",   "согласна",
    "setuju",    "tamam",  "예",       "네",       "동의",    "동의함",     "수신",
    "수신동의",  "希望",   "可",       "evet",     "var",     "希望する",   "配信中",
    "購読中",    "はい",   "aceptado", "accepté",  "aceito",  "zugestimmt", "angemeldet",
    "abonniert", "abonné", "inscrit",  "suscrito", "iscritto"};
static const char *const no[] = {"abbestellt",
                                 "nicht_abonniert",
                                 "nicht_angemeldet",
                                 "widerrufen",
                                 "abgelehnt",
                                 "keine",
                                 "refusé",
                                 "refuse",
                                 "non_abonné",
                                 "non_inscrit",
                                 "annulé",
                                 "baja",
                                 "cancelado",
                                 "cancelada",
                                 "cancelled",
                                 "canceled",
                                 "no_acepta",
                                 "no_deseo",
                                 "no_suscrito",
                                 "rechazado",
                                 "revocado",
                                 "recusado",
                                 "não_aceito",
                                 "nao_aceito",
                                 "revogado",
                                 "negado",
                                 "rifiutato",
                                 "annullato",
                                 "non_iscritto",
                                 "停止",
                                 "停止中",
                                 "希望しない",
                                 "不要",
                                 "拒否",
                                 "受信拒否",
                                 "しない",
                                 "거부",
                                 "아니오",
                                 "아니요",
                                 "미동의",
                                 "동의안함",
                                 "동의_안함",
                                 "해지",
                                 "hayır",
                                 "hayir",
                                 "yok",
                                 "отказ",
                                 "odmowa",
                                 "ret",
                                 "red",
                                 "reddedildi",
                                 "izinsiz",
                                 "iptal",
                                 "brak_zgody",
                                 "tidak",
                                 "tidak_setuju",
                                 "не_согласен"};
static const char *const left[] = {
    "abgemeldet",         "ausgetragen",  "widersprochen", "keine_werbung",
    "uitgeschreven",      "afgemeld",     "désabonné",     "désabonnée",
    "desabonne",          "desabonnee",   "désinscrit",    "désinscrite",
    "desinscrit",         "dado_de_baja", "dada_de_baja",  "de_baja",
    "desuscrito",         "no_contactar", "descadastrado", "descadastrada",
    "descadastrou",       "disiscritto",  "disiscritta",   "non_contattare",
    "ne_pas_contacter",   "配信停止",     "配信停止中",    "配信停止済み",
    "配信拒否",           "配信不要",     "退会",          "退会済み",
    "수신거부",           "수신_거부",    "구독취소",      "отписан",
    "отписался",          "wypisany",     "avregistrerad", "afmeldt",
    "nicht_kontaktieren", "no_molestar",  "no_llamar",     "non_chiamare",
    "не_беспокоить",      "kara_liste",   "lista_negra",   "lista_nera",
    "liste_noire",        "werbesperre",  "kontaktsperre"};
static const char *const canceled[] = {"baja", "cancelado", "cancelada", "cancellato", "iptal"};

bool hl_config__abroad_refuses(const char *name)
{
    return HL_WORDS_HAS(name, refusals) || HL_WORDS_IS(name, whole_refusals);
}

bool hl_config__abroad_permits(const char *name)
{
    return HL_WORDS_HAS(name, permits) || HL_WORDS_IS(name, whole_permits);
}

bool hl_config__abroad_may_permit(const char *name)
{
    return HL_WORDS_HAS(name, may_permit);
}

bool hl_config__abroad_mails(const char *name)
{
    return HL_WORDS_HAS(name, mailing);
}

bool hl_config__abroad_is_status(const char *name)
{
    return HL_WORDS_HAS(name, statuses);
}

bool hl_config__abroad_says_yes(const char *value)
{
    return HL_WORDS_IS(value, yes);
}

bool hl_config__abroad_says_no(const char *value)
{
    return HL_WORDS_IS(value, no);
}

bool hl_config__abroad_says_left(const char *value)
{
    return HL_WORDS_IS(value, left);
}

bool hl_config__abroad_says_canceled(const char *word)
{
    return HL_WORDS_IS(word, canceled);
}
