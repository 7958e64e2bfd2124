#include "rows/dialect.h"

#include <string.h>

#include "base/spelling.h"
#include "base/utf8.h"

enum { LINES = 40, CANDIDATES = 4 };

static const char candidates[CANDIDATES] = {',', ';', '\t', '|'};

static size_t blanks_at(const char *text, size_t length)
{
    static const char blanks[] = {' ', '\n', '\r', '\t'};
    size_t at = 0;
    while (at < length && memchr(blanks, text[at], sizeof blanks) != NULL)
        at++;
    return at;
}

bool hl_rows__begins_json(const char *text, size_t length, char opens)
{
    size_t at = blanks_at(text, length);
    if (at == length || text[at] != opens)
        return false;
    at++;
    at += blanks_at(text + at, length - at);
    return at < length && text[at] == (opens == '[' ? '{' : '"');
}

const char *hl_rows__not_a_table(const char *text, size_t length)
{
    static const struct {
        const char *start;
        size_t length;
        const char *what;
    } starts[] = {
        {"PK\x03\x04", 4, "a workbook (.xlsx) or another ZIP archive"},
        {"\xD0\xCF\x11\xE0", 4, "an old workbook (.xls)"},
        {"%PDF-", 5, "a PDF"},
        {"\x1F\x8B", 2, "compressed by gzip"},
        {"BZh", 3, "compressed by bzip2"},
        {"\xFD"
         "7zXZ",
         5, "compressed by xz"},
        {"\x28\xB5\x2F\xFD", 4, "compressed by zstd"},
        {"SQLite format 3", 15, "an SQLite database"},
        {"PAR1", 4, "a Parquet file"},
    };
    static const char *const markup[] = {"<html", "<!doctype", "<table", "<?xml", "<head", "<body"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (length >= starts[i].length && memcmp(text, starts[i].start, starts[i].length) == 0)
            return starts[i].what;
    size_t blanks = blanks_at(text, length);
    text += blanks;
    length -= blanks;
    char start[16] = "";
    memcpy(start, text, length < sizeof start - 1 ? length : sizeof start - 1);
    for (size_t i = 0; i < sizeof markup / sizeof markup[0]; i++)
        if (hl_base__begins(start, markup[i]))
            return "a page (HTML or XML), not a table";
    return NULL;
}

bool hl_rows__ends_with_cr(const char *text, size_t length, bool final)
{
    bool inside = false;
    size_t alone = 0;
    size_t feeds = 0;
    for (size_t i = 0; i < length; i++) {
        inside = inside != (text[i] == '"');
        feeds += text[i] == '\n';
        if (text[i] == '\n' && !inside)
            return false;
        alone += text[i] == '\r' && !inside && (i + 1 < length ? text[i + 1] != '\n' : final);
    }
    return alone > 0 && alone >= feeds;
}

/* The length of the line with its end. */
static size_t line_length(const char *text, size_t length)
{
    const char *end = memchr(text, '\n', length);
    return end == NULL ? length : (size_t)(end - text) + 1;
}

size_t hl_rows__sep_line(const char *text, size_t length, char *delimiter)
{
    char start[8] = "";
    size_t line = line_length(text, length);
    size_t quoted = line > 0 && text[0] == '"' ? 1 : 0;
    size_t end = line;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r'))
        end--;
    if (end != 5 + 2 * quoted)
        return 0;
    memcpy(start, text + quoted, 5);
    if (!hl_base__begins(start, "sep=") || (quoted == 1 && text[6] != '"'))
        return 0;
    *delimiter = start[4];
    return line;
}

/* How often each candidate stands in the line outside of quotes. Returns the line's length. */
static size_t count_candidates(const char *text, size_t length, size_t counts[CANDIDATES])
{
    bool inside = false;
    memset(counts, 0, CANDIDATES * sizeof *counts);
    for (size_t i = 0; i < length; i++) {
        inside = inside != (text[i] == '"');
        if (text[i] == '\n' && !inside)
            return i + 1;
        for (size_t c = 0; c < CANDIDATES && !inside; c++)
            counts[c] += text[i] == candidates[c];
    }
    return length;
}

/* Per candidate, how many of the lines behind the header have it as often as the header does. */
static size_t count_alike(const char *text, size_t length, const size_t header[CANDIDATES],
                          size_t alike[CANDIDATES])
{
    size_t counts[CANDIDATES];
    size_t lines = 0;
    memset(alike, 0, CANDIDATES * sizeof *alike);
    for (size_t at = 0; at < length && lines < LINES;) {
        size_t line = count_candidates(text + at, length - at, counts);
        bool blank = text[at] == '\n' || text[at] == '\r';
        for (size_t c = 0; c < CANDIDATES && !blank; c++)
            alike[c] += counts[c] >= header[c];
        lines += !blank;
        at += line;
    }
    return lines;
}

char hl_rows__find_delimiter(const char *text, size_t length, char standard)
{
    size_t header[CANDIDATES];
    size_t alike[CANDIDATES];
    size_t at = count_candidates(text, length, header);
    size_t lines = count_alike(text + at, length - at, header, alike);
    size_t usual = 0;
    while (usual < CANDIDATES - 1 && candidates[usual] != standard)
        usual++;
    size_t best = usual;
    for (size_t c = 0; c < CANDIDATES; c++)
        if (header[c] > header[best] && alike[c] * 2 >= lines)
            best = c;
    /* a header of the standard one is believed as long as the lines are like it */
    return header[usual] > 0 && alike[usual] * 2 >= lines ? standard : candidates[best];
}

static bool is_number(const hl_field *field)
{
    for (size_t i = 0; i < field->length; i++)
        if (strchr("0123456789.,+-%", field->data[i]) == NULL)
            return false;
    return field->length > 0;
}

bool hl_rows__has_number(const hl_record *record)
{
    size_t i = 0;
    while (i < record->count && !is_number(&record->fields[i]))
        i++;
    return i < record->count;
}

/* Names that the record would have as a header; a number is none. */
static size_t names_in(const hl_record *record)
{
    size_t names = 0;
    for (size_t i = 0; i < record->count; i++)
        names += record->fields[i].length > 0;
    return record->problem[0] == '\0' && !hl_rows__has_number(record) ? names : 0;
}

size_t hl_rows__lines_before_header(hl_record *record, const char *text, size_t length,
                                    char delimiter)
{
    size_t most = 0;
    size_t before = 0;
    size_t line = 0;
    for (size_t at = 0; at < length && line < LINES;) {
        if (text[at] == '\n' || text[at] == '\r') {
            at += line_length(text + at, length - at);
            line++;
            continue;
        }
        size_t taken = hl_rows__csv_record(record, text + at, length - at, true, delimiter);
        size_t names = names_in(record);
        if (names > most) {
            most = names;
            before = line;
        }
        for (size_t i = 0; i < taken; i++)
            line += text[at + i] == '\n';
        at += taken;
    }
    return most > 1 ? before : 0;
}

/* ---- totals */

/* Without a colon and blanks behind it. */
static size_t label_length(const char *text, size_t length)
{
    while (length > 0 && (text[length - 1] == ':' || text[length - 1] == ' '))
        length--;
    bool wide = length >= 3 && memcmp(text + length - 3, "\xEF\xBC\x9A", 3) == 0; /* a colon */
    return wide ? length - 3 : length;
}

static bool is_one_of(const char *text, size_t length, const char *const *words, size_t count)
{
    enum { MOST_WORD = 32 };
    char word[HL_FOLDED(MOST_WORD)];
    if (length >= MOST_WORD)
        return false;
    (void)hl_base__fold(text, length, word);
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

bool hl_rows__is_total(const char *text, size_t length)
{
    static const char *const words[] = {
        "total",          "totals",        "grand total",   "sub total", "subtotal", "summe",
        "gesamt",         "gesamtsumme",   "totaal",        "totale",    "итого",    "всего",
        "合计",           "总计",          "小计",          "总和",      "汇总",     "共计",
        "合計",           "總計",          "小計",          "総計",      "합계",     "총계",
        "gesamtergebnis", "total general", "total général", "somme",     "sum"};
    return hl_rows__may_be_total(text, length) &&
           is_one_of(text, label_length(text, length), words, sizeof words / sizeof words[0]);
}

bool hl_rows__is_summary(const char *text, size_t length)
{
    static const char *const words[] = {
        "all",     "all users",    "all arms",   "overall", "average",  "avg",    "mean",
        "median",  "everyone",     "平均",       "平均值",  "均值",     "中位数", "全部",
        "全体",    "整体",         "总体",       "所有",    "大盘",     "平均値", "全體",
        "moyenne", "durchschnitt", "mittelwert", "media",   "promedio", "среднее"};
    if (length == 0 || (text[length - 1] >= '0' && text[length - 1] <= '9') ||
        ((unsigned char)text[0] < 0x80 && strchr(" aAoOeEmMdDpP", text[0]) == NULL))
        return hl_rows__is_total(text, length);
    return hl_rows__is_total(text, length) ||
           is_one_of(text, label_length(text, length), words, sizeof words / sizeof words[0]);
}

const char *hl_rows__first_text(const char *line, size_t line_length, size_t *length)
{
    static const char around[] = {',', ';', '\t', '|', '"', ' '};
    size_t start = 0;
    while (start < line_length && memchr(around, line[start], sizeof around) != NULL)
        start++;
    size_t end = start;
    while (end < line_length && (line[end] == ' ' || memchr(around, line[end], 5) == NULL))
        end++;
    *length = end - start;
    return line + start;
}

/* ---- names */

/* The length of the blank or mark that the text begins (or ends) with; 0: none. */
static size_t blank_at(const char *text, size_t length, bool at_end)
{
    static const char *const blanks[] = {" ",  "\t",           "\xC2\xA0",     "\xE3\x80\x80",
                                         "\r", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE2\x80\xAF"};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t size = strlen(blanks[i]);
        if (size <= length && memcmp(at_end ? text + length - size : text, blanks[i], size) == 0)
            return size;
    }
    return 0;
}

void hl_rows__trim_name(const char **name, size_t *length)
{
    bool again = true;
    while (again) {
        size_t front = blank_at(*name, *length, false);
        *name += front;
        *length -= front;
        size_t back = blank_at(*name, *length, true);
        *length -= back;
        bool quoted = *length > 1 && ((*name)[0] == '"' || (*name)[0] == '\'') &&
                      (*name)[*length - 1] == (*name)[0];
        *name += quoted;
        *length -= quoted ? 2 : 0;
        again = front > 0 || back > 0 || quoted;
    }
}
