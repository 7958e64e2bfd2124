#include "base/negated_word.h"

#include <stddef.h>
#include <string.h>

/* ---- pairs that no rule makes */

static bool are_opposites(const char *no, const char *yes)
{
    static const struct {
        const char *no, *yes;
    } pairs[] = {{"不是", "是的"},
                 {"没有", "有的"},
                 {"无", "有"},
                 {"無", "有"},
                 {"没有", "有"},
                 {"沒有", "有"},
                 {"失败", "成功"},
                 {"失敗", "成功"},
                 {"未", "已"},
                 {"不", "是"},
                 {"不是", "是"},
                 {"failure", "success"},
                 {"failed", "succeeded"},
                 {"fail", "success"},
                 {"failed", "success"},
                 {"fail", "pass"},
                 {"failed", "passed"},
                 {"lost", "won"},
                 {"miss", "hit"},
                 {"negative", "positive"},
                 {"inactive", "active"},
                 {"disabled", "enabled"},
                 {"absent", "present"},
                 {"nein", "ja"},
                 {"non", "oui"},
                 {"no", "si"},
                 {"no", "sí"},
                 {"não", "sim"},
                 {"nao", "sim"},
                 {"nee", "ja"},
                 {"no", "sì"},
                 {"いいえ", "はい"},
                 {"아니오", "예"},
                 {"нет", "да"},
                 {"なし", "あり"},
                 {"無し", "有り"},
                 {"0件", "1件"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (strcmp(no, pairs[i].no) == 0 && strcmp(yes, pairs[i].yes) == 0)
            return true;
    return false;
}

/* A code that stands first: "1 - yes" and "0 - no", "Y (bought)" and "N (not bought)". */
static bool are_coded(const char *no, const char *yes)
{
    static const char *const codes[][2] = {{"0", "1"},  {"n", "y"},        {"no", "yes"},
                                           {"f", "t"},  {"false", "true"}, {"否", "是"},
                                           {"无", "有"}};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        size_t of_no = strlen(codes[i][0]), of_yes = strlen(codes[i][1]);
        if (strncmp(no, codes[i][0], of_no) == 0 && strncmp(yes, codes[i][1], of_yes) == 0 &&
            no[of_no] != '\0' && yes[of_yes] != '\0' && strchr(" -_:(,|/=", no[of_no]) != NULL &&
            strchr(" -_:(,|/=", yes[of_yes]) != NULL)
            return true;
    }
    return false;
}

/* ---- of signs for words: 未购买, 已购买 */

/* Takes the first of the words off that the text begins or ends with. False: none, or nothing would
 * be left. */
static bool take_off(char *text, const char *const *words, bool at_end)
{
    size_t length = strlen(text);
    for (size_t i = 0; words[i] != NULL; i++) {
        size_t size = strlen(words[i]);
        if (size >= length || memcmp(at_end ? text + length - size : text, words[i], size) != 0)
            continue;
        if (at_end)
            text[length - size] = '\0';
        else
            memmove(text, text + size, length - size + 1);
        return true;
    }
    return false;
}

static bool negates_signs(const char *no, const char *yes)
{
    static const char *const nots[] = {"还没有", "尚未", "还未", "还没", "没有", "未曾", "从未",
                                       "不是",   "沒有", "未",   "没",   "沒",   "無",   "无",
                                       "非",     "不",   "否",   "미",   "비",   NULL};
    static const char *const dones[] = {"已经", "已經", "曾经", "已", "有", "是", NULL};
    static const char *const ends[] = {"了", "过", "過", "済み", "済", "あり", "함", NULL};
    static const char *const not_ends[] = {"なし", "せず", "안함", NULL};
    char of_no[HL_NEGATED_MOST], of_yes[HL_NEGATED_MOST];
    memcpy(of_no, no, strlen(no) + 1);
    memcpy(of_yes, yes, strlen(yes) + 1);
    if (!take_off(of_no, nots, false) && !take_off(of_no, not_ends, true))
        return false;
    (void)take_off(of_no, ends, true);
    if (strcmp(of_no, of_yes) == 0)
        return true;
    (void)take_off(of_yes, dones, false);
    (void)take_off(of_yes, ends, true);
    return strcmp(of_no, of_yes) == 0;
}

/* ---- of letters: not bought, did not buy, unpaid */

static bool is_among(const char *word, size_t length, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
            return true;
    return false;
}

/* The words joined, without those that negate, which are counted, and those that help verbs. */
static size_t join(const char *text, char *out, bool helpers_too)
{
    static const char *const nots[] = {
        "not",   "no",     "non",     "never",  "without", "nicht",  "kein",   "keine",  "pas",
        "sans",  "sin",    "sem",     "não",    "nao",     "ohne",   "niet",   "geen",   "zonder",
        "senza", "didn't", "didnt",   "hasn't", "hasnt",   "isn't",  "isnt",   "wasn't", "wasnt",
        "don't", "dont",   "doesn't", "doesnt", "haven't", "havent", "aren't", "won't",  NULL};
    static const char *const helpers[] = {"did", "has",  "is",  "was", "do", "does", "have",
                                          "are", "will", "yet", "a",   "an", NULL};
    size_t negations = 0;
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, " _-");
        bool negates = is_among(at, length, nots);
        negations += negates;
        if (!negates && !(helpers_too && is_among(at, length, helpers))) {
            memcpy(out, at, length);
            out += length;
        }
        at += length + (at[length] != '\0');
    }
    *out = '\0';
    return negations;
}

/* "convert" and "converted", "buy" and "bought". */
static bool is_form_of(const char *verb, const char *form)
{
    static const struct {
        const char *verb, *form;
    } irregular[] = {{"buy", "bought"}, {"pay", "paid"},  {"spend", "spent"}, {"win", "won"},
                     {"leave", "left"}, {"go", "went"},   {"see", "saw"},     {"send", "sent"},
                     {"read", "read"},  {"sell", "sold"}, {"come", "came"},   {"give", "gave"},
                     {"take", "took"}};
    enum { LEAST = 3, MOST_END = 4 };
    size_t length = strlen(verb);
    for (size_t i = 0; i < sizeof irregular / sizeof irregular[0]; i++)
        if (strcmp(verb, irregular[i].verb) == 0 && strcmp(form, irregular[i].form) == 0)
            return true;
    size_t stem = length > 0 && strchr("ey", verb[length - 1]) != NULL ? length - 1 : length;
    return stem >= LEAST && strncmp(form, verb, stem) == 0 && strlen(form) <= length + MOST_END;
}

static bool has_prefix(const char *no, const char *yes)
{
    static const char *const prefixes[] = {"un", "non", "not", "no", "in", "im", "dis"};
    enum { LEAST = 4 };
    size_t length = strlen(yes), whole = strlen(no);
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0] && length >= LEAST; i++) {
        size_t size = strlen(prefixes[i]);
        if (whole == size + length && memcmp(no, prefixes[i], size) == 0 &&
            memcmp(no + size, yes, length) == 0)
            return true;
    }
    return false;
}

static bool negates_letters(const char *no, const char *yes)
{
    char of_no[HL_NEGATED_MOST], of_yes[HL_NEGATED_MOST];
    if (join(yes, of_yes, false) != 0 || of_yes[0] == '\0')
        return false;
    if (join(no, of_no, false) == 0)
        return has_prefix(of_no, of_yes);
    if (strcmp(of_no, of_yes) == 0)
        return true;
    (void)join(no, of_no, true);
    (void)join(yes, of_yes, true);
    return of_no[0] != '\0' && (strcmp(of_no, of_yes) == 0 || is_form_of(of_no, of_yes));
}

bool hl_base__negates(const char *no, const char *yes)
{
    if (strlen(no) >= HL_NEGATED_MOST || strlen(yes) >= HL_NEGATED_MOST || *yes == '\0')
        return false;
    return are_opposites(no, yes) || are_coded(no, yes) || negates_signs(no, yes) ||
           negates_letters(no, yes);
}
