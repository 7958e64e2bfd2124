#include "config/near_time.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool hl_config__near_clock(const char *text, char out[HL_NEAR_TIME])
{
    static const char wide_colon[] = "\xEF\xBC\x9A";
    int hour = 0;
    size_t digits = 0;
    for (; digits < 2 && is_digit(text[digits]); digits++)
        hour = hour * 10 + (text[digits] - '0');
    const char *at = text + digits;
    size_t mark = *at == ':' || *at == '.' ? 1 : strncmp(at, wide_colon, 3) == 0 ? 3 : 0;
    if (digits == 0 || mark == 0 || hour > 24)
        return false;
    at += mark;
    if (!is_digit(at[0]) || !is_digit(at[1]) || at[2] != '\0')
        return false;
    (void)snprintf(out, HL_NEAR_TIME, "%02d:%c%c", hour, at[0], at[1]);
    return true;
}

/* ---- durations */

static const struct {
    const char *word;
    bool of_time;
    char letter;
} units[] = {{"s", true, 'S'},      {"sec", true, 'S'},    {"second", true, 'S'},
             {"min", true, 'M'},    {"minute", true, 'M'}, {"h", true, 'H'},
             {"hr", true, 'H'},     {"hour", true, 'H'},   {"d", false, 'D'},
             {"day", false, 'D'},   {"w", false, 'W'},     {"week", false, 'W'},
             {"month", false, 'M'}, {"year", false, 'Y'},  {"秒", true, 'S'},
             {"分钟", true, 'M'},   {"小时", true, 'H'},   {"天", false, 'D'},
             {"日", false, 'D'},    {"周", false, 'W'},    {"个月", false, 'M'}};

/* Also in the plural. */
static bool is_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i < length; i++)
        if (lower(text[i]) != word[i])
            return false;
    return text[length] == '\0' ||
           (length > 1 && lower(text[length]) == 's' && text[length + 1] == '\0');
}

bool hl_config__near_duration(const char *text, char out[HL_NEAR_TIME])
{
    enum { MOST_DIGITS = 9 };
    const char *at = text;
    at += lower(*at) == 'p';
    at += at > text && lower(*at) == 't';
    size_t digits = strspn(at, "0123456789");
    const char *unit = at + digits;
    unit += strspn(unit, " ");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (digits > 0 && digits <= MOST_DIGITS && is_word(unit, units[i].word)) {
            (void)snprintf(out, HL_NEAR_TIME, "P%s%.*s%c", units[i].of_time ? "T" : "", (int)digits,
                           at, units[i].letter);
            return true;
        }
    return false;
}

/* ---- weekdays */

static const struct {
    const char *written, *as;
} days[] = {{"monday", "mon"}, {"tuesday", "tue"},  {"wednesday", "wed"}, {"thursday", "thu"},
            {"friday", "fri"}, {"saturday", "sat"}, {"sunday", "sun"},    {"mon", "mon"},
            {"tues", "tue"},   {"tue", "tue"},      {"wed", "wed"},       {"thurs", "thu"},
            {"thur", "thu"},   {"thu", "thu"},      {"fri", "fri"},       {"sat", "sat"},
            {"sun", "sun"},    {"一", "mon"},       {"二", "tue"},        {"三", "wed"},
            {"四", "thu"},     {"五", "fri"},       {"六", "sat"},        {"日", "sun"},
            {"天", "sun"},     {"周", ""},          {"星期", ""},         {"礼拜", ""},
            {"至", "-"},       {"到", "-"},         {"~", "-"},           {"–", "-"},
            {"—", "-"},        {" to ", "-"},       {"-", "-"},           {",", ","},
            {"，", ","},       {"、", ","},         {";", ","},           {" ", ""}};

static size_t stands(const char *text, const char *written)
{
    size_t length = strlen(written);
    for (size_t i = 0; i < length; i++)
        if (lower(text[i]) != written[i])
            return 0;
    return length;
}

bool hl_config__near_days(const char *text, char out[HL_NEAR_TIME])
{
    size_t used = 0;
    out[0] = '\0';
    while (*text != '\0') {
        size_t taken = 0;
        for (size_t i = 0; taken == 0 && i < sizeof days / sizeof days[0]; i++) {
            taken = stands(text, days[i].written);
            size_t length = taken == 0 ? 0 : strlen(days[i].as);
            if (used + length + 1 > HL_NEAR_TIME)
                return false;
            memcpy(out + used, days[i].as, length);
            used += length;
        }
        if (taken == 0)
            return false;
        text += taken;
    }
    out[used] = '\0';
    return used > 0;
}
