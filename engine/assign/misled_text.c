#include "assign/misled_text.h"

#include <string.h>

#include "base/moment.h"
#include "base/utf8.h"
#include "base/wide.h"
#include "base/written_number.h"

static int order_of_notes(const hl_misled_note *a, const hl_misled_note *b)
{
    int order = strcmp(a->attribute, b->attribute);
    order = order == 0 ? strcmp(a->operand, b->operand) : order;
    return order == 0 ? (int)a->kind - (int)b->kind : order;
}

static void join(hl_misled_note *into, const hl_misled_note *from)
{
    if (from->misled > 0 && (into->misled == 0 || strcmp(from->example, into->example) < 0))
        memcpy(into->example, from->example, sizeof into->example);
    into->misled += from->misled;
    into->agreed += from->agreed;
    into->others += from->others;
}

/* Of too many the greatest is forgotten, and would be again if it came again: so which are kept,
 * and what is counted of them, does not depend on which came first. */
static void add(hl_misled *misled, const hl_misled_note *note)
{
    enum { MOST = sizeof misled->notes / sizeof misled->notes[0] };
    size_t at = 0;
    while (at < misled->count && order_of_notes(&misled->notes[at], note) < 0)
        at++;
    if (at < misled->count && order_of_notes(&misled->notes[at], note) == 0) {
        join(&misled->notes[at], note);
        return;
    }
    if (at == MOST)
        return;
    if (misled->count == MOST)
        misled->count--;
    memmove(&misled->notes[at + 1], &misled->notes[at], (misled->count - at) * sizeof *note);
    misled->notes[at] = *note;
    misled->count++;
}

void hl_assign__misled_merge(hl_misled *into, const hl_misled *from)
{
    for (size_t i = 0; i < from->count; i++)
        add(into, &from->notes[i]);
}

typedef enum outcome { MISLED, AGREED, OTHER } outcome;

static void count(hl_misled *misled, const hl_value *actual, const hl_value *operand,
                  hl_misled_kind kind, outcome what)
{
    hl_misled_note note = {
        .kind = kind, .misled = what == MISLED, .agreed = what == AGREED, .others = what == OTHER};
    if (actual->key == NULL)
        return; /* an element of a list */
    hl_base__utf8_keep(note.attribute, sizeof note.attribute, actual->key, strlen(actual->key));
    hl_base__utf8_keep(note.operand, sizeof note.operand, operand->text, operand->length);
    hl_base__utf8_keep(note.example, sizeof note.example, actual->text, actual->length);
    add(misled, &note);
}

/* A number as such: 007 is the name of something. */
static bool is_number(const hl_value *text, double *out)
{
    hl_written_number written;
    size_t sign = text->length > 0 && (text->text[0] == '-' || text->text[0] == '+');
    bool named = text->length > sign + 1 && text->text[sign] == '0' &&
                 text->text[sign + 1] >= '0' && text->text[sign + 1] <= '9';
    if (named ||
        hl_base__written_number(text->text, text->length, '.', false, &written) > HL_NUMBER_ROUNDED)
        return false;
    *out = hl_base__decimal_to_double(written.attos);
    return true;
}

static bool is_text(const hl_value *value)
{
    return value->type == HL_VALUE_UNTYPED || value->type == HL_VALUE_STRING;
}

/* "now-30d", "five": letters have an order with numbers and dates, and it means nothing. */
static void note_word_order(hl_misled *misled, const hl_value *actual, const hl_value *operand)
{
    double number = 0;
    bool date = is_text(actual) && hl_base__is_date_like(actual->text, actual->length);
    if (actual->text == NULL || hl_base__is_date_like(operand->text, operand->length))
        return;
    bool typed = actual->type == HL_VALUE_NUMBER;
    if (typed || date || (is_text(actual) && is_number(actual, &number)))
        count(misled, actual, operand, HL_MISLED_WORD, MISLED);
    else if (is_text(actual))
        count(misled, actual, operand, HL_MISLED_WORD, OTHER);
}

void hl_assign__note_text_order(hl_misled *misled, const hl_value *actual, const hl_value *operand,
                                hl_order order)
{
    double number = 0, bound = 0;
    if (misled == NULL || operand->type != HL_VALUE_STRING)
        return;
    if (!is_number(operand, &bound)) {
        note_word_order(misled, actual, operand);
        return;
    }
    if (!is_text(actual))
        return;
    if (!is_number(actual, &number)) {
        count(misled, actual, operand, HL_MISLED_NUMBER, OTHER);
        return;
    }
    hl_order meant = number < bound   ? HL_ORDER_LESS
                     : number > bound ? HL_ORDER_GREATER
                                      : HL_ORDER_EQUAL;
    count(misled, actual, operand, HL_MISLED_NUMBER, meant == order ? AGREED : MISLED);
}

/* A text that says yes or no; 1 and 0 are numbers too. */
static bool is_truth_word(const hl_value *operand, bool *yes)
{
    bool digit = operand->length > 0 && operand->text[0] <= '9';
    return !digit && hl_base__written_bit(operand->text, operand->length, yes) == HL_NUMBER_EXACT;
}

static outcome outcome_of(bool same, bool equal)
{
    return same == equal ? AGREED : MISLED;
}

/* Of a value of JSON, which has a type. */
static void note_typed(hl_misled *misled, const hl_value *actual, const hl_value *operand,
                       bool equal)
{
    bool wanted = false;
    double bound = 0;
    if (actual->type == HL_VALUE_BOOL && is_truth_word(operand, &wanted)) {
        const hl_value shown = {.key = actual->key,
                                .text = actual->boolean ? "true" : "false",
                                .length = actual->boolean ? 4 : 5};
        count(misled, &shown, operand, HL_MISLED_TRUTH,
              outcome_of(actual->boolean == wanted, equal));
    } else if (actual->type == HL_VALUE_NUMBER && actual->text != NULL &&
               is_number(operand, &bound)) {
        count(misled, actual, operand, HL_MISLED_NUMBER,
              outcome_of(actual->number == bound, equal));
    }
}

void hl_assign__note_text_equality(hl_misled *misled, const hl_value *actual,
                                   const hl_value *operand, bool equal)
{
    bool wanted = false, is = false;
    if (misled == NULL || operand->type != HL_VALUE_STRING)
        return;
    if (!is_text(actual)) {
        note_typed(misled, actual, operand, equal);
        return;
    }
    if (!is_truth_word(operand, &wanted))
        return;
    hl_number_form form = hl_base__written_bit(actual->text, actual->length, &is);
    if (form != HL_NUMBER_BLANK)
        count(misled, actual, operand, HL_MISLED_TRUTH,
              form != HL_NUMBER_EXACT ? OTHER : outcome_of(is == wanted, equal));
}

bool hl_assign__may_mislead(const hl_value *condition)
{
    double number = 0;
    bool yes = false;
    if (condition->type == HL_VALUE_STRING &&
        (is_truth_word(condition, &yes) || is_number(condition, &number)))
        return true;
    bool ordered = condition->key != NULL && (strncmp(condition->key, "$gt", 3) == 0 ||
                                              strncmp(condition->key, "$lt", 3) == 0);
    if (ordered && condition->type == HL_VALUE_STRING)
        return true;
    for (size_t i = 0; i < condition->count; i++)
        if (hl_assign__may_mislead(&condition->items[i]))
            return true;
    return false;
}

static hl_status refuse(const hl_misled_note *n, hl_error *err)
{
    bool yes = false;
    if (n->kind == HL_MISLED_TRUTH)
        (void)hl_base__written_bit(n->operand, strlen(n->operand), &yes);
    if (n->kind == HL_MISLED_WORD)
        return hl_base__is_date_like(n->example, strlen(n->example))
                   ? hl_error_set(err, HL_REJECTED,
                                  "'%s' holds dates ('%s'), and the condition compares them with "
                                  "the text '%s', letter by letter: write a date, 2026-03-01",
                                  n->attribute, n->example, n->operand)
                   : hl_error_set(err, HL_REJECTED,
                                  "'%s' holds numbers ('%s'), and the condition compares them with "
                                  "the text '%s', letter by letter: write a number, without quotes",
                                  n->attribute, n->example, n->operand);
    return n->kind == HL_MISLED_TRUTH
               ? hl_error_set(err, HL_REJECTED,
                              "'%s' holds yes and no ('%s'), and the condition asks for the text "
                              "'%s', which that is not: write %s without quotes",
                              n->attribute, n->example, n->operand, yes ? "true" : "false")
               : hl_error_set(err, HL_REJECTED,
                              "'%s' holds numbers ('%s'), and the condition compares them with the "
                              "text '%s', letter by letter: write the number without quotes",
                              n->attribute, n->example, n->operand);
}

hl_status hl_assign__misled_check(const hl_misled *misled, hl_error *err)
{
    for (size_t i = 0; i < misled->count; i++) {
        const hl_misled_note *n = &misled->notes[i];
        if (n->misled > 0 && n->misled + n->agreed > n->others)
            return refuse(n, err);
    }
    return HL_OK;
}
