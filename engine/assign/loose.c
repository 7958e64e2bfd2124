#include "assign/loose.h"

#include <math.h>
#include <string.h>

#include "assign/written_date.h"
#include "assign/written_order.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/written_number.h"

static const hl_value null_value = {.type = HL_VALUE_NULL};

static const hl_value *or_null(const hl_value *value)
{
    return value == NULL ? &null_value : value;
}

static bool is_text(const hl_value *value)
{
    return value->type == HL_VALUE_STRING || value->type == HL_VALUE_UNTYPED;
}

static bool spells(const hl_value *value, const char *word)
{
    return strlen(word) == value->length && memcmp(word, value->text, value->length) == 0;
}

/* 1, 0, or -1 when an untyped text spells no boolean. */
static int spelt_boolean(const hl_value *value)
{
    if (spells(value, "true") || spells(value, "TRUE") || spells(value, "True"))
        return 1;
    return spells(value, "false") || spells(value, "FALSE") || spells(value, "False") ? 0 : -1;
}

static void add_elements(const hl_value *array, hl_text *out)
{
    for (size_t i = 0; i < array->count; i++) {
        if (i > 0)
            hl_base__text_add_char(out, ',');
        if (array->items[i].type != HL_VALUE_NULL)
            hl_assign__loose_text(&array->items[i], out);
    }
}

/* The text of what is neither text nor array: it needs no memory. */
static const char *short_text(const hl_value *value, char number[HL_NUMBER_TEXT])
{
    if (value->type == HL_VALUE_NUMBER)
        return hl_base__number_text(value->number, number);
    if (value->type == HL_VALUE_BOOL)
        return value->boolean ? "true" : "false";
    return value->type == HL_VALUE_NULL ? "null" : "[object Object]";
}

void hl_assign__loose_text(const hl_value *value, hl_text *out)
{
    char number[HL_NUMBER_TEXT];
    value = or_null(value);
    if (is_text(value))
        hl_base__text_add_bytes(out, value->text, value->length);
    else if (value->type == HL_VALUE_ARRAY)
        add_elements(value, out);
    else
        hl_base__text_add(out, short_text(value, number));
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static double number_of_text(const hl_value *value)
{
    const char *text = value->text;
    size_t length = value->length;
    if (value->reading != 0)
        return value->reading > 0 ? value->number : HL_NAN;
    while (length > 0 && is_blank(text[0])) {
        text++;
        length--;
    }
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    double number = 0;
    if (length == 0 || hl_base__number_parse(text, length, &number))
        return number;
    return HL_NAN;
}

static double number_of_elements(const hl_value *array)
{
    if (array->count > 1)
        return HL_NAN;
    return array->count == 0 ? 0 : hl_assign__loose_number(&array->items[0]);
}

double hl_assign__loose_number(const hl_value *value)
{
    value = or_null(value);
    switch (value->type) {
    case HL_VALUE_NULL:
        return 0;
    case HL_VALUE_BOOL:
        return value->boolean ? 1 : 0;
    case HL_VALUE_NUMBER:
        return value->number;
    case HL_VALUE_STRING:
        return number_of_text(value);
    case HL_VALUE_UNTYPED:
        return spelt_boolean(value) >= 0 ? spelt_boolean(value) : number_of_text(value);
    case HL_VALUE_ARRAY:
        return number_of_elements(value);
    case HL_VALUE_OBJECT:
        break;
    }
    return HL_NAN;
}

/* A text that is blank or no such word is neither true nor false. */
static bool answers(const hl_value *text, bool wanted)
{
    bool yes = false;
    return hl_base__written_bit(text->text, text->length, &yes) == HL_NUMBER_EXACT && yes == wanted;
}

bool hl_assign__loose_truth(const hl_value *value)
{
    value = or_null(value);
    switch (value->type) {
    case HL_VALUE_NULL:
        return false;
    case HL_VALUE_BOOL:
        return value->boolean;
    case HL_VALUE_NUMBER:
        return value->number < 0 || value->number > 0;
    case HL_VALUE_STRING:
        return value->length > 0;
    case HL_VALUE_UNTYPED:
        return answers(value, true);
    case HL_VALUE_ARRAY:
    case HL_VALUE_OBJECT:
        break;
    }
    return true;
}

/* Simple lower case of Latin, Greek, Cyrillic and fullwidth letters; other code points stay. */
static uint32_t lower(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
        (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f) || (c >= 0xff21 && c <= 0xff3a))
        return c + 32;
    if (c >= 0x400 && c <= 0x40f)
        return c + 80;
    bool pairs = (c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177);
    return pairs && c % 2 == 0 ? c + 1 : c;
}

static bool same_text(const char *a, size_t a_length, const char *b, size_t b_length,
                      bool fold_case)
{
    if (!fold_case)
        return a_length == b_length && memcmp(a, b, a_length) == 0;
    if (hl_base__utf8_invalid_at(a, a_length) < a_length ||
        hl_base__utf8_invalid_at(b, b_length) < b_length)
        return false;
    size_t i = 0;
    size_t j = 0;
    while (i < a_length && j < b_length)
        if (lower(hl_base__utf8_next(a, a_length, &i)) !=
            lower(hl_base__utf8_next(b, b_length, &j)))
            return false;
    return i == a_length && j == b_length;
}

bool hl_assign__loose_text_equals(const hl_value *value, const hl_value *text, bool fold_case,
                                  bool *no_memory)
{
    value = or_null(value);
    if (is_text(value))
        return same_text(value->text, value->length, text->text, text->length, fold_case);
    if (value->type != HL_VALUE_ARRAY) {
        char number[HL_NUMBER_TEXT];
        const char *own = short_text(value, number);
        return same_text(own, strlen(own), text->text, text->length, fold_case);
    }
    hl_text spelt = {0};
    hl_assign__loose_text(value, &spelt);
    *no_memory = *no_memory || spelt.failed;
    bool same =
        same_text(hl_base__text_string(&spelt), spelt.length, text->text, text->length, fold_case);
    hl_base__text_free(&spelt);
    return same;
}

static bool same_number(double a, double b)
{
    return !(a < b) && !(a > b) && !isnan(a) && !isnan(b);
}

static hl_answer yes_or_no(bool is)
{
    return is ? HL_ANSWER_YES : HL_ANSWER_NO;
}

static hl_answer equals_text(const hl_value *actual, const hl_value *text, bool fold_case)
{
    return same_text(actual->text, actual->length, text->text, text->length, fold_case)
               ? HL_ANSWER_YES
               : hl_assign__same_date(actual, text);
}

static hl_answer equals_boolean(const hl_value *text, bool wanted)
{
    bool yes = false;
    hl_number_form form = hl_base__written_bit(text->text, text->length, &yes);
    return form == HL_NUMBER_UNREADABLE ? HL_ANSWER_NO_BOOLEAN
                                        : yes_or_no(form == HL_NUMBER_EXACT && yes == wanted);
}

/* "yes" beside 1: answers of one column that say the same, as the file's column of yes and no and a
 * condition on true have it. False: it is none, or the number is no answer. */
static bool answers_number(const hl_value *text, double number, hl_answer *answer)
{
    bool yes = false;
    if (text->type != HL_VALUE_UNTYPED || (!same_number(number, 0) && !same_number(number, 1)) ||
        hl_base__written_bit(text->text, text->length, &yes) != HL_NUMBER_EXACT)
        return false;
    *answer = yes_or_no(same_number(number, yes ? 1 : 0));
    return true;
}

static hl_answer writes_number(const hl_value *text, double number)
{
    hl_order order = hl_assign__written_order(text, number, true);
    return order == HL_ORDER_NO_NUMBER ? HL_ANSWER_NO_NUMBER : yes_or_no(order == HL_ORDER_EQUAL);
}

/* Of a text that is not plainly a number; in a column of numbers it is none. */
static hl_answer no_number_equals(const hl_value *text, double number)
{
    hl_answer answer = HL_ANSWER_NO;
    if (answers_number(text, number, &answer) || text->reading != 0)
        return answer;
    return writes_number(text, number);
}

static hl_answer untyped_equals(const hl_value *actual, const hl_value *expected, bool fold_case)
{
    double number = 0;
    if (is_text(expected))
        return equals_text(actual, expected, fold_case);
    if (expected->type == HL_VALUE_BOOL)
        return equals_boolean(actual, expected->boolean);
    if (expected->type != HL_VALUE_NUMBER)
        return HL_ANSWER_NO;
    if (actual->reading > 0)
        return yes_or_no(same_number(actual->number, expected->number));
    if (actual->reading == 0 && hl_base__number_parse(actual->text, actual->length, &number))
        return yes_or_no(same_number(number, expected->number));
    return no_number_equals(actual, expected->number);
}

hl_answer hl_assign__equality(const hl_value *actual, const hl_value *expected, bool fold_case)
{
    actual = or_null(actual);
    if (actual->type == HL_VALUE_UNTYPED)
        return untyped_equals(actual, expected, fold_case);
    if (actual->type != expected->type)
        return HL_ANSWER_NO;
    switch (actual->type) {
    case HL_VALUE_NULL:
        return HL_ANSWER_YES;
    case HL_VALUE_BOOL:
        return yes_or_no(actual->boolean == expected->boolean);
    case HL_VALUE_NUMBER:
        return yes_or_no(same_number(actual->number, expected->number));
    case HL_VALUE_STRING:
        return equals_text(actual, expected, fold_case);
    case HL_VALUE_UNTYPED:
    case HL_VALUE_ARRAY:
    case HL_VALUE_OBJECT:
        break;
    }
    return HL_ANSWER_NO;
}

/* As the text of JSON is: a date is no more than its letters. */
static bool same_scalar(const hl_value *a, const hl_value *b)
{
    bool texts = is_text(a) && is_text(b);
    return texts ? same_text(a->text, a->length, b->text, b->length, false)
                 : hl_assign__equality(a, b, false) == HL_ANSWER_YES;
}

bool hl_assign__same_document(const hl_value *a, const hl_value *b)
{
    a = or_null(a);
    if (a->type != HL_VALUE_ARRAY && a->type != HL_VALUE_OBJECT)
        return same_scalar(a, b);
    if (a->type != b->type || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (a->type == HL_VALUE_OBJECT && strcmp(a->items[i].key, b->items[i].key) != 0)
            return false;
        if (!hl_assign__same_document(&a->items[i], &b->items[i]))
            return false;
    }
    return true;
}

bool hl_assign__is_of_type(const hl_value *value, const char *type)
{
    value = or_null(value);
    if (value->type != HL_VALUE_UNTYPED)
        return strcmp(hl_base__value_type_name(value->type), type) == 0;
    double number = 0;
    if (strcmp(type, "boolean") == 0)
        return spelt_boolean(value) >= 0;
    if (strcmp(type, "number") == 0)
        return hl_base__number_parse(value->text, value->length, &number);
    return strcmp(type, "string") == 0;
}

/* UTF-8 byte order is code point order; UTF-16 puts supplementary characters (lead byte F0 and up)
 * before U+E000..U+FFFF (lead bytes EE and EF). */
static int utf16_rank(unsigned char byte)
{
    return byte >= 0xf0 ? byte - 2 : byte >= 0xee ? byte + 16 : byte;
}

static hl_order order_of_texts(const hl_value *a, const hl_value *b)
{
    size_t shorter = a->length < b->length ? a->length : b->length;
    for (size_t i = 0; i < shorter; i++)
        if (a->text[i] != b->text[i])
            return utf16_rank((unsigned char)a->text[i]) < utf16_rank((unsigned char)b->text[i])
                       ? HL_ORDER_LESS
                       : HL_ORDER_GREATER;
    if (a->length == b->length)
        return HL_ORDER_EQUAL;
    return a->length < b->length ? HL_ORDER_LESS : HL_ORDER_GREATER;
}

hl_answer hl_assign__equals_number(const hl_value *actual, double number)
{
    actual = or_null(actual);
    double own = hl_assign__loose_number(actual);
    if (isnan(own) && actual->type == HL_VALUE_UNTYPED)
        return no_number_equals(actual, number);
    return yes_or_no(same_number(own, number));
}

static hl_order order_of_numbers(double a, double b)
{
    if (a < b)
        return HL_ORDER_LESS;
    if (a > b)
        return HL_ORDER_GREATER;
    return isnan(a) || isnan(b) ? HL_ORDER_NONE : HL_ORDER_EQUAL;
}

/* A text and a number. */
static hl_order order_of_written(const hl_value *text, const hl_value *number)
{
    double own = hl_assign__loose_number(text);
    bool blank = text->type == HL_VALUE_UNTYPED && hl_base__is_blank(text->text, text->length);
    if (blank)
        return HL_ORDER_NONE;
    if (!isnan(own))
        return order_of_numbers(own, number->number);
    return text->reading == 0 ? hl_assign__written_order(text, number->number, false)
                              : HL_ORDER_NO_NUMBER;
}

hl_order hl_assign__loose_order(const hl_value *actual, const hl_value *expected, bool *no_memory)
{
    hl_order order = HL_ORDER_NONE;
    actual = or_null(actual);
    if (is_text(actual) && is_text(expected))
        return hl_assign__date_order(actual, expected, &order) ? order
                                                               : order_of_texts(actual, expected);
    if (is_text(actual) && expected->type == HL_VALUE_NUMBER)
        return order_of_written(actual, expected);
    if (actual->type != HL_VALUE_ARRAY || !is_text(expected))
        return order_of_numbers(hl_assign__loose_number(actual), hl_assign__loose_number(expected));
    hl_text joined = {0};
    hl_assign__loose_text(actual, &joined);
    hl_value text = {
        .type = HL_VALUE_STRING, .text = hl_base__text_string(&joined), .length = joined.length};
    *no_memory = *no_memory || joined.failed;
    order = order_of_texts(&text, expected);
    hl_base__text_free(&joined);
    return order;
}
