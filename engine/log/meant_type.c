#include "log/meant_type.h"

#include <string.h>

#include "base/spelling.h"
#include "base/suggest.h"

enum { SHORT = 4, LONG = 8 };

bool hl_log__are_alike(const char *a, const char *b)
{
    return hl_base__are_alike(a, strlen(a), b, strlen(b));
}

/* "step1" and "step2" are there on purpose. */
static bool has_digits_of(const char *a, const char *b)
{
    static const char digits[] = "0123456789";
    for (;;) {
        a = strpbrk(a, digits);
        b = strpbrk(b, digits);
        if (a == NULL || b == NULL || *a != *b)
            return a == NULL && b == NULL;
        a++;
        b++;
    }
}

/* One letter, of long names two: fewer than make a suggestion, as both may be there on purpose. */
static bool is_slip(const char *type, const char *read)
{
    size_t apart = 0, length = strlen(read);
    return length >= SHORT && has_digits_of(type, read) && hl_base__is_near(type, read, &apart) &&
           apart <= (length >= LONG ? 2U : 1U);
}

static hl_type_reading reading_of(const char *read, const char *type)
{
    if (read == NULL)
        return HL_TYPE_OTHER;
    return strcmp(read, type) == 0         ? HL_TYPE_READ
           : hl_log__are_alike(read, type) ? HL_TYPE_ALIKE
           : is_slip(type, read)           ? HL_TYPE_NEAR
                                           : HL_TYPE_OTHER;
}

hl_type_reading hl_log__type_reading(const hl_design *design, const char *type, const char **meant)
{
    hl_type_reading best = HL_TYPE_OTHER;
    *meant = NULL;
    for (size_t i = 0; i < 2 * design->metric_count; i++) {
        const hl_metric *m = &design->metrics[i / 2];
        bool touches = m->denominator != NULL && strcmp(m->denominator, "touch") == 0;
        const char *read = i % 2 == 0 ? m->event : touches ? NULL : m->denominator;
        hl_type_reading reading = reading_of(read, type);
        if (reading >= best)
            continue;
        best = reading;
        *meant = read;
    }
    return best;
}

/* "refunded" of "refund": one word in another form, or a longer name for the same. */
static bool continues(const char *type, const char *read)
{
    static const char *const endings[] = {"d", "ed", "s", "es", "ing", "led", "ling", "ment"};
    size_t length = strlen(read);
    if (length < SHORT || strncmp(type, read, length) != 0)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strcmp(type + length, endings[i]) == 0)
            return true;
    return false;
}

hl_type_reading hl_log__stop_reading(const hl_experiment *x, const char *type, const char **meant)
{
    hl_type_reading best = HL_TYPE_OTHER;
    *meant = NULL;
    for (size_t h = 0; h < x->hook_count; h++)
        for (size_t i = 0; i < x->hooks[h].stop_on_count; i++) {
            const char *read = x->hooks[h].stop_on[i];
            hl_type_reading reading = reading_of(read, type);
            if (reading == HL_TYPE_ALIKE)
                reading = HL_TYPE_READ;
            if (reading == HL_TYPE_OTHER && (continues(type, read) || continues(read, type)))
                reading = HL_TYPE_NEAR;
            if (reading >= best)
                continue;
            best = reading;
            *meant = read;
        }
    return best;
}
