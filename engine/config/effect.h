/* Keys whose value does nothing, or makes another key do nothing: one row a rule. An error where
 * nobody can mean it, else a warning. What a value shows by itself is looked at where it is read,
 * what needs the calendar's days or the channels' hours by the planner. */
#ifndef HL_CONFIG_EFFECT_H
#define HL_CONFIG_EFFECT_H

#include <string.h>

#include "base/civil.h"
#include "base/column_names.h"
#include "config/draft.h"

/* One place of a definition at which a rule is asked. */
typedef struct hl_effect_site {
    const hl_value *document;
    const hl_experiment *x;
    const hl_value *item; /* what holds the key */
    size_t at;            /* its index in its table */
} hl_effect_site;

typedef enum hl_effect_kind { HL_EFFECT_WARNS, HL_EFFECT_REFUSES } hl_effect_kind;

typedef struct hl_effect_rule {
    const char *table;  /* of whose items each is asked, */
    const char *object; /* or the one object; neither: the definition */
    const char *key;    /* asked only where it stands, and told there; NULL: of the item */
    bool (*is)(const hl_effect_site *site);
    hl_effect_kind kind;
    const char *message;
    const char *accepted; /* of errors */
} hl_effect_rule;

typedef struct hl_effect_rules {
    const hl_effect_rule *rows;
    size_t count;
} hl_effect_rules;

extern const hl_effect_rules hl_config__effects_of_hooks;   /* hook_effects.c */
extern const hl_effect_rules hl_config__effects_of_metrics; /* metric_effects.c */

/* The shortest and the longest time that a span can be. */
static inline int64_t hl_config__span_least(const hl_span *span)
{
    return (span->months * 28 + span->days) * HL_DAY_MS + span->ms;
}

static inline int64_t hl_config__span_most(const hl_span *span)
{
    return (span->months * 31 + span->days) * HL_DAY_MS + span->ms;
}

/* Whether a name is that of the column, as the planner reads it. */
static inline bool hl_config__is_column(const char *name, const char *column)
{
    return strcmp(name, column) == 0 || hl_base__column_is_spelt(name, column);
}

#endif
