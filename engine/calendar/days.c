#include "calendar/days.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/utf8.h"
#include "base/value.h"
#include "json/json.h"

bool hl_calendar__days_add(hl_days *days, int64_t day, bool working)
{
    if (days->count == days->capacity) {
        size_t capacity = days->capacity == 0 ? 32 : days->capacity * 2;
        hl_special *items = realloc(days->items, capacity * sizeof *items);
        if (items == NULL)
            return false;
        days->items = items;
        days->capacity = capacity;
    }
    days->items[days->count++] = (hl_special){day, working};
    return true;
}

static int by_day(const void *a, const void *b)
{
    const hl_special *x = a;
    const hl_special *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (int)y->working - (int)x->working;
}

static void put_in_order(hl_days *days)
{
    if (days->count > 1)
        qsort(days->items, days->count, sizeof *days->items, by_day);
}

void hl_calendar__days_tell(hl_days *days, const char *file, hl_problems *problems)
{
    put_in_order(days);
    hl_calendar__days_remark(days, file, problems);
}

void hl_calendar__days_sort(hl_days *days)
{
    size_t kept = 0;
    put_in_order(days);
    for (size_t i = 0; i < days->count; i++)
        if (kept == 0 || days->items[kept - 1].day != days->items[i].day)
            days->items[kept++] = days->items[i];
    days->count = kept;
}

void hl_calendar__days_free(hl_days *days)
{
    free(days->items);
    *days = (hl_days){0};
}

bool hl_calendar__days_works(const hl_days *days, int64_t day)
{
    size_t low = 0;
    size_t high = days->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (days->items[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < days->count && days->items[low].day == day)
        return days->items[low].working;
    return hl_base__civil_weekday(day) < 5;
}

static void complain(hl_problems *problems, const char *file, const hl_value *at,
                     const char *message, const char *accepted)
{
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_ERROR,
                                            .file = file,
                                            .line = at->line,
                                            .column = at->column,
                                            .message = message,
                                            .accepted = accepted});
}

static bool read_list(hl_days *days, const char *file, const hl_value *list, bool working,
                      hl_problems *problems)
{
    if (list->type != HL_VALUE_ARRAY) {
        complain(problems, file, list, "not a list of dates", "[\"2026-10-01\", ...]");
        return true;
    }
    for (size_t i = 0; i < list->count; i++) {
        const hl_value *item = &list->items[i];
        int64_t ms = 0;
        if (item->type != HL_VALUE_STRING || !hl_base__time_is_strict(item->text, item->length) ||
            hl_base__time_parse(item->text, item->length, &ms) != HL_TIME_DATE)
            complain(problems, file, item, "not a date", "a date such as \"2026-10-01\"");
        else if (!hl_calendar__days_add(days, hl_base__civil_day_of(ms), working))
            return false;
    }
    return true;
}

static hl_status read_json(hl_days *days, const char *file, const char *text, size_t length,
                           hl_problems *problems, hl_error *err)
{
    hl_arena arena = {0};
    const hl_value *root = NULL;
    hl_status status = hl_json__parse(file, text, length, 1, &arena, problems, &root, err);
    if (status != HL_OK)
        goto done;
    if (root->type != HL_VALUE_OBJECT) {
        complain(problems, file, root, "not a calendar", "an object, or an iCalendar file");
        goto done;
    }
    for (size_t i = 0; i < root->count; i++) {
        const hl_value *item = &root->items[i];
        bool working = strcmp(item->key, "working") == 0;
        if (!working && strcmp(item->key, "holidays") != 0)
            complain(problems, file, item, "unknown key", "\"holidays\", \"working\"");
        else if (!read_list(days, file, item, working, problems))
            status = hl_error_memory(err);
    }
done:
    hl_base__arena_free(&arena);
    return status;
}

/* The line of a byte. */
static int32_t line_of(const char *text, size_t at)
{
    int32_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += text[i] == '\n';
    return line;
}

/* Names in another coding would be read as other names: a make-up working day (of GBK) as a
 * holiday. */
static bool is_utf8(const char *file, const char *text, size_t length, hl_problems *problems)
{
    static const char accepted[] = "a text in UTF-8";
    bool wide = length >= 2 && ((unsigned char)text[0] ^ (unsigned char)text[1]) == 1 &&
                ((unsigned char)text[0] == 0xFF || (unsigned char)text[0] == 0xFE);
    size_t at = wide ? 0 : hl_base__utf8_invalid_at(text, length);
    const hl_value place = {.line = line_of(text, at)};
    if (wide)
        complain(problems, file, &place, "the calendar is in UTF-16", accepted);
    else if (at < length)
        complain(problems, file, &place, "a byte that is not UTF-8: the calendar may be in GB18030",
                 accepted);
    return !wide && at == length;
}

hl_status hl_calendar__days_read(hl_days *days, const char *file, const char *text, size_t length,
                                 int64_t last_day, hl_problems *problems, hl_error *err)
{
    size_t before = hl_problems_errors(problems);
    size_t mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    size_t start = mark;
    hl_status status = HL_OK;
    while (start < length && text[start] != '\0' && strchr(" \t\r\n", text[start]) != NULL)
        start++;
    bool json = start < length && (text[start] == '{' || text[start] == '[');
    if (is_utf8(file, text, length, problems))
        status =
            json ? read_json(days, file, text + mark, length - mark, problems, err)
                 : hl_calendar__days_read_ics(days, file, text, length, last_day, problems, err);
    if (status == HL_OK)
        status = hl_problems_status(problems, err);
    if (status == HL_OK && hl_problems_errors(problems) > before)
        status = hl_error_set(err, HL_REJECTED, "%s: the calendar cannot be read", file);
    if (status == HL_OK)
        hl_calendar__days_tell(days, file, problems);
    hl_calendar__days_sort(days);
    return status;
}
