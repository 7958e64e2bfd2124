#include "rows/encoding.h"

#include <stdbool.h>
#include <string.h>

/* Where one encoding contains another that goes by the same name among people, the larger is read:
 * GB 18030 for GBK and GB 2312, what Windows calls Shift-JIS, EUC-KR and Latin-1. */
static const hl_encoding encodings[] = {
    {"utf-8", NULL, 1, false},
    {"utf-16le", "UTF-16LE", 2, false},
    {"utf-16be", "UTF-16BE", 2, false},
    {"utf-32le", "UTF-32LE", 4, false},
    {"utf-32be", "UTF-32BE", 4, false},
    {"gb18030", "GB18030", 1, true},
    {"big5", "BIG5-HKSCS", 1, true},
    {"shift_jis", "CP932", 1, true},
    {"euc-jp", "EUC-JP", 1, true},
    {"euc-kr", "UHC", 1, true},
    {"windows-1252", "CP1252", 1, false},
    {"windows-1250", "CP1250", 1, false},
    {"windows-1251", "CP1251", 1, false},
    {"iso-8859-15", "ISO-8859-15", 1, false},
};

static const struct {
    const char *other;
    const char *name;
} others[] = {
    {"utf8sig", "utf-8"},        {"utf16", "utf-16le"},        {"unicode", "utf-16le"},
    {"utf32", "utf-32le"},       {"gbk", "gb18030"},           {"gb2312", "gb18030"},
    {"cp936", "gb18030"},        {"euccn", "gb18030"},         {"big5hkscs", "big5"},
    {"cp950", "big5"},           {"sjis", "shift_jis"},        {"cp932", "shift_jis"},
    {"windows31j", "shift_jis"}, {"cp949", "euc-kr"},          {"uhc", "euc-kr"},
    {"cp1252", "windows-1252"},  {"iso88591", "windows-1252"}, {"latin1", "windows-1252"},
    {"cp1250", "windows-1250"},  {"cp1251", "windows-1251"},   {"latin9", "iso-8859-15"},
};

static bool skipped(char c)
{
    return c == '-' || c == '_' || c == ' ';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same(const char *a, const char *b)
{
    for (;;) {
        while (skipped(*a))
            a++;
        while (skipped(*b))
            b++;
        if (lower(*a) != lower(*b))
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

static const hl_encoding *named(const char *name)
{
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++)
        if (same(encodings[i].name, name))
            return &encodings[i];
    return NULL;
}

const hl_encoding *hl_rows__encoding(const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (same(others[i].other, name))
            return named(others[i].name);
    return named(name);
}

hl_status hl_rows__encoding_named(const char *name, const hl_encoding **out, hl_error *err)
{
    *out = name == NULL ? NULL : hl_rows__encoding(name);
    if (name == NULL || *out != NULL)
        return HL_OK;
    return hl_error_set(err, HL_USAGE, "the encoding '%s' is not known; known are utf-8, %s", name,
                        HL_ROWS_ENCODINGS);
}

const hl_encoding *hl_rows__encoding_marked(const char *text, size_t length, size_t *mark)
{
    /* the mark of UTF-32LE begins with that of UTF-16LE */
    static const struct {
        const char *bytes;
        size_t length;
        const char *name;
    } marks[] = {{"\xEF\xBB\xBF", 3, "utf-8"},
                 {"\xFF\xFE\0\0", 4, "utf-32le"},
                 {"\0\0\xFE\xFF", 4, "utf-32be"},
                 {"\xFF\xFE", 2, "utf-16le"},
                 {"\xFE\xFF", 2, "utf-16be"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (length >= marks[i].length && memcmp(text, marks[i].bytes, marks[i].length) == 0) {
            *mark = marks[i].length;
            return named(marks[i].name);
        }
    *mark = 0;
    return NULL;
}
