/* States of messages in the words of Twilio, WhatsApp, Klaviyo, Braze, SendGrid, Mailgun, Amazon
 * SES, SMPP gateways (DELIVRD, UNDELIV), Aliyun, WeCom, and of people. A state may be a sentence
 * ("Failed to deliver SMS", "发送失败：空号"), so words are looked for in it. Which word stands
 * beside which decides: "not delivered" failed, "not read" arrived, "no error" did not fail.
 * Numbers are no states: 2 is a failure to one provider and a success to another. */
#include "config/touch_states.h"

#include <string.h>

#include "base/written_number.h"
#include "config/name_words.h"

enum { WORDS = 128 };

typedef enum sense {
    SENDS,    /* nothing by itself beside a failure: "send failed", "delivery error" */
    SUCCEEDS, /* contradicts a failure */
    ARRIVES,  /* the same, and the user has it */
    ANSWERS,  /* what a user does with it or does not: "not read" is not a failure */
    WAITS,    /* is still to go: so are "not yet sent", "pending" */
    FAILS,
    CANCELS,
    DENIES,    /* before another word */
    COMPLAINS, /* of a message that came, unless it was not sent for that reason */
    CONTRADICTS,
    SENSES
} sense;

/* A word of ASCII stands between separators, others stand anywhere, as Chinese separates none.
 * Longer words before those that they hold. */
static const char *const words[SENSES][WORDS] = {
    [SENDS] = {"send",
               "sends",
               "sent",
               "sending",
               "deliver",
               "delivers",
               "delivery",
               "delivering",
               "submit",
               "submitted",
               "submission",
               "submitd",
               "processed",
               "processing",
               "dispatch",
               "dispatched",
               "publish",
               "published",
               "attempted",
               "triggered",
               "created",
               "executed",
               "push",
               "pushed",
               "acceptd",
               "accepted",
               "acknowledged",
               "forwarded",
               "received_by_carrier",
               "carrier_send",
               "gesendet",
               "versendet",
               "versandt",
               "verschickt",
               "envoyé",
               "envoyée",
               "enviado",
               "enviada",
               "inviato",
               "inviata",
               "verzonden",
               "отправлено",
               "已发送",
               "已发出",
               "已发",
               "发送",
               "发出",
               "已发送",
               "已發送",
               "發送",
               "提交",
               "已提交",
               "下发",
               "推送",
               "触达",
               "送信済み",
               "送信済",
               "送信",
               "配信済み",
               "配信済",
               "配信",
               "전송",
               "발송",
               "전송완료",
               "발송완료"},
    [SUCCEEDS] = {"success",  "successes", "successful", "successfully", "succeed",  "succeeded",
                  "ok",       "done",      "complete",   "completed",    "finished", "erfolgreich",
                  "erfolg",   "réussi",    "succès",     "éxito",        "exitoso",  "sucesso",
                  "successo", "успешно",   "成功",       "已完成",       "完成",     "성공"},
    [ARRIVES] = {"delivered", "delivrd",   "reached",  "received",   "zugestellt", "délivré",
                 "livré",     "entregado", "entregue", "consegnato", "bezorgd",    "доставлено",
                 "已送达",    "送达",      "已送達",   "送達",       "已到达",     "已触达",
                 "触达成功",  "已收到",    "已接收"},
    [ANSWERS] = {"read",      "seen",    "open",      "opened", "opens",   "unopened", "unread",
                 "click",     "clicked", "clicks",    "reply",  "replied", "replies",  "answered",
                 "responded", "viewed",  "converted", "played", "gelesen", "geöffnet", "ouvert",
                 "lu",        "leído",   "abierto",   "lido",   "aberto",  "letto",    "aperto",
                 "已读",      "已讀",    "读",        "打开",   "点击",    "回复",     "回覆",
                 "查看",      "浏览",    "既読",      "開封",   "읽음"},
    [WAITS] = {"planned",
               "reserved",
               "confirmed",
               "scheduled",
               "queued",
               "queue",
               "pending",
               "waiting_for_receipt",
               "awaiting",
               "enroute",
               "en_route",
               "in_transit",
               "in_progress",
               "buffered",
               "deferred",
               "delayed",
               "delivery_delay",
               "deliverydelay",
               "ready",
               "new",
               "not_yet_sent",
               "not_sent_yet",
               "not_yet_delivered",
               "yet_to_be_sent",
               "not_yet",
               "to_be_sent",
               "to_send",
               "geplant",
               "en_attente",
               "programmé",
               "planifié",
               "pendiente",
               "programado",
               "pendente",
               "in_attesa",
               "待发送",
               "待发出",
               "待发",
               "尚未发送",
               "还未发送",
               "还没发送",
               "未到发送时间",
               "待確認",
               "待确认",
               "待回执",
               "等待回执",
               "未回执",
               "等待",
               "排队中",
               "排队",
               "处理中",
               "发送中",
               "發送中",
               "執行中",
               "执行中",
               "已排",
               "已计划",
               "计划中",
               "预约",
               "予約"},
    [FAILS] = {"fail",           "fails",          "failed",
               "failing",        "failure",        "failures",
               "permfail",       "tempfail",       "bounce",
               "bounces",        "bounced",        "bouncing",
               "hardbounce",     "softbounce",     "hardbounced",
               "softbounced",    "reject",         "rejects",
               "rejected",       "rejection",      "rejectd",
               "refused",        "denied",         "declined",
               "skip",           "skips",          "skipped",
               "suppress",       "suppressed",     "suppression",
               "error",          "errors",         "errored",
               "exception",      "undelivered",    "undeliverable",
               "undeliv",        "undeliverd",     "undelivery",
               "nondelivery",    "notsent",        "unsent",
               "not_sent",       "never_sent",     "notdelivered",
               "expire",         "expired",        "timeout",
               "timedout",       "timed_out",      "drop",
               "dropped",        "drops",          "abort",
               "aborted",        "discard",        "discarded",
               "invalid",        "unreachable",    "unregistered",
               "notregistered",  "not_registered", "unsuccessful",
               "unsuccessfully", "nack",           "blocked",
               "block",          "ignored",        "inactive_recipient",
               "no_credit",      "quota_exceeded", "limit_exceeded",
               "fehlgeschlagen", "fehler",         "unzustellbar",
               "abgelehnt",      "übersprungen",   "abgelaufen",
               "échec",          "échoué",         "échouée",
               "rejeté",         "erreur",         "refusé",
               "expiré",         "fallido",        "fallida",
               "falló",          "rechazado",      "rebotado",
               "falhou",         "falha",          "rejeitado",
               "erro",           "fallito",        "respinto",
               "rifiutato",      "errore",         "mislukt",
               "geweigerd",      "ошибка",         "недоставлено",
               "отклонено"},
    [CANCELS] = {"cancel", "cancelled", "canceled", "cancels", "cancellation", "storniert",
                 "abgebrochen", "annulé", "cancelado", "annullato", "已取消", "取消", "キャンセル",
                 "취소"},
    [DENIES] = {"not",          "no",        "non",      "never",     "un",
                "cannot",       "can_not",   "can_t",    "could_not", "could_not_be",
                "couldn_t_be",  "cannot_be", "can_t_be", "not_be",    "never_been",
                "couldn_t",     "did_not",   "didn_t",   "was_not",   "wasn_t",
                "has_not",      "hasn_t",    "is_not",   "isn_t",     "unable_to",
                "unable_to_be", "not_been",  "without",  "0",         "nicht",
                "kein",         "keine",     "não",      "pas",       "не",
                "未能",         "未被",      "没有被",   "没有",      "没被",
                "没能",         "没",        "未",       "无法",      "無法",
                "不能",         "无",        "無",       "并未",      "尚未",
                "不",           "非"},
    [COMPLAINS] = {"complain", "complained", "complaint", "spam", "spamreport", "spammed",
                   "unsubscribe", "unsubscribed", "投诉", "退订"},
    [CONTRADICTS] = {"false", "partial_failure", "unknown"}};

/* The same of Chinese and its neighbours: too many for the row. */
static const char *const failures[] = {
    "失败",   "失敗",   "退回",   "退信", "拒收",     "被拒",   "已拒绝", "拒绝",       "拒絕",
    "驳回",   "不通过", "错误",   "錯誤", "异常",     "異常",   "报错",   "跳过",       "跳過",
    "忽略",   "超时",   "超時",   "过期", "過期",     "失效",   "无效",   "無效",       "空号",
    "停机",   "关机",   "黑名单", "拦截", "攔截",     "屏蔽",   "丢弃",   "丢失",       "终止",
    "中止",   "超限",   "上限",   "频控", "不是好友", "非好友", "不可达", "不在服务区", "欠费",
    "エラー", "不達",   "未送信", "실패", "오류",     "반송"};

typedef struct token {
    sense is;
    size_t length; /* 0: no word stands there */
} token;

static void take_longer(const char *name, const char *at, const char *word, sense is, token *best)
{
    size_t length = *word == *at ? strlen(word) : 0;
    if (length > best->length && hl_config__word_stands(name, at, word))
        *best = (token){is, length};
}

static token token_at(const char *name, const char *at)
{
    token best = {SENDS, 0};
    for (int s = 0; s < SENSES; s++)
        for (size_t i = 0; i < WORDS && words[s][i] != NULL; i++)
            take_longer(name, at, words[s][i], (sense)s, &best);
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
        take_longer(name, at, failures[i], FAILS, &best);
    return best;
}

/* What a word says behind a denial: not delivered, not read, no error. */
static sense denied(sense is)
{
    static const sense says[SENSES] = {
        [SENDS] = FAILS,     [SUCCEEDS] = FAILS,         [ARRIVES] = FAILS,     [ANSWERS] = SENDS,
        [FAILS] = SUCCEEDS,  [CANCELS] = SENDS,          [WAITS] = CONTRADICTS, [DENIES] = DENIES,
        [COMPLAINS] = SENDS, [CONTRADICTS] = CONTRADICTS};
    return says[is];
}

/* A denial goes on over words side by side: "not successfully delivered". */
static bool goes_on(sense is)
{
    return is == SENDS || is == SUCCEEDS || is == ARRIVES;
}

/* "error: 0", "失败数0" are none; what may stand between the two, and behind. */
static const char *const of_count[] = {
    "code", "codes", "count", "number", "num",  "no",   "reason", "msg",  "message", "is",
    "数量", "数",    "条数",  "次数",   "人数", "代码", "码",     "原因", "为",      "是"};
static const char *const zeros[] = {"0",    "00", "000",   "0000", "none", "null", "nil",
                                    "zero", "no", "false", "零",   "无",   "無",   "空"};
static const char *const units[] = {"条", "个", "次", "人", "封", "total", "of"};

/* Where the text goes on behind one of the words; NULL: none of them stands there. */
static const char *behind(const char *name, const char *at, const char *const *list, size_t count)
{
    const char *end = NULL;
    while (hl_config__parts_words(*at))
        at++;
    for (size_t i = 0; i < count; i++)
        if (hl_config__word_stands(name, at, list[i]) &&
            (end == NULL || at + strlen(list[i]) > end))
            end = at + strlen(list[i]);
    return end;
}

/* Where the text goes on behind a zero that a failure at `at` is told to be; NULL: it is not. What
 * goes on otherwise says why it failed: "失败：无效号码", "failed: no credit". */
static const char *behind_zero(const char *name, const char *at)
{
    enum { ZEROS = sizeof zeros / sizeof zeros[0], UNITS = sizeof units / sizeof units[0] };
    enum { COUNTS = sizeof of_count / sizeof of_count[0] };
    const char *end = behind(name, at, zeros, ZEROS);
    const char *counted = end == NULL ? behind(name, at, of_count, COUNTS) : NULL;
    if (counted != NULL)
        end = behind(name, counted, zeros, ZEROS);
    if (end == NULL)
        return NULL;
    const char *unit = behind(name, end, units, UNITS);
    const char *next = unit == NULL ? end : unit;
    while (hl_config__parts_words(*next))
        next++;
    token t = token_at(name, next);
    bool ends = *next == '\0' || unit != NULL;
    return ends || (t.length > 0 && t.is <= ANSWERS) ? end : NULL;
}

static bool is_bad(sense is)
{
    return is == FAILS || is == CANCELS || is == COMPLAINS;
}

static unsigned said_by(const char *name)
{
    unsigned said = 0;
    bool deny = false;
    for (const char *at = name; *at != '\0';) {
        token t = token_at(name, at);
        if (t.length == 0) {
            deny = deny && hl_config__parts_words(*at);
            at++;
            continue;
        }
        const char *zero = is_bad(t.is) ? behind_zero(name, at + t.length) : NULL;
        if (t.is != DENIES)
            said |= 1U << (deny || zero != NULL ? denied(t.is) : t.is);
        deny = t.is == DENIES || (deny && goes_on(t.is));
        at = zero != NULL ? zero : at + t.length;
    }
    return said;
}

static bool has(unsigned said, sense is)
{
    return (said >> is & 1U) != 0;
}

static hl_touch_state judge(unsigned said)
{
    bool arrived = has(said, ARRIVES) || has(said, ANSWERS);
    bool went = arrived || has(said, SUCCEEDS) || has(said, WAITS);
    if (has(said, CONTRADICTS) || (has(said, FAILS) && went) || (has(said, CANCELS) && arrived))
        return HL_TOUCH_STATE_UNKNOWN;
    if (has(said, FAILS))
        return HL_TOUCH_STATE_FAILED;
    if (has(said, CANCELS))
        return HL_TOUCH_STATE_CANCELLED;
    if (arrived || has(said, COMPLAINS))
        return HL_TOUCH_STATE_ARRIVED;
    return went || has(said, SENDS) ? HL_TOUCH_STATE_GOES : HL_TOUCH_STATE_UNKNOWN;
}

/* What most rows say, and needs no looking for words. */
static const struct {
    const char *text;
    hl_touch_state is;
} usual[] = {{"planned", HL_TOUCH_STATE_GOES},      {"sent", HL_TOUCH_STATE_GOES},
             {"delivered", HL_TOUCH_STATE_ARRIVED}, {"failed", HL_TOUCH_STATE_FAILED},
             {"reserved", HL_TOUCH_STATE_GOES},     {"confirmed", HL_TOUCH_STATE_GOES},
             {"已发送", HL_TOUCH_STATE_GOES},       {"发送成功", HL_TOUCH_STATE_GOES},
             {"发送失败", HL_TOUCH_STATE_FAILED}};

hl_touch_state hl_config__touch_state(const char *text, size_t length)
{
    char name[HL_WORDS_ROOM];
    if (hl_base__is_blank(text, length))
        return HL_TOUCH_STATE_GOES;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (strlen(usual[i].text) == length && memcmp(usual[i].text, text, length) == 0)
            return usual[i].is;
    if (length > HL_WORDS_LONGEST)
        return HL_TOUCH_STATE_UNKNOWN;
    hl_config__part_name(text, length, name);
    return judge(said_by(name));
}
