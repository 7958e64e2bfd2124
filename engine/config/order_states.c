/* States of orders in the words of Shopify, WooCommerce, Magento, Stripe, Amazon, Taobao, JD,
 * Youzan, and of people. */
#include "config/order_states.h"

#include <string.h>

#include "config/name_words.h"

static const char *const columns[] = {"status",      "state",      "states",        "statut",
                                      "estado",      "stato",      "zustand",       "状态",
                                      "狀態",        "ステータス", "상태",          "статус",
                                      "orderstatus", "orderstate", "paymentstatus", NULL};

static const char *const undone[] = {
    "cancel",       "cancelled",  "canceled",    "cancellation", "refund",
    "refunded",     "refunding",  "returned",    "return",       "void",
    "voided",       "chargeback", "chargedback", "charge_back",  "charged_back",
    "reversed",     "reversal",   "rejected",    "declined",     "disputed",
    "storniert",    "erstattet",  "annulé",      "annulée",      "remboursé",
    "remboursée",   "cancelado",  "cancelada",   "reembolsado",  "reembolsada",
    "devuelto",     "devolvido",  "annullato",   "rimborsato",   "geannuleerd",
    "terugbetaald", "отменён",    "отменен",     "возврат",      "取消",
    "退款",         "退货",       "退貨",        "退单",         "退回",
    "交易关闭",     "交易關閉",   "作废",        "撤销",         "拒收",
    "拒签",         "キャンセル", "返金",        "返品",         "취소",
    "환불",         "반품",       NULL};

static const char *const not_undone[] = {
    "not",      "no",       "none",     "never",    "non",    "without",  "failed",
    "denied",   "refused",  "kein",     "nicht",    "未",     "无",       "無",
    "没有",     "失败",     "失敗",     "不可",     "不支持", "拒绝退款", "驳回",
    "撤销退款", "取消退款", "退款关闭", "退款关闭", "なし",   NULL};

static bool has_one(const char *name, const char *const *words)
{
    bool found = false;
    for (size_t i = 0; words[i] != NULL && !found; i++)
        found = hl_config__has_word(name, words[i]);
    return found;
}

bool hl_config__names_order_state(const char *column)
{
    char name[HL_WORDS_ROOM];
    size_t length = strlen(column);
    if (length > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(column, length, name);
    return has_one(name, columns);
}

bool hl_config__is_undone(const char *text, size_t length)
{
    char name[HL_WORDS_ROOM];
    hl_config__part_name(text, length < HL_WORDS_LONGEST ? length : HL_WORDS_LONGEST, name);
    return has_one(name, undone) && !has_one(name, not_undone);
}
