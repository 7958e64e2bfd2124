/* How often the bytes of a short export name its encoding: tables of ASCII with a few words of the
 * language, drawn at random, written in the encoding. Named: it is what the refusal says first, or
 * second where two fit. Bytes of UTF-8 are never taken for another encoding, however few of them
 * are damaged. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "rows/guess.h"
#include "tests/support/check.h"
#include "tests/support/proof.h"

enum { MOST_WORDS = 32 };

typedef struct language {
    const char *converter;
    const char *encoding;
    const char *words[MOST_WORDS];
} language;

/* Cities, groups, and what columns of orders are called. */
static const language languages[] = {
    {"GB18030", "gb18030", {"北京",   "上海",   "广州",   "深圳",   "杭州",   "苏州",     "成都",
                            "重庆",   "武汉",   "西安",   "对照组", "实验组", "晚间",     "白天",
                            "优惠券", "新用户", "老用户", "会员",   "下单",   "支付",     "退款",
                            "订单号", "城市",   "渠道",   "男",     "女",     "企业微信", "短信",
                            "小程序", "未知",   "其他",   "活动页"}},
    {"BIG5-HKSCS", "big5", {"台北",   "高雄", "新竹",     "台中",   "台南",   "桃園",   "對照組",
                            "實驗組", "晚間", "白天",     "優惠券", "新用戶", "會員",   "下單",
                            "付款",   "退款", "訂單編號", "城市",   "通路",   "男",     "女",
                            "簡訊",   "門市", "未知",     "其他",   "活動頁", "中山區", "信義區",
                            "週末",   "平日", "折扣",     "消費"}},
    {"CP932",
     "shift_jis",
     {"東京",     "大阪",   "名古屋", "札幌", "福岡", "コントロール", "テスト",   "クーポン",
      "ユーザー", "新規",   "既存",   "会員", "購入", "支払い",       "返品",     "注文番号",
      "都道府県", "メール", "アプリ", "男性", "女性", "その他",       "不明",     "キャンペーン",
      "はい",     "いいえ", "夜",     "昼",   "週末", "割引",         "ポイント", "お知らせ"}},
    {"UHC", "euc-kr", {"서울",     "부산", "대구", "인천",   "광주", "대전", "대조군", "실험군",
                       "저녁",     "쿠폰", "신규", "기존",   "회원", "구매", "결제",   "환불",
                       "주문번호", "도시", "채널", "남성",   "여성", "문자", "앱",     "기타",
                       "모름",     "행사", "예",   "아니오", "주말", "평일", "할인",   "알림"}},
    {"CP1252",
     "windows-1252",
     {"München",   "Köln",     "Düsseldorf", "Nürnberg", "Zürich", "Málaga",
      "Orléans",   "Besançon", "São Paulo",  "Göteborg", "Århus",  "Gruppe für Tests",
      "10 – 20 %", "café",     "prénom",     "déjà",     "soirée", "señora",
      "mañana",    "español",  "crème",      "hôtel",    "Straße", "Größe",
      "ja — nein", "Ménage",   "naïve",      "façade",   "groß",   "Übung",
      "Ärzte",     "été"}},
    {"CP1251",
     "windows-1251",
     {"Москва", "Казань",  "Омск",    "контроль", "тест",   "вечер",      "утро",   "купон",
      "новый",  "старый",  "клиент",  "покупка",  "оплата", "возврат",    "заказ",  "город",
      "канал",  "мужской", "женский", "письмо",   "другое", "неизвестно", "акция",  "да",
      "нет",    "скидка",  "бонус",   "магазин",  "неделя", "выходные",   "группа", "сообщение"}},
};

/* A table of `words` rows, each with a word of the language, in its encoding. */
static char *table(hl_random *random, const language *l, size_t words, const char *converter,
                   size_t *length)
{
    hl_text text = {0};
    hl_base__text_add(&text, "user,arm,word\n");
    for (size_t i = 0; i < words; i++)
        hl_base__text_addf(&text, "u%zu,%s,%s\n", i, i % 2 == 0 ? "control" : "evening",
                           l->words[hl_base__random_below(random, MOST_WORDS)]);
    size_t left = text.length;
    size_t room = left * 4;
    char *out = malloc(room);
    char *to = out;
    char *from = text.data;
    assert_non_null(out);
    iconv_t conversion = iconv_open(converter, "UTF-8");
    assert_true(conversion != (iconv_t)-1);
    assert_true(iconv(conversion, &from, &left, &to, &room) != (size_t)-1);
    (void)iconv_close(conversion);
    *length = (size_t)(to - out);
    hl_base__text_free(&text);
    return out;
}

static bool is_named(const hl_guess *guess, const char *encoding)
{
    return (guess->likely != NULL && strcmp(guess->likely->name, encoding) == 0) ||
           (guess->second != NULL && strcmp(guess->second->name, encoding) == 0);
}

static void named(hl_proof *proof, hl_random *random, const language *l, size_t words, double least)
{
    int runs = hl_proof_runs(proof, 10000);
    int right = 0;
    char figure[64];
    for (int i = 0; i < runs; i++) {
        size_t length = 0;
        char *text = table(random, l, words, l->converter, &length);
        hl_guess guess = hl_rows__guess(text, length);
        right += hl_rows__guess_foreign(&guess) && is_named(&guess, l->encoding);
        free(text);
    }
    (void)snprintf(figure, sizeof figure, "refusal names it, %zu words", words);
    hl_proof_share(proof, l->encoding, figure, "never", right, runs, least, 1);
}

static void damaged(hl_proof *proof, hl_random *random, const language *l)
{
    int runs = hl_proof_runs(proof, 10000);
    int wrong = 0;
    char what[64];
    for (int i = 0; i < runs; i++) {
        size_t length = 0;
        char *text = table(random, l, 20, "UTF-8", &length);
        for (int k = 0; k < 3; k++) /* three bytes of sixty cells */
            text[14 + hl_base__random_below(random, length - 14)] =
                (char)(0x80 + hl_base__random_below(random, 0x80));
        hl_guess guess = hl_rows__guess(text, length);
        wrong += hl_rows__guess_foreign(&guess);
        free(text);
    }
    (void)snprintf(what, sizeof what, "UTF-8, words as in %s, 3 bytes damaged", l->encoding);
    hl_proof_share(proof, what, "taken for another encoding", NULL, wrong, runs, 0, 0.001);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_random random = hl_base__random_seed(20261126, 0);
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        named(&proof, &random, &languages[i], 3, 0);
        named(&proof, &random, &languages[i], 20, 0.99);
    }
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
        damaged(&proof, &random, &languages[i]);
    return hl_proof_end(&proof);
}
