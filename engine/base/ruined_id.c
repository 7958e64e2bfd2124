#include "base/ruined_id.h"

#include <stdio.h>
#include <string.h>

#include "base/spelling.h"
#include "base/written_number.h"

static size_t digits_at(const char *text, size_t length, size_t at)
{
    size_t from = at;
    while (at < length && text[at] >= '0' && text[at] <= '9')
        at++;
    return at - from;
}

/* digits[.digits]E[+-]digits: with a point, or a sign in the exponent, or it could be an id that is
 * written in hexadecimal ("12e4"). */
static bool is_scientific(const char *text, size_t length, bool number)
{
    size_t whole = digits_at(text, length, 0);
    size_t at = whole;
    bool point = at < length && (text[at] == '.' || text[at] == ',');
    if (point)
        at += 1 + digits_at(text, length, at + 1);
    if (whole == 0 || at >= length || (text[at] != 'e' && text[at] != 'E'))
        return false;
    at++;
    bool sign = at < length && (text[at] == '+' || text[at] == '-');
    at += sign;
    size_t exponent = digits_at(text, length, at);
    return exponent > 0 && exponent <= 3 && at + exponent == length && (point || sign || number);
}

/* At least four digits, and nothing but zeros behind the point. */
static bool is_float(const char *text, size_t length)
{
    size_t whole = digits_at(text, length, 0);
    if (whole < 4 || whole + 2 > length || text[whole] != '.')
        return false;
    size_t zeros = 0;
    while (whole + 1 + zeros < length && text[whole + 1 + zeros] == '0')
        zeros++;
    return whole + 1 + zeros == length;
}

hl_id_fault hl_base__id_fault(const char *text, size_t length, bool number)
{
    const char *trimmed = text;
    size_t left = length;
    hl_base__trim(&trimmed, &left);
    if (is_scientific(trimmed, left, number))
        return HL_ID_SCIENTIFIC;
    if (is_float(trimmed, left) || (number && memchr(text, '.', length) != NULL))
        return HL_ID_FLOAT;
    return left == length ? HL_ID_FINE : HL_ID_SPACE;
}

const char *hl_base__id_fault_text(hl_id_fault fault)
{
    static const char *const texts[] = {
        [HL_ID_FINE] = "",
        [HL_ID_SCIENTIFIC] = ("a spreadsheet made the ids into numbers in scientific notation, and "
                              "different ids into the same one: their digits are lost. Export the "
                              "column again from its source, formatted as text"),
        [HL_ID_FLOAT] = ("the ids were made into floating-point numbers and are no longer the "
                         "texts that other files have. Export the column again as text"),
        [HL_ID_SPACE] =
            "white space or an unseen mark around an id makes another one of it: take it off"};
    return texts[fault];
}

hl_status hl_base__id_check(const hl_id_place *place, const char *text, size_t length, bool number,
                            hl_error *err)
{
    enum { SHOWN = 60 };
    char line[24] = "";
    hl_id_fault fault = hl_base__id_fault(text, length, number);
    if (fault == HL_ID_FINE || fault == HL_ID_SPACE)
        return HL_OK;
    if (place->line > 0)
        (void)snprintf(line, sizeof line, ":%lld", (long long)place->line);
    return hl_error_set(err, HL_REJECTED, "%s%s: %s is '%.*s': %s", place->source, line,
                        place->column, (int)(length < SHOWN ? length : SHOWN), text,
                        hl_base__id_fault_text(fault));
}

/* "Guest_User", "guest user", "guest-user": without what joins words. */
static void join(char *word)
{
    size_t to = 0;
    for (size_t i = 0; word[i] != '\0'; i++)
        if (strchr(" _-", word[i]) == NULL)
            word[to++] = word[i];
    word[to] = '\0';
}

/* Folded and joined. The first of them may be names of arms all the same. */
static const char *const nobody[] = {
    "default",     "test",       "tester",      "dummy",         "system",    "admin",
    "guest",       "visitor",    "默认",        "测试",          "testuser",  "guestuser",
    "gast",        "visiteur",   "遊客",        "anonymous",     "anon",      "unknown",
    "nobody",      "nouser",     "notloggedin", "loggedout",     "deleted",   "undefined",
    "placeholder", "unassigned", "unknownuser", "anonymoususer", "匿名",      "匿名用户",
    "游客",        "访客",       "訪客",        "未登录",        "未登錄",    "未知",
    "未登入",      "invité",     "invitado",    "inconnu",       "unbekannt", "гость",
    "аноним",      "ゲスト",     "비회원",      "notset",        "(notset)",  "missing",
    "xxx",         "$undefined",
};
enum { MAY_BE_ARMS = 15, NOBODY = sizeof nobody / sizeof nobody[0] };

/* Of arms alone: what tools write for users whom no arm was given to, and failed formulas. */
static const char *const no_arms[] = {
    "notassigned", "notenrolled",
    "noarm",       "novariant",
    "nogroup",     "(unknown)",
    "(other)",     "other",
    "others",      "(未知)",
    "未分组",      "未分組",
    "未分配",      "未设置",
    "未設置",      "未入组",
    "未归类",      "其他",
    "其它",        "(其他)",
    "空值",        "{}",
    "[]",          "na",
    "nil",         "空",
    "#value!",     "#ref!",
    "#div/0!",     "#name?",
    "#num!",       "#error!",
    "#spill!",     "#calc!",
    "$null",       "$none",
    "\"\"",        "''",
    "?",           "??",
    "???",         "unallocated",
    "excluded",    "exclude",
    "ineligible",  "notinexperiment",
    "notintest",   "outofexperiment",
    "unbucketed",  "notbucketed",
    "排除",        "已排除",
    "剔除",        "不参与",
    "未参与",      "ausgeschlossen",
    "exclu",
};

enum { MOST_WORD = 32 };

static bool is_among(const char *text, size_t length, const char *const *words, size_t count)
{
    char word[HL_FOLDED(MOST_WORD)];
    if (length >= MOST_WORD)
        return false;
    (void)hl_base__fold(text, length, word);
    join(word);
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

bool hl_base__id_is_placeholder(const char *text, size_t length)
{
    size_t zeros = 0;
    while (zeros < length && (text[zeros] == '0' || text[zeros] == '-'))
        zeros++;
    return zeros == length || (length == 2 && memcmp(text, "-1", 2) == 0) ||
           hl_base__is_blank(text, length) || is_among(text, length, nobody, NOBODY);
}

bool hl_base__is_no_arm(const char *text, size_t length)
{
    return is_among(text, length, nobody + MAY_BE_ARMS, NOBODY - MAY_BE_ARMS) ||
           is_among(text, length, no_arms, sizeof no_arms / sizeof no_arms[0]);
}

bool hl_base__is_no_type(const char *text, size_t length)
{
    static const char *const words[] = {
        "unknown", "undefined", "$undefined",  "notset",    "(notset)",  "missing", "(other)",
        "未知",    "(未知)",    "placeholder", "(unknown)", "unbekannt", "inconnu",
    };
    return hl_base__is_blank(text, length) ||
           is_among(text, length, words, sizeof words / sizeof words[0]);
}
