#include "log/strangers.h"

#include <stdlib.h>
#include <string.h>

#include "base/id_key.h"
#include "base/id_shape.h"
#include "base/ruined_id.h"
#include "log/rejects.h"
#include "log/stored_int.h"

/* Bytes of an id that is looked at; users from either end; different looks. */
enum { LONGEST_ID = 200, MOST_USERS = 500000, MOST_SHAPES = 1000 };

/* ---- users of a statement, whose only parameter is how many from either end it looks at */

typedef struct user_row {
    int64_t user;
    const char *id;
    size_t length;
    bool many;
} user_row;

typedef hl_status take_user(hl_log_strangers *s, const user_row *row, hl_error *err);

static hl_status each_user(hl_store *store, hl_log_sql which, take_user *take, hl_log_strangers *s,
                           hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, which, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, MOST_USERS);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        user_row u = {.many = sqlite3_column_int(rows, 2) != 0};
        status = hl_log__int(store, rows, 0, HL_LOG_INT_USER, &u.user, err);
        if (status == HL_OK)
            status = hl_log__column_text(rows, 1, &u.id, &u.length, err);
        if (status == HL_OK && u.id != NULL && u.length > 0 && u.length <= LONGEST_ID)
            status = take(s, &u, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* The items with room for the place `wanted`, new ones zeroed; NULL: no memory. */
static void *roomy(void *items, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted < *capacity)
        return items;
    size_t more = wanted < 64 ? 128 : wanted * 2;
    char *grown = realloc(items, more * size);
    if (grown == NULL)
        return NULL;
    memset(grown + *capacity * size, 0, (more - *capacity) * size);
    *capacity = more;
    return grown;
}

/* ---- strangers */

/* A table of floating-point numbers leaves ".0" behind ids that have letters as well, where its
 * program puts a word before them. */
static size_t without_float_end(const char *id, size_t length)
{
    bool has = length > 2 && memcmp(id + length - 2, ".0", 2) == 0;
    return has && id[length - 3] >= '0' && id[length - 3] <= '9' ? length - 2 : length;
}

/* Most ids are their own key. */
static uint32_t key_of(hl_map *keys, const char *id, size_t length, bool add)
{
    char key[HL_FOLDED(LONGEST_ID)];
    const char *text = id;
    length = without_float_end(id, length);
    if (!hl_base__id_is_key(id, length)) {
        length = hl_base__id_key(id, length, key);
        text = key;
    }
    return add ? hl_base__map_intern(keys, text, length) : hl_base__map_find(keys, text, length);
}

/* Of very many looks the later ones are taken for known ones. */
static bool note_shape(hl_log_strangers *s, hl_log_stranger *stranger, size_t length)
{
    char shape[HL_ID_SHAPE];
    size_t size = hl_base__id_shape(stranger->id, length, shape);
    stranger->shape = hl_base__map_find(&s->shapes, shape, size);
    if (stranger->shape == HL_MAP_NONE && s->shapes.count == MOST_SHAPES)
        return true;
    if (stranger->shape == HL_MAP_NONE)
        stranger->shape = hl_base__map_intern(&s->shapes, shape, size);
    if (stranger->shape == HL_MAP_NONE)
        return false;
    hl_log_look *looks = roomy(s->looks, &s->look_capacity, stranger->shape, sizeof *looks);
    if (looks == NULL)
        return false;
    s->looks = looks;
    looks[stranger->shape].strangers++;
    s->shaped++;
    return true;
}

/* Digits that a spreadsheet has rounded to as many as it keeps, with zeros behind them. */
enum { KEPT_DIGITS = 15 };

static bool is_long_number(const char *id, size_t length)
{
    return length > KEPT_DIGITS && strspn(id, "0123456789") == length;
}

static size_t prefix_of(const char *id, size_t length, char out[KEPT_DIGITS + 1])
{
    memcpy(out, id, KEPT_DIGITS);
    out[KEPT_DIGITS] = (char)length;
    return KEPT_DIGITS + 1;
}

static bool note_prefix(hl_log_strangers *s, hl_log_stranger *stranger, size_t length)
{
    char prefix[KEPT_DIGITS + 1];
    stranger->prefix = HL_MAP_NONE;
    if (!is_long_number(stranger->id, length))
        return true;
    s->long_ids++;
    if (strspn(stranger->id + KEPT_DIGITS, "0") != length - KEPT_DIGITS)
        return true;
    s->round_ids++;
    stranger->prefix =
        hl_base__map_intern(&s->prefixes, prefix, prefix_of(stranger->id, length, prefix));
    if (stranger->prefix == HL_MAP_NONE)
        return false;
    bool *begun = roomy(s->begun, &s->begun_capacity, stranger->prefix, sizeof *begun);
    if (begun == NULL)
        return false;
    s->begun = begun;
    return true;
}

static bool note_key(hl_log_strangers *s, hl_log_stranger *stranger, size_t length)
{
    uint32_t key = key_of(&s->keys, stranger->id, length, true);
    if (key == HL_MAP_NONE)
        return false;
    size_t *first = roomy(s->first, &s->first_capacity, key, sizeof *first);
    if (first == NULL)
        return false;
    s->first = first;
    stranger->next = first[key];
    first[key] = s->count;
    return true;
}

static hl_status take_stranger(hl_log_strangers *s, const user_row *row, hl_error *err)
{
    hl_log_stranger *list = roomy(s->list, &s->capacity, s->count, sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    s->list = list;
    hl_log_stranger *out = &list[s->count];
    *out = (hl_log_stranger){.user = row->user,
                             .id = hl_base__arena_bytes(&s->arena, row->id, row->length),
                             .shape = HL_MAP_NONE,
                             .prefix = HL_MAP_NONE,
                             .many = row->many};
    if (out->id == NULL)
        return hl_error_memory(err);
    s->count++;
    if (hl_base__id_is_placeholder(row->id, row->length)) {
        out->placeholder = out->nobody = true;
        return HL_OK;
    }
    bool good = note_shape(s, out, row->length) && note_prefix(s, out, row->length) &&
                note_key(s, out, row->length);
    return good ? HL_OK : hl_error_memory(err);
}

/* ---- the known */

/* How many digits an id has that is a number; 0: it is none, or a longer one. */
static size_t number_length(const char *id, size_t length)
{
    bool number = length <= HL_LOG_LONGEST_NUMBER && strspn(id, "0123456789") == length;
    return number ? length : 0;
}

static void see_shape(hl_log_strangers *s, const char *id, size_t length)
{
    char shape[HL_ID_SHAPE], prefix[KEPT_DIGITS + 1];
    s->known++;
    s->numbers[number_length(id, length)]++;
    uint32_t at = hl_base__map_find(&s->shapes, shape, hl_base__id_shape(id, length, shape));
    if (at != HL_MAP_NONE)
        s->looks[at].known++;
    if (s->prefixes.count == 0 || !is_long_number(id, length))
        return;
    at = hl_base__map_find(&s->prefixes, prefix, prefix_of(id, length, prefix));
    if (at != HL_MAP_NONE)
        s->begun[at] = true;
}

static hl_status take_known(hl_log_strangers *s, const user_row *row, hl_error *err)
{
    see_shape(s, row->id, row->length);
    uint32_t key = key_of(&s->keys, row->id, row->length, false);
    if (key == HL_MAP_NONE)
        return HL_OK;
    const char *known = hl_base__arena_bytes(&s->arena, row->id, row->length);
    if (known == NULL)
        return hl_error_memory(err);
    for (size_t i = s->first[key]; i > 0; i = s->list[i - 1].next)
        if (s->list[i - 1].known == 0 || strcmp(known, s->list[i - 1].known_id) < 0) {
            s->list[i - 1].known = row->user;
            s->list[i - 1].known_id = known;
        }
    return HL_OK;
}

/* ---- whose they are */

static bool is_look_of_known(const hl_log_strangers *s, uint32_t shape)
{
    enum { ONE_IN = 20, TIMES = 5 };
    const hl_log_look *look = &s->looks[shape];
    double known = (double)look->known / (s->known > 0 ? (double)s->known : 1);
    return ONE_IN * known >= 1 || TIMES * known >= (double)look->strangers / (double)s->shaped;
}

/* Ids that are counted up grow by a digit, hardly ever by three. Of the known ones, one in a
 * hundred has a length that counts. */
static bool is_number_of_others(const hl_log_strangers *s, const hl_log_stranger *stranger)
{
    enum { APART = 3, HUNDRED = 100, LONG = 8 };
    size_t length = number_length(stranger->id, strlen(stranger->id));
    size_t least = SIZE_MAX, most = 0;
    for (size_t i = 1; i <= HL_LOG_LONGEST_NUMBER; i++)
        if (HUNDRED * s->numbers[i] > s->known) {
            least = i < least ? i : least;
            most = i;
        }
    return length > 0 && most > 0 &&
           (length >= most + APART || (least >= LONG && length + APART <= least));
}

/* Some ids end with zeros by chance; where a spreadsheet had them, all do. */
static bool is_rounded(const hl_log_strangers *s, const hl_log_stranger *stranger)
{
    enum { FEWEST = 3 };
    return stranger->prefix != HL_MAP_NONE && s->begun[stranger->prefix] &&
           s->round_ids >= FEWEST && 2 * s->round_ids > s->long_ids;
}

static void place(const hl_log_strangers *s, hl_log_stranger *stranger)
{
    if (stranger->known != 0 || stranger->shape == HL_MAP_NONE)
        return;
    stranger->rounded = is_rounded(s, stranger);
    bool alike = is_look_of_known(s, stranger->shape) && !is_number_of_others(s, stranger);
    bool anonymous = hl_base__is_anonymous_shape(s->shapes.keys[stranger->shape].text);
    stranger->nobody = stranger->rounded || (!alike && anonymous);
    stranger->elsewhere = !alike && !stranger->nobody;
}

/* The user who has the touch of that id; 0: there is none. */
static hl_status find_toucher(hl_store *store, const hl_log_stranger *stranger, int64_t *user,
                              hl_error *err)
{
    sqlite3_stmt *find = NULL;
    bool row = false;
    *user = 0;
    if (hl_log__statement(store, HL_SQL_TOUCH_CLAIMANT, &find, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(find, 1, hl_log__key(stranger->id, strlen(stranger->id)));
    hl_status status = hl_log__step(store, find, &row, err);
    if (status == HL_OK && row)
        status = hl_log__int(store, find, 0, HL_LOG_INT_USER, user, err);
    hl_log__done(find);
    return status;
}

static hl_status take_toucher(hl_store *store, hl_log_strangers *s, hl_log_stranger *stranger,
                              int64_t user, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    bool row = false;
    const char *id = NULL;
    if (hl_log__statement(store, HL_SQL_USER_ATTRIBUTES, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, user);
    hl_status status = hl_log__step(store, get, &row, err);
    if (status == HL_OK && row)
        status = hl_log__column_text(get, 0, &id, NULL, err);
    if (status == HL_OK && id != NULL) {
        stranger->known_id = hl_base__arena_string(&s->arena, id);
        if (stranger->known_id == NULL)
            status = hl_error_memory(err);
        stranger->known = user;
        stranger->elsewhere = stranger->nobody = false;
    }
    hl_log__done(get);
    return status;
}

/* Ids may be those of touches, where the wrong column was joined. Numbers are alike by chance: they
 * must look otherwise than known users' ids do, and most of them be touches'. The first of a look
 * are tried; where some are touches', the others too. */
static bool may_be_of_touch(const hl_log_strangers *s, const hl_log_stranger *stranger)
{
    if (stranger->known != 0 || stranger->placeholder || stranger->shape == HL_MAP_NONE)
        return false;
    bool number = strcmp(s->shapes.keys[stranger->shape].text, "9") == 0;
    return !number || stranger->elsewhere || stranger->nobody;
}

static bool is_of_touches(const hl_log_strangers *s, const hl_log_stranger *stranger)
{
    enum { HALF = 2, SOME = 50 };
    const hl_log_look *look = &s->looks[stranger->shape];
    bool number = strcmp(s->shapes.keys[stranger->shape].text, "9") == 0;
    return look->of_touches > 1 && (number ? HALF : SOME) * look->of_touches >= look->tried;
}

static hl_status find_touchers(hl_store *store, hl_log_strangers *s, hl_error *err)
{
    enum { TRIED = 200 };
    hl_status status = HL_OK;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; status == HL_OK && i < s->count; i++) {
            hl_log_stranger *stranger = &s->list[i];
            int64_t user = 0;
            if (!may_be_of_touch(s, stranger))
                continue;
            hl_log_look *look = &s->looks[stranger->shape];
            if (pass == 0 ? look->tried == TRIED : !is_of_touches(s, stranger))
                continue;
            status = find_toucher(store, stranger, &user, err);
            look->tried += pass == 0;
            look->of_touches += pass == 0 && user != 0;
            if (status == HL_OK && pass == 1 && user != 0)
                status = take_toucher(store, s, stranger, user, err);
        }
    return status;
}

hl_status hl_log__strangers_read(hl_store *store, hl_log_strangers *out, hl_error *err)
{
    hl_status status = each_user(store, HL_SQL_STRANGERS, take_stranger, out, err);
    if (status == HL_OK && out->keys.count > 0)
        status = each_user(store, HL_SQL_KNOWN, take_known, out, err);
    for (size_t i = 0; status == HL_OK && i < out->count; i++)
        place(out, &out->list[i]);
    return status == HL_OK ? find_touchers(store, out, err) : status;
}

bool hl_log__stranger_goes_first(const hl_log_stranger *a, const char *b)
{
    if (b == NULL)
        return true;
    int64_t key = hl_log__key(a->id, strlen(a->id)), other = hl_log__key(b, strlen(b));
    return key != other ? key < other : strcmp(a->id, b) < 0;
}

void hl_log__strangers_free(hl_log_strangers *strangers)
{
    free(strangers->list);
    free(strangers->first);
    free(strangers->looks);
    free(strangers->begun);
    hl_base__map_free(&strangers->keys);
    hl_base__map_free(&strangers->shapes);
    hl_base__map_free(&strangers->prefixes);
    hl_base__arena_free(&strangers->arena);
    *strangers = (hl_log_strangers){0};
}
