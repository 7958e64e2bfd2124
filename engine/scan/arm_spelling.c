#include "scan/arm_spelling.h"

#include <string.h>

#include "base/spelling.h"
#include "scan/arm_lists.h"
#include "scan/arm_words.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool joins(char c)
{
    return c == ' ' || c == '_' || c == '-';
}

/* ---- what is wrapped around a name: of a folded one, so half wide and in small letters */

typedef struct name {
    const char *text;
    size_t length;
} name;

static size_t begins_with(const name *n, const char *word)
{
    size_t size = strlen(word);
    return n->length > size && memcmp(n->text, word, size) == 0 ? size : 0;
}

static size_t ends_with(const name *n, const char *word)
{
    size_t size = strlen(word);
    return n->length > size && memcmp(n->text + n->length - size, word, size) == 0 ? size : 0;
}

static void take_off(name *n, size_t before, size_t behind)
{
    n->text += before;
    n->length -= before + behind;
}

static bool take_brackets(name *n)
{
    static const char *const pairs[][2] = {{"[", "]"},   {"{", "}"},   {"(", ")"},
                                           {"<", ">"},   {"「", "」"}, {"『", "』"},
                                           {"《", "》"}, {"〈", "〉"}, {"【", "】"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        size_t before = begins_with(n, pairs[i][0]), behind = ends_with(n, pairs[i][1]);
        if (before == 0 || behind == 0 || n->length <= before + behind ||
            hl_scan__lists_arms(n->text, n->length))
            continue;
        take_off(n, before, behind);
        return true;
    }
    return false;
}

/* Bytes of a pictograph that the name begins (ends) with: tick, star, flame; of a mark that says
 * how one is to be drawn, which none sees, also in a narrow fold; 0: none. */
static size_t pictograph(const name *n, bool at_end, hl_arm_fold fold)
{
    for (size_t size = 3; size <= 4 && size < n->length; size++) {
        const unsigned char *c =
            (const unsigned char *)(at_end ? n->text + n->length - size : n->text);
        bool emoji = size == 4 && c[0] == 0xF0 && c[1] == 0x9F;
        bool sign = size == 3 && c[0] == 0xE2 && c[1] >= 0x98 && c[1] <= 0x9E;
        bool variant = size == 3 && c[0] == 0xEF && c[1] == 0xB8 && c[2] == 0x8F;
        if (variant || (fold == HL_ARM_FOLD_WIDE && (emoji || sign)))
            return size;
    }
    return 0;
}

/* Marks, one by one, for a cut list leaves a single quote: those that wrap a text or end an item of
 * a list, and what joins words, beside a letter ("-10" is not "10"). */
static bool take_marks(name *n, hl_arm_fold fold)
{
    static const char *const around[] = {
        "\"",  "`",   "\\n", "\\r", "\\t", "\\", "«", "»", ",", "&quot;", "&#39;", "%20", "%22",
        "%27", "%5b", "%5d", ";",   "|",   "•",  "“", "”", "„", "_",      "/",     NULL};
    static const char *const behind[] = {":", ".", "。", "、", NULL};
    size_t before = n->length;
    for (size_t i = 0; around[i] != NULL; i++) {
        take_off(n, begins_with(n, around[i]), 0);
        take_off(n, 0, ends_with(n, around[i]));
    }
    for (size_t i = 0; behind[i] != NULL; i++)
        take_off(n, 0, ends_with(n, behind[i]));
    take_off(n, pictograph(n, false, fold), 0);
    take_off(n, 0, pictograph(n, true, fold));
    if (n->length > 1 && n->text[0] == '-' && is_letter(n->text[1]))
        take_off(n, 1, 0);
    return n->length < before;
}

/* "A'" alone is A prime. */
static bool take_quotes(name *n)
{
    size_t quote = begins_with(n, "'");
    take_off(n, quote, quote > 0 ? ends_with(n, "'") : 0);
    return quote > 0;
}

/* b'test' and u'test' of Python, ="test" of a spreadsheet. */
static bool take_prefix(name *n)
{
    if (n->length < 3 || strchr("=bu", n->text[0]) == NULL ||
        (n->text[1] != '"' && n->text[1] != '\'') || n->text[n->length - 1] != n->text[1])
        return false;
    take_off(n, 1, 0);
    return true;
}

static const char *const words[] = {
    "arm",  "group",    "variant", "variation", "bucket", "treatment", "cohort", "branch", "组别",
    "分组", "实验组别", "组",      "the",       "groupe", "gruppe",    "grupo",  NULL};

/* "arm=test", "variant: test", "\"name\":\"test\"". */
static bool take_key(name *n, const char *const *keys)
{
    for (size_t i = 0; keys[i] != NULL; i++) {
        size_t size = begins_with(n, keys[i]);
        size_t at = size;
        while (size > 0 && at < n->length && strchr("\"' ", n->text[at]) != NULL)
            at++;
        if (size == 0 || at + 1 >= n->length || (n->text[at] != ':' && n->text[at] != '='))
            continue;
        take_off(n, at + 1, 0);
        return true;
    }
    return false;
}

static const char *const keys[] = {"name",       "value", "label",  "key",  "id",
                                   "experiment", "test",  "abtest", "实验", NULL};

static void trim(name *n)
{
    hl_base__trim(&n->text, &n->length);
}

static void unwrap(name *n, hl_arm_fold fold)
{
    bool more = true;
    for (trim(n); more && n->length > 0; trim(n))
        more = take_brackets(n) || take_prefix(n) || take_marks(n, fold) || take_quotes(n) ||
               take_key(n, words) || take_key(n, keys);
}

/* "test group", "test_arm", "group a", "对照组", "A组": the word says what the name is of. */
static void take_word(name *n)
{
    static const char *const chinese[] = {"组别", "分组", "组", "組"};
    for (size_t i = 0; words[i] != NULL; i++) {
        size_t behind = ends_with(n, words[i]), before = begins_with(n, words[i]);
        if (behind > 0 && n->length > behind + 1 && joins(n->text[n->length - behind - 1])) {
            take_off(n, 0, behind + 1);
            return;
        }
        bool apart = before > 0 && joins(n->text[before]);
        bool sign = before > 0 && (unsigned char)n->text[0] >= 0x80;
        if (n->length > before + apart && (apart || sign)) {
            take_off(n, before + apart, 0);
            return;
        }
    }
    size_t group = ends_with(n, "group");
    if (group == 0)
        group = ends_with(n, "gruppe");
    for (size_t i = 0; i < sizeof chinese / sizeof chinese[0] && group == 0; i++)
        group = ends_with(n, chinese[i]);
    take_off(n, 0, group);
}

/* ---- one spelling */

/* "1.0" as "1"; in a wide fold "01" as "1". */
static void plain_whole(name *n, hl_arm_fold fold)
{
    size_t digits = 0;
    while (digits < n->length && is_digit(n->text[digits]))
        digits++;
    size_t at = digits + 1;
    if (digits == 0 || (digits < n->length && (n->text[digits] != '.' || at == n->length)))
        return;
    while (at < n->length && n->text[at] == '0')
        at++;
    if (at < n->length)
        return;
    n->length = digits;
    while (fold == HL_ARM_FOLD_WIDE && n->length > 1 && n->text[0] == '0')
        take_off(n, 1, 0);
}

static void plain_word(name *n)
{
    static const struct {
        const char *word, *of;
    } same[] = {{"ctrl", "control"},     {"ctl", "control"},       {"cntrl", "control"},
                {"对照", "control"},     {"對照", "control"},      {"控制", "control"},
                {"kontroll", "control"}, {"kontrolle", "control"}, {"contrôle", "control"},
                {"témoin", "control"},   {"temoin", "control"},    {"trt", "treatment"},
                {"true", "1"},           {"false", "0"},           {"试验", "实验"},
                {"試驗", "实验"},        {"實驗", "实验"}};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        if (n->length == strlen(same[i].word) && memcmp(n->text, same[i].word, n->length) == 0) {
            *n = (name){same[i].of, strlen(same[i].of)};
            return;
        }
}

/* May write over what is read. */
static size_t without_joints(const name *n, char *out)
{
    size_t to = 0;
    for (size_t i = 0; i < n->length; i++) {
        char c = n->text[i];
        bool inner = joins(c) && to > 0 && i + 1 < n->length;
        if (inner && is_digit(out[to - 1]) && is_digit(n->text[i + 1]))
            out[to++] = '_';
        else if (!inner)
            out[to++] = c;
    }
    return to;
}

/* Letters of other scripts that look like Latin ones, in a text that has some of these: the е of
 * "еvening" is Cyrillic. Returns the length. */
static size_t without_look_alikes(char *text, size_t length)
{
    static const struct {
        const char *letter;
        char of;
    } alike[] = {{"а", 'a'}, {"е", 'e'}, {"о", 'o'}, {"р", 'p'}, {"с", 'c'}, {"у", 'y'},
                 {"х", 'x'}, {"і", 'i'}, {"ј", 'j'}, {"ѕ", 's'}, {"к", 'k'}, {"м", 'm'},
                 {"т", 't'}, {"ı", 'i'}, {"ο", 'o'}, {"ν", 'v'}, {"α", 'a'}, {"ι", 'i'}};
    bool latin = false;
    size_t to = 0;
    for (size_t i = 0; i < length; i++)
        latin = latin || is_letter(text[i]);
    for (size_t i = 0; i < length; i++) {
        size_t k = 0,
               count = latin && (unsigned char)text[i] >= 0x80 ? sizeof alike / sizeof *alike : 0;
        while (k < count && (i + 1 == length || memcmp(text + i, alike[k].letter, 2) != 0))
            k++;
        bool found = k < count;
        text[to++] = found ? alike[k].of : text[i];
        i += found;
    }
    return to;
}

/* "a - control", and in a wide fold "control group (a)": a letter beside the control, and nothing
 * else. */
static void take_letter(name *n, hl_arm_fold fold)
{
    name rest = *n;
    if (fold == HL_ARM_FOLD_WIDE && n->length > 3 && n->text[n->length - 1] == ')' &&
        n->text[n->length - 3] == '(')
        take_off(&rest, 0, 3);
    else if (n->length > 4 && memcmp(n->text + 1, " - ", 3) == 0)
        take_off(&rest, 4, 0);
    else
        return;
    trim(&rest);
    take_word(&rest);
    plain_word(&rest);
    if (rest.length == strlen("control") && memcmp(rest.text, "control", rest.length) == 0)
        *n = rest;
}

/* In a wide fold a word is what it is in English. */
static void translate(name *n, hl_arm_fold fold)
{
    const char *english =
        fold == HL_ARM_FOLD_WIDE ? hl_scan__arm_in_english(n->text, n->length) : NULL;
    if (english != NULL)
        *n = (name){english, strlen(english)};
}

size_t hl_scan__fold_arm(const char *text, size_t length, hl_arm_fold fold, char *out)
{
    name whole = {out, hl_base__fold(text, length, out)};
    whole.length = without_look_alikes(out, whole.length);
    name inner = whole;
    unwrap(&inner, fold);
    translate(&inner, fold);
    take_letter(&inner, fold);
    take_word(&inner);
    take_word(&inner);
    translate(&inner, fold);
    if (inner.length == 0)
        inner = whole;
    inner = (name){out, without_joints(&inner, out)};
    plain_whole(&inner, fold);
    plain_word(&inner);
    memmove(out, inner.text, inner.length);
    out[inner.length] = '\0';
    return inner.length;
}

/* ---- misspelt */

enum { MANY_LETTERS = 7 };

/* The run of letters around the place; there must be many, and none at its end are told apart:
 * "variant_a", "banners". */
static bool is_in_word(const char *text, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && is_letter(text[from - 1]))
        from--;
    while (is_letter(text[to]))
        to++;
    return to - from >= MANY_LETTERS && at > from && at + 2 < to;
}

bool hl_scan__is_misspelt(const char *a, const char *b)
{
    size_t at = 0;
    if (strlen(a) < strlen(b)) {
        const char *longer = b;
        b = a;
        a = longer;
    }
    while (a[at] != '\0' && a[at] == b[at])
        at++;
    if (!is_in_word(a, at))
        return false;
    bool turned = is_letter(b[at]) && a[at] == b[at + 1] && a[at + 1] == b[at] &&
                  strcmp(a + at + 2, b + at + 2) == 0;
    return turned || strcmp(a + at + 1, b + at) == 0;
}
