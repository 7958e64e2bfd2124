#include "assign/unread.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

hl_unread *hl_unread_new(void)
{
    return calloc(1, sizeof(hl_unread));
}

void hl_unread_free(hl_unread *list)
{
    free(list);
}

bool hl_unread_get(const hl_unread *list, hl_unread_kind kind, size_t index, hl_unread_value *out)
{
    if (list == NULL)
        return false;
    const struct hl_unread_list *of = &list->of[kind];
    const hl_unread_entry *e = index < of->count ? &of->named[index] : &of->rest;
    if (index > of->count || e->comparisons == 0)
        return false;
    *out = (hl_unread_value){e == &of->rest ? "..." : e->attribute, e->example, e->comparisons};
    return true;
}

uint64_t hl_unread_given_up(const hl_unread *list)
{
    return list == NULL ? 0 : list->given_up;
}

/* The example is the least text: it does not depend on which came first. */
static void join(hl_unread_entry *into, const hl_unread_entry *from)
{
    if (from->comparisons > 0 &&
        (into->comparisons == 0 || strcmp(from->example, into->example) < 0))
        memcpy(into->example, from->example, sizeof into->example);
    into->comparisons += from->comparisons;
}

/* Of too many names the greatest gives way, and would again if it came again: so which are named,
 * and what is counted of them, does not depend on which came first either. */
static void add(struct hl_unread_list *list, const hl_unread_entry *entry)
{
    size_t at = 0;
    while (at < list->count && strcmp(list->named[at].attribute, entry->attribute) < 0)
        at++;
    if (at < list->count && strcmp(list->named[at].attribute, entry->attribute) == 0) {
        join(&list->named[at], entry);
        return;
    }
    if (at == HL_UNREAD_NAMED) {
        join(&list->rest, entry);
        return;
    }
    if (list->count == HL_UNREAD_NAMED)
        join(&list->rest, &list->named[--list->count]);
    memmove(&list->named[at + 1], &list->named[at], (list->count - at) * sizeof *entry);
    list->named[at] = *entry;
    list->count++;
}

void hl_assign__count_unread(hl_unread *unread, hl_answer why, const hl_value *value)
{
    static const hl_unread_kind kinds[] = {[HL_ANSWER_NO_NUMBER] = HL_UNREAD_NUMBER,
                                           [HL_ANSWER_NO_BOOLEAN] = HL_UNREAD_BOOLEAN,
                                           [HL_ANSWER_NO_DATE] = HL_UNREAD_DATE};
    hl_unread_entry entry = {.comparisons = 1};
    if (unread == NULL || value->key == NULL || value->text == NULL ||
        (why == HL_ANSWER_NO_NUMBER && value->reading < 0))
        return;
    hl_base__utf8_keep(entry.attribute, sizeof entry.attribute, value->key, strlen(value->key));
    hl_base__utf8_keep(entry.example, sizeof entry.example, value->text, value->length);
    add(&unread->of[kinds[why]], &entry);
}

void hl_assign__count_given_up(hl_unread *unread)
{
    if (unread != NULL)
        unread->given_up++;
}

void hl_assign__unread_merge(hl_unread *into, const hl_unread *from)
{
    for (size_t k = 0; into != NULL && k < HL_UNREAD_KINDS; k++) {
        for (size_t i = 0; i < from->of[k].count; i++)
            add(&into->of[k], &from->of[k].named[i]);
        join(&into->of[k].rest, &from->of[k].rest);
    }
    if (into != NULL)
        into->given_up += from->given_up;
}
