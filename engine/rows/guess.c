/* Each candidate takes the text apart as it would be in that encoding and counts which of its
 * characters are common ones: the legacy encodings of East Asia put frequent characters into one
 * block (GB 2312 and KS X 1001 at 0xB0, Big5 at 0xA4, Shift-JIS kana at 0x82), and text of another
 * encoding taken so falls all over the table. The way of Li & Momoi, "A composite approach to
 * language/encoding detection" (19th International Unicode Conference, 2001), its coding scheme and
 * its character distribution. Western text has its accents alone among ASCII. */
#include "rows/guess.h"

#include <stdint.h>

#include "base/utf8.h"

typedef unsigned char byte;

/* The character at s[0], which is not ASCII; left > 0. Its length, 0 when it cannot be. */
typedef size_t take_character(const byte *s, size_t left, bool alone, bool *common);

static bool within(byte b, byte low, byte high)
{
    return b >= low && b <= high;
}

static size_t gb18030(const byte *s, size_t left, bool alone, bool *common)
{
    (void)alone;
    if (left < 2 || !within(s[0], 0x81, 0xFE))
        return 0;
    if (within(s[1], '0', '9'))
        return left >= 4 && within(s[2], 0x81, 0xFE) && within(s[3], '0', '9') ? 4 : 0;
    *common = s[1] >= 0xA1 && (within(s[0], 0xB0, 0xD7) || s[0] == 0xA1 || s[0] == 0xA3);
    return within(s[1], 0x40, 0xFE) && s[1] != 0x7F ? 2 : 0;
}

static size_t big5(const byte *s, size_t left, bool alone, bool *common)
{
    (void)alone;
    if (left < 2 || !within(s[0], 0x81, 0xFE))
        return 0;
    /* kana of EUC-JP stand at 0xA4 and 0xA5, too */
    bool kana = within(s[0], 0xA4, 0xA5) && s[1] >= 0xA1;
    *common = (within(s[0], 0xA4, 0xC6) && !kana) || s[0] == 0xA1;
    return within(s[1], 0x40, 0x7E) || within(s[1], 0xA1, 0xFE) ? 2 : 0;
}

static size_t shift_jis(const byte *s, size_t left, bool alone, bool *common)
{
    (void)alone;
    if (within(s[0], 0xA1, 0xDF))
        return 1;
    if (left < 2 || !(within(s[0], 0x81, 0x9F) || within(s[0], 0xE0, 0xFC)))
        return 0;
    *common = s[0] == 0x81 || (s[0] == 0x82 && s[1] >= 0x9F) || (s[0] == 0x83 && s[1] <= 0x96) ||
              within(s[0], 0x88, 0x97);
    return within(s[1], 0x40, 0xFC) && s[1] != 0x7F ? 2 : 0;
}

/* Without kana it is as good as GB 2312. */
static size_t euc_jp(const byte *s, size_t left, bool alone, bool *common)
{
    (void)alone;
    if (left < 2 || s[1] < 0xA1 || s[1] == 0xFF)
        return 0;
    *common = s[0] == 0xA4 || s[0] == 0xA5 || s[0] == 0xA1 || within(s[0], 0xB0, 0xBF);
    return within(s[0], 0xA1, 0xFE) || s[0] == 0x8E ? 2 : 0;
}

static size_t euc_kr(const byte *s, size_t left, bool alone, bool *common)
{
    (void)alone;
    if (left < 2 || !within(s[0], 0x81, 0xFE) || s[1] < 'A' || s[1] == 0xFF)
        return 0;
    *common = within(s[0], 0xB0, 0xC8) && s[1] >= 0xA1;
    return 2;
}

static size_t windows_1252(const byte *s, size_t left, bool alone, bool *common)
{
    static const byte signs[] = {0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0xA0,
                                 0xA3, 0xA7, 0xA9, 0xAE, 0xB0, 0xB2, 0xB4, 0xB7, 0xBD, 0xBF, 0xA1};
    (void)left;
    bool letter =
        s[0] >= 0xC0 && s[0] < 0xFE && s[0] != 0xD0 && s[0] != 0xD7 && s[0] != 0xDE && s[0] != 0xF7;
    bool known = letter;
    for (size_t i = 0; i < sizeof signs && !known; i++)
        known = s[0] == signs[i];
    *common = known && alone;
    return s[0] == 0x81 || s[0] == 0x8D || s[0] == 0x8F || s[0] == 0x90 || s[0] == 0x9D ? 0 : 1;
}

/* Small letters of Russian. */
static size_t windows_1251(const byte *s, size_t left, bool alone, bool *common)
{
    (void)left;
    *common = s[0] >= 0xE0 && !alone;
    return s[0] == 0x98 ? 0 : 1;
}

static const struct {
    const char *name;
    take_character *take;
} candidates[] = {
    {"gb18030", gb18030},
    {"big5", big5},
    {"shift_jis", shift_jis},
    {"euc-kr", euc_kr},
    {"euc-jp", euc_jp},
    {"windows-1252", windows_1252},
    {"windows-1251", windows_1251},
};

/* Share of common characters; one that cannot be weighs as three that are not common. */
static double score(take_character *take, const byte *text, size_t length)
{
    size_t common = 0;
    size_t all = 0;
    for (size_t at = 0; at < length;) {
        if (text[at] < 0x80) {
            at++;
            continue;
        }
        bool alone = (at == 0 || text[at - 1] < 0x80) && (at + 1 == length || text[at + 1] < 0x80);
        bool is_common = false;
        size_t taken = take(text + at, length - at, alone, &is_common);
        all += taken == 0 ? 3 : 1;
        common += taken > 0 && is_common;
        at += taken == 0 ? 1 : taken;
    }
    return all == 0 ? 0 : (double)common / (double)all;
}

static void choose(hl_guess *guess, const char *text, size_t length)
{
    static const double fits = 0.6;
    static const double near = 0.1;
    double best = 0;
    double second = 0;
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        double s = score(candidates[i].take, (const byte *)text, length);
        const hl_encoding *e = hl_rows__encoding(candidates[i].name);
        if (s > best) {
            second = best;
            guess->second = guess->likely;
            best = s;
            guess->likely = e;
        } else if (s > second) {
            second = s;
            guess->second = e;
        }
    }
    if (second < fits || second < best - near)
        guess->second = NULL;
    if (best < fits)
        guess->likely = NULL;
}

static void count_runs(hl_guess *guess, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t end = at;
        while (end < length && ((byte)text[end] & 0x80U) != 0)
            end++;
        if (end > at && hl_base__utf8_invalid_at(text + at, end - at) < end - at)
            guess->bad++;
        else
            guess->good += end > at;
        at = end + 1;
    }
}

/* Delimiters, digits and line ends of UTF-16 have a zero byte, always on the same side. */
static const hl_encoding *of_zeros(const char *text, size_t length)
{
    enum { FEW = 4 };
    size_t zeros[4] = {0};
    size_t whole = length & ~(size_t)3;
    for (size_t i = 0; i < whole; i++)
        zeros[i & 3] += text[i] == '\0';
    size_t quarter = whole / 4;
    size_t even = zeros[0] + zeros[2];
    size_t odd = zeros[1] + zeros[3];
    if (zeros[2] == quarter && zeros[3] == quarter)
        return hl_rows__encoding("utf-32le");
    if (zeros[0] == quarter && zeros[1] == quarter)
        return hl_rows__encoding("utf-32be");
    if (odd >= FEW && odd * 5 >= whole / 2 && even * 20 <= odd)
        return hl_rows__encoding("utf-16le");
    return even >= FEW && even * 5 >= whole / 2 && odd * 20 <= even ? hl_rows__encoding("utf-16be")
                                                                    : NULL;
}

hl_guess hl_rows__guess(const char *text, size_t length)
{
    hl_guess guess = {0};
    const hl_encoding *wide = length < 8 ? NULL : of_zeros(text, length);
    if (wide != NULL)
        return (hl_guess){.bad = length, .likely = wide};
    count_runs(&guess, text, length);
    if (hl_rows__guess_foreign(&guess))
        choose(&guess, text, length);
    return guess;
}

bool hl_rows__guess_foreign(const hl_guess *guess)
{
    return guess->bad > guess->good;
}

void hl_rows__guess_advice(const hl_guess *guess, hl_text *out)
{
    if (guess->likely == NULL) {
        hl_base__text_add(out, "its bytes do not say what it is: name it with --encoding, one "
                               "of " HL_ROWS_ENCODINGS);
        return;
    }
    hl_base__text_addf(out, "most likely %s", guess->likely->name);
    if (guess->second != NULL)
        hl_base__text_addf(out, " (or %s)", guess->second->name);
    hl_base__text_addf(out, ": read the file with --encoding %s", guess->likely->name);
}
