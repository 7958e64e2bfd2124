#include "scan/arm_words.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_WORDS = 14 };

/* The first of a row is what the others are called. */
static const char *const meanings[][MOST_WORDS] = {
    {"control", "original", "baseline", "base line", "variation 0", "variant 0", "空白", "基准",
     "基线", "原版"},
    {"test", "实验", "试验", "测试", "試験"},
    {"morning", "早上", "早晨", "上午", "早间", "晨间", "morgen", "morgens", "matin", "mañana",
     "午前", "朝"},
    {"noon", "中午", "午间", "正午", "mittag", "mittags", "midi", "mediodía"},
    {"afternoon", "下午", "午后", "nachmittag", "nachmittags", "après-midi", "tarde", "午後"},
    {"evening", "晚间", "晚上", "傍晚", "abend", "abends", "soir", "soirée", "夕方"},
    {"night", "夜间", "夜里", "夜晚", "深夜", "nacht", "nachts", "nuit", "noche"},
    {"weekday", "工作日", "平日", "werktag", "werktags"},
    {"weekend", "周末", "週末", "wochenende"},
    {"coupon", "优惠券", "優惠券", "券", "gutschein", "cupón", "クーポン"},
    {"discount", "折扣", "优惠", "rabatt", "remise", "réduction", "descuento", "割引"},
    {"gift", "礼品", "赠品", "礼物", "geschenk", "cadeau", "regalo"},
    {"push", "推送", "app push", "应用推送"},
    {"sms", "短信", "簡訊", "text message"},
    {"email", "e-mail", "mail", "邮件", "电子邮件", "電子郵件", "courriel", "correo", "メール"},
    {"wechat", "微信", "weixin"},
    {"wecom", "企业微信", "企微"},
    {"text", "文字", "文本", "纯文字"},
    {"image", "图片", "图像", "bild", "picture", "imagen", "画像"},
    {"video", "视频", "影片", "vidéo", "動画"},
    {"no message", "不发送", "不发", "不触达", "keine nachricht", "aucun message"},
    {"new", "新版", "新", "neu", "nouveau", "nuevo"},
    {"old", "旧版", "旧", "老版", "alt", "ancien", "viejo"},
    {"short", "短", "短文案", "kurz", "court"},
    {"long", "长", "长文案", "lang"},
};

static bool is_word(const char *word, const char *text, size_t length)
{
    return word != NULL && strlen(word) == length && memcmp(word, text, length) == 0;
}

const char *hl_scan__arm_in_english(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        for (size_t k = 1; k < MOST_WORDS && meanings[i][k] != NULL; k++)
            if (is_word(meanings[i][k], text, length))
                return meanings[i][0];
    return NULL;
}
