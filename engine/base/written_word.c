/* Words that stand for no value, for yes and for no. */
#include <string.h>

#include "base/spelling.h"
#include "base/written_number.h"

/* Folded: what databases, spreadsheets and programs of statistics export for nothing. The
 * first of them are nobody's name. */
static const char *const blanks[] = {
    "n/a",    "#n/a",    "#n/a n/a", "#na",     "<na>",    "null",      "(null)",  "[null]",
    "<null>", "nan",     "\\n",      "(blank)", "(empty)", "undefined", "#null!",  "(不存在)",
    "nat",    "<blank>", "(空白)",   "na",      "none",    "nil",       "-nan",    "-",
    "--",     "---",     ".",        "空",      "无",      "missing",   "not set", "(not set)",
};
enum { UNMISTAKABLE = 19, BLANKS = sizeof blanks / sizeof blanks[0] };

static const struct {
    const char *word;
    bool yes;
} answers[] = {
    {"true", true},       {"false", false}, {"yes", true},   {"no", false},     {"y", true},
    {"n", false},         {"t", true},      {"f", false},    {"on", true},      {"off", false},
    {"是", true},         {"否", false},    {"真", true},    {"假", false},     {"对", true},
    {"错", false},        {"√", true},      {"×", false},    {"✓", true},       {"✗", false},
    {"✔", true},          {"✘", false},     {"wahr", true},  {"falsch", false}, {"ja", true},
    {"nein", false},      {"vrai", true},   {"faux", false}, {"oui", true},     {"non", false},
    {"verdadero", true},  {"falso", false}, {"si", true},    {"sí", true},      {"vero", true},
    {"verdadeiro", true}, {"sim", true},    {"não", false},  {"waar", true},    {"onwaar", false},
    {"истина", true},     {"ложь", false},  {"да", true},    {"нет", false},    {"はい", true},
    {"いいえ", false},
};

enum { MOST_WORD = 64, FOLDED_WORD = HL_FOLDED(MOST_WORD) };

/* False when it is longer than any of the words. */
static bool fold_word(const char *text, size_t length, char word[FOLDED_WORD])
{
    hl_base__trim(&text, &length);
    if (length >= MOST_WORD)
        return false;
    (void)hl_base__fold(text, length, word);
    return true;
}

static bool is_among(const char *text, size_t length, size_t count)
{
    char word[FOLDED_WORD];
    hl_base__trim(&text, &length);
    if (length == 0)
        return true;
    for (size_t i = 0; i < length; i++) /* no word has a digit; most numbers have */
        if (text[i] >= '0' && text[i] <= '9')
            return false;
    if (!fold_word(text, length, word))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, blanks[i]) == 0)
            return true;
    return false;
}

bool hl_base__is_blank(const char *text, size_t length)
{
    return is_among(text, length, BLANKS);
}

bool hl_base__is_null(const char *text, size_t length)
{
    return is_among(text, length, UNMISTAKABLE);
}

static bool is_answer(const char *text, size_t length, bool *yes)
{
    char word[FOLDED_WORD];
    if (!fold_word(text, length, word))
        return false;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (strcmp(word, answers[i].word) == 0) {
            *yes = answers[i].yes;
            return true;
        }
    return false;
}

hl_number_form hl_base__written_bit(const char *text, size_t length, bool *out)
{
    hl_written_number number;
    *out = false;
    if (is_answer(text, length, out))
        return HL_NUMBER_EXACT;
    hl_number_form form = hl_base__written_number(text, length, '.', false, &number);
    if (form != HL_NUMBER_EXACT)
        return form == HL_NUMBER_BLANK ? form : HL_NUMBER_UNREADABLE;
    *out = number.attos != 0;
    return number.attos == 0 || number.attos == 1000000000000000000 ? form : HL_NUMBER_UNREADABLE;
}
