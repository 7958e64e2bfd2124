#include "assign/written_order.h"

#include <pthread.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wide.h"
#include "base/written_number.h"
#include "hookline/assign.h"

/* ---- what could not be compared: kept for the process, as what patterns give up is */

enum { MOST_ATTRIBUTES = 32, MOST_NAME = 128, MOST_EXAMPLE = 48 };

typedef struct unread {
    char attribute[MOST_NAME];
    char example[MOST_EXAMPLE];
    uint64_t comparisons;
} unread;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct unread_list {
    unread of[MOST_ATTRIBUTES];
    size_t count;
} lists[HL_ANSWER_NO_DATE + 1]; /* by hl_answer */

static unread *find(struct unread_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->of[i].attribute, name) == 0)
            return &list->of[i];
    if (list->count == MOST_ATTRIBUTES)
        return &list->of[MOST_ATTRIBUTES - 1];
    if (list->count == MOST_ATTRIBUTES - 1)
        name = "..."; /* all further ones */
    unread *added = &list->of[list->count++];
    memcpy(added->attribute, name, strlen(name) + 1);
    return added;
}

/* The example is the least text, so that it does not depend on which thread came first. */
void hl_assign__count_unread(hl_answer why, const hl_value *value)
{
    char name[MOST_NAME];
    char example[MOST_EXAMPLE];
    if (value->key == NULL || value->text == NULL ||
        (why == HL_ANSWER_NO_NUMBER && value->reading < 0))
        return;
    hl_base__utf8_keep(name, sizeof name, value->key, strlen(value->key));
    hl_base__utf8_keep(example, sizeof example, value->text, value->length);
    (void)pthread_mutex_lock(&lock);
    unread *u = find(&lists[why], name);
    if (u->comparisons++ == 0 || strcmp(example, u->example) < 0)
        memcpy(u->example, example, sizeof example);
    (void)pthread_mutex_unlock(&lock);
}

static bool unread_at(const struct unread_list *list, size_t index, hl_unread_number *out)
{
    (void)pthread_mutex_lock(&lock);
    bool there = index < list->count;
    const unread *u = &list->of[there ? index : 0];
    if (there)
        *out = (hl_unread_number){u->attribute, u->example, u->comparisons};
    (void)pthread_mutex_unlock(&lock);
    return there;
}

bool hl_assign_unread_number(size_t index, hl_unread_number *out)
{
    return unread_at(&lists[HL_ANSWER_NO_NUMBER], index, out);
}

bool hl_assign_unread_boolean(size_t index, hl_unread_number *out)
{
    return unread_at(&lists[HL_ANSWER_NO_BOOLEAN], index, out);
}

bool hl_assign_unread_date(size_t index, hl_unread_number *out)
{
    return unread_at(&lists[HL_ANSWER_NO_DATE], index, out);
}

/* ---- comparing */

static bool read_by(const hl_value *text, char mark, double *out)
{
    hl_written_number written;
    hl_number_form form = hl_base__written_number(text->text, text->length, mark, false, &written);
    if (form > HL_NUMBER_ROUNDED)
        return false;
    *out = hl_base__decimal_to_double(written.attos);
    return true;
}

static hl_order order_of(double a, double b)
{
    return a < b ? HL_ORDER_LESS : a > b ? HL_ORDER_GREATER : HL_ORDER_EQUAL;
}

static _Thread_local hl_order assumed = HL_ORDER_NONE;
static _Thread_local uint64_t unread_here;

void hl_assign__order_assume(hl_order order)
{
    assumed = order;
}

uint64_t hl_assign__orders_unread(void)
{
    return unread_here;
}

hl_order hl_assign__written_order(const hl_value *text, double number, bool equality)
{
    double by_point = 0;
    double by_comma = 0;
    bool readable = text->type == HL_VALUE_UNTYPED && read_by(text, '.', &by_point) &&
                    read_by(text, ',', &by_comma);
    if (!readable && equality)
        return HL_ORDER_NONE;
    hl_order order = order_of(by_point, number);
    hl_order other = order_of(by_comma, number);
    if (readable &&
        (order == other || (equality && order != HL_ORDER_EQUAL && other != HL_ORDER_EQUAL)))
        return order;
    if (assumed != HL_ORDER_NONE)
        return assumed;
    unread_here++;
    return HL_ORDER_NO_NUMBER;
}
