#include "assign/misled_text.h"

#include <pthread.h>
#include <string.h>

#include "base/moment.h"
#include "base/utf8.h"
#include "base/wide.h"
#include "base/written_number.h"

enum { MOST_NOTES = 32, MOST_NAME = 128, MOST_TEXT = 48 };

/* What the operand says: a number, yes or no, or neither these nor a date, and is put in order with
 * what the data holds. */
typedef enum saying { NUMBER, TRUTH, WORD } saying;

/* Of one attribute and one operand. */
typedef struct note {
    char attribute[MOST_NAME];
    char operand[MOST_TEXT];
    char example[MOST_TEXT]; /* the least text of which the answer is another one */
    saying kind;             /* of the operand */
    bool yes;                /* of one that says yes or no: yes */
    uint64_t misled, agreed, others;
    uint64_t last; /* misled_at of the last */
} note;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static note notes[MOST_NOTES];
static size_t note_count;
static uint64_t misled_at;

static note *find(const char *attribute, const char *operand, saying kind)
{
    for (size_t i = 0; i < note_count; i++)
        if (notes[i].kind == kind && strcmp(notes[i].attribute, attribute) == 0 &&
            strcmp(notes[i].operand, operand) == 0)
            return &notes[i];
    if (note_count == MOST_NOTES)
        return NULL;
    note *added = &notes[note_count++];
    memcpy(added->attribute, attribute, strlen(attribute) + 1);
    memcpy(added->operand, operand, strlen(operand) + 1);
    added->kind = kind;
    if (kind == TRUTH)
        (void)hl_base__written_bit(operand, strlen(operand), &added->yes);
    return added;
}

typedef enum outcome { MISLED, AGREED, OTHER } outcome;

static void count(const hl_value *actual, const hl_value *operand, saying kind, outcome what)
{
    char attribute[MOST_NAME];
    char text[MOST_TEXT];
    char example[MOST_TEXT];
    if (actual->key == NULL)
        return; /* an element of a list */
    hl_base__utf8_keep(attribute, sizeof attribute, actual->key, strlen(actual->key));
    hl_base__utf8_keep(text, sizeof text, operand->text, operand->length);
    hl_base__utf8_keep(example, sizeof example, actual->text, actual->length);
    (void)pthread_mutex_lock(&lock);
    note *n = find(attribute, text, kind);
    if (n != NULL && what == MISLED) {
        if (n->misled++ == 0 || strcmp(example, n->example) < 0)
            memcpy(n->example, example, sizeof example);
        n->last = ++misled_at;
    } else if (n != NULL) {
        n->agreed += what == AGREED;
        n->others += what == OTHER;
    }
    (void)pthread_mutex_unlock(&lock);
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
static void note_word_order(const hl_value *actual, const hl_value *operand)
{
    double number = 0;
    bool date = is_text(actual) && hl_base__is_date_like(actual->text, actual->length);
    if (actual->text == NULL || hl_base__is_date_like(operand->text, operand->length))
        return;
    bool typed = actual->type == HL_VALUE_NUMBER;
    if (typed || date || (is_text(actual) && is_number(actual, &number)))
        count(actual, operand, WORD, MISLED);
    else if (is_text(actual))
        count(actual, operand, WORD, OTHER);
}

void hl_assign__note_text_order(const hl_value *actual, const hl_value *operand, hl_order order)
{
    double number = 0, bound = 0;
    if (operand->type != HL_VALUE_STRING)
        return;
    if (!is_number(operand, &bound)) {
        note_word_order(actual, operand);
        return;
    }
    if (!is_text(actual))
        return;
    if (!is_number(actual, &number)) {
        count(actual, operand, NUMBER, OTHER);
        return;
    }
    hl_order meant = number < bound   ? HL_ORDER_LESS
                     : number > bound ? HL_ORDER_GREATER
                                      : HL_ORDER_EQUAL;
    count(actual, operand, NUMBER, meant == order ? AGREED : MISLED);
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
static void note_typed(const hl_value *actual, const hl_value *operand, bool equal)
{
    bool wanted = false;
    double bound = 0;
    if (actual->type == HL_VALUE_BOOL && is_truth_word(operand, &wanted)) {
        const hl_value shown = {.key = actual->key,
                                .text = actual->boolean ? "true" : "false",
                                .length = actual->boolean ? 4 : 5};
        count(&shown, operand, TRUTH, outcome_of(actual->boolean == wanted, equal));
    } else if (actual->type == HL_VALUE_NUMBER && actual->text != NULL &&
               is_number(operand, &bound)) {
        count(actual, operand, NUMBER, outcome_of(actual->number == bound, equal));
    }
}

void hl_assign__note_text_equality(const hl_value *actual, const hl_value *operand, bool equal)
{
    bool wanted = false, is = false;
    if (operand->type != HL_VALUE_STRING)
        return;
    if (!is_text(actual)) {
        note_typed(actual, operand, equal);
        return;
    }
    if (!is_truth_word(operand, &wanted))
        return;
    hl_number_form form = hl_base__written_bit(actual->text, actual->length, &is);
    if (form != HL_NUMBER_BLANK)
        count(actual, operand, TRUTH,
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

uint64_t hl_assign__misled_mark(void)
{
    (void)pthread_mutex_lock(&lock);
    uint64_t mark = misled_at;
    (void)pthread_mutex_unlock(&lock);
    return mark;
}

static hl_status refuse(const note *n, hl_error *err)
{
    if (n->kind == WORD)
        return hl_base__is_date_like(n->example, strlen(n->example))
                   ? hl_error_set(err, HL_REJECTED,
                                  "'%s' holds dates ('%s'), and the condition compares them with "
                                  "the text '%s', letter by letter: write a date, 2026-03-01",
                                  n->attribute, n->example, n->operand)
                   : hl_error_set(err, HL_REJECTED,
                                  "'%s' holds numbers ('%s'), and the condition compares them with "
                                  "the text '%s', letter by letter: write a number, without quotes",
                                  n->attribute, n->example, n->operand);
    return n->kind == TRUTH
               ? hl_error_set(err, HL_REJECTED,
                              "'%s' holds yes and no ('%s'), and the condition asks for the text "
                              "'%s', which that is not: write %s without quotes",
                              n->attribute, n->example, n->operand, n->yes ? "true" : "false")
               : hl_error_set(err, HL_REJECTED,
                              "'%s' holds numbers ('%s'), and the condition compares them with the "
                              "text '%s', letter by letter: write the number without quotes",
                              n->attribute, n->example, n->operand);
}

hl_status hl_assign__misled_check(uint64_t mark, hl_error *err)
{
    hl_status status = HL_OK;
    (void)pthread_mutex_lock(&lock);
    for (size_t i = 0; i < note_count && status == HL_OK; i++) {
        const note *n = &notes[i];
        if (n->last > mark && n->misled + n->agreed > n->others)
            status = refuse(n, err);
    }
    (void)pthread_mutex_unlock(&lock);
    return status;
}
