/* Each candidate takes the text apart as it would be in that encoding: frequent characters lie in
 * one block of the table (of GB 2312 and KS X 1001 at 0xB0, of Big5 at 0xA4, kana of Shift-JIS at
 * 0x82), and text of another encoding taken so falls all over it. The way of Li & Momoi, "A
 * composite approach to language/encoding detection" (19th International Unicode Conference, 2001):
 * coding scheme and distribution of characters. Western text has its accents alone among ASCII.
 *
 * A character of the block has the probability of any of the block, another that of any of the
 * rest; a cell counts once however often it stands there; the likeliest encoding of the whole is
 * named, by Bayes with a prior for what this program meets. */
#include "rows/guess.h"

#include <math.h>
#include <stdint.h>

#include "base/utf8.h"
#include "rows/decoder.h"

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
    if (within(s[1], '0', '9')) {
        *common = true; /* four bytes so are nobody else's */
        return left >= 4 && within(s[2], 0x81, 0xFE) && within(s[3], '0', '9') ? 4 : 0;
    }
    *common = s[1] >= 0xA1 && (within(s[0], 0xB0, 0xD7) || s[0] == 0xA1 || s[0] == 0xA3);
    return within(s[1], 0x40, 0xFE) && s[1] != 0x7F ? 2 : 0;
}

static size_t big5(const byte *s, size_t left, bool alone, bool *common)
{
    (void)alone;
    if (left < 2 || !within(s[0], 0x81, 0xFE))
        return 0;
    *common = within(s[0], 0xA4, 0xC6) || s[0] == 0xA1;
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

typedef struct candidate {
    const char *name;
    take_character *take;
    double prior;  /* logarithms, up to a constant: of the encoding, */
    double common; /* of a character of the block: its share over the characters in it, */
    double other;  /* and of any other */
} candidate;

static const candidate candidates[] = {
    {"gb18030", gb18030, 4, -8.3, -12.9},          /* 0.95 / 3948, 0.05 / 20000 */
    {"big5", big5, 0, -8.7, -12.0},                /* 0.95 / 5652, 0.05 / 8000 */
    {"shift_jis", shift_jis, 0, -8.1, -9.0},       /* 0.95 / 3300; half kana are one byte */
    {"euc-kr", euc_kr, 0, -7.8, -12.2},            /* 0.97 / 2350, 0.03 / 6000 */
    {"euc-jp", euc_jp, 0, -7.5, -12.0},            /* 0.95 / 1770, 0.05 / 8000 */
    {"windows-1252", windows_1252, 2, -4.2, -8.4}, /* 0.95 / 60, 0.03 / 128 */
    {"windows-1251", windows_1251, 0, -3.7, -6.2}, /* 0.8 / 32, 0.2 / 96 */
};

typedef struct fit {
    double likelihood;
    size_t common, all; /* characters */
} fit;

static void add_cell(fit *f, const candidate *c, const byte *cell, size_t length)
{
    static const double impossible = -25;
    static const double ascii = 4.5; /* the second byte, which others took for a letter */
    for (size_t at = 0; at < length;) {
        if (cell[at] < 0x80) {
            at++;
            continue;
        }
        bool alone = (at == 0 || cell[at - 1] < 0x80) && (at + 1 == length || cell[at + 1] < 0x80);
        bool is_common = false;
        size_t taken = c->take(cell + at, length - at, alone, &is_common);
        bool possible = taken > 0;
        f->all++;
        f->common += possible && is_common;
        f->likelihood += !possible ? impossible : is_common ? c->common : c->other;
        if (taken == 2 && cell[at + 1] < 0x80)
            f->likelihood += ascii;
        at += possible ? taken : 1;
    }
}

/* The length of the cell at s[0]; what ends it is the second byte of no character. *hash: 0 when it
 * is all ASCII. */
static size_t cell_length(const byte *s, size_t left, uint32_t *hash)
{
    size_t length = 0;
    uint32_t h = 2166136261U; /* FNV-1a */
    byte all = 0;
    while (length < left && s[length] != ',' && s[length] != ';' && s[length] != '\t' &&
           s[length] != '\n' && s[length] != '\r') {
        all |= s[length];
        h = (h ^ s[length++]) * 16777619U;
    }
    *hash = all < 0x80 ? 0 : h;
    return length;
}

/* What stands in cell after cell says no more than once. */
static fit fit_of(const candidate *c, const byte *text, size_t length)
{
    enum { REMEMBERED = 1024 };
    uint32_t seen[REMEMBERED] = {0};
    fit f = {c->prior, 0, 0};
    for (size_t at = 0; at < length;) {
        uint32_t hash = 0;
        size_t cell = cell_length(text + at, length - at, &hash);
        if (hash != 0 && seen[hash % REMEMBERED] != hash) {
            add_cell(&f, c, text + at, cell);
            seen[hash % REMEMBERED] = hash;
        }
        at += cell + 1;
    }
    return f;
}

static void choose(hl_guess *guess, const char *text, size_t length)
{
    static const double fits = 0.6; /* what lies all over the table is none of the candidates */
    static const double near = 5;   /* one in 150 */
    fit best = {-(double)INFINITY, 0, 0};
    fit second = {-(double)INFINITY, 0, 0};
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        fit f = fit_of(&candidates[i], (const byte *)text, length);
        const hl_encoding *e = hl_rows__encoding(candidates[i].name);
        if ((double)f.common < fits * (double)f.all)
            continue;
        if (f.likelihood > best.likelihood) {
            second = best;
            guess->second = guess->likely;
            best = f;
            guess->likely = e;
        } else if (f.likelihood > second.likelihood) {
            second = f;
            guess->second = e;
        }
    }
    if (second.likelihood < best.likelihood - near)
        guess->second = NULL;
}

/* Pairs alone: what two bytes of another encoding can be by accident. */
static bool is_pairs(const char *text, size_t length)
{
    for (size_t at = 0; at < length; at += 2)
        if (((byte)text[at] & 0xE0U) != 0xC0U)
            return false;
    return true;
}

static void count_runs(hl_guess *guess, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t end = at;
        while (end < length && ((byte)text[end] & 0x80U) != 0)
            end++;
        if (end > at && hl_base__utf8_invalid_at(text + at, end - at) < end - at)
            guess->bad++;
        else if (end > at) {
            guess->good++;
            guess->sure += !is_pairs(text + at, end - at);
        }
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

/* The script of a letter of two bytes, roughly, by the first of them. */
static int script_of(byte lead)
{
    static const byte ends[] = {0xCD, 0xCF, 0xD3,
                                0xD5, 0xD7, 0xDB}; /* Latin, Greek, Cyrillic, ... */
    int script = 0;
    while (script < (int)sizeof ends && lead > ends[script])
        script++;
    return script;
}

/* All of it pairs that are characters in daily use of GBK, and letters of UTF-8 that make no word:
 * of several scripts, or an accent without a letter of ASCII, or one letter alone. */
static bool is_odd(const byte *cell, size_t length)
{
    bool one_script = true;
    if (length < 2 || length % 2 != 0 || !is_pairs((const char *)cell, length))
        return false;
    for (size_t at = 0; at < length; at += 2) {
        bool common = false;
        if (gb18030(cell + at, length - at, false, &common) != 2 || !common)
            return false;
        one_script = one_script && script_of(cell[at]) == script_of(cell[0]);
    }
    return length == 2 || !one_script || script_of(cell[0]) == 0;
}

static void keep_cell(hl_guess *guess, const char *cell, size_t length)
{
    guess->cell_length = length < sizeof guess->cell ? length : sizeof guess->cell;
    for (size_t i = 0; i < guess->cell_length; i++)
        guess->cell[i] = cell[i];
}

static void look_at_cells(hl_guess *guess, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t hash = 0;
        const char *cell = text + at;
        size_t size = cell_length((const byte *)cell, length - at, &hash);
        at += size + 1;
        if (size > 2 && cell[0] == '"' && cell[size - 1] == '"') {
            cell++;
            size -= 2;
        }
        bool odd = hash != 0 && is_odd((const byte *)cell, size);
        bool bad = hash != 0 && !odd && hl_base__utf8_invalid_at(cell, size) < size;
        if ((odd && guess->odd == 0) || (bad && guess->cell_length == 0))
            keep_cell(guess, cell, size);
        guess->odd += odd;
    }
}

hl_guess hl_rows__guess(const char *text, size_t length)
{
    hl_guess guess = {0};
    const hl_encoding *wide = length < 8 ? NULL : of_zeros(text, length);
    if (wide != NULL)
        return (hl_guess){.bad = length, .likely = wide};
    count_runs(&guess, text, length);
    if (guess.bad + guess.good > 0)
        look_at_cells(&guess, text, length);
    /* what has both is named by nobody's evidence */
    if (hl_rows__guess_foreign(&guess) && (guess.bad > guess.good || guess.sure * 100 <= guess.bad))
        choose(&guess, text, length);
    return guess;
}

bool hl_rows__guess_foreign(const hl_guess *guess)
{
    enum { FEW = 10 };
    return guess->bad > guess->good ||
           (guess->bad > FEW && guess->bad * 100 > guess->bad + guess->good);
}

/* What the encoding makes of the kept cell; "" when it is none in it, or nobody can say. */
static void read_cell(const hl_guess *guess, const hl_encoding *encoding, hl_text *out)
{
    enum { MOST = 3 * HL_GUESS_CELL };
    char text[MOST];
    char *to = text;
    const char *from = guess->cell;
    size_t left = guess->cell_length, room = sizeof text;
    hl_decoder decoder;
    hl_error why = HL_ERROR_INIT;
    if (hl_rows__decoder_open(&decoder, encoding, &why) != HL_OK) {
        out->failed = out->failed || hl_error_is_memory(&why);
        return;
    }
    hl_rows__decode(&decoder, &from, &left, false, &to, &room);
    hl_rows__decoder_close(&decoder);
    size_t length = (size_t)(to - text);
    if (hl_base__utf8_invalid_at(text, length) == length)
        hl_base__text_add_bytes(out, text, length);
}

static void add_likely(const hl_guess *guess, hl_text *out)
{
    hl_text likely = {0};
    hl_text second = {0};
    hl_base__text_addf(out, "most likely %s", guess->likely->name);
    if (guess->second != NULL)
        hl_base__text_addf(out, " (or %s)", guess->second->name);
    hl_base__text_addf(out, ": read the file with --encoding %s", guess->likely->name);
    if (guess->second != NULL && guess->cell_length > 0) {
        read_cell(guess, guess->likely, &likely);
        read_cell(guess, guess->second, &second);
    }
    if (likely.length > 0 && second.length > 0)
        hl_base__text_addf(out, "; the first such text is '%s' in %s, '%s' in %s",
                           hl_base__text_string(&likely), guess->likely->name,
                           hl_base__text_string(&second), guess->second->name);
    out->failed = out->failed || likely.failed || second.failed;
    hl_base__text_free(&likely);
    hl_base__text_free(&second);
}

void hl_rows__guess_advice(const hl_guess *guess, hl_text *out)
{
    hl_text reading = {0};
    if (guess->likely != NULL) {
        add_likely(guess, out);
        return;
    }
    hl_base__text_add(out, "its bytes do not say what it is: name it with --encoding, one "
                           "of " HL_ROWS_ENCODINGS);
    read_cell(guess, hl_rows__encoding("gb18030"), &reading);
    if (reading.length > 0)
        hl_base__text_addf(out, "; the first such text is '%s' in gb18030",
                           hl_base__text_string(&reading));
    out->failed = out->failed || reading.failed;
    hl_base__text_free(&reading);
}

bool hl_rows__guess_accident(const hl_guess *guess, hl_text *out)
{
    hl_text reading = {0};
    if (guess->bad > 0 || guess->sure > 0 || guess->odd == 0)
        return false;
    read_cell(guess, hl_rows__encoding("gb18030"), &reading);
    if (reading.length > 0)
        hl_base__text_addf(
            out,
            "'%.*s' is UTF-8, perhaps by accident: in gb18030 it is '%s' (--encoding "
            "gb18030 reads it so, --encoding utf-8 as it stands)",
            (int)guess->cell_length, guess->cell, hl_base__text_string(&reading));
    out->failed = out->failed || reading.failed;
    hl_base__text_free(&reading);
    return out->length > 0;
}
