#include "log/id_spelling.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/spelling.h"
#include "log/rejects.h"

enum { MOST_ZEROS = 8, VARIANTS = 7 + MOST_ZEROS, LOOKED_AT = 100, MOST_USERS = 100000 };

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
    char other[HL_FOLDED(HL_LOG_ID_SIZE)];
    size_t length = strlen(id);
    v->count = 0;
    add(v, id, "", other, hl_base__fold(id, length, other));
    add(v, id, "", other, hl_base__tidy(id, length, other));
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

static void found(hl_log_spelled *out, const char *id, const char *known)
{
    if (out->found++ > 0)
        return;
    (void)snprintf(out->id, sizeof out->id, "%s", id);
    (void)snprintf(out->known, sizeof out->known, "%s", known);
}

static hl_status look_at(hl_store *store, const char *id, bool *known, hl_log_spelled *out,
                         hl_error *err)
{
    variants v;
    hl_status status = HL_OK;
    size_t i = 0;
    *known = false;
    out->looked_at++;
    find_variants(id, &v);
    for (; status == HL_OK && !*known && i < v.count; i++)
        status = is_known(store, v.list[i], known, err);
    if (*known)
        found(out, id, v.list[i - 1]);
    return status;
}

/* Those whose keys are the smallest: as good as drawn at random, and the same in any order. */
typedef struct sample {
    struct {
        int64_t key;
        char id[HL_LOG_ID_SIZE];
    } list[LOOKED_AT];
    size_t count; /* rising keys */
    bool is_known[LOOKED_AT];
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

/* What is done with each id of a statement, whose only parameter is how many users from either end
 * it looks at. */
typedef void (*take_id)(void *context, const char *id);

static hl_status each_id(hl_store *store, hl_log_sql which, take_id take, void *context,
                         hl_error *err)
{
    sqlite3_stmt *ids = NULL;
    bool row = false;
    if (hl_log__statement(store, which, &ids, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(ids, 1, MOST_USERS);
    hl_status status = hl_log__step(store, ids, &row, err);
    while (status == HL_OK && row) {
        const char *id = NULL;
        status = hl_log__column_text(ids, 0, &id, NULL, err);
        if (status == HL_OK && id != NULL)
            take(context, id);
        if (status == HL_OK)
            status = hl_log__step(store, ids, &row, err);
    }
    hl_log__done(ids);
    return status;
}

static void draw_id(void *drawn, const char *id)
{
    draw(drawn, id);
}

/* ---- a known id that is the odd one: not its own fold, so that no variant above leads to it */

/* Strangers by their folds; what numbers the map gives, strangers[] resolves. */
typedef struct folds {
    hl_map map;
    sample *drawn;
    size_t strangers[LOOKED_AT];
    hl_log_spelled *out;
} folds;

static bool add_folds(folds *f)
{
    char folded[HL_FOLDED(HL_LOG_ID_SIZE)];
    for (size_t i = 0; i < f->drawn->count; i++) {
        const char *id = f->drawn->list[i].id;
        if (f->drawn->is_known[i])
            continue;
        uint32_t at = hl_base__map_intern(&f->map, folded, hl_base__fold(id, strlen(id), folded));
        if (at == HL_MAP_NONE)
            return false;
        f->strangers[at] = i;
    }
    return true;
}

static void look_up(void *context, const char *id)
{
    folds *f = context;
    char folded[HL_FOLDED(HL_LOG_ID_SIZE)];
    size_t length = strlen(id);
    uint32_t at = length >= HL_LOG_ID_SIZE
                      ? HL_MAP_NONE
                      : hl_base__map_find(&f->map, folded, hl_base__fold(id, length, folded));
    if (at == HL_MAP_NONE || f->drawn->is_known[f->strangers[at]])
        return;
    f->drawn->is_known[f->strangers[at]] = true;
    found(f->out, f->drawn->list[f->strangers[at]].id, id);
}

static hl_status look_through(hl_store *store, sample *drawn, hl_log_spelled *out, hl_error *err)
{
    folds f = {.drawn = drawn, .out = out};
    hl_status status = add_folds(&f) ? HL_OK : hl_error_memory(err);
    if (status == HL_OK && f.map.count > 0)
        status = each_id(store, HL_SQL_ODD_IDS, look_up, &f, err);
    hl_base__map_free(&f.map);
    return status;
}

hl_status hl_log__strangers_spelled(hl_store *store, hl_log_spelled *out, hl_error *err)
{
    sample drawn = {.count = 0};
    *out = (hl_log_spelled){0};
    hl_status status = each_id(store, HL_SQL_STRANGERS, draw_id, &drawn, err);
    for (size_t i = 0; status == HL_OK && i < drawn.count; i++)
        status = look_at(store, drawn.list[i].id, &drawn.is_known[i], out, err);
    return status == HL_OK ? look_through(store, &drawn, out, err) : status;
}
