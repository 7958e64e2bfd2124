#include "assign/tag_cell.h"

#include <string.h>

#include "config/name_words.h"

/* Bytes of a mark between two tags that stands there; 0: none. */
static size_t mark_at(const char *text, size_t length)
{
    static const char *const marks[] = {";", "|", ",", "；", "，", "、", "｜"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t mark = strlen(marks[i]);
        if (mark <= length && memcmp(text, marks[i], mark) == 0)
            return mark;
    }
    return 0;
}

static size_t end_of(const hl_value *cell, size_t at)
{
    while (at < cell->length && mark_at(cell->text + at, cell->length - at) == 0)
        at++;
    return at;
}

/* "Paris, TX" is one place: only what is called so is several. */
static bool holds_tags(const char *key)
{
    static const char *const words[] = {"tags",     "tag",    "labels",    "label",
                                        "segments", "groups", "interests", "标签",
                                        "標籤",     "分组",   "分群",      "人群"};
    char name[HL_WORDS_ROOM];
    if (key == NULL || strlen(key) > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(key, strlen(key), name);
    return HL_WORDS_HAS(name, words);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool hl_assign__next_tag(const hl_value *cell, size_t *at, hl_value *tag)
{
    bool is_text = cell != NULL && cell->text != NULL &&
                   (cell->type == HL_VALUE_STRING || cell->type == HL_VALUE_UNTYPED);
    if (!is_text || *at > cell->length)
        return false;
    size_t end = end_of(cell, *at);
    if (*at == 0 && (end == cell->length || !holds_tags(cell->key)))
        return false;
    size_t from = *at;
    size_t to = end;
    while (from < to && is_blank(cell->text[from]))
        from++;
    while (to > from && is_blank(cell->text[to - 1]))
        to--;
    *tag = (hl_value){.type = cell->type, .text = cell->text + from, .length = to - from};
    *at = end < cell->length ? end + mark_at(cell->text + end, cell->length - end) : end + 1;
    return true;
}
