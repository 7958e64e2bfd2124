/* A finished English line is recognised by the catalogue: the row of the most letters that fits it
 * gives the Chinese, with what stood in the row's places. Places are tried from the shortest text
 * on, and again whenever the rest does not fit, so that a row holds exactly when the format could
 * have made the line. */
#include "reports/messages/said.h"

#include <stdio.h>
#include <string.h>

#include "hookline/messages.h"
#include "hookline/shown.h"
#include "reports/messages/calc_names.h"

enum { MOST_PLACES = 12, DEEPEST = 6, MOST_STEPS = 2000000 };

typedef struct slice {
    const char *at;
    size_t length;
} slice;

/* Where the Chinese goes; full when it does not fit. */
typedef struct sink {
    char *at;
    size_t left;
    bool full;
} sink;

typedef struct fit {
    const hl_message *row;
    size_t count;
    slice values[MOST_PLACES];
} fit;

typedef struct reading {
    size_t steps; /* of a line on which the rows cannot agree there is an end */
    int depth;
} reading;

static bool recognise(reading *r, slice line, fit *best);

/* What frames another message, before anything else is tried. */
static const hl_message frames[] = {
    {"/%s: %s", "/{1-}：{2*}"}, /* a JSON pointer */
    {"hookline: warning: %s", "hookline: 警告：{1*}"},
    {"hookline: %s", "hookline: {1*}"},
    {"hookline %s: warning: %s", "hookline {1}: 警告：{2*}"},
    {"hookline %s: note: %s", "hookline {1}: 提示：{2*}"},
    {"hookline %s: %s", "hookline {1}: {2*}"},
    {"standard input: %s", "标准输入：{1*}"},
    {"standard output: %s", "标准输出：{1*}"},
    {"standard input:%d: %s", "标准输入:{1}: {2*}"},
    {"%s: error: %s", "{1-}: 错误：{2*}"},
    {"%s: warning: %s", "{1-}: 警告：{2*}"},
    {"%s: note: %s", "{1-}: 提示：{2*}"},
    {"error: %s", "错误：{1*}"},
    {"warning: %s", "警告：{1*}"},
    {"note: %s", "提示：{1*}"},
    {"%s; accepted: %s", "{1*}；应为：{2?}"},
    {"%s (it looks like triggers, which no store keeps: hookline plan --triggers FILE)",
     "{1*}（看起来是触发，库里不存：hookline plan --triggers FILE）"},
    {"%s (it looks like %s: hookline import %s FILE)",
     "{1*}（看起来是{2*}：hookline import {3} FILE）"},
    {"%s; '%s' stands in %s", "{1*}；“{2}”出现在 {3}"},
    {"%s; line %lld looks like the header: --skip-lines %lld --delimiter '%s'",
     "{1*}；第 {2} 行像是表头：请加 --skip-lines {3} --delimiter '{4}'"},
    {"%s; line %lld looks like the header: --skip-lines %lld",
     "{1*}；第 {2} 行像是表头：请加 --skip-lines {3}"},
    {"%s; is there a header line at all? line %lld has numbers",
     "{1*}；文件有表头吗？第 {2} 行是数字"},
    {"%s; '%s' is full-width, for '%c'", "{1*}；“{2}”是全角字符，应写成“{3}”"},
};
/* And when nothing else holds. */
static const hl_message places[] = {
    {"'%s' %s (%s): '%s'", "“{1}”{2*}（{3*}）：“{4}”"},
    {"'%s' %s: '%s'", "“{1}”{2*}：“{3}”"},
    {"%s (%s): '%s' ...", "{1*}（{2*}）：“{3}…”"},
    {"%s (%s): '%s'", "{1*}（{2*}）：“{3}”"},
    {"%s: '%s' ...", "{1*}：“{2}…”"},
    {"%s: '%s'", "{1*}：“{2}”"},
    {"%s:%d:%d: %s", "{1-}:{2}:{3}: {4*}"},
    {"%s:%d: %s", "{1-}:{2}: {3*}"},
    {"%s; %s", "{1*}；{2*}"},
    {"%s: %s", "{1-}：{2*}"},
};
static const hl_said_table first = {frames, sizeof frames / sizeof frames[0]};
static const hl_said_table last = {places, sizeof places / sizeof places[0]};

static const hl_said_table *const catalogue[] = {
    &hl_reports__said_base,    &hl_reports__said_config, &hl_reports__said_accepted,
    &hl_reports__said_rows,    &hl_reports__said_scan,   &hl_reports__said_log,
    &hl_reports__said_plan,    &hl_reports__said_timing, &hl_reports__said_send_times,
    &hl_reports__said_request, &hl_reports__said_cli,    &hl_reports__said_program,
};

typedef enum place { TEXT, NUMBER, CHARACTER } place;

/* The conversion behind a %, and where the format goes on. */
static place read_place(const char *format, const char **after)
{
    format += strcspn(format, "disucxXzl");
    while (*format == 'l' || *format == 'z')
        format++;
    *after = *format == '\0' ? format : format + 1;
    return *format == 's' ? TEXT : *format == 'c' ? CHARACTER : NUMBER;
}

static bool may_stand(place kind, slice value)
{
    if (kind == TEXT)
        return true;
    if (kind == CHARACTER)
        return value.length > 0 && value.length <= 4;
    size_t i = value.length > 1 && value.at[0] == '-' ? 1 : 0;
    size_t from = i;
    while (i < value.length && strchr("0123456789abcdefABCDEF", value.at[i]) != NULL)
        i++;
    return i > from && i == value.length;
}

/* The number of the place "{2*}" at `at`, how it is meant, and where the template goes on; 0: that
 * is no place. */
static size_t place_at(const char *at, char *meant, const char **after)
{
    size_t number = 0;
    const char *c = at + 1;
    for (; *c >= '0' && *c <= '9'; c++)
        number = number * 10 + (size_t)(*c - '0');
    *meant = *c == '*' || *c == '?' || *c == '-' ? *c++ : '\0';
    *after = c + 1;
    return *at == '{' && *c == '}' && c > at + 1 && number <= MOST_PLACES ? number : 0;
}

/* ": " parts what is said of a place from the place, and "; " is in what is said. */
static bool is_place(slice value)
{
    for (size_t i = 0; i + 1 < value.length; i++)
        if ((value.at[i] == ':' || value.at[i] == ';') && value.at[i + 1] == ' ')
            return false;
    return true;
}

/* What must be messages, or names of places, are. */
static bool holds(reading *r, const fit *f)
{
    for (const char *at = f->row->zh; (at = strchr(at, '{')) != NULL; at++) {
        char meant;
        const char *after;
        fit inner;
        size_t number = place_at(at, &meant, &after);
        if (number == 0 || number > f->count)
            continue;
        const slice *value = &f->values[number - 1];
        if ((meant == '-' && !is_place(*value)) || (meant == '*' && !recognise(r, *value, &inner)))
            return false;
    }
    return true;
}

static bool fits(reading *r, fit *f, const char *format, slice line)
{
    for (; *format != '\0' && *format != '%'; format++, line.at++, line.length--)
        if (line.length == 0 || *format != *line.at)
            return false;
    if (*format == '\0')
        return line.length == 0 && holds(r, f);
    if (format[1] == '%') {
        slice rest = {line.at + 1, line.length - (line.length > 0)};
        return line.length > 0 && *line.at == '%' && fits(r, f, format + 2, rest);
    }
    const char *after;
    place kind = read_place(format, &after);
    size_t number = f->count++;
    for (size_t n = *after == '\0' ? line.length : 0;
         number < MOST_PLACES && n <= line.length && ++r->steps < MOST_STEPS; n++) {
        f->values[number] = (slice){line.at, n};
        f->count = number + 1;
        if ((*after == '\0' || *after == '%' || n == line.length || line.at[n] == *after) &&
            may_stand(kind, f->values[number]) &&
            fits(r, f, after, (slice){line.at + n, line.length - n}))
            return true;
    }
    f->count = number;
    return false;
}

/* How many of the characters of a line a format says itself. */
static size_t letters(const char *format)
{
    size_t count = 0;
    while (*format != '\0')
        if (*format == '%' && format[1] != '%')
            (void)read_place(format, &format);
        else
            count++, format++;
    return count;
}

/* Whether the line begins and ends as the format does: most rows are told from a line by that. */
static bool may_fit(const char *format, slice line)
{
    size_t begins = 0;
    while (begins < line.length && format[begins] != '%' && format[begins] == line.at[begins])
        begins++;
    if (format[begins] != '%')
        return format[begins] == '\0' && begins == line.length;
    const char *end = strrchr(format + begins, '%');
    if (end[1] == '%' || (end > format + begins && end[-1] == '%'))
        return true;
    (void)read_place(end, &end);
    size_t ends = strlen(end);
    return ends <= line.length && memcmp(end, line.at + line.length - ends, ends) == 0;
}

/* The row of a table with the most letters, if more than `least`. */
static bool find(reading *r, const hl_said_table *table, slice line, size_t *least, fit *best)
{
    bool found = false;
    for (size_t i = 0; i < table->count; i++) {
        const hl_message *row = &table->rows[i];
        if (!may_fit(row->en, line))
            continue;
        size_t length = letters(row->en);
        fit f = {.row = row};
        if (length > line.length || (*least > 0 && length <= *least) || !fits(r, &f, row->en, line))
            continue;
        *least = length;
        *best = f;
        found = true;
    }
    return found;
}

static bool recognise(reading *r, slice line, fit *best)
{
    size_t least = 0;
    if (r->depth == DEEPEST || line.length == 0)
        return false;
    r->depth++;
    bool framed = find(r, &first, line, &least, best);
    bool found = framed;
    for (size_t i = 0; !framed && i < sizeof catalogue / sizeof catalogue[0]; i++)
        found = find(r, catalogue[i], line, &least, best) || found;
    found = found || find(r, &last, line, &least, best);
    r->depth--;
    return found;
}

static sink empty_sink(char *buffer, size_t size)
{
    if (size > 0)
        buffer[0] = '\0';
    return (sink){buffer, size, size == 0};
}

static void put(sink *out, const char *text, size_t length)
{
    out->full = out->full || length >= out->left;
    if (out->full)
        return;
    memcpy(out->at, text, length);
    out->at += length;
    out->left -= length;
    *out->at = '\0';
}

/* What an argument of `calc` is about, in Chinese; anything else as it stands. */
static void put_name(sink *out, slice value)
{
    char name[128] = "";
    if (value.length < sizeof name)
        memcpy(name, value.at, value.length);
    const char *zh = hl_reports__calc_name(name, HL_LANG_ZH);
    if (zh == name)
        put(out, value.at, value.length);
    else
        put(out, zh, strlen(zh));
}

static void say(reading *r, const fit *f, sink *out)
{
    const char *from = f->row->zh;
    for (const char *at = from; (at = strchr(at, '{')) != NULL;) {
        char meant;
        const char *after;
        size_t number = place_at(at, &meant, &after);
        at++;
        if (number == 0 || number > f->count)
            continue;
        put(out, from, (size_t)(at - 1 - from));
        const slice *value = &f->values[number - 1];
        fit inner;
        if ((meant == '*' || meant == '?') && recognise(r, *value, &inner))
            say(r, &inner, out);
        else if (meant == '?')
            put_name(out, *value);
        else
            put(out, value->at, value->length);
        from = at = after;
    }
    put(out, from, strlen(from));
}

static bool say_line(slice line, sink *out)
{
    reading r = {0};
    fit f;
    if (!recognise(&r, line, &f))
        return false;
    say(&r, &f, out);
    return !out->full && r.steps < MOST_STEPS;
}

/* Where another message of several that are said in one line begins, as those of a request do. */
static const char *next_of_several(const char *line)
{
    const char *quoted = strstr(line, "; '");
    const char *unknown = strstr(line, "; unknown key '");
    return quoted == NULL || (unknown != NULL && unknown < quoted) ? unknown : quoted;
}

/* False when the line is no message or has no room. */
static bool in_chinese(const char *english, sink *out)
{
    static const char separator[] = "；";
    sink several = *out;
    const char *from = english;
    bool all = next_of_several(english) != NULL;
    for (const char *next; all && from != NULL; from = next) {
        next = next_of_several(from);
        all =
            say_line((slice){from, next == NULL ? strlen(from) : (size_t)(next - from)}, &several);
        if (next != NULL)
            put(&several, separator, sizeof separator - 1);
        next = next == NULL ? NULL : next + strlen("; ");
    }
    if (all)
        *out = several;
    return all || say_line((slice){english, strlen(english)}, out);
}

const char *hl_message_in(hl_lang lang, const char *english, char *buffer, size_t size)
{
    sink out = empty_sink(buffer, size);
    return lang == HL_LANG_ZH && in_chinese(english, &out) ? buffer : english;
}

static void put_text(sink *out, const char *text)
{
    put(out, text, strlen(text));
}

/* The text as people may see it, in Chinese where it is a message. */
static void put_message(sink *out, const char *text)
{
    char shown[HL_MESSAGE_SIZE];
    (void)hl_shown(text, shown, sizeof shown);
    sink own = *out;
    if (in_chinese(shown, &own))
        *out = own;
    else
        put_text(out, shown);
}

static void put_place(sink *out, const hl_problem *problem)
{
    char number[32];
    char shown[HL_MESSAGE_SIZE];
    if (problem->file != NULL) {
        bool input = strcmp(problem->file, "standard input") == 0;
        put_text(out, input ? "标准输入" : hl_shown(problem->file, shown, sizeof shown));
        put_text(out, ":");
    }
    if (problem->line > 0) {
        (void)snprintf(number, sizeof number, "%lld:", (long long)problem->line);
        put_text(out, number);
    }
    if (problem->line > 0 && problem->column > 0) {
        (void)snprintf(number, sizeof number, "%lld:", (long long)problem->column);
        put_text(out, number);
    }
    if (problem->file != NULL || problem->line > 0)
        put_text(out, " ");
}

const char *hl_problems_line_in(const hl_problems *list, size_t index, hl_lang lang, char *buffer,
                                size_t size)
{
    static const char *const severities[] = {[HL_PROBLEM_ERROR] = "错误：",
                                             [HL_PROBLEM_WARNING] = "警告：",
                                             [HL_PROBLEM_NOTE] = "提示："};
    const hl_problem *problem = hl_problems_get(list, index);
    char shown[HL_MESSAGE_SIZE];
    sink out = empty_sink(buffer, size);
    if (lang != HL_LANG_ZH || problem == NULL)
        return hl_problems_line(list, index);
    put_place(&out, problem);
    put_text(&out, severities[problem->severity]);
    if (problem->pointer != NULL && problem->pointer[0] != '\0') {
        put_text(&out, hl_shown(problem->pointer, shown, sizeof shown));
        put_text(&out, "：");
    }
    put_message(&out, problem->message);
    if (problem->accepted != NULL) {
        put_text(&out, "；应为：");
        put_message(&out, problem->accepted);
    }
    return out.full ? hl_problems_line(list, index) : buffer;
}
