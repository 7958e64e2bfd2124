#include "log/stored_values.h"

#include <string.h>

#include "base/written_number.h"
#include "log/metric_value.h"
#include "log/stored_amounts.h"
#include "log/stored_int.h"
#include "log/value_looks.h"

enum { MOST_CURRENCIES = 32, MOST_STAND_INS = 8 };

typedef struct judging {
    hl_store *store;
    const hl_log_experiment *x;
    hl_cells *cells;
    const hl_log_type_values *values; /* of the type at hand */
    size_t metric;                    /* the first that takes them */
} judging;

static bool takes_values(hl_metric_value kind)
{
    return kind == HL_VALUE_OF_SUM || kind == HL_VALUE_OF_MAX;
}

/* The type whose values the metric takes, in its numerator or else its denominator; 0: none. */
static int64_t type_of(const hl_log_metric *m)
{
    if (takes_values(hl_log__numerator_value(m->metric)) && m->event != HL_LOG_NO_NAME)
        return m->event;
    bool denominates = m->denominator < HL_LOG_TOUCHES;
    return denominates && takes_values(m->metric->denominator_value) ? m->denominator : 0;
}

/* Reads (arm, ..., count) rows: place says where a row's count goes; NULL: nowhere. */
typedef hl_status place_count(judging *j, sqlite3_stmt *row, size_t arm, int64_t **to,
                              hl_error *err);

static hl_status count_rows(judging *j, sqlite3_stmt *rows, place_count *place, hl_error *err)
{
    bool row = false;
    hl_status status = hl_log__step(j->store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t arm = 0, count = 0;
        status = hl_log__int(j->store, rows, 0, HL_LOG_INT_NAME, &arm, err);
        if (status == HL_OK)
            status = hl_log__int(j->store, rows, 2, HL_LOG_INT_COUNT, &count, err);
        for (size_t i = 0; status == HL_OK && i < j->x->design->arm_count; i++) {
            int64_t *to = NULL;
            if (j->x->arms[i] == arm)
                status = place(j, rows, i, &to, err);
            if (status == HL_OK && to != NULL)
                *to += count;
        }
        if (status == HL_OK)
            status = hl_log__step(j->store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

static hl_status begin(judging *j, hl_log_sql which, sqlite3_stmt **rows, hl_error *err)
{
    if (hl_log__statement(j->store, which, rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(*rows, 1, j->x->rules.experiment);
    (void)sqlite3_bind_int64(*rows, 2, j->values->type);
    return HL_OK;
}

/* ---- currencies */

/* "USD" of what is stored; texts that are no known currency's are stored as they are. */
static const char *name_of(const char *key)
{
    return key[0] != '\0' && key[1] == '\0' ? hl_base__currency_name(key[0]) : key;
}

static hl_status place_currency(judging *j, sqlite3_stmt *row, size_t arm, int64_t **out,
                                hl_error *err)
{
    hl_mixed_amounts *to = &j->cells->mixed;
    const char *key = NULL;
    if (hl_log__column_text(row, 1, &key, NULL, err) != HL_OK)
        return HL_FAILED;
    const char *name = key == NULL ? "" : name_of(key);
    size_t at = 0;
    while (at < to->count && strcmp(to->of[at].name, name) != 0)
        at++;
    if (at == MOST_CURRENCIES)
        return HL_OK;
    if (at == to->count) {
        hl_arena *arena = &j->cells->arena;
        to->of[at].name = hl_base__arena_string(arena, name);
        to->of[at].by_arm =
            hl_base__arena_array(arena, j->x->design->arm_count, sizeof *to->of[at].by_arm);
        if (to->of[at].name == NULL || to->of[at].by_arm == NULL)
            return hl_error_memory(err);
        to->count++;
    }
    *out = &to->of[at].by_arm[arm];
    return HL_OK;
}

/* One currency and none are amounts of which some name it; several are a column's, as amounts that
 * name two are refused. */
static hl_status count_currencies(judging *j, hl_error *err)
{
    hl_mixed_amounts *to = &j->cells->mixed;
    hl_arena *arena = &j->cells->arena;
    to->count = 0;
    to->metric = j->metric;
    to->of = hl_base__arena_array(arena, MOST_CURRENCIES, sizeof *to->of);
    sqlite3_stmt *rows = NULL;
    if (to->of == NULL)
        return hl_error_memory(err);
    if (begin(j, HL_SQL_CURRENCIES_BY_ARM, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = count_rows(j, rows, place_currency, err);
    size_t named = 0;
    for (size_t i = 0; i < to->count; i++)
        named += to->of[i].name[0] != '\0';
    to->in_cells = named == 1;
    to->column = to->in_cells ? "value" : "currency";
    if (to->count < 2)
        to->count = 0;
    return status;
}

/* ---- numbers that stand for none */

static hl_status place_stand_in(judging *j, sqlite3_stmt *row, size_t arm, int64_t **out,
                                hl_error *err)
{
    hl_stand_in *to = &j->cells->stand_ins[j->cells->stand_in_count];
    (void)err;
    to->of[arm] += sqlite3_column_int64(row, 2);
    *out = sqlite3_column_int(row, 1) != 0 ? &to->by_arm[arm] : NULL;
    return HL_OK;
}

static hl_status count_stand_in(void *context, const char *text, hl_i128 attos, hl_error *err)
{
    judging *j = context;
    hl_cells *cells = j->cells;
    hl_arena *arena = &cells->arena;
    size_t arms = j->x->design->arm_count;
    if (!hl_base__stands_in(attos, &j->values->usual) || cells->stand_in_count == MOST_STAND_INS)
        return HL_OK;
    if (cells->stand_ins == NULL)
        cells->stand_ins = hl_base__arena_array(arena, MOST_STAND_INS, sizeof *cells->stand_ins);
    if (cells->stand_ins == NULL)
        return hl_error_memory(err);
    hl_stand_in *to = &cells->stand_ins[cells->stand_in_count];
    *to = (hl_stand_in){.value = hl_base__arena_string(arena, text),
                        .metric = j->metric,
                        .by_arm = hl_base__arena_array(arena, arms, sizeof *to->by_arm),
                        .of = hl_base__arena_array(arena, arms, sizeof *to->of)};
    if (to->value == NULL || to->by_arm == NULL || to->of == NULL)
        return hl_error_memory(err);
    sqlite3_stmt *rows = NULL;
    if (begin(j, HL_SQL_VALUE_BY_ARM, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(rows, 3, text, strlen(text));
    hl_status status = count_rows(j, rows, place_stand_in, err);
    cells->stand_in_count += status == HL_OK;
    return status;
}

hl_status hl_log__stored_values_judge(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                      hl_error *err)
{
    judging j = {store, x, cells, NULL, 0};
    hl_log_value_looks looks = {0};
    hl_status status = hl_log__value_looks_read(store, &looks, err);
    for (size_t i = 0; status == HL_OK && i < x->rules.metric_count; i++) {
        int64_t type = type_of(&x->metrics[i]);
        bool done = false;
        for (size_t k = 0; k < i; k++)
            done = done || type_of(&x->metrics[k]) == type;
        j.values = type == 0 || done ? NULL : hl_log__values_of_type(&looks, type);
        j.metric = i;
        if (j.values != NULL && j.values->named > 1 && cells->mixed.count == 0)
            status = count_currencies(&j, err);
        if (status == HL_OK && j.values != NULL)
            status = hl_log__each_stand_in(&looks, type, count_stand_in, &j, err);
    }
    if (status == HL_OK)
        status = hl_log__stored_amounts(store, x, &looks, cells, err);
    hl_log__value_looks_free(&looks);
    return status;
}
