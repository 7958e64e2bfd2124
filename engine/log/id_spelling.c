#include "log/id_spelling.h"

#include <stdio.h>
#include <string.h>

#include "base/spelling.h"
#include "log/rejects.h"

enum { MOST_ZEROS = 8, VARIANTS = 6 + MOST_ZEROS, LOOKED_AT = 100, MOST_USERS = 100000 };

typedef struct variants {
    char list[VARIANTS][HL_LOG_ID_SIZE];
    size_t count;
} variants;

/* "before" and so many characters of text; not when that is the id itself, or empty. */
static void add(variants *v, const char *id, const char *before, const char *text, size_t length)
{
    if (length == 0 || strlen(before) + length >= HL_LOG_ID_SIZE)
        return;
    char *out = v->list[v->count];
    (void)snprintf(out, HL_LOG_ID_SIZE, "%s%.*s", before, (int)length, text);
    v->count += strcmp(out, id) != 0;
}

static void add_upper(variants *v, const char *id)
{
    char upper[HL_LOG_ID_SIZE];
    size_t i = 0;
    for (; id[i] != '\0'; i++)
        upper[i] = id[i] >= 'a' && id[i] <= 'z' ? (char)(id[i] - 'a' + 'A') : id[i];
    add(v, id, "", upper, i);
}

/* A number of so many digits is another of more with zeros before it. */
static void add_zeros(variants *v, const char *id, size_t length)
{
    static const char zeros[] = "00000000";
    size_t leading = strspn(id, "0");
    if (strspn(id, "0123456789") != length)
        return;
    add(v, id, "", id + leading, length - leading);
    for (size_t i = 1; i <= MOST_ZEROS; i++)
        add(v, id, zeros + MOST_ZEROS - i, id, length);
}

static void find_variants(const char *id, variants *v)
{
    static const char float_end[] = ".0";
    char folded[HL_LOG_ID_SIZE];
    size_t length = strlen(id);
    v->count = 0;
    add(v, id, "", folded, hl_base__fold(id, length, folded));
    add_upper(v, id);
    if (length > 2 && strcmp(id + length - 2, float_end) == 0)
        add(v, id, "", id, length - 2);
    if (strchr("'+", id[0]) != NULL)
        add(v, id, "", id + 1, length - 1);
    add_zeros(v, id, length);
}

static hl_status is_known(hl_store *store, const char *id, bool *known, hl_error *err)
{
    sqlite3_stmt *ask = NULL;
    if (hl_log__statement(store, HL_SQL_KNOWN_ID, &ask, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(ask, 1, id, strlen(id));
    hl_status status = hl_log__step(store, ask, known, err);
    hl_log__done(ask);
    return status;
}

static hl_status look_at(hl_store *store, const char *id, hl_log_spelled *out, hl_error *err)
{
    variants v;
    bool known = false;
    hl_status status = HL_OK;
    size_t i = 0;
    out->looked_at++;
    find_variants(id, &v);
    for (; status == HL_OK && !known && i < v.count; i++)
        status = is_known(store, v.list[i], &known, err);
    if (!known)
        return status;
    if (out->found++ == 0) {
        (void)snprintf(out->id, sizeof out->id, "%s", id);
        (void)snprintf(out->known, sizeof out->known, "%s", v.list[i - 1]);
    }
    return status;
}

/* Those whose keys are the smallest: as good as drawn at random, and the same in any order. */
typedef struct sample {
    struct {
        int64_t key;
        char id[HL_LOG_ID_SIZE];
    } list[LOOKED_AT];
    size_t count; /* rising keys */
} sample;

static void draw(sample *s, const char *id)
{
    size_t length = strlen(id);
    if (length == 0 || length >= HL_LOG_ID_SIZE)
        return;
    int64_t key = hl_log__key(id, length);
    if (s->count == LOOKED_AT && key >= s->list[LOOKED_AT - 1].key)
        return;
    s->count += s->count < LOOKED_AT;
    size_t at = s->count - 1;
    for (; at > 0 && s->list[at - 1].key > key; at--)
        s->list[at] = s->list[at - 1];
    s->list[at].key = key;
    memcpy(s->list[at].id, id, length + 1);
}

static hl_status draw_strangers(hl_store *store, sample *out, hl_error *err)
{
    sqlite3_stmt *strangers = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_STRANGERS, &strangers, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(strangers, 1, MOST_USERS);
    hl_status status = hl_log__step(store, strangers, &row, err);
    while (status == HL_OK && row) {
        const char *id = NULL;
        status = hl_log__column_text(strangers, 0, &id, NULL, err);
        if (status == HL_OK && id != NULL)
            draw(out, id);
        if (status == HL_OK)
            status = hl_log__step(store, strangers, &row, err);
    }
    hl_log__done(strangers);
    return status;
}

hl_status hl_log__strangers_spelled(hl_store *store, hl_log_spelled *out, hl_error *err)
{
    sample drawn = {.count = 0};
    *out = (hl_log_spelled){0};
    hl_status status = draw_strangers(store, &drawn, err);
    for (size_t i = 0; status == HL_OK && i < drawn.count; i++)
        status = look_at(store, drawn.list[i].id, out, err);
    return status;
}
